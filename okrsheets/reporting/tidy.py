"""Where the nodes of a forest stand: a row for each leaf, parents halfway between their children."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["tidy_rows"]


def tidy_rows(depths: Sequence[int], *, apart: float) -> tuple[float, ...]:
    """The row of each node of a forest that is given by its depths in reading order, parents first.

    Leaves stand in rows one below the other, trees `apart` further. Reading order with one row per leaf
    never lets subtrees overlap, which is what Reingold and Tilford (1981) compute contours for; it takes
    time linear in the number of nodes.

    >>> tidy_rows([0, 1, 1, 0], apart=0.5)
    (0.5, 0.0, 1.0, 2.5)
    """
    rows = [0.0] * len(depths)
    ends: dict[int, list[float]] = {}  # of the children met so far, by the depth of their parent
    below = [True] * len(depths)
    for at, depth in enumerate(depths):
        below[at] = at + 1 < len(depths) and depths[at + 1] > depth
    row = 0.0
    for at, depth in enumerate(depths):
        if at and not depth:
            row += apart
        if not below[at]:
            rows[at] = row
            row += 1
    for at in range(len(depths) - 1, -1, -1):
        depth = depths[at]
        if below[at]:
            children = ends.pop(depth)
            rows[at] = (min(children) + max(children)) / 2
        if depth:
            ends.setdefault(depth - 1, []).append(rows[at])
    return tuple(rows)
