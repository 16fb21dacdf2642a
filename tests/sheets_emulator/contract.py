"""Google's description of its APIs as a contract: what is wrong with a request, and with an answer.

Not tied to the emulator: it judges whatever was sent and received, each by method, path, query and JSON body.
Without google-api-python-client nothing is known and nothing is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .discovery import Discovery, load_discovery
from .masks import parse_mask
from .wire import Message, pruned

__all__ = ["Method", "answer_faults", "find_method", "request_faults"]

# The document, the path before its methods' own, and whether it is its uploads that are meant.
DOCUMENTS = (
    ("sheets.v4", "/", False),
    ("drive.v3", "/drive/v3/", False),
    ("drive.v3", "", True),
    ("drive.v2", "", True),
)
_NAME = re.compile(r"\{(\w+)\}")
_WORDS = {"boolean": re.compile("true|false", re.IGNORECASE), "integer": re.compile("-?[0-9]+")}


@dataclass(frozen=True, slots=True)
class Method:
    """A method of an API: where it is called, and what the document says of it."""

    verb: str
    address: str  # with names in braces
    known: Message
    discovery: Discovery
    upload: bool

    @property
    def parameters(self) -> Mapping[str, Message]:
        """What may stand in the query, by name."""
        given = self.known.get("parameters", {}).items()
        return {name: spec for name, spec in given if spec.get("location") == "query"}

    @property
    def fixed(self) -> int:
        """The letters of its address that are no names."""
        return len(_NAME.sub("", self.address))

    def meets(self, verb: str, path: str) -> bool:
        """Whether a request with this path is one to this method."""
        return self.verb == verb and _pattern(self.address).fullmatch(path) is not None

    def schema(self, side: str) -> str:
        """The schema of the `request` or the `response`; empty when it has no body."""
        return str(self.known.get(side, {}).get("$ref", ""))


def find_method(verb: str, path: str) -> Method | None:
    """The method that answers a request to this path, percent signs read or not.

    >>> find_method("GET", "/v4/spreadsheets/1a").known["id"]
    'sheets.spreadsheets.get'
    >>> find_method("POST", "/v4/spreadsheets/1a/values/A1:B2:append").known["id"]
    'sheets.spreadsheets.values.append'
    """
    return next((one for one in _methods() if one.meets(verb, path)), None)


def request_faults(verb: str, path: str, query: Mapping[str, Sequence[str]], body: Any = None) -> list[str]:
    """What is wrong with the fields, types, words and parameters of a request, and which it lacks."""
    method = find_method(verb, path)
    if method is None:
        return [f"{verb} {path}: no method of Google's"] if _methods() else []
    place = f"{verb} {path}"
    return [f"{place}: {fault}" for fault in (*_query_faults(method, query), *_body_faults(method, body))]


def answer_faults(verb: str, path: str, body: Any) -> list[str]:
    """What an answer has that Google's would not have; `path` is the request's."""
    method = find_method(verb, path)
    schema = method.schema("response") if method else ""
    if method is None or not schema:
        return []
    return [f"{verb} {path}: {fault}" for fault in method.discovery.faults(schema, body)]


@cache
def _methods() -> tuple[Method, ...]:
    """All methods of the documents, those that leave least open first."""
    found = [
        one
        for name, before, upload in DOCUMENTS
        for one in _read(load_discovery(name), before, upload=upload)
    ]
    return tuple(sorted(found, key=lambda one: one.fixed, reverse=True))


def _read(discovery: Discovery, before: str, *, upload: bool) -> Iterator[Method]:
    for known in discovery.methods.values():
        address = before + known["path"]
        if upload:
            address = known.get("mediaUpload", {}).get("protocols", {}).get("simple", {}).get("path", "")
        if address:
            yield Method(known["httpMethod"], address, known, discovery, upload)


@cache
def _pattern(address: str) -> re.Pattern[str]:
    # A written range may hold all signs, also a slash; ids hold neither slash nor colon.
    parts = _NAME.split(address)
    names = {1: lambda name: ".+" if name == "range" else "[^/:]+", 0: re.escape}
    return re.compile("".join(names[number % 2](part) for number, part in enumerate(parts)))


def _query_faults(method: Method, query: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, values in query.items():
        spec = method.parameters.get(name)
        if name == "fields":
            lost = method.discovery.lost_paths(method.schema("response"), parse_mask(values[-1]))
            yield from (f"fields: the answer has no {path}" for path in lost)
        elif spec is not None:
            yield from (f"parameter {name}: {fault}" for fault in _value_faults(spec, values))
        elif name not in method.discovery.system:
            yield f"unknown parameter {name}"
    for name, spec in method.parameters.items():
        if spec.get("required") and name not in query:
            yield f"parameter {name} is missing"


def _value_faults(spec: Message, values: Sequence[str]) -> Iterator[str]:
    if len(values) > 1 and not spec.get("repeated"):
        yield f"given {len(values)} times"
    word = _WORDS.get(spec["type"])
    for value in values:
        if "enum" in spec and value not in spec["enum"]:
            yield f'"{value}" is none of its words'
        if word and not word.fullmatch(value):
            yield f'"{value}" is no {spec["type"]}'


def _body_faults(method: Method, body: Any) -> list[str]:
    if method.upload:
        return []
    schema = method.schema("request")
    if not schema:
        return ["has a body and takes none"] if body else []
    return method.discovery.faults(schema, pruned(body or {}))
