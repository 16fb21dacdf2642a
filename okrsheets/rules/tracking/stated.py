"""Rules about what the sheet itself says of progress and status, against what its values come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Ambition, Field, Figure, Figures, Finding, Okr, Severity, Status
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.rules.cells import Cells
from okrsheets.rules.computed import Computed, compared
from okrsheets.rules.fields import said_fields
from okrsheets.rules.tables import judged_okrs
from okrsheets.rules.tracking.standing import is_yet_to_come
from okrsheets.rules.wording import named, percent, quoted

__all__ = ["stated_differs", "watermelon"]

_RANKS = {Status.AT_RISK: 0, Status.BEHIND: 1, Status.ON_TRACK: 2}
_GOAL_ASPIRATIONAL = 0.7
"""How far an aspirational OKR comes that is done well (Google re:Work, "Set goals with OKRs")."""


@rule(
    "stated-differs",
    Severity.WARNING,
    silenced_by=("formula-disagrees", "typed-over-formula", "moved-backwards"),
)
def stated_differs(case: Case, *, points: float = 5) -> Iterator[Finding]:
    """The progress in the sheet is not what its values come to.

    Somebody typed it and forgot it, or a formula counts otherwise: readers of the sheet are told
    another figure than its own values tell. For an objective, the mean of its own rows is compared; a formula
    of its is not told where what it is made of is.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress |
        | Win the east | Sign resale partners | 0        | 5       | 20     | 80 %     |
        |              | New leads per week   | 10       | 30      | 50     | 50 %     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress |
        | Win the east | Sign resale partners | 0        | 5       | 20     | 25 %     |
        |              | New leads per week   | 10       | 30      | 50     | 50 %     |
    """
    tolerance = points / 100
    cells = Cells.of(case.workbooks)
    for objective, key_results, mean in compared(case):
        told = [
            _differs(each, computed) for each, computed in key_results if computed.differs(each, tolerance)
        ]
        yield from told
        follows = bool(told) and cells.formula(objective.cells.get(Field.PROGRESS)) is not None
        if mean is not None and mean.differs(objective, tolerance) and not follows:
            yield _differs(objective, mean)


def _differs(okr: Okr, computed: Computed) -> Finding:
    low, high = percent(computed.low), percent(computed.high)
    amount = low if low == high else f"between {low} and {high}"
    return finding(
        place=okr.cells[Field.PROGRESS],
        okr=okr.key,
        message=f"progress of {named(okr)} is given as {percent(okr.stated_progress or 0.0)}, "
        f"but its {computed.source} to {amount}",
        hint="bring the values up to date, or mend the progress",
    )


@rule(
    "watermelon",
    Severity.WARNING,
    silenced_by=("formula-disagrees", "stated-differs", "past-due", "never-updated", "mixed-scale"),
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
    for okr in judged_okrs(case) if Field.STATUS in said_fields(case) else ():
        figure, said = case.figures.okrs.get(okr.key), okr.stated_status
        if figure is None or figure.progress is None or not said or _only_goes_on(said, vocabulary):
            continue
        if okr.stated_meaning is Status.DONE and cells.value(okr.cells.get(Field.SCORE)) is not None:
            continue  # it is over, and the score says how it ended
        if not _is_entered(figure, case.figures):
            continue
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


def _is_entered(figure: Figure, figures: Figures) -> bool:
    """Whether a progress comes from what somebody entered, here or in all that it is made of."""
    if figure.basis in ("values", "stated"):
        return True
    parts = [figures.okrs[part.key].basis for part in figure.made_of if part.weight > 0]
    return figure.basis in ("key results", "children") and "at the baseline" not in parts


def _really(okr: Okr, figure: Figure, today: date, *, done: float) -> str | None:
    """How an OKR really stands whose status says better; None where it does not, or nobody can tell."""
    if figure.progress is None or figure.bounds is not None:
        return None
    if okr.stated_meaning is Status.DONE:
        enough = done * (_GOAL_ASPIRATIONAL if okr.ambition is Ambition.ASPIRATIONAL else 1)
        return "not done" if figure.progress < enough else None
    if okr.stated_meaning is None or is_yet_to_come(okr, today):
        return None
    said, computed = _RANKS.get(okr.stated_meaning, 0), _RANKS.get(figure.status, len(_RANKS))
    return figure.status.value if said > computed else None
