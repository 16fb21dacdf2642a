"""Lists of words as patterns."""

from __future__ import annotations

import re

__all__ = ["any_of"]

_LAST_OF_ALPHABETS = 0x1100  # what comes behind is written without blanks, or without them in front of a verb


def any_of(words: str) -> str:
    """A pattern of these words, the longest first; one that is spelt with blanks ends before no letter.

    >>> any_of("feeds|feeds into|支持")
    '(?:feeds\\\\s+into(?!\\\\w)|feeds(?!\\\\w)|支持)'
    """
    ordered = sorted(words.split("|"), key=len, reverse=True)
    return f"(?:{'|'.join(map(_one_of_them, ordered))})"


def _one_of_them(words: str) -> str:
    blanks = r"\s+".join(map(re.escape, words.split()))
    return blanks if ord(words[-1]) > _LAST_OF_ALPHABETS or not words[-1].isalnum() else rf"{blanks}(?!\w)"
