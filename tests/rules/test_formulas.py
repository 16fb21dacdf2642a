"""Formulas of the sheet: written over, with ranges that miss rows, or that count otherwise than here."""

from __future__ import annotations

import pytest

from okrsheets.model import Severity
from tests.grids import sheet, workbook
from tests.rules.judging import told, told_of

COLUMN = """
    | Objective | Key result | Baseline | Current | Target | Progress                |
    | Win       | Sell kits  | 0        | 8       | 20     | =(D2-C2)/(E2-C2) -> 40 % |
    | Win       | Sign shops | 0        | 9       | 20     | =(D3-C3)/(E3-C3) -> 45 % |
    | Win       | Visit them | 0        | 10      | 20     | =(D4-C4)/(E4-C4) -> 50 % |
    | Win       | Call them  | 0        | 11      | 20     | =(D5-C5)/(E5-C5) -> 55 % |
    | Win       | {}         | 0        | {}      | 20     | {}                      |
    """


def test_a_value_typed_over_the_formula_of_its_column_is_told_and_nothing_else_of_it() -> None:
    grid = COLUMN.format("Write back", "10", "90 %")
    (found,) = told("typed-over-formula", grid)
    assert (str(found.place), found.severity) == ("Q4 2026!F6", Severity.WARNING)
    assert found.message == (
        '90 % is typed as "Progress" of "Write back", where other cells hold a formula such as '
        '"=(D2-C2)/(E2-C2)"'
    )
    assert told("stated-differs", grid) == []


@pytest.mark.parametrize(
    ("current", "progress"),
    [
        ("", "90 %"),
        ("10", "n/a"),
        ("10", "-"),
        ("10", "later"),
        ("10", "=(D6-C6)/(E6-C6) -> 50 %"),
        ("10", "=D6/E6 -> 50 %"),
        ("10", ""),
    ],
    ids=["nothing to count with", "n/a", "dash", "words", "the formula", "another formula", "blank"],
)
def test_what_is_no_figure_or_cannot_be_counted_is_not_typed_over(current: str, progress: str) -> None:
    assert told("typed-over-formula", COLUMN.format("Write back", current, progress)) == []


def test_what_is_given_up_may_be_typed() -> None:
    grid = COLUMN.format("Write back", "10", "90 %").replace("Progress  ", "Progress | Status")
    cancelled = grid.replace("| 90 % ", "| 90 % | Cancelled ")
    assert len(told("typed-over-formula", grid)) == 1
    assert told("typed-over-formula", cancelled) == []


def test_a_column_of_mixed_values_and_formulas_is_nobodys_formula() -> None:
    typed = COLUMN.format("Write back", "10", "90 %").replace("=(D3-C3)/(E3-C3) -> 45 %", "45 %")
    assert told("typed-over-formula", typed) == []


def test_figures_that_are_fetched_from_another_tab_may_stand_beside_typed_ones() -> None:
    grid = """
        | Objective | Key result | Current       | Target |
        | Win       | Sell kits  | =Data!B2 -> 3 | 20     |
        | Win       | Sign shops | =Data!B7 -> 3 | 20     |
        | Win       | Visit them | =Data!B4 -> 3 | 20     |
        | Win       | Call them  | =Data!B1 -> 3 | 20     |
        | Win       | Write back | 9             | 20     |
        """
    assert told("typed-over-formula", grid) == []


def test_objectives_and_key_results_of_one_column_hold_formulas_of_their_own() -> None:
    objectives = "".join(
        f"| Objective | Goal {n} | | | =AVERAGE(E{2 * n + 3}:E{2 * n + 3}) -> 30 % |\n"
        f"| Key result | Step {n} | 6 | 20 | 30 % |\n"
        for n in range(5)
    )
    assert told("typed-over-formula", "| Type | Title | Current | Target | Progress |\n" + objectives) == []


def test_of_one_column_three_typed_cells_are_told() -> None:
    rows = "".join(
        f"| Win | Sell {n} | 0 | 8 | 20 | =(D{n}-C{n})/(E{n}-C{n}) -> 40 % |\n" for n in range(7, 30)
    )
    typed = "".join(f"| Win | Sign {n} | 0 | 8 | 20 | 40 % |\n" for n in range(5))
    found = told("typed-over-formula", COLUMN.format("Write", "8", "40 %").strip() + "\n" + rows + typed)
    assert [len(one.also) for one in found] == [0, 0, 3]
    assert found[-1].message.endswith("; so are 3 more cells of this column")


BLOCKS = """
    | Type       | Title      | Current | Target | Progress       |
    | Objective  | Win        |         |        | ={} -> 45 %    |
    | Key result | Sell kits  | 8       | 20     | 40 %           |
    | Key result | Sign shops | 10      | 20     | 50 %           |
    | Key result | Call them  | 12      | 20     | {}             |
    | Objective  | Answer     |         |        |                |
    | Key result | Write back | 10      | 20     | 50 %           |
    | Key result | Pick up    | 10      | 20     | 50 %           |
    """


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("AVERAGE(E3:E4)", '"=AVERAGE(E3:E4)" of "Win" misses row 5 ("Call them")'),
        ("SUM(E4:E4,E3)/2", '"=SUM(E4:E4,E3)/2" of "Win" misses row 5 ("Call them")'),
        ("AVERAGE(E$4:E$5)", '"=AVERAGE(E$4:E$5)" of "Win" misses row 3 ("Sell kits")'),
        (
            "AVERAGE(E3:E7)",
            '"=AVERAGE(E3:E7)" of "Win" takes in row 7 ("Write back")',
        ),
        (
            "AVERAGE(E4:E7)",
            '"=AVERAGE(E4:E7)" of "Win" misses row 3 ("Sell kits") and takes in row 7 ("Write back")',
        ),
        ("SUMPRODUCT(C3:C4,E3:E4)", '"=SUMPRODUCT(C3:C4,E3:E4)" of "Win" misses row 5 ("Call them")'),
    ],
)
def test_a_range_that_stops_short_of_the_block_or_overruns_it_is_told(formula: str, said: str) -> None:
    (found,) = told("range-misses-rows", BLOCKS.format(formula, "60 %"))
    assert (str(found.place), found.message.removesuffix(", of another objective")) == ("Q4 2026!E2", said)
    assert found.hint is not None
    assert found.hint.startswith("let it take in ")
    assert found.hint.endswith("3:E5" if "SUMPRODUCT" not in formula else "3:C5")


@pytest.mark.parametrize(
    "formula",
    [
        "AVERAGE(E3:E5)",
        "AVERAGE(E3,E4,E5)",
        "AVERAGE(E3:E6)",
        'IF(B3="","",AVERAGE(E3:E5))',
        "AVERAGE(E3:E8)",
        "AVERAGE(E:E)",
        "AVERAGE(E7:E8)",
        "AVERAGE(Other!E3:E4)",
        "COUNT(E3:E4)",
        "AVERAGEIF(A3:A4,1,E3:E4)",
        "E3+E4",
    ],
)
def test_ranges_of_the_block_of_all_and_of_elsewhere_are_not_told(formula: str) -> None:
    assert told("range-misses-rows", BLOCKS.format(formula, "60 %")) == []


def test_a_row_that_is_blank_there_is_not_missed() -> None:
    assert told("range-misses-rows", BLOCKS.format("AVERAGE(E3:E4)", "")) == []


def test_what_is_given_up_may_be_missed() -> None:
    grid = BLOCKS.format("AVERAGE(E3:E4)", "60 %").replace("| 60 % ", "| 60 % | Cancelled ")
    grid = grid.replace("Progress       |", "Progress | Status |")
    assert told("range-misses-rows", grid) == []


def test_a_mean_that_misses_a_row_is_one_fault() -> None:
    grid = BLOCKS.format("AVERAGE(E3:E4)", "60 %").replace("-> 45 %", "-> 5 %")
    assert len(told("range-misses-rows", grid)) == 1
    assert told("formula-disagrees", grid) == told("stated-differs", grid) == []


def test_the_sum_below_a_table_that_ends_too_early_is_told() -> None:
    grid = """
        | Objective | Key result | Current | Target         |
        | Win       | Sell kits  | 8       | 20             |
        | Win       | Sign shops | 10      | 20             |
        | Win       | Call them  | 12      | 20             |
        | Total     |            |         | ={} -> 40      |
        """
    (found,) = told("range-misses-rows", grid.format("SUM(D2:D3)"))
    assert (str(found.place), found.okr) == ("Q4 2026!D5", None)
    assert found.message == '"=SUM(D2:D3)" below the table misses row 4 ("Call them")'
    assert found.hint == "let it take in D2:D4"
    for well in ("SUM(D2:D4)", "SUM(D3:D4)", "SUM(C2:C3)", "D2+D3"):
        assert told("range-misses-rows", grid.format(well)) == []


ROW = """
    | Objective | Key result | Baseline | Current | Target | Progress |
    | Win       | {}         | {}       | {}      | {}     | ={}      |
    | Win       | Sign shops | 0        | 10      | 20     | =D3/E3 -> 50 % |
    """


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Sell kits", "10", "15", "20", "D2/E2 -> 75 %"), ": it leaves out the baseline"),
        (("Sell kits", "10", "15", "20", "MIN(D2/E2,1) -> 75 %"), ": it leaves out the baseline"),
        (
            ("Cut delays", "40", "30", "20", "MIN(D2/E2,1) -> 100 %"),
            ": it takes more for better, and this is to fall",
        ),
        (("Sell kits", "0", "9", "20", "ROUND((D2-C2)/(E2-C2),1) -> 50 %"), ": it rounds"),
        (
            ("Keep uptime above 99 %", "", "98 %", "99 %", "D2/E2 -> 99 %"),
            ": what is to be held counts whole",
        ),
        (("Sell kits", "10", "15", "20", "(D2-C2)/E2 -> 25 %"), ""),
        (("Sell kits", "10", "15", "20", "Score!B7 -> 25 %"), ""),
    ],
)
def test_a_formula_that_counts_otherwise_is_told_with_the_reason_where_it_shows(
    row: tuple[str, ...], why: str
) -> None:
    grid = ROW.format(*row)
    (found,) = told("formula-disagrees", grid)
    assert (str(found.place), found.severity) == ("Q4 2026!F2", Severity.INFO)
    assert why in found.message
    assert bool(why) is (": " in found.message)
    assert told("stated-differs", grid) == []


@pytest.mark.parametrize(
    "row",
    [
        ("Sell kits", "10", "15", "20", "(D2-C2)/(E2-C2) -> 50 %"),
        ("Sell kits", "0", "9", "20", "ROUND(D2/E2,2) -> 45.4 %"),
        ("Sell kits", "0", "30", "20", "MIN(D2/E2,1) -> 100 %"),
        ("Sell kits", "10", "15", "20", "D2/E2"),
        ("Sell kits", "10", "15", "20", "D2/E2 -> #DIV/0!"),
    ],
)
def test_formulas_that_come_to_the_same_or_to_nothing_are_not_told(row: tuple[str, ...]) -> None:
    assert told("formula-disagrees", ROW.format(*row)) == []


def test_a_typed_progress_is_none_of_a_formula() -> None:
    grid = ROW.format("Sell kits", "10", "15", "20", "x").replace("=x", "90 %")
    assert told("formula-disagrees", grid) == []
    assert len(told("stated-differs", grid)) == 1


def test_formulas_of_one_column_with_one_reason_are_told_once_for_all_and_silence_what_follows() -> None:
    rows = "".join(
        f"| Key result | Sell {n} | 10 | 12 | 20 | =D{n}/E{n} -> 60 % | On track |\n" for n in range(3, 7)
    )
    grid = f"""
        | Type | Title | Baseline | Current | Target | Progress | Status |
        | Objective | Win | | | | =AVERAGE(F3:F6) -> 60 % | On track |
        {rows}"""
    (found,) = told("formula-disagrees", grid)
    assert found.message == (
        '"=D3/E3" gives 60 % for "Sell 3", but its values come to 20 %: it leaves out the baseline '
        "(so do 3 more cells)"
    )
    assert found.hint == "write =(D3-C3)/(E3-C3), or keep in mind that the report counts so"
    assert len(found.also) == 4
    for rule in ("stated-differs", "watermelon"):
        assert told(rule, grid) == []


@pytest.mark.parametrize(
    ("weights", "progress", "formula", "why"),
    [
        (("3", "1"), ("90 %", "10 %"), "AVERAGE(F3:F4) -> 50 %", "its key results have weights"),
        (("", ""), ("150 %", "10 %"), "AVERAGE(F3:F4) -> 80 %", '"Sell kits" at 150 % counts as 100 % here'),
    ],
)
def test_a_mean_that_counts_otherwise_is_told_with_the_reason(
    weights: tuple[str, str], progress: tuple[str, str], formula: str, why: str
) -> None:
    grid = f"""
        | Type       | Title      | Current | Target | Weight | Progress |
        | Objective  | Win        |         |        |        | ={formula} |
        | Key result | Sell kits  |         | 20     | {weights[0]} | {progress[0]} |
        | Key result | Sign shops |         | 20     | {weights[1]} | {progress[1]} |
        """
    (found,) = told("formula-disagrees", grid)
    assert str(found.place) == "Q4 2026!F2"
    assert why in found.message


def test_a_mean_of_the_whole_table_beside_an_objective_is_told_for_what_it_is() -> None:
    grid = """
        | Objective | Objective progress      | Key result | Current | Target | Progress |
        | Win       | =AVERAGE(F2:F4) -> 40 % | Sell kits  | 10      | 20     | 50 %     |
        |           |                         | Sign shops | 10      | 20     | 50 %     |
        | Answer    |                         | Write back | 4       | 20     | 20 %     |
        """
    assert told("range-misses-rows", grid) == []
    (found,) = told("formula-disagrees", grid)
    assert found.message.endswith(": it reads more than the rows of its key results")


def test_a_progress_in_hundredths_is_compared_as_it_is_read() -> None:
    grid = """
        | Objective | Key result | Baseline | Current | Target | Progress            |
        | Win       | Sell kits  | 10       | 15      | 20     | =100*D2/E2 -> 75    |
        | Win       | Sign shops | 0        | 10      | 20     | =100*D3/E3 -> 50    |
        """
    (found,) = told("formula-disagrees", grid)
    assert found.message.startswith('"=100*D2/E2" gives 75 % for "Sell kits"')


def test_in_plain_text_there_are_no_formulas() -> None:
    book = workbook(sheet("Q4 2026", COLUMN.format("Write back", "10", "90 %")))
    assert told_of("typed-over-formula", book._replace(plain_text=True)) == []
