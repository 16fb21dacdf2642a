"""A workbook of plain values as a spreadsheet of the emulator: what importing the file would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from okrsheets.grid import Cell, CellRange, ErrorValue, Look, Sheet, Value, Workbook
from tests.adapters.gsheets.books import BOSS, BOT, link_to
from tests.sheets_emulator import Emulator

__all__ = ["upload"]

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days know no time zone
_ERRORS = {"#DIV/0!": "DIVIDE_BY_ZERO", "#REF!": "REF", "#N/A": "N_A", "#NAME?": "NAME", "#VALUE!": "VALUE"}
_LONGEST = 50_000
Request = dict[str, Any]


def upload(emulator: Emulator, workbook: Workbook, *, key: str | None = None) -> str:
    """The link of the spreadsheet."""
    tabs: dict[str, list[list[Any]]] = {sheet.name: [] for sheet in workbook.sheets}
    file = emulator.make_book(workbook.title, owner=BOSS, tabs=tabs, access={BOT: "writer"}, id=key)
    numbers = {sheet.title: sheet.id for sheet in file.book.sheets}
    for sheet in workbook.sheets:
        results = emulator.store.files[file.id].book.results
        for place, cell in sheet.cells.items():
            if cell.formula is not None and (result := _result(cell.value)) is not None:
                spilt = next((box for box in sheet.occupied if box[:2] == place), None)
                rows = [[result]] if spilt is None else _rows(sheet, spilt)
                results[numbers[sheet.name], f"={cell.formula}"] = rows
        emulator.edit(file.id, [*_requests(sheet, numbers[sheet.name], numbers)])
    return link_to(file.id)


def _requests(sheet: Sheet, number: int, numbers: dict[str, int]) -> Iterator[Request]:
    last_row = max([row for row, _ in sheet.cells] + [merge.bottom for merge in sheet.merges] + [1])
    last_column = max([column for _, column in sheet.cells] + [merge.right for merge in sheet.merges] + [1])
    grid = {"rowCount": max(1000, last_row + 1), "columnCount": max(26, last_column + 1)}
    properties = {"sheetId": number, "gridProperties": grid, "hidden": sheet.hidden and len(numbers) > 1}
    yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties"}}
    for (row, column), cell in sheet.cells.items():
        if any(box.holds(row, column) and box[:2] != (row, column) for box in sheet.occupied):
            continue  # what the formula of another cell shows there
        start = {"sheetId": number, "rowIndex": row - 1, "columnIndex": column - 1}
        data = _cell(cell, numbers)
        yield {"updateCells": {"start": start, "rows": [{"values": [data]}], "fields": "*"}}
    for merge in sheet.merges:
        yield {"mergeCells": {"range": _area(merge, number), "mergeType": "MERGE_ALL"}}
    for row in sorted(sheet.hidden_rows):
        if row <= grid["rowCount"]:
            stretch = {"sheetId": number, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
            hidden = {"range": stretch, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
            yield {"updateDimensionProperties": hidden}


def _rows(sheet: Sheet, box: CellRange) -> list[list[Request]]:
    """What an array formula comes to, cell by cell."""
    columns = range(box.left, box.right + 1)
    return [[_result(sheet.value(row, column)) or {} for column in columns] for row in box.rows]


def _area(box: CellRange, number: int) -> Request:
    return {
        "sheetId": number,
        "startRowIndex": box.top - 1,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left - 1,
        "endColumnIndex": box.right,
    }


def _cell(cell: Cell, numbers: dict[str, int]) -> Request:
    data: Request = {}
    if cell.formula is not None:
        data["userEnteredValue"] = {"formulaValue": f"={cell.formula}"}
    elif (value := _result(cell.value)) is not None and "errorValue" not in value:
        data["userEnteredValue"] = value
    look = _look(cell.look)
    if (shown := _shown(cell)) is not None:
        look["numberFormat"] = shown
    if cell.link:
        look.setdefault("textFormat", {})["link"] = {"uri": _link(cell.link, numbers)}
    if look:
        data["userEnteredFormat"] = look
    return data


def _result(value: Value) -> Request | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, ErrorValue):
        return {"errorValue": {"type": _ERRORS.get(value.code, "ERROR")}}
    if isinstance(value, str):
        return {"stringValue": value[:_LONGEST]}
    if isinstance(value, datetime):
        return {"numberValue": (value - _EPOCH) / timedelta(days=1)}
    if isinstance(value, date):
        return {"numberValue": (datetime(value.year, value.month, value.day) - _EPOCH).days}  # noqa: DTZ001 - as above
    if isinstance(value, time):
        return {"numberValue": (value.hour * 3600 + value.minute * 60 + value.second) / 86_400}
    return {"numberValue": value}


def _shown(cell: Cell) -> Request | None:
    """The number format as Google keeps it: a kind beside the pattern."""
    pattern = cell.number_format
    if pattern == "General":
        return None
    if isinstance(cell.value, date):
        kind = "DATE_TIME" if isinstance(cell.value, datetime) else "DATE"
    elif isinstance(cell.value, time):
        kind = "TIME"
    else:
        kind = "TEXT" if pattern == "@" else "PERCENT" if "%" in pattern else "NUMBER"
    return {"type": kind, "pattern": pattern}


def _look(look: Look) -> Request:
    found: Request = {}
    if look.bold:
        found["textFormat"] = {"bold": True}
    if look.fill is not None:
        digits = (
            look.fill[-6:] if all(sign in "0123456789ABCDEFabcdef" for sign in look.fill[-6:]) else "EEEEEE"
        )
        red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
        found["backgroundColorStyle"] = {"rgbColor": {"red": red, "green": green, "blue": blue}}
    if look.indent:
        found["padding"] = {"top": 2, "right": 3, "bottom": 2, "left": 3 + 9 * look.indent}
    return found


def _link(link: str, numbers: dict[str, int]) -> str:
    if not link.startswith("#"):
        return link
    tab, _, place = link[1:].rpartition("!")
    number = numbers.get(tab.strip("'").replace("''", "'"))
    return link if number is None else f"#gid={number}&range={place}"
