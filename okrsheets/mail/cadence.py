"""When a digest is due: the periods of each cadence, and what fell due since mail was last seen to."""

from __future__ import annotations

from datetime import date, timedelta

from okrsheets.model import Cadence, Rhythm
from okrsheets.tuples import NamedTuple

__all__ = ["Period", "is_due", "next_due", "period_of"]

_WEEK = 7


class Period(NamedTuple):
    """The time that one digest is for: its name, which is in the key of the mail, and when it falls due."""

    name: str
    due: date


def period_of(cadence: Cadence, today: date, *, ended: date | None = None) -> Period | None:
    """The period that today is in; None where no cycle has ended. `ended` is the last day of one that has.

    A week is named after that of ISO 8601 in which it begins.

    >>> period_of(Cadence(Rhythm.WEEKLY, 4), date(2026, 12, 2)).name
    '2026-W48'
    """
    if cadence.rhythm is Rhythm.WEEKLY:
        begun = today - timedelta(days=(today.weekday() - cadence.weekday) % _WEEK)
        year, week, _ = begun.isocalendar()
        return Period(f"{year}-W{week:02}", begun)
    if cadence.rhythm is Rhythm.CYCLE_END:
        return Period(f"end-{ended.isoformat()}", ended + timedelta(days=1)) if ended else None
    return Period(today.isoformat(), today)


def is_due(period: Period, *, today: date, until: date) -> bool:
    """Whether a digest fell due since the day until which mail was seen to.

    So a run that was missed is made up for, once, and nobody is mailed for a time before they were known.
    """
    return until < period.due <= today


def next_due(cadence: Cadence, today: date, *, ends: date | None = None) -> date | None:
    """The next day, today or later, on which a digest falls due; `ends` is the last day of the cycle."""
    if cadence.rhythm is Rhythm.WEEKLY:
        return today + timedelta(days=(cadence.weekday - today.weekday()) % _WEEK)
    if cadence.rhythm is Rhythm.CYCLE_END:
        return max(today, ends + timedelta(days=1)) if ends else None
    return today
