"""Findings as people read them: the few that need someone first, then all of them by tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from okrsheets.model import Finding, Objective, PlaceKind, Results, Severity
from okrsheets.reporting.links import Links
from okrsheets.reporting.mentions import Mention, mention
from okrsheets.reporting.places import Places, PlaceView
from okrsheets.reporting.wording import Chip, counted, one_line, severity_chip
from okrsheets.tuples import NamedTuple

__all__ = ["FindingView", "Findings", "TabFindings", "findings"]

NEEDS = 6
OF_ONE_RULE = 2


class FindingView(NamedTuple):
    """One finding: its sentence, what to do, where it stands and who can mend it.

    `source` says in one line where it comes from; `behind` is to be said after the place, and ends with
    the OKR.
    """

    chip: Chip
    message: str
    hint: str
    place: PlaceView
    behind: Mention
    source: str
    rule: str
    owner: str


class TabFindings(NamedTuple):
    """All findings of one tab; `is_open` where something there needs someone."""

    name: str
    tally: str
    findings: tuple[FindingView, ...]
    is_open: bool


class Findings(NamedTuple):
    """What was found. `needs` are the most urgent few; `left` says what the page does not list."""

    needs: tuple[FindingView, ...]
    tally: str
    total: int
    tabs: tuple[TabFindings, ...]
    left: str


def findings(results: Results, *, links: Links, places: Places, most: int) -> Findings:
    """The findings of a run; beyond `most` the mildest are only counted."""
    worst = sorted(results.findings, key=lambda finding: -finding.severity)
    listed = {id(finding) for finding in worst[:most]}
    tabs: dict[tuple[str, str], list[Finding]] = {}
    for finding in results.findings:
        if id(finding) in listed:
            tabs.setdefault((finding.place.workbook, finding.place.sheet), []).append(finding)
    left = len(worst) - len(listed)
    return Findings(
        needs=tuple(_view(each, results, links, places, alone=True) for each in _urgent(worst)),
        tally=_tally(worst),
        total=len(worst),
        tabs=tuple(_tab(name, each, results, links, places) for name, each in tabs.items()),
        left=f"{counted(left, 'more finding')}, the mildest, {'is' if left == 1 else 'are'} not listed here"
        if left
        else "",
    )


def _urgent(worst: Iterable[Finding]) -> list[Finding]:
    """The worst few, no more than two of one rule, so that one fault met often hides no other."""
    met: Counter[str] = Counter()
    chosen: list[Finding] = []
    for finding in worst:
        if len(chosen) == NEEDS or finding.severity is Severity.INFO:
            break
        if met[finding.rule] < OF_ONE_RULE:
            met[finding.rule] += 1
            chosen.append(finding)
    return chosen


def _tally(found: Iterable[Finding]) -> str:
    met = Counter(finding.severity for finding in found)
    words = [
        counted(met[severity], severity.word, severity.words)
        for severity in sorted(Severity, reverse=True)
        if met[severity]
    ]
    return ", ".join(words)


def _tab(
    name: tuple[str, str], found: list[Finding], results: Results, links: Links, places: Places
) -> TabFindings:
    workbook, sheet = name
    words = ", ".join(part for part in (places.title(workbook) if workbook else "", one_line(sheet)) if part)
    return TabFindings(
        name=words or "Everywhere",
        tally=_tally(found),
        findings=tuple(_view(each, results, links, places, alone=False) for each in found),
        is_open=any(each.severity is not Severity.INFO for each in found),
    )


def _view(finding: Finding, results: Results, links: Links, places: Places, *, alone: bool) -> FindingView:
    """One finding; where it does not stand `alone` the list above it has said the file."""
    okr = results.okrs.by_key.get(finding.okr) if finding.okr else None
    owners = okr.owners if okr is not None else ()
    if okr is not None and not owners and not isinstance(okr, Objective):
        owners = links.home(okr.key).owners
    if not owners and finding.place.kind is PlaceKind.TEAM and finding.place.team:
        owners = (finding.place.team,)
    owner = ", ".join(one_line(each) for each in owners)
    place = places.finding(finding.place)
    file = f" in {place.file}" if alone and place.file else ""
    words = ", ".join([file, finding.rule, owner] if owner else [file, finding.rule])
    behind = Mention(words, "", "") if okr is None else mention(f"{words}, ", links.link(okr.key))
    return FindingView(
        chip=severity_chip(finding.severity),
        message=one_line(finding.message),
        hint=one_line(finding.hint or ""),
        place=place,
        behind=behind,
        source=", ".join(part for part in (place.file, place.words, finding.rule, owner) if part),
        rule=finding.rule,
        owner=owner,
    )
