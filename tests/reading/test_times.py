"""Headings that are dates, and the days they stand for."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Cycle
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.times.headings import Says, Time, Unit, days_of, time_in

QUARTER = Cycle("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
YEAR = Cycle("2026", date(2026, 1, 1), date(2026, 12, 31))
FISCAL = Cycle("2026", date(2025, 7, 1), date(2026, 6, 30))


def times(headings: str, words: Vocabulary) -> tuple[Time, ...]:
    found = tuple(time_in(heading.strip(), words) for heading in headings.split("|"))
    return tuple(time for time in found if time is not None)


@pytest.mark.parametrize(
    ("headings", "unit", "n"),
    [
        (
            "Jan | January | JAN. | Januar | janvier | enero | gennaio | 1月 | 1월 | Jan 2026 | 2026-01",
            "month",
            1,
        ),
        (
            "Mar | März | mrz | mars | março | maart | 3月 | Actual March | 12月".removesuffix(" | 12月"),
            "month",
            3,
        ),
        (
            "Week 3 | W3 | wk 3 | KW 3 | KW3 | Semaine 3 | Semana 3 | 第3周 | 第3週 | 3주차 | 2026-W3",
            "week",
            3,
        ),
        ("Q2 | Q2 2026 | 2Q26 | Quarter 2 | H1", "quarter", 2),
        ("2026-07-05 | 05.07.2026 | July 5, 2026 | 5 Jul 2026 | as of 05.07.2026", "day", 5),
    ],
)
def test_a_date_is_known_in_many_writings(headings: str, unit: str, n: int, english: Vocabulary) -> None:
    for heading in headings.split(" | "):
        time = time_in(heading, english)
        assert time is not None, heading
        assert (time.unit.value, time.n) == (unit, n), heading


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("Jan", Says.VALUE),
        ("Ist KW 5", Says.VALUE),
        ("12月实际", Says.VALUE),
        ("End of March", Says.VALUE),
        ("Progress W2", Says.PROGRESS),
        ("Confidence W2", Says.CONFIDENCE),
        ("Q1 comments", Says.NOTE),
        ("Plan Feb", Says.PLAN),
        ("Q1 target", Says.PLAN),
        ("Soll Januar", Says.PLAN),
        ("Forecast Q3", Says.PLAN),
    ],
)
def test_the_words_beside_a_date_tell_what_stands_below(
    heading: str, says: Says, english: Vocabulary
) -> None:
    time = time_in(heading, english)
    assert time is not None
    assert time.says is says


@pytest.mark.parametrize(
    "heading",
    [
        "Marketing",
        "Mayor",
        "2026 target",
        "Q3 objectives",
        "KR 1",
        "O-001",
        "Next week",
        "Mid-Q Actual",
        "12",
        "x",
    ],
)
def test_other_headings_are_no_dates(heading: str, english: Vocabulary) -> None:
    assert time_in(heading, english) is None


@pytest.mark.parametrize(
    ("headings", "cycle", "year", "days"),
    [
        ("Oct | Nov | Dec", QUARTER, 2026, "2026-10-31 2026-11-30 2026-12-31"),
        ("W1 | W2 | W13", QUARTER, 2026, "2026-10-07 2026-10-14 2026-12-30"),
        ("KW 40 | KW 53", QUARTER, 2026, "2026-10-04 2027-01-03"),
        ("Q1 | Q4", YEAR, 2026, "2026-03-31 2026-12-31"),
        ("Jul | Dec | Jan | Jun", FISCAL, 2026, "2025-07-31 2025-12-31 2026-01-31 2026-06-30"),
        ("Nov | Dec | Jan", None, 2025, "2025-11-30 2025-12-31 2026-01-31"),
        ("Jan 5 | Jan 12 | Feb 2", None, 2026, "2026-01-05 2026-01-12 2026-02-02"),
        ("Jan 26 | Feb 26", None, None, "2026-01-31 2026-02-28"),
        ("2026-01-01 | 2026-02-01", None, None, "2026-01-31 2026-02-28"),
        ("2026-01-05 | 2026-02-01", None, None, "2026-01-05 2026-02-01"),
        ("Jan | Feb", None, None, "None None"),
    ],
)
def test_days_are_completed_with_the_year_of_their_cycle(
    headings: str, cycle: Cycle | None, year: int | None, days: str, english: Vocabulary
) -> None:
    found = days_of(times(headings, english), cycle=cycle, year=year)
    assert " ".join(map(str, found)) == days


def test_a_quarter_ends_with_the_fiscal_year_it_is_of(english: Vocabulary) -> None:
    found = days_of(times("Q1 | Q2", english), cycle=FISCAL, year=2026, fiscal_year_start=7)
    assert found == (date(2025, 9, 30), date(2025, 12, 31))


def test_a_time_that_never_was_is_none(english: Vocabulary) -> None:
    assert days_of((Time(Unit.DAY, 2, Says.VALUE, more=30),), cycle=None, year=2026) == (None,)
    assert time_in("31 Feb 2026", english) is None
