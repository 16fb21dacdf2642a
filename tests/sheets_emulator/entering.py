"""What a typed text becomes: the number, date, formula or text that USER_ENTERED makes of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from .formats import Language, serial_of
from .wire import Message

__all__ = ["as_entered", "as_raw"]

_CURRENCIES = "$€£¥"
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp][Mm]))?")


def as_raw(value: Any) -> Message:
    """The value of a cell that is stored as it is: a text stays a text, even =A1."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    return {"stringValue": str(value)}


def as_entered(value: Any, language: Language) -> tuple[Message, Message | None]:
    """The value of a cell that was typed in, and the number format that the typing gave it, if any.

    >>> from .formats import language_of
    >>> as_entered("42%", language_of("en_US"))
    ({'numberValue': 0.42}, {'type': 'PERCENT', 'pattern': '0%'})
    >>> as_entered("1.234,5", language_of("de_DE"))
    ({'numberValue': 1234.5}, {'type': 'NUMBER', 'pattern': '#,##0.00'})
    """
    if not isinstance(value, str):
        return as_raw(value), None
    text = value.strip()
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.upper() == "TRUE"}, None
    for reading in (_number(text, language), _date(text, language), _time(text)):
        if reading is not None:
            return {"numberValue": reading[0]}, reading[1]
    return {"stringValue": value}, None


def _number(text: str, language: Language) -> tuple[float, Message | None] | None:
    group, decimal = re.escape(language.group), re.escape(language.decimal)
    match = re.fullmatch(
        rf"([+-]?)([{_CURRENCIES}]?) ?(\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{decimal}(\d+))?"
        rf"(?:[eE]([+-]?\d+))? ?([%{_CURRENCIES}]?)",
        text,
    )
    if match is None or not (match[3] or match[4]):
        return None
    sign, before, whole, fraction, power, after = match.groups()
    plain = (whole or "0").replace(language.group, "")
    number = float(f"{sign}{plain}.{fraction or '0'}e{power or 0}")
    grouped = bool(whole) and language.group in whole
    if after == "%":
        return round(number / 100, 15), {"type": "PERCENT", "pattern": "0.00%" if fraction else "0%"}
    tail = ".00" if fraction else ""
    if money := before or after:
        sign_of = money if money == "$" else f"[${money}]"
        return number, {"type": "CURRENCY", "pattern": f"{sign_of}#,##0{tail}"}
    if grouped:
        return number, {"type": "NUMBER", "pattern": f"#,##0{tail}"}
    if power is not None:
        return number, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return number, None


def _date(text: str, language: Language) -> tuple[float, Message] | None:
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        pattern = "yyyy-mm-dd"
    elif match := _DATE.fullmatch(text):
        first, second, last = (int(part) for part in match.groups())
        day, month = (first, second) if language.day_first else (second, first)
        year = last if last > 99 else 2000 + last
        pattern = language.date
    else:
        return None
    try:
        return serial_of(dt.datetime(year, month, day)), {"type": "DATE", "pattern": pattern}  # noqa: DTZ001 as cells are
    except ValueError:
        return None


def _time(text: str) -> tuple[float, Message] | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (hour * 3600 + minute * 60 + second) / 86400, {"type": "TIME", "pattern": "h:mm:ss"}
