"""Headings where they stand, in one row or in two: those of groups of columns, and within them."""

from __future__ import annotations

from datetime import date

from okrsheets.grid import text_of
from okrsheets.reading.overrides import ColumnOverride
from okrsheets.reading.tables.headings import HeadingReader, HeadingReading
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["LONGEST_HEADING", "Heading", "heads_groups", "is_sub_header"]

LONGEST_HEADING = 60
"""Characters; what is longer is no heading."""


class Heading(NamedTuple):
    """One column's heading: its words, of all header rows that stand over it, and what they may mean.

    `told` is what a person says of the column.
    """

    column: int
    text: str
    reading: HeadingReading
    told: ColumnOverride | None = None


def heads_groups(lines: Lines, above: int, row: int) -> bool:
    """Whether the row above holds headings of groups of columns: merged over several of them, or
    merged down into the header."""
    line = lines.by_row.get(above)
    if line is None:
        return False
    under = lines.by_row[row]
    widest = max(under) - min(under) + 1
    for column in line:
        merge = lines.spans.get((above, column))
        if merge is None:
            continue
        if merge.bottom >= row and row not in range(merge.bottom + 1, row) and merge.left <= max(under):
            return True
        covers = sum(merge.left <= c <= merge.right for c in under)
        if merge.right > merge.left and covers > 1 and merge.right - merge.left + 1 < widest:
            return True
    return False


def is_sub_header(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether the row below a header row holds the headings of columns within its groups."""
    upper, lower = lines.by_row[row], lines.by_row[row + 1]
    if not all(
        isinstance(cell.value, date) or (isinstance(cell.value, str) and len(cell.value) <= LONGEST_HEADING)
        for cell in lower.values()
    ):
        return False
    known = sum(reader.read(text_of(cell.value)).known for cell in lower.values())
    if known < 2 or known * 10 < len(lower) * 6:
        return False
    for column in lower:
        if column not in upper:
            continue
        merge = lines.spans.get((row, column))
        wide = merge is not None and merge.right > column
        if not wide and (column + 1 in upper or column + 1 not in lower):
            return False
    return True
