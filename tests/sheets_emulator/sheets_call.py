"""What the methods of the Sheets API share: the file, the body, and the change that is made as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote

from .book import Book
from .discovery import load_discovery
from .guards import Editor
from .refusals import invalid
from .routes import Call, Handler, Route
from .store import File
from .wire import Message

__all__ = ["ID", "RANGE", "body_of", "changed", "file_of", "is_typed", "sheets_route"]

BASE = "/v4/spreadsheets"
ID = "(?P<id>[^/:]+)"
RANGE = "(?P<range>.+)"
_INPUTS = ("RAW", "USER_ENTERED")
_Result = TypeVar("_Result")


def file_of(call: Call, need: str) -> File:
    """The spreadsheet that a call names, for one who needs that role."""
    return call.emulator.store.sheets_file(unquote(call.names["id"]), call.email, need=need)


def body_of(call: Call, schema: str, *, at: str = "") -> Message:
    """The body of a call, read by its schema."""
    return load_discovery().read(schema, call.request.json(), at=at)


def changed(call: Call, work: Callable[[File, Book, Editor], _Result]) -> _Result:
    """Do the work on a copy of the file's content, which takes its place when nothing was refused."""
    file = file_of(call, "writer")
    book = file.book.copied()
    result = work(file, book, file.editor(call.email))
    call.emulator.store.touch(file, book)
    return result


def is_typed(option: str) -> bool:
    """Whether values are meant as a person types them; it must be said."""
    if option not in _INPUTS:
        raise invalid("'valueInputOption' is required but not specified")
    return option == "USER_ENTERED"


def sheets_route(verb: str, path: str, kind: str, handler: Handler, name: str) -> Route:
    """The route of a method, with its name and answer in Google's document."""
    method_id = f"sheets.spreadsheets.{name}"
    response = load_discovery().methods.get(method_id, {}).get("response", {}).get("$ref", "")
    return Route(verb, re.compile(BASE + path), kind, handler, method_id, response)
