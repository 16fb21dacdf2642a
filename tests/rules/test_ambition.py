"""Goals that ask too little, and those that only look so."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Severity
from tests.rules.judging import told

EARLY = date(2026, 10, 10)
HALF = date(2026, 11, 10)

STEP = """
    | Objective                    | Key result         | Baseline | Target |
    | Be the first choice of shops | New leads per week | 5        | 50     |
    |                              | {} |
    """


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Orders of shops | 400 | 412", "412, is only 3 % above its baseline, 400"),
        ("Cost of a lead | 400 | 388", "388, is only 3 % below its baseline, 400"),
        ("Trials that turn into plans | 50 % | 52 %", "52 %, is only 4 % above its baseline, 50 %"),
        ("Sales to shops | $1,000,000 | $1,050,000", "1050000, is only 5 % above its baseline, 1000000"),
    ],
)
def test_a_target_that_is_hardly_better_is_told(row: str, said: str) -> None:
    (found,) = told("safe-goal", STEP.format(row))
    assert found.message.endswith(said)
    assert str(found.place) == "Q4 2026!D3"


@pytest.mark.parametrize(
    "row",
    [
        "Orders of shops | 400 | 424",
        "Uptime of the shop | 99.5 % | 99.9 %",
        "Uptime of the shop | 99.5 | 99.9",
        "Trials that turn into plans | 90 % | 93 %",
        "Rating of our shops | 4.6 | 4.8",
        "Keep churn at 3 % | 3 % | 3.1 %",
        "Contract with the city | no | yes",
        "Orders of shops | 0 | 3",
        "Orders of shops | | 3",
        "Orders of shops | 400 | 400",
        "Orders of shops | 400 |",
    ],
)
def test_steps_that_are_large_or_to_hold_or_unknown_are_left_alone(row: str) -> None:
    assert told("safe-goal", STEP.format(row)) == []


def test_a_target_that_goes_the_wrong_way_is_one_fault() -> None:
    grid = STEP.format("Reduce parcels that are late | 400 | 412")
    assert told("safe-goal", grid) == []
    assert len(told("direction-contradicts-words", grid)) == 1


COME = """
    | Objective                    | Key result         | Baseline | Current | Target | Progress |
    | Be the first choice of shops | New leads per week | 5        | 9       | 50     |          |
    |                              | {} |
    """


def test_what_is_nearly_reached_in_the_first_half_is_told() -> None:
    (found,) = told("set-higher", COME.format("Orders of shops | 10 | 74 | 90 | "), today=HALF)
    assert (str(found.place), found.severity) == ("Q4 2026!D3", Severity.INFO)
    assert found.message.startswith('"Orders of shops" has come 80 % of its way already, when 44 %')


def test_a_stated_progress_is_told_where_it_stands() -> None:
    (found,) = told("set-higher", COME.format("Orders of shops | | | 90 | 85 %"), today=HALF)
    assert str(found.place) == "Q4 2026!F3"


@pytest.mark.parametrize(
    "row",
    [
        "Orders of shops | 10 | 73 | 90 | ",
        "Keep churn below 3 % | 2 % | 2 % | 3 % | ",
        "Contract with the city | no | yes | yes | ",
        "Contract with the city | 0 | 1 | 1 | ",
        "Leads are trained | | | | 100 %",
        "Orders of shops | 10 | 95 | 90 | ",
    ],
)
def test_what_is_held_done_in_one_step_or_told_otherwise_is_left_alone(row: str) -> None:
    assert told("set-higher", COME.format(row), today=HALF) == []


def test_in_the_second_half_nothing_is_to_be_set_higher() -> None:
    assert (
        told("set-higher", COME.format("Orders of shops | 10 | 80 | 90 | "), today=date(2026, 11, 20)) == []
    )


SURE = """
    | Objective                    | Key result         | Target | Confidence | Type        |
    | Be the first choice of shops | New leads per week | 50     | {}         | {}          |
    |                              | Orders of shops    | 12     | {}         | {}          |
    |                              | Partners signed    | 20     | {}         | {}          |
    """


def _sure(*confidences: str, ambition: str = "", today: date = EARLY) -> list[Severity]:
    cells = [text for said in confidences for text in (said, ambition)]
    grid = SURE.replace("Type ", "Ambition").format(*cells)
    return [each.severity for each in told("overconfident", grid, today=today)]


def test_a_mean_confidence_above_90_percent_is_a_warning_and_above_75_is_told() -> None:
    assert _sure("95 %", "90 %", "90 %") == [Severity.WARNING]
    assert _sure("90 %", "90 %", "90 %") == [Severity.INFO]
    assert _sure("high", "high", "medium") == [Severity.INFO]
    assert _sure("80 %", "75 %", "70 %") == []


def test_confidence_late_in_the_cycle_tells_nothing_of_its_start() -> None:
    assert _sure("95 %", "95 %", "95 %", today=HALF) == []


def test_what_is_committed_to_may_be_certain() -> None:
    assert _sure("95 %", "95 %", "95 %", ambition="committed") == []


def test_two_key_results_make_no_mean() -> None:
    assert _sure("95 %", "95 %", "") == []


def test_the_first_check_ins_tell_of_the_start_at_any_time() -> None:
    grid = """
        | Objective         | Key result         | Target | Confidence 2026-10-05 | Confidence 2026-11-09 |
        | Be liked by shops | New leads per week | 50     | {0}                   | 50 %                  |
        |                   | Orders of shops    | 12     | {0}                   | 40 %                  |
        |                   | Partners signed    | 20     | {0}                   | 30 %                  |
        """
    (found,) = told("overconfident", grid.format("95 %"), today=HALF)
    assert found.message.endswith("began 2026-Q4 with a mean confidence of 95 %")
    assert told("overconfident", grid.format("60 %"), today=HALF) == []
