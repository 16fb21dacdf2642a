"""The columns of tables with the cells of their OKRs, for rules that look down a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from okrsheets.grid import Cell, CellRef, Value
from okrsheets.lint import Case
from okrsheets.model import ColumnReading, Level, Okr, RowReading, TableReading
from okrsheets.rules.tables import OkrTable, okr_tables
from okrsheets.tuples import NamedTuple

__all__ = ["FilledCell", "FilledTable", "TableColumn", "filled_tables", "table_columns"]


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
    """A table of a spreadsheet with all cells of its tab, and its OKRs that are judged now by key."""

    workbook: str
    table: TableReading
    cells: Mapping[tuple[int, int], Cell]
    okrs: Mapping[str, Okr]

    @classmethod
    def of(cls, table: OkrTable, cells: Mapping[tuple[int, int], Cell]) -> FilledTable:
        return cls(table.workbook, table.table, cells, {okr.key: okr for okr in table.okrs})

    @property
    def columns(self) -> Iterator[TableColumn]:
        """Its columns; none where OKRs stand side by side."""
        for column in self.table.columns:
            if column.row is None:
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


def filled_tables(case: Case) -> Iterator[FilledTable]:
    """Every table of the spreadsheets; files of plain text have neither numbers, dates nor formulas."""
    cells = {
        (book.source, sheet.name): sheet.cells
        for book in case.workbooks
        if not book.plain_text
        for sheet in book.sheets
    }
    for table in okr_tables(case):
        if (found := cells.get((table.workbook, table.table.sheet))) is not None:
            yield FilledTable.of(table, found)


def table_columns(case: Case) -> Iterator[TableColumn]:
    """Every column of those tables."""
    for table in filled_tables(case):
        yield from table.columns
