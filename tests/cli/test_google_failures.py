"""Google Sheets that cannot be read or written: one line with the cure, the right exit code, nothing half."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PLAN, Run
from tests.cli.google import BOT, Google
from tests.sheets_emulator import Fault, Target
from tests.sheets_emulator.tls_proxy import TlsProxy


def _one_line(stderr: str) -> str:
    """The one error that was told: `place: what; cure`, and no traceback."""
    told = [line for line in stderr.splitlines() if line.startswith("error: ")]
    assert len(told) == 1, stderr
    assert re.fullmatch(r"error: \S[^;]*: [^;]+; .+", told[0]), told
    assert "Traceback" not in stderr
    return told[0]


@pytest.mark.parametrize("command", ["inspect", "check", "plan", "report"])
def test_every_command_tells_of_a_sheet_that_is_not_shared(
    okrsheets: Run, google: Google, command: str
) -> None:
    done = okrsheets(command, google.share(PLAN, role=""), env=google.env)
    assert done.returncode == 2
    assert f"is not shared with {BOT}; share it with {BOT}" in _one_line(done.stderr)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("private", f"is not shared with {BOT}; share it with {BOT}"),
        ("gone", "there is no such spreadsheet, or it is in the bin; check the link"),
        ("trashed", "there is no such spreadsheet, or it is in the bin"),
        ("xlsx", "is no Google sheet but another file in Drive, such as an .xlsx; open it there and save it"),
        (
            "off",
            "the Google Sheets API is not switched on in the project of the credentials; switch it on at",
        ),
        ("ended", "have ended or are not accepted (invalid_grant: Account is gone); sign in again"),
        ("quota", "the calls that Google allows in a minute are used up, and have been for minutes; run it"),
        ("down", "Google cannot serve it at the moment; run it again later"),
        ("html", "something else than Google answers, with a page in place of data; check the proxy"),
        (
            "page for a token",
            "something else than Google answers, with a page in place of data; check the proxy",
        ),
        ("cut", "the connection to Google ends before its answer does; check the connection"),
    ],
)
def test_a_google_sheet_that_cannot_be_read_is_told_in_one_line(
    okrsheets: Run, google: Google, state: str, says: str
) -> None:
    link = google.share(PLAN, role="" if state == "private" else "writer")
    key = link.rpartition("/")[2]
    faults: dict[str, dict[str, Any]] = {
        "quota": {"quota": "read"},
        "down": {"status": 503},
        "html": {"html": True},
        "cut": {"cut": "in"},
    }
    if state == "gone":
        link = f"{link}x"
    elif state in ("trashed", "xlsx"):
        google.emulator.store.files[key].state = state
    elif state == "off":
        google.emulator.disabled.add("sheets")
    elif state == "ended":
        google.emulator.identities.revoke(BOT, why="Account is gone")
    elif state == "page for a token":
        google.emulator.fail(Fault(Target(kind="token"), times=99, html=True))
    elif state in faults:
        google.emulator.fail(Fault(Target(kind="read"), times=99, **faults[state]))
    env = google.env | {"OKRSHEETS_GOOGLE_PATIENCE": "1"}
    done = okrsheets("sync", "--yes", link, env=env)
    assert done.returncode == 2, done.stderr
    assert says in _one_line(done.stderr)
    assert google.emulator.log.count("write") == 0


def test_one_google_sheet_that_cannot_be_read_does_not_stop_the_other_sources(
    okrsheets: Run, google: Google, plan: Path
) -> None:
    link = google.share(PLAN, role="")
    done = okrsheets("sync", "--yes", plan.name, link, env=google.env)
    assert done.returncode == 3
    assert "is not shared with" in _one_line(done.stderr)
    assert "into plan.xlsx" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (
            "CREDENTIALS",
            "gone.json",
            "OKRSHEETS_GOOGLE_CREDENTIALS: there is no file gone.json; check the path",
        ),
        ("CREDENTIALS", '{"type": "service_account", "private_key": "hush"}', "is no complete key"),
        ("CREDENTIALS_COMMAND", "sh -c 'echo hush; exit 4'", "ended with exit code 4; run it by hand"),
        ("ENDPOINT", "http://example.com", "is no address that credentials may be sent to"),
        ("PATIENCE", "some", "is no number of seconds"),
    ],
)
def test_credentials_that_cannot_be_used_are_told_in_one_line_without_showing_them(
    okrsheets: Run, google: Google, name: str, value: str, says: str
) -> None:
    env = google.env | {f"OKRSHEETS_GOOGLE_{name}": value}
    if name == "CREDENTIALS_COMMAND":
        del env["OKRSHEETS_GOOGLE_CREDENTIALS"]
    done = okrsheets("check", google.share(PLAN), env=env)
    assert done.returncode == 2
    assert says in _one_line(done.stderr)
    assert "hush" not in done.stderr + done.stdout


def test_without_credentials_the_cure_is_told(okrsheets: Run, google: Google) -> None:
    done = okrsheets("check", google.share(PLAN), env={"HOME": "/nowhere"})
    assert done.returncode == 2
    assert "need credentials, and none are set; set OKRSHEETS_GOOGLE_CREDENTIALS" in _one_line(done.stderr)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "https://docs.google.com/document/d/1abc/edit",
            "is no link to a Google sheet; copy it from the browser",
        ),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml", "is a published copy, which is a page"),
        ("gsheets:", "is no link to a Google sheet"),
        ("gsheets:a b", "is no link to a Google sheet"),
        ("https://example.com/plan.xlsx", "is no file; download it as .xlsx"),
    ],
)
def test_an_address_that_is_no_google_sheet_is_told(
    okrsheets: Run, google: Google, address: str, says: str
) -> None:
    done = okrsheets("check", address, env=google.env)
    assert done.returncode == 2
    assert says in _one_line(done.stderr)
    assert google.emulator.log.entries == []


def test_a_sheet_that_may_only_be_read_is_told_once_and_then_warned_of(
    okrsheets: Run, google: Google
) -> None:
    link = google.share(PLAN, role="reader")
    done = okrsheets("sync", "--yes", link, env=google.env)
    assert done.returncode == 3
    assert f"may not be written by {BOT}; share it with {BOT}, as an editor" in _one_line(done.stderr)
    again = okrsheets("sync", link, env=google.env)
    assert again.returncode == 0
    assert f"warning: {link}: may not be written by {BOT}" in again.stderr
    assert "wrote" not in done.stderr + again.stderr


def test_an_api_key_reads_what_everybody_may_see_and_says_that_it_only_reads(
    okrsheets: Run, google: Google
) -> None:
    env = {
        "OKRSHEETS_GOOGLE_API_KEY": "AIza-hush",
        "OKRSHEETS_GOOGLE_ENDPOINT": google.env["OKRSHEETS_GOOGLE_ENDPOINT"],
    }
    link = google.share(PLAN)
    done = okrsheets("check", link, env=env)
    assert done.returncode == 2
    assert "is not shared with everybody who has the link; share it so, or use credentials" in done.stderr
    google.emulator.identities.keys = {"another"}
    done = okrsheets("check", link, env=env)
    assert (done.returncode, "have ended or are not accepted (API key not valid" in done.stderr) == (2, True)
    google.emulator.identities.keys.clear()
    google.emulator.share(link.rpartition("/")[2], "anyone", "reader")
    done = okrsheets("sync", "--yes", link, env=env)
    assert done.returncode == 0, done.stderr
    assert "only read, as an API key opens Google Sheets for reading only" in done.stderr
    assert "hush" not in done.stderr + done.stdout
    assert google.emulator.log.count("write") == 0


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Target(kind="write"), status=503, applied=True),
        Fault(Target(kind="write"), cut="before"),
        Fault(Target(kind="write"), cut="in"),
        Fault(Target(kind="write"), cut="after"),
        Fault(Target(kind="write"), cut="unread"),
        Fault(Target(kind="write"), html=True),
        Fault(Target(kind="write"), quota="write"),
    ],
    ids=lambda fault: fault.name,
)
def test_a_write_that_goes_wrong_once_is_right_in_the_end(
    okrsheets: Run, google: Google, fault: Fault
) -> None:
    link = google.share(PLAN)
    google.emulator.fail(fault)
    done = okrsheets("sync", "--yes", link, env=google.env)
    assert done.returncode == 0, done.stderr
    assert "wrote 19 cells" in done.stderr
    google.emulator.log.clear()
    assert okrsheets("sync", link, env=google.env).returncode == 0
    assert google.counts() == (1, 0)


def test_a_write_of_which_nothing_is_known_is_no_success_and_the_next_sync_puts_it_right(
    okrsheets: Run, google: Google
) -> None:
    link = google.share(PLAN)
    google.emulator.fail(Fault(Target(kind="write"), times=99, cut="before"))
    google.emulator.fail(Fault(Target(kind="read"), times=99, skip=1, cut="unread"))
    done = okrsheets("sync", "--yes", link, env=google.env | {"OKRSHEETS_GOOGLE_PATIENCE": "1"})
    assert done.returncode == 3
    assert "was written or was not, which cannot be told: the connection" in _one_line(done.stderr)
    assert "wrote" not in done.stderr
    google.emulator.waiting.clear()
    again = okrsheets("sync", "--yes", link, env=google.env)
    assert (again.returncode, google.cells(link)["Company"][2, 7]) == (0, {"stringValue": "Progress (auto)"})


def test_a_spreadsheet_of_ten_million_cells_is_read_and_told_to_be_full_in_one_line(
    okrsheets: Run, google: Google
) -> None:
    link = google.share({"Sales": PLAN["Sales"]})
    small = {"properties": {"gridProperties": _grid(5, 8)}, "fields": "gridProperties"}
    others = [{"title": "Wide", "gridProperties": _grid(547, 18_278)}]
    others.append({"title": "Rest", "gridProperties": _grid(105, 18)})  # four cells are left after that
    adding = [{"addSheet": {"properties": one}} for one in others]
    google.emulator.edit(link.rpartition("/")[2], [{"updateSheetProperties": small}, *adding])
    before = google.cells(link)
    done = okrsheets("sync", "--yes", link, env=google.env)
    assert done.returncode == 3
    told = [line for line in done.stderr.splitlines() if "not written" in line]
    why = "the spreadsheet has no room for more cells [sheet-full]"
    assert told == [f"{link}: Sales!I3, J3, K3 and 16 more not written: {why}"]
    assert google.cells(link) == before
    assert google.counts() == (1, 0)


def _grid(rows: int, columns: int) -> dict[str, int]:
    return {"rowCount": rows, "columnCount": columns}


def test_a_write_that_never_goes_through_is_no_success(okrsheets: Run, google: Google) -> None:
    link = google.share(PLAN)
    before = google.cells(link)
    google.emulator.fail(Fault(Target(kind="write"), times=99, quota="write"))
    env = google.env | {"OKRSHEETS_GOOGLE_PATIENCE": "1"}
    done = okrsheets("sync", "--yes", link, env=env)
    assert done.returncode == 3
    assert "was not written: the calls that Google allows in a minute are used up" in _one_line(done.stderr)
    assert "wrote" not in done.stderr
    assert google.cells(link) == before


def test_a_tab_of_an_odd_name_is_read_and_written(okrsheets: Run, google: Google) -> None:
    odd = 'It\'s "odd"!'
    link = google.share({odd: PLAN["Company"], "A1": PLAN["Sales"]})
    done = okrsheets("sync", "--yes", link, env=google.env)
    assert done.returncode == 0, done.stderr
    assert google.counts() == (1, 1)
    cells = google.cells(link)
    assert cells[odd][2, 7] == cells["A1"][2, 8] == {"stringValue": "Progress (auto)"}


def _plan_of(team: str) -> list[list[Any]]:
    """A team's plan in words of its own, so that no tab is a copy of another."""
    swapped = {"Expand the market in North America": f"Grow region {team}", "CO-1": f"{team}-1"}
    return [[swapped.get(cell, cell) for cell in row] for row in PLAN["Company"]]


def test_a_program_that_knows_nothing_of_the_emulator_syncs_through_a_proxy(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    """Real host names, real certificates, a robot and a person; twelve tabs in two calls."""
    link = google.share({f"Team {name}": _plan_of(name) for name in "ABCDEFGHIJKL"})
    google.emulator.share(link.rpartition("/")[2], "ann@example.com", "writer")
    google.emulator.identities.refresh_tokens["1//ann"] = "ann@example.com"
    robot = json.loads((tmp_path / "key.json").read_text()) | {
        "token_uri": "https://oauth2.googleapis.com/token"
    }
    person = {"type": "authorized_user", "client_id": "1", "client_secret": "2", "refresh_token": "1//ann"}
    (tmp_path / "robot.json").write_text(json.dumps(robot))
    (tmp_path / "ann.json").write_text(json.dumps(person))
    with TlsProxy(google.server) as proxy:
        env = proxy.environment | {"OKRSHEETS_GOOGLE_CREDENTIALS": "robot.json"}
        done = okrsheets("sync", "--yes", link, env=env)
        assert done.returncode == 0, done.stderr
        assert google.counts() == (1, 1)
        env["OKRSHEETS_GOOGLE_CREDENTIALS"] = "ann.json"
        assert okrsheets("sync", link, env=env).returncode == 0
        assert google.counts() == (1, 0)
        assert set(proxy.hosts) == {"oauth2.googleapis.com", "sheets.googleapis.com"}
