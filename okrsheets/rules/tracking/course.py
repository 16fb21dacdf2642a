"""Rules about the course of a key result, by its dated check-ins or by what syncs saw of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import isclose

from okrsheets.lint import Case, asked_once, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Severity, Status
from okrsheets.progress.course import FURTHEST, Point, course_of, course_seen, line_at
from okrsheets.rules.fields import said_fields
from okrsheets.rules.past import cycle_of
from okrsheets.rules.tracking.standing import is_held_or_done, open_okrs
from okrsheets.rules.wording import amount, named, percent
from okrsheets.tuples import NamedTuple

__all__ = ["forecast_short", "slowing", "stalled"]


class _Course(NamedTuple):
    """Where a key result stood, on day after day. `known` is the last day of which that is known.

    `of` is what the points are called. The first of those that were `seen` by syncs had stood there before.
    """

    points: Sequence[Point]
    known: date
    of: str
    seen: bool = False


@rule("stalled", Severity.WARNING, silenced_by=("never-updated", "stale-check-in", "past-due", "watermelon"))
def stalled(case: Case, *, days: float = 28) -> Iterator[Finding]:
    """A key result stands where it stood four weeks ago, and is said to be on track.

    Either the work does not move, or it does not show in this figure. Where it stood is told by its dated
    check-ins, or without these by earlier syncs. What is to be held steady and what is done or not may stand
    still.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Target | Status   | 5 Oct | 19 Oct | 9 Nov |
        | Win the east | Sign resale partners | 0        | 20     | On track | 9     | 9      | 9     |
        |              | New leads per week   | 10       | 50     | On track | 15    | 20     | 30    |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Target | Status   | 5 Oct | 19 Oct | 9 Nov |
        | Win the east | Sign resale partners | 0        | 20     | On track | 4     | 6      | 9     |
        |              | New leads per week   | 10       | 50     | On track | 15    | 20     | 30    |
    """
    for okr, course in _courses(case):
        last = course.points[-1]
        same = last
        for point in reversed(course.points):
            if not isclose(point.progress, last.progress):
                break
            same = point
        if (
            (course.known - same.day).days >= days
            and okr.stated_meaning is Status.ON_TRACK
            and last.progress < 1
        ):
            yield finding(
                place=last.at,
                okr=okr.key,
                message=f"{named(okr)} is said to be on track and has stood at {_said(last, okr)} "
                f"since {same.day.isoformat()}",
                hint="say that it does not move, or what will move it",
            )


@rule(
    "slowing",
    Severity.INFO,
    silenced_by=("forecast-short", "behind-pace", "watermelon", "past-due", "stalled", "stale-check-in"),
)
def slowing(case: Case) -> Iterator[Finding]:
    """The last three steps of a key result shrink, and at the pace of the last it will not be reached.

    It began well, which hides that it comes to rest. Steps are told by dated check-ins, or without these by
    earlier syncs, each against the days that it took.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Target | 19 Oct | 26 Oct | 2 Nov | 9 Nov |
        | Win the east | Sign resale partners | 0        | 20     | 2      | 8      | 11    | 12    |
        |              | New leads per week   | 10       | 50     | 15     | 20     | 25    | 30    |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Target | 19 Oct | 26 Oct | 2 Nov | 9 Nov |
        | Win the east | Sign resale partners | 0        | 20     | 2      | 5      | 8     | 12    |
        |              | New leads per week   | 10       | 50     | 15     | 20     | 25    | 30    |
    """
    for okr, course in _courses(case):
        points = course.points[1:] if course.seen else course.points
        end = okr.due or (okr.cycle.end if okr.cycle else None)
        if end is None or len(points) < 4 or points[-1].progress >= 1:
            continue
        first, second, third = (
            (after.progress - point.progress) / (after.day - point.day).days
            for point, after in pairwise(points[-4:])
        )
        last = points[-1]
        ends_at = last.progress + third * max((end - last.day).days, 0)
        if (
            first > second > third
            and not isclose(first, second)
            and not isclose(second, third)
            and ends_at < 1
        ):
            yield finding(
                place=last.at,
                okr=okr.key,
                message=f"the last three steps of {named(okr)} shrink: "
                f"{', '.join(_said(point, okr) for point in points[-4:])}",
                hint="find out what slows it down while there is time",
            )


@rule(
    "forecast-short",
    Severity.WARNING,
    silenced_by=("past-due", "behind-pace", "watermelon", "stalled", "stale-check-in", "moved-backwards"),
)
def forecast_short(case: Case, *, least: float = 0.7) -> Iterator[Finding]:
    """A straight line through the check-ins of a key result ends well below its target.

    It is on track by the calendar, and moves too slowly to stay there. The line is the one that comes
    nearest to three or more dated check-ins, or without these to values that syncs saw; it ends on the day
    when the key result is due, and is drawn no further than three times as far as they reach.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Target | 19 Oct | 26 Oct | 2 Nov | 9 Nov |
        | Win the east | Sign resale partners | 0        | 20     | 8      | 8      | 8.5   | 9     |
        |              | New leads per week   | 10       | 50     | 15     | 20     | 25    | 30    |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Target | 19 Oct | 26 Oct | 2 Nov | 9 Nov |
        | Win the east | Sign resale partners | 0        | 20     | 4      | 6      | 8     | 9     |
        |              | New leads per week   | 10       | 50     | 15     | 20     | 25    | 30    |
    """
    for okr, course in _courses(case):
        points = course.points
        end = okr.due or (okr.cycle.end if okr.cycle else None)
        if end is None or len(points) < 3:
            continue
        drawn, open_days = points[-1].day - points[0].day, end - points[-1].day
        if open_days.days <= 0 or open_days > drawn * FURTHEST:
            continue
        ends_at = line_at(points, end)
        if ends_at < least:
            yield finding(
                place=points[-1].at,
                okr=okr.key,
                message=f"{named(okr)} moves too slowly: a straight line through its {len(points)} "
                f"{course.of} reaches {percent(ends_at)} by {end.isoformat()}",
                hint="decide now what to change, or what to give up",
            )


@asked_once
def _courses(case: Case) -> tuple[tuple[KeyResult, _Course], ...]:
    """The open key results that are on their way, each with where it stood so far."""
    return tuple(_found_courses(case))


def _found_courses(case: Case) -> Iterator[tuple[KeyResult, _Course]]:
    is_told = Field.CHECK_IN in said_fields(case) or case.history.pasts
    for okr, _ in open_okrs(case) if is_told else ():
        if not isinstance(okr, KeyResult) or not (okr.check_ins or case.history.pasts):
            continue
        if is_held_or_done(okr):
            continue
        if len(okr.check_ins) > 1:
            points = course_of(okr, today=case.today)
            if len(points) > 1:
                yield okr, _Course(points, points[-1].day, "check-ins")
        elif case.history.pasts and (points := _seen(case, okr)):
            yield okr, _Course(points, case.today, "values", seen=True)


def _seen(case: Case, okr: KeyResult) -> Sequence[Point]:
    past = case.history.pasts.get(okr.key)
    return [] if past is None else course_seen(okr, past, cycle_of(okr, case), today=case.today)


def _said(point: Point, okr: KeyResult) -> str:
    return percent(point.progress) if point.value is None else amount(point.value, okr)
