"""Lines of progress over time, small enough to stand beside a figure."""

from __future__ import annotations

from datetime import date, timedelta

from okrsheets.model import Past
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["Spark", "spark"]

WIDTH, HEIGHT = 72, 24
EDGE = 2
STEPS = 13  # a quarter in weeks
FEWEST = 3  # of two points a line says no more than the figures do


class Spark(NamedTuple):
    """A line to draw in a box of 72 by 24, and what it shows in words; both empty where there is none."""

    path: str
    words: str


NONE = Spark("", "")


def spark(past: Past | None, progress: float | None, *, today: date, tongue: Tongue) -> Spark:
    """The progress of an OKR from the day it was first seen to the one it has today; gaps are left out."""
    if past is None:
        return NONE
    days = (today - past.since).days
    steps = min(STEPS, days + 1)
    points: list[tuple[int, float]] = []
    for step in range(steps):
        on = past.since + timedelta(round(days * step / max(1, steps - 1)))
        moment = past.on(on)
        known = progress if on == today else moment.progress if moment is not None else None
        if known is not None:
            points.append((round(EDGE + (WIDTH - 2 * EDGE) * step / max(1, steps - 1)), known))
    if len(points) < FEWEST:
        return NONE
    path = " ".join(f"{x} {_height(share)}" for x, share in points)
    first, last = points[0][1], points[-1][1]
    words = tongue(
        "{first} to {last} since {day}",
        first=tongue.percent(first),
        last=tongue.percent(last),
        day=tongue.day(past.since, year=False),
    )
    return Spark(f"M{path}", words)


def _height(share: float) -> int:
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * min(1.0, max(0.0, share)))
