"""The Drive API: files, their versions, permissions, comments, export and import."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator

FILES = "/drive/v3/files"


def test_a_file_tells_its_version_and_when_it_changed(emulator: Emulator, call: Caller) -> None:
    book = call("POST", FILES, {"name": "Plan", "mimeType": "application/vnd.google-apps.spreadsheet"})
    assert set(book) == {"kind", "id", "name", "mimeType"}
    before = call("GET", f"{FILES}/{book['id']}", fields="version,createdTime,modifiedTime")
    emulator.clock.advance(60)
    call("PUT", f"/v4/spreadsheets/{book['id']}/values/A1", {"values": [[1]]}, valueInputOption="RAW")
    after = call("GET", f"{FILES}/{book['id']}", fields="version,createdTime,modifiedTime")
    assert int(after["version"]) == int(before["version"]) + 1
    assert (after["createdTime"], before["createdTime"]) == ("2026-01-01T00:00:00.000Z",) * 2
    assert after["modifiedTime"] == "2026-01-01T00:01:00.000Z"


def test_files_are_searched_newest_first_and_page_by_page(emulator: Emulator, call: Caller) -> None:
    for name in ("One", "Two", 'Say "three"'):
        call("POST", FILES, {"name": name, "parents": ["folder" if name == "Two" else "other"]})
    emulator.make_book("Hidden", owner="someone@example.com")

    def names(query: str = "", **more: Any) -> list[str]:
        answer = call("GET", FILES, q=query, fields="nextPageToken,files(name)", **more)
        return [file["name"] for file in answer["files"]]

    assert names() == ['Say "three"', "Two", "One"]
    assert names("mimeType=\"application/vnd.google-apps.spreadsheet\" and name = 'two'") == ["Two"]
    assert names('name = "Say \\"three\\""') == ['Say "three"']
    assert names('"folder" in parents and trashed = false') == ["Two"]
    assert names("name contains 'tw'") == ["Two"]
    assert names(pageSize="2", pageToken="2") == ["One"]
    assert call("GET", FILES, q="colour = red", status=400)["error"]["message"] == "Invalid Value"


def test_a_copy_belongs_to_whoever_made_it(call: Caller, emulator: Emulator) -> None:
    book = emulator.make_book(
        "Plan", tabs={"A": [["x"]]}, owner="boss@example.com", access={"anyone": "reader"}
    )
    copy = call("POST", f"{FILES}/{book.id}/copy", {"name": "Mine"})
    call("PUT", f"/v4/spreadsheets/{copy['id']}/values/A1", {"values": [["mine"]]}, valueInputOption="RAW")
    assert call.values(book.id, "A1") == [["x"]]
    assert (
        call("DELETE", f"{FILES}/{book.id}", status=403)["error"]["errors"][0]["reason"]
        == "insufficientFilePermissions"
    )
    assert call("DELETE", f"{FILES}/{copy['id']}", status=204) is None
    call("GET", f"{FILES}/{copy['id']}", status=404)


def test_a_file_is_trashed_and_taken_out_again(call: Caller, emulator: Emulator) -> None:
    book = emulator.make_book("Plan").id
    assert call("PATCH", f"{FILES}/{book}", {"trashed": True}, fields="trashed") == {"trashed": True}
    call("GET", f"/v4/spreadsheets/{book}", status=404)
    call("PATCH", f"{FILES}/{book}", {"trashed": False, "name": "Back"})
    assert call.get(book)["properties"]["title"] == "Back"


def test_permissions_are_given_listed_and_taken(call: Caller, emulator: Emulator) -> None:
    book = emulator.make_book().id
    url = f"{FILES}/{book}/permissions"
    given = call("POST", url, {"type": "user", "role": "reader", "emailAddress": "kim@example.com"})
    call("PATCH", f"{url}/{given['id']}", {"role": "writer"})
    roles = {
        one.get("emailAddress"): one["role"] for one in call("GET", url, fields="permissions")["permissions"]
    }
    assert roles["kim@example.com"] == "writer"
    call("POST", url, {"type": "user", "role": "owner", "emailAddress": "kim@example.com"}, status=403)
    call("DELETE", f"{url}/{given['id']}", status=204)
    call("DELETE", f"{url}/{given['id']}", status=404)
    assert call("POST", url, {"type": "anyone", "role": "reader"})["id"] == "anyoneWithLink"


def test_ownership_is_handed_on(call: Caller, emulator: Emulator) -> None:
    book = emulator.make_book().id
    url = f"{FILES}/{book}/permissions"
    given = call("POST", url, {"type": "user", "role": "writer", "emailAddress": "kim@example.com"})
    call("PATCH", f"{url}/{given['id']}", {"role": "owner"}, transferOwnership="true")
    roles = sorted(one["role"] for one in call("GET", url)["permissions"])
    assert roles == ["owner", "writer"]


def test_the_first_tab_is_exported_and_a_text_file_imported(call: Caller, emulator: Emulator) -> None:
    book = emulator.make_book("Plan", tabs={"A": [["a", 'b "c"'], ["50%"]]}).id
    assert call("GET", f"{FILES}/{book}/export", mimeType="text/csv") == b'a,"b ""c"""\r\n50%,'
    assert call("GET", f"{FILES}/{book}/export", mimeType="text/tab-separated-values").startswith(b"a\t")
    call("GET", f"{FILES}/{book}/export", mimeType="application/pdf", status=501)
    call("PUT", f"/upload/drive/v2/files/{book}", b"k,v\nx,007\n", uploadType="media", convert="True")
    assert call.values(book, "Plan!A1:B2", valueRenderOption="UNFORMATTED_VALUE") == [["k", "v"], ["x", 7]]


def test_comments_are_kept(call: Caller, emulator: Emulator) -> None:
    url = f"{FILES}/{emulator.make_book().id}/comments"
    call("POST", url, {"content": "why?"}, fields="id")
    assert call("GET", url, fields="comments/content,nextPageToken") == {"comments": [{"content": "why?"}]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name = 'Plan' or name = 'Budget'", ["Budget", "Plan"]),
        ("not name contains 'plan'", ["Budget"]),
        ("(name = 'Plan' or name = 'Budget') and 'me' in owners", ["Plan"]),
        ("'kim@example.com' in writers and trashed = false", ["Budget"]),
        ("sharedWithMe", ["Budget"]),
        ("modifiedTime > '2025-12-31' and createdTime <= '2026-01-01T00:00:00Z'", ["Budget", "Plan"]),
        ("mimeType != 'text/csv'", ["Budget", "Plan"]),
    ],
)
def test_files_are_searched(emulator: Emulator, call: Caller, query: str, found: list[str]) -> None:
    emulator.make_book("Plan")
    emulator.make_book("Budget", owner="kim@example.com", access={emulator.owner: "reader"})
    answer = call("GET", "/drive/v3/files", q=query, orderBy="name")
    assert [file["name"] for file in answer["files"]] == found


@pytest.mark.parametrize(
    "query",
    [
        "name = 'Plan",
        "name like 'P'",
        "color = 'red'",
        "(name = 'P'",
        "name = 'a' name = 'b'",
        "name =",
        "x in y",
    ],
)
def test_a_search_that_makes_no_sense_is_refused(call: Caller, query: str) -> None:
    answer = call("GET", "/drive/v3/files", q=query, status=400)
    assert answer["error"]["errors"][0]["location"] == "q"


def test_a_file_says_what_its_caller_may_do_and_who_shares_it(emulator: Emulator, call: Caller) -> None:
    own = emulator.make_book("Plan").id
    other = emulator.make_book(owner="kim@example.com", access={emulator.owner: "reader"}).id
    fields = "ownedByMe,owners,capabilities,permissions,shared"
    mine = call("GET", f"/drive/v3/files/{own}", fields=fields)
    theirs = call("GET", f"/drive/v3/files/{other}", fields=fields)
    assert (mine["ownedByMe"], mine["capabilities"]["canEdit"], mine["shared"]) == (True, True, False)
    assert (theirs["ownedByMe"], theirs["capabilities"]["canEdit"], theirs["shared"]) == (False, False, True)
    assert theirs["owners"][0]["emailAddress"] == "kim@example.com"
    assert "permissions" not in theirs
    assert call("GET", "/drive/v3/about", fields="user")["user"]["emailAddress"] == emulator.owner


@pytest.mark.parametrize(
    ("verb", "path", "body", "query", "words"),
    [
        ("GET", "", None, {"pageSize": "many"}, "Invalid value 'many'."),
        ("GET", "", None, {"orderBy": "colour"}, "Invalid Value"),
        ("GET", "", None, {"fields": "files(colour)"}, "Invalid field selection files.colour"),
        ("POST", "", {"name": 5}, {}, "Invalid value for File.name"),
        ("POST", "", [1], {}, "Invalid value for File"),
        ("GET", "/ID/export", None, {}, "Required parameter: mimeType"),
        (
            "POST",
            "/ID/permissions",
            {"type": "user", "role": "boss"},
            {},
            "The specified role or type is invalid",
        ),
    ],
)
def test_a_request_to_drive_that_makes_no_sense_is_refused(
    emulator: Emulator, call: Caller, verb: str, path: str, body: Any, query: dict[str, str], words: str
) -> None:
    file = emulator.make_book().id
    answer = call(verb, f"/drive/v3/files{path.replace('ID', file)}", body, status=400, **query)
    assert answer["error"]["message"].startswith(words)


def test_a_spreadsheet_has_no_bytes_to_download(emulator: Emulator, call: Caller) -> None:
    answer = call("GET", f"/drive/v3/files/{emulator.make_book().id}", status=403, alt="media")
    assert answer["error"]["errors"][0]["reason"] == "fileNotDownloadable"
