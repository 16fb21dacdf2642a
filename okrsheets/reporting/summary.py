"""The first screen: what was read, where the company stands, how the key results are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from okrsheets.model import (
    Cycle,
    CyclePhase,
    Figure,
    Objective,
    Results,
    Status,
    whole_percent,
)
from okrsheets.reporting.gauges import NO_FIGURE, Gauge, gauge
from okrsheets.reporting.links import Links
from okrsheets.reporting.making import Making, making_of_whole
from okrsheets.reporting.retold import retold
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.wording import (
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
    "Header",
    "Slice",
    "TeamRow",
    "distribution",
    "header",
    "spread",
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
    says of which workbooks, that could not be read now, an earlier reading is shown, and which are missing.
    """

    title: str
    read: str
    calendar: Calendar | None
    days: str
    ended: str
    unchecked: bool
    stale: str = ""


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
    said = [
        tongue("{workbook} as of {day}", workbook=one_line(title), day=tongue.day(when))
        for title, when in days.items()
    ]
    words = []
    if said:
        words.append(
            tongue(
                "Could not be read now and shown as it was read last: {workbooks}.",
                workbooks=joined(said, tongue),
            )
        )
    if results.unread:
        missing = joined(map(one_line, results.unread), tongue)
        words.append(tongue("Could not be read now and is missing here: {workbooks}.", workbooks=missing))
    return " ".join(words)


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
