"""What a spreadsheet's locale decides: the signs in numbers, the order of dates, the words for truths."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Language", "language_of"]

_COMMA_DOT = frozenset(["de", "es", "it", "pt", "nl", "id", "tr", "da", "el", "hr", "sl", "ro", "vi"])
_COMMA_BLANK = frozenset(["fr", "ru", "pl", "cs", "uk", "sv", "nb", "no", "fi", "hu", "bg", "sk", "lt", "lv"])
_DOT_COMMA_PLACES = frozenset(["de_CH", "es_MX", "es_US"])
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
_TRUTHS = {
    "cs": ("PRAVDA", "NEPRAVDA"),
    "da": ("SAND", "FALSK"),
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "fi": ("TOSI", "EPÄTOSI"),
    "fr": ("VRAI", "FAUX"),
    "it": ("VERO", "FALSO"),
    "nl": ("WAAR", "ONWAAR"),
    "pl": ("PRAWDA", "FAŁSZ"),
    "pt": ("VERDADEIRO", "FALSO"),
    "ru": ("ИСТИНА", "ЛОЖЬ"),
    "sv": ("SANT", "FALSKT"),
    "tr": ("DOĞRU", "YANLIŞ"),
}
_MONEY_BEHIND = frozenset(["de", "es", "fr", "it", "pt", "fi", "el", "sk", "sl", "lt", "lv", "hr"])
_CURRENCIES = {
    "GB": "£",
    "JP": "¥",
    "CN": "¥",
    "KR": "₩",
    "IN": "₹",
    "CH": "CHF",
    "BR": "R$",
    "PL": "zł",
    "CZ": "Kč",
    "SE": "kr",
    "NO": "kr",
    "DK": "kr.",
    "RU": "₽",
    "TR": "₺",
    "UA": "₴",
}
_EURO = frozenset(
    ["AT", "BE", "DE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LV", "NL", "PT", "SI", "SK"]
)


@dataclass(frozen=True, slots=True)
class Language:
    """What a locale decides about how values are read and shown."""

    decimal: str
    group: str
    date: str
    day_first: bool
    truths: tuple[str, str]  # true, false
    money: str  # the pattern of an amount


def language_of(locale: str) -> Language:
    """What a locale decides.

    >>> language_of("de_DE").decimal, language_of("en_US").date, language_of("de_DE").truths
    (',', 'M/d/yyyy', ('WAHR', 'FALSCH'))
    """
    tongue, _, place = locale.partition("_")
    decimal, group = ".", ","
    if tongue in _COMMA_DOT and locale not in _DOT_COMMA_PLACES:
        decimal, group = ",", "."
    elif tongue in _COMMA_BLANK:
        decimal, group = ",", "\u202f" if tongue == "fr" else "\u00a0"
    fallback = "dd.MM.yyyy" if tongue in _DAY_FIRST_DOTS else "dd/MM/yyyy"
    date = _DATE_PATTERNS.get(locale) or _DATE_PATTERNS.get(tongue) or fallback
    truths = _TRUTHS.get(tongue, ("TRUE", "FALSE"))
    return Language(decimal, group, date, date.lower().startswith("d"), truths, _money(tongue, place))


def _money(tongue: str, place: str) -> str:
    sign = "€" if place in _EURO else _CURRENCIES.get(place, "$")
    if sign == "$":
        return "$#,##0.00"
    return f"#,##0.00 [${sign}]" if tongue in _MONEY_BEHIND else f"[${sign}]#,##0.00"
