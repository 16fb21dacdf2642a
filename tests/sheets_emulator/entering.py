"""What a typed text becomes: the number, date, formula or text that USER_ENTERED makes of it."""

from __future__ import annotations

import math
import re
from typing import Any

from .languages import Language
from .typed_dates import read_moment
from .wire import Message, tidy_number

__all__ = ["as_entered", "as_raw"]

_CURRENCIES = "$€£¥₹₩₽₺₴"


def as_raw(value: Any) -> Message:
    """The value of a cell that is stored as it is: a text stays a text, even =A1."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": tidy_number(value)}
    return {"stringValue": str(value)}


def as_entered(value: Any, language: Language, *, year: int) -> tuple[Message, Message | None]:
    """The value of a cell that was typed in, and the number format that the typing gave it, if any.

    `year` is the year of dates that are typed without one.

    >>> from .languages import language_of
    >>> as_entered("42%", language_of("en_US"), year=2026)
    ({'numberValue': 0.42}, {'type': 'PERCENT', 'pattern': '0%'})
    >>> as_entered("1.234,5", language_of("de_DE"), year=2026)
    ({'numberValue': 1234.5}, {'type': 'NUMBER', 'pattern': '#,##0.00'})
    """
    if not isinstance(value, str):
        return as_raw(value), None
    text = value.strip()
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    for number, truth in enumerate(("TRUE", "FALSE")):
        if text.upper() in (truth, language.truths[number]):
            return {"boolValue": number == 0}, None
    for reading in (_number(text, language), read_moment(text, language, year=year)):
        if reading is not None:
            return {"numberValue": tidy_number(reading[0])}, reading[1]
    if re.match(r"\+.", text):  # a plus begins a formula, too, as everybody learns who types +49 171 1234
        return {"formulaValue": f"={text}"}, None
    return {"stringValue": value}, None


def _number(text: str, language: Language) -> tuple[float, Message | None] | None:
    if language.group.isspace():  # people type the blank of the keyboard
        text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", language.group, text)
    group, decimal = re.escape(language.group), re.escape(language.decimal)
    match = re.fullmatch(
        rf"(\(?)([+-]?)([{_CURRENCIES}]?) ?([+-]?)(\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{decimal}(\d*))?"
        rf"(?:[eE]([+-]?\d+))? ?([%{_CURRENCIES}]?)(\)?)",
        text,
    )
    if match is None or not (match[5] or match[6]):
        return None
    opened, sign, before, inner, whole, fraction, power, after, closed = match.groups()
    if bool(opened) != bool(closed) or len(opened + sign + inner) > 1:
        return None
    plain = (whole or "0").replace(language.group, "")
    minus = "-" if opened or "-" in (sign, inner) else ""
    number = float(f"{minus}{plain}.{fraction or '0'}e{power or 0}")
    if math.isinf(number):
        return None
    if after == "%":
        return round(number / 100, 15), {"type": "PERCENT", "pattern": "0.00%" if fraction else "0%"}
    tail = ".00" if fraction else ""
    if money := before or after:
        return number, {"type": "CURRENCY", "pattern": _money(money, language).replace(".00", tail)}
    if whole and language.group in whole:
        return number, {"type": "NUMBER", "pattern": f"#,##0{tail}"}
    if power is not None:
        return number, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return number, None


def _money(sign: str, language: Language) -> str:
    """The pattern of an amount: the locale's own for its currency."""
    if sign in language.money:
        return language.money
    return "$#,##0.00" if sign == "$" else f"[${sign}]#,##0.00"
