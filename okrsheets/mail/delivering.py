"""Brings what is due in an outbox on its way: each mail once, and whatever hinders one is kept with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from okrsheets.errors import MailError
from okrsheets.model import MailState, Parcel
from okrsheets.tuples import NamedTuple

__all__ = ["Answer", "Delivery", "Fate", "Outbox", "Transport", "deliver"]

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""How long a mail waits after its first, second ... try before the next; after the last it is given up."""

OLDEST = timedelta(days=5)
"""So old a mail is not tried again: its news no longer are."""

CUT_OFF = "the run that sent it was cut off before the answer came"


class Fate(Enum):
    """What whoever sends a mail made of it. `UNKNOWN`: it has the whole mail, and no answer came."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Answer(NamedTuple):
    """The fate of a mail, and what was said of it in one line."""

    fate: Fate
    said: str = ""


class Transport(Protocol):
    """A way by which mails go out; a connection is kept between them, and opened when it is needed."""

    def send(self, parcel: Parcel) -> Answer:
        """Give a mail away. Raises MailError where nothing of it was given, for a reason not in it."""

    def check(self) -> str:
        """Go as far as can be without sending anything; what was reached. Raises MailError."""

    def close(self) -> None:
        """Let go of the connection; never fails."""


class Outbox(Protocol):
    """Where mails wait. Each change is kept for good before its method returns."""

    def find_cut_off(self, *, said: str) -> tuple[Parcel, ...]:
        """Make unknown what was being sent when its run ended; returns what that was."""

    def take(self, now: datetime, *, done: Parcel | None = None) -> Parcel | None:
        """Keep what became of the one before; the next that is due, counted as tried and marked so."""

    def due(self, now: datetime) -> tuple[Parcel, ...]:
        """All that is due, without its bytes."""

    def settle(self, parcels: Iterable[Parcel]) -> None:
        """Keep what became of parcels."""

    def let_go(self, now: datetime) -> None:
        """Forget what needs no keeping any longer."""


class Delivery(NamedTuple):
    """What became of the mails that were due; those that are not sent say why, and are without their bytes.

    `later` are tried again; `trouble` is what hindered them all.
    """

    sent: int = 0
    later: tuple[Parcel, ...] = ()
    failed: tuple[Parcel, ...] = ()
    unknown: tuple[Parcel, ...] = ()
    trouble: MailError | None = None

    @property
    def complete(self) -> bool:
        """Whether all that was due is sent."""
        return not (self.later or self.failed or self.unknown or self.trouble)

    @property
    def numbers(self) -> Mapping[str, int]:
        """How many mails went which way, for logs."""
        return {
            "sent": self.sent,
            "put_off": len(self.later),
            "failed": len(self.failed),
            "unknown": len(self.unknown),
        }


def deliver(
    outbox: Outbox, transport: Transport, *, now: datetime, between: Callable[[], None] | None = None
) -> Delivery:
    """Send what is due by `now`; `between` is called after each mail. The caller holds the state's lock.

    What a run that was cut off was sending is unknown from now on, and is not sent. A mail is marked before
    its first byte leaves, and its outcome is kept before the next one is taken, so that nothing is sent
    twice, wherever this is cut off. Raises StateError where the outbox cannot be used.
    """
    unknown = outbox.find_cut_off(said=CUT_OFF)
    settled: list[Parcel] = []
    done = trouble = None
    try:
        while (parcel := outbox.take(now, done=done)) is not None:
            try:
                # one without bytes never had any, and says why
                answer = transport.send(parcel) if parcel.message else Answer(Fate.REFUSED, parcel.said)
            except MailError as error:
                trouble = error
                waiting = (parcel, *(one._replace(tries=one.tries + 1) for one in outbox.due(now)))
                settled += (put_off := [_put_off(one, error.what, now=now) for one in waiting])
                outbox.settle(put_off)
                break
            done = _after(parcel._replace(message=b""), answer, now=now)
            settled.append(done)
            if between is not None:
                outbox.settle([done])
                between()
    except BaseException:
        if done is not None:  # it is known what became of this one, whatever happened since
            outbox.settle([done])
        raise
    finally:
        transport.close()
    outbox.let_go(now)
    in_state = {state: [one for one in settled if one.state is state] for state in MailState}
    return Delivery(
        len(in_state[MailState.SENT]),
        tuple(in_state[MailState.QUEUED]),
        tuple(in_state[MailState.FAILED]),
        (*unknown, *in_state[MailState.UNKNOWN]),
        trouble,
    )


def _after(parcel: Parcel, answer: Answer, *, now: datetime) -> Parcel:
    """A parcel that was tried, as its answer leaves it."""
    if answer.fate is Fate.TAKEN:
        return parcel._replace(state=MailState.SENT, sent=now, said=answer.said)
    if answer.fate is Fate.LATER:
        return _put_off(parcel, answer.said, now=now)
    state = MailState.FAILED if answer.fate is Fate.REFUSED else MailState.UNKNOWN
    return parcel._replace(state=state, said=answer.said)


def _put_off(parcel: Parcel, said: str, *, now: datetime) -> Parcel:
    """A parcel that could not be sent this time: it waits, or is given up."""
    parcel = parcel._replace(message=b"", said=said)
    if parcel.tries > len(WAITS) or now - parcel.queued > OLDEST:
        return parcel._replace(state=MailState.FAILED, next_try=None)
    return parcel._replace(state=MailState.QUEUED, next_try=now + WAITS[parcel.tries - 1])
