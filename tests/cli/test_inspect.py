"""`okrsheets inspect` for people: pictures, reasons, what was left out, and how to say it better."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Run, lay


def test_each_table_is_drawn_with_the_reasons_below(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("inspect", plan.name)
    assert done.returncode == 0, done.stderr
    assert "plan.xlsx: 2 objectives, 4 key results\n" in done.stdout
    assert "  Sales!A3:H5  flat, 100% sure: every row says its objective and its key result\n" in done.stdout
    assert " │ Objective " in done.stdout
    assert '  H  parent of the key result      100%  "Aligned to" is a known heading' in done.stdout
    assert "    left out A1: a title\n" in done.stdout


def test_each_table_says_whose_it_is_and_of_when(okrsheets: Run, tmp_path: Path) -> None:
    head: list[object] = ["Objective", "Key result", "Target"]
    rows = [[f"Win {n}", f"Sign {n}", 20, team] for n, team in enumerate(("Ops", "Law", "Ops", "IT", "HR"))]
    lay(
        tmp_path / "plan.xlsx",
        {
            "Sales Q4 2026": [head, ["Rule", "Sell", 20]],
            "OKRs": [[*head, "Team"], *rows],
            "FY27": [head, ["Grow", "Ship", 20]],
        },
    )
    lines = okrsheets("inspect", "plan.xlsx").stdout.splitlines()
    said = [lines[n + 1].strip() for n, line in enumerate(lines) if "% sure" in line]
    assert said == [
        "team Sales, cycle 2026-Q4 (2026-10-01 to 2026-12-31)",
        "teams Ops, Law, IT and 1 more, no cycle",
        "no team, cycle 2027 (2027-01-01 to 2027-12-31)",
    ]


def test_the_same_reason_is_told_once_for_all_its_rows(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Objective", "Key result", "Target"]]
    for n in range(9):
        rows += [["Win", f"Sign partner {n}", 20], ["", "", n]]
    lay(tmp_path / "plan.xlsx", {"OKRs": [*rows, ["Win", "Sign the last", 20]]})
    done = okrsheets("inspect", "plan.xlsx")
    assert (
        "    left out A3:C3, A5:C5, A7:C7, A9:C9, A11:C11, A13:C13 and 3 more: "
        "no words of an objective or key result in it\n"
    ) in done.stdout


def test_tables_that_are_alike_are_drawn_once(okrsheets: Run, tmp_path: Path) -> None:
    table: list[list[object]] = [["Objective", "Key result", "Target"], ["Win", "Sign partners", 20], []]
    lay(tmp_path / "plan.xlsx", {"OKRs": [*table, *table, *table]})
    done = okrsheets("inspect", "plan.xlsx")
    assert done.stdout.count("┌") == 1
    assert "    2 tables like it: A4:C5, A7:C8\n" in done.stdout


def test_our_own_columns_are_named_and_not_drawn(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "--yes", plan.name)
    done = okrsheets("inspect", plan.name)
    assert "    ours, not read: I Progress (auto), J Status (auto)" in done.stdout
    assert "│ Progress (auto)" not in done.stdout


def test_only_the_tabs_and_workbooks_asked_for_are_shown(okrsheets: Run, plan: Path) -> None:
    lay(plan.parent / "other.xlsx", {"East": PLAN["Sales"], "West": PLAN["Sales"]})
    files = (plan.name, "other.xlsx")
    shown = okrsheets("inspect", "--tab", "Sales", "--tab", "West", *files).stdout
    assert [tab for tab in ("Company", "Sales", "East", "West") if f"  {tab}!" in shown] == ["Sales", "West"]
    shown = okrsheets("inspect", "--source", "other.xlsx", "--source", "plan.xlsx", *files).stdout
    assert shown.count(" objectives, ") == 2
    shown = okrsheets("inspect", "--source", "other.xlsx", "--format", "json", *files).stdout
    assert [book["source"] for book in json.loads(shown)["workbooks"]] == ["other.xlsx"]
    wrong = okrsheets("inspect", "--tab", "Sals", *files)
    assert (wrong.returncode, wrong.stderr) == (2, 'error: --tab Sals: is not there; did you mean "Sales"\n')


def test_what_the_config_says_in_vain_is_told_with_the_workbook(okrsheets: Run, plan: Path) -> None:
    text = '[[source]]\nuri = "plan.xlsx"\n[source.sheets."Sals"]\nskip = true'
    (plan.parent / "okrsheets.toml").write_text(text, encoding="utf-8")
    done = okrsheets("inspect")
    assert '  the config speaks of a tab "Sals", and there is none; did you mean "Sales"\n' in done.stdout


def test_words_of_more_letters_than_the_console_has_are_shown_as_far_as_they_can_be(
    okrsheets: Run, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Objective", "Key result", "Target"], ["扩大市场", "签约", 20]]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    done = okrsheets("inspect", "plan.xlsx", env={"PYTHONIOENCODING": "cp1252"})
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "\\u6269\\u5927" in done.stdout
    assert "+-----" in done.stdout


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_colour_is_shown_where_nobody_looks(okrsheets: Run, plan: Path, form: str) -> None:
    assert "\x1b" not in okrsheets("inspect", "--format", form, plan.name).stdout
    assert form == "json" or "\x1b" in okrsheets("inspect", "--color", "always", plan.name).stdout


def test_labels_down_the_side_are_named_by_their_cells(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Objective", "Grow", "Love"],
        ["Owner", "Ann", "Bo"],
        ["Key result 1", "Sign 5", "Delight 6"],
    ]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    done = okrsheets("inspect", "plan.xlsx")
    assert "  OKRs!A1:C3  transposed, " in done.stdout
    assert "     A2  owner of the objective" in done.stdout
    told = json.loads(okrsheets("inspect", "--format", "json", "plan.xlsx").stdout)
    (table,) = told["workbooks"][0]["sheets"][0]["tables"]
    assert list(dict.fromkeys(column["at"] for column in table["columns"])) == ["A1", "A2", "A3"]
    assert [one["at"]["cell"] for one in told["objectives"]] == ["B1", "C1"]


def test_a_second_column_of_a_heading_that_is_not_read_is_told(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Objective", "Key result", "Target", "Target"],
        ["Win the east", "Sign partners", 20, 30],
        ["Win the east", "Open offices", 2, 3],
    ]
    lay(
        tmp_path / "plan.xlsx",
        {"OKRs": rows, "More": [[*row[:3], row[3] if n == 0 else ""] for n, row in enumerate(rows)]},
    )
    words = (
        'D "Target" is not read, as C bears the same heading; '
        "give it a heading of its own, or say in the config which counts\n"
    )
    assert okrsheets("inspect", "plan.xlsx").stdout.count(f"    {words}") == 1
    assert f"plan.xlsx: OKRs!{words}" in okrsheets("check", "plan.xlsx").stderr
