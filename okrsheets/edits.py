"""What is to be written into a workbook, as plain values: cells, tables that grow, tabs, and how it went."""

from __future__ import annotations

from enum import Enum

from okrsheets.errors import WriteError
from okrsheets.grid import CellRef, Value
from okrsheets.tuples import NamedTuple

__all__ = [
    "CellEdit",
    "EditKind",
    "ManagedColumn",
    "ManagedRole",
    "NewTab",
    "Obstacles",
    "Refusal",
    "TabEdit",
    "TabMemory",
    "TableGrowth",
    "WriteOutcome",
    "WritePlan",
]


class EditKind(Enum):
    """What is put in a managed cell: blank clears it, percent is a number shown as such."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    BLANK = "blank"


class ManagedRole(Enum):
    """What one of our columns is for; the value is its default heading."""

    PROGRESS = "Progress (auto)"
    STATUS = "Status (auto)"
    ALIGNED_TO = "Aligned to (auto)"
    WARNINGS = "Warnings (auto)"
    KEY_RESULTS = "Key results (auto)"
    OBJECTIVE_PROGRESS = "Objective progress (auto)"
    OBJECTIVE_STATUS = "Objective status (auto)"
    OBJECTIVE_NOTES = "Objective notes (auto)"


class CellEdit(NamedTuple):
    """One managed cell to write. `key` is the OKR's key; `expected` what was read there."""

    ref: CellRef
    role: ManagedRole
    key: str
    expected: Value
    new: Value
    kind: EditKind


class ManagedColumn(NamedTuple):
    """One of our columns in one table: `at` is its heading cell, `bottom` the table's last row.

    `new` says that the heading has yet to be written. Cells take their look (not their number
    format) from the cell in the column `look_from` of the same row. A `lying` one is a row: its cells
    stand right of the heading as far as the column `bottom`, and it takes its look from nowhere.
    """

    at: CellRef
    bottom: int
    heading: str
    role: ManagedRole
    kind: EditKind
    look_from: int
    new: bool
    lying: bool = False


class TableGrowth(NamedTuple):
    """A table object (or, with `table` None, the tab's filter) grows to the right by headings."""

    sheet: str
    table: str | None
    headings: tuple[str, ...]


class TabEdit(NamedTuple):
    """One cell to write on a tab that is all ours; `expected` is what was read there."""

    ref: CellRef
    expected: Value
    new: Value
    kind: EditKind


class NewTab(NamedTuple):
    """A tab that is made behind all others: its cells, the rows in bold, and the widths of its columns.

    `top` is its last row of headings, which stays in sight; widths count characters, from column A on.
    In the columns that are `wrapped`, long texts below it go on in a second line.
    """

    name: str
    cells: tuple[TabEdit, ...]
    bold_rows: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()
    top: int = 0
    wrapped: frozenset[int] = frozenset()


class TabMemory(NamedTuple):
    """What is known of our tab in a workbook: its name, those of copies that people made, and its rows.

    `rows` are those of each of its tables as we last wrote them; empty where that is not known.
    """

    workbook: str
    name: str
    copies: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Value, ...], ...], ...] = ()


class Refusal(NamedTuple):
    """A part of a plan that was not written: a cell (`F7`), or a whole tab (`at` None), and why.

    `name` is a kebab-case reason such as `protected-tab`.
    """

    sheet: str
    at: str | None
    name: str
    reason: str


class Obstacles(NamedTuple):
    """What stands against writing into a workbook: `whole` against any write, `parts` against single tabs
    and ranges.
    """

    whole: WriteError | None = None
    parts: tuple[Refusal, ...] = ()


class WritePlan(NamedTuple):
    """All we would write into one workbook, against the revision that was read.

    `tabs` are made; `tab_edits` are cells of such tabs that were made before.
    `shrinks` are growths of an earlier write that are taken back; edits empty their headings.
    `absent` are (tab, heading) of columns of ours that a person deleted and that stay away;
    `no_room` are tabs on which columns of ours find no place up to the sheet's edge; `unwritten` are
    (tab, layout) of tables beside which nothing can be written; `tab_remarks` are (tab, what) of
    tabs of ours: why nothing, or not all, is written there; `refused` is due and known to be refused, so
    that the adapter is not asked for it. `own_tab` is what is to be remembered of
    ours once the plan is applied.
    """

    workbook: str
    revision: str
    edits: tuple[CellEdit, ...] = ()
    columns: tuple[ManagedColumn, ...] = ()
    extends: tuple[TableGrowth, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    no_room: tuple[str, ...] = ()
    unwritten: tuple[tuple[str, str], ...] = ()
    shrinks: tuple[TableGrowth, ...] = ()
    tabs: tuple[NewTab, ...] = ()
    tab_edits: tuple[TabEdit, ...] = ()
    tab_remarks: tuple[tuple[str, str], ...] = ()
    own_tab: TabMemory | None = None
    refused: tuple[Refusal, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        changes = self.edits or self.extends or self.shrinks or self.tabs or self.tab_edits
        return not changes and not any(column.new for column in self.columns)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell a person of it."""
        told = self.absent or self.no_room or self.unwritten or self.tab_remarks or self.refused
        return bool(told) or not self.empty


class WriteOutcome(NamedTuple):
    """What applying a plan did: the edits that stand now, what was refused, the new revision.

    `tabs` are those of ours that were made or of which cells were written; `tab_cells` counts the cells
    written on one that was there, 0 where it was made. `overtaken` tells that people changed other cells
    while it was written, so that what is right by now may be another thing.
    """

    workbook: str
    revision: str
    written: tuple[CellEdit, ...] = ()
    refused: tuple[Refusal, ...] = ()
    tabs: tuple[str, ...] = ()
    tab_cells: int = 0
    overtaken: bool = False
