"""A key result that others deliver by their values: what they add up to, on its own way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from okrsheets.model import Direction, KeyResult, Measure
from okrsheets.progress.means import Amount, held
from okrsheets.progress.measure import FARTHEST, Measured
from okrsheets.tuples import NamedTuple

__all__ = ["Share", "summed"]


class Share(NamedTuple):
    """A key result that delivers to another, with its share for it."""

    key_result: KeyResult
    share: float


def summed(
    parent: KeyResult, parts: Sequence[Share], *, enters: Callable[[float], Amount] = held
) -> tuple[Measured, Amount] | None:
    """The progress of a key result whose value is the sum of the parts' values, and how it enters a mean.

    A value that is unknown is left out, and the bounds take it at its baseline and at its target. None
    where values cannot be added up: other units, a state to hold, yes or no, a parent without a target.
    """
    baseline = parent.baseline or 0.0
    if parent.target is None or parent.target == baseline or not parts or not _can_be_added(parent, parts):
        return None
    way = parent.target - baseline
    known = fsum(
        part.share * part.key_result.current for part in parts if part.key_result.current is not None
    )
    open_parts = [part for part in parts if part.key_result.current is None]
    if len(open_parts) == len(parts):
        return None
    low = fsum(part.share * (part.key_result.baseline or 0.0) for part in open_parts)
    high = fsum(part.share * (part.key_result.target or 0.0) for part in open_parts)
    progress = round((known - baseline) / way, 12)
    if not abs(progress) <= FARTHEST:
        return None
    ends = sorted(enters((known + more - baseline) / way).low for more in (0.0, low, high))
    if any(part.key_result.target is None for part in open_parts):
        ends[-1] = max(1.0, ends[-1])
    row = Measured(
        progress,
        "values of its children",
        assumed_baseline=parent.baseline is None and baseline == 0,
    )
    return row, enters(progress)._replace(low=ends[0], high=ends[-1])


def _can_be_added(parent: KeyResult, parts: Sequence[Share]) -> bool:
    kinds = {part.key_result.measure for part in parts} | {parent.measure}
    units = {part.key_result.unit for part in parts} | {parent.unit}
    held_on = any(part.key_result.direction is Direction.MAINTAIN for part in parts)
    if held_on or parent.direction is Direction.MAINTAIN or len(kinds) > 1 or len(units - {None}) > 1:
        return False
    return kinds <= {Measure.COUNT, Measure.MONEY, Measure.DURATION}
