"""Dates: every form that sheets write them in, and the words that are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell, Value
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.times.dates import date_in
from tests.grids import sheet
from tests.reading.conftest import Read

WORDS = load_vocabulary({})
MONTHS = {
    language: tuple(WORDS.words_of("cycles", "months")[12 * n : 12 * n + 12])
    for n, language in enumerate(("en", "de", "fr", "es", "pt", "it", "nl"))
}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2025-07-01",
            "2025/7/1",
            "2025.07.01",
            "2025. 7. 1.",
            "20250701",
            "1.7.2025",
            "1. 7. 2025",
            "1/7/25",
        ),
        *(
            "1-7-2025",
            "1. Juli 2025",
            "1 juil. 2025",
            "1er juillet 2025",
            "1º de julio de 2025",
            "Jul 1, 2025",
        ),
        *("1 de julho de 2025", "1 luglio 2025", "1 juli 2025", "July 1st, 2025", "1-Jul-2025", "1 July 25"),
        *("Tue, 1 Jul 2025", "Dienstag, 1. Juli 2025", "by 1 July 2025", "bis 1.7.2025", "2025年7月1日"),
        *(
            "2025년 7월 1일",
            "２０２５年７月１日",
            "2025-07-01T10:00:00Z",
            "1/7/2025 10:00",
            "2025-07-01 at 9:30",
        ),
    ],
)
def test_a_day_is_read_in_every_form(english: Vocabulary, text: str) -> None:
    assert date_in(text, english, day_first=True) == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 Oct", date(2026, 10, 15)),
        ("Oct 15", date(2026, 10, 15)),
        ("15. Oktober", date(2026, 10, 15)),
        ("15/10", date(2026, 10, 15)),
        ("15.10.", date(2026, 10, 15)),
        ("10月15日", date(2026, 10, 15)),
        ("end of June", date(2026, 6, 30)),
        ("Ende Juni", date(2026, 6, 30)),
        ("fin juin", date(2026, 6, 30)),
        ("fine giugno", date(2026, 6, 30)),
        ("finales de junio", date(2026, 6, 30)),
        ("6月末", date(2026, 6, 30)),
        ("mid June", date(2026, 6, 15)),
        ("Mitte Juni", date(2026, 6, 15)),
        ("early June", date(2026, 6, 1)),
        ("June", date(2026, 6, 30)),
        ("June 2027", date(2027, 6, 30)),
        ("Jun-27", date(2027, 6, 30)),
        ("EOY", date(2026, 12, 31)),
        ("end of year", date(2026, 12, 31)),
        ("Ende 2027", date(2027, 12, 31)),
        ("2027年底", date(2027, 12, 31)),
        ("W52", date(2026, 12, 27)),
        ("KW 40", date(2026, 10, 4)),
        ("S40", date(2026, 10, 4)),
        ("KW 40 2027", date(2027, 10, 10)),
        ("2027-W40", date(2027, 10, 10)),
        ("第40周", date(2026, 10, 4)),
    ],
)
def test_what_a_day_leaves_out_comes_from_around(english: Vocabulary, text: str, day: date) -> None:
    assert date_in(text, english, day_first=False, year=2026) == day


@pytest.mark.parametrize(
    "text",
    [
        *(
            "soon",
            "TBD",
            "ASAP",
            "n/a",
            "-",
            "Ende des Monats",
            "in 3 weeks",
            "May be later",
            "march forward",
        ),
        *(
            "after the launch",
            "10 of 12",
            "31.02.2026",
            "2026-13-01",
            "W60",
            "1.5",
            "12:30",
            "June and July 2026",
        ),
        *("ongoing", "weekly", "1 2 3", "5 June 2026 or so", "2026", ""),
    ],
)
def test_words_that_are_no_day_stay_no_day(english: Vocabulary, text: str) -> None:
    assert date_in(text, english, day_first=False, year=2026) is None


def test_a_day_from_before_spreadsheets_could_count_is_one_all_the_same(english: Vocabulary) -> None:
    assert date_in("31.12.1899", english, day_first=True) == date(1899, 12, 31)


WRITTEN = st.sampled_from(
    (
        *(
            "{d.year:04}-{d.month:02}-{d.day:02}",
            "{d.day}.{d.month}.{d.year:04}",
            "{d.day:02}/{d.month:02}/{d.year}",
        ),
        *(
            "{d.day}. {month} {d.year}",
            "{month} {d.day}, {d.year}",
            "{d.day} de {month} de {d.year}",
            "{d.day} {month} {d.year}",
        ),
        *(
            "{d.year}年{d.month}月{d.day}日",
            "{d.year}년 {d.month}월 {d.day}일",
            "{d.year}. {d.month}. {d.day}.",
            "{d.year}{d.month:02}{d.day:02}",
        ),
    )
)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), WRITTEN, st.sampled_from(sorted(MONTHS)))
@settings(max_examples=400)
def test_a_day_in_any_form_and_language_is_read_back(day: date, written: str, language: str) -> None:
    text = written.format(d=day, month=MONTHS[language][day.month - 1])
    assert date_in(text, WORDS, day_first=True) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_after_its_month_is_read_back(day: date) -> None:
    assert date_in(f"{day.month}/{day.day}/{day.year}", WORDS, day_first=False) == day


@given(st.text(max_size=70), st.one_of(st.none(), st.integers(1, 9999)), st.booleans())
@settings(max_examples=500, deadline=None)
def test_no_text_makes_a_reader_of_days_fail(text: str, year: int | None, day_first: bool) -> None:  # noqa: FBT001  # drawn
    date_in(text, WORDS, day_first=day_first, year=year)


def _due(read: Read, *values: Value, headings: str = "Due") -> list[date | None]:
    rows = "\n".join(f"| Grow | Result {n} | |" for n in range(len(values)))
    grid = f"| Objective | Key result | {headings} |\n{rows}"
    cells = {(2 + n, 3): Cell(value) for n, value in enumerate(values) if value is not None}
    return [kr.due for kr in read(sheet("Q4 2026", grid, more=cells))[1].key_results]


def test_a_column_shows_whether_its_days_come_first(read: Read) -> None:
    assert _due(read, "01/10/2026", "30/11/2026") == [date(2026, 10, 1), date(2026, 11, 30)]
    assert _due(read, "10/01/2026", "11/30/2026") == [date(2026, 10, 1), date(2026, 11, 30)]


def test_another_column_shows_whether_days_come_first(read: Read) -> None:
    grid = "| Objective | Key result | Start | Due |\n| Grow | Sign | 30/10/2026 | 01/12/2026 |"
    assert next(read(grid)[1].key_results).due == date(2026, 12, 1)


def test_the_format_of_real_dates_shows_whether_days_come_first(read: Read) -> None:
    grid = "| Objective | Key result | Due |\n| Grow | Sign | |\n| Grow | Sell | 01/12/2026 |"
    tab = sheet("OKRs", grid, more={(2, 3): Cell(date(2026, 10, 1), number_format="dd/mm/yyyy")})
    assert [kr.due for kr in read(tab)[1].key_results] == [date(2026, 10, 1), date(2026, 12, 1)]


def test_the_language_of_the_headings_shows_what_nothing_else_does(read: Read) -> None:
    _, okrs = read(
        """
        | Ziel     | Schlüsselergebnis | Zielwert | Fällig bis |
        | Wachstum | Kunden gewinnen   | '1.234   | 01/12/2026 |
        """
    )
    key_result = next(okrs.key_results)
    assert (key_result.target, key_result.due) == (1234, date(2026, 12, 1))
    _, okrs = read("| Objective | Key result | Target | Due |\n| Grow | Sign | '1.234 | 01/12/2026 |")
    key_result = next(okrs.key_results)
    assert (key_result.target, key_result.due) == (1.234, date(2026, 1, 12))


def test_a_plain_number_in_a_column_of_days_counts_them_as_spreadsheets_do(read: Read) -> None:
    assert _due(read, 46387, 46387.0, "46387") == [date(2026, 12, 31)] * 3
    assert _due(read, 7, 8, 9) == [None, None, None]


def test_a_label_of_a_cycle_is_over_on_its_last_day(read: Read) -> None:
    assert _due(read, "Q4", "end of Q4", "mid Q4", "2026", 2026, "W52", "soon", None) == [
        date(2026, 12, 31),
        date(2026, 12, 31),
        date(2026, 11, 15),
        date(2026, 12, 31),
        date(2026, 12, 31),
        date(2026, 12, 27),
        None,
        None,
    ]


def test_a_day_without_its_year_lies_within_the_cycle(read: Read) -> None:
    grid = "| Objective | Key result | Due |\n| Grow | Sign | 15 Nov |\n| Grow | Sell | 15 Jan |"
    _, okrs = read(sheet("Nov 2026 - Jan 2027", grid))
    assert [kr.due for kr in okrs.key_results] == [date(2026, 11, 15), date(2027, 1, 15)]


def test_days_far_from_any_sheet_do_no_harm(english: Vocabulary) -> None:
    assert date_in("9999-12-31", english, day_first=True) == date.max
    assert date_in("Dec 9999", english, day_first=True) is None
