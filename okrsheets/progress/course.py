"""The course of a key result: where it stood on which days, and where a straight line leads from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import isclose

from okrsheets.grid import CellRef
from okrsheets.model import Cycle, Direction, Field, Forecast, KeyResult, Measure, Past
from okrsheets.progress.measure import share_by_scoring
from okrsheets.tuples import NamedTuple

__all__ = ["FURTHEST", "Point", "course_of", "course_seen", "forecast_of", "line_at"]

_FEWEST = 3
FURTHEST = 3
"""Times the days that values reach over: no line is drawn further from those that syncs saw."""


class Point(NamedTuple):
    """Where a key result stood on a day: the value, if one was told, and the share of its way."""

    day: date
    value: float | None
    progress: float
    at: CellRef


def course_of(okr: KeyResult, *, today: date) -> Sequence[Point]:
    """Where a key result stood, by those of its check-ins that tell it; none where it cannot be told.

    Values that add up are told by their sum, and only where they are the current value of the row.
    """
    past = [check_in for check_in in okr.check_ins if check_in.day <= today]
    told = [(check_in, check_in.value) for check_in in past if check_in.value is not None]
    if not told:
        return [
            Point(check_in.day, None, check_in.progress, check_in.at)
            for check_in in past
            if check_in.progress is not None
        ]
    values = [value for _, value in told]
    if okr.current is None or okr.target is None or okr.target == (okr.baseline or 0.0):
        return []
    if not isclose(values[-1], okr.current):
        values = list(accumulate(values))
    if not isclose(values[-1], okr.current):
        return []
    start = okr.baseline or 0.0
    return [
        Point(check_in.day, value, _share(okr, value, start=start, target=okr.target), check_in.at)
        for (check_in, _), value in zip(told, values, strict=True)
    ]


def course_seen(okr: KeyResult, past: Past, cycle: Cycle | None, *, today: date) -> Sequence[Point]:
    """Where syncs saw that a key result stood, whenever it was another value, by its present way.

    From the day on which its cycle began, or on which it was first seen.
    """
    start = okr.baseline or 0.0
    if okr.current is None or okr.target is None or okr.target == start:
        return []
    begun = cycle.start if cycle else past.since
    first = past.on(begun)
    later = [moment for moment in past.moments if begun < moment.day < today]
    told = [(max(begun, moment.day), moment.current) for moment in ([first, *later] if first else later)]
    at = okr.cells.get(Field.CURRENT, okr.at)
    points: list[Point] = []
    for day, value in (*told, (today, okr.current)):
        if value is not None and (not points or value != points[-1].value):
            points.append(Point(day, value, _share(okr, value, start=start, target=okr.target), at))
    return points


def _share(okr: KeyResult, value: float, *, start: float, target: float) -> float:
    """The share of its way at a value, by its scoring where it has one."""
    by_scoring = share_by_scoring(okr, value)
    return (value - start) / (target - start) if by_scoring is None else by_scoring


def line_at(points: Sequence[Point], end: date) -> float:
    """Where the line of least squares through these points stands on a day."""
    days = [(point.day - points[0].day).days for point in points]
    mean_day = sum(days) / len(days)
    mean_progress = sum(point.progress for point in points) / len(points)
    spread = sum((day - mean_day) ** 2 for day in days)
    together = sum(
        (day - mean_day) * (point.progress - mean_progress) for day, point in zip(days, points, strict=True)
    )
    return mean_progress + together / spread * ((end - points[0].day).days - mean_day)


def forecast_of(
    okr: KeyResult, cycle: Cycle | None, *, today: date, past: Past | None = None
) -> Forecast | None:
    """Where a straight line through three or more dated check-ins of a key result ends.

    The line of least squares (open-okr, "Scoring and health engine", the trend forecast), not capped, up to
    the day when the key result is due. Where it has no check-ins it goes through the values that syncs saw.
    None of what is to be held, or is done or not.
    """
    end = okr.due or (cycle.end if cycle else None)
    if end is None or okr.direction is Direction.MAINTAIN or okr.measure is Measure.YES_NO:
        return None
    if len(okr.check_ins) >= _FEWEST:
        points = course_of(okr, today=today)
        if len(points) < _FEWEST or end <= points[-1].day:
            return None
        return Forecast(round(line_at(points, end), 12), end, tuple(point.at for point in points))
    if past is None or len(okr.check_ins) > 1:
        return None
    points = course_seen(okr, past, cycle, today=today)
    if len(points) < _FEWEST or not 0 < (end - points[-1].day).days <= FURTHEST * _reach(points):
        return None
    return Forecast(round(line_at(points, end), 12), end, seen=tuple(point.day for point in points))


def _reach(points: Sequence[Point]) -> int:
    """The days from the first of these points to the last."""
    return (points[-1].day - points[0].day).days
