"""As much of the Drive API as clients of spreadsheets call: files, permissions, comments, export, import."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from .book import Book, Sheet
from .contract import find_method
from .discovery import load_discovery
from .drive_query import bad_parameter, read_query
from .masks import masked, parse_mask
from .refusals import ApiError, not_emulated
from .render import Renderer, Rendering
from .routes import Call, Route, Table
from .store import ROLES, SHEETS_TYPE, XLSX_TYPE, File
from .values import update_values
from .wire import Message, pruned

__all__ = ["DRIVE_ROUTES"]

_BASE = "/drive/v3/files"
_ID = "(?P<id>[^/]+)"
_ALWAYS = ("kind", "id", "name", "mimeType")  # what Drive answers when no fields are asked for
_ALWAYS_PERMISSION = ("kind", "id", "type", "role")
MOST_FILES = 1000  # on a page
_TYPES = ("user", "group", "domain", "anyone")
_SEARCHED = ("me", "readers", "sharedWithMe", "writers")
_SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}
_ORDERS = ("createdTime", "modifiedTime", "name", "folder", "recency")
_CAPABILITIES = {
    "reader": ("canCopy", "canDownload", "canReadRevisions"),
    "commenter": ("canComment",),
    "writer": ("canEdit", "canModifyContent", "canRename", "canShare", "canListChildren"),
    "owner": ("canDelete", "canTrash", "canUntrash", "canChangeCopyRequiresWriterPermission"),
}


def _file(call: Call, need: str = "reader") -> File:
    return call.emulator.store.drive_file(call.names["id"], call.email, need=need)


def _message(file: File, email: str) -> Message:
    """The file as this caller is shown it."""
    mime = XLSX_TYPE if file.state == "xlsx" else SHEETS_TYPE
    role = file.role(email) or "reader"
    may = ROLES.index(role)
    editor = may >= ROLES.index("writer")
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.book.title,
        "mimeType": mime,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "version": str(file.version),
        "trashed": file.state == "trashed",
        "starred": False,
        "parents": file.parents,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
        "owners": [_user(file.owner, email)],
        "ownedByMe": file.owner == email,
        "shared": len(file.permissions) > 1,
        "capabilities": {name: may >= at for at, known in enumerate(ROLES) for name in _CAPABILITIES[known]},
        **({"permissions": [_permission(item) for item in file.permissions]} if editor else {}),
    }


def _user(email: str, caller: str) -> Message:
    name = email.partition("@")[0]
    return {"kind": "drive#user", "displayName": name, "me": email == caller, "emailAddress": email}


def _body(call: Call, schema: str) -> Message:
    """The body of a call: fields that Drive does not know are ignored, wrong types are refused."""
    body = call.request.json()
    faults = load_discovery("drive.v3").faults(schema, pruned(body)) if schema else []
    wrong = [fault for fault in faults if "unknown field" not in fault]
    if not isinstance(body, dict) or wrong:
        words = f"Invalid value for {wrong[0]}" if wrong else "Parse Error"
        raise ApiError(400, words, errors=[{"message": words, "domain": "global", "reason": "parseError"}])
    return body


def _shown(call: Call, message: Message, always: tuple[str, ...]) -> Message:
    fields = call.request.parameter("fields")
    if fields:
        method = find_method(call.request.method, call.request.path)
        schema = method.schema("response") if method else ""
        if method and (lost := method.discovery.lost_paths(schema, parse_mask(fields))):
            raise bad_parameter("fields", f"Invalid field selection {lost[0]}")
        return dict(masked(message, parse_mask(fields)))
    return {name: part for name, part in message.items() if name in always}


def _create(call: Call) -> Message:
    body = _body(call, "File")
    if body.get("mimeType", SHEETS_TYPE) != SHEETS_TYPE:
        raise not_emulated(f"a file of type {body['mimeType']}")
    file = call.emulator.store.create(body.get("name") or "Untitled", owner=call.email)
    file.parents = body.get("parents") or []
    return _shown(call, _message(file, call.email), _ALWAYS)


def _get(call: Call) -> Message:
    file = _file(call)
    if call.request.parameter("alt") == "media":
        if file.state == "xlsx":
            raise not_emulated("the bytes of an Excel file")
        words = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        error = {"message": words, "domain": "global", "reason": "fileNotDownloadable"}
        place = {"location": "alt", "locationType": "parameter"}
        raise ApiError(403, words, errors=[error | place])
    return _shown(call, _message(file, call.email), _ALWAYS)


def _update(call: Call) -> Message:
    file, body = _file(call, "writer"), _body(call, "File")
    if "name" in body:
        book = file.book.copied()
        book.title = body["name"]
        call.emulator.store.touch(file, book)
    if "trashed" in body:
        file.state = "trashed" if body["trashed"] else "live"
    return _shown(call, _message(file, call.email), _ALWAYS)


def _delete(call: Call) -> None:
    del call.emulator.store.files[_file(call, "owner").id]


def _list(call: Call) -> Message:
    """The caller's files, newest first or in the order asked for, page by page."""
    meets = read_query(call.request.parameter("q"))
    files = reversed(call.emulator.store.files.values())
    mine = [_message(file, call.email) | _searched(file, call) for file in files if file.role(call.email)]
    found = _in_order([file for file in mine if meets(file)], call.request.parameter("orderBy"))
    size, start = call.request.parameter("pageSize", "100"), call.request.parameter("pageToken", "0") or "0"
    if not size.isdecimal() or not 1 <= int(size) <= MOST_FILES:
        raise bad_parameter(
            "pageSize", f"Invalid value '{size}'. Values must be within the range: [1, {MOST_FILES}]"
        )
    if not start.isdecimal():
        raise bad_parameter("pageToken")
    first, last = int(start), int(start) + int(size)
    page = [{n: p for n, p in file.items() if n not in _SEARCHED} for file in found[first:last]]
    answer: Message = {"kind": "drive#fileList", "incompleteSearch": False, "files": page}
    if last < len(found):
        answer["nextPageToken"] = str(last)
    if call.request.parameter("fields"):
        return _shown(call, answer, ())
    return answer | {"files": [{name: part for name, part in one.items() if name in _ALWAYS} for one in page]}


def _searched(file: File, call: Call) -> Message:
    """What a search asks of a file and no answer tells."""
    who = {
        role: [str(one.get("emailAddress")) for one in file.permissions if one["role"] == role]
        for role in ROLES
    }
    writers = who["owner"] + who["writer"]
    shared = file.owner != call.email
    return {"me": call.email, "writers": writers, "readers": writers + who["reader"], "sharedWithMe": shared}


def _in_order(files: list[Message], text: str) -> list[Message]:
    for key in reversed([part.split() for part in text.split(",") if part.strip()]):
        if key[0] not in _ORDERS or key[1:] not in ([], ["desc"]):
            raise bad_parameter("orderBy")
        name = "modifiedTime" if key[0] in ("recency", "folder") else key[0]
        files = sorted(files, key=lambda file: str(file[name]).casefold(), reverse=bool(key[1:]))
    return files


def _copy(call: Call) -> Message:
    file, body = _file(call), _body(call, "File")
    title = body.get("name") or f"Copy of {file.book.title}"
    copy = call.emulator.store.copy(file, title, owner=call.email)
    copy.parents = body.get("parents") or []
    return _shown(call, _message(copy, call.email), _ALWAYS)


def _export(call: Call) -> bytes:
    """The first tab as text, as Drive exports it: no line end after the last row."""
    file, mime = _file(call), call.request.parameter("mimeType")
    if not mime:
        words = "Required parameter: mimeType"
        error = {"message": words, "domain": "global", "reason": "required"}
        raise ApiError(400, words, errors=[error | {"location": "mimeType", "locationType": "parameter"}])
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


def _need_fields(call: Call) -> None:
    """Some methods answer nothing by themselves: which fields are wanted must be said."""
    if not call.request.parameter("fields"):
        words = "The 'fields' parameter is required for this method."
        error = {"message": words, "domain": "global", "reason": "required"}
        raise ApiError(400, words, errors=[error | {"location": "fields", "locationType": "parameter"}])


def _comments(call: Call) -> Message:
    _need_fields(call)
    return _shown(call, {"kind": "drive#commentList", "comments": _file(call).comments}, ())


def _add_comment(call: Call) -> Message:
    _need_fields(call)
    file = _file(call, "commenter")
    given = _body(call, "Comment")
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
    file, body = _file(call, "writer"), _body(call, "Permission")
    names = ("type", "role", "emailAddress", "domain")
    given = {name: body[name] for name in names if body.get(name)}
    if "role" not in given or "type" not in given:
        raise _bad_permission("The permission type and role fields are required.", "required")
    if given["role"] not in ROLES or given["type"] not in _TYPES:
        raise _bad_permission("The specified role or type is invalid or not supported.", "invalid")
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
    file, body = _file(call, "writer"), _body(call, "Permission")
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


def _about(call: Call) -> Message:
    """Who calls."""
    _need_fields(call)
    return _shown(call, {"kind": "drive#about", "user": _user(call.email, call.email)}, ())


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
        ("GET", "/drive/v3/about", _about),
        ("PUT", f"/upload/drive/v2/files/{_ID}", _import),
    )
)
