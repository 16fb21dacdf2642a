"""How OKRs stood at earlier syncs, for rules that compare today with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import isclose

from okrsheets.lint import Case
from okrsheets.model import Cycle, KeyResult, Moment, Okr, moment_of

__all__ = ["became", "cycle_before", "cycle_of", "is_rescaled", "since_the_start"]

_SOON_AFTER = 31
"""Days between two cycles of which the second follows the first."""


def cycle_of(okr: Okr, case: Case) -> Cycle | None:
    """The cycle of an OKR; a key result that has none is in its objective's."""
    if okr.cycle is not None or not isinstance(okr, KeyResult):
        return okr.cycle
    objective = case.okrs.by_key.get(okr.objective)
    return objective.cycle if objective else None


def cycle_before(cycle: Cycle, others: Iterable[Cycle]) -> Cycle | None:
    """The one of other cycles that a cycle follows."""
    just_over = [other for other in others if 0 < (cycle.start - other.end).days <= _SOON_AFTER]
    return max(just_over, key=lambda other: other.end, default=None)


def since_the_start(case: Case, okr: Okr) -> Sequence[Moment]:
    """How an OKR stood when its cycle began, and whenever it was another thing since; today's last.

    One that was first seen later begins then. Empty where no sync saw it before.
    """
    past = case.history.pasts.get(okr.key)
    if past is None:
        return ()
    cycle = cycle_of(okr, case)
    start = cycle.start if cycle else past.since
    first = past.on(start)
    later = [moment for moment in past.moments if moment.day > start]
    now = moment_of(okr, case.figures.okrs.get(okr.key), case.today)
    return (*([first] if first else []), *(moment for moment in later if moment.day < case.today), now)


def became(moments: Sequence[Moment], name: str) -> date:
    """The day on which a field became what it is in the last of these moments."""
    day, value = moments[-1].day, getattr(moments[-1], name)
    for moment in reversed(moments):
        if getattr(moment, name) != value:
            break
        day = moment.day
    return day


def is_rescaled(before: Moment, now: Moment) -> bool:
    """Whether all values were only written on another scale: in thousands, in percent."""
    pairs = [(before.baseline, now.baseline), (before.target, now.target)]
    ratios = [new / old for old, new in pairs if old and new]
    return len(ratios) == len(pairs) and isclose(*ratios) and not isclose(ratios[0], 1)
