"""What the sheet says of progress against what its values come to."""

from __future__ import annotations

import pytest

from okrsheets.lint import LintSettings, run
from okrsheets.model import Figure, Figures, OkrSet, Status
from okrsheets.rules import tracking
from tests.cases import case_of
from tests.okrs import key_result, objective, okr_set

KEY = "2026-Q4/O1/KR1"
OTHER = "2026-Q4/O1/KR2"


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
    assert bool(run(case_of(_key_result(stated), progress={KEY: computed}), tracking.RULES)) is told


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
