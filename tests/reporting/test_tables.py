"""Everything as CSV: the columns that the documentation names, a row per thing, text that does nothing."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.grid import CellRef
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    CheckIn,
    HistoryView,
    Moment,
    Outcome,
    Past,
    Resolution,
    Results,
)
from okrsheets.reporting import csv_text, report_rows, report_tables
from okrsheets.reporting.csv_cells import inert
from tests.okrs import Q4, key_result, objective, okr_set
from tests.reporting.company import COMPANY, PRODUCT, results_of
from tests.reporting.hostile import HOSTILE, saying

DOCS = Path(__file__).parents[2] / "docs" / "csv.md"
DIRECTIONAL = AlignmentKind.DIRECTIONAL
RUNS = re.compile(r" *[\t\r\n]|\s*[=+\-@＝＋－＠]")


def tables(results: Results) -> dict[str, list[dict[str, str]]]:
    """Every table as a reader has it that knows the headings."""
    return {
        table.name: list(csv.DictReader(io.StringIO(csv_text(table.rows))))
        for table in report_tables(results)
    }


def documented() -> dict[str, list[str]]:
    """The columns of each file, in the words of the documentation."""
    page = DOCS.read_text(encoding="utf-8")
    sets = {
        name: re.findall("`(.*?)`", columns)
        for name, columns in re.findall(r"^- ([a-z ]+): (.*(?:\n  .*)*)", page, re.MULTILINE)
    }
    files = re.findall(r"^\| `([a-z-]+)\.csv` \| .*? \| (.*) \|$", page, re.MULTILINE)
    return {
        name: [
            column
            for said in re.findall(r"`[a-z ]+`|[a-z ]{8,}(?=,|$)", columns)
            for column in sets.get(said.strip(), [said.strip(" `")])
        ]
        for name, columns in files
    }


def test_the_files_have_exactly_the_columns_that_are_documented(results: Results) -> None:
    assert {table.name: table.rows[0] for table in report_tables(results)} == documented()
    assert {table.name: table.rows[0] for table in report_tables(results_of(okr_set()))} == documented()


def test_the_one_table_has_the_columns_that_are_documented(results: Results) -> None:
    said = DOCS.read_text(encoding="utf-8").partition("The one table of the OKRs")[2].partition("\n\n")[0]
    assert report_rows(results)[0] == re.findall("`(.*?)`", said)


def test_a_row_is_one_thing(results: Results) -> None:
    found = tables(results)
    assert {name: len(rows) for name, rows in found.items()} == {
        "objectives": 6,
        "key-results": 11,
        "check-ins": 0,
        "alignments": 7,
        "parts": 11 + 2,
        "coverage": 11,
        "teams": 5 + 1,
        "findings": 5,
        "history": 0,
    }
    (churn,) = [row for row in found["key-results"] if row["title"] == "Reduce churn"]
    assert (churn["team"], churn["cycle start"], churn["cycle end"]) == (
        "Product",
        "2026-10-01",
        "2026-12-31",
    )
    assert (churn["progress"], churn["status"], churn["because"]) == ("", "unknown", "no values")
    (lost,) = [row for row in found["alignments"] if row["outcome"] == "dangling"]
    assert (lost["text"], lost["parent"], lost["carries"], lost["tab"]) == ("CO-9", "", "no", "Sales")
    assert [row["carries"] for row in found["alignments"]] == ["yes", "yes", "no", "no", "no", "no", "no"]
    assert found["alignments"][1]["share"] == "0.6"
    (company,) = [row for row in found["teams"] if not row["team"]]
    assert (company["objectives"], company["key results"], company["progress"]) == ("6", "11", "0.55")
    assert (company["low"], company["high"]) == ("0.5", "0.66")
    alone = [row["title"] for row in found["coverage"] if not row["team"]]
    assert "Publish the security report" in alone
    assert [(row["range"], row["workbook"]) for row in found["findings"]][-1] == ("A1:AD4", PRODUCT)
    assert found["objectives"][0]["top level"] == "yes"
    assert found["objectives"][3]["aligned to"] == "2026-Q4/company/CO-1"


def test_updates_and_what_earlier_syncs_saw_are_tables_too() -> None:
    at = CellRef(COMPANY, "Sales", 4, 9)
    told = key_result("KR1", "Sell", target=4)._replace(
        check_ins=(CheckIn(date(2026, 11, 2), 2.5, at, confidence=0.8, note="=slow"),)
    )
    results = results_of(okr_set(objective("O1", "Grow", team="Sales", cycle=Q4, key_results=[told])))
    key = "2026-Q4/sales/O1/KR1"
    past = Past(key, (Moment(date(2026, 11, 1), "Sell", None, 1.0, 4.0, due=date(2026, 12, 1)),), id="KR1")
    found = tables(results._replace(history=HistoryView(pasts={key: past})))
    assert found["check-ins"] == [
        {
            "key": key,
            "day": "2026-11-02",
            "value": "2.5",
            "progress": "",
            "confidence": "0.8",
            "note": "'=slow",
            "workbook": COMPANY,
            "tab": "Sales",
            "cell": "I4",
        }
    ]
    (moment,) = found["history"]
    assert (moment["day"], moment["due"], moment["current"]) == ("2026-11-01", "2026-12-01", "1")


def test_the_tables_join_by_key(results: Results) -> None:
    found = tables(results)
    objectives = {row["key"] for row in found["objectives"]}
    okrs = objectives | {row["key"] for row in found["key-results"]}
    assert {row["objective"] for row in found["key-results"]} <= objectives
    assert {row["child"] for row in found["alignments"]} <= okrs
    assert {row["parent"] for row in found["alignments"]} - {""} <= okrs
    assert {row["key"] for row in found["parts"]} <= okrs
    assert {row["key"] for row in found["findings"]} - {""} <= okrs


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), min_size=1, max_size=4))
def test_whatever_a_sheet_says_can_be_read_again_and_nothing_of_it_runs(rows: list[list[str]]) -> None:
    text = csv_text([[inert(cell) for cell in row] for row in rows])
    cells = list(csv.reader(io.StringIO(text, newline="")))
    assert not any(RUNS.match(cell) for row in cells for cell in row)
    assert [[cell.removeprefix("'") for cell in row] for row in cells] == rows


@pytest.mark.parametrize(
    "sign", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n1", " =1", "\u00a0=1", "＝1", "'=1"]
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert inert(sign) == f"'{sign}"


@pytest.mark.parametrize("text", ["Sales", "a=1", "3-4", "", "« x"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_company_of_attacks_is_rows_of_text_in_every_table() -> None:
    results = saying(HOSTILE)
    okrs = [*results.okrs.okrs]
    lost = tuple(
        Resolution(
            okr.key, AlignmentText(okr.title or "", okr.at), okr.title or "", Outcome.DANGLING, DIRECTIONAL
        )
        for okr in okrs
    )
    results = results._replace(resolutions=results.resolutions._replace(resolutions=lost))
    for table in report_tables(results):
        found = list(csv.reader(io.StringIO(csv_text(table.rows), newline="")))
        assert found == table.rows
        numbers = re.compile(r"-?\d+(?:\.\d+)?")
        assert not [cell for row in found for cell in row if RUNS.match(cell) and not numbers.fullmatch(cell)]
    titles = [row["title"].removeprefix("'") for row in tables(results)["objectives"]]
    assert titles == [each.title for each in results.okrs.objectives]
