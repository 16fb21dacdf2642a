"""What rules go through: the OKRs judged now, and the tables they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from okrsheets.grid import CellRef
from okrsheets.lint import Case, asked_once
from okrsheets.model import Cycle, Field, KeyResult, Objective, Okr, Place, TableReading, given_up
from okrsheets.reading.tables.rows import UNREADABLE

__all__ = [
    "OkrTable",
    "cycle_of",
    "given_up",
    "home_of",
    "judged_by_key",
    "judged_okrs",
    "objectives_by_table",
    "okr_tables",
    "pursued_key_results",
    "pursued_okrs",
    "titles_among",
]

_TITLES = (Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE)


@dataclass(frozen=True, slots=True)
class OkrTable:
    """A table as it was read, its workbook, and the OKRs judged now that its rows say, by key."""

    workbook: str
    table: TableReading
    by_key: Mapping[str, Okr]

    @property
    def okrs(self) -> Collection[Okr]:
        return self.by_key.values()

    @property
    def objectives(self) -> Iterator[Objective]:
        return (okr for okr in self.okrs if isinstance(okr, Objective))

    @property
    def place(self) -> Place:
        return Place.of_table(self.workbook, self.table.sheet, self.table.range)


@asked_once
def judged_okrs(case: Case) -> tuple[Okr, ...]:
    """Every objective that is judged now, each followed by its key results."""
    return tuple(case.okrs.okrs)


@asked_once
def pursued_okrs(case: Case) -> tuple[Okr, ...]:
    """Those of them that are not given up."""
    return tuple(okr for okr in judged_okrs(case) if not given_up(okr))


@asked_once
def pursued_key_results(case: Case) -> tuple[KeyResult, ...]:
    """The key results among those."""
    return tuple(okr for okr in pursued_okrs(case) if isinstance(okr, KeyResult))


@asked_once
def judged_by_key(case: Case) -> Mapping[str, Okr]:
    return {okr.key: okr for okr in judged_okrs(case)}


def home_of(okr: Okr, case: Case) -> Okr:
    """The objective that an OKR is, or is a key result of."""
    return case.okrs.by_key[okr.objective] if isinstance(okr, KeyResult) else okr


def cycle_of(okr: Okr, case: Case) -> Cycle | None:
    """The cycle of an OKR: its own, or that of its objective."""
    return okr.cycle or home_of(okr, case).cycle


@asked_once
def okr_tables(case: Case) -> tuple[OkrTable, ...]:
    """Every table that was read, in the order of the workbooks."""
    judged = judged_by_key(case)
    return tuple(
        OkrTable(reading.source, table, _said_in(table, judged))
        for reading in case.readings
        for sheet in reading.sheets
        for table in sheet.tables
    )


def _said_in(table: TableReading, judged: Mapping[str, Okr]) -> dict[str, Okr]:
    """The OKRs judged now that the rows of a table say, from above to below."""
    said: dict[str, Okr] = {}
    for row in table.rows:
        for key in (row.objective, row.key_result):
            if key is not None and key not in said and (okr := judged.get(key)) is not None:
                said[key] = okr
    return said


@asked_once
def objectives_by_table(case: Case) -> tuple[OkrTable, ...]:
    """The tables with the objectives that each one says, and with nothing else; each objective once."""
    met: set[str] = set()
    tables: list[OkrTable] = []
    for each in okr_tables(case):
        objectives = {okr.key: okr for okr in each.objectives if okr.key not in met}
        met.update(objectives)
        tables.append(OkrTable(each.workbook, each.table, objectives))
    return tuple(tables)


def titles_among(case: Case, cells: Collection[CellRef]) -> Iterator[tuple[CellRef, Field]]:
    """Those of some cells that stand where a table has the title of an OKR.

    Their rows were read, or left out because of just that.
    """
    by_tab: dict[tuple[str, str], dict[int, list[CellRef]]] = {}
    for cell in cells:
        by_tab.setdefault((cell.workbook, cell.sheet), {}).setdefault(cell.row, []).append(cell)
    for reading in case.readings if by_tab else ():
        for sheet in reading.sheets:
            by_row = by_tab.get((reading.source, sheet.name), {})
            for table in sheet.tables if by_row else ():
                titles = {c.column: c.field for c in table.columns if c.field in _TITLES and c.row is None}
                left_out = (left.range.top for left in table.left_out if left.because in UNREADABLE)
                rows = {*(row.row for row in table.rows), *left_out}
                for cell in (cell for row in sorted(rows) for cell in by_row.get(row, ())):
                    if (field := titles.get(cell.column)) is not None:
                        yield cell, field
