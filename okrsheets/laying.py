"""Lays files that are there whole or not at all, beside others who do, and through nobody's links."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import enumerate as all_threads
from threading import get_ident

from okrsheets.patterns import pattern

__all__ = ["clear_halves", "lay"]

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_HALF = pattern(r"\.(.+)\.(\d+)-([0-9a-f]+)\.new")
_LONGEST = 50
"""Letters of the name of a file that the one which waits for its place has, too: names may not be long."""


def lay(
    path: Path,
    content: bytes | Iterable[bytes],
    *,
    mode: int = 0o666,
    flushed: bool = False,
    put: Callable[[Path, Path], object] = Path.replace,
) -> None:
    """Write a file beside its place, and `put` it there from where it waits, once it is whole.

    `mode` says who may use it, less what the system takes from all; `flushed`: it is on the disk before it
    has its place. Raises OSError, and ValueError for what is no name.
    """
    waiting = path.with_name(f".{path.name[:_LONGEST]}.{os.getpid()}-{get_ident():x}.new")
    try:
        with os.fdopen(_opened(waiting, mode), "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            if flushed:
                file.flush()
                os.fsync(file.fileno())
        put(waiting, path)
    except BaseException:
        with suppress(OSError, ValueError):
            waiting.unlink(missing_ok=True)
        raise


def _opened(waiting: Path, mode: int) -> int:
    """A new file: what has its name was left by a process of the same number, or is a link of somebody's."""
    try:
        return os.open(waiting, _ANEW, mode)
    except FileExistsError:
        waiting.unlink()
        return os.open(waiting, _ANEW, mode)


def clear_halves(folder: Path, *, of: str | None = None) -> None:
    """Take away what processes that were cut off left in a folder, of all files or `of` that name."""
    if os.name != "posix":
        return  # elsewhere signal 0 is no mere question, and whether a process lives is not to be told
    with suppress(OSError):  # it is only in the way
        for path in folder.iterdir():
            half = _HALF.fullmatch(path.name)
            if half is None or (of is not None and half[1] != of[:_LONGEST]):
                continue
            if not _is_at_work(int(half[2]), int(half[3], 16)):
                path.unlink()


def _is_at_work(process: int, thread: int) -> bool:
    if process == os.getpid():  # in a container the number may be the same each time
        return any(thread == one.ident for one in all_threads())
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's
    return True
