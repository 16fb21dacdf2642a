"""Syncs of real workbooks remember what they saw, whatever people do to rows, titles, tabs and files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from okrsheets.config import Config
from okrsheets.errors import (
    DamagedStateError,
    LockHeldError,
    NotAWorkbookError,
    OutputError,
    SourceNotFoundError,
    StateError,
)
from okrsheets.model import HistoryView, Moment
from okrsheets.run import SyncOutcome, Wanted, analyse_sources, sync
from okrsheets.run.recalling import forget_days_after
from okrsheets.state import Missed, State, read_runs, sync_lock
from tests.cli.conftest import lay

MONDAY = date(2026, 10, 5)

HEADINGS = ["Objective", "Key result", "Owner", "Baseline", "Current", "Target"]
LEADS = ["Win the east", "New leads per week", "Mia", 10, 20, 50]
DEALS = ["Win the east", "Deals closed in Ohio", "Ben", 0, 3, 12]
LEADS_KEY = "2026-Q4/sales/win-the-east/new-leads-per-week"
DEALS_KEY = "2026-Q4/sales/win-the-east/deals-closed-in-ohio"


class Nights:
    """A folder with workbooks, synced night after night."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.night = -1

    def lay(self, *rows: list[Any], tab: str = "Sales Q4 2026", name: str = "Plan.xlsx") -> None:
        lay(self.folder / name, {tab: [HEADINGS, *rows]})

    def sync(self, *names: str, agreed: bool = False) -> SyncOutcome:
        self.night += 1
        now = datetime.combine(self.today, time(3)).astimezone()
        return sync(self.wanted(*names), now=now, consent=lambda _plan, _results: agreed)

    def wanted(self, *names: str) -> Wanted:
        return Wanted(Config(self.folder), names or ("Plan.xlsx",), self.folder, self.today)

    @property
    def today(self) -> date:
        return MONDAY + timedelta(max(self.night, 0))

    def history(self, *names: str) -> HistoryView:
        return analyse_sources(self.wanted(*names)).results.history

    def currents(self, key: str, *names: str) -> list[float | None]:
        return [moment.current for moment in self.history(*names).pasts[key].moments]

    @property
    def state(self) -> Path:
        return self.folder / ".okrsheets" / "state.db"


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    monkeypatch.chdir(tmp_path)
    return Nights(tmp_path)


def test_okrs_are_known_after_rows_are_moved_titles_edited_and_tabs_and_files_renamed(nights: Nights) -> None:
    nights.lay(LEADS, DEALS)
    nights.sync()
    nights.lay(DEALS, LEADS)
    nights.sync()
    nights.lay([*DEALS[:4], 4, 12], [LEADS[0], "New leads per week (East)", "Mia", 10, 20, 50])
    nights.sync()
    nights.lay([*DEALS[:4], 5, 12], [*LEADS[:4], 26, 50], tab="Sales EMEA Q4 2026")
    nights.sync()
    Path("Plan.xlsx").rename("Sales.xlsx")
    nights.sync("Sales.xlsx")
    nights.lay([*DEALS[:4], 6, 12], [*LEADS[:4], 28, 50], tab="Sales EMEA Q4 2026", name="Sales.xlsx")
    nights.sync("Sales.xlsx")
    assert nights.currents(DEALS_KEY, "Sales.xlsx") == [3, 4, 5, 6]
    assert [moment.title for moment in nights.history("Sales.xlsx").pasts[LEADS_KEY].moments] == [
        "New leads per week",
        "New leads per week (East)",
        "New leads per week",
        "New leads per week",
    ]
    assert len(nights.history("Sales.xlsx").pasts) == 3


def test_every_command_knows_an_okr_by_the_key_it_has_kept(nights: Nights) -> None:
    nights.lay(LEADS, DEALS)
    nights.sync()
    nights.lay([LEADS[0], "New leads per week (East)", *LEADS[2:]], DEALS)
    okrs = analyse_sources(nights.wanted()).results.okrs
    assert LEADS_KEY in okrs.by_key
    assert okrs.by_key[LEADS_KEY].title == "New leads per week (East)"


def test_of_a_night_on_which_nobody_touched_anything_only_the_run_is_remembered(nights: Nights) -> None:
    nights.lay(LEADS, DEALS)
    nights.sync()
    before = nights.history()
    for _ in range(3):
        nights.sync()
    assert nights.history() == before
    assert [run.outcome for run in read_runs(nights.state.parent)] == ["done"] * 4
    assert [run.day for run in read_runs(nights.state.parent)] == [MONDAY + timedelta(n) for n in range(4)]


def test_a_run_that_comes_to_nothing_is_remembered_with_its_reason(nights: Nights) -> None:
    nights.lay(LEADS)
    nights.sync()
    Path("Plan.xlsx").write_text("no zip")
    with pytest.raises(NotAWorkbookError):
        nights.sync()
    Path("Plan.xlsx").unlink()
    with pytest.raises(SourceNotFoundError):
        nights.sync()
    first, second, third = read_runs(nights.state.parent)
    assert (first.outcome, first.code) == ("done", 0)
    assert (second.code, (second.outcome or "").startswith("Plan.xlsx: is not an Excel")) == (2, True)
    assert (third.code, third.outcome) == (2, "Plan.xlsx: no such file")


def test_nights_without_a_run_are_told_and_weekends_are_not_where_there_never_is_one(nights: Nights) -> None:
    nights.lay(LEADS)
    weekdays = [day for day in range(21) if (MONDAY + timedelta(day)).weekday() < 5]
    for night in weekdays:
        nights.night = night - 1
        assert nights.sync().missed is None
    nights.night = 24
    missed = nights.sync().missed
    assert missed == Missed(last=MONDAY + timedelta(18), days=7, usual=1)
    assert nights.sync().missed is None


def test_what_is_being_read_by_a_sync_is_read_by_no_other(nights: Nights) -> None:
    nights.lay(LEADS)
    nights.sync()
    Path("Plan.xlsx").write_text("no zip")  # would be told first, if it were read
    with sync_lock(nights.state.parent), pytest.raises(LockHeldError):
        nights.sync()
    assert len(read_runs(nights.state.parent)) == 1


def test_two_plans_of_one_team_that_are_synced_one_by_one_keep_their_own_history(nights: Nights) -> None:
    nights.lay(LEADS, name="East.xlsx")
    nights.lay([*LEADS[:4], 300, 900], name="West.xlsx")
    for _ in range(2):
        nights.sync("East.xlsx")
        nights.sync("West.xlsx")
    assert nights.currents(LEADS_KEY, "East.xlsx") == [20]
    [west] = (past for past in nights.history("West.xlsx").pasts.values() if past.objective)
    assert west.last.current == 300
    assert west.key != LEADS_KEY
    both = nights.history("East.xlsx", "West.xlsx").pasts
    assert sorted(past.last.current or 0 for past in both.values() if past.objective) == [20, 300]


def test_a_formula_that_moves_by_itself_is_no_update_and_a_note_is(nights: Nights) -> None:
    def rows(note: str, spent: float) -> list[list[Any]]:
        return [[*HEADINGS, "Our note", "Days over"], [*LEADS, note, f"={spent}"]]

    def write(note: str, spent: float) -> None:
        import xlsxwriter  # noqa: PLC0415

        book = xlsxwriter.Workbook("Plan.xlsx")
        sheet = book.add_worksheet("Sales Q4 2026")
        for number, row in enumerate(rows(note, spent)):
            sheet.write_row(number, 0, row)
            if number:
                sheet.write_formula(number, len(row) - 1, "=TODAY()-46300", None, spent)
        book.close()

    write("begun", 1)
    nights.sync()
    write("begun", 2)
    nights.sync()
    assert nights.history().pasts[LEADS_KEY].touched == MONDAY
    write("two more calls", 2)
    nights.sync()
    assert nights.history().pasts[LEADS_KEY].touched == MONDAY + timedelta(2)


def test_a_damaged_state_is_kept_aside_and_history_begins_anew(nights: Nights) -> None:
    nights.lay(LEADS, DEALS)
    nights.sync()
    nights.state.write_bytes(b"no database" * 1000)
    told = analyse_sources(nights.wanted()).told
    assert [type(error) for error in told] == [DamagedStateError]
    outcome = nights.sync()
    assert outcome.damaged_state is not None
    assert outcome.damaged_state.read_bytes() == b"no database" * 1000
    assert nights.history().pasts[LEADS_KEY].since == nights.today
    assert nights.sync().damaged_state is None


def test_a_state_that_cannot_be_brought_up_to_date_is_kept_aside_too(nights: Nights) -> None:
    nights.lay(LEADS)
    nights.sync()
    with closing(sqlite3.connect(nights.state)) as connection, connection:
        connection.execute("DELETE FROM schema WHERE version > 4")  # the tables of later ones are there
    outcome = nights.sync()
    assert outcome.damaged_state is not None
    assert outcome.failures == ()
    assert nights.sync().damaged_state is None


def test_a_day_before_one_that_is_remembered_changes_nothing(nights: Nights) -> None:
    nights.night = 9
    nights.lay(LEADS)
    nights.sync()
    nights.lay([*LEADS[:4], 40, 50])
    nights.night = 2
    outcome = nights.sync()
    assert [failure.what for failure in outcome.failures] == [
        "remembers a sync on 2026-10-15, a day to come, and until then nothing more"
    ]
    assert outcome.exit_code == 3
    nights.night = 20
    nights.sync()
    assert nights.currents(LEADS_KEY) == [20, 40]


def test_what_was_seen_while_the_clock_was_wrong_can_be_forgotten(nights: Nights) -> None:
    def moments() -> dict[str, tuple[Moment, ...]]:
        return {key: past.moments for key, past in nights.history().pasts.items()}

    nights.lay(LEADS)
    nights.sync()
    before = moments()
    nights.night = 3000
    nights.lay([*LEADS[:4], 40, 50], DEALS)
    nights.sync()
    nights.night = 0
    nights.lay([*LEADS[:4], 30, 50])
    assert nights.sync().exit_code == 3
    assert forget_days_after(nights.wanted(), nights.today) == 1
    assert moments() == before
    assert nights.sync().exit_code == 0
    assert nights.currents(LEADS_KEY) == [20, 30]


FULL = StateError("state.db", "cannot be used (database or disk is full)", "check the free space")


def full(*_args: Any, **_kwargs: Any) -> None:
    raise FULL


@pytest.mark.parametrize(
    "kept",
    ["remember_run", "remember_write", "remember", "remember_consent", "remember_refusal"],
)
def test_what_cannot_be_remembered_is_a_failure_and_the_rest_is_done(
    nights: Nights, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    nights.lay(LEADS)
    lay(nights.folder / "Other.xlsx", {"Ops Q4 2026": [HEADINGS, DEALS]})
    with monkeypatch.context() as patched:
        patched.setattr(State, kept, full)
        outcome = nights.sync("Plan.xlsx", "Other.xlsx", agreed=True)
    assert [str(failure) for failure in outcome.failures] == [str(FULL)]
    assert outcome.exit_code == 3
    assert {done.workbook for done in outcome.written} == {"Plan.xlsx", "Other.xlsx"}
    assert outcome.reports
    after = nights.sync("Plan.xlsx", "Other.xlsx", agreed=True)
    assert (after.failures, after.written) == ((), ())  # what we wrote is known for ours all the same


def test_a_report_that_cannot_be_written_is_a_failure_and_the_rest_is_done(nights: Nights) -> None:
    nights.lay(LEADS)
    (nights.folder / "okrsheets-report").write_text("in the way")
    outcome = nights.sync(agreed=True)
    assert [type(failure) for failure in outcome.failures] == [OutputError]
    assert len(outcome.written) == 1
    assert nights.currents(LEADS_KEY) == [20]
