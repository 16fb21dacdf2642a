"""The cells of all workbooks by their place, for rules that look at what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.grid import Cell, CellRef, Value, Workbook
from okrsheets.tuples import NamedTuple

__all__ = ["Cells"]


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
