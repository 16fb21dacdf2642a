"""The rows of many ranges together, so that a row is looked up without asking each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = ["Spread"]


class Spread(NamedTuple):
    """The rows of many ranges, one below another, as stretches that neither meet nor follow each other."""

    tops: Sequence[int]
    bottoms: Sequence[int]

    @classmethod
    def over(cls, ranges: Iterable[CellRange]) -> Spread:
        tops: list[int] = []
        bottoms: list[int] = []
        for top, bottom in sorted((covers.top, covers.bottom) for covers in ranges):
            if bottoms and top <= bottoms[-1] + 1:
                bottoms[-1] = max(bottoms[-1], bottom)
            else:
                tops.append(top)
                bottoms.append(bottom)
        return cls(tops, bottoms)

    def meets(self, top: int, bottom: int) -> bool:
        """Whether some rows are among these."""
        at = bisect_right(self.tops, bottom) - 1
        return at >= 0 and top <= self.bottoms[at]
