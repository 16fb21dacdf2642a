"""The one scan of a tab's XML, for reading and writing alike, so that addresses agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.xmltext import (
    ATTRIBUTES,
    Element,
    Part,
    attributes,
    elements,
    first_element,
    root_element,
)
from okrsheets.grid import CellRange, column_number, parse_a1

__all__ = [
    "LAST_COLUMN",
    "LAST_ROW",
    "CellSpan",
    "OrdinaryCell",
    "RowSpan",
    "SheetScan",
    "TypedFormula",
    "parse_range",
    "scan_sheet",
]

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class RowSpan(NamedTuple):
    """Where a row stands; `<row/>` has `tag_end` = `end`."""

    number: int
    start: int
    tag_end: int
    body_end: int
    end: int
    attributes: str


class CellSpan(NamedTuple):
    """Where a cell stands and what it says, as XML text.

    In the ordinary form `formula` and `value` are what stands in `<f>` and `<v>`, and `child_of` the
    number of the shared formula it repeats; any other cell has `ordinary` False and is read from its span.
    """

    row: int
    column: int
    start: int
    end: int
    style: int
    kind: str
    formula: str | None
    child_of: str | None
    value: str | None
    ordinary: bool = True


OrdinaryCell: TypeAlias = tuple[str, str, str, str, str, str, str, str, str]
"""A cell in the ordinary form, each part as written or empty: all of it, column letters, row number,
style, type, formula, number of the shared formula it repeats, value, inline text."""


class TypedFormula(NamedTuple):
    """A formula that fills a range: `kind` is array (spills too), dataTable or shared."""

    kind: str
    range: CellRange


class _Columns(dict[str, int]):
    """Column letters -> number, worked out once."""

    def __missing__(self, letters: str) -> int:
        self[letters] = number = column_number(letters)
        return number


@dataclass(frozen=True, slots=True)
class SheetScan:
    """A tab's text with its data and the patterns that find rows and cells in it.

    `columns` keeps the numbers of the column letters met, which are the same in every row.
    """

    text: str
    prefix: str
    data: Element
    row_tag: re.Pattern[str]
    bare_rows: re.Pattern[str]
    ordinary_cell: re.Pattern[str]
    any_cell: re.Pattern[str]
    columns: dict[str, int]

    def rows(self, *, jump_from: int) -> Iterator[RowSpan]:
        """The rows as they come; behind `jump_from`, runs of visible rows that hold nothing are jumped."""
        text, end = self.text, self.data.body_end
        position, number = self.data.tag_end, 0
        row_end = f"</{self.prefix}row"
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
                body_end = text.find(row_end, position, end)
                position = text.find(">", body_end, end) + 1
                if body_end < 0 or position <= 0:
                    raise FaultError("damaged-xml", "row")
            yield RowSpan(number, match.start(), match.end(), body_end, position, match[1])

    def cells(self, row: RowSpan) -> Iterator[CellSpan]:
        """The cells of a row as they come."""
        text, end = self.text, row.body_end
        position, column = row.tag_end, 0
        match_ordinary = self.ordinary_cell.match
        row_digits = str(row.number)
        while position < end:
            match = match_ordinary(text, position, end)
            if match is None:
                cell = self._exact_cell(row.number, column, position, end)
                if cell is None:
                    return
            else:
                _, letters, digits, style, kind, formula, child_of, value, inline = match.groups()
                cell = CellSpan(
                    row.number if digits == row_digits else int(digits),
                    self.columns[letters],
                    position,
                    match.end(),
                    int(style) if style else 0,
                    kind or "n",
                    formula,
                    child_of,
                    value if inline is None else inline,
                )
            yield cell
            position, column = cell.end, cell.column

    def ordinary_cells(self, row: RowSpan) -> list[OrdinaryCell] | None:
        """All cells of a row at once, much faster; None where anything in it has another form."""
        found: list[OrdinaryCell] = self.ordinary_cell.findall(self.text, row.tag_end, row.body_end)
        covered = sum(len(cell[0]) for cell in found)
        return found if covered == row.body_end - row.tag_end else None

    def _exact_cell(self, row: int, column: int, position: int, end: int) -> CellSpan | None:
        text = self.text
        match = self.any_cell.search(text, position, end)
        if match is None:
            return None
        values = attributes(match[1])
        place = parse_a1(values.get("r", "")) or (row, column + 1)
        cell_end = match.end()
        if not match[2]:
            cell_end = text.find(">", text.find(f"</{self.prefix}c", cell_end, end), end) + 1
            if cell_end <= 0:
                raise FaultError("damaged-xml", "cell")
        style = values.get("s", "")
        return CellSpan(
            *place,
            match.start(),
            cell_end,
            int(style) if style.isdecimal() else 0,
            values.get("t", "n"),
            None,
            None,
            None,
            ordinary=False,
        )

    def formulas(self) -> Iterator[Element]:
        """All formula elements among the cells."""
        return elements(self.text, "f", start=self.data.tag_end, end=self.data.body_end, prefix=self.prefix)

    def typed_formulas(self) -> list[TypedFormula]:
        """The formulas that fill a range of cells."""
        found = []
        if self.text.find("ref=", self.data.tag_end, self.data.body_end) >= 0:
            for element in self.formulas():
                values = attributes(element.attributes) if element.attributes else {}
                if place := parse_range(values.get("ref", "")):
                    found.append(TypedFormula(values.get("t", ""), place))
        return found

    def before_data(self, name: str) -> Element | None:
        """An element that stands before the cells, such as `cols`."""
        return first_element(self.text, name, end=self.data.start, prefix=self.prefix)

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

    def protected(self) -> bool:
        """Whether the tab's protection is on."""
        element = self.after_data("sheetProtection")
        return element is not None and attributes(element.attributes).get("sheet") in ("1", "true", "on")


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
    body = (
        rf'(?:<{p}f>([^<]*+)</{p}f>|<{p}f t="shared" si="(\d+)" ?/>)?'
        rf"(?:<{p}v>([^<]*+)</{p}v>|<{p}v ?/>"
        rf'|<{p}is><{p}t(?: xml:space="preserve")?>([^<]*+)</{p}t></{p}is>)?'
    )
    place = r'r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="(\d+)")?(?: t="([A-Za-z]+)")?'
    ordinary = rf"(<{p}c {place}(?: ?/>|>{body}</{p}c>))"
    return SheetScan(
        text=text,
        prefix=prefix,
        data=data,
        row_tag=re.compile(row_tag),
        bare_rows=re.compile(f"(?:{bare_row}){{1,4096}}+"),
        ordinary_cell=re.compile(ordinary),
        any_cell=re.compile(rf"<{p}c(?=[\s/>]){ATTRIBUTES}(/?)>"),
        columns=_Columns(),
    )


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
        elif first.isdecimal() and last.isdecimal():
            start, end = (int(first), 1), (int(last), LAST_COLUMN)
        else:
            return None
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
    return int(digits) if digits.isdecimal() and len(digits) <= 7 else None


def _sheet_data(text: str, prefix: str) -> Element:
    match = re.search(rf"<{re.escape(prefix)}sheetData{ATTRIBUTES}(/?)>", text)
    if match is None:
        raise FaultError("unknown-format", "no cells")
    if match[2]:
        return Element(match.start(), match.end(), match.end(), match.end(), prefix, match[1])
    body_end = text.find(f"</{prefix}sheetData", match.end())
    return Element(match.start(), match.end(), body_end, text.find(">", body_end) + 1, prefix, match[1])
