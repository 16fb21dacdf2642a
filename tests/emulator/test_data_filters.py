"""Data filters in place of ranges."""

from __future__ import annotations

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator import Emulator

PLAN = """
| Id | Progress |
| K1 | 10       |
| K2 | 20       |
"""
KEY = {"developerMetadataLookup": {"metadataKey": "key", "metadataValue": "K2"}}


@pytest.fixture
def plan(emulator: Emulator, call: Caller) -> str:
    book = emulator.make_book(tabs={"Plan": drawn(PLAN), "Team": [["x"]]}).id
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    entry = {
        "metadataKey": "key",
        "metadataValue": "K2",
        "location": {"dimensionRange": row},
        "visibility": "DOCUMENT",
    }
    call.batch(book, {"createDeveloperMetadata": {"developerMetadata": entry}})
    return book


def test_a_row_is_found_by_its_metadata_wherever_it_went(call: Caller, plan: str) -> None:
    put_in = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    call.batch(plan, {"insertDimension": {"range": put_in}})
    url = f"/v4/spreadsheets/{plan}/values:batchGetByDataFilter"
    (found,) = call("POST", url, {"dataFilters": [KEY]})["valueRanges"]
    assert found["valueRange"] == {"range": "Plan!A5:Z5", "majorDimension": "ROWS", "values": [["K2", "20"]]}
    assert found["dataFilters"] == [KEY]


def test_values_are_written_and_cleared_by_filter(call: Caller, plan: str) -> None:
    grid = {
        "gridRange": {
            "sheetId": 0,
            "startRowIndex": 1,
            "endRowIndex": 2,
            "startColumnIndex": 1,
            "endColumnIndex": 2,
        }
    }
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": grid, "values": [[15]]}]}
    done = call("POST", f"/v4/spreadsheets/{plan}/values:batchUpdateByDataFilter", body)
    assert (done["totalUpdatedCells"], done["responses"][0]["updatedRange"]) == (1, "Plan!B2")
    clear = {"dataFilters": [KEY, {"a1Range": "Team"}]}
    done = call("POST", f"/v4/spreadsheets/{plan}/values:batchClearByDataFilter", clear)
    assert done["clearedRanges"] == ["Plan!A3:Z3", "Team!A1:Z1000"]
    assert call.values(plan, "Plan!A1:B3") == [["Id", "Progress"], ["K1", "15"]]


def test_a_spreadsheet_is_cut_to_what_a_filter_selects(call: Caller, plan: str) -> None:
    body = {"dataFilters": [{"a1Range": "Plan!A2"}], "includeGridData": True}
    answer = call("POST", f"/v4/spreadsheets/{plan}:getByDataFilter", body)
    assert len(answer["sheets"]) == 1
    assert answer["sheets"][0]["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "K1"
