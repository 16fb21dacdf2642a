"""Rules about what became of goals: lowered on the way, missed without a word, reached all too well."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Ambition,
    Cycle,
    Direction,
    Field,
    Finding,
    KeyResult,
    Measure,
    Moment,
    Okr,
    Past,
    Place,
    Severity,
)
from okrsheets.rules.past import became, cycle_before, cycle_of, is_rescaled, since_the_start
from okrsheets.rules.tables import given_up, judged_okrs, pursued_key_results
from okrsheets.rules.wording import amount, counted, named, percent

__all__ = ["committed_missed", "lowered_target", "sandbagged_cycle"]

_FEWEST = 3  # of fewer a mean says nothing


@rule(
    "lowered-target",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "mixed-scale"),
    needs_history=True,
)
def lowered_target(case: Case) -> Iterator[Finding]:
    """A target was made easier after its cycle had begun.

    What was agreed on is reached on paper then, and those who rely on it are not told. There may be good
    reasons; they belong where all can read them. A target that is put back is left alone, and so is one that
    was only written on another scale, with its baseline.

    Bad:
        2026-10-05, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 3       | 40     |
        |              | New leads per week   | 10       | 15      | 50     |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 12      | 25     |
        |              | New leads per week   | 10       | 30      | 50     |
    Good:
        2026-10-05, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 3       | 25     |
        |              | New leads per week   | 10       | 15      | 50     |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 15      | 25     |
        |              | New leads per week   | 10       | 30      | 50     |
    """
    for okr in pursued_key_results(case) if case.history.pasts else ():
        moments = since_the_start(case, okr)
        if okr.target is None or not moments or okr.measure is Measure.YES_NO:
            continue
        before = moments[0].target
        if before is None or is_rescaled(moments[0], moments[-1]) or not _is_easier(okr, moments[0]):
            continue
        yield finding(
            place=okr.cells.get(Field.TARGET, okr.at),
            okr=okr.key,
            message=f"the target of {named(okr)} was made easier, from {amount(before, okr)} to "
            f"{amount(okr.target, okr)}, on {became(moments, 'target').isoformat()}",
            hint="put it back, or say in a note why, so that those who rely on it know",
        )


def _is_easier(okr: KeyResult, before: Moment) -> bool:
    """Whether less is asked for than before; what is to grow is told by where it began."""
    if before.target is None or okr.target is None or before.target == okr.target:
        return False
    if okr.direction is Direction.MAINTAIN:
        return (okr.target > before.target) is okr.ceiling
    grows = okr.direction is not Direction.DECREASE
    if before.baseline is not None and before.baseline != before.target:
        grows = before.target > before.baseline
    return okr.target < before.target if grows else okr.target > before.target


@rule("committed-missed", Severity.WARNING, silenced_by=("past-due",), needs_history=True)
def committed_missed(case: Case) -> Iterator[Finding]:
    """A key result that a team had committed to ended below its target, and no note says why.

    A commitment is what others plan with; when one is missed, they and the next cycle need to know what
    happened. Only tables with a column for notes are looked at, and key results that a sync saw before their
    cycle was over.

    Bad:
        2026-10-26, OKRs 2026-08-01 - 2026-10-31:
        | Objective    | Key result           | Baseline | Current | Target | Ambition  | Score | Notes |
        | Win the east | Sign resale partners | 0        | 15      | 20     | Committed |       |       |
        |              | New leads per week   | 10       | 50      | 50     | Committed |       |       |
        2026-11-15, OKRs 2026-08-01 - 2026-10-31:
        | Objective    | Key result           | Baseline | Current | Target | Ambition  | Score | Notes |
        | Win the east | Sign resale partners | 0        | 15      | 20     | Committed | 0.75  |       |
        |              | New leads per week   | 10       | 50      | 50     | Committed | 1     |       |
    Good:
        2026-10-26, OKRs 2026-08-01 - 2026-10-31:
        | Objective    | Key result           | Baseline | Current | Target | Ambition  | Score | Notes |
        | Win the east | Sign resale partners | 0        | 15      | 20     | Committed |       |       |
        |              | New leads per week   | 10       | 50      | 50     | Committed |       |       |
        2026-11-15, OKRs 2026-08-01 - 2026-10-31:
        | Objective    | Key result           | Baseline | Current | Target | Ambition  | Score | Notes   |
        | Win the east | Sign resale partners | 0        | 15      | 20     | Committed | 0.75  | No fair |
        |              | New leads per week   | 10       | 50      | 50     | Committed | 1     |         |
    """
    for okr in case.okrs.key_results if case.history.pasts else ():
        past, cycle = case.history.pasts.get(okr.key), cycle_of(okr, case)
        if past is None or cycle is None or not past.since <= cycle.end < case.today:
            continue
        if not _is_committed(okr, case) or given_up(okr) or Field.NOTE not in okr.cells or okr.note:
            continue
        figure = case.figures.okrs.get(okr.key)
        if figure is not None and figure.progress is not None and figure.progress < 1:
            yield finding(
                place=okr.cells[Field.NOTE],
                okr=okr.key,
                message=f"{named(okr)} was committed to and ended at {percent(figure.progress)}, "
                "and no note says why",
                hint="write what happened, and what it means for those who relied on it",
            )


def _is_committed(okr: KeyResult, case: Case) -> bool:
    if okr.ambition is not None:
        return okr.ambition is Ambition.COMMITTED
    objective = case.okrs.by_key.get(okr.objective)
    return objective is not None and objective.ambition is Ambition.COMMITTED


@rule("sandbagged-cycle", Severity.WARNING, needs_history=True)
def sandbagged_cycle(
    case: Case, *, mean: float = 0.85, each: float = 0.9, first: float = 1 / 3
) -> Iterator[Finding]:
    """A team reached nearly everything in the last cycle, so its goals were safe.

    Goals that are as likely to be missed as to be reached end at about 0.7 on average (Google re:Work).
    The key results of the last cycle are looked at as they were last seen, in the first third of the next
    one, while its goals can still be set higher; what was committed to, held steady or given up is left
    aside.

    Bad:
        2026-10-26, OKRs 2026-08-01 - 2026-10-31:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the east | Sign resale partners | Sales | 0        | 19      | 20     |
        |              | New leads per week   | Sales | 10       | 50      | 50     |
        |              | Shops open in Ohio   | Sales | 0        | 10      | 10     |
        2026-11-15, OKRs 2026-11-01 - 2027-01-31:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the west | Partners in the west | Sales | 0        | 3       | 20     |
        |              | Leads in the west    | Sales | 10       | 18      | 50     |
    Good:
        2026-10-26, OKRs 2026-08-01 - 2026-10-31:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the east | Sign resale partners | Sales | 0        | 12      | 20     |
        |              | New leads per week   | Sales | 10       | 40      | 50     |
        |              | Shops open in Ohio   | Sales | 0        | 10      | 10     |
        2026-11-15, OKRs 2026-11-01 - 2027-01-31:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the west | Partners in the west | Sales | 0        | 3       | 20     |
        |              | Leads in the west    | Sales | 10       | 18      | 50     |
    """
    ended = _ended(case)
    told: set[str] = set()
    for okr in judged_okrs(case) if ended else ():
        cycle = cycle_of(okr, case)
        if cycle is None or not okr.team or okr.team in told:
            continue
        if (case.today - cycle.start).days > (cycle.end - cycle.start).days * first:
            continue
        told.add(okr.team)
        before = cycle_before(cycle, [last for team, last in ended if team == okr.team])
        reached = ended.get((okr.team, before), []) if before else []
        if len(reached) >= _FEWEST and before is not None:
            average = fsum(min(max(progress, 0.0), 1.0) for progress in reached) / len(reached)
            if average > mean or min(reached) >= each:
                yield _sandbagged(okr, before, len(reached), average)


def _ended(case: Case) -> dict[tuple[str, Cycle], list[float]]:
    """The progress of key results that counted in cycles which are over, by team and cycle."""
    ended: dict[tuple[str, Cycle], list[float]] = {}
    for past in case.history.pasts.values():
        if past.objective is None or past.team is None:
            continue
        if past.cycle is None or past.cycle.end >= case.today:
            continue
        progress = _last_progress(past, case)
        if progress is not None and not _may_be_sure(past):
            ended.setdefault((past.team, past.cycle), []).append(progress)
    return ended


def _last_progress(past: Past, case: Case) -> float | None:
    okr, figure = case.okrs.by_key.get(past.key), case.figures.okrs.get(past.key)
    if okr is not None and figure is not None:
        return None if given_up(okr) else figure.progress
    return past.last.progress


def _may_be_sure(past: Past) -> bool:
    """Whether a key result was rightly reached for certain."""
    held = past.direction is Direction.MAINTAIN or past.measure is Measure.YES_NO
    return held or past.ambition is Ambition.COMMITTED


def _sandbagged(okr: Okr, before: Cycle, count: int, average: float) -> Finding:
    team = okr.team or ""
    return finding(
        place=Place.of_team(okr.at.workbook, team),
        message=f"{team} ended {before.label} at {percent(average)} on average of "
        f"{counted(count, 'key result')}: its goals were safe ones",
        hint="aim higher this time; to reach seven tenths of a bold goal is a good result",
    )
