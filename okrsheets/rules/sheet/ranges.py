"""A rule about means and sums whose range is not that of the rows they are for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from okrsheets.formulas import references_in
from okrsheets.grid import CellRange
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, KeyResult, Severity
from okrsheets.patterns import pattern
from okrsheets.rules.columns import FilledCell, FilledTable, TableColumn, filled_tables
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import listed, named, quoted, spans
from okrsheets.tuples import NamedTuple

__all__ = ["range_misses_rows"]

_TOGETHER = pattern(r"\b(?:AVERAGEA?|SUM|SUMPRODUCT|AVERAGE\.WEIGHTED)\(", re.IGNORECASE)
_FAR = 50
"""Key results in a range; what holds more is no mean of one objective."""


class _Block(NamedTuple):
    """The rows of one objective's key results: those that count, and all of them."""

    counting: Sequence[int]
    rows: frozenset[int]


class _Rows(NamedTuple):
    """The rows of a table's key results: sorted, by objective, and with what stands there."""

    all: Sequence[int]
    blocks: Mapping[str, _Block]
    okrs: Mapping[int, KeyResult]

    @classmethod
    def of(cls, table: FilledTable) -> _Rows:
        rows: dict[str, dict[int, KeyResult]] = {}
        for row in table.table.rows:
            okr = table.okrs.get(row.key_result or "")
            if isinstance(okr, KeyResult):
                rows.setdefault(okr.objective, {})[row.row] = okr
        blocks = {
            key: _Block(sorted(row for row, okr in some.items() if not given_up(okr)), frozenset(some))
            for key, some in rows.items()
        }
        okrs = {row: okr for some in rows.values() for row, okr in some.items()}
        return cls(sorted(okrs), blocks, okrs)

    def within(self, place: CellRange) -> range:
        """The positions in `all` of the key results in the rows of a range."""
        return range(bisect_left(self.all, place.top), bisect_right(self.all, place.bottom))


@rule("range-misses-rows", Severity.WARNING)
def range_misses_rows(case: Case) -> Iterator[Finding]:
    """A mean or sum of an objective leaves out one of its key results, or takes in those of another.

    A row was added below the last, and the range of the formula did not grow; or it was copied from another
    objective. So it is with the sum below a table whose last rows it does not reach. Rows that are blank
    there, and ranges over the whole table, are left alone.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress                  |
        | Win the east |                      |          |         |        | =AVERAGE(F3:F4) -> 45 %   |
        |              | Sign resale partners | 0        | 8       | 20     | 40 %                      |
        |              | New leads per week   | 10       | 30      | 50     | 50 %                      |
        |              | Visit every city     | 0        | 6       | 12     | 50 %                      |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress                  |
        | Win the east |                      |          |         |        | =AVERAGE(F3:F5) -> 46.7 % |
        |              | Sign resale partners | 0        | 8       | 20     | 40 %                      |
        |              | New leads per week   | 10       | 30      | 50     | 50 %                      |
        |              | Visit every city     | 0        | 6       | 12     | 50 %                      |
    """
    for table in filled_tables(case):
        rows = _Rows.of(table)
        for column in table.columns if rows.all else ():
            if column.column.field is None:
                continue
            told: set[str] = set()
            for each in column.filled:
                block = rows.blocks.get(each.okr)
                if block is None or each.okr in told or not _puts_together(each.cell.formula):
                    continue
                for found in islice(_amiss(column, each, block, rows), 1):
                    told.add(each.okr)
                    yield found
            yield from _short_totals(column, rows)


def _puts_together(formula: str | None) -> bool:
    return formula is not None and _TOGETHER.search(formula) is not None


def _amiss(column: TableColumn, each: FilledCell, block: _Block, rows: _Rows) -> Iterator[Finding]:
    """What a formula of an objective leaves out or takes in, column by column that it reads."""
    for number, places in _read(each.cell.formula or "", sheet=column.of.table.sheet).items():
        held = [rows.within(place) for place in places]
        count = sum(map(len, held))
        if count > _FAR or (count >= len(rows.all) and len(rows.blocks) > 1):
            continue
        here = {rows.all[position] for some in held for position in some}
        if here.isdisjoint(block.rows):
            continue
        missed = [row for row in block.counting if row not in here]
        others = sorted(here - block.rows)
        missed, others = (
            [row for row in some if column.of.value(row, number) is not None] for some in (missed, others)
        )
        said = [f"misses {_told(missed, rows)}"] if missed else []
        said += [f"takes in {_told(others, rows)}, of another objective"] if others else []
        if said:
            yield finding(
                place=column.place(each),
                okr=each.okr,
                message=f"{quoted('=' + (each.cell.formula or ''))} of {named(column.of.okrs[each.okr])} "
                f"{' and '.join(said)}",
                hint=f"let it take in {_cells(block, number, rows)}",
            )


def _read(formula: str, *, sheet: str) -> dict[int, list[CellRange]]:
    """The cells of the own tab that a formula reads down a column, by column."""
    columns: dict[int, list[CellRange]] = {}
    for reference in references_in(formula):
        place = reference.range
        if reference.book is None and reference.sheet in (None, sheet) and place.left == place.right:
            columns.setdefault(place.left, []).append(place)
    return {
        number: list(dict.fromkeys(places))
        for number, places in columns.items()
        if len(places) > 1 or places[0].top < places[0].bottom
    }


def _short_totals(column: TableColumn, rows: _Rows) -> Iterator[Finding]:
    """Sums below the table that begin with its first row, and end before its last filled one."""
    number, table = column.column.column, column.of
    filled = [row for row in rows.all if table.value(row, number) is not None]
    if len(filled) < 3:
        return
    for left in table.table.left_out:
        for row in left.range.rows if left.range.top > filled[-1] else ():
            cell = table.cells.get((row, number))
            if cell is None or not _puts_together(cell.formula):
                continue
            places = _read(cell.formula or "", sheet=table.table.sheet).get(number, [])
            if len(places) == 1 and places[0].top <= filled[0] and filled[1] <= places[0].bottom < filled[-1]:
                missed = filled[bisect_right(filled, places[0].bottom) :]
                yield finding(
                    place=table.place(row, number),
                    message=f"{quoted('=' + (cell.formula or ''))} below the table "
                    f"misses {_told(missed, rows)}",
                    hint=f"let it take in {CellRange(filled[0], number, filled[-1], number).a1}",
                )


def _told(some: Sequence[int], rows: _Rows) -> str:
    word = "row" if len(some) == 1 else "rows"
    return f"{word} {spans(some)} ({listed((named(rows.okrs[row]) for row in some), most=2)})"


def _cells(block: _Block, number: int, rows: _Rows) -> str:
    """The cells of a block in a column, as one range if no other key result stands between them."""
    covers = CellRange(min(block.rows), number, max(block.rows), number)
    return covers.a1 if len(rows.within(covers)) == len(block.rows) else "the rows of its key results alone"
