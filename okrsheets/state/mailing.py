"""What is remembered of mail beside the outbox: who agreed to it and where, until when it was seen to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from okrsheets.model import MailState
from okrsheets.state.failing import failures_told
from okrsheets.state.parcels import time_of
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["MAILING_TABLES", "MailConsent", "MailMemory", "Mailing"]

MAILING_TABLES = """
CREATE TABLE mailing (host TEXT NOT NULL, enabled TEXT NOT NULL, until TEXT NOT NULL);
CREATE TABLE addressee (address TEXT PRIMARY KEY, until TEXT, told TEXT) WITHOUT ROWID;
"""
"""`mailing` has one row while mail is enabled. An addressee has one while their mail waits, or while it is
remembered what needed them when they were last told."""

_NO_DAYS: Mapping[str, date] = MappingProxyType({})
_NO_TIMES: Mapping[str, datetime] = MappingProxyType({})
_NO_NEEDS: Mapping[str, frozenset[str]] = MappingProxyType({})


class MailConsent(NamedTuple):
    """That a person agreed to mail, on which host and when, and until which day mail was seen to."""

    host: str
    when: datetime
    until: date


class MailMemory(NamedTuple):
    """All that is remembered of mail: the consent that stands, and the rest by address.

    `behind` are the days until which mail was seen to that waits, `told` is what needed somebody when they
    were last told, `digests` and `mails` are the times of the last digest, and of the last mail of any kind,
    which has not failed.
    """

    consent: MailConsent | None = None
    behind: Mapping[str, date] = _NO_DAYS
    told: Mapping[str, frozenset[str]] = _NO_NEEDS
    digests: Mapping[str, datetime] = _NO_TIMES
    mails: Mapping[str, datetime] = _NO_TIMES


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who agreed to mail, and until when it was seen to. All methods raise StateError."""

    _place: Path
    _connection: Connection

    def memory(self, *, digest: str) -> MailMemory:
        """All that is remembered; `digest` is how the keys of digests begin, before the first colon."""
        with failures_told(self._place):
            ask = "SELECT address, until, told FROM addressee"
            rows = self._connection.execute(ask).fetchall()
            return MailMemory(
                self.consent(),
                {address: day for address, until, _ in rows if (day := _day_of(until)) is not None},
                {address: _needs_of(told) for address, _, told in rows if told is not None},
                self._latest(f"{digest}:%"),
                self._latest("%"),
            )

    def consent(self) -> MailConsent | None:
        """The consent that stands; None where mail is not enabled, or what is kept of it is damaged."""
        with failures_told(self._place):
            row = self._connection.execute("SELECT host, enabled, until FROM mailing").fetchone()
        if row is None:
            return None
        when, until = time_of(row[1]), _day_of(row[2])
        return None if when is None or until is None else MailConsent(str(row[0]), when, until)

    def _latest(self, keys: str) -> dict[str, datetime]:
        """When each address had its last mail with such a key, which ends with the address."""
        rest = "substr(key, instr(key, ':') + 1)"
        address = f"substr({rest}, instr({rest}, ':') + 1)"
        rows = self._connection.execute(
            f"SELECT {address}, max(coalesce(sent, queued)) FROM outbox WHERE key LIKE ? AND state != ?"
            " GROUP BY 1",
            (keys, MailState.FAILED.value),
        )
        return {address: found for address, when in rows if (found := time_of(when)) is not None}

    def enable(self, consent: MailConsent) -> None:
        """Keep that a person agreed, in place of any consent before."""
        row = (consent.host, consent.when.isoformat(timespec="seconds"), consent.until.isoformat())
        with failures_told(self._place), self._connection:
            self._connection.execute("DELETE FROM mailing")
            self._connection.execute("INSERT INTO mailing VALUES (?, ?, ?)", row)

    def disable(self) -> None:
        """Let go of the consent, and of whose mail waits."""
        with failures_told(self._place), self._connection:
            self._connection.execute("DELETE FROM mailing")
            self._connection.execute("DELETE FROM addressee")

    def seen_to(self, until: date, *, behind: Mapping[str, date], told: Mapping[str, Iterable[str]]) -> None:
        """Keep that all mail was seen to until the end of a day but that of some, and what some were told."""
        rows = [
            (
                address,
                behind[address].isoformat() if address in behind else None,
                json.dumps(sorted(told[address])) if address in told else None,
            )
            for address in sorted({*behind, *told})
        ]
        with failures_told(self._place), self._connection:
            self._connection.execute("UPDATE mailing SET until = ? WHERE until < ?", (until.isoformat(),) * 2)
            known = self._connection.execute("SELECT address, until, told FROM addressee ORDER BY address")
            if known.fetchall() != rows:
                self._connection.execute("DELETE FROM addressee")
                self._connection.executemany("INSERT INTO addressee VALUES (?, ?, ?)", rows)


def _day_of(kept: object) -> date | None:
    """A day that is kept; None where there is none, or nobody can tell which."""
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _needs_of(kept: object) -> frozenset[str]:
    """What needed somebody when they were last told; nothing where that is damaged: they are told anew."""
    try:
        marks = json.loads(kept) if isinstance(kept, str) else None
    except ValueError:
        return frozenset()
    return frozenset(map(str, marks)) if isinstance(marks, list) else frozenset()
