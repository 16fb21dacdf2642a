"""The amount of every OKR, worked out from the bottom up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from okrsheets.model import KeyResult, Objective, OkrSet, Status
from okrsheets.progress.adding import Share, summed
from okrsheets.progress.items import Item, bottom_up, left_out_twice, parents_by_item
from okrsheets.progress.means import UNKNOWN, Amount, as_it_is, held, mean
from okrsheets.progress.measure import FARTHEST, Measured, closed_word
from okrsheets.progress.rollup_policies import RollUpPolicy, half_down
from okrsheets.tuples import NamedTuple

__all__ = ["Amounts", "amounts_of"]

_DEEPEST, _MOST_STEPS = 100, 200_000
"""How deep, and in how many steps, paths that meet again and again are parted; what lies beyond that in such
a web of alignments counts as it stands there."""


class Amounts(NamedTuple):
    """What each OKR amounts to, what its own row says, and what it counts as inside one parent.

    `by_items` are those whose amount is the mean of their items, `by_values` those whose value is the sum
    of theirs; `order` has every key after those it is made of. `within` holds for a parent only those
    of its items of which less than the whole is left there; None means that nothing is.
    """

    whole: Mapping[str, Amount]
    rows: Mapping[str, Measured]
    by_items: AbstractSet[str]
    by_values: AbstractSet[str]
    within: Mapping[str, Mapping[str, Amount | None]]
    order: Collection[str]

    def progress(self, key: str) -> float | None:
        """The progress of an OKR as it is shown: not capped."""
        return self.whole[key].progress if key in self.by_items else self.rows[key].progress


def amounts_of(
    okrs: OkrSet,
    items: Mapping[str, tuple[Item, ...]],
    *,
    policy: RollUpPolicy,
    measure: Callable[[KeyResult], Measured],
) -> Amounts:
    """The amounts of all OKRs, each after those that it is made of.

    A key result that measures itself keeps its progress; its children do not count in it. An
    objective without a mean has what it states, or what its status word says.
    """
    rows = {each.key: measure(each) for each in okrs.key_results}
    rows.update((each.key, _own_row(each)) for each in okrs.objectives)
    feeding = {key: each for key, each in items.items() if _is_fed(okrs, rows, key)}
    return _BottomUp(okrs, rows, feeding, policy).amounts()


def _is_fed(okrs: OkrSet, rows: Mapping[str, Measured], key: str) -> bool:
    okr = okrs.by_key[key]
    return closed_word(okr) is None and not (isinstance(okr, KeyResult) and rows[key].own)


def _own_row(objective: Objective) -> Measured:
    """What an objective's own row says, for want of a mean."""
    if closed := closed_word(objective):
        return Measured(None, because=closed.value)
    if objective.stated_progress is not None and abs(objective.stated_progress) <= FARTHEST:
        return Measured(objective.stated_progress, "stated")
    if objective.stated_meaning in (Status.DONE, Status.NOT_STARTED):
        return Measured(1.0 if objective.stated_meaning is Status.DONE else 0.0, "status word")
    return Measured(None, because="no key results")


class _BottomUp:
    """Works out one amount after the other; what it has worked out is what later ones build on."""

    def __init__(
        self,
        okrs: OkrSet,
        rows: dict[str, Measured],
        items: Mapping[str, tuple[Item, ...]],
        policy: RollUpPolicy,
    ) -> None:
        self._okrs = okrs
        self._rows = rows
        self._items = items
        self._policy = policy
        self._enters = as_it_is if policy.beyond else held
        self._above = parents_by_item(items)
        self._order = bottom_up(okrs, items, self._above)
        self._left_out = left_out_twice(items, self._above)
        self._place = {key: place for place, key in enumerate(self._order)} if self._left_out else {}
        self._whole: dict[str, Amount] = {}
        self._by_items: set[str] = set()
        self._by_values: set[str] = set()
        self._within: dict[str, dict[str, Amount | None]] = {}
        self._reduced: dict[tuple[str, frozenset[str]], Amount | None] = {}
        self._steps = _MOST_STEPS

    def amounts(self) -> Amounts:
        for key in self._order:
            items = self._items.get(key)
            if items and (left_out := self._left_out.get(key)):
                self._within[key] = {item: self._without(item, keys) for item, keys in left_out.items()}
            self._whole[key] = self._of_items(key, items) if items else self._of_row(key)
        return Amounts(self._whole, self._rows, self._by_items, self._by_values, self._within, self._order)

    def _of_row(self, key: str) -> Amount:
        row = self._rows[key]
        return self._enters(row.progress, untouched=row.untouched)

    def _of_items(self, key: str, items: tuple[Item, ...]) -> Amount:
        """The amount of what has items: by their values, their mean, or for want of both by its own row."""
        if self._policy.by_value and (by_values := self._by_value(key, items)) is not None:
            self._rows[key], amount = by_values
            self._by_values.add(key)
            return amount
        whole, within = self._whole, self._within.get(key, {})
        mean_of_items = _mean_of(
            [
                (inside, item)
                for item in items
                if (inside := within[item.key] if item.key in within else whole.get(item.key, UNKNOWN))
            ]
        )
        if mean_of_items is None or (mean_of_items.progress is None and self._rows[key].progress is not None):
            return self._of_row(key)
        if self._policy.whole_percent and isinstance(self._okrs.by_key[key], Objective):
            mean_of_items = mean_of_items.rounded(half_down)
        self._by_items.add(key)
        return mean_of_items

    def _by_value(self, key: str, items: tuple[Item, ...]) -> tuple[Measured, Amount] | None:
        """What a key result has by the values of those that deliver it, where these can be added up."""
        parent = self._okrs.by_key[key]
        parts = [(self._okrs.by_key[item.key], item) for item in items if item.weight > 0]
        if not isinstance(parent, KeyResult):
            return None
        shares = [Share(part, item.share) for part, item in parts if isinstance(part, KeyResult)]
        return summed(parent, shares, enters=self._enters) if len(shares) == len(parts) else None

    def _inside(self, parent: str, item: str) -> Amount | None:
        within = self._within.get(parent, {})
        return within[item] if item in within else self._whole.get(item, UNKNOWN)

    def _without(self, item: str, left_out: frozenset[str], *, depth: int = 0) -> Amount | None:
        """An item's amount if these keys were not below it; None if nothing else is.

        `depth` counts the items within items that leave out more than what they are in.
        """
        asked = (item, left_out)
        if asked not in self._reduced:
            self._reduced[asked] = self._worked_out_without(item, left_out, depth=depth)
        return self._reduced[asked]

    def _worked_out_without(self, item: str, left_out: frozenset[str], *, depth: int) -> Amount | None:
        reduced: dict[str, Amount | None] = {}
        between = sorted(self._between(left_out, item), key=self._place.__getitem__)
        self._steps -= len(between)
        for key in between:
            amounts: list[tuple[Amount, Item]] = []
            for each in self._items[key]:
                if each.key in left_out:
                    continue
                own = self._left_out.get(key, {}).get(each.key)
                if own and each.key in reduced and depth < _DEEPEST and self._steps > 0:
                    amount = self._without(each.key, left_out | own, depth=depth + 1)
                else:
                    amount = reduced[each.key] if each.key in reduced else self._inside(key, each.key)
                if amount is not None:
                    amounts.append((amount, each))
            reduced[key] = _mean_of(amounts)
        return reduced.get(item)

    def _between(self, keys: frozenset[str], item: str) -> set[str]:
        """Everything above these keys that is worked out no later than the item."""
        met: set[str] = set()
        waiting = list(keys)
        while waiting:
            for parent in self._above.get(waiting.pop(), ()):
                if parent not in met and self._place[parent] <= self._place[item]:
                    met.add(parent)
                    waiting.append(parent)
        return met


def _mean_of(amounts: Sequence[tuple[Amount, Item]]) -> Amount | None:
    """The mean of items by weight, those that stand together as one of weight 1; None if nothing weighs."""
    alone: list[tuple[Amount, float]] = []
    together: list[tuple[Amount, float]] = []
    for amount, item in amounts:
        (together if item.together else alone).append((amount, item.weight))
    as_one = mean(together) if together else None
    return mean(alone if as_one is None else [(as_one, 1.0), *alone])
