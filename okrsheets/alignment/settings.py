"""What a company can say about alignment."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AlignmentSettings"]


@dataclass(frozen=True, slots=True)
class AlignmentSettings:
    """`top` names the tabs and teams that are the top level; empty: found by their names or links."""

    top: frozenset[str] = frozenset()
