"""Alignment texts to alignments: references parsed, resolved over all workbooks, and their graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.alignment.graph import children_of, parents_of
    from okrsheets.alignment.identity import kept_keys
    from okrsheets.alignment.resolving import resolve

__all__ = ["AlignmentSettings", "children_of", "kept_keys", "parents_of", "resolve"]

__getattr__ = found_in(
    __name__,
    {"children_of": "graph", "kept_keys": "identity", "parents_of": "graph", "resolve": "resolving"},
)
