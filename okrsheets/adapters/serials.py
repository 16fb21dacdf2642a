"""Numbers as spreadsheets store them: plain ones, and the dates and times a number format makes of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum

from okrsheets.grid import Value
from okrsheets.patterns import pattern

__all__ = ["Moment", "moment_of_format", "parse_iso", "parse_number", "serial_moment", "stored_number"]

_INTEGER = pattern(r"-?\d{1,15}")
_NUMBER = pattern(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LITERAL = pattern(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = pattern(r"\[([^\]]*)\]")
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31


class Moment(Enum):
    """What a number format makes of a number."""

    DAY = "day"
    CLOCK = "clock"


def parse_number(text: str) -> int | float | None:
    """A number as stored in a cell: int where it is written as one; None where it is no number.

    >>> parse_number("42"), parse_number("4.5E-2"), parse_number("1_0")
    (42, 0.045, None)
    """
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return int(text) if _INTEGER.fullmatch(text) else float(text)


def stored_number(number: float) -> str:
    """A finite number as Excel stores it, shortest form.

    >>> stored_number(0.5), stored_number(2.0), stored_number(1e21)
    ('0.5', '2', '1E+21')
    """
    text = repr(number)
    return (text.removesuffix(".0") if "e" not in text else text).replace("e", "E")


def moment_of_format(number_format: str) -> Moment | None:
    """Whether a number format shows a day, or only a time of day; durations and numbers are neither.

    >>> moment_of_format("yyyy-mm-dd hh:mm"), moment_of_format("[$-409]h:mm AM/PM")
    (<Moment.DAY: 'day'>, <Moment.CLOCK: 'clock'>)
    >>> moment_of_format('0.0 "days"'), moment_of_format("[h]:mm"), moment_of_format("General")
    (None, None, None)
    """
    if number_format == "General" or number_format.startswith("0"):
        return None
    bare = _LITERAL.sub("", number_format).split(";", 1)[0].lower()
    if any(set(inside) <= set("hms") and inside for inside in _BRACKETS.findall(bare)):
        return None
    bare = _BRACKETS.sub("", bare).replace("am/pm", "h").replace("a/p", "h")
    if "d" in bare or "y" in bare or ("m" in bare and "h" not in bare and "s" not in bare):
        return Moment.DAY
    return Moment.CLOCK if "h" in bare or "s" in bare else None


def serial_moment(
    serial: float, moment: Moment, *, since_1904: bool = False, leap_1900: bool = True
) -> Value:
    """The day or time a number stands for; the number itself where it stands for none.

    Excel counts a 29 February 1900, which never was, and so `leap_1900`; Google Sheets does not.

    >>> serial_moment(45000, Moment.DAY, since_1904=False), serial_moment(0.5, Moment.CLOCK, since_1904=False)
    (datetime.date(2023, 3, 15), datetime.time(12, 0))
    >>> serial_moment(1, Moment.DAY), serial_moment(1, Moment.DAY, leap_1900=False)
    (datetime.date(1900, 1, 1), datetime.date(1899, 12, 31))
    """
    if not 0 <= serial < _LAST_SERIAL:
        return serial
    if serial < 1:
        milliseconds = round(serial * 86_400_000)
        if moment is Moment.DAY and (not milliseconds or milliseconds == 86_400_000) and not since_1904:
            return serial
        clock = (_midnight(1900, 1, 1) + timedelta(milliseconds=milliseconds)).time()
        return clock if milliseconds or moment is Moment.CLOCK else date(1904, 1, 1)
    first = (
        _midnight(1904, 1, 1) if since_1904 else _midnight(1899, 12, 31 if leap_1900 and serial < 60 else 30)
    )
    try:
        when = first + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return serial
    return when.date() if when.time() == time() else when


def _midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day)  # noqa: DTZ001 - a sheet's days know no time zone


def parse_iso(text: str) -> Value:
    """A date stored in ISO form (`t="d"`); the text itself where it is none.

    >>> parse_iso("2026-10-01T00:00:00"), parse_iso("soon")
    (datetime.date(2026, 10, 1), 'soon')
    """
    stripped = text.strip()
    try:
        when = datetime.fromisoformat(stripped.removesuffix("Z"))
    except ValueError:
        try:
            return time.fromisoformat(stripped)
        except ValueError:
            return text
    when = when.replace(tzinfo=None)
    return when.date() if when.time() == time() else when
