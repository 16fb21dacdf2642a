"""OKRs as a layout finds them in a table: who stands on which row, before any value is read."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.model import Level
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.views import View
from okrsheets.tuples import NamedTuple

__all__ = ["FoundOkr", "FoundRow", "FoundTable", "Layout"]


class FoundOkr(NamedTuple):
    """An objective or key result at its place: the row of its values and the cell of its title.

    `rows` are all rows that say it, the first being `row`. `alone` tells that nothing else stands on
    its row, so that every cell there is its own. `placed_by` is the column that names the objective
    it belongs to, where one does; `lost_in` is one that names an objective which stands nowhere.
    `owners` are those that the title itself names.
    """

    level: Level
    row: int
    column: int
    title: str | None
    id: str | None
    alone: bool
    rows: tuple[int, ...] = ()
    placed_by: int | None = None
    lost_in: int | None = None
    key_results: tuple[FoundOkr, ...] = ()
    owners: tuple[str, ...] = ()


class FoundRow(NamedTuple):
    """One row of a table: the places, in the layout, of the objective and key result on it."""

    row: int
    objective: int
    key_result: int | None
    says_objective: bool


class Layout(NamedTuple):
    """One way to read a table, how well it fits (0 to 1) and why; and what it finds.

    `shown` are the columns as they stand, where several of them are read as one.
    """

    name: str
    confidence: float
    because: str
    columns: tuple[Column, ...]
    objectives: tuple[FoundOkr, ...]
    rows: tuple[FoundRow, ...]
    left_out: Mapping[int, str]
    shown: tuple[Column, ...] = ()


class FoundTable(NamedTuple):
    """A table of OKRs on one tab, with its first and last header row and its layout.

    `view` are the lines it was read in, where they are not those of the tab.
    """

    sheet: str
    top: int
    header: int
    left: int
    right: int
    layout: Layout
    view: View | None = None
