"""Tabs that are ours whole, known by what they say of themselves and not by their names."""

from __future__ import annotations

from okrsheets.grid import CellRange, Sheet
from okrsheets.reading.ours.managed import normal_heading

__all__ = ["NOTE", "OURS_BECAUSE", "TITLE", "title_of"]

TITLE = "OKR summary (auto)"
"""What our tab is headed, in its first cell unless people put rows or columns before it."""

NOTE = "Kept by okrsheets: what is typed into the tables is written over, beside and below them it stays"
"""What stands three rows below the title, so that our tab is known where someone gave it another title."""

OURS_BECAUSE = "it is ours: the summary that sync writes"

_LINES = 3  # from the title down to the note
_FURTHEST = (12, 8)  # people put a few rows or columns before a title; no tab is searched whole for it
_NOTE = normal_heading(NOTE)
_TITLE = normal_heading(TITLE)


def title_of(sheet: Sheet) -> tuple[int, int] | None:
    """Row and column of the title of a tab of ours; None where the tab is a person's."""
    bottom, right = _FURTHEST
    return _place_of(_TITLE, sheet, CellRange(1, 1, bottom, right)) or _above(
        _place_of(_NOTE, sheet, CellRange(1 + _LINES, 1, bottom + _LINES, right))
    )


def _place_of(words: str, sheet: Sheet, within: CellRange) -> tuple[int, int] | None:
    for row in range(within.top, within.bottom + 1):
        for column in range(within.left, within.right + 1):
            cell = sheet.cells.get((row, column))
            if cell is not None and isinstance(cell.value, str) and normal_heading(cell.value) == words:
                return row, column
    return None


def _above(note: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if note is None else (note[0] - _LINES, note[1])
