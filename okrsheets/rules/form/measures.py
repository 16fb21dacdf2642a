"""Rules about what key results are measured by."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Direction, Field, Finding, Measure, Severity
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import amount, named

__all__ = ["target_is_baseline", "unmeasurable_key_result"]


@rule(
    "unmeasurable-key-result",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "placeholder-text"),
)
def unmeasurable_key_result(case: Case) -> Iterator[Finding]:
    """A key result holds no number, neither in its words nor in its columns.

    A key result is a measure: where it stands, and where it is to be. Without a number, people will
    differ about whether it was reached. A stated progress is a number, too.

    Bad:
        | Objective    | Key result              | Baseline | Target |
        | Win the east | Sign resale partners    | 4        | 20     |
        |              | Be better known locally |          |        |
    Good:
        | Objective    | Key result              | Baseline | Target |
        | Win the east | Sign resale partners    | 4        | 20     |
        |              | Buyers who know us      | 12 %     | 30 %   |
    """
    for key_result in case.okrs.key_results:
        if key_result.has_number or key_result.measure is Measure.YES_NO or given_up(key_result):
            continue
        values = (
            key_result.baseline,
            key_result.current,
            key_result.target,
            key_result.stated_progress,
        )
        if all(value is None for value in values):
            yield finding(
                place=key_result.at,
                okr=key_result.key,
                message=f"{named(key_result)} has no number to measure it by",
                hint='say from what to what, such as "from 40 % to 60 %"',
            )


@rule("target-is-baseline", Severity.ERROR)
def target_is_baseline(case: Case) -> Iterator[Finding]:
    """A key result ends where it began, so nothing can be measured on the way.

    Most often the baseline was copied into the target, or the target was never set. Where a figure is to
    stay as it is, say so: its direction is "maintain".

    Bad:
        | Key result            | Baseline | Target |
        | Parcels that are late | 12 %     | 12 %   |
    Good:
        | Key result            | Baseline | Target |
        | Parcels that are late | 12 %     | 4 %    |
    """
    for key_result in case.okrs.key_results:
        target = key_result.target
        if target is None or target != key_result.baseline:
            continue
        moves = key_result.direction is not Direction.MAINTAIN and key_result.measure is not Measure.YES_NO
        if moves and not given_up(key_result):
            yield finding(
                place=key_result.cells.get(Field.TARGET, key_result.at),
                okr=key_result.key,
                message=f"the target of {named(key_result)} is its baseline, {amount(target, key_result)}",
                hint='set the value to reach by the end of the cycle, or its direction to "maintain"',
            )
