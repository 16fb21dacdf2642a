"""Kinds of sources that are read and never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.edits import Obstacles
from okrsheets.errors import WriteRefusedError

if TYPE_CHECKING:
    from okrsheets.adapters import Reader
    from okrsheets.edits import WriteOutcome, WritePlan
    from okrsheets.grid import Workbook

__all__ = ["OnlyRead"]


class OnlyRead:
    """The adapter that a reader is: every workbook says that it is only read, every plan is refused."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, source: str) -> Workbook:
        """As the reader reads it."""
        workbook = self._reader.read(source)
        if workbook.read_only_because is not None:
            return workbook
        return workbook._replace(read_only_because="its adapter writes nothing")

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """Its kind: nothing is ever written."""
        return Obstacles(_refused(workbook.source))

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Refuse: nothing is ever written."""
        raise _refused(plan.workbook)


def _refused(source: str) -> WriteRefusedError:
    return WriteRefusedError(source, "read-only-kind", "is only read", "save it as .xlsx")
