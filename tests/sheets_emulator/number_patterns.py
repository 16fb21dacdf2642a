"""Patterns of numbers: placeholders for digits, groups, scales, percentages, exponents, fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .languages import Language

__all__ = ["as_number", "rounded"]

_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<sign>[^\]-]*)[^\]]*\]|(?P<other>\[[^\]]*\])|_(?P<blank>.)|\*(?P<fill>.)'
    r"|(?P<power>[eE][+-][0#?]+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<slash>/)|(?P<plain>.)",
    re.DOTALL,
)


@dataclass(slots=True)
class _Piece:
    """A part of a pattern: a placeholder of the whole or broken part, or what stands as it is."""

    kind: str  # digit, place (behind the point), point, power, slash, text
    text: str


def rounded(number: float, places: int) -> Decimal:
    """A number with so many decimals, halves away from zero, as people round.

    >>> rounded(2.5, 0), rounded(0.125, 2), rounded(-1.005, 2)
    (Decimal('3'), Decimal('0.13'), Decimal('-1.01'))
    """
    exact = Decimal(repr(float(number)))
    if exact.adjusted() > 20:
        return exact
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def as_number(number: float, pattern: str, language: Language) -> str:
    """A number as one section of a pattern shows it.

    >>> from .languages import language_of
    >>> english = language_of("en_US")
    >>> [as_number(12345.6, pattern, english) for pattern in ("#,##0.00", "0.0,k", "0.##e+0", "000000.#")]
    ['12,345.60', '12.3k', '1.23e+4', '012345.6']
    >>> as_number(5.125, "# ???/???", english), as_number(5551234, "000-0000", english)
    ('5   1/8  ', '555-1234')
    """
    pieces, grouped, scale = _pieces(pattern)
    for piece in pieces:
        if piece.kind == "text" and piece.text == "%":
            scale += 2
    if not any(piece.kind in ("digit", "place") for piece in pieces):
        return "".join(piece.text for piece in pieces)
    value = float(Decimal(repr(float(number))).scaleb(scale))
    if any(piece.kind == "slash" for piece in pieces):
        return _as_fraction(value, pieces)
    if any(piece.kind == "power" for piece in pieces):
        return _as_power(value, pieces, language)
    return _filled(value, pieces, language, grouped=grouped)


def _pieces(pattern: str) -> tuple[list[_Piece], bool, int]:
    """The parts of a pattern, whether its digits stand in groups, and by which power of ten it scales."""
    matches = list(_TOKEN.finditer(pattern))
    digits = [at for at, match in enumerate(matches) if match.lastgroup == "digit"]
    point = next((at for at, match in enumerate(matches) if match.lastgroup == "point"), len(matches))
    whole = [at for at in digits if at < point]
    pieces, grouped, scale, behind = list[_Piece](), False, 0, False
    for at, match in enumerate(matches):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "comma" and whole and at > whole[0]:
            if at < whole[-1]:
                grouped = True
                continue
            if at < point or not digits or at > digits[-1]:  # behind the last digit it stands for thousands
                scale -= 3
                continue
        if kind == "point" and not behind and digits:
            behind = True
            pieces.append(_Piece("point", text))
        elif kind in ("power", "slash") and digits:
            pieces.append(_Piece(kind, text))
        elif kind == "digit":
            pieces.append(_Piece("place" if behind else "digit", text))
        else:
            pieces.append(_Piece("text", {"blank": " ", "fill": "", "other": ""}.get(kind, text)))
    return pieces, grouped, scale


def _filled(value: float, pieces: list[_Piece], language: Language, *, grouped: bool) -> str:
    """The pieces with the digits of a number in their placeholders."""
    places = [piece.text for piece in pieces if piece.kind == "place"]
    wanted = [piece.text for piece in pieces if piece.kind == "digit"]
    text = f"{abs(rounded(value, len(places))):f}"
    whole, _, broken = text.partition(".")
    slots = _whole_slots(whole.lstrip("0"), wanted, language.group if grouped else "")
    tail = _broken_slots(broken.ljust(len(places), "0"), places)
    result = ""
    for piece in pieces:
        if piece.kind == "digit":
            result += slots.pop(0)
        elif piece.kind == "place":
            result += tail.pop(0)
        elif piece.kind == "point":
            result += ("" if wanted else slots.pop(0)) + language.decimal
        else:
            result += piece.text
    return ("-" if value < 0 else "") + result


def _whole_slots(digits: str, wanted: list[str], group: str) -> list[str]:
    """What each placeholder of the whole part shows: the first takes the digits that are too many."""
    count = max(len(wanted), 1)
    shown = []
    for slot in range(count):
        from_right = count - 1 - slot
        here = digits[: len(digits) - from_right] if slot == 0 else digits[-from_right - 1 :][:1]
        if slot and from_right >= len(digits):
            here = ""
        if not here and wanted:
            here = {"0": "0", "?": " ", "#": ""}[wanted[slot]]
        shown.append(_grouped(here, from_right, group))
    return shown


def _grouped(digits: str, from_right: int, group: str) -> str:
    if not group:
        return digits
    places = range(from_right + len(digits) - 1, from_right - 1, -1)
    return "".join(
        digit + (group if place and place % 3 == 0 and digit.isdigit() else "")
        for digit, place in zip(digits, places, strict=True)
    )


def _broken_slots(digits: str, places: list[str]) -> list[str]:
    """What each placeholder behind the point shows: zeros at the end only where they are asked for."""
    shown = list(digits[: len(places)])
    for at in range(len(places) - 1, -1, -1):
        if places[at] == "0" or shown[at] != "0":
            break
        shown[at] = " " if places[at] == "?" else ""
    return shown


def _as_power(value: float, pieces: list[_Piece], language: Language) -> str:
    at = next(number for number, piece in enumerate(pieces) if piece.kind == "power")
    step = max(sum(piece.kind == "digit" for piece in pieces[:at]), 1)
    places = sum(piece.kind == "place" for piece in pieces[:at])
    power = Decimal(repr(float(value))).adjusted() if value else 0
    power -= power % step
    mantissa = float(rounded(value / 10.0**power, places))
    if abs(mantissa) >= 10**step:
        power, mantissa = power + step, mantissa / 10**step
    mark = pieces[at].text
    sign = "-" if power < 0 else "+" if mark[1] == "+" else ""
    shown = _Piece("text", f"{mark[0]}{sign}{abs(power):0{max(mark.count('0'), 1)}d}")
    return _filled(mantissa, [*pieces[:at], shown, *pieces[at + 1 :]], language, grouped=False)


def _as_fraction(value: float, pieces: list[_Piece]) -> str:
    """A whole number and a fraction, or a fraction alone where the pattern has one block before the slash."""
    slash = next(number for number, piece in enumerate(pieces) if piece.kind == "slash")
    start = slash
    while start and pieces[start - 1].kind == "digit":
        start -= 1
    end = slash + 1
    while end < len(pieces) and (pieces[end].kind == "digit" or pieces[end].text.isdigit()):
        end += 1
    below = "".join(piece.text for piece in pieces[slash + 1 : end])
    exact = Fraction(abs(value))
    apart = any(piece.kind == "digit" for piece in pieces[:start])
    whole = int(exact) if apart else 0
    if below.isdigit() and int(below):
        bottom = int(below)
        top = round((exact - whole) * bottom)
    else:
        near = (exact - whole).limit_denominator(10 ** max(len(below), 1) - 1)
        top, bottom = near.numerator, near.denominator
    if apart and top == bottom:
        whole, top = whole + 1, 0
    blank = apart and not top
    upper = " " * (slash - start) if blank else str(top).rjust(slash - start)
    lower = " " * len(below) if blank else str(bottom).ljust(len(below))
    before = "".join(piece.text for piece in pieces[:start] if piece.kind != "digit")
    number = (str(whole) if whole or blank else "") if apart else ""
    after = "".join(piece.text for piece in pieces[end:])
    return f"{'-' if value < 0 else ''}{number}{before}{upper}{' ' if blank else '/'}{lower}{after}"
