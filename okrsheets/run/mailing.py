"""One round of mail: what is due is written, put into the outbox, and brought on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from okrsheets.config import Config, MailConfig
from okrsheets.mail.planning import DIGEST, Mailed, MailPlan, plan_mails
from okrsheets.model import Mail, Parcel, narrow
from okrsheets.run.analysis import Analysis
from okrsheets.run.letters import Letters
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.mail.delivering import Delivery
    from okrsheets.state import MailMemory, Outbox, State

__all__ = ["MailRound", "mailed_so_far", "plan_round", "send_round"]

T = TypeVar("T")
AT_ONCE = 50
"""Mails that are written and kept together: those of a large company would not fit into memory at once."""


class MailRound(NamedTuple):
    """What became of one round of mail; `empty` counts mails that were due and had nothing to tell."""

    plan: MailPlan
    empty: int
    delivery: Delivery


def plan_round(analysis: Analysis, settings: MailConfig, mailed: Mailed) -> MailPlan:
    """The mails that are due. Nothing is written, and nothing sent."""
    results = narrow(analysis.results, analysis.scope)
    return plan_mails(results, settings.audience, mailed, settings=analysis.settings.progress)


def mailed_so_far(memory: MailMemory, *, now: datetime, until: date | None = None) -> Mailed:
    """What is remembered of mail, as days of where we are; what bears a later day is left out.

    `until` is the day until which mail was seen to; without it, that of the consent.
    """

    def days(times: Mapping[str, datetime]) -> Mapping[str, date]:
        local = {address: when.astimezone(now.tzinfo).date() for address, when in times.items()}
        return {address: day for address, day in local.items() if day <= now.date()}

    if until is None:
        until = now.date() if memory.consent is None else memory.consent.until
    return Mailed(until, memory.behind, days(memory.digests), days(memory.mails))


def send_round(
    analysis: Analysis,
    config: Config,
    settings: MailConfig,
    state: State,
    *,
    now: datetime,
    compose: Callable[[Mail], Parcel],
    send: Callable[[Outbox], Delivery],
) -> MailRound:
    """Write what is due, keep it in the outbox, send all that waits there, and remember that it was seen to.

    Every mail is kept before the first is sent, and what was seen to once all are kept: the run after one
    that was cut off goes on where that ended. The caller holds the state's lock.
    """
    memory = state.mailing.memory(digest=DIGEST)
    plan = plan_round(analysis, settings, mailed_so_far(memory, now=now))
    known = state.outbox.known(one.key for one in plan.due)
    due = [one for one in plan.due if one.key not in known]
    told = dict(memory.told)
    empty = 0
    letters = Letters.of(analysis, config, settings).write(due, told=memory.told) if due else iter(())
    for some in _in_lots(letters):
        state.outbox.enqueue(compose(letter.mail) for letter in some if letter.mail is not None)
        empty += sum(letter.mail is None for letter in some)
        for letter in some:
            if letter.due.only_needed:
                address = letter.due.recipient.address
                kept = letter.needing if letter.mail else letter.needing & told.get(address, frozenset())
                told[address] = kept
    there = {one.address for one in plan.recipients.mailed}
    told = {address: needs for address, needs in told.items() if needs and address in there}
    state.mailing.seen_to(analysis.results.today, behind=plan.waiting, told=told)
    return MailRound(plan, empty, send(state.outbox))


def _in_lots(some: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(some)
    while lot := list(islice(rest, AT_ONCE)):
        yield lot
