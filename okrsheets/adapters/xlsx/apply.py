"""A write plan into an Excel file on disk: saved whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from okrsheets.adapters.disk import load_bytes, revision_of
from okrsheets.adapters.xlsx.load import named_errors
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.adapters.xlsx.save import refuse_unwritable, replace_file
from okrsheets.adapters.xlsx.sheetscan import LAST_COLUMN
from okrsheets.edits import CellEdit, EditKind, ManagedRole, Obstacles, WriteOutcome, WritePlan
from okrsheets.errors import SourceChangedError, WriteError
from okrsheets.grid import CellRef, Sheet, Workbook

__all__ = ["apply_plan", "obstacles_to"]


def apply_plan(plan: WritePlan) -> WriteOutcome:
    """Write the plan into the file it was made for; raises as `okrsheets.adapters.Adapter` says."""
    with named_errors(plan.workbook):
        path, data = Path(plan.workbook), load_bytes(plan.workbook)
        _refuse_changed(plan, data)
        if plan.empty:
            return WriteOutcome(plan.workbook, plan.revision)
        new = patched(data, plan)
        revision = plan.revision
        if new.content is not None:
            refuse_unwritable(path)
            _refuse_changed(plan, load_bytes(plan.workbook))
            replace_file(path, new.content)
            revision = revision_of(new.content)
    return WriteOutcome(plan.workbook, revision, new.written, new.refused, new.tabs, new.tab_cells)


def obstacles_to(workbook: Workbook) -> Obstacles:
    """What would be refused of a workbook in which a cell of every tab were written."""
    source = workbook.source
    edits = [_trial(source, sheet) for sheet in workbook.sheets]
    plan = WritePlan(source, workbook.revision, tuple(edit for edit in edits if edit is not None))
    try:
        with named_errors(source):
            new = patched(load_bytes(source), plan)
            refuse_unwritable(Path(source))
    except WriteError as error:
        return Obstacles(error)
    return Obstacles(None, tuple(refusal for refusal in new.refused if refusal.at is None))


def _trial(source: str, sheet: Sheet) -> CellEdit | None:
    """A text right of all that is on a tab; None where there is no room for one."""
    ranges = [*sheet.merges, *sheet.occupied, *(table.range for table in sheet.tables)]
    taken = [0, *(column for _, column in sheet.cells), *(box.right for box in ranges)]
    ref = CellRef(source, sheet.name, 1, max(taken) + 2)
    if ref.column > LAST_COLUMN:
        return None
    return CellEdit(ref, ManagedRole.STATUS, "", None, "trial", EditKind.TEXT)


def _refuse_changed(plan: WritePlan, data: bytes) -> None:
    if revision_of(data) != plan.revision:
        raise SourceChangedError(plan.workbook, "was saved by someone else meanwhile", "run it again")
