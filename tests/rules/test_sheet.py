"""The sheet itself: errors, protection, headings, rows and cycles, beyond the examples of the pages."""

from __future__ import annotations

from datetime import date

from okrsheets.grid import Cell, CellRange, CellRef, ErrorValue, Sheet, Workbook
from okrsheets.lint import run
from okrsheets.model import Cycle, Field, LeftOut, OkrSet, PartTaken, PlaceKind, Reading, Results
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.rules import sheet
from tests.cases import TODAY, case_of, readings_of
from tests.grids import sheet as tab
from tests.grids import workbook
from tests.okrs import key_result, objective, okr_set


def _with_errors(*refs: CellRef, code: str = "#REF!") -> tuple[Workbook, ...]:
    tab = Sheet("Sales", {(ref.row, ref.column): Cell(ErrorValue(code), formula="B4") for ref in refs})
    return (workbook(tab),)


def _sales() -> OkrSet:
    return okr_set(objective("O1", "Win", team="Sales", key_results=[key_result("KR1", "Sell", target=20)]))


def test_an_error_in_a_column_that_is_read_is_told_at_its_cell() -> None:
    okrs = _sales()
    key = "2026-Q4/sales/O1/KR1"
    target = okrs.by_key[key].cells[Field.TARGET]
    (found,) = run(case_of(okrs, workbooks=_with_errors(target)), sheet.RULES)
    assert (found.rule, found.okr, found.place.ref) == ("error-value", key, target)
    assert found.message == 'the target of KR1 "Sell" holds the error #REF!'
    assert found.hint == "point the formula at a cell that still exists, or type the value"


def test_an_error_elsewhere_is_nobodys() -> None:
    assert (
        run(case_of(_sales(), workbooks=_with_errors(CellRef("Plan.xlsx", "Sales", 3, 90))), sheet.RULES)
        == ()
    )


def test_an_error_that_several_rows_share_is_told_once() -> None:
    shared = CellRef("Plan.xlsx", "Sales", 2, 4)
    okrs = okr_set(
        objective("O1", "Win", team="Sales")._replace(cells={}), objective("O2", "Answer", team="Sales")
    )
    okrs = OkrSet.of(tuple(each._replace(cells={Field.OWNER: shared}) for each in okrs.objectives))
    assert len(run(case_of(okrs, workbooks=_with_errors(shared, code="#N/A")), sheet.RULES)) == 1


def test_formulas_without_a_result_are_told_once_for_a_column() -> None:
    grid = """
        | Objective | Key result | Owner | Baseline | Current | Target |
        | Win       | Sell       | =F1   | 1        | =F1     | 9      |
        | Win       | Sign       | Ana   | 1        | =F2     | 9      |
        | Win       | Send       | Ana   | 1        | 5       | 9      |
        """
    analysis = analyse((workbook(tab("OKRs Q4 2026", grid)),), today=TODAY, settings=StageSettings())
    found = [each for each in analysis.findings if each.rule == "no-cached-value"]
    assert [str(each.place) for each in found] == ["OKRs Q4 2026!C2", "OKRs Q4 2026!E2"]
    assert "the current value here and in 1 more cell below it is a formula" in found[1].message
    assert [kr.current for kr in analysis.okrs.key_results] == [None, None, 5]


def _analysed(grid: str) -> Results:
    return analyse((workbook(tab("OKRs Q4 2026", grid)),), today=TODAY, settings=StageSettings())


def test_a_title_that_is_a_formula_without_a_result_is_told_though_its_row_is_left_out() -> None:
    analysis = _analysed("""
        | Objective | Key result | Owner | Current | Target |
        | Win       | Sell       | Ann   | 3       | 9      |
        |           | =B9        | Ann   | 3       | 9      |
        |           | =B10       | Ann   | 3       | 9      |
        """)
    (found,) = (each for each in analysis.findings if each.rule == "no-cached-value")
    assert str(found.place) == "OKRs Q4 2026!B3"
    assert found.message == (
        "the key result here and in 1 more cell below it is a formula saved without its result"
    )
    (left_out,) = (each for each in analysis.findings if each.rule == "left-out-rows")
    assert "A3:E3 – its title is a formula saved without its result" in left_out.message


def test_the_formula_of_a_total_is_no_title() -> None:
    analysis = _analysed("""
        | Objective | Key result | Current | Target |
        | Win       | Sell       | 3       | 9      |
        |           | Send       | 3       | 9      |
        | Total     | =B9        | 6       | 18     |
        """)
    assert [each for each in analysis.findings if each.rule == "no-cached-value"] == []


def test_an_objective_that_is_a_formula_without_a_result_is_told_beside_key_results() -> None:
    analysis = _analysed("""
        | Objective | Key result | Current | Target |
        | Win       | Sell       | 3       | 9      |
        | =B9       | Sign       | 3       | 9      |
        |           | Send       | 3       | 9      |
        """)
    (found,) = (each for each in analysis.findings if each.rule == "no-cached-value")
    assert (str(found.place), found.message.split(" is ")[0]) == ("OKRs Q4 2026!A3", "the objective here")


def test_a_title_that_is_an_error_is_told_though_its_row_is_left_out() -> None:
    analysis = _analysed("""
        | Objective | Key result | Current | Target |
        | Win       | Sell       | 3       | 9      |
        |           | #REF!      | 3       | 9      |
        """)
    (found,) = (each for each in analysis.findings if each.rule == "error-value")
    assert (str(found.place), found.message) == (
        "OKRs Q4 2026!B3",
        "the key result here holds the error #REF!",
    )


def test_rows_that_were_left_out_are_told_once_per_table() -> None:
    okrs = _sales()
    left_out = (
        LeftOut(CellRange(5, 1, 5, 6), "a total"),
        LeftOut(CellRange(8, 1, 9, 6), "notes below the table"),
    )
    (found,) = run(case_of(okrs, readings=readings_of(okrs, left_out=left_out)), sheet.RULES)
    assert found.place.kind is PlaceKind.TABLE
    assert found.message == (
        "3 rows of this table were not read: A5:F5 – a total and A8:F9 – notes below the table"
    )


def test_a_single_row_that_was_left_out_is_one_row() -> None:
    okrs = _sales()
    readings = readings_of(okrs, left_out=(LeftOut(CellRange(5, 1, 5, 6), "a total"),))
    (found,) = run(case_of(okrs, readings=readings), sheet.RULES)
    assert found.message == "1 row of this table was not read: A5:F5 – a total"


def test_rows_that_wait_to_be_filled_in_are_not_told() -> None:
    drawn = """
        | ID   | Type       | Title           | Target |
        | O1   | Objective  | Win the east    |        |
        | O1.1 | Key result | Sell to schools | 20     |
        | O1.2 | Key result |                 |        |
        | O1.3 | Key result |                 | 7      |
        | O2   | Objective  | Answer at once  |        |
        | O2.1 | Key result | Answer by phone | 30     |
    """
    results = analyse([workbook(tab("Sales", drawn))], settings=StageSettings(), today=TODAY)
    (found,) = [each for each in results.findings if each.rule == "left-out-rows"]
    assert found.message.startswith("1 row of this table was not read: A5:D5 – ")


def test_a_row_of_an_objective_without_a_title_above_its_key_results_is_told() -> None:
    analysis = _analysed("""
        | ID   | Type       | Title           | Target |
        | O1   | Objective  | Win the east    |        |
        | O1.1 | Key result | Sell to schools | 20     |
        | O2   | Objective  |                 |        |
        | O2.1 | Key result | Answer by phone | 30     |
        """)
    (found,) = [each for each in analysis.findings if each.rule == "left-out-rows"]
    assert found.message == "1 row of this table was not read: A4:D4 – an objective without a title"


def test_a_protected_tab_without_okrs_is_no_ones_concern() -> None:
    tabs = (Sheet("Sales", {}, protected=True), Sheet("Lists", {}, protected=True))
    found = run(case_of(_sales(), workbooks=(workbook(*tabs),)), sheet.RULES)
    assert [(each.rule, each.place.sheet) for each in found] == [("protected-tab", "Sales")]


def test_a_heading_of_ours_over_what_people_wrote_is_told() -> None:
    heading = CellRef("Plan.xlsx", "Sales", 1, 9)
    tab = Sheet("Sales", {(1, 9): Cell("Status (auto)"), (2, 9): Cell("Ann asks")})
    readings = (Reading("Plan.xlsx", "Plan.xlsx", (), foreign=(heading,)),)
    (found,) = run(case_of(_sales(), workbooks=(workbook(tab),), readings=readings), sheet.RULES)
    assert (found.rule, found.place.ref) == ("foreign-managed-heading", heading)
    assert found.message.startswith('people wrote below "Status (auto)"')


def test_a_workbook_without_a_cycle_is_told_once() -> None:
    okrs = okr_set(
        objective("O1", "Win", team="Sales", cycle=None),
        objective("O1", "Be known", team="Marketing", cycle=None),
    )
    (found,) = run(case_of(okrs), sheet.RULES)
    assert (found.rule, found.place.kind) == ("no-cycle", PlaceKind.WORKBOOK)
    assert found.message == "nothing says for which quarter or year these OKRs are, so there is no pace"


def test_a_quarter_that_may_be_of_either_year_is_told_with_the_one_it_was_taken_for() -> None:
    past, to_come = (Cycle(f"{year}-H2", date(year, 7, 1), date(year, 12, 31)) for year in (2026, 2027))
    part = PartTaken("Sales H2", "Sales H2", to_come, past)
    readings = (Reading("Plan.xlsx", "Plan.xlsx", (), parts=(part,)),)
    (found,) = run(case_of(_sales(), readings=readings), sheet.RULES)
    assert (found.rule, found.place.sheet) == ("no-cycle", "Sales H2")
    assert found.message == (
        'nothing says of which year "Sales H2" is: taken for 2027-H2, and 2026-H2 is as near'
    )
    assert found.hint == 'write the year with it, such as "Sales H2 2027"'


def test_tabs_without_a_cycle_beside_others_that_have_one_are_named() -> None:
    okrs = okr_set(
        objective("O1", "Win", team="Sales"), objective("O1", "Be known", team="Marketing", cycle=None)
    )
    (found,) = run(case_of(okrs), sheet.RULES)
    assert 'the OKRs of "Marketing" are' in found.message
