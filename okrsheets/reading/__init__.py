"""Reading: from the cells of workbooks to objectives and key results, whatever the layout."""

from __future__ import annotations

from okrsheets.reading.cycles import parse_cycle
from okrsheets.reading.read import read_okrs
from okrsheets.reading.settings import ReadingSettings

__all__ = ["ReadingSettings", "parse_cycle", "read_okrs"]
