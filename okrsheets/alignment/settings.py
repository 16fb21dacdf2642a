"""What a company can say about alignment."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.tuples import NamedTuple

__all__ = ["AlignmentSettings"]


class AlignmentSettings(NamedTuple):
    """`top` names the tabs and teams that are the top level; empty: found by their names or links.

    `called` says what else references call a workbook, by its source: aliases, and where it is kept.
    """

    top: frozenset[str] = frozenset()
    called: Mapping[str, tuple[str, ...]] = MappingProxyType({})
