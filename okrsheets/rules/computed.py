"""What the rows of an OKR come to, to set against the progress that its sheet says."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.lint import Case, asked_once
from okrsheets.model import Field, Figures, KeyResult, Objective, Okr
from okrsheets.rules.fields import said_fields
from okrsheets.rules.tables import given_up
from okrsheets.tuples import NamedTuple

__all__ = ["Compared", "Computed", "compared"]

_HAIR = 1e-9
"""Binary fractions: 0.30 - 0.25 is a hair above 0.05."""


class Computed(NamedTuple):
    """What a progress comes to, held within 0 to 1: at least, at most, and the words for its source."""

    low: float
    high: float
    source: str

    def differs(self, okr: Okr, tolerance: float) -> bool:
        """Whether the progress that an OKR states is clear of it by more than that; a share."""
        stated = okr.stated_progress or 0.0
        return not self.low - tolerance - _HAIR <= _held(stated) <= self.high + tolerance + _HAIR


def _states_progress(okr: Okr) -> bool:
    """Whether the sheet has a progress of an OKR to compare with."""
    return okr.stated_progress is not None and Field.PROGRESS in okr.cells and not given_up(okr)


def _of_values(key_result: KeyResult, figures: Figures) -> Computed | None:
    """What a key result's own values come to; None where the figure comes from elsewhere."""
    figure = figures.okrs.get(key_result.key)
    if figure is None or figure.progress is None or figure.basis != "values":
        return None
    source = "values come, from an assumed 0," if figure.assumed_baseline else "values come"
    return Computed(_held(figure.progress), _held(figure.progress), source)


class Compared(NamedTuple):
    """An objective with those of its key results that state a progress and whose values come to one.

    `mean` is what all of its rows come to, where it states a progress itself.
    """

    objective: Objective
    key_results: tuple[tuple[KeyResult, Computed], ...]
    mean: Computed | None


@asked_once
def compared(case: Case) -> tuple[Compared, ...]:
    """The objectives of which the sheet states a progress, or of their key results."""
    objectives = case.okrs.objectives if Field.PROGRESS in said_fields(case) else ()
    found = (_compared(each, case.figures) for each in objectives)
    return tuple(each for each in found if each.key_results or each.mean is not None)


def _compared(objective: Objective, figures: Figures) -> Compared:
    key_results = tuple(
        (each, computed)
        for each in objective.key_results
        if _states_progress(each) and (computed := _of_values(each, figures)) is not None
    )
    mean = _of_rows(objective.key_results, figures) if _states_progress(objective) else None
    return Compared(objective, key_results, mean)


def _of_rows(key_results: Sequence[KeyResult], figures: Figures) -> Computed | None:
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
    return Computed(low / total, high / total, "key results come") if known and total else None


def _held(progress: float) -> float:
    return min(max(progress, 0.0), 1.0)
