"""Finds cells of ours that were left behind when the row they spoke of went, and only those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import count
from typing import TypeAlias

from okrsheets.edits import ManagedRole
from okrsheets.grid import CellRange, Sheet, Value
from okrsheets.model import ManagedMemory, TableReading
from okrsheets.reading.ours.managed import comparable, is_blank, is_empty
from okrsheets.spread import Spread
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.places import Standing
from okrsheets.writeback.rows import OWN_ROW

__all__ = ["leftovers"]

_FEWEST_CELLS = 2

_Wrote: TypeAlias = Mapping[tuple[Value, ...], Set[str]]
"""What we wrote in the cells of a row -> the keys of the OKRs for which we wrote it."""


def leftovers(
    sheet: Sheet,
    standings: Sequence[Standing],
    *,
    tables: Sequence[TableReading],
    memory: Sequence[ManagedMemory],
) -> Iterator[tuple[Standing, int]]:
    """Our cells, with their rows, that speak of no OKR any more.

    A single figure or word may be anyone's: all of a row's cells together must say what we last
    wrote for one OKR. Below its table it must be one that is gone, on rows that follow the table
    without a break and hold nothing else there. Without memory there are none.
    """
    written: dict[ManagedRole, dict[str, Value]] = {}
    for known in memory:
        if known.sheet == sheet.name:
            values = {key: comparable(value) for key, value in known.values.items()}
            written.setdefault(known.role, {}).update(values)
    if not written:
        return
    present = {key for table in tables for row in table.rows for key in (row.objective, row.key_result)}
    ours = {standing.column for standing in standings}
    spread = Spread.over(table.range.rows for table in tables)
    found: dict[CellRange, list[Standing]] = {}
    for standing in standings:
        if standing.found is not None:
            found.setdefault(standing.table.range, []).append(standing)
    traces: dict[tuple[ManagedRole, ...], _Wrote] = {}
    for table in tables:
        own = found.get(table.range, [])
        telling = [standing for standing in own if standing.role in OWN_ROW]
        roles = tuple(standing.role for standing in telling)
        if roles not in traces:  # the same for most tables, and as long as all that we wrote
            traces[roles] = _wrote(roles, written)
        trace = _Trace(sheet, tuple(standing.column for standing in telling), traces[roles])
        rows = [
            *_inside(table, own, trace),
            *_below(sheet, table.range, trace, present=present, ours=ours, spread=spread),
        ]
        for row in rows:
            for standing in own:
                value = sheet.value(row, standing.column)
                wrote = written.get(standing.role, {}).values()
                if not is_blank(value) and comparable(value) in wrote:
                    yield standing, row


class _Trace(NamedTuple):
    """Tells, of the columns that speak of a row's own OKR, for which OKRs we last wrote what a row says."""

    sheet: Sheet
    columns: tuple[int, ...]
    wrote: _Wrote

    def okrs(self, row: int) -> Set[str]:
        """The keys of the OKRs for which we last wrote all that stands in our cells of a row."""
        cells = [self.sheet.cell(row, column) for column in self.columns]
        values = tuple(comparable(cell.value) for cell in cells)
        few = sum(value is not None for value in values) < _FEWEST_CELLS
        if few or any(cell.formula is not None for cell in cells):
            return frozenset()
        return self.wrote.get(values, frozenset())


def _wrote(roles: Sequence[ManagedRole], written: Mapping[ManagedRole, Mapping[str, Value]]) -> _Wrote:
    """For which OKRs we last wrote what, in columns of these roles."""
    values = [written.get(role, {}) for role in roles]
    wrote: dict[tuple[Value, ...], set[str]] = {}
    for key in {key for column in values for key in column}:
        wrote.setdefault(tuple(column.get(key) for column in values), set()).add(key)
    return wrote


def _inside(table: TableReading, own: Sequence[Standing], trace: _Trace) -> Iterator[int]:
    """The rows between those of OKRs that say what we wrote for one."""
    okrs = {row.row for row in table.rows}
    rows = {row for s in own if s.found is not None for row in s.found.cells if row > s.row}
    for row in sorted(rows - okrs):
        if row < table.range.bottom and trace.okrs(row):
            yield row


def _below(
    sheet: Sheet,
    table: CellRange,
    trace: _Trace,
    *,
    present: Set[str | None],
    ours: Set[int],
    spread: Spread,
) -> Iterator[int]:
    """The rows right below a table that say what we wrote for OKRs that are gone."""
    beside = [column for column in range(table.left, table.right + 1) if column not in ours]
    for row in count(table.bottom + 1):
        if spread.holds(row) or not trace.okrs(row) - present:
            return
        if any(not is_empty(sheet.cell(row, column)) for column in beside):
            return
        yield row
