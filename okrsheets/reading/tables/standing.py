"""What stands above something on a tab, in columns that both have."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from okrsheets.tuples import NamedTuple

__all__ = ["Standing", "highest_above"]


class Standing(NamedTuple):
    """Something on a tab: the row it counts from, its first and last column, and the number it offers."""

    row: int
    left: int
    right: int
    offer: int = 0


def highest_above(asked: Sequence[Standing], there: Sequence[Standing], *, none: int) -> list[int]:
    """For each of those asked for, the highest offer of what stands above it in a column of its own.

    Each is met once, from the top down, so that the work grows with their number and not with its square.

    >>> highest_above([Standing(9, 1, 2), Standing(9, 4, 4)], [Standing(3, 2, 3, 7)], none=0)
    [7, 0]
    """
    edges = sorted({edge for one in (*asked, *there) for edge in (one.left, one.right)})
    highest = [none] * len(edges)

    def reach(one: Standing) -> slice:
        # Two that share a column share one of these edges: the first column of one of them.
        return slice(bisect_left(edges, one.left), bisect_right(edges, one.right))

    waiting = sorted(there, reverse=True)
    found = [none] * len(asked)
    for n in sorted(range(len(asked)), key=lambda n: asked[n].row):
        while waiting and waiting[-1].row < asked[n].row:
            one = waiting.pop()
            over = reach(one)
            highest[over] = [max(offer, one.offer) for offer in highest[over]]
        found[n] = max(highest[reach(asked[n])])
    return found
