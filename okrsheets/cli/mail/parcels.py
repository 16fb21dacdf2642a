"""Mails and what became of them, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from okrsheets.cli.talk import count, paint
from okrsheets.cli.widths import fill, one_line, room_of
from okrsheets.model import MailState, Parcel

if TYPE_CHECKING:
    from okrsheets.mail.delivering import Delivery

__all__ = ["delivery_lines", "outbox_document", "outbox_lines"]

_LATELY = timedelta(days=30)
_SOME = 20
_COLOURS = {MailState.SENT: "green", MailState.FAILED: "red", MailState.UNKNOWN: "yellow"}
_CURES = {
    MailState.FAILED: "mend what is said of them, then: okrsheets mail outbox retry failed",
    MailState.UNKNOWN: "ask whom they are for; did they not arrive: okrsheets mail outbox retry unknown",
}


def outbox_lines(parcels: Sequence[Parcel], *, now: datetime, everything: bool) -> Iterator[str]:
    """Each mail, those first that are not sent, then how many are in which state, and what is to be done.

    Without `everything`, of those that wait or are sent some, and of the others those of late.
    """
    if not parcels:
        yield "no mails yet"
        return
    shown = list(_shown(parcels, now=now, everything=everything))
    rows = [_row(one, now) for one in shown]
    rooms = [max(map(room_of, column)) for column in zip(*rows, strict=True)]
    for one, row in zip(shown, rows, strict=True):
        word, *cells = (fill(cell, room) for cell, room in zip(row, rooms, strict=True))
        yield "  ".join([paint(word, _COLOURS.get(one.state)), *cells]).rstrip()
    yield _counts(parcels) + ("" if len(shown) == len(parcels) else "; all of them: --all")
    for state, cure in _CURES.items():
        if any(one.state is state for one in shown):
            yield f"{state.value}: {cure}"


def _shown(parcels: Iterable[Parcel], *, now: datetime, everything: bool) -> Iterator[Parcel]:
    in_order = (MailState.FAILED, MailState.UNKNOWN, MailState.SENDING, MailState.QUEUED, MailState.SENT)
    by_state = {state: [one for one in parcels if one.state is state] for state in in_order}
    for state, found in by_state.items():
        if everything or state is MailState.SENDING:
            yield from found
        elif state in (MailState.QUEUED, MailState.SENT):
            yield from found[:_SOME]
        else:
            yield from (one for one in found if now - one.queued <= _LATELY)


def _row(parcel: Parcel, now: datetime) -> tuple[str, ...]:
    when = (parcel.sent or parcel.queued).astimezone(now.tzinfo)
    return parcel.state.value, f"{when:%Y-%m-%d %H:%M}", one_line(parcel.key), one_line(_said(parcel, now))


def _said(parcel: Parcel, now: datetime) -> str:
    if parcel.state is MailState.SENT:
        return parcel.subject
    if parcel.state is MailState.SENDING:
        return "its run was cut off, or is at work"
    if parcel.state is MailState.QUEUED and parcel.tries and parcel.next_try is not None:
        again = f"{parcel.next_try.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
        return f"{parcel.said}; tried {count(parcel.tries, 'time')}, again from {again} on"
    return parcel.said


def _counts(parcels: Iterable[Parcel]) -> str:
    states = [one.state for one in parcels]
    return ", ".join(f"{states.count(state):,} {state.value}" for state in MailState if state in states)


def delivery_lines(delivery: Delivery) -> Iterator[str]:
    """What became of the mails that were due: how many went out, then each that did not and why."""
    yield f"sent {count(delivery.sent, 'mail')}"
    told = ((delivery.later, "waits"), (delivery.failed, "failed"), (delivery.unknown, "may have arrived"))
    for parcels, word in told:
        for one in parcels[:_SOME]:
            yield f"{one_line(one.key)}: {word}: {one_line(one.said)}"
        if len(parcels) > _SOME:
            yield f"and {len(parcels) - _SOME:,} more: see okrsheets mail outbox"


def outbox_document(parcels: Iterable[Parcel]) -> dict[str, Any]:
    """The outbox as a JSON document."""
    from okrsheets.reporting.documents import SCHEMA

    return {"schema": SCHEMA, "mails": [_plain(one) for one in parcels]}


def _plain(parcel: Parcel) -> dict[str, Any]:
    return {
        "key": parcel.key,
        "recipient": parcel.recipient,
        "subject": parcel.subject,
        "message_id": parcel.message_id,
        "state": parcel.state.value,
        "queued": parcel.queued.isoformat(),
        "tries": parcel.tries,
        "next_try": parcel.next_try and parcel.next_try.isoformat(),
        "said": parcel.said,
        "sent": parcel.sent and parcel.sent.isoformat(),
    }
