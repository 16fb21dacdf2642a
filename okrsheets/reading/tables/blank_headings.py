"""Columns of a table over which no heading stands, though their cells are filled."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import contents_of
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.lines import Lines

__all__ = ["with_blank_headings"]

_LEAST = 2  # cells


def with_blank_headings(table: FoundTable, lines: Lines) -> tuple[Column, ...]:
    """The columns of a table as they are shown, with those between them that have cells and no heading."""
    layout = table.layout
    columns = layout.shown or layout.columns
    if table.view is not None:
        return columns
    found = [*columns, *_blank(table, lines, {column.number for column in columns})]
    return tuple(sorted(found, key=lambda column: column.number)) if len(found) > len(columns) else columns


def _blank(table: FoundTable, lines: Lines, known: set[int]) -> Iterator[Column]:
    rows = [lines.by_row[row.row] for row in table.layout.rows]
    for number in range(table.left, table.right + 1):
        if number in known:
            continue
        contents = contents_of([line[number].value for line in rows if number in line])
        if contents.filled >= _LEAST:
            because = f"no heading over its {contents.filled} cells"
            yield Column(number, "", contents, (), because=because)
