"""What formulas refer to, as far as it can be told without calculating them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from okrsheets.grid import CellRange, column_number
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["ELSEWHERE", "Pointers", "Reference", "parse_reference", "pointers_in", "references_in"]

ELSEWHERE = "*"
"""The workbook of a reference that leaves its own and does not say for which by name."""

_LAST_ROW = 1_048_576

_TEXT = r'"((?:[^"]|"")*)"'
# A file saved out of Google Sheets keeps what Excel does not know in a text, with its result behind it.
_KEPT_IN_A_TEXT = pattern(rf"DUMMYFUNCTION\(\s*{_TEXT}\s*\)", re.IGNORECASE)
_TOLD_BY_TEXTS = pattern(
    rf"\b(HYPERLINK|IMPORTRANGE|INDIRECT)\(\s*{_TEXT}\s*(?:[,;]\s*{_TEXT}\s*)?(?=[,;)])", re.IGNORECASE
)
_TEXTS = pattern(r"""('(?:[^']|'')*')|"(?:[^"]|"")*\"""")
_COLUMNS = pattern(r"(?<=\w)\[(?:[^\[\]]|\[[^\[\]]*\])*\]")  # those of a table, behind its name
_NAMES = pattern(r"""(?<![\w.!$'\]\\])(?!(?:TRUE|FALSE)\b)([^\W\d][\w.\\]*)(?![\w.(!':])""", re.IGNORECASE)


class Reference(NamedTuple):
    """A cell or range that a formula mentions; `book` and `sheet` are None where it is its own."""

    book: str | None
    sheet: str | None
    range: CellRange


class Pointers(NamedTuple):
    """What a formula points at: places, links that it makes, and names of the workbook or its tables.

    The `book` of a place is as the formula says it: a file, the number of an external part, or an address.
    """

    references: tuple[Reference, ...]
    links: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def pointers_in(formula: str) -> Pointers:
    """What a formula points at; of its texts only those that functions take for a place.

    >>> pointers_in('HYPERLINK("#Company!B4","O1")')
    Pointers(references=(), links=('#Company!B4',), names=())
    >>> [r.range.a1 for r in pointers_in('IF(Company!B4="B5","",Company!B4)').references]
    ['B4', 'B4']
    >>> [(r.book, r.sheet) for r in pointers_in('IMPORTRANGE("https://x.org/y","Company!B4")').references]
    [('https://x.org/y', 'Company')]
    >>> pointers_in("INDEX(Goals[Title],3)&Vision").names
    ('Goals', 'Vision')
    """
    if kept := _KEPT_IN_A_TEXT.search(formula):
        formula = kept[1].replace('""', '"')
    references: list[Reference] = []
    links: list[str] = []
    for function, text, place in _TOLD_BY_TEXTS.findall(formula):
        if function.upper() == "HYPERLINK":
            links.append(text.replace('""', '"'))
        elif (found := parse_reference((place if place else text).replace('""', '"'))) is not None:
            references.append(found._replace(book=text) if function.upper() == "IMPORTRANGE" else found)
    rest = _TEXTS.sub(r"\1", _TOLD_BY_TEXTS.sub(r"\1(", formula))
    references += _found(rest)
    names = _NAMES.findall(_COLUMNS.sub(" ", _pattern().sub(" ", rest)))
    return Pointers(tuple(references), tuple(links), tuple(dict.fromkeys(names)))


def parse_reference(text: str) -> Reference | None:
    """The place that a text is, and nothing else; None if it is none.

    >>> parse_reference("'Go to market'!$B$4:C9").range.a1, parse_reference("Company! Grow")
    ('B4:C9', None)
    """
    match = _pattern().fullmatch(text.strip())
    return _reference(match) if match else None


def references_in(formula: str) -> Iterator[Reference]:
    """What a formula mentions, inside of texts too: IMPORTRANGE and INDIRECT name their cells in one.

    >>> [(r.sheet, r.range.a1) for r in references_in("IFERROR('Go to market'!$B$4,B2)")]
    [('Go to market', 'B4'), (None, 'B2')]
    >>> [(r.book, r.sheet) for r in references_in("[Plan.xlsx]Sales!A2&[1]Sales!B2")]
    [('Plan.xlsx', 'Sales'), ('*', 'Sales')]
    >>> [(r.book, r.range.a1) for r in references_in('IMPORTRANGE("https://x.org/y", "Sales!B2:B9")')]
    [('*', 'B2:B9')]
    """
    imported = ELSEWHERE if "IMPORTRANGE" in formula.upper() else None
    for reference in _found(formula):
        book = reference.book
        if book is not None and book.isdecimal():
            book = ELSEWHERE
        yield reference._replace(book=book or (imported if reference.sheet else None))


def _found(text: str) -> Iterator[Reference]:
    for match in _pattern().finditer(text):
        if (reference := _reference(match)) is not None:
            yield reference


def _reference(match: re.Match[str]) -> Reference | None:
    quoted, plain, left, top, right, bottom = match.groups()
    if top is None and right is None:
        return None
    book, sheet = _parted(quoted.replace("''", "'") if quoted else plain)
    columns = sorted((column_number(left), column_number(right or left)))
    rows = sorted((int(top or 1), int(bottom or _LAST_ROW))) if right or top is None else [int(top)] * 2
    return Reference(book, sheet, CellRange(rows[0], columns[0], rows[1], columns[1]))


def _parted(tab: str | None) -> tuple[str | None, str | None]:
    """The workbook and the tab in `[Plan.xlsx]Sales`."""
    if tab is None or "]" not in tab:
        return None, tab
    book, _, sheet = tab.rpartition("]")
    return book.rpartition("[")[2], sheet


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when the first formula is asked about: most titles are none."""
    return re.compile(
        r"(?<![\w.$!'\]])(?:(?:'((?:[^']|'')+)'|((?:\[[^\[\]]+\])?[\w.]+))!)?"
        r"\$?([A-Za-z]{1,3})(?:\$?([1-9]\d{0,6}))?(?::\$?([A-Za-z]{1,3})(?:\$?([1-9]\d{0,6}))?)?(?![\w(.!:])"
    )
