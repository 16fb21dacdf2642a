"""Work measured by the functions it calls, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable

__all__ = ["grows"]


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called in some work, done for the second time: what is loaded or remembered
    once is no part of it."""
    work()
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times as much work four times as much of something is."""
    return _calls(work(4 * size)) / _calls(work(size))
