"""Reading: from the cells of workbooks to objectives and key results, whatever the layout."""

from __future__ import annotations

from okrsheets.reading.overrides import ColumnOverride, SheetOverride, SourceOverride, TableOverride
from okrsheets.reading.read import read_okrs
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.times.cycles import parse_cycle

__all__ = [
    "ColumnOverride",
    "ReadingSettings",
    "SheetOverride",
    "SourceOverride",
    "TableOverride",
    "parse_cycle",
    "read_okrs",
]
