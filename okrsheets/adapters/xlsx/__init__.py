"""Excel workbooks (.xlsx, .xlsm), read and patched without touching what is not ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.adapters.disk import load_bytes
from okrsheets.adapters.xlsx.load import named_errors
from okrsheets.adapters.xlsx.read import read_workbook

if TYPE_CHECKING:
    from okrsheets.grid import Workbook, WriteOutcome, WritePlan

__all__ = ["XlsxAdapter"]


class XlsxAdapter:
    """Reads and writes Excel files on disk; a source is the path of one."""

    def read(self, source: str) -> Workbook:
        """The workbook in the file; raises a `SourceError` that says what is wrong and what helps."""
        with named_errors(source):
            return read_workbook(load_bytes(source), source=source, title=Path(source).name)

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan into its file, or nothing at all; other cells and parts keep their bytes."""
        from okrsheets.adapters.xlsx.apply import apply_plan  # noqa: PLC0415 - only a write needs it

        return apply_plan(plan)
