"""The status of a parent from those of its parts, by name: `weakest`, or the rounded mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.model import Status
from okrsheets.tuples import NamedTuple

__all__ = ["OWN_PACE", "PARENT_POLICIES", "FromParts", "ParentPolicy"]

FromParts: TypeAlias = Callable[[Sequence[Status]], Status | None]
"""Takes the statuses of the parts that count, or of all where all are closed; gives that of the parent,
None where they say nothing."""

_WORST_FIRST = (
    Status.AT_RISK,
    Status.BEHIND,
    Status.ON_TRACK,
    Status.TOO_EARLY,
    Status.NOT_STARTED,
)
_ALL_CLOSED = ({Status.POSTPONED}, {Status.CANCELLED})
_GRADES = {Status.ON_TRACK: 1, Status.DONE: 1, Status.BEHIND: 2, Status.AT_RISK: 3}
_OF_GRADE = {1: Status.ON_TRACK, 2: Status.BEHIND, 3: Status.AT_RISK}


class ParentPolicy(NamedTuple):
    """A named way to judge a parent; without `from_parts` by its own progress against time."""

    name: str
    summary: str
    from_parts: FromParts | None = None


def weakest(parts: Sequence[Status]) -> Status | None:
    """The worst of at risk, behind, on track, not started.

    Viva Goals, "Track OKR progress and status": At risk > Behind > On track > Not started. Where all are
    postponed, or all are closed (cancelled here), so is the parent; where some are closed (done here) and
    the others not started, its own progress against time decides. Perdoo, help 4640875: the weakest key
    result, those without a status left out; done has none there. Beside others, done counts as on track.
    """
    found = set(parts)
    if found in _ALL_CLOSED:
        return next(iter(found))
    if found <= {Status.DONE, Status.NOT_STARTED} and len(found) > 1:
        return None
    found = {Status.ON_TRACK if status is Status.DONE else status for status in found}
    return next((status for status in _WORST_FIRST if status in found), None)


def rounded_mean(parts: Sequence[Status]) -> Status | None:
    """The mean of on track 1, behind 2 and at risk 3, rounded; a half to the worse.

    OKR by BOJA, "OKR Progress - Automatic Mode": two on track and one At Risk there (behind here) are
    4 / 3 = 1.33, on track. Parts without one of these statuses are left out.
    """
    grades = [_GRADES[status] for status in parts if status in _GRADES]
    return _OF_GRADE[floor(sum(grades) / len(grades) + 0.5)] if grades else None


OWN_PACE = ParentPolicy("own", "A parent is judged by its own progress against time")

PARENT_POLICIES: Mapping[str, ParentPolicy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            OWN_PACE,
            ParentPolicy("weakest", "A parent has the status of its weakest part", weakest),
            ParentPolicy(
                "rounded-mean", "A parent has the rounded mean of its parts' statuses", rounded_mean
            ),
        )
    }
)
"""Every way to judge a parent, by its name."""
