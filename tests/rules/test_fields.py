"""Which fields rules need to look for: those that somebody says, or has a cell for."""

from __future__ import annotations

from okrsheets.lint import Case
from okrsheets.model import Field
from okrsheets.reading import ReadingSettings, read_okrs
from okrsheets.rules.fields import placed_fields, said_fields
from tests.cases import case_of
from tests.grids import sheet, workbook
from tests.okrs import key_result, objective, okr_set


def _read(grid: str) -> Case:
    _, okrs = read_okrs([workbook(sheet("Q4 2026", grid))], settings=ReadingSettings())
    return case_of(okrs)


def test_what_one_okr_says_is_said() -> None:
    sales = objective("O1", "Win the east", key_results=[key_result("KR1", "Shops", weight=0.0)])
    sales = sales._replace(confidence=0.4)
    quiet = objective("O2", "Win the west", key_results=[key_result("KR1", "Leads")])
    assert said_fields(case_of(okr_set(quiet, sales))) == {Field.WEIGHT, Field.CONFIDENCE}


def test_a_column_that_nobody_fills_has_places_and_says_nothing() -> None:
    case = _read(
        """
        | Objective    | Key result         | Target | Status | Weight |
        | Win the east | New leads per week | 50     |        |        |
        """
    )
    assert {Field.TARGET, Field.STATUS, Field.WEIGHT} <= placed_fields(case)
    assert not said_fields(case)
    assert Field.DUE not in placed_fields(case)


def test_columns_of_values_under_days_are_check_ins() -> None:
    case = _read(
        """
        | Objective    | Key result         | Baseline | Target | 5 Oct | 19 Oct |
        | Win the east | New leads per week | 5        | 50     | 9     | 20     |
        """
    )
    assert said_fields(case) == {Field.CHECK_IN}


def test_each_table_adds_the_fields_that_it_alone_has_columns_for() -> None:
    case = _read(
        """
        | Objective    | Key result         | Target | Owner |
        | Win the east | New leads per week | 50     | Ann   |
        |
        |
        | Objective    | Key result         | Target | Due        |
        | Win the west | Leads there        | 50     | 2026-12-31 |
        """
    )
    assert {Field.OWNER, Field.DUE} <= placed_fields(case)
