"""Results -> WritePlan: which of our cells should say what; touches nothing."""

from __future__ import annotations

from okrsheets.writeback.plan import plan_edits
from okrsheets.writeback.remembered import edited_by_hand, memory_after
from okrsheets.writeback.settings import WritebackSettings

__all__ = ["WritebackSettings", "edited_by_hand", "memory_after", "plan_edits"]
