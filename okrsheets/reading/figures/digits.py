"""How figures are written: digits of any script, marks of decimals and of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from math import isfinite

from okrsheets.patterns import pattern

__all__ = ["NUMBER", "decimal_mark", "parse_number", "plain_text"]

NUMBER = (
    r"(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,'][0-9]+)*|(?<![0-9])\.[0-9]+)"
    r"(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]{1,3}(?![^\W_]))?"
)
"""Digits with their marks, in a text as `plain_text` gives it."""

_ZEROS = "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐"
_BLANKS = (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_UNSEEN = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
_ALIKE = {
    "-": "\u2010\u2011\u2012\u2212\ufe63",
    "'": "\u2018\u2019\u02bc\u2032",
    "~": "\u301c\u223c",
    "%": "\u066a\ufe6a",
    ".": "\u066b",
    ",": "\u066c",
    "≤": "\u2266\u2a7d",
    "≥": "\u2267\u2a7e",
    "¥": "\uffe5",
    "£": "\uffe1",
    "₩": "\uffe6",
}
_TOKEN = pattern(r"[0-9]+(?:[.,' ][0-9]+)+")
_MARKED = pattern(r"[0-9][.,]")
_GROUPS = {
    mark: pattern(
        rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+|[1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}}"
    )
    for mark in ".,' "
}
_SURELY_FINITE = 300
_ID = pattern(r"0[0-9]")


@cache
def _folding() -> dict[int, str]:
    """What stands for each character that is a digit or a sign in another script or width."""
    table = {ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)}
    table |= {0xFF01 + n: chr(0x21 + n) for n in range(94)}
    table |= dict.fromkeys(_BLANKS, " ") | dict.fromkeys(_UNSEEN, "")
    return table | {ord(char): sign for sign, chars in _ALIKE.items() for char in chars}


def plain_text(text: str) -> str:
    """A text with digits, blanks and signs of any script and width in their ASCII form.

    >>> plain_text("１２３％"), plain_text("۱۲٫۵"), plain_text("−1\u202f234")
    ('123%', '12.5', '-1 234')
    """
    return text if text.isascii() else text.translate(_folding())


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that the figures of plain texts show; None where they show neither, or both alike.

    >>> decimal_mark(["1.234,5", "12"]), decimal_mark(["1,200", "3.5"]), decimal_mark(["12,34,567"])
    (',', '.', '.')
    >>> decimal_mark(["1.234", "5"]) is None
    True
    """
    seen = [_shown(token) for text in texts if _MARKED.search(text) for token in _TOKEN.findall(text)]
    commas, points = seen.count(","), seen.count(".")
    return None if commas == points else "," if commas > points else "."


def _shown(token: str) -> str | None:
    """The decimal mark that one figure shows by itself."""
    split = _split(token, None)
    if split is None:
        return None
    whole, mark, _ = split
    if mark is not None:
        return mark
    return {",": ".", ".": ","}.get(next((c for c in whole if not c.isdigit()), ""))


def _split(digits: str, mark: str | None) -> tuple[str, str | None, str] | None:
    """The whole part, the decimal mark and the decimals of a figure; None where its marks make no figure.

    `mark` decides what "1.234" is; without it such a figure is none.
    """
    point, comma = digits.rfind("."), digits.rfind(",")
    last = max(point, comma)
    if last < 0:
        return (digits, None, "") if _is_whole(digits) else None
    sign, whole, decimals = digits[last], digits[:last], digits[last + 1 :]
    if sign in whole or not decimals.isdigit():
        return (digits, None, "") if _is_whole(digits) else None
    if not _is_whole(whole):
        return None
    could_be_group = len(decimals) == 3 and _GROUPS[sign].fullmatch(digits)
    if not could_be_group or (mark is not None and sign == mark):
        return whole, sign, decimals
    return (digits, None, "") if mark is not None else None


def _is_whole(digits: str) -> bool:
    """Whether digits are a whole figure, grouped or not; `0042` is an id."""
    if digits.isdigit():
        return _ID.match(digits) is None
    if not digits:
        return True
    mark = next(c for c in digits if not c.isdigit())
    return mark in _GROUPS and _GROUPS[mark].fullmatch(digits) is not None


def parse_number(digits: str, mark: str | None) -> float | None:
    """The figure in digits and marks; None for an id such as `0042`, a version or a date.

    `mark` is the decimal mark of the column, and decides only where the digits themselves do not.
    Where it is not known either, a point is one, but for "1.000": nobody writes 1 like that.

    >>> parse_number("1,200", "."), parse_number("1.234,5", "."), parse_number("12,34,567", ".")
    (1200.0, 1234.5, 1234567.0)
    >>> parse_number("0042", "."), parse_number("1.2.3", "."), parse_number("1.234", ",")
    (None, None, 1234.0)
    """
    if digits.isdigit() and digits[0] != "0" and len(digits) <= _SURELY_FINITE:
        return float(digits)
    digits, _, exponent = digits.partition("e" if "e" in digits else "E")
    split = _split(digits, mark or ("," if digits.endswith(".000") else "."))
    if split is None:
        return None
    whole, _, decimals = split
    figures = "".join(c for c in whole if c.isdigit())
    value = float(f"{figures or 0}.{decimals or 0}e{exponent or 0}")
    return value if isfinite(value) else None
