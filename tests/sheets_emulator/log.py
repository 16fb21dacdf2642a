"""The log of all requests, and how many calls of each kind they come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from .wire import Message

__all__ = ["KINDS", "Entry", "Log"]

# What is counted: Google's two quotas of the Sheets API, then everything else.
KINDS = ("read", "write", "drive", "token", "other")


@dataclass(slots=True)
class Entry:
    """One request and how it was answered."""

    number: int
    at: float
    kind: str
    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    received: int  # bytes
    status: int = 0  # 0: no answer was sent
    who: str = ""
    fault: str = ""

    def message(self) -> Message:
        """As JSON."""
        return asdict(self)


class Log:
    """All requests since the start or the last `clear`, in the order they came in."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._number = 0

    def add(self, entry: Entry) -> None:
        """Write one down and number it."""
        self._number += 1
        entry.number = self._number
        self.entries.append(entry)

    def count(self, kind: str | None = None) -> int:
        """How many requests there were, or how many of a kind."""
        return sum(1 for entry in self.entries if kind in (None, entry.kind))

    def counts(self) -> dict[str, int]:
        """How many requests of each kind there were."""
        found = Counter(entry.kind for entry in self.entries)
        return {kind: found[kind] for kind in KINDS}

    def clear(self) -> None:
        """Forget the requests; their numbers go on."""
        self.entries.clear()
