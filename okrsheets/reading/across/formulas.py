"""What formulas refer to, as far as it can be told without calculating them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from okrsheets.grid import CellRange, column_number
from okrsheets.tuples import NamedTuple

__all__ = ["ELSEWHERE", "Reference", "references_in"]

ELSEWHERE = "*"
"""The workbook of a reference that leaves its own and does not say for which by name."""

_LAST_ROW = 1_048_576


class Reference(NamedTuple):
    """A cell or range that a formula mentions; `book` and `sheet` are None where it is its own."""

    book: str | None
    sheet: str | None
    range: CellRange


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
    for match in _pattern().finditer(formula):
        quoted, plain, left, top, right, bottom = match.groups()
        if top is None and right is None:
            continue
        book, sheet = _parted(quoted.replace("''", "'") if quoted else plain)
        columns = sorted((column_number(left), column_number(right or left)))
        rows = sorted((int(top or 1), int(bottom or _LAST_ROW))) if right or top is None else [int(top)] * 2
        yield Reference(
            book or (imported if sheet else None), sheet, CellRange(rows[0], columns[0], rows[1], columns[1])
        )


def _parted(tab: str | None) -> tuple[str | None, str | None]:
    """The workbook and the tab in `[Plan.xlsx]Sales`; a workbook that is only numbered is not known."""
    if tab is None or "]" not in tab:
        return None, tab
    book, _, sheet = tab.rpartition("]")
    book = book.rpartition("[")[2]
    return ELSEWHERE if book.isdecimal() else book, sheet


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when the first formula is asked about: most titles are none."""
    return re.compile(
        r"(?<![\w.$!'\]])(?:(?:'((?:[^']|'')+)'|((?:\[[^\[\]]+\])?[\w.]+))!)?"
        r"\$?([A-Za-z]{1,3})(?:\$?([1-9]\d{0,6}))?(?::\$?([A-Za-z]{1,3})(?:\$?([1-9]\d{0,6}))?)?(?![\w(.!:])"
    )
