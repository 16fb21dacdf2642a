"""Google's quotas: so many read and so many write calls of one user in a minute."""

from __future__ import annotations

from collections import deque

from .refusals import over_quota

__all__ = ["GOOGLES", "Quotas"]

GOOGLES = 60  # per minute and user, for reading and for writing
WINDOW = 60.0


class Quotas:
    """Counts the calls of each user over the last minute; at first there are no limits."""

    def __init__(self) -> None:
        self.limits: dict[str, int] = {}
        self._calls: dict[tuple[str, str], deque[float]] = {}

    def set(self, limits: dict[str, int]) -> None:
        """Limit the calls of the kinds named, `read` or `write`, and start counting anew."""
        self.limits = dict(limits)
        self._calls.clear()

    def spend(self, kind: str, who: str, now: float) -> None:
        """Count a call, or refuse it as Google does."""
        if kind not in self.limits:
            return
        calls = self._calls.setdefault((kind, who), deque())
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= self.limits[kind]:
            raise over_quota(kind)
        calls.append(now)
