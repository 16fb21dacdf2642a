"""Targets and days that are missing: each where it should stand, what concerns a whole column once."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.grid import Cell
from okrsheets.model import PlaceKind, Severity
from tests.rules.judging import told


def _cells(rule: str, grid: str, *, tab: str = "Q4 2026", today: date | None = None) -> list[str]:
    found = told(rule, grid, tab=tab) if today is None else told(rule, grid, tab=tab, today=today)
    return [str(each.place).partition("!")[2] for each in found]


def test_a_blank_target_is_told_at_its_cell() -> None:
    grid = """
        | Objective    | Key result         | Current | Target |
        | Win the east | New leads per week | 30      | 50     |
        |              | Orders of shops    | 12      |        |
        """
    (found,) = told("missing-target", grid)
    assert (str(found.place), found.message) == ("Q4 2026!D3", '"Orders of shops" has no target')


@pytest.mark.parametrize(
    "row",
    [
        "Raise orders of shops to 90   | 12       | 12      |        |             ",
        "Contract with the city        | no       | no      |        |             ",
        "Orders of shops               | 12       | 12      |        | Cancelled   ",
        "Sell 20 % more to shops       |          | 12      |        |             ",
        "Be better known locally       |          |         |        |             ",
        "Keep churn where it is        | 3 %      | 3 %     |        |             ",
    ],
)
def test_a_target_in_words_and_what_needs_none_is_not_told(row: str) -> None:
    grid = f"""
        | Objective    | Key result                    | Baseline | Current | Target | Status      |
        | Win the east | New leads per week            | 5        | 30      | 50     |             |
        |              | {row} |
        """
    assert told("missing-target", grid) == []


def test_an_empty_column_of_targets_is_told_once() -> None:
    grid = """
        | Objective    | Key result         | Current | Target |
        | Win the east | New leads per week | 30      |        |
        |              | Orders of shops    | 12      |        |
        """
    (found,) = told("missing-target", grid)
    assert (found.place.kind, found.severity) == (PlaceKind.TABLE, Severity.WARNING)
    assert found.message == "none of the 2 key results here has a target"


def test_a_table_with_values_and_no_column_of_targets_is_told_once_as_information() -> None:
    grid = """
        | Objective    | Key result         | Owner | Current |
        | Win the east | New leads per week | Ann   | 30      |
        |              | Orders of shops    | Ann   | 12      |
        """
    (found,) = told("missing-target", grid)
    assert (found.place.kind, found.severity) == (PlaceKind.TABLE, Severity.INFO)
    assert found.message.endswith('by "New leads per week" (and 1 more key result)')


def test_a_table_of_scores_needs_no_column_of_targets() -> None:
    grid = """
        | Objective    | Key result                       | Owner | Score |
        | Win the east | Shops can order without calling  | Ann   | 0.7   |
        |              | Riders find a shop in each town  | Ann   | 0.3   |
        """
    assert told("missing-target", grid) == []


def test_a_target_that_cannot_be_read_is_not_missing() -> None:
    grid = """
        | Objective    | Key result         | Current | Target    |
        | Win the east | New leads per week | 30      | 50        |
        |              | Orders of shops    | 12      | very many |
        """
    assert told("missing-target", grid) == []


def test_a_target_without_its_stored_result_is_not_missing() -> None:
    grid = """
        | Objective    | Key result         | Current | Target |
        | Win the east | New leads per week | 30      | 50     |
        |              | Orders of shops    | 12      |        |
        """
    assert told("missing-target", grid, more={(3, 4): Cell(None, formula="A9")}) == []


def test_a_blank_day_among_days_is_told_at_its_cell() -> None:
    grid = """
        | Objective    | Key result         | Target | Due        |
        | Win the east | New leads per week | 50     | 2026-12-18 |
        |              | Orders of shops    | 12     |            |
        |              | Partners signed    | 20     | 2026-11-30 |
        """
    (found,) = told("missing-due", grid)
    assert (str(found.place), found.message) == ("Q4 2026!D3", '"Orders of shops" has no due date')


def test_days_of_a_few_that_are_due_before_the_cycle_ends_ask_none_of_the_others() -> None:
    grid = """
        | Objective    | Key result         | Target | Due        |
        | Win the east | New leads per week | 50     |            |
        |              | Orders of shops    | 12     |            |
        |              | Partners signed    | 20     | 2026-11-30 |
        """
    assert told("missing-due", grid) == []
    assert _cells("missing-due", grid, tab="OKRs") == ["D2", "D3"]


def test_an_empty_column_of_days_is_told_once() -> None:
    grid = """
        | Objective    | Key result         | Target | Due |
        | Win the east | New leads per week | 50     |     |
        |              | Orders of shops    | 12     |     |
        """
    (found,) = told("missing-due", grid)
    assert (found.place.kind, found.severity) == (PlaceKind.TABLE, Severity.WARNING)


def test_days_of_objectives_alone_speak_for_their_key_results() -> None:
    grid = """
        | Type       | Title              | Target | Due        |
        | Objective  | Win the east       |        | 2026-12-18 |
        | Key result | New leads per week | 50     |            |
        | Objective  | Win the west       |        |            |
        | Key result | Orders of shops    | 12     |            |
        """
    assert _cells("missing-due", grid) == ["D4"]


@pytest.mark.parametrize("status", ["Done", "Cancelled", "Postponed"])
def test_what_is_over_needs_no_day(status: str) -> None:
    grid = f"""
        | Objective    | Key result         | Target | Due        | Status   |
        | Win the east | New leads per week | 50     | 2026-12-18 | On track |
        |              | Orders of shops    | 12     |            | {status} |
        """
    assert told("missing-due", grid) == []


def test_a_table_without_a_column_of_days_is_not_asked_for_one() -> None:
    grid = """
        | Objective    | Key result         | Target |
        | Win the east | New leads per week | 50     |
        """
    assert told("missing-due", grid) == []


def test_a_day_that_cannot_be_read_is_not_missing_for_the_key_results_that_share_it() -> None:
    grid = """
        | Objective    | Key result 1       | Target 1 | Key result 2    | Target 2 | Due        |
        | Win the east | New leads per week | 50       | Orders of shops | 12       | very soon  |
        | Win the west | Shops that reorder | 30       | Visits to shops | 40       | 2026-12-18 |
        """
    assert told("missing-due", grid) == []
    assert len(told("unreadable-value", grid)) == 1
