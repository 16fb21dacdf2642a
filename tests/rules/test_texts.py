"""Numbers, dates and formulas that are typed as text, and rows that nobody sees."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell
from okrsheets.model import Severity
from tests.grids import sheet, workbook
from tests.rules.judging import told, told_of

NUMBERS = """
    | Objective | Key result | Owner | Baseline | Current | Target | Progress |
    | Win       | Sell kits  | Ann   | 0        | {}      | 20     | {}       |
    | Win       | Sign shops | Ben   | 0        | 10      | 20     | 50 %     |
    """


def _elsewhere(formula: str) -> dict[tuple[int, int], Cell]:
    return {(9, 12): Cell(1.0, formula=formula)}


@pytest.mark.parametrize("text", ["'9", "'9.5", "'1,200", "'$9", "'45 %", "'-3", "' 12 "])
def test_a_number_typed_as_text_within_a_sum_is_told(text: str) -> None:
    (found,) = told("text-number", NUMBERS.format(text, "45 %"), more=_elsewhere("SUM(E2:E3)"))
    assert (str(found.place), found.severity) == ("Q4 2026!E2", Severity.WARNING)
    assert found.message.endswith(' is a number written as text, and "=SUM(E2:E3)" passes over it')


@pytest.mark.parametrize("text", ["9", "3 of 9", "<9", "a dozen", "n/a", "'9 shops"])
def test_numbers_and_what_no_spreadsheet_takes_for_one_are_not_told(text: str) -> None:
    assert told("text-number", NUMBERS.format(text, "45 %"), more=_elsewhere("SUM(E2:E3)")) == []


def test_a_formula_that_reads_the_cell_by_itself_only_informs() -> None:
    (found,) = told("text-number", NUMBERS.format("'9", "=E2/F2 -> 45 %"))
    assert (found.severity, found.message) == (
        Severity.INFO,
        '"9" is a number written as text, and "=E2/F2" reads it',
    )


@pytest.mark.parametrize(
    "formula", ["SUM(D2:D3)", "SUM(E3:E9)", "SUM(Other!E2:E3)", "SUM([Plan.xlsx]Q4!E2:E3)"]
)
def test_a_text_that_no_formula_reads_does_no_harm(formula: str) -> None:
    assert told("text-number", NUMBERS.format("'9", "45 %"), more=_elsewhere(formula)) == []


def test_a_formula_of_another_tab_reads_it_too() -> None:
    board = sheet("Board", "| Sum |\n| ='Q4 2026'!E1:E9 -> 1 |")
    (found,) = told_of("text-number", workbook(sheet("Q4 2026", NUMBERS.format("'9", "45 %")), board))
    assert "\"='Q4 2026'!E1:E9\" passes over it" in found.message


def test_a_column_of_texts_is_told_once() -> None:
    rows = "".join(f"| Win | Sell {n} | Ann | 0 | '{n} | 20 | 45 % |\n" for n in range(1, 6))
    (found,) = told(
        "text-number", NUMBERS.format("'9", "45 %").strip() + "\n" + rows, more=_elsewhere("SUM(E:E)")
    )
    assert found.message.startswith('"9" and 5 more cells below it are numbers written as text')
    assert len(found.also) == 5


def test_in_files_of_plain_text_nothing_is_a_number_or_a_date() -> None:
    grid = NUMBERS.format("'9", "'=E2/F2").replace("Owner", "Due").replace("Ann", "31/12/2026")
    book = workbook(sheet("Q4 2026", grid, more=_elsewhere("SUM(E2:E3)")))
    for rule in ("text-number", "text-date", "formula-as-text"):
        assert len(told_of(rule, book)) == 1
        assert told_of(rule, book._replace(plain_text=True)) == []


DUE = """
    | Objective | Key result | Current | Target | Due |
    | Win       | Sell kits  | 9       | 20     | {}  |
    | Win       | Sign shops | 10      | 20     | 2026-12-31 |
    """


@pytest.mark.parametrize(
    "text", ["31/12/2026", "31.12.2026", "'2026-12-31", "31 Dec 2026", "December 31, 2026", "2026年12月31日"]
)
def test_a_date_typed_as_text_is_told(text: str) -> None:
    (found,) = told("text-date", DUE.format(text))
    assert (str(found.place), found.severity) == ("Q4 2026!E2", Severity.INFO)
    assert found.message.endswith(" is a date written as text")


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "end of December",
        "Dec 2026",
        "KW 50 2026",
        "Q4 2026",
        "31 Dec",
        "soon",
        "99/99/2026",
        "",
    ],
)
def test_dates_and_words_that_no_date_shows_are_not_told(text: str) -> None:
    assert told("text-date", DUE.format(text)) == []


@pytest.mark.parametrize(
    "text",
    ["'=E2/F2", "' =AVERAGE(E2:E3)", "'=sum(E2:E3)", "'=(E2-D2)/F2", "'='Q3 2026'!B4", "'=45/100", "'=F2"],
)
def test_a_formula_typed_as_text_is_told_and_nothing_else_of_its_cell(text: str) -> None:
    grid = NUMBERS.format("9", text)
    (found,) = told("formula-as-text", grid)
    assert (str(found.place), found.severity) == ("Q4 2026!G2", Severity.WARNING)
    assert told("unreadable-value", grid) == []


@pytest.mark.parametrize(
    "text", ["=E2/F2 -> 45 %", "'= better than before", "'=> grow", "'==", "'equals E2/F2"]
)
def test_formulas_and_words_that_begin_like_one_are_not_told(text: str) -> None:
    assert told("formula-as-text", NUMBERS.format("9", text)) == []


def test_hidden_rows_that_count_are_told_once_for_a_table() -> None:
    rows = "".join(f"| Win | Sell {n} | Ann | 0 | 9 | 20 | 45 % |\n" for n in range(5))
    hidden = frozenset({3, 5, 6, 7, 40})
    book = workbook(sheet("Q4 2026", NUMBERS.format("9", "").strip() + "\n" + rows, hidden_rows=hidden))
    (found,) = told_of("hidden-row", book)
    assert found.message == "4 rows of this table are hidden and count all the same: 3 and 5-7"


def test_a_hidden_row_that_is_cancelled_does_not_count() -> None:
    grid = """
        | Objective | Key result | Target | Status    |
        | Win       | Sell kits  | 20     | Cancelled |
        | Win       | Sign shops | 20     | On track  |
        """
    assert told_of("hidden-row", workbook(sheet("Q4 2026", grid, hidden_rows=frozenset({2})))) == []
    assert len(told_of("hidden-row", workbook(sheet("Q4 2026", grid, hidden_rows=frozenset({3}))))) == 1
