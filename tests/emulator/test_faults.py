"""What goes wrong on purpose, over a real socket with a real client; and quotas on a clock of its own."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator, Fault, Server, Target
from tests.sheets_emulator.faults import CUTS

READ, WRITE = Target(kind="read"), Target(kind="write")


@pytest.fixture
def url(server: Server, closed: Emulator) -> str:
    closed.identities.open_access = True
    return f"{server.url}/v4/spreadsheets/{closed.make_book().id}/values/A1"


def put(url: str) -> requests.Response:
    return requests.put(url, json={"values": [["written"]]}, params={"valueInputOption": "RAW"}, timeout=30)


def is_written(url: str) -> bool:
    return "values" in requests.get(url, timeout=30).json()


@pytest.mark.parametrize("applied", [False, True])
def test_an_error_may_come_after_the_write_all_the_same(closed: Emulator, url: str, *, applied: bool) -> None:
    closed.fail(Fault(WRITE, status=503, applied=applied))
    answer = put(url)
    assert answer.status_code == 503
    assert answer.json()["error"] == {
        "code": 503,
        "message": "The service is currently unavailable.",
        "status": "UNAVAILABLE",
    }
    assert is_written(url) is applied
    assert put(url).status_code == 200


@pytest.mark.parametrize(("cut", "applied"), [(cut, cut != "unread") for cut in CUTS])
def test_a_connection_is_cut(closed: Emulator, url: str, cut: str, *, applied: bool) -> None:
    closed.fail(Fault(WRITE, cut=cut))
    if cut == "after":
        assert put(url).json()["updatedCells"] == 1
    else:
        with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            put(url)
    assert is_written(url) is applied
    assert closed.log.entries[0].fault == f"cut {cut}"
    assert closed.log.entries[0].status == (0 if cut in ("unread", "before") else 200)


@pytest.mark.parametrize("status", [0, 502])
def test_html_comes_instead_of_json(closed: Emulator, url: str, status: int) -> None:
    closed.fail(Fault(READ, status=status, html=True))
    answer = requests.get(url, timeout=30)
    assert answer.status_code == (status or 200)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_an_answer_comes_late(closed: Emulator, url: str) -> None:
    closed.fail(Fault(READ, delay=0.5))
    with pytest.raises(requests.ReadTimeout):
        requests.get(url, timeout=0.1)
    assert requests.get(url, timeout=30).status_code == 200


def test_a_fault_waits_for_its_request_and_happens_as_often_as_told(closed: Emulator, url: str) -> None:
    closed.fail(Fault(Target(method="GET", path="values/A1$"), times=2, skip=1, status=500))
    statuses = [requests.get(url, timeout=30).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    assert len(closed.waiting) == 0


def test_a_header_and_other_words_go_with_an_error(closed: Emulator, url: str) -> None:
    closed.fail(
        Fault(
            READ, status=403, message="too many", reason="userRateLimitExceeded", headers={"Retry-After": "7"}
        )
    )
    answer = requests.get(url, timeout=30)
    assert answer.headers["Retry-After"] == "7"
    assert answer.json()["error"]["errors"] == [
        {"domain": "usageLimits", "reason": "userRateLimitExceeded", "message": "too many"}
    ]


def test_a_quota_is_used_up_and_comes_back_after_a_minute(emulator: Emulator, call: Caller) -> None:
    book = emulator.make_book().id
    emulator.quotas.set({"read": 3})
    for _ in range(3):
        call.get(book)
    error = call("GET", f"/v4/spreadsheets/{book}", status=429)["error"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    call.batch(book, {"updateSpreadsheetProperties": {"properties": {"title": "x"}, "fields": "title"}})
    emulator.clock.sleep(59)
    call("GET", f"/v4/spreadsheets/{book}", status=429)
    emulator.clock.sleep(1)
    call.get(book)


def test_a_quota_error_can_be_told_to_happen(emulator: Emulator, call: Caller) -> None:
    emulator.fail(Fault(WRITE, quota="write"))
    refused = call.batch(emulator.make_book().id, {"deleteSheet": {}}, status=429)
    assert "'Write requests per minute per user'" in refused["error"]["message"]


def test_someone_inserts_sorts_and_deletes_rows_between_a_read_and_a_write(
    emulator: Emulator, call: Caller
) -> None:
    book = emulator.make_book(tabs={"Plan": [["K1", 1], ["K2", 2], ["K3", 3]]}).id
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    whole = {"sheetId": 0, "endRowIndex": 3, "endColumnIndex": 2}
    edits: list[dict[str, Any]] = [
        {"insertDimension": {"range": rows}},
        {"sortRange": {"range": whole | {"endRowIndex": 4}, "sortSpecs": [{"sortOrder": "DESCENDING"}]}},
        {"deleteDimension": {"range": rows}},
    ]
    for edit in edits:
        emulator.edit_before(book, [edit])
    assert call.values(book, "A1:A4") == [["K1"], ["K2"], ["K3"]]
    request = {
        "requests": [
            {
                "updateCells": {
                    "start": {"columnIndex": 1},
                    "rows": [{"values": [{"note": "K1"}]}],
                    "fields": "note",
                }
            }
        ],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["A1:B4"],
    }
    answer = call("POST", f"/v4/spreadsheets/{book}:batchUpdate", request)
    shown = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"]
    assert [row["values"][0]["formattedValue"] for row in shown] == ["K2", "K1"]
    assert shown[0]["values"][1]["note"] == "K1"


def test_an_edit_of_what_is_gone_is_noted_and_keeps_nobody_waiting(emulator: Emulator, call: Caller) -> None:
    book = emulator.make_book().id
    emulator.edit_before(book, [{"deleteSheet": {"sheetId": 7}}], on=READ)
    call.get(book)
    assert (
        emulator.log.entries[0].fault == "edit refused: Invalid requests[0].deleteSheet: No sheet with id: 7"
    )


def test_calls_are_counted_by_kind(emulator: Emulator, call: Caller) -> None:
    book = emulator.make_book().id
    call.get(book)
    call.values(book, "A1")
    call.batch(
        book,
        {"appendDimension": {"dimension": "ROWS", "length": 1}},
        {"appendDimension": {"dimension": "ROWS", "length": 1}},
    )
    call("GET", f"/drive/v3/files/{book}")
    call("GET", "/nowhere", status=501)
    assert emulator.log.counts() == {"read": 2, "write": 1, "drive": 1, "token": 0, "other": 1}
    entry = emulator.log.entries[2]
    assert (entry.number, entry.method, entry.status) == (3, "POST", 200)
    assert len(entry.body["requests"]) == 2
