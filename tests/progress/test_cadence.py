"""How often updates are due: what the config says, else the rhythm of a tab's check-ins, else monthly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from okrsheets.grid import CellRef
from okrsheets.model import CheckIn, Figure, KeyResult, Resolutions, Status
from okrsheets.progress import PaceSettings, ProgressSettings, roll_up
from okrsheets.progress.cadence import Cadences
from tests.okrs import Q4, key_result, objective, okr_set

TODAY = date(2026, 11, 15)


def _row(name: str, *days_ago: int, updated: date | None = None) -> KeyResult:
    row = key_result(name, name, baseline=0, current=60, target=100, updated=updated)
    at = CellRef("Plan.xlsx", "Sales", 2, 40)
    days = sorted(TODAY - timedelta(days=ago) for ago in days_ago)
    return row._replace(check_ins=tuple(CheckIn(day, 60.0, at) for day in days))


def _patience(*rows: KeyResult, settings: PaceSettings | None = None) -> int:
    okrs = okr_set(objective("O1", "Win", team="Sales", key_results=rows))
    found = Cadences.of(okrs, today=TODAY, settings=settings or PaceSettings())
    return found.patience(okrs.objectives[0])


@pytest.mark.parametrize(
    ("days_ago", "patience"),
    [
        ((0, 7, 14, 21), 10),
        ((0, 5, 12, 20, 41), 10),
        ((1, 14, 28, 42), 17),
        ((0, 30, 61, 91), 34),
        ((0, 92, 183, 275), 95),
    ],
    ids=["weekly", "mostly weekly", "fortnightly", "monthly", "quarterly"],
)
def test_the_rhythm_of_check_ins_is_the_cadence(days_ago: tuple[int, ...], patience: int) -> None:
    assert _patience(_row("KR1", *days_ago)) == patience


def test_two_or_three_check_ins_show_no_rhythm() -> None:
    assert _patience(_row("KR1", 0, 7, 14)) == 34


def test_days_of_several_rows_together_show_no_rhythm() -> None:
    rows = [_row(f"KR{n}", updated=TODAY - timedelta(days=n)) for n in range(9)]
    assert _patience(*rows) == 34


def test_check_ins_still_to_come_show_no_rhythm() -> None:
    assert _patience(_row("KR1", 0, -7, -14, -21, -28)) == 34


def test_each_tab_has_a_rhythm_of_its_own() -> None:
    okrs = okr_set(
        objective("O1", "Win", team="Sales", key_results=[_row("KR1", 0, 7, 14, 21)]),
        objective("O2", "Answer", team="Support", key_results=[_row("KR1", 0)]),
    )
    found = Cadences.of(okrs, today=TODAY, settings=PaceSettings())
    assert [found.patience(each) for each in okrs.objectives] == [10, 34]


def test_the_config_comes_first() -> None:
    settings = PaceSettings(cadence=14, grace=1)
    assert _patience(_row("KR1", 0, 7, 14, 21), settings=settings) == 15


def _figure(row: KeyResult, *, today: date = TODAY) -> Figure:
    okrs = okr_set(objective("O1", "Win", team="Sales", cycle=Q4, key_results=[row]))
    figures = roll_up(okrs, Resolutions((), (), frozenset()), today=today, settings=ProgressSettings())
    return figures.okrs[next(okrs.key_results).key]


def test_a_weekly_rhythm_makes_a_row_silent_after_ten_days() -> None:
    row = _row("KR1", 10, 17, 24, 31)
    assert _figure(row).missed_since is None
    late = _figure(row, today=TODAY + timedelta(days=1))
    assert (late.status, late.missed_since) == (Status.UNKNOWN, TODAY)
    assert late.because == "no update since 2026-11-05"


def test_the_newest_of_column_and_check_ins_is_the_update() -> None:
    assert _figure(_row("KR1", 1, 8, 15, 22, updated=date(2026, 10, 2))).missed_since is None


def test_a_row_without_any_value_misses_its_first_update() -> None:
    row = key_result("KR1", "Sell", baseline=0, target=100)
    assert _figure(row, today=Q4.start + timedelta(days=34)).missed_since is None
    assert _figure(row).missed_since == Q4.start + timedelta(days=34)


def test_a_row_whose_updates_nothing_tells_misses_none() -> None:
    assert _figure(key_result("KR1", "Sell", baseline=0, current=60, target=100)).missed_since is None


def test_an_objective_is_as_fresh_as_its_key_results() -> None:
    fresh = key_result("KR1", "Sell", baseline=0, current=60, target=100, updated=TODAY)
    okrs = okr_set(objective("O1", "Win", updated=date(2026, 10, 2), key_results=[fresh]))
    figures = roll_up(okrs, Resolutions((), (), frozenset()), today=TODAY, settings=ProgressSettings())
    assert figures.okrs[okrs.objectives[0].key].status is Status.ON_TRACK
