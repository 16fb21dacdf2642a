"""What needs somebody: the worst findings about what is theirs, each with the cell to open and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from okrsheets.grid import CellRef
from okrsheets.model import Finding, Place, PlaceKind, Severity
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.digests.rows import LONGEST
from okrsheets.reporting.wording import Chip, counted, one_line, sentence, severity_chip, shortened
from okrsheets.tuples import NamedTuple

__all__ = ["Request", "Requests", "requests"]

OF_ONE_RULE = 2
SENTENCE = 2 * LONGEST


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


def requests(numbers: Iterable[int], ground: Ground) -> Requests:
    """The findings with these numbers as requests, as many as one person is asked for at once."""
    found = [ground.results.findings[number] for number in sorted(set(numbers))]
    worst = sorted(
        (one for one in found if one.severity is not Severity.INFO), key=lambda finding: -finding.severity
    )
    chosen = _urgent(worst, most=ground.settings.requests)
    left = len(worst) - len(chosen)
    return Requests(
        tuple(_request(finding, ground) for finding in chosen),
        f"and {counted(left, 'more finding')}" if left else "",
    )


def _urgent(worst: list[Finding], *, most: int) -> list[Finding]:
    """The worst few; one rule that is met often comes behind all others, as long as nothing is worse."""
    met: Counter[str] = Counter()
    often: dict[int, bool] = {}
    for number, finding in enumerate(worst):
        met[finding.rule] += 1
        often[number] = met[finding.rule] > OF_ONE_RULE
    order = sorted(often, key=lambda number: (often[number], -worst[number].severity))
    return [worst[number] for number in sorted(order[:most])]


def _request(finding: Finding, ground: Ground) -> Request:
    place = finding.place
    return Request(
        chip=severity_chip(finding.severity),
        message=shortened(sentence(one_line(finding.message)), longest=SENTENCE),
        to_do=shortened(sentence(one_line(finding.hint or "")), longest=SENTENCE),
        place=_place_words(place, ground),
        href=ground.places.finding(place).url or "",
    )


def _place_words(place: Place, ground: Ground) -> str:
    """File, tab and cell, so that it can be found by hand.

    A mail is read far from its sheets: the file is said also where there is only one.
    """
    if place.kind is PlaceKind.TEAM:
        return f"team {shortened(one_line(place.team or ''), longest=LONGEST)}"
    file = shortened(ground.places.title(place.workbook), longest=LONGEST)
    if place.kind is PlaceKind.WORKBOOK or not place.sheet:
        return file
    words = f"{file}, tab {shortened(one_line(place.sheet), longest=LONGEST)}"
    if place.kind is PlaceKind.TABLE and place.range is not None:
        return f"{words}, cells {place.range.a1}"
    return (
        f"{words}, cell {CellRef(place.workbook, place.sheet, place.row, place.column).a1}"
        if place.row
        else words
    )
