"""What a report is told beside the results: its title and where sources can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.model import Comparison
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.room import ROOM
from okrsheets.tongue import ENGLISH, Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["ReportSettings"]


class ReportSettings(NamedTuple):
    """How a report is made.

    `source_urls` say where a source opens in a browser; `{tab}`, `{gid}` and `{cell}` in one stand for the
    place (`https://example.org/plan?activeCell='{tab}'!{cell}`). `progress` is printed, not computed with;
    its `close_after` says which cycles are over. `in_force` are the figures by the pace policy that the
    config names, where the results are judged by another. `tongue` is the language of the report's own words.
    `part` are the names of what alone is shown, where that is not all. `url` is where people open the report,
    as the config says it.
    `room` is how many characters the tree may take; key results beyond it are only counted. `findings` is
    how many findings the page lists.
    """

    title: str | None = None
    source_urls: Mapping[str, str] = MappingProxyType({})
    progress: ProgressSettings = ProgressSettings()
    room: int = ROOM
    findings: int = 300
    in_force: Comparison | None = None
    tongue: Tongue = ENGLISH
    url: str | None = None
    part: tuple[str, ...] = ()
