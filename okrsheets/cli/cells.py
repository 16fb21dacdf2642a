"""What is seen of a cell."""

from __future__ import annotations

from datetime import datetime, time

from okrsheets.cli.widths import one_line
from okrsheets.grid import Cell, text_of

__all__ = ["shown"]


def shown(cell: Cell) -> tuple[str, bool]:
    """What is seen of a cell, and whether it stands to the right, as figures do."""
    value = cell.value
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return one_line(text_of(value)), False
    if "%" in cell.number_format and abs(value) < 1e6:
        return f"{round(value * 100, 1):g} %", True
    return text_of(value), True
