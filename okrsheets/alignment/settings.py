"""What a company can say about alignment."""

from __future__ import annotations

from okrsheets.tuples import NamedTuple

__all__ = ["AlignmentSettings"]


class AlignmentSettings(NamedTuple):
    """`top` names the tabs and teams that are the top level; empty: found by their names or links."""

    top: frozenset[str] = frozenset()
