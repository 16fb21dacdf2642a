"""Reading: from the cells of workbooks to objectives and key results, whatever the layout."""

from __future__ import annotations

from okrsheets.reading.cycles import parse_cycle
from okrsheets.reading.overrides import ColumnOverride, SheetOverride, SourceOverride, TableOverride
from okrsheets.reading.read import read_okrs
from okrsheets.reading.settings import ReadingSettings

__all__ = [
    "ColumnOverride",
    "ReadingSettings",
    "SheetOverride",
    "SourceOverride",
    "TableOverride",
    "parse_cycle",
    "read_okrs",
]
