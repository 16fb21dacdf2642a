"""What the objectives of all tables are called, and which of them are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from okrsheets.reading.across.pointing import Pointing
from okrsheets.reading.extraction.extract import Scope, TableValues
from okrsheets.reading.language.ids import without_label
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.tables.found import FoundOkr
from okrsheets.tuples import NamedTuple

__all__ = ["Home", "Member", "Names"]

Home: TypeAlias = tuple[int, int]
"""The place of an objective: which table, and which of its objectives."""

Member: TypeAlias = tuple[int, int, int]
"""The place of a key result: which table, which of its objectives it stands under there, and where."""


class Names(NamedTuple):
    """The objectives that have a title, by workbook and name; `bare` are the tables of nothing else."""

    tables: Sequence[TableValues]
    bare: set[int]
    near: Mapping[str, Mapping[str, list[Home]]]
    far: Mapping[str, list[Home]]

    @classmethod
    def of(cls, tables: Sequence[TableValues], bare: set[int], pointing: Pointing) -> Names:
        """The names of all objectives but those that show another's title by a formula."""
        near: dict[str, dict[str, list[Home]]] = {}
        far: dict[str, list[Home]] = {}
        for t, table in enumerate(tables):
            book = near.setdefault(table.source, {})
            for n, objective in enumerate(table.table.layout.objectives):
                if (t, n, None) in pointing.targets:
                    continue
                for name in _names_of(objective, table):
                    book.setdefault(name, []).append((t, n))
                    far.setdefault(name, []).append((t, n))
        return cls(tables, bare, near, far)

    def found(self, home: Home) -> FoundOkr:
        """The objective at a place."""
        return self.tables[home[0]].table.layout.objectives[home[1]]

    def scope(self, home: Home) -> Scope:
        """Team and cycle of the objective at a place."""
        return self.tables[home[0]].scope_of(self.found(home))

    def faces(self) -> Iterator[tuple[Home, Home]]:
        """Each objective with key results that a list of objectives names too, and where: one in its own
        workbook, else a workbook of nothing but such lists.
        """
        lists = {table.source for table in self.tables}
        lists -= {table.source for t, table in enumerate(self.tables) if t not in self.bare}
        for t, table in enumerate(self.tables):
            if t in self.bare:
                continue
            for n, objective in enumerate(table.table.layout.objectives):
                if objective.title is None:
                    continue
                titles = set(_titles_of(objective, table))
                others = [
                    home
                    for title in titles
                    for home in self.far.get(title, ())
                    if home[0] in self.bare and _same_id(objective, self.found(home))
                ]
                near = [home for home in others if self.tables[home[0]].source == table.source]
                others = near or [home for home in others if self.tables[home[0]].source in lists]
                scope = self.scope((t, n)) if others else None
                alike = {home for home in others if scope and _is_one(scope, self.scope(home))}
                if len(alike) == 1:
                    yield (t, n), alike.pop()


def _names_of(objective: FoundOkr, table: TableValues) -> set[str]:
    """All that an objective may be called by: its id, with or without letters, its title, or both."""
    if objective.title is None:
        return set()
    names = set(_titles_of(objective, table))
    if objective.id:
        names.add(normalise(objective.id))
        names.add(normalise(f"{objective.id} {objective.title}"))
        number = normalise(objective.id).lstrip("abcdefghijklmnopqrstuvwxyz ")
        names.add(number)
    return names - {""}


def _titles_of(objective: FoundOkr, table: TableValues) -> Iterator[str]:
    title = objective.title or ""
    yield normalise(title) or title
    yield normalise(without_label(title, table.vocabulary)) or title


def _same_id(one: FoundOkr, other: FoundOkr) -> bool:
    return not one.id or not other.id or normalise(one.id) == normalise(other.id)


def _is_one(one: Scope, other: Scope) -> bool:
    """Whether two scopes may be those of one objective: nothing says another team or cycle."""
    teams = {normalise(team) for team in (one.team, other.team) if team}
    cycles = {cycle for cycle in (one.cycle, other.cycle) if cycle}
    return len(teams) < 2 and len(cycles) < 2
