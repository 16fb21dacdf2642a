"""Number formats: how a number, a date or a share is shown, in the spreadsheet's language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .wire import Message

__all__ = ["Language", "date_of", "general", "language_of", "serial_of", "shown"]

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 a cell's time has no zone
DATES = frozenset({"DATE", "TIME", "DATE_TIME"})
_COMMA_DOT = frozenset(["de", "es", "it", "pt", "nl", "id", "tr", "da", "el", "hr", "sl", "ro", "vi"])
_COMMA_BLANK = frozenset(["fr", "ru", "pl", "cs", "uk", "sv", "nb", "no", "fi", "hu", "bg", "sk", "lt", "lv"])
_DAY_FIRST_DOTS = frozenset(
    ["de", "ru", "pl", "cs", "uk", "nb", "no", "fi", "tr", "da", "sk", "ro", "hr", "sl"]
)
_DATE_PATTERNS = {
    "en_US": "M/d/yyyy",
    "ja": "yyyy/MM/dd",
    "zh": "yyyy/M/d",
    "ko": "yyyy. m. d",
    "nl": "d-M-yyyy",
    "sv": "yyyy-MM-dd",
    "lt": "yyyy-MM-dd",
    "en_CA": "yyyy-MM-dd",
    "hu": "yyyy. MM. dd.",
}
_TOKEN = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|am/pm|AM/PM|a/p|A/P|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|\.0+|.', re.DOTALL
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.([#0?]*))?(?:[eE][+-]0+)?|\.([#0?]+)")


@dataclass(frozen=True, slots=True)
class Language:
    """What a locale decides about numbers and dates."""

    decimal: str
    group: str
    date: str
    day_first: bool


def language_of(locale: str) -> Language:
    """The signs and the order of a date in a locale.

    >>> language_of("de_DE").decimal, language_of("en_US").date
    (',', 'M/d/yyyy')
    """
    tongue = locale.partition("_")[0]
    decimal, group = ".", ","
    if tongue in _COMMA_DOT and locale not in ("de_CH", "es_MX"):
        decimal, group = ",", "."
    elif tongue in _COMMA_BLANK:
        decimal, group = ",", "\u202f" if tongue == "fr" else "\u00a0"
    fallback = "dd.MM.yyyy" if tongue in _DAY_FIRST_DOTS else "dd/MM/yyyy"
    date = _DATE_PATTERNS.get(locale) or _DATE_PATTERNS.get(tongue) or fallback
    return Language(decimal, group, date, day_first=date.lower().startswith("d"))


def date_of(serial: float) -> dt.datetime:
    """The day and time that a serial number stands for."""
    return EPOCH + dt.timedelta(seconds=round(serial * 86400))


def serial_of(moment: dt.datetime) -> float:
    """The serial number of a day and time.

    >>> serial_of(dt.datetime(2020, 1, 1))
    43831.0
    """
    return (moment - EPOCH) / dt.timedelta(days=1)


def general(number: float, language: Language) -> str:
    """A number without a format: ten significant digits.

    >>> general(1 / 3, language_of("en_US")), general(2.0, language_of("en_US"))
    ('0.3333333333', '2')
    """
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    if number and not 1e-10 <= abs(number) < 1e15:
        mantissa, _, power = f"{number:.5E}".partition("E")
        text = f"{float(mantissa):g}E{int(power):+03d}"
    else:
        whole = len(str(int(abs(number)))) if abs(number) >= 1 else 0
        text = f"{number:.{max(10 - whole, 0)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", language.decimal)


def shown(number: float, number_format: Message, language: Language) -> str:
    """The number as its cell shows it.

    >>> shown(0.125, {"pattern": "0.0%"}, language_of("de_DE"))
    '12,5%'
    >>> shown(43831, {"type": "DATE", "pattern": "mmm d, yyyy"}, language_of("en_US"))
    'Jan 1, 2020'
    """
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, language)
    if not pattern or pattern == "@" or pattern.lower() == "general":
        return general(number, language)
    section, number = _section(pattern, number)
    if kind in DATES or (
        not _DIGITS.search(_LITERAL.sub("", section)) and re.search("[ymdhs]", section, re.I)
    ):
        return _as_date(number, section)
    return _as_number(number, section, language)


def _default_pattern(kind: str, language: Language) -> str:
    return {
        "PERCENT": "0.00%",
        "NUMBER": "#,##0.00",
        "CURRENCY": "$#,##0.00",
        "SCIENTIFIC": "0.00E+00",
        "DATE": language.date,
        "TIME": "h:mm:ss AM/PM",
        "DATE_TIME": f"{language.date} h:mm:ss",
    }.get(kind, "")


def _section(pattern: str, number: float) -> tuple[str, float]:
    """The part of a pattern that is for numbers of this sign, and the number to show by it."""
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+', pattern) or [pattern]
    if number < 0 and len(parts) > 1:
        return parts[1], -number
    if number == 0 and len(parts) > 2:
        return parts[2], number
    return parts[0], number


def _as_number(number: float, pattern: str, language: Language) -> str:
    literal = _LITERAL.sub(lambda match: (match[1] or match[2] or match[3] or "").replace("0", "\0"), pattern)
    match = _DIGITS.search(literal)
    if match is None:
        return literal.replace("\0", "0")
    digits = match[0]
    if "%" in literal:
        number *= 100
    places = len(match[1] or match[2] or "")
    if "E" in digits.upper():
        mantissa, _, power = f"{number:.{places}E}".partition("E")
        body = f"{mantissa}E{int(power):+03d}"
    else:
        body = f"{number:,.{places}f}" if "," in digits.partition(".")[0] else f"{number:.{places}f}"
        optional = len(digits) - len(digits.rstrip("#")) if "." in digits else 0
        for _ in range(optional):
            body = body[:-1] if body.endswith("0") else body
        body = body.rstrip(".")
    body = body.translate({ord(","): language.group, ord("."): language.decimal})
    sign = "-" if body.startswith("-") else ""
    start, end = match.span()
    return (sign + literal[:start] + body.lstrip("-") + literal[end:]).replace("\0", "0")


def _as_date(number: float, pattern: str) -> str:
    moment = date_of(number)
    tokens = _TOKEN.findall(pattern)
    noon = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    written, after_hour = "", False
    for at, token in enumerate(tokens):
        low = token.lower()
        if low[0] == "m" and (after_hour or _next_unit(tokens[at + 1 :]) == "s"):
            written += f"{moment.minute:0{len(token)}d}"
        else:
            written += _unit(moment, low, token, noon=noon)
        if low[0] in "ymdhs":
            after_hour = low[0] == "h"
    return written


def _next_unit(tokens: list[str]) -> str:
    return next((token[0].lower() for token in tokens if token[0].lower() in "ymdhs"), "")


def _unit(moment: dt.datetime, low: str, token: str, *, noon: bool) -> str:
    size = len(token)
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    month, day = f"{moment:%B}", f"{moment:%A}"
    units = {
        "y": f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}",
        "m": (f"{moment.month}", f"{moment.month:02d}", month[:3], month, month[0])[min(size, 5) - 1],
        "d": (f"{moment.day}", f"{moment.day:02d}", day[:3], day)[min(size, 4) - 1],
        "h": f"{hour:0{min(size, 2)}d}",
        "s": f"{moment.second:0{min(size, 2)}d}",
    }
    if low in ("am/pm", "a/p"):
        return "PM" if moment.hour >= 12 else "AM"
    if token[0] in '"\\[':
        return "" if token[0] == "[" else token.strip('"').lstrip("\\")
    return units.get(low[0], token) if low[0].isalpha() else token
