"""Writes the mails of one run: what each recipient is told, where there is something to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from okrsheets.config import Config, MailConfig
from okrsheets.mail.needs import is_worth_telling, marks_of
from okrsheets.mail.planning import Due
from okrsheets.model import Mail, narrow
from okrsheets.run.analysis import Analysis
from okrsheets.run.posting import mail_config
from okrsheets.run.reports import report_settings
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.reporting import Digest, Digests

__all__ = ["Letter", "Letters"]


class Letter(NamedTuple):
    """A mail as it is written, None where nothing concerns its recipient.

    `idle`: it says nothing that is a reason to send it. `needing` is what needs the recipient, of those who
    are mailed only then.
    """

    due: Due
    mail: Mail | None
    idle: bool = False
    needing: frozenset[str] = frozenset()

    @property
    def goes_out(self) -> bool:
        """Whether there is a mail, and a reason to send it."""
        return self.mail is not None and not self.idle


class Letters(NamedTuple):
    """Writes the mails of one run one after the other; what they share is found out once."""

    digests: Digests
    settings: MailConfig

    @classmethod
    def of(cls, analysis: Analysis, config: Config) -> Letters:
        """The mails about what the report is made of.

        Raises ConfigError without [mail], and for templates of the user's that cannot be rendered.
        """
        from okrsheets.reporting import Digests, DigestSettings

        settings = mail_config(config)
        results = narrow(analysis.results, analysis.scope)
        how = DigestSettings(
            report=report_settings(analysis, config),
            report_url=config.report_url,
            threaded=settings.thread == "cycle",
        )
        return cls(Digests.of(results, settings=how, templates=config.report_templates), settings)

    def write(self, due: Iterable[Due], *, told: Mapping[str, frozenset[str]]) -> Iterator[Letter]:
        """Each mail that is due; `told` is what needed each address when it was last told."""
        today = self.digests.ground.results.today
        for one in due:
            if not one.only_needed:
                yield self.letter(one)
                continue
            needing = marks_of(self.digests.asks(one.recipient))
            known = told.get(one.recipient.address, frozenset())
            if one.reminders or is_worth_telling(needing, known, since=one.since, today=today):
                yield self.letter(one)._replace(needing=needing)
            else:
                yield Letter(one, None, needing=needing)

    def letter(self, due: Due) -> Letter:
        """One mail as it would be now."""
        if not due.digest:
            return Letter(due, self._mail(due, self.digests.reminder(due.recipient, due.reminders)))
        digest = self.digests.digest(due.recipient, since=due.since, due=due.reminders)
        if digest is None:
            return Letter(due, None)
        idle = digest.empty and not due.reminders and not self.settings.audience.send_empty
        return Letter(due, self._mail(due, digest), idle)

    def _mail(self, due: Due, digest: Digest) -> Mail:
        who = due.recipient
        return Mail(
            due.key,
            who.address,
            who.name if who.name != who.address else "",
            digest.subject,
            digest.preheader,
            digest.html,
            digest.text,
            # mail programs put together what has one subject and refers to one mail
            thread=digest.subject if self.settings.thread == "cycle" else None,
        )
