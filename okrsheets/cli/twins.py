"""Columns that hold something and were left alone because another of the same heading was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from okrsheets.cli.widths import cut, one_line
from okrsheets.grid import column_letters

if TYPE_CHECKING:
    from okrsheets.grid import Sheet, Workbook
    from okrsheets.model import Reading, TableReading

__all__ = ["twin_lines", "twin_words"]

_HEADING = 32
_CURE = "give it a heading of its own, or say in the config which counts"


def twin_words(table: TableReading, cells: Sheet) -> Iterator[str]:
    """A sentence for each such column of a table."""
    read = {
        _plain(column.heading): column.column
        for column in reversed(table.columns)
        if column.field is not None and column.heading and column.row is None
    }
    for column in table.columns:
        twin = read.get(_plain(column.heading))
        # what a person said to ignore is left alone for sure
        if column.field is not None or twin is None or column.confidence == 1:
            continue
        if any(cells.value(row.row, column.column) is not None for row in table.rows):
            name, other = column_letters(column.column), column_letters(twin)
            heading = cut(one_line(column.heading), _HEADING)
            yield f'{name} "{heading}" is not read, as {other} bears the same heading; {_CURE}'


def twin_lines(readings: Iterable[Reading], workbooks: Iterable[Workbook]) -> Iterator[str]:
    """The same for all workbooks, each with its place."""
    books = {book.source: book for book in workbooks}
    for reading in readings:
        for sheet in reading.sheets:
            cells = books[reading.source].sheet(sheet.name) if sheet.tables else None
            if cells is None:
                continue
            for table in sheet.tables:
                for words in twin_words(table, cells):
                    yield f"{reading.source}: {one_line(sheet.name)}!{words}"


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
