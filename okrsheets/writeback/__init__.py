"""Results -> WritePlan: which of our cells should say what; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.lazy import found_in
from okrsheets.writeback.settings import WritebackSettings

if TYPE_CHECKING:
    from okrsheets.writeback.plan import plan_edits
    from okrsheets.writeback.remembered import memory_after
    from okrsheets.writeback.undoing import Undo, memory_after_undo, plan_undo

__all__ = [
    "Undo",
    "WritebackSettings",
    "memory_after",
    "memory_after_undo",
    "plan_edits",
    "plan_undo",
]

__getattr__ = found_in(
    __name__,
    {
        "Undo": "undoing",
        "memory_after": "remembered",
        "memory_after_undo": "undoing",
        "plan_edits": "plan",
        "plan_undo": "undoing",
    },
)
