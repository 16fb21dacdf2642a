"""Excel workbooks (.xlsx, .xlsm), read and patched without touching what is not ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.adapters.disk import changed_at, load_bytes, revision_of
from okrsheets.adapters.xlsx.load import named_errors
from okrsheets.adapters.xlsx.read import read_workbook
from okrsheets.errors import SourceChangedError

if TYPE_CHECKING:
    from okrsheets.edits import Obstacles, WriteOutcome, WritePlan
    from okrsheets.grid import Workbook

__all__ = ["XlsxAdapter", "put_back"]


class XlsxAdapter:
    """Reads and writes Excel files on disk; a source is the path of one."""

    def read(self, source: str) -> Workbook:
        """The workbook in the file; raises a `SourceError` that says what is wrong and what helps."""
        with named_errors(source):
            workbook = read_workbook(load_bytes(source), source=source, title=Path(source).name)
        return workbook if workbook.changed else workbook._replace(changed=changed_at(source))

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """What a write into the file would meet, found out by one that is not saved."""
        from okrsheets.adapters.xlsx.apply import obstacles_to  # noqa: PLC0415 - as below

        return obstacles_to(workbook)

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan into its file, or nothing at all; other cells and parts keep their bytes."""
        from okrsheets.adapters.xlsx.apply import apply_plan  # noqa: PLC0415 - only a write needs it

        return apply_plan(plan)


def put_back(source: str, data: bytes, *, revision: str) -> None:
    """Put an earlier version of a file, byte for byte, in the place of the one with this revision.

    Raises as `XlsxAdapter.apply`.
    """
    from okrsheets.adapters.xlsx.save import refuse_unwritable, replace_file  # noqa: PLC0415 - as above

    path = Path(source)
    with named_errors(source):
        refuse_unwritable(path)
        if revision_of(load_bytes(source)) != revision:
            raise SourceChangedError(source, "was saved by someone else meanwhile", "run it again")
        replace_file(path, data)
