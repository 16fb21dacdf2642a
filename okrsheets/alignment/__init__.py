"""Alignment texts to alignments: references parsed, resolved over all workbooks, and their graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.alignment.facts import facts_of
    from okrsheets.alignment.graph import children_of, parents_of
    from okrsheets.alignment.identity import kept_keys, same_key_results
    from okrsheets.alignment.named import Named, find_named
    from okrsheets.alignment.resolving import resolve

__all__ = [
    "AlignmentSettings",
    "Named",
    "children_of",
    "facts_of",
    "find_named",
    "kept_keys",
    "parents_of",
    "resolve",
    "same_key_results",
]

__getattr__ = found_in(
    __name__,
    {
        "Named": "named",
        "children_of": "graph",
        "facts_of": "facts",
        "find_named": "named",
        "kept_keys": "identity",
        "parents_of": "graph",
        "resolve": "resolving",
        "same_key_results": "identity",
    },
)
