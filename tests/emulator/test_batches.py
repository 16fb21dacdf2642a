"""`batchUpdate`: all or nothing, in order, and what each kind of request does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn, grid
from tests.sheets_emulator import Emulator

PLAN = """
| Id | Key result | Progress |
| K3 | Churn      | 10       |
| K1 | Activation | 30       |
| K2 |            | 20       |
"""
TABLE = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 3}


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Plan": drawn(PLAN), "Team": [["x"]]}).id


def cell(value: Any) -> dict[str, Any]:
    kinds = {str: "stringValue", bool: "boolValue"}
    return {"userEnteredValue": {kinds.get(type(value), "numberValue"): value}}


def written(row: int, column: int, *values: object) -> dict[str, Any]:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    rows = [{"values": [cell(value)]} for value in values]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def test_a_refused_request_takes_the_whole_batch_back(call: Caller, plan: str) -> None:
    before = call.get(plan, includeGridData="true")
    words = call.refused(plan, written(1, 2, 99), {"deleteSheet": {"sheetId": 7}})
    assert words == "Invalid requests[1].deleteSheet: No sheet with id: 7"
    assert call.get(plan, includeGridData="true") == before


def test_a_batch_shows_the_spreadsheet_as_it_left_it(call: Caller, plan: str) -> None:
    body = {
        "requests": [written(1, 2, 0.5, 0.7)],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["Plan!A2:A3", "Plan!C2:C3"],
    }
    url = f"/v4/spreadsheets/{plan}:batchUpdate"
    fields = "replies,updatedSpreadsheet(sheets(data(startRow,startColumn,rowData(values(effectiveValue)))))"
    answer = call("POST", url, body, fields=fields)
    assert set(answer) == {"replies", "updatedSpreadsheet"}
    keys, progress = answer["updatedSpreadsheet"]["sheets"][0]["data"]
    assert keys == {
        "startRow": 1,
        "rowData": [{"values": [{"effectiveValue": {"stringValue": key}}]} for key in ("K3", "K1")],
    }
    assert progress["startColumn"] == 2
    assert [row["values"][0]["effectiveValue"]["numberValue"] for row in progress["rowData"]] == [0.5, 0.7]
    whole = call("POST", url, body | {"responseRanges": [], "responseIncludeGridData": False})
    assert "data" not in whole["updatedSpreadsheet"]["sheets"][0]


def test_typed_values_are_stored_as_they_are(call: Caller, plan: str) -> None:
    typed = ("=1+1", "0042", 0.5, True)
    call.batch(plan, written(5, 0, *typed))
    shown = call.values(plan, "Plan!A6:A9", valueRenderOption="UNFORMATTED_VALUE")
    assert shown == [[value] for value in typed]


def test_a_range_of_cells_is_cleared_where_the_rows_do_not_reach(call: Caller, plan: str) -> None:
    place = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 1, "endColumnIndex": 3}
    request = {"range": place, "rows": [{"values": [cell("new")]}], "fields": "userEnteredValue"}
    call.batch(plan, {"updateCells": request})
    assert call.values(plan, "Plan!A1:C4") == [
        ["Id", "Key result", "Progress"],
        ["K3", "new"],
        ["K1"],
        ["K2"],
    ]


def test_cells_beyond_the_grid_are_refused(call: Caller, plan: str) -> None:
    words = call.refused(plan, written(999, 0, 1, 2))
    assert words.endswith("updateCells: Attempting to write row: 1000, beyond the last requested row of: 999")
    beyond = {
        "repeatCell": {"range": {"sheetId": 0, "startRowIndex": 1000, "endColumnIndex": 2}, "fields": "note"}
    }
    assert call.refused(plan, beyond) == (
        "Invalid requests[0].repeatCell: Range (Plan!A1001:B) exceeds grid limits. Max rows: 1000, "
        "max columns: 26"
    )


@pytest.mark.parametrize("fields", ["", "userEnteredValue,colour"])
def test_the_fields_to_change_must_be_named_and_known(call: Caller, plan: str, fields: str) -> None:
    request = written(1, 1, "x")
    request["updateCells"]["fields"] = fields
    told = "Invalid field: colour" if fields else "At least one field must be listed in 'fields'."
    assert told in call.refused(plan, request)


def test_rows_put_in_push_everything_on_ranges_along(call: Caller, plan: str) -> None:
    below = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
    call.batch(
        plan,
        {"mergeCells": {"range": below}},
        {"addNamedRange": {"namedRange": {"name": "Keys", "range": below}}},
        {"addProtectedRange": {"protectedRange": {"range": below}}},
        {"setBasicFilter": {"filter": {"range": TABLE}}},
        {"addTable": {"table": {"name": "T", "range": TABLE}}},
        {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}},
    )
    answer = call.get(plan)
    sheet = answer["sheets"][0]
    places = [
        sheet["merges"][0],
        answer["namedRanges"][0]["range"],
        sheet["protectedRanges"][0]["range"],
        sheet["basicFilter"]["range"],
        sheet["tables"][0]["range"],
    ]
    assert [(place["startRowIndex"], place["endRowIndex"]) for place in places] == [(4, 6)] * 3 + [(0, 6)] * 2
    call.batch(
        plan,
        {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 4, "endIndex": 6}}},
    )
    answer = call.get(plan)
    assert "namedRanges" not in answer
    assert "merges" not in answer["sheets"][0]
    assert answer["sheets"][0]["basicFilter"]["range"]["endRowIndex"] == 4


def test_a_new_row_looks_like_the_row_before_or_after_it(call: Caller, plan: str) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    head = TABLE | {"endRowIndex": 1}
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    call.batch(
        plan,
        {"repeatCell": {"range": head, "cell": bold, "fields": "userEnteredFormat"}},
        {"insertDimension": {"range": rows, "inheritFromBefore": True}},
        {"insertDimension": {"range": rows | {"startIndex": 3, "endIndex": 4}}},
    )
    answer = call.get(
        plan, ranges="Plan!A1:A4", fields="sheets.data.rowData.values.userEnteredFormat.textFormat.bold"
    )
    rows_shown = answer["sheets"][0]["data"][0]["rowData"]
    assert [bool(row.get("values", [{}])[0]) for row in rows_shown] == [True, True, False]


def test_rows_are_sorted_with_blanks_last_either_way(call: Caller, plan: str) -> None:
    table = TABLE | {"startRowIndex": 1}
    sort = {"range": table, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]}
    call.batch(plan, {"sortRange": sort})
    assert grid(call.values(plan, "Plan!A2:C4")) == grid(
        drawn("""
        | K3 | Churn      | 10 |
        | K1 | Activation | 30 |
        | K2 |            | 20 |
        """)
    )
    sort["sortSpecs"] = [{"dimensionIndex": 1}, {"dimensionIndex": 0}]
    call.batch(plan, {"sortRange": sort})
    assert [row[0] for row in call.values(plan, "Plan!A2:A4")] == ["K1", "K3", "K2"]


def test_a_row_is_moved(call: Caller, plan: str) -> None:
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    call.batch(plan, {"moveDimension": {"source": rows, "destinationIndex": 4}})
    assert [row[0] for row in call.values(plan, "Plan!A2:A4")] == ["K1", "K2", "K3"]


def test_a_merge_keeps_the_first_value_and_refuses_half_a_merge(call: Caller, plan: str) -> None:
    place = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 1, "endColumnIndex": 3}
    call.batch(plan, {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}})
    assert call.values(plan, "Plan!A3:C4") == [["K1", "Activation"], ["K2"]]
    words = call.refused(plan, {"unmergeCells": {"range": place | {"endRowIndex": 3}}})
    assert words.endswith("You must select all cells in a merged range to merge or unmerge them.")
    call.batch(plan, {"unmergeCells": {"range": place}})
    assert "merges" not in call.get(plan)["sheets"][0]


def test_tabs_are_added_moved_renamed_hidden_and_deleted(call: Caller, plan: str) -> None:
    added = call.batch(plan, {"addSheet": {"properties": {"title": "New", "index": 0}}})
    new = added["replies"][0]["addSheet"]["properties"]
    assert (new["index"], new["gridProperties"]) == (0, {"rowCount": 1000, "columnCount": 26})
    place = {"properties": {"sheetId": new["sheetId"], "index": 3}, "fields": "index"}
    call.batch(plan, {"updateSheetProperties": place})
    assert [one["properties"]["title"] for one in call.get(plan)["sheets"]] == ["Plan", "Team", "New"]
    taken = {"properties": {"sheetId": 0, "title": "team"}, "fields": "title"}
    assert 'A sheet with the name "team" already exists.' in call.refused(
        plan, {"updateSheetProperties": taken}
    )
    for sheet in call.get(plan)["sheets"][1:]:
        properties = {"sheetId": sheet["properties"]["sheetId"], "hidden": True}
        call.batch(plan, {"updateSheetProperties": {"properties": properties, "fields": "hidden"}})
    last = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    assert call.refused(plan, {"updateSheetProperties": last}) == (
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    )
    assert "visible" in call.refused(plan, {"deleteSheet": {"sheetId": 0}})


def test_a_tab_is_duplicated_with_what_lies_on_it(call: Caller, plan: str) -> None:
    call.batch(plan, {"addProtectedRange": {"protectedRange": {"range": TABLE}}})
    request = {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 1, "newSheetName": "Twin"}}
    twin = call.batch(plan, request)["replies"][0]["duplicateSheet"]["properties"]
    shown = call.get(plan)["sheets"][1]
    assert shown["protectedRanges"][0]["range"]["sheetId"] == twin["sheetId"]
    assert call.values(plan, "Twin!A2") == [["K3"]]


def test_colours_come_in_both_forms_and_in_steps(call: Caller, plan: str) -> None:
    colour = {"properties": {"sheetId": 0, "tabColor": {"red": 0.5}}, "fields": "tabColor"}
    call.batch(plan, {"updateSheetProperties": colour})
    shown = call.get(plan, fields="sheets.properties(tabColor,tabColorStyle)")["sheets"][0]["properties"]
    assert shown == {"tabColor": {"red": 0.49803922}, "tabColorStyle": {"rgbColor": {"red": 0.49803922}}}
    gone = {"properties": {"sheetId": 0, "tabColorStyle": {"rgbColor": None}}, "fields": "tabColorStyle"}
    call.batch(plan, {"updateSheetProperties": gone})
    assert call.get(plan, fields="sheets.properties.tabColor")["sheets"][0] == {"properties": {}}


def test_a_table_knows_its_columns_and_may_grow(call: Caller, plan: str) -> None:
    columns = [{"columnIndex": 2, "columnName": "Progress", "columnType": "PERCENT"}]
    table = {"name": "Goals", "range": TABLE, "columnProperties": columns}
    made = call.batch(plan, {"addTable": {"table": table}})["replies"][0]["addTable"]["table"]
    assert [column["columnName"] for column in made["columnProperties"]] == ["Id", "Key result", "Progress"]
    assert made["columnProperties"][2]["columnType"] == "PERCENT"
    wider = {"tableId": made["tableId"], "range": TABLE | {"endColumnIndex": 4}}
    call.batch(plan, {"updateTable": {"table": wider, "fields": "range"}})
    shown = call.get(plan)["sheets"][0]["tables"][0]
    assert (shown["range"]["endColumnIndex"], shown["columnProperties"][3]["columnName"]) == (4, "Column 4")
    put_in = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    call.batch(plan, {"insertDimension": {"range": put_in}})
    shown = call.get(plan)["sheets"][0]["tables"][0]["columnProperties"]
    assert [(one.get("columnIndex", 0), one["columnName"]) for one in shown] == [
        (0, "Id"),
        (1, "Column 2"),
        (2, "Key result"),
        (3, "Progress"),
        (4, "Column 4"),
    ]
    call.batch(plan, {"deleteDimension": {"range": put_in}})
    assert call.get(plan)["sheets"][0]["tables"][0]["columnProperties"][2]["columnType"] == "PERCENT"
    assert "overlaps" in call.refused(plan, {"addTable": {"table": {"range": TABLE}}})
    call.batch(plan, {"deleteTable": {"tableId": made["tableId"]}})
    assert call.values(plan, "Plan!A1:D4") == []


def test_metadata_of_a_row_follows_it_and_an_id_is_taken_once(call: Caller, plan: str) -> None:
    row = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    entry = {
        "metadataId": 7,
        "metadataKey": "key",
        "metadataValue": "K3",
        "location": row,
        "visibility": "DOCUMENT",
    }
    call.batch(plan, {"createDeveloperMetadata": {"developerMetadata": entry}})
    lock = {
        "metadataId": 8,
        "metadataKey": "lock",
        "location": {"spreadsheet": True},
        "visibility": "PROJECT",
    }
    call.batch(plan, {"createDeveloperMetadata": {"developerMetadata": lock}})
    assert "already exists" in call.refused(plan, {"createDeveloperMetadata": {"developerMetadata": lock}})
    call.batch(plan, {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "endIndex": 1}}})
    shown = call.get(
        plan, ranges="Plan!A3", fields="developerMetadata,sheets.data.rowMetadata.developerMetadata"
    )
    assert shown["developerMetadata"][0]["metadataKey"] == "lock"
    assert shown["sheets"][0]["data"][0]["rowMetadata"][0]["developerMetadata"][0]["metadataValue"] == "K3"
    found = call("GET", f"/v4/spreadsheets/{plan}/developerMetadata/7")
    assert found["location"]["locationType"] == "ROW"
    lookup = {"developerMetadataLookup": {"metadataKey": "lock"}}
    search = call("POST", f"/v4/spreadsheets/{plan}/developerMetadata:search", {"dataFilters": [lookup]})
    assert search["matchedDeveloperMetadata"][0]["developerMetadata"]["metadataId"] == 8
    update = {
        "dataFilters": [lookup],
        "developerMetadata": {"metadataValue": "held"},
        "fields": "metadataValue",
    }
    call.batch(plan, {"updateDeveloperMetadata": update})
    gone = call.batch(plan, {"deleteDeveloperMetadata": {"dataFilter": lookup}})["replies"][0]
    assert gone["deleteDeveloperMetadata"]["deletedDeveloperMetadata"][0]["metadataValue"] == "held"


def test_filter_views_banding_and_conditional_formats_are_kept(call: Caller, plan: str) -> None:
    rule = {
        "ranges": [TABLE],
        "booleanRule": {"condition": {"type": "BLANK"}, "format": {"backgroundColor": {"red": 1}}},
    }
    call.batch(
        plan,
        {"addFilterView": {"filter": {"title": "Mine", "range": TABLE}}},
        {"addBanding": {"bandedRange": {"range": TABLE, "rowProperties": {"headerColor": {"green": 1}}}}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"addConditionalFormatRule": {"rule": rule | {"ranges": [TABLE | {"endRowIndex": 2}]}, "index": 0}},
        {"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 1}},
        {"setDataValidation": {"range": TABLE, "rule": {"condition": {"type": "BOOLEAN"}, "strict": False}}},
        {"updateBorders": {"range": TABLE, "innerVertical": {"style": "SOLID", "color": {"blue": 1}}}},
        {"addDimensionGroup": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 4}}},
        {"addDimensionGroup": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}}},
    )
    sheet = call.get(plan, includeGridData="true")["sheets"][0]
    assert sheet["filterViews"][0]["title"] == "Mine"
    assert sheet["bandedRanges"][0]["rowProperties"]["headerColorStyle"] == {"rgbColor": {"green": 1}}
    assert [one["ranges"][0]["endRowIndex"] for one in sheet["conditionalFormats"]] == [4, 2]
    assert [(g["range"]["startIndex"], g["depth"]) for g in sheet["rowGroups"]] == [(1, 1), (2, 2)]
    corner = sheet["data"][0]["rowData"][0]["values"][0]
    assert corner["dataValidation"] == {"condition": {"type": "BOOLEAN"}}
    assert set(corner["userEnteredFormat"]["borders"]) == {"right"}


@pytest.fixture
def shared(closed: Emulator) -> tuple[Caller, str]:
    """A plan whose progress column only its owner may edit, called by someone else who may write."""
    file = closed.make_book(
        owner="boss@example.com", tabs={"Plan": drawn(PLAN)}, access={"kim@example.com": "writer"}
    )
    place = {"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}
    closed.edit(file.id, [{"addProtectedRange": {"protectedRange": {"range": place}}}])
    token = closed.identities.grant("kim@example.com", now=closed.clock.now())
    return Caller(closed, {"Authorization": f"Bearer {token}"}), file.id


@pytest.mark.parametrize(
    "request_",
    [
        written(1, 2, 5),
        {"repeatCell": {"range": TABLE, "cell": {"note": "n"}, "fields": "note"}},
        {"sortRange": {"range": TABLE, "sortSpecs": [{"dimensionIndex": 0}]}},
        {"mergeCells": {"range": TABLE}},
        {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
        {"cutPaste": {"source": TABLE, "destination": {"rowIndex": 9}}},
        {"deleteProtectedRange": {"protectedRangeId": 0}},
    ],
    ids=lambda request: next(iter(request)),
)
def test_a_protected_cell_is_not_touched_by_others(
    shared: tuple[Caller, str], request_: dict[str, Any]
) -> None:
    call, plan = shared
    protection = call.get(plan)["sheets"][0]["protectedRanges"][0]
    if "deleteProtectedRange" in request_:
        request_ = {"deleteProtectedRange": {"protectedRangeId": protection["protectedRangeId"]}}
    words = call.refused(plan, request_)
    assert words == (
        f"Invalid requests[0].{next(iter(request_))}: You are trying to edit a protected cell or object. "
        "Please contact the spreadsheet owner to remove protection if you need to edit."
    )
    call("PUT", f"/v4/spreadsheets/{plan}/values/C2", {"values": [[1]]}, status=400, valueInputOption="RAW")
    call.batch(plan, written(1, 1, "free"))


def test_what_is_not_emulated_says_so(call: Caller, plan: str) -> None:
    assert call.refused(plan, {"addDataSource": {}}, status=501) == (
        "emulator: requests[0].addDataSource is not emulated"
    )


def test_a_spreadsheet_does_not_grow_beyond_ten_million_cells(call: Caller, plan: str) -> None:
    words = call.refused(plan, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 400_000}})
    assert words.endswith("above the limit of 10000000 cells.")
    call.batch(plan, {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 4}})
    assert call.get(plan)["sheets"][0]["properties"]["gridProperties"]["columnCount"] == 30
