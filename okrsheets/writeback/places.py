"""Where our columns stand on a tab: found ones where they are, new ones where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from okrsheets.edits import ManagedRole, TableGrowth
from okrsheets.grid import CellRange, Sheet, SheetTable
from okrsheets.model import FoundColumn, TableReading
from okrsheets.spread import Spread
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.rows import roles_of

__all__ = ["Places", "Standing", "lay_out", "owners"]

_LAST_COLUMN = 16_384
"""The last column Excel has."""


class Standing(NamedTuple):
    """One of our columns in one table: its heading's row, its column, and whether it is there yet."""

    table: TableReading
    role: ManagedRole
    row: int
    column: int
    found: FoundColumn | None


class Places(NamedTuple):
    """Our columns on one tab, and the table objects that grow around them.

    `crowded` tells that a table has no room for columns it should have.
    """

    standings: tuple[Standing, ...]
    growths: tuple[TableGrowth, ...]
    crowded: bool = False


class _Wanted(NamedTuple):
    table: TableReading
    roles: tuple[ManagedRole, ...]


def lay_out(
    sheet: Sheet,
    wanted: Sequence[tuple[TableReading, tuple[ManagedRole, ...]]],
    *,
    found: Sequence[FoundColumn],
    headings: Mapping[ManagedRole, str],
) -> Places:
    """Give every table of a tab its columns.

    Found columns stay where a person put them. New ones stand together, right of the table or of
    its last found column, where all of its rows are free. Tables with the same left edge share
    them. Where there is no room up to the sheet's edge, none are made.
    """
    owned = owners([table for table, _ in wanted], found)
    ground = _Ground.of(sheet, [table.range for table, _ in wanted])
    stacks: dict[int, list[_Wanted]] = {}
    for table, roles in wanted:
        stacks.setdefault(table.range.left, []).append(_Wanted(table, roles))
    standings: list[Standing] = []
    growths: list[TableGrowth] = []
    crowded = False
    # from the right, so that of two tables side by side each gets the columns nearest to it
    for left in sorted(stacks, reverse=True):
        stack = stacks[left]
        there = [
            Standing(item.table, role, column.at.row, column.at.column, column)
            for item in stack
            for role, column in owned[item.table.range].items()
        ]
        shared, missing = _shared(stack, there, ground)
        new, grown = _placed(missing, ground, after=[*there, *shared], headings=headings)
        crowded = crowded or bool(missing and not new)
        standings += [*there, *shared, *new]
        growths += grown
        ground = ground.without_room_at(*((standing.table.range, standing.column) for standing in new))
    standings.sort(key=lambda standing: (standing.row, standing.column))
    return Places(tuple(standings), tuple(dict.fromkeys(growths)), crowded)


def owners(
    tables: Sequence[TableReading], found: Sequence[FoundColumn]
) -> dict[CellRange, dict[ManagedRole, FoundColumn]]:
    """Which table each found column belongs to: one on whose rows its heading stands, and of
    several side by side one that has a use for it, the nearest on its left without such a column.
    """
    owned: dict[CellRange, dict[ManagedRole, FoundColumn]] = {table.range: {} for table in tables}
    for column, there in _beside(tables, found):
        near = [table for table in there if column.role not in owned[table.range]]
        if near:
            at = column.at.column
            fit = [table for table in near if column.role in roles_of(table)] or near
            ranges = [table.range for table in fit]
            owner = min(ranges, key=lambda covers: (covers.right >= at, abs(at - covers.right), covers))
            owned[owner][column.role] = column
    return owned


def _beside(
    tables: Sequence[TableReading], found: Sequence[FoundColumn]
) -> Iterator[tuple[FoundColumn, list[TableReading]]]:
    """The found columns from above to below, each with the tables on whose rows its heading stands."""
    coming = sorted(tables, key=lambda table: table.range.top, reverse=True)
    there: list[TableReading] = []
    for column in sorted(found, key=lambda column: (column.at.row, column.at.column)):
        while coming and coming[-1].range.top <= column.at.row:
            there.append(coming.pop())
        there = [table for table in there if table.range.bottom >= column.at.row]
        yield column, there


def _shared(
    stack: Sequence[_Wanted], there: Sequence[Standing], ground: _Ground
) -> tuple[list[Standing], list[_Wanted]]:
    """New headings in columns that other tables of the stack have already, and what is missing then."""
    columns = {standing.role: standing.column for standing in reversed(there)}
    has = {(standing.table.range, standing.role) for standing in there}
    shared: list[Standing] = []
    missing: list[_Wanted] = []
    for table, roles in stack:
        rest: list[ManagedRole] = []
        for role in roles:
            if (table.range, role) in has:
                continue
            column = columns.get(role)
            if column is not None and ground.is_free(table.range, column):
                shared.append(Standing(table, role, table.header, column, None))
            else:
                rest.append(role)
        if rest:
            missing.append(_Wanted(table, tuple(rest)))
    return shared, missing


def _placed(
    missing: Sequence[_Wanted],
    ground: _Ground,
    *,
    after: Sequence[Standing],
    headings: Mapping[ManagedRole, str],
) -> tuple[list[Standing], list[TableGrowth]]:
    """The first run of free columns that holds all missing roles of a stack of tables."""
    roles = [role for role in ManagedRole if any(role in item.roles for item in missing)]
    if not roles:
        return [], []
    hosts = {item.table.range: ground.host(item.table) for item in missing}
    edges = [host.range.right for host in hosts.values() if host is not None]
    right = max([*(item.table.range.right for item in missing), *edges, *(s.column for s in after)])
    first = _first_free(missing, ground, roles=roles, right=right, hosts=hosts, headings=headings)
    if first is None:
        return [], []
    columns = dict(zip(roles, range(first, first + len(roles)), strict=True))
    new: list[Standing] = []
    growths: list[TableGrowth] = []
    for table, own in missing:
        new += [Standing(table, role, table.header, columns[role], None) for role in own]
        grown = tuple(headings[role] for role in own)
        host = hosts[table.range]
        if host is not None and host.range.right + 1 == first and len(own) == len(roles):
            growths.append(TableGrowth(ground.sheet.name, host.name, grown))
        elif host is None and ground.filter_grows(table, first=first, count=len(roles)):
            growths.append(TableGrowth(ground.sheet.name, None, grown))
    return new, growths


def _first_free(
    missing: Sequence[_Wanted],
    ground: _Ground,
    *,
    roles: Sequence[ManagedRole],
    right: int,
    hosts: Mapping[CellRange, SheetTable | None],
    headings: Mapping[ManagedRole, str],
) -> int | None:
    heights = [item.table.range for item in missing]
    heights += [host.range for host in hosts.values() if host is not None]
    names = {headings[role].casefold() for role in roles}
    place = ground.free_run(heights, right + 1, len(roles))
    # beside a table object that cannot take them Excel would draw them in at the next edit
    rigid = any(
        host is not None
        and host.range.right + 1 == place
        and not (set(item.roles) == set(roles) and ground.can_grow(host, item.table, names))
        for item in missing
        for host in [hosts[item.table.range]]
    )
    return ground.free_run(heights, right + 2, len(roles)) if rigid else place


class _Ground(NamedTuple):
    """What stands on a tab: where there is room, and which table objects there are."""

    sheet: Sheet
    rows: Mapping[int, Set[int]]
    blocks: tuple[CellRange, ...]

    @classmethod
    def of(cls, sheet: Sheet, tables: Sequence[CellRange]) -> _Ground:
        rows: dict[int, set[int]] = {}
        for (row, column), cell in sheet.cells.items():
            if cell.formula is not None or cell.link is not None or cell.value is not None:
                rows.setdefault(column, set()).add(row)
        objects = (table.range for table in sheet.tables)
        return cls(sheet, rows, (*sheet.merges, *sheet.occupied, *objects, *tables))

    def without_room_at(self, *places: tuple[CellRange, int]) -> _Ground:
        """The same ground after these columns were given to tables of these heights."""
        given = (CellRange(height.top, column, height.bottom, column) for height, column in places)
        return _Ground(self.sheet, self.rows, (*self.blocks, *given))

    def is_free(self, height: CellRange, column: int) -> bool:
        """Whether a column holds nothing over the height of a table."""
        return self.free_run([height], column, 1) == column

    def free_run(self, heights: Sequence[CellRange], first: int, count: int) -> int | None:
        """The first of `count` columns in a row, from `first` on, that are free over these heights."""
        taken = bytearray(_LAST_COLUMN + 1)
        spread = Spread.over(height.rows for height in heights)
        held = (column for column, rows in self.rows.items() if any(map(spread.holds, rows)))
        for column in (*self.sheet.hidden_columns, *held):
            if column <= _LAST_COLUMN:
                taken[column] = 1
        for block in self.blocks:
            if spread.meets(block.top, block.bottom):
                right = min(block.right, _LAST_COLUMN)
                taken[block.left : right + 1] = b"\1" * (right + 1 - block.left)
        place = taken.find(bytes(count), first)
        return None if place < 0 else place

    def host(self, table: TableReading) -> SheetTable | None:
        """The table object that the table stands in."""
        return next((host for host in self.sheet.tables if host.range.meets(table.range)), None)

    def can_grow(self, host: SheetTable, table: TableReading, names: Set[str]) -> bool:
        """Whether a table object takes columns of these names on its right."""
        if not host.growable or host.header_rows != 1 or host.range.top != table.header:
            return False
        there = range(host.range.left, host.range.right + 1)
        return not any(str(self.sheet.value(table.header, column)).casefold() in names for column in there)

    def filter_grows(self, table: TableReading, *, first: int, count: int) -> bool:
        """Whether the tab's filter stands in this table's heading row and ends where ours begin."""
        filtered = self.sheet.filter_range
        if filtered is None or filtered.top != table.header or filtered.right + 1 != first:
            return False
        return filtered.meets(table.range) and self.free_run([filtered], first, count) == first
