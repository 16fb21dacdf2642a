"""Which spreadsheet of Google an address means, what it is called here, and how its parts are named."""

from __future__ import annotations

import re

from okrsheets.errors import UsageError
from okrsheets.patterns import pattern

__all__ = ["key_of", "named", "page_of", "quoted_title", "spreadsheet_key", "title_in_formula"]

_SHORT = "gsheets:"
_KEY = pattern(r"[A-Za-z0-9_-]+")
_HOST = pattern(r"https?://(?:docs|drive)\.google\.com/", re.IGNORECASE)
_LINK = pattern(
    r"https?://(?:"
    r"docs\.google\.com/(?:a/[^/]+/)?spreadsheets/(?:u/\d+/)?d/"
    r"|drive\.google\.com/(?:a/[^/]+/)?(?:file/(?:u/\d+/)?d/|open\?(?:[^#]*&)?id=)"
    r")([A-Za-z0-9_-]+)(?:[/?#&].*)?",
    re.IGNORECASE,
)
_PLACE = "https://docs.google.com/spreadsheets/d/"
_CURE = f"copy it from the browser, as {_PLACE}KEY, or write gsheets:KEY"


def spreadsheet_key(address: str) -> str | None:
    """The key of the spreadsheet that an address means; None where it is no address of one.

    >>> spreadsheet_key("https://docs.google.com/spreadsheets/d/1abc_-/edit?usp=sharing#gid=0")
    '1abc_-'
    >>> spreadsheet_key("gsheets:1abc"), spreadsheet_key("plan.xlsx")
    ('1abc', None)
    """
    address = address.strip()
    if address.startswith(_SHORT):
        key = address.removeprefix(_SHORT)
        return key if _KEY.fullmatch(key) else None
    link = _LINK.fullmatch(address)
    return link[1] if link and link[1] != "e" else None


def named(address: str) -> str | None:
    """The one name of the spreadsheet that an address means; None where it is none of Google's.

    Raises UsageError where it is one of Google's addresses and means no spreadsheet.

    >>> named("gsheets:1abc")
    'https://docs.google.com/spreadsheets/d/1abc'
    """
    key = spreadsheet_key(address)
    if key is not None:
        return f"{_PLACE}{key}"
    if "/d/e/" in address and _HOST.match(address.strip()):
        what = "is a published copy, which is a page and no sheet"
        raise UsageError(address, what, "take the link of the sheet itself")
    if address.strip().startswith(_SHORT) or _HOST.match(address.strip()):
        raise UsageError(address, "is no link to a Google sheet", _CURE)
    return None


def key_of(source: str) -> str:
    """The key in the name of a spreadsheet."""
    return source.removeprefix(_PLACE)


def page_of(source: str) -> str:
    """Where a cell of the spreadsheet opens in a browser; `{gid}` and `{cell}` in it stand for the place."""
    return f"{source}/edit#gid={{gid}}&range={{cell}}"


def quoted_title(title: str) -> str:
    """The title of a tab as ranges name it.

    >>> quoted_title('It\\'s "odd"!')
    '\\'It\\'\\'s "odd"!\\''
    """
    return "'" + title.replace("'", "''") + "'"


def title_in_formula(title: str) -> str:
    """The title of a tab as formulas and links name it: in quotes only where that is needed.

    >>> title_in_formula("Plan"), title_in_formula("Go to market")
    ('Plan', "'Go to market'")
    """
    return title if title.isidentifier() and title.isascii() else quoted_title(title)
