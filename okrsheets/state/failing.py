"""What is said of the state's file where SQLite fails on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsheets.errors import DamagedStateError, StateError

__all__ = ["ANEW", "failures_told"]

ANEW = "the next sync keeps it aside, begins a new one and asks for consent again"

_OUTSIDE = frozenset({3, 5, 6, 8, 10, 13, 14})
"""SQLite's codes for what is no damage: PERM, BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN."""


@contextmanager
def failures_told(path: Path) -> Iterator[None]:
    """Errors of SQLite within, whenever they show, say what to do about the file. Raises StateError."""
    import sqlite3  # noqa: PLC0415 - commands that have no state must not pay for it at their start

    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OUTSIDE:  # the rest of the code tells details
            cure = "check its permissions and the free space, or set [state] path"
            raise StateError(str(path), f"cannot be used ({error})", cure) from error
        what = f"is damaged or no state of okrsheets ({error})"
        raise DamagedStateError(str(path), what, ANEW) from error
