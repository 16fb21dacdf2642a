"""Headings that are dates: "Jan", "KW 12", "2026-07-01", "Q1 actual"; and the days they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TypeAlias

from okrsheets.model import Cycle, Field
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.times.cycles import find_cycle, without_cycle
from okrsheets.reading.times.dates import date_in
from okrsheets.reading.times.months import month_number
from okrsheets.tuples import NamedTuple

__all__ = ["Says", "Time", "Unit", "days_of", "field_beside", "time_in"]

_LONGEST = 40
_MOST_WORDS = 6
_DAY = pattern(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?!\d)")
_DATED = pattern(r"\d[./\-年]\s?\d")
_MONTH_SIGNS = ("月", "월")
_PARTS = ("quarter", "half", "first_half", "second_half")
_SHORT_DAY = pattern(r"(\d{1,2})[./](\d{1,2})\.?")
# Beside words "1.2" may be a number of the heading, and "7/10" a score.
_DAY_BESIDE = pattern(r"(?<![\d./])(?:(\d{1,2})\.\s?(\d{1,2})\.|(\d\d)/(\d\d)|(\d{1,2})/(\d{1,2}))(?![\d/])")
_MONTH = pattern(r"(?<!\d)(?:(20\d\d)[-/.年]\s?(0?[1-9]|1[0-2])(?!\d)|(0[1-9]|1[0-2])[-/.](20\d\d)(?!\d))")
_CLOCK = pattern(r"[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?$")
_WORD = pattern(r"[^\W\d_]+|\d+")
_WRITTEN_DAY = pattern(r"(?<!\d)(1[0-2]|0?[1-9])\s?[月월]\s?(3[01]|[12]\d|0?[1-9])\s?[日号號일]")
_NUMBERED_MONTH = pattern(r"(?<!\d)(1[0-2]|0?[1-9])\s*[月월]")
_WEEKS_OF_A_CYCLE = 27
_MONTHS = 12
_FIRST_YEAR = 20  # the least number beside months that may be a year
_ANY_YEAR = 2000


class Unit(Enum):
    """How long a time is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    PART = "quarter"


class Says(Enum):
    """What stands under a heading that is a date."""

    VALUE = "value"
    PROGRESS = "progress"
    CONFIDENCE = "confidence"
    NOTE = "note"
    PLAN = "plan"


class Time(NamedTuple):
    """A heading's time as it is written: the month, week or quarter `n`, a day of a month, or a `date`.

    `more` is a number beside a month that may be a year or a day.
    """

    unit: Unit
    n: int
    says: Says
    year: int | None = None
    more: int | None = None
    date: date | None = None


_Found: TypeAlias = tuple[Time, str]
_FIELDS = {
    Field.CURRENT: Says.VALUE,
    Field.PROGRESS: Says.PROGRESS,
    Field.SCORE: Says.PROGRESS,
    Field.CONFIDENCE: Says.CONFIDENCE,
    Field.NOTE: Says.NOTE,
    Field.TARGET: Says.PLAN,
}


_BESIDE = _FIELDS.keys() | {Field.STATUS}


@cache
def _maybe(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What a text holds that may be a time: a figure, or the beginning of a month's name."""
    heads = sorted({word[:3] for word in vocabulary.words_of("cycles", "months") if word[:1].isalpha()})
    return re.compile(rf"\d|(?<![^\W_])(?:{'|'.join(map(re.escape, heads))})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def time_in(heading: str, vocabulary: Vocabulary, *, day_first: bool = False) -> Time | None:
    """The time that a heading is, alone or with a word that tells what stands under it.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [(t.unit.value, t.n, t.says.value) for h in ("März", "KW 12", "Plan Q2") if (t := time_in(h, words))]
    [('month', 3, 'value'), ('week', 12, 'value'), ('quarter', 2, 'plan')]
    >>> time_in("Marketing plan", words), time_in("2026 target", words), time_in("Q3 objectives", words)
    (None, None, None)
    """
    for time, rest in _times(heading, vocabulary, day_first=day_first):
        if (says := _said(rest, vocabulary)) is not None:
            return time._replace(says=says)
    return None


def field_beside(heading: str, vocabulary: Vocabulary) -> Field | None:
    """What the words beside the time in a heading call the column; None where they say no more than when.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [field_beside(h, words) for h in ("Actual 30 Sep", "Progress as of 3 Nov", "As of 3 Nov", "Sep")]
    [<Field.CURRENT: 'current'>, <Field.PROGRESS: 'progress'>, <Field.CURRENT: 'current'>, None]
    """
    for time, rest in _times(heading, vocabulary):
        if _said(rest, vocabulary) is None:
            continue
        around = _words("around", vocabulary)
        names = normalise(rest).split()
        kept = [n for n in names if n not in around and vocabulary.qualifiers.get(n) not in ("filler", "of")]
        for words in (" ".join(names), " ".join(kept)):
            told = [field for field in vocabulary.headings.get(words, ()) if field in _BESIDE]
            if told:
                return told[0]
        of_a_day = time.unit is Unit.DAY or time.more is not None
        return Field.CURRENT if names and not kept and of_a_day else None
    return None


def _times(heading: str, vocabulary: Vocabulary, *, day_first: bool = False) -> Iterator[_Found]:
    """The times that a heading may be, each with the words beside it."""
    if not 2 <= len(heading) <= _LONGEST or not _maybe(vocabulary).search(heading):
        return
    text = _CLOCK.sub("", " ".join(heading.split()))
    names = _WORD.findall(text)
    if len(names) > _MOST_WORDS:
        return
    kinds = {kind for name in names if (kind := _kinds(vocabulary).get(name.casefold()))}
    found = [_day(text, vocabulary, day_first=day_first)] if _DATED.search(text) else []
    if "week" in kinds:
        found.append(_week(names, vocabulary))
    if found or any(month_number(name, vocabulary) or name[0] in _MONTH_SIGNS for name in names):
        found.append(_month(text, names, vocabulary))
    if "part" in kinds:
        found.append(_part(text))
    yield from (one for one in found if one is not None)


@cache
def _kinds(vocabulary: Vocabulary) -> dict[str, str]:
    """Words of a time that is no day and no month: those of weeks, and of parts of a year."""
    parts = {word: "part" for name in _PARTS for word in vocabulary.words_of("cycles", name)}
    weeks = dict.fromkeys(vocabulary.words_of("cycles", "week"), "week")
    return {word.casefold(): kind for word, kind in {**parts, **weeks}.items()}


def _day(text: str, vocabulary: Vocabulary, *, day_first: bool) -> _Found | None:
    if short := _SHORT_DAY.fullmatch(text):
        numbers = int(short[1]), int(short[2])
        day_first = day_first or "." in text
        month, number = reversed(numbers) if day_first else numbers
        in_a_year = 1 <= month <= 12 and 1 <= number <= 31
        return (Time(Unit.DAY, month, Says.VALUE, more=number), "") if in_a_year else None
    if (match := _DAY_BESIDE.search(text)) is not None:
        return _day_beside(match, text, day_first=day_first)
    match = _DAY.search(text)
    day = date_in(match[0], vocabulary, day_first=day_first or "." in match[0]) if match else None
    if match is None or day is None:
        return None
    return Time(Unit.DAY, day.day, Says.VALUE, day.year, date=day), text.replace(match[0], " ", 1)


def _day_beside(match: re.Match[str], text: str, *, day_first: bool) -> _Found | None:
    """A day without its year beside other words: "Ist 30.09.", "Actual 09/30"."""
    numbers = [int(number) for number in match.groups() if number is not None]
    if match[5] is not None and max(numbers) <= _MONTHS:
        return None
    month, number = reversed(numbers) if day_first or match[1] is not None else numbers
    if month > _MONTHS:
        month, number = number, month
    if not (1 <= month <= _MONTHS and 1 <= number <= 31):
        return None
    return Time(Unit.DAY, month, Says.VALUE, more=number), text.replace(match[0], " ", 1)


def _month(text: str, names: Sequence[str], vocabulary: Vocabulary) -> _Found | None:
    if match := _MONTH.search(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        rest = text.replace(match[0], " ", 1).lstrip("月월 ")
        return Time(Unit.MONTH, int(month), Says.VALUE, int(year)), rest
    if match := _WRITTEN_DAY.search(text):
        rest = text.replace(match[0], " ", 1)
        if not any(map(str.isdecimal, rest)):
            return Time(Unit.DAY, int(match[1]), Says.VALUE, more=int(match[2])), rest
    if match := _NUMBERED_MONTH.search(text):
        month, names = match[1], _WORD.findall(text.replace(match[0], " ", 1))
        return _with_number(int(month), names)
    months = [(n, number) for n, name in enumerate(names) if (number := month_number(name, vocabulary))]
    if len(months) != 1:
        return None
    at, number = months[0]
    return _with_number(number, [*names[:at], *names[at + 1 :]])


def _with_number(month: int, others: Sequence[str]) -> _Found | None:
    """A month with the number beside it: a year where it can be nothing else."""
    numbers = [name for name in others if name.isdecimal()]
    rest = " ".join(name for name in others if not name.isdecimal())
    years = [int(n) for n in numbers if len(n) == 4 and n.startswith("20")]
    days = [int(n) for n in numbers if len(n) < 3]
    if len(years) + len(days) < len(numbers) or len(years) > 1 or len(days) > 1:
        return None
    if years and days:
        try:
            day = date(years[0], month, days[0])
        except ValueError:
            return None
        return Time(Unit.DAY, day.day, Says.VALUE, day.year, date=day), rest
    return Time(Unit.MONTH, month, Says.VALUE, years[0] if years else None, days[0] if days else None), rest


def _week(names: Sequence[str], vocabulary: Vocabulary) -> _Found | None:
    words = _words("week", vocabulary, section="cycles")
    numbers = [int(name) for name in names if name.isdecimal()]
    said = [name for name in names if normalise(name) in words]
    years = [n for n in numbers if 2000 < n < 2100]
    weeks = [n for n in numbers if 0 < n < 54]
    if not said or len(weeks) != 1 or len(weeks) + len(years) < len(numbers):
        return None
    rest = " ".join(name for name in names if not name.isdecimal() and name not in said)
    return Time(Unit.WEEK, weeks[0], Says.VALUE, years[0] if years else None), rest


def _part(text: str) -> _Found | None:
    """A quarter or half, with its year or without."""
    text = text.replace(". ", " ")
    written = find_cycle(text)
    cycle = written or find_cycle(text, year=_ANY_YEAR)
    label, _, part = cycle.label.partition("-") if cycle else ("", "", "")
    if len(part) != 2 or part[0] not in "QH":
        return None
    # halves count as the quarter they end with
    n = int(part[1]) * (2 if part[0] == "H" else 1)
    return Time(Unit.PART, n, Says.VALUE, int(label) if written else None), without_cycle(text)


@cache
def _words(name: str, vocabulary: Vocabulary, *, section: str = "times") -> frozenset[str]:
    return frozenset(map(normalise, vocabulary.words_of(section, name)))


def _said(rest: str, vocabulary: Vocabulary) -> Says | None:
    """What the words beside a time tell of the column; None where they speak of something else."""
    plain = normalise(rest)
    if not plain or plain in _words("around", vocabulary):
        return Says.VALUE
    if plain in _words("planned", vocabulary) or vocabulary.qualifiers.get(plain) == "not_actual":
        return Says.PLAN
    fields = vocabulary.headings.get(plain, ())
    said = next((says for field in fields if (says := _FIELDS.get(field))), None)
    if said is not None or " " not in plain:
        return said
    names = plain.split()
    around = _words("around", vocabulary)
    kept = [name for name in names if name not in around and vocabulary.qualifiers.get(name) != "filler"]
    return _said(" ".join(kept), vocabulary) if len(kept) < len(names) else None


@lru_cache(maxsize=4096)
def days_of(
    times: tuple[Time, ...], *, cycle: Cycle | None, year: int | None, fiscal_year_start: int = 1
) -> tuple[date | None, ...]:
    """The last day of each of the times, in the order of their columns; None where no year is known.

    A year that is not written is the one in which the time lies in the cycle; without a cycle it goes
    on from December to January.
    """
    times = _with_years(times)
    if cycle is not None:
        weeks = (cycle.end - cycle.start).days // 7 + 1
        counted = weeks < _WEEKS_OF_A_CYCLE and all(t.n <= weeks for t in times if t.unit is Unit.WEEK)
        return tuple(_in_cycle(time, cycle, fiscal_year_start, counted=counted) for time in times)
    days = [_end(time, year, fiscal_year_start) for time in times]
    falls = sum(one is not None and other is not None and other < one for one, other in pairwise(days))
    if falls * 2 > len(days) - 1:
        return tuple(reversed(_in_order(tuple(reversed(times)), year, fiscal_year_start)))
    return _in_order(times, year, fiscal_year_start)


def _with_years(times: tuple[Time, ...]) -> tuple[Time, ...]:
    """The times with the numbers beside months taken for days or for years, and firsts for months."""
    if _are_days(times):
        return tuple(_as_day(time) for time in times)
    if _are_months(times):
        return tuple(Time(Unit.MONTH, t.date.month, t.says, t.date.year) if t.date else t for t in times)
    if {time.unit for time in times} == {Unit.MONTH} and len({time.more for time in times}) == 1:
        if 0 < (times[0].more or 0) < _FIRST_YEAR:
            return tuple(map(_as_day, times))
        return tuple(t if t.more is None else t._replace(year=2000 + t.more, more=None) for t in times)
    return times


def _in_cycle(time: Time, cycle: Cycle, fiscal_year_start: int, *, counted: bool) -> date | None:
    """The day of a time in a cycle, or nearest to it; weeks may be `counted` from its beginning."""
    if counted and time.unit is Unit.WEEK and time.year is None:
        return min(cycle.start + timedelta(days=7 * time.n - 1), cycle.end)
    years = range(cycle.start.year, cycle.end.year + 1)
    days = [day for year in years if (day := _end(time, year, fiscal_year_start)) is not None]
    return min(days, key=lambda day: max(cycle.start - day, day - cycle.end, timedelta(0)), default=None)


def _in_order(times: Sequence[Time], year: int | None, fiscal_year_start: int) -> tuple[date | None, ...]:
    days: list[date | None] = []
    before: date | None = None
    for time in times:
        day = _end(time, year, fiscal_year_start)
        if day and before and time.year is None and day < before:
            day = _end(time, before.year + (day.month < before.month), fiscal_year_start)
        days.append(day)
        before = day or before
    return tuple(days)


def _are_days(times: Sequence[Time]) -> bool:
    """Whether the numbers beside months are days: one month comes again with another number."""
    for _, same in groupby(times, key=lambda time: time.n):
        numbers = {time.more for time in same}
        if len(numbers) > 1 and None not in numbers:
            return True
    return False


def _as_day(time: Time) -> Time:
    return time._replace(unit=Unit.DAY) if time.more else time


def _are_months(times: Sequence[Time]) -> bool:
    """Whether dates stand for their months: each is the first of another one."""
    return (
        len(times) > 1
        and all(time.date is not None and time.date.day == 1 for time in times)
        and len({(time.date.year, time.date.month) for time in times if time.date}) == len(times)
    )


def _end(time: Time, year: int | None, fiscal_year_start: int) -> date | None:
    if time.date is not None:
        return time.date
    year = time.year or year
    if year is None:
        return None
    try:
        if time.unit is Unit.DAY:
            return date(year, time.n, time.more or 1)
        if time.unit is Unit.WEEK:
            return date.fromisocalendar(year, time.n, 7)
    except ValueError:
        return None
    if time.unit is Unit.PART:
        cycle = find_cycle(f"Q{time.n} {year}", fiscal_year_start=fiscal_year_start)
        return cycle.end if cycle else None
    return date(year + time.n // 12, time.n % 12 + 1, 1) - timedelta(days=1)
