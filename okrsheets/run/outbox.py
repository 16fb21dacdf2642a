"""The outbox as a person handles it: look, send, try again, give up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from okrsheets.errors import UsageError
from okrsheets.model import MailState, Parcel
from okrsheets.run.mailing import why_not_mailed
from okrsheets.run.posting import sender_by
from okrsheets.run.sources import Wanted, state_folder

if TYPE_CHECKING:
    from okrsheets.mail.delivering import Delivery

__all__ = ["drop_mails", "is_anything_due", "list_mails", "mails_named", "retry_mails", "send_waiting"]

_DROPPED = "dropped by hand"


def list_mails(wanted: Wanted) -> tuple[Parcel, ...]:
    """All mails that are still known, latest first and without their bytes. Raises StateError."""
    from okrsheets.state import read_outbox

    return read_outbox(state_folder(wanted.config))


def mails_named(parcels: Iterable[Parcel], names: Sequence[str], *states: MailState) -> tuple[Parcel, ...]:
    """The mails that are meant, each by its key, a pattern of keys, or the word for a state they are in.

    Raises UsageError for a name that means none in these states.
    """
    there = list(parcels)
    meant: dict[str, Parcel] = {}
    for name in names:
        found = [one for one in there if name in (one.key, one.state.value) or fnmatchcase(one.key, name)]
        fit = [one for one in found if one.state in states]
        if not fit:
            *several, last = [state.value for state in states]
            words = f"{', '.join(several)} or {last}" if several else last
            what = f"is {found[0].state.value}, not {words}" if found else "means no mail in the outbox"
            raise UsageError(name, what, "see okrsheets mail outbox")
        meant |= {one.key: one for one in fit}
    return tuple(meant.values())


def is_anything_due(parcels: Iterable[Parcel], *, now: datetime) -> bool:
    """Whether something is to be sent by now, or was being sent when a run was cut off."""
    return any(
        one.state is MailState.SENDING
        or (one.state is MailState.QUEUED and (one.next_try is None or one.next_try <= now))
        for one in parcels
    )


def send_waiting(wanted: Wanted, *, host: str, now: datetime, environ: Mapping[str, str]) -> Delivery:
    """Send all that is due; what became of it.

    Raises ConfigError, LockHeldError, StateError, and what tells that nothing is mailed from this host.
    """
    from okrsheets.state import open_state, sync_lock

    send = sender_by(wanted.config, environ, now=now)
    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        refused = why_not_mailed(state.mailing.consent(), host=host, today=wanted.today)
        if refused is not None:
            raise refused
        return send(state.outbox)


def retry_mails(
    wanted: Wanted, parcels: Sequence[Parcel], *, now: datetime, environ: Mapping[str, str]
) -> tuple[tuple[Parcel, ...], Delivery]:
    """Queue mails again and send these alone; returns which could be queued, and what became of them.

    Of the others the text was let go. Raises ConfigError, LockHeldError, StateError.
    """
    from okrsheets.state import open_state, sync_lock

    send = sender_by(wanted.config, environ, now=now)
    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        again = state.outbox.retry([one.key for one in parcels], now)
        return again, send(state.outbox.only(one.key for one in again))


def drop_mails(wanted: Wanted, parcels: Sequence[Parcel]) -> tuple[Parcel, ...]:
    """Give up mails that wait; returns which. Raises LockHeldError, StateError."""
    from okrsheets.state import open_state, sync_lock

    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        return state.outbox.drop([one.key for one in parcels], said=_DROPPED)
