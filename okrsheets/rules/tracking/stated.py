"""Rules about what the sheet itself says of progress and status, against what its values come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Ambition, Field, Figure, Figures, Finding, KeyResult, Okr, Severity, Status
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.rules.cells import Cells
from okrsheets.rules.tables import given_up, judged_okrs
from okrsheets.rules.tracking.standing import is_yet_to_come
from okrsheets.rules.wording import named, percent, quoted
from okrsheets.tuples import NamedTuple

__all__ = ["stated_differs", "watermelon"]

_RANKS = {Status.AT_RISK: 0, Status.BEHIND: 1, Status.ON_TRACK: 2}
_GOAL_ASPIRATIONAL = 0.7
"""How far an aspirational OKR comes that is done well (Google re:Work, "Set goals with OKRs")."""


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


@rule(
    "watermelon",
    Severity.WARNING,
    silenced_by=("stated-differs", "past-due", "never-updated", "mixed-scale"),
)
def watermelon(case: Case, *, done: float = 0.9) -> Iterator[Finding]:
    """The status in the sheet is better than what its values come to: green outside, red inside.

    Whoever reads the status alone learns too late. Statuses that somebody types are hopeful, and are
    forgotten when the values move. What is said to be done may lack 10 points; "in progress" says nothing of
    how well it goes.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Status   |
        | Win the east | Sign resale partners | 0        | 6       | 20     | On track |
        |              | New leads per week   | 10       | 30      | 50     | On track |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Status   |
        | Win the east | Sign resale partners | 0        | 6       | 20     | Behind   |
        |              | New leads per week   | 10       | 30      | 50     | On track |
    """
    cells, vocabulary = Cells.of(case.workbooks), load_vocabulary({}, case.words)
    for okr in judged_okrs(case):
        figure, said = case.figures.okrs.get(okr.key), okr.stated_status
        if figure is None or figure.progress is None or not said or _only_goes_on(said, vocabulary):
            continue
        if okr.stated_meaning is Status.DONE and cells.value(okr.cells.get(Field.SCORE)) is not None:
            continue  # it is over, and the score says how it ended
        if (really := _really(okr, figure, case.today, done=done)) is not None:
            yield finding(
                place=okr.cells.get(Field.STATUS, okr.at),
                okr=okr.key,
                message=f"the status of {named(okr)} is {quoted(said)}, "
                f"but at {percent(figure.progress)} it is {really}",
                hint="say how it really stands, or bring its values up to date",
            )


def _only_goes_on(said: str, vocabulary: Vocabulary) -> bool:
    """Whether a status says no more than that somebody works on it: "in progress"."""
    return vocabulary.meaning("activities", said) is not None


def _really(okr: Okr, figure: Figure, today: date, *, done: float) -> str | None:
    """How an OKR really stands whose status says better; None where it does not, or nobody can tell."""
    if figure.progress is None or figure.bounds is not None or figure.basis == "status word":
        return None
    if okr.stated_meaning is Status.DONE:
        enough = done * (_GOAL_ASPIRATIONAL if okr.ambition is Ambition.ASPIRATIONAL else 1)
        return "not done" if figure.progress < enough else None
    if okr.stated_meaning is None or is_yet_to_come(okr, today):
        return None
    said, computed = _RANKS.get(okr.stated_meaning, 0), _RANKS.get(figure.status, len(_RANKS))
    return figure.status.value if said > computed else None
