"""What is to be mailed now: whose digest fell due, who is reminded, who waits. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from okrsheets.mail.cadence import is_due, period_of
from okrsheets.mail.naming import Names
from okrsheets.mail.recipients import Recipients, recipients_of
from okrsheets.mail.reminders import Reminders, overdue_updates
from okrsheets.mail.waiting import kept_waiting
from okrsheets.model import Audience, Cadence, Objective, Recipient, Results, Rhythm, folded, going_on
from okrsheets.progress import ProgressSettings
from okrsheets.tuples import NamedTuple

__all__ = ["Due", "MailPlan", "Mailed", "cadences_of", "plan_mails"]

DIGEST, REMINDER = "digest", "reminder"

_NO_DAYS: Mapping[str, date] = MappingProxyType({})


class Mailed(NamedTuple):
    """What is remembered of mail when planning begins.

    Mail was seen to until the end of the day `until`, that of the addresses in `behind` only until theirs.
    `digests` are the days on which each address was sent its last digest, `mails` its last mail of any kind.
    """

    until: date
    behind: Mapping[str, date] = _NO_DAYS
    digests: Mapping[str, date] = _NO_DAYS
    mails: Mapping[str, date] = _NO_DAYS


class Due(NamedTuple):
    """A mail that is due, unless there is nothing to tell.

    `key` names it for good; `digest` is False where it only reminds. `since` is the day of the last digest;
    `reminders` are key results whose update does not come. `only_needed`: nothing but what needs the
    recipient is a reason to send it. `because` says why it is due.
    """

    recipient: Recipient
    key: str
    because: str
    since: date | None = None
    digest: bool = True
    reminders: tuple[str, ...] = ()
    only_needed: bool = False


class MailPlan(NamedTuple):
    """The mails that are due, who waits for a source that could not be read, and everyone there is.

    `waiting` are addresses with the day until which their mail was seen to.
    """

    due: tuple[Due, ...]
    waiting: Mapping[str, date]
    recipients: Recipients


def plan_mails(
    results: Results, audience: Audience, mailed: Mailed, *, settings: ProgressSettings
) -> MailPlan:
    """Every mail that fell due since mail was last seen to, at most one for each address.

    None is due to whom one went out today. Mail waits that would tell of what could not be read this time.
    """
    today = results.today
    recipients = recipients_of(results, audience, close_after=settings.close_after)
    objectives = going_on(results.okrs.objectives, today=results.today, close_after=settings.close_after)
    halted = kept_waiting(recipients.mailed, results, objectives, patience=settings.stale_source)
    overdue = overdue_updates(objectives, results, settings=settings) if audience.reminders else ()
    reminders = Reminders.of(overdue, leads=recipients.leads)
    cadences, ended = cadences_of(audience), _Ended.of(objectives, today)
    due: list[Due] = []
    waiting: dict[str, date] = {}
    for recipient in recipients.mailed:
        address = recipient.address
        if mailed.mails.get(address) == today:
            continue
        until = mailed.behind.get(address, mailed.until)
        cadence = cadences.get(address, audience.cadence)
        since = mailed.digests.get(address)
        one = _digest(recipient, cadence, today=today, until=until, ended=ended.last(recipient))
        one = one and one._replace(since=since)
        if reminded := reminders.due(recipient, today=today, until=until):
            one = _reminding(one, recipient, reminded, today)
        if one is not None and address in halted:
            waiting[address] = until
        elif one is not None:
            due.append(one)
    return MailPlan(tuple(due), waiting, recipients)


def cadences_of(audience: Audience) -> Mapping[str, Cadence]:
    """The cadence of each address that the config gives one of its own."""
    names = Names.of(audience)
    return {
        address: cadence
        for written, cadence in audience.cadences.items()
        for address in sorted(names.addresses_in(written))
    }


def _digest(
    recipient: Recipient, cadence: Cadence, *, today: date, until: date, ended: date | None
) -> Due | None:
    """The digest that fell due, if one did."""
    period = period_of(cadence, today, ended=ended)
    if period is None or not is_due(period, today=today, until=until):
        return None
    key = f"{DIGEST}:{period.name}:{recipient.address}"
    return Due(recipient, key, cadence.words, only_needed=cadence.rhythm is Rhythm.WHEN_NEEDED)


def _reminding(due: Due | None, recipient: Recipient, reminded: tuple[str, ...], today: date) -> Due:
    """The mail that reminds: the digest of the day, where there is one that goes out for sure."""
    if due is not None:
        return due._replace(reminders=reminded, because=f"{due.because}, and a reminder")
    key = f"{REMINDER}:{today.isoformat()}:{recipient.address}"
    return Due(recipient, key, "a reminder", digest=False, reminders=reminded)


class _Ended(NamedTuple):
    """The last day of each cycle that has ended: by the OKRs in it, by folded team, and the latest of all."""

    by_okr: Mapping[str, date]
    by_team: Mapping[str, date]
    latest: date | None

    @classmethod
    def of(cls, objectives: Iterable[Objective], today: date) -> _Ended:
        by_okr: dict[str, date] = {}
        by_team: dict[str, date] = {}
        for each in objectives:
            if each.cycle is None or each.cycle.end >= today:
                continue
            end = each.cycle.end
            by_okr |= dict.fromkeys((okr.key for okr in each.family), end)
            if each.team:
                team = folded(each.team)
                by_team[team] = max(end, by_team.get(team, end))
        return cls(by_okr, by_team, max(by_okr.values(), default=None))

    def last(self, recipient: Recipient) -> date | None:
        """The last day of the cycle that ended last, of those that concern somebody."""
        if recipient.everything:
            return self.latest
        own = [self.by_okr[key] for key in recipient.okrs if key in self.by_okr]
        teams = [self.by_team[name] for name in map(folded, recipient.teams) if name in self.by_team]
        return max([*own, *teams], default=None)
