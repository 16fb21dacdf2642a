"""Requests about tabs as a whole, and about the spreadsheet: add, delete, copy, properties."""

from __future__ import annotations

import re

from ..book import Book, Sheet
from ..looks import normal_look, widened
from ..masks import ALL, Mask, assigned
from ..reading import sheet_properties
from ..refusals import invalid
from ..wire import Message
from .edit import Batch, Handlers, mask_of

__all__ = ["HANDLERS", "new_sheet"]

MOST_LETTERS = 100
_COUNTS = ("rowCount", "columnCount")
_OWN = ("sheetId", "title", "index", "sheetType", "gridProperties")


def _add_sheet(batch: Batch, request: Message) -> Message:
    sheet = new_sheet(batch.book, request.get("properties", {}), sheet_id=batch.new_id())
    return {"addSheet": {"properties": sheet_properties(batch.book, sheet)}}


def new_sheet(book: Book, properties: Message, *, sheet_id: int) -> Sheet:
    """Put a tab into the spreadsheet; `sheet_id` is its id unless the properties give one."""
    given = properties.get("sheetId")
    if given is not None and any(sheet.id == given for sheet in book.sheets):
        raise invalid(f"Sheet with id {given} already exists.")
    title = properties.get("title") or _free_title(book)
    _check_title(book, title)
    grid = properties.get("gridProperties", {})
    sheet = Sheet(
        sheet_id if given is None else given, title, grid.get("rowCount", 1000), grid.get("columnCount", 26)
    )
    book.sheets.insert(min(properties.get("index", len(book.sheets)), len(book.sheets)), sheet)
    _apply(sheet, normal_look(properties) | {"gridProperties": grid})
    book.check_size()
    return sheet


def _free_title(book: Book) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Book, title: str, *, but: Sheet | None = None) -> None:
    if not title:
        raise invalid("The sheet name cannot be empty.")
    if len(title) > MOST_LETTERS:
        raise invalid(f"The sheet name cannot be greater than {MOST_LETTERS} characters.")
    if (known := book.titled(title)) is not None and known is not but:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _duplicate_sheet(batch: Batch, request: Message) -> Message:
    book = batch.book
    source = book.sheet(request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or _copy_title(book, source.title)
    _check_title(book, title)
    copy = copied_sheet(source, sheet_id=request.get("newSheetId") or batch.new_id(), title=title)
    if any(sheet.id == copy.id for sheet in book.sheets):
        raise invalid(f"Sheet with id {copy.id} already exists.")
    book.sheets.insert(min(request.get("insertSheetIndex", 0), len(book.sheets)), copy)
    book.check_size()
    return {"duplicateSheet": {"properties": sheet_properties(book, copy)}}


def copied_sheet(source: Sheet, *, sheet_id: int, title: str) -> Sheet:
    """The tab once more, under another id and title; its ranges lie on the copy."""
    copy = source.copied()
    copy.id, copy.title = sheet_id, title
    for name, items in copy.parts.items():
        copy.parts[name] = [_on_sheet(item, sheet_id) for item in items]
    if copy.basic_filter is not None:
        copy.basic_filter = _on_sheet(copy.basic_filter, sheet_id)
    return copy


def _on_sheet(item: Message, sheet_id: int) -> Message:
    result = dict(item)
    for name, part in item.items():
        if name in ("range", "dimensionRange"):
            result[name] = part | {"sheetId": sheet_id}
        elif name in ("ranges", "unprotectedRanges"):
            result[name] = [one | {"sheetId": sheet_id} for one in part]
    return result


def _copy_title(book: Book, title: str) -> str:
    wanted, number = f"Copy of {title}", 2
    while book.titled(wanted):
        wanted, number = f"Copy of {title} {number}", number + 1
    return wanted


def _delete_sheet(batch: Batch, request: Message) -> None:
    sheet = batch.book.sheet(request.get("sheetId", 0))
    batch.editor.check_all(sheet)
    left = [other for other in batch.book.sheets if other is not sheet]
    if not left:
        raise invalid("You can't remove all the sheets in a document.")
    if all(other.properties.get("hidden") for other in left):
        raise invalid("You can't remove all the visible sheets in a document.")
    batch.book.sheets.remove(sheet)
    batch.book.named = [one for one in batch.book.named if one["range"].get("sheetId", 0) != sheet.id]


def _update_sheet_properties(batch: Batch, request: Message) -> None:
    book, given = batch.book, request.get("properties", {})
    sheet = book.sheet(given.get("sheetId", 0))
    mask = mask_of(request, "SheetProperties")
    batch.editor.check_all(sheet)
    whole = _all_fields(sheet) if "*" in mask else mask
    wanted = assigned(sheet_properties(book, sheet), normal_look(given), widened(whole))
    if "title" in whole:
        _check_title(book, wanted.get("title", ""), but=sheet)
        sheet.title = wanted["title"]
    if wanted.get("hidden") and all(one.properties.get("hidden") for one in book.sheets if one is not sheet):
        raise invalid("You can't hide all the sheets in a document.")
    _apply(sheet, wanted)
    book.check_size()
    if "index" in whole:
        _move(book, sheet, given.get("index", 0))


def _all_fields(sheet: Sheet) -> Mask:
    names = ["title", "gridProperties", "hidden", "tabColorStyle", "rightToLeft"]
    return dict.fromkeys([*names, *sheet.properties], ALL)


def _apply(sheet: Sheet, wanted: Message) -> None:
    """Make the tab as its properties say; what they do not say is false or none."""
    grid = wanted.get("gridProperties", {})
    for name in _COUNTS:
        if grid.get(name, 1) < 1:
            raise invalid(f"gridProperties.{name} must be at least 1")
    sheet.rows, sheet.columns = grid.get("rowCount", sheet.rows), grid.get("columnCount", sheet.columns)
    for name, count, lines in (
        ("frozenRowCount", sheet.rows, "rows"),
        ("frozenColumnCount", sheet.columns, "columns"),
    ):
        if grid.get(name, 0) >= count:
            raise invalid(f"You can't freeze all visible {lines} on the sheet.")
    sheet.grid = {name: part for name, part in grid.items() if part and name not in _COUNTS}
    sheet.properties = {
        name: part for name, part in wanted.items() if name not in _OWN and (part or part == {})
    }
    sheet.cells = {place: cell for place, cell in sheet.cells.items() if place in sheet.whole}
    sheet.merges = [box for box in sheet.merges if sheet.whole.holds(box)]


def _move(book: Book, sheet: Sheet, index: int) -> None:
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    # The index is counted as the tabs stood before the move.
    book.sheets.insert(index - 1 if index > old else index, sheet)


def _update_spreadsheet_properties(batch: Batch, request: Message) -> None:
    given, mask = request.get("properties", {}), mask_of(request, "SpreadsheetProperties")
    if "locale" in mask and not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", given.get("locale", "")):
        raise invalid(f"Invalid locale: {given.get('locale', '')}")
    if "timeZone" in mask and not given.get("timeZone"):
        raise invalid("Invalid time zone: ")
    if "title" in mask or "*" in mask:
        batch.book.title = given.get("title", batch.book.title)
    rest = {name: below for name, below in mask.items() if name not in ("title", "*")}
    wanted = {name: part for name, part in given.items() if name != "title"}
    batch.book.properties = (
        batch.book.properties | wanted
        if "*" in mask
        else assigned(batch.book.properties, wanted, rest or {"title": ALL})
    )


HANDLERS: Handlers = {
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "duplicateSheet": _duplicate_sheet,
    "updateSheetProperties": _update_sheet_properties,
    "updateSpreadsheetProperties": _update_spreadsheet_properties,
}
