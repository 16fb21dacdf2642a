"""What Google's documents do not allow is told, of requests and of answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator.checked import CheckedEmulator
from tests.sheets_emulator.contract import answer_faults, find_method, request_faults

pytest.importorskip("googleapiclient", reason="the documents come with google-api-python-client")

BOOK = "/v4/spreadsheets/1a"
VALUES = f"{BOOK}/values/A1:B2"


@pytest.mark.parametrize(
    ("verb", "path", "method"),
    [
        ("POST", "/v4/spreadsheets", "sheets.spreadsheets.create"),
        ("POST", f"{BOOK}:batchUpdate", "sheets.spreadsheets.batchUpdate"),
        ("POST", f"{BOOK}/values:batchUpdate", "sheets.spreadsheets.values.batchUpdate"),
        ("POST", f"{VALUES}:append", "sheets.spreadsheets.values.append"),
        ("PUT", f"{BOOK}/values/'Q1/Q2'!A1", "sheets.spreadsheets.values.update"),
        ("GET", "/drive/v3/files/1a", "drive.files.get"),
        ("POST", "/drive/v3/files/1a/copy", "drive.files.copy"),
        ("PUT", "/upload/drive/v2/files/1a", "drive.files.update"),
    ],
)
def test_the_method_of_a_request_is_found_by_its_address(verb: str, path: str, method: str) -> None:
    found = find_method(verb, path)
    assert found is not None
    assert found.known["id"] == method


@pytest.mark.parametrize(
    ("query", "body", "fault"),
    [
        ({"valueInputOption": ["RAW"]}, {"values": [[1, None]], "majorDimension": None}, None),
        ({"valueInputOption": ["RAW"], "prettyPrint": ["false"], "fields": ["updatedRange"]}, {}, None),
        ({"valueInputOption": ["raw"]}, {}, 'parameter valueInputOption: "raw" is none of its words'),
        ({"valueInputOption": ["RAW", "RAW"]}, {}, "parameter valueInputOption: given 2 times"),
        ({"includeValuesInResponse": ["yes"]}, {}, 'parameter includeValuesInResponse: "yes" is no boolean'),
        ({"insertDataOption": ["OVERWRITE"]}, {}, "unknown parameter insertDataOption"),
        ({"fields": ["updatedRows,values"]}, {}, "fields: the answer has no values"),
        ({}, {"values": [1]}, "ValueRange.values[0]: 1 is no array"),
        ({}, {"rows": []}, "ValueRange: unknown field rows"),
        ({}, {"majorDimension": "rows"}, 'ValueRange.majorDimension: "rows" is none of its words'),
    ],
)
def test_what_a_request_must_not_have_is_told(
    query: dict[str, list[str]], body: Any, fault: str | None
) -> None:
    told = request_faults("PUT", VALUES, query, body)
    assert told == ([f"PUT {VALUES}: {fault}"] if fault else [])


def test_a_body_where_none_is_taken_and_an_address_of_no_method_are_told() -> None:
    assert request_faults("GET", BOOK, {}, {"a": 1}) == [f"GET {BOOK}: has a body and takes none"]
    assert request_faults("PATCH", BOOK, {}) == [f"PATCH {BOOK}: no method of Google's"]
    assert request_faults("GET", "/drive/v3/files/1a/export", {}) == [
        "GET /drive/v3/files/1a/export: parameter mimeType is missing"
    ]


def test_what_an_answer_must_not_have_is_told() -> None:
    assert answer_faults("GET", VALUES, {"range": "A1:B2", "values": [[1]]}) == []
    assert answer_faults("GET", VALUES, {"range": None, "rows": 1}) == [
        f"GET {VALUES}: ValueRange.range: null is no string",
        f"GET {VALUES}: ValueRange: unknown field rows",
    ]
    assert answer_faults("GET", "/drive/v3/files/1a", {"version": 5}) == [
        "GET /drive/v3/files/1a: File.version: 5 is no string"
    ]


def test_an_emulator_that_checks_tells_of_what_it_was_sent() -> None:
    emulator = CheckedEmulator(open_access=True)
    call, book = Caller(emulator), emulator.make_book(tabs={"Plan": drawn("| a | 1 |")}).id
    call.values(book, "A1:B1")
    call("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "reader"})
    assert emulator.requests == []
    call.batch(book, {"update_cells": {"fields": "note", "start": {"rowIndex": "0"}}})
    place = f"POST /v4/spreadsheets/{book}:batchUpdate: BatchUpdateSpreadsheetRequest.requests[0]"
    assert emulator.requests == [f"{place}: unknown field update_cells"]
    assert emulator.faults == []
