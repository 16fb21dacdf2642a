"""The one scan of a tab's XML, for reading and writing alike, so that addresses agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from okrsheets.adapters.gathering import LAST_COLUMN, LAST_ROW
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.xmltext import (
    ATTRIBUTES,
    Element,
    Part,
    attributes,
    closing_tag,
    elements,
    first_element,
    is_on,
    root_element,
    spelt_in_one_way,
    whole_number,
)
from okrsheets.grid import CellRange, column_letters, column_number, parse_a1
from okrsheets.tuples import NamedTuple

__all__ = [
    "LAST_COLUMN",
    "LAST_ROW",
    "CellSpan",
    "Marks",
    "OrdinaryCell",
    "RowSpan",
    "SheetScan",
    "TypedFormula",
    "parse_range",
    "scan_sheet",
]

_STRETCH = 1 << 16


class RowSpan(NamedTuple):
    """Where a row stands; `<row/>` has `tag_end` = `end`."""

    number: int
    start: int
    tag_end: int
    body_end: int
    end: int
    attributes: str


class CellSpan(NamedTuple):
    """Where a cell in any form stands, with its style and type; the rest is read from its span."""

    row: int
    column: int
    start: int
    end: int
    style: int
    kind: str


OrdinaryCell: TypeAlias = tuple[str, str, str, str, str, str, str]
"""A cell in the ordinary form, each part as written or empty: column letters, row number, marks (its
style and type), formula, number of the shared formula it repeats, value, inline text."""


class TypedFormula(NamedTuple):
    """A formula that fills a range: `kind` is array (spills too), dataTable or shared."""

    kind: str
    range: CellRange


class _Columns(dict[str, int]):
    """Column letters -> number, worked out once."""

    def __missing__(self, letters: str) -> int:
        self[letters] = number = column_number(letters)
        return number


class Marks(dict[str, tuple[int, str]]):
    """Marks of ordinary cells (` s="3" t="s"`) -> style and type, worked out once."""

    def __missing__(self, marks: str) -> tuple[int, str]:
        values = attributes(marks)
        self[marks] = found = int(values.get("s", "0")), values.get("t", "n")
        return found


class SheetScan(NamedTuple):
    """A tab's text with its data and the patterns that find rows and cells in it.

    `columns` keeps the numbers of the column letters met, which are the same in every row.
    """

    text: str
    prefix: str
    data: Element
    row_tag: re.Pattern[str]
    bare_rows: re.Pattern[str]
    ordinary_cell: re.Pattern[str]
    address: re.Pattern[str]
    any_cell: re.Pattern[str]
    columns: dict[str, int]
    marks: dict[str, tuple[int, str]]

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The data in stretches of whole rows; all but the first begin with a row that has its number."""
        start = self.data.tag_end
        while start < self.data.body_end:
            end = self.text.find(f'<{self.prefix}row r="', start + _STRETCH, self.data.body_end)
            yield start, end if end >= 0 else self.data.body_end
            start = end if end >= 0 else self.data.body_end

    def rows(self, *, jump_from: int, stretch: tuple[int, int] | None = None) -> Iterator[RowSpan]:
        """The rows as they come; behind `jump_from`, runs of visible rows that hold nothing are jumped."""
        text, number = self.text, 0
        position, end = stretch or (self.data.tag_end, self.data.body_end)
        name = f"{self.prefix}row"
        while True:
            if number >= jump_from and (bare := self.bare_rows.match(text, position, end)):
                position, number = bare.end(), int(bare[1])
                continue
            match = self.row_tag.search(text, position, end)
            if match is None:
                return
            explicit = _row_number(match[1])
            number = number + 1 if explicit is None else explicit
            body_end = position = match.end()
            if not match[2]:
                body_end, position = closing_tag(text, name, position, end)
            yield RowSpan(number, match.start(), match.end(), body_end, position, match[1])

    def cells(self, row: RowSpan) -> Iterator[CellSpan]:
        """The cells of a row as they come, whatever their form."""
        position, column = row.tag_end, 0
        while position < row.body_end and (cell := self.cell_at(row.number, column, position, row.body_end)):
            yield cell
            position, column = cell.end, cell.column

    def ordinary_cells(self, start: int, end: int) -> list[OrdinaryCell] | None:
        """All cells between two places at once, much faster; None where one of them has another form."""
        found: list[OrdinaryCell] = self.ordinary_cell.findall(self.text, start, end)
        # nothing but cells begins so among them, and only here is markup spelt with this sign
        return found if len(found) == self.text.count(f"<{self.prefix}c", start, end) else None

    def addresses(self, start: int, end: int) -> list[tuple[str, str]]:
        """Letters and digits of all cells between two places; none where a cell says its own otherwise."""
        found: list[tuple[str, str]] = self.address.findall(self.text, start, end)
        return found if len(found) == self.text.count(f"<{self.prefix}c", start, end) else []

    def ordinary_in(self, columns: Iterable[int]) -> Iterator[list[OrdinaryCell]]:
        """The cells in the ordinary form that stand in some columns, stretch by stretch."""
        pattern = re.compile(_ordinary_cell(self.prefix, "|".join(map(column_letters, columns))))
        for start, end in self.stretches():
            yield pattern.findall(self.text, start, end)

    def claims(self, columns: Iterable[int]) -> Iterator[list[tuple[str, str]]]:
        """Letters and digits of all addresses in some columns that cells of any form claim, by stretch."""
        pattern = re.compile(rf' r="({"|".join(map(column_letters, columns))})([1-9]\d*)"')
        for start, end in self.stretches():
            yield pattern.findall(self.text, start, end)

    def cell_at(self, row: int, column: int, position: int, end: int) -> CellSpan | None:
        """The first cell from a position on, in any form; it may leave out that it follows row and column."""
        text = self.text
        match = self.any_cell.search(text, position, end)
        if match is None:
            return None
        values = attributes(match[1])
        place = parse_a1(values.get("r", "")) or (row, column + 1)
        cell_end = match.end()
        if not match[2]:
            _, cell_end = closing_tag(text, f"{self.prefix}c", cell_end, end)
        style = whole_number(values.get("s")) or 0
        return CellSpan(*place, match.start(), cell_end, style, values.get("t", "n").strip())

    def formulas(self) -> Iterator[Element]:
        """All formula elements among the cells."""
        return elements(self.text, "f", start=self.data.tag_end, end=self.data.body_end, prefix=self.prefix)

    def typed_formulas(self) -> list[TypedFormula]:
        """The formulas that fill a range of cells."""
        found = []
        if self.text.find("ref", self.data.tag_end, self.data.body_end) >= 0:
            for element in self.formulas():
                values = attributes(element.attributes) if element.attributes else {}
                if place := parse_range(values.get("ref", "")):
                    found.append(TypedFormula(values.get("t", ""), place))
        return found

    def before_data(self, name: str) -> Element | None:
        """An element that stands before the cells, such as `cols`."""
        return first_element(self.text, name, end=self.data.start, prefix=self.prefix)

    def column_style(self, column: int) -> int:
        """The style of a column as such, which its cells need not share."""
        listing = self.before_data("cols")
        if listing is None:
            return 0
        for element in elements(
            self.text, "col", start=listing.tag_end, end=listing.body_end, prefix=self.prefix
        ):
            values = attributes(element.attributes)
            first, last = whole_number(values.get("min")), whole_number(values.get("max"))
            if first is not None and last is not None and first <= column <= last:
                return whole_number(values.get("style")) or 0
        return 0

    def after_data(self, name: str) -> Element | None:
        """The first element of that name after the cells."""
        return first_element(self.text, name, start=self.data.end, prefix=self.prefix)

    def all_after_data(self, name: str) -> Iterator[Element]:
        """All elements of that name after the cells."""
        return elements(self.text, name, start=self.data.end, prefix=self.prefix)

    def merges(self) -> tuple[CellRange, ...]:
        """The merged ranges."""
        found = (
            parse_range(attributes(e.attributes).get("ref", "")) for e in self.all_after_data("mergeCell")
        )
        return tuple(place for place in found if place)

    def filter_element(self) -> Element | None:
        """The tab's own filter; those of custom views stand later."""
        views = self.after_data("customSheetViews")
        element = self.after_data("autoFilter")
        return element if element and (views is None or element.start < views.start) else None

    def spelt_in_one_way(self, part: Part) -> bool:
        """Whether no row or cell is spelt with another prefix than the tab itself, and all stand in one."""
        if self.text.count(f"<{self.prefix}sheetData") != 1:
            return False  # which of them other programs read is not to be told
        root = root_element(part, "worksheet")
        names = "sheetData|row|c|v|f|is"
        return spelt_in_one_way(part, root, names, start=self.data.start, end=self.data.end)

    def protected(self) -> bool:
        """Whether the tab's protection is on."""
        element = self.after_data("sheetProtection")
        return element is not None and is_on(attributes(element.attributes).get("sheet"))


def scan_sheet(part: Part, text: str) -> SheetScan:
    """A scan of a worksheet part: of its clear text to read it, of its masked text to write it."""
    prefix = root_element(part, "worksheet").prefix
    data = _sheet_data(text, prefix)
    p = re.escape(prefix)
    row_tag = rf"<{p}row(?=[\s/>]){ATTRIBUTES}(/?)>"
    bare_row = (
        rf'<{p}row r="(\d++)"(?: (?!hidden)[\w:]++="[^"<>]*+")*+'
        rf"(?:/>|>(?:<{p}c [^<>/]*+/>)*+</{p}row>)"
    )
    return SheetScan(
        text=text,
        prefix=prefix,
        data=data,
        row_tag=re.compile(row_tag),
        bare_rows=re.compile(f"(?:{bare_row}){{1,4096}}+"),
        ordinary_cell=re.compile(_ordinary_cell(prefix, "[A-Z]{1,3}")),
        address=re.compile(rf'<{p}c r="([A-Z]{{1,3}})([1-9]\d{{0,6}})"'),
        any_cell=re.compile(rf"<{p}c(?=[\s/>]){ATTRIBUTES}(/?)>"),
        columns=_Columns(),
        marks=Marks(),
    )


def _ordinary_cell(prefix: str, letters: str) -> str:
    """The pattern of an ordinary cell whose column letters match a pattern."""
    p = re.escape(prefix)
    body = (
        rf'(?:<{p}f>([^<]++)</{p}f>|<{p}f t="shared" si="(\d+)" ?/>)?'
        rf"(?:<{p}v>([^<]*+)</{p}v>|<{p}v ?/>"
        rf'|<{p}is><{p}t(?: xml:space="preserve")?>([^<]*+)</{p}t></{p}is>)?'
    )
    marks = r'((?: s="\d{1,6}")?(?: t="[A-Za-z]+")?)'
    return rf'<{p}c r="({letters})([1-9]\d{{0,6}})"{marks}(?:>{body}</{p}c>| ?/>)'


def parse_range(text: str) -> CellRange | None:
    """The range an address stands for, whole rows and columns too; None if it is none.

    >>> parse_range("$B$2:A4"), parse_range("C:D").left, parse_range("A-B")
    (CellRange(top=2, left=1, bottom=4, right=2), 3, None)
    """
    first, _, last = text.replace("$", "").partition(":")
    last = last or first
    start, end = parse_a1(first), parse_a1(last)
    if start is None or end is None:
        if _is_letters(first) and _is_letters(last):
            start, end = (1, column_number(first)), (LAST_ROW, column_number(last))
        else:
            above, below = whole_number(first), whole_number(last)
            if above is None or below is None:
                return None
            start, end = (above, 1), (below, LAST_COLUMN)
    top, bottom = sorted((start[0], end[0]))
    left, right = sorted((start[1], end[1]))
    return CellRange(top, left, bottom, right)


def _is_letters(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) <= 3


def _row_number(tag: str) -> int | None:
    if tag.startswith(' r="'):
        digits = tag[4 : tag.index('"', 4)]
    else:
        digits = attributes(tag).get("r", "") if tag else ""
    return whole_number(digits)


def _sheet_data(text: str, prefix: str) -> Element:
    match = re.search(rf"<{re.escape(prefix)}sheetData{ATTRIBUTES}(/?)>", text)
    if match is None:
        raise FaultError("unknown-format", "no cells")
    if match[2]:
        return Element(match.start(), match.end(), match.end(), match.end(), prefix, match[1])
    body_end = text.find(f"</{prefix}sheetData", match.end())
    return Element(match.start(), match.end(), body_end, text.find(">", body_end) + 1, prefix, match[1])
