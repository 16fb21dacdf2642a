"""When a digest is due: each cadence night by night, with runs missed, repeated, or at a wrong time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.mail.cadence import is_due, next_due, period_of
from okrsheets.model import WEEKDAYS, Cadence, Rhythm

MONDAY = date(2026, 11, 23)
DAILY, NEEDED = Cadence(Rhythm.DAILY), Cadence(Rhythm.WHEN_NEEDED)
ON_MONDAY, ON_FRIDAY = Cadence(Rhythm.WEEKLY, 0), Cadence(Rhythm.WEEKLY, 4)
AT_END = Cadence(Rhythm.CYCLE_END)
END = date(2026, 12, 31)


def mailed(cadence: Cadence, runs: Iterable[date], *, until: date) -> list[str]:
    """The periods that runs on these days mail about, where mail was seen to until a day before them."""
    names = []
    for today in runs:
        period = period_of(cadence, today, ended=END if today > END else None)
        if period is not None and is_due(period, today=today, until=until):
            names.append(period.name)
        until = max(until, today)
    return names


def nights(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


SUNDAY = MONDAY - timedelta(days=1)
TWO_WEEKS = nights(MONDAY, 14)
MISSED_MONDAYS = [day for day in TWO_WEEKS if day.weekday() != 0]


@pytest.mark.parametrize(
    ("cadence", "runs", "names"),
    [
        (ON_MONDAY, TWO_WEEKS, ["2026-W48", "2026-W49"]),
        (ON_MONDAY, MISSED_MONDAYS, ["2026-W48", "2026-W49"]),
        (ON_MONDAY, [MONDAY, MONDAY, MONDAY], ["2026-W48"]),
        (ON_MONDAY, [MONDAY + timedelta(days=31)], ["2026-W52"]),
        (ON_FRIDAY, TWO_WEEKS, ["2026-W48", "2026-W49"]),
        (ON_FRIDAY, nights(MONDAY, 4), []),
        (DAILY, nights(MONDAY, 3), ["2026-11-23", "2026-11-24", "2026-11-25"]),
        (DAILY, [MONDAY, MONDAY + timedelta(days=5)], ["2026-11-23", "2026-11-28"]),
        (NEEDED, nights(MONDAY, 2), ["2026-11-23", "2026-11-24"]),
        (AT_END, nights(MONDAY, 60), ["end-2026-12-31"]),
        (AT_END, nights(MONDAY, 39), []),
        (AT_END, nights(date(2027, 1, 9), 5), ["end-2026-12-31"]),
    ],
)
def test_each_period_is_mailed_about_once(cadence: Cadence, runs: list[date], names: list[str]) -> None:
    assert mailed(cadence, runs, until=SUNDAY) == names


def test_nobody_is_mailed_for_a_time_before_they_were_known() -> None:
    thursday = MONDAY + timedelta(days=3)
    assert mailed(ON_MONDAY, nights(thursday, 4), until=thursday - timedelta(days=1)) == []


def test_a_clock_that_goes_backwards_makes_nothing_due() -> None:
    assert mailed(ON_MONDAY, [MONDAY, MONDAY - timedelta(days=14), MONDAY], until=SUNDAY) == ["2026-W48"]
    assert mailed(DAILY, [MONDAY, SUNDAY, MONDAY], until=SUNDAY) == ["2026-11-23"]


@given(
    weekday=st.integers(0, 6),
    gaps=st.lists(st.integers(0, 40), min_size=1, max_size=30),
)
def test_no_week_is_mailed_about_twice_and_none_with_a_run_in_it_is_left_out(
    weekday: int, gaps: list[int]
) -> None:
    runs, today = [], MONDAY
    for gap in gaps:
        today += timedelta(days=gap)
        runs.append(today)
    names = mailed(Cadence(Rhythm.WEEKLY, weekday), runs, until=MONDAY - timedelta(days=7))
    assert len(names) == len(set(names))
    begun = {day - timedelta(days=(day.weekday() - weekday) % 7) for day in runs}
    assert len(names) == len({day for day in begun if day > MONDAY - timedelta(days=7)})


@pytest.mark.parametrize(
    ("cadence", "day"),
    [
        (ON_MONDAY, MONDAY),
        (ON_FRIDAY, date(2026, 11, 27)),
        (DAILY, MONDAY),
        (NEEDED, MONDAY),
        (AT_END, date(2027, 1, 1)),
    ],
)
def test_the_next_one_is_foretold(cadence: Cadence, day: date) -> None:
    assert next_due(cadence, MONDAY, ends=END) == day


def test_a_cadence_reads_as_it_is_written() -> None:
    assert [Cadence(Rhythm.WEEKLY, n).words for n in range(7)] == [f"weekly on {day}" for day in WEEKDAYS]
    assert [one.words for one in (DAILY, NEEDED, AT_END)] == ["daily", "when needed", "at the end of a cycle"]
