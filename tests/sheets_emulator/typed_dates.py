"""Dates and times as people type them, each with the pattern that shows it the way it was typed."""

from __future__ import annotations

import datetime as dt
import re

from .date_patterns import serial_of
from .languages import Language
from .wire import Message

__all__ = ["read_moment"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DIGITS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# Ways to write a date with the month's name; a group that is missing is not shown either.
_NAMED = [
    re.compile(way, re.IGNORECASE)
    for way in (
        rf"{_MONTH}(?P<a> )(?P<day>\d{{1,2}})(?:(?P<b>,? )(?P<year>\d{{4}}))?",
        rf"(?P<day>\d{{1,2}})(?P<a>[ -]){_MONTH}(?:(?P<b>[ -])(?P<year>\d{{4}}))?",
        rf"{_MONTH}(?P<b>[ -])(?P<year>\d{{4}})",
    )
]
_TIME = re.compile(
    r"(?P<hour>\d{1,3})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<part>\.\d{1,3})?)?)?"
    r"(?: ?(?P<noon>[AaPp][Mm]))?"
)


def read_moment(text: str, language: Language, *, year: int) -> tuple[float, Message] | None:
    """The serial number and number format of a typed date, time or both; `year` is for dates without one.

    >>> from .languages import language_of
    >>> read_moment("Jan 5, 2026", language_of("en_US"), year=2000)
    (46027.0, {'type': 'DATE', 'pattern': 'mmm d, yyyy'})
    >>> read_moment("3/4", language_of("en_US"), year=2026)
    (46085.0, {'type': 'DATE', 'pattern': 'M/d'})
    >>> read_moment("5.1.2026 14:30", language_of("de_DE"), year=2000)
    (46027.604166666664, {'type': 'DATE_TIME', 'pattern': 'dd.MM.yyyy H:mm:ss'})
    """
    if (date := _date(text, language, year)) is not None:
        return _serial(date[0]), {"type": "DATE", "pattern": date[1]}
    if (time := _time(text)) is not None:
        return time[0], {"type": "TIME", "pattern": time[1]}
    before, _, after = text.partition(" ")
    while after:
        date, time = _date(before.rstrip(","), language, year), _time(after)
        if date is not None and time is not None and time[0] < 1:
            pattern = "yyyy-mm-dd" if date[1] == "yyyy-mm-dd" else language.date
            return _serial(date[0]) + time[0], {"type": "DATE_TIME", "pattern": f"{pattern} H:mm:ss"}
        step, _, after = after.partition(" ")
        before = f"{before} {step}"
    return None


def _serial(day: dt.date) -> float:
    return serial_of(dt.datetime(day.year, day.month, day.day))  # noqa: DTZ001 a cell's time has no zone


def _date(text: str, language: Language, this_year: int) -> tuple[dt.date, str] | None:
    try:
        if match := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
            return dt.date(year, month, day), "yyyy-mm-dd"
        if match := _DIGITS.fullmatch(text):
            return _digits(match, language, this_year)
        for way in _NAMED:
            if match := way.fullmatch(text):
                return _named(match.groupdict(), this_year)
    except ValueError:
        return None
    return None


def _digits(match: re.Match[str], language: Language, this_year: int) -> tuple[dt.date, str] | None:
    first, sign, second, last = match.groups()
    if last is None and match[0].endswith(sign) and sign != ".":
        return None
    day, month = (first, second) if language.day_first else (second, first)
    if last is None:
        pattern = re.sub(r"[^A-Za-z.]*[yY]+[^A-Za-z.]*", "", language.date)
        return dt.date(this_year, int(month), int(day)), pattern
    year = int(last) if len(last) == 4 else 2000 + int(last)
    return dt.date(year, int(month), int(day)), language.date


def _named(parts: dict[str, str | None], this_year: int) -> tuple[dt.date, str]:
    name, day, year = str(parts["month"]), parts.get("day"), parts.get("year")
    month = _NAMES.index(name[:3].lower()) + 1
    shown = {
        "month": "mmm" if len(name) < 4 or name.lower() == "sept" else "mmmm",
        "day": "d",
        "year": "yyyy",
    }
    shown |= {"a": parts.get("a") or "", "b": parts.get("b") or ""}
    # The pattern has the parts in the order in which they were typed.
    pattern = "".join(shown[key] for key, part in parts.items() if part)
    return dt.date(int(year or this_year), month, int(day or 1)), pattern


def _time(text: str) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if match is None or not (match["minute"] or match["noon"]):
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if minute > 59 or second > 59 or (match["noon"] and not 1 <= hour <= 12):
        return None
    if match["noon"]:
        hour = hour % 12 + (12 if match["noon"].lower() == "pm" else 0)
    pattern = "[h]" if hour > 23 else "h"
    pattern += (":mm" if match["minute"] else "") + (":ss" if match["second"] or hour > 23 else "")
    pattern += "." + "0" * (len(match["part"]) - 1) if match["part"] else ""
    pattern += " am/pm" if match["noon"] else ""
    return (hour * 3600 + minute * 60 + second + float(match["part"] or 0)) / 86400, pattern
