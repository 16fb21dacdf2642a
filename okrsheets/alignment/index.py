"""Every OKR under every name it can be called by, and the order in which a reference looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from okrsheets.alignment.names import name_of, reduced, without_numbering
from okrsheets.model import Cycle, KeyResult, Objective, Okr, OkrSet, id_apart
from okrsheets.tuples import NamedTuple

__all__ = ["EVERYWHERE", "Entry", "Hit", "Index", "Scope", "Tab", "bare_title", "is_own"]

_MOST_CANDIDATES = 16

# How literally a name is an OKR's own; a more literal hit goes before one that is nearer by.
_OWN, _WHOLE_TITLE, _DERIVED, _BARE_TITLE = range(4)

Tab: TypeAlias = tuple[str, str]


class Scope(NamedTuple):
    """What a reference is narrowed to; all that is given must hold."""

    names: frozenset[str] = frozenset()
    workbooks: frozenset[str] | None = None
    tabs: frozenset[Tab] | None = None


EVERYWHERE = Scope()


class Entry(NamedTuple):
    """An OKR as references see it: `scopes` are the names of its tab, team, workbook and cycle."""

    okr: Okr
    objective: str
    tab: Tab
    scopes: frozenset[str]
    top: bool

    @property
    def key(self) -> str:
        return self.okr.key


class Hit(NamedTuple):
    """An entry under one of its names: how literally, and whether the name is its title."""

    rank: int
    entry: Entry

    @property
    def by_title(self) -> bool:
        return self.rank in (_WHOLE_TITLE, _BARE_TITLE)


class Index:
    """Finds OKRs by id, by title and by scope, in time that does not grow with their number.

    `named` are all hits of a name; `scopes` the names of tabs, teams, workbooks and cycles.
    """

    __slots__ = ("_steps", "cycles", "entries", "named", "scopes")

    def __init__(self) -> None:
        self.named: dict[str, list[Hit]] = {}
        self.scopes: set[str] = set()
        self.cycles: set[str] = set()
        self.entries: dict[str, Entry] = {}
        self._steps: dict[tuple[object, ...], tuple[tuple[Hit, ...], ...]] = {}

    @classmethod
    def of(cls, okrs: OkrSet, *, called: Mapping[str, Sequence[str]], top: frozenset[str]) -> Index:
        """The index of these OKRs; `called` are the names of every workbook, `top` the keys of the
        objectives known to be at the top."""
        index = cls()
        scopes_of: dict[tuple[Tab, str | None, Cycle | None], frozenset[str]] = {}
        for objective in okrs.objectives:
            tab = (objective.at.workbook, objective.at.sheet)
            own_name = name_of(objective.id) if objective.id else ""
            family: tuple[Okr, ...] = (objective, *objective.key_results)
            for okr in family:
                about = (tab, okr.team, okr.cycle)
                if about not in scopes_of:
                    scopes_of[about] = index._scopes(*about, called.get(tab[0], ()))
                entry = Entry(okr, objective.key, tab, scopes_of[about], objective.key in top)
                index.entries[okr.key] = entry
                for rank, name in _names_of(okr, own_name):
                    index.named.setdefault(name, []).append(Hit(rank, entry))
        for copy in okrs.copies:
            index._add_copy(copy.okr, called)
        return index

    def _add_copy(self, copy: Objective, called: Mapping[str, Sequence[str]]) -> None:
        """Find what counts elsewhere by the names and the place of a copy of it too."""
        tab = (copy.at.workbook, copy.at.sheet)
        own_name = name_of(copy.id) if copy.id else ""
        family: tuple[Okr, ...] = (copy, *copy.key_results)
        for okr in family:
            if (entry := self.entries.get(okr.key)) is None:
                continue
            scopes = self._scopes(tab, okr.team, okr.cycle, called.get(tab[0], ()))
            for rank, name in _names_of(okr, own_name):
                self.named.setdefault(name, []).append(Hit(rank, entry._replace(tab=tab, scopes=scopes)))

    def _scopes(
        self, tab: Tab, team: str | None, cycle: Cycle | None, called: Sequence[str]
    ) -> frozenset[str]:
        names = {name for label in (tab[1], team or "") for name in _scope_names(label)}
        names.update(map(name_of, called))
        self.scopes.update(names)
        if cycle is not None:
            labels = set(_cycle_names(cycle.label))
            names |= labels
            self.cycles |= labels
        return frozenset(names - {""})

    def within_reach(self, entry: Entry, seeker: Entry) -> bool:
        """Whether a seeker may mean an entry at all: not itself, not its own, and of no other cycle."""
        return not is_own(entry, seeker) and _cycle_distance(seeker.okr.cycle, entry.okr.cycle) is not None

    def steps(
        self, name: str, seeker: Entry, *, scope: Scope = EVERYWHERE, own_tab_first: bool = False
    ) -> tuple[tuple[Hit, ...], ...]:
        """What a name may mean to a seeker, in the order in which it looks; the seeker itself included.

        Same cycle, then one that contains it; then the more literal name; then the top level's tabs
        (those of the own workbook first), the other tabs of the workbook, the own tab, the other
        workbooks.
        """
        hits = self.named.get(name)
        if hits is None:
            return ()
        asked = (name, seeker.tab, seeker.okr.cycle, scope, own_tab_first)
        found = self._steps.get(asked)
        if found is None:
            any_cycle = not self.cycles.isdisjoint(scope.names)
            found = self._steps[asked] = _ordered(
                hits, seeker, scope=scope, own_tab_first=own_tab_first, any_cycle=any_cycle
            )
        return found


def _ordered(
    hits: Iterable[Hit], seeker: Entry, *, scope: Scope, own_tab_first: bool, any_cycle: bool
) -> tuple[tuple[Hit, ...], ...]:
    steps: dict[tuple[int, int, int], list[Hit]] = {}
    for hit in hits:
        if not _within(hit.entry, scope):
            continue
        distance = 0 if any_cycle else _cycle_distance(seeker.okr.cycle, hit.entry.okr.cycle)
        if distance is None:
            continue
        place = _place(hit.entry, seeker, own_tab_first=own_tab_first)
        step = steps.setdefault((distance, hit.rank, place), [])
        if len(step) < _MOST_CANDIDATES:
            step.append(hit)
    return tuple(tuple(steps[step]) for step in sorted(steps))


def _within(entry: Entry, scope: Scope) -> bool:
    if scope.workbooks is not None and entry.tab[0] not in scope.workbooks:
        return False
    if scope.tabs is not None and entry.tab not in scope.tabs:
        return False
    return scope.names <= entry.scopes


def _cycle_distance(own: Cycle | None, other: Cycle | None) -> int | None:
    """0 for the same cycle, 1 for one that contains it, None for one that is out of reach."""
    if own is None or other is None or (own.start, own.end) == (other.start, other.end):
        return 0
    return 1 if other.holds(own) else None


def _place(entry: Entry, seeker: Entry, *, own_tab_first: bool) -> int:
    if own_tab_first and entry.tab == seeker.tab:
        return 0
    same_workbook = entry.tab[0] == seeker.tab[0]
    if entry.top:
        return 1 if same_workbook else 2
    if not same_workbook:
        return 5
    return 4 if entry.tab == seeker.tab else 3


def is_own(entry: Entry, seeker: Entry) -> bool:
    """Whether an entry is the seeker, one of an objective's own key results, or a key result's objective."""
    if isinstance(seeker.okr, Objective):
        return entry.objective == seeker.key
    return entry.key in (seeker.key, seeker.objective)


def bare_title(okr: Okr) -> str:
    """The title without a number or the own id in front of it; empty where there is none."""
    title = okr.title or ""
    if okr.id and title.casefold().startswith(okr.id.casefold()) and id_apart(okr) is None:
        return title[len(okr.id) :].lstrip(" :.-–—|)\t")
    return without_numbering(title)


def _scope_names(label: str) -> Iterator[str]:
    name = name_of(label)
    yield name
    yield reduced(name)


def _cycle_names(label: str) -> Iterator[str]:
    """A cycle's label, the other way round, and without its year: 2026-Q4, Q4 2026, Q4."""
    name = name_of(label)
    year, _, part = name.partition(".")
    yield name
    if part and not part[0].isdecimal():
        yield part
        yield f"{part}.{year}"


def _names_of(okr: Okr, objective_name: str) -> Iterator[tuple[int, str]]:
    """The names of an OKR with their ranks; `objective_name` is the id of its objective, or empty."""
    given: set[str] = set()
    own_name = name_of(okr.id) if okr.id else ""
    names: list[tuple[int, str]] = [(_OWN, own_name)]
    if okr.title:
        title = name_of(okr.title)
        names.append((_WHOLE_TITLE, title))
        if (bare := without_numbering(okr.title)) != okr.title:
            names.append((_BARE_TITLE, name_of(bare)))
        if (bare := bare_title(okr)) != okr.title:
            names.append((_BARE_TITLE, name_of(bare)))
        if own_name and title.startswith(own_name + "."):
            names.append((_BARE_TITLE, title[len(own_name) + 1 :]))
    if isinstance(okr, Objective):
        names.extend((_DERIVED, name) for name in _other_writings(own_name.split("."), "o"))
    elif own_name:
        names.extend(_names_within(okr, own_name, objective_name))
    for rank, name in names:
        if name and name not in given:
            given.add(name)
            yield rank, name


def _other_writings(tokens: list[str], letter: str) -> Iterator[str]:
    """`1` for `O1` and the other way round."""
    if tokens[0] == letter and len(tokens) > 1:
        yield ".".join(tokens[1:])
    elif tokens[0].isdecimal():
        yield ".".join([letter, *tokens])


def _names_within(okr: KeyResult, own_name: str, objective_name: str) -> Iterator[tuple[int, str]]:
    """The id of a key result together with that of its objective: `O1.KR2`, `KR 1.2`, `1.2`, `CO-1.2`."""
    own = own_name.split(".")
    yield from ((_DERIVED, name) for name in _other_writings(own, "kr"))
    if not objective_name:
        return
    above = objective_name.split(".")
    number_above = above[1:] if above[0] == "o" else above
    number = own[1:] if own[0] == "kr" else own
    if own[: len(above)] == above:
        number = own[len(above) :]
    elif len(number) > len(number_above) and number[: len(number_above)] == number_above:
        number = number[len(number_above) :]
    else:
        yield _OWN, f"{objective_name}.{own_name}"
    if number and number[0] == "kr":
        number = number[1:]
    if not all(token.isdecimal() for token in number) or not number:
        return
    tail = ".".join(number)
    yield _DERIVED, f"{objective_name}.kr.{tail}"
    yield _DERIVED, f"{objective_name}.{tail}"
    if all(token.isdecimal() for token in number_above):
        path = ".".join(number_above)
        yield _DERIVED, f"o.{path}.kr.{tail}"
        yield _DERIVED, f"kr.{path}.{tail}"
        yield _DERIVED, f"{path}.{tail}"
