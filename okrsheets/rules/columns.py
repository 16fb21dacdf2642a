"""The columns of tables with the cells of their OKRs, for rules that look down a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from okrsheets.grid import Cell, CellRef, Value
from okrsheets.lint import Case
from okrsheets.model import ColumnReading, Field, Level, Okr, RowReading, TableReading
from okrsheets.rules.tables import okr_tables
from okrsheets.tuples import NamedTuple

__all__ = ["FilledCell", "FilledTable", "TableColumn", "columns_of", "filled_tables", "table_columns"]


class FilledCell(NamedTuple):
    """A cell of a column that holds something, on the row of an OKR that is judged now."""

    row: RowReading
    cell: Cell
    okr: str


class TableColumn(NamedTuple):
    """A column of a table with those of its cells that hold something, from above to below."""

    of: FilledTable
    column: ColumnReading
    filled: tuple[FilledCell, ...]

    def place(self, filled: FilledCell) -> CellRef:
        return self.of.place(filled.row.row, self.column.column)


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table of a spreadsheet with all cells of its tab, and its OKRs that are judged now by key.

    `numbers` are those of the tab's columns that hold what was asked for.
    """

    workbook: str
    table: TableReading
    cells: Mapping[tuple[int, int], Cell]
    okrs: Mapping[str, Okr]
    numbers: AbstractSet[int]

    @property
    def columns(self) -> Iterator[TableColumn]:
        """Its columns that hold what was asked for; none where OKRs stand side by side."""
        for column in self.table.columns:
            if column.row is None and column.column in self.numbers:
                yield TableColumn(self, column, tuple(self._filled(column)))

    def place(self, row: int, column: int) -> CellRef:
        return CellRef(self.workbook, self.table.sheet, row, column)

    def value(self, row: int, column: int) -> Value:
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value

    def _filled(self, column: ColumnReading) -> Iterator[FilledCell]:
        for row in self.table.rows:
            if (cell := self.cells.get((row.row, column.column))) is None:
                continue
            key = row.objective if column.level is Level.OBJECTIVE else row.key_result or row.objective
            if key in self.okrs and (cell.value is not None or cell.formula is not None):
                yield FilledCell(row, cell, str(key))


def filled_tables(case: Case, holding: Callable[[Cell], bool]) -> Iterator[FilledTable]:
    """The tables of the spreadsheets that have a column in which some cell is `holding` what is looked for.

    Files of plain text have neither numbers, dates nor formulas. Each cell is asked once.
    """
    sheets = _sheets(case)
    numbers = {
        tab: {column for (_, column), cell in cells.items() if holding(cell)} for tab, cells in sheets.items()
    }
    for table in okr_tables(case) if any(numbers.values()) else ():
        tab = (table.workbook, table.table.sheet)
        if held := numbers.get(tab):
            okrs = {okr.key: okr for okr in table.okrs}
            yield FilledTable(table.workbook, table.table, sheets[tab], okrs, held)


def table_columns(case: Case, holding: Callable[[Cell], bool]) -> Iterator[TableColumn]:
    """Every column of those tables in which some cell is."""
    for table in filled_tables(case, holding):
        yield from table.columns


def columns_of(case: Case, fields: AbstractSet[Field]) -> Iterator[TableColumn]:
    """Every column of the spreadsheets that was taken for one of these fields."""
    sheets = _sheets(case)
    for table in okr_tables(case):
        numbers = {column.column for column in table.table.columns if column.field in fields}
        cells = sheets.get((table.workbook, table.table.sheet))
        if numbers and cells is not None:
            okrs = {okr.key: okr for okr in table.okrs}
            yield from FilledTable(table.workbook, table.table, cells, okrs, numbers).columns


def _sheets(case: Case) -> dict[tuple[str, str], Mapping[tuple[int, int], Cell]]:
    return {
        (book.source, sheet.name): sheet.cells
        for book in case.workbooks
        if not book.plain_text
        for sheet in book.sheets
    }
