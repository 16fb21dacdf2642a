"""The columns of tables with the cells of their OKRs, for rules that look down a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from okrsheets.grid import Cell, CellRef, Value
from okrsheets.lint import Case
from okrsheets.model import ColumnReading, Field, Level, Okr, RowReading, TableReading
from okrsheets.rules.cells import TabCells, tabs_of
from okrsheets.rules.tables import okr_tables
from okrsheets.tuples import NamedTuple

__all__ = [
    "FilledCell",
    "FilledTable",
    "TableColumn",
    "columns_of",
    "equation_columns",
    "filled_tables",
    "formula_columns",
]


class FilledCell(NamedTuple):
    """A cell of a column that holds something, on the row of an OKR that is judged now."""

    row: RowReading
    cell: Cell
    okr: str


class TableColumn(NamedTuple):
    """A column of a table with those of its cells that hold what was asked for, from above to below."""

    of: FilledTable
    column: ColumnReading
    filled: tuple[FilledCell, ...]

    def place(self, filled: FilledCell) -> CellRef:
        return self.of.place(filled.row.row, self.column.column)


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table of a spreadsheet with all cells of its tab, and its OKRs that are judged now by key.

    `numbers` are those of its columns that were asked for.
    """

    workbook: str
    table: TableReading
    cells: Mapping[tuple[int, int], Cell]
    okrs: Mapping[str, Okr]
    numbers: AbstractSet[int]

    @property
    def columns(self) -> Iterator[TableColumn]:
        """Those columns, with all that is filled in them; none where OKRs stand side by side."""
        for column in self.table.columns:
            if column.row is None and column.column in self.numbers:
                yield TableColumn(self, column, tuple(self._filled(column)))

    def columns_holding(self, wanted: Callable[[str], bool]) -> Iterator[TableColumn]:
        """Those columns in which there are texts that are wanted, with these alone."""
        for column in self.table.columns:
            asked = column.row is None and column.column in self.numbers
            if asked and (texts := tuple(self._texts(column, wanted))):
                yield TableColumn(self, column, texts)

    def place(self, row: int, column: int) -> CellRef:
        return CellRef(self.workbook, self.table.sheet, row, column)

    def value(self, row: int, column: int) -> Value:
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value

    def _filled(self, column: ColumnReading) -> Iterator[FilledCell]:
        for row in self.table.rows:
            if (cell := self.cells.get((row.row, column.column))) is None:
                continue
            key = _key_of(row, column)
            if key in self.okrs and (cell.value is not None or cell.formula is not None):
                yield FilledCell(row, cell, str(key))

    def _texts(self, column: ColumnReading, wanted: Callable[[str], bool]) -> Iterator[FilledCell]:
        number, cells = column.column, self.cells
        for row in self.table.rows:
            if (cell := cells.get((row.row, number))) is None or not isinstance(cell.value, str):
                continue
            if wanted(cell.value) and (key := _key_of(row, column)) in self.okrs:
                yield FilledCell(row, cell, str(key))


def _key_of(row: RowReading, column: ColumnReading) -> str | None:
    """The OKR that a column speaks of in a row."""
    return row.objective if column.level is Level.OBJECTIVE else row.key_result or row.objective


def filled_tables(case: Case) -> Iterator[FilledTable]:
    """The tables of the spreadsheets that have a column with formulas."""
    return _holding(case, lambda tab: tab.formulas)


def formula_columns(case: Case) -> Iterator[TableColumn]:
    """Every column of those tables in which some cell of the tab has a formula."""
    return (column for table in filled_tables(case) for column in table.columns)


def equation_columns(case: Case) -> Iterator[TableColumn]:
    """Every column in which some cell of the tab has a text with an equals sign."""
    return (column for table in _holding(case, lambda tab: tab.equations) for column in table.columns)


def columns_of(
    case: Case, fields: AbstractSet[Field], wanted: Callable[[str], bool]
) -> Iterator[TableColumn]:
    """Every column of the spreadsheets that was taken for one of these fields and holds texts that are
    wanted, with these alone.
    """
    tabs = _spreadsheets(case)
    for table in okr_tables(case):
        tab = tabs.get((table.workbook, table.table.sheet))
        if tab is not None:
            numbers = {column.column for column in table.table.columns if column.field in fields}
            filled = FilledTable(table.workbook, table.table, tab.cells, table.by_key, numbers)
            yield from filled.columns_holding(wanted)


def _holding(case: Case, wanted: Callable[[TabCells], AbstractSet[int]]) -> Iterator[FilledTable]:
    """The tables on tabs that have columns of the kind that is wanted."""
    tabs = _spreadsheets(case)
    for table in okr_tables(case):
        tab = tabs.get((table.workbook, table.table.sheet))
        if tab is not None and (numbers := wanted(tab)):
            yield FilledTable(table.workbook, table.table, tab.cells, table.by_key, numbers)


def _spreadsheets(case: Case) -> Mapping[tuple[str, str], TabCells]:
    """The tabs but for files of plain text, which have neither numbers, dates nor formulas."""
    return {at: tab for at, tab in tabs_of(case).items() if not tab.plain_text}
