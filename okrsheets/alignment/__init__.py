"""Alignment texts to alignments: references parsed, resolved over all workbooks, and their graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.alignment.asked import Asked, asked_for
    from okrsheets.alignment.graph import children_of, parents_of
    from okrsheets.alignment.identity import kept_keys, same_key_results
    from okrsheets.alignment.resolving import resolve

__all__ = [
    "AlignmentSettings",
    "Asked",
    "asked_for",
    "children_of",
    "kept_keys",
    "parents_of",
    "resolve",
    "same_key_results",
]

__getattr__ = found_in(
    __name__,
    {
        "Asked": "asked",
        "asked_for": "asked",
        "children_of": "graph",
        "kept_keys": "identity",
        "parents_of": "graph",
        "resolve": "resolving",
        "same_key_results": "identity",
    },
)
