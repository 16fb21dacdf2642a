"""Control requests, `/_emulator/...`: what a test in another process sets, and what it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from .discovery import load_discovery
from .exchange import Answer, Request
from .faults import Edit, Fault, Target
from .quotas import GOOGLES
from .refusals import ApiError, invalid
from .store import ROLES, STATES, File
from .wire import Message

if TYPE_CHECKING:
    from .emulator import Emulator

__all__ = ["CONTROLS", "CONTROL_PREFIX", "control_answer"]

CONTROL_PREFIX = "/_emulator/"
_Kind = TypeVar("_Kind", Fault, Target)
_NUMBER = (int, float)
_WORDS = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a whole number",
    list: "a list",
    str: "a text",
    type(None): "null",
}


def control_answer(emulator: Emulator, request: Request) -> Answer:
    """The answer to a control request."""
    name = request.path.removeprefix(CONTROL_PREFIX)
    control = CONTROLS.get((request.method, name))
    if control is None:
        known = [f"{verb} {CONTROL_PREFIX}{path}" for verb, path in CONTROLS]
        if request.method == "GET" and not name:
            return Answer(200, {"controls": known})
        words = f"no such control; there are: {', '.join(known)}"
        return Answer(404, {"error": {"code": 404, "message": words}})
    try:
        body = request.json()
        control.check(body)
        return Answer(200, control.handler(emulator, body))
    except ApiError as error:
        return Answer(400, invalid(f"control {name}: {error.message}").body())
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        return Answer(400, invalid(f"control {name}: {error}").body())


@dataclass(frozen=True, slots=True)
class Control:
    """What a control request does, and which fields its body takes."""

    handler: Callable[[Any, Message], Message]
    fields: Mapping[str, tuple[type, ...]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()

    def check(self, body: Any) -> None:
        """Refuse a body that has other fields, or other kinds of values, or lacks what is needed."""
        if not isinstance(body, dict):
            raise invalid("the body must be a JSON object")
        for name, value in body.items():
            if name not in self.fields:
                known = ", ".join(sorted(self.fields)) or "none"
                raise invalid(f"unknown field {name}; there are: {known}")
            if not isinstance(value, self.fields[name]) or (value is True and bool not in self.fields[name]):
                kinds = " or ".join(_WORDS[kind] for kind in self.fields[name])
                raise invalid(f"{name} must be {kinds}")
        for name in self.needed:
            if name not in body:
                raise invalid(f"{name} is missing")


def _reset(emulator: Emulator, body: Message) -> Message:
    emulator.clear()
    return {}


def _books(emulator: Emulator, body: Message) -> Message:
    """{"title", "owner", "tabs": {title: rows}, "access": {address: role}, "state"}."""
    _check_words(body, state=STATES)
    for role in body.get("access", {}).values():
        _check_words({"role": role}, role=ROLES)
    for title, rows in body.get("tabs", {}).items():
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise invalid(f"tabs: {title} must be a list of rows, each a list of cells")
    return {"id": emulator.make_book(**body).id}


def _share(emulator: Emulator, body: Message) -> Message:
    """{"id", "access": {address: role}}; the role "" takes access away."""
    file = _file(emulator, body)
    for address, role in body["access"].items():
        if role:
            _check_words({"role": role}, role=ROLES)
            emulator.share(file.id, address, role)
        else:
            gone = [one for one in file.permissions if address in (one.get("emailAddress"), one["type"])]
            file.permissions = [one for one in file.permissions if one not in gone]
    return {}


def _state(emulator: Emulator, body: Message) -> Message:
    """{"id", "state"}: live, trashed, xlsx, or gone for good."""
    file = _file(emulator, body)
    if body["state"] == "gone":
        del emulator.store.files[file.id]
    else:
        _check_words(body, state=STATES)
        file.state = body["state"]
    return {}


def _edits(emulator: Emulator, body: Message) -> Message:
    """{"id", "requests"}: now; with {"before": target, "times", "skip"}: just before such a request."""
    file = _file(emulator, body)
    if "before" not in body:
        return {"replies": emulator.edit(file.id, body["requests"])}
    when = {name: body[name] for name in ("times", "skip") if name in body}
    load_discovery().read("BatchUpdateSpreadsheetRequest", {"requests": body["requests"]})
    emulator.waiting.add(Edit(file.id, body["requests"], on=_made(Target, body["before"]), **when))
    return {}


def _faults(emulator: Emulator, body: Message) -> Message:
    """{"on": target, "times", "skip", "status", "applied", "html", "quota", "cut", "delay"}: see Fault."""
    emulator.fail(_made(Fault, body | {"on": _made(Target, body.get("on", {}))}))
    return {"waiting": len(emulator.waiting)}


def _clear_faults(emulator: Emulator, body: Message) -> Message:
    emulator.waiting.clear()
    return {}


def _results(emulator: Emulator, body: Message) -> Message:
    """{"id", "sheetId", "formula", "value"}: what a formula comes to that is not computed here.

    In place of one value, "values" are rows of them, which go on into the cells beside and below.
    """
    file = _file(emulator, body)
    book = file.book.copied()
    rows = body.get("values", [[body.get("value", {})]])
    if not rows or not all(isinstance(row, list) and row for row in rows):
        raise invalid("values must be a list of rows, each a list of values")
    read = load_discovery().read
    told = [[read("ExtendedValue", value, at="value") for value in row] for row in rows]
    book.results[body.get("sheetId", 0), body["formula"]] = told
    file.book = book
    return {}


def _quotas(emulator: Emulator, body: Message) -> Message:
    """{"read": 60, "write": 60}; {"limits": "google"} for Google's; {} for none."""
    _check_words(body, limits=("google",))
    limits = {"read": GOOGLES, "write": GOOGLES} if "limits" in body else body
    emulator.quotas.set({kind: int(limits[kind]) for kind in ("read", "write") if kind in limits})
    return {"limits": emulator.quotas.limits}


def _set_clock(emulator: Emulator, body: Message) -> Message:
    """{"now": seconds}, {"advance": seconds}, or {"now": null} for the real time."""
    if "now" in body:
        emulator.clock.set(body["now"])
    if "advance" in body:
        emulator.clock.advance(body["advance"])
    return {"now": emulator.clock.now()}


def _clock(emulator: Emulator, body: Message) -> Message:
    return {"now": emulator.clock.now()}


def _accounts(emulator: Emulator, body: Message) -> Message:
    """{"email"} with "refresh_token" to let someone in, "revoke": true to end tokens, "refuse": why."""
    if "refresh_token" in body:
        emulator.identities.refresh_tokens[body["refresh_token"]] = body["email"]
    if body.get("revoke") or body.get("refuse"):
        emulator.identities.revoke(body["email"], why=body.get("refuse", ""))
    if body.get("token"):
        return {"access_token": emulator.identities.grant(body["email"], now=emulator.clock.now())}
    return {}


def _keys(emulator: Emulator, body: Message) -> Message:
    """{"valid": [...]}: the API keys that are valid; an empty list makes all of them valid."""
    emulator.identities.keys = set(body["valid"])
    return {"valid": sorted(emulator.identities.keys)}


def _services(emulator: Emulator, body: Message) -> Message:
    """{"sheets": false} switches an API of the project off, true on again."""
    for name, on in body.items():
        (emulator.disabled.discard if on else emulator.disabled.add)(name)
    return {"disabled": sorted(emulator.disabled)}


def _log(emulator: Emulator, body: Message) -> Message:
    return {"counts": emulator.log.counts(), "entries": [entry.message() for entry in emulator.log.entries]}


def _counts(emulator: Emulator, body: Message) -> Message:
    return dict(emulator.log.counts())


def _clear_log(emulator: Emulator, body: Message) -> Message:
    emulator.log.clear()
    return {}


def _file(emulator: Emulator, body: Message) -> File:
    if body.get("id") not in emulator.store.files:
        raise invalid(f"no spreadsheet with the id {body.get('id')}")
    return emulator.store.files[body["id"]]


def _made(kind: type[_Kind], body: Message) -> _Kind:
    known = {one.name for one in fields(kind)}
    if unknown := set(body) - known:
        raise invalid(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(sorted(known))}")
    return kind(**body)


def _check_words(body: Message, **words: tuple[str, ...]) -> None:
    for name, choices in words.items():
        if name in body and body[name] not in choices:
            raise invalid(f"{name} is one of: {', '.join(filter(None, choices))}")


CONTROLS: Mapping[tuple[str, str], Control] = {
    ("POST", "reset"): Control(_reset),
    ("POST", "books"): Control(
        _books,
        {"title": (str,), "owner": (str,), "tabs": (dict,), "access": (dict,), "state": (str,), "id": (str,)},
    ),
    ("POST", "access"): Control(_share, {"id": (str,), "access": (dict,)}, ("id", "access")),
    ("POST", "state"): Control(_state, {"id": (str,), "state": (str,)}, ("id", "state")),
    ("POST", "edits"): Control(
        _edits,
        {"id": (str,), "requests": (list,), "before": (dict,), "times": (int,), "skip": (int,)},
        ("id", "requests"),
    ),
    ("POST", "faults"): Control(
        _faults,
        {
            "on": (dict,),
            "times": (int,),
            "skip": (int,),
            "status": (int,),
            "applied": (bool,),
            "html": (bool,),
        }
        | {"quota": (str,), "message": (str,), "reason": (str,), "cut": (str,), "delay": _NUMBER}
        | {"headers": (dict,)},
    ),
    ("DELETE", "faults"): Control(_clear_faults),
    ("POST", "results"): Control(
        _results,
        {"id": (str,), "sheetId": (int,), "formula": (str,), "value": (dict,), "values": (list,)},
        ("id", "formula"),
    ),
    ("POST", "quotas"): Control(_quotas, {"read": (int,), "write": (int,), "limits": (str,)}),
    ("POST", "clock"): Control(_set_clock, {"now": (*_NUMBER, type(None)), "advance": _NUMBER}),
    ("GET", "clock"): Control(_clock),
    ("POST", "accounts"): Control(
        _accounts,
        {"email": (str,), "token": (bool,), "refresh_token": (str,), "revoke": (bool,), "refuse": (str,)},
        ("email",),
    ),
    ("POST", "keys"): Control(_keys, {"valid": (list,)}, ("valid",)),
    ("POST", "services"): Control(_services, {"sheets": (bool,), "drive": (bool,)}),
    ("GET", "log"): Control(_log),
    ("DELETE", "log"): Control(_clear_log),
    ("GET", "calls"): Control(_counts),
}
