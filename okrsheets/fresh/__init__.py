"""Makes a fresh OKR workbook that people like to fill in and that is read without a doubt."""

from __future__ import annotations

from okrsheets.fresh.cycles import current_quarter, cycle_choices
from okrsheets.fresh.naming import TeamTab, team_tabs
from okrsheets.fresh.workbook import fresh_workbook, save_new

__all__ = ["TeamTab", "current_quarter", "cycle_choices", "fresh_workbook", "save_new", "team_tabs"]
