"""Adapters: a kind of spreadsheet in as plain values, and a write plan out to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from okrsheets.edits import Obstacles, WriteOutcome, WritePlan
    from okrsheets.grid import Workbook

__all__ = ["Adapter"]


class Adapter(Protocol):
    """What every kind of source can do; failures are the errors of `okrsheets.errors`."""

    def read(self, source: str) -> Workbook:
        """The source as it stands now; raises `SourceError` where it cannot be read."""
        ...

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """What stands against writing into a workbook that was read; nothing is written to find out."""
        ...

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan, refusing by name the parts that cannot be written safely.

        Raises `SourceChangedError` if the source is no longer what was read, `WriteRefusedError` if
        nothing in it can be written; nothing is written then. A plan that changes nothing writes nothing.
        """
        ...
