"""What a pace policy is: how progress is judged against what time asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.model import Status
from okrsheets.tuples import NamedTuple

__all__ = ["Judge", "Pace", "PacePolicy", "pace_policy"]


class Pace(NamedTuple):
    """Where a day stands in the time an OKR has: shares from 0 to 1.

    `elapsed` is of today; `expected` of `day`, that of the value where it is recent, else today, the last one
    at most. `early`: the first update is not due yet. `planned`: expected as the sheet's own plan says.
    """

    elapsed: float
    expected: float
    begun: bool
    ended: bool
    early: bool
    day: date | None = None
    planned: bool = False


Judge: TypeAlias = Callable[[float, Pace], Status]
"""Takes progress (below 1, may be negative) and pace; gives on track, behind or at risk."""


class PacePolicy(NamedTuple):
    """A named way to judge progress against time; `summary` says it in a sentence.

    `calls` says how the system it comes from calls our statuses. `lost` is what a state to hold is that does
    not hold while its time is not over.
    """

    name: str
    judge: Judge
    summary: str
    calls: Mapping[Status, str] = MappingProxyType({})
    lost: Status = Status.AT_RISK


def pace_policy(
    name: str,
    *,
    on_track: str | None = None,
    behind: str | None = None,
    at_risk: str | None = None,
    lost: Status = Status.AT_RISK,
) -> Callable[[Judge], PacePolicy]:
    """Makes a policy of a function; its summary is the first sentence of the docstring.

    The three words are what its system says for ours, where it has a word; `lost` is as in `PacePolicy`.

    >>> @pace_policy("half-way", at_risk="Red")
    ... def half_way(progress: float, pace: Pace) -> Status:
    ...     '''On track from half of what time asks for.'''
    ...     return Status.ON_TRACK if progress >= pace.expected / 2 else Status.AT_RISK
    >>> half_way.judge(0.3, Pace(0.5, 0.5, begun=True, ended=False, early=False)).value, half_way.summary
    ('on track', 'On track from half of what time asks for')
    """
    words = {Status.ON_TRACK: on_track, Status.BEHIND: behind, Status.AT_RISK: at_risk}
    calls = MappingProxyType({status: word for status, word in words.items() if word})

    def made(judge: Judge) -> PacePolicy:
        summary = " ".join((judge.__doc__ or "").strip().partition("\n\n")[0].split())
        return PacePolicy(name, judge, summary.rstrip("."), calls, lost)

    return made
