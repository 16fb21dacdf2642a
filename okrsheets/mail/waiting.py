"""Whose mail waits: it would tell of figures that depend on a source which could not be read this time."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.model import Objective, Recipient, Results, folded
from okrsheets.writeback.depending import depending_on

__all__ = ["kept_waiting"]


def kept_waiting(
    recipients: Iterable[Recipient], results: Results, objectives: Iterable[Objective], *, patience: int
) -> frozenset[str]:
    """The addresses of those whom something concerns that is not known as of today.

    Somebody is told of what is theirs, their teams', and one step up and down from it. A source for which a
    reading stands in that is more than `patience` days old is waited for no longer.
    """
    missing = [name for name, day in results.as_of.items() if (results.today - day).days <= patience]
    unsure = depending_on(missing, results)
    if not unsure:
        return frozenset()
    beside: dict[str, set[str]] = {}
    for one in results.resolutions.alignments:
        beside.setdefault(one.child, set()).add(one.parent)
        beside.setdefault(one.parent, set()).add(one.child)
    of_team: dict[str, set[str]] = {}
    for objective in objectives:
        if objective.team:
            of_team.setdefault(folded(objective.team), set()).update(okr.key for okr in objective.family)

    def concerned(recipient: Recipient) -> bool:
        theirs = recipient.okrs.union(*(of_team.get(folded(team), ()) for team in recipient.teams))
        return recipient.everything or any(
            key in unsure or not unsure.isdisjoint(beside.get(key, ())) for key in theirs
        )

    return frozenset(one.address for one in recipients if concerned(one))
