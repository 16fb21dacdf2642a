"""Plans our summary tab: made where it is not there, else cell by cell and around what people put on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from itertools import count

from okrsheets.grid import CellRange, CellRef, EditKind, ManagedRole, NewTab, Sheet, TabEdit, Value, Workbook
from okrsheets.reading.ours.managed import comparable, could_be_ours, is_blank, is_empty
from okrsheets.reading.ours.tabs import NOTE, TITLE, title_of
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.summary import OBJECTIVES, TEAMS, Summary, SummaryColumn

__all__ = ["SUMMARY_NAME", "TabPlan", "kept_up", "plan_tab"]

SUMMARY_NAME = "OKR summary"

# rows below the title
_CYCLES, _WRITTEN, _NOTE, _HEADINGS = 1, 2, 3, 5
# columns right of the title
_OBJECTIVES_AT = len(TEAMS) + 1
_GAP = 3  # the width of the column between both tables


class TabPlan(NamedTuple):
    """What is due on our tab: it is made, or cells of it change, or people rearranged or deleted it."""

    tabs: tuple[NewTab, ...] = ()
    edits: tuple[TabEdit, ...] = ()
    rearranged: tuple[str, ...] = ()
    deleted: bool = False


class _Cell(NamedTuple):
    """What one cell of the tab should say."""

    value: Value
    kind: EditKind


class _Table(NamedTuple):
    """One of the tab's two tables: the cell of its first heading, its columns, and what its rows say."""

    row: int
    left: int
    columns: tuple[SummaryColumn, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def headings(self) -> dict[tuple[int, int], str]:
        return {(self.row, self.left + n): column.heading for n, column in enumerate(self.columns)}

    @property
    def right(self) -> int:
        return self.left + len(self.columns) - 1

    def cells(self, row: int, values: Sequence[Value]) -> dict[tuple[int, int], _Cell]:
        """One row of it as it should be."""
        return {
            (row, self.left + n): _Cell(value, column.kind)
            for n, (column, value) in enumerate(zip(self.columns, values, strict=True))
        }


def plan_tab(workbook: Workbook, summary: Summary, *, own: Sequence[str], today: date) -> TabPlan:
    """The tab as it should be, against the workbook as it was read; `own` are the tabs of ours in it.

    The day it was written changes only where something else does.
    """
    if not own:
        return TabPlan(tabs=(_new_tab(workbook, summary, today=today),))
    name = kept_up(own)
    sheet = workbook.sheet(name)
    title = title_of(sheet) if sheet is not None else None
    if sheet is None or title is None or sheet.protected:
        return TabPlan()
    tables = _tables(summary, *title)
    headings = {place: text for table in tables for place, text in table.headings.items()}
    if any(sheet.value(*place) != text for place, text in headings.items()):
        return TabPlan(rearranged=(name,))
    wanted = _frame(summary, *title)
    for table in tables:
        wanted |= _laid(table, sheet)
    edits = [edit for place, cell in wanted.items() if (edit := _edit(workbook, sheet, place, cell))]
    written = _edit(workbook, sheet, (title[0] + _WRITTEN, title[1]), _written(today))
    return TabPlan(edits=tuple(sorted([*edits, written] if written else edits)) if edits else ())


def kept_up(own: Sequence[str]) -> str:
    """Which of the tabs of ours is written: the others are copies that people made of it."""
    return SUMMARY_NAME if SUMMARY_NAME in own else own[0]


def _new_tab(workbook: Workbook, summary: Summary, *, today: date) -> NewTab:
    taken = {sheet.name.casefold() for sheet in workbook.sheets}
    names = (SUMMARY_NAME if n == 1 else f"{SUMMARY_NAME} {n}" for n in count(1))
    name = next(name for name in names if name.casefold() not in taken)
    cells = _frame(summary, 1, 1) | {(1 + _WRITTEN, 1): _written(today)}
    tables = _tables(summary, 1, 1)
    for table in tables:
        cells |= {place: _Cell(text, EditKind.TEXT) for place, text in table.headings.items()}
        for row, values in enumerate(table.rows, start=table.row + 1):
            cells |= table.cells(row, values)
    return NewTab(
        name,
        tuple(
            TabEdit(CellRef(workbook.source, name, *place), None, cell.value, cell.kind)
            for place, cell in sorted(cells.items())
            if not is_blank(cell.value)
        ),
        bold_rows=frozenset({1, 1 + _HEADINGS}),
        widths=(*(c.width for c in TEAMS), _GAP, *(c.width for c in OBJECTIVES)),
        top=1 + _HEADINGS,
    )


def _frame(summary: Summary, row: int, column: int) -> dict[tuple[int, int], _Cell]:
    """What stands above the tables, but for the day it was written."""
    lines = {0: TITLE, _CYCLES: summary.cycles, _NOTE: NOTE}
    return {(row + down, column): _Cell(text, EditKind.TEXT) for down, text in lines.items()}


def _written(today: date) -> _Cell:
    return _Cell(f"Written {today.isoformat()}, when something here last changed", EditKind.TEXT)


def _tables(summary: Summary, row: int, column: int) -> tuple[_Table, _Table]:
    top = row + _HEADINGS
    return (
        _Table(top, column, TEAMS, summary.teams),
        _Table(top, column + _OBJECTIVES_AT, OBJECTIVES, summary.objectives),
    )


def _laid(table: _Table, sheet: Sheet) -> dict[tuple[int, int], _Cell]:
    """A table's rows from its headings down, around rows that are not ours; ours below them are cleared."""
    there: dict[int, dict[int, Value]] = {}
    held: set[int] = {
        row
        for merge in sheet.merges
        if merge.meets(CellRange(table.row + 1, table.left, 1_048_576, table.right))
        for row in range(merge.top, merge.bottom + 1)
    }
    for (row, column), cell in sheet.cells.items():
        if row > table.row and table.left <= column <= table.right and not is_empty(cell):
            there.setdefault(row, {})[column - table.left] = cell.value
            if cell.formula is not None:
                held.add(row)
    names = {comparable(values[0]) for values in table.rows} - {None}
    status = next(n for n, column in enumerate(table.columns) if column.heading == "Status")
    held.update(row for row, values in there.items() if not _is_ours(values, status=status, names=names))
    free = (row for row in count(table.row + 1) if row not in held)
    laid: dict[tuple[int, int], _Cell] = {}
    last = table.row
    for row, values in zip(free, table.rows, strict=False):
        laid |= table.cells(row, values)
        last = row
    for row in there.keys() - held:
        if row > last:
            laid |= table.cells(row, [None] * len(table.columns))
    return laid


def _is_ours(values: Mapping[int, Value], *, status: int, names: Set[Value]) -> bool:
    """Whether a row is one that we wrote: it tells a status as we do, or names what one of ours names."""
    said = values.get(status)
    return (said is not None and could_be_ours(ManagedRole.STATUS, said)) or comparable(
        values.get(0)
    ) in names


def _edit(workbook: Workbook, sheet: Sheet, place: tuple[int, int], cell: _Cell) -> TabEdit | None:
    """What changes one cell, where it says something else; a person's formula is left."""
    there = sheet.cell(*place)
    if there.formula is not None or comparable(there.value) == comparable(cell.value):
        return None
    kind = EditKind.BLANK if is_blank(cell.value) else cell.kind
    return TabEdit(CellRef(workbook.source, sheet.name, *place), there.value, cell.value, kind)
