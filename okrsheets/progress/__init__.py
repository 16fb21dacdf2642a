"""Progress of key results, objectives, teams and the company, and its pace against time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from okrsheets.progress.settings import ProgressSettings

if TYPE_CHECKING:
    from okrsheets.progress.rollup import roll_up

__all__ = ["ProgressSettings", "roll_up"]

_PLACES = {"roll_up": "rollup"}


def __getattr__(name: str) -> object:
    """What computes is imported when it is first used: every command has the settings, few roll up."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
