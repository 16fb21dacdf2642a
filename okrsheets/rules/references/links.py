"""Rules about what an alignment leads to: itself, something given up, another time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Finding,
    Outcome,
    Severity,
)
from okrsheets.rules.wording import named

__all__ = ["alignment_cycle"]


@rule("alignment-cycle", Severity.ERROR)
def alignment_cycle(case: Case) -> Iterator[Finding]:
    """An objective or key result is above itself.

    Followed upward, its alignment leads back to where it began, so none of these can say what it
    serves, and no progress flows along the circle.

    Bad:
        Sales:
        | ID   | Objective    | Aligned to | Key result          | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partner | 20     |
        Marketing:
        | ID   | Objective                 | Aligned to | Key result     | Target |
        | MA-1 | Be known where we sell    | SA-1       | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Aligned to | Key result          | Target |
        | SA-1 | Win the east |            | Sign resale partner | 20     |
        Marketing:
        | ID   | Objective                 | Aligned to | Key result     | Target |
        | MA-1 | Be known where we sell    | SA-1       | Speak at fairs | 6      |
    """
    cells = {
        (each.child, each.parent): each.source.cell
        for each in case.resolutions.resolutions
        if each.outcome is Outcome.RESOLVED
    }
    for path in case.resolutions.cycles:
        circle = _from_its_first(path)
        child, cell = _first_link(circle, cells, case)
        okrs = [named(case.okrs.by_key[key]) for key in circle]
        if len(okrs) > 6:
            okrs[3:-2] = ["…"]
        yield finding(
            place=cell,
            okr=child,
            message=f"{okrs[0]} is aligned to itself"
            if len(okrs) == 2
            else f"these are aligned in a circle: {' → '.join(okrs)}",
            hint="take out the link that does not point upward",
        )


def _from_its_first(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle, told from the key that sorts first."""
    first = path.index(min(path))
    return (*path[first:-1], *path[:first], path[first])


def _first_link(
    circle: tuple[str, ...], cells: dict[tuple[str, str | None], CellRef], case: Case
) -> tuple[str, CellRef]:
    """The first item of the circle whose link a cell says, and that cell."""
    for child, parent in pairwise(circle):
        if (cell := cells.get((child, parent))) is not None:
            return child, cell
    return circle[0], case.okrs.by_key[circle[0]].at
