"""Whose mail waits: it would tell of figures that depend on a source which could not be read this time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.mail.naming import folded
from okrsheets.model import Objective, Outcome, Recipient, Results

__all__ = ["kept_waiting"]


def kept_waiting(
    recipients: Iterable[Recipient],
    results: Results,
    objectives: Iterable[Objective],
    *,
    unread: frozenset[str],
) -> frozenset[str]:
    """The addresses of those whom something concerns that is not known as of today.

    That is what stands in the sources `unread`, or is aligned into them, and all above it: a figure depends
    on all that is below. Somebody is told of what is theirs, their teams', and one step up and down from it.
    """
    if not unread:
        return frozenset()
    links = list(_links(results))
    unsure = _above(_unread(results, unread), links)
    beside: dict[str, set[str]] = {}
    for child, parent in links:
        beside.setdefault(child, set()).add(parent)
        beside.setdefault(parent, set()).add(child)
    of_team: dict[str, set[str]] = {}
    for objective in objectives:
        if objective.team:
            of_team.setdefault(folded(objective.team), set()).update(okr.key for okr in objective.family)

    def concerned(recipient: Recipient) -> bool:
        theirs = set(recipient.okrs).union(*(of_team.get(folded(team), ()) for team in recipient.teams))
        return recipient.everything or any(
            key in unsure or not unsure.isdisjoint(beside.get(key, ())) for key in theirs
        )

    return frozenset(one.address for one in recipients if concerned(one))


def _links(results: Results) -> Iterator[tuple[str, str]]:
    """Child and parent of each alignment, and of each key result with its own objective."""
    known = results.okrs.by_key
    for one in results.resolutions.alignments:
        if one.child in known and one.parent in known:
            yield one.child, one.parent
    for key_result in results.okrs.key_results:
        yield key_result.key, key_result.objective


def _unread(results: Results, unread: frozenset[str]) -> Iterator[str]:
    """What stands in these sources, what is aligned into them, and what was aligned to from there."""
    for okr in results.okrs.okrs:
        if okr.at.workbook in unread:
            yield okr.key
    for one in results.resolutions.resolutions:
        if one.outcome is Outcome.UNREACHABLE:
            yield one.child
    pasts = results.history.pasts
    for child, parent in results.history.alignments:
        if child in pasts and pasts[child].workbook in unread:
            yield parent


def _above(keys: Iterable[str], links: Iterable[tuple[str, str]]) -> frozenset[str]:
    """These keys and all that is above them."""
    up: dict[str, list[str]] = {}
    for child, parent in links:
        up.setdefault(child, []).append(parent)
    found: set[str] = set()
    to_do = list(keys)
    while to_do:
        if (key := to_do.pop()) not in found:
            found.add(key)
            to_do += up.get(key, ())
    return frozenset(found)
