"""Secrets, from where a person says that they are; never shown, not even in what goes wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from okrsheets.errors import OkrSheetsError
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["LOOPBACK", "Failure", "SecretKind", "SecretPlace", "holds_login", "secret_line", "whole_secret"]

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""The hosts to which a secret may go in the clear: it does not leave the machine."""

_LOGIN = pattern(r"://[^/?#\s]+@")
_SECONDS = 60  # for a command that fetches a secret

Failure: TypeAlias = Callable[[str, str, str], OkrSheetsError]
"""Makes the error, of place, what and cure: only the caller knows for whom the secret is."""


class SecretKind(Enum):
    """How a secret is come by."""

    FILE = "file"
    COMMAND = "command"
    TEXT = "text"


class SecretPlace(NamedTuple):
    """Where a secret is: `name` is the setting that says so, `value` a path, a command or the secret."""

    name: str
    kind: SecretKind
    value: str

    def __repr__(self) -> str:
        return f"SecretPlace({self.name!r}, {self.kind}, ...)"


def holds_login(value: object) -> bool:
    """Whether a text is an address with a name, a token or a password in it.

    >>> holds_login("https://ann:hush@example.com/okrs"), holds_login("https://example.com/@ann")
    (True, False)
    """
    return isinstance(value, str) and _LOGIN.search(value) is not None


def whole_secret(place: SecretPlace, failure: Failure) -> str:
    """All that the text, file or command holds. Raises what `failure` makes where it cannot be had."""
    if place.kind is SecretKind.TEXT:
        return place.value
    if place.kind is SecretKind.COMMAND:
        return _printed(place, failure)
    try:
        return Path(place.value).expanduser().read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise failure(place.name, f"there is no file {place.value}", "check the path") from error
    except (OSError, ValueError, RuntimeError) as error:
        what = f"the file {place.value} cannot be read"
        raise failure(place.name, what, "check that it is a text file you may read") from error


def secret_line(place: SecretPlace, failure: Failure) -> str:
    """A secret of one line: of a file or command the first. Raises what `failure` makes without one."""
    text = whole_secret(place, failure)
    if place.kind is SecretKind.TEXT:
        return text
    line = next(iter(text.splitlines()), "")
    if not line.strip():
        raise failure(place.name, "gives an empty first line", "put the secret there, alone")
    return line


def _printed(place: SecretPlace, failure: Failure) -> str:
    """What a command prints. Nothing of it goes into an error: it may be the secret."""
    import shlex  # every sync asks where secrets are, and few have any that a command prints
    import subprocess

    cure = "run it by hand to see why"
    try:
        words = shlex.split(place.value)
        done = subprocess.run(
            words, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
        text = done.stdout.decode("utf-8-sig")
    except subprocess.TimeoutExpired as error:
        raise failure(place.name, f"has not ended after {_SECONDS} s", cure) from error
    except (OSError, ValueError, IndexError) as error:
        raise failure(place.name, "cannot be run, or prints no text", cure) from error
    if done.returncode:
        raise failure(place.name, f"ended with exit code {done.returncode}", cure)
    return text
