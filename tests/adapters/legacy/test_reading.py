"""Older workbooks are read with their values, at the addresses that their programs show."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from okrsheets.adapters.legacy import LegacyReader
from okrsheets.grid import CellRange, Value
from tests.adapters.legacy.books import binary_workbook, converted

VALUES: dict[tuple[int, int], Value] = {
    (4, 3): "Objective",
    (4, 4): "Key result",
    (5, 3): "Grow, and fast",
    (5, 4): "Win\n40 customers",
    (5, 5): 0.6,
    (5, 6): date(2026, 10, 1),
    (5, 7): time(12, 30),
    (5, 8): datetime.combine(date(2026, 10, 1), time(9, 15)),
    (5, 9): 1.25,
    (6, 4): "0042",
    (6, 5): -3.5,
    (9, 12): "far below",
}


@pytest.fixture(scope="module", params=["xls", "ods"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drawn") / "Plan Q4.xlsx"
    drawn = xlsxwriter.Workbook(str(path))
    formats = {
        date: drawn.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: drawn.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        time: drawn.add_format({"num_format": "hh:mm"}),
    }
    sheet = drawn.add_worksheet("OKRs")
    sheet.merge_range("C5:C6", VALUES[5, 3])
    for (row, column), value in VALUES.items():
        if isinstance(value, date | time):
            sheet.write_datetime(row - 1, column - 1, value, formats[type(value)])
        elif isinstance(value, str) and (row, column) != (5, 3):
            sheet.write_string(row - 1, column - 1, value)
        elif isinstance(value, float):
            sheet.write_number(row - 1, column - 1, value)
    sheet.write_formula("I5", "=0.25*5", None, 1.25)
    hidden = drawn.add_worksheet("Lists")
    hidden.write("B2", "on track")
    hidden.hide()
    drawn.add_worksheet("Empty")
    drawn.close()
    return converted(path, request.param)


def test_values_stand_at_their_addresses_though_the_first_rows_are_blank(book: Path) -> None:
    read = LegacyReader().read(str(book))
    assert {at: cell.value for at, cell in read.sheets[0].cells.items()} == VALUES


def test_every_tab_is_there_and_the_hidden_are_known(book: Path) -> None:
    read = LegacyReader().read(str(book))
    tabs = [(sheet.name, sheet.hidden, len(sheet.cells)) for sheet in read.sheets]
    assert tabs == [("OKRs", False, len(VALUES)), ("Lists", True, 1), ("Empty", False, 0)]


def test_it_is_known_by_its_file_and_never_written(book: Path) -> None:
    read = LegacyReader().read(str(book))
    assert read.title == book.name
    assert read.read_only_because == f"{book.suffix} files are never written"
    assert read.revision == LegacyReader().read(str(book)).revision


def test_merged_cells_of_an_xls_are_known(book: Path) -> None:
    if book.suffix != ".xls":
        pytest.skip("the library knows of merged cells in .xls only")
    assert LegacyReader().read(str(book)).sheets[0].merges == (CellRange(5, 3, 6, 3),)


def test_a_binary_workbook_is_read(tmp_path: Path) -> None:
    cells: dict[tuple[int, int], str | float | bool]
    cells = {(3, 2): "Objective", (3, 3): "Done", (4, 2): "Größer werden", (4, 3): True, (5, 3): 0.25}
    path = binary_workbook(tmp_path / "plan.xlsb", cells, tab="Ziele")
    (sheet,) = LegacyReader().read(str(path)).sheets
    assert sheet.name == "Ziele"
    assert {at: cell.value for at, cell in sheet.cells.items()} == cells
