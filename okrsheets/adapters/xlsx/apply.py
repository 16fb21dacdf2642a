"""A write plan into an Excel file on disk: saved whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from okrsheets.adapters.disk import load_bytes, revision_of
from okrsheets.adapters.xlsx.load import named_errors
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.adapters.xlsx.save import refuse_unwritable, replace_file
from okrsheets.edits import WriteOutcome, WritePlan
from okrsheets.errors import SourceChangedError

__all__ = ["apply_plan"]


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


def _refuse_changed(plan: WritePlan, data: bytes) -> None:
    if revision_of(data) != plan.revision:
        raise SourceChangedError(plan.workbook, "was saved by someone else meanwhile", "run it again")
