"""Views: other lines in which a table is read, and where each of their cells really stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.grid import Cell, CellRange
from okrsheets.model import LeftOut
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.tuples import NamedTuple

__all__ = ["Parts", "View", "unfolded"]

Parts: TypeAlias = Sequence[Mapping[int, Cell]]
"""What one row says line by line: the cells of each line, by column."""

_SAME: Mapping[int, int] = MappingProxyType({})


class View(NamedTuple):
    """Lines made of a tab's lines, with the row and column of the tab for those that have others there.

    Where nothing else is regular, `cells` are the places of single cells, and `heads` those of the
    columns' headings; `range` is the part of the tab that they come from, and `left_out` what else is there.
    """

    lines: Lines
    rows: Mapping[int, int] = _SAME
    columns: Mapping[int, int] = _SAME
    cells: Mapping[tuple[int, int], tuple[int, int]] | None = None
    heads: Mapping[int, tuple[int, int]] | None = None
    range: CellRange | None = None
    left_out: tuple[LeftOut, ...] = ()

    def row(self, row: int) -> int:
        """The row of the tab that a row stands for."""
        return self.rows.get(row, row)

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell really stands."""
        if self.cells is not None and (found := self.cells.get((row, column))):
            return found
        return self.rows.get(row, row), self.columns.get(column, column)


def unfolded(
    lines: Lines, rows: Sequence[int], parts: Mapping[int, Parts], *, columns: Mapping[int, int] = _SAME
) -> View:
    """The rows with some of them in several lines, as if each line were a row of its own.

    `parts` are the lines of those rows; what is not in them holds for all lines of its row, as if it
    were merged down over them. `columns` are the places of columns that only the parts have.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    stands: dict[int, int] = {}  # numbered past the last row of the tab, so that both kinds of rows differ
    by_row: dict[int, Line] = dict(lines.by_row)
    end = lines.order[-1]
    spans: dict[tuple[int, int], CellRange] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for row in rows:
        some = parts.get(row, ({},))
        parted = {columns.get(column, column) for line in some for column in line}
        first[row] = end + len(stands) + 1
        whole = {column: cell for column, cell in lines.by_row[row].items() if column not in parted}
        for n, line in enumerate(some):
            stands[first[row] + n] = row
            by_row[first[row] + n] = {**whole, **line} if n == 0 else line
        last[row] = end + len(stands)
        if len(some) > 1:
            spans |= {(first[row], c): CellRange(first[row], c, last[row], c) for c in whole}
            covered |= {
                (line, c): (first[row], c) for c in whole for line in range(first[row] + 1, last[row] + 1)
            }
    for (row, column), (top, left) in lines.covered.items():
        if row in first and top in first:
            covered |= {(line, column): (first[top], left) for line in range(first[row], last[row] + 1)}
    for (top, left), merge in lines.spans.items():
        if top in first:
            bottom = rows[bisect_right(rows, merge.bottom) - 1]
            spans[first[top], left] = CellRange(first[top], left, last[bottom], merge.right)
    return View(Lines(by_row, tuple(stands), spans, covered), stands, columns)
