"""The progress of one key result, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.model import Direction, KeyResult, Measure, Status
from okrsheets.progress.measure import Measured, measured
from tests.okrs import key_result

DECREASE, MAINTAIN = Direction.DECREASE, Direction.MAINTAIN


def _range(current: float) -> KeyResult:
    """A state to hold from 4 to 7 (UpRaise, "Key result behavior": 100 % inside, else 0)."""
    return key_result("1", "Stock", current=current, target=7, direction=MAINTAIN)._replace(low=4)


CASES: list[tuple[str, KeyResult, float | None, str | None]] = [
    ("increasing", key_result("1", "x", baseline=10, current=20, target=50), 0.25, "values"),
    ("decreasing", key_result("1", "x", baseline=50, current=40, target=10), 0.25, "values"),
    ("not capped", key_result("1", "x", baseline=0, current=150, target=100), 1.5, "values"),
    ("the wrong way", key_result("1", "x", baseline=10, current=5, target=20), -0.5, "values"),
    (
        "values go before a stated share",
        key_result("1", "x", baseline=0, current=1, target=2, stated_progress=0.9),
        0.5,
        "values",
    ),
    ("a stated share", key_result("1", "x", target=2, stated_progress=0.9), 0.9, "stated"),
    ("done", key_result("1", "x", stated_status="Done", stated_meaning=Status.DONE), 1, "status word"),
    ("not started", key_result("1", "x", stated_meaning=Status.NOT_STARTED), 0, "status word"),
    ("no current value", key_result("1", "x", baseline=1, target=2), 0, "at the baseline"),
    ("only a target", key_result("1", "x", target=2), 0, "at the baseline"),
    ("an assumed 0", key_result("1", "x", current=30, target=40), 0.75, "values"),
    ("yes", key_result("1", "x", current=1, measure=Measure.YES_NO), 1, "values"),
    ("no", key_result("1", "x", current=0, measure=Measure.YES_NO), 0, "values"),
    ("3 of 5 milestones", key_result("1", "x", current=3, target=5, measure=Measure.YES_NO), 0.6, "values"),
    ("held", key_result("1", "Uptime", current=0.999, target=0.99, direction=MAINTAIN), 1, "values"),
    ("not held", key_result("1", "Uptime", current=0.98, target=0.99, direction=MAINTAIN), 0, "values"),
    (
        "a ceiling",
        key_result("1", "Churn", current=2, target=3, direction=MAINTAIN, ceiling=True),
        1,
        "values",
    ),
    ("in a range", _range(5), 1, "values"),
    ("at its lower end", _range(4), 1, "values"),
    ("at its upper end", _range(7), 1, "values"),
    ("below it", _range(3.9), 0, "values"),
    ("above it", _range(7.1), 0, "values"),
    ("over it", key_result("1", "Churn", current=4, target=3, direction=MAINTAIN, ceiling=True), 0, "values"),
]

# baseline, target, current, progress: open-okr, "Scoring and health engine", 2, before it clamps; what is
# a decrease there is one here by its numbers.
OPEN_OKR = [
    (0, 100, 50, 0.5),
    (0, 100, 150, 1.5),
    (0, 100, -20, -0.2),
    (41, 60, 50, 0.4737),
    (100, 50, 75, 0.5),
    (9, 2, 5.5, 0.5),
    (9, 2, 1, 1.1429),
    (9, 2, 12, -0.4286),
    (0, -10, -5, 0.5),
    (9, 5, 7, 0.5),
]

UNKNOWN: list[tuple[KeyResult, str]] = [
    (key_result("1", "x"), "no values"),
    (key_result("1", "x", current=4), "no target"),
    (key_result("1", "x", baseline=4, current=4, target=4), "target is its baseline"),
    (key_result("1", "x", current=4, target=3), "no baseline"),
    (key_result("1", "x", current=4, target=3, direction=DECREASE), "no baseline"),
    (key_result("1", "Sell 20 % more", current=4)._replace(relative=True), "no baseline"),
    (key_result("1", "Sell 20 % more", current=4, target=0.2)._replace(relative=True), "no baseline"),
    (key_result("1", "x", current=4, target=5, measure=Measure.RATING), "no baseline"),
    (key_result("1", "x", current=4, target=5, measure=Measure.DURATION), "no baseline"),
    (key_result("1", "x", target=0.99, direction=MAINTAIN), "no current value"),
    (key_result("1", "x", stated_status="On track", stated_meaning=Status.ON_TRACK), "only a status word"),
    (key_result("1", "x", current=1, target=2, stated_meaning=Status.CANCELLED), "cancelled"),
    (key_result("1", "x", stated_progress=0.5, stated_meaning=Status.POSTPONED), "postponed"),
]


@pytest.mark.parametrize(
    ("row", "progress", "basis"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_key_result_is_measured_by_the_first_case_that_holds(
    row: KeyResult, progress: float, basis: str
) -> None:
    found = measured(row)
    assert found.progress == pytest.approx(progress)
    assert found.basis == basis


@pytest.mark.parametrize(("baseline", "target", "current", "progress"), OPEN_OKR)
def test_progress_is_the_way_from_baseline_to_target_in_either_direction(
    baseline: float, target: float, current: float, progress: float
) -> None:
    row = key_result("1", "x", baseline=baseline, target=target, current=current)
    assert measured(row).progress == pytest.approx(progress, abs=5e-5)


def test_a_share_of_the_target_is_no_progress_where_there_is_a_baseline() -> None:
    """A sheet's own `=MIN(C/T,1)` says 88.9 % of 1.6 towards 1.8; from 1.5 it is a third of the way."""
    found = measured(key_result("1", "x", baseline=1.5, current=1.6, target=1.8)).progress
    assert found == pytest.approx(1 / 3)


@pytest.mark.parametrize(("row", "because"), UNKNOWN)
def test_unknown_progress_says_why(row: KeyResult, because: str) -> None:
    assert measured(row) == Measured(None, because=because)


def test_only_an_assumed_baseline_is_marked_so() -> None:
    assert measured(key_result("1", "x", current=1, target=4)).assumed_baseline
    assert not measured(key_result("1", "x", baseline=0, current=1, target=4)).assumed_baseline


WHOLE = st.integers(-1000, 1000)


@given(WHOLE, WHOLE, WHOLE)
def test_a_decreasing_metric_mirrors_the_increasing_one(baseline: int, current: int, target: int) -> None:
    up = key_result("1", "x", baseline=baseline, current=current, target=target)
    down = key_result(
        "1", "x", baseline=-baseline, current=-current, target=-target, direction=Direction.DECREASE
    )
    assert measured(up).progress == measured(down).progress
