"""Who may do what: tokens, scopes, shared and unshared spreadsheets, and the states a file can be in."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator
from tests.sheets_emulator.exchange import read_request

KIM, BOSS = "kim@project.iam.gserviceaccount.com", "boss@example.com"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
WRITE = {"values": [[1]]}


def ask_token(emulator: Emulator, **form: str) -> tuple[int, Any]:
    answer = emulator.answer(read_request("POST", "/token", {}, urlencode(form).encode()))
    return answer.status, answer.body


def assertion(email: str, scope: str = SHEETS) -> str:
    claims = (
        base64.urlsafe_b64encode(json.dumps({"iss": email, "scope": scope}).encode()).decode().rstrip("=")
    )
    return f"e30.{claims}.c2ln"


def caller(emulator: Emulator, email: str = KIM, scope: str = SHEETS) -> Caller:
    status, body = ask_token(emulator, assertion=assertion(email, scope))
    assert status == 200
    return Caller(emulator, {"Authorization": f"Bearer {body['access_token']}"})


def test_a_service_account_gets_a_token_that_opens_what_is_shared_with_it(closed: Emulator) -> None:
    file = closed.make_book(owner=BOSS, access={KIM: "reader"})
    call = caller(closed)
    assert call.get(file.id)["spreadsheetId"] == file.id
    url = f"/v4/spreadsheets/{file.id}/values/A1"
    assert (
        call("PUT", url, WRITE, status=403, valueInputOption="RAW")["error"]["status"] == "PERMISSION_DENIED"
    )
    closed.share(file.id, KIM, "writer")
    assert call("PUT", url, WRITE, valueInputOption="RAW")["updatedCells"] == 1


@pytest.mark.parametrize(
    ("headers", "query"),
    [({}, {}), ({"Authorization": "Bearer nonsense"}, {}), ({"Authorization": "Basic x"}, {})],
)
def test_without_a_token_nothing_opens(
    closed: Emulator, headers: dict[str, str], query: dict[str, str]
) -> None:
    file = closed.make_book()
    answer = Caller(closed, headers)("GET", f"/v4/spreadsheets/{file.id}", status=401, **query)
    assert answer["error"]["status"] == "UNAUTHENTICATED"


def test_a_token_ends_after_an_hour_or_when_it_is_revoked(closed: Emulator) -> None:
    file = closed.make_book(owner=KIM)
    call = caller(closed)
    closed.clock.advance(3601)
    call("GET", f"/v4/spreadsheets/{file.id}", status=401)
    call = caller(closed)
    closed.identities.revoke(KIM)
    call("GET", f"/v4/spreadsheets/{file.id}", status=401)
    caller(closed).get(file.id)


def test_a_refused_account_and_an_unknown_refresh_token_get_no_token(closed: Emulator) -> None:
    closed.identities.revoke(KIM, why="Invalid grant: account not found")
    refusal = {"error": "invalid_grant", "error_description": "Invalid grant: account not found"}
    assert ask_token(closed, assertion=assertion(KIM)) == (400, refusal)
    assert ask_token(closed, assertion="nonsense")[0] == 400
    stale = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
    assert ask_token(closed, grant_type="refresh_token", refresh_token="old") == (400, stale)
    closed.identities.refresh_tokens["good"] = BOSS
    status, body = ask_token(closed, grant_type="refresh_token", refresh_token="good")
    assert (status, body["token_type"]) == (200, "Bearer")


@pytest.mark.parametrize(
    ("scope", "reads", "writes", "drive"),
    [
        (SHEETS, 200, 200, 403),
        (f"{SHEETS}.readonly", 200, 403, 403),
        ("https://www.googleapis.com/auth/drive.readonly", 200, 403, 200),
        ("https://www.googleapis.com/auth/drive", 200, 200, 200),
        ("https://www.googleapis.com/auth/calendar", 403, 403, 403),
    ],
)
def test_the_scopes_of_a_token_bound_what_it_may(
    closed: Emulator, scope: str, reads: int, writes: int, drive: int
) -> None:
    file = closed.make_book(owner=KIM)
    call = caller(closed, scope=scope)
    call("GET", f"/v4/spreadsheets/{file.id}", status=reads)
    call("PUT", f"/v4/spreadsheets/{file.id}/values/A1", WRITE, status=writes, valueInputOption="RAW")
    answer = call("GET", f"/drive/v3/files/{file.id}", status=drive)
    if drive == 403:
        assert answer["error"]["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_an_api_key_reads_what_is_shared_with_everybody(closed: Emulator) -> None:
    public, private = closed.make_book(access={"anyone": "reader"}), closed.make_book()
    call = Caller(closed)
    assert call.get(public.id, key="AIza")["spreadsheetId"] == public.id
    call("GET", f"/v4/spreadsheets/{private.id}", status=403, key="AIza")


def test_an_api_key_changes_nothing_and_must_be_one_that_is_valid(closed: Emulator) -> None:
    call = Caller(closed)
    public = closed.make_book(access={"anyone": "writer"})
    url = f"/v4/spreadsheets/{public.id}/values/A1:clear"
    answer = call("POST", url, status=401, key="AIza")
    assert answer["error"]["message"].startswith("API keys are not supported by this API.")
    call("POST", "/_emulator/keys", {"valid": ["right"]})
    answer = call("GET", f"/v4/spreadsheets/{public.id}", status=400, key="wrong")
    assert answer["error"]["message"] == "API key not valid. Please pass a valid API key."
    assert call.get(public.id, key="right")["spreadsheetId"] == public.id


def test_a_call_without_any_credentials_is_told_so(closed: Emulator) -> None:
    answer = Caller(closed)("GET", f"/v4/spreadsheets/{closed.make_book().id}", status=401)
    assert answer["error"]["message"].startswith("Request is missing required authentication credential.")


@pytest.mark.parametrize(
    ("state", "status", "word"),
    [("trashed", 404, "NOT_FOUND"), ("xlsx", 400, "FAILED_PRECONDITION"), ("live", 200, "")],
)
def test_a_file_in_another_state_does_not_open(closed: Emulator, state: str, status: int, word: str) -> None:
    file = closed.make_book(owner=KIM, state=state)
    answer = caller(closed)("GET", f"/v4/spreadsheets/{file.id}", status=status)
    assert answer.get("error", {}).get("status", "") == word


def test_what_does_not_exist_and_what_is_not_shared_are_told_apart(closed: Emulator) -> None:
    file = closed.make_book(owner=BOSS)
    call = caller(closed, scope=f"{SHEETS} https://www.googleapis.com/auth/drive")
    assert (
        call("GET", "/v4/spreadsheets/nothing", status=404)["error"]["message"]
        == "Requested entity was not found."
    )
    assert (
        call("GET", f"/v4/spreadsheets/{file.id}", status=403)["error"]["message"]
        == "The caller does not have permission"
    )
    assert call("GET", f"/drive/v3/files/{file.id}", status=404)["error"]["errors"][0]["reason"] == "notFound"


def test_an_api_that_is_switched_off_says_where_to_switch_it_on(closed: Emulator) -> None:
    file = closed.make_book(owner=KIM)
    closed.disabled.add("sheets")
    error = caller(closed)("GET", f"/v4/spreadsheets/{file.id}", status=403)["error"]
    assert error["message"].startswith("Google Sheets API has not been used in project")
    assert error["details"][1]["reason"] == "SERVICE_DISABLED"
