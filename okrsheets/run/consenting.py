"""Consent to mail: what would be sent is shown, and that a person agreed to it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from okrsheets.config import Config
from okrsheets.mail.cadence import next_due
from okrsheets.mail.planning import Due, cadences_of
from okrsheets.mail.recipients import Recipients, recipients_of
from okrsheets.model import Audience, Cadence, Mail, Recipient, going_on, narrow
from okrsheets.run.analysis import Analysis
from okrsheets.run.letters import Letter, Letters
from okrsheets.run.mailing import mailed_so_far, remembered_of_mail
from okrsheets.run.posting import mail_config
from okrsheets.run.sources import Wanted, state_folder
from okrsheets.tuples import NamedTuple

__all__ = ["MailOffer", "disable_mail", "enable_mail", "look_at_mails", "offer_mail"]

SHOWN = 3
TRIED = 60
"""Recipients of whom the first with something to tell are shown: to write to all of many takes its time."""


class MailOffer(NamedTuple):
    """What a person would agree to: who gets mail and how often, and some of the mails as they are now.

    `first` is the day on which the first mail falls due, None where nobody is mailed.
    """

    recipients: Recipients
    cadences: tuple[Cadence, ...]
    previews: tuple[Mail, ...]
    first: date | None
    enabled_on: str | None


def offer_mail(analysis: Analysis, config: Config, *, now: datetime) -> MailOffer:
    """What would be mailed; nothing is sent, and nothing kept. Raises ConfigError, StateError."""
    audience = mail_config(config).audience
    results = narrow(analysis.results, analysis.scope)
    close_after = analysis.scope.close_after
    recipients = recipients_of(results, audience, close_after=close_after)
    cadences = _cadences(recipients.mailed, audience)
    objectives = going_on(results.okrs.objectives, today=results.today, close_after=close_after)
    ends = min((each.cycle.end for each in objectives if each.cycle is not None), default=None)
    days = [next_due(cadence, results.today, ends=ends) for cadence in dict.fromkeys(cadences)]
    letters = look_at_mails(analysis, config, _various(recipients.mailed), now=now)
    previews = (letter.mail for letter in letters if letter.mail is not None and not letter.idle)
    consent = remembered_of_mail(config).consent
    return MailOffer(
        recipients,
        cadences,
        tuple(islice(previews, SHOWN)),
        min((day for day in days if day is not None), default=None),
        None if consent is None else consent.host,
    )


def look_at_mails(
    analysis: Analysis, config: Config, recipients: Iterable[Recipient], *, now: datetime
) -> Iterator[Letter]:
    """What each of these would be told now, whether a mail is due or not."""
    since = mailed_so_far(remembered_of_mail(config), now=now).digests
    letters = Letters.of(analysis, config)
    for one in recipients:
        key = f"preview:{now.date().isoformat()}:{one.address}"
        yield letters.letter(Due(one, key, "", since=since.get(one.address)))


def _cadences(recipients: Iterable[Recipient], audience: Audience) -> tuple[Cadence, ...]:
    """The cadence of each recipient, in their order."""
    own = cadences_of(audience)
    return tuple(own.get(one.address, audience.cadence) for one in recipients)


def _various(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Some recipients, of each kind one before a second of any: who leads all, a team, nobody."""
    kinds: dict[tuple[bool, bool], list[Recipient]] = {}
    for one in recipients:
        kinds.setdefault((one.everything, bool(one.leads)), []).append(one)
    turns = [(turn, kind, one) for kind, some in enumerate(kinds.values()) for turn, one in enumerate(some)]
    return [one for _, _, one in sorted(turns, key=lambda each: each[:2])][:TRIED]


def enable_mail(wanted: Wanted, *, host: str, now: datetime) -> None:
    """Keep that a person agreed to mail from this host.

    What falls due today is still to be mailed, but where a state that knew what went out was lost. Raises
    LockHeldError, StateError.
    """
    from okrsheets.state import MailConsent, open_state, sync_lock, was_damaged

    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        known = state.mailing.consent()
        until = wanted.today if was_damaged(folder) else wanted.today - timedelta(days=1)
        if known is not None and known.until <= wanted.today:
            until = known.until
        state.mailing.enable(MailConsent(host, now, until))


def disable_mail(wanted: Wanted) -> bool:
    """Let go of the consent; whether there was one. Raises LockHeldError, StateError."""
    from okrsheets.state import open_state, sync_lock

    folder = state_folder(wanted.config)
    if not folder.is_dir():
        return False
    with sync_lock(folder), open_state(folder) as state:
        known = state.mailing.consent()
        state.mailing.disable()
        return known is not None
