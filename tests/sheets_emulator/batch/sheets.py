"""Requests about tabs as a whole, and about the spreadsheet: add, delete, copy, properties."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..book import Book, Sheet
from ..looks import normal_look, widened
from ..masks import ALL, Mask, assigned
from ..reading import sheet_properties
from ..refusals import invalid
from ..shifting import retitle
from ..wire import Message
from .edit import Batch, Handlers, mask_of

__all__ = ["HANDLERS", "copied_sheet", "copy_title", "new_sheet"]

MOST_LETTERS = 100
# What lies on a tab, and the name of its id.
PART_IDS = {
    "bandedRanges": "bandedRangeId",
    "charts": "chartId",
    "filterViews": "filterViewId",
    "protectedRanges": "protectedRangeId",
    "slicers": "slicerId",
    "tables": "tableId",
}
_COUNTS = ("rowCount", "columnCount")
_OWN = ("sheetId", "title", "index", "sheetType", "gridProperties")


def _add_sheet(batch: Batch, request: Message) -> Message:
    sheet = new_sheet(batch.book, request.get("properties", {}), sheet_id=batch.new_id())
    return {"addSheet": {"properties": sheet_properties(batch.book, sheet)}}


def new_sheet(book: Book, properties: Message, *, sheet_id: int, kind: str = "GRID") -> Sheet:
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
    sheet.kind = kind
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
    source = book.tab(request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or copy_title(book, source.title)
    _check_title(book, title)
    copy = copied_sheet(source, batch.new_id, sheet_id=request.get("newSheetId"), title=title)
    if any(sheet.id == copy.id for sheet in book.sheets):
        raise invalid(f"Sheet with id {copy.id} already exists.")
    _free_tables(book, copy)
    book.sheets.insert(min(request.get("insertSheetIndex", 0), len(book.sheets)), copy)
    book.check_size()
    return {"duplicateSheet": {"properties": sheet_properties(book, copy)}}


def copied_sheet(
    source: Sheet, new_id: Callable[[], int], *, title: str, sheet_id: int | None = None
) -> Sheet:
    """The tab once more, under another id and title; its ranges lie on the copy and have ids of their own."""
    copy = source.copied()
    copy.id, copy.title = new_id() if sheet_id is None else sheet_id, title
    for name, items in copy.parts.items():
        copy.parts[name] = [_on_sheet(item, copy.id) | _own_id(name, item, new_id) for item in items]
    if copy.basic_filter is not None:
        copy.basic_filter = _on_sheet(copy.basic_filter, copy.id)
    return copy


def _on_sheet(item: Message, sheet_id: int) -> Message:
    result = dict(item)
    for name, part in item.items():
        if name in ("range", "dimensionRange"):
            result[name] = part | {"sheetId": sheet_id}
        elif name in ("ranges", "unprotectedRanges"):
            result[name] = [one | {"sheetId": sheet_id} for one in part]
    return result


def _own_id(name: str, item: Message, new_id: Callable[[], int]) -> Message:
    key = PART_IDS.get(name)
    if key is None:
        return {}
    return {key: str(new_id()) if isinstance(item[key], str) else new_id()}


def _free_tables(book: Book, copy: Sheet) -> None:
    """Tables have names that no other table of the spreadsheet has."""
    taken = {table["name"].casefold() for sheet in book.sheets for table in sheet.parts.get("tables", [])}
    for at, table in enumerate(copy.parts.get("tables", [])):
        name, number = table["name"], 2
        while name.casefold() in taken:
            name, number = f"{table['name']}_{number}", number + 1
        taken.add(name.casefold())
        copy.parts["tables"][at] = table | {"name": name}


def copy_title(book: Book, title: str) -> str:
    """What a copy of a tab is called: "Copy of Plan", the next one "Copy of Plan 1"."""
    wanted, number = f"Copy of {title}", 1
    while book.titled(wanted):
        wanted, number = f"Copy of {title} {number}", number + 1
    return wanted


def _delete_sheet(batch: Batch, request: Message) -> None:
    sheet = batch.book.tab(request.get("sheetId", 0))
    batch.editor.check_all(sheet)
    left = [other for other in batch.book.sheets if other is not sheet]
    if not left:
        raise invalid("You can't remove all the sheets in a document.")
    if all(other.properties.get("hidden") for other in left):
        raise invalid("You can't remove all the visible sheets in a document.")
    batch.book.sheets.remove(sheet)
    retitle(batch.book, sheet.title, None)
    batch.book.named = [one for one in batch.book.named if one["range"].get("sheetId", 0) != sheet.id]
    batch.book.metadata = [one for one in batch.book.metadata if _sheet_of(one["location"]) != sheet.id]


def _sheet_of(location: Message) -> int | None:
    """The tab that developer metadata lies on; None when it lies on the spreadsheet."""
    if location["locationType"] == "SPREADSHEET":
        return None
    place: Message = location.get("dimensionRange", location)
    return int(place.get("sheetId", 0))


def _update_sheet_properties(batch: Batch, request: Message) -> None:
    book, given = batch.book, request.get("properties", {})
    sheet = book.tab(given.get("sheetId", 0))
    mask = mask_of(request, "SheetProperties")
    batch.editor.check_all(sheet)
    whole = _all_fields(sheet) if "*" in mask else mask
    wanted = assigned(sheet_properties(book, sheet), normal_look(given), widened(whole))
    if "title" in whole:
        _check_title(book, wanted.get("title", ""), but=sheet)
        retitle(book, sheet.title, wanted["title"])
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
