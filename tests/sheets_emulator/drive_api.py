"""As much of the Drive API as clients of spreadsheets call: files, permissions, comments, export, import."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from .book import Book, Sheet
from .masks import masked, parse_mask
from .refusals import ApiError, not_emulated
from .render import Renderer, Rendering
from .routes import Call, Route, Table
from .store import SHEETS_TYPE, XLSX_TYPE, File
from .values import update_values
from .wire import Message

__all__ = ["DRIVE_ROUTES"]

_BASE = "/drive/v3/files"
_ID = "(?P<id>[^/]+)"
_ALWAYS = ("kind", "id", "name", "mimeType")  # what Drive answers when no fields are asked for
_ALWAYS_PERMISSION = ("kind", "id", "type", "role")
_SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}
_TERM = re.compile(
    r"""\s*(?:(?P<field>\w+)\s*(?P<sign>!=|=|contains)\s*(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|true|false)"""
    r"""|(?P<folder>"[^"]*"|'[^']*')\s+in\s+parents|parents\s+in\s+(?P<inside>"[^"]*"|'[^']*'))\s*(?:and\b|$)"""
)


def _file(call: Call, need: str = "reader") -> File:
    return call.emulator.store.drive_file(call.names["id"], call.email, need=need)


def _message(file: File) -> Message:
    mime = XLSX_TYPE if file.state == "xlsx" else SHEETS_TYPE
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.book.title,
        "mimeType": mime,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "version": str(file.version),
        "trashed": file.state == "trashed",
        "parents": file.parents,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
    }


def _shown(call: Call, message: Message, always: tuple[str, ...]) -> Message:
    fields = call.request.parameter("fields")
    if fields:
        return dict(masked(message, parse_mask(fields)))
    return {name: part for name, part in message.items() if name in always}


def _create(call: Call) -> Message:
    body = call.request.json()
    if body.get("mimeType", SHEETS_TYPE) != SHEETS_TYPE:
        raise not_emulated(f"a file of type {body['mimeType']}")
    file = call.emulator.store.create(body.get("name") or "Untitled", owner=call.email)
    file.parents = body.get("parents") or []
    return _shown(call, _message(file), _ALWAYS)


def _get(call: Call) -> Message:
    return _shown(call, _message(_file(call)), _ALWAYS)


def _update(call: Call) -> Message:
    file, body = _file(call, "writer"), call.request.json()
    if "name" in body:
        book = file.book.copied()
        book.title = body["name"]
        call.emulator.store.touch(file, book)
    if "trashed" in body:
        file.state = "trashed" if body["trashed"] else "live"
    return _shown(call, _message(file), _ALWAYS)


def _delete(call: Call) -> None:
    del call.emulator.store.files[_file(call, "owner").id]


def _list(call: Call) -> Message:
    """The caller's files, newest first, page by page."""
    query = call.request.parameter("q")
    store = call.emulator.store
    mine = [file for file in reversed(store.files.values()) if file.role(call.email) is not None]
    found = [file for file in mine if _meets(file, query)]
    size = int(call.request.parameter("pageSize", "100"))
    start = int(call.request.parameter("pageToken") or 0)
    page = [_message(file) for file in found[start : start + size]]
    answer: Message = {"kind": "drive#fileList", "incompleteSearch": False, "files": page}
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    if call.request.parameter("fields"):
        return _shown(call, answer, ())
    return answer | {"files": [{name: part for name, part in one.items() if name in _ALWAYS} for one in page]}


def _meets(file: File, query: str) -> bool:
    at, met = 0, True
    message = _message(file)
    while query[at:].strip():
        match = _TERM.match(query, at)
        if match is None:
            words = "Invalid Value"
            error = {"message": words, "domain": "global", "reason": "invalid", "location": "q"}
            raise ApiError(400, words, errors=[error | {"locationType": "parameter"}])
        at = match.end()
        if folder := match["folder"] or match["inside"]:
            met = met and folder[1:-1] in file.parents
        else:
            met = met and _term(message, match["field"], match["sign"], match["value"])
    return met


def _term(message: Message, name: str, sign: str, value: str) -> bool:
    if value in ("true", "false"):
        return (message.get(name) is (value == "true")) is (sign == "=")
    wanted = re.sub(r"\\(.)", r"\1", value[1:-1]).casefold()
    known = str(message.get(name, "")).casefold()
    if sign == "contains":
        return known.startswith(wanted) or f" {wanted}" in known
    return (known == wanted) is (sign == "=")


def _copy(call: Call) -> Message:
    file, body = _file(call), call.request.json()
    title = body.get("name") or f"Copy of {file.book.title}"
    copy = call.emulator.store.copy(file, title, owner=call.email)
    copy.parents = body.get("parents") or []
    return _shown(call, _message(copy), _ALWAYS)


def _export(call: Call) -> bytes:
    """The first tab as text, as Drive exports it: no line end after the last row."""
    file, mime = _file(call), call.request.parameter("mimeType")
    if mime not in _SEPARATORS:
        raise not_emulated(f"export as {mime}")
    sheet = file.book.sheets[0]
    rows = Renderer(file.book).values(sheet, sheet.whole, Rendering())
    width = max((len(row) for row in rows), default=0)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATORS[mime], lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return text.getvalue().removesuffix("\r\n").encode()


def _import(call: Call) -> Message:
    """Replace the whole spreadsheet by one tab from a text file, read as if it were typed in."""
    file = _file(call, "writer")
    rows = list(csv.reader(io.StringIO(call.request.raw.decode("utf-8-sig"))))
    size = (max(len(rows), 1000), max([len(row) for row in rows] + [26]))
    # An import gives the spreadsheet the zone of Drive's machines, whatever it had.
    properties = file.book.properties | {"timeZone": "America/Los_Angeles"}
    book = Book(file.book.title, properties, [Sheet(0, file.book.title, *size)], clock=file.book.clock)
    editor = file.editor(call.email)
    update_values(book, editor, "A1", {"values": rows}, typed=True)
    call.emulator.store.touch(file, book)
    return {
        "kind": "drive#file",
        "id": file.id,
        "title": book.title,
        "mimeType": SHEETS_TYPE,
        "version": str(file.version),
    }


def _comments(call: Call) -> Message:
    fields = call.request.parameter("fields")
    answer = {"kind": "drive#commentList", "comments": _file(call).comments}
    return dict(masked(answer, parse_mask(fields)))


def _add_comment(call: Call) -> Message:
    file = _file(call, "commenter")
    given = call.request.json()
    comment = {"kind": "drive#comment", "id": str(call.emulator.store.new_id())}
    comment |= {name: given[name] for name in ("content", "anchor") if name in given}
    file.comments.append(comment)
    return _shown(call, comment, ())


def _permissions(call: Call) -> Message:
    shown = [_permission(item) for item in _file(call, "writer").permissions]
    answer: Message = {"kind": "drive#permissionList", "permissions": shown}
    if call.request.parameter("fields"):
        return _shown(call, answer, ())
    return answer | {
        "permissions": [{n: p for n, p in one.items() if n in _ALWAYS_PERMISSION} for one in shown]
    }


def _permission(item: Message) -> Message:
    name = item.get("emailAddress", "").partition("@")[0] or item.get("domain", "")
    extra: Message = {"deleted": False, "pendingOwner": False} if item["type"] == "user" else {}
    return item | ({"displayName": name} if name else {}) | extra


def _share(call: Call) -> Message:
    file, body = _file(call, "writer"), call.request.json()
    names = ("type", "role", "emailAddress", "domain")
    given = {name: body[name] for name in names if body.get(name)}
    if "role" not in given or "type" not in given:
        raise _bad_permission("The permission type and role fields are required.", "required")
    if given["role"] == "owner" and not call.request.flag("transferOwnership"):
        raise _bad_permission(
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
            "forbidden",
            code=403,
        )
    return _shown(call, _permission(file.share(given)), _ALWAYS_PERMISSION)


def _bad_permission(words: str, reason: str, *, code: int = 400) -> ApiError:
    return ApiError(code, words, errors=[{"domain": "global", "reason": reason, "message": words}])


def _one_permission(call: Call, file: File) -> Message:
    for item in file.permissions:
        if item["id"] == call.names["permission"]:
            return item
    words = f"Permission not found: {call.names['permission']}."
    raise _bad_permission(words, "notFound", code=404)


def _change_permission(call: Call) -> Message:
    file, body = _file(call, "writer"), call.request.json()
    known = _one_permission(call, file)
    kept = {name: part for name, part in known.items() if name not in ("kind", "id")}
    role = body.get("role", known["role"])
    if role == "owner" and file.role(call.email) == "owner":
        for item in list(file.permissions):
            if item["role"] == "owner" and item is not known:
                file.share(
                    {name: part for name, part in item.items() if name not in ("kind", "id")}
                    | {"role": "writer"}
                )
    pending: dict[str, Any] = {"pendingOwner": True} if body.get("pendingOwner") else {}
    return _shown(call, _permission(file.share(kept | {"role": role})) | pending, _ALWAYS_PERMISSION)


def _unshare(call: Call) -> None:
    file = _file(call, "writer")
    file.permissions.remove(_one_permission(call, file))


DRIVE_ROUTES: Table = tuple(
    Route(verb, re.compile(path), "drive", handler)
    for verb, path, handler in (
        ("POST", _BASE, _create),
        ("GET", _BASE, _list),
        ("GET", f"{_BASE}/{_ID}", _get),
        ("PATCH", f"{_BASE}/{_ID}", _update),
        ("DELETE", f"{_BASE}/{_ID}", _delete),
        ("POST", f"{_BASE}/{_ID}/copy", _copy),
        ("GET", f"{_BASE}/{_ID}/export", _export),
        ("GET", f"{_BASE}/{_ID}/comments", _comments),
        ("POST", f"{_BASE}/{_ID}/comments", _add_comment),
        ("GET", f"{_BASE}/{_ID}/permissions", _permissions),
        ("POST", f"{_BASE}/{_ID}/permissions", _share),
        ("PATCH", f"{_BASE}/{_ID}/permissions/(?P<permission>[^/]+)", _change_permission),
        ("DELETE", f"{_BASE}/{_ID}/permissions/(?P<permission>[^/]+)", _unshare),
        ("PUT", f"/upload/drive/v2/files/{_ID}", _import),
    )
)
