"""Takes back the last write into a workbook, cell by cell, and nothing that people did since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    TableGrowth,
    WritePlan,
)
from okrsheets.grid import CellRef, Sheet, Value, Workbook
from okrsheets.model import FoundColumn, LastWrite, ManagedMemory, Reading
from okrsheets.reading.ours.managed import comparable, is_blank, normal_heading
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.places import owners
from okrsheets.writeback.rows import okrs_of
from okrsheets.writeback.tabs import kept_up
from okrsheets.writeback.words import kind_of

__all__ = ["Undo", "memory_after_undo", "plan_undo"]


_ALIKE = 0.8


class Undo(NamedTuple):
    """What takes a write back: a plan, and the cells that it leaves as someone changed them since.

    `emptied` are the columns that the write had made and that go, heading and all. `left_tab` is the tab
    of ours that the write made or changed, and that stays as it is.
    """

    plan: WritePlan
    left: tuple[CellRef, ...] = ()
    emptied: tuple[FoundColumn, ...] = ()
    left_tab: str | None = None

    @property
    def headings(self) -> frozenset[CellRef]:
        """The headings that go with their columns; they are no cells of an OKR, and are not counted."""
        return frozenset(column.at for column in self.emptied)

    @property
    def cells(self) -> int:
        """How many cells go back, counted as the write counted them."""
        return sum(edit.ref not in self.headings for edit in self.plan.edits)


def plan_undo(workbook: Workbook, reading: Reading, *, last: LastWrite) -> Undo:
    """Each cell of the last write that still holds what it wrote goes back to what it held before.

    A cell is found by the OKR it speaks of, wherever its row and column went; one whose OKR is not
    read any more by its place. Columns that the write made are emptied where nothing else is in them,
    and tables that grew for them shrink back.
    """
    last = _in_renamed_tabs(last, workbook)
    wrote = _Wrote.of(last)
    edits: dict[CellRef, CellEdit] = {}
    left: list[CellRef] = []
    emptied: list[FoundColumn] = []
    for sheet in workbook.sheets:
        found = [column for column in reading.found if column.at.sheet == sheet.name]
        meant = dict(_cells(sheet, reading, found, wrote))
        for ref, edit in meant.items():
            cell = sheet.cell(ref.row, ref.column)
            if cell.formula is None and comparable(cell.value) == comparable(edit.expected):
                continue  # it is back already
            if cell.formula is not None or comparable(cell.value) != comparable(edit.new):
                left.append(ref)
            else:
                edits[ref] = _back(edit, ref, there=cell.value)
        for column in _made(found, last):
            if not column.formulas and all(column.place(number) in edits for number in column.cells):
                emptied.append(column)
                edits[column.at] = CellEdit(
                    column.at, column.role, "", expected=column.heading, new=None, kind=EditKind.BLANK
                )
    plan = WritePlan(
        workbook.source,
        workbook.revision,
        tuple(sorted(edits.values(), key=lambda edit: edit.ref)),
        shrinks=tuple(_shrinks(last, emptied)),
    )
    left_tab = next((tab for tab in last.tabs if tab in reading.own_tabs), None)
    if last.tabs and left_tab is None:
        left_tab = kept_up(reading.own_tabs, None)
    return Undo(plan, tuple(sorted(left)), tuple(emptied), left_tab)


def memory_after_undo(
    undo: Undo, *, last: LastWrite, memory: Sequence[ManagedMemory], written: Set[CellRef]
) -> tuple[ManagedMemory, ...]:
    """What to remember of the workbook once these cells of an undo were written.

    Of columns that went back it is what was known before the write; of those that could not, and of
    those that the write had made and that could not be emptied, what is known now.
    """
    stuck = {(edit.ref.sheet, edit.role) for edit in undo.plan.edits if edit.ref not in written}
    gone = {(column.at.sheet, column.role) for column in undo.emptied} - stuck
    before = [known for known in last.memory if (known.sheet, known.role) not in stuck]
    known_then = {(known.sheet, known.role) for known in before}
    now = (known for known in memory if known.workbook == last.workbook)
    return (*before, *(known for known in now if (known.sheet, known.role) not in known_then | gone))


def _in_renamed_tabs(last: LastWrite, workbook: Workbook) -> LastWrite:
    """The write with tabs that were renamed since under their new names.

    A tab that is gone is the one, of those that the write does not name, that holds most of what was
    written there in the same places, and at least four in five of it.
    """
    told = dict.fromkeys(edit.ref.sheet for edit in last.edits)
    spare = [sheet for sheet in workbook.sheets if sheet.name not in told]
    names: dict[str, str] = {}
    for name in (name for name in told if workbook.sheet(name) is None):
        wrote = [edit for edit in last.edits if edit.ref.sheet == name]

        def holds(sheet: Sheet, wrote: Sequence[CellEdit] = wrote) -> int:
            said = ((sheet.value(edit.ref.row, edit.ref.column), edit.new) for edit in wrote)
            return sum(comparable(there) == comparable(new) for there, new in said)

        best = max(spare, key=holds, default=None)
        if best is not None and holds(best) >= _ALIKE * len(wrote):
            names[name] = best.name
            spare.remove(best)
    if not names:
        return last
    return last._replace(
        edits=tuple(edit._replace(ref=_moved(edit.ref, names)) for edit in last.edits),
        made=tuple(made._replace(at=_moved(made.at, names)) for made in last.made),
        grown=tuple(growth._replace(sheet=names.get(growth.sheet, growth.sheet)) for growth in last.grown),
    )


def _moved(ref: CellRef, names: Mapping[str, str]) -> CellRef:
    return ref._replace(sheet=names.get(ref.sheet, ref.sheet))


class _Wrote(NamedTuple):
    """The edits of a write: by role and the OKR they spoke of, and by role, tab and place."""

    by_okr: Mapping[tuple[ManagedRole, str], Sequence[CellEdit]]
    by_place: Mapping[tuple[ManagedRole, str, int, int], CellEdit]

    @classmethod
    def of(cls, last: LastWrite) -> _Wrote:
        by_okr: dict[tuple[ManagedRole, str], list[CellEdit]] = {}
        for edit in last.edits:
            if edit.key:
                by_okr.setdefault((edit.role, edit.key), []).append(edit)
        places = {(edit.role, edit.ref.sheet, edit.ref.row, edit.ref.column): edit for edit in last.edits}
        return cls(by_okr, places)

    def on(self, role: ManagedRole, key: str, row: int) -> CellEdit | None:
        """The edit that spoke of an OKR; of several, which an objective on many rows has, that row's."""
        edits = self.by_okr.get((role, key), ())
        return next((edit for edit in edits if edit.ref.row == row), edits[0] if edits else None)


def _cells(
    sheet: Sheet, reading: Reading, found: Sequence[FoundColumn], wrote: _Wrote
) -> Iterator[tuple[CellRef, CellEdit]]:
    """The cells of a tab that the write speaks of, each with what it did there."""
    tables = [table for tab in reading.sheets if tab.name == sheet.name for table in tab.tables]
    rows = [row for tab in reading.sheets for table in tab.tables for row in table.rows]
    present = {key for row in rows for key in (row.objective, row.key_result)}
    owned = owners(tables, [column for column in found if not column.lying])
    told: set[tuple[int, int]] = set()
    for table in tables:
        for role, column in owned[table.range].items():
            for row, key in okrs_of(table, role).items():
                edit = wrote.on(role, key, row)
                if edit is not None:
                    told.add((row, column.at.column))
                    yield column.at._replace(row=row), edit
    for edit in wrote.by_place.values():
        for column in found:
            ref = edit.ref._replace(workbook=column.at.workbook)
            if column.role is not edit.role or not _is_in(ref, column) or (ref.row, ref.column) in told:
                continue
            if column.lying or edit.key not in present:
                yield ref, edit


def _is_in(ref: CellRef, column: FoundColumn) -> bool:
    """Whether a cell stands under the heading of one of our columns, or beside that of a row."""
    at = column.at
    if ref.sheet != at.sheet:
        return False
    if column.lying:
        return ref.row == at.row and ref.column > at.column
    return ref.column == at.column and ref.row > at.row


def _back(edit: CellEdit, ref: CellRef, *, there: Value) -> CellEdit:
    """The edit that takes another back."""
    kind = EditKind.BLANK if is_blank(edit.expected) else kind_of(edit.role)
    return CellEdit(ref, edit.role, edit.key, expected=there, new=edit.expected, kind=kind)


def _made(found: Sequence[FoundColumn], last: LastWrite) -> Iterator[FoundColumn]:
    """Those of a tab's columns that the write made, under the heading that it gave them."""
    for column in found:
        alike = [made for made in last.made if _is_same(made, column)]
        there = [other for other in found if any(_is_same(made, other) for made in alike)]
        stands = any(made.at == column.at for made in alike)
        if stands or (alike and len(alike) == len(there)):
            yield column


def _is_same(made: ManagedColumn, column: FoundColumn) -> bool:
    return (
        made.at.sheet == column.at.sheet
        and made.role is column.role
        and normal_heading(made.heading) == normal_heading(column.heading)
    )


def _shrinks(last: LastWrite, emptied: Sequence[FoundColumn]) -> Iterator[TableGrowth]:
    """The growths of a write all of whose columns go."""
    for growth in last.grown:
        gone = {normal_heading(column.heading) for column in emptied if column.at.sheet == growth.sheet}
        if gone.issuperset(normal_heading(heading) for heading in growth.headings):
            yield growth
