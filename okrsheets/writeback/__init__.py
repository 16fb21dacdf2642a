"""Results -> WritePlan: which of our cells should say what; touches nothing."""

from __future__ import annotations

from okrsheets.writeback.plan import plan_edits
from okrsheets.writeback.remembered import edited_by_hand, memory_after
from okrsheets.writeback.settings import WritebackSettings
from okrsheets.writeback.undoing import Undo, memory_after_undo, plan_undo

__all__ = [
    "Undo",
    "WritebackSettings",
    "edited_by_hand",
    "memory_after",
    "memory_after_undo",
    "plan_edits",
    "plan_undo",
]
