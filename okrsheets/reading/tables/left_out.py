"""What of a tab was not read: rows of its tables, and the regions outside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from okrsheets.grid import CellRange
from okrsheets.model import LeftOut
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.taken import Taken
from okrsheets.tuples import NamedTuple

__all__ = ["heading_of", "left_out_around", "left_out_of", "range_of", "region_of", "rows_of"]

_NEXT = 2  # rows: at most one blank row lies between what belongs together
_BRIEF = 2
_BESIDE = "beside a table and under none of its headings"


class _Rest(NamedTuple):
    """What one row holds outside all that is told already; `brief`: one cell or two of words.

    `because` is known where the row belongs to a table that left it out, or stands beside one.
    """

    row: int
    left: int
    right: int
    brief: bool
    because: str | None


def rows_of(table: FoundTable) -> list[int]:
    """The rows of the tab on which a table's OKRs stand; one may say several."""
    rows = [row.row for row in table.layout.rows]
    return rows if table.view is None else list(map(table.view.row, rows))


def heading_of(table: FoundTable, column: int) -> tuple[int | None, int]:
    """The column of the tab that a table's column is; with its row where its label stands in no header."""
    if table.view is None:
        return None, column
    if table.view.heads is not None:
        return table.view.heads[column]
    return None, table.view.columns.get(column, column)


def range_of(table: FoundTable) -> CellRange:
    """The rectangle of a table: from its first header row to the last row that was read."""
    if table.view is not None and table.view.range is not None:
        return table.view.range
    bottom = max(rows_of(table), default=table.header)
    return CellRange(table.top, table.left, bottom, table.right)


def left_out_of(table: FoundTable) -> Iterator[LeftOut]:
    """The rows left out above the table's last row, and those that go on from it without a gap."""
    if table.view is not None:
        yield from table.view.left_out
    bottom = range_of(table).bottom
    for row, because in sorted(table.layout.left_out.items()):
        if row > bottom + 1:
            break
        bottom = max(bottom, row)
        yield LeftOut(CellRange(row, table.left, row, table.right), because)


def region_of(area: Area) -> CellRange:
    """The rectangle of an area that is no table of OKRs: its header, and its rows up to a wide gap."""
    bottom = area.header
    for row in area.rows:
        if row - bottom > _NEXT:
            break
        bottom = row
    return CellRange(area.top, area.left, bottom, area.right)


def left_out_around(
    lines: Lines, tables: Sequence[FoundTable], others: Sequence[LeftOut], read: Sequence[CellRange] = ()
) -> tuple[LeftOut, ...]:
    """The regions of a tab outside its tables: `others`, which had headings, and whatever else is there.

    What lies in `read` was read without being a table of OKRs.
    """
    told = [
        *map(range_of, tables),
        *(left.range for table in tables for left in left_out_of(table)),
        *(other.range for other in others),
        *read,
    ]
    reasons = {row: because for table in tables for row, because in table.layout.left_out.items()}
    tops = {region.top for region in told}
    regions = [
        LeftOut(
            CellRange(part[0].row, min(r.left for r in part), part[-1].row, max(r.right for r in part)),
            part[0].because or _kind(part, tops),
        )
        for part in _parts(_rest(lines, told, reasons))
    ]
    return tuple(sorted([*others, *regions]))


def _rest(lines: Lines, told: Sequence[CellRange], reasons: Mapping[int, str]) -> Iterator[_Rest]:
    taken = Taken.of(lines, told)
    for row in lines.order:
        line = lines.by_row[row]
        columns = taken.free(row, line)
        if columns:
            brief = len(columns) <= _BRIEF and all(isinstance(line[c].value, str) for c in columns)
            because = _BESIDE if row in taken.rows else reasons.get(row)
            yield _Rest(row, min(columns), max(columns), brief, because)


def _parts(rest: Iterator[_Rest]) -> Iterator[list[_Rest]]:
    """The rows in regions: those near each other that were left out for one reason."""
    part: list[_Rest] = []
    for row in rest:
        if part and (row.row - part[-1].row > _NEXT or row.because != part[-1].because):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _kind(part: Sequence[_Rest], tops: Set[int]) -> str:
    """What a region is that belongs to no table; a title stands right above one of the `tops`."""
    if not all(row.brief for row in part):
        return "no row of headings that are known"
    title = not tops.isdisjoint(range(part[-1].row + 1, part[-1].row + _NEXT + 1))
    if len(part) > 1:
        return "a title and notes" if title else "notes"
    return "a title" if title else "a note"
