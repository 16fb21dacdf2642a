"""The first screen: what was read, where the company stands, how the key results are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from okrsheets.model import (
    Cycle,
    CyclePhase,
    Field,
    Figure,
    KeyResult,
    Objective,
    Results,
    Status,
    given_up,
    whole_percent,
)
from okrsheets.reporting.gauges import NO_FIGURE, Gauge, at_risk, gauge
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.making import Making, making_of_list, making_of_whole
from okrsheets.reporting.matrix import Coverage
from okrsheets.reporting.retold import retold
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.wording import (
    NOTHING,
    STATUS_ORDER,
    Chip,
    cycle_words,
    joined,
    one_line,
    status_chip,
)
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = [
    "Calendar",
    "Card",
    "Header",
    "Slice",
    "TeamRow",
    "cards",
    "distribution",
    "header",
    "spread",
    "team_cards",
    "team_rows",
    "unjudged",
]


_NOT_LATELY = {"no update": message("no recent update"), "not read": message("not read for days")}
"""Reasons that name a day, in words for several of them."""


class Calendar(NamedTuple):
    """How far the cycle has run; `step` is the style class that draws it."""

    start: str
    now: str
    end: str
    step: str


class Header(NamedTuple):
    """What the page is about; without a cycle `calendar` is None and `days`, its words, are empty.

    `ended` says which of its cycles are closed, and `unchecked` that no objective is in another. `stale`
    says of which workbooks, that could not be read now, an earlier reading is shown.
    """

    title: str
    read: str
    calendar: Calendar | None
    days: str
    ended: str
    unchecked: bool
    stale: str = ""


class Card(NamedTuple):
    """One figure of the first screen; `making` names what it counts, or what it lacks."""

    label: str
    value: str
    words: str
    making: Making = ()


class Slice(NamedTuple):
    """One status among the key results; `step` is its width in the stacked bar."""

    chip: Chip
    number: int
    step: str


class TeamRow(NamedTuple):
    """One team's line; `words` are its progress with the bounds and what is at risk, `making` what that is
    the mean of. `href` is the address of its own page, or empty.
    """

    name: str
    href: str
    objectives: int
    key_results: int
    gauge: Gauge
    words: str
    making: Making


def header(results: Results, *, title: str | None, close_after: int, tongue: Tongue) -> Header:
    """The head of the page, with the cycle that is shown."""
    cycle = shown_cycle(results, close_after=close_after)
    subject = tongue("OKRs, {cycle}", cycle=cycle_words(cycle, tongue)) if cycle else tongue("OKRs")
    key_results = sum(len(each.key_results) for each in results.okrs.objectives)
    calendar = _calendar(cycle, results, tongue) if cycle else None
    cycles = {each.cycle for each in results.okrs.objectives}
    closed = [each for each in cycles if each and _is_closed(each, results, close_after)]
    return Header(
        title=tongue("{title}: {subject}", title=one_line(title), subject=subject) if title else subject,
        read=tongue(
            "{objectives}, {key_results} in {workbooks}. Read {day}.",
            objectives=tongue.plural(len(results.okrs.objectives), "{n} objective", "{n} objectives"),
            key_results=tongue.plural(key_results, "{n} key result", "{n} key results"),
            workbooks=tongue.plural(len(results.workbooks), "{n} workbook", "{n} workbooks"),
            day=tongue.day(results.today),
        ),
        calendar=calendar,
        days=tongue("{start} to {end}, {now}.", start=calendar.start, end=calendar.end, now=calendar.now)
        if calendar
        else "",
        ended=_ended(closed, tongue),
        unchecked=bool(closed) and len(closed) == len(cycles),
        stale=_stale(results, tongue),
    )


def _stale(results: Results, tongue: Tongue) -> str:
    days = {book.title: book.as_of for book in results.workbooks if book.as_of is not None}
    if not days:
        return ""
    said = [
        tongue("{workbook} as of {day}", workbook=one_line(title), day=tongue.day(when))
        for title, when in days.items()
    ]
    return tongue(
        "Could not be read now and shown as it was read last: {workbooks}.", workbooks=joined(said, tongue)
    )


def _is_closed(cycle: Cycle, results: Results, close_after: int) -> bool:
    return cycle.phase(results.today, close_after=close_after) is CyclePhase.CLOSED


def _ended(closed: Iterable[Cycle], tongue: Tongue) -> str:
    """That cycles are over, and what it means for what the page says of them."""
    cycles = sorted(closed, key=lambda cycle: (cycle.end, cycle.start, cycle.label))
    if not cycles:
        return ""
    said = [
        tongue("{cycle} was closed", cycle=cycle_words(cycle, tongue))
        if cycle.closed
        else tongue("{cycle} ended on {day}", cycle=cycle_words(cycle, tongue), day=tongue.day(cycle.end))
        for cycle in cycles
    ]
    return tongue.plural(
        len(cycles),
        "{cycles}: shown as it ended, not checked.",
        "{cycles}: shown as they ended, not checked.",
        cycles=joined(said, tongue),
    )


def _calendar(cycle: Cycle, results: Results, tongue: Tongue) -> Calendar:
    length = (cycle.end - cycle.start).days + 1
    passed = (results.today - cycle.start).days + 1
    if passed < 1:
        now = tongue.plural(1 - passed, "begins in {n} day", "begins in {n} days")
    elif passed > length:
        now = tongue.plural(passed - length, "ended {n} day ago", "ended {n} days ago")
    else:
        now = tongue("day {number} of {all}", number=passed, all=length)
    step = min(100, max(0, whole_percent(passed / length)))
    years = cycle.start.year != cycle.end.year
    start, end = (tongue.day(when, year=years) for when in (cycle.start, cycle.end))
    return Calendar(start, now, end, f"w{step}")


def cards(results: Results, *, links: Links, coverage: Coverage) -> tuple[Card, ...]:
    """The four figures that say most."""
    supported = _supported(coverage, links.tongue)
    return (_company(results, links), _aligned(results, links), supported, _fresh(results, links))


def team_cards(results: Results, team: str, *, links: Links) -> tuple[Card, ...]:
    """The same of one team, whose results these are: its own progress, and who works for it."""
    figure, tongue = results.figures.teams.get(team, NO_FIGURE), links.tongue
    unknown = tongue("no objective has a figure yet")
    return (
        _progress(tongue("Progress of the team"), figure, results, links, unknown=unknown),
        _aligned(results, links),
        _helped(results, team, links),
        _fresh(results, links),
    )


def _helped(results: Results, team: str, links: Links) -> Card:
    found: dict[str, list[list[str | Link]]] = {}
    tongue = links.tongue
    for objective in results.okrs.objectives:
        for alignment in links.below[objective.key]:
            other = links.team(alignment.child)
            if other and other != team:
                child = links.full_link(alignment.child)
                line = tongue.pieces("{team}: {child}", team=one_line(other), child=[child])
                found.setdefault(other, []).append(line)
    lines = [line for lines in found.values() for line in lines]
    making = making_of_list(tongue("Aligned to it"), lines, tongue=tongue)
    names = joined((one_line(other) for other in found), tongue) or tongue("nobody beside the team itself")
    return Card(tongue("Teams that work for it"), str(len(found)), names, making)


def _company(results: Results, links: Links) -> Card:
    figure = results.figures.company or NO_FIGURE
    unknown = links.tongue("no top-level objective has a figure yet")
    return _progress(links.tongue("Company progress"), figure, results, links, unknown=unknown)


def _progress(label: str, figure: Figure, results: Results, links: Links, *, unknown: str) -> Card:
    tongue, number = links.tongue, len(figure.made_of)
    if figure.progress is None:
        return Card(label, tongue.sense("progress", "unknown"), unknown)
    parts = []
    if figure.expected is not None:
        parts.append(tongue("expected {share}", share=tongue.percent(figure.expected)))
    if bounds := gauge(figure, tongue=tongue).bounds:
        parts.append(tongue("{bounds} with what is unknown", bounds=tongue.share.format(bounds)))
    if beside := at_risk(figure, results.figures.okrs, tongue=tongue):
        parts.append(beside)
    if not parts:
        parts.append(tongue.plural(number, "the mean of {n} objective", "the mean of {n} objectives"))
    making = making_of_whole(figure, links=links)
    return Card(label, tongue.percent(figure.progress), tongue("; ").join(parts), making)


def _aligned(results: Results, links: Links) -> Card:
    top, tongue = results.resolutions.top_level, links.tongue
    label = tongue("Aligned to something above")
    below = [
        each
        for each in results.okrs.objectives
        if each.key not in top and each.title is not None and not given_up(each)
    ]
    if not below:
        return Card(label, NOTHING, tongue("every objective stands at the top"))
    lonely = [each for each in below if not links.above[each.key]]
    alone, number = len(lonely), len(below) - len(lonely)
    words = [
        tongue.plural(
            len(below),
            "{met} of {n} objective below the top",
            "{met} of {n} objectives below the top",
            met=tongue.number(number),
        )
    ]
    if alone:
        words.append(tongue.plural(alone, "{n} stands alone", "{n} stand alone"))
    lines = [[links.full_link(each.key)] for each in lonely]
    making = making_of_list(tongue("Aligned to nothing"), lines, tongue=tongue)
    return Card(label, tongue.percent(number / len(below)), tongue("; ").join(words), making)


def _supported(coverage: Coverage, tongue: Tongue) -> Card:
    label = tongue("Company key results with support")
    if not coverage.key_results:
        return Card(label, NOTHING, tongue("no top-level key results"))
    alone = coverage.key_results - coverage.supported
    words = tongue("somebody works on each")
    if alone:
        words = tongue("nobody works on {number}", number=tongue.number(alone))
    making = making_of_list(tongue("Nobody works on"), [[title] for title in coverage.lonely], tongue=tongue)
    return Card(label, _of(coverage.supported, coverage.key_results, tongue), words, making)


def _fresh(results: Results, links: Links) -> Card:
    """How fresh the values are where most rows have a date, else how many can be measured at all."""
    tongue = links.tongue
    key_results = [each for each in results.okrs.key_results if not given_up(each)]
    dated = [each for each in key_results if Field.UPDATED in each.cells]
    if 2 * len(dated) > len(key_results):
        return _updated_lately(dated, results, links)
    label = tongue("Key results with known progress")
    if not key_results:
        return Card(label, NOTHING, tongue("no key results"))
    figures = ((each, results.figures.okrs.get(each.key, NO_FIGURE)) for each in key_results)
    unknown = [(each, figure) for each, figure in figures if figure.progress is None]
    words = tongue("each can be measured")
    if unknown:
        words = tongue.plural(len(unknown), "{n} cannot be measured yet", "{n} cannot be measured yet")
    lines = [
        tongue.pieces(
            "{key_result}: {reason}",
            key_result=[links.full_link(each.key)],
            reason=retold(figure.because, tongue),
        )
        if figure.because
        else [links.full_link(each.key)]
        for each, figure in unknown
    ]
    making = making_of_list(tongue("Not known"), lines, tongue=tongue)
    return Card(label, _of(len(key_results) - len(unknown), len(key_results), tongue), words, making)


def _updated_lately(dated: list[KeyResult], results: Results, links: Links) -> Card:
    tongue, since = links.tongue, results.today - timedelta(days=7)
    old = [each for each in dated if each.updated is None or each.updated < since]
    fresh = len(dated) - len(old)
    never = sum(1 for each in dated if each.updated is None)
    of = tongue.plural(
        len(dated), "{met} of {n} key result", "{met} of {n} key results", met=tongue.number(fresh)
    )
    words = [of, tongue("{number} never", number=tongue.number(never))] if never else [of]
    lines: list[list[str | Link]] = [
        [links.full_link(each.key), f", {_updated(each, tongue)}"] for each in old
    ]
    making = making_of_list(tongue("Not updated in the last week"), lines, tongue=tongue)
    share = tongue.percent(fresh / len(dated))
    return Card(tongue("Updated in the last week"), share, tongue("; ").join(words), making)


def _updated(key_result: KeyResult, tongue: Tongue) -> str:
    if key_result.updated is None:
        return tongue("never")
    return tongue("last on {day}", day=tongue.day(key_result.updated))


def _of(met: int, total: int, tongue: Tongue) -> str:
    return tongue("{met} of {total}", met=tongue.number(met), total=tongue.number(total))


def distribution(results: Results, tongue: Tongue) -> tuple[Slice, ...]:
    """How many key results stand where; widths add up to 100."""
    figures = results.figures.okrs
    met = Counter(figures.get(each.key, NO_FIGURE).status for each in results.okrs.key_results)
    total = sum(met.values())
    slices, before, drawn = [], 0, 0
    for status in STATUS_ORDER:
        if number := met[status]:
            before += number
            upto = round(100 * before / total)
            slices.append(Slice(status_chip(status, tongue), number, f"w{upto - drawn}"))
            drawn = upto
    return tuple(slices)


def spread(slices: Iterable[Slice]) -> str:
    """The distribution in one line."""
    return ", ".join(f"{one.chip.icon} {one.number} {one.chip.inside}" for one in slices)


def unjudged(results: Results, tongue: Tongue) -> str:
    """How many of the key results with unknown status have progress all the same, and why no status."""
    figures = results.figures.okrs
    known = (figures.get(each.key, NO_FIGURE) for each in results.okrs.key_results)
    unknown = [figure for figure in known if figure.status is Status.UNKNOWN]
    met = Counter(
        tongue(_NOT_LATELY[what]) if since and what in _NOT_LATELY else retold(f"{what}{since}{day}", tongue)
        for what, since, day in (
            (figure.because or "no reason given").partition(" since ")
            for figure in unknown
            if figure.progress is not None
        )
    )
    if not met:
        return ""
    reasons = ", ".join(f"{because} ({tongue.number(number)})" for because, number in met.most_common())
    return tongue.plural(
        met.total(),
        "Of {all} with unknown status {n} has known progress: {reasons}.",
        "Of {all} with unknown status {n} have known progress: {reasons}.",
        all=tongue.number(len(unknown)),
        reasons=reasons,
    )


def team_rows(results: Results, links: Links) -> tuple[TeamRow, ...]:
    """The teams in the order they are met, each with what it owns."""
    owned: dict[str, list[Objective]] = {}
    for objective in results.okrs.objectives:
        if objective.team:
            owned.setdefault(objective.team, []).append(objective)
    figures = results.figures
    return tuple(
        _team_row(*each, figures.teams.get(each[0], NO_FIGURE), figures.okrs, links) for each in owned.items()
    )


def _team_row(
    team: str, objectives: list[Objective], figure: Figure, figures: Mapping[str, Figure], links: Links
) -> TeamRow:
    drawn = gauge(figure, figures, tongue=links.tongue)
    return TeamRow(
        one_line(team),
        links.team_pages.get(team, ""),
        len(objectives),
        sum(len(each.key_results) for each in objectives),
        drawn,
        ", ".join(part for part in (drawn.progress, drawn.bounds, drawn.aside) if part),
        making_of_whole(figure, links=links),
    )
