"""OKRs as references see them: what a name stands for, where, and who may be meant by whom."""

from __future__ import annotations

from typing import TypeAlias

from okrsheets.alignment.names import without_numbering
from okrsheets.model import Cycle, Objective, Okr, id_apart
from okrsheets.tuples import NamedTuple

__all__ = [
    "EVERYWHERE",
    "Entry",
    "Hit",
    "Rank",
    "Scope",
    "Tab",
    "bare_title",
    "cycle_distance",
    "is_own",
    "is_within",
]

Tab: TypeAlias = tuple[str, str]


class Rank:
    """How literally a name is an OKR's own; a more literal hit goes before one that is nearer by."""

    OWN, WHOLE_TITLE, DERIVED, BARE_TITLE = range(4)


class Scope(NamedTuple):
    """What a reference is narrowed to; all that is given must hold."""

    names: frozenset[str] = frozenset()
    workbooks: frozenset[str] | None = None
    tabs: frozenset[Tab] | None = None


EVERYWHERE = Scope()


class Entry(NamedTuple):
    """An OKR as references see it: `title` is the name that its title is, `bare` its title without number or
    id; `scopes` are the names of its tab, team, workbook and cycle.

    `ground` numbers what it shares with the OKRs of its tab, team and cycle: those of one tab, and those
    of one workbook, follow each other.
    """

    key: str
    okr: Okr
    title: str
    bare: str
    objective: str
    tab: Tab
    scopes: frozenset[str]
    top: bool
    ground: int


class Hit(NamedTuple):
    """An entry under one of its names: how literally, and whether the name is its title."""

    rank: int
    entry: Entry

    @property
    def by_title(self) -> bool:
        return self.rank in (Rank.WHOLE_TITLE, Rank.BARE_TITLE)


def is_within(entry: Entry, scope: Scope) -> bool:
    """Whether an entry is in all that a reference is narrowed to."""
    if scope.workbooks is not None and entry.tab[0] not in scope.workbooks:
        return False
    if scope.tabs is not None and entry.tab not in scope.tabs:
        return False
    return scope.names <= entry.scopes


def cycle_distance(own: Cycle | None, other: Cycle | None) -> int | None:
    """0 for the same cycle, 1 for one that contains it, None for one that is out of reach."""
    if own is other or own is None or other is None or (own.start, own.end) == (other.start, other.end):
        return 0
    return 1 if other.holds(own) else None


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
