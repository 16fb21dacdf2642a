"""A tab as lines of cells that say something, with merges looked through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from okrsheets.grid import BLANK, Cell, CellRange, Sheet, Value, text_of
from okrsheets.tuples import NamedTuple

__all__ = ["Line", "Lines", "lines_of", "lines_within"]

Line: TypeAlias = Mapping[int, Cell]
"""The cells of one row that say something, by column."""

_WIDEST_MERGE = 64
_TALLEST_MERGE = 2000


class Lines(NamedTuple):
    """The rows of a tab that say something, in order, and its merges by their first cell.

    `covered` leads from a cell under a merge to the merge's first cell.
    """

    by_row: Mapping[int, Line]
    order: tuple[int, ...]
    spans: Mapping[tuple[int, int], CellRange]
    covered: Mapping[tuple[int, int], tuple[int, int]]

    def cell(self, row: int, column: int) -> Cell:
        """The cell that is seen at a place: under a merge, the merge's first cell."""
        if (line := self.by_row.get(row)) is not None and (cell := line.get(column)) is not None:
            return cell
        if not self.covered:
            return BLANK
        if first := self.covered.get((row, column)):
            return self.by_row.get(first[0], {}).get(first[1], BLANK)
        return BLANK

    def cells(self, rows: Iterable[int], column: int) -> list[Cell]:
        """What is seen in a column on each of the rows, all of which say something."""
        if self.covered:
            return [self.cell(row, column) for row in rows]
        return [line.get(column, BLANK) for line in map(self.by_row.__getitem__, rows)]

    def values(self, rows: Iterable[int], column: int) -> list[Value]:
        """The values seen in a column on each of the rows."""
        if self.covered:
            return [self.cell(row, column).value for row in rows]
        return [line.get(column, BLANK).value for line in map(self.by_row.__getitem__, rows)]

    def texts(self, rows: Iterable[int], column: int) -> list[str]:
        """The texts seen in a column on each of the rows, without outer blanks."""
        values = self.values(rows, column)
        return [value.strip() if isinstance(value, str) else text_of(value) for value in values]

    def rows_between(self, above: int, below: int) -> tuple[int, ...]:
        """The rows that say something after one row and before another."""
        return self.order[bisect_right(self.order, above) : bisect_left(self.order, below)]

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where the cell that is seen at a place really stands."""
        return self.covered.get((row, column), (row, column))

    def is_unsaid(self, row: int, column: int) -> bool:
        """Whether the cell seen at a place is a formula of which no result is stored."""
        cell = self.cell(row, column)
        return cell.value is None and cell.formula is not None

    def text(self, row: int, column: int) -> str:
        """The text seen at a place, without outer blanks."""
        value = self.cell(row, column).value
        return value.strip() if isinstance(value, str) else text_of(value)


def lines_of(sheet: Sheet) -> Lines:
    """The lines of a tab; costs as much as there are cells in it, however far apart they lie."""
    by_row: dict[int, dict[int, Cell]] = {}
    last = 0
    line: dict[int, Cell] = {}
    for (row, column), cell in sheet.cells.items():
        value = cell.value
        if cell.formula is None if value is None else value.__class__ is str and not value.strip():
            continue
        if row != last:
            last, line = row, by_row.setdefault(row, {})
        line[column] = cell
    last = max(by_row, default=0)
    spans = {(merge.top, merge.left): merge for merge in sheet.merges}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for first, merge in spans.items():
        if first[1] not in by_row.get(first[0], {}):
            continue
        # A merge may span a whole row or column; only its near part can belong to a table.
        bottom = min(merge.bottom, last, merge.top + _TALLEST_MERGE)
        right = min(merge.right, merge.left + _WIDEST_MERGE)
        for row in range(merge.top, bottom + 1):
            for column in range(merge.left, right + 1):
                if (row, column) != first:
                    covered[row, column] = first
    return Lines(by_row, tuple(sorted(by_row)), spans, covered)


def lines_within(lines: Lines, windows: Sequence[tuple[int, int]]) -> list[Lines]:
    """For each window, a first and a last column, the lines without what stands left or right of it."""
    if not windows:
        return []
    cut: list[dict[int, Line]] = [{} for _ in windows]
    for row in lines.order:
        line = lines.by_row[row]
        columns = sorted(line)
        for by_row, (left, right) in zip(cut, windows, strict=True):
            own = columns[bisect_left(columns, left) : bisect_right(columns, right)]
            if own:
                by_row[row] = {column: line[column] for column in own}
    return [lines._replace(by_row=by_row, order=tuple(by_row)) for by_row in cut]
