"""Rules about the sheet itself: its tabs, columns, cells and formulas."""

from __future__ import annotations

from okrsheets.rules.sheet.faults import error_value, no_cached_value
from okrsheets.rules.sheet.tabs import (
    foreign_managed_heading,
    idle_override,
    left_out_rows,
    no_cycle,
    protected_tab,
    unreadable_tab,
)
from okrsheets.rules.sheet.values import mixed_scale, unknown_word, unreadable_value

__all__ = ["RULES"]

RULES = (
    no_cycle,
    error_value,
    no_cached_value,
    unreadable_value,
    unknown_word,
    mixed_scale,
    foreign_managed_heading,
    protected_tab,
    left_out_rows,
    unreadable_tab,
    idle_override,
)
