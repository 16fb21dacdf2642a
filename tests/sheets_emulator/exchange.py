"""A request and an answer, free of sockets."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .refusals import bad_fields
from .wire import Message

__all__ = ["Answer", "Request", "error_page", "read_request"]

LONGEST_PRETTY = 50_000  # bytes
TRUE_WORDS = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    method: str
    path: str  # as sent: percent signs are read only after it is taken apart
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    raw: bytes

    def parameter(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, [default])[-1]

    def flag(self, name: str) -> bool:
        """Whether a query parameter says yes."""
        return self.parameter(name).lower() in TRUE_WORDS

    def json(self) -> Any:
        """The body, which must be JSON; an empty one is an empty message."""
        if not self.raw.strip():
            return {}
        try:
            return json.loads(self.raw, parse_constant=_no_number, parse_float=_finite)
        except ValueError as error:
            text = f"Invalid JSON payload received. {error}"
            raise bad_fields([("", text)]) from error

    @property
    def spoken(self) -> str:
        """The path as people read it."""
        return unquote(self.path)


def _no_number(word: str) -> float:
    raise ValueError(f"Unexpected token: {word}")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"Number out of range: {text}")
    return number


@dataclass(slots=True)
class Answer:
    """What goes back: the status, a message or bytes, and what a fault does to it on the way."""

    status: int
    body: Message | bytes | None
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: str = ""  # "", or where the connection ends: before, in, after the answer

    def encoded(self, *, pretty: bool) -> bytes:
        """The bytes of the body; one that is long is not made pretty, which takes long and nobody reads."""
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        compact = json.dumps(self.body, separators=(",", ":"), ensure_ascii=False).encode()
        if pretty and len(compact) < LONGEST_PRETTY:
            return json.dumps(self.body, indent=2, ensure_ascii=False).encode() + b"\n"
        return compact


def read_request(method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Request:
    """The request of a request line, its headers and its body; a packed body is unpacked.

    Google's own clients send a long GET as a POST: the header tells the method, the body the query.
    """
    parts = urlsplit(target)
    named = {name.lower(): text for name, text in headers.items()}
    if raw and named.get("content-encoding") == "gzip":
        raw = gzip.decompress(raw)
    written = parts.query
    if method == "POST" and (meant := named.get("x-http-method-override")):
        method = meant.upper()
        if named.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            written, raw = "&".join(filter(None, (written, raw.decode("utf-8", "replace")))), b""
    return Request(method, parts.path, parse_qs(written, keep_blank_values=True), named, raw)


def error_page(status: int) -> Answer:
    """The HTML that stands in front of Google's API when something is wrong there."""
    words = {502: "Bad Gateway", 503: "Service Unavailable", 200: "Sign in - Google Accounts"}.get(
        status, "Error"
    )
    page = (
        f"<!DOCTYPE html>\n<html lang=en><title>{words}</title><p><b>{status}.</b> That is an error."
        "<p>The server encountered a temporary error and could not complete your request.</html>\n"
    )
    return Answer(status, page.encode(), content_type="text/html; charset=UTF-8")
