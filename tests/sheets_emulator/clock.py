"""The emulator's clock: the real one, or one that stands still until it is told to go on."""

from __future__ import annotations

import datetime as dt
import threading
import time

__all__ = ["Clock", "stamp"]


class Clock:
    """Seconds since 1970. Once set it only moves by `advance` and `sleep`, so that a minute costs no time."""

    def __init__(self, now: float | None = None) -> None:
        self._set = now
        self._lock = threading.Lock()

    def now(self) -> float:
        """The time."""
        return time.time() if self._set is None else self._set

    def set(self, now: float | None) -> None:
        """Stand still at this time; None goes with the real time again."""
        with self._lock:
            self._set = now

    def advance(self, seconds: float) -> None:
        """Go on by so many seconds; a clock that was going with the real time stands still from here on."""
        with self._lock:
            self._set = self.now() + seconds

    def sleep(self, seconds: float) -> None:
        """What a client is given in place of `time.sleep`."""
        self.advance(seconds)


def stamp(now: float) -> str:
    """A time as Drive writes it.

    >>> stamp(0.5)
    '1970-01-01T00:00:00.500Z'
    """
    moment = dt.datetime.fromtimestamp(now, dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
