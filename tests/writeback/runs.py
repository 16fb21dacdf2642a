"""A workbook of one tab that is really read, judged and written, again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from okrsheets.edits import ManagedRole, WriteOutcome, WritePlan
from okrsheets.grid import Cell, Sheet, Value, Workbook, parse_a1
from okrsheets.model import ManagedMemory, Results
from okrsheets.pipeline import StageSettings, analyse, plan_all
from okrsheets.writeback import memory_after
from tests.writeback.office import applied

__all__ = ["Runs"]

TODAY = date(2026, 11, 3)


@dataclass(slots=True)
class Runs:
    """One workbook, synced again and again."""

    workbook: Workbook
    memory: tuple[ManagedMemory, ...] = ()

    def analyse(self) -> Results:
        return analyse([self.workbook], settings=StageSettings(), today=TODAY, memory=self.memory)

    def sync(self) -> WritePlan:
        results = self.analyse()
        [plan] = plan_all(results, settings=StageSettings(), memory=self.memory)
        if not plan.empty:  # nothing is remembered of a sync that wrote nothing
            outcome = WriteOutcome(plan.workbook, "r2", plan.edits)
            self.memory = memory_after(plan, outcome, results=results, memory=self.memory)
            self.workbook = applied(plan, self.workbook)
        return plan

    def write(self, cells: Mapping[str, Value]) -> None:
        """A person types into cells given by their addresses; None empties one."""
        theirs = dict(self.tab.cells)
        for at, value in cells.items():
            place = parse_a1(at)
            assert place is not None
            theirs.pop(place, None)
            if value is not None:
                theirs[place] = Cell(value)
        self.tab = self.tab._replace(cells=theirs)

    def says(self, *places: str) -> list[Value]:
        """What stands in cells given by their addresses."""
        return [self.tab.value(*place) for at in places if (place := parse_a1(at)) is not None]

    @property
    def tab(self) -> Sheet:
        return self.workbook.sheets[0]

    @tab.setter
    def tab(self, new: Sheet) -> None:
        self.workbook = self.workbook._replace(sheets=(new,))

    def column(self, role: ManagedRole) -> int:
        return next(known.column for known in self.memory if known.role is role)
