"""What the links show together: the top level, cycles, and who is above and below whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from okrsheets.alignment.circles import circles_of
from okrsheets.alignment.names import name_of, reduced
from okrsheets.alignment.words import TOP
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    KeyResult,
    Objective,
    OkrSet,
    Outcome,
    Resolution,
    Resolutions,
)

__all__ = ["children_of", "links_of", "parents_of", "top_level_by_links", "top_level_by_name"]

_TOP = frozenset(name_of(word) for word in TOP.split("|"))


def parents_of(resolutions: Resolutions) -> Mapping[str, tuple[Alignment, ...]]:
    """The alignments of every kind by their child; OKRs without any are not in it."""
    found: dict[str, list[Alignment]] = {}
    for alignment in resolutions.alignments:
        found.setdefault(alignment.child, []).append(alignment)
    return {key: tuple(alignments) for key, alignments in found.items()}


def children_of(resolutions: Resolutions) -> Mapping[str, tuple[Alignment, ...]]:
    """The alignments of every kind by their parent; OKRs without any are not in it."""
    found: dict[str, list[Alignment]] = {}
    for alignment in resolutions.alignments:
        found.setdefault(alignment.parent, []).append(alignment)
    return {key: tuple(alignments) for key, alignments in found.items()}


def links_of(
    okrs: OkrSet, resolutions: Iterable[Resolution]
) -> tuple[tuple[Alignment, ...], tuple[tuple[str, ...], ...]]:
    """The links of what resolved, and the cycles among them; a link inside a cycle carries nothing.

    Nor does one between two key results of one objective, in which both count.
    A link that is said twice with one kind is one link.
    """
    links: dict[tuple[str, str, AlignmentKind], Alignment] = {}
    for found in resolutions:
        if found.outcome is Outcome.RESOLVED and found.parent is not None:
            carries = found.kind is AlignmentKind.STRAIGHTFORWARD and not _stand_side_by_side(found, okrs)
            link = Alignment(found.child, found.parent, found.kind, found.share, carries)
            links.setdefault((link.child, link.parent, link.kind), link)
    upward = [link for link in links.values() if link.kind is not AlignmentKind.DEPENDENCY]
    circles = circles_of(okrs, upward)
    return (
        tuple(
            link._replace(carries=False) if (link.child, link.parent) in circles.links else link
            for link in links.values()
        ),
        circles.paths,
    )


def _stand_side_by_side(found: Resolution, okrs: OkrSet) -> bool:
    """Whether both ends of a link are key results of one objective."""
    child, parent = okrs.by_key.get(found.child), okrs.by_key.get(found.parent or "")
    return (
        isinstance(child, KeyResult) and isinstance(parent, KeyResult) and child.objective == parent.objective
    )


def top_level_by_name(
    okrs: OkrSet, named: frozenset[str], sources: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The objectives of the tabs and teams in `named`, and all of these `sources`; without any, of those
    that are called so.

    A tab that is called so may say team by team whose its objectives are; then the team decides.
    """
    wanted = {name_of(name) for name in named}
    top = frozenset(
        objective.key
        for objective in okrs.objectives
        if objective.at.workbook in sources
        or name_of(objective.at.sheet) in wanted
        or (objective.team and name_of(objective.team) in wanted)
    )
    if top:
        return top
    by_team = {objective.key for objective in okrs.objectives if _is_called_top(objective.team)}
    decided = {_tab(objective) for objective in okrs.objectives if objective.key in by_team}
    by_tab = {
        objective.key
        for objective in okrs.objectives
        if _tab(objective) not in decided and _is_called_top(objective.at.sheet)
    }
    return frozenset(by_team | by_tab)


def top_level_by_links(okrs: OkrSet, alignments: Iterable[Alignment]) -> frozenset[str]:
    """The objectives that others are aligned to, whole or by a key result, and that have no parent."""
    above: set[str] = set()
    below: set[str] = set()
    owner = {each.key: each.objective for each in okrs.key_results}
    for child, parent, kind, *_ in alignments:
        if kind is not AlignmentKind.DEPENDENCY and child != parent:
            below.add(child)
            above.add(owner.get(parent, parent))
    return frozenset(above - below)


def _is_called_top(label: str | None) -> bool:
    name = name_of(label or "")
    return name in _TOP or reduced(name) in _TOP


def _tab(objective: Objective) -> tuple[str, str]:
    return (objective.at.workbook, objective.at.sheet)
