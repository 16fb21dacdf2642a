"""Which objectives have their key results listed, so that a page stays small enough to open at once."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.model import Objective
from okrsheets.reporting.places import Places

__all__ = ["ALL_THE_ROOM", "ROOM", "is_crowded", "listed_objectives"]

ROOM = 1_550_000
"""Characters of the tree; with all else on it a page of that many stays under two megabytes."""

ALL_THE_ROOM = 1 << 40
"""For what no browser lays out: every key result is listed."""

# what each takes beside its title, measured on pages of 1,000 and 5,000 objectives
AN_OBJECTIVE = 340
A_KEY_RESULT = 380
CELLS_SAID = 4  # of a key result: its row and up to three values


def is_crowded(objectives: Iterable[Objective], *, room: int) -> bool:
    """Whether the objectives alone take more than there is room for, so that each must be said in short."""
    return sum(AN_OBJECTIVE + len(each.title or "") for each in objectives) > room


def listed_objectives(order: Iterable[tuple[int, Objective]], *, places: Places, room: int) -> frozenset[str]:
    """The keys of those whose key results there is room for, from the top level down."""
    order = list(order)
    left = room - sum(AN_OBJECTIVE + len(objective.title or "") for _, objective in order)
    listed: set[str] = set()
    for _, objective in sorted(order, key=lambda each: each[0]):
        links = CELLS_SAID * len(places.cell(objective.at).url or "")
        left -= sum(A_KEY_RESULT + len(each.title) + links for each in objective.key_results)
        if left < 0:
            break
        listed.add(objective.key)
    return frozenset(listed)
