"""What one rule says of a sheet drawn in a test, after it went through all stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsheets.grid import Cell, Workbook
from okrsheets.model import Finding
from okrsheets.pipeline import StageSettings, analyse
from tests.cases import TODAY
from tests.grids import sheet, workbook

__all__ = ["told", "told_of"]


def told(
    of: str,
    grid: str,
    *,
    tab: str = "Q4 2026",
    today: date = TODAY,
    more: Mapping[tuple[int, int], Cell] | None = None,
    settings: StageSettings | None = None,
) -> list[Finding]:
    """What the rule of that name says of one tab, among all rules."""
    return told_of(of, workbook(sheet(tab, grid, more=more)), today=today, settings=settings)


def told_of(
    of: str, *books: Workbook, today: date = TODAY, settings: StageSettings | None = None
) -> list[Finding]:
    """What the rule of that name says of these workbooks, among all rules."""
    results = analyse(books, settings=settings or StageSettings(), today=today)
    return [one for one in results.findings if one.rule == of]
