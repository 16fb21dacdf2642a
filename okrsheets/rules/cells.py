"""The cells of all workbooks by their place, for rules that look at what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from okrsheets.grid import Cell, CellRef, ErrorValue, Value, Workbook
from okrsheets.lint import Case, asked_once
from okrsheets.tuples import NamedTuple

__all__ = ["Cells", "TabCells", "tabs_of"]


class Cells(NamedTuple):
    """The cells of all workbooks, by workbook and tab."""

    sheets: Mapping[tuple[str, str], Mapping[tuple[int, int], Cell]]

    @classmethod
    def of(cls, workbooks: tuple[Workbook, ...]) -> Cells:
        return cls({(book.source, sheet.name): sheet.cells for book in workbooks for sheet in book.sheets})

    def at(self, place: CellRef | None) -> Cell | None:
        """The cell at a place, where something stands there."""
        if place is None:
            return None
        return self.sheets.get((place.workbook, place.sheet), {}).get((place.row, place.column))

    def value(self, place: CellRef | None) -> Value:
        cell = self.at(place)
        return None if cell is None else cell.value

    def formula(self, place: CellRef | None) -> str | None:
        """The formula of a cell, without its `=`."""
        cell = self.at(place)
        return None if cell is None else cell.formula


class TabCells(NamedTuple):
    """The cells of a tab, and where among them stands what rules look for.

    `formulas` are the numbers of columns with formulas, `equations` of those with equals signs in texts.
    """

    workbook: str
    sheet: str
    plain_text: bool
    cells: Mapping[tuple[int, int], Cell]
    formulas: AbstractSet[int]
    equations: AbstractSet[int]
    errors: tuple[tuple[int, int], ...]
    uncached: tuple[tuple[int, int], ...]

    def refs(self, places: tuple[tuple[int, int], ...]) -> Iterator[CellRef]:
        return (CellRef(self.workbook, self.sheet, row, column) for row, column in places)


@asked_once
def tabs_of(case: Case) -> Mapping[tuple[str, str], TabCells]:
    """All tabs, each of whose cells is looked at once for all rules."""
    return {
        (book.source, sheet.name): _looked_through(book, sheet.name, sheet.cells)
        for book in case.workbooks
        for sheet in book.sheets
    }


def _looked_through(book: Workbook, sheet: str, cells: Mapping[tuple[int, int], Cell]) -> TabCells:
    formulas: set[int] = set()
    equations: set[int] = set()
    errors: list[tuple[int, int]] = []
    uncached: list[tuple[int, int]] = []
    for place, cell in cells.items():
        value = cell.value
        if cell.formula is not None:
            formulas.add(place[1])
            if value is None:
                uncached.append(place)
        elif isinstance(value, str):
            if "=" in value:
                equations.add(place[1])
            continue
        if isinstance(value, ErrorValue):
            errors.append(place)
    return TabCells(
        book.source,
        sheet,
        book.plain_text,
        cells,
        formulas,
        equations,
        tuple(errors),
        tuple(uncached),
    )
