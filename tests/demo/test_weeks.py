"""Twelve weeks of syncs over the demo, while people edit it: what they did is told on the day it shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.grid import CellRef
from okrsheets.model import Field, Finding, KeyResult, OkrSet
from okrsheets.run import SyncOutcome, Wanted, sync
from okrsheets.run.recalling import recall_okrs

FIRST = date(2026, 11, 2)
WEEKS = 12
MOVED, RENAMED, LOWERED, SILENT = (FIRST + timedelta(weeks=week) for week in (1, 2, 3, 5))
PACE = 0.02  # of its way for each key result and week
SALES, PLATFORM = "2026-Q4/sales", "2026-Q4/platform"
BLANK = f"{SALES}/SA-2/SA-2.1"  # nobody has entered its value, so nobody moves it on either
TOLD = ("lowered-target", "moved-goalposts", "stale-check-in", "low-check-in-rate", "renamed-heading")


class Company:
    """The demo in a folder, and what people do to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lay_company(folder, today=FIRST)
        self.config = load_config(folder / "okrsheets.toml")

    def sync(self, today: date) -> SyncOutcome:
        now = datetime.combine(today, time(3)).astimezone()
        wanted = Wanted(self.config, (), self.folder, today)
        return sync(wanted, now=now, consent=lambda _plan, _results: True)

    def write(self, cells: Iterable[tuple[CellRef | None, object]]) -> None:
        """People type into cells and save."""
        by_book: dict[str, list[tuple[CellRef, object]]] = {}
        for at, value in cells:
            assert at is not None
            by_book.setdefault(at.workbook, []).append((at, value))
        for name, some in by_book.items():
            book = openpyxl.load_workbook(self.folder / name)
            for at, value in some:
                book[at.sheet].cell(at.row, at.column).value = value
            book.save(self.folder / name)

    def swap_rows(self, one: KeyResult, other: KeyResult) -> None:
        """Somebody moves a row up or down, all of it."""
        book = openpyxl.load_workbook(self.folder / one.at.workbook)
        tab = book[one.at.sheet]
        rows = one.at.row, other.at.row
        for column in range(one.at.column - 1, tab.max_column + 1):
            first, second = (tab.cell(row, column) for row in rows)
            first.value, second.value = second.value, first.value
        book.save(self.folder / one.at.workbook)


def _moving_on(okrs: OkrSet, *, but: str) -> Iterable[tuple[CellRef | None, object]]:
    """A week's work: every key result that has a figure goes on a little, but those of one team."""
    for okr in okrs.key_results:
        if okr.key.startswith(but) or okr.target is None or okr.current is None:
            continue
        way = okr.target - (okr.baseline or 0)
        yield okr.cells.get(Field.CURRENT), okr.current + PACE * way


def _key_result(okrs: OkrSet, key: str) -> KeyResult:
    okr = okrs.by_key[key]
    assert isinstance(okr, KeyResult)
    return okr


def _edit(company: Company, today: date, okrs: OkrSet) -> None:
    """What people do on a Monday, before the night's sync."""
    lowered = _key_result(okrs, f"{SALES}/SA-1/SA-1.2")
    if today == MOVED:
        company.swap_rows(lowered, _key_result(okrs, f"{SALES}/SA-1/SA-1.3"))
    elif today == RENAMED:
        company.write([(lowered.at, f"{lowered.title} this year")])
    elif today == LOWERED:
        company.write([(lowered.cells[Field.TARGET], 98)])
    else:
        company.write(_moving_on(okrs, but=PLATFORM))


def _subjects(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Each rule of interest with what it speaks of."""
    return {
        (found.rule, subject)
        for found in findings
        if found.rule in TOLD
        for subject in ([found.place.team] if found.place.team else [found.okr, *found.also])
        if subject is not None
    }


@pytest.mark.parametrize("nights", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_what_people_did_is_told_on_the_day_it_shows(
    nights: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    company = Company(tmp_path)
    state = tmp_path / ".okrsheets" / "state.db"
    outcome = company.sync(FIRST)
    keys = set(outcome.analysis.results.okrs.by_key)
    size, changes = state.stat().st_size, _changes(state)
    first: dict[tuple[str, str], date] = {}
    for night in range(nights, WEEKS * 7 + 1, nights):
        today = FIRST + timedelta(days=night)
        results = outcome.analysis.results
        if night % 7 == 0 and today <= SILENT + timedelta(weeks=2):
            _edit(company, today, results.okrs)
        outcome = company.sync(today)
        assert not outcome.failures
        assert set(outcome.analysis.results.okrs.by_key) == keys
        for subject in _subjects(outcome.analysis.results.findings):
            first.setdefault(subject, today)
    silent = {subject for subject in first if subject[0] == "stale-check-in" and PLATFORM in subject[1]}
    assert silent
    early = {subject: day for subject, day in first.items() if day <= SILENT + timedelta(weeks=4)}
    assert early == {
        ("lowered-target", f"{SALES}/SA-1/SA-1.2"): LOWERED,
        ("low-check-in-rate", "Platform"): SILENT,
        ("stale-check-in", BLANK): SILENT,
        **dict.fromkeys(silent, SILENT),
    }
    grown = _changes(state) - changes
    assert state.stat().st_size - size < 200 * grown
    wanted = Wanted(company.config, (), tmp_path, FIRST + timedelta(weeks=WEEKS))
    targets = [moment.target for moment in recall_okrs(wanted).past("SA-1.2").moments]
    assert list(dict.fromkeys(targets)) == [110, 98]


def _changes(state: Path) -> int:
    """How many fields of OKRs changed so far."""
    with closing(sqlite3.connect(state)) as connection:
        question = "SELECT count(*) FROM moment, json_each(changed)"
        count: int = connection.execute(question).fetchone()[0]
        return count
