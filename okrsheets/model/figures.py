"""What progress hands on: figures with their bounds, status and parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsheets.grid import CellRef
from okrsheets.model.words import Status
from okrsheets.tuples import NamedTuple

__all__ = ["Comparison", "Figure", "Figures", "Forecast", "Part", "whole_percent"]


def whole_percent(share: float) -> int:
    """A share in whole per cent, a half away from zero, as spreadsheets show it.

    >>> whole_percent(0.625), whole_percent(-0.005), whole_percent(0.285)
    (63, -1, 29)
    """
    scaled = round(share * 100, 9)
    return int(scaled + 0.5) if scaled >= 0 else -int(0.5 - scaled)


class Part(NamedTuple):
    """One item a figure is made of, with its `weight` in it: 0 where it is shown and does not count.

    `via` says how it belongs there: own, straightforward, contributing, directional; `share` is how much of
    it does. `because` says why it does not count.
    """

    key: str
    progress: float | None
    weight: float
    via: str
    share: float = 1.0
    because: str | None = None


class Forecast(NamedTuple):
    """Where a straight line through dated check-ins stands on the last day; `cells` say these.

    Where the sheet has none it goes through the values that syncs saw, on the days `seen`.
    """

    progress: float
    day: date
    cells: tuple[CellRef, ...] = ()
    seen: tuple[date, ...] = ()


class Figure(NamedTuple):
    """The progress of one OKR, team or company and how it came about.

    `bounds` are (low, high) where something unknown could move it. `basis` says where the number
    comes from: values, stated, key results, status word, at the baseline, children, values of its children,
    directional;
    of a team or the company: objectives.
    `estimated` figures go no further up. `assumed_baseline`: counted from an assumed 0.
    `expected` is the share of the way that time asks for. `missed_since` is the day by which an update was
    due that has not come, where the row tells its updates or nothing was ever entered in it. `day` is the
    one that `expected` is asked for by, `planned` says that it comes from the sheet's own plan, and `elapsed`
    is the share of the time that is over today. `confidence` is its own, else the mean of its parts'.
    `updated` is the day of the last update, where one is known. `as_of` is the day of the last reading, where
    the workbook could not be read this time.
    """

    progress: float | None
    bounds: tuple[float, float] | None = None
    status: Status = Status.UNKNOWN
    expected: float | None = None
    basis: str | None = None
    estimated: bool = False
    assumed_baseline: bool = False
    because: str | None = None
    made_of: tuple[Part, ...] = ()
    missed_since: date | None = None
    day: date | None = None
    elapsed: float | None = None
    planned: bool = False
    confidence: float | None = None
    forecast: Forecast | None = None
    updated: date | None = None
    as_of: date | None = None


class Figures(NamedTuple):
    """The figures of every OKR by key, of every team by name, and of the company."""

    okrs: Mapping[str, Figure]
    teams: Mapping[str, Figure]
    company: Figure | None = None


class Comparison(NamedTuple):
    """The figures of the same OKRs as the pace policy of that name judges them."""

    policy: str
    figures: Figures
