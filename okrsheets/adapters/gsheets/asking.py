"""The requests of a batch: cells as typed values, the look of new columns, tables, filters and tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from okrsheets.adapters.gsheets.answers import Message, Place, Tab, TableObject
from okrsheets.adapters.gsheets.contents import Entered, content_message
from okrsheets.adapters.targets import Target, width_of
from okrsheets.edits import EditKind, ManagedColumn, NewTab
from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = [
    "HEADING_NOTE",
    "cell_requests",
    "filter_request",
    "grid_range",
    "grid_requests",
    "grid_size",
    "look_back_requests",
    "look_requests",
    "new_tab_requests",
    "new_tab_size",
    "restoring_requests",
    "table_request",
]

HEADING_NOTE = (
    "okrsheets writes this column and puts it right at each sync: what is typed in it is written over. "
    "Move, sort, hide, rename or delete it as you like."
)
_VALUE = "userEnteredValue"
_FORMAT = "userEnteredFormat.numberFormat"
_KNOWN_LOOK = "userEnteredFormat(numberFormat,backgroundColorStyle,textFormat.bold)"
_PERCENT: Message = {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}
_LETTER = 7  # pixels


class _Cell(NamedTuple):
    """A cell to write: its place, its fields, and what they are to be."""

    place: Place
    fields: str
    data: Message


def grid_range(tab: int, box: CellRange) -> Message:
    """A rectangle of a tab in Google's words."""
    return {
        "sheetId": tab,
        "startRowIndex": box.top - 1,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left - 1,
        "endColumnIndex": box.right,
    }


def grid_size(tab: Tab, places: Iterable[Place]) -> tuple[int, int]:
    """The rows and columns of a tab once it holds these places, too."""
    rows, columns = zip((tab.rows, tab.columns), *places, strict=True)
    return max(rows), max(columns)


def grid_requests(tab: Tab, places: Iterable[Place]) -> Iterator[Message]:
    """The rows and columns that the grid lacks for these places, at its end."""
    rows, columns = grid_size(tab, places)
    for dimension, wanted, there in (("ROWS", rows, tab.rows), ("COLUMNS", columns, tab.columns)):
        if wanted > there:
            more = {"sheetId": tab.id, "dimension": dimension, "length": wanted - there}
            yield {"appendDimension": more}


def look_requests(tab: Tab, columns: Sequence[ManagedColumn]) -> Iterator[Message]:
    """New columns look like their neighbour, but not as to numbers, lists to choose from, and width."""

    def alike(column: ManagedColumn) -> tuple[int, int, int]:
        return column.at.row, column.bottom, column.look_from

    ordered = sorted(columns, key=lambda column: (*alike(column), column.at.column))
    for (top, bottom, model), group in groupby(ordered, key=alike):
        for left, right in _runs([column.at.column for column in group]):
            box = CellRange(top, left, bottom, right)
            source = box._replace(left=model, right=model)
            if 1 <= model <= tab.columns:
                pasted: dict[str, object] = {"pasteType": "PASTE_FORMAT"}
                pasted |= {"source": grid_range(tab.id, source), "destination": grid_range(tab.id, box)}
                yield {"copyPaste": pasted}
                yield {"setDataValidation": {"range": grid_range(tab.id, box)}}
    for column in ordered:
        at = column.at.column
        percent = column.kind is EditKind.PERCENT
        cells = CellRange(column.at.row + (1 if percent else 0), at, column.bottom, at)
        if cells.top <= cells.bottom:
            shown = {"userEnteredFormat": _PERCENT} if percent else {}
            yield {"repeatCell": {"range": grid_range(tab.id, cells), "cell": shown, "fields": _FORMAT}}
        if at not in tab.wide:
            yield _width(tab.id, at, width_of(column))


def _width(tab: int, column: int, letters: int) -> Message:
    stretch: Message = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column - 1, "endIndex": column}
    size = {"pixelSize": letters * _LETTER + 5}
    return {"updateDimensionProperties": {"range": stretch, "properties": size, "fields": "pixelSize"}}


def cell_requests(tab: Tab, targets: Iterable[Target]) -> Iterator[Message]:
    """The cells with their values; a heading of ours tells in a note whose it is, unless it has a note."""
    cells = []
    for target in targets:
        there = tab.cells.get(target.place, {})
        value = content_message(target.content)
        data: dict[str, object] = {_VALUE: value} if value else {}
        fields = _VALUE
        if target.is_heading and "note" not in there:
            data, fields = {**data, "note": HEADING_NOTE}, f"{_VALUE},note"
        elif target.percent and not target.fresh and not tab.bare and _has_no_format(there):
            data, fields = {**data, "userEnteredFormat": _PERCENT}, f"{_VALUE},{_FORMAT}"
        cells.append(_Cell(target.place, fields, data))
    return _updates(tab.id, cells)


def restoring_requests(
    tab: int, cells: Mapping[Place, Entered | None], notes: Mapping[Place, str]
) -> Iterator[Message]:
    """The cells with what stood in them before, text runs and smart chips included, and such notes."""
    put = []
    for place, entered in cells.items():
        data = dict(entered.message) if entered is not None else {}
        fields = [_VALUE, *(name for name in ("chipRuns", "textFormatRuns") if name in data)]
        if place in notes:
            data["note"] = notes[place]
            fields.append("note")
        put.append(_Cell(place, ",".join(fields), data))
    return _updates(tab, put)


def look_back_requests(tab: int, looks: Mapping[Place, Message]) -> Iterator[Message]:
    """What is known of the look of these cells, as it was: number format, weight and colour."""
    cells = []
    for place, look in looks.items():
        known: dict[str, object] = {"textFormat": {"bold": bool(look.get("textFormat", {}).get("bold"))}}
        for name in ("numberFormat", "backgroundColorStyle"):
            if name in look:
                known[name] = look[name]
        cells.append(_Cell(place, _KNOWN_LOOK, {"userEnteredFormat": known}))
    return _updates(tab, cells)


def _has_no_format(data: Message) -> bool:
    return not data.get("effectiveFormat", {}).get("numberFormat")


def _updates(tab: int, cells: Iterable[_Cell]) -> Iterator[Message]:
    """As few rectangles as the cells fall into, left to right and then down."""
    lines: dict[tuple[int, int, str], dict[int, list[_Cell]]] = {}
    ordered = sorted(cells, key=lambda cell: cell.place)
    for _, row in groupby(ordered, key=lambda cell: cell.place[0]):
        for line in _lines(row):
            top, left = line[0].place
            lines.setdefault((left, len(line), line[0].fields), {})[top] = line
    for (left, _, fields), rows in lines.items():
        for top, bottom in _runs(sorted(rows)):
            start = {"sheetId": tab, "rowIndex": top - 1, "columnIndex": left - 1}
            values = [{"values": [cell.data for cell in rows[row]]} for row in range(top, bottom + 1)]
            yield {"updateCells": {"start": start, "rows": values, "fields": fields}}


def _lines(row: Iterable[_Cell]) -> Iterator[list[_Cell]]:
    """The cells of a row that stand side by side and have the same fields."""
    line: list[_Cell] = []
    for cell in row:
        if line and (cell.place[1] != line[-1].place[1] + 1 or cell.fields != line[0].fields):
            yield line
            line = []
        line.append(cell)
    if line:
        yield line


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in order as stretches without a gap.

    >>> list(_runs([2, 3, 4, 8]))
    [(2, 4), (8, 8)]
    """
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1]


def table_request(tab: Tab, table: TableObject, box: CellRange) -> Message:
    """A table with another range; its new columns are called what stands in its first row."""
    return {
        "updateTable": {"table": {"tableId": table.id, "range": grid_range(tab.id, box)}, "fields": "range"}
    }


def filter_request(tab: Tab, box: CellRange) -> Message:
    """The tab's own filter, which hides and sorts nothing, with another range."""
    return {"setBasicFilter": {"filter": {"range": grid_range(tab.id, box)}}}


def new_tab_size(targets: Sequence[Target]) -> tuple[int, int]:
    """The rows and columns of a new tab with these cells."""
    rows = max((target.row for target in targets), default=1)
    columns = max((target.column for target in targets), default=1)
    return max(rows + 20, 50), max(columns + 2, 10)


def new_tab_requests(number: int, tab: NewTab, targets: Sequence[Target]) -> Iterator[Message]:
    """A tab behind all others, as large as its cells and a little more, so that it is no desert."""
    rows, columns = new_tab_size(targets)
    grid = {"rowCount": rows, "columnCount": columns, "frozenRowCount": tab.top}
    properties = {"sheetId": number, "title": tab.name, "gridProperties": grid}
    yield {"addSheet": {"properties": properties}}
    cells = []
    for target in targets:
        data: dict[str, object] = {_VALUE: content_message(target.content)}
        look: dict[str, object] = dict(_PERCENT) if target.percent else {}
        if target.row in tab.bold_rows:
            look["textFormat"] = {"bold": True}
        if target.row > tab.top and target.column in tab.wrapped:
            look["wrapStrategy"] = "WRAP"
        cells.append(_Cell(target.place, f"{_VALUE},userEnteredFormat", {**data, "userEnteredFormat": look}))
    yield from _updates(number, cells)
    for column, letters in enumerate(tab.widths, start=1):
        yield _width(number, column, letters)
