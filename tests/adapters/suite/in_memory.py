"""The in-memory fake for the common suite."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from okrsheets.adapters.xlsx.faults import CELL_REFUSALS
from okrsheets.grid import BLANK, Cell, CellRange, Sheet, parse_a1
from tests.adapters.memory import LONGEST_TEXT, MemoryAdapter
from tests.adapters.suite.kinds import NOTHING, Entered, Noticed, Traits

__all__ = ["InMemory"]

_KINDS = {str: "text", int: "number", float: "number", bool: "yes/no", type(None): "nothing"}


class InMemory:
    """Workbooks of plain values."""

    traits = Traits(longest_text=LONGEST_TEXT, noticed=Noticed.BEFORE, foretells=True)
    reasons = CELL_REFUSALS

    def __init__(self, adapter: MemoryAdapter | None = None) -> None:
        self.adapter = adapter or MemoryAdapter()
        self._notes: dict[str, Mapping[str, str]] = {}
        self._numbers = count(1)

    def lay(
        self, *sheets: Sheet, notes: Mapping[str, str] = NOTHING, names: Mapping[str, str] = NOTHING
    ) -> str:
        source = f"Book{next(self._numbers)}"
        self.adapter.keep(source, sheets)
        self.adapter.books[source] = self.adapter.books[source]._replace(names=names)
        self._notes[source] = notes
        return source

    def nowhere(self) -> str:
        return "Gone"

    def entered(self, source: str, a1: str, *, sheet: str = "Plan") -> Entered:
        tab = self.adapter.books[source].sheet(sheet)
        cell = tab.cell(*parse_a1(a1) or (0, 0)) if tab else BLANK
        if cell.formula is not None:
            return Entered("formula", f"={cell.formula}", cell.number_format)
        return Entered(_KINDS[type(cell.value)], cell.value, cell.number_format)

    def note(self, source: str, a1: str) -> str | None:
        return self._notes[source].get(a1)

    def all_of(self, source: str) -> object:
        return self.adapter.books[source]

    def type_in(self, source: str, a1: str, value: str | float) -> None:
        first, *others = self.adapter.books[source].sheets
        place = parse_a1(a1) or (0, 0)
        cell = first.cell(*place)._replace(value=value, formula=None)
        self.adapter.keep(source, [first._replace(cells={**first.cells, place: cell}), *others])

    def insert_row(self, source: str, before: int) -> None:
        first, *others = self.adapter.books[source].sheets

        def below(row: int) -> int:
            return row + (row >= before)

        def moved(box: CellRange) -> CellRange:
            return box._replace(top=below(box.top), bottom=below(box.bottom))

        cells: dict[tuple[int, int], Cell] = {(below(row), c): cell for (row, c), cell in first.cells.items()}
        tables = tuple(table._replace(range=moved(table.range)) for table in first.tables)
        self.adapter.keep(source, [first._replace(cells=cells, tables=tables), *others])
