"""Parent cells of real files lead where they lead in Excel, across tabs and workbooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.cli.conftest import Run


def _company(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    tab = book.add_worksheet("Company")
    for row, words in enumerate(
        (
            ("ID", "Objective", "Key result", "Target"),
            ("CO-1", "Expand the market in North America", "Win new accounts", 40),
            ("CO-2", "Be the best place to work", "Raise the rating", 5),
        )
    ):
        tab.write_row(row, 0, words)
    book.define_name("Vision", "=Company!$B$3")
    book.close()


def _sales(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    tab = book.add_worksheet("Sales")
    tab.write_row(0, 0, ("Objective", "Aligned to", "Key result", "Target"))
    for row in range(1, 5):
        tab.write_row(row, 0, (f"Win region {row}", "", f"Deals in region {row}", 10 * row))
    tab.write_formula(1, 1, "='[Company.xlsx]Company'!B2", None, "Expand the market in North America")
    tab.write_url(2, 1, "external:Company.xlsx#Company!B3", string="see there")
    tab.write(3, 1, "Strategy: CO-1")
    tab.write(4, 1, "Strategy: CO-9")
    book.close()


def _alignments(okrsheets: Run) -> list[tuple[str, str]]:
    told = okrsheets("inspect", "--format", "json")
    assert told.returncode == 0, told.stderr
    document: dict[str, Any] = json.loads(told.stdout)
    return [
        ((each["to"] or "").rpartition("/")[2], each["resolved_by"] or "")
        for objective in document["objectives"]
        for each in objective["alignments"]
    ]


def test_formulas_links_and_aliases_lead_to_another_file(tmp_path: Path, okrsheets: Run) -> None:
    _company(tmp_path / "Company.xlsx")
    _sales(tmp_path / "Sales.xlsx")
    (tmp_path / "okrsheets.toml").write_text(
        '[[source]]\nuri = "Company.xlsx"\nalias = "Strategy"\n[[source]]\nuri = "Sales.xlsx"\n',
        encoding="utf-8",
    )
    assert _alignments(okrsheets) == [
        ("CO-1", "formula"),
        ("CO-2", "hyperlink"),
        ("CO-1", "scoped id"),
        ("", ""),
    ]
