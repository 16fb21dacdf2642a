"""What is behind the calendar, past its due date, or over without a score."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Severity
from okrsheets.pipeline import StageSettings
from okrsheets.progress import ProgressSettings
from okrsheets.progress.measuring_policies import MEASURING_POLICIES
from tests.rules.judging import told

VALUES = """
    | Objective | Key result | Baseline | Current | Target | Status |
    | Win       | {}         | {}       | {}      | {}     | {}     |
    | Win       | Sign shops | 0        | 10      | 20     |        |
    """


@pytest.mark.parametrize(
    ("current", "severity"),
    [("9", None), ("6", Severity.INFO), ("2", Severity.WARNING), ("20", None)],
)
def test_at_risk_is_a_warning_and_behind_only_informs(current: str, severity: Severity | None) -> None:
    found = told("behind-pace", VALUES.format("Sell kits", "0", current, "20", ""))
    assert [one.severity for one in found] == ([] if severity is None else [severity])


def test_what_is_behind_names_no_figure_that_moves_by_itself() -> None:
    grid = VALUES.format("Sell kits", "0", "2", "20", "")
    (found,), (later,) = (told("behind-pace", grid, today=date(2026, 11, day)) for day in (15, 20))
    assert found.message == '"Sell kits" is at 10 %, far behind the calendar, due 2026-12-31'
    assert later == found


@pytest.mark.parametrize(
    ("title", "baseline", "current", "target"),
    [
        ("Open the shop", "no", "no", "yes"),
        ("Sell kits", "20", "20", "20"),
        ("Sell kits", "10", "4", "20"),
    ],
    ids=["done or not", "told as its baseline", "told as moved backwards"],
)
def test_what_is_done_or_not_or_told_otherwise_is_not_behind(
    title: str, baseline: str, current: str, target: str
) -> None:
    assert told("behind-pace", VALUES.format(title, baseline, current, target, "")) == []


def test_an_objective_is_not_behind_a_second_time() -> None:
    grid = """
        | Type       | Title      | Baseline | Current | Target |
        | Objective  | Win        |          |         |        |
        | Key result | Sell kits  | 0        | 2       | 20     |
        """
    assert [str(one.place) for one in told("behind-pace", grid)] == ["Q4 2026!D3"]


def test_a_state_to_hold_is_told_with_its_bound() -> None:
    (found,) = told("behind-pace", VALUES.format("Keep uptime above 99 %", "", "97 %", "99 %", ""))
    assert found.message == '"Keep uptime above 99 %" is at 97 %, below the 99 % to hold'
    (found,) = told("behind-pace", VALUES.format("Keep the NPS steady", "", "65", "40-60", ""))
    assert found.message == '"Keep the NPS steady" is at 65, outside of the 40 to 60 to hold'


def test_a_state_at_a_bound_that_is_none_of_it_is_told_so() -> None:
    grid = VALUES.format("Keep uptime above 99 %", "", "99 %", "99 %", "")
    assert told("behind-pace", grid) == []
    strict = StageSettings(progress=ProgressSettings(measure=MEASURING_POLICIES["viva"]))
    (found,) = told("behind-pace", grid, settings=strict)
    assert found.message == '"Keep uptime above 99 %" is at 99 %, and is to stay above that'


def test_after_the_last_day_nothing_is_behind() -> None:
    grid = VALUES.format("Sell kits", "0", "2", "20", "")
    assert told("behind-pace", grid, today=date(2027, 1, 5)) == []


DUE = """
    | Objective | Key result | Baseline | Current | Target | Status | Due | Score |
    | Win       | Sell kits  | 0        | {}      | 20     | {}     | {}  | {}    |
    | Win       | Sign shops | 0        | 10      | 20     |        | 2026-12-31 |  |
    """


@pytest.mark.parametrize(
    ("current", "status", "due", "score", "is_told"),
    [
        ("15", "", "2026-11-14", "", True),
        ("15", "", "2026-11-15", "", False),
        ("20", "", "2026-11-14", "", False),
        ("15", "Done", "2026-11-14", "", False),
        ("15", "Postponed", "2026-11-14", "", False),
        ("15", "", "2026-11-14", "0.7", False),
        ("", "", "2026-10-14", "", True),
    ],
)
def test_what_is_due_and_neither_done_nor_given_up_is_told(
    current: str, status: str, due: str, score: str, *, is_told: bool
) -> None:
    assert bool(told("past-due", DUE.format(current, status, due, score))) is is_told


def test_what_is_past_due_is_not_behind_as_well() -> None:
    grid = DUE.format("5", "On track", "2026-11-01", "")
    (found,) = told("past-due", grid)
    assert found.message == '"Sell kits" was due on 2026-11-01 and is at 25 %'
    assert told("behind-pace", grid) == told("watermelon", grid) == []


def test_several_key_results_with_one_due_date_are_told_once() -> None:
    (found,) = told(
        "past-due",
        """
        | Objective | Due        | KR1 | KR1 current | KR1 target | KR2 | KR2 current | KR2 target |
        | Win       | 2026-10-31 | Sell kits | 5 | 20             | Sign shops | 6 | 20            |
        | Answer    | 2026-12-31 | Take calls | 9 | 20            | Write back | 9 | 20            |
        """,
    )
    assert found.message == 'KR1 "Sell kits" and KR2 "Sign shops" were due on 2026-10-31 and are not done'


def test_an_objective_is_past_due_where_none_of_its_key_results_is() -> None:
    grid = """
        | Type       | Title      | Current | Target | Due        |
        | Objective  | Win        |         |        | 2026-10-31 |
        | Key result | Sell kits  | 5       | 20     | {}         |
        """
    assert [str(one.place) for one in told("past-due", grid.format(""))] == ["Q4 2026!E2"]
    assert [str(one.place) for one in told("past-due", grid.format("2026-10-31"))] == ["Q4 2026!E3"]


ENDED = date(2027, 1, 10)


def test_when_the_cycle_is_over_scores_are_asked_for_and_nothing_is_past_due() -> None:
    grid = DUE.format("15", "", "2026-12-20", "")
    assert len(told("past-due", grid, today=date(2026, 12, 31))) == 1
    assert told("past-due", grid, today=ENDED) == []
    assert len(told("closed-without-score", grid, today=ENDED)) == 1
    assert len(told("past-due", grid, tab="OKRs", today=ENDED)) == 2


def test_what_ended_without_a_score_is_told_once_for_a_tab_until_the_cycle_is_closed() -> None:
    grid = DUE.format("20", "", "", "").replace("2026-12-31", "")
    (found,) = told("closed-without-score", grid, today=ENDED)
    assert (str(found.place), found.message) == (
        "Q4 2026",
        "the cycle ended on 2026-12-31, and 2 key results here have no score",
    )
    assert told("closed-without-score", grid, today=date(2026, 12, 31)) == []
    assert told("closed-without-score", grid, today=date(2027, 2, 1)) == []


def test_without_a_column_of_scores_a_known_progress_is_one() -> None:
    assert told("closed-without-score", VALUES.format("Sell kits", "0", "9", "20", ""), today=ENDED) == []
    (found,) = told("closed-without-score", VALUES.format("Sell kits", "0", "9", "", ""), today=ENDED)
    assert found.message.endswith("and 1 of 2 key results here has no score")
