"""The items of every objective as the roll-up policy in force weighs them."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.model import Objective, OkrSet
from okrsheets.progress.items import Item
from okrsheets.progress.rollup_policies import DEFAULT, counting
from okrsheets.progress.settings import RollUpSettings

__all__ = ["weighed"]


def weighed(
    okrs: OkrSet, items: Mapping[str, tuple[Item, ...]], settings: RollUpSettings
) -> Mapping[str, tuple[Item, ...]]:
    """The same items, each with its weight in its objective; 0 where it does not count there.

    What a key result is made of is no matter of the policy.
    """
    if settings.policy is DEFAULT and settings.mode == "both" and not settings.modes:
        return items
    return {key: _of(okrs, key, each, settings) for key, each in items.items()}


def _of(okrs: OkrSet, key: str, items: tuple[Item, ...], settings: RollUpSettings) -> tuple[Item, ...]:
    okr = okrs.by_key[key]
    if not isinstance(okr, Objective):
        return items
    mode = settings.mode_of(okr.at.workbook, okr.at.sheet)
    found = {item.key: item for item in settings.policy.weigh(counting(items, mode))}
    return tuple(found.get(item.key) or item._replace(weight=0.0) for item in items)
