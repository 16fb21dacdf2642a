"""The roll-up policies by name: how the items of an objective count in it, here and in other systems.

A policy is a function over the items that count at all (nothing cancelled, no weight 0), which gives them
their weights. What no policy changes: unknown is left out of the mean and widens its bounds, an item that
arrives by two paths counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, fsum
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.progress.items import CONTRIBUTING, OWN, Item
from okrsheets.tuples import NamedTuple

__all__ = ["DEFAULT", "MODES", "ROLL_UP_POLICIES", "RollUpPolicy", "Weigh", "counting", "half_down"]

Weigh: TypeAlias = Callable[[Sequence[Item]], Sequence[Item]]
"""Takes the items of one objective that count at all; gives the same items with their weights in it."""

MODES = ("both", "key-results", "aligned")


class RollUpPolicy(NamedTuple):
    """A named way to roll up; `summary` says it in a sentence.

    `whole_percent` rounds an objective to whole per cent, a half down. `by_value` lets a key result that
    others deliver count what their values add up to, not the mean of how far they are. `beyond` passes on
    what lies outside of 0 to 1 as it is; else progress is held within that on its way up.
    """

    name: str
    weigh: Weigh
    summary: str
    whole_percent: bool = False
    by_value: bool = False
    beyond: bool = False


def _policy(
    name: str, *, whole_percent: bool = False, by_value: bool = False, beyond: bool = False
) -> Callable[[Weigh], RollUpPolicy]:
    """Makes a policy of a function; its summary is the first sentence of the docstring."""

    def made(weigh: Weigh) -> RollUpPolicy:
        summary = " ".join((weigh.__doc__ or "").partition("\n\n")[0].split()).rstrip(".")
        return RollUpPolicy(name, weigh, summary, whole_percent, by_value, beyond)

    return made


def counting(items: Sequence[Item], mode: str) -> Sequence[Item]:
    """The items that a mode lets count, of those with a weight.

    `key-results` are the own ones and those that others deliver straight to the objective; `aligned` is
    all that others align to it; `both` is everything (Perdoo, "Goal progress drivers"). What nobody is
    aligned to has its own key results to go by in every mode.
    """
    weighing = [item for item in items if item.weight > 0]
    if mode == "key-results":
        return [item for item in weighing if item.via != CONTRIBUTING]
    if mode == "aligned":
        return [item for item in weighing if item.via != OWN] or weighing
    return weighing


@_policy("default")
def default(items: Sequence[Item]) -> Sequence[Item]:
    """Key results, its own and those that others deliver, and contributing objectives side by side, each
    by its weight.
    """
    return items


@_policy("quantive", by_value=True, beyond=True)
def quantive(items: Sequence[Item]) -> Sequence[Item]:
    """Key results and contributing objectives side by side, all alike, and what is beyond 100 % counts; a key
    result that others deliver counts what their values add up to.

    Quantive, help 4867334: (27 + 18 + 73) / 3 = 39 %. Help 4283366, "Cascaded key result progress
    calculation": 29 + 30 + 20 of 100 articles are 79 %, where the mean of the three is 82 %. Help 3849793:
    progress is not limited, 50 bugs of the way from 100 to 60 are 125 %.
    """
    return _alike(items)


@_policy("hirebook")
def hirebook(items: Sequence[Item]) -> Sequence[Item]:
    """Key results and contributing objectives in one flat mean, each by its weight.

    Hirebook, help: (4 x 50 + 1 x 100) / 5 = 60 %.
    """
    return items


@_policy("holaspirit")
def holaspirit(items: Sequence[Item]) -> Sequence[Item]:
    """The weighted mean, whose weights need not add up to anything.

    Holaspirit, help 6653401: (2 x 50 % + 1 x 67 % + 1 x 40 %) / 4 = 52 %.
    """
    return items


@_policy("synergita")
def synergita(items: Sequence[Item]) -> Sequence[Item]:
    """All key results together are one item beside each contributing objective.

    Synergita, help 4000224230: ([12 + 6 + 16] + 50 + 75) / 3 = 53 %.
    """
    return [item if item.via == CONTRIBUTING else item._replace(together=True) for item in items]


@_policy("leapsome")
def leapsome(items: Sequence[Item]) -> Sequence[Item]:
    """Contributing objectives count only where there are no key results.

    Leapsome, help 115003565713: an objective follows its children only without key results of its own.
    """
    key_results = [item for item in items if item.via != CONTRIBUTING]
    return key_results or items


@_policy("viva")
def viva(items: Sequence[Item]) -> Sequence[Item]:
    """Weights add up to 100 %: what is said stands, and the others share what is left.

    Viva Goals, "Configuring OKRs": of three, one set to 50 leaves 25 and 25; 0 contributes nothing. Where
    those that are said come to more already, nothing is left for the others.
    """
    said = [item.said for item in items if item.said is not None]
    silent = len(items) - len(said)
    if not said or not silent:
        return items
    whole = 1.0 if max(said) <= 1 else 100.0
    rest = max(0.0, whole - fsum(said)) / silent
    return [item if item.said is not None else item._replace(weight=rest * item.share) for item in items]


@_policy("leankit", whole_percent=True)
def leankit(items: Sequence[Item]) -> Sequence[Item]:
    """All alike, each objective in whole per cent, where a half is rounded down.

    Planview LeanKit, "OKR Health": ((60 + 20 + 50) / 3) = 43 %; whether contributing objectives are
    included is a setting there, and `roll_up` here.
    """
    return _alike(items)


DEFAULT = default

ROLL_UP_POLICIES: Mapping[str, RollUpPolicy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (default, quantive, hirebook, holaspirit, synergita, leapsome, viva, leankit)
    }
)
"""Every policy that comes with okrsheets, by its name."""


def half_down(share: float) -> float:
    """A share rounded to whole per cent, a half towards 0.

    >>> half_down(0.625), half_down(0.6251), half_down(1 / 3)
    (0.62, 0.63, 0.33)
    """
    return ceil(round(share * 100 - 0.5, 9)) / 100


def _alike(items: Sequence[Item]) -> Sequence[Item]:
    """Every item once, or by its share where it has several parents; said weights do not count."""
    return [item._replace(weight=item.share) for item in items]
