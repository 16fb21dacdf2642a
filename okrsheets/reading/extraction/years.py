"""Years: of which one a quarter or half is where a tab names it and no year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from okrsheets.model import Cycle
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.times.cycles import find_cycle
from okrsheets.tuples import NamedTuple

__all__ = [
    "Placed",
    "cycle_in",
    "fiscal_year_of",
    "is_long",
    "may_be",
    "names_part",
    "next_to",
    "placed_together",
]

_LONGEST_PART = 200  # days: longer than a half, shorter than a year
_SHORTEST_QUARTER = 80  # days
_ODD_DAYS = 5  # by which quarters, halves and months differ among themselves
_MONTHS = 12
_WITHIN = -1  # months between a run of cycles and one that lies within it
_ANY_YEAR = 2000


class Placed(NamedTuple):
    """The cycle that a part of a year was taken for, and another that is as near, where one is."""

    cycle: Cycle
    other: Cycle | None = None


class _Placement(NamedTuple):
    """A cycle for each of some parts of a year; the months between them, and those to another cycle."""

    cycles: Sequence[Cycle]
    one_year: bool
    gap: int
    away: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.gap, self.away


def cycle_in(text: str, settings: ReadingSettings, *, year: int | None) -> Cycle | None:
    """The cycle that a text names, a part of a year with the year given."""
    return find_cycle(text, fiscal_year_start=settings.fiscal_year_start, year=year) if text else None


def names_part(text: str, settings: ReadingSettings) -> bool:
    """Whether a text names a part of a year and does not say of which."""
    if cycle_in(text, settings, year=None) is not None:
        return False
    part = cycle_in(text, settings, year=_ANY_YEAR)
    return part is not None and not is_long(part)


def is_long(cycle: Cycle) -> bool:
    """Whether a cycle is longer than a half."""
    return _days(cycle) > _LONGEST_PART


def fiscal_year_of(cycle: Cycle, settings: ReadingSettings) -> int:
    """The year that a quarter "Q3" of the same fiscal year is written with."""
    starts = settings.fiscal_year_start
    return cycle.end.year + (starts > 1 and cycle.end.month >= starts)


def may_be(part: Cycle, beside: Cycle) -> bool:
    """Whether a part of a year says when the OKRs of a tab are, where a cycle is known that they else had."""
    long_enough = _days(part) >= min(_SHORTEST_QUARTER, _days(beside) - _ODD_DAYS)
    return long_enough and not is_long(part)


def next_to(cycle: Cycle, text: str, settings: ReadingSettings) -> Cycle | None:
    """The part of a year that a text names and that is as long as this cycle: the one nearest to it."""
    alike = [part for part in _around(cycle, text, settings) if abs(_days(part) - _days(cycle)) <= _ODD_DAYS]
    return min(alike, key=lambda part: abs(_first_month(part) - _first_month(cycle)), default=None)


def placed_together(texts: Sequence[str], beside: Cycle, settings: ReadingSettings) -> Mapping[str, Placed]:
    """What each of some texts means, which name parts of a year and no year, where one cycle is known.

    Parts that are as long as each other are placed together: so that as little time as may be lies between
    them, and as near to the cycle as may be; all parts of a year are of one year, that of the cycle. Where
    two places are as near it is the one in the year of the cycle, and the other is told. Parts that are
    neither as long as the cycle nor a quarter say nothing of when they are.
    """
    by_length: dict[int, list[str]] = {}
    for text in texts:
        parts = [part for part in _around(beside, text, settings) if may_be(part, beside)]
        if parts:
            by_length.setdefault(_months(parts[0]), []).append(text)
    found: dict[str, Placed] = {}
    for group in by_length.values():
        found.update(_placed(group, beside, settings))
    return found


def _placed(group: Sequence[str], beside: Cycle, settings: ReadingSettings) -> Iterator[tuple[str, Placed]]:
    year = fiscal_year_of(beside, settings)
    named: dict[Cycle, list[str]] = {}
    for text in group:
        named.setdefault(_part(text, year, settings), []).append(text)
    parts = [named[part][0] for part in sorted(named, key=lambda part: part.start)]
    placements = list(_placements(parts, beside, settings))
    if sum(map(_months, named)) == _MONTHS:
        placements = [one for one in placements if one.one_year]

    def order(one: _Placement) -> tuple[object, ...]:
        in_year = all(fiscal_year_of(cycle, settings) == year for cycle in one.cycles)
        return *one.rank, not in_year, not one.one_year, one.cycles[0].start

    best, *others = sorted(placements, key=order)
    for n, texts in enumerate(named[part] for part in sorted(named, key=lambda part: part.start)):
        near = (one.cycles[n] for one in others if one.rank == best.rank)
        other = next((cycle for cycle in near if cycle != best.cycles[n]), None)
        yield from ((text, Placed(best.cycles[n], other)) for text in texts)


def _placements(parts: Sequence[str], beside: Cycle, settings: ReadingSettings) -> Iterator[_Placement]:
    """Every way to give some parts a year near to a cycle, none of them a year or more behind another.

    `parts` are in the order of a year; the last of them may be of the year before the others.
    """
    year = fiscal_year_of(beside, settings)
    for first in range(year - 2, year + 2):
        for later in range(len(parts)):
            years = [first + (n < later) for n in range(len(parts))]
            cycles = [_part(text, each, settings) for text, each in zip(parts, years, strict=True)]
            run = sorted(cycles, key=lambda cycle: cycle.start)
            gap = sum(max(_between(one, other), 0) for one, other in pairwise(run))
            one_year = len({fiscal_year_of(cycle, settings) for cycle in run}) == 1
            yield _Placement(cycles, one_year, gap, _away(run[0], run[-1], beside))


def _part(text: str, year: int, settings: ReadingSettings) -> Cycle:
    part = cycle_in(text, settings, year=year)
    assert part is not None  # it names one in any year
    return part


def _around(cycle: Cycle, text: str, settings: ReadingSettings) -> Iterator[Cycle]:
    """The parts that a text may mean in the years about a cycle."""
    year = fiscal_year_of(cycle, settings)
    for each in range(year - 1, year + 2):
        if (part := cycle_in(text, settings, year=each)) is not None:
            yield part


def _away(first: Cycle, last: Cycle, beside: Cycle) -> int:
    """The months between a run of cycles and another one; fewer where that lies within."""
    if first.start <= beside.end and beside.start <= last.end:
        return _WITHIN
    return _between(last, beside) if last.end < beside.start else _between(beside, first)


def _between(one: Cycle, later: Cycle) -> int:
    return _first_month(later) - _first_month(one) - _months(one)


def _months(cycle: Cycle) -> int:
    return (cycle.end.year - cycle.start.year) * 12 + cycle.end.month - cycle.start.month + 1


def _first_month(cycle: Cycle) -> int:
    return cycle.start.year * 12 + cycle.start.month


def _days(cycle: Cycle) -> int:
    return (cycle.end - cycle.start).days
