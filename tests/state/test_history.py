"""The history of OKRs is kept as changes, and comes out as it went in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from okrsheets.errors import StateError
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Figure,
    HistoryView,
    OkrSet,
    Past,
    Resolutions,
    Results,
    SeenAlignment,
    Status,
)
from okrsheets.state import Kept, News, Run, news_of, open_state, read_runs, read_state
from okrsheets.state.history import HISTORY_TABLES
from tests.histories import results_of
from tests.okrs import key_result, objective, okr_set
from tests.state.earlier import make_earlier

MONDAY = date(2026, 10, 5)
O1, KR1 = "2026-Q4/sales/O1", "2026-Q4/sales/O1/KR1"


def sales(*, title: str = "New leads per week", source: str = "Plan.xlsx", **fields: Any) -> OkrSet:
    key_results = [key_result("KR1", title, **{"baseline": 10, "current": 20, "target": 50, **fields})]
    return okr_set(objective("O1", "Win the east", team="Sales", workbook=source, key_results=key_results))


class Nights:
    """Nightly runs over a folder, which is opened anew each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def kept(self, day: date, *, read: tuple[str, ...] = ("Plan.xlsx",)) -> Kept:
        return read_state(self.folder, read, read=read, today=day)

    def run(self, results: Results, *, outcome: str = "done", keep_days: int = 1000) -> News:
        read = tuple({okr.at.workbook for okr in results.okrs.okrs})
        news = news_of(results._replace(history=self.kept(results.today, read=read).history))
        now = datetime.combine(results.today, time(3), UTC)
        with open_state(self.folder) as state:
            state.remember_run(
                Run(now.isoformat(), now, results.today, outcome, 0), news, keep_days=keep_days
            )
        return news

    def past(self, key: str, day: date) -> Past:
        return self.kept(day).history.pasts[key]

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.folder / "state.db")) as connection:
            number: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            return number


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    monkeypatch.chdir(tmp_path)
    return Nights(tmp_path / ".okrsheets")


def test_a_moment_is_kept_for_each_day_on_which_something_was_new(nights: Nights) -> None:
    for week, current in enumerate((20, 20, 26, 26, 31)):
        nights.run(results_of(sales(current=current), MONDAY + timedelta(weeks=week)))
    moments = nights.past(KR1, date.max).moments
    assert [(moment.day, moment.current) for moment in moments] == [
        (MONDAY, 20),
        (MONDAY + timedelta(weeks=2), 26),
        (MONDAY + timedelta(weeks=4), 31),
    ]
    assert {moment.target for moment in moments} == {50}


def test_everything_about_an_okr_comes_out_as_it_went_in(nights: Nights) -> None:
    okrs = sales(
        weight=0.5,
        due=date(2026, 12, 1),
        confidence=0.7,
        stated_progress=0.25,
        stated_status="On track",
        current=None,
    )
    results = results_of(okrs, MONDAY)
    figure = Figure(0.1234567891, status=Status.BEHIND)
    nights.run(results._replace(figures=results.figures._replace(okrs={KR1: figure})))
    past = nights.past(KR1, MONDAY)
    assert past.last == (
        MONDAY,
        "New leads per week",
        10,
        None,
        50,
        0.5,
        date(2026, 12, 1),
        0.7,
        0.25,
        "On track",
        0.123457,
        Status.BEHIND,
    )
    okr = okrs.by_key[KR1]
    assert (past.id, past.objective, past.team, past.cycle) == ("KR1", O1, "Sales", okr.cycle)
    assert (past.workbook, past.sheet, past.touched) == ("Plan.xlsx", "Sales", MONDAY)


def test_what_becomes_unknown_is_a_change_too(nights: Nights) -> None:
    nights.run(results_of(sales(current=20), MONDAY))
    nights.run(results_of(sales(current=None), MONDAY + timedelta(1)))
    assert [moment.current for moment in nights.past(KR1, date.max).moments] == [20, None]


def test_of_runs_that_saw_nothing_new_a_year_takes_less_than_40_kilobytes(nights: Nights) -> None:
    nights.run(results_of(sales(), MONDAY))
    path = nights.folder / "state.db"
    before, moments = path.stat().st_size, nights.count("moment")
    assert nights.run(results_of(sales(), MONDAY)).empty
    with open_state(nights.folder) as state:
        for night in range(365):
            at = datetime.combine(MONDAY, time(3), UTC) + timedelta(night)
            state.remember_run(Run(f"{at:%Y%m%dT%H%M%S}", at, at.date(), "done", 0, 1.25, 0))
    assert nights.count("moment") == moments
    assert path.stat().st_size - before < 40_000


def test_each_run_is_remembered_with_its_outcome_and_one_that_was_cut_off_without(nights: Nights) -> None:
    for day, outcome in enumerate(("done", "done", "Plan.xlsx: is open", "x" * 5000)):
        nights.run(results_of(sales(), MONDAY + timedelta(day)), outcome=outcome)
    at = datetime.combine(MONDAY + timedelta(4), time(3), UTC)
    with open_state(nights.folder) as state:
        state.remember_run(Run("20261009T030000", at, at.date()))
    runs = read_runs(nights.folder)
    assert [run.outcome for run in runs] == ["done", "done", "Plan.xlsx: is open", "x" * 299 + "…", None]
    assert (runs[-1].id, runs[-1].at, runs[-1].ended) == ("20261009T030000", at, False)
    assert nights.kept(date.max).last_day == MONDAY + timedelta(4)
    assert read_runs(nights.folder, last=2) == runs[-2:]


def test_runs_that_an_earlier_version_kept_are_read_as_they_are(nights: Nights) -> None:
    nights.folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(nights.folder / "state.db")) as connection, connection:
        connection.execute("CREATE TABLE schema (version INTEGER NOT NULL)")
        connection.execute("INSERT INTO schema VALUES (4)")
        connection.executescript(HISTORY_TABLES)
        connection.execute("INSERT INTO run VALUES (1, '2026-10-05T03:00:00+00:00', '2026-10-05', 'done')")
    at = datetime(2026, 10, 5, 3, tzinfo=UTC)
    assert read_runs(nights.folder) == (Run(None, at, at.date(), "done"),)


def test_the_last_run_of_a_day_tells_the_day(nights: Nights) -> None:
    nights.run(results_of(sales(current=20), MONDAY))
    for current in (23, 28):
        nights.run(results_of(sales(current=current), MONDAY + timedelta(1)))
    assert [moment.current for moment in nights.past(KR1, date.max).moments] == [20, 28]
    nights.run(results_of(sales(current=20), MONDAY + timedelta(1)))
    assert {moment.current for moment in nights.past(KR1, date.max).moments} == {20}


def test_a_day_in_the_past_knows_nothing_of_later_ones(nights: Nights) -> None:
    nights.run(results_of(sales(target=50), MONDAY))
    nights.run(results_of(sales(target=40), MONDAY + timedelta(7)))
    assert nights.past(KR1, MONDAY + timedelta(6)).last.target == 50
    assert nights.kept(MONDAY - timedelta(1)).history.pasts == {}
    assert nights.kept(MONDAY - timedelta(1)).history.taken == {O1, KR1}


def test_an_okr_was_touched_when_a_person_last_changed_its_row(nights: Nights) -> None:
    for day, mark in ((0, "a"), (3, "b"), (9, "b")):
        results = results_of(sales(), MONDAY + timedelta(day))
        nights.run(results._replace(marks=dict.fromkeys(results.marks, mark)))
    assert nights.past(KR1, date.max).touched == MONDAY + timedelta(3)


def aligned(okrs: OkrSet, day: date, *pairs: tuple[str, str]) -> Results:
    links = tuple(Alignment(*pair, AlignmentKind.DIRECTIONAL, None, carries=False) for pair in pairs)
    return results_of(okrs, day)._replace(resolutions=Resolutions((), links, frozenset()))


def test_an_alignment_keeps_its_parent_as_that_was_first_seen(nights: Nights) -> None:
    nights.run(aligned(sales(target=50), MONDAY, (O1, KR1)))
    nights.run(aligned(sales(target=40, title="Leads per week"), MONDAY + timedelta(1), (O1, KR1)))
    seen = SeenAlignment(O1, KR1, MONDAY, "New leads per week", 50)
    assert nights.kept(date.max).history.alignments == {(O1, KR1): seen}


def test_an_alignment_that_is_taken_back_is_forgotten(nights: Nights) -> None:
    nights.run(aligned(sales(), MONDAY, (O1, KR1)))
    nights.run(aligned(sales(), MONDAY + timedelta(1)))
    assert nights.kept(date.max).history.alignments == {}
    nights.run(aligned(sales(target=40), MONDAY + timedelta(2), (O1, KR1)))
    assert nights.kept(date.max).history.alignments[O1, KR1].target == 40


def test_okrs_of_a_workbook_that_is_there_and_was_not_read_are_left_alone(nights: Nights) -> None:
    nights.run(results_of(sales(), MONDAY))
    Path("Plan.xlsx").touch()
    history = nights.kept(MONDAY, read=("Other.xlsx",)).history
    assert not history.pasts
    assert history.taken == {O1, KR1}
    Path("Plan.xlsx").unlink()
    assert nights.kept(MONDAY, read=("Other.xlsx",)).history.pasts.keys() == {O1, KR1}


def test_what_is_older_than_the_days_to_keep_is_one_moment(nights: Nights) -> None:
    for week, current in enumerate((20, 26, 31, 35)):
        nights.run(results_of(sales(current=current), MONDAY + timedelta(weeks=week)), keep_days=10)
    moments = nights.past(KR1, date.max).moments
    assert [(moment.day, moment.current) for moment in moments] == [
        (MONDAY + timedelta(weeks=1), 26),
        (MONDAY + timedelta(weeks=2), 31),
        (MONDAY + timedelta(weeks=3), 35),
    ]
    assert moments[0].target == 50


def test_an_okr_that_is_no_more_is_forgotten_when_its_days_are_over(nights: Nights) -> None:
    nights.run(aligned(sales(), MONDAY, (KR1, O1)))
    rest = sales()
    rest = OkrSet.of(tuple(each._replace(key_results=()) for each in rest.objectives))
    nights.run(results_of(rest, MONDAY + timedelta(30)), keep_days=90, outcome="done again")
    assert nights.kept(date.max).history.pasts.keys() == {O1, KR1}
    nights.run(results_of(rest, MONDAY + timedelta(100)), keep_days=90, outcome="done")
    assert nights.kept(date.max).history.pasts.keys() == {O1}


def test_a_state_from_before_there_was_history_is_brought_up_to_date(nights: Nights) -> None:
    with open_state(nights.folder) as state:
        state.remember_consent("Plan.xlsx", when=datetime(2026, 10, 1, tzinfo=UTC))
    make_earlier(nights.folder, 3)
    assert nights.kept(MONDAY) == Kept()
    nights.run(results_of(sales(), MONDAY))
    assert nights.past(KR1, MONDAY).last.current == 20
    with open_state(nights.folder) as state:
        assert state.consented("Plan.xlsx")


def test_a_history_that_holds_what_nobody_wrote_is_damaged(nights: Nights) -> None:
    nights.run(results_of(sales(), MONDAY))
    with closing(sqlite3.connect(nights.folder / "state.db")) as connection, connection:
        connection.execute("UPDATE moment SET changed = '{\"current'")
    known = nights.kept(MONDAY)
    assert known.history == HistoryView()
    assert known.damage is not None


def test_a_full_disk_is_told_and_leaves_what_was_known(nights: Nights) -> None:
    nights.run(results_of(sales(), MONDAY))
    tab = [objective(f"O{n}", "Win the east " * 20, team="Sales") for n in range(400)]
    with open_state(nights.folder) as state:
        pages = state._connection.execute("PRAGMA page_count").fetchone()[0]  # noqa: SLF001
        state._connection.execute(f"PRAGMA max_page_count = {pages + 2}")  # noqa: SLF001 - plays the disk
        tuesday = datetime(2026, 10, 6, tzinfo=UTC)
        news = news_of(results_of(okr_set(*tab), MONDAY))
        with pytest.raises(StateError, match=r"full.*; check its permissions and the free space"):
            state.remember_run(Run("one", tuesday, tuesday.date(), "done", 0), news, keep_days=1000)
    assert nights.kept(MONDAY).history.pasts.keys() == {O1, KR1}


def test_a_change_takes_less_than_200_bytes(nights: Nights) -> None:
    def company(week: int) -> OkrSet:
        return okr_set(
            *(
                objective(
                    f"O{n}",
                    f"Win the customers of the region number {n} over",
                    team=f"Team {n % 40}",
                    key_results=[
                        key_result(
                            f"KR{m}",
                            f"Raise what customer {n}-{m} orders of us each month",
                            baseline=0,
                            current=week * m,
                            target=100,
                        )
                        for m in range(1, 5)
                    ],
                )
                for n in range(200)
            )
        )

    def progress(week: int) -> dict[str, float]:
        return dict.fromkeys(company(0).by_key, week * 0.0371)

    changes = 0
    for week in range(13):
        news = nights.run(results_of(company(week), MONDAY + timedelta(weeks=week), progress=progress(week)))
        changes += sum(map(len, news.values.values()))
    assert changes > 20_000
    size = (nights.folder / "state.db").stat().st_size
    assert size / changes < 200 / 2
