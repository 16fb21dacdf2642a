"""Targets under dates are the curve of what is expected (Viva Goals and Ally, "Phased targets")."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Direction, Figure, KeyResult, Measure, Planned, Resolutions, Status
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.progress import ProgressSettings, roll_up
from tests.grids import sheet, workbook
from tests.okrs import Q4, key_result, objective, okr_set


def _planned(row: KeyResult, *points: tuple[date, float]) -> KeyResult:
    return row._replace(plan=tuple(Planned(day, value, row.at) for day, value in points))


def _figure(row: KeyResult, today: date) -> Figure:
    okrs = okr_set(objective("O1", "Grow", key_results=[row], cycle=Q4))
    figures = roll_up(okrs, Resolutions((), (), frozenset()), today=today, settings=ProgressSettings())
    return figures.okrs[next(okrs.key_results).key]


SOWN = _planned(
    key_result("KR1", "Sell", baseline=0, current=12, target=100),
    (date(2026, 10, 31), 10),
    (date(2026, 11, 30), 20),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 20), 0.0),
        (date(2026, 10, 1), 0.0),
        (date(2026, 10, 16), 0.05),
        (date(2026, 10, 31), 0.10),
        (date(2026, 11, 15), 0.15),
        (date(2026, 11, 30), 0.20),
        (date(2026, 12, 31), 1.0),
        (date(2027, 1, 9), 1.0),
    ],
)
def test_expected_runs_straight_from_the_baseline_through_the_plan_to_the_target(
    day: date, expected: float
) -> None:
    figure = _figure(SOWN, day)
    assert figure.expected == pytest.approx(expected)
    assert figure.planned


def test_who_is_where_the_plan_is_is_on_track_though_behind_the_calendar() -> None:
    assert _figure(SOWN, date(2026, 11, 15)).status is Status.ON_TRACK
    assert _figure(SOWN._replace(plan=()), date(2026, 11, 15)).status is Status.AT_RISK


def test_a_plan_downward_and_one_from_an_assumed_zero() -> None:
    down = key_result("KR1", "Cut", baseline=50, current=40, target=10, direction=Direction.DECREASE)
    assert _figure(_planned(down, (date(2026, 11, 15), 30)), date(2026, 11, 15)).expected == pytest.approx(
        0.5
    )
    zero = key_result("KR1", "Win", current=4, target=10)
    assert _figure(_planned(zero, (date(2026, 11, 15), 2)), date(2026, 11, 15)).expected == pytest.approx(0.2)


def test_a_plan_that_overshoots_asks_for_no_more_than_all() -> None:
    row = key_result("KR1", "Sell", baseline=0, current=1, target=10)
    assert _figure(_planned(row, (date(2026, 11, 15), 15)), date(2026, 11, 15)).expected == 1
    assert _figure(_planned(row, (date(2026, 11, 15), -5)), date(2026, 11, 15)).expected == 0


@pytest.mark.parametrize(
    "row",
    [
        _planned(key_result("KR1", "Sell", baseline=0, current=1, target=10), (date(2025, 11, 15), 5)),
        _planned(key_result("KR1", "Sell", baseline=5, current=5, target=5), (date(2026, 11, 15), 5)),
        _planned(
            key_result("KR1", "Rate", current=4, target=5, measure=Measure.RATING), (date(2026, 11, 15), 5)
        ),
    ],
)
def test_without_a_day_in_the_cycle_or_a_way_the_calendar_is_asked(row: KeyResult) -> None:
    figure = _figure(row, date(2026, 11, 15))
    assert figure.expected == pytest.approx(45 / 91)
    assert not figure.planned


def test_targets_under_dates_are_read_as_the_plan() -> None:
    grid = """
    | Objective | Key result | Baseline | Current | Target | Plan Oct | Plan Nov | Plan Dec |
    | Grow      | Sell       | 0        | 12      | 100    | 10       | 20       | 100      |
    | Grow      | Visits     | 0        | 30      | 40     | 20       | 30       | 40       |
    """
    settings = StageSettings()
    book = workbook(sheet("OKRs Q4 2026", grid))
    results = analyse([book], settings=settings, today=date(2026, 11, 15), rules=())
    figures = [results.figures.okrs[each.key] for each in results.okrs.key_results]
    assert [round(each.expected or 0, 3) for each in figures] == [0.15, 0.625]
    assert [each.status for each in figures] == [Status.ON_TRACK, Status.ON_TRACK]
