"""The cycles that a fresh workbook offers: the one asked for, and those that come after it."""

from __future__ import annotations

from datetime import date, timedelta

from okrsheets.errors import UsageError
from okrsheets.reading import parse_cycle

__all__ = ["current_quarter", "cycle_choices"]

_OFFERED = 6
_LONGEST_QUARTER = timedelta(days=92)


def current_quarter(day: date, *, fiscal_year_start: int = 1) -> str:
    """The quarter that holds the day, as people write it; a fiscal year is named by the year it ends in.

    >>> current_quarter(date(2026, 11, 23)), current_quarter(date(2026, 11, 23), fiscal_year_start=7)
    ('Q4 2026', 'Q2 2027')
    """
    quarter = (day.month - fiscal_year_start) % 12 // 3 + 1
    later = fiscal_year_start > 1 and day.month >= fiscal_year_start
    return f"Q{quarter} {day.year + later}"


def cycle_choices(label: str, *, fiscal_year_start: int = 1) -> tuple[str, ...]:
    """The cycle of that label, as it was written, and after a quarter those that follow it.

    Raises UsageError where the label names no cycle.

    >>> cycle_choices("Q3 2026")[:3], cycle_choices("H1 2027")
    (('Q3 2026', 'Q4 2026', 'Q1 2027'), ('H1 2027',))
    """
    cycle = parse_cycle(label, fiscal_year_start=fiscal_year_start)
    if cycle is None:
        raise UsageError(f"--cycle {label}", "is no cycle", 'write it as "Q4 2026"')
    choices = [" ".join(label.split())]
    while cycle.end - cycle.start < _LONGEST_QUARTER and len(choices) < _OFFERED:
        following = current_quarter(cycle.end + timedelta(days=1), fiscal_year_start=fiscal_year_start)
        cycle = parse_cycle(following, fiscal_year_start=fiscal_year_start)
        assert cycle is not None, following
        choices.append(following)
    return tuple(choices)
