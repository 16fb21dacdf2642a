"""Below what each objective hangs, and the order in which a tree of them is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from okrsheets.model import Objective, Results
from okrsheets.reporting.links import Links

__all__ = ["nesting", "reading_order"]

DEEPEST = 5  # deeper objectives stand beside each other: nobody reads further in, and parsers give up


def nesting(results: Results, *, links: Links) -> Mapping[str, str]:
    """The objective that each objective hangs below; one at the top, or in a cycle's head, has none."""
    shown = {each.key for each in results.okrs.objectives}
    parents: dict[str, str] = {}
    for objective in results.okrs.objectives:
        if objective.key in results.resolutions.top_level:
            continue
        above = (links.homes[alignment.parent] for alignment in links.above[objective.key])
        if parent := next((key for key in above if key in shown), None):
            parents[objective.key] = parent
    settled: set[str] = set()
    for objective in results.okrs.objectives:
        path: set[str] = set()
        key = objective.key
        while key not in settled and key in parents:
            if key in path:
                del parents[key]
                break
            path.add(key)
            key = parents[key]
        settled |= path
    return parents


def reading_order(results: Results, parents: Mapping[str, str]) -> list[tuple[int, Objective]]:
    """Every objective with its depth, parents before children, siblings in the sheets' order."""
    top = results.resolutions.top_level
    children: defaultdict[str | None, list[Objective]] = defaultdict(list)
    for objective in results.okrs.objectives:
        children[parents.get(objective.key)].append(objective)
    roots = sorted(children[None], key=lambda objective: objective.key not in top)
    order: list[tuple[int, Objective]] = []
    waiting = [(0, objective) for objective in reversed(roots)]
    while waiting:
        depth, objective = waiting.pop()
        order.append((depth, objective))
        deeper = min(depth + 1, DEEPEST)
        waiting.extend((deeper, child) for child in reversed(children.get(objective.key, [])))
    return order
