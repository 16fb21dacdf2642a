"""Double counting: what reaches one objective by two paths that both contribute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from okrsheets.model import Alignment, DoubleCount, Figures, KeyResult, Okr, OkrSet, given_up

__all__ = ["double_counts"]

_MOST_CLIMBED = 1000
"""OKRs above one that are looked at, so that a ladder of double parents takes no longer than its length."""

_OWN = frozenset({"values", "stated"})


def double_counts(
    okrs: OkrSet, alignments: Iterable[Alignment], figures: Figures, *, homes: Mapping[str, str]
) -> tuple[DoubleCount, ...]:
    """What contributes to something above it by two paths, told once, where the paths first meet.

    It counts by the shorter path; of two of one length by that through its own objective. Shares of one
    length stand side by side and count nothing twice. A key result that measures itself (`figures`) takes
    nothing from below. `homes` are the objectives of all OKRs.
    """
    above = _contributing(okrs, alignments, figures, homes)
    found = (_meeting(okrs.by_key[key], above) for key, steps in above.items() if len(steps) > 1)
    return tuple(sorted(each for each in found if each is not None))


def _contributing(
    okrs: OkrSet, alignments: Iterable[Alignment], figures: Figures, homes: Mapping[str, str]
) -> Mapping[str, Sequence[str]]:
    """What an OKR contributes to: its objective first, then what it is aligned to, in order.

    Most of a company is left out: it leads only to what leads nowhere, and no paths can meet there.
    """
    carrying = [
        link
        for link in alignments
        if link.carries
        and link.share != 0
        and (parent := okrs.by_key.get(link.parent)) is not None
        and _takes(parent, figures)
    ]
    reached = {link.parent for link in carrying}
    leading = {key for key in reached if isinstance(okrs.by_key[key], KeyResult)}
    leading.update(link.child for link in carrying)
    parents: dict[str, list[str]] = {key: [] for key in reached}
    for link in carrying:
        if link.parent in leading or link.child in reached or homes.get(link.child) in leading:
            parents[link.child] = []
    for link in carrying:
        if link.child in parents:
            parents[link.child].append(link.parent)
    return {
        key: _steps(okrs.by_key[key], sorted(each), okrs)
        for key, each in parents.items()
        if key in okrs.by_key
    }


def _steps(okr: Okr, parents: Sequence[str], okrs: OkrSet) -> Sequence[str]:
    """What an OKR contributes to, of its objective and these parents, each once."""
    if not _counts(okr):
        return ()
    if isinstance(okr, KeyResult) and not given_up(okrs.by_key[okr.objective]):
        return tuple(dict.fromkeys((okr.objective, *parents)))
    return tuple(dict.fromkeys(parents))


def _counts(okr: Okr) -> bool:
    return not given_up(okr) and (okr.weight is None or okr.weight > 0)


def _takes(okr: Okr, figures: Figures) -> bool:
    """Whether anything that contributes to an OKR counts in it."""
    if isinstance(okr, KeyResult):
        figure = figures.okrs.get(okr.key)
        if figure is not None and figure.basis in _OWN:
            return False
    return not given_up(okr)


def _meeting(okr: Okr, above: Mapping[str, Sequence[str]]) -> DoubleCount | None:
    """The nearest OKR that one reaches by two paths which begin apart."""
    own = okr.objective if isinstance(okr, KeyResult) else None
    before = dict.fromkeys(above[okr.key], okr.key)
    first = {step: step for step in above[okr.key]}
    climbing = list(above[okr.key])
    for here in climbing:  # grows while it is gone through
        if len(before) >= _MOST_CLIMBED:
            break
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
