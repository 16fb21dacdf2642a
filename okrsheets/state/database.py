"""The state's SQLite file: made, opened, and refused where it is not ours or damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from okrsheets.edits import TabMemory
from okrsheets.errors import DamagedStateError, StateError
from okrsheets.model import ClosedCycle, HistoryView, ManagedMemory, Parcel
from okrsheets.state.closing import CLOSING_TABLES
from okrsheets.state.failing import ANEW, failures_told
from okrsheets.state.folder import make_file, make_folder, unusable
from okrsheets.state.history import HISTORY_TABLES
from okrsheets.state.mailing import MAILING_TABLES, MailMemory
from okrsheets.state.outbox import OUTBOX_TABLES
from okrsheets.state.runs import RUN_COLUMNS, Run
from okrsheets.state.store import FILE_NAME, State
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = [
    "FILE_NAME",
    "Kept",
    "is_sound",
    "open_state",
    "read_closed",
    "read_consents",
    "read_mailing",
    "read_outbox",
    "read_runs",
    "read_state",
    "recall",
    "set_aside",
    "was_damaged",
]

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
    HISTORY_TABLES,
    OUTBOX_TABLES,
    MAILING_TABLES,
    CLOSING_TABLES,
    RUN_COLUMNS,
)
"""What each version of the schema adds to the one before."""


@contextmanager
def open_state(folder: Path, *, only_readable: bool = False) -> Iterator[State]:
    """The state in a folder, made if it is not there. Raises StateError where it cannot be used.

    One that is `only_readable` will do where that is said: then each thing that is to be kept raises it.
    """
    make_folder(folder)
    path = folder / FILE_NAME
    mode = "rw"
    try:
        make_file(path)
    except StateError:
        # what a run that was cut off began to write cannot be taken back, so that nothing is to be relied on
        if not only_readable or not path.is_file() or _journal(path).exists():
            raise
        mode = "ro"
    with _connected(path, mode=mode) as connection:
        yield State(folder, connection)


class Kept(NamedTuple):
    """What the state knows when a command begins.

    `last_day` is that of the last run it remembers, `runs` are the last ones. `damage` is why the file
    could not be read, where it is there: nothing is known then.
    """

    memory: tuple[ManagedMemory, ...] = ()
    tabs: Mapping[str, TabMemory] = MappingProxyType({})
    history: HistoryView = HistoryView()
    last_day: date | None = None
    runs: tuple[Run, ...] = ()
    damage: DamagedStateError | None = None

    def later_day(self, today: date) -> date | None:
        """The day of the last run, where that is yet to come."""
        return self.last_day if self.last_day is not None and today < self.last_day else None


def read_state(folder: Path, sources: Sequence[str], *, read: Iterable[str], today: date) -> Kept:
    """All that is known of these workbooks, of which some could be `read` today; makes no file.

    Raises StateError as `open_state`, but for a damaged file, which stops only who wants to write it.
    """
    try:
        with _as_it_is(folder) as state:
            if state is None:
                return Kept()
            memory = state.memory(sources)
            history = state.history(today, read=read)
            return Kept(memory, state.tabs(sources), history, state.last_day(), state.runs())
    except DamagedStateError as damage:
        return Kept(damage=damage)
    except ValueError as error:  # JSON, days and statuses that nothing of ours wrote
        what = f"holds what okrsheets never wrote ({error})"
        return Kept(damage=DamagedStateError(str(folder / FILE_NAME), what, ANEW))


def recall(folder: Path, *, until: date, name_of: Callable[[str], str]) -> HistoryView:
    """The history of all OKRs, wherever they stand or stood; `name_of` says what a workbook is called.

    Makes no file. Raises StateError as `open_state`.
    """
    with _as_it_is(folder) as state:
        return HistoryView() if state is None else state.whole_history(until, name_of=name_of)


def set_aside(folder: Path, *, when: datetime) -> Path:
    """Put a damaged state out of the way, so that a new one is begun; returns where it is kept."""
    path = folder / FILE_NAME
    kept = path.with_name(f"{FILE_NAME}.damaged-{when:%Y%m%dT%H%M%S}")
    try:
        path.replace(kept)
        if _journal(path).exists():  # a new file must not be given what was being done to this one
            _journal(path).replace(_journal(kept))
    except OSError as error:
        raise unusable(path, error) from error
    return kept


def _journal(path: Path) -> Path:
    """Where SQLite keeps how a file was before what is being done to it."""
    return path.with_name(f"{path.name}-journal")


def was_damaged(folder: Path) -> bool:
    """Whether a state in this folder was once put out of the way, and with it what it remembered."""
    return any(folder.glob(f"{FILE_NAME}.damaged-*"))


def read_closed(folder: Path, *, until: date) -> tuple[ClosedCycle, ...]:
    """The cycles that were closed by the end of a day; makes no file. Raises StateError."""
    with _as_it_is(folder) as state:
        return () if state is None else state.closed_cycles(until)


def is_sound(folder: Path) -> bool:
    """Whether the state in a folder can be read from end to end, or is not there yet."""
    try:
        with _as_it_is(folder) as state:
            return state is None or state.is_sound()
    except DamagedStateError:
        return False


def read_consents(folder: Path, sources: Iterable[str]) -> frozenset[str]:
    """The workbooks that a person once agreed to have written; makes no file. Raises StateError."""
    with _as_it_is(folder) as state:
        return frozenset(() if state is None else filter(state.consented, sources))


def read_outbox(folder: Path) -> tuple[Parcel, ...]:
    """All mails there ever were that are still known, latest first, without their bytes.

    Makes no file. Raises StateError as `open_state`.
    """
    with _as_it_is(folder) as state:
        return () if state is None or not state.knows_mails() else state.outbox.parcels()


def read_mailing(folder: Path, *, digest: str) -> MailMemory:
    """All that is remembered of mail; `digest` as for `Mailing.memory`.

    Makes no file. Raises StateError as `open_state`.
    """
    with _as_it_is(folder) as state:
        return (
            MailMemory()
            if state is None or not state.knows_mailing()
            else state.mailing.memory(digest=digest)
        )


def read_runs(folder: Path, *, last: int | None = None) -> tuple[Run, ...]:
    """The last so many runs, or all of them, oldest first; makes no file. Raises StateError."""
    with _as_it_is(folder) as state:
        return () if state is None else state.runs(last=last)


@contextmanager
def _as_it_is(folder: Path) -> Iterator[State | None]:
    """The state in a folder, only to be read; None where there is none."""
    path = folder / FILE_NAME
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    # what a run that was cut off began to write must be taken back first
    cut_off = _journal(path).exists()
    with _connected(path, mode="rw" if cut_off else "ro") as connection:
        yield State(folder, connection)


@contextmanager
def _connected(path: Path, *, mode: str) -> Iterator[Connection]:
    """A connection whose errors, whenever they show, say what to do about the file."""
    import sqlite3  # noqa: PLC0415 - commands that have no state must not pay for it at their start

    with failures_told(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)
        connection.text_factory = _text
        try:
            _check(connection, path, writable=mode == "rw")
            yield connection
        finally:
            connection.close()


def _text(kept: bytes) -> str:
    """A text as far as it can be read: one letter that is damaged must not lose all else."""
    return kept.decode("utf-8", "replace")


def _check(connection: Connection, path: Path, *, writable: bool) -> None:
    """Bring the schema up to date, or refuse a file of a later okrsheets."""
    # asked of the database, not of the file's size: a first run that was cut off is taken back only here
    fresh = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    version = 0 if fresh else connection.execute("SELECT max(version) FROM schema").fetchone()[0]
    if not 0 <= version <= len(_STEPS):
        raise StateError(str(path), f"has the unknown version {version}", "use the okrsheets that wrote it")
    if not writable:
        return
    if version < len(_STEPS):  # all or none, as each change costs a wait for the disk
        steps = enumerate(_STEPS[version:], start=version + 1)
        script = " ".join(f"{step} INSERT INTO schema VALUES ({number});" for number, step in steps)
        connection.executescript(f"BEGIN; {script} COMMIT;")
