"""Objectives as numbers, and the questions that only their links answer: levels, islands."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from okrsheets.model import Alignment, Island
from okrsheets.tuples import NamedTuple

__all__ = ["Network", "islands_of", "levels_of", "network_of"]


class Network(NamedTuple):
    """The objectives in the order of their keys, and the links between them by their numbers.

    `above` and `below` hold for each number those that it is aligned to and that are aligned to it, of its
    own or by a key result, each once and in order.
    """

    keys: tuple[str, ...]
    numbers: Mapping[str, int]
    above: Sequence[Sequence[int]]
    below: Sequence[Sequence[int]]


def network_of(homes: Mapping[str, str], links: Iterable[Alignment]) -> Network:
    """The network of all objectives by these links, which are no dependencies.

    `homes` are the objectives of all OKRs.
    """
    keys = tuple(sorted(set(homes.values())))
    numbers = {key: number for number, key in enumerate(keys)}
    parents: list[list[int]] = [[] for _ in keys]
    for link in links:
        child, parent = homes.get(link.child), homes.get(link.parent)
        if child is not None and parent is not None and child != parent:
            parents[numbers[child]].append(numbers[parent])
    above = [sorted(set(each)) for each in parents]
    below: list[list[int]] = [[] for _ in keys]
    for number, each in enumerate(above):
        for higher in each:
            below[higher].append(number)
    return Network(keys, numbers, above, below)


def levels_of(network: Network, top: AbstractSet[str]) -> dict[str, int]:
    """The steps from each objective to the top level, by the shortest way of several."""
    level = {network.numbers[key]: 0 for key in sorted(top) if key in network.numbers}
    waiting = deque(level)
    while waiting:
        number = waiting.popleft()
        for child in network.below[number]:
            if child not in level:
                level[child] = level[number] + 1
                waiting.append(child)
    return {network.keys[number]: steps for number, steps in sorted(level.items())}


def islands_of(network: Network, leading: AbstractSet[str]) -> tuple[Island, ...]:
    """The groups of linked objectives without any of `leading`: the top level, and what leads to it."""
    met = [False] * len(network.keys)
    out = {network.numbers[key] for key in leading if key in network.numbers}
    islands = []
    for start in range(len(network.keys)):
        if met[start]:
            continue
        met[start] = True
        group = [start]
        for number in group:  # grows while it is gone through
            for other in (*network.above[number], *network.below[number]):
                if not met[other]:
                    met[other] = True
                    group.append(other)
        if len(group) > 1 and out.isdisjoint(group):
            objectives = tuple(network.keys[number] for number in sorted(group))
            highest = tuple(network.keys[number] for number in sorted(group) if not network.above[number])
            islands.append(Island(objectives, highest))
    return tuple(islands)
