"""Makes OKR workbooks that people like to fill in, blank ones and those of the next cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.fresh.cycles import current_quarter, cycle_choices
from okrsheets.fresh.naming import TeamTab, team_tabs
from okrsheets.fresh.workbook import fresh_workbook, save_new
from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.fresh.next_cycle import NextBook, NextCycle, begin_next

__all__ = [
    "NextBook",
    "NextCycle",
    "TeamTab",
    "begin_next",
    "current_quarter",
    "cycle_choices",
    "fresh_workbook",
    "save_new",
    "team_tabs",
]

__getattr__ = found_in(
    __name__, {"NextBook": "next_cycle", "NextCycle": "next_cycle", "begin_next": "next_cycle"}
)
