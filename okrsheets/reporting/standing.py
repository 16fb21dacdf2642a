"""How a child stands to its parent: what counts, what shows support, and what stands beside it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from okrsheets.model import Alignment, AlignmentKind, Figure, Part, Results, Status
from okrsheets.progress.figuring import NOT_BY_THE_POLICY
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.wording import status_chip
from okrsheets.tongue import ENGLISH, Tongue

__all__ = ["Standing", "standing_beside"]

CLOSED = frozenset({Status.CANCELLED, Status.POSTPONED})


class Standing(Enum):
    """Counts in the parent, stands beside it (straightforward, but carries nothing now), or supports it."""

    COUNTS = "counts"
    BESIDE = "beside"
    SUPPORTS = "supports"


def standing_beside(
    results: Results, alignments: Iterable[Alignment], *, tongue: Tongue = ENGLISH
) -> Mapping[tuple[str, str], str]:
    """Why a child only stands beside its parent, by both keys, for the straightforward ones that do.

    The words go behind the parent's name: `which has its own values`.
    """
    figures = results.figures.okrs
    parts: dict[str, Mapping[str, Part]] = {}
    found: dict[tuple[str, str], str] = {}
    for alignment in alignments:
        if alignment.kind is not AlignmentKind.STRAIGHTFORWARD:
            continue
        child, parent = alignment.child, alignment.parent
        if not alignment.carries:
            found[child, parent] = tongue("as the alignments run in a circle")
            continue
        above = figures.get(parent, NO_FIGURE)
        if parent not in parts:
            parts[parent] = {part.key: part for part in above.made_of if part.via != "directional"}
        part = parts[parent].get(child)
        if part is not None and part.weight <= 0:
            has_no_weight = alignment.share == 0 or results.okrs.by_key[child].weight == 0
            words = _why(part, figures.get(child, NO_FIGURE), above, tongue, has_no_weight=has_no_weight)
            found[child, parent] = words
    return found


def _why(part: Part, below: Figure, above: Figure, tongue: Tongue, *, has_no_weight: bool) -> str:
    if below.status in CLOSED:
        return tongue("as it is {status}", status=status_chip(below.status, tongue).inside)
    if above.status in CLOSED:
        return tongue("which is {status}", status=status_chip(above.status, tongue).inside)
    if above.basis == "values":
        return tongue("which has its own values")
    if above.basis in ("stated", "status word"):
        return tongue("which states its own progress")
    if has_no_weight:
        return tongue("as it has no weight")
    if part.because == NOT_BY_THE_POLICY:
        return tongue("which does not count it by the roll-up in force")
    return tongue("which counts it by a shorter way")
