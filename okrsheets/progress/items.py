"""What every figure is made of: the items of each parent, their weights, and paths that meet."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

from okrsheets.model import Alignment, AlignmentKind, Objective, Okr, OkrSet, given_up
from okrsheets.tuples import NamedTuple

__all__ = [
    "CONTRIBUTING",
    "OWN",
    "STRAIGHTFORWARD",
    "Item",
    "bottom_up",
    "directional_children",
    "items_of",
    "left_out_twice",
    "parents_by_item",
]

OWN, STRAIGHTFORWARD, CONTRIBUTING = "own", "straightforward", "contributing"
"""How an item belongs to its parent: its own key result, another's, or a whole objective."""


class Item(NamedTuple):
    """One item of a parent; `weight` is what it counts there: its own weight times its share for the parent.

    `said` is the weight that the sheet gives it, None where it gives none. All items that stand
    `together` are one item of the parent.
    """

    key: str
    weight: float
    via: str
    share: float = 1.0
    said: float | None = None
    together: bool = False


def items_of(okrs: OkrSet, alignments: Iterable[Alignment]) -> dict[str, tuple[Item, ...]]:
    """The items of every objective and key result that has any: own key results, then aligned ones.

    Key results and child objectives stand side by side, each one item (Quantive, "How progress is
    calculated"). Without a share an item counts whole for one parent, 1/n for each of n. Weight 0
    is what does not count: cancelled and postponed OKRs.
    """
    carrying = [link for link in alignments if link.carries]
    parents = Counter(link.child for link in carrying)
    aligned: dict[str, dict[str, Item]] = {}
    for link in carrying:
        child = okrs.by_key.get(link.child)
        if child is None or link.parent not in okrs.by_key:
            continue
        share = link.share if link.share is not None else 1 / parents[link.child]
        via = CONTRIBUTING if isinstance(child, Objective) else STRAIGHTFORWARD
        item = Item(link.child, _weight(child) * share, via, share, child.weight)
        aligned.setdefault(link.parent, {}).setdefault(link.child, item)
    items = {objective.key: _own_items(objective) for objective in okrs.objectives if objective.key_results}
    for parent, others in aligned.items():
        own = items.get(parent, ())
        known = {item.key for item in own}
        items[parent] = (*own, *(item for key, item in others.items() if key not in known))
    return items


def _own_items(objective: Objective) -> tuple[Item, ...]:
    return tuple([Item(each.key, _weight(each), OWN, 1.0, each.weight) for each in objective.key_results])


def directional_children(okrs: OkrSet, alignments: Iterable[Alignment]) -> dict[str, tuple[str, ...]]:
    """The keys aligned directionally to each parent."""
    directional = AlignmentKind.DIRECTIONAL  # looked up once for all links
    found: dict[str, list[str]] = {}
    for link in alignments:
        if link.kind is directional and link.child in okrs.by_key and link.child != link.parent:
            found.setdefault(link.parent, []).append(link.child)
    return {parent: tuple(dict.fromkeys(children)) for parent, children in found.items()}


def bottom_up(
    okrs: OkrSet, items: Mapping[str, Collection[Item]], above: Mapping[str, Sequence[str]]
) -> list[str]:
    """All keys, each after its items (Kahn 1962); what hangs in a circle comes last.

    `above` are the parents of each item.
    """
    missing = {key: len(items[key]) for key in okrs.by_key if items.get(key)}
    order = [key for key in okrs.by_key if key not in missing]
    for key in order:  # grows while it is gone through
        for parent in above.get(key, ()):
            missing[parent] -= 1
            if missing[parent] == 0:
                order.append(parent)
    return order + [key for key, number in missing.items() if number > 0]


def left_out_twice(
    items: Mapping[str, Collection[Item]], above: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, frozenset[str]]]:
    """What each parent must leave out of which of its items, because it arrives by a shorter path too.

    parent -> item -> keys to leave out of that item. What has no weight is no path. Of two paths of one
    length the own objective's goes first; two that are shares of one item stand side by side. `above` are
    the parents of each item.
    """
    meeting = {key for key, parents in above.items() if len(parents) > 1 and _meet_again(key, above)}
    if not meeting:
        return {}
    weighing = parents_by_item(
        {parent: [item for item in each if item.weight > 0] for parent, each in items.items()}
    )
    own = {item.key: parent for parent, each in items.items() for item in each if item.via == OWN}
    found: dict[str, dict[str, set[str]]] = {}
    for key, parents in weighing.items():
        if key not in meeting or len(parents) < 2 or not _meet_again(key, weighing):
            continue
        rank = _ranks(key, {parent: own.get(key) == parent for parent in parents}, weighing)
        arrivals: dict[str, list[str]] = {}
        for step in rank:
            for parent in weighing.get(step, ()):
                arrivals.setdefault(parent, []).append(step)
        for parent, steps in arrivals.items():
            shortest = min(rank[step] for step in steps)
            for step in steps:
                if rank[step] > shortest:
                    found.setdefault(parent, {}).setdefault(step, set()).add(key)
    return {parent: {item: frozenset(keys) for item, keys in each.items()} for parent, each in found.items()}


def _meet_again(key: str, above: Mapping[str, Sequence[str]]) -> bool:
    """Whether two paths upward from a key arrive at the same OKR, as few do."""
    if above.keys().isdisjoint(above[key]):
        return False
    met: set[str] = set()
    climbing = [key]
    while climbing:
        for parent in above.get(climbing.pop(), ()):
            if parent in met:
                return True
            met.add(parent)
            climbing.append(parent)
    return False


def _ranks(
    key: str, parents: Mapping[str, bool], above: Mapping[str, Sequence[str]]
) -> dict[str, tuple[int, int]]:
    """How an item reaches each OKR above it: the length of the shortest path, 0 if by its own objective.

    `parents` says which of the direct ones that is.
    """
    rank: dict[str, tuple[int, int]] = {key: (0, 0)}
    climbing = deque(sorted(parents, key=lambda parent: not parents[parent]))
    for parent in climbing:
        rank[parent] = (1, 0 if parents[parent] else 1)
    while climbing:
        step = climbing.popleft()
        for parent in above.get(step, ()):
            if parent not in rank:
                rank[parent] = (rank[step][0] + 1, rank[step][1])
                climbing.append(parent)
    return rank


def parents_by_item(items: Mapping[str, Collection[Item]]) -> dict[str, tuple[str, ...]]:
    """The keys that each item is an item of."""
    above: dict[str, tuple[str, ...]] = {}
    for parent, each in items.items():
        alone = (parent,)  # one for all items that have no other parent
        for item in each:
            parents = above.setdefault(item.key, alone)
            if parents is not alone:
                above[item.key] = (*parents, parent)
    return above


def _weight(okr: Okr) -> float:
    if given_up(okr):
        return 0.0
    return 1.0 if okr.weight is None else max(0.0, okr.weight)
