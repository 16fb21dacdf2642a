"""A spreadsheet that is really read, judged and written, again and again, while others edit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.edits import WriteOutcome, WritePlan
from okrsheets.errors import SourceChangedError
from okrsheets.grid import Value, Workbook, parse_a1
from okrsheets.model import ManagedMemory, Results
from okrsheets.pipeline import StageSettings, analyse, plan_all
from okrsheets.writeback import WritebackSettings, memory_after
from tests.sheets_emulator import Emulator
from tests.sheets_emulator.book import Book, Sheet

__all__ = ["TODAY", "Runs"]

TODAY = date(2026, 11, 23)
ATTEMPTS = 3


@dataclass
class Runs:
    """One spreadsheet, synced again and again; `attempts` counts how often it was read for the last sync."""

    emulator: Emulator
    adapter: GsheetsAdapter
    link: str
    settings: StageSettings = field(default_factory=StageSettings)
    memory: tuple[ManagedMemory, ...] = ()
    attempts: int = 0

    def with_summary(self) -> Runs:
        """The same with a tab of ours."""
        self.settings = StageSettings(writeback=WritebackSettings(summary_tab=True))
        return self

    @property
    def key(self) -> str:
        return self.link.rpartition("/")[2]

    @property
    def book(self) -> Book:
        """The spreadsheet as the emulator holds it."""
        return self.emulator.store.files[self.key].book

    def tab(self, title: str) -> Sheet:
        """One of its tabs."""
        found = self.book.titled(title)
        assert found is not None, title
        return found

    def read(self) -> tuple[Results, WritePlan]:
        """What is read now, and what would be written."""
        workbook = self.adapter.read(self.link)
        results = analyse([workbook], settings=self.settings, today=TODAY, memory=self.memory)
        (plan,) = plan_all(results, settings=self.settings, memory=self.memory)
        return results, plan

    def sync(self) -> WriteOutcome | None:
        """Read and write as `run.sync` does: again where someone changed it meanwhile, at most twice."""
        outcome = None
        for self.attempts in range(1, ATTEMPTS + 1):
            results, plan = self.read()
            if plan.empty:
                return outcome
            try:
                outcome = self.adapter.apply(plan)
            except SourceChangedError:
                if self.attempts == ATTEMPTS:
                    raise
                continue
            self.memory = memory_after(plan, outcome, results=results, memory=self.memory)
            if not outcome.overtaken:
                return outcome
        return outcome

    def edit(self, *requests: Mapping[str, Any]) -> None:
        """Somebody edits now."""
        self.emulator.edit(self.key, [dict(one) for one in requests])

    def edit_before(self, *requests: Mapping[str, Any], times: int = 1, skip: int = 0) -> None:
        """Somebody edits just before the next write."""
        self.emulator.edit_before(self.key, [dict(one) for one in requests], times=times, skip=skip)

    def workbook(self) -> Workbook:
        """The spreadsheet as it is read."""
        return self.adapter.read(self.link)

    def says(self, title: str, *places: str) -> list[Value]:
        """What stands in cells given by their addresses."""
        sheet = self.workbook().sheet(title)
        assert sheet is not None, title
        return [sheet.value(*place) for at in places if (place := parse_a1(at)) is not None]

    def cell(self, title: str, a1: str) -> dict[str, Any]:
        """A cell as the emulator holds it."""
        row, column = parse_a1(a1) or (0, 0)
        return dict(self.tab(title).cells.get((row - 1, column - 1), {}))
