"""One fault is one finding: what follows from it is not told beside it."""

from __future__ import annotations

import pytest

from okrsheets.model import Severity
from okrsheets.pipeline import StageSettings, analyse
from tests.cases import TODAY
from tests.grids import sheet, workbook

NEXT = "|  | New leads per week | 10 | 50 | 45 | On track | 90 % | 50 % |"


def loud(*rows: str) -> list[str]:
    """The warnings and errors on a tab with these rows, by rule and place."""
    header = "| Objective | Key result | Baseline | Target | Current | Status | Progress | Weight |"
    grid = "\n".join((header, *rows))
    results = analyse([workbook(sheet("Q4 2026", grid))], settings=StageSettings(), today=TODAY)
    return [f"{one.rule} {one.place}" for one in results.findings if one.severity > Severity.INFO]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (
            "| Win the east by the sea | Partners | 10 | 80 | 2 | On track | 70 % | 50 % |",
            "moved-backwards Q4 2026!E2",
        ),
        (
            "| Win the east by the sea | Partners from 10 to 80 | 10 | 10 | 10 | Behind |  | 50 % |",
            "target-is-baseline Q4 2026!D2",
        ),
        (
            "| Win the east by the sea | Partners | 10 | 80 | 75 | On track |  | #REF! |",
            "error-value Q4 2026!H2",
        ),
        (
            "| Win the east by the sea | Partners | 10 | 80 | 75 | On track |  | heavy |",
            "unreadable-value Q4 2026!H2",
        ),
        (
            "| Win the east by the sea | Partners | 10 | 80 | 75 | On track |  | n/a |",
            "weights-do-not-add-up Q4 2026!A2",
        ),
    ],
)
def test_a_fault_is_told_once(row: str, finding: str) -> None:
    assert loud(row, NEXT) == [finding]


def test_an_error_in_the_place_of_an_acceptance_is_told_once() -> None:
    grid = """
        | ID   | Objective                     | Depends on | Accepted | Key result           | Target |
        | SA-1 | Win the east with partners    | SA-2       | #REF!    | Sign resale partners | 20     |
        | SA-2 | Win the west with our friends |            |          | Sign new customers   | 50     |
        """
    results = analyse([workbook(sheet("Q4 2026", grid))], settings=StageSettings(), today=TODAY)
    told = [one for one in results.findings if "SA-1" in one.message and one.severity > Severity.INFO]
    assert [(one.rule, str(one.place)) for one in told] == [("error-value", "Q4 2026!D2")]


def test_where_a_key_result_stands_is_the_cell_of_its_last_check_in() -> None:
    grid = """
        | Objective    | Key result           | Baseline | Target | Oct | Nov | Dec |
        | Win the east | Sign resale partners | 0        | 200    | 5   | 6   |     |
        """
    results = analyse([workbook(sheet("Q4 2026", grid))], settings=StageSettings(), today=TODAY)
    told = [str(one.place) for one in results.findings if one.rule == "behind-pace"]
    assert told == ["Q4 2026!F2"]
