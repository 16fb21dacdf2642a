"""What a company can say about alignment."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType

from okrsheets.model import AlignmentKind
from okrsheets.tuples import NamedTuple

__all__ = ["AlignmentSettings"]


class AlignmentSettings(NamedTuple):
    """`top` names the tabs and teams that are the top level, `top_sources` workbooks that are it as a
    whole; both empty: found by their names or links.

    `called` says what else references call a workbook, by its source: aliases, and where it is kept.
    `kind` is that of an alignment of which neither heading nor cell says it, `kinds` that of one in some
    tabs, by source and there by the name of a tab or a pattern; None: it depends on whose it is.
    """

    top: frozenset[str] = frozenset()
    called: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    top_sources: frozenset[str] = frozenset()
    kind: AlignmentKind | None = None
    kinds: Mapping[str, Mapping[str, AlignmentKind]] = MappingProxyType({})

    def kind_in(self, source: str, tab: str) -> AlignmentKind | None:
        """The kind of an alignment in a tab of which nothing else says it; None where nobody said."""
        said = self.kinds.get(source)
        if said is None:
            return self.kind
        if tab in said:
            return said[tab]
        return next((kind for name, kind in said.items() if fnmatchcase(tab, name)), self.kind)
