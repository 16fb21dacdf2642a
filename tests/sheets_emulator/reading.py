"""`spreadsheets.get`: a spreadsheet as Google answers it, as much of it as is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .a1 import Box
from .book import Book, Sheet
from .filters import filtered_rows
from .masks import ALL, Mask, within
from .render import DEFAULT_FORMAT, Renderer
from .wire import Message, merged

__all__ = ["Viewer", "sheet_properties", "spreadsheet_message"]

THEME: Message = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": kind, "color": {"rgbColor": color}}
        for kind, color in (
            ("TEXT", {}),
            ("BACKGROUND", {"red": 1, "green": 1, "blue": 1}),
            ("ACCENT1", {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275}),
            ("ACCENT2", {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314}),
            ("ACCENT3", {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275}),
            ("ACCENT4", {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902}),
            ("ACCENT5", {"red": 1, "green": 0.42745098, "blue": 0.003921569}),
            ("ACCENT6", {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706}),
            ("LINK", {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}),
        )
    ],
}
PROPERTIES: Message = {
    "locale": "en_US",
    "autoRecalc": "ON_CHANGE",
    "timeZone": "Etc/GMT",
    "defaultFormat": DEFAULT_FORMAT,
    "spreadsheetTheme": THEME,
}
PIXELS = {"ROWS": 21, "COLUMNS": 100}
_LINES = {"ROWS": "rowMetadata", "COLUMNS": "columnMetadata"}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: protected ranges show other things to those who may not edit them."""

    email: str
    owner: bool

    def may_edit(self, protection: Message) -> bool:
        """Whether a protected range is open to them."""
        editors = protection.get("editors", {})
        return self.owner or bool(protection.get("warningOnly")) or self.email in editors.get("users", [])


def spreadsheet_message(
    file_id: str,
    book: Book,
    viewer: Viewer,
    *,
    ranges: Sequence[str] = (),
    grid_data: bool = False,
    mask: Mask = ALL,
) -> Message:
    """The Spreadsheet; a mask decides about grid data in place of the flag, and spares what it leaves out.

    The caller cuts the answer to the mask.
    """
    wanted: dict[int, list[Box]] = {}
    for text in ranges:
        sheet, box = book.read_box(text)
        wanted.setdefault(sheet.id, []).append(box)
    data_mask = within(mask, "sheets", "data") if mask else (ALL if grid_data else None)
    renderer = Renderer(book)
    answer: Message = {
        "spreadsheetId": file_id,
        "properties": {"title": book.title} | merged(PROPERTIES, book.properties),
        "sheets": [],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{file_id}/edit",
    }
    for sheet in book.sheets:
        if ranges and sheet.id not in wanted:
            continue
        shown = _sheet_message(book, sheet, viewer)
        if ranges:  # of the merges only those that the ranges touch are told
            boxes = wanted[sheet.id]
            merges = [merge for merge in sheet.merges if any(merge.meets(box) for box in boxes)]
            shown.pop("merges", None)
            shown |= {"merges": [sheet.grid_range(merge) for merge in merges]} if merges else {}
        if data_mask is not None and sheet.kind == "GRID":
            boxes = wanted.get(sheet.id) or [sheet.whole]
            shown["data"] = [_grid_data(book, sheet, box, renderer, data_mask) for box in boxes]
        answer["sheets"].append(shown)
    if book.named:
        answer["namedRanges"] = book.named
    if general := [item for item in book.metadata if item["location"]["locationType"] == "SPREADSHEET"]:
        answer["developerMetadata"] = general
    return answer


def sheet_properties(book: Book, sheet: Sheet) -> Message:
    """The SheetProperties of a tab."""
    grid = {"rowCount": sheet.rows, "columnCount": sheet.columns, **sheet.grid}
    return {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": book.sheets.index(sheet),
        "sheetType": sheet.kind,
        **({"gridProperties": grid} if sheet.kind == "GRID" else {}),
        **sheet.properties,
    }


def protected_range(protection: Message, viewer: Viewer) -> Message:
    """A protected range as this viewer is shown it."""
    if viewer.may_edit(protection):
        return protection | {"requestingUserCanEdit": True}
    return {name: part for name, part in protection.items() if name != "editors"}


def _sheet_message(book: Book, sheet: Sheet, viewer: Viewer) -> Message:
    shown: Message = {"properties": sheet_properties(book, sheet)}
    shown |= {name: items for name, items in sheet.parts.items() if items}
    if sheet.merges:
        shown["merges"] = [sheet.grid_range(box) for box in sheet.merges]
    if protections := sheet.parts.get("protectedRanges"):
        shown["protectedRanges"] = [protected_range(item, viewer) for item in protections]
    if sheet.basic_filter is not None:
        shown["basicFilter"] = sheet.basic_filter
    if tables := sheet.parts.get("tables"):
        shown["tables"] = [_table(sheet, table) for table in tables]
    if own := [item for item in book.metadata if _lies_on(item, "SHEET", sheet)]:
        shown["developerMetadata"] = own
    return shown


def _table(sheet: Sheet, table: Message) -> Message:
    """A table with its columns named by what is written in its heading."""
    box = sheet.cover(table["range"])
    columns = []
    for column in table["columnProperties"]:
        cell = sheet.cells.get((box.top, box.left + column.get("columnIndex", 0)), {})
        text = cell.get("userEnteredValue", {}).get("stringValue")
        columns.append(column | ({"columnName": text} if text else {}))
    return table | {"columnProperties": columns}


def _lies_on(item: Message, kind: str, sheet: Sheet) -> bool:
    location = item["location"]
    place = location if kind == "SHEET" else location.get("dimensionRange", {})
    return bool(location["locationType"] == kind and place.get("sheetId", 0) == sheet.id)


def _grid_data(book: Book, sheet: Sheet, box: Box, renderer: Renderer, mask: Mask) -> Message:
    data: Message = {}
    if box.top:
        data["startRow"] = box.top
    if box.left:
        data["startColumn"] = box.left
    cell_mask = within(mask, "rowData", "values")
    if cell_mask is not None:
        rows: dict[int, dict[int, Message]] = {}
        for (row, column), cell in renderer.shown(sheet, box):
            rows.setdefault(row, {})[column] = renderer.cell(sheet, (row, column), cell, cell_mask)
        if rows:
            data["rowData"] = [_row(rows.get(row), box) for row in range(box.top, max(rows) + 1)]
    for dimension, name in _LINES.items():
        if within(mask, name) is not None:
            data[name] = _line_properties(book, sheet, box, renderer, dimension)
    return data


def _row(cells: dict[int, Message] | None, box: Box) -> Message:
    if not cells:
        return {}
    return {"values": [cells.get(column, {}) for column in range(box.left, max(cells) + 1)]}


def _line_properties(book: Book, sheet: Sheet, box: Box, renderer: Renderer, dimension: str) -> list[Message]:
    first, last = (box.top, box.bottom) if dimension == "ROWS" else (box.left, box.right)
    kind = dimension.removesuffix("S")
    notes: dict[int, list[Message]] = {}
    for item in book.metadata:
        if _lies_on(item, kind, sheet):
            notes.setdefault(item["location"]["dimensionRange"].get("startIndex", 0), []).append(item)
    filtered = filtered_rows(sheet, renderer) if dimension == "ROWS" else frozenset()
    usual: Message = {"pixelSize": PIXELS[dimension]}
    lines = [usual] * (last - first)
    for index in sheet.sizes[dimension].keys() | notes.keys() | filtered:
        if first <= index < last:
            line = usual | sheet.sizes[dimension].get(index, {})
            line |= {"hiddenByFilter": True} if index in filtered else {}
            line |= {"developerMetadata": notes[index]} if index in notes else {}
            lines[index - first] = line
    return lines
