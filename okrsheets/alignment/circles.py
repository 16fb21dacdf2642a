"""Cycles among alignments: where an OKR, followed upward, comes back to itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from okrsheets.model import Alignment, OkrSet
from okrsheets.tuples import NamedTuple

__all__ = ["Circles", "circles_of", "knots_of", "round_trip"]


class Circles(NamedTuple):
    """The paths that end where they began, and every (child, parent) that lies on one."""

    paths: tuple[tuple[str, ...], ...]
    links: frozenset[tuple[str, str]]


def circles_of(okrs: OkrSet, links: Iterable[Alignment]) -> Circles:
    """The cycles of these links; a key result lies below its own objective.

    One path per knot of links, the shortest through its first key; and one for each key result
    whose link leads back to its own objective, by way of another's: one that stands beside it leads
    nowhere else. Nothing here is recursive.
    """
    links = list(links)
    own = {each.key: each.objective for each in okrs.key_results}
    up: dict[str, list[str]] = {}
    for link in links:
        up.setdefault(link.child, []).append(link.parent)
        for key in (link.child, link.parent):
            if key in own and own[key] not in up.setdefault(key, []):
                up[key].append(own[key])
    knot = knots_of(up)
    sizes: dict[int, list[str]] = {}
    for key, number in knot.items():
        sizes.setdefault(number, []).append(key)
    inside = {(link.child, link.parent) for link in links if knot[link.child] == knot[link.parent]}
    entangled = {knot[child] for child, _ in inside}
    paths = [
        round_trip(min(keys), up, within=set(keys)) for number, keys in sizes.items() if number in entangled
    ]
    aligned_to = {link.parent for link in links} | {own[link.parent] for link in links if link.parent in own}
    # In the order of keys: a link on a path that is told begins none of its own, whatever the rows' order.
    below_aligned = [
        (link.child, link.parent)
        for link in links
        if own.get(link.child) in aligned_to and own.get(link.child) != own.get(link.parent)
    ]
    for child, parent in sorted(below_aligned):
        home = own[child]
        if (child, parent) not in inside and (way := _way(parent, home, up, knot=knot)):
            paths.append((home, child, *way.path))
            inside.update({(child, parent), *way.links})
    return Circles(tuple(sorted(paths)), frozenset(inside))


def knots_of(up: Mapping[str, list[str]]) -> dict[str, int]:
    """The number of each key's strongly connected component (Tarjan 1972, without recursion).

    What lies above has the smaller number.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    knot: dict[str, int] = {}
    waiting: list[str] = []
    waiting_at: dict[str, int] = {}
    number = 0
    for start in up:
        if start in order:
            continue
        order[start] = low[start] = len(order)
        waiting_at[start] = len(waiting)
        waiting.append(start)
        path = [(start, iter(up.get(start, ())))]
        while path:
            key, rest = path[-1]
            for above in rest:
                if above not in order:
                    order[above] = low[above] = len(order)
                    waiting_at[above] = len(waiting)
                    waiting.append(above)
                    path.append((above, iter(up.get(above, ()))))
                    break
                if above not in knot:
                    low[key] = min(low[key], order[above])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[key])
                if low[key] == order[key]:
                    members = waiting[waiting_at[key] :]
                    del waiting[waiting_at[key] :]
                    knot.update(dict.fromkeys(members, number))
                    number += 1
    return knot


def round_trip(start: str, up: Mapping[str, list[str]], *, within: set[str]) -> tuple[str, ...]:
    """The shortest way from a key back to itself inside its knot."""
    if start in up[start]:
        return (start, start)
    before = {key: start for key in sorted(up[start]) if key in within}
    queue = deque(before)
    while queue:
        key = queue.popleft()
        for above in sorted(up.get(key, ())):
            if above == start:
                return (start, *_back(key, before, start), start)
            if above in within and above not in before:
                before[above] = key
                queue.append(above)
    return (start, start)


class _Way(NamedTuple):
    path: tuple[str, ...]
    links: set[tuple[str, str]]


def _way(start: str, goal: str, up: Mapping[str, list[str]], *, knot: Mapping[str, int]) -> _Way | None:
    """The shortest way upward, and every link on any way; None if the goal is not above.

    Nothing is visited whose knot has a smaller number than the goal's: it lies higher.
    """
    if knot[start] < knot[goal]:
        return None
    before: dict[str, str] = {start: start}
    below: dict[str, list[str]] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for above in sorted(up.get(key, ())):
            if knot[above] < knot[goal]:
                continue
            below.setdefault(above, []).append(key)
            if above not in before:
                before[above] = key
                queue.append(above)
    if goal not in before:
        return None
    links: set[tuple[str, str]] = set()
    met = {goal}
    queue.append(goal)
    while queue:
        key = queue.popleft()
        for child in below.get(key, ()):
            links.add((child, key))
            if child not in met:
                met.add(child)
                queue.append(child)
    path = (start, *_back(goal, before, start)) if goal != start else (start,)
    return _Way(path, links)


def _back(key: str, before: Mapping[str, str], start: str) -> list[str]:
    """The keys from after the start up to this one."""
    path: list[str] = []
    while key != start:
        path.append(key)
        key = before[key]
    return path[::-1]
