"""Real gspread and google-auth against the emulator: in this process, and unchanged in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import gspread
import pytest
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError, SpreadsheetNotFound

from tests.sheets_emulator import Emulator, Fault, Server, Target
from tests.sheets_emulator.credentials import service_account_key
from tests.sheets_emulator.redirect import redirected_session
from tests.sheets_emulator.tls_proxy import TlsProxy

BOT = "bot@project.iam.gserviceaccount.com"
PROGRAM = """
import sys, gspread
sheet = gspread.service_account(filename=sys.argv[1]).open_by_key(sys.argv[2]).sheet1
sheet.update([["from outside"]], "A1")
print(sheet.acell("A1").value)
"""


@pytest.fixture
def client(server: Server) -> gspread.Client:
    key = service_account_key(BOT, url=server.url)
    scopes = gspread.auth.DEFAULT_SCOPES
    credentials = Credentials.from_service_account_info(key, scopes=scopes)  # type: ignore[no-untyped-call]  # google-auth has no types for it
    return gspread.Client(auth=credentials, session=redirected_session(credentials, server.url))


def test_a_service_account_writes_and_reads(closed: Emulator, client: gspread.Client) -> None:
    book = client.create("Plan")
    sheet = book.sheet1
    sheet.update([["Key result", "Progress"], ["Activation", 0.4]], "A1")
    assert sheet.get_all_records() == [{"Key result": "Activation", "Progress": 0.4}]
    sheet.format("B2", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    assert sheet.acell("B2").value == "40%"
    sheet.insert_note("A2", "who?")
    assert sheet.get_note("A2") == "who?"
    assert client.open("Plan").id == book.id
    assert closed.log.count("token") == 1


def test_refusals_become_gspreads_errors(closed: Emulator, client: gspread.Client) -> None:
    private = closed.make_book(owner="boss@example.com")
    with pytest.raises(PermissionError):
        client.open_by_key(private.id)
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("nothing")
    closed.fail(Fault(Target(kind="write"), status=502, html=True))
    closed.share(private.id, BOT, "writer")
    with pytest.raises(APIError) as refusal:
        client.open_by_key(private.id).sheet1.update([["x"]], "A1")
    assert refusal.value.response.status_code == 502


def test_a_program_runs_unchanged_through_the_proxy(closed: Emulator, server: Server, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    public = service_account_key(BOT, url=server.url) | {"token_uri": "https://oauth2.googleapis.com/token"}
    key.write_text(json.dumps(public))
    book = closed.make_book(owner="boss@example.com", access={BOT: "writer"})
    with TlsProxy(server) as proxy:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(key), book.id],
            env=os.environ | proxy.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.stdout == "from outside\n", done.stderr
    assert {"oauth2.googleapis.com", "sheets.googleapis.com"} <= set(proxy.hosts)
    assert closed.log.count("write") == 1
