"""The emulator without its sockets: a request in, an answer out, and everything a test may set or ask."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .batch import run_batch
from .clock import Clock
from .control import CONTROL_PREFIX, control_answer
from .discovery import load_discovery
from .drive_api import DRIVE_ROUTES
from .exchange import Answer, Request
from .faults import Edit, Fault, Target, Waiting
from .guards import Editor
from .identities import OWNER, Identities
from .log import Entry, Log
from .masks import masked, parse_mask
from .quotas import Quotas
from .refusals import ApiError, api_disabled, not_emulated, too_large
from .routes import Call, Route, find_route
from .sheets_api import SHEETS_ROUTES
from .store import File, Store
from .values import update_values
from .wire import Message

__all__ = ["Emulator"]

LARGEST = 10_485_760  # bytes of one request
TOKEN_PATH = "/token"
_SERVICES = {"read": "sheets", "write": "sheets", "drive": "drive"}


@dataclass
class Emulator:
    """Google Sheets and a little of Google Drive, in memory.

    With `open_access` nobody needs a token and every caller owns all. Otherwise `/token` gives tokens to any
    service account, and a spreadsheet opens only to those it is shared with.
    """

    open_access: bool = False
    clock: Clock = field(default_factory=Clock)
    owner: ClassVar[str] = OWNER  # every caller, where access is open

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        """Forget everything but the time."""
        self.store = Store(self.clock)
        self.identities = Identities(open_access=self.open_access)
        self.quotas = Quotas()
        self.waiting = Waiting()
        self.log = Log()
        self.disabled: set[str] = set()  # sheets, drive

    def make_book(
        self,
        title: str = "Untitled spreadsheet",
        *,
        owner: str | None = None,
        tabs: Mapping[str, Sequence[Sequence[Any]]] | None = None,
        access: Mapping[str, str] | None = None,
        state: str = "live",
        id: str | None = None,  # noqa: A002 as the API calls it
    ) -> File:
        """A spreadsheet, its tabs with values as a person types them, shared with the people of `access`.

        `access` has a role (reader, commenter, writer, owner) for each address; the address "anyone" stands
        for everybody. `state` is one of live, trashed, xlsx.
        """
        file = self.store.create(title, owner=owner or self.owner, file_id=id)
        if tabs:
            adding = [{"addSheet": {"properties": {"title": name}}} for name in list(tabs)[1:]]
            first = {"properties": {"sheetId": 0, "title": next(iter(tabs))}, "fields": "title"}
            self.edit(file.id, [{"updateSheetProperties": first}, *adding])
        for name, rows in (tabs or {}).items():
            place = "'" + name.replace("'", "''") + "'!A1"
            update_values(file.book, file.editor(file.owner), place, {"values": rows}, typed=True)
        for address, role in (access or {}).items():
            self.share(file.id, address, role)
        file.state = state
        return file

    def share(self, file_id: str, address: str, role: str) -> None:
        """Let someone, or "anyone", open a spreadsheet."""
        anyone = address == "anyone"
        who: Message = {"type": "anyone"} if anyone else {"type": "user", "emailAddress": address}
        self.store.files[file_id].share(who | {"role": role})

    def edit(self, file_id: str, requests: Sequence[Message]) -> list[Message]:
        """Change a spreadsheet as its owner does, now: requests as `batchUpdate` takes them."""
        file = self.store.files[file_id]
        book = file.book.copied()
        body = load_discovery().read("BatchUpdateSpreadsheetRequest", {"requests": list(requests)})
        editor = Editor(file.owner, owner=True)
        replies = run_batch(book, editor, body["requests"], self.store.new_id)
        self.store.touch(file, book)
        return replies

    def edit_before(
        self, file_id: str, requests: Sequence[Message], *, on: Target | None = None, **when: int
    ) -> None:
        """Change a spreadsheet just before a later request, by default the next write: see `Edit`."""
        self.waiting.add(Edit(file_id, list(requests), on=on or Target(kind="write"), **when))

    def fail(self, fault: Fault) -> None:
        """Let something go wrong with later requests."""
        self.waiting.add(fault)

    def answer(self, request: Request) -> Answer:
        """The answer to a request, with whatever a fault makes of it."""
        if request.path == "/":
            return Answer(200, {"emulator": "Google Sheets", "controls": CONTROL_PREFIX})
        if request.path.startswith(CONTROL_PREFIX):
            with self.lock:
                return control_answer(self, request)
        found = find_route((*SHEETS_ROUTES, *DRIVE_ROUTES), request)
        kind = "token" if request.path == TOKEN_PATH else found[0].kind if found else "other"
        with self.lock:
            entry = self._note(request, kind)
            for edit in self.waiting.edits(kind, request.method, request.spoken):
                try:
                    self.edit(edit.file_id, edit.requests)
                except (ApiError, KeyError) as error:  # what was to be edited is no longer there
                    entry.fault = f"edit refused: {error}"
            fault = self.waiting.fault(kind, request.method, request.spoken)
            answer = Answer(0, None)
            if fault is None or fault.carried_out:
                answer = self._carried_out(request, found, entry)
            if fault is not None:
                entry.fault = "; ".join(filter(None, (entry.fault, fault.name)))
                answer = fault.spoil(answer)
            entry.status = 0 if answer.cut in ("unread", "before") else answer.status
        return answer

    def _note(self, request: Request, kind: str) -> Entry:
        try:
            body = request.json() if "json" in request.headers.get("content-type", "json") else None
        except ApiError:
            body = None
        query = {name: list(values) for name, values in request.query.items()}
        entry = Entry(
            0, self.clock.now(), kind, request.method, request.spoken, query, body, received=len(request.raw)
        )
        if kind == "token":
            entry.body = None  # it holds an assertion
        self.log.add(entry)
        return entry

    def _carried_out(
        self, request: Request, found: tuple[Route, Mapping[str, str]] | None, entry: Entry
    ) -> Answer:
        try:
            if request.path == TOKEN_PATH:
                return self.identities.token_answer(request.raw, now=self.clock.now())
            if request.path.endswith("/allowedLocations"):
                return Answer(404, ApiError(404, "Not found.", status="NOT_FOUND").body())
            caller = self.identities.caller(request, now=self.clock.now())
            entry.who = caller.email
            if found is None:
                raise not_emulated(f"{request.method} {request.spoken}")
            route, names = found
            return self._called(Call(self, caller, request, names), route)
        except ApiError as error:
            return Answer(error.code, error.body())
        except Exception as error:  # noqa: BLE001 a fault of the emulator's own must be seen, not hang the client
            traceback.print_exc()
            return Answer(500, ApiError(500, f"fault in the emulator: {error!r}", status="INTERNAL").body())

    def _called(self, call: Call, route: Route) -> Answer:
        request = call.request
        if _SERVICES[route.kind] in self.disabled:
            raise api_disabled(_SERVICES[route.kind])
        call.caller.check_scope(route.kind, request.method)
        self.quotas.spend(route.kind, call.email, self.clock.now())
        if len(request.raw) > LARGEST:
            raise too_large(LARGEST)
        discovery = load_discovery()
        discovery.check_query(route.method_id, request.query)
        mask = parse_mask(request.parameter("fields"))
        if route.response:
            discovery.check_mask(route.response, mask)
        body = route.handler(call)
        if isinstance(body, bytes):
            return Answer(200, body, content_type=request.parameter("mimeType", "text/plain"))
        if body is None:
            return Answer(204, None)
        return Answer(200, dict(masked(body, mask)) if route.method_id else body)
