"""Rules about progress: what the sheet says of it, and where it lies outside of its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Direction, Field, Figure, Figures, Finding, KeyResult, Measure, Okr, Severity
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import amount, named, percent
from okrsheets.tuples import NamedTuple

__all__ = ["RULES"]


class _Computed(NamedTuple):
    """What a progress comes to, held within 0 to 1: at least, at most, and the words for its source."""

    low: float
    high: float
    source: str


@rule("stated-differs", Severity.WARNING)
def stated_differs(case: Case, *, points: float = 5) -> Iterator[Finding]:
    """The progress in the sheet is not what its values come to.

    Somebody typed it and forgot it, or a formula counts otherwise: readers of the sheet are told
    another figure than its own values tell. For an objective, the mean of its own rows is compared.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress |
        | Win the east | Sign resale partners | 0        | 5       | 20     | 80 %     |
        |              | New leads per week   | 10       | 30      | 50     | 50 %     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress |
        | Win the east | Sign resale partners | 0        | 5       | 20     | 25 %     |
        |              | New leads per week   | 10       | 30      | 50     | 50 %     |
    """
    tolerance = points / 100 + 1e-9  # binary fractions: 0.30 - 0.25 is a hair above 0.05
    for objective in case.okrs.objectives:
        for key_result in objective.key_results:
            yield from _compare(key_result, _of_values(key_result, case.figures), tolerance)
        yield from _compare(objective, _of_rows(objective.key_results, case.figures), tolerance)


def _compare(okr: Okr, computed: _Computed | None, tolerance: float) -> Iterator[Finding]:
    """A finding where the stated progress is clear of what was computed."""
    if okr.stated_progress is None or computed is None or Field.PROGRESS not in okr.cells or given_up(okr):
        return
    low, high, source = computed
    if low - tolerance <= _held(okr.stated_progress) <= high + tolerance:
        return
    amount = percent(low) if low == high else f"between {percent(low)} and {percent(high)}"
    yield finding(
        place=okr.cells[Field.PROGRESS],
        okr=okr.key,
        message=f"progress of {named(okr)} is given as {percent(okr.stated_progress)}, "
        f"but its {source} to {amount}",
        hint="bring the values up to date, or mend the progress",
    )


def _of_values(key_result: KeyResult, figures: Figures) -> _Computed | None:
    """What a key result's own values come to; None where the figure comes from elsewhere."""
    figure = figures.okrs.get(key_result.key)
    if figure is None or figure.progress is None or figure.basis != "values":
        return None
    source = "values come, from an assumed 0," if figure.assumed_baseline else "values come"
    return _Computed(_held(figure.progress), _held(figure.progress), source)


def _of_rows(key_results: Sequence[KeyResult], figures: Figures) -> _Computed | None:
    """The mean of these rows, with each unknown one at 0 and at 1; None if all are unknown."""
    low = high = total = 0.0
    known = False
    for key_result in key_results:
        if given_up(key_result):
            continue
        weight = 1.0 if key_result.weight is None else max(key_result.weight, 0.0)
        figure = figures.okrs.get(key_result.key)
        progress = None if figure is None else figure.progress
        low += weight * (0.0 if progress is None else _held(progress))
        high += weight * (1.0 if progress is None else _held(progress))
        total += weight
        known = known or progress is not None
    return _Computed(low / total, high / total, "key results come") if known and total else None


def _held(progress: float) -> float:
    return min(max(progress, 0.0), 1.0)


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
    for okr, figure, progress in _measured(case):
        if progress < 0:
            yield finding(
                place=_place(okr, figure),
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
    for okr, figure, progress in _measured(case):
        if progress > 1 and not _is_held_or_done(okr):
            yield finding(
                place=_place(okr, figure),
                okr=okr.key,
                message=_standing(okr, figure, progress, beyond="beyond its target"),
                hint="put the values right; if they are, aim higher next time",
            )


def _measured(case: Case) -> Iterator[tuple[Okr, Figure, float]]:
    """The OKRs whose own row gives their progress, with it."""
    for okr in case.okrs.okrs:
        figure = case.figures.okrs.get(okr.key)
        if figure is None or figure.progress is None or given_up(okr):
            continue
        if figure.basis in ("values", "stated"):
            yield okr, figure, figure.progress


def _is_held_or_done(okr: Okr) -> bool:
    """Whether a key result is one to hold steady, or one that is done or not."""
    return isinstance(okr, KeyResult) and (
        okr.direction is Direction.MAINTAIN or okr.measure is Measure.YES_NO
    )


def _standing(okr: Okr, figure: Figure, progress: float, *, beyond: str) -> str:
    """Where an OKR stands that is outside of its way, by its values or as somebody wrote."""
    if figure.basis == "stated" or not isinstance(okr, KeyResult) or okr.current is None:
        return f"progress of {named(okr)} is given as {percent(progress)}, {beyond}"
    start = "an assumed 0" if okr.baseline is None else amount(okr.baseline, okr)
    way = f" (from {start} to {amount(okr.target, okr)})" if okr.target is not None else ""
    return f"{named(okr)} stands at {amount(okr.current, okr)}, {beyond}{way}: that is {percent(progress)}"


def _place(okr: Okr, figure: Figure) -> CellRef:
    field = Field.PROGRESS if figure.basis == "stated" else Field.CURRENT
    return okr.cells.get(field, okr.at)


RULES = (stated_differs, moved_backwards, over_delivered)
