"""The catalogue of rules, one module per family."""

from __future__ import annotations

from okrsheets.lint import Rule
from okrsheets.rules import (
    alignment,
    ambition,
    dependencies,
    form,
    references,
    sheet,
    suppressions,
    tracking,
)

__all__ = ["CATALOGUE"]

CATALOGUE: tuple[Rule, ...] = (
    *references.RULES,
    *alignment.RULES,
    *dependencies.RULES,
    *form.RULES,
    *ambition.RULES,
    *tracking.RULES,
    *sheet.RULES,
    *suppressions.RULES,
)
