"""What needs somebody: the worst findings about what is theirs, each with the cell to open and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from okrsheets.model import Field, Finding, KeyResult, Place, PlaceKind, Severity
from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.digests.rows import LONGEST, more, titled
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.wording import Chip, one_line, sentence, severity_chip, shortened, with_days
from okrsheets.rules import CATALOGUE
from okrsheets.tuples import NamedTuple

__all__ = ["Request", "Requests", "requests", "updates_due"]

OF_ONE_RULE = 2
SENTENCE = 2 * LONGEST
UPDATES = 12
_TELLS = (Field.CURRENT, Field.PROGRESS, Field.STATUS, Field.UPDATED)
# people mend first what others lean on, and last how things are written down
FAMILIES = (
    "references", "tracking", "alignment", "dependencies", "form", "ambition", "wording", "sheet",
    "suppressions",
)  # fmt: skip
_FAMILY = {rule.name: rule.family for rule in CATALOGUE}
_RANK = {family: rank for rank, family in enumerate(FAMILIES)}


class Request(NamedTuple):
    """One thing to mend: what is amiss, what to do, and where.

    `place` says file, tab and cell in words; `href` opens it and is empty where the workbook has no address.
    """

    chip: Chip
    message: str
    to_do: str
    place: str
    href: str


class Requests(NamedTuple):
    """The few most urgent things to mend; `left` says how many more there are."""

    requests: tuple[Request, ...]
    left: str


def requests(worst: Sequence[Finding], ground: Ground) -> Requests:
    """Findings as requests, as many as one person is asked for at once."""
    chosen = _urgent(worst, most=ground.settings.requests)
    left = len(worst) - len(chosen)
    return Requests(
        tuple(_request(finding, ground) for finding in chosen),
        ground.tongue.plural(left, "and {n} more finding", "and {n} more findings") if left else "",
    )


def updates_due(keys: Sequence[str], ground: Ground) -> Requests:
    """What is to be entered for each of these key results, as many as there is room for."""
    okrs = ground.results.okrs.by_key
    found = [okr for key in keys if isinstance(okr := okrs.get(key), KeyResult)]
    left = more(len(found) - UPDATES, ground.tongue)
    return Requests(tuple(_update(each, ground) for each in found[:UPDATES]), left)


def _update(each: KeyResult, ground: Ground) -> Request:
    tongue, name = ground.tongue, titled(each, ground)
    updated = ground.results.figures.okrs.get(each.key, NO_FIGURE).updated
    if updated is None:
        words = tongue("{name} has no value yet", name=name)
    else:
        words = tongue("{name} was last updated on {day}", name=name, day=tongue.day(updated))
    place = Place.at_cell(next((each.cells[field] for field in _TELLS if field in each.cells), each.at))
    return Request(
        chip=severity_chip(Severity.WARNING, tongue),
        message=_said(words),
        to_do=tongue("Enter where it stands now, with the day"),
        place=_place_words(place, ground),
        href=ground.places.finding(place).url or "",
    )


def _urgent(worst: Iterable[Finding], *, most: int) -> list[Finding]:
    """The worst few; a rule that is met often comes behind the others, so that it hides none of them."""
    ranked = sorted(worst, key=_rank)
    met: Counter[str] = Counter()
    often: list[bool] = []
    for finding in ranked:
        met[finding.rule] += 1
        often.append(met[finding.rule] > OF_ONE_RULE)
    chosen = sorted(range(len(ranked)), key=often.__getitem__)[:most]
    return [ranked[number] for number in sorted(chosen)]


def _rank(finding: Finding) -> tuple[int, int]:
    """The severity, then what the rule is about; rules of one's own come with what others lean on."""
    return -finding.severity, _RANK.get(_FAMILY.get(finding.rule, ""), 0)


def _request(finding: Finding, ground: Ground) -> Request:
    place, tongue = finding.place, ground.tongue
    return Request(
        chip=severity_chip(finding.severity, tongue),
        message=_said(with_days(finding.message, tongue)),
        to_do=_said(with_days(finding.hint or "", tongue)),
        place=_place_words(place, ground),
        href=ground.places.finding(place).url or "",
    )


def _said(words: str) -> str:
    return shortened(sentence(one_line(words)), longest=SENTENCE)


def _place_words(place: Place, ground: Ground) -> str:
    """File, tab and cell, so that it can be found by hand.

    A mail is read far from its sheets: the file is said also where there is only one.
    """
    tongue = ground.tongue
    if place.kind is PlaceKind.TEAM:
        return tongue("team {team}", team=_named(place.team or ""))
    file, tab = _named(ground.places.title(place.workbook)), _named(place.sheet)
    if place.kind is PlaceKind.WORKBOOK or not tab:
        return file
    if place.kind is PlaceKind.TABLE and place.range is not None:
        return tongue("{file}, tab {tab}, cells {cells}", file=file, tab=tab, cells=place.range.a1)
    if place.ref is not None:
        return tongue("{file}, tab {tab}, cell {cell}", file=file, tab=tab, cell=place.ref.a1)
    return tongue("{file}, tab {tab}", file=file, tab=tab)


def _named(name: str) -> str:
    return isolated(shortened(one_line(name), longest=LONGEST))
