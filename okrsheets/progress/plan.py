"""What a sheet itself plans for a day: the curve through its targets under dates."""

from __future__ import annotations

from datetime import date

from okrsheets.model import KeyResult
from okrsheets.progress.measure import may_assume_zero, share_by_scoring

__all__ = ["expected_by_plan"]


def expected_by_plan(key_result: KeyResult, day: date, *, start: date, end: date) -> float | None:
    """The share of the way that a key result's plan asks for by a day, held within 0 to 1.

    Straight from the baseline on the first day through each planned value, and on to the target on the last
    (Viva Goals and Ally, "Phased targets"). None without a plan between the two days, or without a way.
    """
    target = key_result.target
    baseline = key_result.baseline
    if baseline is None and may_assume_zero(key_result):
        baseline = 0.0
    points = [each for each in key_result.plan if start <= each.day <= end]
    if not points or target is None or baseline is None or target == baseline:
        return None
    curve = {start: 0.0, end: 1.0}
    for each in points:
        by_scoring = share_by_scoring(key_result, each.value)
        way = (each.value - baseline) / (target - baseline)
        curve[each.day] = way if by_scoring is None else by_scoring
    days = sorted(curve)
    after = next((each for each in days if each >= day), days[-1])
    before = max((each for each in days if each <= day), default=days[0])
    if before == after or after < day:
        share = curve[after]
    else:
        way = curve[after] - curve[before]
        share = curve[before] + way * (day - before).days / (after - before).days
    return min(1.0, max(0.0, share))
