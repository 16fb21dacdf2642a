"""Which columns of which rows of a tab are taken by the ranges on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from okrsheets.grid import CellRange
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.tuples import NamedTuple

__all__ = ["Taken", "lines_outside"]

_Span = tuple[int, int]


class Taken(NamedTuple):
    """The columns that ranges take of each row, as spans from left to right that do not meet."""

    rows: Mapping[int, Sequence[_Span]]

    @classmethod
    def of(cls, lines: Lines, ranges: Sequence[CellRange]) -> Taken:
        """What these ranges take of the lines."""
        rows: dict[int, list[_Span]] = {}
        for part in sorted(ranges, key=lambda part: part.left):
            for row in lines.rows_between(part.top - 1, part.bottom + 1):
                spans = rows.setdefault(row, [])
                if spans and part.left <= spans[-1][1] + 1:
                    spans[-1] = (spans[-1][0], max(spans[-1][1], part.right))
                else:
                    spans.append((part.left, part.right))
        return cls(rows)

    def free(self, row: int, line: Line) -> Sequence[int]:
        """The columns of a line that nothing takes."""
        spans = self.rows.get(row)
        if spans is None:
            return [*line]
        if len(spans) == 1:
            left, right = spans[0]
            return [column for column in line if column < left or right < column]
        lefts = [left for left, _ in spans]
        return [c for c in line if not (n := bisect_right(lefts, c)) or spans[n - 1][1] < c]


def lines_outside(lines: Lines, ranges: Sequence[CellRange]) -> Lines:
    """The lines without what stands in these ranges."""
    if not ranges:
        return lines
    taken = Taken.of(lines, ranges)
    by_row = {}
    for row in lines.order:
        line = lines.by_row[row]
        if row in taken.rows:
            line = {column: line[column] for column in taken.free(row, line)}
        if line:
            by_row[row] = line
    return lines._replace(by_row=by_row, order=tuple(by_row))
