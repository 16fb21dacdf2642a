"""Rules about what OKRs wait for: whether it exists, was agreed to, comes, and comes in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from okrsheets.alignment.names import has_form_of_id
from okrsheets.alignment.wording import bare_reference
from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Field,
    Finding,
    Okr,
    Outcome,
    Resolution,
    Severity,
    Status,
)
from okrsheets.progress.pace import updated_on
from okrsheets.rules.outcomes import dependencies_of
from okrsheets.rules.tables import cycle_of, given_up, home_of, judged_by_key
from okrsheets.rules.tracking.standing import is_open
from okrsheets.rules.wording import circled, listed, named, quoted

__all__ = ["RULES"]

_MOST_WORDS = 4  # longer texts tell what is needed, and name nobody
_NAMES_SOMETHING = (Outcome.RESOLVED, Outcome.VAGUE, Outcome.AMBIGUOUS)


@rule("dangling-dependency", Severity.WARNING)
def dangling_dependency(case: Case) -> Iterator[Finding]:
    """A dependency names no team and no OKR that exists.

    Nobody knows that something is waited for, so nobody will bring it. Sentences about what is needed
    are left alone, and so is a column in which nothing names a team or an OKR.

    Bad:
        Sales:
        | ID   | Objective    | Depends on | Key result           | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partners | 20     |
        | SA-2 | Win the west | MA-9       | New leads per week   | 50     |
        Marketing:
        | ID   | Objective | Key result     | Target |
        | MA-1 | Be known  | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Depends on | Key result           | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partners | 20     |
        | SA-2 | Win the west | Marketing  | New leads per week   | 50     |
        Marketing:
        | ID   | Objective | Key result     | Target |
        | MA-1 | Be known  | Speak at fairs | 6      |
    """
    dependencies = dependencies_of(case)
    naming = {_column(each.source.cell) for each in dependencies if each.outcome in _NAMES_SOMETHING}
    for each in dependencies:
        words = bare_reference(each.text).text
        if each.outcome is not Outcome.DANGLING or given_up(case.okrs.by_key[each.child]):
            continue
        if each.source.error:  # error-value tells of these
            continue
        named_like = _column(each.source.cell) in naming and len(words.split()) <= _MOST_WORDS
        if has_form_of_id(words) or named_like:
            nearest = [named(case.okrs.by_key[key]) for key in each.nearest[:3] if key in case.okrs.by_key]
            yield finding(
                place=each.source.cell,
                okr=each.child,
                message=f"{named(case.okrs.by_key[each.child])} waits for {quoted(each.text)}, which is "
                "neither a team nor an objective or key result",
                hint=f"did you mean {listed(nearest, last='or')}?"
                if nearest
                else "name the team or the OKR that it waits for; who is outside belongs in a note",
            )


def _column(cell: CellRef) -> tuple[str, str, int]:
    return (cell.workbook, cell.sheet, cell.column)


@rule("unaccepted-dependency", Severity.WARNING, silenced_by=("error-value",))
def unaccepted_dependency(case: Case, *, days: float = 14) -> Iterator[Finding]:
    """The cycle has begun, and who is waited for has not agreed to it.

    A dependency that only one side knows of is a wish. Fourteen days into the cycle either the other side
    has accepted, or somebody owns the risk that it does not come. Only tables with a column that says
    whether it was accepted are asked.

    Bad:
        Sales:
        | ID   | Objective    | Cycle   | Depends on | Accepted | Key result           | Target |
        | SA-1 | Win the east | Q4 2026 | MA-1       | no       | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Cycle   | Key result     | Target |
        | MA-1 | Be known  | Q4 2026 | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Cycle   | Depends on | Accepted | Key result           | Target |
        | SA-1 | Win the east | Q4 2026 | MA-1       | yes      | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Cycle   | Key result     | Target |
        | MA-1 | Be known  | Q4 2026 | Speak at fairs | 6      |
    """
    texts: dict[str, list[str]] = {}
    for each in dependencies_of(case):
        if each.outcome in _NAMES_SOMETHING:
            texts.setdefault(each.child, []).append(each.text)
    for key, waiting_for in texts.items():
        okr = case.okrs.by_key[key]
        cycle = cycle_of(okr, case)
        if (
            cycle is None
            or (case.today - cycle.start).days <= days
            or not is_open(okr, case.figures.okrs.get(key))
        ):
            continue
        if Field.ACCEPTED in okr.cells and not okr.accepted and okr.risk_owner is None:
            yield finding(
                place=okr.cells[Field.ACCEPTED],
                okr=key,
                message=f"that {named(okr)} waits for {listed(map(quoted, waiting_for))} "
                "was not accepted, and nobody owns the risk",
                hint="ask for a yes, or name who owns the risk that it does not come"
                + ("" if Field.RISK_OWNER in okr.cells else ' in a column "Risk owner"'),
            )


@rule("dependency-at-risk", Severity.WARNING)
def dependency_at_risk(case: Case) -> Iterator[Finding]:
    """Something is on track, and what it waits for is at risk, silent or given up.

    Green here rests on red there: it will turn when it is too late to do anything about it. Either the
    other side needs help, or another way has to be found.

    Bad:
        Sales:
        | ID   | Objective    | Depends on | Status   | Key result           | Target |
        | SA-1 | Win the east | MA-1       | On track | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Status  | Key result     | Target |
        | MA-1 | Be known  | At risk | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Depends on | Status  | Key result           | Target |
        | SA-1 | Win the east | MA-1       | At risk | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Status  | Key result     | Target |
        | MA-1 | Be known  | At risk | Speak at fairs | 6      |
    """
    for each, okr, provider in _with_providers(case):
        if (on_track := _is_on_track(okr, case)) and (why := _in_doubt(provider, case)):
            yield finding(
                place=each.source.cell,
                okr=okr.key,
                message=f"{named(okr)} {on_track} on track, but {named(provider)} of "
                f"{case.facts.teams.get(provider.key, provider.at.sheet)}, which it waits for, {why}",
                hint="ask there what comes of it, and plan for it not to come",
            )


def _with_providers(case: Case) -> Iterator[tuple[Resolution, Okr, Okr]]:
    """Every dependency on an OKR, with both sides, where both are still to be done."""
    for each in dependencies_of(case):
        okr, provider = case.okrs.by_key[each.child], case.okrs.by_key.get(each.parent or "")
        if each.outcome is not Outcome.RESOLVED or provider is None or provider.key == okr.key:
            continue
        if is_open(okr, case.figures.okrs.get(okr.key)):
            yield each, okr, provider


def _is_on_track(okr: Okr, case: Case) -> str | None:
    """Whether an OKR is on track by its own word, else by its figure; the verb to say it with."""
    if okr.stated_meaning is not None:
        return "is said to be" if okr.stated_meaning is Status.ON_TRACK else None
    figure = case.figures.okrs.get(okr.key)
    return "is" if figure is not None and figure.status is Status.ON_TRACK else None


def _in_doubt(provider: Okr, case: Case) -> str | None:
    """What speaks against an OKR coming in time; None where nothing does."""
    if given_up(provider) and provider.stated_meaning is not None:
        return f"is {provider.stated_meaning.value}"
    figure = case.figures.okrs.get(provider.key)
    if not is_open(provider, figure):
        return None
    if provider.stated_meaning is Status.AT_RISK:
        return "is said to be at risk"
    if figure is not None and figure.status is Status.AT_RISK:
        return "is at risk"
    updated = updated_on(provider, today=case.today)
    if figure is not None and figure.missed_since is not None and updated is not None:
        return f"was not updated since {updated.isoformat()}"
    return None


@rule("dependency-too-late", Severity.WARNING)
def dependency_too_late(case: Case) -> Iterator[Finding]:
    """What something waits for is due after it.

    Even if all goes well on the other side, it comes too late here.

    Bad:
        Sales:
        | ID   | Objective    | Depends on | Due        | Key result           | Target |
        | SA-1 | Win the east | MA-1       | 2026-11-30 | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Due        | Key result     | Target |
        | MA-1 | Be known  | 2026-12-15 | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Depends on | Due        | Key result           | Target |
        | SA-1 | Win the east | MA-1       | 2026-12-15 | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Due        | Key result     | Target |
        | MA-1 | Be known  | 2026-11-30 | Speak at fairs | 6      |
    """
    for each, okr, provider in _with_providers(case):
        if not is_open(provider, case.figures.okrs.get(provider.key)):
            continue
        own, comes = _end(okr, case), _coming(provider, okr, case)
        if own is not None and comes is not None and comes > own:
            yield finding(
                place=each.source.cell,
                okr=okr.key,
                message=f"{named(okr)} is due {own.isoformat()}, and {named(provider)}, "
                f"which it waits for, only {comes.isoformat()}",
                hint="agree on an earlier day there, or move this one",
            )


def _end(okr: Okr, case: Case) -> date | None:
    """The last day of an OKR: its own, its objective's, or that of its cycle."""
    home = home_of(okr, case)
    cycle = cycle_of(okr, case)
    return okr.due or home.due or (cycle.end if cycle else None)


def _coming(provider: Okr, okr: Okr, case: Case) -> date | None:
    """The day by which what is waited for comes; unknown of a goal of a longer cycle that names none."""
    home = home_of(provider, case)
    own, cycle = cycle_of(okr, case), cycle_of(provider, case)
    if provider.due or home.due:
        return provider.due or home.due
    return cycle.end if cycle is not None and own is not None and not cycle.holds(own) else None


@rule("dependency-cycle", Severity.ERROR)
def dependency_cycle(case: Case) -> Iterator[Finding]:
    """Two or more wait for each other.

    Each side waits for the other to begin, so neither does. An objective waits for its own key results.

    Bad:
        Sales:
        | ID   | Objective    | Depends on | Key result           | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Depends on | Key result     | Target |
        | MA-1 | Be known  | SA-1       | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Depends on | Key result           | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective | Depends on | Key result     | Target |
        | MA-1 | Be known  |            | Speak at fairs | 6      |
    """
    cells = {(each.child, each.parent): each.source.cell for each in dependencies_of(case)}
    for path in case.facts.waiting:
        said = [(child, cells[child, parent]) for child, parent in pairwise(path) if (child, parent) in cells]
        if not said or not judged_by_key(case).keys() >= set(path):
            continue
        names = [named(case.okrs.by_key[key]) for key in path]
        child, cell = said[0]
        yield finding(
            place=cell,
            okr=child,
            message=f"{names[0]} waits for itself"
            if len(names) == 2
            else f"these wait for each other: {circled(names)}",
            hint="let one of them begin without the other",
        )


RULES = (
    dangling_dependency,
    unaccepted_dependency,
    dependency_at_risk,
    dependency_too_late,
    dependency_cycle,
)
