"""The course of key results whose dated check-ins stand in the sheet."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Severity
from tests.rules.judging import told

COURSE = """
    | Objective | Key result | Baseline | Target | Status   | 5 Oct | 19 Oct | 2 Nov | 9 Nov |
    | Win       | {}         | {}       | {}     | On track | {}    | {}     | {}    | {}    |
    | Win       | Sign shops | 0        | 20     | On track | 3     | 6      | 9     | 11    |
    """


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        (("Sell kits", "0", "20", "9", "9", "9", "9"), True),
        (("Sell kits", "0", "20", "9", "9", "9", "9.5"), False),
        (("Sell kits", "0", "20", "8", "9", "9", "9"), False),
        (("Sell kits", "0", "20", "20", "20", "20", "20"), False),
        (("Keep uptime above 99 %", "", "99 %", "99 %", "99 %", "99 %", "99 %"), False),
    ],
)
def test_the_same_value_for_four_weeks_is_stalled(row: tuple[str, ...], *, is_told: bool) -> None:
    assert bool(told("stalled", COURSE.format(*row))) is is_told


def test_what_stalls_is_told_with_its_value_and_since_when() -> None:
    (found,) = told("stalled", COURSE.format("Sell kits", "0", "20", "9", "9", "9", "9"))
    assert found.message == '"Sell kits" is said to be on track and has stood at 9 since 2026-10-05'


def test_steps_that_shrink_are_told_only_where_the_last_is_too_small() -> None:
    short = COURSE.format("Sell kits", "0", "20", "1", "7", "10", "11")
    (found,) = told("slowing", short)
    assert found.message == 'the last three steps of "Sell kits" shrink: 1, 7, 10, 11'
    assert found.severity is Severity.INFO
    assert told("slowing", COURSE.format("Sell kits", "0", "20", "1", "10", "16", "18")) == []
    assert told("slowing", COURSE.format("Sell kits", "0", "20", "1", "4", "7", "11")) == []


def test_a_line_that_ends_below_seven_tenths_is_told() -> None:
    (found,) = told("forecast-short", COURSE.format("Sell kits", "0", "20", "8", "8", "9", "9"))
    assert found.message == (
        '"Sell kits" moves too slowly: a straight line through its 4 check-ins reaches 54 % by 2026-12-31'
    )
    assert told("forecast-short", COURSE.format("Sell kits", "0", "20", "2", "5", "8", "10")) == []


def test_what_is_behind_already_needs_no_forecast() -> None:
    grid = COURSE.format("Sell kits", "0", "20", "1", "1", "2", "2")
    assert told("forecast-short", grid) == told("slowing", grid) == []


def test_two_check_ins_make_no_line() -> None:
    assert told("forecast-short", COURSE.format("Sell kits", "0", "20", "", "", "8", "9")) == []


def test_a_line_is_drawn_no_further_than_three_times_its_length() -> None:
    grid = """
        | Objective | Key result | Baseline | Target | 28 Sep | 5 Oct | 12 Oct |
        | Win       | Sell kits  | 0        | 20     | 1      | 1     | 2      |
        """
    assert told("forecast-short", grid, today=date(2026, 10, 15)) == []
