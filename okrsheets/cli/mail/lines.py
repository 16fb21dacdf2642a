"""What is said of mails: who gets them and why, what became of them, and who gets none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from okrsheets.cli.talk import count, paint
from okrsheets.cli.widths import fill, one_line, room_of

if TYPE_CHECKING:
    from okrsheets.mail.recipients import Recipients
    from okrsheets.model import Mail
    from okrsheets.run.consenting import MailOffer
    from okrsheets.run.letters import Letter
    from okrsheets.run.mailing import MailRound

__all__ = ["left_out_lines", "letter_lines", "offer_lines", "round_lines", "text_lines"]

_SHOWN = 20
_NAMES = 8
_OUTBOX = "see okrsheets mail outbox"


def round_lines(done: MailRound) -> Iterator[str]:
    """What became of one round of mail, in a line, and who waits for a source."""
    sent = done.delivery.sent
    told = [f"mailed {count(sent, 'person', 'people')}"] if sent else []
    for parcels, words in (
        (done.delivery.failed, "failed"),
        (done.delivery.unknown, "may have arrived"),
        (done.delivery.later, "to be tried again"),
    ):
        if parcels:
            told.append(f"{len(parcels):,} {words}")
    if told:
        yield ", ".join(told) + (f": {_OUTBOX}" if len(told) > bool(sent) else "")
    if done.delivery.trouble is not None:
        yield str(done.delivery.trouble)
    if waiting := len(done.plan.waiting):
        yield f"{count(waiting, 'mail')} will wait until what could not be read can be"
    if told or waiting:
        yield from left_out_lines(done.plan.recipients, nameless=False)


def left_out_lines(recipients: Recipients, *, nameless: bool) -> Iterator[str]:
    """Addresses that get no mail and why, and names without one."""
    yield from _first(
        [f'{one.place}: "{one.text}" gets no mail: {one.why}' for one in recipients.unmailed], "address"
    )
    for team in recipients.unmet:
        yield f'[teams] "{one_line(team)}": no OKRs are of a team called so'
    if nameless and recipients.nameless:
        some = ", ".join(recipients.nameless[:_NAMES])
        left = len(recipients.nameless) - _NAMES
        more = f" and {left:,} more" if left > 0 else ""
        owners = count(len(recipients.nameless), "owner")
        verb = "has" if len(recipients.nameless) == 1 else "have"
        yield f"{owners} {verb} no address, so they get no mail: {some}{more}; list them in [people]"
    if nameless and recipients.never:
        yield f"{count(len(recipients.never), 'person', 'people')} want no mail"


def letter_lines(letters: Iterable[Letter]) -> Iterator[str]:
    """Each mail that is due: whom it is for, why now, and why them."""
    rows = [
        (
            letter.due.recipient.address,
            letter.due.because if letter.goes_out else "nothing to tell",
            letter.due.recipient.because,
        )
        for letter in letters
    ]
    yield from _table(rows)


def offer_lines(offer: MailOffer) -> Iterator[str]:
    """Who would get mail, how often, and why, then some of the mails as they are now."""
    people = offer.recipients.mailed
    yield f"{count(len(people), 'person', 'people')} would get mail{_how_often(offer)}"
    rows = [
        (one.address, cadence.words, one.because) for one, cadence in zip(people, offer.cadences, strict=True)
    ]
    yield from (f"  {line}" for line in _table(rows[:_SHOWN]))
    if len(rows) > _SHOWN:
        yield f"  and {len(rows) - _SHOWN:,} more"
    for number, mail in enumerate(offer.previews, start=1):
        yield ""
        yield paint(f"Preview {number} of {len(offer.previews)}", bold=True)
        yield from text_lines(mail)


def _how_often(offer: MailOffer) -> str:
    met = Counter(cadence.words for cadence in offer.cadences)
    return f" ({', '.join(f'{number:,} {words}' for words, number in met.most_common())})" if met else ""


def text_lines(mail: Mail) -> Iterator[str]:
    """A mail as its plain text."""
    yield f"To: {f'{one_line(mail.name)} <{mail.recipient}>' if mail.name else mail.recipient}"
    yield f"Subject: {one_line(mail.subject)}"
    yield ""
    yield from mail.text.rstrip("\n").split("\n")


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    rooms = [max(map(room_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(fill(one_line(cell), room) for cell, room in zip(row, rooms, strict=True)).rstrip()


def _first(lines: Sequence[str], word: str) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"and {count(len(lines) - _SHOWN, f'more {word}', f'more {word}es')} like these"
