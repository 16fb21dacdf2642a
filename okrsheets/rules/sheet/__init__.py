"""Rules about the sheet itself: its tabs, columns, cells and formulas."""

from __future__ import annotations

from okrsheets.rules.sheet.disagreements import formula_disagrees
from okrsheets.rules.sheet.faults import error_value, no_cached_value
from okrsheets.rules.sheet.formulas import typed_over_formula
from okrsheets.rules.sheet.managed import edited_managed_cell, managed_columns_apart
from okrsheets.rules.sheet.ranges import range_misses_rows
from okrsheets.rules.sheet.renamed import renamed_heading
from okrsheets.rules.sheet.stale import stale_source
from okrsheets.rules.sheet.tabs import (
    foreign_managed_heading,
    hidden_row,
    idle_override,
    left_out_rows,
    no_cycle,
    protected_tab,
    unreadable_tab,
)
from okrsheets.rules.sheet.texts import formula_as_text, text_date, text_number
from okrsheets.rules.sheet.values import mixed_scale, unknown_word, unreadable_value

__all__ = ["RULES"]

RULES = (
    stale_source,
    no_cycle,
    text_number,
    text_date,
    error_value,
    no_cached_value,
    typed_over_formula,
    range_misses_rows,
    formula_disagrees,
    formula_as_text,
    unreadable_value,
    unknown_word,
    mixed_scale,
    hidden_row,
    renamed_heading,
    edited_managed_cell,
    foreign_managed_heading,
    managed_columns_apart,
    protected_tab,
    left_out_rows,
    unreadable_tab,
    idle_override,
)
