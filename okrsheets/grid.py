"""Spreadsheets as plain values: what adapters read, and what they are asked to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from okrsheets.tuples import NamedTuple

__all__ = [
    "Cell",
    "CellEdit",
    "CellRange",
    "CellRef",
    "EditKind",
    "ErrorValue",
    "Look",
    "ManagedColumn",
    "ManagedRole",
    "NewTab",
    "Refusal",
    "Sheet",
    "SheetTable",
    "TabEdit",
    "TabMemory",
    "TableGrowth",
    "Value",
    "Workbook",
    "WriteOutcome",
    "WritePlan",
    "column_letters",
    "column_number",
    "parse_a1",
    "text_of",
]


class ErrorValue(NamedTuple):
    """What a spreadsheet shows where a formula failed: `#REF!`, `#DIV/0!`, `#N/A` ..."""

    code: str


Value: TypeAlias = str | int | float | bool | date | datetime | time | ErrorValue | None
"""The value of a cell as stored or cached. Numbers are plain numbers (60 % is 0.6); None is blank."""


class Look(NamedTuple):
    """How a cell looks, as far as layouts are told apart by it. `fill` is an RGB or theme token."""

    bold: bool = False
    fill: str | None = None
    indent: int = 0


PLAIN = Look()


class Cell(NamedTuple):
    """One cell that holds something: a value, a formula or a link.

    `formula` stands without its `=`; `value` is then the cached result, and None where none is stored.
    `link` is a URL, or a place in the workbook as `#Company!B4`.
    """

    value: Value = None
    formula: str | None = None
    number_format: str = "General"
    link: str | None = None
    look: Look = PLAIN


BLANK = Cell()

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number, from 1, of a column given by its letters.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_a1(text: str) -> tuple[int, int] | None:
    """The (row, column) of an address such as `B4` or `$B$4`; None if it is none.

    >>> parse_a1("$B$4"), parse_a1("Company")
    ((4, 2), None)
    """
    match = _A1.fullmatch(text.strip())
    return (int(match[2]), column_number(match[1])) if match else None


class CellRef(NamedTuple):
    """The place of one cell; rows and columns count from 1. `workbook` is the workbook's source.

    >>> CellRef("plans/Sales.xlsx", "Q4", 7, 6).a1
    'F7'
    """

    workbook: str
    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


class CellRange(NamedTuple):
    """A rectangle on one sheet; all four edges belong to it.

    >>> CellRange(2, 1, 9, 3).a1
    'A2:C9'
    """

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in the rectangle."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: CellRange) -> bool:
        """Whether the two rectangles share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


class SheetTable(NamedTuple):
    """A table object of the spreadsheet program (Excel's ListObject), header row included.

    `growable` is False for query, xml-mapped and headerless tables, which cannot take a column.
    """

    name: str
    range: CellRange
    header_rows: int = 1
    totals_rows: int = 0
    growable: bool = True


class Sheet(NamedTuple):
    """One tab. `cells` is sparse: (row, column) from 1 -> a cell that holds something.

    `occupied` are ranges that are neither free nor ours to write though they may look empty:
    array results, pivot output, drawing anchors. `filter_range` is the tab's own filter.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[CellRange, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    protected: bool = False
    occupied: tuple[CellRange, ...] = ()
    filter_range: CellRange | None = None

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; a blank one where nothing is."""
        return self.cells.get((row, column), BLANK)

    def value(self, row: int, column: int) -> Value:
        """The value at a place, or None."""
        return self.cells.get((row, column), BLANK).value


class Workbook(NamedTuple):
    """One source as it was read. `source` names it everywhere, `title` is what people call it.

    `revision` changes when the file does. `read_only_because` is set where it can never be written.
    `changed` is when someone last changed it, with its time zone, where the source can tell.
    """

    source: str
    title: str
    revision: str
    sheets: tuple[Sheet, ...]
    read_only_because: str | None = None
    changed: datetime | None = None

    def sheet(self, name: str) -> Sheet | None:
        """The tab of that name, spelt exactly."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


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
    """

    name: str
    cells: tuple[TabEdit, ...]
    bold_rows: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()
    top: int = 0


class TabMemory(NamedTuple):
    """What is known of our tab in a workbook: its name, those of copies that people made, and its rows.

    `rows` are those of each of its tables as we last wrote them; empty where that is not known.
    """

    workbook: str
    name: str
    copies: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Value, ...], ...], ...] = ()


class WritePlan(NamedTuple):
    """All we would write into one workbook, against the revision that was read.

    `tabs` are made; `tab_edits` are cells of such tabs that were made before.
    `shrinks` are growths of an earlier write that are taken back; edits empty their headings.
    `absent` are (tab, heading) of columns of ours that a person deleted and that stay away;
    `no_room` are tabs on which columns of ours find no place up to the sheet's edge; `unwritten` are
    (tab, layout) of tables beside which nothing can be written; `tab_remarks` are (tab, what) of
    tabs of ours: why nothing, or not all, is written there. `own_tab` is what is to be remembered of
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

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        changes = self.edits or self.extends or self.shrinks or self.tabs or self.tab_edits
        return not changes and not any(column.new for column in self.columns)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell a person of it."""
        told = self.absent or self.no_room or self.unwritten or self.tab_remarks
        return bool(told) or not self.empty


class Refusal(NamedTuple):
    """A part of a plan that was not written: a cell (`F7`), or a whole tab (`at` None), and why.

    `name` is a kebab-case reason such as `protected-tab`.
    """

    sheet: str
    at: str | None
    name: str
    reason: str


class WriteOutcome(NamedTuple):
    """What applying a plan did: the edits that stand now, what was refused, the new revision.

    `tabs` are those of ours that were made or of which cells were written; `tab_cells` counts the cells
    written on one that was there, 0 where it was made.
    """

    workbook: str
    revision: str
    written: tuple[CellEdit, ...] = ()
    refused: tuple[Refusal, ...] = ()
    tabs: tuple[str, ...] = ()
    tab_cells: int = 0


def text_of(value: Value) -> str:
    """A cell's value as a person would type it; blank is the empty string.

    >>> text_of(1.0), text_of(None), text_of(datetime(2026, 10, 1)), text_of(ErrorValue("#REF!"))
    ('1', '', '2026-10-01', '#REF!')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == time.min:
        return str(value.date())
    return str(value)
