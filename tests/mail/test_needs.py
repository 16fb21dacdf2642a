"""Who is mailed only when needed is told of what is new, and once a week of what still needs them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from okrsheets.grid import CellRef
from okrsheets.mail.needs import Needs, is_worth_telling
from okrsheets.model import Finding, Place, Recipient, Severity
from tests.mail.audience import MONDAY, company

OKRS = company("Sales / S-1 / Ann", "Sales / S-1.1 / Ben", "Product / P-1 / Ann")
OBJECTIVE, RESULT = "2026-Q4/sales/S-1", "2026-Q4/sales/S-1/S-1.1"


def found(okr: str, rule: str = "stale-check-in", severity: Severity = Severity.WARNING) -> Finding:
    return Finding(rule, severity, Place.at_cell(CellRef("Plan.xlsx", "Sales", 2, 1)), "it is old", okr=okr)


NEEDS = Needs.of(
    [found(OBJECTIVE), found(RESULT), found(RESULT, "past-due"), found(RESULT, "slowing", Severity.INFO)],
    OKRS.objectives,
)


@pytest.mark.parametrize(
    ("who", "number"),
    [
        (Recipient("a", "", frozenset({OBJECTIVE})), 1),
        (Recipient("a", "", frozenset({RESULT})), 2),
        (Recipient("a", "", frozenset({"2026-Q4/product/P-1"})), 0),
        (Recipient("a", "", teams=("Sales",)), 0),
        (Recipient("a", "", teams=("Sales",), leads=("sales",)), 3),
        (Recipient("a", "", everything=True), 3),
    ],
)
def test_what_is_amiss_needs_its_owners_and_who_answers_for_the_team(who: Recipient, number: int) -> None:
    assert len(NEEDS.needing(who)) == number


@pytest.mark.parametrize(
    ("needing", "told", "days_ago", "worth"),
    [
        ("ab", "a", 1, True),
        ("a", "ab", 1, False),
        ("a", "a", 6, False),
        ("a", "a", 7, True),
        ("", "a", 30, False),
        ("a", "", None, True),
        ("", "", None, False),
    ],
)
def test_new_needs_are_told_at_once_and_old_ones_weekly(
    needing: str,
    told: str,
    days_ago: int | None,
    worth: bool,  # noqa: FBT001 - a column of the table
) -> None:
    since = None if days_ago is None else MONDAY - timedelta(days=days_ago)
    assert is_worth_telling(frozenset(needing), frozenset(told), since=since, today=MONDAY) is worth
