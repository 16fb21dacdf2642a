"""One sync at a time: the lock on a state folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsheets.errors import LockHeldError
from okrsheets.state.folder import OWNER_ONLY, make_folder, unusable

__all__ = ["is_syncing", "sync_lock"]

_FILE = "sync.lock"
_MOMENT = 0.2
"""Seconds: whoever only looks whether the lock is held holds it, far more shortly than this."""


def is_syncing(folder: Path) -> bool:
    """Whether a sync holds a state folder's lock now; makes no file. Raises StateError."""
    if not (folder / _FILE).exists():
        return False
    try:
        with sync_lock(folder):
            return False
    except LockHeldError:
        return True


@contextmanager
def sync_lock(folder: Path) -> Iterator[None]:
    """Hold a state folder's lock. Raises LockHeldError within a moment where another sync holds it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only sync needs it; the rest starts faster

    make_folder(folder)
    lock = FileLock(folder / _FILE, timeout=_MOMENT, mode=OWNER_ONLY)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockHeldError(
            str(folder), "another sync is at work here", "try again when it has finished"
        ) from error
    except OSError as error:
        raise unusable(folder / _FILE, error) from error
    try:
        yield
    finally:
        lock.release()
