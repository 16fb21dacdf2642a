"""The progress of one key result from its own row."""

from __future__ import annotations

from okrsheets.model import Direction, Field, KeyResult, Measure, Okr, Status
from okrsheets.tuples import NamedTuple

__all__ = [
    "FARTHEST",
    "Measured",
    "bound_of",
    "closed_word",
    "holds_at",
    "may_assume_zero",
    "measured",
    "share_by_scoring",
]

# Only these may be counted from a baseline of 0 that nobody wrote.
_FROM_ZERO = frozenset({Measure.COUNT, Measure.MONEY, Measure.PERCENT})
_CLOSED = (Status.CANCELLED, Status.POSTPONED)
_YES_NO, _MAINTAIN = Measure.YES_NO, Direction.MAINTAIN  # slow to look up in their classes each time
_NO_CURRENT = "no current value"
_OWN = frozenset({"values", "stated", "values of its children"})
FARTHEST = 1e6
"""Times the whole way; beyond it something was mistyped, and no mean can hold it."""


class Measured(NamedTuple):
    """What a row says of its progress.

    `because` is the reason where progress is unknown. Otherwise as in `Figure`.
    """

    progress: float | None
    basis: str | None = None
    because: str | None = None
    assumed_baseline: bool = False

    @property
    def own(self) -> bool:
        """Whether the row gives it by values or a stated share."""
        return self.basis in _OWN

    @property
    def untouched(self) -> bool:
        """Whether nobody has entered anything yet, or only that it is not started."""
        return self.basis == "at the baseline" or (self.basis == "status word" and self.progress == 0)


def closed_word(okr: Okr) -> Status | None:
    """Cancelled or postponed, where a person says so; None otherwise."""
    said = okr.stated_meaning  # of most OKRs nothing is said
    return said if said is not None and said in _CLOSED else None


def measured(key_result: KeyResult) -> Measured:
    """The progress of a key result, by the first that holds.

    Closed: none. Values: `(current - baseline) / (target - baseline)`, decreasing included
    (Quantive, "Progress calculation"; not capped). A stated share. A status word: done is 1, not
    started 0. A target and no current value: still at the baseline, 0. Straightforward children
    stand between the stated share and the status word; the roll-up puts them there.
    """
    if closed := closed_word(key_result):
        return Measured(None, because=closed.value)
    by_values = _by_values(key_result)
    if by_values.progress is not None:
        if abs(by_values.progress) <= FARTHEST:
            return by_values
        by_values = Measured(None, because="the values are too far apart")
    if key_result.stated_progress is not None and abs(key_result.stated_progress) <= FARTHEST:
        return Measured(key_result.stated_progress, "stated")
    if key_result.stated_meaning is Status.DONE:
        return Measured(1.0, "status word")
    if key_result.stated_meaning is Status.NOT_STARTED:
        return Measured(0.0, "status word")
    if by_values.because == _NO_CURRENT and _may_stand_at_baseline(key_result):
        return Measured(0.0, "at the baseline")
    if key_result.stated_status and key_result.current is None and key_result.target is None:
        return Measured(None, because="only a status word")
    return by_values


def _by_values(key_result: KeyResult) -> Measured:
    if key_result.measure is _YES_NO:
        return _share_done(key_result)
    if key_result.direction is _MAINTAIN:
        return _within_bound(key_result)
    if key_result.checkpoints:
        return _by_checkpoints(key_result)
    if key_result.relative:
        return Measured(None, because="no baseline")
    baseline, current, target = key_result.baseline, key_result.current, key_result.target
    if target is None:
        unreadable = Field.TARGET in key_result.unreadable
        missing = "no values" if current is None else "no target"
        return Measured(None, because="the target cannot be read" if unreadable else missing)
    if baseline is not None and baseline == target:
        return Measured(None, because="target is its baseline")
    if current is None:
        return Measured(None, because=_no_current(key_result))
    if baseline is None and not may_assume_zero(key_result):
        return Measured(None, because="no baseline")
    start = baseline or 0.0
    return Measured(round((current - start) / (target - start), 12), "values", None, baseline is None)


def _by_checkpoints(key_result: KeyResult) -> Measured:
    """Straight from one checkpoint of its scoring to the next, from the baseline on and to the target.

    ShamanR/okrs, `NumericalProgress` with checkpoints; beyond the first and the last it stays at these.
    """
    if key_result.current is None:
        return Measured(None, because=_no_current(key_result))
    share = share_by_scoring(key_result, key_result.current)
    if share is None:
        return Measured(None, because="no baseline")
    assumed = key_result.baseline is None and _begins_at_zero(key_result)
    return Measured(round(share, 12), "values", assumed_baseline=assumed)


def share_by_scoring(key_result: KeyResult, value: float) -> float | None:
    """The share of its way that the checkpoints of a key result give for a value.

    None without checkpoints, and short of the first of them where nothing says from where it comes.
    """
    if not key_result.checkpoints:
        return None
    points = {each.value: each.progress for each in key_result.checkpoints}
    first, last = key_result.checkpoints[0], key_result.checkpoints[-1]
    rises = first.value < last.value
    start = 0.0 if _begins_at_zero(key_result) else key_result.baseline
    if start is not None and start != first.value and (start < first.value) is rises:
        points.setdefault(start, 0.0)
    elif first.progress > 0 and value != first.value and (value < first.value) is rises:
        return None
    target = key_result.target
    if target is not None and last.progress < 1 and target != last.value and (target > last.value) is rises:
        points.setdefault(target, 1.0)
    values = sorted(points)
    value = min(max(value, values[0]), values[-1])
    after = next(each for each in values if each >= value)
    before = max(each for each in values if each <= value)
    if before == after:
        return points[after]
    return points[before] + (points[after] - points[before]) * (value - before) / (after - before)


def _begins_at_zero(key_result: KeyResult) -> bool:
    """Whether a scoring without a baseline can only begin at 0: counts, money and percentages that rise."""
    first, last = key_result.checkpoints[0], key_result.checkpoints[-1]
    rises = 0 < first.value < last.value and first.progress > 0
    return key_result.baseline is None and rises and key_result.measure in _FROM_ZERO


def _no_current(key_result: KeyResult) -> str:
    unreadable = Field.CURRENT in key_result.unreadable
    return "the current value cannot be read" if unreadable else _NO_CURRENT


def _share_done(key_result: KeyResult) -> Measured:
    """Yes/no and milestones: the share done; no is 0 and yes is 1 (Appfire "OKR for Jira")."""
    if key_result.current is None:
        return Measured(None, because=_no_current(key_result))
    return Measured(key_result.current / (key_result.target or 1.0), "values")


def _within_bound(key_result: KeyResult) -> Measured:
    """Maintain: 1 within the bound, else 0 (Viva Goals, "Key result types": control metrics).

    The bound is a range where the sheet gives both ends, which belong to it (UpRaise, "Key result behavior":
    from a minimum to a maximum); a ceiling where it says so ("below 3 %"), else a floor.
    """
    if key_result.current is None or bound_of(key_result) is None:
        missing = "no target" if bound_of(key_result) is None else _no_current(key_result)
        return Measured(None, because=missing)
    return Measured(1.0 if holds_at(key_result, key_result.current) else 0.0, "values")


def holds_at(key_result: KeyResult, value: float) -> bool:
    """Whether a state to hold would hold at a value; its bounds belong to it."""
    bound = bound_of(key_result)
    if bound is None:
        return False
    if key_result.low is not None:
        return key_result.low <= value <= bound
    return value <= bound if key_result.ceiling else value >= bound


def bound_of(key_result: KeyResult) -> float | None:
    """What a state to hold keeps to: its target, else where it began."""
    return key_result.target if key_result.target is not None else key_result.baseline


def may_assume_zero(key_result: KeyResult) -> bool:
    """Whether a missing baseline can only be 0: something that grows, counted, paid or in percent."""
    current, target = key_result.current, key_result.target
    if key_result.direction is Direction.DECREASE or key_result.measure not in _FROM_ZERO:
        return False
    return target is not None and target > 0 and (current is None or current <= target)


def _may_stand_at_baseline(key_result: KeyResult) -> bool:
    """Whether no current value means that nothing has moved; a state to hold is simply unknown."""
    return key_result.direction is not Direction.MAINTAIN
