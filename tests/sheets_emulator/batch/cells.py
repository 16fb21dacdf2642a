"""Requests that set the content, looks and rules of cells."""

from __future__ import annotations

from ..a1 import Box
from ..book import Place, Sheet
from ..looks import normal_look, widened
from ..masks import ALL, Mask, assigned
from ..refusals import invalid
from ..values import MOST_LETTERS
from ..wire import Message, tidy_number
from .edit import Batch, Handlers, mask_of, placed
from .tables import find_table

__all__ = ["HANDLERS"]

_OUTPUT_ONLY = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")
_ON_THE_TEXT = ("textFormatRuns", "chipRuns")
_SIDES = ("top", "bottom", "left", "right")


def _update_cells(batch: Batch, request: Message) -> None:
    mask, rows = mask_of(request, "CellData"), [row.get("values", []) for row in request.get("rows", [])]
    if "range" in request:
        sheet, box = placed(batch, request, "range")
        _check_fit(rows, box)
        batch.editor.check(sheet, box)
        for row, column in box.places():
            line = rows[row - box.top] if row - box.top < len(rows) else []
            data = line[column - box.left] if column - box.left < len(line) else {}
            _set(sheet, (row, column), data, mask)
        return
    start = request.get("start", {})
    if min(start.get("rowIndex", 0), start.get("columnIndex", 0)) < 0:
        raise invalid("start.rowIndex and start.columnIndex must be at least 0.")
    sheet = batch.book.sheet(start.get("sheetId", 0))
    _write_rows(batch, sheet, (start.get("rowIndex", 0), start.get("columnIndex", 0)), rows, mask)


def _write_rows(batch: Batch, sheet: Sheet, start: Place, rows: list[list[Message]], mask: Mask) -> None:
    top, left = start
    _check_fit(rows, Box(top, left, sheet.rows, sheet.columns))
    width = max((len(line) for line in rows), default=0)
    batch.editor.check(sheet, Box(top, left, top + len(rows), left + width))
    for row, line in enumerate(rows, start=top):
        for column, data in enumerate(line, start=left):
            _set(sheet, (row, column), data, mask)


def _check_fit(rows: list[list[Message]], box: Box) -> None:
    width = max((len(line) for line in rows), default=0)
    for what, size, room, start in (
        ("row", len(rows), box.height, box.top),
        ("column", width, box.width, box.left),
    ):
        if size > room:
            raise invalid(
                f"Attempting to write {what}: {start + room}, beyond the last requested {what} of: "
                f"{start + room - 1}"
            )


def _repeat_cell(batch: Batch, request: Message) -> None:
    mask = mask_of(request, "CellData")
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    for place in box.places():
        _set(sheet, place, request.get("cell", {}), mask)


def _append_cells(batch: Batch, request: Message) -> None:
    mask, rows = mask_of(request, "CellData"), [row.get("values", []) for row in request.get("rows", [])]
    if "tableId" in request:
        _append_to_table(batch, request, rows, mask)
        return
    sheet = batch.book.sheet(request.get("sheetId", 0))
    top = max((row + 1 for row, _ in sheet.cells), default=0)
    sheet.rows = max(sheet.rows, top + len(rows))
    sheet.columns = max(sheet.columns, *(len(line) for line in rows), 1)
    batch.book.check_size()
    _write_rows(batch, sheet, (top, 0), rows, mask)


def _append_to_table(batch: Batch, request: Message, rows: list[list[Message]], mask: Mask) -> None:
    """Write below the last filled row of a table, which grows where its blank rows do not suffice."""
    sheet, at = find_table(batch.book, request["tableId"])
    table = sheet.parts["tables"][at]
    box = sheet.cover(table["range"])
    last = max((row for (row, _), _ in sheet.filled(box)), default=box.top)
    top, bottom = last + 1, max(box.bottom, last + 1 + len(rows))
    if any(len(line) > box.width for line in rows):
        raise invalid("The rows are wider than the table.")
    if bottom > sheet.rows:
        sheet.rows = bottom
        batch.book.check_size()
    grown = Box(box.top, box.left, bottom, box.right)
    sheet.parts["tables"][at] = table | {"range": sheet.grid_range(grown)}
    _write_rows(batch, sheet, (top, box.left), rows, mask)


def _set(sheet: Sheet, place: Place, data: Message, mask: Mask) -> None:
    """Give a cell the masked fields of CellData; a field that the data lacks is cleared."""
    given = normal_look({name: part for name, part in data.items() if name not in _OUTPUT_ONLY})
    if not given.get("note"):
        given.pop("note", None)
    value = given.get("userEnteredValue")
    if value is not None and (value == {"stringValue": ""} or "errorValue" in value):
        del given["userEnteredValue"]
    elif value is not None:
        _check_value(value)
        if "numberValue" in value:
            given["userEnteredValue"] = {"numberValue": tidy_number(value["numberValue"])}
    old = sheet.cells.get(place, {})
    if "userEnteredValue" in mask:
        old = {name: part for name, part in old.items() if name not in _ON_THE_TEXT}
    whole = {} if "*" in mask else {name: part for name, part in mask.items() if name not in _OUTPUT_ONLY}
    sheet.put(place, assigned(old, given, widened(whole)) if whole or "*" in mask else old)


def _check_value(value: Message) -> None:
    if len(value.get("stringValue", "")) > MOST_LETTERS:
        raise invalid(
            f"Your input contains more than the maximum of {MOST_LETTERS} characters in a single cell."
        )


def _set_data_validation(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    for table in sheet.parts.get("tables", []):
        whole = sheet.cover(table["range"])
        for column in table["columnProperties"]:
            at = whole.left + column.get("columnIndex", 0)
            if column.get("columnType") and Box(whole.top + 1, at, whole.bottom, at + 1).meets(box):
                raise invalid("This operation is not allowed on cells in typed columns")
    rule = {name: part for name, part in request.get("rule", {}).items() if part is not False}
    for place in box.places():
        sheet.put(
            place, assigned(sheet.cells.get(place, {}), {"dataValidation": rule}, {"dataValidation": ALL})
        )


def _update_borders(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    for place in box.places():
        row, column = place
        edges = {
            "top": "top" if row == box.top else "innerHorizontal",
            "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
            "left": "left" if column == box.left else "innerVertical",
            "right": "right" if column == box.right - 1 else "innerVertical",
        }
        borders = {side: request[edges[side]] for side in _SIDES if edges[side] in request}
        mask: Mask = {"userEnteredFormat": {"borders": dict.fromkeys(borders, ALL)}}
        if borders:
            _set(sheet, place, {"userEnteredFormat": {"borders": borders}}, mask)


HANDLERS: Handlers = {
    "appendCells": _append_cells,
    "repeatCell": _repeat_cell,
    "setDataValidation": _set_data_validation,
    "updateBorders": _update_borders,
    "updateCells": _update_cells,
}
