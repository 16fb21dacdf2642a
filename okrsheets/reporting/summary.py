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
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.wording import (
    NOTHING,
    STATUS_ORDER,
    Chip,
    counted,
    cycle_words,
    day,
    joined,
    one_line,
    percent,
    status_chip,
    with_days,
)
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


_NOT_LATELY = {"no update": "no recent update", "not read": "not read for days"}
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


def header(results: Results, *, title: str | None, close_after: int) -> Header:
    """The head of the page, with the cycle that is shown."""
    cycle = shown_cycle(results, close_after=close_after)
    subject = " ".join(part for part in ("OKRs,", cycle_words(cycle)) if part) if cycle else "OKRs"
    count = counted(len(results.okrs.objectives), "objective")
    key_results = counted(sum(len(each.key_results) for each in results.okrs.objectives), "key result")
    workbooks = counted(len(results.workbooks), "workbook")
    calendar = _calendar(cycle, results) if cycle else None
    cycles = {each.cycle for each in results.okrs.objectives}
    closed = [each for each in cycles if each and _is_closed(each, results, close_after)]
    return Header(
        title=f"{one_line(title)}: {subject}" if title else subject,
        read=f"{count}, {key_results} in {workbooks}. Read {day(results.today)}.",
        calendar=calendar,
        days=f"{calendar.start} to {calendar.end}, {calendar.now}." if calendar else "",
        ended=_ended(closed),
        unchecked=bool(closed) and len(closed) == len(cycles),
        stale=_stale(results),
    )


def _stale(results: Results) -> str:
    days = {book.title: book.as_of for book in results.workbooks if book.as_of is not None}
    if not days:
        return ""
    words = joined(f"{one_line(title)} as of {day(when)}" for title, when in days.items())
    return f"Could not be read now and shown as it was read last: {words}."


def _is_closed(cycle: Cycle, results: Results, close_after: int) -> bool:
    return cycle.phase(results.today, close_after=close_after) is CyclePhase.CLOSED


def _ended(closed: Iterable[Cycle]) -> str:
    """That cycles are over, and what it means for what the page says of them."""
    cycles = sorted(closed, key=lambda cycle: (cycle.end, cycle.start, cycle.label))
    if not cycles:
        return ""
    names = joined(
        f"{cycle_words(cycle)} {'was closed' if cycle.closed else f'ended on {day(cycle.end)}'}"
        for cycle in cycles
    )
    return f"{names}: shown as {'it' if len(cycles) == 1 else 'they'} ended, not checked."


def _calendar(cycle: Cycle, results: Results) -> Calendar:
    length = (cycle.end - cycle.start).days + 1
    passed = (results.today - cycle.start).days + 1
    if passed < 1:
        now = f"begins in {counted(1 - passed, 'day')}"
    elif passed > length:
        now = f"ended {counted(passed - length, 'day')} ago"
    else:
        now = f"day {passed} of {length}"
    step = min(100, max(0, whole_percent(passed / length)))
    years = cycle.start.year != cycle.end.year
    return Calendar(day(cycle.start, year=years), now, day(cycle.end, year=years), f"w{step}")


def cards(results: Results, *, links: Links, coverage: Coverage) -> tuple[Card, ...]:
    """The four figures that say most."""
    return (_company(results, links), _aligned(results, links), _supported(coverage), _fresh(results, links))


def team_cards(results: Results, team: str, *, links: Links) -> tuple[Card, ...]:
    """The same of one team, whose results these are: its own progress, and who works for it."""
    figure = results.figures.teams.get(team, NO_FIGURE)
    return (
        _progress("Progress of the team", figure, results, links, unknown="no objective has a figure yet"),
        _aligned(results, links),
        _helped(results, team, links),
        _fresh(results, links),
    )


def _helped(results: Results, team: str, links: Links) -> Card:
    found: dict[str, list[list[str | Link]]] = {}
    for objective in results.okrs.objectives:
        for alignment in links.below[objective.key]:
            other = links.team(alignment.child)
            if other and other != team:
                line: list[str | Link] = [f"{one_line(other)}: ", links.full_link(alignment.child)]
                found.setdefault(other, []).append(line)
    making = making_of_list("Aligned to it", [line for lines in found.values() for line in lines])
    names = joined(one_line(other) for other in found) or "nobody beside the team itself"
    return Card("Teams that work for it", str(len(found)), names, making)


def _company(results: Results, links: Links) -> Card:
    figure = results.figures.company or NO_FIGURE
    unknown = "no top-level objective has a figure yet"
    return _progress("Company progress", figure, results, links, unknown=unknown)


def _progress(label: str, figure: Figure, results: Results, links: Links, *, unknown: str) -> Card:
    if figure.progress is None:
        return Card(label, "unknown", unknown)
    parts = [f"expected {percent(figure.expected)}"] if figure.expected is not None else []
    if bounds := gauge(figure).bounds:
        parts.append(f"{bounds}\xa0% with what is unknown")
    if beside := at_risk(figure, results.figures.okrs):
        parts.append(beside)
    if not parts:
        parts.append(f"the mean of {counted(len(figure.made_of), 'objective')}")
    making = making_of_whole(figure, links=links)
    return Card(label, percent(figure.progress), "; ".join(parts), making)


def _aligned(results: Results, links: Links) -> Card:
    top = results.resolutions.top_level
    below = [
        each
        for each in results.okrs.objectives
        if each.key not in top and each.title is not None and not given_up(each)
    ]
    if not below:
        return Card("Aligned to something above", NOTHING, "every objective stands at the top")
    lonely = [each for each in below if not links.above[each.key]]
    alone, number = len(lonely), len(below) - len(lonely)
    words = f"{number:,} of {counted(len(below), 'objective')} below the top"
    words += f"; {alone:,} {'stands' if alone == 1 else 'stand'} alone" if alone else ""
    making = making_of_list("Aligned to nothing", [[links.full_link(each.key)] for each in lonely])
    return Card("Aligned to something above", percent(number / len(below)), words, making)


def _supported(coverage: Coverage) -> Card:
    label = "Company key results with support"
    if not coverage.key_results:
        return Card(label, NOTHING, "no top-level key results")
    alone = coverage.key_results - coverage.supported
    words = f"nobody works on {alone:,}" if alone else "somebody works on each"
    making = making_of_list("Nobody works on", [[title] for title in coverage.lonely])
    return Card(label, f"{coverage.supported:,} of {coverage.key_results:,}", words, making)


def _fresh(results: Results, links: Links) -> Card:
    """How fresh the values are where most rows have a date, else how many can be measured at all."""
    key_results = [each for each in results.okrs.key_results if not given_up(each)]
    dated = [each for each in key_results if Field.UPDATED in each.cells]
    if 2 * len(dated) > len(key_results):
        since = results.today - timedelta(days=7)
        old = [each for each in dated if each.updated is None or each.updated < since]
        fresh = len(dated) - len(old)
        never = sum(1 for each in dated if each.updated is None)
        words = f"{fresh:,} of {counted(len(dated), 'key result')}"
        words += f"; {never:,} never" if never else ""
        lines: list[list[str | Link]] = [[links.full_link(each.key), f", {_updated(each)}"] for each in old]
        making = making_of_list("Not updated in the last week", lines)
        return Card("Updated in the last week", percent(fresh / len(dated)), words, making)
    if not key_results:
        return Card("Key results with known progress", NOTHING, "no key results")
    figures = ((each, results.figures.okrs.get(each.key, NO_FIGURE)) for each in key_results)
    unknown = [(each, figure) for each, figure in figures if figure.progress is None]
    words = f"{len(unknown):,} cannot be measured yet" if unknown else "each can be measured"
    known = len(key_results) - len(unknown)
    reasons: list[list[str | Link]] = [
        [links.full_link(each.key), f": {with_days(one_line(figure.because))}" if figure.because else ""]
        for each, figure in unknown
    ]
    making = making_of_list("Not known", reasons)
    return Card("Key results with known progress", f"{known:,} of {len(key_results):,}", words, making)


def _updated(key_result: KeyResult) -> str:
    return f"last on {day(key_result.updated)}" if key_result.updated else "never"


def distribution(results: Results) -> tuple[Slice, ...]:
    """How many key results stand where; widths add up to 100."""
    figures = results.figures.okrs
    met = Counter(figures.get(each.key, NO_FIGURE).status for each in results.okrs.key_results)
    total = sum(met.values())
    slices, before, drawn = [], 0, 0
    for status in STATUS_ORDER:
        if number := met[status]:
            before += number
            upto = round(100 * before / total)
            slices.append(Slice(status_chip(status), number, f"w{upto - drawn}"))
            drawn = upto
    return tuple(slices)


def spread(slices: Iterable[Slice]) -> str:
    """The distribution in one line."""
    return ", ".join(f"{one.chip.icon} {one.number} {one.chip.word.lower()}" for one in slices)


def unjudged(results: Results) -> str:
    """How many of the key results with unknown status have progress all the same, and why no status."""
    figures = results.figures.okrs
    known = (figures.get(each.key, NO_FIGURE) for each in results.okrs.key_results)
    unknown = [figure for figure in known if figure.status is Status.UNKNOWN]
    met = Counter(
        _NOT_LATELY.get(because, because) if since else because
        for because, since, _ in (
            (figure.because or "no reason given").partition(" since ")
            for figure in unknown
            if figure.progress is not None
        )
    )
    if not met:
        return ""
    reasons = ", ".join(f"{one_line(because)} ({number:,})" for because, number in met.most_common())
    return (
        f"Of {len(unknown):,} with unknown status {met.total():,} "
        f"{'has' if met.total() == 1 else 'have'} known progress: {reasons}."
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
    drawn = gauge(figure, figures)
    return TeamRow(
        one_line(team),
        links.team_pages.get(team, ""),
        len(objectives),
        sum(len(each.key_results) for each in objectives),
        drawn,
        ", ".join(part for part in (drawn.progress, drawn.bounds, drawn.aside) if part),
        making_of_whole(figure, links=links),
    )
