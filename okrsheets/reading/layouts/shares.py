"""Shares beside the key results of forms: how far each has come, under no heading and beside no label."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.grid import Cell
from okrsheets.patterns import pattern
from okrsheets.reading.tables.lines import Lines

__all__ = ["shares_beside"]

_SHARE = pattern(r"\d{1,3}(?:[.,]\d+)?\s?%")
_FEWEST = 3


def shares_beside(lines: Lines, rows: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The cell that says each key result's progress; none unless every one has such a cell.

    `rows` are the cells on each key result's row that are neither its title nor told by a label. One
    figure may be a target as well; three and more that are all percentages, or all from 0 to 1, are not.
    """
    found = [places[0] for places in rows if len(places) == 1]
    if len(found) < max(_FEWEST, len(rows)):
        return []
    cells = [lines.cell(*place) for place in found]
    fractions = [cell.value for cell in cells if isinstance(cell.value, (int, float))]
    graded = len(fractions) == len(cells) and all(0 <= one <= 1 for one in fractions)
    if graded and any(0 < one < 1 for one in fractions):
        return found
    return found if all(map(_is_share, cells)) else []


def _is_share(cell: Cell) -> bool:
    if isinstance(cell.value, (int, float)):
        return "%" in cell.number_format
    return isinstance(cell.value, str) and _SHARE.fullmatch(cell.value.strip()) is not None
