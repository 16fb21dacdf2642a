"""Progress judged against time: what is expected by today, and the status that follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import fsum

from okrsheets.model import Ambition, Cycle, Direction, KeyResult, Measure, Okr, Status
from okrsheets.progress.judging import Pace
from okrsheets.progress.plan import expected_by_plan
from okrsheets.progress.settings import PaceSettings

__all__ = ["is_too_early", "mean_pace", "missed_since", "pace_of", "status_of", "updated_on"]


def updated_on(okr: Okr, *, today: date, touched: date | None = None) -> date | None:
    """The day of the newest update that an OKR's row tells: its own column's, or a dated check-in's.

    `touched` is the day on which syncs saw that somebody changed its row, which is an update too. By that
    alone only a figure that is to move can be known to be old: a state to hold, and what is done or not,
    may stay as they are, and what is blank was never updated.
    """
    check_ins = okr.check_ins if isinstance(okr, KeyResult) else ()
    if okr.updated is None and touched is None and not check_ins:
        return None  # of most OKRs nothing tells
    days = [] if okr.updated is None else [okr.updated]
    days += [check_in.day for check_in in check_ins if check_in.day <= today][-1:]
    if touched is not None and (days or _is_to_move(okr)):
        days.append(touched)
    return max(days, default=None)


def _is_to_move(okr: Okr) -> bool:
    """Whether somebody entered where an OKR stands, and that is to become another thing."""
    if not isinstance(okr, KeyResult):
        return okr.stated_progress is not None
    if okr.direction is Direction.MAINTAIN or okr.measure is Measure.YES_NO:
        return False
    return okr.current is not None or okr.stated_progress is not None


def pace_of(
    okr: Okr,
    cycle: Cycle,
    *,
    ambition: Ambition | None,
    today: date,
    patience: int,
    settings: PaceSettings,
) -> Pace:
    """The pace that time asks of an OKR in its cycle.

    `patience` are the days from one update to when the next is missed: the cadence with its grace.

    Expected is linear, 0 on the first day and the goal on the last (Viva Goals, "Track OKR
    progress"); an aspirational OKR is done well at 0.7 (Google re:Work, "Set goals with OKRs"). Where the
    sheet has targets under dates, they are what is expected (Viva Goals, "Phased targets").
    The last day is the item's own due date, if it has one.
    """
    end = okr.due or cycle.end
    goal = settings.goal_aspirational if ambition is Ambition.ASPIRATIONAL else 1.0
    ended = today > end
    updated = updated_on(okr, today=today)
    recent = updated is not None and 0 <= (today - updated).days <= patience
    day = updated if updated is not None and recent and not ended else today
    by_plan = expected_by_plan(okr, day, start=cycle.start, end=end) if isinstance(okr, KeyResult) else None
    return Pace(
        elapsed=_elapsed(today, cycle.start, end),
        expected=round(goal * _elapsed(day, cycle.start, end) if by_plan is None else by_plan, 12),
        begun=today >= cycle.start,
        ended=ended,
        early=not ended and (today - cycle.start).days <= patience,
        day=min(day, end),
        planned=by_plan is not None,
    )


def mean_pace(paces: Iterable[tuple[Pace, float]]) -> Pace | None:
    """The pace of several together, by weight: what a team or the company is measured against."""
    weighing = [(pace, weight) for pace, weight in paces if weight > 0]
    if not weighing:
        return None
    total = fsum(weight for _, weight in weighing)
    return Pace(
        elapsed=round(fsum(pace.elapsed * weight for pace, weight in weighing) / total, 12),
        expected=round(fsum(pace.expected * weight for pace, weight in weighing) / total, 12),
        begun=any(pace.begun for pace, _ in weighing),
        ended=all(pace.ended for pace, _ in weighing),
        early=all(pace.early for pace, _ in weighing),
    )


def missed_since(
    okr: Okr, cycle: Cycle | None, *, updated: date | None, today: date, patience: int
) -> date | None:
    """The last day on which an update of an OKR was due that has not come; None while none is missing.

    Weekly, fortnightly or monthly with three days of grace, as operately and open-okr count
    missed check-ins. Time before the cycle and after its end is not missed; without a cycle nothing is.
    """
    if cycle is None:
        return None
    since = max(updated or cycle.start, cycle.start)
    until = min(today, okr.due or cycle.end)
    return since + timedelta(days=patience) if (until - since).days > patience else None


def is_too_early(pace: Pace | None, *, settings: PaceSettings) -> bool:
    """Whether so little of the time is over that nothing is judged yet."""
    return pace is not None and not pace.ended and pace.elapsed < settings.too_early_share


def status_of(
    *,
    progress: float | None,
    pace: Pace | None,
    untouched: bool,
    silent: bool,
    holds: bool,
    open_part: bool,
    settings: PaceSettings,
) -> Status:
    """The status, the first that holds; closed words and estimates are dealt with before.

    Done, unknown (no progress, no cycle, silent), not started (before the cycle, or nothing entered
    while the first update is not due), too early, the policy. What has an
    `open_part` (something unknown in it, or a state to hold whose time is not over) is not done
    yet. A state to hold (`holds`) is on track while it holds and at risk while it does not, unless the
    policy calls that otherwise.
    """
    done = progress is not None and progress >= 1
    if done and not open_part:
        return Status.DONE
    if progress is None or pace is None or silent:
        return Status.UNKNOWN
    if not pace.begun or (untouched and pace.early):
        return Status.NOT_STARTED
    if is_too_early(pace, settings=settings):
        return Status.TOO_EARLY
    if holds:
        return Status.ON_TRACK if done else Status.AT_RISK if pace.ended else settings.policy.lost
    return settings.policy.judge(progress, pace)


def _elapsed(day: date, start: date, end: date) -> float:
    """The share of the days between start and end that have passed, held within 0 to 1."""
    if end <= start:
        return 1.0 if day >= end else 0.0
    return min(1.0, max(0.0, (day - start).days / (end - start).days))
