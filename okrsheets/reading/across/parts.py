"""Parts of a year that tabs name without it: for which cycle each was taken, where another is as near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.model import OkrSet, PartTaken, Remark, RowReading, SheetReading
from okrsheets.reading.extraction.extract import TableValues
from okrsheets.reading.tables.left_out import range_of
from okrsheets.reading.tabs import Tab

__all__ = ["parts_taken", "told_of_part"]


def told_of_part(table: TableValues, rows: Sequence[RowReading], okrs: OkrSet) -> Iterator[Remark]:
    """What is told of a table whose cycle another is as near as."""
    if (taken := _taken(table, rows, okrs)) is not None:
        said, other = taken.cycle.label, taken.other.label
        because = f'"{taken.part}" names no year: taken for {said}, and {other} is as near'
        yield Remark(range_of(table.table), because)


def parts_taken(tab: Tab, sheet: SheetReading, okrs: OkrSet) -> Iterator[PartTaken]:
    """The parts of a year of which some OKRs on a tab are, and to which another is as near; each once."""
    of_tables = zip(tab.tables, sheet.tables, strict=True)
    found = (_taken(table, read.rows, okrs) for table, read in of_tables)
    yield from dict.fromkeys(taken for taken in found if taken is not None)


def _taken(table: TableValues, rows: Sequence[RowReading], okrs: OkrSet) -> PartTaken | None:
    """The part of a year that a table is of, unless its rows say their own."""
    around = table.around
    if around.part is None or around.cycle is None or around.other is None:
        return None
    keys = {key for row in rows for key in (row.objective, row.key_result) if key}
    if not any(key in okrs.by_key and okrs.by_key[key].cycle == around.cycle for key in keys):
        return None
    return PartTaken(table.table.sheet, around.part, around.cycle, around.other)
