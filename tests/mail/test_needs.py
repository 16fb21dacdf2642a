"""Who is mailed only when needed is told of what is new, and once a week of what still needs them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from okrsheets.grid import CellRef
from okrsheets.mail.needs import is_worth_telling, marks_of
from okrsheets.model import Finding, Place, Severity
from tests.mail.audience import MONDAY


def found(rule: str, row: int, **fields: Any) -> Finding:
    place = Place.at_cell(CellRef("Plan.xlsx", fields.pop("tab", "Sales"), row, 1))
    return Finding(rule, Severity.WARNING, place, fields.pop("message", "it is old"), **fields)


def test_what_needs_somebody_is_the_same_while_rows_move_and_figures_change() -> None:
    okr = "2026-Q4/sales/S-1"
    now = [found("past-due", 2, okr=okr), found("no-cycle", 1)]
    later = [found("past-due", 7, okr=okr, message="it is older"), found("no-cycle", 3, message="none")]
    assert marks_of(now) == marks_of(later)
    assert len(marks_of(now)) == 2


def test_each_rule_and_each_okr_or_tab_is_another_need() -> None:
    some = [
        found("past-due", 2, okr="a"),
        found("past-due", 2, okr="b"),
        found("stale-check-in", 2, okr="a"),
        found("no-cycle", 1),
        found("no-cycle", 1, tab="Product"),
    ]
    assert len(marks_of(some)) == len(some)


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
