"""A spreadsheet as Google answers it, taken apart by tab: cells by place, and what lies on ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = [
    "READ_MASK",
    "Book",
    "Message",
    "NamedRange",
    "Place",
    "Tab",
    "TableObject",
    "book_in",
    "box_of",
    "cells_in",
]

Message: TypeAlias = Mapping[str, Any]
Place: TypeAlias = tuple[int, int]

_CELL = (
    "userEnteredValue,effectiveValue,hyperlink,note,chipRuns,textFormatRuns,"
    "effectiveFormat(numberFormat,backgroundColorStyle,textFormat.bold,padding.left)"
)
_PROTECTION = "range,namedRangeId,tableId,unprotectedRanges,warningOnly,requestingUserCanEdit"
READ_MASK = (
    "spreadsheetId,properties(title,locale),namedRanges(namedRangeId,name,range),"
    "sheets(properties(sheetId,title,sheetType,hidden,gridProperties(rowCount,columnCount)),"
    f"merges,protectedRanges({_PROTECTION}),tables(tableId,name,range,rowsProperties.footerColorStyle),basicFilter,charts.position.overlayPosition,"
    f"slicers.position.overlayPosition,data(startRow,startColumn,rowData.values({_CELL}),"
    "rowMetadata(hiddenByUser,hiddenByFilter),columnMetadata(hiddenByUser,hiddenByFilter,pixelSize)))"
)
"""All that is read of a spreadsheet, and nothing else: unmasked a cell takes two kilobytes."""

_USUAL = 100  # pixels, of a column as it is made
_FAR = 1 << 24  # beyond every row and column, for ranges without an end


class TableObject(NamedTuple):
    """A table of Google's: its id, its name, its range, and whether its last row has totals."""

    id: str
    name: str
    range: CellRange
    totals_rows: int


class Tab(NamedTuple):
    """One tab of cells; places count from (1, 1). `rows` and `columns` are the size of its grid.

    `shut` are ranges that the caller may not write, `floating` what lies over cells: charts and slicers.
    `filter` is the tab's own filter, in Google's words; `wide` are columns of another width than the usual.
    Of a `bare` tab only what cells hold is known: no formats, notes, chips and formats within texts.
    """

    id: int
    title: str
    hidden: bool
    rows: int
    columns: int
    cells: Mapping[Place, Message]
    merges: tuple[CellRange, ...] = ()
    shut: tuple[CellRange, ...] = ()
    tables: tuple[TableObject, ...] = ()
    filter: Message | None = None
    floating: tuple[CellRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()
    bare: bool = False

    @property
    def whole(self) -> CellRange:
        """All of its grid."""
        return CellRange(1, 1, self.rows, self.columns)

    @property
    def is_shut(self) -> bool:
        """Whether the caller may write nowhere on it."""
        first, last = (1, 1), (self.rows, self.columns)
        return any(box.holds(*first) and box.holds(*last) for box in self.shut)

    @property
    def idle_filter(self) -> CellRange | None:
        """The range of its own filter where that neither hides nor sorts: one that does is left as it is."""
        if (
            self.filter is None
            or "tableId" in self.filter
            or any(self.filter.get(name) for name in ("criteria", "filterSpecs", "sortSpecs"))
        ):
            return None
        return self.within(box_of(self.filter.get("range", {})))

    def within(self, box: CellRange) -> CellRange:
        """The part of a range that lies on its grid."""
        return box._replace(bottom=min(box.bottom, self.rows), right=min(box.right, self.columns))


class NamedRange(NamedTuple):
    """A range that has a name, on the tab with that number."""

    name: str
    tab: int
    range: CellRange


class Book(NamedTuple):
    """A spreadsheet as it was answered. `named` are the ranges that have a name, by their id."""

    key: str
    title: str
    locale: str
    tabs: tuple[Tab, ...]
    named: Mapping[str, NamedRange]

    @property
    def around(self) -> tuple[Tab, ...]:
        """Its tabs without their cells."""
        return tuple(tab._replace(cells={}) for tab in self.tabs)

    def tab(self, sheet_id: int) -> Tab | None:
        """The tab with this number."""
        return next((tab for tab in self.tabs if tab.id == sheet_id), None)


def book_in(answer: Message) -> Book:
    """The spreadsheet in the answer to a read with `READ_MASK`."""
    properties = answer.get("properties", {})
    named = {
        str(one.get("namedRangeId")): NamedRange(
            str(one.get("name", "")), int(one["range"].get("sheetId", 0)), box_of(one["range"])
        )
        for one in answer.get("namedRanges", ())
        if "range" in one
    }
    return Book(
        str(answer.get("spreadsheetId", "")),
        str(properties.get("title", "")),
        str(properties.get("locale", "")),
        tuple(
            _tab(sheet, named)
            for sheet in answer.get("sheets", ())
            if sheet.get("properties", {}).get("sheetType", "GRID") == "GRID"
        ),
        named,
    )


def box_of(message: Message) -> CellRange:
    """The rectangle of a GridRange, which is half open and counts from 0; far out where it has no end.

    >>> box_of({"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}).a1
    'A2:B3'
    """
    return CellRange(
        message.get("startRowIndex", 0) + 1,
        message.get("startColumnIndex", 0) + 1,
        message.get("endRowIndex", _FAR),
        message.get("endColumnIndex", _FAR),
    )


def cells_in(data: Iterable[Message]) -> dict[Place, Message]:
    """The cells of grid data that hold anything at all."""
    cells: dict[Place, Message] = {}
    for block in data:
        top, left = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, line in enumerate(block.get("rowData", ()), start=top):
            for column, cell in enumerate(line.get("values", ()), start=left):
                if cell:
                    cells[row, column] = cell
    return cells


def _tab(sheet: Message, named: Mapping[str, NamedRange]) -> Tab:
    properties, data = sheet["properties"], sheet.get("data", ())
    grid = properties.get("gridProperties", {})
    tab = Tab(
        int(properties.get("sheetId", 0)),
        str(properties.get("title", "")),
        bool(properties.get("hidden")),
        int(grid.get("rowCount", 0)),
        int(grid.get("columnCount", 0)),
        cells_in(data),
        tuple(box_of(merge) for merge in sheet.get("merges", ())),
        tables=tuple(_table(one) for one in sheet.get("tables", ())),
        filter=sheet.get("basicFilter"),
        floating=tuple(_floating([*sheet.get("charts", ()), *sheet.get("slicers", ())])),
        hidden_rows=_hidden(data, "rowMetadata", "startRow"),
        hidden_columns=_hidden(data, "columnMetadata", "startColumn"),
    )
    wide = _lines(data, "columnMetadata", "startColumn", lambda line: line.get("pixelSize", _USUAL) != _USUAL)
    return tab._replace(wide=wide, shut=tuple(_shut(tab, sheet.get("protectedRanges", ()), named)))


def _hidden(data: Iterable[Message], name: str, start: str) -> frozenset[int]:
    return _lines(data, name, start, lambda line: line.get("hiddenByUser") or line.get("hiddenByFilter"))


def _lines(
    data: Iterable[Message], name: str, start: str, are: Callable[[Message], object]
) -> frozenset[int]:
    """The numbers of the rows or columns that are so."""
    return frozenset(
        number
        for block in data
        for number, line in enumerate(block.get(name, ()), start=block.get(start, 0) + 1)
        if line and are(line)
    )


def _table(message: Message) -> TableObject:
    footer = "footerColorStyle" in message.get("rowsProperties", {})  # its last row is the totals then
    return TableObject(
        str(message.get("tableId", "")),
        str(message.get("name", "")),
        box_of(message.get("range", {})),
        int(footer),
    )


def _floating(items: Iterable[Message]) -> Iterator[CellRange]:
    """The cells under charts and slicers, measured in rows and columns of the usual size."""
    for item in items:
        overlay = item.get("position", {}).get("overlayPosition")
        if overlay is None:
            continue
        anchor = overlay.get("anchorCell", {})
        top, left = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
        down = overlay.get("offsetYPixels", 0) + overlay.get("heightPixels", 371)  # of a chart as it is made
        right = overlay.get("offsetXPixels", 0) + overlay.get("widthPixels", 600)
        yield CellRange(top + 1, left + 1, top + 1 + down // 21, left + 1 + right // 100)


def _shut(tab: Tab, protections: Iterable[Message], named: Mapping[str, NamedRange]) -> Iterator[CellRange]:
    """The ranges that are protected against the caller, without the parts that are left open."""
    tables = {table.id: table.range for table in tab.tables}
    for one in protections:
        if one.get("warningOnly") or one.get("requestingUserCanEdit"):
            continue
        box = box_of(one["range"]) if "range" in one else None
        if box is None and one.get("namedRangeId") in named:
            box = named[one["namedRangeId"]].range
        if box is None:
            box = tables.get(str(one.get("tableId")), tab.whole)
        yield from _without(box, [box_of(hole) for hole in one.get("unprotectedRanges", ())])


def _without(box: CellRange, holes: Sequence[CellRange]) -> list[CellRange]:
    """The parts of a rectangle that no hole covers."""
    parts = [box]
    for hole in holes:
        parts = [left for part in parts for left in _around(part, hole)]
    return parts


def _around(box: CellRange, hole: CellRange) -> Iterator[CellRange]:
    if not box.meets(hole):
        yield box
        return
    if box.top < hole.top:
        yield box._replace(bottom=hole.top - 1)
    if hole.bottom < box.bottom:
        yield box._replace(top=hole.bottom + 1)
    middle = box._replace(top=max(box.top, hole.top), bottom=min(box.bottom, hole.bottom))
    if box.left < hole.left:
        yield middle._replace(right=hole.left - 1)
    if hole.right < box.right:
        yield middle._replace(left=hole.right + 1)
