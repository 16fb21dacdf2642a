"""The methods of the Sheets API, from the address to the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote

from .batch import run_batch
from .batch.metadata import matching
from .batch.sheets import copied_sheet, new_sheet
from .book import Book
from .discovery import load_discovery
from .guards import Editor
from .masks import ALL, parse_mask, within
from .reading import sheet_properties, spreadsheet_message
from .refusals import invalid, not_emulated, not_found
from .render import Rendering
from .routes import Call, Handler, Route, Table
from .store import File
from .values import append_values, clear_values, read_values, update_values, write_totals
from .wire import Message

__all__ = ["SHEETS_ROUTES"]

_BASE = "/v4/spreadsheets"
_ID = "(?P<id>[^/:]+)"
_RANGE = "(?P<range>.+)"
_INPUTS = ("RAW", "USER_ENTERED")
_Result = TypeVar("_Result")


def _file(call: Call, need: str) -> File:
    return call.emulator.store.sheets_file(unquote(call.names["id"]), call.email, need=need)


def _body(call: Call, schema: str, *, at: str = "") -> Message:
    return load_discovery().read(schema, call.request.json(), at=at)


def _changed(call: Call, work: Callable[[File, Book, Editor], _Result]) -> _Result:
    """Do the work on a copy of the file's content, which takes its place when nothing was refused."""
    file = _file(call, "writer")
    book = file.book.copied()
    result = work(file, book, file.editor(call.email))
    call.emulator.store.touch(file, book)
    return result


def _create(call: Call) -> Message:
    given = _body(call, "Spreadsheet", at="spreadsheet")
    properties = dict(given.get("properties", {}))
    file = call.emulator.store.create(properties.pop("title", "Untitled spreadsheet"), owner=call.email)
    book = file.book
    book.properties = properties
    if tabs := given.get("sheets"):
        book.sheets = []
        for number, tab in enumerate(tabs):
            new_sheet(book, tab.get("properties", {}), sheet_id=call.emulator.store.new_id() if number else 0)
    return spreadsheet_message(file.id, book, file.editor(call.email))


def _get(call: Call) -> Message:
    file = _file(call, "reader")
    return spreadsheet_message(
        file.id,
        file.book,
        file.editor(call.email),
        ranges=call.request.query.get("ranges", []),
        grid_data=call.request.flag("includeGridData"),
        mask=parse_mask(call.request.parameter("fields")),
    )


def _batch_update(call: Call) -> Message:
    body = _body(call, "BatchUpdateSpreadsheetRequest")

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

    return _changed(call, work)


def _rendering(call: Call, *, prefix: str = "") -> Rendering:
    def named(name: str) -> str:
        return prefix + name[0].upper() + name[1:] if prefix else name

    return Rendering(
        call.request.parameter(named("valueRenderOption")) or "FORMATTED_VALUE",
        call.request.parameter(named("dateTimeRenderOption")) or "SERIAL_NUMBER",
        call.request.parameter("majorDimension") or "ROWS",
    )


def _values_get(call: Call) -> Message:
    return read_values(_file(call, "reader").book, unquote(call.names["range"]), _rendering(call))


def _values_batch_get(call: Call) -> Message:
    file, rendering = _file(call, "reader"), _rendering(call)
    ranges = [read_values(file.book, text, rendering) for text in call.request.query.get("ranges", [])]
    return {"spreadsheetId": file.id} | ({"valueRanges": ranges} if ranges else {})


def _typed(option: str) -> bool:
    if option not in _INPUTS:
        raise invalid("'valueInputOption' is required but not specified")
    return option == "USER_ENTERED"


def _echo(call: Call) -> Rendering | None:
    return _rendering(call, prefix="response") if call.request.flag("includeValuesInResponse") else None


def _values_update(call: Call) -> Message:
    body = _body(call, "ValueRange", at="data")

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = _typed(call.request.parameter("valueInputOption"))
        text = unquote(call.names["range"])
        written = update_values(book, editor, text, body, typed=typed, echo=_echo(call))
        return {"spreadsheetId": file.id} | written.answer

    return _changed(call, work)


def _values_batch_update(call: Call) -> Message:
    body = _body(call, "BatchUpdateValuesRequest")
    echo = Rendering(
        body.get("responseValueRenderOption", "FORMATTED_VALUE"),
        body.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    )

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = _typed(body.get("valueInputOption", ""))
        wanted = echo if body.get("includeValuesInResponse") else None
        written = [
            update_values(book, editor, part.get("range", ""), part, typed=typed, echo=wanted)
            for part in body.get("data", [])
        ]
        responses = [{"spreadsheetId": file.id} | part.answer for part in written]
        answer = {"spreadsheetId": file.id} | write_totals(written)
        return answer | ({"responses": responses} if responses else {})

    return _changed(call, work)


def _values_append(call: Call) -> Message:
    body = _body(call, "ValueRange", at="data")

    def work(file: File, book: Book, editor: Editor) -> Message:
        typed = _typed(call.request.parameter("valueInputOption"))
        insert = call.request.parameter("insertDataOption") == "INSERT_ROWS"
        text = unquote(call.names["range"])
        answer = append_values(book, editor, text, body, typed=typed, insert=insert, echo=_echo(call))
        answer["updates"] = {"spreadsheetId": file.id} | answer["updates"]
        return {"spreadsheetId": file.id} | answer

    return _changed(call, work)


def _values_clear(call: Call) -> Message:
    _body(call, "ClearValuesRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        cleared = clear_values(book, editor, unquote(call.names["range"]))
        return {"spreadsheetId": file.id, "clearedRange": cleared}

    return _changed(call, work)


def _values_batch_clear(call: Call) -> Message:
    body = _body(call, "BatchClearValuesRequest")

    def work(file: File, book: Book, editor: Editor) -> Message:
        cleared = [clear_values(book, editor, text) for text in body.get("ranges", [])]
        return {"spreadsheetId": file.id} | ({"clearedRanges": cleared} if cleared else {})

    return _changed(call, work)


def _copy_to(call: Call) -> Message:
    body = _body(call, "CopySheetToAnotherSpreadsheetRequest")
    source = _file(call, "reader").book.sheet(int(call.names["sheet"]))
    store = call.emulator.store
    target = store.sheets_file(body.get("destinationSpreadsheetId", ""), call.email, need="writer")
    book = target.book.copied()
    title = f"Copy of {source.title}"
    while book.titled(title):
        title += " 2"
    sheet = copied_sheet(source, sheet_id=store.new_id(), title=title)
    book.sheets.append(sheet)
    store.touch(target, book)
    return sheet_properties(book, sheet)


def _metadata_get(call: Call) -> Message:
    wanted = int(call.names["metadata"])
    for item in _file(call, "reader").book.metadata:
        if item["metadataId"] == wanted:
            return item
    raise not_found()


def _metadata_search(call: Call) -> Message:
    body = _body(call, "SearchDeveloperMetadataRequest")
    filters = body.get("dataFilters", [])
    found = matching(_file(call, "reader").book, filters)
    lookups = [{"developerMetadata": item, "dataFilters": filters} for item in found]
    return {"matchedDeveloperMetadata": lookups} if lookups else {}


def _unknown_method(call: Call) -> Message:
    raise not_emulated(f"{call.request.method} {call.request.spoken}")


def _route(verb: str, path: str, kind: str, handler: Handler, name: str) -> Route:
    method_id = f"sheets.spreadsheets.{name}"
    response = load_discovery().methods.get(method_id, {}).get("response", {}).get("$ref", "")
    return Route(verb, re.compile(_BASE + path), kind, handler, method_id, response)


SHEETS_ROUTES: Table = (
    _route("POST", "", "write", _create, "create"),
    _route("GET", f"/{_ID}", "read", _get, "get"),
    _route("POST", f"/{_ID}:batchUpdate", "write", _batch_update, "batchUpdate"),
    _route("GET", f"/{_ID}/values:batchGet", "read", _values_batch_get, "values.batchGet"),
    _route("POST", f"/{_ID}/values:batchUpdate", "write", _values_batch_update, "values.batchUpdate"),
    _route("POST", f"/{_ID}/values:batchClear", "write", _values_batch_clear, "values.batchClear"),
    _route("GET", f"/{_ID}/values/{_RANGE}", "read", _values_get, "values.get"),
    _route("PUT", f"/{_ID}/values/{_RANGE}", "write", _values_update, "values.update"),
    _route("POST", f"/{_ID}/values/{_RANGE}:append", "write", _values_append, "values.append"),
    _route("POST", f"/{_ID}/values/{_RANGE}:clear", "write", _values_clear, "values.clear"),
    _route("POST", f"/{_ID}/sheets/(?P<sheet>\\d+):copyTo", "write", _copy_to, "sheets.copyTo"),
    _route(
        "GET", f"/{_ID}/developerMetadata/(?P<metadata>\\d+)", "read", _metadata_get, "developerMetadata.get"
    ),
    _route("POST", f"/{_ID}/developerMetadata:search", "read", _metadata_search, "developerMetadata.search"),
    _route("POST", f"/{_ID}.*ByDataFilter", "read", _unknown_method, "byDataFilter"),
)
