"""Rules about what a table has a column for and an OKR does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Direction, Field, Finding, KeyResult, Measure, Okr, Severity, Status
from okrsheets.progress.measure import may_assume_zero
from okrsheets.rules.tables import given_up, okr_tables
from okrsheets.rules.wording import counted, named

__all__ = ["missing_baseline", "missing_due", "missing_owner", "missing_target"]


@rule("missing-owner", Severity.WARNING, silenced_by=("error-value",))
def missing_owner(case: Case) -> Iterator[Finding]:
    """Nobody is named as the owner of an objective or key result.

    What is everyone's is no one's: there is nobody to ask how it goes, and nobody to remind. Where a
    column is filled for objectives alone, the owner of the objective speaks for its key results. A
    column left empty, or a table without one, is said once.

    Bad:
        | Objective    | Key result           | Owner | Target |
        | Win the east | Sign resale partners | Ann   | 20     |
        |              | New leads per week   |       | 50     |
        |              | Visit every city     | Ben   | 12     |
    Good:
        | Objective    | Key result           | Owner | Target |
        | Win the east | Sign resale partners | Ann   | 20     |
        |              | New leads per week   | Eve   | 50     |
        |              | Visit every city     | Ben   | 12     |
    """
    for each in okr_tables(case):
        okrs = [okr for okr in each.okrs if okr.title is not None and not given_up(okr)]
        if all(okr.owners for okr in okrs) and any(Field.OWNER in okr.cells for okr in okrs):
            continue
        columns = _by_column(okrs, Field.OWNER)
        if okrs and not columns:
            yield finding(
                place=each.place,
                message="no column of this table says who owns what",
                hint='add a column "Owner"',
                at_most=Severity.INFO,
            )
        for cells in columns.values():
            asked = [okr for _, okr in cells]
            if len(asked) > 1 and not any(okr.owners for okr in asked):
                yield finding(
                    place=each.place,
                    message=f"none of the {len(asked)} objectives and key results here has an owner",
                    hint="name one person for each",
                )
            else:
                yield from _without_owner(asked)


def _without_owner(asked: Sequence[Okr]) -> Iterator[Finding]:
    """Those of one column that lack an owner, at the levels for which the column is used."""
    for okr in chain.from_iterable(_of_one_level(asked, lambda okr: bool(okr.owners))):
        if not okr.owners:
            yield finding(
                place=okr.cells[Field.OWNER],
                okr=okr.key,
                message=f"{named(okr)} has no owner",
                hint="name the one person to ask about it",
            )


@rule(
    "missing-baseline",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "no-cached-value", "unmeasurable-key-result"),
)
def missing_baseline(case: Case) -> Iterator[Finding]:
    """A key result does not say where it began, so nobody knows how far it has come.

    Progress is the share of the way from baseline to target. Only what grows, counted, paid or in percent,
    can be taken to begin at 0; what is to fall, a rating, a duration, "by 20 %" and what is beyond its
    target already cannot. A table without such a column is told once.

    Bad:
        | Objective    | Key result             | Owner | Baseline | Current | Target |
        | Win the east | Reduce late deliveries | Ann   |          | 31      | 12     |
        |              | New leads per week     | Eve   | 10       | 30      | 50     |
    Good:
        | Objective    | Key result             | Owner | Baseline | Current | Target |
        | Win the east | Reduce late deliveries | Ann   | 40       | 31      | 12     |
        |              | New leads per week     | Eve   | 10       | 30      | 50     |
    """
    for each in okr_tables(case):
        without = [okr for okr in each.okrs if isinstance(okr, KeyResult) and okr.baseline is None]
        lacking = [okr for okr in without if _lacks_its_baseline(okr)]
        asked = [okr for okr in lacking if Field.BASELINE in okr.cells]
        for okr in asked:
            yield finding(
                place=okr.cells[Field.BASELINE],
                okr=okr.key,
                message=f"{named(okr)} {_beginning(okr)}",
                hint="write the value it had when the cycle began",
            )
        if more := len(lacking) - len(asked):
            first = next(okr for okr in lacking if okr not in asked)
            others = f" (and {counted(more - 1, 'more key result')})" if more > 1 else ""
            yield finding(
                place=each.place,
                message=f"{named(first)}{others} {_beginning(first)}",
                hint='add a column "Baseline" with the values at the start of the cycle',
                at_most=Severity.INFO,
            )


def _lacks_its_baseline(okr: KeyResult) -> bool:
    """Whether a key result without a baseline cannot be measured for want of one."""
    if okr.stated_progress is not None or given_up(okr):
        return False
    if okr.measure is Measure.YES_NO or okr.direction is Direction.MAINTAIN:
        return False
    return okr.relative or (okr.target is not None and not may_assume_zero(okr))


def _beginning(okr: KeyResult) -> str:
    if okr.relative:
        return "says how far to go, and nothing says from where"
    return "does not say where it began, so its progress cannot be known"


@rule(
    "missing-target",
    Severity.WARNING,
    silenced_by=(
        *("error-value", "unreadable-value", "no-cached-value"),
        *("placeholder-text", "unmeasurable-key-result", "activity-not-outcome"),
    ),
)
def missing_target(case: Case) -> Iterator[Finding]:
    """A key result does not say what is to be reached.

    Without a target nobody can tell when it is done, and its progress is a matter of opinion. A figure in
    its words ("to 50") is one too. A column left empty is told once, and so is a table without one whose
    key results have current values.

    Bad:
        | Objective                    | Key result             | Owner | Current | Target |
        | Be the first choice of shops | Orders of shops a week | Ann   | 31      |        |
        |                              | New leads per week     | Eve   | 30      | 50     |
    Good:
        | Objective                    | Key result             | Owner | Current | Target |
        | Be the first choice of shops | Orders of shops a week | Ann   | 31      | 90     |
        |                              | New leads per week     | Eve   | 30      | 50     |
    """
    for each in okr_tables(case):
        key_results = [okr for okr in each.okrs if isinstance(okr, KeyResult)]
        without = [okr for okr in key_results if okr.target is None and _needs_a_target(okr)]
        if not without:
            continue
        lacking = [okr for okr in without if Field.TARGET in okr.cells]
        if len(lacking) > 1 and not any(_needs_a_target(okr) and _has_a_target(okr) for okr in key_results):
            yield finding(
                place=each.place,
                message=f"none of the {len(lacking)} key results here has a target",
                hint="write for each the value to reach by the end of the cycle",
            )
        else:
            for okr in lacking:
                yield finding(
                    place=okr.cells[Field.TARGET],
                    okr=okr.key,
                    message=f"{named(okr)} has no target",
                    hint="write the value to reach by the end of the cycle",
                )
        if untold := [okr for okr in without if Field.TARGET not in okr.cells and _only_stands(okr)]:
            others = f" (and {counted(len(untold) - 1, 'more key result')})" if len(untold) > 1 else ""
            yield finding(
                place=each.place,
                message=f"nothing says what is to be reached by {named(untold[0])}{others}",
                hint='add a column "Target" with the values to reach by the end of the cycle',
                at_most=Severity.INFO,
            )


def _needs_a_target(okr: KeyResult) -> bool:
    """Whether a key result is one to reach a figure; "by 20 %" is one, from wherever it begins.

    Those that say no figure at all are told by another rule.
    """
    if okr.measure is Measure.YES_NO or okr.relative or given_up(okr):
        return False
    if okr.direction is Direction.MAINTAIN and okr.baseline is not None:
        return False
    if okr.has_number or okr.target is not None:
        return True
    return any(value is not None for value in (okr.baseline, okr.current, okr.stated_progress))


def _has_a_target(okr: KeyResult) -> bool:
    """Whether the column of targets says one."""
    return okr.target is not None and Field.TARGET in okr.cells


def _only_stands(okr: KeyResult) -> bool:
    """Whether a key result without a target says where it stands, and not how far it has come."""
    return okr.stated_progress is None and (okr.baseline is not None or okr.current is not None)


@rule("missing-due", Severity.WARNING, silenced_by=("error-value", "unreadable-value", "placeholder-text"))
def missing_due(case: Case) -> Iterator[Finding]:
    """An objective or key result does not say by when.

    A goal without a day is put off. The last day of its cycle is one, where a cycle is known: so a table
    needs no column of days then, and one that names days only for what is due earlier is left alone. A
    column left empty is told once.

    Bad:
        | Objective                    | Key result             | Owner | Target | Due        |
        | Be the first choice of shops | Orders of shops a week | Ann   | 90     | 2026-12-18 |
        |                              | Sign resale partners   | Ann   | 20     |            |
        |                              | New leads per week     | Eve   | 50     | 2026-12-18 |
    Good:
        | Objective                    | Key result             | Owner | Target | Due        |
        | Be the first choice of shops | Orders of shops a week | Ann   | 90     | 2026-12-18 |
        |                              | Sign resale partners   | Ann   | 20     | 2026-11-30 |
        |                              | New leads per week     | Eve   | 50     | 2026-12-18 |
    """
    for each in okr_tables(case):
        okrs = [okr for okr in each.okrs if okr.title is not None and not _is_over(okr)]
        if all(okr.due is not None for okr in okrs):
            continue
        for cells in _by_column(okrs, Field.DUE).values():
            asked = list(dict(reversed(cells)).values())[::-1]
            dated = sum(okr.due is not None for okr in asked)
            if not dated and len(asked) > 1:
                yield finding(
                    place=each.place,
                    message=f"none of the {len(asked)} objectives and key results here has a due date",
                    hint="write a day for each, or leave the column out where the end of the cycle is meant",
                )
            else:
                yield from _undated(asked)


def _undated(asked: Sequence[Okr]) -> Iterator[Finding]:
    """Those of one column that lack a day, at the levels for which it names days but for an early few."""
    for okrs in _of_one_level(asked, lambda okr: okr.due is not None):
        lacking = [okr for okr in okrs if okr.due is None]
        if any(okr.cycle for okr in lacking) and len(okrs) < 2 * len(lacking) < 2 * len(okrs):
            continue  # days are named where they are not the end of the cycle
        for okr in lacking:
            yield finding(
                place=okr.cells[Field.DUE],
                okr=okr.key,
                message=f"{named(okr)} has no due date",
                hint="write the day by which it is to be reached",
            )


def _is_over(okr: Okr) -> bool:
    return given_up(okr) or okr.stated_meaning is Status.DONE


def _by_column(okrs: Sequence[Okr], name: Field) -> dict[int, list[tuple[CellRef, Okr]]]:
    """The OKRs that have a cell for a field, each with that cell, by its column."""
    columns: dict[int, list[tuple[CellRef, Okr]]] = {}
    for okr in okrs:
        if (place := okr.cells.get(name)) is not None:
            columns.setdefault(place.column, []).append((place, okr))
    return columns


def _of_one_level(asked: Sequence[Okr], says: Callable[[Okr], bool]) -> Iterator[list[Okr]]:
    """The objectives, and the key results, of a column, where one of them says what it asks, or none does."""
    levels = [[okr for okr in asked if isinstance(okr, KeyResult) is below] for below in (False, True)]
    used = [okrs for okrs in levels if any(map(says, okrs))]
    yield from used or levels
