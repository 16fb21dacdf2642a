"""What Google refuses, in its words: names, unions, rules, tables, sorting and moving across merges."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn, place
from tests.sheets_emulator import Emulator

PLAN = """
| Id | Key result | Progress |
| K3 | Churn      | 10       |
| K1 | Activation | 30       |
| K2 | Demos      | 20       |
"""


def rows(start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


TABLE = place(0, 4, 0, 3)


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Plan": drawn(PLAN), "Team": [["x"]]}).id


def test_of_several_writes_the_one_that_is_refused_is_named(call: Caller, plan: str) -> None:
    data = [{"range": "A9", "values": [[1]]}, {"range": "Nowhere!A1", "values": [[1]]}]
    body = {"valueInputOption": "RAW", "data": data}
    answer = call("POST", f"/v4/spreadsheets/{plan}/values:batchUpdate", body, status=400)
    assert answer["error"]["message"] == "Invalid data[1]: Unable to parse range: Nowhere!A1"


@pytest.mark.parametrize(("verb", "suffix"), [("PUT", ""), ("POST", ":append")])
def test_a_range_in_the_body_must_be_the_one_in_the_address(
    call: Caller, plan: str, verb: str, suffix: str
) -> None:
    url = f"/v4/spreadsheets/{plan}/values/Plan!A9{suffix}"
    body = {"range": "'Plan'!A9", "values": [[1]]}
    answer = call(verb, url, body, status=400, valueInputOption="RAW")
    assert answer["error"]["message"] == "Request range[Plan!A9] does not match value's range['Plan'!A9]"
    call(verb, url, body | {"range": "Plan!A9"}, valueInputOption="RAW")


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"updateSheetProperties": {"properties": {"sheetId": 7}, "fields": "title"}}, "No sheet with id: 7"),
        ({"mergeCells": {"range": {"sheetId": 7}}}, "No grid with id: 7"),
        (
            {"insertDimension": {"range": rows(1001, 1002)}},
            "range.startIndex is larger than current grid size (1000)",
        ),
        (
            {"insertDimension": {"range": rows(1000, 1001)}},
            "range.startIndex must be less than the grid size (1000) if inheritFromBefore is false.",
        ),
        (
            {"sortRange": {"range": place(1000, 1001, 0, 1)}},
            "range.startRowIndex is larger than current grid size (1000)",
        ),
        (
            {"addNamedRange": {"namedRange": {"name": "A1", "range": TABLE}}},
            "The named range name is invalid: A1",
        ),
        ({"addChart": {"chart": {}}}, "no chart spec"),
        (
            {"addConditionalFormatRule": {"rule": {"ranges": [TABLE], "gradientRule": {"minpoint": {}}}}},
            "No interpolationPointType specified.",
        ),
        (
            {
                "addConditionalFormatRule": {
                    "rule": {
                        "ranges": [TABLE],
                        "gradientRule": {"minpoint": {"type": "NUMBER"}, "maxpoint": {"type": "MAX"}},
                    }
                }
            },
            "InterpolationPoint.value is required.",
        ),
        (
            {"addTable": {"table": {"range": TABLE, "columnProperties": [{"columnType": "DROPDOWN"}]}}},
            "Condition must be set for dropdown column type.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_request_is_refused_in_googles_words(
    call: Caller, plan: str, request_: dict[str, Any], words: str
) -> None:
    assert call.refused(plan, request_) == f"Invalid requests[0].{next(iter(request_))}: {words}"


def test_names_and_ids_that_are_taken_are_refused(call: Caller, plan: str) -> None:
    name = {"addNamedRange": {"namedRange": {"name": "Keys", "range": TABLE}}}
    item = {"metadataId": 5, "metadataKey": "k", "location": {"spreadsheet": True}}
    note = {"createDeveloperMetadata": {"developerMetadata": item}}
    band = {"addBanding": {"bandedRange": {"range": TABLE, "rowProperties": {"headerColor": {"red": 1}}}}}
    call.batch(plan, name, note, band)
    assert call.refused(plan, name).endswith(
        "Cannot add named range with name Keys, a named range with that name already exists."
    )
    assert call.refused(plan, note).endswith(
        "Cannot add developer metadata with ID [5] because developer metadata with that ID already exists."
    )
    assert "already has alternating background colors" in call.refused(plan, band)
    other = call.batch(plan, {"addNamedRange": {"namedRange": {"name": "Other", "range": TABLE}}})
    named = other["replies"][0]["addNamedRange"]["namedRange"] | {"name": "keys"}
    assert "already exists" in call.refused(
        plan, {"updateNamedRange": {"namedRange": named, "fields": "name"}}
    )


@pytest.mark.parametrize(
    ("request_", "place_", "union", "second"),
    [
        (
            {"updateCells": {"start": {}, "range": TABLE, "fields": "note"}},
            "requests[0].update_cells",
            "area",
            "range",
        ),
        (
            {
                "repeatCell": {
                    "range": TABLE,
                    "cell": {"userEnteredValue": {"stringValue": "a", "boolValue": True}},
                    "fields": "*",
                }
            },
            "requests[0].repeat_cell.cell.user_entered_value",
            "value",
            "boolValue",
        ),
    ],
)
def test_of_a_choice_only_one_may_be_set(
    call: Caller, plan: str, request_: dict[str, Any], place_: str, union: str, second: str
) -> None:
    assert call.refused(plan, request_) == (
        f"Invalid value at '{place_}' (oneof), oneof field '{union}' is already set. Cannot set '{second}'"
    )


def test_sorting_leaves_hidden_and_filtered_rows_where_they_are(call: Caller, plan: str) -> None:
    hide = {"range": rows(1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    shown = {"filter": {"range": TABLE, "criteria": {"1": {"hiddenValues": ["Demos"]}}}}
    call.batch(
        plan,
        {
            "appendCells": {
                "sheetId": 0,
                "rows": [{"values": [{"userEnteredValue": {"stringValue": "K0"}}]}],
                "fields": "userEnteredValue",
            }
        },
    )
    call.batch(plan, {"updateDimensionProperties": hide}, {"setBasicFilter": shown})
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    call.batch(plan, {"sortRange": {"range": place(1, 5, 0, 3), "sortSpecs": [spec]}})
    assert call.values(plan, "A2:A5") == [["K3"], ["K0"], ["K2"], ["K1"]]


def test_a_range_with_tall_merges_is_not_sorted_and_rows_do_not_cross_them(call: Caller, plan: str) -> None:
    call.batch(plan, {"mergeCells": {"range": place(1, 3, 0, 1)}})
    sort = {"range": place(1, 4, 0, 3), "sortSpecs": [{"dimensionIndex": 1}]}
    assert call.refused(plan, {"sortRange": sort}).endswith("There is a vertical merge at A2:A3")
    move = {"moveDimension": {"source": rows(3, 4), "destinationIndex": 2}}
    assert "to a position that crosses a merged cell" in call.refused(plan, move)


def test_what_lies_on_rows_and_formulas_follow_them_when_they_move(call: Caller, plan: str) -> None:
    url = f"/v4/spreadsheets/{plan}/values/E1"
    formulas = [["=C2", "=SUM(C2:C4)", "=C2:C3"]]
    call("PUT", url, {"values": formulas}, valueInputOption="USER_ENTERED")
    named = {"name": "First", "range": place(1, 2, 0, 3)}
    call.batch(
        plan,
        {"addNamedRange": {"namedRange": named}},
        {"mergeCells": {"range": place(1, 2, 3, 5)}},
        {"moveDimension": {"source": rows(1, 2), "destinationIndex": 4}},
    )
    assert call.values(plan, "A1:A4") == [["Id"], ["K1"], ["K2"], ["K3"]]
    assert call.values(plan, "E1:G1", valueRenderOption="FORMULA") == [["=C4", "=SUM(C2:C4)", "=C2:C2"]]
    answer = call.get(plan)
    assert answer["namedRanges"][0]["range"]["startRowIndex"] == 3
    assert answer["sheets"][0]["merges"][0]["startRowIndex"] == 3


def test_of_the_merges_only_those_are_told_that_the_ranges_touch(call: Caller, plan: str) -> None:
    call.batch(
        plan, {"mergeCells": {"range": place(5, 6, 0, 2)}}, {"mergeCells": {"range": place(8, 9, 0, 2)}}
    )
    assert len(call.get(plan)["sheets"][0]["merges"]) == 2
    (merge,) = call.get(plan, ranges="Plan!B6:C7")["sheets"][0]["merges"]
    assert merge["startRowIndex"] == 5
    assert "merges" not in call.get(plan, ranges="Plan!D1:E9")["sheets"][0]


def test_a_table_is_called_by_what_stands_in_its_heading(call: Caller, plan: str) -> None:
    columns = [{"columnIndex": 2, "columnName": "Progress", "columnType": "DOUBLE"}]
    request = {"addTable": {"table": {"name": "T", "range": TABLE, "columnProperties": columns}}}
    table = call.batch(plan, request)["replies"][0]["addTable"]["table"]
    call("PUT", f"/v4/spreadsheets/{plan}/values/A1", {"values": [["Key"]]}, valueInputOption="RAW")
    shown = call.get(plan)["sheets"][0]["tables"][0]["columnProperties"]
    assert [column["columnName"] for column in shown] == ["Key", "Key result", "Progress"]
    unnamed = {"tableId": table["tableId"], "columnProperties": [{"columnIndex": 1, "columnType": "TEXT"}]}
    update = {"updateTable": {"table": unnamed, "fields": "columnProperties"}}
    assert call.refused(plan, update).endswith("Table header row cell must have a value.")
    unnamed["columnProperties"][0]["columnName"] = "Name"
    call.batch(plan, update)
    shown = call.get(plan)["sheets"][0]["tables"][0]["columnProperties"]
    assert [column.get("columnType") for column in shown] == [None, "TEXT", None]
    rule = {"range": place(1, 2, 1, 2), "rule": {"condition": {"type": "BOOLEAN"}}}
    assert "not allowed on cells in typed columns" in call.refused(plan, {"setDataValidation": rule})
