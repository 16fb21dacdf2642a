"""The columns of tables with the cells of their OKRs, for rules that look down a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsheets.grid import Cell, CellRef, Workbook
from okrsheets.lint import Case
from okrsheets.model import ColumnReading, Level, RowReading
from okrsheets.rules.tables import OkrTable, okr_tables
from okrsheets.tuples import NamedTuple

__all__ = ["FilledCell", "TableColumn", "table_columns"]


class FilledCell(NamedTuple):
    """A cell of a column that holds something, on the row of an OKR that is judged now."""

    row: RowReading
    cell: Cell
    okr: str


class TableColumn(NamedTuple):
    """A column of a table with those of its cells that hold something, from above to below."""

    of: OkrTable
    column: ColumnReading
    filled: tuple[FilledCell, ...]

    def place(self, filled: FilledCell) -> CellRef:
        return CellRef(self.of.workbook, self.of.table.sheet, filled.row.row, self.column.column)


def table_columns(case: Case, *, plain_text: bool = False) -> Iterator[TableColumn]:
    """Every column of every table whose OKRs have rows; those of plain text only where they are asked for."""
    books = {book.source: book for book in case.workbooks if plain_text or not book.plain_text}
    for table in okr_tables(case):
        cells = _cells(books.get(table.workbook), table)
        judged = {okr.key for okr in table.okrs}
        for column in table.table.columns if cells else ():
            if column.row is None:
                yield TableColumn(table, column, tuple(_filled(table, column, cells, judged)))


def _cells(book: Workbook | None, table: OkrTable) -> Mapping[tuple[int, int], Cell]:
    sheet = book.sheet(table.table.sheet) if book else None
    return sheet.cells if sheet else {}


def _filled(
    table: OkrTable, column: ColumnReading, cells: Mapping[tuple[int, int], Cell], judged: set[str]
) -> Iterator[FilledCell]:
    for row in table.table.rows:
        if (cell := cells.get((row.row, column.column))) is None:
            continue
        key = row.objective if column.level is Level.OBJECTIVE else row.key_result or row.objective
        if key is not None and key in judged and (cell.value is not None or cell.formula is not None):
            yield FilledCell(row, cell, key)
