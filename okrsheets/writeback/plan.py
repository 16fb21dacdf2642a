"""Compares what our cells should say with what stands there, tab by tab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    TableGrowth,
    WritePlan,
)
from okrsheets.grid import CellRange, CellRef, Sheet, Value, Workbook
from okrsheets.model import CyclePhase, FoundColumn, ManagedMemory, Objective, Reading, Results, TableReading
from okrsheets.reading.ours.extents import extents
from okrsheets.reading.ours.managed import MARKER, Heading, comparable, could_be_ours, normal_heading
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.depending import depending_on
from okrsheets.writeback.leftovers import leftovers
from okrsheets.writeback.lying import LyingRow, lay_rows
from okrsheets.writeback.places import Places, Standing, lay_out
from okrsheets.writeback.rows import has_columns, has_rows, okrs_of, okrs_side_by_side, roles_of
from okrsheets.writeback.settings import WritebackSettings
from okrsheets.writeback.summary import summary_of
from okrsheets.writeback.tabs import TabPlan, plan_tab
from okrsheets.writeback.words import CellWords, kind_of

__all__ = ["plan_edits"]


def plan_edits(
    workbook: Workbook,
    reading: Reading,
    *,
    results: Results,
    memory: Sequence[ManagedMemory],
    settings: WritebackSettings,
) -> WritePlan:
    """All we would write into one workbook, as it was read with our own columns in it.

    Nothing is planned where it says so already, in protected tabs, in rows of a closed cycle, beside
    copies of OKRs that count elsewhere, or over a person's formula. A deleted column stays away unless
    settings restore it. While a source could not be read, what we said of how OKRs stand to each other stays;
    where an earlier reading of it stands in, of those that depend on it.
    """
    empty = WritePlan(workbook.source, workbook.revision)
    if workbook.read_only_because is not None or workbook.as_of is not None or reading.copy_of is not None:
        return empty
    tables = [table for sheet in reading.sheets for table in sheet.tables]
    keys = {key for table in tables for row in table.rows for key in (row.objective, row.key_result) if key}
    objectives = [one for one in results.okrs.objectives if one.at.workbook == workbook.source]
    keys.update(objective.key for objective in objectives)
    view = _View(
        workbook,
        reading,
        objectives,
        CellWords.of(results, keys=keys, warnings=settings.warnings),
        tuple(known for known in memory if known.workbook == workbook.source),
        settings,
        _closed(results, keys=keys, settings=settings),
        waiting=frozenset(keys) if results.unread else depending_on(results.as_of, results),
    )
    edits: list[CellEdit] = []
    columns: list[ManagedColumn] = []
    extends: list[TableGrowth] = []
    absent: list[tuple[str, str]] = []
    no_room: list[str] = []
    unwritten: list[tuple[str, str]] = []
    for tab in reading.sheets:
        sheet = workbook.sheet(tab.name)
        if sheet is None or sheet.protected or not tab.tables:
            continue
        gone = view.deleted(sheet, tab.tables)
        absent += [(sheet.name, settings.heading(role)) for role in settings.kept if role in gone]
        places = view.places(sheet, tab.tables, gone=gone)
        below, full = view.rows(sheet, tab.tables, gone=gone)
        there = {row.table.range for row in below}
        unwritten += [
            (sheet.name, table.layout)
            for table in tab.tables
            if not has_rows(table)
            and _counts(table)
            and not (view.side_by_side(table) and (full or table.range in there))
        ]
        columns += [_column(workbook.source, standing, settings) for standing in places.standings]
        columns += [_row(workbook.source, row, settings) for row in below]
        extends += places.growths
        no_room += [sheet.name] if places.crowded or full else []
        edits += sorted(
            [*view.edits(sheet, places.standings), *view.edits_below(sheet, below), *view.new_names(sheet)],
            key=_place,
        )
    own = _own_tab(view, results)
    return WritePlan(
        workbook.source,
        workbook.revision,
        tuple(edits),
        tuple(columns),
        tuple(extends),
        tuple(absent),
        tuple(no_room),
        tuple(dict.fromkeys(unwritten)),
        tabs=own.tabs,
        tab_edits=own.edits,
        tab_remarks=own.remarks,
        own_tab=own.memory,
        refused=own.refused,
    )


def _own_tab(view: _View, results: Results) -> TabPlan:
    """What is due on the summary tab, where one is wanted."""
    if not view.settings.summary_tab or results.unread or results.as_of:
        return TabPlan()
    summary = summary_of(
        view.workbook.source,
        results=results,
        words=view.words,
        closed=view.closed,
        warnings=view.settings.warnings,
    )
    return plan_tab(
        view.workbook,
        summary,
        own=view.reading.own_tabs,
        known=view.settings.tabs.get(view.workbook.source),
        restore=view.settings.restore_columns,
        today=results.today,
    )


def _closed(results: Results, *, keys: Set[str], settings: WritebackSettings) -> frozenset[str]:
    """The OKRs whose cycle is over: their rows stay as they are."""
    okrs = ((key, results.okrs.by_key.get(key)) for key in keys)
    return frozenset(
        key
        for key, okr in okrs
        if okr is not None
        and okr.cycle is not None
        and okr.cycle.phase(results.today, close_after=settings.close_after) is CyclePhase.CLOSED
    )


def _column(source: str, standing: Standing, settings: WritebackSettings) -> ManagedColumn:
    table, role, row, column, found = standing
    return ManagedColumn(
        CellRef(source, table.sheet, row, column),
        table.range.bottom,
        settings.heading(role) if found is None else found.heading,
        role,
        kind_of(role),
        table.range.right,
        new=found is None,
    )


def _row(source: str, row: LyingRow, settings: WritebackSettings) -> ManagedColumn:
    return ManagedColumn(
        CellRef(source, row.table.sheet, row.row, row.column),
        row.right,
        settings.heading(row.role) if row.found is None else row.found.heading,
        row.role,
        kind_of(row.role),
        row.table.range.bottom,
        new=row.found is None,
        lying=True,
    )


class _View(NamedTuple):
    """All that planning one workbook looks at; the OKRs `waiting` depend on a source not read now."""

    workbook: Workbook
    reading: Reading
    objectives: Sequence[Objective]
    words: CellWords
    memory: tuple[ManagedMemory, ...]
    settings: WritebackSettings
    closed: frozenset[str]
    waiting: frozenset[str] = frozenset()

    def places(self, sheet: Sheet, tables: Sequence[TableReading], *, gone: Set[ManagedRole]) -> Places:
        """Our columns on a tab, without those that a person deleted or holds the heading of."""
        found = self._found(sheet, lying=False)
        wanted = [
            (table, self._roles(table, sheet) - gone if self._is_open(table) else set())
            for table in tables
            if not has_columns(table)
        ]
        ordered = [(table, tuple(role for role in ManagedRole if role in roles)) for table, roles in wanted]
        headings = {role: self.settings.heading(role) for role in ManagedRole}
        return lay_out(sheet, ordered, found=found, headings=headings)

    def _found(self, sheet: Sheet, *, lying: bool) -> list[FoundColumn]:
        """Our columns that are on a tab already, or our rows."""
        return [c for c in self.reading.found if c.at.sheet == sheet.name and c.lying is lying]

    def side_by_side(self, table: TableReading) -> dict[int, str]:
        """The objectives of a table that has room for rows of ours, by their columns."""
        return okrs_side_by_side(table, self.objectives) if has_columns(table) else {}

    def rows(
        self, sheet: Sheet, tables: Sequence[TableReading], *, gone: Set[ManagedRole]
    ) -> tuple[list[LyingRow], bool]:
        """Our rows on a tab, as `places` for columns, and whether there is no room for some."""
        wanted = []
        for table in tables:
            okrs = self.side_by_side(table)
            if okrs:
                roles = set() if self.closed.issuperset(okrs.values()) else self._roles(table, sheet) - gone
                wanted.append((table, roles, okrs))
        return lay_rows(sheet, wanted, found=self._found(sheet, lying=True))

    def edits_below(self, sheet: Sheet, rows: Sequence[LyingRow]) -> Iterator[CellEdit]:
        """The cells of our rows that say something else than they should."""
        for row in rows:
            kept = row.role in self.settings.kept
            merges = [merge for merge in sheet.merges if merge.top <= row.row <= merge.bottom]
            for column, key in row.okrs.items():
                cell = sheet.cell(row.row, column)
                if key in self.closed or cell.formula is not None or _is_covered(row.row, column, merges):
                    continue
                if self._stays(cell.value, key, row.role):
                    continue
                new = self.words.value(key, row.role) if kept else None
                if comparable(cell.value) != comparable(new):
                    kind = EditKind.BLANK if new is None else kind_of(row.role)
                    ref = CellRef(self.workbook.source, sheet.name, row.row, column)
                    yield CellEdit(ref, row.role, key, cell.value, new, kind)

    def _is_open(self, table: TableReading) -> bool:
        keys = {row.key_result or row.objective for row in table.rows}
        return any(key is not None and key not in self.closed for key in keys)

    def _roles(self, table: TableReading, sheet: Sheet) -> Set[ManagedRole]:
        """The roles that make sense for a table and whose heading is not taken by someone else."""
        kept = set(self.settings.kept) & roles_of(table)
        names = {normal_heading(self.settings.heading(role)): role for role in kept}
        for ref in self.reading.foreign:
            role = names.get(normal_heading(str(sheet.value(ref.row, ref.column))))
            if (
                role is not None
                and ref.sheet == sheet.name
                and table.range.top <= ref.row <= table.range.bottom
            ):
                kept.discard(role)
        return kept

    def deleted(self, sheet: Sheet, tables: Sequence[TableReading]) -> Set[ManagedRole]:
        """The roles that memory knows on this tab and that are gone from it."""
        if self.settings.restore_columns:
            return set()
        there = {column.role for column in self.reading.found if column.at.sheet == sheet.name}
        tabs = {other.name for other in self.workbook.sheets}
        keys = {key for table in tables for row in table.rows for key in (row.objective, row.key_result)}
        known = {
            memory.role
            for memory in self.memory
            if memory.sheet == sheet.name or (memory.sheet not in tabs and not keys.isdisjoint(memory.values))
        }
        return known - there

    def edits(self, sheet: Sheet, standings: Sequence[Standing]) -> list[CellEdit]:
        """The cells of a tab that say something else than they should, row by row."""
        open_ones = [
            standing
            for standing in standings
            if self._is_open(standing.table) or not _counts(standing.table)  # there ours are cleared
        ]
        reach = self._reach(sheet, standings)
        edits: list[CellEdit] = []
        roles = dict.fromkeys(standing.role for standing in open_ones)
        wrote = {role: self._written(role, sheet.name) for role in roles}
        for standing in open_ones:
            written = wrote[standing.role]
            merges = [merge for merge in sheet.merges if merge.left <= standing.column <= merge.right]
            for row, key, new in self._said(
                sheet, standing, last=reach[standing.row, standing.column], written=written
            ):
                cell = sheet.cell(row, standing.column)
                if cell.formula is not None or (merges and _is_covered(row, standing.column, merges)):
                    continue
                if self._stays(cell.value, key, standing.role):
                    continue
                if cell.value is not new and comparable(cell.value) != comparable(new):
                    edits.append(self._edit(standing, row, key, there=cell.value, new=new))
        tables = [table for tab in self.reading.sheets if tab.name == sheet.name for table in tab.tables]
        edits += [
            self._edit(standing, row, "", there=sheet.value(row, standing.column), new=None)
            for standing, row in leftovers(sheet, open_ones, tables=tables, memory=self.memory)
        ]
        return edits

    def _stays(self, there: Value, key: str, role: ManagedRole) -> bool:
        """Whether a cell that was written before waits until a source can be read again."""
        if key not in self.waiting or self.words.is_of_own_row(key, role):
            return False
        return there not in (None, "") or any(
            key in known.values for known in self.memory if known.role is role
        )

    def new_names(self, sheet: Sheet) -> Iterator[CellEdit]:
        """The headings that are called otherwise in the config by now.

        One without our marker is a person's word for it and stays; so does one of a table object, whose
        own list of columns names it too.
        """
        for column in self.reading.found:
            row, at, name = column.at.row, column.at.column, self.settings.headings.get(column.role)
            if name is None or column.at.sheet != sheet.name or MARKER not in column.heading.casefold():
                continue
            if name != column.heading and not any(table.range.holds(row, at) for table in sheet.tables):
                yield CellEdit(column.at, column.role, "", column.heading, name, EditKind.TEXT)

    def _said(
        self, sheet: Sheet, standing: Standing, *, last: int, written: Set[Value] | None
    ) -> Iterator[tuple[int, str, Value]]:
        """What each cell of ours should say on the rows of OKRs, down to a last one: row, key, value.

        `written` is what we last wrote in columns of its role; None where nothing is remembered.
        """
        okrs = okrs_of(standing.table, standing.role)
        kept = standing.role in self.settings.kept
        said: dict[str, Value] = {}  # an objective may stand on many rows
        for row in sorted({row.row for row in standing.table.rows}):
            if not standing.row < row <= last:
                continue
            key = okrs.get(row)
            if key is not None and key in self.words.okrs:
                if key in self.closed:
                    continue
                if key not in said:
                    said[key] = self.words.value(key, standing.role) if kept else None
                yield row, key, said[key]
            elif key not in self.closed and _is_ours(
                standing.role, sheet.value(row, standing.column), written
            ):
                yield row, key or "", None

    def _reach(self, sheet: Sheet, standings: Sequence[Standing]) -> dict[tuple[int, int], int]:
        """The last row of each of our columns, by its heading's row and column, as it will be read
        once they are there: what stood past it would be taken for a person's.
        """
        there = {(column.at.row, column.at.column): column.role for column in self._found(sheet, lying=False)}
        there |= {(standing.row, standing.column): standing.role for standing in standings}
        headings = [Heading(row, column, role, "") for (row, column), role in there.items()]
        return {(h.row, h.column): extent.bottom for h, extent in extents(sheet, headings).items()}

    def _edit(self, standing: Standing, row: int, key: str, *, there: Value, new: Value) -> CellEdit:
        kind = EditKind.BLANK if new is None else kind_of(standing.role)
        ref = CellRef(self.workbook.source, standing.table.sheet, row, standing.column)
        return CellEdit(ref, standing.role, key, there, new, kind)

    def _written(self, role: ManagedRole, sheet: str) -> Set[Value] | None:
        """What we last wrote in the columns of a role on a tab; None where nothing is remembered."""
        known = [memory for memory in self.memory if memory.role is role and memory.sheet == sheet]
        if not known:
            return None
        return {comparable(value) for memory in known for value in memory.values.values()}


def _counts(table: TableReading) -> bool:
    """Whether any OKR of a table counts there, rather than elsewhere."""
    return not table.copies or any(row.objective or row.key_result for row in table.rows)


def _place(edit: CellEdit) -> tuple[int, int]:
    return edit.ref.row, edit.ref.column


def _is_ours(role: ManagedRole, value: Value, written: Set[Value] | None) -> bool:
    """Whether what stands on a row without an OKR is ours to clear: what we wrote, if that is known."""
    return could_be_ours(role, value) if written is None else comparable(value) in written


def _is_covered(row: int, column: int, merges: Sequence[CellRange]) -> bool:
    """Whether a merge hides the cell behind its first one."""
    return any(merge.holds(row, column) and (row, column) != (merge.top, merge.left) for merge in merges)
