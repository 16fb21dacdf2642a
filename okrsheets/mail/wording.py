"""Texts from elsewhere, as they stand inside a line of ours."""

from __future__ import annotations

__all__ = ["one_line"]


def one_line(text: str) -> str:
    """A text with nothing in it that cannot be seen, and single blanks.

    >>> one_line("Ann\\r\\n Lee\\u202e")
    'Ann Lee'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
