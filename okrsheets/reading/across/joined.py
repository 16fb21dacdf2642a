"""Which objective each key result belongs to, and which objectives are one, over all tables together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from okrsheets.model import Cycle, Field, Level
from okrsheets.reading.across.names import Home, Member, Names
from okrsheets.reading.across.pointing import Pointing
from okrsheets.reading.across.unlisted import Unlisted, unlisted_in
from okrsheets.reading.extraction.extract import Scope, TableValues
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.overrides import RELATIONAL
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundOkr, Layout
from okrsheets.tuples import NamedTuple

__all__ = ["CopyOf", "Home", "Joined", "Member", "join_tables"]

_LEAST_NAMES = 6  # tenths of a column's cells
_LEAST_IDS = 3
_JOINED = 0.9  # how sure a table is whose rows name objectives of another


class CopyOf(NamedTuple):
    """What an objective, or a list of key results without one, repeats, and why it does not count itself.

    `home` is None where it stands nowhere else; `members` lead from its key results to theirs.
    """

    home: Home | None
    members: Mapping[Member, Member]
    because: str


class Joined(NamedTuple):
    """All tables, with what leads from one to another.

    `homes` are the objectives, in other tables, of key results that name them; `faces` lead from an
    objective to where the same one stands with its own values; `copies` are those that stand elsewhere
    as a whole, and count there. `unlisted` are in no list of objectives though most of their table are.
    """

    tables: tuple[TableValues, ...]
    homes: Mapping[Member, Home]
    faces: Mapping[Home, Home]
    copies: Mapping[Home, CopyOf] = MappingProxyType({})
    unlisted: Mapping[Home, Unlisted] = MappingProxyType({})

    def objective(self, home: Home) -> FoundOkr:
        """The objective at a place."""
        t, n = home
        return self.tables[t].table.layout.objectives[n]

    def key_result(self, member: Member) -> FoundOkr:
        """The key result at a place."""
        t, n, k = member
        return self.tables[t].table.layout.objectives[n].key_results[k]

    def cycle(self, home: Home) -> Cycle | None:
        """The cycle of the objective at a place, as far as its own table says it."""
        return self.tables[home[0]].scope_of(self.objective(home)).cycle

    def objectives(self) -> Iterator[tuple[Home, tuple[Member, ...]]]:
        """Every objective that counts, as `everything` tells them."""
        for home, members in self.everything():
            if home not in self.copies:
                yield home, members

    def everything(self) -> Iterator[tuple[Home, tuple[Member, ...]]]:
        """Every objective once, with its key results: its own table's first, then the others'."""
        members: dict[Home, list[Member]] = {}
        for t, table in enumerate(self.tables):
            for n, objective in enumerate(table.table.layout.objectives):
                own = self.faces.get((t, n), (t, n))
                if objective.title is not None:
                    members.setdefault(own, [])
                for k in range(len(objective.key_results)):
                    members.setdefault(self.homes.get((t, n, k), own), []).append((t, n, k))
        for home in sorted(members):
            yield home, tuple(members[home])


def join_tables(tables: Sequence[TableValues], pointing: Pointing) -> Joined:
    """The tables with the key results that name an objective of another table under that one.

    Near tables go before far ones: the own workbook's, then those of the other workbooks. An objective
    that only shows another's title by a formula is not what a name means.
    """
    referring = [(t, column) for t, table in enumerate(tables) for column in _references(table)]
    bare = {t for t, table in enumerate(tables) if _is_bare(table)}
    if not referring and not bare:
        return Joined(tuple(tables), {}, {})
    names = Names.of(tables, bare, pointing)
    faces = dict(names.faces()) if bare else {}
    homes: dict[Member, Home] = {}
    joined = list(tables)
    for t, (u, layout) in _stacked(tables, bare).items():
        homes |= {(t, 0, k): (u, 0) for k in range(len(layout.objectives[0].key_results))}
        joined[t] = joined[t]._replace(table=joined[t].table._replace(layout=layout))
    for t in {t for t, _ in faces}:
        joined[t] = _told_of_faces(t, joined[t], names, faces)
    naming = {home[0]: t for (t, _), home in faces.items()}
    for t, column in referring:
        if joined[t] is not tables[t]:
            continue
        found = _Found.of(t, joined[t], column, names, faces)
        if found.holds:
            homes |= {**found.homes, **found.lost}
            naming |= {home[0]: t for home in found.homes.values()}
            joined[t] = found.table
    for u in naming.keys() & bare:
        if joined[u].table.layout.name == "objectives only":
            joined[u] = _with_layout_of_lists(joined[u], joined[naming[u]].table.sheet)
    return Joined(tuple(joined), homes, faces, unlisted=unlisted_in(tables, names, faces))


def _with_layout_of_lists(table: TableValues, sheet: str) -> TableValues:
    """A list of objectives that key results on a tab name."""
    layout = table.table.layout
    because = f"{layout.because}; key results in {sheet} name them"
    layout = layout._replace(name=RELATIONAL, because=because)
    return table._replace(table=table.table._replace(layout=layout))


def _stacked(tables: Sequence[TableValues], bare: set[int]) -> dict[int, tuple[int, Layout]]:
    """The tables of nothing but key results whose headings stand right below those of one objective and
    its row: each with the table of that objective, and its own layout that says so.
    """
    ends = {}
    for t in bare:
        table = tables[t].table
        if table.view is None and len(table.layout.objectives) == 1:
            ends[tables[t].source, table.sheet, table.layout.objectives[0].row + 1] = t
    found: dict[int, tuple[int, Layout]] = {}
    for t, values in enumerate(tables):
        table, layout = values.table, values.table.layout
        u = ends.get((values.source, table.sheet, table.top))
        if u is None or table.view is not None or [o.title for o in layout.objectives] != [None]:
            continue
        if tables[u].table.left <= table.right and table.left <= tables[u].table.right:
            because = "the table right above says its objective"
            found[t] = u, layout._replace(name="sections", because=because)
    return found


def _told_of_faces(t: int, table: TableValues, names: Names, faces: Mapping[Home, Home]) -> TableValues:
    """A table whose objectives stand elsewhere too, with where they do."""
    layout = table.table.layout
    titled = [n for n, objective in enumerate(layout.objectives) if objective.title is not None]
    there = [faces[t, n] for n in titled if (t, n) in faces]
    tabs = dict.fromkeys(names.tables[home[0]].table.sheet for home in there)
    evidence = f"{len(there)} of {len(titled)} objectives stand in {' and '.join(tabs)} too"
    columns = tuple(
        c._replace(because=f"{c.because}; {evidence}") if c.field is Field.OBJECTIVE else c
        for c in layout.columns
    )
    return table._replace(table=table.table._replace(layout=layout._replace(columns=columns)))


def _references(table: TableValues) -> list[Column]:
    """The columns of a table of key results that may name objectives elsewhere, ids before parents."""
    if not any(o.title is None and o.key_results for o in table.table.layout.objectives):
        return []
    columns = table.table.layout.columns
    ids = [c for c in columns if c.field is Field.ID and c.level is Level.OBJECTIVE]
    return ids or [column for column in columns if column.field is Field.PARENT]


def _is_bare(table: TableValues) -> bool:
    """Whether a table lists objectives, and no key result at all."""
    return not any(objective.key_results for objective in table.table.layout.objectives)


class _Found(NamedTuple):
    """What one column of a table names: the homes of its key results, and the table that says so.

    `lost` are the homes of those whose objective stands nowhere: one for each, without a title.
    """

    table: TableValues
    homes: Mapping[Member, Home]
    lost: Mapping[Member, Home]
    said: int
    least: int  # tenths of what is said

    @property
    def holds(self) -> bool:
        """Whether what the column says are objectives, so that they are its key results' places: most of it,
        or a third where the heading names their ids."""
        return bool(self.homes) and len(self.homes) * 10 >= self.said * self.least

    @classmethod
    def of(
        cls, t: int, table: TableValues, column: Column, names: Names, faces: Mapping[Home, Home]
    ) -> _Found:
        """What the cells of a column find among the objectives of all tables."""
        layout = table.table.layout
        homes: dict[Member, Home] = {}
        lost: dict[Member, Home] = {}
        unknown: dict[str, Home] = {}
        said = 0
        objectives = list(layout.objectives)
        for n, objective in enumerate(layout.objectives):
            if objective.title is not None:
                continue
            key_results = []
            said_there = _said_by(table, objective.key_results, column)
            for k, (kr, (name, own)) in enumerate(zip(objective.key_results, said_there, strict=True)):
                home = _home(name, table.scope_of(kr), names, faces, near=table.source, placed=column)
                said += bool(name) and (own or home is not None)
                if home is not None and home[0] != t:
                    homes[t, n, k] = home
                    kr = kr._replace(placed_by=column.number)
                elif name and own:
                    kr = kr._replace(lost_in=column.number)
                    if name not in unknown:
                        unknown[name] = t, len(objectives)
                        objectives.append(_unknown(kr, table.lines.text(kr.row, column.number), column))
                    lost[t, n, k] = unknown[name]
                key_results.append(kr)
            objectives[n] = objective._replace(key_results=tuple(key_results))
        tabs = dict.fromkeys(names.tables[home[0]].table.sheet for home in homes.values())
        evidence = f"{len(homes)} of {said} cells name one in {' and '.join(tabs)}"
        layout = layout._replace(
            name=RELATIONAL,
            because=evidence,
            confidence=max(layout.confidence, _JOINED),
            objectives=tuple(objectives),
            columns=tuple(_told_by_join(c, naming=column.number, evidence=evidence) for c in layout.columns),
        )
        cycles = {names.scope(home).cycle for home in set(homes.values())}
        around = table.around
        if around.cycle is None and len(cycles) == 1:
            around = around._replace(cycle=cycles.pop())  # for those whose objective is lost
        least = _LEAST_IDS if column.field is Field.ID else _LEAST_NAMES
        table = table._replace(table=table.table._replace(layout=layout), around=around)
        return cls(table, homes, lost, said, least)


def _unknown(key_result: FoundOkr, name: str, column: Column) -> FoundOkr:
    """The objective that a key result names and that stands nowhere; its name is an id in such a column."""
    return FoundOkr(
        Level.OBJECTIVE,
        key_result.row,
        column.number,
        None,
        name if column.field is Field.ID else None,
        alone=False,
    )


def _told_by_join(column: Column, *, naming: int, evidence: str) -> Column:
    """A column of a table whose rows name objectives elsewhere: what they name must be key results."""
    if column.number == naming:
        return column._replace(because=f"{column.because}; {evidence}")
    if column.field is Field.KEY_RESULT and column.confidence < _JOINED:
        because = f"{column.because}; its rows name objectives"
        return column._replace(confidence=_JOINED, because=because)
    return column


def _said_by(table: TableValues, key_results: Sequence[FoundOkr], column: Column) -> list[tuple[str, bool]]:
    """What a column says of each key result, and whether its own cell does; a blank repeats the objective
    above where each is said once.
    """
    names = [normalise(text) for text in table.lines.texts([kr.row for kr in key_results], column.number)]
    said = [name for name in names if name]
    if len(said) == len(names) or len(set(said)) < len(said):
        return [(name, True) for name in names]
    above = ""
    told = []
    for name in names:
        above = name or above
        told.append((above, bool(name)))
    return told


def _home(
    name: str,
    scope: Scope,
    names: Names,
    faces: Mapping[Home, Home],
    *,
    near: str,
    placed: Column,
) -> Home | None:
    """The one objective that a key result of this scope can mean by a name; None where several may be."""
    if not name:
        return None
    for index in (names.near.get(near, {}), names.far):
        hits = index.get(name, ())
        if placed.field is Field.PARENT:  # else it may as well be aligned to one that is measured by others
            hits = [home for home in hits if home[0] in names.bare]
        scopes = {faces.get(home, home): names.scope(home) for home in hits}
        fitting = {home: its for home, its in scopes.items() if not _are_apart(its.cycle, scope.cycle)}
        for narrower in (_in_cycle(fitting, scope), _in_team(fitting, scope)):
            fitting = narrower or fitting
        if fitting:
            return next(iter(fitting)) if len(fitting) == 1 else None
    return None


def _in_cycle(homes: Mapping[Home, Scope], scope: Scope) -> dict[Home, Scope]:
    return {home: its for home, its in homes.items() if its.cycle == scope.cycle}


def _in_team(homes: Mapping[Home, Scope], scope: Scope) -> dict[Home, Scope]:
    return {home: its for home, its in homes.items() if its.team == scope.team}


def _are_apart(one: Cycle | None, other: Cycle | None) -> bool:
    """Whether two cycles are known and neither lies in the other."""
    return one is not None and other is not None and one.is_apart_from(other)
