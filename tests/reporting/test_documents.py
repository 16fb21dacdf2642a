"""The JSON documents and CSV rows: exactly the shape that others build on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    NewTab,
    Refusal,
    TabEdit,
    TableGrowth,
    WritePlan,
)
from okrsheets.grid import CellRef, ErrorValue
from okrsheets.lint import Case, rule
from okrsheets.model import Figure, Finding, Results, Severity, Understood
from okrsheets.reporting import (
    ReportSettings,
    findings_document,
    inspect_document,
    plan_document,
    report_document,
    report_rows,
    rules_document,
)
from okrsheets.reporting.json_text import Document
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of

OKR_FIELDS = [
    "key", "id", "title", "team", "owners", "cycle", "at", "weight", "stated_progress", "stated_status",
    "confidence", "ambition", "due", "updated", "alignments",
]  # fmt: skip
FIGURE_FIELDS = [
    "progress", "bounds", "status", "expected", "basis", "estimated", "assumed_baseline", "because",
    "planned", "as_of", "carried_confidence", "forecast", "made_of",
]  # fmt: skip
VALUE_FIELDS = [
    "baseline", "current", "target", "low", "unit", "measure", "direction", "read_from_words",
    "checkpoints", "check_ins",
]  # fmt: skip


def _inspected(results: Results) -> Document:
    return inspect_document(
        Understood(results.workbooks, results.readings, results.okrs, results.resolutions)
    )


def test_the_reading_has_the_shape_of_its_contract(results: Results) -> None:
    document = json.loads(json.dumps(_inspected(results)))
    assert list(document) == ["schema", "workbooks", "objectives"]
    assert document["schema"] == "okrsheets/1"
    workbook = document["workbooks"][0]
    assert (workbook["source"], workbook["title"]) == ("plans/Company.xlsx", "Company.xlsx")
    assert workbook["sheets"][0] == {
        "name": "Company",
        "tables": [
            {
                "range": "A1:AD9",
                "layout": "typed rows",
                "confidence": 0.9,
                "because": "",
                "columns": [
                    {
                        "at": "A1",
                        "heading": "Objective",
                        "field": "objective",
                        "level": None,
                        "confidence": 1.0,
                        "because": "the heading",
                    },
                    {
                        "at": "B1",
                        "heading": "Mood",
                        "field": None,
                        "level": None,
                        "confidence": 0.0,
                        "because": "no field is called so",
                    },
                ],
                "left_out": [{"range": "A9:AD9", "because": "a total"}],
                "remarks": [],
                "copies": [],
            }
        ],
        "because": None,
        "left_out": [],
        "remarks": [],
    }
    marketing = document["objectives"][3]
    assert list(marketing) == [*OKR_FIELDS, "key_results"]
    assert list(marketing["key_results"][0]) == [*OKR_FIELDS, *VALUE_FIELDS]
    assert marketing["cycle"] == {"label": "2026-Q4", "start": "2026-10-01", "end": "2026-12-31"}
    assert marketing["at"] == {"workbook": "plans/Company.xlsx", "sheet": "Marketing", "cell": "A2"}
    assert marketing["key_results"][0]["alignments"] == [
        {
            "text": "CO-1 (60 %)",
            "cell": "Z3",
            "kind": "straightforward",
            "share": 0.6,
            "to": "2026-Q4/company/CO-1",
            "resolved_by": "id",
            "sure": 1.0,
            "outcome": "resolved",
        }
    ]


def test_an_alignment_that_was_not_found_leads_to_null(results: Results) -> None:
    sales = json.loads(json.dumps(_inspected(results)))["objectives"][2]
    lost = sales["key_results"][1]["alignments"][0]
    assert (lost["text"], lost["to"], lost["resolved_by"]) == ("CO-9", None, None)
    assert lost["outcome"] == "dangling"


def test_the_report_adds_figures_to_the_same_objectives(results: Results) -> None:
    document = json.loads(json.dumps(report_document(results, settings=ReportSettings())))
    assert list(document) == [
        *(
            "schema",
            "today",
            "as_of",
            "policies",
            "changes",
            "objectives",
            "teams",
            "company",
            "alignment",
            "scores",
            "findings",
        ),
    ]
    trusted = document["objectives"][1]
    assert list(trusted) == [*OKR_FIELDS, *FIGURE_FIELDS, "key_results"]
    assert (trusted["progress"], trusted["bounds"], trusted["status"]) == (0.63, [0.53, 0.86], "on track")
    assert list(trusted["key_results"][0]) == [*OKR_FIELDS, *VALUE_FIELDS, *FIGURE_FIELDS]
    assert document["teams"][1]["team"] == "Sales"
    assert document["company"]["made_of"][0] == {
        "key": "2026-Q4/company/CO-1",
        "progress": 0.47,
        "weight": 1.0,
        "via": "top level",
        "share": 1.0,
        "because": None,
    }
    assert document["today"] == "2026-11-22"


def test_a_finding_names_rule_severity_place_and_cure(results: Results) -> None:
    document = json.loads(json.dumps(findings_document(results)))
    assert (document["objectives"], document["key_results"]) == (6, 11)
    first, last = document["findings"][0], document["findings"][-1]
    assert first["place"] == {
        "kind": "cell",
        "workbook": "plans/Company.xlsx",
        "sheet": "Sales",
        "cell": "Z4",
        "range": None,
        "team": None,
    }
    assert (first["rule"], first["severity"], first["okr"]) == (
        "dangling-alignment",
        "error",
        "2026-Q4/sales/S-1/KR2",
    )
    assert (last["place"]["kind"], last["place"]["range"]) == ("table", "A1:AD4")


def test_a_plan_is_told_cell_by_cell() -> None:
    at = CellRef("Plan.xlsx", "Sales", 4, 9)
    plan = WritePlan(
        "Plan.xlsx",
        "r1",
        edits=(
            CellEdit(at, ManagedRole.PROGRESS, "q/s/O1", ErrorValue("#REF!"), 0.42, EditKind.PERCENT),
            CellEdit(at, ManagedRole.WARNINGS, "q/s/O1", date(2026, 11, 1), None, EditKind.BLANK),
        ),
        columns=(
            ManagedColumn(at, 9, "Progress (auto)", ManagedRole.PROGRESS, EditKind.PERCENT, 8, new=True),
            ManagedColumn(at, 9, "Status (auto)", ManagedRole.STATUS, EditKind.TEXT, 8, new=False),
        ),
        extends=(TableGrowth("Sales", "Table1", ("Progress (auto)",)),),
        tabs=(NewTab("New", (TabEdit(at, None, 0.5, EditKind.PERCENT),)),),
        tab_remarks=(("Sales", "is protected"),),
        refused=(Refusal("OKR summary", None, "protected-structure", "the workbook is locked"),),
        tab_edits=(TabEdit(at, 2, None, EditKind.BLANK),),
    )
    assert json.loads(json.dumps(plan_document([plan], today=date(2026, 11, 3)))) == {
        "schema": "okrsheets/1",
        "today": "2026-11-03",
        "plans": [
            {
                "workbook": "Plan.xlsx",
                "revision": "r1",
                "edits": [
                    {
                        "workbook": "Plan.xlsx",
                        "tab": "Sales",
                        "cell": "I4",
                        "role": "progress",
                        "key": "q/s/O1",
                        "old": "#REF!",
                        "new": 0.42,
                        "kind": "percent",
                    },
                    {
                        "workbook": "Plan.xlsx",
                        "tab": "Sales",
                        "cell": "I4",
                        "role": "warnings",
                        "key": "q/s/O1",
                        "old": "2026-11-01",
                        "new": None,
                        "kind": "blank",
                    },
                ],
                "new_columns": [
                    {"tab": "Sales", "cell": "I4", "heading": "Progress (auto)", "role": "progress"}
                ],
                "extends": [{"tab": "Sales", "table": "Table1", "headings": ["Progress (auto)"]}],
                "tabs": [
                    {
                        "name": "New",
                        "new": True,
                        "cells": [{"cell": "I4", "old": None, "new": 0.5, "kind": "percent"}],
                    },
                    {
                        "name": "Sales",
                        "new": False,
                        "cells": [{"cell": "I4", "old": 2, "new": None, "kind": "blank"}],
                    },
                ],
            }
        ],
        "remarks": [{"workbook": "Plan.xlsx", "tab": "Sales", "what": "is protected"}],
        "refused": [
            {
                "workbook": "Plan.xlsx",
                "tab": "OKR summary",
                "name": "protected-structure",
                "reason": "the workbook is locked",
            }
        ],
    }


def test_the_catalogue_is_listed_by_name_severity_family_and_summary() -> None:
    @rule("too-blue", Severity.INFO)
    def too_blue(case: Case) -> Iterator[Finding]:
        """Something is too blue."""
        yield from ()

    assert rules_document([too_blue]) == {
        "schema": "okrsheets/1",
        "rules": [
            {
                "name": "too-blue",
                "severity": "info",
                "family": "test_documents",
                "needs_history": False,
                "summary": "Something is too blue",
            }
        ],
    }


def test_rows_hold_one_okr_each_under_their_headings(results: Results) -> None:
    headings, *rows = report_rows(results)
    assert len(rows) == 6 + 11
    assert {len(row) for row in rows} == {len(headings)}
    revenue = dict(zip(headings, rows[8], strict=True))
    assert revenue["title"] == "Increase revenue from new customers"
    assert (revenue["kind"], revenue["cell"], revenue["current"]) == ("key result", "B3", "2900000")
    assert (revenue["progress"], revenue["status"]) == ("0.42", "behind")
    assert revenue["aligned to"] == "2026-Q4/company/CO-1 (straightforward)"


def test_text_that_begins_like_a_formula_gets_an_apostrophe_and_numbers_do_not() -> None:
    okrs = okr_set(
        objective(
            "-1",
            "=cmd|'/c calc'!A0",
            team="@team",
            owners=("+me",),
            key_results=[key_result("KR1", "Lower", current=-4, target=-9)],
        )
    )
    headings, first, second = report_rows(results_of(okrs))
    one, two = dict(zip(headings, first, strict=True)), dict(zip(headings, second, strict=True))
    assert (one["id"], one["title"], one["team"], one["owners"]) == (
        "'-1",
        "'=cmd|'/c calc'!A0",
        "'@team",
        "'+me",
    )
    assert (two["current"], two["target"]) == ("-4", "-9")


def test_rows_mark_what_is_estimated_assumed_or_unknown_for_a_reason() -> None:
    okrs = okr_set(objective("O1", "Grow", key_results=[key_result("KR1", "Sell", target=4)]))
    figures = {
        "2026-Q4/O1": Figure(progress=0.5, estimated=True, because="estimated from what is aligned to it"),
        "2026-Q4/O1/KR1": Figure(progress=0.25, assumed_baseline=True),
    }
    results = results_of(okrs)
    headings, *rows = report_rows(results._replace(figures=results.figures._replace(okrs=figures)))
    marks = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [(one["estimated"], one["assumed baseline"], one["because"]) for one in marks] == [
        ("yes", "", "estimated from what is aligned to it"),
        ("", "yes", ""),
    ]
