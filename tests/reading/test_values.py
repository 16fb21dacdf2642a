"""Values: what a cell says, by its value, its format or its words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from okrsheets.grid import Cell, ErrorValue, Value
from okrsheets.model import Field, Measure
from okrsheets.reading.dates import date_in, date_of
from okrsheets.reading.values import number_in, number_of
from okrsheets.reading.vocabulary import Vocabulary
from tests.grids import sheet
from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60 percent", 0.6),
        ("60%", 0.6),
        ("60 %", 0.6),
        ("$1.2M", 1_200_000),
        ("1.2 million", 1_200_000),
        ("10k", 10_000),
        ("€ 3,5", 3.5),
        ("100k USD", 100_000),
        ("3 of 5", 3),
        ("3/5", 3),
        ("4.5 out of 5", 4.5),
        ("<10", 10),
        (">= 95 %", 0.95),
        ("≤ 45", 45),
        ("1,200", 1200),
        ("1 200", 1200),
        ("1'200.50", 1200.5),
        ("1,234,567", 1_234_567),
        ("1.234,5", 1234.5),
        ("2,5", 2.5),
        ("-5", -5),
        ("95%+", 0.95),
        ("4.5 hours", 4.5),
        ("yes", 1),
        ("No", 0),
        ("Done", 1),
        ("open", 0),
        ("☑", 1),
        ("☐", 0),
    ],
)
def test_a_text_that_is_a_figure_is_read_as_one(english: Vocabulary, text: str, value: float) -> None:
    number = number_in(text, english)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["0042", "p1", "Q4", "10-20", "1/2/2026", "launch by June", "tbd", "-", ""])
def test_a_text_that_is_no_figure_is_not_read_as_one(english: Vocabulary, text: str) -> None:
    assert number_in(text, english) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Cell(0.6, number_format="0%"), 0.6),
        (Cell(42), 42),
        (Cell(value=True), 1),
        (Cell(0), 0),
        (Cell(7, formula="B1+1"), 7),
        (Cell(None, formula="B1+1"), None),
        (Cell(None), None),
        (Cell(ErrorValue("#REF!")), None),
        (Cell(date(2026, 1, 1)), None),
    ],
)
def test_a_cell_counts_by_its_cached_value(english: Vocabulary, cell: Cell, value: float | None) -> None:
    number = number_of(cell, english)
    assert (number.value if number else None) == value


@pytest.mark.parametrize(
    ("shown", "unit"),
    [
        ("0.0%", "%"),
        ('#,##0 "%"', None),
        ("[$€-407] #,##0", "€"),
        ("[$€-2] #,##0", "€"),
        ("#,##0 [$€-407]", "€"),
        ("[$£-809]#,##0", "£"),
        ("[$¥-411]#,##0", "¥"),
        ("[$CHF-807] #,##0", "CHF"),
        ("#,##0 [$kr-41D]", "kr"),
        ("[$R$-416] #,##0", "R$"),
        ("[$$-409]#,##0", "$"),
        ("[Red][$-409]#,##0", None),
        ('#,##0\\ "€"', "€"),
        ("$#,##0", "$"),
        ("General", None),
    ],
)
def test_a_number_format_says_percent_or_money(english: Vocabulary, shown: str, unit: str | None) -> None:
    number = number_of(Cell(0.5, number_format=shown), english)
    assert number is not None
    assert (number.unit, number.share, number.money) == (unit, unit == "%", unit not in ("%", None))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-07-20", date(2025, 7, 20)),
        ("2025-07-20T10:00:00Z", date(2025, 7, 20)),
        ("31/12/2025", date(2025, 12, 31)),
        ("12/31/2025", date(2025, 12, 31)),
        ("31 Dec 2025", date(2025, 12, 31)),
        ("December 31, 2025", date(2025, 12, 31)),
        ("31.02.2025", None),
        ("soon", None),
    ],
)
def test_a_date_is_read_from_text(english: Vocabulary, text: str, day: date | None) -> None:
    assert date_in(text, english, day_first=False) == day


def test_a_moment_is_read_as_its_day() -> None:
    assert date_of(datetime(2026, 10, 1, 9, 30)) == date(2026, 10, 1)  # noqa: DTZ001  # cells have no zone


def _column(read: Read, heading: str, values: list[str]) -> list[float | None]:
    """The stated progress of key results whose column holds these values."""
    rows = "\n".join(
        f"| Grow | Result {letter} | {value} |" for letter, value in zip("abcdef", values, strict=False)
    )
    _, okrs = read(f"| Objective | Key result | {heading} |\n{rows}")
    return [key_result.stated_progress for key_result in okrs.key_results]


@pytest.mark.parametrize(
    ("heading", "values", "shares"),
    [
        ("Progress", ["0.4", "1", "0.6"], [0.4, 1, 0.6]),
        ("Progress", ["40", "1", "60"], [0.4, 0.01, 0.6]),
        ("Progress", ["40 %", "100 %", "120 %"], [0.4, 1, 1.2]),
        ("Progress", ["0.5", "1.2", "0"], [0.5, 1.2, 0]),
        ("Progress", ["60 percent", "", "3 of 5"], [0.6, None, 0.6]),
        ("Progress", ["done", "not started", "in progress"], [1, 0, None]),
        ("Progress (0-10)", ["7", "10", "2"], [0.7, 1, 0.2]),
        ("Score", ["0.7", "", "1"], [0.7, None, 1]),
        ("Score", ["7", "5", "10"], [0.7, 0.5, 1]),
    ],
)
def test_the_scale_of_progress_is_decided_per_column(
    read: Read, heading: str, values: list[str], shares: list[float | None]
) -> None:
    assert _column(read, heading, values) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("values", "shares"),
    [
        (["1", "3", "5"], [0, 0.5, 1]),
        (["4", "9", "7"], [0.4, 0.9, 0.7]),
        (["40", "90", "75"], [0.4, 0.9, 0.75]),
        (["0.4", "1", ""], [0.4, 1, None]),
        (["low", "medium", "high"], [0.3, 0.6, 0.9]),
    ],
)
def test_the_scale_of_confidence_is_decided_per_column(
    read: Read, values: list[str], shares: list[float | None]
) -> None:
    rows = "\n".join(
        f"| Grow | Result {letter} | {value} |" for letter, value in zip("abc", values, strict=True)
    )
    _, okrs = read(f"| Objective | Key result | Confidence |\n{rows}")
    assert [key_result.confidence for key_result in okrs.key_results] == pytest.approx(shares)


def test_the_latest_score_counts_and_a_projection_never_does(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Mid-Q Score | Projected Score | Final Score |
        | Grow      | Sign       | 0.3         | 0.9             | 0.6         |
        | Grow      | Sell       | 0.2         | 0.8             |             |
        """
    )
    assert [key_result.stated_progress for key_result in okrs.key_results] == [0.6, 0.2]


def test_a_percentage_beside_plain_figures_puts_all_three_on_one_scale(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Baseline | Current | Target | Unit |
        | Grow      | Retain     | 10 %     | 12      | 15     |      |
        | Grow      | Renew      | 88       | 90      | 92     | %    |
        """
    )
    retain, renew = okrs.key_results
    assert (retain.baseline, retain.current, retain.target) == (0.1, 0.12, 0.15)
    assert (renew.baseline, renew.current, renew.target) == (0.88, 0.9, 0.92)
    assert renew.measure is Measure.PERCENT


def test_text_numbers_are_read_in_the_writing_of_their_column(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Target  |
        | Grow      | Weigh      | '1,200  |
        | Grow      | Measure    | '2,75   |
        """
    )
    assert [key_result.target for key_result in okrs.key_results] == [1.2, 2.75]


@pytest.mark.parametrize(
    ("title", "cells", "measure"),
    [
        ("Sign partners", "| 1 | 3 | 5 | |", Measure.COUNT),
        ("Grow revenue", "| $1M | $2M | $3M | |", Measure.MONEY),
        ("Lift renewal", "| 60 % | 70 % | 80 % | |", Measure.PERCENT),
        ("Lift NPS", "| 30 | 40 | 50 | |", Measure.RATING),
        ("Answer sooner", "| 4 | 3 | 2 | hours |", Measure.DURATION),
        ("Answer sooner", "| 4 h | 3 h | 2 h | |", Measure.DURATION),
        ("Cut the response time", "| 4 | 3 | 2 | |", Measure.DURATION),
        ("Launch the shop", "| | no | yes | |", Measure.YES_NO),
        ("Launch the shop", "| | 0 | 1 | yes/no |", Measure.YES_NO),
    ],
)
def test_what_kind_of_figure_it_is(read: Read, title: str, cells: str, measure: Measure) -> None:
    _, okrs = read(
        f"| Objective | Key result | Baseline | Current | Target | Unit |\n| Grow | {title} {cells}"
    )
    assert next(okrs.key_results).measure is measure


def test_an_error_in_a_target_is_unknown_and_words_do_not_paper_over_it(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Target |\n| Grow | Sign from 1 to 5 partners | #REF! |")
    key_result = next(okrs.key_results)
    assert key_result.target is None
    assert key_result.cells[Field.TARGET].a1 == "C2"


@pytest.mark.parametrize(
    "value",
    [
        ErrorValue("#REF!"),
        "abc",
        "waiting for data",
        "1e999",
        "9" * 400,
        "-" + "9" * 400,
        "9" * 307 + " million",
        10**400,
        float("inf"),
        float("-inf"),
        float("nan"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_current_that_is_no_figure_is_unreadable_and_not_blank(read: Read, value: Value) -> None:
    grid = "| Objective | Key result | Baseline | Current | Target |\n| Grow | Sign | 0 | | 100 |"
    key_result = next(read(sheet("OKRs", grid, more={(2, 4): Cell(value)}))[1].key_results)
    assert (key_result.baseline, key_result.current, key_result.target) == (0, None, 100)
    assert key_result.unreadable == (Field.CURRENT,)


def test_a_formula_without_a_stored_result_is_unreadable(read: Read) -> None:
    grid = "| Objective | Key result | Baseline | Target |\n| Grow | Sign | | 100 |"
    tab = sheet("OKRs", grid, more={(2, 3): Cell(None, formula="B7+1")})
    assert next(read(tab)[1].key_results).unreadable == (Field.BASELINE,)


@pytest.mark.parametrize("current", ["", "0", "yes", "3 of 5", "60 %"])
def test_blanks_and_figures_are_not_unreadable(read: Read, current: str) -> None:
    _, okrs = read(
        f"| Objective | Key result | Baseline | Current | Target |\n| Grow | Sign | 0 | {current} | 100 |"
    )
    assert next(okrs.key_results).unreadable == ()


@pytest.mark.parametrize("blank", ["", " "])
def test_blank_is_unknown_and_not_zero(read: Read, blank: str) -> None:
    tab = sheet(
        "OKRs", "| Objective | Key result | Current |\n| Grow | Sign | |", more={(2, 3): Cell(_value(blank))}
    )
    assert next(read(tab)[1].key_results).current is None


def _value(text: str) -> Value:
    return text or None
