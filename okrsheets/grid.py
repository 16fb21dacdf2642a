"""Spreadsheets as plain values: what adapters read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.tuples import NamedTuple

__all__ = [
    "Cell",
    "CellRange",
    "CellRef",
    "ErrorValue",
    "Look",
    "Sheet",
    "SheetTable",
    "Value",
    "Workbook",
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

    @property
    def rows(self) -> range:
        """The numbers of its rows."""
        return range(self.top, self.bottom + 1)

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
    array results, pivot output, drawing anchors. `filter_range` is the tab's own filter. `gid` is the
    number that stands for the tab in the address of its workbook, where that has one.
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
    gid: int | None = None

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; a blank one where nothing is."""
        return self.cells.get((row, column), BLANK)

    def value(self, row: int, column: int) -> Value:
        """The value at a place, or None."""
        return self.cells.get((row, column), BLANK).value


class Workbook(NamedTuple):
    """One source as it was read. `source` names it everywhere, `title` is what people call it.

    `names` are its defined names with what each stands for, as a formula; `outside` the files that its
    formulas call `[1]`, `[2]` ..., in that order.
    `revision` changes when the file does. `read_only_because` is set where it can never be written.
    `takes_no_tab` is the name of the reason why no tab can be added to it, with the reason in words.
    In `plain_text` every cell is a text, whatever it means, and none can be a formula or a number.
    `changed` is when someone last changed it, with its time zone, where the source can tell. `url` is where
    it opens in a browser, if that is known: `{tab}`, `{gid}` and `{cell}` in it stand for a place. `as_of` is
    the day on which it was read last, where it could not be read this time and this is what it said then;
    `counts_until` the last day on which that counts, where it is gone from a folder that held it.
    """

    source: str
    title: str
    revision: str
    sheets: tuple[Sheet, ...]
    read_only_because: str | None = None
    names: Mapping[str, str] = MappingProxyType({})
    outside: tuple[str, ...] = ()
    changed: datetime | None = None
    url: str | None = None
    takes_no_tab: tuple[str, str] | None = None
    plain_text: bool = False
    as_of: date | None = None
    counts_until: date | None = None

    def sheet(self, name: str) -> Sheet | None:
        """The tab of that name, spelt exactly."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


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
