"""What a user can say about how sheets are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.edits import ManagedRole
from okrsheets.reading.overrides import SourceOverride
from okrsheets.tuples import NamedTuple

__all__ = ["ReadingSettings"]


class ReadingSettings(NamedTuple):
    """Settings of the reading stage.

    `current_cycle` is the label to fall back on, `fiscal_year_start` a month from 1 to 12. `words` are
    the user's own headings by field (`{"owner": ("Captain",)}`), `value_words` their words in cells by
    section and meaning (`{"statuses": {"on_track": ("Rolling",)}}`), `default_teams` teams by workbook
    source, `headings` the renamed headings of our own columns, `overrides` what is said of how a source
    is read, `own_tabs` the names that tabs of ours last had, by workbook source.
    """

    current_cycle: str | None = None
    fiscal_year_start: int = 1
    words: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    value_words: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    default_teams: Mapping[str, str] = MappingProxyType({})
    headings: Mapping[ManagedRole, str] = MappingProxyType({})
    overrides: Mapping[str, SourceOverride] = MappingProxyType({})
    own_tabs: Mapping[str, str] = MappingProxyType({})
