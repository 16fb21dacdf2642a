"""Mails on their way: whom they are for, what they say, and what became of them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from okrsheets.tuples import NamedTuple

__all__ = ["Mail", "MailState", "Parcel", "Recipient"]


class Recipient(NamedTuple):
    """One person who gets mail, and what concerns them.

    `name` is as the sheets or the config write it. `okrs` are the keys of the objectives and key results
    that they own, `teams` those whose objectives concern them too; `everything`: they lead, and are told of
    the whole. `because` says in a few words why they get mail ("lead of Sales"). `leads` are those of
    the teams that they answer for, so that whatever is amiss there is theirs to see to.
    """

    address: str
    name: str
    okrs: frozenset[str] = frozenset()
    teams: tuple[str, ...] = ()
    everything: bool = False
    because: str = ""
    leads: tuple[str, ...] = ()


class Mail(NamedTuple):
    """What one recipient is to be told, rendered, once.

    `key` names it for good, so that it is never queued twice: what kind it is, for which time, for whom
    ("digest:2026-W48:ann@example.com"). `html` and `text` say the same; `preheader` is the line that
    inboxes show beside the subject. Mails of one `thread` stand together in an inbox; None starts a new one.
    """

    key: str
    recipient: str
    name: str
    subject: str
    preheader: str
    html: str
    text: str
    thread: str | None = None


class MailState(Enum):
    """What became of a mail. `UNKNOWN`: the line was cut after the text went out, so it may have arrived."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Parcel(NamedTuple):
    """A mail in the outbox, as the bytes that go out: none once they were let go, or where it is only listed.

    `next_try` is when a queued one is due; `said` what the server said last, in one line; `sent` when it took
    the mail. Times have a zone.
    """

    key: str
    recipient: str
    subject: str
    message_id: str
    message: bytes
    state: MailState
    queued: datetime
    tries: int = 0
    next_try: datetime | None = None
    said: str = ""
    sent: datetime | None = None
