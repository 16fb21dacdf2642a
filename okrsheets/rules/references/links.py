"""Rules about what an alignment leads to: itself, something given up, another time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from okrsheets.grid import CellRef
from okrsheets.lint import Case, asked_once, finding, rule
from okrsheets.model import (
    Cycle,
    CyclePhase,
    Finding,
    Okr,
    Outcome,
    Resolution,
    Severity,
    Status,
)
from okrsheets.rules.outcomes import alignments_that
from okrsheets.rules.tables import cycle_of, given_up, home_of
from okrsheets.rules.wording import circled, named

__all__ = ["alignment_cycle", "closed_parent", "cycle_mismatch", "sibling_alignment"]


@rule("alignment-cycle", Severity.ERROR)
def alignment_cycle(case: Case) -> Iterator[Finding]:
    """An objective or key result is above itself.

    Followed upward, its alignment leads back to where it began, so none of these can say what it
    serves, and no progress flows along the circle.

    Bad:
        Sales:
        | ID   | Objective    | Aligned to | Key result          | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partner | 20     |
        Marketing:
        | ID   | Objective                 | Aligned to | Key result     | Target |
        | MA-1 | Be known where we sell    | SA-1       | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Aligned to | Key result          | Target |
        | SA-1 | Win the east |            | Sign resale partner | 20     |
        Marketing:
        | ID   | Objective                 | Aligned to | Key result     | Target |
        | MA-1 | Be known where we sell    | SA-1       | Speak at fairs | 6      |
    """
    circling = {key for path in case.resolutions.cycles for key in path}
    cells = {
        (each.child, each.parent): each.source.cell
        for each in (case.resolutions.resolutions if circling else ())
        if each.child in circling and each.outcome is Outcome.RESOLVED
    }
    for path in case.resolutions.cycles:
        circle = _from_its_first(path)
        child, cell = _first_link(circle, cells, case)
        okrs = [named(case.okrs.by_key[key]) for key in circle]
        yield finding(
            place=cell,
            okr=child,
            message=f"{okrs[0]} is aligned to itself"
            if len(okrs) == 2
            else f"these are aligned in a circle: {circled(okrs)}",
            hint="take out the link that does not point upward",
        )


def _from_its_first(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle, told from the key that sorts first."""
    first = path.index(min(path))
    return (*path[first:-1], *path[:first], path[first])


def _first_link(
    circle: tuple[str, ...], cells: dict[tuple[str, str | None], CellRef], case: Case
) -> tuple[str, CellRef]:
    """The first item of the circle whose link a cell says, and that cell."""
    for child, parent in pairwise(circle):
        if (cell := cells.get((child, parent))) is not None:
            return child, cell
    return circle[0], case.okrs.by_key[circle[0]].at


@rule("sibling-alignment", Severity.INFO, silenced_by=("alignment-cycle",))
def sibling_alignment(case: Case) -> Iterator[Finding]:
    """A key result is aligned to another one of its own objective.

    Both count in their objective already, so nothing is counted through the other one, and nobody
    learns which goal above it serves. Often the key result of another objective is meant.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Type       | Title                | Target | Aligned to |
        | SA-1 | Objective  | Win the east         |        | CO-1       |
        | KR1  | Key result | Call resale partners | 200    | SA-1.KR2   |
        | KR2  | Key result | Sign resale partners | 20     |            |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Type       | Title                | Target | Aligned to |
        | SA-1 | Objective  | Win the east         |        | CO-1       |
        | KR1  | Key result | Call resale partners | 200    |            |
        | KR2  | Key result | Sign resale partners | 20     |            |
    """
    for each, child, parent in _upward(case):
        home = home_of(child, case)
        if home is home_of(parent, case) and home not in (child, parent):
            yield finding(
                place=each.source.cell,
                okr=child.key,
                message=f"{named(child)} is aligned to {named(parent)}, which stands beside it"
                + (f" in {named(home)}" if home.title else ""),
                hint="name the goal above that it serves, or leave the cell empty",
            )


@rule("closed-parent", Severity.WARNING)
def closed_parent(case: Case) -> Iterator[Finding]:
    """Something that goes on is aligned to what is over, cancelled or postponed.

    The goal it served is gone and nobody told those who work for it; what they reach counts for nothing.

    Bad:
        Company:
        | ID   | Objective               | Status    | Key result       | Target |
        | CO-1 | Expand in North America | Cancelled | Win new accounts | 40     |
        | CO-2 | Please every customer   |           | Raise the rating | 5      |
        Sales:
        | Objective       | Aligned to | Key result          | Target |
        | Win the east    | CO-1       | Sign resale partner | 20     |
        | Answer sooner   | CO-2       | Hours to an answer  | 4      |
    Good:
        Company:
        | ID   | Objective               | Status    | Key result       | Target |
        | CO-1 | Expand in North America | Cancelled | Win new accounts | 40     |
        | CO-2 | Please every customer   |           | Raise the rating | 5      |
        Sales:
        | Objective       | Aligned to | Key result          | Target |
        | Win the east    | CO-2       | Sign resale partner | 20     |
        | Answer sooner   | CO-2       | Hours to an answer  | 4      |
    """
    closed = cache(lambda key: _closed(case.okrs.by_key[key], case))  # many serve the same goal
    for each, child, parent in _upward(case):
        if (why := closed(parent.key)) and _goes_on(child, case):
            yield finding(
                place=each.source.cell,
                okr=child.key,
                message=f"{named(child)} is aligned to {named(parent)}, {why}",
                hint="align it to a goal that goes on, or give it up too",
            )


@asked_once
def _upward(case: Case) -> tuple[tuple[Resolution, Okr, Okr], ...]:
    """Every alignment that resolved, but for dependencies, with both of its ends."""
    okrs = case.okrs.by_key
    return tuple(
        (each, okrs[each.child], parent)
        for each in alignments_that(case, Outcome.RESOLVED)
        if each.parent != each.child and (parent := okrs.get(each.parent or "")) is not None
    )


def _goes_on(okr: Okr, case: Case) -> bool:
    home = home_of(okr, case)
    return not any(given_up(each) or each.stated_meaning is Status.DONE for each in (okr, home))


def _closed(okr: Okr, case: Case) -> str | None:
    """Why an OKR is closed, to be said behind its name; None while it goes on."""
    home = home_of(okr, case)
    for each, whose in ((okr, "which"), (home, "whose objective")):
        if given_up(each) and each.stated_meaning is not None:
            return f"{whose} is {each.stated_meaning.value}"
    cycle = cycle_of(okr, case)
    return f"whose cycle {cycle.label} is over" if cycle is not None and _is_over(cycle, case) else None


def _is_over(cycle: Cycle, case: Case) -> bool:
    return cycle.phase(case.today, close_after=case.settings.close_after) is CyclePhase.CLOSED


@rule("cycle-mismatch", Severity.WARNING)
def cycle_mismatch(case: Case) -> Iterator[Finding]:
    """Something lies outside of the time that its parent has.

    A quarter inside its year is fine. What is reached only after the goal above has ended helps nobody
    there, and one cycle cannot be judged by the values of another.

    Bad:
        Company:
        | ID   | Objective               | Cycle   | Key result       | Target |
        | CO-1 | Expand in North America | Q4 2026 | Win new accounts | 40     |
        Sales:
        | Objective    | Aligned to | Cycle   | Due        | Key result          | Target |
        | Win the east | CO-1       | Q4 2026 | 2027-02-15 | Sign resale partner | 20     |
    Good:
        Company:
        | ID   | Objective               | Cycle   | Key result       | Target |
        | CO-1 | Expand in North America | 2026    | Win new accounts | 40     |
        Sales:
        | Objective    | Aligned to | Cycle   | Due        | Key result          | Target |
        | Win the east | CO-1       | Q4 2026 | 2026-12-15 | Sign resale partner | 20     |
    """
    time_of = cache(lambda key: _time_of(case.okrs.by_key[key], case))  # many serve the same goal
    for each, child, parent in _upward(case):
        if (time := time_of(parent.key)) is None or given_up(child):
            continue
        above, end = time
        own = cycle_of(child, case)
        said = None
        if own is not None and own is not above and not above.holds(own):
            said = f"is of {own.label}, and {named(parent)}, which it is aligned to, of {above.label}"
        elif child.due is not None and child.due > end:
            days = (child.due.isoformat(), end.isoformat())
            said = f"is due {days[0]}, and {named(parent)}, which it is aligned to, {days[1]}"
        if said is not None:
            yield finding(
                place=each.source.cell,
                okr=child.key,
                message=f"{named(child)} {said}",
                hint="align it to a goal of its own time, or mend the dates",
            )


def _time_of(parent: Okr, case: Case) -> tuple[Cycle, date] | None:
    """The cycle of a parent and the day by which it is due; None where it has no time, or is given up.

    That it is over is told by closed-parent.
    """
    cycle = cycle_of(parent, case)
    if cycle is None or given_up(parent) or _is_over(cycle, case):
        return None
    return cycle, parent.due or home_of(parent, case).due or cycle.end
