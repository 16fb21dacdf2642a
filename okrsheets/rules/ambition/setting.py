"""Rules about goals that ask too little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import fsum
from typing import TypeAlias

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Ambition,
    Cycle,
    Direction,
    Field,
    Finding,
    KeyResult,
    Measure,
    Past,
    Severity,
    Status,
)
from okrsheets.patterns import pattern
from okrsheets.rules.fields import said_fields
from okrsheets.rules.past import cycle_before, cycle_of
from okrsheets.rules.tables import given_up, okr_tables, pursued_key_results
from okrsheets.rules.tracking.standing import is_held_or_done, measured, standing_cell
from okrsheets.rules.wording import amount, named, percent

__all__ = ["overconfident", "safe_goal", "set_higher"]

_SCALES = (5.0, 10.0, 100.0)
_FEWEST = 3  # of fewer a mean says nothing
_FIGURE = pattern(r"\d[\d.,]*")


@rule(
    "safe-goal",
    Severity.WARNING,
    silenced_by=(
        *("error-value", "unreadable-value", "mixed-scale"),
        *("words-contradict-columns", "direction-contradicts-words"),
    ),
)
def safe_goal(case: Case, *, share: float = 0.05) -> Iterator[Finding]:
    """A target is hardly better than its baseline, or no better than last time, so it changes nothing.

    Such a goal is met by waiting, and takes the place of one that would be worth the work. Near the end of
    a scale small steps are large: from 99.5 % to 99.9 % four of five faults go, so shares, ratings and
    figures up to 100 are measured by what is left of their scale too. Where syncs are remembered, the result
    of a key result of the same words in the team's last cycle is to be beaten too.

    Bad:
        | Objective                    | Key result             | Baseline | Target |
        | Be the first choice of shops | Orders of shops a week | 400      | 412    |
        |                              | New leads per week     | 5        | 50     |
    Good:
        | Objective                    | Key result             | Baseline | Target |
        | Be the first choice of shops | Orders of shops a week | 400      | 600    |
        |                              | New leads per week     | 5        | 50     |
    """
    results = _last_results(case)
    for key_result in pursued_key_results(case):
        if results and (result := _unbeaten(key_result, case, results)) is not None:
            yield _no_better(key_result, result)
            continue
        step = _step(key_result)
        if step is not None and 0 < abs(step) <= share:
            baseline, target = key_result.baseline or 0.0, key_result.target or 0.0
            yield finding(
                place=key_result.cells.get(Field.TARGET, key_result.at),
                okr=key_result.key,
                message=f"the target of {named(key_result)}, {amount(target, key_result)}, is only "
                f"{percent(abs(step))} {'above' if step > 0 else 'below'} its baseline, "
                f"{amount(baseline, key_result)}",
                hint="aim for what would change something, or say that it is to be held: its direction is "
                '"maintain"',
            )


_Ended: TypeAlias = Mapping[tuple[str, str], Mapping[Cycle, Past]]
"""Key results of cycles that are over, by their team and words."""


def _last_results(case: Case) -> _Ended:
    ended: dict[tuple[str, str], dict[Cycle, Past]] = {}
    for past in case.history.pasts.values():
        if past.objective is not None and past.cycle is not None and past.cycle.end < case.today:
            ended.setdefault((past.team or "", _words(past.last.title)), {})[past.cycle] = past
    return ended


def _words(title: str | None) -> str:
    """A title without its figures, which are other ones each time."""
    return " ".join(_FIGURE.sub("#", title or "").casefold().split())


def _unbeaten(key_result: KeyResult, case: Case, results: _Ended) -> float | None:
    """What the same key result ended at in the last cycle, where its target is no better."""
    cycle, target = cycle_of(key_result, case), key_result.target
    same = results.get((key_result.team or "", _words(key_result.title)), {})
    before = cycle_before(cycle, same) if cycle else None
    if before is None or target is None or is_held_or_done(key_result):
        return None
    result = same[before].last.current
    if result is None or same[before].measure is not key_result.measure:
        return None
    grows = key_result.direction is not Direction.DECREASE
    return result if (target <= result if grows else target >= result) else None


def _no_better(key_result: KeyResult, result: float) -> Finding:
    return finding(
        place=key_result.cells.get(Field.TARGET, key_result.at),
        okr=key_result.key,
        message=f"the target of {named(key_result)}, {amount(key_result.target or 0.0, key_result)}, is no "
        f"better than what its last cycle ended at, {amount(result, key_result)}",
        hint="aim for more than was reached already, or say that it is to be held",
    )


def _step(key_result: KeyResult) -> float | None:
    """How far a target is from its baseline, as a share of the baseline, or of what is left of its scale.

    None where nothing is to move, or it does not begin anywhere.
    """
    baseline, target = key_result.baseline, key_result.target
    if not baseline or target is None or is_held_or_done(key_result):
        return None
    scale = _scale(key_result.measure, baseline, target)
    all_of_it = abs(baseline)
    if scale is not None and scale != baseline:
        all_of_it = min(all_of_it, abs(scale - baseline))
    return (target - baseline) / all_of_it


def _scale(measure: Measure, baseline: float, target: float) -> float | None:
    """Where the scale of a figure may end; None where it has no end."""
    largest = target if target > baseline else baseline
    if largest > _SCALES[-1]:
        return None
    if measure is Measure.PERCENT:
        return 1.0 if largest <= 1 else None
    if measure is Measure.RATING:
        return next((end for end in _SCALES if largest <= end), None)
    return _SCALES[-1] if measure is Measure.COUNT else None


@rule("set-higher", Severity.INFO, silenced_by=("mixed-scale", "over-delivered"))
def set_higher(case: Case, *, progress: float = 0.8, expected: float = 0.5) -> Iterator[Finding]:
    """A key result is nearly reached in the first half of its time.

    It was set too low, and for the rest of the time nobody has a reason to go on. Set it higher while there
    is time. Viva Goals tells the same of a progress above 80 %. What is to be held, a yes/no and what is one
    of one is left alone.

    Bad:
        | OKRs 2026-11-01 - 2027-04-30 |                        |          |         |        |
        |
        | Objective                    | Key result             | Baseline | Current | Target |
        | Be the first choice of shops | Orders of shops a week | 10       | 80      | 90     |
        |                              | New leads per week     | 5        | 12      | 50     |
    Good:
        | OKRs 2026-11-01 - 2027-04-30 |                        |          |         |        |
        |
        | Objective                    | Key result             | Baseline | Current | Target |
        | Be the first choice of shops | Orders of shops a week | 10       | 30      | 90     |
        |                              | New leads per week     | 5        | 12      | 50     |
    """
    for okr, figure, come in measured(case):
        if come < progress or figure.expected is None or figure.expected > expected:
            continue
        if isinstance(okr, KeyResult) and not _is_one_step(okr):
            yield finding(
                place=standing_cell(okr, figure),
                okr=okr.key,
                message=f"{named(okr)} has come {percent(come)} of its way already, "
                f"when {percent(figure.expected)} was expected",
                hint="set its target higher for the rest of the time",
            )


def _is_one_step(key_result: KeyResult) -> bool:
    """Whether a key result is to be held, or done in one step: yes or no, one of one, no figure to reach."""
    one_of_one = key_result.measure is Measure.COUNT and key_result.target == 1 and not key_result.baseline
    return key_result.target is None or one_of_one or is_held_or_done(key_result)


@rule("overconfident", Severity.WARNING)
def overconfident(
    case: Case, *, sure: float = 0.9, likely: float = 0.75, first: float = 0.2
) -> Iterator[Finding]:
    """At the start of the cycle nearly everything is thought to be reached for certain.

    Then the goals are safe ones. A good goal is as likely to be missed as to be reached (Christina Wodtke:
    five of ten). The mean of the key results of a table is looked at in the first fifth of their cycle, or
    their first check-ins then; above 75 % it is told as information. What is committed to may be certain.

    Bad:
        | OKRs 2026-11-01 - 2027-04-30 |                        |        |            |
        |
        | Objective                    | Key result             | Target | Confidence |
        | Be the first choice of shops | Orders of shops a week | 90     | 95 %       |
        |                              | New leads per week     | 50     | 90 %       |
        |                              | Sign resale partners   | 20     | 100 %      |
    Good:
        | OKRs 2026-11-01 - 2027-04-30 |                        |        |            |
        |
        | Objective                    | Key result             | Target | Confidence |
        | Be the first choice of shops | Orders of shops a week | 140    | 60 %       |
        |                              | New leads per week     | 80     | 50 %       |
        |                              | Sign resale partners   | 35     | 50 %       |
    """
    for table in okr_tables(case) if said_fields(case) & {Field.CONFIDENCE, Field.CHECK_IN} else ():
        said: dict[Cycle, list[float]] = {}
        for okr in table.okrs:
            if not isinstance(okr, KeyResult) or (okr.confidence is None and not okr.check_ins):
                continue
            objective = case.okrs.by_key.get(okr.objective)
            cycle = okr.cycle or (objective.cycle if objective else None)
            confidence = _at_the_start(okr, cycle, case.today, first) if cycle else None
            if cycle and confidence is not None and not _may_be_certain(okr, case):
                said.setdefault(cycle, []).append(confidence)
        for cycle, confidences in said.items():
            mean = fsum(confidences) / len(confidences)
            if len(confidences) >= _FEWEST and mean > likely:
                yield finding(
                    place=table.place,
                    message=f"the {len(confidences)} key results here began {cycle.label} with a mean "
                    f"confidence of {percent(mean)}",
                    hint="aim higher: a good goal is as likely to be missed as to be reached",
                    at_most=Severity.WARNING if mean > sure else Severity.INFO,
                )


def _may_be_certain(key_result: KeyResult, case: Case) -> bool:
    """Whether a key result is committed to, given up or reached already."""
    figure = case.figures.okrs.get(key_result.key)
    reached = figure is not None and figure.progress is not None and figure.progress >= 1
    objective = case.okrs.by_key.get(key_result.objective)
    committed = Ambition.COMMITTED in (key_result.ambition, objective.ambition if objective else None)
    return committed or reached or given_up(key_result) or key_result.stated_meaning is Status.DONE


def _at_the_start(key_result: KeyResult, cycle: Cycle, today: date, first: float) -> float | None:
    """The confidence that a key result was given in the first part of its cycle."""
    span = (cycle.end - cycle.start).days * first
    early = [each for each in key_result.check_ins if each.confidence is not None]
    if early:
        return early[0].confidence if 0 <= (early[0].day - cycle.start).days <= span else None
    return key_result.confidence if (today - cycle.start).days <= span else None
