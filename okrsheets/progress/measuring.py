"""How key results are measured in one run: by the policy in force, over what their check-ins told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from okrsheets.model import KeyResult, OkrSet
from okrsheets.progress.cadence import Cadences
from okrsheets.progress.measure import Measured, closed_word, measured
from okrsheets.progress.measuring_policies import DEFAULT, MeasuringPolicy, Told

__all__ = ["measuring_by"]


def measuring_by(
    policy: MeasuringPolicy, okrs: OkrSet, *, cadences: Cadences, today: date
) -> Callable[[KeyResult], Measured]:
    """What gives the progress of a key result from its own row."""
    if policy is DEFAULT:
        return measured

    def measure(key_result: KeyResult) -> Measured:
        row = measured(key_result)
        if closed_word(key_result):
            return row
        return policy.remeasure(key_result, row, _told(key_result, okrs, cadences=cadences, today=today))

    return measure


def _told(key_result: KeyResult, okrs: OkrSet, *, cadences: Cadences, today: date) -> Told:
    """What the check-ins of a key result told inside its cycle, and how many that asks for.

    Its days by the cadence: 13 of a quarter of weekly ones.
    """
    cycle = key_result.cycle or okrs.by_key[key_result.objective].cycle
    past = [each for each in key_result.check_ins if each.day <= today and each.value is not None]
    if cycle is None:
        return Told([each.value for each in past if each.value is not None], len(past))
    end = key_result.due or cycle.end
    inside = [each.value for each in past if cycle.start <= each.day <= end and each.value is not None]
    days = (end - cycle.start).days + 1
    return Told(inside, max(1, round(days / cadences.days(key_result))))
