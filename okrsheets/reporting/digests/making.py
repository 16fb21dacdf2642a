"""Renders the mails of one run: the HTML, and a plain text that says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from okrsheets.model import Finding, Recipient, Results
from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.digests.settings import DigestSettings
from okrsheets.reporting.digests.told import asked_of
from okrsheets.reporting.digests.view import DigestView, digest_view, reminder_view
from okrsheets.reporting.digests.wrapping import underlined, wrapped
from okrsheets.reporting.render import template_renderer
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["Digest", "Digests", "render_digest"]

HTML_TEMPLATE = "mail.html.j2"
TEXT_TEMPLATE = "mail.txt.j2"
FEWEST = 5  # lines of a table, below which a mail is not cut to stay small

Render: TypeAlias = Callable[[DigestView], str]


class Digest(NamedTuple):
    """What one recipient is told, rendered. `html` and `text` say the same.

    `preheader` is the line that inboxes show beside the subject, `needs` how many requests there are, and
    `news` how many of their OKRs, and of those they are aligned to, people changed since the last mail.
    """

    subject: str
    preheader: str
    html: str
    text: str
    needs: int
    news: int

    @property
    def empty(self) -> bool:
        """Whether it says nothing new and asks for nothing."""
        return not self.needs and not self.news


class Digests(NamedTuple):
    """Renders the mails of one run one after the other; what they share is found out once."""

    ground: Ground
    html: Render
    text: Render

    @classmethod
    def of(cls, results: Results, *, settings: DigestSettings, templates: Path | None = None) -> Digests:
        """The mails about the results that the report is made of.

        Raises ConfigError for templates of the user's that cannot be rendered.
        """
        tongue = settings.report.tongue
        return cls(Ground.of(results, settings=settings), _html(tongue, templates), _text(tongue, templates))

    def digest(self, recipient: Recipient, *, since: date | None, due: Sequence[str] = ()) -> Digest | None:
        """What a recipient is told; `since` is the day of their last mail, None before the first.

        Of the key results `due` they are told that an update is. None where nothing concerns them.
        """
        lately, rows = self.ground.moved_since(since), self.ground.settings.max_rows
        while (view := digest_view(recipient, lately, self.ground, rows=rows, due=due)) is not None:
            html = self.html(view)
            if rows <= FEWEST or len(html.encode("utf-8")) <= self.ground.settings.largest:
                return Digest(view.subject, view.lead, html, self.text(view), view.needs, view.news)
            rows = max(FEWEST, rows * 2 // 3)
        return None

    def asks(self, recipient: Recipient) -> tuple[Finding, ...]:
        """The warnings and errors that a recipient is to mend; a digest names the most urgent of them."""
        return asked_of(recipient, self.ground)

    def reminder(self, recipient: Recipient, due: Sequence[str]) -> Digest:
        """What a recipient is told who is only reminded that updates of these key results are due."""
        view = reminder_view(recipient, due, self.ground)
        return Digest(view.subject, view.lead, self.html(view), self.text(view), view.needs, view.news)


def render_digest(
    results: Results,
    recipient: Recipient,
    *,
    since: date | None,
    settings: DigestSettings,
    templates: Path | None = None,
) -> Digest | None:
    """What one recipient is told; for several, `Digests` finds out once what they share."""
    return Digests.of(results, settings=settings, templates=templates).digest(recipient, since=since)


def _html(tongue: Tongue, templates: Path | None) -> Render:
    from css_inline import CSSInliner  # noqa: PLC0415 - only mails pay for it

    # style sheets elsewhere are never asked for: a title in a sheet must not make anybody call anywhere
    inliner = CSSInliner(load_remote_stylesheets=False, minify_css=True)
    fill = template_renderer(HTML_TEMPLATE, html=True, tongue=tongue, templates=templates)

    def render(view: DigestView) -> str:
        return inliner.inline(fill(view))

    return render


def _text(tongue: Tongue, templates: Path | None) -> Render:
    filters = {"isolated": isolated, "underlined": underlined}
    fill = template_renderer(TEXT_TEMPLATE, html=False, tongue=tongue, templates=templates, filters=filters)

    def render(view: DigestView) -> str:
        return wrapped(fill(view))

    return render
