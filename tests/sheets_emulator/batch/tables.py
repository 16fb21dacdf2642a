"""Requests about tables: the typed ranges with a name and headings of their own."""

from __future__ import annotations

from ..a1 import Box
from ..book import Book, Sheet
from ..masks import assigned
from ..refusals import invalid
from ..render import Renderer, Rendering
from ..wire import Message
from .edit import Batch, Handlers, mask_of
from .ranges import stored_range

__all__ = ["HANDLERS", "find_table"]


def _add(batch: Batch, request: Message) -> Message:
    given = request.get("table", {})
    sheet, box = batch.book.on(given.get("range", {}))
    batch.editor.check(sheet, box)
    tables = [table for one in batch.book.sheets for table in one.parts.get("tables", [])]
    name = given.get("name") or _free_name(tables)
    if any(table["name"].casefold() == name.casefold() for table in tables):
        raise invalid(f'A table with the name "{name}" already exists.')
    if any(sheet.cover(table["range"]).meets(box) for table in sheet.parts.get("tables", [])):
        raise invalid("You cannot add a table that overlaps with another table.")
    table_id = given.get("tableId") or str(batch.new_id())
    if any(table["tableId"] == table_id for table in tables):
        raise invalid(f"A table with id {table_id} already exists.")
    table = given | {"tableId": table_id, "name": name, "range": sheet.grid_range(box)}
    table["columnProperties"] = _columns(batch, sheet, box, given.get("columnProperties", []))
    sheet.part("tables").append(table)
    return {"addTable": {"table": table}}


def _free_name(tables: list[Message]) -> str:
    taken = {table["name"] for table in tables}
    number = 1
    while f"Table{number}" in taken:
        number += 1
    return f"Table{number}"


def _columns(batch: Batch, sheet: Sheet, box: Box, given: list[Message]) -> list[Message]:
    """Every column of the table: what was said of it, and its heading as its name."""
    said: dict[int, Message] = {}
    for column in given:
        index = column.get("columnIndex", 0)
        if not 0 <= index < box.width or index in said:
            raise invalid(f"columnProperties.columnIndex[{index}] is outside the table or given twice.")
        _check_condition(column)
        said[index] = column
    renderer, columns, unnamed = Renderer(batch.book), [], 0
    for index in range(box.width):
        place = (box.top, box.left + index)
        heading = str(renderer.value(sheet, place, Rendering()))
        column = said.get(index, {})
        name = column.get("columnName") or heading or f"Column {index + 1}"
        if index in said and not column.get("columnName"):  # its heading is lost
            unnamed += 1
            name = f"Column {unnamed}"
        columns.append(({"columnIndex": index} if index else {}) | column | {"columnName": name})
        if name != heading or not sheet.valued(place):
            kept = {key: part for key, part in sheet.cells.get(place, {}).items() if key != "textFormatRuns"}
            sheet.put(place, kept | {"userEnteredValue": {"stringValue": name}})
    return columns


def _check_condition(column: Message) -> None:
    dropdown = column.get("columnType") == "DROPDOWN"
    if dropdown and "condition" not in column.get("dataValidationRule", {}):
        raise invalid("Condition must be set for dropdown column type.")
    if not dropdown and column.get("dataValidationRule"):
        raise invalid("Cannot set condition for non-dropdown column type.")


def find_table(book: Book, table_id: str) -> tuple[Sheet, int]:
    """The tab that a table lies on, and its number there."""
    for sheet in book.sheets:
        for at, table in enumerate(sheet.parts.get("tables", [])):
            if table["tableId"] == table_id:
                return sheet, at
    raise invalid(f"No table with id: {table_id}")


def _update(batch: Batch, request: Message) -> None:
    given, mask = dict(request.get("table", {})), mask_of(request, "Table")
    sheet, at = find_table(batch.book, given.get("tableId", ""))
    table = sheet.parts["tables"][at]
    batch.editor.check(sheet, sheet.cover(table["range"]))
    if "range" in given:
        given["range"] = stored_range(given["range"])
    if any(not column.get("columnName") for column in given.get("columnProperties", [])):
        raise invalid("Table header row cell must have a value.")
    changed = assigned(table, given, mask) | {"tableId": table["tableId"]}
    box = sheet.box(changed["range"])
    batch.editor.check(sheet, box)
    columns = [one for one in changed.get("columnProperties", []) if one.get("columnIndex", 0) < box.width]
    changed["columnProperties"] = _columns(batch, sheet, box, columns)
    sheet.parts["tables"][at] = changed


def _delete(batch: Batch, request: Message) -> None:
    sheet, at = find_table(batch.book, request.get("tableId", ""))
    box = sheet.cover(sheet.parts["tables"][at]["range"])
    batch.editor.check(sheet, box)
    del sheet.parts["tables"][at]
    for place, _ in list(sheet.filled(box)):
        sheet.put(place, {})


HANDLERS: Handlers = {"addTable": _add, "deleteTable": _delete, "updateTable": _update}
