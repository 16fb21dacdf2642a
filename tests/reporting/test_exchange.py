"""Findings for other programs: each format as its reader takes it, whatever a sheet says."""

from __future__ import annotations

import inspect
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.grid import CellRef
from okrsheets.model import Finding, Place, Severity
from okrsheets.reporting.exchange import github_lines, junit_text, markdown_text, sarif_document
from okrsheets.reporting.exchange.marks import finding_mark
from okrsheets.rules import CATALOGUE


def _finding(
    message: str = "nobody owns it",
    *,
    workbook: str = "plans/Q4 plan.xlsx",
    row: int = 7,
    severity: Severity = Severity.WARNING,
    okr: str | None = "O1",
) -> Finding:
    place = Place.at_cell(CellRef(workbook, "Sales", row, 6))
    return Finding("missing-owner", severity, place, message, "name one person", okr)


def _sarif(findings: list[Finding]) -> Any:
    """The only run of the document, which is any JSON."""
    document: Any = sarif_document(findings, rules=CATALOGUE, version="1.0")
    (run,) = document["runs"]
    return run


def test_sarif_names_the_cell_and_the_rule_it_is_of() -> None:
    run = _sarif([_finding()])
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("missing-owner", "warning")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "missing-owner"
    location = result["locations"][0]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "plans/Q4%20plan.xlsx"}}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Sales!F7", "kind": "cell"}]


def test_sarif_gives_rows_of_text_files_as_lines() -> None:
    found = [_finding(workbook="a.csv"), _finding(workbook="https://docs.google.com/spreadsheets/d/x#gid=1")]
    results = _sarif(found)["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert places[0]["region"] == {"startLine": 7, "startColumn": 6}
    assert places[1] == {"artifactLocation": {"uri": "https://docs.google.com/spreadsheets/d/x#gid=1"}}


def test_a_finding_keeps_its_mark_when_its_row_moves_and_its_words_change() -> None:
    mark = finding_mark(_finding())
    assert finding_mark(_finding("nobody owns it now", row=9)) == mark
    assert finding_mark(_finding(okr="O2")) != mark
    assert finding_mark(_finding(okr=None)) != mark


def test_github_gets_one_command_a_finding_with_its_level() -> None:
    found = [_finding(severity=severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    lines = list(github_lines(found))
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert lines[0].endswith("::Sales!F7: nobody owns it; name one person")


HOSTILE = st.text() | st.sampled_from(
    ["a\n::error::b", "50 % of ::set-output", "<script>]]>", "\x00\x1b[31m", "|a|[x](y)", "\ud800", "@all"]
)


@given(words=HOSTILE, name=HOSTILE)
def test_no_text_of_a_sheet_begins_a_command_or_another_line_for_github(words: str, name: str) -> None:
    (line,) = github_lines([_finding(words, workbook=name)])
    assert len(line.splitlines()) == 1
    properties = line.removeprefix("::warning ").split("::", 1)[0]
    assert properties.count(",") == 1


@given(words=HOSTILE, name=HOSTILE)
def test_junit_is_xml_whatever_a_sheet_says(words: str, name: str) -> None:
    text = junit_text([_finding(words, workbook=name)], workbooks=[name], limit=Severity.WARNING)
    suite = ET.fromstring(text.encode("utf-8"))[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("1", "1", "0")


@pytest.mark.parametrize(
    ("limit", "failures"), [(Severity.ERROR, "1"), (Severity.WARNING, "2"), (None, "0")], ids=str
)
def test_junit_fails_what_the_check_fails(limit: Severity | None, failures: str) -> None:
    found = [_finding(severity=Severity.ERROR), _finding(severity=Severity.WARNING)]
    suites = ET.fromstring(junit_text(found, workbooks=[], limit=limit).encode())
    assert suites[0].get("failures") == failures
    assert len(suites[0]) == 2


def test_junit_shows_a_workbook_without_findings_as_passed() -> None:
    suites = ET.fromstring(junit_text([], workbooks=["good.xlsx"], limit=Severity.ERROR).encode())
    assert (suites[0].get("name"), suites[0].get("tests"), suites[0].get("failures")) == (
        "good.xlsx",
        "1",
        "0",
    )


def test_markdown_is_a_table_a_workbook_and_holds_no_markdown_of_a_sheet() -> None:
    text = markdown_text(
        [_finding("see [this](http://x) | <b>"), _finding(workbook="b.xlsx")], total="2 warnings"
    )
    wanted = r"""
        # okrsheets: 2 warnings

        ## plans/Q4 plan.xlsx

        | Place | | Finding | Rule |
        | --- | --- | --- | --- |
    """
    assert text.startswith(inspect.cleandoc(wanted))
    (row,) = [line for line in text.splitlines() if "see" in line]
    assert row.replace(r"\|", "").count("|") == 5
    assert r"\[this\]" in row
    assert "&lt;b>" in row
