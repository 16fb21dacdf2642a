"""Results -> WritePlan: which of our cells should say what; touches nothing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from okrsheets.writeback.settings import WritebackSettings

if TYPE_CHECKING:
    from okrsheets.writeback.plan import plan_edits
    from okrsheets.writeback.remembered import edited_by_hand, memory_after
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

_PLACES = {
    "Undo": "undoing",
    "edited_by_hand": "remembered",
    "memory_after": "remembered",
    "memory_after_undo": "undoing",
    "plan_edits": "plan",
    "plan_undo": "undoing",
}


def __getattr__(name: str) -> object:
    """What plans is imported when it is first used: every command has the settings, few plan."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
