"""What a cell of Google's holds: its value in our types, its formula, its format, its link."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from okrsheets.adapters.gsheets.address import spreadsheet_key, title_in_formula
from okrsheets.adapters.gsheets.answers import Book, Message
from okrsheets.adapters.gsheets.formats import look_of, pattern_of
from okrsheets.adapters.serials import moment_of_format, serial_moment
from okrsheets.grid import Cell, ErrorValue, Value

__all__ = ["cell_of", "is_computed"]

_ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "ERROR": "#ERROR!",
        "NULL_VALUE": "#NULL!",
        "DIVIDE_BY_ZERO": "#DIV/0!",
        "VALUE": "#VALUE!",
        "REF": "#REF!",
        "NAME": "#NAME?",
        "NUM": "#NUM!",
        "N_A": "#N/A",
    }
)
_SIGN = "@"  # stands in a text where a smart chip is
_UNITS = "utf-16-le"  # places in a text count units of two bytes


def cell_of(data: Message, book: Book) -> Cell | None:
    """The cell, or None where it holds nothing."""
    effective = data.get("effectiveFormat", {})
    number_format = pattern_of(effective.get("numberFormat", {}), locale=book.locale)
    formula = data.get("userEnteredValue", {}).get("formulaValue")
    value = _value(data, number_format)
    if formula is None and (value is None or value == ""):
        return None
    link = _link(data, book)
    return Cell(value, formula and formula.removeprefix("="), number_format, link, look_of(effective))


def is_computed(data: Message) -> bool:
    """Whether a cell shows what the formula of another one, or a pivot table, put there."""
    return "effectiveValue" in data and "userEnteredValue" not in data


def _value(data: Message, number_format: str) -> Value:
    value = data.get("effectiveValue", {})
    if "numberValue" in value:
        number = _tidy(value["numberValue"])
        moment = moment_of_format(number_format)
        return number if moment is None else serial_moment(number, moment, leap_1900=False)
    if "stringValue" in value:
        text = str(value["stringValue"])
        return _with_chips(text, data["chipRuns"]) if "chipRuns" in data else text
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "errorValue" in value:
        # of type LOADING: it is being computed, and shows nothing yet
        code = _ERRORS.get(str(value["errorValue"].get("type", "")))
        return ErrorValue(code) if code else None
    return None


def _tidy(number: float) -> int | float:
    """A whole number as one, however it was written."""
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else number


def _with_chips(text: str, runs: object) -> str:
    """A text in which each smart chip that is a mere sign stands as the address of its person, or its link.

    >>> run = {"startIndex": 3, "chip": {"personProperties": {"email": "kim@example.com"}}}
    >>> _with_chips("by @, soon", [run]), _with_chips("by Kim, soon", [run])
    ('by kim@example.com, soon', 'by Kim, soon')
    """
    units = text.encode(_UNITS)
    sign = _SIGN.encode(_UNITS)
    for run in sorted(runs if isinstance(runs, list) else (), key=_start, reverse=True):
        chip, at = run.get("chip", {}), 2 * _start(run)
        address = chip.get("personProperties", {}).get("email") or chip.get("richLinkProperties", {}).get(
            "uri"
        )
        if address and units[at : at + 2] == sign:
            rest = units[at + 2 :]
            before = units[:at]
            units = before + str(address).encode(_UNITS) + rest
    return units.decode(_UNITS, "replace")


def _start(run: Message) -> int:
    return int(run.get("startIndex", 0))


def _link(data: Message, book: Book) -> str | None:
    """Where the cell leads: an address, or a place in the workbook as `#Company!B4`."""
    link = data.get("hyperlink")
    if not link:
        return None
    parts = urlsplit(str(link))
    elsewhere = parts.netloc or (parts.path and not parts.path.startswith("#"))
    if elsewhere and spreadsheet_key(str(link)) != book.key:
        return str(link)
    return _place(parse_qs(parts.fragment), book) or str(link)


def _place(said: Mapping[str, list[str]], book: Book) -> str | None:
    """The place that the end of an address names: a tab, with a range on it, or a named range."""
    named = book.named.get(said.get("rangeid", [""])[0])
    if named is not None:
        tab, place = book.tab(named.tab), named.range.a1
    else:
        number = said.get("gid", [""])[0]
        tab = book.tab(int(number)) if number.isdecimal() and len(number) < 12 else None
        place = said.get("range", ["A1"])[0]
    if tab is None:
        return None
    return f"#{title_in_formula(tab.title)}!{place}"
