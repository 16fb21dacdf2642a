"""A spreadsheet that is created with all that it holds, ranges by number, and the conditions of filters."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator import Emulator


def test_a_spreadsheet_is_created_with_what_lies_on_its_tabs(call: Caller) -> None:
    place = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    cell = {"userEnteredValue": {"stringValue": "Goal"}, "note": "who?"}
    data = {"startRow": 1, "rowData": [{"values": [{}, cell]}], "columnMetadata": [{"pixelSize": 200}]}
    rule = {"ranges": [place], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
    tab = {
        "properties": {"title": "Plan", "gridProperties": {"rowCount": 9}},
        "data": [data],
        "merges": [place | {"startRowIndex": 4, "endRowIndex": 5}],
        "basicFilter": {"range": place},
        "conditionalFormats": [rule],
        "protectedRanges": [{"range": place, "warningOnly": True}],
    }
    named = {"name": "Goals", "range": place}
    body = {"properties": {"title": "New", "locale": "de_DE"}, "sheets": [tab, {}], "namedRanges": [named]}
    made = call("POST", "/v4/spreadsheets", body)
    assert [one["properties"]["title"] for one in made["sheets"]] == ["Plan", "Sheet2"]
    parts = ("merges", "basicFilter", "conditionalFormats", "protectedRanges")
    assert set(parts) <= set(made["sheets"][0])
    assert made["namedRanges"][0]["name"] == "Goals"
    shown = call.get(made["spreadsheetId"], ranges="Plan!B2", includeGridData="true")["sheets"][0]["data"][0]
    assert shown["rowData"][0]["values"][0]["note"] == "who?"
    assert call.values(made["spreadsheetId"], "Plan!A1:B2") == [[], ["", "Goal"]]


def test_a_spreadsheet_that_makes_no_sense_is_not_created(emulator: Emulator, call: Caller) -> None:
    beyond = {"startRow": 2000, "rowData": [{"values": [{"note": "n"}]}]}
    call("POST", "/v4/spreadsheets", {"sheets": [{"data": [beyond]}]}, status=400)
    assert emulator.store.files == {}


def test_a_range_may_be_written_by_number(emulator: Emulator, call: Caller) -> None:
    book = emulator.make_book(tabs={"Plan": drawn("| a | b |\n| c | d |")}).id
    assert call("GET", f"/v4/spreadsheets/{book}/values/Plan!R1C2:R2C2") == {
        "range": "Plan!B1:B2",
        "majorDimension": "ROWS",
        "values": [["b"], ["d"]],
    }


@pytest.mark.parametrize(
    ("kind", "values", "left"),
    [
        ("NUMBER_BETWEEN", ["10", "20"], ["K1", "K2"]),
        ("NUMBER_NOT_BETWEEN", ["10", "20"], ["K3"]),
        ("DATE_BEFORE", ["2026-01-15"], ["K1"]),
        ("DATE_EQ", ["TODAY"], ["K1"]),
        ("DATE_ON_OR_AFTER", ["1/20/2026"], ["K2", "K3"]),
        ("DATE_BETWEEN", ["2026-01-02", "2026-01-31"], ["K2"]),
    ],
)
def test_a_filter_hides_rows_by_number_or_date(
    emulator: Emulator, call: Caller, kind: str, values: list[str], left: list[str]
) -> None:
    rows = """
    | Id | Progress | Due        |
    | K1 | 10       | 2026-01-01 |
    | K2 | 20       | 2026-01-20 |
    | K3 | 30       | 2026-02-20 |
    """
    book = emulator.make_book(tabs={"Plan": drawn(rows)}).id
    column = "1" if kind.startswith("NUMBER") else "2"
    told: list[Any] = [
        {"relativeDate": value} if value.isupper() else {"userEnteredValue": value} for value in values
    ]
    shown = {"range": {"sheetId": 0}, "criteria": {column: {"condition": {"type": kind, "values": told}}}}
    call.batch(book, {"setBasicFilter": {"filter": shown}})
    lines = call.get(book, ranges="A2:A4", fields="sheets.data(rowMetadata.hiddenByFilter)")
    hidden = [bool(row) for row in lines["sheets"][0]["data"][0]["rowMetadata"]]
    assert [key for key, gone in zip(("K1", "K2", "K3"), hidden, strict=True) if not gone] == left
