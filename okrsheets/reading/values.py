"""What a value cell says: numbers with their unit, shares, yes and no, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import isfinite
from typing import NamedTuple

from okrsheets.grid import Cell
from okrsheets.reading.vocabulary import Vocabulary, alternatives

__all__ = ["NUMBER", "Number", "decimal_mark", "number_in", "number_of", "parse_number"]

NUMBER = r"[-+−]?\d(?:(?:[\d.,'’\u00a0\u202f]|[ ](?=\d{3}(?!\d)))*\d)?"
_CURRENCY = r"[$€£¥₹]|(?:US\$)|\b(?:USD|EUR|GBP|CHF|INR|JPY|CAD|AUD)\b"
_DIGIT = re.compile(r"\d")
_LARGEST = 1.7976931348623157e308
_SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_LEADING_ZERO = re.compile(r"0\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_BRACKETED = re.compile(r"\[\$([^\]-]+)[^\]]*\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")


class Number(NamedTuple):
    """A figure: `share` says that it was written as a percentage (60 % is 0.6).

    `of` is the whole in "3 of 5"; `bound` is "<" or ">" where it was written as a bound; `answer` says
    that it stands for yes or no.
    """

    value: float
    share: bool = False
    money: bool = False
    unit: str | None = None
    of: float | None = None
    bound: str | None = None
    answer: bool = False


@cache
def _forms(vocabulary: Vocabulary) -> re.Pattern[str]:
    factors = [word for name in _SIZES for word in vocabulary.words_of("factors", name)]
    percents = vocabulary.words_of("measures", "percent")[:3]
    of = vocabulary.words_of("fractions", "of")

    return re.compile(
        rf"""(?P<bound>[<>≤≥=~≈]{{0,2}})\s*
        (?P<before>{_CURRENCY})?\s*
        (?P<number>{NUMBER})\s*
        (?P<factor>(?:{alternatives(factors)})(?![^\W\d]))?\s*
        (?P<percent>%|(?:{alternatives(percents)})(?![^\W\d]))?\s*
        (?P<after>{_CURRENCY})?
        (?:\s*(?:{alternatives(of)})\s*(?P<of>{NUMBER}))?
        \s*(?P<unit>[^\d\n]{{0,30}}?)\s*\+?""",
        re.IGNORECASE | re.VERBOSE,
    )


def decimal_mark(texts: Iterable[str]) -> str:
    """The decimal mark of a column's text numbers: "," only where one of them shows it.

    >>> decimal_mark(["1.234,5", "12"]), decimal_mark(["1,200", "3.5"]), decimal_mark(["2,75"])
    (',', '.', ',')
    """
    commas = points = 0
    for text in texts:
        comma, point = text.rfind(","), text.rfind(".")
        if comma < 0 and point < 0:
            continue
        last = max(comma, point)
        digits = len(re.match(r"\d*", text[last + 1 :])[0])  # type: ignore[index]  # \d* always matches
        alone = text.count(text[last]) == 1
        if (comma >= 0 and point >= 0) or (alone and digits != 3):
            commas += last == comma
            points += last == point
    return "," if commas > points else "."


def parse_number(digits: str, mark: str) -> float | None:
    """The figure in a string of digits and marks; None for an id such as `0042`.

    >>> parse_number("1,200", "."), parse_number("1.234,5", ","), parse_number("0042", ".")
    (1200.0, 1234.5, None)
    """
    sign = -1.0 if digits[0] in "-−" else 1.0
    digits = digits.lstrip("-−+")
    if _LEADING_ZERO.fullmatch(digits):
        return None
    other = "," if mark == "." else "."
    if mark in digits and other not in digits and digits.count(mark) > 1:
        digits = digits.replace(mark, "")
    elif other in digits and mark not in digits and not _GROUPED.fullmatch(digits):
        digits = digits.replace(other, mark) if digits.count(other) == 1 else digits
    elif other in digits and mark in digits and digits.rfind(other) > digits.rfind(mark):
        mark, other = other, mark
    for group in (other, "'", "’", " ", "\u00a0", "\u202f"):
        digits = digits.replace(group, "")
    try:
        value = sign * float(digits.replace(mark, "."))
    except ValueError:
        return None
    return value if isfinite(value) else None


def number_in(text: str, vocabulary: Vocabulary, *, mark: str = ".") -> Number | None:
    """The figure that a whole text stands for; None where it says something else.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> number_in("$1.2M", load_vocabulary({}))[:3], number_in(">= 95 %", load_vocabulary({})).bound
    ((1200000.0, False, True), '>')
    """
    match = _forms(vocabulary).fullmatch(text.strip()) if _DIGIT.search(text) else None
    if match is None:
        return _answer(text, vocabulary)
    value = parse_number(match["number"], mark)
    if value is None:
        return None
    if factor := (match["factor"] or "").casefold():
        value *= next(size for name, size in _SIZES.items() if factor in vocabulary.words_of("factors", name))
        if not isfinite(value):
            return None
    whole = parse_number(match["of"], mark) if match["of"] else None
    if share := bool(match["percent"]):
        value = round(value / 100, 12)
    bound = {"<": "<", "≤": "<", ">": ">", "≥": ">"}.get(match["bound"][:1])
    currency = match["before"] or match["after"]
    unit = "%" if share else (currency or match["unit"].strip(" .") or None)
    return Number(value, share=share, money=bool(currency), unit=unit, of=whole, bound=bound)


def _answer(text: str, vocabulary: Vocabulary) -> Number | None:
    meant = vocabulary.meaning("answers", text) or vocabulary.values["answers"].get(text.strip())
    return Number(1.0 if meant == "yes" else 0.0, answer=True) if meant else None


@lru_cache(maxsize=512)
def _shown_as(number_format: str) -> tuple[bool, str | None]:
    """Whether a number format shows percentages, and its currency.

    >>> _shown_as("0.0%"), _shown_as("[$kr-41D] #,##0"), _shown_as("[$-409]0.0")
    ((True, None), (False, 'kr'), (False, None))
    """
    plain = _BRACKETS.sub("", number_format)
    named = _BRACKETED.search(number_format)
    currency = named[1].strip() if named else next(iter(re.findall(_CURRENCY, plain)), None)
    return "%" in _QUOTED.sub("", plain), currency or None


def number_of(cell: Cell, vocabulary: Vocabulary, *, mark: str = ".") -> Number | None:
    """The figure of a cell, its number format included; None for blanks, dates, errors and other words.

    What is too large for a figure is none either.
    """
    value = cell.value
    if isinstance(value, bool):
        return Number(float(value), answer=True)
    if isinstance(value, (int, float)):
        if not -_LARGEST <= value <= _LARGEST:
            return None
        if cell.number_format == "General":
            return Number(float(value))
        share, currency = _shown_as(cell.number_format)
        return Number(float(value), share=share, money=currency is not None, unit="%" if share else currency)
    if isinstance(value, str) and value:
        return number_in(value, vocabulary, mark=mark)
    return None
