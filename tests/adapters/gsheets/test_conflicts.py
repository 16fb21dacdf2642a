"""People who move rows and columns between our read and our write: it follows, or is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.adapters.gsheets.asking import HEADING_NOTE
from okrsheets.errors import WriteLostError
from tests.adapters.gsheets.books import area, make
from tests.adapters.gsheets.runs import Runs
from tests.sheets_emulator import Emulator

PLAN = """
    | ID   | Objective | Key result       | Baseline | Current | Target |
    | CO-1 | Expand    | Win 40 customers | 0        | 10      | 40     |
    | CO-2 | Delight   | Raise NPS        | 20       | 30      | 40     |
    | CO-3 | Staff     | Hire 10 people   | 0        | 8       | 10     |
"""
PROGRESS = {"Win 40 customers": 0.25, "Raise NPS": 0.5, "Hire 10 people": 0.8}


def _line(dimension: str, index: int) -> dict[str, Any]:
    return {"dimension": dimension, "startIndex": index, "endIndex": index + 1}


def _sort(columns: str) -> dict[str, Any]:
    by = [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]
    return {"sortRange": {"range": area(f"A2:{columns}4"), "sortSpecs": by}}


ROWS: Mapping[str, dict[str, Any]] = {
    "inserted above": {"insertDimension": {"range": _line("ROWS", 0)}},
    "inserted within": {"insertDimension": {"range": _line("ROWS", 2)}},
    "deleted": {"deleteDimension": {"range": _line("ROWS", 2)}},
    "moved": {"moveDimension": {"source": _line("ROWS", 3), "destinationIndex": 1}},
    "sorted": _sort("M"),
    "sorted without our columns": _sort("F"),
}


@pytest.fixture(params=["new columns", "columns that are there"])
def runs(request: pytest.FixtureRequest, emulator: Emulator, adapter: GsheetsAdapter) -> Runs:
    """A sheet in which every key result has something to write."""
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}))
    if request.param != "new columns":
        sixes = [{"values": [{"userEnteredValue": {"numberValue": value}}]} for value in (9, 29, 7)]
        tens = [{"values": [{"userEnteredValue": {"numberValue": value}}]} for value in (10, 30, 8)]
        start = {"rowIndex": 1, "columnIndex": 4}
        runs.edit({"updateCells": {"start": start, "rows": sixes, "fields": "userEnteredValue"}})
        assert runs.sync() is not None
        runs.edit({"updateCells": {"start": start, "rows": tens, "fields": "userEnteredValue"}})
    emulator.log.clear()
    return runs


def _progress(runs: Runs) -> dict[Any, Any]:
    """What stands under our heading beside each key result."""
    sheet = runs.workbook().sheets[0]
    at = {str(cell.value): place for place, cell in sheet.cells.items()}
    column, titles = at["Progress (auto)"][1], at["Key result"][1]
    rows = range(1, max(row for row, _ in sheet.cells) + 1)
    return {
        sheet.value(row, titles): sheet.value(row, column)
        for row in rows
        if sheet.value(row, column) not in (None, "Progress (auto)")
    }


@pytest.mark.parametrize("what", ROWS)
def test_rows_that_move_before_they_are_written_get_what_is_theirs(
    emulator: Emulator, runs: Runs, what: str
) -> None:
    runs.edit_before(ROWS[what])
    assert runs.sync() is not None
    assert runs.attempts == 2
    counts = emulator.log.counts()
    assert (counts["read"], counts["write"]) == (2, 3)  # written, taken back, read and written again
    wanted = {k: v for k, v in PROGRESS.items() if not (what == "deleted" and k == "Raise NPS")}
    assert _progress(runs) == wanted
    assert runs.sync() is None


def test_a_value_that_changes_before_ours_is_written_is_taken_up_at_once(
    emulator: Emulator, runs: Runs
) -> None:
    twenty = [{"values": [{"userEnteredValue": {"numberValue": 20}}]}]
    start = {"rowIndex": 1, "columnIndex": 4}
    runs.edit_before({"updateCells": {"start": start, "rows": twenty, "fields": "userEnteredValue"}})
    assert runs.sync() is not None
    assert _progress(runs) == PROGRESS | {"Win 40 customers": 0.5}
    assert emulator.log.count("write") == 2


def test_edits_elsewhere_cost_no_other_call(emulator: Emulator, runs: Runs) -> None:
    runs.edit_before({"addSheet": {"properties": {"title": "Notes"}}})
    assert runs.sync() is not None
    assert (emulator.log.count("read"), emulator.log.count("write")) == (1, 1)


def test_a_column_that_is_inserted_beside_the_table_pushes_nothing_out(runs: Runs) -> None:
    runs.edit_before({"insertDimension": {"range": _line("COLUMNS", 20)}})
    assert runs.sync() is not None
    assert (runs.attempts, _progress(runs)) == (1, PROGRESS)


@pytest.mark.parametrize("index", [0, 3, 5])
def test_a_column_that_is_inserted_before_ours_costs_people_no_cell_and_is_told(
    runs: Runs, index: int
) -> None:
    before = {(r, c + (c >= index)): cell for (r, c), cell in runs.tab("Plan").cells.items() if c < 6}
    runs.edit_before({"insertDimension": {"range": _line("COLUMNS", index)}})
    with pytest.raises(WriteLostError, match=r"rows or columns moved meanwhile: Plan!G\d"):
        runs.sync()
    after = runs.tab("Plan").cells
    assert {place: after[place]["userEnteredValue"] for place in before} == {
        place: cell["userEnteredValue"] for place, cell in before.items()
    }
    assert runs.sync() is not None
    assert _progress(runs) == PROGRESS


def test_a_column_of_people_that_was_written_over_keeps_its_number_format_and_note(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}))
    euro = {"userEnteredFormat": {"numberFormat": {"type": "CURRENCY", "pattern": "[$€]0"}}}
    note = {"start": {"columnIndex": 5}, "rows": [{"values": [{"note": "mine"}]}], "fields": "note"}
    runs.edit(
        {"repeatCell": {"range": area("F2:F4"), "cell": euro, "fields": "userEnteredFormat.numberFormat"}}
    )
    runs.edit({"updateCells": note})
    runs.edit_before({"insertDimension": {"range": _line("COLUMNS", 0)}})
    with pytest.raises(WriteLostError, match="but for a part of the look of Plan!G1:G4"):
        runs.sync()
    assert runs.cell("Plan", "G2")["userEnteredFormat"]["numberFormat"] == {
        "type": "CURRENCY",
        "pattern": "[$€]0",
    }
    assert [runs.cell("Plan", at).get("note") for at in ("G1", "H1")] == ["mine", None]
    assert HEADING_NOTE not in str(runs.tab("Plan").cells)


def test_a_smart_chip_that_was_written_over_comes_back(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}))
    person = {"personProperties": {"email": "kim@example.com"}}
    chip = {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [{"startIndex": 0, "chip": person}]}
    start = {"rowIndex": 1, "columnIndex": 5}
    put = {"start": start, "rows": [{"values": [chip]}], "fields": "userEnteredValue,chipRuns"}
    runs.edit({"updateCells": put})
    runs.edit_before({"insertDimension": {"range": _line("COLUMNS", 0)}})
    with pytest.raises(WriteLostError):
        runs.sync()
    assert runs.says("Plan", "G2") == ["kim@example.com"]


def test_a_table_of_google_whose_columns_moved_is_as_it_was(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    table = {"addTable": {"table": {"name": "Goals", "range": area("A1:F4")}}}
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}, table))
    runs.edit_before({"insertDimension": {"range": _line("COLUMNS", 0)}})
    with pytest.raises(WriteLostError):
        runs.sync()
    sheet = runs.workbook().sheets[0]
    assert [one.range.a1 for one in sheet.tables] == ["B1:G4"]
    assert [sheet.value(1, column) for column in range(1, 9)] == [
        None,
        "ID",
        "Objective",
        "Key result",
        "Baseline",
        "Current",
        "Target",
        None,
    ]
    assert runs.sync() is not None
    assert _progress(runs) == PROGRESS


FORM = """
    | Objective    | Grow with customers | Delight everyone  |
    | Owner        | Mara                | Jo                |
    | Key result 1 | Win 40 customers    | Raise NPS         |
    | Progress     | 40%                 | 60%               |
    | Key result 2 | Open 3 offices      | Answer in 2 hours |
    | Progress     | 20%                 | 80%               |
"""


def test_rows_of_ours_below_a_form_are_written_and_follow_their_columns(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Form": FORM}))
    runs.edit_before({"insertDimension": {"range": _line("COLUMNS", 1)}})
    assert runs.sync() is not None
    assert runs.says("Form", "A7", "B7", "C7", "D7") == ["Progress (auto)", None, 0.3, 0.7]
    assert runs.cell("Form", "C7")["userEnteredFormat"]["numberFormat"]["type"] == "PERCENT"
    assert runs.sync() is None


def test_a_row_of_people_that_went_where_a_row_of_ours_was_to_go_comes_back_and_is_told(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Form": FORM}))
    runs.edit_before({"insertDimension": {"range": _line("ROWS", 2)}})
    with pytest.raises(
        WriteLostError, match="rows or columns moved meanwhile: Form!A7, B7, C7 were written over"
    ):
        runs.sync()
    assert runs.says("Form", "A7", "B7", "C7", "A8") == ["Progress", 0.2, 0.8, None]
    assert runs.sync() is not None
    assert runs.says("Form", "A8", "B8", "C8") == ["Progress (auto)", 0.3, 0.7]
