"""Alignment texts to alignments: references parsed, resolved over all workbooks, and their graph."""

from __future__ import annotations

from okrsheets.alignment.graph import children_of, parents_of
from okrsheets.alignment.resolving import resolve
from okrsheets.alignment.settings import AlignmentSettings

__all__ = ["AlignmentSettings", "children_of", "parents_of", "resolve"]
