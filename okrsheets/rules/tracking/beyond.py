"""Rules about progress that lies outside of its way, from baseline to target."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Figure, Finding, KeyResult, Measure, Okr, Severity
from okrsheets.rules.tracking.standing import is_held_or_done, measured, standing_cell
from okrsheets.rules.wording import amount, named, percent

__all__ = ["moved_backwards", "over_delivered"]


@rule("moved-backwards", Severity.WARNING, silenced_by=("mixed-scale",))
def moved_backwards(case: Case) -> Iterator[Finding]:
    """A key result stands behind where it began, so its progress is less than nothing.

    Either it went the wrong way since, and those who count on it should know, or one of its three values
    is mistyped, stands in the wrong column or is written on another scale. It pulls down the progress of
    its objective too.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 10       | 4       | 20     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 10       | 14      | 20     |
    """
    for okr, figure, progress in measured(case):
        if progress < 0:
            yield finding(
                place=standing_cell(okr, figure),
                okr=okr.key,
                message=_standing(okr, figure, progress, beyond="behind where it began"),
                hint="put the values right; if they are, say what will turn it round",
            )


@rule("over-delivered", Severity.INFO, silenced_by=("mixed-scale",))
def over_delivered(case: Case) -> Iterator[Finding]:
    """A key result is beyond its target, so its progress is more than all of it.

    Where that is so, the target was too easy, or the work goes on past what was asked for; often it is a
    value that is mistyped, stands in the wrong column or is written on another scale.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 220     | 20     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 20      | 20     |
    """
    for okr, figure, progress in measured(case):
        if progress > 1 and not is_held_or_done(okr):
            yield finding(
                place=standing_cell(okr, figure),
                okr=okr.key,
                message=_standing(okr, figure, progress, beyond="beyond its target"),
                hint="put the values right; if they are, aim higher next time",
            )


def _standing(okr: Okr, figure: Figure, progress: float, *, beyond: str) -> str:
    """Where an OKR stands that is outside of its way, by its values or as somebody wrote."""
    if figure.basis == "stated" or not isinstance(okr, KeyResult) or okr.current is None:
        return f"progress of {named(okr)} is given as {percent(progress)}, {beyond}"
    start = "an assumed 0" if okr.baseline is None else amount(okr.baseline, okr)
    way = f" (from {start} to {amount(okr.target, okr)})" if okr.target is not None else ""
    stands = amount(okr.current, okr)
    if okr.target is not None and stands == amount(okr.target, okr) and okr.measure is Measure.PERCENT:
        stands = percent(okr.current, digits=4)  # 99.93 % is beyond 99.9 %
    return f"{named(okr)} stands at {stands}, {beyond}{way}: that is {percent(progress)}"
