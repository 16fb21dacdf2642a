"""Links as people put them into cells, taken apart: which workbook, which tab, which place on it."""

from __future__ import annotations

import re

from okrsheets.formulas import parse_reference
from okrsheets.grid import CellRange
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Pointer", "google_key", "is_address", "parse_link", "unescaped"]

_GOOGLE = pattern(
    r"https?://docs\.google\.com/(?:a/[^/]+/)?spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)", re.IGNORECASE
)
_ADDRESS = pattern(r"(?:[a-z][a-z0-9+.-]+:)?//\S*|#\S.*", re.IGNORECASE)
_WORKBOOK_FILE = pattern(r"[^?#]*\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv)(?=$|[?#])", re.IGNORECASE)
_SAID = pattern(r"(?:^|[#&?])(gid|range|rangeid)=([^&#]*)", re.IGNORECASE)
_ESCAPED = pattern(r"(?:%[0-9A-Fa-f]{2})+")
_GID = pattern(r"\d{1,12}")


class Pointer(NamedTuple):
    """A place as it is pointed at; what is None is not said: the own workbook, the own tab, no cell.

    `book` is a file, an address, or the number of an external part. `name` is a defined name, or a tab's.
    """

    book: str | None = None
    sheet: str | None = None
    range: CellRange | None = None
    gid: int | None = None
    name: str | None = None


def parse_link(link: str) -> Pointer | None:
    """Where a link leads; None where it leads to no workbook.

    >>> parse_link("#'Go to market'!B4").sheet, parse_link("plans/plan.xlsx#Company!B4:C4").range.a1
    ('Go to market', 'B4:C4')
    >>> parse_link("https://docs.google.com/spreadsheets/d/1a/edit?usp=x#gid=7&range=B4")[3]
    7
    >>> parse_link("https://example.org/wiki#B4") is None
    True
    """
    link = link.strip()
    if (place := parse_reference(link)) is not None and place.book is not None:
        return Pointer(place.book, place.sheet, place.range)
    start, mark, end = link.partition("#")
    if start and not (_GOOGLE.match(start) or _WORKBOOK_FILE.match(start)):
        return None
    book = unescaped(start) or None
    said = {key.lower(): unescaped(value) for key, value in _SAID.findall(f"{start}{mark}{end}")}
    if said:
        place = parse_reference(said.get("range", ""))
        gid = int(said["gid"]) if _GID.fullmatch(said.get("gid", "")) else None
        sheet = place.sheet if place else None
        return Pointer(book, sheet, place.range if place else None, gid, said.get("rangeid"))
    end = unescaped(end).removeprefix("$").strip()
    if not end:
        return Pointer(book) if book else None
    if (place := parse_reference(end)) is not None:
        return Pointer(place.book or book, place.sheet, place.range)
    return Pointer(book, name=end.rstrip("!").strip("'").replace("''", "'"))


def google_key(address: str) -> str | None:
    """The key by which Google knows a spreadsheet, in whatever address of it.

    >>> google_key("https://docs.google.com/spreadsheets/d/1abc_-/edit#gid=0"), google_key("gsheets:1abc")
    ('1abc_-', '1abc')
    """
    if address.startswith("gsheets:"):
        return address.removeprefix("gsheets:") or None
    match = _GOOGLE.match(address)
    return match[1] if match else None


def is_address(text: str) -> bool:
    """Whether a text is written like a link, and nothing else; where it leads is another question.

    >>> is_address("#gid=0&range=B4"), is_address("https://example.org"), is_address("CO-1: see //wiki")
    (True, True, False)
    """
    return ("#" in text or "//" in text) and _ADDRESS.fullmatch(text) is not None


def unescaped(text: str) -> str:
    """A part of an address as people read it.

    >>> unescaped("Go%20to%20market")
    'Go to market'
    """
    return _ESCAPED.sub(lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), text)
