"""Alignment texts to alignments: references parsed, resolved over all workbooks, and their graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.alignment.facts import facts_of
    from okrsheets.alignment.graph import children_of, parents_of
    from okrsheets.alignment.resolving import resolve

__all__ = ["AlignmentSettings", "children_of", "facts_of", "parents_of", "resolve"]

__getattr__ = found_in(
    __name__, {"children_of": "graph", "facts_of": "facts", "parents_of": "graph", "resolve": "resolving"}
)
