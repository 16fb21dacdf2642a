"""How a child stands to its parent: what counts, what shows support, and what stands beside it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from okrsheets.model import Alignment, AlignmentKind, Figure, Part, Results, Status
from okrsheets.progress.figuring import NOT_BY_THE_POLICY
from okrsheets.reporting.gauges import NO_FIGURE

__all__ = ["Standing", "standing_beside"]

CLOSED = frozenset({Status.CANCELLED, Status.POSTPONED})


class Standing(Enum):
    """Counts in the parent, stands beside it (straightforward, but carries nothing now), or supports it."""

    COUNTS = "counts"
    BESIDE = "beside"
    SUPPORTS = "supports"


def standing_beside(results: Results, alignments: Iterable[Alignment]) -> Mapping[tuple[str, str], str]:
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
            found[child, parent] = "as the alignments run in a circle"
            continue
        above = figures.get(parent, NO_FIGURE)
        if parent not in parts:
            parts[parent] = {part.key: part for part in above.made_of if part.via != "directional"}
        part = parts[parent].get(child)
        if part is not None and part.weight <= 0:
            found[child, parent] = _why(part, alignment, figures.get(child, NO_FIGURE), above, results)
    return found


def _why(part: Part, alignment: Alignment, below: Figure, above: Figure, results: Results) -> str:
    if below.status in CLOSED:
        return f"as it is {below.status.value}"
    if above.status in CLOSED:
        return f"which is {above.status.value}"
    if above.basis == "values":
        return "which has its own values"
    if above.basis in ("stated", "status word"):
        return "which states its own progress"
    if alignment.share == 0 or results.okrs.by_key[alignment.child].weight == 0:
        return "as it has no weight"
    if part.because == NOT_BY_THE_POLICY:
        return "which does not count it by the roll-up in force"
    return "which counts it by a shorter way"
