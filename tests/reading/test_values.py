"""Values: what a cell says, by its value, its format or its words."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as clock

import pytest

from okrsheets.grid import Cell, ErrorValue, Value
from okrsheets.model import Ambition, Direction, Field, Measure
from okrsheets.reading.figures.values import number_in, number_of
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.times.dates import date_in, date_of
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
        ("１２３", 123),
        ("１，２３４．５", 1234.5),
        ("۱۲۳", 123),
        ("٣٫٥", 3.5),
        ("−5", -5),
        ("(123)", -123),
        ("(5 %)", -0.05),
        ("123-", -123),
        ("-$5", -5),
        ("$-5", -5),
        ("1'234.5", 1234.5),
        ("1’234’567", 1_234_567),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1_234_567),
        ("12,34,567", 1_234_567),
        ("1.5E+06", 1_500_000),
        (".8", 0.8),
        ("60 Prozent", 0.6),
        ("60 pour cent", 0.6),
        ("60 por ciento", 0.6),
        ("60 procent", 0.6),
        ("60パーセント", 0.6),
        ("百分之60", 0.6),
        ("%60", 0.6),
        ("€ 1,2 Mio.", 1_200_000),
        ("1.2M USD", 1_200_000),
        ("1,5 Mrd. €", 1_500_000_000),
        ("3 Tsd.", 3000),
        ("2 milliards d'euros", 2_000_000_000),
        ("3 mil millones", 3_000_000_000),
        ("2,5 milhões", 2_500_000),
        ("R$ 1,5 mi", 1_500_000),
        ("5 miljoen", 5_000_000),
        ("3万", 30_000),
        ("1.5億円", 150_000_000),
        ("1億2000万円", 120_000_000),
        ("2亿元", 200_000_000),
        ("3万 명", 30_000),
        ("3만 명", 30_000),
        ("12 lakh", 1_200_000),
        ("₹5 Cr", 50_000_000),
        ("US$ 5k", 5000),
        ("Rs. 500", 500),
        ("mind. 5", 5),
        ("au moins 5", 5),
        ("至少5", 5),
        ("5以上", 5),
        ("10未満", 10),
        ("10 이하", 10),
        ("max. 3", 3),
        ("5+", 5),
        ("5 or more", 5),
        ("~5", 5),
        ("ca. 5", 5),
        ("3 von 5", 3),
        ("3 sur 5", 3),
        ("3 de 5", 3),
        ("5分の3", 3),
        ("5개 중 3개", 3),
        ("4.5 out of 5 stars", 4.5),
        ("5 (2 signed)", 5),
        ("42 %\nsee the note", 0.42),
        ("🟢 80 %", 0.8),
        ("100GB", 100),
        ("500,-", 500),
        ("50 (TBD)", 50),
        ("0.7 (70 %)", 0.7),
    ],
)
def test_a_text_that_is_a_figure_is_read_as_one(english: Vocabulary, text: str, value: float) -> None:
    number = number_in(text, english)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        *("0042", "p1", "Q4", "H1", "v2", "KR1", "#5", "1/2/2026", "31.12.2025", "2025-12", "1.2.3", "10:30"),
        *("24/7", "3rd", "5th", "launch by June", "tbd", "n/a", "NaN", "inf", "-", "--", "?", "", "1e999"),
        *("2026-12-31", "50 - 10", "1 2 3", "5 of them by 3 of us in 2 days", "2½"),
    ],
)
def test_a_text_that_is_no_figure_is_not_read_as_one(english: Vocabulary, text: str) -> None:
    assert number_in(text, english) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-20", 10, 20),
        ("10 to 20", 10, 20),
        ("10 bis 20", 10, 20),
        ("between 10 and 20", 10, 20),
        ("80–90 %", 0.8, 0.9),
        ("80 % - 90 %", 0.8, 0.9),
        ("$10k-$20k", 10_000, 20_000),
        ("10-20k", 10_000, 20_000),
        ("10〜20件", 10, 20),
    ],
)
def test_a_range_has_two_ends(english: Vocabulary, text: str, low: float, high: float) -> None:
    number = number_in(text, english)
    assert number is not None
    assert (number.low, number.value) == (low, high)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        *(
            (text, ">")
            for text in ("> 5", "≥5", ">= 5", "5+", "at least 5", "mind. 5", "5以上", "minimaal 5")
        ),
        *(
            (text, "<")
            for text in ("< 5", "≤5", "<= 5", "max. 5", "under 5", "不超过5", "5未満", "moins de 5")
        ),
        *((text, None) for text in ("5", "= 5", "~5", "about 5")),
    ],
)
def test_a_comparison_is_kept_with_its_figure(english: Vocabulary, text: str, bound: str | None) -> None:
    number = number_in(text, english)
    assert number is not None
    assert (number.value, number.bound) == (5, bound)


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
        (Cell(clock(2, 30)), 2.5),
    ],
)
def test_a_cell_counts_by_its_cached_value(english: Vocabulary, cell: Cell, value: float | None) -> None:
    number = number_of(cell, english)
    assert (number.value if number else None) == value


@pytest.mark.parametrize(
    ("shown", "unit"),
    [
        ("0.0%", "%"),
        ('#,##0 "%"', "%"),
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
        ('0" days"', "days"),
        ('0.0,,"M"', None),
    ],
)
def test_a_number_format_says_percent_or_money(english: Vocabulary, shown: str, unit: str | None) -> None:
    number = number_of(Cell(0.5, number_format=shown), english)
    assert number is not None
    assert (number.unit, number.share, number.money) == (unit, unit == "%", unit not in ("%", "days", None))


def test_a_percent_sign_that_is_mere_text_of_the_format_is_one_too(english: Vocabulary) -> None:
    number = number_of(Cell(60, number_format='0"%"'), english)
    assert number is not None
    assert (number.value, number.share) == (0.6, True)


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
        ("Score (1-5)", ["1", "3", "5"], [0, 0.5, 1]),
        ("Score (0-5)", ["1", "4", "5"], [0.2, 0.8, 1]),
        ("Progress", ["★★★☆☆", "⭐⭐⭐⭐⭐", ""], [0.6, 1, None]),
        ("Progress", ["◔", "●", "○"], [0.25, 1, 0]),
        ("Progress", ["'0,4", "'0,75", "1"], [0.4, 0.75, 1]),
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
        (["6/10", "9/10", "10/10"], [0.6, 0.9, 1]),
        (["🔴", "🟡", "🟢"], [0.3, 0.6, 0.9]),
        (["niedrig", "mittel", "hoch"], [0.3, 0.6, 0.9]),
        (["faible", "moyenne", "élevée"], [0.3, 0.6, 0.9]),
        (["低", "中", "高"], [0.3, 0.6, 0.9]),
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


def test_a_percentage_beside_thousands_is_left_as_it_is(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Baseline | Target |\n| Grow | Sell | 5000 | 20 % |")
    key_result = next(okrs.key_results)
    assert (key_result.baseline, key_result.target) == (5000, 0.2)


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
    ("target", "baseline", "read_as"),
    [
        ("1.234", "12", 1.234),
        ("1.234", "2.500,75", 1234),
        ("1.234", "0,5", 1234),
        ("1,234", "0.5", 1234),
        ("1,234", "12", 1234),
        ("1,234", "0,5", 1.234),
        ("1.000", "12", 1000),
    ],
)
def test_another_column_decides_what_a_mark_is_that_a_column_leaves_open(
    read: Read, target: str, baseline: str, read_as: float
) -> None:
    _, okrs = read(
        f"| Objective | Key result | Baseline | Target |\n| Grow | Sell | '{baseline} | '{target} |"
    )
    assert next(okrs.key_results).target == read_as


@pytest.mark.parametrize("numbering", ["RC1.2 ", "KR 1.2: ", "1.2 ", "O1.2 - ", ""])
def test_the_numbering_of_titles_says_nothing_of_how_figures_are_written(read: Read, numbering: str) -> None:
    _, okrs = read(
        f"""
        | Objetivo            | Resultado clave                 | Línea base | Meta | Actual |
        | Entregar sin fallos | {numbering}Reducir devoluciones | '1.400     | '700 | '960   |
        """
    )
    key_result = next(okrs.key_results)
    assert (key_result.baseline, key_result.current, key_result.target) == (1400, 960, 700)


def test_the_locale_of_a_number_format_decides_where_no_figure_does(read: Read) -> None:
    grid = "| Objective | Key result | Baseline | Target |\n| Grow | Sell | | '1.234 |"
    tab = sheet("OKRs", grid, more={(2, 3): Cell(7, number_format="[$€-407] #,##0")})
    assert next(read(tab)[1].key_results).target == 1234


def test_a_target_between_two_figures_is_the_far_one_in_the_direction_it_moves(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result        | Baseline | Current | Target |
        | Grow      | Raise the score   | 50       | 55-60   | 80-90  |
        | Grow      | Lower the waiting | 9        | 8       | 2-4    |
        """
    )
    up, down = okrs.key_results
    assert (up.target, down.target) == (90, 2)
    assert up.current is None
    assert up.unreadable == (Field.CURRENT,)


def test_the_words_of_a_target_are_asked_where_it_is_no_figure(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Baseline | Target                  |
        | Grow      | Sign       |          | from 10 to 50 partners  |
        | Grow      | Sell       | 200      | Increase by 20 % by Q4 2026 |
        | Grow      | Answer     |          | $5M ARR by 31 March 2027 |
        | Grow      | Open       |          | a shop in the east      |
        | Grow      | Grow       | 180      | +30%                    |
        | Grow      | Shrink     | 200      | '-10%                   |
        | Grow      | Add        | 40       | +5                      |
        | Grow      | Teach      |          | 5 people bis 31.12.     |
        """
    )
    sign, sell, arr, shop, grow, shrink, add, teach = okrs.key_results
    assert (arr.target, grow.target, shrink.target, add.target, teach.target) == (5_000_000, 234, 180, 45, 5)
    assert (sign.baseline, sign.target, sign.read_from_words, sign.unreadable) == (10, 50, (), ())
    assert (sell.baseline, sell.target) == (200, 240)
    assert (shop.target, shop.unreadable) == (None, (Field.TARGET,))


def test_plain_figures_under_a_percent_sign_are_percentages(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Baseline (%) | Target (%) |
        | Grow      | Retain     | 60           | 75         |
        | Grow      | Renew      | 1            | 4          |
        """
    )
    assert [(kr.baseline, kr.target) for kr in okrs.key_results] == [(0.6, 0.75), (0.01, 0.04)]


def test_one_percent_is_told_from_all_of_it_by_the_other_rows(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Baseline | Target | Unit |
        | Grow      | Retain     | 60       | 75     | %    |
        | Grow      | Err        | 0        | 1      | %    |
        """
    )
    assert [kr.target for kr in okrs.key_results] == [0.75, 0.01]


def test_figures_know_better_than_a_verb_which_way_they_move(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result                          | Baseline | Target |
        | Grow      | Reduce toil: teams deciding alone   | 10       | 50     |
        | Grow      | Keep the response time low          | 5        | 4      |
        """
    )
    assert [kr.direction for kr in okrs.key_results] == [Direction.INCREASE, Direction.MAINTAIN]


@pytest.mark.parametrize(
    ("title", "target", "ceiling"),
    [
        ("No more than 3 incidents", "3", True),
        ("Höchstens 3 Ausfälle", "3", True),
        ("Non più di 3 reclami", "3", True),
        ("Não mais de 3 reclamações", "3", True),
        ("事故不超过3起", "3", True),
        ("장애 3건 이하", "3", True),
        ("Incidents", "<= 3", True),
        ("At least 3 partners", "3", False),
        ("Answer 3 of 4 calls in at most 9 minutes", "3", False),
        ("Raise the share of calls answered within 3 minutes", "3", False),
    ],
)
def test_a_target_above_its_baseline_that_words_call_a_ceiling_is_one_to_stay_below(
    read: Read, title: str, target: str, *, ceiling: bool
) -> None:
    _, okrs = read(
        f"| Objective | Key result | Baseline | Current | Target |\n| Grow | {title} | 0 | 1 | {target} |"
    )
    (key_result,) = okrs.key_results
    assert (key_result.direction, key_result.ceiling) == (
        (Direction.MAINTAIN, True) if ceiling else (Direction.INCREASE, False)
    )


def test_what_says_that_nothing_is_known_is_no_status_and_no_weight(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Status | Weight | Target |
        | Grow      | A          | tbd    | なし   | 4      |
        | Grow      | B          | -      | 2      | 4      |
        """
    )
    assert [(kr.stated_status, kr.weight) for kr in okrs.key_results] == [(None, None), (None, 2)]


def test_a_state_to_hold_has_a_floor_or_a_ceiling_as_its_words_say(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result                | Current | Target |
        | Grow      | Keep NPS above 40         | 41      | 40     |
        | Grow      | Keep churn below 3 %      | 2 %     | 3 %    |
        | Grow      | Fehler unter 5 halten     | 2       | 5      |
        """
    )
    assert [(kr.direction, kr.ceiling) for kr in okrs.key_results] == [
        (Direction.MAINTAIN, False),
        (Direction.MAINTAIN, True),
        (Direction.MAINTAIN, True),
    ]


@pytest.mark.parametrize("blank", ["-", "n/a", "TBD", "?", "—", "tbd"])
def test_a_dash_and_its_like_are_blank(read: Read, blank: str) -> None:
    _, okrs = read(
        f"| Objective | Key result | Baseline | Current | Target |\n| Grow | Sign | 0 | {blank} | 100 |"
    )
    key_result = next(okrs.key_results)
    assert (key_result.current, key_result.unreadable) == (None, ())


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
        ("Die Bearbeitungszeit halbieren", "| 4 | 3 | 2 | |", Measure.DURATION),
        ("缩短响应时间", "| 4 | 3 | 2 | |", Measure.DURATION),
        ("応答を早く", "| 4 | 3 | 2 | 時間 |", Measure.DURATION),
        ("Umsatz", "| 1 | 2 | 3 | Mio. € |", Measure.MONEY),
        ("续约率", "| 1 | 2 | 3 | 百分比 |", Measure.PERCENT),
        ("人均产出", "| 1 | 2 | 3 | 万元 |", Measure.MONEY),
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


@pytest.mark.parametrize("text", ["[N]", "<n>", "{ Y }"])
def test_a_letter_in_brackets_is_left_to_be_filled_in(english: Vocabulary, text: str) -> None:
    assert number_in(text, english) is None


@pytest.mark.parametrize("text", ["[x]", "[✓]", "(done)"])
def test_a_tick_in_brackets_says_yes(english: Vocabulary, text: str) -> None:
    number = number_in(text, english)
    assert number is not None
    assert number.value == 1


@pytest.mark.parametrize("heading", ["Ambition", "Type", "OKR Type"])
def test_committed_and_aspirational_stand_in_a_column_of_their_own_or_of_types(
    read: Read, heading: str
) -> None:
    _, okrs = read(f"""
        | Objective | {heading}    | Key result | Current | Target |
        | Grow      | Aspirational | Sell       | 5       | 10     |
        |           |              | Visit      | 5       | 10     |
        | Hold      | Committed    | Keep       | 5       | 10     |
        |           |              | Mend       | 5       | 10     |
        | Serve     | Team goal    | Ask        | 5       | 10     |
        |           |              | Listen     | 5       | 10     |
        """)
    assert {each.title: each.ambition for each in okrs.objectives} == {
        "Grow": Ambition.ASPIRATIONAL,
        "Hold": Ambition.COMMITTED,
        "Serve": None,
    }
