"""Double counting: what reaches one objective by two paths that both contribute."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from okrsheets.model import Alignment, DoubleCount, Figure, Figures, KeyResult, Okr, OkrSet, given_up

__all__ = ["double_counts"]

_MOST_CLIMBED = 1000
"""OKRs above one that are looked at, so that a ladder of double parents takes no longer than its length."""

_OWN = frozenset({"values", "stated"})


def double_counts(okrs: OkrSet, alignments: Iterable[Alignment], figures: Figures) -> tuple[DoubleCount, ...]:
    """What contributes to something above it by two paths, told once, where the paths first meet.

    It counts by the shorter path; of two of one length by that through its own objective. Shares of one
    length stand side by side and count nothing twice. A key result that measures itself (`figures`) takes
    nothing from below.
    """
    above = _contributing(okrs, alignments, figures)
    found = (_meeting(okrs.by_key[key], above) for key in sorted(above) if len(above[key]) > 1)
    return tuple(each for each in found if each is not None)


def _contributing(
    okrs: OkrSet, alignments: Iterable[Alignment], figures: Figures
) -> Mapping[str, Sequence[str]]:
    """What each OKR contributes to: its objective first, then what it is aligned to, in order."""
    carrying = [
        (child, parent)
        for link in sorted(alignments, key=lambda link: (link.child, link.parent))
        if link.carries and link.share != 0
        if (child := okrs.by_key.get(link.child)) and (parent := okrs.by_key.get(link.parent))
        if _counts(child) and _takes(parent, figures)
    ]
    above: dict[str, list[str]] = {}
    for each in {okr.key: okr for link in carrying for okr in link}.values():
        if isinstance(each, KeyResult) and _counts(each) and _takes(okrs.by_key[each.objective], figures):
            above[each.key] = [each.objective]
    for child, parent in carrying:
        if parent.key not in above.get(child.key, ()):
            above.setdefault(child.key, []).append(parent.key)
    return above


def _counts(okr: Okr) -> bool:
    return not given_up(okr) and (okr.weight is None or okr.weight > 0)


def _takes(okr: Okr, figures: Figures) -> bool:
    """Whether anything that contributes to an OKR counts in it."""
    if isinstance(okr, KeyResult) and figures.okrs.get(okr.key, Figure(None)).basis in _OWN:
        return False
    return not given_up(okr)


def _meeting(okr: Okr, above: Mapping[str, Sequence[str]]) -> DoubleCount | None:
    """The nearest OKR that one reaches by two paths which begin apart."""
    own = okr.objective if isinstance(okr, KeyResult) else None
    before = dict.fromkeys(above[okr.key], okr.key)
    first = {step: step for step in above[okr.key]}
    climbing = deque(above[okr.key])
    while climbing and len(before) < _MOST_CLIMBED:
        here = climbing.popleft()
        for there in above.get(here, ()):
            if there not in before:
                before[there], first[there] = here, first[here]
                climbing.append(there)
            elif first[there] != first[here]:
                ways = [_path(there, before, okr.key), (*_path(here, before, okr.key), there)]
                ranked = sorted((len(way), way[1] != own, way) for way in ways)
                (*rank, shorter), (*next_rank, longer) = ranked
                if rank != next_rank:
                    return DoubleCount(okr.key, there, (shorter, longer))
    return None


def _path(to: str, before: Mapping[str, str], start: str) -> tuple[str, ...]:
    path = [to]
    while path[-1] != start:
        path.append(before[path[-1]])
    return tuple(reversed(path))
