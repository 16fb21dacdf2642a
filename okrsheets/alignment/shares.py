"""Shares that are written beside a reference: "60 %", "contributes 40 percent to", "(1/3)"."""

from __future__ import annotations

import re
import unicodedata

from okrsheets.alignment.word_lists import any_of
from okrsheets.alignment.words import LITTLE, PERCENT
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Shared", "ends_in_a_figure", "share_before", "share_behind", "share_first"]

_PERCENT_SIGN = any_of(PERCENT)
_SHARE = rf"(\d{{1,4}}(?:[.,]\d+)?)\s*{_PERCENT_SIGN}"
_ONLY = pattern(_SHARE, re.IGNORECASE)
_BEFORE = pattern(rf"(?:(?:with|mit)\s+)?{_SHARE}\s*{any_of(LITTLE)}?\s*[:：–—-]?\s*", re.IGNORECASE)
_LINKING = any_of("with|by|at|mit|zu|avec|à|con|al|com|met|voor|の")
_AFTER = pattern(
    rf"(?:[\s:：,=@–—-]+(?:{_LINKING}\s*)?){_SHARE}\s*$",
    re.IGNORECASE,
)
_FIGURE = pattern(rf"[^\s:：,=@–—-]\s+(?:{_LINKING}\s*)?{_SHARE}\s*$", re.IGNORECASE)
_SAYS_SHARE = pattern(_PERCENT_SIGN, re.IGNORECASE)
_DIGIT = pattern(r"\d")
# A part of a whole is a share in brackets or before "of"; "CO-1/2" is an id.
_SIGN = r"[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
_FRACTION = rf"([1-9]\s*/\s*(?:[2-9]|10)(?!\d)|{_SIGN})"
_ONLY_FRACTION = pattern(_FRACTION)
_FRACTION_BEFORE = pattern(
    rf"{_FRACTION}\s+{any_of('of|to|von|vom|zu|zum|zur|de|du|des|à|au|a|al|do|da|di|van|aan')}\s+"
    rf"|\({_FRACTION}\)\s*|({_SIGN})\s*",
    re.IGNORECASE,
)


class Shared(NamedTuple):
    """A share, and the text without it."""

    share: float
    rest: str


def share_before(text: str) -> Shared | None:
    """The share that a text begins with, before what it is of; None if there is none.

    >>> share_before("40 % of CO-1"), share_before("1/4 of CO-1"), share_before("1/4 CO-1")
    (Shared(share=0.4, rest='CO-1'), Shared(share=0.25, rest='CO-1'), None)
    """
    if _says_percent(text):
        match = _BEFORE.match(text)
        share = _percent(match[1]) if match else None
    else:
        match = _FRACTION_BEFORE.match(text)
        share = _part(match[1] or match[2] or match[3]) if match else None
    if match is None or share is None or match.end() == len(text):
        return None
    return Shared(share, text[match.end() :].strip())


def share_behind(text: str) -> Shared | None:
    """The share that a text ends with, behind what it is of; None if there is none.

    >>> share_behind("CO-1: 40 %"), share_behind("CO-1 - 1/4")
    (Shared(share=0.4, rest='CO-1'), None)
    """
    match = _AFTER.search(text) if _says_percent(text) else None
    return Shared(_percent(match[1]), text[: match.start()].strip()) if match and match.start() else None


def share_first(text: str, *, fractions: bool) -> Shared | None:
    """The share that a text begins with, whatever follows; None if there is none.

    >>> share_first("1/4 contribution", fractions=True), share_first("2/2", fractions=True)
    (Shared(share=0.25, rest=' contribution'), None)
    """
    if match := _ONLY.match(text):
        return Shared(_percent(match[1]), text[match.end() :])
    match = _ONLY_FRACTION.match(text) if fractions else None
    share = _part(match[1]) if match else None
    return Shared(share, text[match.end() :]) if match and share is not None else None


def ends_in_a_figure(text: str) -> bool:
    """Whether the share behind a text may be a figure of its last words.

    >>> ends_in_a_figure("CO-1: Grow by 5 %"), ends_in_a_figure("CO-1: 5 %"), ends_in_a_figure("CO-1 (5 %)")
    (True, False, False)
    """
    return _FIGURE.search(text) is not None


def _says_percent(text: str) -> bool:
    return _DIGIT.search(text) is not None and _SAYS_SHARE.search(text) is not None


def _percent(digits: str) -> float:
    return round(float(digits.replace(",", ".")) / 100, 6)


def _part(fraction: str) -> float | None:
    """The share that a fraction is; None where it is no part: "2/2" counts the second of two."""
    part, stroke, whole = fraction.partition("/")
    share = int(part) / int(whole) if stroke else unicodedata.numeric(fraction)
    return round(share, 6) if share < 1 else None
