"""What rules go through: the OKRs judged now, and the tables they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrsheets.lint import Case
from okrsheets.model import Okr, Place, Status, TableReading

__all__ = ["OkrTable", "given_up", "judged_okrs", "okr_tables"]


@dataclass(frozen=True, slots=True)
class OkrTable:
    """A table as it was read, its workbook, and the OKRs judged now that its rows say."""

    workbook: str
    table: TableReading
    okrs: tuple[Okr, ...]

    @property
    def place(self) -> Place:
        return Place.of_table(self.workbook, self.table.sheet, self.table.range)


def judged_okrs(case: Case) -> Iterator[Okr]:
    """Every objective that is judged now, each followed by its key results."""
    return case.okrs.okrs


def okr_tables(case: Case) -> Iterator[OkrTable]:
    """Every table that was read, in the order of the workbooks."""
    judged = {okr.key: okr for okr in judged_okrs(case)}
    for reading in case.readings:
        for sheet in reading.sheets:
            for table in sheet.tables:
                keys = {key: None for row in table.rows for key in (row.objective, row.key_result) if key}
                okrs = tuple(judged[key] for key in keys if key in judged)
                yield OkrTable(reading.source, table, okrs)


def given_up(okr: Okr) -> bool:
    """Whether the sheet says that it was postponed or cancelled; nobody needs to mend it then."""
    return okr.stated_meaning in (Status.POSTPONED, Status.CANCELLED)
