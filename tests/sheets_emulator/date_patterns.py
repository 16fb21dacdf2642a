"""Dates and times: the serial numbers that stand for them, and the patterns that show them."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["DATES", "as_date", "date_of", "is_date_pattern", "is_moment", "serial_of"]

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 a cell's time has no zone
DATES = frozenset({"DATE", "TIME", "DATE_TIME"})
FIRST, LAST = -693_593, 2_958_466
MILLISECONDS = 86_400_000  # of a day
_TOKEN = re.compile(
    r'"[^"]*"|\\.|\[(?:[hH]+|[mM]+|[sS]+)\]|\[[^\]]*\]|am/pm|AM/PM|a/p|A/P'
    r"|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|\.0+|.",
    re.DOTALL,
)
_NOON = ("am/pm", "a/p")


def date_of(serial: float) -> dt.datetime:
    """The day and time that a serial number stands for, to the millisecond."""
    return EPOCH + dt.timedelta(milliseconds=round(serial * MILLISECONDS))


def serial_of(moment: dt.datetime) -> float:
    """The serial number of a day and time.

    >>> serial_of(dt.datetime(2020, 1, 1))
    43831.0
    """
    return (moment - EPOCH) / dt.timedelta(days=1)


def is_moment(serial: float) -> bool:
    """Whether a number is a day between the years 1 and 9999."""
    return FIRST <= serial < LAST


def is_date_pattern(pattern: str) -> bool:
    """Whether a pattern without a type shows a date or time.

    >>> is_date_pattern("d.m."), is_date_pattern('0 "days"'), is_date_pattern("[h]:mm")
    (True, False, True)
    """
    tokens = [token for token in _TOKEN.findall(pattern) if token[0] not in '"\\']
    units = [token for token in tokens if _unit_of(token)]
    return bool(units) and not any(token in "0#?" for token in tokens)


def as_date(serial: float, pattern: str) -> str:
    """The day and time as a pattern shows it.

    >>> as_date(42465.17283, 'h:mm:ss.00 a/p'), as_date(42465.17283, 'dddd, m/d/yy "at" h:mm')
    ('4:08:52.51 a', 'Tuesday, 4/5/16 at 4:08')
    >>> as_date(0.13450526, "[hh]:[mm]:[ss].000"), as_date(0.13450526, "[mmmm]:[ss].000")
    ('03:13:41.254', '0193:41.254')
    """
    tokens = _TOKEN.findall(pattern)
    moment = date_of(serial)
    if not any(token.startswith(".0") for token in tokens):
        moment = EPOCH + dt.timedelta(seconds=round(serial * 86_400))
    noon = any(token.lower() in _NOON for token in tokens)
    written, last, elapsed = "", "", ""
    for at, token in enumerate(tokens):
        unit = _unit_of(token)
        minutes = unit == "m" and "M" not in token and (last == "h" or _next(tokens[at + 1 :]) == "s")
        if token[0] == "[" and unit:
            written += _elapsed(moment, unit, elapsed, len(token) - 2)
            elapsed += unit
        elif minutes:
            written += f"{moment.minute:0{min(len(token), 2)}d}"
        elif unit:
            written += _part(moment, unit, len(token), noon=noon)
        else:
            written += _other(moment, token)
        last = unit or last
    return written


def _unit_of(token: str) -> str:
    """The unit of a token: y, m, d, h, s; empty for what is none."""
    letter = token.strip("[]")[:1].lower()
    return letter if letter in "ymdhs" and token.lower() not in _NOON and letter else ""


def _next(tokens: list[str]) -> str:
    return next((unit for token in tokens if (unit := _unit_of(token))), "")


def _elapsed(moment: dt.datetime, unit: str, before: str, size: int) -> str:
    """All hours, minutes or seconds that have passed; after a larger unit only what is left of it."""
    passed = (moment - EPOCH) // dt.timedelta(milliseconds=1)
    length = {"h": 3_600_000, "m": 60_000, "s": 1000}
    for larger in before:
        passed %= length.get(larger, 1)
    count = passed // length[unit] if unit in length else 0
    return f"{count:0{size}d}"


def _part(moment: dt.datetime, unit: str, size: int, *, noon: bool) -> str:
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    month, day = f"{moment:%B}", f"{moment:%A}"
    if unit == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if unit == "m":
        shown = (f"{moment.month}", f"{moment.month:02d}", month[:3], month, month[0])
        return shown[size - 1] if size <= 5 else month
    if unit == "d":
        return (f"{moment.day}", f"{moment.day:02d}", day[:3], day)[min(size, 4) - 1]
    return f"{hour if unit == 'h' else moment.second:0{min(size, 2)}d}"


def _other(moment: dt.datetime, token: str) -> str:
    """What is no unit: halves of the day, parts of a second, and text."""
    low = token.lower()
    if low == "am/pm":
        return "PM" if moment.hour >= 12 else "AM"
    if low == "a/p":
        letter = "p" if moment.hour >= 12 else "a"
        return letter.upper() if token[0].isupper() else letter
    if token.startswith(".0"):
        return "." + f"{moment.microsecond:06d}"[: len(token) - 1]
    if token[0] == '"':
        return token[1:-1]
    return "" if token[0] == "[" else token.removeprefix("\\") or token
