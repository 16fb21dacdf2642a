"""Calls of Google when things go wrong: what is tried again, for how long, and what is said in the end."""

from __future__ import annotations

import socket

import pytest

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.adapters.gsheets.transport import PatientClient, Policy
from okrsheets.adapters.gsheets.trouble import TroubleError, TroubleKind
from okrsheets.errors import (
    AccessError,
    NotAWorkbookError,
    SourceError,
    SourceNotFoundError,
    SourceTooLargeError,
    UnavailableError,
)
from tests.adapters.gsheets.books import BOT, access_to, link_to, make, on_the_clock
from tests.sheets_emulator import Emulator, Fault, Server, Target

READ = Target(kind="read")
FAULTS = [
    Fault(READ, times=2, quota="read"),
    Fault(READ, times=2, status=500),
    Fault(READ, times=2, status=503),
    Fault(READ, times=2, status=502, html=True),
    Fault(READ, times=2, html=True),
    Fault(READ, times=2, cut="unread"),
    Fault(READ, times=2, cut="before"),
    Fault(READ, times=2, cut="in"),
    Fault(READ, times=2, status=403, reason="userRateLimitExceeded"),
    Fault(Target(kind="token"), times=1, status=503),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.on.kind} {fault.name}")
def test_a_read_gets_over_what_passes(
    emulator: Emulator, adapter: GsheetsAdapter, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)  # google-auth has a pause of its own
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(fault)
    assert adapter.read(book).sheets[0].value(1, 1) == "Grow"
    if fault.on is READ:
        assert (adapter.spent.calls, adapter.spent.attempts) == (1, 3)
        assert adapter.spent.waited == pytest.approx(0.75 * (2 + 4))


@pytest.mark.parametrize("status", [200, 403])
def test_a_page_in_place_of_a_token_is_told_as_such(emulator: Emulator, server: Server, status: int) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(Fault(Target(kind="token"), times=99, html=True, status=status))
    with pytest.raises(UnavailableError, match="something else than Google answers, with a page in place"):
        GsheetsAdapter(access_to(server, BOT), policy=on_the_clock(emulator)).read(book)


def test_a_connection_that_ends_right_after_the_answer_is_no_trouble(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(Fault(READ, cut="after"))
    assert adapter.read(book).sheets[0].value(1, 1) == "Grow"
    assert adapter.read(book).sheets[0].value(1, 1) == "Grow"


def test_the_minute_of_a_quota_is_waited_out_and_told(emulator: Emulator, server: Server) -> None:
    told: list[str] = []
    adapter = GsheetsAdapter(access_to(server, BOT), policy=on_the_clock(emulator), tell=told.append)
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.quotas.limits = {"read": 2}
    began = emulator.clock.now()
    for _ in range(4):
        adapter.read(book)
    assert 60 <= emulator.clock.now() - began < 200
    assert told
    assert all("a minute are used up; trying again in" in line for line in told)


def test_what_a_server_asks_to_wait_is_waited(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(Fault(READ, status=429, headers={"Retry-After": "37"}))
    adapter.read(book)
    assert adapter.spent.waited == 37


def test_a_server_that_asks_for_no_pause_is_given_one(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(Fault(READ, times=99, status=503, headers={"Retry-After": "0"}))
    with pytest.raises(UnavailableError):
        adapter.read(book)
    assert adapter.spent.attempts < 20


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(READ, times=99, quota="read"), "a minute are used up"),
        (Fault(READ, times=99, status=503), "cannot serve it at the moment"),
        (Fault(READ, times=99, html=True), "something else than Google answers"),
        (Fault(READ, times=99, cut="in"), "ends before its answer does"),
    ],
    ids=lambda part: part.name if isinstance(part, Fault) else "",
)
def test_what_does_not_pass_is_given_up_in_time_and_told(
    emulator: Emulator, adapter: GsheetsAdapter, fault: Fault, says: str
) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(fault)
    began = emulator.clock.now()
    with pytest.raises(UnavailableError, match=says) as told:
        adapter.read(book)
    assert told.value.place == book
    assert 60 < emulator.clock.now() - began <= 180


def test_an_answer_that_never_comes_is_given_up(emulator: Emulator, server: Server) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.fail(Fault(READ, delay=1.0))
    policy = on_the_clock(emulator)._replace(read=0.2)
    adapter = GsheetsAdapter(access_to(server, BOT), policy=policy)
    assert adapter.read(book).sheets[0].value(1, 1) == "Grow"
    assert adapter.spent.attempts == 2


def test_no_connection_is_tried_again_and_told(emulator: Emulator, server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        endpoint = f"http://127.0.0.1:{taken.getsockname()[1]}"
        access = access_to(server, BOT)._replace(endpoint=endpoint)
        adapter = GsheetsAdapter(access, policy=on_the_clock(emulator))
        with pytest.raises(UnavailableError, match="Google cannot be reached; check the connection"):
            adapter.read(link_to("1abc"))
    assert adapter.spent.attempts > 5


def test_an_answer_longer_than_is_read_is_refused(emulator: Emulator, server: Server) -> None:
    book = make(emulator, {"Plan": "\n".join(["| Grow the business | and more |"] * 50)})
    policy = on_the_clock(emulator)._replace(most_bytes=2000)
    with pytest.raises(SourceTooLargeError, match="more than is read at once"):
        GsheetsAdapter(access_to(server, BOT), policy=policy).read(book)


def test_what_is_wrong_for_good_is_told_at_once_with_its_cure(
    emulator: Emulator, server: Server, adapter: GsheetsAdapter
) -> None:
    def told(book: str) -> SourceError:
        with pytest.raises(SourceError) as raised:
            adapter.read(book)
        return raised.value

    private = make(emulator, {"Plan": "| Grow |"}, role="")
    error = told(private)
    assert isinstance(error, AccessError)
    assert str(error) == (
        f"{private}: is not shared with {BOT}; share it with {BOT}, as an editor if it is to be written"
    )
    error = told(link_to("1nowhere"))
    assert isinstance(error, SourceNotFoundError)
    assert "no such spreadsheet, or it is in the bin" in error.what
    trashed = emulator.make_book("Old", access={BOT: "reader"}, state="trashed")
    assert isinstance(told(link_to(trashed.id)), SourceNotFoundError)
    excel = emulator.make_book("Plan.xlsx", access={BOT: "reader"}, state="xlsx")
    error = told(link_to(excel.id))
    assert isinstance(error, NotAWorkbookError)
    assert "save it as Google Sheets" in error.cure
    emulator.disabled.add("sheets")
    error = told(private)
    assert isinstance(error, AccessError)
    assert "not switched on" in error.what
    emulator.disabled.clear()
    emulator.fail(Fault(READ, status=400, message="Some new\nreason"))
    assert told(private).what == "Google refuses it (Some new reason)"
    assert adapter.spent.waited == 0


def test_credentials_that_were_ended_are_told(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    emulator.identities.revoke(BOT, why="Invalid JWT Signature.")
    with pytest.raises(
        AccessError, match="credentials of the test's key have ended or are not accepted"
    ) as told:
        adapter.read(book)
    assert "Invalid JWT Signature" in told.value.what
    assert adapter.spent.waited == 0


def test_a_token_that_ended_meanwhile_is_made_anew(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    adapter.read(book)
    emulator.identities.revoke(BOT)
    assert adapter.read(book).sheets[0].value(1, 1) == "Grow"
    assert emulator.log.count("token") == 2


def test_a_call_that_changes_something_is_made_again_only_where_google_cannot_have_heard_of_it(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    book = make(emulator, {"Plan": "| Grow |"})
    adapter.read(book)
    client = adapter._connected()  # noqa: SLF001 the client is what is tried here
    path = f"/v4/spreadsheets/{book.rpartition('/')[2]}:batchUpdate"
    body = {"requests": [{"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}}]}
    write = Target(kind="write")
    for fault, kind in (
        (Fault(write, status=503, applied=True), TroubleKind.DOWN),
        (Fault(write, cut="before"), TroubleKind.CUT),
        (Fault(write, html=True), TroubleKind.NOT_JSON),
    ):
        emulator.fail(fault)
        with pytest.raises(TroubleError) as told:
            client.ask("POST", path, json=body, repeatable=False)
        assert told.value.trouble.kind is kind
        assert told.value.trouble.unsure
    emulator.fail(Fault(write, times=2, quota="write"))
    assert client.ask("POST", path, json=body, repeatable=False)["replies"] == [{}]


def test_pauses_grow_to_a_bound_and_are_never_alike() -> None:
    policy = Policy(chance=lambda: 1.0)
    assert [policy.pause(n) for n in (1, 2, 3, 7, 50)] == [2, 4, 8, 64, 64]
    assert Policy(chance=lambda: 0.0).pause(3) == 4


def test_the_client_is_gspreads_and_never_waits_for_ever(adapter: GsheetsAdapter, emulator: Emulator) -> None:
    adapter.read(make(emulator, {"Plan": "| Grow |"}))
    client = adapter._connected()  # noqa: SLF001 as above
    assert isinstance(client, PatientClient)
    assert client.timeout == (10.0, 190.0)
