"""Every OKR under every name it can be called by, and the order in which a reference looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias, TypeVar

from okrsheets.alignment.bearers import Bearers
from okrsheets.alignment.callings import cycle_names, scope_names
from okrsheets.alignment.crowds import MOST_CANDIDATES, Crowd, Steps, View, crowd_of, ordered
from okrsheets.alignment.entries import (
    EVERYWHERE,
    Entry,
    Hit,
    Scope,
    Tab,
    bare_title,
    cycle_distance,
    is_within,
)
from okrsheets.alignment.names import name_of
from okrsheets.model import Cycle, Objective, OkrSet

__all__ = ["Index"]

_T = TypeVar("_T")
_About: TypeAlias = tuple[Tab, str | None, Cycle | None]


class Index:
    """Finds OKRs by id, by title and by scope, in time that does not grow with their number.

    `scopes` are the names of tabs, teams and workbooks, `cycles` those of cycles, and
    `scopes_begin` the first words of all these.
    """

    __slots__ = (
        *("_bearers", "_books", "_crowds", "_crowds_within", "_grounds", "_of_scope", "_tabs", "_within"),
        *("cycles", "entries", "scopes", "scopes_begin"),
    )

    def __init__(self, abouts: Iterable[_About], *, called: Mapping[str, Sequence[str]]) -> None:
        self.scopes: set[str] = set()
        self.cycles: set[str] = set()
        self.entries: dict[str, Entry] = {}
        self._bearers = Bearers()
        self._grounds: dict[_About, tuple[int, frozenset[str]]] = {}
        self._tabs: dict[Tab, tuple[int, int]] = {}
        self._books: dict[str, tuple[int, int]] = {}
        self._of_scope: dict[str, set[int]] = {}
        self._crowds: dict[str, Crowd] = {}
        self._crowds_within: dict[tuple[str, Scope], Crowd | Sequence[Hit]] = {}
        self._within: dict[Scope, frozenset[int]] = {}
        for number, about in enumerate(sorted(abouts, key=_in_order)):
            tab, team, cycle = about
            scopes = self._scopes(tab, team, cycle, called.get(tab[0], ()))
            self._grounds[about] = (number, scopes)
            self._tabs[tab] = (self._tabs.get(tab, (number,))[0], number + 1)
            self._books[tab[0]] = (self._books.get(tab[0], (number,))[0], number + 1)
            for scope in scopes:
                self._of_scope.setdefault(scope, set()).add(number)
        self.scopes_begin = frozenset(name.partition(".")[0] for name in (*self.scopes, *self.cycles))

    @classmethod
    def of(cls, okrs: OkrSet, *, called: Mapping[str, Sequence[str]], top: frozenset[str]) -> Index:
        """The index of these OKRs; `called` are the names of every workbook, `top` the keys of the
        objectives known to be at the top."""
        copies = [copy.okr for copy in okrs.copies]
        index = cls({about for one in (*okrs.objectives, *copies) for about in _abouts(one)}, called=called)
        for objective in okrs.objectives:
            own_name = name_of(objective.id) if objective.id else ""
            key, is_top = objective.key, objective.key in top
            known: _About | None = None
            for okr, about in zip(objective.family, _abouts(objective), strict=True):
                if about is not known:
                    known, (ground, scopes) = about, index._grounds[about]
                title, bare = name_of(okr.title or ""), bare_title(okr)
                entry = Entry(okr.key, okr, title, bare, key, about[0], scopes, is_top, ground)
                index.entries[okr.key] = entry
                index._bearers.add(entry, own_name)
        for copy in copies:
            index._add_copy(copy)
        return index

    def _add_copy(self, copy: Objective) -> None:
        """Find what counts elsewhere by the names and the place of a copy of it too."""
        own_name = name_of(copy.id) if copy.id else ""
        for okr, about in zip(copy.family, _abouts(copy), strict=True):
            if (entry := self.entries.get(okr.key)) is not None:
                ground, scopes = self._grounds[about]
                there = entry._replace(tab=about[0], scopes=scopes, ground=ground)
                self._bearers.add(there, own_name, copy=okr)

    def _scopes(
        self, tab: Tab, team: str | None, cycle: Cycle | None, called: Sequence[str]
    ) -> frozenset[str]:
        names = {name for label in (tab[1], team or "") for name in scope_names(label)}
        names.update(map(name_of, called))
        self.scopes.update(names)
        if cycle is not None:
            labels = set(cycle_names(cycle.label))
            names |= labels
            self.cycles |= labels
        return frozenset(names - {""})

    def steps(
        self,
        name: str,
        seeker: Entry,
        *,
        scope: Scope = EVERYWHERE,
        own_tab_first: bool = False,
        beginning: Sequence[str] = (),
    ) -> Steps:
        """What a name may mean to a seeker, in the order in which it looks; the seeker itself included.

        Same cycle, then one that contains it; then the more literal name; then the top level's tabs
        (those of the own workbook first), the other tabs of the workbook, the own tab, the other
        workbooks. Of a name that many bear, only those are told whose titles have this `beginning`.
        """
        if not (found := self._hits(name, scope)):
            return ()
        if beginning and isinstance(found, Crowd):
            found = found.beginning(beginning) or found
        any_cycle = bool(scope.names) and not self.cycles.isdisjoint(scope.names)
        if not isinstance(found, Crowd) and len(found) == 1:
            reached = any_cycle or cycle_distance(seeker.okr.cycle, found[0].entry.okr.cycle) is not None
            return (tuple(found),) if reached else ()
        view = View(seeker, self._tabs[seeker.tab], self._books[seeker.tab[0]], own_tab_first, any_cycle)
        return found.ordered(view) if isinstance(found, Crowd) else ordered(found, view)

    def hits(self, name: str, scope: Scope) -> Sequence[Hit]:
        """All that a name may mean within a scope, in whatever cycle."""
        found = self._hits(name, scope)
        return found.hits if isinstance(found, Crowd) else found

    def _hits(self, name: str, scope: Scope) -> Crowd | Sequence[Hit]:
        everywhere = self._bearers.hits(name)
        if len(everywhere) <= MOST_CANDIDATES:
            return everywhere if scope == EVERYWHERE else [h for h in everywhere if is_within(h.entry, scope)]
        crowd = self._crowds.get(name)
        if crowd is None:
            crowd = self._crowds[name] = Crowd(everywhere)
        if scope == EVERYWHERE:
            return crowd
        within = self._crowds_within.get((name, scope))
        if within is None:
            within = self._crowds_within[name, scope] = crowd_of(crowd.within(self.grounds(scope)))
        return within

    def grounds(self, scope: Scope) -> frozenset[int]:
        """The grounds on which stands what is within a scope, from the narrowest of what it says."""
        known = self._within.get(scope)
        if known is None:
            sets: list[frozenset[int] | set[int]] = [
                self._of_scope.get(name, frozenset()) for name in scope.names
            ]
            if scope.workbooks is not None:
                sets.append(_numbers(self._books, scope.workbooks))
            if scope.tabs is not None:
                sets.append(_numbers(self._tabs, scope.tabs))
            first, *rest = sorted(sets, key=len)
            known = self._within[scope] = frozenset(first.intersection(*rest))
        return known


def _abouts(objective: Objective) -> list[_About]:
    """What each of its family shares with others of the objective's tab; most share the same one."""
    tab, team, cycle = (objective.at.workbook, objective.at.sheet), objective.team, objective.cycle
    own = (tab, team, cycle)
    return [
        own,
        *(
            own if kr.team == team and kr.cycle == cycle else (tab, kr.team, kr.cycle)
            for kr in objective.key_results
        ),
    ]


def _in_order(about: _About) -> tuple[Tab, str, date, str]:
    tab, team, cycle = about
    return (tab, team or "", cycle.start, cycle.label) if cycle else (tab, team or "", date.min, "")


def _numbers(grounds: Mapping[_T, tuple[int, int]], of: Iterable[_T]) -> frozenset[int]:
    return frozenset(number for one in of if one in grounds for number in range(*grounds[one]))
