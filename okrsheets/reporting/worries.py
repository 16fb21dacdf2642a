"""Findings as people read them: the few that need someone first, then all of them by what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from okrsheets.model import Finding, Objective, PlaceKind, Results, Severity
from okrsheets.reporting.links import Links
from okrsheets.reporting.mentions import Mention, mention
from okrsheets.reporting.places import Places, PlaceView
from okrsheets.reporting.wording import Chip, one_line, sentence, severity_chip, with_days
from okrsheets.rules import CATALOGUE
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["FindingGroup", "FindingView", "Findings", "findings"]

NEEDS = 6
OF_ONE_RULE = 2
TO_DO = {
    "references": message("Say which objective is meant"),
    "alignment": message("Align what stands alone"),
    "dependencies": message("Agree on what waits for whom"),
    "form": message("Complete objectives and key results"),
    "wording": message("Sharpen the words"),
    "ambition": message("Aim higher"),
    "tracking": message("Look after progress"),
    "sheet": message("Tidy the sheets"),
    "suppressions": message("Take out notes that silence nothing"),
}
"""What someone does about findings, by the family of their rule."""
BY_OWN_RULES = message("Follow your own rules")


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


class FindingGroup(NamedTuple):
    """All findings about which the same is to be done; `is_open` where something there needs someone."""

    to_do: str
    tally: str
    findings: tuple[FindingView, ...]
    is_open: bool


class Findings(NamedTuple):
    """What was found. `needs` are the most urgent few; `left` says what the page does not list."""

    needs: tuple[FindingView, ...]
    tally: str
    total: int
    groups: tuple[FindingGroup, ...]
    left: str


def findings(results: Results, *, links: Links, places: Places, most: int) -> Findings:
    """The findings of a run; beyond `most` the mildest are only counted."""
    worst = sorted(results.findings, key=lambda finding: -finding.severity)
    families = {rule.name: rule.family for rule in CATALOGUE}
    groups: dict[str, list[Finding]] = {to_do: [] for to_do in (*TO_DO.values(), BY_OWN_RULES)}
    for finding in worst[:most]:
        groups[TO_DO.get(families.get(finding.rule, ""), BY_OWN_RULES)].append(finding)
    met = sorted((group for group in groups.items() if group[1]), key=lambda group: -group[1][0].severity)
    left, tongue = len(worst) - most, links.tongue
    return Findings(
        needs=tuple(_view(each, results, links, places) for each in _urgent(worst)),
        tally=_tally(worst, tongue),
        total=len(worst),
        groups=tuple(
            FindingGroup(
                to_do=tongue(to_do),
                tally=_tally(found, tongue),
                findings=tuple(_view(each, results, links, places) for each in found),
                is_open=found[0].severity is not Severity.INFO,
            )
            for to_do, found in met
        ),
        left=tongue.plural(
            left,
            "{n} more finding, the mildest, is not listed here",
            "{n} more findings, the mildest, are not listed here",
        )
        if left > 0
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


def _tally(found: Iterable[Finding], tongue: Tongue) -> str:
    met = Counter(finding.severity for finding in found)
    words = {
        Severity.ERROR: tongue.plural(met[Severity.ERROR], "{n} error", "{n} errors"),
        Severity.WARNING: tongue.plural(met[Severity.WARNING], "{n} warning", "{n} warnings"),
        Severity.INFO: tongue.plural(met[Severity.INFO], "{n} info", "{n} info"),
    }
    return ", ".join(said for severity, said in words.items() if met[severity])


def _view(finding: Finding, results: Results, links: Links, places: Places) -> FindingView:
    okr = results.okrs.by_key.get(finding.okr) if finding.okr else None
    owners = okr.owners if okr is not None else ()
    if okr is not None and not owners and not isinstance(okr, Objective):
        owners = links.home(okr.key).owners
    if not owners and finding.place.kind is PlaceKind.TEAM and finding.place.team:
        owners = (finding.place.team,)
    owner = ", ".join(one_line(each) for each in owners)
    place = places.finding(finding.place)
    file = f" {links.tongue('in {file}', file=place.file)}" if place.file else ""
    words = ", ".join([file, finding.rule, owner] if owner else [file, finding.rule])
    behind = Mention(words, "", "") if okr is None else mention(f"{words}, ", links.link(okr.key))
    return FindingView(
        chip=severity_chip(finding.severity, links.tongue),
        message=sentence(with_days(one_line(finding.message), links.tongue)),
        hint=with_days(one_line(finding.hint or ""), links.tongue),
        place=place,
        behind=behind,
        source=", ".join(part for part in (place.file, place.words, finding.rule, owner) if part),
        rule=finding.rule,
        owner=owner,
    )
