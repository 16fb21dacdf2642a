"""`okrsheets new`: a workbook is made, checked, filled in, synced."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.cli.conftest import Run


def test_a_new_workbook_is_for_this_quarter_and_calm(okrsheets: Run, tmp_path: Path) -> None:
    made = okrsheets("new", "plans/okrs.xlsx")
    assert made.returncode == 0, made.stderr
    assert "made plans/okrs.xlsx for Q4 2026" in made.stdout
    checked = okrsheets("check", "plans/okrs.xlsx")
    assert checked.returncode == 0
    assert checked.stdout == ""
    assert "no findings" in checked.stderr
    assert okrsheets("inspect", "plans/okrs.xlsx").returncode == 0
    assert (tmp_path / "plans" / "okrs.xlsx").is_file()


def test_a_new_workbook_is_not_said_to_be_filled(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("new", "plan.xlsx")
    done = okrsheets("check", "plan.xlsx")
    waits = (
        "no OKRs in it yet: 2 tabs have the headings, with no rows below them; okrsheets inspect plan.xlsx"
    )
    assert f"plan.xlsx: {waits} says why\n" in done.stderr


def test_what_to_run_next_can_be_typed_as_it_is_said(okrsheets: Run) -> None:
    made = okrsheets("new", "our plan.xlsx").stdout
    assert made.splitlines()[-1] == "Then run: okrsheets check 'our plan.xlsx'"
    assert "; okrsheets inspect 'our plan.xlsx' says why\n" in okrsheets("check", "our plan.xlsx").stderr


def test_a_filled_in_workbook_is_synced_into_columns_beside_its_table(okrsheets: Run, tmp_path: Path) -> None:
    assert okrsheets("new", "plan.xlsx", "--teams", "Sales, Product", "--cycle", "Q1 2027").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    for row, cells in {
        5: ("Grow with new customers", "Dana"),
        6: ("Win 40 customers", "Dana", 5, 19, 40),
    }.items():
        for column, value in enumerate(cells, start=3):
            book["Company"].cell(row, column).value = value
    book.save(tmp_path / "plan.xlsx")
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert "1 objective, 1 key result" in done.stdout
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Company"]
    assert sheet["M4"].value == "Progress (auto)"
    assert sheet["M6"].value == 0.4
    assert [table.ref for table in sheet.tables.values()] == ["A4:P24"]
    assert okrsheets("plan", "--exit-code", "plan.xlsx").returncode == 0


def test_what_cannot_be_made_is_told_in_one_line(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"theirs")
    for arguments in (
        ("there.xlsx",),
        ("plan.ods",),
        ("plan.xlsx", "--cycle", "soon"),
        ("plan.xlsx", "--teams", "A/B"),
    ):
        done = okrsheets("new", *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1
    assert (tmp_path / "there.xlsx").read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["there.xlsx"]


def test_the_quarter_is_that_of_the_fiscal_year(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text("[cycle]\nfiscal_year_start = 7\n", encoding="utf-8")
    assert "for Q2 2027" in okrsheets("new", "plan.xlsx").stdout
