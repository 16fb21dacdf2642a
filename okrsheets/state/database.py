"""The state's SQLite file: made, opened, and refused where it is not ours or damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.edits import TabMemory
from okrsheets.errors import StateError
from okrsheets.model import ManagedMemory
from okrsheets.state.folder import make_file, make_folder
from okrsheets.state.store import State

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["FILE_NAME", "open_state", "read_consents", "read_memory", "read_tabs"]

FILE_NAME = "state.db"
_STEPS = (
    """
CREATE TABLE schema (version INTEGER NOT NULL);
CREATE TABLE managed (
    source TEXT NOT NULL, sheet TEXT NOT NULL, role TEXT NOT NULL, heading TEXT NOT NULL,
    at_column INTEGER NOT NULL, cells TEXT NOT NULL,
    PRIMARY KEY (source, sheet, role, at_column)
);
CREATE TABLE consent (source TEXT PRIMARY KEY, given TEXT NOT NULL);
CREATE TABLE refused (source TEXT PRIMARY KEY, why TEXT NOT NULL);
""",
    """
CREATE TABLE last_write (source TEXT PRIMARY KEY, at TEXT NOT NULL, wrote TEXT NOT NULL);
""",
    """
CREATE TABLE summary_tab (source TEXT PRIMARY KEY, known TEXT NOT NULL);
""",
)
"""What each version of the schema adds to the one before."""

_OUTSIDE = frozenset({3, 5, 6, 8, 10, 13, 14})
"""SQLite's codes for what is no damage: PERM, BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN."""


@contextmanager
def open_state(folder: Path) -> Iterator[State]:
    """The state in a folder, made if it is not there. Raises StateError where it cannot be used."""
    make_folder(folder)
    path = folder / FILE_NAME
    make_file(path)
    with _connected(path, mode="rw") as connection:
        yield State(folder, connection)


def read_memory(folder: Path, sources: Iterable[str]) -> tuple[ManagedMemory, ...]:
    """What we last wrote into these workbooks; makes no file. Raises StateError as `open_state`."""
    with _as_it_is(folder) as state:
        return () if state is None else state.memory(sources)


def read_tabs(folder: Path, sources: Iterable[str]) -> dict[str, TabMemory]:
    """What is known of our tabs in these workbooks; makes no file. Raises StateError as `open_state`."""
    with _as_it_is(folder) as state:
        return {} if state is None else state.tabs(sources)


def read_consents(folder: Path, sources: Iterable[str]) -> frozenset[str]:
    """The workbooks that a person once agreed to have written; makes no file. Raises StateError."""
    with _as_it_is(folder) as state:
        return frozenset(() if state is None else filter(state.consented, sources))


@contextmanager
def _as_it_is(folder: Path) -> Iterator[State | None]:
    """The state in a folder, only to be read; None where there is none."""
    path = folder / FILE_NAME
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    # what a run that was cut off began to write must be taken back first
    cut_off = path.with_name(f"{path.name}-journal").exists()
    with _connected(path, mode="rw" if cut_off else "ro") as connection:
        yield State(folder, connection)


@contextmanager
def _connected(path: Path, *, mode: str) -> Iterator[Connection]:
    """A connection whose errors, whenever they show, say what to do about the file."""
    import sqlite3  # noqa: PLC0415 - commands that have no state must not pay for it at their start

    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)
        try:
            _check(connection, path, writable=mode == "rw")
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OUTSIDE:  # the rest of the code tells details
            cure = "check its permissions and the free space, or set [state] path"
            raise StateError(str(path), f"cannot be used ({error})", cure) from error
        what = f"is damaged or no state of okrsheets ({error})"
        raise StateError(
            str(path), what, "move it away; the next sync begins a new one and asks for consent again"
        ) from error


def _check(connection: Connection, path: Path, *, writable: bool) -> None:
    """Bring the schema up to date, or refuse a file of a later okrsheets."""
    # asked of the database, not of the file's size: a first run that was cut off is taken back only here
    fresh = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    version = 0 if fresh else connection.execute("SELECT max(version) FROM schema").fetchone()[0]
    if not 0 <= version <= len(_STEPS):
        raise StateError(str(path), f"has the unknown version {version}", "use the okrsheets that wrote it")
    if not writable:
        return
    for number, step in enumerate(_STEPS[version:], start=version + 1):
        connection.executescript(f"BEGIN; {step} INSERT INTO schema VALUES ({number}); COMMIT;")
