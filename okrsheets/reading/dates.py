"""Days as sheets write them: real dates, and dates as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache

from okrsheets.reading.vocabulary import Vocabulary

__all__ = ["date_in", "date_of", "day_comes_first", "month_number"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NAMES = frozenset(("jane",))
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")


@cache
def _months(vocabulary: Vocabulary) -> dict[str, int]:
    """The numbers of months by their names, with accents and without, and by the usual short forms."""
    names = [name.casefold() for name in vocabulary.words_of("cycles", "months")]
    spelt = [(name, n % 12 + 1) for n, name in enumerate(names)]
    spelt += [(_without_accents(name), month) for name, month in spelt]
    shorts: dict[str, set[int]] = {}
    for name, month in spelt:
        for length in (3, 4):
            shorts.setdefault(name[:length], set()).add(month)
    short = {name: months.pop() for name, months in shorts.items() if len(months) == 1 and name not in _NAMES}
    return short | dict(spelt)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def month_number(word: str, vocabulary: Vocabulary) -> int | None:
    """The month a word names, whole or shortened.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> [month_number(word, load_vocabulary({})) for word in ("Sept.", "juil", "März", "fevrier", "Jane")]
    [9, 7, 3, 2, None]
    """
    return _months(vocabulary).get(word.casefold().rstrip("."))


def day_comes_first(texts: Iterable[str]) -> bool:
    """Whether a column of dates such as 03/04/2026 begins with the day; without evidence only with dots.

    >>> [day_comes_first(t) for t in (["01/07/2025", "30/09/2025"], ["01/07/2025"], ["1.7.2025"])]
    [True, False, True]
    """
    day = month = dots = 0
    for text in texts:
        if match := _NUMERIC.fullmatch(text.strip()):
            day += int(match[1]) > 12
            month += int(match[3]) > 12
            dots += match[2] == "."
    return day > month or (day == month and dots > 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def date_in(text: str, vocabulary: Vocabulary, *, day_first: bool) -> date | None:
    """The day that a text names.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> str(date_in("31 Dec 2025", load_vocabulary({}), day_first=False))
    '2025-12-31'
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if second > 12 or (not day_first and first <= 12):
            first, second = second, first
        return _day(year, second, first)
    names = re.findall(r"[^\W\d_]+|\d+", text)
    numbers = [int(name) for name in names if name.isdigit()]
    months = [m for name in names if not name.isdigit() and (m := month_number(name, vocabulary))]
    if len(months) != 1 or len(numbers) != 2 or len(names) > 5:
        return None
    day, year = numbers if numbers[0] <= 31 and numbers[1] > 31 else (numbers[0], numbers[1])
    return _day(year, months[0], day) if day <= 31 else None


def date_of(value: object) -> date | None:
    """The day of a date cell."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
