"""Rules about time: key results that are behind it, past it, or over without a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Direction, Field, Figure, Finding, KeyResult, Okr, Place, Severity, Status
from okrsheets.progress.measure import bound_of, holds_at
from okrsheets.rules.cells import Cells
from okrsheets.rules.tables import given_up
from okrsheets.rules.tracking.standing import (
    is_open,
    is_over,
    is_yet_to_come,
    last_day,
    open_okrs,
    standing_cell,
)
from okrsheets.rules.wording import amount, counted, listed, named, percent

__all__ = ["behind_pace", "closed_without_score", "past_due"]

_LATE = (Status.AT_RISK, Status.BEHIND)
_OWN = ("values", "stated", "status word")


@rule(
    "behind-pace",
    Severity.WARNING,
    silenced_by=(
        "past-due",
        "never-updated",
        "watermelon",
        "target-is-baseline",
        "mixed-scale",
        "moved-backwards",
    ),
)
def behind_pace(case: Case) -> Iterator[Finding]:
    """A key result is so far behind the calendar that it will hardly be reached.

    Expected is the share of the time that has passed. By the usual policy more than 25 points behind that is
    at risk, and a warning; more than 10, and in the last part of the time more than 5, only informs: `[pace]`
    in the config sets these numbers, or another policy. Nothing is told of what is either done or not, and of
    what is over; an objective is judged by its key results.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 2       | 20     |
        |              | New leads per week   | 10       | 30      | 50     |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 9       | 20     |
        |              | New leads per week   | 10       | 30      | 50     |
    """
    for okr, figure in open_okrs(case):
        if figure is None or figure.status not in _LATE:
            continue
        if figure.basis not in _OWN or is_over(okr, case.today) or is_yet_to_come(okr, case.today):
            continue
        far = figure.status is Status.AT_RISK
        yield finding(
            place=okr.cells.get(Field.STATUS, okr.at)
            if figure.basis == "status word"
            else standing_cell(okr, figure),
            okr=okr.key,
            message=_behind(okr, figure, far=far),
            hint="decide what to change so that it is reached, or say that it will not be"
            if far
            else "see what holds it up",
            at_most=Severity.WARNING if far else Severity.INFO,
        )


def _behind(okr: Okr, figure: Figure, *, far: bool) -> str:
    if isinstance(okr, KeyResult) and okr.direction is Direction.MAINTAIN and (lost := _lost(okr, figure)):
        return f"{named(okr)} is at {lost}"
    how = "far behind" if far else "behind"
    stands = "is not started" if figure.basis == "status word" else f"is at {percent(figure.progress or 0.0)}"
    return f"{named(okr)} {stands}, {how} the calendar{last_day(okr)}"


def _lost(okr: KeyResult, figure: Figure) -> str | None:
    """Where a state to hold is, and on which side of its bound; None where it holds there."""
    bound, side = bound_of(okr), "below" if okr.ceiling else "above"
    if okr.current is None or bound is None:
        return None
    at, to_hold = amount(okr.current, okr), amount(bound, okr)
    if holds_at(okr, okr.current):
        itself = figure.progress == 0 and okr.low is None and okr.current == bound
        return f"{at}, and is to stay {side} that" if itself else None
    if okr.low is not None:
        return f"{at}, outside of the {amount(okr.low, okr)} to {to_hold} to hold"
    return f"{at}, {'above' if okr.ceiling else 'below'} the {to_hold} to hold"


@rule("past-due", Severity.WARNING)
def past_due(case: Case) -> Iterator[Finding]:
    """The day by which an OKR was due is over, and it is neither done nor given up.

    Those who wait for it do not know whether it will still come. An objective is told only where none of
    its key results is; when the cycle is over its scores are asked for instead.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Due        |
        | Win the east | Sign resale partners | 0        | 15      | 20     | 2026-10-31 |
        |              | New leads per week   | 10       | 30      | 50     | 2026-12-31 |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Due        |
        | Win the east | Sign resale partners | 0        | 20      | 20     | 2026-10-31 |
        |              | New leads per week   | 10       | 30      | 50     | 2026-12-31 |
    """
    cells = Cells.of(case.workbooks)
    for objective in case.okrs.objectives:
        late: list[Okr] = [each for each in objective.key_results if _is_late(each, case, cells)]
        if not late and _is_late(objective, case, cells):
            late = [objective]
        by_day: dict[CellRef, list[Okr]] = {}
        for okr in late:
            by_day.setdefault(okr.cells.get(Field.DUE, okr.at), []).append(okr)
        for cell, okrs in by_day.items():
            yield _past_due(cell, okrs, case)


def _is_late(okr: Okr, case: Case, cells: Cells) -> bool:
    if okr.due is None or okr.due >= case.today or (okr.cycle and okr.cycle.end < case.today):
        return False
    if not is_open(okr, case.figures.okrs.get(okr.key)):
        return False
    return cells.value(okr.cells.get(Field.SCORE)) is None


def _past_due(cell: CellRef, okrs: Sequence[Okr], case: Case) -> Finding:
    """What is told of those that share one due date."""
    first = okrs[0]
    figure = case.figures.okrs.get(first.key)
    if len(okrs) > 1:
        message = f"{listed(map(named, okrs))} were due on {first.due} and are not done"
    elif figure is None or figure.progress is None:
        message = f"{named(first)} was due on {first.due} and is not done"
    else:
        message = f"{named(first)} was due on {first.due} and is at {percent(figure.progress)}"
    return finding(
        place=cell,
        okr=first.key,
        also=[okr.key for okr in okrs[1:]],
        message=message,
        hint="finish it, agree on a new day, or say that it is given up"
        if len(okrs) == 1
        else "finish them, agree on a new day, or say that they are given up",
    )


@rule("closed-without-score", Severity.INFO)
def closed_without_score(case: Case) -> Iterator[Finding]:
    """The cycle is over, and nothing says how its key results ended.

    What is not scored teaches nothing for the next time. Where there is a column of scores each key result
    is to have one; elsewhere the progress that its values come to counts for it. It is told once for a tab.

    Bad:
        Q3 2026:
        | Objective    | Key result           | Baseline | Current | Target | Score |
        | Win the east | Sign resale partners | 0        | 18      | 20     | 0.9   |
        |              | New leads per week   | 10       | 48      | 50     |       |
    Good:
        Q3 2026:
        | Objective    | Key result           | Baseline | Current | Target | Score |
        | Win the east | Sign resale partners | 0        | 18      | 20     | 0.9   |
        |              | New leads per week   | 10       | 48      | 50     | 0.95  |
    """
    cells = Cells.of(case.workbooks)
    tabs: dict[tuple[str, str], list[KeyResult]] = {}
    for okr in case.okrs.key_results:
        if okr.cycle is not None and okr.cycle.end < case.today and not given_up(okr):
            tabs.setdefault((okr.at.workbook, okr.at.sheet), []).append(okr)
    for (workbook, sheet), ended in tabs.items():
        without = [okr for okr in ended if not _has_result(okr, case, cells)]
        if without:
            yield _unscored(Place.of_tab(workbook, sheet), without, count=len(ended))


def _has_result(okr: KeyResult, case: Case, cells: Cells) -> bool:
    if Field.SCORE in okr.cells:
        return cells.value(okr.cells[Field.SCORE]) is not None
    figure = case.figures.okrs.get(okr.key)
    return figure is not None and figure.progress is not None


def _unscored(place: Place, okrs: Sequence[KeyResult], *, count: int) -> Finding:
    end = max(okr.cycle.end for okr in okrs if okr.cycle is not None)
    of = (
        f"{len(okrs)} of {counted(count, 'key result')}"
        if len(okrs) < count
        else counted(count, "key result")
    )
    have = "has" if len(okrs) == 1 else "have"
    return finding(
        place=place,
        also=[okr.key for okr in okrs],
        message=f"the cycle ended on {end.isoformat()}, and {of} here {have} no score",
        hint="write from 0 to 1 how each of them ended",
    )
