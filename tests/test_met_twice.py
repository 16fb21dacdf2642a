"""OKRs that stand twice, through all stages: resolved, rolled up, judged, written and shown once."""

from __future__ import annotations

import json
from datetime import date

import pytest

from okrsheets.cli.readings import reading_lines
from okrsheets.edits import ManagedRole, WritePlan
from okrsheets.grid import Sheet
from okrsheets.model import Results, Understood
from okrsheets.pipeline import StageSettings, analyse, plan_all, understand
from okrsheets.reporting import inspect_document
from okrsheets.reporting.json_text import json_text
from tests.grids import sheet, workbook

MIDDLE = date(2026, 11, 16)
TEAM = "sales/SA-1"

COMPANY = sheet(
    "Company",
    """
    | ID   | Objective       | Key result        | Current | Target |
    | CO-1 | Grow everywhere | Win more accounts | 50      | 100    |
    """,
)
SALES = sheet(
    "Sales",
    """
    | ID   | Objective    | Key result    | Owner | Current | Target | Aligned to |
    | SA-1 | Win the east | Sign partners | Ann   | 5       | 20     | CO-1       |
    |      |              | Open offices  | Bob   | 1       | 4      |            |
    """,
)
OVERVIEW = sheet(
    "Overview",
    """
    | ID   | Objective    | Key result    | Current | Target |
    | SA-1 | Win the east | Sign partners | 8       | 25     |
    |      |              | Open offices  | 1       | 4      |
    """,
)


def results(*tabs: Sheet) -> Results:
    return analyse([workbook(*tabs)], settings=StageSettings(), today=MIDDLE)


def support(aligned_to: str) -> Sheet:
    return sheet(
        "Support",
        f"""
        | ID   | Objective     | Key result         | Target | Aligned to   |
        | SU-1 | Answer sooner | Hours to an answer | 4      | {aligned_to} |
        """,
    )


@pytest.mark.parametrize("text", ["Overview!SA-1", "Overview: Win the east", "SA-1", "Win the east"])
def test_an_alignment_that_names_a_copy_means_what_counts(text: str) -> None:
    found = results(COMPANY, SALES, OVERVIEW, support(text))
    assert _parent_of(text, found) == TEAM


def test_an_alignment_may_use_the_words_of_the_copy_alone() -> None:
    reworded = sheet(
        "Overview",
        "| ID | Objective | Key result |\n| SA-1 | Conquer the east | Sign partners |\n| | | Open offices |",
    )
    found = results(COMPANY, SALES, reworded, support("Conquer the east"))
    assert _parent_of("Conquer the east", found) == TEAM


def test_a_copy_adds_nothing_to_any_figure() -> None:
    assert results(COMPANY, SALES, OVERVIEW).figures == results(COMPANY, SALES).figures


def test_values_that_differ_are_told_once_a_row_with_both_cells() -> None:
    found = [each for each in results(COMPANY, SALES, OVERVIEW).findings if each.rule == "copies-disagree"]
    assert [(str(each.place), each.message) for each in found] == [
        (
            "Overview!D2",
            'current of "Sign partners" is 8 here and 5 in Sales!E2, which counts; target differs too',
        )
    ]


def test_a_value_that_only_the_copy_says_is_told() -> None:
    blank = sheet(
        "Sales", "| Objective | Key result | Current | Target |\n| Win the east | Sign partners | | 20 |"
    )
    copy = sheet(
        "Overview", "| Objective | Key result | Current | Target |\n| Win the east | Sign partners | 8 | 20 |"
    )
    (found,) = [each for each in results(blank, copy).findings if each.rule == "copies-disagree"]
    assert found.message == 'current of "Sign partners" is 8 here and blank in Sales!C2, which counts'


def test_a_key_result_that_only_the_copy_has_is_told() -> None:
    names = ["Sign partners", "Open offices", "Hire sellers", "Visit shops"]
    home = sheet("Sales", _table(names))
    copy = sheet("Overview", _table([*names, "Hold fairs"]))
    (found,) = [each for each in results(home, copy).findings if each.rule == "copies-disagree"]
    assert str(found.place) == "Overview!B6"
    assert found.message == (
        '"Hold fairs" stands only here, among copies of "Win the east", which counts in Sales!A2'
    )


@pytest.mark.parametrize(("here", "there"), [("60 %", "60"), ("0.333", "0.3333"), ("", "7")])
def test_rounding_percentages_and_blanks_in_a_copy_are_no_difference(here: str, there: str) -> None:
    head = "| Objective | Key result | Progress |"
    home = sheet("Sales", f"{head}\n| Grow | Sell | {there} |\n| Win | Hire | {there} |")
    copy = sheet("Overview", f"{head}\n| Grow | Sell | {here} |\n| Win | Hire | {here} |")
    assert [each for each in results(home, copy).findings if each.rule == "copies-disagree"] == []


def test_what_is_wrong_in_a_copy_is_said_only_where_it_counts() -> None:
    broken = "| Objective | Key result | Current | Target |\n| Win the east | Sign partners | #REF! | 20 |"
    alone = [each.rule for each in results(sheet("Sales", broken)).findings]
    both = results(sheet("Sales", broken), sheet("Overview", broken)).findings
    assert "error-value" in alone
    assert {each.place.sheet for each in both if each.rule == "error-value"} == {"Sales"}


def test_nothing_is_written_beside_a_copy() -> None:
    assert {edit.ref.sheet for edit in _plan(COMPANY, SALES, OVERVIEW).edits} == {"Company", "Sales"}


def test_what_was_written_beside_a_copy_before_is_cleared() -> None:
    heading = ManagedRole.STATUS.value
    written = sheet(
        "Overview",
        f"""
        | ID   | Objective    | Key result    | Current | Target | {heading} |
        | SA-1 | Win the east | Sign partners | 5       | 20     | at risk   |
        |      |              | Open offices  | 1       | 4      | on track  |
        """,
    )
    plan = _plan(COMPANY, SALES, written)
    cleared = [(edit.ref.a1, edit.new) for edit in plan.edits if edit.ref.sheet == "Overview"]
    assert cleared == [("F2", None), ("F3", None)]
    assert not any(column.new for column in plan.columns if column.at.sheet == "Overview")


def test_an_older_copy_of_a_workbook_is_neither_written_nor_judged() -> None:
    books = [workbook(COMPANY, SALES, source=name) for name in ("Plan.xlsx", "Copy of Plan.xlsx")]
    found = analyse(books, settings=StageSettings(), today=MIDDLE)
    plans = {plan.workbook: plan.empty for plan in plan_all(found, settings=StageSettings())}
    assert plans == {"Plan.xlsx": False, "Copy of Plan.xlsx": True}
    there = [each for each in found.findings if each.place.workbook == "Copy of Plan.xlsx"]
    assert [each.rule for each in there] == ["copied-workbook"]
    assert there[0].message == (
        "has the same tabs as Plan.xlsx and nearly the same OKRs; Plan.xlsx is the newer one and counts"
    )


def test_inspect_shows_each_copy_with_where_it_counts_and_why() -> None:
    understood = _understood(COMPANY, SALES, OVERVIEW)
    lines = [*reading_lines(understood)]
    assert lines[0].endswith("Plan.xlsx: 2 objectives, 3 key results, 1 copy")
    assert lines[-1].strip() == (
        "not counted, as copies: A2:E3 of Sales!B2: the same title and 2 of 2 key results, though "
        "current and target differ; that one counts: it stands on its team's own tab"
    )


def test_the_reading_as_json_shows_each_copy() -> None:
    document = json.loads(json_text(inspect_document(_understood(COMPANY, SALES, OVERVIEW))))
    (book,) = document["workbooks"]
    (table,) = book["sheets"][2]["tables"]
    assert book["copy_of"] is None
    assert table["copies"] == [
        {
            "range": "A2:E3",
            "key": TEAM,
            "of": {"workbook": "Plan.xlsx", "sheet": "Sales", "cell": "B2"},
            "because": "the same title and 2 of 2 key results, though current and target differ; "
            "that one counts: it stands on its team's own tab",
        }
    ]
    assert len(document["objectives"]) == 2


def _parent_of(text: str, found: Results) -> str | None:
    (resolution,) = [each for each in found.resolutions.resolutions if each.text == text]
    return resolution.parent


def _understood(*tabs: Sheet) -> Understood:
    return understand([workbook(*tabs)], settings=StageSettings())


def _plan(*tabs: Sheet) -> WritePlan:
    (plan,) = plan_all(results(*tabs), settings=StageSettings())
    return plan


def _table(key_results: list[str]) -> str:
    rows = [f"| Win the east | {title} | 4 |" for title in key_results]
    return "\n".join(["| Objective | Key result | Target |", *rows])
