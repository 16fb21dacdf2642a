"""Which teams work on what the top level wants: the coverage matrix, and who carries how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    okrs: OkrSet, now: Iterable[Objective], alignments: Iterable[Alignment]
) -> dict[str, list[Alignment]]:
    """The alignments of what is going on, by their parent; an own key result's to its objective is none."""
    living = {each.key for each in now if not given_up(each)}
    found: dict[str, list[Alignment]] = {}
    for link in sorted(alignments, key=lambda link: (link.child, link.parent)):
        child, parent = okrs.by_key.get(link.child), okrs.by_key.get(link.parent)
        if child is None or parent is None or link.kind is AlignmentKind.DEPENDENCY or given_up(child):
            continue
        if _home(child) in living and _home(child) != _home(parent):
            found.setdefault(link.parent, []).append(link)
    return found


def _home(okr: Objective | KeyResult) -> str:
    return okr.objective if isinstance(okr, KeyResult) else okr.key


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
            yield Support(objective.key, link.child, _by_team([link], team))


def _delivers(link: Alignment, okrs: OkrSet) -> bool:
    return link.carries and isinstance(okrs.by_key[link.child], KeyResult)


def _by_team(links: Iterable[Alignment], team: Mapping[str, str]) -> dict[str, AlignmentKind]:
    """The kind by which each team supports something; straightforward where it does by both."""
    by: dict[str, AlignmentKind] = {}
    for link in links:
        owner = team[link.child]
        if by.get(owner) is not AlignmentKind.STRAIGHTFORWARD:
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
    counted: dict[str, set[str]] = {}
    for key in (objective.key, *(each.key for each in objective.key_results)):
        for link in below.get(key, ()):
            child = okrs.by_key[link.child]
            own = [child] if isinstance(child, KeyResult) else list(child.key_results)
            counted.setdefault(team[child.key], set())
            for each in own:
                if not given_up(each):
                    counted.setdefault(team[each.key], set()).add(each.key)
    for each in objective.key_results:
        if team[each.key] != team[objective.key] and not given_up(each):
            counted.setdefault(team[each.key], set()).add(each.key)
    return {name: len(keys) for name, keys in sorted(counted.items())}
