"""The methods of the Sheets API, from the address to the answer."""

from __future__ import annotations

from urllib.parse import unquote

from .batch import run_batch
from .batch.initial import initial_requests
from .batch.metadata import matching
from .batch.sheets import copied_sheet, copy_title, new_sheet
from .book import Book
from .data_filters import FILTER_ROUTES
from .guards import Editor
from .masks import ALL, parse_mask, within
from .reading import sheet_properties, spreadsheet_message
from .refusals import invalid, not_found
from .refusals import within as part_of
from .render import Rendering
from .routes import Call, Table
from .sheets_call import ID, RANGE, body_of, changed, file_of, is_typed, sheets_route
from .store import File
from .values import append_values, clear_values, read_values, update_values, write_totals
from .wire import Message

__all__ = ["SHEETS_ROUTES"]


def _create(call: Call) -> Message:
    given = body_of(call, "Spreadsheet", at="spreadsheet")
    properties, store = dict(given.get("properties", {})), call.emulator.store
    title = properties.pop("title", "Untitled spreadsheet")
    book = Book(title, properties, clock=store.clock)
    for number, tab in enumerate(given.get("sheets", []) or [{}]):
        new_sheet(book, tab.get("properties", {}), sheet_id=store.new_id() if number else 0)
    if requests := initial_requests(given, book):
        run_batch(book, Editor(call.email, owner=True), requests, store.new_id)
    file = store.create(title, owner=call.email)
    file.book = book
    return spreadsheet_message(file.id, book, file.editor(call.email))


def _get(call: Call) -> Message:
    file = file_of(call, "reader")
    return spreadsheet_message(
        file.id,
        file.book,
        file.editor(call.email),
        ranges=call.request.query.get("ranges", []),
        grid_data=call.request.flag("includeGridData"),
        mask=parse_mask(call.request.parameter("fields")),
    )


def _batch_update(call: Call) -> Message:
    body = body_of(call, "BatchUpdateSpreadsheetRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        replies = run_batch(book, editor, body.get("requests", []), call.emulator.store.new_id)
        answer: Message = {"spreadsheetId": file.id, "replies": replies}
        mask = parse_mask(call.request.parameter("fields"))
        shown = within(mask, "updatedSpreadsheet")
        if body.get("includeSpreadsheetInResponse") and shown is not None:
            answer["updatedSpreadsheet"] = spreadsheet_message(
                file.id,
                book,
                editor,
                ranges=body.get("responseRanges", []),
                grid_data=bool(body.get("responseIncludeGridData")),
                mask=shown or ({"*": ALL} if mask else ALL),  # a mask decides about grid data, not the flag
            )
        return answer

    return changed(call, work)


def _rendering(call: Call, *, prefix: str = "") -> Rendering:
    def named(name: str) -> str:
        return prefix + name[0].upper() + name[1:] if prefix else name

    return Rendering(
        call.request.parameter(named("valueRenderOption")) or "FORMATTED_VALUE",
        call.request.parameter(named("dateTimeRenderOption")) or "SERIAL_NUMBER",
        call.request.parameter("majorDimension") or "ROWS",
    )


def _values_get(call: Call) -> Message:
    return read_values(file_of(call, "reader").book, unquote(call.names["range"]), _rendering(call))


def _values_batch_get(call: Call) -> Message:
    file, rendering = file_of(call, "reader"), _rendering(call)
    ranges = [read_values(file.book, text, rendering) for text in call.request.query.get("ranges", [])]
    return {"spreadsheetId": file.id} | ({"valueRanges": ranges} if ranges else {})


def _echo(call: Call) -> Rendering | None:
    return _rendering(call, prefix="response") if call.request.flag("includeValuesInResponse") else None


def _value_range(call: Call) -> tuple[Message, str]:
    """The values of a call and the range in its address, which the body may only repeat letter by letter."""
    body, text = body_of(call, "ValueRange", at="data"), unquote(call.names["range"])
    if body.get("range", text) != text:
        raise invalid(f"Request range[{text}] does not match value's range[{body['range']}]")
    return body, text


def _values_update(call: Call) -> Message:
    body, text = _value_range(call)

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = is_typed(call.request.parameter("valueInputOption"))
        written = update_values(book, editor, text, body, typed=typed, echo=_echo(call))
        return {"spreadsheetId": file.id} | written.answer

    return changed(call, work)


def _values_batch_update(call: Call) -> Message:
    body = body_of(call, "BatchUpdateValuesRequest")
    echo = Rendering(
        body.get("responseValueRenderOption", "FORMATTED_VALUE"),
        body.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    )

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = is_typed(body.get("valueInputOption", ""))
        wanted = echo if body.get("includeValuesInResponse") else None
        written = []
        for number, part in enumerate(body.get("data", [])):
            with part_of(f"data[{number}]"):
                text = part.get("range", "")
                written.append(update_values(book, editor, text, part, typed=typed, echo=wanted))
        responses = [{"spreadsheetId": file.id} | part.answer for part in written]
        answer = {"spreadsheetId": file.id} | write_totals(written)
        return answer | ({"responses": responses} if responses else {})

    return changed(call, work)


def _values_append(call: Call) -> Message:
    body, text = _value_range(call)

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = is_typed(call.request.parameter("valueInputOption"))
        insert = call.request.parameter("insertDataOption") == "INSERT_ROWS"
        answer = append_values(book, editor, text, body, typed=typed, insert=insert, echo=_echo(call))
        answer["updates"] = {"spreadsheetId": file.id} | answer["updates"]
        return {"spreadsheetId": file.id} | answer

    return changed(call, work)


def _values_clear(call: Call) -> Message:
    body_of(call, "ClearValuesRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        cleared = clear_values(book, editor, unquote(call.names["range"]))
        return {"spreadsheetId": file.id, "clearedRange": cleared}

    return changed(call, work)


def _values_batch_clear(call: Call) -> Message:
    body = body_of(call, "BatchClearValuesRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        cleared = [clear_values(book, editor, text) for text in body.get("ranges", [])]
        return {"spreadsheetId": file.id} | ({"clearedRanges": cleared} if cleared else {})

    return changed(call, work)


def _copy_to(call: Call) -> Message:
    body = body_of(call, "CopySheetToAnotherSpreadsheetRequest")
    source = file_of(call, "reader").book.sheet(int(call.names["sheet"]))
    store = call.emulator.store
    target = store.sheets_file(body.get("destinationSpreadsheetId", ""), call.email, need="writer")
    book = target.book.copied()
    sheet = copied_sheet(source, store.new_id, title=copy_title(book, source.title))
    book.sheets.append(sheet)
    store.touch(target, book)
    return sheet_properties(book, sheet)


def _metadata_get(call: Call) -> Message:
    wanted = int(call.names["metadata"])
    for item in file_of(call, "reader").book.metadata:
        if item["metadataId"] == wanted:
            return item
    raise not_found()


def _metadata_search(call: Call) -> Message:
    body = body_of(call, "SearchDeveloperMetadataRequest")
    filters = body.get("dataFilters", [])
    found = matching(file_of(call, "reader").book, filters)
    lookups = [{"developerMetadata": item, "dataFilters": filters} for item in found]
    return {"matchedDeveloperMetadata": lookups} if lookups else {}


SHEETS_ROUTES: Table = (
    sheets_route("POST", "", "write", _create, "create"),
    sheets_route("GET", f"/{ID}", "read", _get, "get"),
    sheets_route("POST", f"/{ID}:batchUpdate", "write", _batch_update, "batchUpdate"),
    sheets_route("GET", f"/{ID}/values:batchGet", "read", _values_batch_get, "values.batchGet"),
    sheets_route("POST", f"/{ID}/values:batchUpdate", "write", _values_batch_update, "values.batchUpdate"),
    sheets_route("POST", f"/{ID}/values:batchClear", "write", _values_batch_clear, "values.batchClear"),
    sheets_route("GET", f"/{ID}/values/{RANGE}", "read", _values_get, "values.get"),
    sheets_route("PUT", f"/{ID}/values/{RANGE}", "write", _values_update, "values.update"),
    sheets_route("POST", f"/{ID}/values/{RANGE}:append", "write", _values_append, "values.append"),
    sheets_route("POST", f"/{ID}/values/{RANGE}:clear", "write", _values_clear, "values.clear"),
    sheets_route("POST", f"/{ID}/sheets/(?P<sheet>\\d+):copyTo", "write", _copy_to, "sheets.copyTo"),
    sheets_route(
        "GET", f"/{ID}/developerMetadata/(?P<metadata>\\d+)", "read", _metadata_get, "developerMetadata.get"
    ),
    sheets_route(
        "POST", f"/{ID}/developerMetadata:search", "read", _metadata_search, "developerMetadata.search"
    ),
    *FILTER_ROUTES,
)
