"""What a person said of how Google is asked: whose credentials, at which address, with how much patience."""

from __future__ import annotations

from enum import Enum

from okrsheets.tuples import NamedTuple

__all__ = ["GoogleAccess", "KeyKind", "KeyPlace"]


class KeyKind(Enum):
    """How a secret is come by."""

    FILE = "file"
    COMMAND = "command"
    TEXT = "text"


class KeyPlace(NamedTuple):
    """Where a secret is: `name` is the setting that says so, `value` a path, a command or the secret."""

    name: str
    kind: KeyKind
    value: str

    def __repr__(self) -> str:
        value = "..." if self.kind is KeyKind.TEXT else repr(self.value)
        return f"KeyPlace({self.name!r}, {self.kind}, {value})"


class GoogleAccess(NamedTuple):
    """Credentials (of a service account or an authorised user) come before an API key, which only reads.

    `defaults` tells that the machine may have credentials of its own for where neither is set. `endpoint`
    stands in for Google's address; `patience` is for how many seconds a call is tried again.
    """

    credentials: KeyPlace | None = None
    api_key: KeyPlace | None = None
    defaults: bool = False
    endpoint: str | None = None
    patience: float = 180.0
