"""Ten syncs in a row leave everything as after the first, whatever people do to our columns."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.conftest import PLAN, Run, lay

ROUNDS = 10
HEADER = 3


def _column(sheet: Worksheet, heading: str) -> int:
    return next(c for c in range(1, sheet.max_column + 1) if sheet.cell(HEADER, c).value == heading)


def move_status_far_right(sheet: Worksheet) -> None:
    """A person cuts our status column and pastes it further right."""
    column, to = _column(sheet, "Status (auto)"), sheet.max_column + 2
    for row in range(HEADER, sheet.max_row + 1):
        sheet.cell(row, to).value = sheet.cell(row, column).value
        sheet.cell(row, column).value = None


def rename_progress(sheet: Worksheet) -> None:
    """A person gives our column a name of their own."""
    sheet.cell(HEADER, _column(sheet, "Progress (auto)")).value = "How far we are"


def sort_rows(sheet: Worksheet) -> None:
    """A person sorts the whole table, ours included, the other way round."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    for number, values in enumerate(reversed(rows), start=HEADER + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


def delete_warnings(sheet: Worksheet) -> None:
    """A person empties our column of warnings, heading and all."""
    column = _column(sheet, "Warnings (auto)")
    for row in range(HEADER, sheet.max_row + 1):
        sheet.cell(row, column).value = None


def _found(run: Run, *sources: str) -> dict[str, Any]:
    """What is read and judged, without places: rows move when people sort, and our columns with them."""
    read = json.loads(run("inspect", "--format", "json", *sources).stdout)
    told = json.loads(run("report", "--format", "json", "--out", "-", *sources).stdout)
    objectives = {
        objective["key"]: (
            objective["title"],
            objective["progress"],
            objective["status"],
            sorted(
                (kr["key"], kr["title"], kr["progress"], kr["current"]) for kr in objective["key_results"]
            ),
        )
        for objective in told["objectives"]
    }
    findings = sorted(
        (one["rule"], one["message"]) for one in told["findings"] if one["rule"] != "managed-columns-apart"
    )
    fields = {
        (sheet["name"], column["heading"], column["field"])
        for workbook in read["workbooks"]
        for sheet in workbook["sheets"]
        for table in sheet["tables"]
        for column in table["columns"]
    }
    return {"objectives": objectives, "findings": findings, "fields": fields}


@pytest.mark.parametrize(
    "change",
    [None, move_status_far_right, rename_progress, sort_rows, delete_warnings],
    ids=lambda c: getattr(c, "__name__", ""),
)
def test_ten_syncs_read_nothing_of_ours_back(
    okrsheets: Run, tmp_path: Path, change: Callable[[Worksheet], None] | None
) -> None:
    plan = lay(tmp_path / "plan.xlsx", PLAN)
    before = _found(okrsheets, plan.name)
    okrsheets("sync", "--yes", plan.name)
    assert _found(okrsheets, plan.name) == before
    if change is not None:
        book = openpyxl.load_workbook(plan)
        change(book["Sales"])
        book.save(plan)
        done = okrsheets("sync", plan.name)
        assert done.returncode == 0, done.stderr
    settled = plan.read_bytes()
    for _ in range(ROUNDS):
        done = okrsheets("sync", plan.name)
        assert done.returncode == 0, done.stderr
        assert plan.read_bytes() == settled
    assert _found(okrsheets, plan.name) == before


def test_a_renamed_column_keeps_its_new_name(okrsheets: Run, tmp_path: Path) -> None:
    plan = lay(tmp_path / "plan.xlsx", PLAN)
    okrsheets("sync", "--yes", plan.name)
    book = openpyxl.load_workbook(plan)
    rename_progress(book["Sales"])
    book["Sales"]["F4"] = 3.6
    book.save(plan)
    okrsheets("sync", plan.name)
    sheet = openpyxl.load_workbook(plan)["Sales"]
    headings = [cell.value for cell in sheet[HEADER]]
    assert "How far we are" in headings
    assert "Progress (auto)" not in headings
    assert sheet.cell(4, headings.index("How far we are") + 1).value == pytest.approx(0.7895)


def test_a_sorted_table_has_each_figure_on_its_own_row(okrsheets: Run, tmp_path: Path) -> None:
    plan = lay(tmp_path / "plan.xlsx", PLAN)
    okrsheets("sync", "--yes", plan.name)
    book = openpyxl.load_workbook(plan)
    sheet = book["Sales"]
    for column in range(1, 9):  # the person sorts their own columns only, and leaves ours where they were
        sheet.cell(4, column).value, sheet.cell(5, column).value = (
            sheet.cell(5, column).value,
            sheet.cell(4, column).value,
        )
    book.save(plan)
    okrsheets("sync", plan.name)
    sheet = openpyxl.load_workbook(plan)["Sales"]
    column = _column(sheet, "Progress (auto)")
    assert [sheet.cell(row, column).value for row in (4, 5)] == [pytest.approx(0.5), pytest.approx(0.4211)]


def test_a_deleted_column_stays_away_is_told_and_comes_back_when_asked(
    okrsheets: Run, tmp_path: Path
) -> None:
    plan = lay(tmp_path / "plan.xlsx", PLAN)
    okrsheets("sync", "--yes", plan.name)
    book = openpyxl.load_workbook(plan)
    delete_warnings(book["Sales"])
    book.save(plan)
    done = okrsheets("sync", plan.name)
    assert "someone deleted Warnings (auto)" in done.stderr
    assert "Warnings (auto)" not in [cell.value for cell in openpyxl.load_workbook(plan)["Sales"][HEADER]]
    okrsheets("sync", "--restore-columns", plan.name)
    assert "Warnings (auto)" in [cell.value for cell in openpyxl.load_workbook(plan)["Sales"][HEADER]]


@pytest.mark.parametrize("forgets", [False, True], ids=["remembering", "forgetting"])
@pytest.mark.parametrize("late", [False, True], ids=["before", "between"])
def test_what_people_put_below_the_table_survives_every_sync(
    okrsheets: Run, tmp_path: Path, *, late: bool, forgets: bool
) -> None:
    plan = lay(tmp_path / "plan.xlsx", PLAN)
    width = openpyxl.load_workbook(plan)["Sales"].max_column
    if late:
        okrsheets("sync", "--yes", plan.name)
    book = openpyxl.load_workbook(plan)
    sheet = book["Sales"]
    bottom = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value is not None)
    theirs: dict[tuple[int, int], Any] = {(bottom + 3, width): "Quota", (bottom + 3, width + 1): 0.5}
    words = ("on track", "behind", "at risk")
    theirs |= {(bottom + 2 + number, width + 2): word for number, word in enumerate(words)}
    for (row, column), value in theirs.items():
        sheet.cell(row, column).value = value
    book.save(plan)
    for _ in range(3):
        if forgets:
            shutil.rmtree(tmp_path / ".okrsheets", ignore_errors=True)
        done = okrsheets("sync", "--yes", plan.name)
        assert done.returncode == 0, done.stderr
    after = openpyxl.load_workbook(plan)["Sales"]
    assert {place: after.cell(*place).value for place in theirs} == theirs
