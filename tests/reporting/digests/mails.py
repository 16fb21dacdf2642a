"""The small company as mails are made of it: with a past, a report on the web, and people who get mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from html.parser import HTMLParser

from okrsheets.model import (
    Figure,
    Figures,
    Finding,
    HistoryView,
    Moment,
    Past,
    Place,
    Recipient,
    Results,
    Severity,
    Status,
)
from okrsheets.model import Objective as Objective_
from okrsheets.reporting import Digest, Digests, DigestSettings, ReportSettings
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import PRODUCT, TODAY, results_of

__all__ = [
    "LAST_MAIL",
    "LEADER",
    "OWNER",
    "SALES",
    "SETTINGS",
    "Anchors",
    "Words",
    "digest",
    "large",
    "seen_before",
]

LAST_MAIL = TODAY - timedelta(days=7)
SETTINGS = DigestSettings(
    ReportSettings(
        title="Northwind",
        source_urls={PRODUCT: "https://sheets.example.org/product?tab={tab}&range={cell}"},
    ),
    report_url="https://okr.example.org/q4/",
)
SALES = Recipient(
    "dana@example.org", "Dana Ortiz", teams=("Sales",), leads=("Sales",), because="lead of Sales"
)
OWNER = Recipient(
    "sam@example.org",
    "Sam Lee",
    okrs=frozenset({"2026-Q4/product/P-2", "2026-Q4/product/P-2/KR1"}),
    because="you own an objective",
)
LEADER = Recipient("mara@example.org", "Mara Quist", everything=True, because="you lead the company")


class Words(HTMLParser):
    """What can be read of a mail, and where it links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._said: list[str] = []
        self._hidden = False
        self.feed(html)

    @property
    def said(self) -> str:
        return "".join(self._said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("style", "title")
        if tag in ("br", "td", "th", "p", "tr", "h1", "h2"):
            self._said.append(" ")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._said.append(data)


class Anchors(HTMLParser):
    """The links of a mail, each with its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self.found.append((self._href, data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = None


def digest(
    results: Results,
    recipient: Recipient,
    *,
    since: date | None = LAST_MAIL,
    settings: DigestSettings = SETTINGS,
) -> Digest:
    """The mail of a recipient whom these results concern."""
    made = Digests.of(results, settings=settings).digest(recipient, since=since)
    assert made is not None
    return made


def seen_before(results: Results, before: Mapping[str, float] | None = None) -> Results:
    """The same results after a sync of nine days ago, which saw other current values of some key results."""
    day = TODAY - timedelta(days=9)
    pasts = {}
    for okr in results.okrs.objectives:
        pasts[okr.key] = Past(okr.key, (Moment(day, okr.title, due=okr.due),))
        for each in okr.key_results:
            figure = results.figures.okrs.get(each.key)
            progress = figure.progress if figure else None
            current = each.current
            if before and each.key in before:
                current = before[each.key]
                progress = None if progress is None else progress - 0.06
            pasts[each.key] = Past(
                each.key, (Moment(day, each.title, each.baseline, current, each.target, progress=progress),)
            )
    return results._replace(history=HistoryView(pasts))


def large(
    number: int, *, title: str = "Make the thing number {} twice as good for everyone in the east"
) -> Results:
    """A team of that many objectives with three key results each, and as many findings."""
    objectives: list[Objective_] = [
        objective(
            f"T-{n}",
            title.format(n),
            team="Sales",
            owners=("Dana Ortiz",),
            key_results=[
                key_result(
                    f"KR{k}", f"Raise figure {k} of {title.format(n)}", baseline=0, current=k, target=10
                )
                for k in range(3)
            ],
        )
        for n in range(number)
    ]
    okrs = okr_set(*objectives)
    findings = tuple(
        Finding(
            "missing-owner", Severity.WARNING, Place.at_cell(each.at), f"“{each.title}” has no owner",
            "write who answers for it into its owner column", each.key,
        )
        for each in okrs.objectives
    )  # fmt: skip
    figure = Figure(progress=0.41, status=Status.BEHIND, expected=0.58, bounds=(0.33, 0.52))
    figures = Figures(dict.fromkeys(okrs.by_key, figure), {"Sales": figure}, figure)
    top = frozenset(each.key for each in okrs.objectives)
    return results_of(okrs, top_level=top, figures=figures, findings=findings)
