"""The rows of many ranges together, so that a row is looked up without asking each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from okrsheets.tuples import NamedTuple

__all__ = ["Spread"]


class Spread(NamedTuple):
    """The rows of many ranges, one below another, as stretches that neither meet nor follow each other.

    >>> spread = Spread.over([range(2, 4), range(9, 12), range(4, 6)])
    >>> spread, spread.last
    (Spread(starts=[2, 9], stops=[6, 12]), 11)
    >>> [row for row in range(1, 14) if spread.holds(row)], spread.meets(6, 8), spread.meets(6, 9)
    ([2, 3, 4, 5, 9, 10, 11], False, True)
    """

    starts: Sequence[int]
    stops: Sequence[int]

    @classmethod
    def over(cls, ranges: Iterable[range]) -> Spread:
        """The rows of these ranges, whose steps are one."""
        starts: list[int] = []
        stops: list[int] = []
        for rows in sorted((rows for rows in ranges if rows), key=attrgetter("start")):
            if stops and rows.start <= stops[-1]:
                stops[-1] = max(stops[-1], rows.stop)
            else:
                starts.append(rows.start)
                stops.append(rows.stop)
        return cls(starts, stops)

    def holds(self, row: int) -> bool:
        """Whether a row is in one of the ranges."""
        return self.meets(row, row)

    def meets(self, top: int, bottom: int) -> bool:
        """Whether some of the rows from `top` to `bottom` are."""
        at = bisect_right(self.starts, bottom) - 1
        return at >= 0 and top < self.stops[at]

    @property
    def last(self) -> int:
        """The last row of all, 0 where there is none."""
        return self.stops[-1] - 1 if self.stops else 0
