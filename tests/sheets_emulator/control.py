"""Control requests, `/_emulator/...`: what a test in another process sets, and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from .exchange import Answer, Request
from .faults import CUTS, Edit, Fault, Target
from .quotas import GOOGLES
from .refusals import ApiError, invalid
from .store import ROLES, STATES, File
from .wire import Message

if TYPE_CHECKING:
    from .emulator import Emulator

__all__ = ["CONTROLS", "CONTROL_PREFIX", "control_answer"]

CONTROL_PREFIX = "/_emulator/"
_Kind = TypeVar("_Kind", Fault, Target)


def control_answer(emulator: Emulator, request: Request) -> Answer:
    """The answer to a control request."""
    name = request.path.removeprefix(CONTROL_PREFIX)
    handler = CONTROLS.get((request.method, name))
    if handler is None:
        known = ", ".join(f"{verb} {CONTROL_PREFIX}{path}" for verb, path in CONTROLS)
        return Answer(404, {"error": {"code": 404, "message": f"no such control; there are: {known}"}})
    try:
        return Answer(200, handler(emulator, request.json()))
    except ApiError as error:
        return Answer(error.code, error.body())
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        return Answer(400, invalid(f"control {name}: {error!r}").body())


def _reset(emulator: Emulator, body: Message) -> Message:
    emulator.clear()
    return {}


def _books(emulator: Emulator, body: Message) -> Message:
    """{"title", "owner", "tabs": {title: rows}, "access": {address: role}, "state"}."""
    _check_words(body, state=STATES)
    for role in body.get("access", {}).values():
        _check_words({"role": role}, role=ROLES)
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
    emulator.waiting.add(Edit(file.id, body["requests"], on=_made(Target, body["before"]), **when))
    return {}


def _faults(emulator: Emulator, body: Message) -> Message:
    """{"on": target, "times", "skip", "status", "applied", "html", "quota", "cut", "delay"}: see Fault."""
    _check_words(body, cut=("", *CUTS), quota=("", "read", "write"))
    emulator.fail(_made(Fault, body | {"on": _made(Target, body.get("on", {}))}))
    return {"waiting": len(emulator.waiting)}


def _clear_faults(emulator: Emulator, body: Message) -> Message:
    emulator.waiting.clear()
    return {}


def _results(emulator: Emulator, body: Message) -> Message:
    """{"id", "sheetId", "formula", "value"}: what a formula comes to that is not computed here."""
    file = _file(emulator, body)
    book = file.book.copied()
    book.results[body.get("sheetId", 0), body["formula"]] = body["value"]
    file.book = book
    return {}


def _quotas(emulator: Emulator, body: Message) -> Message:
    """{"read": 60, "write": 60}; {"limits": "google"} for Google's; {} for none."""
    limits = {"read": GOOGLES, "write": GOOGLES} if body.get("limits") == "google" else body
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
        _check_words({"service": name}, service=("sheets", "drive"))
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
    known = {field.name for field in fields(kind)}
    if unknown := set(body) - known:
        raise invalid(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(sorted(known))}")
    return kind(**body)


def _check_words(body: Message, **words: tuple[str, ...]) -> None:
    for name, choices in words.items():
        if name in body and body[name] not in choices:
            raise invalid(f"{name} is one of: {', '.join(filter(None, choices))}")


CONTROLS: dict[tuple[str, str], Callable[[Any, Message], Message]] = {
    ("POST", "reset"): _reset,
    ("POST", "books"): _books,
    ("POST", "access"): _share,
    ("POST", "state"): _state,
    ("POST", "edits"): _edits,
    ("POST", "faults"): _faults,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "results"): _results,
    ("POST", "quotas"): _quotas,
    ("POST", "clock"): _set_clock,
    ("GET", "clock"): _clock,
    ("POST", "accounts"): _accounts,
    ("POST", "keys"): _keys,
    ("POST", "services"): _services,
    ("GET", "log"): _log,
    ("DELETE", "log"): _clear_log,
    ("GET", "calls"): _counts,
}
