"""Tells a watcher that a run began and how it ended, so that somebody hears of nights without one."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from okrsheets.config import Config
from okrsheets.errors import ConfigError
from okrsheets.secrets import SecretKind, SecretPlace, secret_line
from okrsheets.tuples import NamedTuple

__all__ = ["VARIABLES", "Heart", "find_heart"]

SECONDS = 10
MOST = 10_000  # bytes: what healthchecks.io keeps of a body is more
_VARIABLE = "OKRSHEETS_PING_URL"
_WAYS = {SecretKind.TEXT: "", SecretKind.FILE: "_file", SecretKind.COMMAND: "_command"}
VARIABLES = tuple(f"{_VARIABLE}{way.upper()}" for way in _WAYS.values())
"""The variables of the environment that come before the keys of `[schedule]`."""


class Heart(NamedTuple):
    """Where a watcher listens: the address, a secret, is found when it is needed."""

    place: SecretPlace

    def ping(self, ending: str, body: str) -> str | None:
        """Tell the watcher `start` or an exit code; returns why it could not be told, without the address."""
        try:
            request = _request(secret_line(self.place, ConfigError), ending)
        except ConfigError as error:
            return str(error)
        if request is None:
            return f"{self.place.name}: is no http:// or https:// address; write it as the watcher shows it"
        words = body.encode("utf-8", "replace")[-MOST:]
        told: list[str | None] = []
        # in a thread: neither finding the host nor an answer in drops may take longer
        thread = threading.Thread(target=lambda: told.append(_sent(*request, words)), daemon=True)
        thread.start()
        thread.join(SECONDS)
        return told[0] and f"{self.place.name}: {told[0]}" if told else f"{self.place.name}: {_LATE}"


_LATE = f"no answer within {SECONDS} s; see whether the watcher can be reached from here"


def find_heart(config: Config, environ: Mapping[str, str]) -> Heart | None:
    """The watcher that the environment names, else the config; None without one."""
    for kind, ending in _WAYS.items():
        if said := environ.get(f"{_VARIABLE}{ending.upper()}", "").strip():
            return Heart(SecretPlace(f"{_VARIABLE}{ending.upper()}", kind, said))
    for kind, ending in _WAYS.items():
        if (value := config.schedule.get(f"ping_url{ending}")) is not None:
            if kind is SecretKind.FILE and not value.startswith("~"):
                value = str(config.root / value)
            return Heart(SecretPlace(f"schedule.ping_url{ending}", kind, value))
    return None


def _request(address: str, ending: str) -> tuple[str, dict[str, str]] | None:
    """The address to call and its headers; None for what is no web address."""
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or not address.strip().isprintable():
        return None
    headers = {"User-Agent": "okrsheets", "Content-Type": "text/plain; charset=utf-8"}
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    place = parts.netloc.rpartition("@")[2]
    path = f"{parts.path.rstrip('/')}/{ending}"
    return urlunsplit(SplitResult(parts.scheme, place, path, parts.query, "")), headers


def _sent(address: str, headers: Mapping[str, str], body: bytes) -> str | None:
    """Call the address; returns what went wrong. Other addresses that it leads to are not called."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class _Stay(HTTPRedirectHandler):
        def redirect_request(self, *_args: object, **_kwargs: object) -> None:
            return None

    try:
        request = Request(address, data=body, headers=dict(headers), method="POST")
        with build_opener(_Stay).open(request, timeout=SECONDS):
            return None
    except HTTPError as error:
        if 300 <= error.code < 400:
            return f"the watcher answered {error.code}, it has moved; write its new address"
        return f"the watcher answered {error.code}; check the address"
    except (OSError, HTTPException, ValueError):
        return "the watcher cannot be reached; check the address, and the network"
