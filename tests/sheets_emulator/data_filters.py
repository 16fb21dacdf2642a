"""The methods that take data filters in place of ranges: A1 notation, grid ranges, or developer metadata."""

from __future__ import annotations

from collections.abc import Sequence

from .a1 import Box
from .batch.metadata import matching
from .book import Book, Sheet
from .guards import Editor
from .masks import parse_mask
from .reading import spreadsheet_message
from .refusals import within
from .render import Rendering
from .routes import Call, Table
from .sheets_call import ID, body_of, changed, file_of, is_typed, sheets_route
from .store import File
from .values import clear_values, read_values, update_values, write_totals
from .wire import Message

__all__ = ["FILTER_ROUTES"]


def _ranges(book: Book, data_filter: Message) -> list[str]:
    """The ranges that a filter selects, in A1 notation."""
    if "a1Range" in data_filter:
        sheet, box = book.read_box(data_filter["a1Range"])
        return [sheet.written(box)]
    if "gridRange" in data_filter:
        sheet, box = book.on(data_filter["gridRange"])
        return [sheet.written(box)]
    found = [_places(book, item["location"]) for item in matching(book, [data_filter])]
    return [sheet.written(box) for places in found for sheet, box in places]


def _places(book: Book, location: Message) -> list[tuple[Sheet, Box]]:
    """Where developer metadata lies: a line, a tab, or all tabs."""
    if location["locationType"] == "SPREADSHEET":
        return [(sheet, sheet.whole) for sheet in book.sheets]
    lines = location.get("dimensionRange", {})
    sheet = book.sheet(lines.get("sheetId", location.get("sheetId", 0)))
    start, end = lines.get("startIndex", 0), lines.get("endIndex", 0)
    boxes = {
        "ROW": Box(start, 0, end, sheet.columns),
        "COLUMN": Box(0, start, sheet.rows, end),
        "SHEET": sheet.whole,
    }
    return [(sheet, boxes[location["locationType"]])]


def _all_ranges(book: Book, filters: Sequence[Message]) -> list[str]:
    return [text for one in filters for text in _ranges(book, one)]


def _get(call: Call) -> Message:
    body, file = body_of(call, "GetSpreadsheetByDataFilterRequest"), file_of(call, "reader")
    return spreadsheet_message(
        file.id,
        file.book,
        file.editor(call.email),
        ranges=_all_ranges(file.book, body.get("dataFilters", [])),
        grid_data=bool(body.get("includeGridData")),
        mask=parse_mask(call.request.parameter("fields")),
    )


def _values_get(call: Call) -> Message:
    body, file = body_of(call, "BatchGetValuesByDataFilterRequest"), file_of(call, "reader")
    rendering = Rendering(
        body.get("valueRenderOption", "FORMATTED_VALUE"),
        body.get("dateTimeRenderOption", "SERIAL_NUMBER"),
        body.get("majorDimension", "ROWS"),
    )
    matched: dict[str, list[Message]] = {}
    for one in body.get("dataFilters", []):
        for text in _ranges(file.book, one):
            matched.setdefault(text, []).append(one)
    found = [
        {"valueRange": read_values(file.book, text, rendering), "dataFilters": filters}
        for text, filters in matched.items()
    ]
    return {"spreadsheetId": file.id} | ({"valueRanges": found} if found else {})


def _values_update(call: Call) -> Message:
    body = body_of(call, "BatchUpdateValuesByDataFilterRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = is_typed(body.get("valueInputOption", ""))
        written, responses = [], []
        for number, part in enumerate(body.get("data", [])):
            for text in _ranges(book, part.get("dataFilter", {})):
                with within(f"data[{number}]"):
                    done = update_values(book, editor, text, part, typed=typed)
                written.append(done)
                responses.append(done.answer | {"dataFilter": part.get("dataFilter", {})})
        return (
            {"spreadsheetId": file.id}
            | write_totals(written)
            | ({"responses": responses} if responses else {})
        )

    return changed(call, work)


def _values_clear(call: Call) -> Message:
    body = body_of(call, "BatchClearValuesByDataFilterRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        ranges = _all_ranges(book, body.get("dataFilters", []))
        cleared = [clear_values(book, editor, text) for text in ranges]
        return {"spreadsheetId": file.id} | ({"clearedRanges": cleared} if cleared else {})

    return changed(call, work)


FILTER_ROUTES: Table = (
    sheets_route("POST", f"/{ID}:getByDataFilter", "read", _get, "getByDataFilter"),
    sheets_route(
        "POST", f"/{ID}/values:batchGetByDataFilter", "read", _values_get, "values.batchGetByDataFilter"
    ),
    sheets_route(
        "POST",
        f"/{ID}/values:batchUpdateByDataFilter",
        "write",
        _values_update,
        "values.batchUpdateByDataFilter",
    ),
    sheets_route(
        "POST",
        f"/{ID}/values:batchClearByDataFilter",
        "write",
        _values_clear,
        "values.batchClearByDataFilter",
    ),
)
