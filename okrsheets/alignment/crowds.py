"""A name that many OKRs bear, sorted so that whoever asks looks at few of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from okrsheets.alignment.entries import Entry, Hit, cycle_distance
from okrsheets.alignment.names import name_of
from okrsheets.model import Cycle
from okrsheets.tuples import NamedTuple

__all__ = ["MOST_CANDIDATES", "Crowd", "Steps", "View", "crowd_of", "ordered"]

MOST_CANDIDATES = 16
"""As many OKRs as one step of a look-up tells of; more are as ambiguous as these."""

Steps: TypeAlias = tuple[tuple[Hit, ...], ...]

_OWN_TAB_FIRST, _TOP_HERE, _TOP_ELSEWHERE, _OTHER_TABS, _OWN_TAB, _OTHER_WORKBOOKS = range(6)


class View(NamedTuple):
    """From where one looks: the first ground of the seeker's tab and workbook, and the one after the last.

    `any_cycle`: the reference says itself which cycle it means.
    """

    seeker: Entry
    tab: tuple[int, int]
    workbook: tuple[int, int]
    own_tab_first: bool
    any_cycle: bool

    def distance(self, cycle: Cycle | None) -> int | None:
        """As `cycle_distance`, from the seeker to an OKR of that cycle."""
        return 0 if self.any_cycle else cycle_distance(self.seeker.okr.cycle, cycle)


def ordered(hits: Sequence[Hit], view: View) -> Steps:
    """Hits in the order in which one looks at them: steps of cycle, of how literal they are, of place."""
    steps: dict[tuple[int, int, int], list[Hit]] = {}
    for hit in hits:
        distance = view.distance(hit.entry.okr.cycle)
        if distance is not None:
            steps.setdefault((distance, hit.rank, _place(hit.entry, view)), []).append(hit)
    return tuple(tuple(steps[step]) for step in sorted(steps))


def _place(entry: Entry, view: View) -> int:
    seeker = view.seeker
    if view.own_tab_first and entry.tab == seeker.tab:
        return _OWN_TAB_FIRST
    same_workbook = entry.tab[0] == seeker.tab[0]
    if entry.top:
        return _TOP_HERE if same_workbook else _TOP_ELSEWHERE
    if not same_workbook:
        return _OTHER_WORKBOOKS
    return _OWN_TAB if entry.tab == seeker.tab else _OTHER_TABS


def crowd_of(hits: Sequence[Hit]) -> Crowd | Sequence[Hit]:
    """A crowd where there are many hits, else the hits."""
    return Crowd(hits) if len(hits) > MOST_CANDIDATES else hits


class _Group(NamedTuple):
    """Hits of one cycle and rank, at the top or not, in the order of their `grounds`."""

    hits: list[Hit]
    grounds: list[int]

    def first(self, ground: int) -> int:
        """The number of the first hit on this ground or a later one."""
        return bisect_left(self.grounds, ground)


class Crowd:
    """Many hits of one name. A step holds no more of them than are told; which ones does not depend on
    the order in which tabs and rows were read.
    """

    __slots__ = ("_all", "_by_beginning", "_groups", "hits")

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits: list[Hit] = sorted(hits, key=lambda hit: (hit.entry.ground, hit.entry.key))
        self._all = _Group(self.hits, [hit.entry.ground for hit in self.hits])
        groups: dict[tuple[Cycle | None, int, bool], list[Hit]] = {}
        for hit in self.hits:
            groups.setdefault((hit.entry.okr.cycle, hit.rank, hit.entry.top), []).append(hit)
        self._groups = {
            alike: _Group(hits, [hit.entry.ground for hit in hits]) for alike, hits in groups.items()
        }
        self._by_beginning: dict[int, dict[str, Crowd | Sequence[Hit]]] = {}

    def ordered(self, view: View) -> Steps:
        """As the function `ordered`, without a look at every hit."""
        steps: dict[tuple[int, int, int], Sequence[Hit]] = {}
        for (cycle, rank, top), group in self._groups.items():
            distance = view.distance(cycle)
            if distance is None:
                continue
            for place, some in _places(group, view, top=top):
                if some:
                    before = steps.get((distance, rank, place), ())
                    steps[distance, rank, place] = [*before, *some][:MOST_CANDIDATES]
        return tuple(tuple(steps[step]) for step in sorted(steps))

    def within(self, grounds: Collection[int]) -> list[Hit]:
        """The hits on some of the grounds."""
        if len(grounds) >= len(self.hits):
            return [hit for hit in self.hits if hit.entry.ground in grounds]
        return [
            hit
            for ground in sorted(grounds)
            for hit in self.hits[self._all.first(ground) : self._all.first(ground + 1)]
        ]

    def beginning(self, words: Sequence[str]) -> Crowd | Sequence[Hit]:
        """The hits whose titles begin with these words."""
        known = self._by_beginning.get(len(words))
        if known is None:
            found: dict[str, list[Hit]] = {}
            for hit in self.hits:
                title = name_of(hit.entry.bare).split(".")
                found.setdefault(".".join(title[: len(words)]), []).append(hit)
            known = self._by_beginning[len(words)] = {
                beginning: crowd_of(hits) for beginning, hits in found.items()
            }
        return known.get(".".join(words), ())


def _places(group: _Group, view: View, *, top: bool) -> Iterable[tuple[int, Sequence[Hit]]]:
    """The places of hits that differ in nothing else, and as many hits of each as are told."""
    hits, grounds = group
    first, after = view.workbook
    first = bisect_left(grounds, first)
    after = bisect_left(grounds, after, first)
    own_first, own_after = view.tab
    own_first = bisect_left(grounds, own_first, first, after)
    own_after = bisect_left(grounds, own_after, own_first, after)
    here, there, far = _OWN_TAB, _OTHER_TABS, _OTHER_WORKBOOKS
    if top:
        here, there, far = _TOP_HERE, _TOP_HERE, _TOP_ELSEWHERE
    most = MOST_CANDIDATES
    own = hits[own_first : min(own_after, own_first + most)]
    return (
        (_OWN_TAB_FIRST if view.own_tab_first else here, own),
        (there, hits[first : min(own_first, first + most)] + hits[own_after : min(after, own_after + most)]),
        (far, hits[: min(first, most)] + hits[after : after + most]),
    )
