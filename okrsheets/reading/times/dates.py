"""Days as sheets write them: real dates, dates as text in every usual form, and serial numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from okrsheets.patterns import pattern
from okrsheets.reading.figures.digits import plain_text
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.times.tokens import Token, tokens_of
from okrsheets.tuples import NamedTuple

__all__ = ["could_be_day", "date_in", "date_of", "day_comes_first", "is_of_our_time", "serial_day"]

_LONGEST = 60
_TIME = pattern(r"[T ,]+(?:at |um |à )?\d{1,2}:\d{2}.*", re.DOTALL)
_YEAR_FIRST = pattern(r"(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})\.?")
_YEAR_LAST = pattern(r"(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})")
_NO_YEAR = pattern(r"(\d{1,2})(?:/(\d{1,2})|\. ?(\d{1,2})\.)")
_COMPACT = pattern(r"(20\d{2})(\d{2})(\d{2})")
# Days since 1899-12-30, as spreadsheets count: 2009 to 2064.
_FIRST_SERIAL, _LAST_SERIAL = 40_000, 59_999
_SERIAL_LENGTH = 5
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_SILENT = frozenset(
    ("mark", "dash", "small", "suffix", "weekday", "range", "week", "day_after", "month_after", "year_from")
)
_AFTER = {"month_after": "month", "day_after": "day"}
_LAST_DAY_TAKEN = 22  # "Jul-25" is the month; nobody plans for 2022 or before
_MIDDLE = 15


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether dates such as 03/04/2026 begin with the day; None where nothing shows it.

    Points between the figures are those of places where it does.

    >>> day_comes_first(["1/7/2025", "30/9/2025"]), day_comes_first(["1/7/2025"]), day_comes_first(["1.7.25"])
    (True, None, True)
    """
    day = month = dots = 0
    for text in map(str.strip, texts):
        if text[:3].isdecimal():
            continue  # the year comes first, as most write a date that programs read
        if match := _YEAR_LAST.fullmatch(text):
            day += int(match[1]) > 12
            month += int(match[3]) > 12
            dots += match[2] == "."
    if day == month:
        return True if dots else None
    return day > month


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(year: str) -> int:
    """A year as written: of two figures, that of this century."""
    return int(year) + (2000 if len(year) == 2 else 0)


@lru_cache(maxsize=4096)
def date_in(text: str, vocabulary: Vocabulary, *, day_first: bool, year: int | None = None) -> date | None:
    """The day that a whole text names; `year` completes "15 Oct" and "end of June".

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [str(date_in(text, words, day_first=False)) for text in ("31 Dec 2025", "2025年7月1日", "1/7/25")]
    ['2025-12-31', '2025-07-01', '2025-01-07']
    >>> [str(date_in(text, words, day_first=False, year=2026)) for text in ("end of June", "KW 40", "soon")]
    ['2026-06-30', '2026-10-04', 'None']
    """
    if len(text) > _LONGEST:
        return None
    text = _TIME.sub("", plain_text(text).strip())
    tokens = tokens_of(text)
    if tokens and tokens[0].kind in ("small", "weekday", "range"):
        text = text[tokens[0].end :].lstrip(" ,.")
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(_full(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        return _ordered(int(match[1]), int(match[3]), _full(match[4]), day_first=day_first)
    if match := _NO_YEAR.fullmatch(text):
        if year is None:
            return None
        return _ordered(int(match[1]), int(match[2] or match[3]), year, day_first=day_first or not match[2])
    pieces = _pieces(tokens)
    return _named(pieces, year) if pieces is not None else None


def _ordered(first: int, second: int, year: int, *, day_first: bool) -> date | None:
    if second > 12 or (not day_first and first <= 12):
        first, second = second, first
    return _day(year, second, first)


class _Pieces(NamedTuple):
    """What the words of a date say. `part` is "end", "middle" or "start" of what is named."""

    day: int | None
    month: int | None
    year: int | None
    week: int | None
    part: str | None


def _pieces(tokens: Sequence[Token]) -> _Pieces | None:
    """The pieces of a date; None where a text holds words that are none of a date."""
    found: dict[str, int] = {}
    part: str | None = None
    plain: list[int] = []
    for n, token in enumerate(tokens):
        kind = token.kind if token.kind != "number" else _meant(tokens, n)
        if kind == "year_end":
            part, found["month"] = "end", 12
        elif kind in ("end", "middle", "start"):
            part = part or kind
        elif kind in ("month", "day", "week_number", "year_number"):
            if found.setdefault(kind, token.value) != token.value:
                return None
        elif kind == "plain":
            plain.append(n)
        elif kind == "year":
            found.setdefault("whole", 1)
        elif token.text == "s":
            continue  # "S40" is a week in French, "S2" a half, which no number of two figures follows
        elif kind not in _SILENT:
            return None
    return _completed(tokens, found, plain, part)


def _meant(tokens: Sequence[Token], n: int) -> str:
    """What a number of a date is, by its length and the words beside it; "plain" where they do not say."""
    following = tokens[n + 1].kind if n + 1 < len(tokens) else ""
    before = next((one.kind for one in reversed(tokens[:n]) if one.kind not in ("mark", "dash", "small")), "")
    if tokens[n].length == 4 or following in ("year", "year_from"):
        return "year_number"
    if following in _AFTER:
        return _AFTER[following]
    if "week" in (before, following) or (tokens[n].length == 2 and n > 0 and tokens[n - 1].text == "s"):
        return "week_number"
    return "plain" if tokens[n].length <= 2 else ""


def _completed(
    tokens: Sequence[Token], found: dict[str, int], plain: list[int], part: str | None
) -> _Pieces | None:
    """The pieces with the plain numbers among them taken for day and year; None where one is left."""
    if plain and "month" in found and "day" not in found:
        first = plain.pop(0)
        # Spreadsheets show July 2025 as "Jul-25", people write "Jul '25".
        marked = first > 0 and tokens[first - 1].text in "-'" and tokens[first].length == 2
        is_year = (
            marked and not plain and "year_number" not in found and tokens[first].value > _LAST_DAY_TAKEN
        )
        found["year_number" if is_year else "day"] = tokens[first].value
    if plain and "year_number" not in found:
        found["year_number"] = tokens[plain.pop(0)].value
    if plain or not found or not (found.keys() & {"month", "week_number"} or part):
        return None
    if not found.keys() & {"month", "week_number", "year_number", "whole"}:
        return None
    return _Pieces(
        found.get("day"), found.get("month"), found.get("year_number"), found.get("week_number"), part
    )


def _named(pieces: _Pieces, year: int | None) -> date | None:
    year = pieces.year if pieces.year is not None else year
    if year is None:
        return None
    year += 2000 if year < 100 else 0
    if pieces.week is not None:
        try:
            return date.fromisocalendar(year, pieces.week, 7)
        except ValueError:
            return None
    if pieces.month is None:
        return {"end": date(year, 12, 31), "middle": date(year, 6, 30)}.get(pieces.part or "")
    if pieces.day is not None:
        return _day(year, pieces.month, pieces.day)
    if pieces.part in ("middle", "start"):
        return _day(year, pieces.month, _MIDDLE if pieces.part == "middle" else 1)
    after = _day(year + pieces.month // 12, pieces.month % 12 + 1, 1)
    return after - timedelta(days=1) if after is not None else None


def could_be_day(number: float) -> bool:
    """Whether spreadsheets count a day of our time by this number."""
    return _FIRST_SERIAL <= number <= _LAST_SERIAL


def is_of_our_time(day: date) -> bool:
    """Whether a day is one that people plan for, or planned for: 2026 in a cell of dates shows 1905.

    >>> is_of_our_time(date(1899, 5, 1)), is_of_our_time(date(2026, 5, 1)), is_of_our_time(date.max)
    (False, True, False)
    """
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def serial_day(value: object) -> date | None:
    """The day that a plain number stands for in a column of dates, as spreadsheets count days.

    >>> str(serial_day(46022)), serial_day(12)
    ('2025-12-31', None)
    """
    if isinstance(value, str) and len(value) == _SERIAL_LENGTH and value.isascii() and value.isdigit():
        value = int(value)
    if not isinstance(value, (int, float)) or not could_be_day(value):
        return None
    return date(1899, 12, 30) + timedelta(days=int(value))


def date_of(value: object) -> date | None:
    """The day of a date cell."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
