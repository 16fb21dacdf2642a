"""One round of mail: what is due is written, put into the outbox, and brought on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from okrsheets.config import Config, MailConfig
from okrsheets.errors import MailError, OkrSheetsError, UsageError
from okrsheets.mail.planning import DIGEST, Mailed, MailPlan, plan_mails
from okrsheets.model import narrow
from okrsheets.run.analysis import Analysis, analyse_sources
from okrsheets.run.letters import Letter, Letters
from okrsheets.run.posting import composer_of, mail_config, sender_by
from okrsheets.run.sources import Wanted, state_folder
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.mail.delivering import Delivery
    from okrsheets.state import MailConsent, MailMemory, Outbox, State

__all__ = [
    "MailRound",
    "Postman",
    "Rehearsal",
    "mailed_so_far",
    "plan_round",
    "rehearse_mails",
    "remembered_of_mail",
    "send_mails",
    "why_not_mailed",
]

T = TypeVar("T")
AT_ONCE = 50
"""Mails that are written and kept together: those of a large company would not fit into memory at once."""

_PLACE = "okrsheets mail"


class MailRound(NamedTuple):
    """What became of one round of mail; `empty` counts mails that were due and had nothing to tell."""

    plan: MailPlan
    empty: int
    delivery: Delivery

    @property
    def numbers(self) -> Mapping[str, int]:
        """How many mails went which way, and how many will wait for a source, for logs."""
        return {**self.delivery.numbers, "waiting": len(self.plan.waiting)}

    @property
    def trouble(self) -> OkrSheetsError | None:
        """What hindered them all, or that a mail was given up, put off or may not have arrived, if so."""
        done = self.delivery
        if done.trouble is not None:
            return done.trouble
        told = ((done.failed, "failed"), (done.unknown, "may have arrived"), (done.later, "put off"))
        what = ", ".join(f"{len(parcels):,} {words}" for parcels, words in told if parcels)
        return MailError(_PLACE, what, "see okrsheets mail outbox") if what else None


class Postman(NamedTuple):
    """Who sends mail: from which host, at what time, by the way that the config and `environ` say.

    `insists`: a person wants it sent, so that it fails where it is not.
    """

    config: Config
    host: str
    now: datetime
    environ: Mapping[str, str]
    insists: bool = False

    def refuses(self, state: State, *, today: date) -> OkrSheetsError | None:
        """Why nothing is mailed from here today; None where it is."""
        return why_not_mailed(state.mailing.consent(), host=self.host, today=today)

    def send(self, analysis: Analysis, state: State) -> MailRound:
        """Write what is due, keep it, and send all that waits. The caller holds the state's lock.

        Raises ConfigError, StateError.
        """
        send = sender_by(self.config, self.environ, now=self.now)
        return _send_round(analysis, self.config, state, now=self.now, send=send)


def send_mails(wanted: Wanted, postman: Postman) -> MailRound:
    """Read everything wanted, and mail what is due.

    Raises UsageError where nothing is mailed from here today, ConfigError, LockHeldError, StateError.
    """
    from okrsheets.state import open_state, sync_lock

    mail_config(wanted.config)
    analysis = analyse_sources(wanted)
    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        if (refused := postman.refuses(state, today=wanted.today)) is not None:
            raise refused
        done = postman.send(analysis, state)
    wanted.hear("mailed", done.numbers)
    return done


class Rehearsal(NamedTuple):
    """The mails that are due, as they would be written, and why none would be sent from here, if so."""

    plan: MailPlan
    letters: Iterator[Letter]
    refused: OkrSheetsError | None


def rehearse_mails(analysis: Analysis, postman: Postman) -> Rehearsal:
    """What would be mailed now; nothing is kept or sent. Raises ConfigError, StateError."""
    config = postman.config
    memory = remembered_of_mail(config)
    plan = plan_round(analysis, mail_config(config), mailed_so_far(memory, now=postman.now))
    refused = why_not_mailed(memory.consent, host=postman.host, today=analysis.results.today)
    return Rehearsal(plan, Letters.of(analysis, config).write(plan.due, told=memory.told), refused)


def why_not_mailed(consent: MailConsent | None, *, host: str, today: date) -> OkrSheetsError | None:
    """Why nothing is mailed from this host today; None where it is."""
    if consent is None:
        cure = "run okrsheets mail enable, which shows what would be mailed, and asks"
        return UsageError(_PLACE, "is not enabled, so nothing is sent", cure)
    if consent.host != host:
        what = f"is enabled on {consent.host}, and this is {host}, so nothing is sent"
        return UsageError(_PLACE, what, "run okrsheets mail enable to send from here instead")
    if today < consent.until:
        what = f"was seen to on {consent.until.isoformat()}, a later day, so nothing is sent"
        cure = "if the clock was wrong then, run okrsheets mail enable again"
        return UsageError(_PLACE, what, cure)
    return None


def remembered_of_mail(config: Config) -> MailMemory:
    """All that is remembered of mail; makes no file. Raises StateError."""
    from okrsheets.state import read_mailing

    return read_mailing(state_folder(config), digest=DIGEST)


def plan_round(analysis: Analysis, settings: MailConfig, mailed: Mailed) -> MailPlan:
    """The mails that are due. Nothing is written, and nothing sent."""
    results = narrow(analysis.results, analysis.scope)
    return plan_mails(results, settings.audience, mailed, settings=analysis.settings.progress)


def mailed_so_far(memory: MailMemory, *, now: datetime) -> Mailed:
    """What is remembered of mail, as days of where we are; what bears a later day is left out.

    Where mail is not enabled it is as if it had been today.
    """

    def days(times: Mapping[str, datetime]) -> Mapping[str, date]:
        local = {address: when.astimezone(now.tzinfo).date() for address, when in times.items()}
        return {address: day for address, day in local.items() if day <= now.date()}

    until = now.date() - timedelta(days=1) if memory.consent is None else memory.consent.until
    return Mailed(until, memory.behind, days(memory.digests), days(memory.mails))


def _send_round(
    analysis: Analysis, config: Config, state: State, *, now: datetime, send: Callable[[Outbox], Delivery]
) -> MailRound:
    """Every mail is kept before the first is sent, and what was seen to once all are kept: the run after one
    that was cut off goes on where that ended.
    """
    memory = state.mailing.memory(digest=DIGEST)
    plan = plan_round(analysis, mail_config(config), mailed_so_far(memory, now=now))
    known = state.outbox.known(one.key for one in plan.due)
    due = [one for one in plan.due if one.key not in known]
    told, empty = dict(memory.told), 0
    compose = composer_of(mail_config(config), now=now)
    for some in _in_lots(Letters.of(analysis, config).write(due, told=memory.told) if due else ()):
        mails = [letter.mail for letter in some if letter.mail is not None and not letter.idle]
        state.outbox.enqueue(map(compose, mails))
        empty += len(some) - len(mails)
        told |= {
            letter.due.recipient.address: _told(letter, told) for letter in some if letter.due.only_needed
        }
    there = {one.address for one in plan.recipients.mailed}
    told = {address: needs for address, needs in told.items() if needs and address in there}
    state.mailing.seen_to(analysis.results.today, behind=plan.waiting, told=told)
    return MailRound(plan, empty, send(state.outbox))


def _told(letter: Letter, told: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What needs somebody and they were told; what they mended would be new if it came again."""
    if letter.goes_out:
        return letter.needing
    return letter.needing & told.get(letter.due.recipient.address, frozenset())


def _in_lots(some: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(some)
    while lot := list(islice(rest, AT_ONCE)):
        yield lot
