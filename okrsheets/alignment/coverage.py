"""Which teams work on what the top level wants: the coverage matrix, and who carries how much of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    KeyResult,
    Objective,
    OkrSet,
    Support,
    given_up,
)

__all__ = ["aligned_to", "contributors_of", "coverage_of"]


def aligned_to(
    tops: Iterable[Objective],
    links: Iterable[Alignment],
    *,
    okrs: OkrSet,
    now: Iterable[Objective],
    homes: Mapping[str, str],
) -> dict[str, list[Alignment]]:
    """The links of what is going on `now` to each OKR of `tops`, in the order of their children.

    An own key result's to its objective is none. `homes` are the objectives of all OKRs.
    """
    living = {each.key for each in now if not given_up(each)}
    found: dict[str, list[Alignment]] = {okr.key: [] for each in tops for okr in each.family}
    for link in links:
        if link.parent not in found or link.child not in homes or given_up(okrs.by_key[link.child]):
            continue
        home = homes[link.child]
        if home in living and home != homes[link.parent]:
            found[link.parent].append(link)
    for to in found.values():
        to.sort(key=attrgetter("child"))
    return found


def coverage_of(
    tops: Iterable[Objective],
    below: Mapping[str, Sequence[Alignment]],
    *,
    okrs: OkrSet,
    team: Mapping[str, str],
) -> tuple[Support, ...]:
    """For each objective of `tops` the row of it as a whole, then those of its key results.

    A key result that a team delivers to it is one of its own. One that stands in its table under another
    team's name is delivered by that team. `below` are the alignments by parent, `team` whose each OKR is.
    """
    return tuple(
        row
        for objective in sorted(tops, key=lambda each: each.key)
        for row in _rows(objective, below, okrs, team)
    )


def _rows(
    objective: Objective, below: Mapping[str, Sequence[Alignment]], okrs: OkrSet, team: Mapping[str, str]
) -> Iterator[Support]:
    whole = below.get(objective.key, ())
    yield Support(objective.key, objective.key, _by_team(whole, team))
    for key_result in sorted(objective.key_results, key=lambda each: each.key):
        if given_up(key_result):
            continue
        by = _by_team(below.get(key_result.key, ()), team)
        if team[key_result.key] != team[objective.key]:
            by[team[key_result.key]] = AlignmentKind.STRAIGHTFORWARD
        yield Support(objective.key, key_result.key, by)
    for link in whole:
        if _delivers(link, okrs):
            yield Support(objective.key, link.child, {team[link.child]: link.kind})


def _delivers(link: Alignment, okrs: OkrSet) -> bool:
    return link.carries and isinstance(okrs.by_key[link.child], KeyResult)


def _by_team(links: Iterable[Alignment], team: Mapping[str, str]) -> dict[str, AlignmentKind]:
    """The kind by which each team supports something; straightforward where it does by both."""
    straightforward = AlignmentKind.STRAIGHTFORWARD
    by: dict[str, AlignmentKind] = {}
    for link in links:
        owner = team[link.child]
        if by.get(owner) is not straightforward:
            by[owner] = link.kind
    return dict(sorted(by.items()))


def contributors_of(
    objective: Objective,
    below: Mapping[str, Sequence[Alignment]],
    *,
    okrs: OkrSet,
    team: Mapping[str, str],
) -> dict[str, int]:
    """How many key results each team has under an objective: those aligned, and those of what is.

    A team whose objective is aligned and has no key results has 0.
    """
    children = [okrs.by_key[link.child] for okr in objective.family for link in below.get(okr.key, ())]
    delivered = [each for each in objective.key_results if team[each.key] != team[objective.key]]
    counted = {
        each.key
        for child in (*children, *delivered)
        for each in ((child,) if isinstance(child, KeyResult) else child.key_results)
        if not given_up(each)
    }
    counts = Counter(team[key] for key in counted)
    return {name: counts[name] for name in sorted({team[child.key] for child in children} | counts.keys())}
