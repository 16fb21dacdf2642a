"""What is to be remembered of our columns after a plan was applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheets.edits import ManagedRole, WriteOutcome, WritePlan
from okrsheets.grid import CellRef, Value, Workbook
from okrsheets.model import ManagedMemory, Results
from okrsheets.writeback.rows import has_columns, okrs_of, okrs_side_by_side

__all__ = ["memory_after"]


def memory_after(
    plan: WritePlan, outcome: WriteOutcome, *, results: Results, memory: Sequence[ManagedMemory]
) -> tuple[ManagedMemory, ...]:
    """What to remember of a workbook once a plan for it was applied: all of it, in place of `memory`.

    Columns that the plan does not name, or that were refused, keep their memory as long as their tab
    is there: one that was deleted must not come back by itself.
    """
    workbook = next(book for book in results.workbooks if book.source == plan.workbook)
    reading = next(reading for reading in results.readings if reading.source == plan.workbook)
    tables = {
        (tab.name, table.range.right, row): table
        for tab in reading.sheets
        for table in tab.tables
        for row in range(table.range.top, table.range.bottom + 1)
    }
    objectives = [one for one in results.okrs.objectives if one.at.workbook == workbook.source]
    below = {
        (table.sheet, table.range.bottom, table.range.left): okrs_side_by_side(table, objectives)
        for table in tables.values()
        if has_columns(table)
    }
    refused = {(refusal.sheet, refusal.at) for refusal in outcome.refused}
    written = {edit.ref: edit.new for edit in outcome.written}
    headings: dict[tuple[str, ManagedRole, int], str] = {}
    told: dict[tuple[str, ManagedRole, int], dict[str, Value]] = {}  # tables may share a column
    for column in plan.columns:
        at = column.at
        unmade = column.new and (at.sheet, at.a1) in refused
        if (at.sheet, None) in refused or unmade:
            continue
        if column.lying:
            okrs = below.get((at.sheet, column.look_from, at.column), {})
            cells = {at._replace(column=number): key for number, key in okrs.items()}
        else:
            # the column a look is taken from is the table's last: it tells tables side by side apart
            table = tables.get((at.sheet, column.look_from, at.row))
            rows = okrs_of(table, column.role) if table is not None else {}
            cells = {at._replace(row=number): key for number, key in rows.items()}
            if table is None:
                continue
        values = {
            key: written[ref] if ref in written else _value(workbook, ref) for ref, key in cells.items()
        }
        place = (at.sheet, column.role, -at.row if column.lying else at.column)
        told.setdefault(place, {}).update(values)
        headings.setdefault(place, str(written.get(at, column.heading)))
    by_column = {
        (sheet, role, number): ManagedMemory(
            workbook.source, sheet, role, heading, abs(number), told[sheet, role, number], number < 0
        )
        for (sheet, role, number), heading in headings.items()
    }
    kept = _still_known(memory, workbook=workbook, planned=by_column)
    return tuple(sorted([*by_column.values(), *kept], key=lambda m: (m.sheet, m.column, m.role.value)))


def _still_known(
    memory: Sequence[ManagedMemory],
    *,
    workbook: Workbook,
    planned: Mapping[tuple[str, ManagedRole, int], ManagedMemory],
) -> Iterator[ManagedMemory]:
    """Memories of columns that are in no plan: deleted, or on a tab that was left out this time."""
    tabs = {sheet.name for sheet in workbook.sheets}
    roles = {(sheet, role) for sheet, role, _ in planned}
    for known in memory:
        if (
            known.workbook == workbook.source
            and known.sheet in tabs
            and (known.sheet, known.role) not in roles
        ):
            yield known


def _value(workbook: Workbook, ref: CellRef) -> Value:
    sheet = workbook.sheet(ref.sheet)
    return None if sheet is None else sheet.value(ref.row, ref.column)
