"""`okrsheets undo` gives the columns that a table or a filter grew by back, after others saved the file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.adapters.xlsx.judging import faults_of
from tests.cli.conftest import PLAN, Run

OFFICE = shutil.which("soffice")
ROWS = PLAN["Sales"][2:]
OURS = [f"{column}{row}" for column in "IJKLMNO" for row in (3, 4, 5)]


def lay_table(path: Path) -> None:
    """The OKRs in a real table."""
    with xlsxwriter.Workbook(str(path)) as book:
        columns = [{"header": heading} for heading in ROWS[0]]
        sheet = book.add_worksheet("Sales")
        sheet.add_table(2, 0, 4, 7, {"name": "Plan", "columns": columns, "data": ROWS[1:]})


def lay_filtered(path: Path) -> None:
    """The OKRs under a filter."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sales")
        for number, row in enumerate(ROWS):
            sheet.write_row(2 + number, 0, row)
        sheet.autofilter(2, 0, 4, 7)


def save_with_openpyxl(path: Path) -> None:
    """Someone opens the file with one program and saves it."""
    openpyxl.load_workbook(path).save(path)


def save_with_office(path: Path) -> None:
    """Someone opens the file with another program and saves it."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    saved = path.parent / "saved"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(path)],
        capture_output=True,
        check=True,
    )
    shutil.move(saved / path.name, path)


@pytest.mark.parametrize("save", [save_with_openpyxl, save_with_office])
@pytest.mark.parametrize(
    ("lay", "faults"),
    [
        (lay_table, ["xl/tables/table1.xml: changed without need"]),
        (
            lay_filtered,
            [
                "xl/worksheets/sheet1.xml: autoFilter changed",
                "the workbook part changed beside its calculation",
            ],
        ),
    ],
)
def test_what_grew_for_our_columns_shrinks_back(
    okrsheets: Run,
    tmp_path: Path,
    lay: Callable[[Path], None],
    faults: list[str],
    save: Callable[[Path], None],
) -> None:
    path = tmp_path / "plan.xlsx"
    lay(path)
    okrsheets("sync", "plan.xlsx", "--yes")
    save(path)
    saved = path.read_bytes()
    done = okrsheets("undo", "plan.xlsx", "--yes")
    assert (done.returncode, "took back 12 cells" in done.stderr) == (0, True)
    assert sorted(faults_of(saved, path.read_bytes(), {("Sales", at): "" for at in OURS})) == sorted(faults)
    sheet = openpyxl.load_workbook(path)["Sales"]
    assert [*(table.ref for table in sheet.tables.values()), sheet.auto_filter.ref] in (
        ["A3:H5", None],
        ["A3:H5"],
    )
    assert [[cell.value for cell in row[:8]] for row in sheet["A3:H5"]] == [
        [value or None for value in row] for row in ROWS
    ]


def test_a_table_that_someone_summed_up_keeps_its_headings(okrsheets: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    lay_table(path)
    okrsheets("sync", "plan.xlsx", "--yes")
    book = openpyxl.load_workbook(path)
    book["Sales"].tables["Plan"].tableColumns[8].totalsRowFunction = "average"
    book.save(path)
    done = okrsheets("undo", "plan.xlsx", "--yes")
    assert done.returncode == 3
    assert "Sales!I3, J3, K3 and 4 more not taken back" in done.stderr
    assert "[table-cannot-shrink]" in done.stderr
    sheet = openpyxl.load_workbook(path)["Sales"]
    assert (sheet["I3"].value, sheet["I4"].value) == ("Progress (auto)", None)
    assert sheet.tables["Plan"].ref == "A3:O5"


def test_a_sync_after_it_grows_the_table_again(okrsheets: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    lay_table(path)
    okrsheets("sync", "plan.xlsx", "--yes")
    save_with_openpyxl(path)
    okrsheets("undo", "plan.xlsx", "--yes")
    okrsheets("sync", "plan.xlsx")
    sheet = openpyxl.load_workbook(path)["Sales"]
    assert (sheet.tables["Plan"].ref, sheet["I3"].value) == ("A3:O5", "Progress (auto)")
