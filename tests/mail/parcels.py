"""Mails and parcels for tests, and an outbox of one's own to put them in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from okrsheets.mail.composing import Sender, compose
from okrsheets.model import Mail, MailAddress, Parcel
from okrsheets.state import Outbox, open_state

__all__ = ["MONDAY", "SENDER", "mail", "minutes", "opened", "parcel", "parcels"]

MONDAY = datetime(2026, 11, 30, 6, tzinfo=UTC)
SENDER = Sender(MailAddress("okrs@example.com", "OKRs"))


def mail(who: str = "ann", **fields: Any) -> Mail:
    """The digest of one person, who is called as their address is."""
    address = f"{who}@example.com"
    subject = "OKR alignment: Payments, 2026 Q4"
    words = ("2 need you", "<p>Two of your objectives need you.</p>", "Two of your objectives need you.")
    made = Mail(f"digest:2026-W48:{address}", address, who.title(), subject, *words, "2026-Q4")
    return made._replace(**fields)


def parcel(who: str = "ann", **fields: Any) -> Parcel:
    return compose(mail(who, **fields), sender=SENDER, when=MONDAY)


def parcels(*names: str) -> list[Parcel]:
    return [parcel(who) for who in names]


def minutes(count: float) -> datetime:
    """So long after Monday's run."""
    return MONDAY + timedelta(minutes=count)


@contextmanager
def opened(folder: Path) -> Iterator[Outbox]:
    """The outbox of a folder's state."""
    with open_state(folder / ".okrsheets") as state:
        yield state.outbox
