"""Weighted means that know what they do not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum

from okrsheets.tuples import NamedTuple

__all__ = ["UNKNOWN", "Amount", "as_it_is", "held", "mean"]


class Amount(NamedTuple):
    """A progress, held within 0 to 1 where it is to be, and the least and most it could be; None is unknown.

    `untouched`: nobody has entered anything yet.
    """

    progress: float | None
    low: float
    high: float
    untouched: bool = False

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and most it could be, where something unknown could move it."""
        return (self.low, self.high) if self.progress is not None and self.low < self.high else None

    def rounded(self, how: Callable[[float], float]) -> Amount:
        """The same amount with its figures rounded."""
        progress = None if self.progress is None else how(self.progress)
        return Amount(progress, how(self.low), how(self.high), self.untouched)


UNKNOWN = Amount(None, 0.0, 1.0)


def held(progress: float | None, *, untouched: bool = False) -> Amount:
    """A progress as it enters a mean: never below 0, never above 1.

    >>> held(1.3).progress
    1.0
    """
    if progress is None:
        return UNKNOWN
    share = 1.0 if progress >= 1 else progress if progress > 0 else 0.0
    return Amount(share, share, share, untouched)


def as_it_is(progress: float | None, *, untouched: bool = False) -> Amount:
    """A progress as it enters a mean that takes what lies beyond 0 and 1, too.

    >>> as_it_is(1.3).progress
    1.3
    """
    return UNKNOWN if progress is None else Amount(progress, progress, progress, untouched)


def mean(amounts: Iterable[tuple[Amount, float]]) -> Amount | None:
    """The mean of amounts by weight, unknown ones left out, with its bounds; None if nothing weighs.

    Weighted as okr-tracker and Qulture.Rocks do, `sum(w * p) / sum(w)`; weights need not add up to
    anything. The bounds take each unknown at 0 and at 1. The order does not matter.

    >>> mean([(held(0.2), 1), (held(0.6), 1), (UNKNOWN, 2)])
    Amount(progress=0.4, low=0.2, high=0.7, untouched=False)
    """
    weights: list[float] = []
    lows: list[float] = []
    highs: list[float] = []
    known: list[float] = []
    shares: list[float] = []
    untouched = True
    for amount, weight in amounts:
        if not weight > 0:
            continue
        weights.append(weight)
        lows.append(amount.low * weight)
        highs.append(amount.high * weight)
        if amount.progress is not None:
            known.append(weight)
            shares.append(amount.progress * weight)
            untouched = untouched and amount.untouched
    if not weights:
        return None
    total = fsum(weights)
    low, high = round(fsum(lows) / total, 12), round(fsum(highs) / total, 12)
    if not known:
        return Amount(None, low, high)
    share = round(fsum(shares) / fsum(known), 12)
    return Amount(min(high, max(low, share)), low, high, untouched)
