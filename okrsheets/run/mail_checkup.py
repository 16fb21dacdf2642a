"""Whether mails can go out: the way is tried as far as it goes without sending one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing

from okrsheets.config import Config
from okrsheets.errors import ConfigError, MailError, OkrSheetsError, StateError
from okrsheets.model import MailState
from okrsheets.run.posting import transport_of
from okrsheets.run.sources import state_folder
from okrsheets.tuples import NamedTuple

__all__ = ["MailCheckup", "look_at_mail"]


class MailCheckup(NamedTuple):
    """How far mails get, or what stands in their way; and how many there are in each state."""

    reached: str | None
    fault: OkrSheetsError | None
    counts: Mapping[MailState, int]


def look_at_mail(config: Config, environ: Mapping[str, str]) -> MailCheckup | None:
    """The way that `[mail]` says, tried; None where it says nothing. Nothing is sent and no file is made."""
    if config.mail is None:
        return None
    from okrsheets.state import read_outbox

    try:
        counts = Counter(one.state for one in read_outbox(state_folder(config)))
    except StateError:  # which is told where the state is looked at
        counts = Counter()
    try:
        with closing(transport_of(config, environ)) as transport:
            return MailCheckup(transport.check(), None, counts)
    except (ConfigError, MailError) as fault:
        return MailCheckup(None, fault, counts)
