"""Requests are read by Google's discovery document: what has no place in it is refused in Google's words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator
from tests.sheets_emulator.discovery import load_discovery
from tests.sheets_emulator.sheets_api import SHEETS_ROUTES

UNKNOWN = "Invalid JSON payload received. Unknown name"
TYPE = "type.googleapis.com/google.apps.sheets.v4"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"frobnicate": {}}, f"{UNKNOWN} \"frobnicate\" at 'requests[0]': Cannot find field."),
        (
            {"updateCells": {"start": {"rowNumber": 1}, "fields": "note"}},
            f"{UNKNOWN} \"rowNumber\" at 'requests[0].update_cells.start': Cannot find field.",
        ),
        (
            {"deleteSheet": {"sheetId": "first"}},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"first\"",
        ),
        (
            {"deleteSheet": {"sheetId": 1.5}},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), 1.5",
        ),
        (
            {"addSheet": {"properties": {"hidden": "maybe"}}},
            "Invalid value at 'requests[0].add_sheet.properties.hidden' (TYPE_BOOL), \"maybe\"",
        ),
        (
            {"addSheet": {"properties": {"title": 5}}},
            "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), 5",
        ),
        (
            {"addSheet": {"properties": "x"}},
            f"Invalid value at 'requests[0].add_sheet.properties' ({TYPE}.SheetProperties), \"x\"",
        ),
        (
            {"mergeCells": {"mergeType": "MERGE_SOME"}},
            (
                "Invalid value at 'requests[0].merge_cells.merge_type' "
                f'({TYPE}.MergeCellsRequest.MergeType), "MERGE_SOME"'
            ),
        ),
        (
            {"updateCells": {"fields": ["note"]}},
            (
                f"{UNKNOWN} \"fields\" at 'requests[0].update_cells': Proto field is not repeating, "
                "cannot start list."
            ),
        ),
        (
            {"clearBasicFilter": {}, "deleteSheet": {}},
            (
                "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. "
                "Cannot set 'deleteSheet'"
            ),
        ),
        ({}, "Invalid requests[0]: No request set."),
    ],
)
def test_a_request_with_a_wrong_field_is_refused(
    emulator: Emulator, call: Caller, request_: dict[str, Any], words: str
) -> None:
    assert call.refused(emulator.make_book().id, request_) == words


def test_all_wrong_fields_are_told_at_once(emulator: Emulator, call: Caller) -> None:
    requests = [{"deleteSheet": {"sheetId": "x"}}, {"addSheet": {"title": "y"}}]
    answer = call.batch(emulator.make_book().id, *requests, status=400, other=1)
    violations = answer["error"]["details"][0]["fieldViolations"]
    assert [one.get("field") for one in violations] == [
        "requests[0].delete_sheet.sheet_id",
        "requests[1].add_sheet",
        None,
    ]
    assert answer["error"]["message"] == "\n".join(one["description"] for one in violations)


def test_numbers_as_texts_names_in_snake_case_and_nulls_are_read(emulator: Emulator, call: Caller) -> None:
    book = emulator.make_book().id
    grid = {"row_count": "5", "columnCount": 3.0, "frozenRowCount": None}
    request = {"add_sheet": {"properties": {"title": "T", "grid_properties": grid, "hidden": "true"}}}
    added = call.batch(book, request)["replies"][0]["addSheet"]["properties"]
    assert added["gridProperties"] == {"rowCount": 5, "columnCount": 3}
    assert added["hidden"] is True


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            {"range": "A1"},
            (
                f'{UNKNOWN} "range": Cannot bind query parameter. '
                "Field 'range' could not be found in request message."
            ),
        ),
        (
            {"valueRenderOption": "PRETTY"},
            f"Invalid value at 'value_render_option' ({TYPE}.ValueRenderOption), \"PRETTY\"",
        ),
    ],
)
def test_a_wrong_query_parameter_is_refused(
    emulator: Emulator, call: Caller, query: dict[str, str], words: str
) -> None:
    url = f"/v4/spreadsheets/{emulator.make_book().id}/values/A1"
    assert call("GET", url, status=400, **query)["error"]["message"] == words


def test_a_list_in_a_cell_is_spelt_out(emulator: Emulator, call: Caller) -> None:
    url = f"/v4/spreadsheets/{emulator.make_book().id}/values/A1"
    answer = call("PUT", url, {"values": [["x", ["y"]]]}, status=400, valueInputOption="RAW")
    words = 'Invalid values[0][1]: list_value {\n  values {\n    string_value: "y"\n  }\n}\n'
    assert answer["error"]["message"] == words


def test_what_is_no_json_or_too_large_is_refused(emulator: Emulator, call: Caller) -> None:
    url = f"/v4/spreadsheets/{emulator.make_book().id}:batchUpdate"
    broken = call("POST", url, b'{"requests": [', status=400)
    assert broken["error"]["message"].startswith("Invalid JSON payload received.")
    large = call("POST", url, b" " * 10_485_761, status=400)
    assert large["error"]["message"] == "Request payload size exceeds the limit: 10485760 bytes."


def test_every_method_of_the_api_has_its_route() -> None:
    assert {route.method_id for route in SHEETS_ROUTES} == set(load_discovery().methods)


def test_an_answer_that_google_would_not_give_is_found_out() -> None:
    answer = {
        "sheets": [{"properties": {"sheetId": "0", "colour": 1, "sheetType": "LIST", "hidden": None}}],
        "x": 1,
    }
    faults = load_discovery().faults("Spreadsheet", answer)
    assert [fault.partition(":")[2].strip() for fault in faults] == [
        '"0" is no integer',
        "unknown field colour",
        '"LIST" is none of its words',
        "null is no boolean",
        "unknown field x",
    ]
