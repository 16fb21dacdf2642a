"""Control requests, and the emulator as a program of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import requests

from okrsheets.adapters.gsheets import GoogleAccess, GsheetsAdapter
from okrsheets.edits import Obstacles
from okrsheets.secrets import SecretKind, SecretPlace
from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator, Fault, Target
from tests.sheets_emulator import __all__ as public
from tests.sheets_emulator.batch import HANDLERS
from tests.sheets_emulator.control import CONTROL_PREFIX, CONTROLS
from tests.sheets_emulator.discovery import load_discovery

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CASSETTES = SHARED / "corpus" / "google" / "cassettes"
REPLAY = SHARED / "tools" / "replay_cassettes.py"
COMMAND = [sys.executable, "-m", "tests.sheets_emulator", "--port", "0", "--open"]


@pytest.fixture(scope="module")
def program() -> Iterator[str]:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def test_the_program_prints_its_address_and_is_steered_over_it(program: str) -> None:
    def control(name: str, body: dict[str, Any] | None = None) -> requests.Response:
        return requests.post(f"{program}/_emulator/{name}", json=body or {}, timeout=30)

    control("reset")
    made = control(
        "books", {"tabs": {"Plan": [["Progress"], ["40%"]]}, "access": {"kim@example.com": "writer"}}
    )
    url = f"{program}/v4/spreadsheets/{made.json()['id']}/values/Plan!A2"
    assert requests.get(url, timeout=30).json()["values"] == [["40%"]]
    control("faults", {"on": {"kind": "read"}, "status": 503})
    assert requests.get(url, timeout=30).status_code == 503
    assert requests.get(f"{program}/_emulator/calls", timeout=30).json()["read"] == 2
    assert requests.delete(f"{program}/_emulator/log", timeout=30).status_code == 200
    assert requests.get(f"{program}/_emulator/log", timeout=30).json()["entries"] == []


def test_an_interrupt_ends_the_program_and_a_port_that_is_taken_is_told(program: str) -> None:
    with subprocess.Popen(
        COMMAND,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        # what a shell runs in the background ignores interrupts, and so do its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as other:
        try:
            assert other.stdout is not None
            other.stdout.readline()
            other.send_signal(signal.SIGINT)
            assert other.communicate(timeout=30) == ("", "")
            assert other.returncode == 0
        finally:
            other.kill()
    taken = [*COMMAND[:3], "--port", program.rpartition(":")[2]]
    done = subprocess.run(taken, capture_output=True, text=True, cwd=ROOT, check=False, timeout=30)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("--port 0 takes a free one")


def test_a_key_that_the_program_writes_opens_what_is_made_there(tmp_path: Path) -> None:
    command = [*COMMAND[:5], "--key", str(tmp_path / "key.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout is not None
        url = program.stdout.readline().strip()
        rows: list[list[Any]] = [
            ["Objective", "Key result", "Current", "Target"],
            ["Grow", "Win 40 customers", 19, 40],
        ]
        made = requests.post(f"{url}/_emulator/books", json={"tabs": {"Plan": rows}}, timeout=30).json()
        place = SecretPlace("the key", SecretKind.FILE, str(tmp_path / "key.json"))
        adapter = GsheetsAdapter(GoogleAccess(place, endpoint=url))
        workbook = adapter.read(f"https://docs.google.com/spreadsheets/d/{made['id']}")
        assert workbook.sheets[0].value(2, 2) == "Win 40 customers"
        assert adapter.obstacles(workbook) == Obstacles()
        program.terminate()
    nowhere = [*COMMAND[:5], "--key", str(tmp_path / "no" / "key.json")]
    done = subprocess.run(nowhere, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert (done.returncode, "key.json: No such file" in done.stderr) == (2, True)


WITHOUT_DOCUMENTS = """
import importlib.util, runpy, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "googleapiclient" else found(name, *more)
sys.argv = ["program", "--open"]
runpy.run_module("tests.sheets_emulator", run_name="__main__")
"""


def test_the_program_serves_without_googles_documents_and_says_what_is_missing() -> None:
    command = [sys.executable, "-c", WITHOUT_DOCUMENTS]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as program:
        assert program.stdout is not None
        url = program.stdout.readline().strip()
        file = requests.post(f"{url}/drive/v3/files", json={"name": "Plan"}, timeout=30).json()["id"]
        share = {"type": "user", "role": "writer", "emailAddress": "kim@example.com"}
        for path, body in (
            (f"/drive/v3/files/{file}/permissions", share),
            (f"/v4/spreadsheets/{file}:batchUpdate", {"requests": [{"addSheet": {}}]}),
            (f"/v4/spreadsheets/{file}/values/A1:append?valueInputOption=RAW", {"values": [["a"]]}),
            ("/_emulator/results", {"id": file, "formula": "=X()", "value": {"numberValue": 1}}),
        ):
            assert requests.post(url + path, json=body, timeout=30).status_code == 200
        listed = requests.get(f"{url}/drive/v3/files", params={"fields": "files(name)"}, timeout=30).json()
        assert listed == {"files": [{"name": "Plan"}]}
        program.terminate()
        _, told = program.communicate(timeout=30)
    assert told == "google-api-python-client is not installed: fields of requests are not checked\n"


def test_a_long_answer_is_packed_and_a_short_one_is_plain(program: str) -> None:
    made = requests.post(f"{program}/v4/spreadsheets", json={}, timeout=30)
    assert made.headers["Content-Encoding"] == "gzip"
    assert "\n" in made.text
    short = requests.get(
        f"{made.url}/{made.json()['spreadsheetId']}", params={"fields": "namedRanges"}, timeout=30
    )
    assert "Content-Encoding" not in short.headers
    compact = requests.get(
        f"{made.url}/{made.json()['spreadsheetId']}", params={"prettyPrint": "false"}, timeout=30
    )
    assert "\n" not in compact.text


def test_controls_set_the_state_of_things(emulator: Emulator, call: Caller) -> None:
    book = call("POST", "/_emulator/books", {"owner": "boss@example.com"})["id"]
    call("GET", f"/v4/spreadsheets/{book}", status=403)
    call("POST", "/_emulator/access", {"id": book, "access": {"anyone": "writer"}})
    call(
        "POST",
        "/_emulator/edits",
        {"id": book, "requests": [{"appendDimension": {"dimension": "ROWS", "length": 5}}]},
    )
    edit = {"updateSpreadsheetProperties": {"properties": {"title": "Later"}, "fields": "title"}}
    call("POST", "/_emulator/edits", {"id": book, "requests": [edit], "before": {"kind": "read"}, "skip": 1})
    assert [call.get(book)["properties"]["title"] for _ in range(2)] == ["Untitled spreadsheet", "Later"]
    call("POST", "/_emulator/access", {"id": book, "access": {"anyone": ""}})
    call("GET", f"/v4/spreadsheets/{book}", status=403)
    call("POST", "/_emulator/access", {"id": book, "access": {emulator.owner: "reader"}})
    call("POST", "/_emulator/state", {"id": book, "state": "xlsx"})
    call("GET", f"/v4/spreadsheets/{book}", status=400)
    call("POST", "/_emulator/state", {"id": book, "state": "gone"})
    call("GET", f"/v4/spreadsheets/{book}", status=404)


def test_controls_set_the_clock_quotas_accounts_and_services(emulator: Emulator, call: Caller) -> None:
    assert call("POST", "/_emulator/clock", {"now": 100})["now"] == 100
    assert (
        call("POST", "/_emulator/clock", {"advance": 20})["now"]
        == call("GET", "/_emulator/clock")["now"]
        == 120
    )
    assert call("POST", "/_emulator/quotas", {"limits": "google"})["limits"] == {"read": 60, "write": 60}
    assert call("POST", "/_emulator/quotas", {})["limits"] == {}
    assert call("POST", "/_emulator/services", {"sheets": False})["disabled"] == ["sheets"]
    call("GET", "/v4/spreadsheets/x", status=403)
    call("POST", "/_emulator/accounts", {"email": "kim@example.com", "refresh_token": "r", "refuse": "gone"})
    assert emulator.identities.refused == {"kim@example.com": "gone"}
    assert call("POST", "/_emulator/accounts", {"email": "lee@example.com", "token": True})["access_token"]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("books", {"state": "burnt"}, "state is one of: live, trashed, xlsx"),
        ("books", {"colour": 1}, "unknown field colour; there are: access, id, owner, state, tabs, title"),
        ("books", {"tabs": {"Plan": ["row"]}}, "tabs: Plan must be a list of rows, each a list of cells"),
        ("books", [], "the body must be a JSON object"),
        ("access", {"id": "x"}, "access is missing"),
        ("clock", {"now": "noon"}, "now must be a whole number or a number or null"),
        ("quotas", {"reads": 5}, "unknown field reads; there are: limits, read, write"),
        ("faults", {"status": "503"}, "status must be a whole number"),
        ("faults", {"status": 5}, "status is one of HTTP's"),
        ("faults", {"on": {"kind": "reading"}}, "kind is one of: read, write, drive, token, other"),
        ("faults", {"on": {"path": "("}}, "path is no pattern: ("),
        ("faults", {"cut": "off"}, "cut is one of: unread, before, in, after"),
        ("faults", {"statsu": 503}, "unknown field statsu"),
        ("access", {"id": "x", "access": {}}, "no spreadsheet with the id x"),
    ],
)
def test_a_wrong_control_request_says_what_is_wrong(
    call: Caller, name: str, body: object, words: str
) -> None:
    assert words in call("POST", f"/_emulator/{name}", body, status=400)["error"]["message"]


def test_an_unknown_control_lists_those_that_there_are(call: Caller) -> None:
    assert "POST /_emulator/reset" in call("POST", "/_emulator/resett", {}, status=404)["error"]["message"]


def test_every_request_kind_that_is_handled_is_one_of_googles() -> None:
    assert set(HANDLERS) <= set(load_discovery().schemas["Request"]["properties"])


def test_the_page_about_the_emulator_names_every_control_and_every_field_of_a_fault() -> None:
    page = (ROOT / "docs" / "sheets-emulator.md").read_text(encoding="utf-8")
    controls = [f"`{verb} {CONTROL_PREFIX}{name}`" for verb, name in CONTROLS]
    named = [f"`{field.name}`" for kind in (Fault, Target) for field in fields(kind)]
    assert [words for words in controls + named if words not in page] == []


def test_the_public_names_are_these() -> None:
    assert public == sorted(["Clock", "Emulator", "Fault", "Server", "Target"])


@pytest.mark.skipif(not CASSETTES.is_dir(), reason="the recordings of the real API are not here")
def test_recordings_of_the_real_api_are_answered_alike() -> None:
    command = [sys.executable, str(REPLAY), str(CASSETTES), "--", *COMMAND]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_an_edit_or_a_result_that_makes_no_sense_is_refused_at_once(emulator: Emulator, call: Caller) -> None:
    book = emulator.make_book().id
    edit = {"id": book, "requests": [{"frobnicate": {}}], "before": {"kind": "read"}}
    assert "frobnicate" in call("POST", "/_emulator/edits", edit, status=400)["error"]["message"]
    result = {"id": book, "formula": "=X()", "value": {"number": 1}}
    assert "number" in call("POST", "/_emulator/results", result, status=400)["error"]["message"]


@pytest.mark.parametrize("rows", [[], [[]], [{}]])
def test_results_that_are_no_rows_are_refused(emulator: Emulator, call: Caller, rows: list[Any]) -> None:
    result = {"id": emulator.make_book().id, "formula": "=X()", "values": rows}
    assert "list of rows" in call("POST", "/_emulator/results", result, status=400)["error"]["message"]


def test_the_address_itself_says_where_the_controls_are(call: Caller) -> None:
    assert call("GET", "/")["controls"] == "/_emulator/"
    assert "POST /_emulator/books" in call("GET", "/_emulator/")["controls"]
