"""Keeps what is read from right to left from turning the words around it."""

from __future__ import annotations

from unicodedata import bidirectional

__all__ = ["isolated"]

_TURNING = frozenset({"R", "AL", "AN"})


def isolated(text: str) -> str:
    """A text that is read from right to left between signs that hold it together; any other as it is.

    >>> isolated("Sales")
    'Sales'
    >>> isolated("\u05d0") == "\u2068\u05d0\u2069"
    True
    """
    if text.isascii() or not any(bidirectional(sign) in _TURNING for sign in text):
        return text
    return f"\u2068{text}\u2069"
