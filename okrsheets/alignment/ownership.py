"""Whose each OKR is, on which level a team stands, and how teams are linked to those beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Dependency,
    Objective,
    OkrSet,
    SidewaysLink,
    SkippedLevel,
    folded,
)
from okrsheets.tuples import NamedTuple

__all__ = ["Ownership", "TeamLevel", "ownership_of", "sideways_links", "skipped_levels", "team_levels"]


class Ownership(NamedTuple):
    """The team of each OKR by its key; what names none is its workbook's.

    `below` are the teams that have objectives in the cycles looked at, and none of them at the top.
    """

    team: Mapping[str, str]
    below: frozenset[str]


class TeamLevel(NamedTuple):
    """The steps to the top that most objectives of a team are away from it; `sure` if more than half."""

    level: int
    sure: bool


def ownership_of(
    okrs: OkrSet, now: Iterable[Objective], *, titles: Mapping[str, str], top: AbstractSet[str]
) -> Ownership:
    """Whose everything is; names that differ only in case and blanks are one team."""
    spelt: dict[str, str] = {}
    names = {okr.team for each in okrs.objectives for okr in each.family}
    said = {name: folded(name) for name in names if name}
    for name, called in said.items():
        spelt[called] = min(name, spelt.get(called, name))
    team: dict[str, str] = {}
    for objective in okrs.objectives:
        source = objective.at.workbook
        own = spelt[said[objective.team]] if objective.team else titles.get(source, source)
        team[objective.key] = own
        for key_result in objective.key_results:
            team[key_result.key] = spelt[said[key_result.team]] if key_result.team else own
    keys = [each.key for each in now]
    heads = {team[key] for key in keys if key in top}
    return Ownership(team, frozenset(team[key] for key in keys) - heads)


def team_levels(
    now: Iterable[Objective], levels: Mapping[str, int], ownership: Ownership
) -> dict[str, TeamLevel]:
    """On which level each team stands that has an objective which reaches the top; of two, the higher."""
    counts = Counter((ownership.team[each.key], levels[each.key]) for each in now if each.key in levels)
    by_team: dict[str, dict[int, int]] = {}
    for (team, level), number in counts.items():
        by_team.setdefault(team, {})[level] = number
    found = {}
    for team, met in by_team.items():
        level, most = min(met.items(), key=lambda item: (-item[1], item[0]))
        found[team] = TeamLevel(level, sure=most > 1 and 2 * most > sum(met.values()))
    return found


def skipped_levels(
    now: Iterable[Objective],
    links: Iterable[Alignment],
    *,
    levels: Mapping[str, int],
    standing: Mapping[str, TeamLevel],
    ownership: Ownership,
) -> tuple[SkippedLevel, ...]:
    """The objectives aligned past the level that is above their team.

    Where a team stands its other objectives tell; with one more parent on the level above nothing is
    skipped, nor by a key result that another team delivers to the top.
    """
    keys = {each.key for each in now}
    parents: dict[str, set[str]] = {}
    for link in links:
        if link.child in keys and link.parent in levels:
            parents.setdefault(link.child, set()).add(link.parent)
    found: list[SkippedLevel] = []
    for child in sorted(parents):
        team = standing.get(ownership.team[child])
        if team is None or not team.sure or any(levels[each] >= team.level - 1 for each in parents[child]):
            continue
        found.extend(
            SkippedLevel(child, parent, team.level - 1 - levels[parent])
            for parent in sorted(parents[child])
            if ownership.team[parent] != ownership.team[child]
        )
    return tuple(found)


def sideways_links(
    links: Iterable[Alignment],
    dependencies: Iterable[Dependency],
    *,
    now: AbstractSet[str],
    standing: Mapping[str, TeamLevel],
    ownership: Ownership,
) -> tuple[SidewaysLink, ...]:
    """The links between teams below the top of which neither stands above the other.

    A dependency on another team is one wherever the two stand, as in WorkBoard's alignment gaps.
    """
    team, below = ownership
    found = [
        SidewaysLink(link.child, own, link.parent, other, link.kind)
        for link in links
        if link.child in now
        and link.parent in now
        and (own := team[link.child]) != (other := team[link.parent])
        and own in below
        and other in below
        and not _is_above(other, own, standing)
    ]
    waiting = dict.fromkeys(
        SidewaysLink(each.requester, each.requesting, each.provider, each.providing, AlignmentKind.DEPENDENCY)
        for each in dependencies
        if each.requester in now
        and each.providing is not None
        and each.providing != each.requesting
        and {each.providing, each.requesting} <= below
    )
    return tuple(sorted((*found, *waiting), key=_in_order))


def _in_order(link: SidewaysLink) -> tuple[str, str, str, str]:
    return (link.child, link.parent or "", link.other, link.kind.value)


def _is_above(team: str, other: str, standing: Mapping[str, TeamLevel]) -> bool:
    """Whether a team stands nearer to the top than another; unknown is beside it."""
    this, that = standing.get(team), standing.get(other)
    return this is not None and that is not None and this.level < that.level
