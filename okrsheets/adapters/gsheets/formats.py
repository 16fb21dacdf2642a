"""How Google shows a number, as the number format that other programs would write for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.adapters.gsheets.answers import Message
from okrsheets.grid import PLAIN, Look

__all__ = ["GENERAL", "look_of", "pattern_of"]

GENERAL = "General"
_PADDING = 3  # pixels, in a cell as it is made
_INDENT = 9  # pixels that other programs indent by in a step

_EURO = "AT BE CY DE EE ES FI FR GR IE IT LT LU LV MT NL PT SI SK"
_CURRENCIES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_EURO.split(), "[$€]")
    | {
        "BR": "[$R$]",
        "CH": "[$CHF]",
        "CN": "[$¥]",
        "CZ": "[$Kč]",
        "DK": "[$kr]",
        "GB": "[$£]",
        "HU": "[$Ft]",
        "IL": "[$₪]",
        "IN": "[$₹]",
        "JP": "[$¥]",
        "KR": "[$₩]",
        "NO": "[$kr]",
        "PL": "[$zł]",
        "RU": "[$₽]",
        "SE": "[$kr]",
        "TR": "[$₺]",
        "UA": "[$₴]",
    }
)
_YEAR_FIRST = ("hu", "ja", "ko", "lt", "sv", "zh")
_MONTH_FIRST = ("en_US", "en_PH", "")
_TYPES: Mapping[str, str] = MappingProxyType(
    {"PERCENT": "0.00%", "SCIENTIFIC": "0.00E+00", "TEXT": "@", "TIME": "h:mm:ss"}
)


def pattern_of(number_format: Message, *, locale: str) -> str:
    """The number format of a cell; one that has no pattern is shown as the sheet's locale does.

    >>> pattern_of({"type": "PERCENT"}, locale="de_DE"), pattern_of({"type": "CURRENCY"}, locale="de_DE")
    ('0.00%', '[$€]#,##0.00')
    >>> pattern_of({"type": "DATE"}, locale="en_US"), pattern_of({}, locale="en_US")
    ('m/d/yyyy', 'General')
    """
    pattern = str(number_format.get("pattern", ""))
    kind = str(number_format.get("type", ""))
    if pattern:
        return pattern
    if kind == "CURRENCY":
        return f"{_CURRENCIES.get(locale.rpartition('_')[2], '[$$]')}#,##0.00"
    if kind in ("DATE", "DATE_TIME"):
        return _day(locale) + (" h:mm:ss" if kind == "DATE_TIME" else "")
    return _TYPES.get(kind, GENERAL)


def _day(locale: str) -> str:
    if locale in _MONTH_FIRST:
        return "m/d/yyyy"
    return "yyyy-mm-dd" if locale.partition("_")[0] in _YEAR_FIRST else "dd/mm/yyyy"


def look_of(effective: Message) -> Look:
    """How a cell looks. Google has no indent: people pad the text, or put blanks into its format.

    >>> look_of({"textFormat": {"bold": True}, "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1}}})
    Look(bold=True, fill='FFFF00', indent=0)
    """
    bold = bool(effective.get("textFormat", {}).get("bold"))
    fill = _fill(effective.get("backgroundColorStyle", {}))
    indent = max(0, int(effective.get("padding", {}).get("left", _PADDING)) - _PADDING) // _INDENT
    pattern = str(effective.get("numberFormat", {}).get("pattern", ""))
    if pattern.endswith("@"):
        indent += (len(pattern) - len(pattern.lstrip(" "))) // 2
    return Look(bold, fill, indent) if bold or fill or indent else PLAIN


def _fill(style: Message) -> str | None:
    """The colour behind a cell, None where it is white."""
    if "themeColor" in style:
        return None if style["themeColor"] == "BACKGROUND" else str(style["themeColor"])
    if "rgbColor" not in style:
        return None
    shares = (style["rgbColor"].get(name, 0) for name in ("red", "green", "blue"))
    colour = "".join(f"{round(255 * share):02X}" for share in shares)
    return None if colour == "FFFFFF" else colour
