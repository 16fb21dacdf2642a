"""Whether mails can go out and are sent from here: the way is tried as far as it goes with none sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from okrsheets.config import Config, MailConfig
from okrsheets.errors import ConfigError, MailError, OkrSheetsError, StateError
from okrsheets.model import MailState
from okrsheets.run.mailing import remembered_of_mail, why_not_mailed
from okrsheets.run.posting import transport_of
from okrsheets.run.sources import state_folder
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.state import MailConsent

__all__ = ["MailCheckup", "look_at_mail"]


class MailCheckup(NamedTuple):
    """How far mails get, and what is to be mended; how many there are in each state.

    `consent` is that a person agreed to mail, `refused` why nothing is sent from this host today, if so.
    """

    reached: str | None
    faults: tuple[OkrSheetsError, ...]
    counts: Mapping[MailState, int]
    consent: MailConsent | None
    refused: OkrSheetsError | None


def look_at_mail(config: Config, environ: Mapping[str, str], *, host: str, today: date) -> MailCheckup | None:
    """The way that `[mail]` says, tried; None where it says nothing. Nothing is sent and no file is made."""
    if config.mail is None:
        return None
    from okrsheets.state import read_outbox

    consent = None
    try:
        counts = Counter(one.state for one in read_outbox(state_folder(config)))
        consent = remembered_of_mail(config).consent
    except StateError:  # which is told where the state is looked at
        counts = Counter()
    faults: list[OkrSheetsError] = []
    reached = None
    try:
        with closing(transport_of(config, environ)) as transport:
            reached = transport.check()
    except (ConfigError, MailError) as fault:
        faults.append(fault)
    faults += _faulty_people(config, config.mail)
    refused = why_not_mailed(consent, host=host, today=today)
    return MailCheckup(reached, tuple(faults), counts, consent, refused)


def _faulty_people(config: Config, settings: MailConfig) -> Iterator[ConfigError]:
    """What is meant for an address under [people], and is none."""
    from okrsheets.mail.naming import Names

    for place, text, fault in Names.of(settings.audience).faults:
        what = f'"{text}" gets no mail: {fault.why}'
        yield ConfigError(f"{config.path}: {place}", what, "write it as ann@example.com")
