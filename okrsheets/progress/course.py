"""The course of a key result: where it stood on which days, and where a straight line leads from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import isclose

from okrsheets.grid import CellRef
from okrsheets.model import Cycle, Direction, Forecast, KeyResult, Measure
from okrsheets.progress.measure import share_by_scoring
from okrsheets.tuples import NamedTuple

__all__ = ["Point", "course_of", "forecast_of", "line_at"]

_FEWEST = 3


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


def forecast_of(okr: KeyResult, cycle: Cycle | None, *, today: date) -> Forecast | None:
    """Where a straight line through three or more dated check-ins of a key result ends.

    The line of least squares (open-okr, "Scoring and health engine", the trend forecast), not capped, up to
    the day when the key result is due. None of what is to be held, or is done or not.
    """
    if len(okr.check_ins) < _FEWEST or okr.direction is Direction.MAINTAIN or okr.measure is Measure.YES_NO:
        return None
    end = okr.due or (cycle.end if cycle else None)
    points = course_of(okr, today=today)
    if end is None or len(points) < _FEWEST or end <= points[-1].day:
        return None
    return Forecast(round(line_at(points, end), 12), end, tuple(point.at for point in points))
