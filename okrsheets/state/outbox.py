"""The outbox in the state's file: mails as bytes, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.model import MailState, Parcel
from okrsheets.state.failing import failures_told
from okrsheets.state.parcels import (
    COLUMNS,
    UNREADABLE,
    packed,
    parcel_of,
    row_of,
    text_of,
    unpacked,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["KEEP_ROWS", "KEEP_SENT", "KEEP_UNSENT", "OUTBOX_TABLES", "Outbox"]

OUTBOX_TABLES = """
CREATE TABLE outbox (
    key TEXT PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL,
    state TEXT NOT NULL, queued TEXT NOT NULL, tries INTEGER NOT NULL, next_try TEXT, said TEXT NOT NULL,
    sent TEXT
) WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (next_try, queued) WHERE state = 'queued';
CREATE TABLE mail_bytes (key TEXT PRIMARY KEY, message BLOB NOT NULL);
"""
"""The bytes stand apart, compressed, so that the rows which outlive them stay small."""

KEEP_SENT = timedelta(days=7)
KEEP_UNSENT = timedelta(days=30)
KEEP_ROWS = timedelta(days=730)
"""For how long the bytes of mails are kept that were sent, and that were not; and that there was a mail."""

_LONGEST_WAIT = timedelta(days=1)
# one that waits longer than any may was queued by a clock that went wrong
_DUE = (
    "state = 'queued' AND (next_try <= ? OR next_try > ? OR next_try IS NULL) ORDER BY next_try, queued, key"
)
_CLEAR = "state IN ('queued', 'sent', 'failed', 'unknown')"


@dataclass(frozen=True, slots=True)
class Outbox:
    """Each mail once: what is known by its key is never queued again.

    Every change is on the disk before its method returns, and no transaction is open between two of them.
    All methods raise StateError where the file cannot be used.
    """

    _place: Path
    _connection: Connection
    _only: frozenset[str] | None = None

    def only(self, keys: Iterable[str]) -> Outbox:
        """The same, of which nothing but these mails is ever due."""
        return replace(self, _only=frozenset(keys))

    def enqueue(self, parcels: Iterable[Parcel]) -> tuple[Parcel, ...]:
        """Keep parcels to be delivered, all or none; returns those that are new, without their bytes."""
        with failures_told(self._place), self._connection:
            return tuple(parcel._replace(message=b"") for parcel in parcels if self._add(parcel))

    def _add(self, parcel: Parcel) -> bool:
        """Keep a parcel if its key is new; whether it was."""
        if parcel.state is MailState.QUEUED and parcel.next_try is None:
            parcel = parcel._replace(next_try=parcel.queued)
        marks = ", ".join("?" * len(row_of(parcel)))
        insert = f"INSERT INTO outbox ({COLUMNS}) VALUES ({marks}) ON CONFLICT (key) DO NOTHING"
        new = self._connection.execute(insert, row_of(parcel)).rowcount
        if new and parcel.message:
            kept = (parcel.key, packed(parcel.message))
            self._connection.execute("INSERT INTO mail_bytes VALUES (?, ?)", kept)
        return bool(new)

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys that were queued before."""
        ask = "SELECT 1 FROM outbox WHERE key = ?"
        with failures_told(self._place):
            return frozenset(key for key in keys if self._connection.execute(ask, (key,)).fetchone())

    def parcels(self, *states: MailState) -> tuple[Parcel, ...]:
        """All that is in these states (none: in any), latest first, without its bytes."""
        where = f"WHERE state IN ({', '.join('?' * len(states))})" if states else ""
        ask = f"SELECT {COLUMNS} FROM outbox {where} ORDER BY queued DESC, key"
        with failures_told(self._place):
            rows = self._connection.execute(ask, [state.value for state in states])
            return tuple(map(parcel_of, rows))

    def due(self, now: datetime) -> tuple[Parcel, ...]:
        """All that is to be sent by now, in its order and without its bytes."""
        with failures_told(self._place):
            return tuple(self._due(now))

    def take(self, now: datetime, *, done: Parcel | None = None) -> Parcel | None:
        """The next parcel that is due, marked as being sent; None where there is none.

        What became of the one before, `done`, is kept at the same stroke: the disk is waited for once.
        """
        with failures_told(self._place), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")  # of two who ask at once, one gets it
            if done is not None:
                self._put(done)
            found = next(self._due(now), None)
            if found is None:
                return None
            taken = found._replace(state=MailState.SENDING, tries=found.tries + 1, next_try=None)
            self._put(taken)
            return self._with_bytes(taken)

    def settle(self, parcels: Iterable[Parcel]) -> None:
        """Keep what became of parcels; their bytes stay as they are."""
        with failures_told(self._place), self._connection:
            for parcel in parcels:
                self._put(parcel)

    def retry(self, keys: Iterable[str], now: datetime) -> tuple[Parcel, ...]:
        """Let what waits or was not sent for certain be tried now; returns those that still have bytes."""
        states = (MailState.QUEUED, MailState.FAILED, MailState.UNKNOWN)
        with failures_told(self._place), self._connection:
            again = tuple(filter(self._has_bytes, self._among(keys, *states)))
            for parcel in again:
                self._put(parcel._replace(state=MailState.QUEUED, tries=0, next_try=now))
        return again

    def drop(self, keys: Iterable[str], *, said: str) -> tuple[Parcel, ...]:
        """Give up what is still to be sent; returns what it was."""
        with failures_told(self._place), self._connection:
            dropped = self._among(keys, MailState.QUEUED)
            for parcel in dropped:
                self._put(parcel._replace(state=MailState.FAILED, next_try=None, said=said))
        return dropped

    def find_cut_off(self, *, said: str) -> tuple[Parcel, ...]:
        """Make unknown what a run that was cut off was sending, and what is in no known state; returns it.

        Only for who holds the lock: else another may be sending it now.
        """
        with failures_told(self._place):
            rows = self._connection.execute(f"SELECT {COLUMNS} FROM outbox WHERE NOT {_CLEAR}").fetchall()
        unknown = tuple(
            parcel._replace(state=MailState.UNKNOWN, said=said)
            if parcel.state is MailState.SENDING
            else parcel
            for parcel in map(parcel_of, rows)
        )
        self.settle(unknown)
        return unknown

    def let_go(self, now: datetime) -> None:
        """Forget the bytes of mails that were settled some time ago, and in the end the mails."""
        settled = "SELECT key FROM outbox WHERE state = 'sent' AND sent < ?"
        ended = "SELECT key FROM outbox WHERE state IN ('failed', 'unknown') AND queued < ?"
        with failures_told(self._place), self._connection:
            for which, days in ((settled, KEEP_SENT), (ended, KEEP_UNSENT)):
                self._connection.execute(
                    f"DELETE FROM mail_bytes WHERE key IN ({which})", (text_of(now - days),)
                )
            gone = "DELETE FROM outbox WHERE state IN ('sent', 'failed', 'unknown') AND queued < ?"
            self._connection.execute(gone, (text_of(now - KEEP_ROWS),))

    def _due(self, now: datetime) -> Iterator[Parcel]:
        ask = f"SELECT {COLUMNS} FROM outbox WHERE {_DUE}"
        rows = self._connection.execute(ask, (text_of(now), text_of(now + _LONGEST_WAIT)))
        return (parcel_of(row) for row in rows if self._only is None or row[0] in self._only)

    def _among(self, keys: Iterable[str], *states: MailState) -> tuple[Parcel, ...]:
        ask = f"SELECT {COLUMNS} FROM outbox WHERE key = ?"
        rows = (self._connection.execute(ask, (key,)).fetchone() for key in keys)
        return tuple(parcel for parcel in map(parcel_of, filter(None, rows)) if parcel.state in states)

    def _has_bytes(self, parcel: Parcel) -> bool:
        ask = "SELECT 1 FROM mail_bytes WHERE key = ?"
        return self._connection.execute(ask, (parcel.key,)).fetchone() is not None

    def _with_bytes(self, parcel: Parcel) -> Parcel:
        """A parcel as it goes out; where its bytes are damaged it has none, and says so."""
        ask = "SELECT message FROM mail_bytes WHERE key = ?"
        row = self._connection.execute(ask, (parcel.key,)).fetchone()
        if row is None:
            return parcel._replace(said=parcel.said or UNREADABLE)
        message = unpacked(row[0])
        return parcel._replace(message=message) if message else parcel._replace(said=UNREADABLE)

    def _put(self, parcel: Parcel) -> None:
        update = "UPDATE outbox SET state = ?, tries = ?, next_try = ?, said = ?, sent = ? WHERE key = ?"
        times = (text_of(parcel.next_try), parcel.said, text_of(parcel.sent))
        self._connection.execute(update, (parcel.state.value, parcel.tries, *times, parcel.key))
