"""Does a piece of work in a process of its own while the caller goes on, where the system can."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable
from typing import NoReturn, TypeVar

from okrsheets.errors import OutputError

__all__ = ["aside"]

T = TypeVar("T")


def aside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin `work`; the function that is returned waits for it, and returns or raises what it did.

    The work sees everything as it was when it began, and what it returns must be picklable. Where
    there is no fork, or one processor only, it is done when its result is asked for.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _do(work, writer)
    os.close(writer)

    def result() -> T:
        with os.fdopen(reader, "rb") as pipe:
            payload = pipe.read()
        os.waitpid(child, 0)
        if not payload:
            raise OutputError("report", "its process was ended from outside", "run the command again")
        value: T
        done, value = pickle.loads(payload)
        if not done:
            assert isinstance(value, BaseException), value
            raise value
        return value

    return result


def _do(work: Callable[[], T], writer: int) -> NoReturn:
    """In the child: work, hand over what came of it, and end without a word."""
    try:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(_outcome(work))
    finally:
        os._exit(0)


def _outcome(work: Callable[[], T]) -> bytes:
    try:
        return pickle.dumps((True, work()))
    except BaseException as error:  # noqa: BLE001 whatever it was, the caller raises it
        return _packed(error)


def _packed(error: BaseException) -> bytes:
    """An error on its way to the caller; one that cannot travel goes as its words."""
    try:
        packed = pickle.dumps((False, error))
        pickle.loads(packed)
    except Exception:  # noqa: BLE001 an error's own class decides how its packing fails
        words = "".join(traceback.format_exception(error))
        return pickle.dumps((False, RuntimeError(words)))
    return packed
