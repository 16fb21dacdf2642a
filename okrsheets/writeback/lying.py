"""Our rows below a table whose objectives stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from okrsheets.edits import ManagedRole
from okrsheets.grid import CellRange, Sheet
from okrsheets.model import FoundColumn, TableReading
from okrsheets.tuples import NamedTuple

__all__ = ["LyingRow", "lay_rows"]

_LAST_ROW = 1_048_576
_FURTHEST = 200  # rows below a table: what is further down is not seen with it


class LyingRow(NamedTuple):
    """One of our rows: its number, the column of its heading, and the objectives it speaks of by column."""

    table: TableReading
    role: ManagedRole
    row: int
    column: int
    okrs: Mapping[int, str]
    found: FoundColumn | None

    @property
    def right(self) -> int:
        """The last column of its cells."""
        return max(self.okrs)


def lay_rows(
    sheet: Sheet,
    wanted: Sequence[tuple[TableReading, Set[ManagedRole], Mapping[int, str]]],
    *,
    found: Sequence[FoundColumn],
) -> tuple[list[LyingRow], bool]:
    """Give every table of a tab its rows, and tell whether one has no room for those it should have.

    Found rows stay where a person put them. New ones stand together below the table, or below its last
    found row, where all of them are free from the labels to the last objective.
    """
    rows: list[LyingRow] = []
    taken: set[int] = set()
    crowded = False
    owned = _owned([table for table, _, _ in wanted], found)
    for table, roles, okrs in wanted:
        own = owned[table.range]
        there = [
            LyingRow(table, role, column.at.row, column.at.column, okrs, column)
            for role, column in own.items()
        ]
        missing = [role for role in ManagedRole if role in roles and role not in own]
        taken.update(row.row for row in there)
        start = max([table.range.bottom, *(row.row for row in there)]) + 1
        place = CellRange(start, table.range.left, start, max(okrs))
        first = _first_free(sheet, place, taken=taken, count=len(missing))
        if first is None:
            crowded = True
            missing = []
        numbers = range(first or 0, (first or 0) + len(missing))
        new = [
            LyingRow(table, role, row, table.range.left, okrs, None)
            for role, row in zip(missing, numbers, strict=True)
        ]
        rows += [*there, *new]
        taken.update(numbers)
    return sorted(rows, key=lambda row: (row.row, row.column)), crowded


def _owned(
    tables: Sequence[TableReading], found: Sequence[FoundColumn]
) -> dict[CellRange, dict[ManagedRole, FoundColumn]]:
    """Which table each found row belongs to: the nearest above it that its cells stand under."""
    owned: dict[CellRange, dict[ManagedRole, FoundColumn]] = {table.range: {} for table in tables}
    for column in sorted(found, key=lambda column: column.at.row):
        above = [
            table.range
            for table in tables
            if table.range.left <= column.at.column <= table.range.right
            and table.range.top < column.at.row
            and column.role not in owned[table.range]
        ]
        if above:
            owned[max(above, key=lambda covers: covers.bottom)][column.role] = column
    return owned


def _first_free(sheet: Sheet, place: CellRange, *, taken: Set[int], count: int) -> int | None:
    """The first of `count` rows from a place down that hold nothing over its width, with a free one after."""
    run = 0
    for row in range(place.top, min(place.top + _FURTHEST, _LAST_ROW)):
        line = place._replace(top=row, bottom=row)
        free = row not in taken and row not in sheet.hidden_rows and _is_free(sheet, line)
        run = run + 1 if free else 0
        if run > count:
            return row - count
    return None


def _is_free(sheet: Sheet, line: CellRange) -> bool:
    cells = (sheet.cell(line.top, column) for column in range(line.left, line.right + 1))
    if any(cell.value is not None or cell.formula is not None or cell.link is not None for cell in cells):
        return False
    blocks: Iterator[CellRange] = iter((*sheet.merges, *sheet.occupied, *(t.range for t in sheet.tables)))
    return not any(block.meets(line) for block in blocks)
