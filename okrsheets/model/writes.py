"""What is kept of the last write into a workbook, so that it can be taken back."""

from __future__ import annotations

from datetime import datetime

from okrsheets.edits import CellEdit, ManagedColumn, TableGrowth, TabMemory
from okrsheets.model.readings import ManagedMemory
from okrsheets.tuples import NamedTuple

__all__ = ["LastWrite"]


class LastWrite(NamedTuple):
    """One workbook's last write: the cells that it changed, and the columns and growths that it made.

    `before` and `after` are the revisions it went from and to; `memory` is what was remembered of the
    workbook's managed columns before it. `when` is the time of its run, the same for all workbooks of one.
    `tabs` are those of ours that it made or wrote cells of, `tab_cells` how many on one that was there, and
    `own_tab` is what was known of ours before.
    """

    workbook: str
    when: datetime
    before: str
    after: str
    edits: tuple[CellEdit, ...]
    made: tuple[ManagedColumn, ...] = ()
    grown: tuple[TableGrowth, ...] = ()
    memory: tuple[ManagedMemory, ...] = ()
    tabs: tuple[str, ...] = ()
    tab_cells: int = 0
    own_tab: TabMemory | None = None
