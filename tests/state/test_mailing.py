"""State remembers who agreed to mail, until when it was seen to, and when each address had its last."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from okrsheets.model import MailState
from okrsheets.state import MailConsent, MailMemory, open_state, read_mailing
from tests.mail.parcels import MONDAY, parcel

SUNDAY, TODAY = date(2026, 11, 22), date(2026, 11, 23)
CONSENT = MailConsent("desk", MONDAY, SUNDAY)
ANN, BEN = "ann@example.com", "ben@example.com"


def memory(folder: Path) -> MailMemory:
    return read_mailing(folder, digest="digest")


def test_nothing_is_agreed_to_at_first(tmp_path: Path) -> None:
    assert memory(tmp_path) == MailMemory()
    with open_state(tmp_path) as state:
        assert state.mailing.memory(digest="digest") == MailMemory()


def test_consent_is_one_and_can_be_taken_back(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.mailing.enable(CONSENT)
        state.mailing.enable(CONSENT._replace(host="server"))
    assert memory(tmp_path).consent == CONSENT._replace(host="server")
    with open_state(tmp_path) as state:
        state.mailing.seen_to(TODAY, behind={BEN: SUNDAY}, told={})
        state.mailing.disable()
    assert memory(tmp_path) == MailMemory()


def test_what_was_seen_to_is_never_forgotten_by_a_clock_that_goes_backwards(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.mailing.enable(CONSENT)
        for today in (TODAY, SUNDAY - timedelta(days=30)):
            state.mailing.seen_to(today, behind={}, told={})
    assert memory(tmp_path).consent == CONSENT._replace(until=TODAY)


def test_whose_mail_waits_and_who_was_told_what_is_known_until_the_next_round(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.mailing.enable(CONSENT)
        state.mailing.seen_to(TODAY, behind={ANN: SUNDAY}, told={BEN: {"a", "b"}})
    known = memory(tmp_path)
    assert (known.behind, known.told) == ({ANN: SUNDAY}, {BEN: frozenset({"a", "b"})})
    with open_state(tmp_path) as state:
        state.mailing.seen_to(TODAY, behind={}, told={ANN: {"c"}})
    known = memory(tmp_path)
    assert (known.behind, known.told) == ({}, {ANN: frozenset({"c"})})


def test_the_last_mail_of_each_address_is_its_latest_that_did_not_fail(tmp_path: Path) -> None:
    week = timedelta(days=7)
    old = parcel("ann")._replace(key=f"digest:2026-W46:{ANN}", state=MailState.SENT, sent=MONDAY - 2 * week)
    failed = old._replace(key=f"digest:2026-W47:{ANN}", state=MailState.FAILED, sent=None)
    reminder = old._replace(key=f"reminder:2026-11-23:{ANN}", sent=MONDAY)
    waiting = parcel("ben")._replace(key=f"digest:2026-W48:{BEN}", queued=MONDAY)
    with open_state(tmp_path) as state:
        state.outbox.enqueue([old, failed, reminder, waiting])
    known = memory(tmp_path)
    assert known.digests == {ANN: MONDAY - 2 * week, BEN: MONDAY}
    assert known.mails == {ANN: MONDAY, BEN: MONDAY}


def test_what_is_damaged_of_what_is_remembered_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.mailing.enable(CONSENT)
        state.mailing.seen_to(TODAY, behind={ANN: SUNDAY}, told={BEN: {"a"}})
        state.outbox.enqueue([parcel("ann")])
    with closing(sqlite3.connect(tmp_path / "state.db")) as file, file:
        file.execute("UPDATE addressee SET until = 'x', told = '{'")
        file.execute("UPDATE outbox SET queued = 'x'")
    known = memory(tmp_path)
    assert (known.behind, dict(known.told), known.digests) == ({}, {ANN: frozenset(), BEN: frozenset()}, {})
    assert known.consent == CONSENT._replace(until=TODAY)
    with closing(sqlite3.connect(tmp_path / "state.db")) as file, file:
        file.execute("UPDATE mailing SET until = 'x'")
    assert memory(tmp_path).consent is None, "so it is asked for again"
