"""Does a piece of work in a process of its own while the caller goes on, where the system can."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import TypeVar

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
        value: T
        done, value = pickle.loads(payload)
        if not done:
            assert isinstance(value, BaseException), value
            raise value
        return value

    return result


def _do(work: Callable[[], T], writer: int) -> None:
    """In the child: work, hand over what came of it, and end without a word."""
    try:
        payload = pickle.dumps((True, work()))
    except BaseException as error:  # noqa: BLE001 whatever it was, the caller raises it
        payload = pickle.dumps((False, error))
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(payload)
    os._exit(0)
