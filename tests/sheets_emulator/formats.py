"""Number formats: how a number, a date, a share or a text is shown, in the spreadsheet's language."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from .date_patterns import DATES, as_date, is_date_pattern, is_moment
from .languages import Language
from .number_patterns import as_number, rounded
from .wire import Message

__all__ = ["general", "shown", "shown_text"]

_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_PLAIN = ("", "@", "general")


def general(number: float, language: Language) -> str:
    """A number without a format: ten significant digits.

    >>> from .languages import language_of
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
        text = f"{rounded(number, max(10 - whole, 0)):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", language.decimal)


def shown(number: float, number_format: Message, language: Language) -> str:
    """The number as its cell shows it.

    >>> from .languages import language_of
    >>> shown(0.125, {"pattern": "0.0%"}, language_of("de_DE"))
    '12,5%'
    >>> shown(43831, {"type": "DATE", "pattern": "mmm d, yyyy"}, language_of("en_US"))
    'Jan 1, 2020'
    >>> shown(250, {"pattern": '[<100]"Low";[>200]"High";000'}, language_of("en_US"))
    'High'
    """
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, language)
    if pattern.lower() in _PLAIN:
        return general(number, language)
    section, number = _section(pattern, number)
    if kind in DATES or is_date_pattern(section):
        return as_date(number, section) if is_moment(number) else general(number, language)
    if section.lower() in ("@", "general"):
        return general(number, language)
    return as_number(number, section, language)


def shown_text(text: str, pattern: str) -> str:
    """A text as a pattern shows it: by its fourth section, or the one with the sign for a text.

    >>> shown_text("KR", '0;0;0;"new: "@'), shown_text("KR", '@"!"'), shown_text("KR", "0.00")
    ('new: KR', 'KR!', 'KR')
    """
    sections = _sections(pattern)
    section = sections[3] if len(sections) > 3 else next((one for one in sections if "@" in one), "@")
    return re.sub(
        r'"([^"]*)"|\\(.)|(@)', lambda match: text if match[3] else match[1] or match[2] or "", section
    )


def _default_pattern(kind: str, language: Language) -> str:
    noon = language.date == "M/d/yyyy"
    return {
        "PERCENT": "0.00%",
        "NUMBER": "#,##0.00",
        "CURRENCY": language.money,
        "SCIENTIFIC": "0.00E+00",
        "DATE": language.date,
        "TIME": "h:mm:ss AM/PM" if noon else "HH:mm:ss",
        "DATE_TIME": f"{language.date} {'h' if noon else 'HH'}:mm:ss",
    }.get(kind, "")


def _sections(pattern: str) -> list[str]:
    """The parts of a pattern for different numbers.

    >>> _sections('0;"a;b";;@')
    ['0', '"a;b"', '', '@']
    """
    parts, at = [], 0
    while at <= len(pattern):
        match = _SECTION.match(pattern, at)
        part = match[0] if match else ""
        parts.append(part)
        at += max(len(part), 0) + 1
    return parts


def _section(pattern: str, number: float) -> tuple[str, float]:
    """The part of a pattern that is for this number, and the number to show by it."""
    parts = _sections(pattern)
    conditions = [_CONDITION.search(part) for part in parts[:3]]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=False):
            if condition is None or _COMPARE[condition[1]](number, float(condition[2])):
                return _CONDITION.sub("", part), number
        return parts[-1], number
    if number < 0 and len(parts) > 1:
        return parts[1], -number
    if number == 0 and len(parts) > 2:
        return parts[2], number
    return parts[0], number
