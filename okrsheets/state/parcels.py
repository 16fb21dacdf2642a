"""A mail of the outbox as it is kept in the state, and read back even where what is kept is damaged."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from okrsheets.model import MailState, Parcel

__all__ = ["COLUMNS", "UNREADABLE", "packed", "parcel_of", "row_of", "text_of", "time_of", "unpacked"]

COLUMNS = "key, recipient, subject, message_id, state, queued, tries, next_try, said, sent"
UNREADABLE = "what the state keeps of it is damaged"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def row_of(parcel: Parcel) -> tuple[str | int | None, ...]:
    """What is kept of a parcel beside its bytes, in the order of the columns."""
    names = (parcel.key, parcel.recipient, parcel.subject, parcel.message_id, parcel.state.value)
    times = (
        text_of(parcel.queued),
        parcel.tries,
        text_of(parcel.next_try),
        parcel.said,
        text_of(parcel.sent),
    )
    return (*names, *times)


def parcel_of(row: Sequence[Any]) -> Parcel:  # Any: a damaged file may hold anything
    """A parcel without its bytes. One in no known state may have been sent; a time that is none is unknown.

    One damaged row must not keep all other mails from going out.
    """
    key, recipient, subject, message_id, state, queued, tries, next_try, said, sent = row
    known = state in {one.value for one in MailState}
    return Parcel(
        str(key),
        str(recipient),
        str(subject),
        str(message_id),
        b"",
        MailState(state) if known else MailState.UNKNOWN,
        time_of(queued) or _NEVER,
        tries if isinstance(tries, int) else 0,
        time_of(next_try),
        str(said) if known else UNREADABLE,
        time_of(sent),
    )


def packed(message: bytes) -> bytes:
    """The bytes of a mail as they are kept."""
    return zlib.compress(message)


def unpacked(kept: object) -> bytes | None:
    """The bytes of a mail; None where they are damaged."""
    try:
        return zlib.decompress(kept) if isinstance(kept, bytes) else None
    except zlib.error:
        return None


def text_of(when: datetime | None) -> str | None:
    """A time as it is kept: in one zone, so that texts sort as times do."""
    return None if when is None else when.astimezone(UTC).isoformat(timespec="seconds")


def time_of(kept: object) -> datetime | None:
    """A time that is kept; None where there is none, or nobody can tell which."""
    try:
        when = datetime.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None
    return when if when is None or when.tzinfo is not None else when.replace(tzinfo=UTC)
