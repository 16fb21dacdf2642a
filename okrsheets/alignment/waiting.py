"""Dependencies with both sides, and the circles of those that wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from okrsheets.alignment.circles import knots_of, round_trip
from okrsheets.alignment.names import name_of, reduced
from okrsheets.alignment.wording import bare_reference
from okrsheets.model import AlignmentKind, Dependency, OkrSet, Outcome, Resolution

__all__ = ["dependencies_of", "waiting_circles"]


def dependencies_of(
    okrs: OkrSet, resolutions: Iterable[Resolution], team: Mapping[str, str]
) -> tuple[Dependency, ...]:
    """Every dependency with both of its sides; what is ambiguous or was not read has no other side yet.

    `team` says whose each OKR is.
    """
    called: dict[str, str] | None = None
    found: dict[tuple[str, str | None, str], Dependency] = {}
    for each in resolutions:
        if each.kind is not AlignmentKind.DEPENDENCY or each.child not in team:
            continue
        providing = None
        if each.outcome is Outcome.RESOLVED and each.parent is not None and each.parent in team:
            providing = team[each.parent]
        elif each.outcome is Outcome.VAGUE:
            called = _teams_by_name(okrs, team) if called is None else called
            words = bare_reference(each.text).text
            providing = called.get(name_of(words)) or called.get(reduced(name_of(words))) or words
        elif each.outcome is not Outcome.DANGLING:
            continue
        one = Dependency(each.child, team[each.child], each.parent, providing, each.text)
        found.setdefault((one.requester, one.provider, one.text), one)
    return tuple(sorted(found.values(), key=lambda one: (one.requester, one.provider or "", one.text)))


def _teams_by_name(okrs: OkrSet, team: Mapping[str, str]) -> dict[str, str]:
    """The teams by their own names and by those of the tabs that are theirs alone."""
    by_tab: dict[str, set[str]] = {}
    called: dict[str, str] = {}
    for objective in okrs.objectives:
        by_tab.setdefault(objective.at.sheet, set()).add(team[objective.key])
    for tab, owners in by_tab.items():
        if len(owners) == 1:
            called[name_of(tab)] = called[reduced(name_of(tab))] = min(owners)
    for name in sorted(set(team.values()), reverse=True):
        called[name_of(name)] = called[reduced(name_of(name))] = name
    return {name: owner for name, owner in called.items() if name}


def waiting_circles(okrs: OkrSet, dependencies: Iterable[Dependency]) -> tuple[tuple[str, ...], ...]:
    """The circles of OKRs that wait for each other, as paths that end where they began.

    An objective waits for its own key results: it is not reached before they are. One path per knot.
    """
    waits: dict[str, list[str]] = {}
    for each in dependencies:
        if each.provider is not None:
            waits.setdefault(each.requester, []).append(each.provider)
    needed = {provider for providers in waits.values() for provider in providers}
    inside = {(child, parent) for child, parents in waits.items() for parent in parents}
    for objective in okrs.objectives:
        if objective.key in needed:
            waits.setdefault(objective.key, []).extend(
                each.key for each in objective.key_results if each.key in waits
            )
    knots = knots_of(waits)
    members: dict[int, set[str]] = {}
    for key, number in knots.items():
        members.setdefault(number, set()).add(key)
    entangled = {knots[child] for child, parent in inside if knots[child] == knots[parent]}
    return tuple(
        sorted(round_trip(min(members[number]), waits, within=members[number]) for number in entangled)
    )
