"""Forecasts: a straight line through check-ins, or what syncs saw; and confidence, carried up by weight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from okrsheets.grid import CellRef
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    CheckIn,
    Cycle,
    Direction,
    Figures,
    KeyResult,
    Measure,
    Moment,
    Objective,
    Past,
    Resolutions,
)
from okrsheets.progress import ProgressSettings, roll_up
from tests.okrs import key_result, objective, okr_set

START = date(2026, 10, 1)
CYCLE = Cycle("2026-Q4", START, START + timedelta(days=84))
TODAY = START + timedelta(days=20)

# open-okr, "Scoring and health engine", 6 The trend forecast: days and values, horizon day 84, from 0 to 100.
LINES = [
    ("a clean line that lands", [(0, 0), (7, 10), (14, 20)], 1.20),
    ("a decaying line that will miss", [(0, 0), (7, 10), (14, 12)], 0.7333),
    ("flat and short of target", [(0, 40), (7, 40), (14, 40)], 0.40),
]


def _with_check_ins(row: KeyResult, points: Iterable[tuple[int, float]]) -> KeyResult:
    return row._replace(
        check_ins=tuple(
            CheckIn(START + timedelta(days=day), value, CellRef("Plan.xlsx", "OKRs", 2, 10 + n))
            for n, (day, value) in enumerate(points)
        )
    )


def _figures(*rows: KeyResult, today: date = TODAY, seen: Iterable[tuple[int, float]] = ()) -> Figures:
    """The figures on a day after syncs that saw the first key result at these values, days from the start."""
    okrs = okr_set(objective("O1", "Grow", key_results=rows, cycle=CYCLE))
    moments = tuple(Moment(START + timedelta(days=day), "Sell", current=value) for day, value in seen)
    first = okrs.objectives[0].key_results[0].key
    pasts = {first: Past(first, moments)} if moments else {}
    return roll_up(
        okrs, Resolutions((), (), frozenset()), today=today, settings=ProgressSettings(), pasts=pasts
    )


def _sell(current: float) -> KeyResult:
    return key_result("KR1", "Sell", baseline=0, current=current, target=100)


@pytest.mark.parametrize(("points", "ends"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_a_straight_line_through_three_check_ins_ends_where_its_source_says(
    points: list[tuple[int, float]], ends: float
) -> None:
    forecast = _figures(_with_check_ins(_sell(points[-1][1]), points)).okrs["2026-Q4/O1/KR1"].forecast
    assert forecast is not None
    assert forecast.progress == pytest.approx(ends, abs=5e-5)
    assert (forecast.day, [cell.a1 for cell in forecast.cells]) == (CYCLE.end, ["J2", "K2", "L2"])


def test_check_ins_that_add_up_are_forecast_by_their_sum() -> None:
    row = _with_check_ins(_sell(30), [(0, 10), (7, 10), (14, 10)])
    forecast = _figures(row).okrs["2026-Q4/O1/KR1"].forecast
    assert forecast is not None
    assert forecast.progress == pytest.approx(1.3)


@pytest.mark.parametrize(
    "row",
    [
        _with_check_ins(_sell(10), [(0, 0), (7, 10)]),
        _with_check_ins(_sell(12), [(0, 0), (7, 10), (30, 12)]),
        _with_check_ins(_sell(99), [(0, 0), (7, 10), (14, 12)]),
        _with_check_ins(_sell(12)._replace(due=START + timedelta(days=14)), [(0, 0), (7, 10), (14, 12)]),
        _with_check_ins(_sell(12)._replace(direction=Direction.MAINTAIN), [(0, 0), (7, 10), (14, 12)]),
        _with_check_ins(_sell(1)._replace(measure=Measure.YES_NO), [(0, 0), (7, 0), (14, 1)]),
    ],
    ids=["two of them", "one in the future", "no sum of them", "nothing ahead", "to hold", "yes or no"],
)
def test_nothing_is_forecast_from_less(row: KeyResult) -> None:
    assert _figures(row).okrs["2026-Q4/O1/KR1"].forecast is None


@pytest.mark.parametrize(
    "seen",
    [
        [(0, 0), (10, 6)],
        [(-9, 0), (10, 6)],
        [(0, 0), (3, 0), (10, 6), (12, 6)],
        [(0, 0), (10, 6), (21, 9), (40, 50)],
    ],
    ids=[
        "today's is the last",
        "before the cycle",
        "another value counts",
        "today's counts once, none later",
    ],
)
def test_without_check_ins_the_values_that_syncs_saw_are_forecast(
    seen: list[tuple[int, float]],
) -> None:
    today = START + timedelta(days=21)
    forecast = _figures(_sell(12), today=today, seen=seen).okrs["2026-Q4/O1/KR1"].forecast
    assert forecast is not None
    assert forecast.progress == pytest.approx(0.4806, abs=5e-5)
    assert (forecast.cells, forecast.day) == ((), CYCLE.end)
    assert forecast.seen == (START, START + timedelta(days=10), today)


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        (_sell(6), [(0, 0), (10, 6)]),
        (_sell(12), [(18, 0), (19, 6)]),
        (_sell(12)._replace(direction=Direction.MAINTAIN), [(0, 0), (10, 6)]),
        (_with_check_ins(_sell(12), [(0, 0), (7, 12)]), [(0, 0), (10, 6)]),
        (_sell(12)._replace(target=None), [(0, 0), (10, 6)]),
    ],
    ids=["two values", "days before", "to hold", "its check-ins say otherwise", "no target"],
)
def test_nothing_is_forecast_from_less_that_syncs_saw(row: KeyResult, seen: list[tuple[int, float]]) -> None:
    assert _figures(row, seen=seen).okrs["2026-Q4/O1/KR1"].forecast is None


def _sure(number: str, confidence: float | None, weight: float | None = None) -> KeyResult:
    return key_result(number, f"Figure {number}", baseline=0, current=1, target=2)._replace(
        confidence=confidence, weight=weight
    )


def test_confidence_is_carried_up_by_weight_where_an_objective_says_none() -> None:
    figures = _figures(_sure("1", 0.9, 3), _sure("2", 0.5), _sure("3", None))
    assert figures.okrs["2026-Q4/O1"].confidence == pytest.approx((3 * 0.9 + 0.5) / 4)
    assert figures.okrs["2026-Q4/O1/3"].confidence is None


def test_confidence_reaches_the_team_and_the_company_and_ones_own_word_stands() -> None:
    child = objective("S1", "Win", team="Sales", key_results=[_sure("1", 0.4)], cycle=CYCLE)
    parent: Objective = objective("C1", "Lead", team="Company", cycle=CYCLE)
    said: Objective = objective("C2", "Last", team="Company", confidence=0.8, cycle=CYCLE)
    okrs = okr_set(child, parent, said)
    link = Alignment(child.key, parent.key, AlignmentKind.STRAIGHTFORWARD, None, carries=True)
    top = frozenset({parent.key, said.key})
    figures = roll_up(okrs, Resolutions((), (link,), top), today=TODAY, settings=ProgressSettings())
    assert figures.okrs[parent.key].confidence == 0.4
    assert figures.okrs[said.key].confidence == 0.8
    assert figures.teams["Sales"].confidence == 0.4
    assert figures.company is not None
    assert figures.company.confidence == pytest.approx(0.6)
