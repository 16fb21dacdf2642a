"""Words that deny a reference: "no longer CO-1" is no alignment, and "CO-1, but not now" is in doubt."""

from __future__ import annotations

from okrsheets.alignment.names import name_of, plain
from okrsheets.alignment.word_lists import any_of
from okrsheets.alignment.words import BUT, DENIED_BEFORE, DENIED_BEHIND, DENYING, NO_SUCH
from okrsheets.patterns import pattern

__all__ = ["denied_by", "is_denial"]


_MOST_WORDS = 5
"""Of a remark that no "but" begins; what is longer may be a title."""
_BEFORE_IT = rf"(?:{any_of(BUT)}\s+){{0,2}}"
_DENYING = rf"{any_of(DENYING)}(?![-'’]\w)"  # "not-for-profit", "Pas-de-Calais" and "nor'easter" deny nothing
# "No. CO-1" is a number, and "NO-O1" may be an id of Norway's.
_DENIES = pattern(rf"{_BEFORE_IT}(?:{any_of(DENYING)}|{any_of(NO_SUCH)})\s+")
_REMARK = pattern(rf"\W*(?:{_DENYING}|{any_of(NO_SUCH)}\W*$)")
_BUT_NOT = pattern(rf"\W*{any_of(BUT)}\s+{_BEFORE_IT}(?:{_DENYING}|{any_of(NO_SUCH)})")
_REMARK_UNSPACED = pattern(rf"^\W*{DENIED_BEFORE}|(?:{DENIED_BEHIND})\W*$")
_DIGIT = pattern(r"\d")
_TIME = pattern(r"\b(?:20\d\d|[qths][1-4])\b")


def denied_by(text: str) -> str:
    """What a text denies that begins with "not" or its like; empty where it does not.

    >>> denied_by("no longer CO-1"), denied_by("aber nicht CO-1"), denied_by("No. CO-1")
    ('co-1', 'co-1', '')
    """
    words = plain(text.strip())
    match = _DENIES.match(words)
    return words[match.end() :] if match else ""


def is_denial(remark: str) -> bool:
    """Whether a remark behind a reference denies it.

    >>> is_denial("but not now"), is_denial("nicht mehr"), is_denial("no downtime"), is_denial("not CO-2")
    (True, True, False, False)
    """
    words = plain(remark)
    if _DIGIT.search(_TIME.sub("", words)):
        return False  # it may be another reference: "not CO-2", "No. 2"
    if not words.isascii() and _REMARK_UNSPACED.search(words):
        return True
    if _BUT_NOT.match(words):
        return True
    return _REMARK.match(words) is not None and name_of(words).count(".") < _MOST_WORDS
