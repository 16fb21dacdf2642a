"""Where the demo company stands on a given day: its quarter, the share elapsed, every current value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

from okrsheets.demo.shapes import DemoKeyResult
from okrsheets.model import Cycle

__all__ = [
    "current_of",
    "cycle_of",
    "elapsed",
    "last_friday",
    "mean",
    "progress_of",
    "quarter_of",
    "said_status",
    "spoken",
]

_TOO_YOUNG = 0.2  # a younger quarter has too little to show; the one before is still open then
_SLACK = 0.03  # nobody says "on track" of a key result that is nearly behind

_WORST = -0.08  # early in the quarter the worst have slipped a little below their baseline


def quarter_of(day: date) -> Cycle:
    """The quarter that holds the day.

    >>> quarter_of(date(2026, 11, 23)).label
    '2026-Q4'
    """
    quarter = (day.month - 1) // 3
    start = date(day.year, 3 * quarter + 1, 1)
    after = date(day.year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1)
    return Cycle(f"{day.year}-Q{quarter + 1}", start, after - timedelta(days=1))


def cycle_of(today: date) -> Cycle:
    """The quarter the company works in: today's, or while that is young the one before.

    >>> cycle_of(date(2026, 10, 5)).label
    '2026-Q3'
    """
    quarter = quarter_of(today)
    if elapsed(quarter, today) >= _TOO_YOUNG:
        return quarter
    return quarter_of(quarter.start - timedelta(days=1))


def spoken(cycle: Cycle) -> str:
    """The cycle as people write it.

    >>> spoken(quarter_of(date(2026, 11, 23)))
    'Q4 2026'
    """
    year, quarter = cycle.label.split("-")
    return f"{quarter} {year}"


def elapsed(cycle: Cycle, today: date) -> float:
    """The share of the cycle that is over, 0 to 1."""
    share = (today - cycle.start).days / (cycle.end - cycle.start).days
    return min(1.0, max(0.0, share))


def last_friday(today: date) -> date:
    """The day of the last weekly check-in, today included.

    >>> last_friday(date(2026, 11, 23))
    datetime.date(2026, 11, 20)
    """
    return today - timedelta(days=(today.weekday() - 4) % 7)


def current_of(key_result: DemoKeyResult, share: float) -> float | None:
    """The value of a key result when that share of the cycle is over, rounded to its step."""
    if key_result.baseline is None:
        return None
    if key_result.target is None:
        return key_result.baseline
    way = key_result.target - key_result.baseline
    done = min(1.0, max(_WORST, share - key_result.lag))
    steps = abs(way) / key_result.step * done
    # A key result on track is never rounded out of it.
    whole = ceil(steps - 1e-9) if key_result.lag <= _SLACK else round(steps)
    return round(key_result.baseline + (whole if way > 0 else -whole) * key_result.step, 9)


def progress_of(key_result: DemoKeyResult, share: float) -> float | None:
    """The share of the way from baseline to target that is done; None where it cannot be told."""
    current = current_of(key_result, share)
    if current is None or key_result.baseline is None or key_result.target is None:
        return None
    way = key_result.target - key_result.baseline
    return (current - key_result.baseline) / way if way else None


def mean(shares: Iterable[float | None]) -> float | None:
    """The mean of those that are known; None if none is.

    >>> mean([0.25, None, 0.75])
    0.5
    """
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def said_status(progress: float | None, share: float) -> str | None:
    """What an honest owner says in the status column."""
    if progress is None:
        return None
    if progress >= 1:
        return "Done"
    gap = share - progress
    if gap <= (0.05 if share >= 0.85 else 0.1):
        return "On track"
    return "Behind" if gap <= 0.25 else "At risk"
