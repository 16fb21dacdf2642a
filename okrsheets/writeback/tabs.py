"""Plans our summary tab: made where it is not there, else cell by cell and around what people put on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from okrsheets.edits import EditKind, NewTab, Refusal, TabEdit, TabMemory
from okrsheets.grid import CellRef, Sheet, Value, Workbook
from okrsheets.reading.ours.managed import comparable, is_blank, is_empty
from okrsheets.reading.ours.tabs import NOTE, OBJECTIVES_BESIDE, TITLE, signs_of
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.summary import OBJECTIVES, TEAMS, Summary
from okrsheets.writeback.tabrows import Laid, TabTable, laid

__all__ = ["SUMMARY_NAME", "TabPlan", "kept_up", "plan_tab"]

SUMMARY_NAME = "OKR summary"

_TITLE, _CYCLES, _WRITTEN, _NOTE = 5, 4, 3, 2  # rows above the headings
_CYCLES_SAY, _WRITTEN_SAYS = "Cycles: ", "Written "
_GAP = 3  # the width of the column between both tables

Place = tuple[int, int]


class TabPlan(NamedTuple):
    """What is due on our tab, what a person should know of it, and what is to be remembered."""

    tabs: tuple[NewTab, ...] = ()
    edits: tuple[TabEdit, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    memory: TabMemory | None = None
    refused: tuple[Refusal, ...] = ()


class _Cell(NamedTuple):
    """What one cell of the tab should say."""

    value: Value
    kind: EditKind = EditKind.TEXT


def plan_tab(
    workbook: Workbook,
    summary: Summary,
    *,
    own: Sequence[str],
    known: TabMemory | None,
    restore: bool,
    today: date,
) -> TabPlan:
    """The tab as it should be, against the workbook as it was read.

    `own` are the tabs of ours in it, `known` is what is remembered of the one kept up; one that was deleted
    is made anew only to `restore` it.
    """
    name = kept_up(own, known)
    sheet = workbook.sheet(name) if name is not None else None
    if sheet is not None:
        copies = tuple(one for one in own if one != name)
        seen = TabMemory(workbook.source, sheet.name, copies, known.rows if known is not None else ())
        return _plan_cells(workbook, sheet, summary, known=seen, today=today)
    if _candidates(own, known):
        what = "is one of several tabs that could be ours, so that none is written; delete the others"
        return TabPlan(remarks=((own[0], what),), memory=known)
    if known is not None and not restore:
        what = "was deleted, so that it stays away; sync --restore-columns makes it anew"
        return TabPlan(remarks=((known.name, what),), memory=known)
    if not summary.teams and not summary.objectives:
        return TabPlan(memory=known)
    tab = _new_tab(workbook, summary, today=today)
    if workbook.takes_no_tab is not None:
        return TabPlan(memory=known, refused=(Refusal(tab.name, None, *workbook.takes_no_tab),))
    return TabPlan((tab,), memory=TabMemory(workbook.source, tab.name, tuple(own), _rows(summary)))


def kept_up(own: Sequence[str], known: TabMemory | None) -> str | None:
    """Which of the tabs of ours is written; None where it was deleted or cannot be told from its copies."""
    if known is not None and known.name in own:
        return known.name
    rest = _candidates(own, known)
    if known is None and SUMMARY_NAME in rest:
        return SUMMARY_NAME
    return rest[0] if len(rest) == 1 else None


def _candidates(own: Sequence[str], known: TabMemory | None) -> list[str]:
    """The tabs of ours that could be the one kept up, by another name by now."""
    return [name for name in own if known is None or name not in known.copies]


def _plan_cells(
    workbook: Workbook, sheet: Sheet, summary: Summary, *, known: TabMemory, today: date
) -> TabPlan:
    """The cells that change on the tab. The day it was written changes only where something else does."""
    place = signs_of(sheet).headings
    if place is None:
        what = "is left as it is, as its note or headings were changed or moved; delete it, and"
        what += " sync --restore-columns makes it anew"
        return TabPlan(remarks=((sheet.name, what),), memory=known)
    tables = _tables(summary, *place)
    wrote = known.rows if len(known.rows) == len(tables) else (None,) * len(tables)
    beside = _beside(sheet, tables)
    lays = [laid(table, sheet, wrote=rows, beside=beside) for table, rows in zip(tables, wrote, strict=True)]
    wanted = dict(_frame(sheet, summary, *place))
    for table, lay in zip(tables, lays, strict=True):
        wanted |= _cells(table, {row: values for row, values in lay.rows.items() if row not in lay.stuck})
    edits = [edit for at, cell in wanted.items() if (edit := _edit(workbook, sheet, at, cell))]
    remarks = tuple((sheet.name, what) for what in _remarks(sheet, tables, lays))
    if sheet.protected and edits:
        return TabPlan(
            remarks=((sheet.name, "is protected, so that its figures stay as they are"),), memory=known
        )
    at = place[0] - _WRITTEN, place[1]
    if edits and _is_ours_to_say(sheet, at, _WRITTEN_SAYS):
        edits += [edit for edit in [_edit(workbook, sheet, at, _written(today))] if edit]
    memory = known._replace(rows=tuple(lay.filled for lay in lays))
    return TabPlan((), tuple(sorted(edits)), remarks, memory)


def _remarks(sheet: Sheet, tables: Sequence[TabTable], lays: Sequence[Laid]) -> Iterator[str]:
    for table, lay in zip(tables, lays, strict=True):
        if lay.unshown:
            what = f"{table.columns[0].heading.lower()}{'s' if lay.unshown > 1 else ''}"
            yield f"{lay.unshown} {what} not shown, for what stands below the table; make room for more rows"
        for row in lay.stuck:
            if any(
                comparable(sheet.value(*at)) != comparable(cell.value)
                for at, cell in _cells(table, {row: lay.rows[row]}).items()
            ):
                yield f"row {row} stays as it is, as cells in it are merged"


def _new_tab(workbook: Workbook, summary: Summary, *, today: date) -> NewTab:
    taken = {sheet.name.casefold() for sheet in workbook.sheets}
    names = (SUMMARY_NAME if n == 1 else f"{SUMMARY_NAME} {n}" for n in count(1))
    name = next(name for name in names if name.casefold() not in taken)
    top = 1 + _TITLE
    cells = {
        (top - _TITLE, 1): _Cell(TITLE),
        (top - _CYCLES, 1): _cycles(summary),
        (top - _WRITTEN, 1): _written(today),
        (top - _NOTE, 1): _Cell(NOTE),
    }
    for table in _tables(summary, top, 1):
        cells |= {(top, table.left + n): _Cell(one.heading) for n, one in enumerate(table.columns)}
        cells |= _cells(table, dict(enumerate(table.rows, start=top + 1)))
    return NewTab(
        name,
        tuple(
            TabEdit(CellRef(workbook.source, name, *place), None, cell.value, cell.kind)
            for place, cell in sorted(cells.items())
            if not is_blank(cell.value)
        ),
        bold_rows=frozenset({1, top}),
        widths=(*(c.width for c in TEAMS), _GAP, *(c.width for c in OBJECTIVES)),
        top=top,
        wrapped=frozenset(
            table.left + n
            for table in _tables(summary, top, 1)
            for n, column in enumerate(table.columns)
            if column.kind is EditKind.TEXT
        ),
    )


def _rows(summary: Summary) -> tuple[tuple[tuple[Value, ...], ...], ...]:
    return summary.teams, summary.objectives


def _tables(summary: Summary, row: int, column: int) -> tuple[TabTable, TabTable]:
    return (
        TabTable(row, column, TEAMS, summary.teams),
        TabTable(row, column + OBJECTIVES_BESIDE, OBJECTIVES, summary.objectives),
    )


def _cells(table: TabTable, rows: Mapping[int, Sequence[Value]]) -> dict[Place, _Cell]:
    return {
        (row, table.left + n): _Cell(value, column.kind)
        for row, values in rows.items()
        for n, (column, value) in enumerate(zip(table.columns, values, strict=True))
    }


def _beside(sheet: Sheet, tables: Sequence[TabTable]) -> frozenset[int]:
    """The rows that hold something in no column of ours."""
    ours = {column for table in tables for column in range(table.left, table.right + 1)}
    return frozenset(
        row for (row, column), cell in sheet.cells.items() if column not in ours and not is_empty(cell)
    )


def _frame(sheet: Sheet, summary: Summary, row: int, column: int) -> Iterator[tuple[Place, _Cell]]:
    """What changes above the tables, but for the day: the title and the note are a person's once made."""
    at = row - _CYCLES, column
    if _is_ours_to_say(sheet, at, _CYCLES_SAY):
        yield at, _cycles(summary)


def _is_ours_to_say(sheet: Sheet, at: Place, start: str) -> bool:
    """Whether a cell is blank, or says what begins as ours does."""
    there = sheet.cell(*at)
    return is_empty(there) or (isinstance(there.value, str) and there.value.startswith(start))


def _cycles(summary: Summary) -> _Cell:
    if not summary.teams and not summary.objectives:
        return _Cell(f"{_CYCLES_SAY}none, as no objective here is in a cycle that is open")
    return _Cell(_CYCLES_SAY + (", ".join(summary.cycles) or "none said"))


def _written(today: date) -> _Cell:
    return _Cell(f"{_WRITTEN_SAYS}{today.isoformat()}, when something here last changed")


def _edit(workbook: Workbook, sheet: Sheet, place: Place, cell: _Cell) -> TabEdit | None:
    """What changes one cell, where it says something else; a person's formula is left."""
    there = sheet.cell(*place)
    if there.formula is not None or comparable(there.value) == comparable(cell.value):
        return None
    kind = EditKind.BLANK if is_blank(cell.value) else cell.kind
    return TabEdit(CellRef(workbook.source, sheet.name, *place), there.value, cell.value, kind)
