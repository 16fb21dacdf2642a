"""Lays a table of our tab on the rows that are there: each row keeps its place, and people's rows stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile

from okrsheets.edits import EditKind, ManagedRole
from okrsheets.grid import CellRange, Sheet, Value
from okrsheets.reading.ours.managed import comparable, could_be_ours, is_blank, is_empty
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.summary import SummaryColumn

__all__ = ["GONE", "Laid", "TabTable", "laid"]

GONE = "no longer here"
"""The status of a row whose team or objective is gone, while something of a person's stands beside it."""

_LAST_ROW = 1_048_576

Row = tuple[Value, ...]


class TabTable(NamedTuple):
    """One of the tab's two tables: the cell of its first heading, its columns, and what its rows say."""

    row: int
    left: int
    columns: tuple[SummaryColumn, ...]
    rows: tuple[Row, ...]

    @property
    def right(self) -> int:
        return self.left + len(self.columns) - 1


class Laid(NamedTuple):
    """What the rows of a table should say, by their number; a blank row is one that goes.

    `unshown` counts rows that find no place above what stands below the table; `stuck` are rows that
    merged cells keep from being written.
    """

    rows: Mapping[int, Row]
    unshown: int = 0
    stuck: tuple[int, ...] = ()

    @property
    def filled(self) -> tuple[Row, ...]:
        """The rows that are not blank."""
        return tuple(values for _, values in sorted(self.rows.items()) if values[0] is not None)


def laid(table: TabTable, sheet: Sheet, *, wrote: Sequence[Row] | None, beside: Set[int]) -> Laid:
    """A table's rows where they stand, new ones behind them, and those that are gone emptied.

    `wrote` are the rows that we last wrote, None where that is not known; `beside` are the rows that
    hold something outside of our tables.
    """
    there = _Area.of(table, sheet)
    ours = dict(_ours(table, there, wrote))
    named: dict[Value, list[int]] = {}
    for n, values in enumerate(table.rows):
        named.setdefault(comparable(values[0]), []).append(n)
    placed = {row: table.rows[named[name].pop(0)] for row, name in ours.items() if named.get(name)}
    new = [table.rows[n] for n in sorted(n for numbers in named.values() for n in numbers)]
    gone = [row for row in ours if row not in placed]
    fixed = beside | there.merged
    free = [row for row in gone if row not in fixed]
    for row in free[: len(new)]:  # a row that came takes the place of one that went
        placed[row] = new.pop(0)
    last = max(ours, default=table.row)
    while new and there.is_free(last + 1) and there.is_free(last + 2):  # a blank row stays above a note
        last += 1
        placed[last] = new.pop(0)
    rows = placed | {row: _gone(table, there.name(row)) for row in gone if row not in placed}
    rows |= dict(_closed_up(table, rows, free=[row for row in free if row not in placed], fixed=fixed))
    stuck = tuple(sorted(row for row in rows if row in there.merged))
    return Laid(rows, len(new), stuck)


class _Area(NamedTuple):
    """What stands under the headings of a table, in its columns: row -> how far right -> value."""

    values: Mapping[int, Mapping[int, Value]]
    formulas: Set[int]
    merged: Set[int]
    taken: Set[int]

    @classmethod
    def of(cls, table: TabTable, sheet: Sheet) -> _Area:
        values: dict[int, dict[int, Value]] = {}
        formulas: set[int] = set()
        for (row, column), cell in sheet.cells.items():
            if row > table.row and table.left <= column <= table.right and not is_empty(cell):
                values.setdefault(row, {})[column - table.left] = cell.value
                if cell.formula is not None and column == table.left:
                    formulas.add(row)  # whose name is worked out is none that we wrote
        last = max(values, default=table.row)
        below = CellRange(table.row + 1, table.left, _LAST_ROW, table.right)
        merged, occupied = (
            {
                row
                for one in ranges
                if one.meets(below)
                for row in range(max(one.top, below.top), min(one.bottom, last + len(table.rows) + 2) + 1)
            }
            for ranges in (sheet.merges, sheet.occupied)
        )
        return cls(values, formulas, merged, merged | occupied)

    def name(self, row: int) -> Value:
        return comparable(self.values.get(row, {}).get(0))

    def is_free(self, row: int) -> bool:
        return row <= _LAST_ROW and row not in self.values and row not in self.taken

    def says(self, row: int, values: Row) -> bool:
        """Whether a row says exactly this."""
        said = self.values.get(row, {})
        return all(comparable(said.get(n)) == comparable(value) for n, value in enumerate(values))


def _ours(table: TabTable, there: _Area, wrote: Sequence[Row] | None) -> Iterator[tuple[int, Value]]:
    """The rows that are ours, with the names they say.

    They are those down to the first without a name that say a name that we wrote, as often as we wrote it,
    and rows further down that say all that we wrote. Where it is not known what we wrote, they are those
    that say a name due now and look like ours in all their cells.
    """
    block = set(takewhile(lambda row: there.name(row) is not None, range(table.row + 1, _LAST_ROW)))
    known = Counter(comparable(values[0]) for values in (table.rows if wrote is None else wrote))
    for row in sorted(there.values):
        name = there.name(row)
        if name is None or row in there.formulas or not known[name]:
            continue
        if wrote is None:
            is_ours = row in block and _looks_ours(table.columns, there.values[row])
        else:
            is_ours = row in block or any(there.says(row, values) for values in wrote)
        if is_ours:
            known[name] -= 1
            yield row, name


def _looks_ours(columns: Sequence[SummaryColumn], said: Mapping[int, Value]) -> bool:
    for n, column in enumerate(columns):
        value = said.get(n)
        if column.heading == "Status":
            if is_blank(value) or not (value == GONE or could_be_ours(ManagedRole.STATUS, value)):
                return False
        elif value is not None and isinstance(value, str) is not (column.kind is EditKind.TEXT):
            return False
    return True


def _gone(table: TabTable, name: Value) -> Row:
    return (name, *(GONE if column.heading == "Status" else None for column in table.columns[1:]))


def _closed_up(
    table: TabTable, rows: Mapping[int, Row], *, free: Sequence[int], fixed: Set[int]
) -> Iterator[tuple[int, Row]]:
    """The rows that change so that no gap is left: the last one of ours moves into it.

    Where something stands beside the last one, the row that is gone stays and says so: without its name
    the table would end there.
    """
    blank: Row = (None,) * len(table.columns)
    left, waiting = dict(rows), sorted(free)
    while waiting:
        last = max(left)
        if last == waiting[-1]:
            waiting.pop()
            del left[last]
        elif last in fixed:
            return
        else:
            row = waiting.pop(0)
            left[row] = left.pop(last)
            yield row, left[row]
        yield last, blank
