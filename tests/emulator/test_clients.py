"""Other clients than gspread: Google's own for Python, and how those of other languages send."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from google.auth.credentials import AnonymousCredentials

from tests.emulator.calls import drawn
from tests.sheets_emulator import Emulator, Server

PLAN = """
| Key result | Progress |
| Activation | 40%      |
"""


@pytest.fixture
def open_server(emulator: Emulator) -> Iterator[Server]:
    with Server(emulator) as server:
        yield server


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Goals": drawn(PLAN)}).id


def send(server: Server, path: str, body: bytes, **headers: str) -> Any:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    try:
        pieces = iter([body[:5], body[5:]]) if "Transfer_Encoding" in headers else body
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request("POST", path, pieces, named, encode_chunked="Transfer_Encoding" in headers)
        answer = connection.getresponse()
        return json.loads(answer.read())
    finally:
        connection.close()


def test_googles_own_client_reads_and_writes(open_server: Server, plan: str) -> None:
    build = pytest.importorskip("googleapiclient.discovery").build
    options = {"credentials": AnonymousCredentials()}  # type: ignore[no-untyped-call]  # google-auth has no types for it
    with build("sheets", "v4", client_options={"api_endpoint": open_server.url}, **options) as sheets:
        values = sheets.spreadsheets().values()
        values.update(
            spreadsheetId=plan, range="A3", valueInputOption="RAW", body={"values": [["Churn", 0.1]]}
        ).execute()
        # So many ranges make an address that is too long: the client sends them in the body of a POST.
        many = [f"Goals!A{row}:B{row}" for row in range(1, 401)]
        found = values.batchGet(spreadsheetId=plan, ranges=many).execute()["valueRanges"]
    assert [part.get("values") for part in found[:4]] == [
        *([row] for row in drawn(PLAN)),
        [["Churn", "0.1"]],
        None,
    ]
    drive_address = {"api_endpoint": f"{open_server.url}/drive/v3/"}
    with build("drive", "v3", client_options=drive_address, **options) as drive:
        assert drive.files().list(q="name = 'Plan'").execute()["files"][0]["id"] == plan


def test_a_body_may_come_packed_and_in_pieces(open_server: Server, plan: str) -> None:
    path = f"/v4/spreadsheets/{plan}/values:batchClear"
    body = json.dumps({"ranges": ["Goals!A2"]}).encode()
    assert send(open_server, path, gzip.compress(body), Content_Encoding="gzip")["clearedRanges"]
    assert send(open_server, path, body, Transfer_Encoding="chunked")["clearedRanges"] == ["Goals!A2"]


def test_a_body_that_is_not_packed_as_it_says_is_refused(open_server: Server, plan: str) -> None:
    answer = send(open_server, f"/v4/spreadsheets/{plan}/values:batchClear", b"{}", Content_Encoding="gzip")
    assert answer["error"]["message"].startswith("unreadable request")
