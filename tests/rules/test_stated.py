"""What the sheet says of progress against what its values come to, and progress outside of its way."""

from __future__ import annotations

from typing import Any

import pytest

from okrsheets.lint import LintSettings, run
from okrsheets.model import (
    Direction,
    Field,
    Figure,
    Figures,
    Finding,
    Measure,
    OkrSet,
    Place,
    Severity,
    Status,
)
from okrsheets.rules import tracking
from tests.cases import case_of
from tests.okrs import key_result, objective, okr_set

KEY = "2026-Q4/O1/KR1"
OTHER = "2026-Q4/O1/KR2"
ONLY_DIFFERENCES = LintSettings(select=frozenset({"stated-differs"}))


def _key_result(stated: float | None) -> OkrSet:
    return okr_set(objective("O1", "Win", key_results=[key_result("KR1", "Sell", stated_progress=stated)]))


def _objective(stated: float) -> OkrSet:
    return okr_set(
        objective(
            "O1",
            "Win",
            stated_progress=stated,
            key_results=[key_result("KR1", "Sell"), key_result("KR2", "Go")],
        )
    )


@pytest.mark.parametrize(
    ("stated", "computed", "told"),
    [
        (0.8, 0.25, True),
        (0.30, 0.25, False),
        (0.31, 0.25, True),
        (1.0, 1.4, False),
        (0.0, -0.2, False),
        (None, 0.25, False),
        (0.8, None, False),
    ],
)
def test_a_stated_progress_is_told_where_it_is_over_five_points_off(
    stated: float | None, computed: float | None, *, told: bool
) -> None:
    case = case_of(_key_result(stated), progress={KEY: computed}, settings=ONLY_DIFFERENCES)
    assert bool(run(case, tracking.RULES)) is told


def test_both_figures_are_named() -> None:
    (found,) = run(case_of(_key_result(0.8), progress={KEY: 0.25}), tracking.RULES)
    assert found.message == 'progress of KR1 "Sell" is given as 80 %, but its values come to 25 %'


def test_an_objective_is_compared_with_the_mean_of_its_own_rows() -> None:
    (found,) = run(case_of(_objective(0.8), progress={KEY: 0.2, OTHER: 0.5}), tracking.RULES)
    assert found.message == 'progress of O1 "Win" is given as 80 %, but its key results come to 35 %'


@pytest.mark.parametrize(("stated", "told"), [(0.1, False), (0.55, False), (0.7, True)])
def test_a_row_that_is_unknown_leaves_room(stated: float, *, told: bool) -> None:
    case = case_of(_objective(stated), progress={KEY: 0.2, OTHER: None})
    assert bool(run(case, tracking.RULES)) is told


def test_a_cancelled_row_is_out_of_the_mean() -> None:
    gone = key_result("KR2", "Go", stated_meaning=Status.CANCELLED)
    okrs = okr_set(objective("O1", "Win", stated_progress=0.2, key_results=[key_result("KR1", "Sell"), gone]))
    assert run(case_of(okrs, progress={KEY: 0.2, OTHER: 1.0}), tracking.RULES) == ()


def test_a_heavy_row_moves_the_mean_more() -> None:
    rows = [key_result("KR1", "Sell", weight=3), key_result("KR2", "Go", weight=1)]
    okrs = okr_set(objective("O1", "Win", stated_progress=0.75, key_results=rows))
    assert run(case_of(okrs, progress={KEY: 1.0, OTHER: 0.0}), tracking.RULES) == ()


def test_the_number_of_points_can_be_set() -> None:
    settings = LintSettings(thresholds={"stated-differs": 60})
    assert run(case_of(_key_result(0.8), progress={KEY: 0.25}, settings=settings), tracking.RULES) == ()


def test_a_progress_from_an_assumed_baseline_says_so() -> None:
    case = case_of(_key_result(0.8))
    figure = Figure(progress=0.25, basis="values", assumed_baseline=True)
    (found,) = run(case._replace(figures=Figures({KEY: figure}, {})), tracking.RULES)
    assert found.message.endswith("but its values come, from an assumed 0, to 25 %")


def test_a_progress_that_is_only_stated_is_not_compared_with_itself() -> None:
    case = case_of(_key_result(0.8))
    figure = Figure(progress=0.25, basis="stated")
    assert run(case._replace(figures=Figures({KEY: figure}, {})), tracking.RULES) == ()


def _measured(progress: float | None, basis: str = "values", **values: Any) -> tuple[Finding, ...]:
    """What is told of a key result with these values and this progress."""
    okrs = okr_set(objective("O1", "Win", key_results=[key_result("KR1", "Sell", **values)]))
    figure = Figure(progress=progress, basis=basis, assumed_baseline=values.get("baseline") is None)
    return run(case_of(okrs)._replace(figures=Figures({KEY: figure}, {})), tracking.RULES)


@pytest.mark.parametrize(
    ("progress", "names"),
    [
        (-1.33, ["moved-backwards"]),
        (-0.001, ["moved-backwards"]),
        (0.0, []),
        (0.5, []),
        (1.0, []),
        (1.001, ["over-delivered"]),
        (11.0, ["over-delivered"]),
        (None, []),
    ],
)
def test_a_progress_outside_of_its_way_is_told(progress: float | None, names: list[str]) -> None:
    found = _measured(progress, baseline=10, current=4, target=20)
    assert [one.rule for one in found] == names


def test_where_a_key_result_stands_that_went_backwards_is_told_with_its_way() -> None:
    (found,) = _measured(-0.6, baseline=10, current=4, target=20)
    assert found.message == 'KR1 "Sell" stands at 4, behind where it began (from 10 to 20): that is -60 %'
    assert found.severity is Severity.WARNING


def test_a_key_result_beyond_its_target_is_told_from_which_baseline() -> None:
    (found,) = _measured(11.0, current=66, target=6)
    assert (
        found.message == 'KR1 "Sell" stands at 66, beyond its target (from an assumed 0 to 6): that is 1100 %'
    )
    assert found.severity is Severity.INFO


def test_a_percentage_just_beyond_its_target_is_told_apart_from_it() -> None:
    (found,) = _measured(1.075, baseline=0.995, current=0.9993, target=0.999, measure=Measure.PERCENT)
    assert "stands at 99.93 %, beyond its target (from 99.5 % to 99.9 %)" in found.message


def test_a_stated_progress_outside_of_its_way_is_told_at_its_own_cell() -> None:
    (found,) = _measured(2.5, "stated", stated_progress=2.5)
    (stated,) = _key_result(2.5).key_results
    assert found.message == 'progress of KR1 "Sell" is given as 250 %, beyond its target'
    assert found.place == Place.at_cell(stated.cells[Field.PROGRESS])


@pytest.mark.parametrize(
    "values", [{"direction": Direction.MAINTAIN}, {"measure": Measure.YES_NO}], ids=["to hold", "done or not"]
)
def test_what_is_to_be_held_or_done_cannot_be_over_delivered(values: dict[str, Any]) -> None:
    assert _measured(1.4, current=1.4, target=1, **values) == ()


@pytest.mark.parametrize("progress", [-0.5, 1.5])
def test_a_key_result_that_was_given_up_may_stand_anywhere(progress: float) -> None:
    assert _measured(progress, baseline=0, current=1, target=2, stated_meaning=Status.CANCELLED) == ()


@pytest.mark.parametrize("basis", ["key results", "children", "status word"])
def test_a_progress_of_other_rows_is_told_there_alone(basis: str) -> None:
    assert _measured(1.5, basis) == ()
