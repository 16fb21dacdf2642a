"""The lines that `inspect` ends with: how to say in the config what was read wrongly."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PLAN, Run, lay


def _corrections(told: str) -> str:
    """The lines of a config that inspect ends with."""
    return "\n".join(line.strip() for line in told.splitlines() if line.startswith("  "))


def _told_columns(document: str) -> list[str | None]:
    return [
        column["field"]
        for tab in json.loads(document)["workbooks"][0]["sheets"]
        for table in tab["tables"]
        for column in table["columns"]
        if column["because"].startswith("the config says so")
    ]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Resposible", 'D = "owner"    # what it was taken for; name another field, or "ignore"'),
        ("Zonk", 'D = "ignore"    # Zonk, left alone; name a field, such as "target"'),
    ],
)
def test_a_column_open_to_doubt_is_named_and_can_be_said(
    okrsheets: Run, tmp_path: Path, heading: str, line: str
) -> None:
    rows: list[list[Any]] = [["Objective", "Key result", "Target", heading]]
    rows += [["Win the east", "Sign partners", 20, "Ann"], ["Answer soon", "Hours to reply", 4, "Bob"]]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    lines = _corrections(okrsheets("inspect", "plan.xlsx").stderr)
    assert lines.splitlines()[-1] == line
    said = re.sub(r'(?m)^D = "\w+"', 'D = "note"', lines)
    (tmp_path / "okrsheets.toml").write_text(said, encoding="utf-8")
    assert _told_columns(okrsheets("inspect", "--format", "json").stdout) == ["note"]


def test_in_a_project_the_lines_are_those_of_its_table(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Objective", "Key result", "Target", "Zonk"]]
    rows += [["Win the east", "Sign partners", 20, "Ann"], ["Answer soon", "Hours to reply", 4, "Bob"]]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    project = tmp_path / "pyproject.toml"
    project.write_text('[[tool.okrsheets.source]]\nuri = "plan.xlsx"\n', encoding="utf-8")
    told = okrsheets("inspect").stderr
    assert "pyproject.toml, below its [[tool.okrsheets.source]], and inspect again" in told
    with project.open("a", encoding="utf-8") as file:
        file.write(_corrections(told).replace('"ignore"', '"note"'))
    assert _told_columns(okrsheets("inspect", "--format", "json").stdout) == ["note"]


def test_where_all_is_sure_nothing_is_asked(okrsheets: Run, tmp_path: Path) -> None:
    lay(tmp_path / "plan.xlsx", PLAN)
    assert okrsheets("inspect", "plan.xlsx").stderr == ""


@pytest.mark.parametrize("above", [0, 3])
def test_a_workbook_without_okrs_says_in_which_row_and_columns_they_may_be(
    okrsheets: Run, tmp_path: Path, above: int
) -> None:
    table: list[list[Any]] = [
        ["", 7, "Wozu", "Womit", "Wieviel"],
        ["", 1, "Win the east", "Sign partners", 20],
        ["", 2, "Answer soon", "Hours to reply", 4],
    ]
    lay(tmp_path / "plan.xlsx", {"Notes": [["Ask Ann"]], "Plan": [["Our plan"]] * above + table})
    done = okrsheets("inspect", "plan.xlsx")
    assert done.returncode == 0
    assert "  Plan: no OKRs; no row of headings that are known\n" in done.stdout
    lines = _corrections(done.stderr)
    assert f"header = {above + 1} " in lines
    (tmp_path / "okrsheets.toml").write_text(lines, encoding="utf-8")
    again = okrsheets("inspect")
    assert again.returncode == 0, again.stderr
    assert "plan.xlsx: 2 objectives, 2 key results\n" in again.stdout


def test_a_small_text_file_is_corrected_as_it_is_told(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Wozu;Womit\nWin;Sign partners\nGrow;Open shops\n", encoding="utf-8")
    lines = _corrections(okrsheets("inspect", "a.csv").stderr)
    (tmp_path / "okrsheets.toml").write_text(lines, encoding="utf-8")
    assert "idle-override" not in okrsheets("check").stdout
    assert "a.csv: 2 objectives, 2 key results\n" in okrsheets("inspect").stdout


def test_a_fresh_workbook_only_waits_for_rows(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("new", "plan.xlsx")
    told = okrsheets("inspect", "plan.xlsx").stderr
    assert told == "\nOnly rows are missing: fill them in below the headings, and inspect again.\n"


def test_a_tab_of_nothing_but_prose_has_no_row_to_name(okrsheets: Run, tmp_path: Path) -> None:
    lay(tmp_path / "plan.xlsx", {"Plan": [["Please ask Ann"]]})
    assert okrsheets("inspect", "plan.xlsx").stderr == ""


@pytest.mark.parametrize("above", [[], [["OKRs of Sales Q4 2026"], []]])
def test_rows_of_values_are_not_offered_as_headings(
    okrsheets: Run, tmp_path: Path, above: list[list[Any]]
) -> None:
    rows = [["Win the east", "Sign partners", 0, 20], ["Win the east", "New leads", 10, 50]]
    lay(tmp_path / "plan.xlsx", {"Sales": [*above, *rows]})
    told = okrsheets("inspect", "plan.xlsx").stderr
    assert "header =" not in told
    assert f"above row {len(above) + 1} of Sales, and inspect again." in told


def test_an_objective_on_a_line_of_its_own_above_the_first_values_is_below_the_headings_to_write(
    okrsheets: Run, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["Win the east"], ["", "Sign partners", 0, 20], ["", "New leads", 10, 50]]
    rows += [["Answer soon"], ["", "Hours to reply", 9, 4]]
    lay(tmp_path / "plan.xlsx", {"Sales": rows})
    assert "above row 1 of Sales, and inspect again." in okrsheets("inspect", "plan.xlsx").stderr


def test_figures_written_as_texts_are_no_headings(okrsheets: Run, tmp_path: Path) -> None:
    rows = [["Ganar", "Firmar clientes", "20 %"], ["Ganar", "Subir la NPS", "35 %"]]
    lay(tmp_path / "plan.xlsx", {"Plan": rows})
    told = okrsheets("inspect", "plan.xlsx").stderr
    assert "header =" not in told
    assert "above row 1 of Plan, and inspect again." in told


@pytest.mark.parametrize("lost", ["Baseline", "Target"])
def test_a_column_that_lost_its_heading_is_named_by_its_letter(
    okrsheets: Run, tmp_path: Path, lost: str
) -> None:
    headings = ["Objective", "Key result", "Baseline", "Target"]
    at = headings.index(lost)
    rows: list[list[Any]] = [[one if one != lost else "" for one in headings]]
    rows += [["Win the east", "Sign partners", 0, 20], ["Answer soon", "Hours to reply", 9, 4]]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    lines = _corrections(okrsheets("inspect", "plan.xlsx").stderr)
    letter = "ABCD"[at]
    assert f'{letter} = "ignore"    # no heading' in lines
    said = lines.replace('"ignore"', f'"{lost.lower()}"')
    (tmp_path / "okrsheets.toml").write_text(said, encoding="utf-8")
    assert lost.lower() in _told_columns(okrsheets("inspect", "--format", "json").stdout)


def test_a_draft_of_the_config_names_the_columns_that_lost_their_heading(
    okrsheets: Run, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["Objective", "Key result", "", "Target"]]
    rows += [["Win the east", "Sign partners", 0, 20], ["Answer soon", "Hours to reply", 9, 4]]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    okrsheets("init", "plan.xlsx")
    assert "# left alone: C (no heading)\n" in (tmp_path / "okrsheets.toml").read_text(encoding="utf-8")
