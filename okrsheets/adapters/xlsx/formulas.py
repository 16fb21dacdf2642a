"""References inside of formula texts: shifted for shared formulas, and looked at for what they depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsheets.grid import column_letters, column_number

__all__ = ["columns_mentioned", "shifted"]

# Compiled by re when first used, and kept by it: few runs need it.
_TOKEN = (
    r"""(?P<other>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|\#REF!)"""
    r"|(?<![\w.$\\])(?:"
    r"(?P<c>\$?)(?P<column>[A-Za-z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!\[])"
    r"|(?P<c1>\$?)(?P<first>[A-Za-z]{1,3}):(?P<c2>\$?)(?P<last>[A-Za-z]{1,3})(?![\w.(!\[])"
    r"|(?P<r1>\$?)(?P<top>[1-9]\d{0,6}):(?P<r2>\$?)(?P<bottom>[1-9]\d{0,6})(?![\w.(!]))"
)
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_MISSING = "#REF!"


def shifted(formula: str, *, rows: int, columns: int) -> str:
    """The formula as it reads when filled down and right by so many cells.

    >>> shifted("SUM($A1:B$1)*Plan!C2", rows=1, columns=1)
    'SUM($A2:C$1)*Plan!D3'
    """

    def move_row(fixed: str, row: str) -> str:
        number = int(row) if fixed else int(row) + rows
        return f"{fixed}{number}" if 1 <= number <= _LAST_ROW else ""

    def move_column(fixed: str, letters: str) -> str:
        number = column_number(letters) if fixed else column_number(letters) + columns
        return f"{fixed}{column_letters(number)}" if 1 <= number <= _LAST_COLUMN else ""

    def move(match: re.Match[str]) -> str:
        if match["other"]:
            return match[0]
        if match["column"]:
            column, row = move_column(match["c"], match["column"]), move_row(match["r"], match["row"])
            return column + row if column and row else _MISSING
        if match["first"]:
            start, end = move_column(match["c1"], match["first"]), move_column(match["c2"], match["last"])
        else:
            start, end = move_row(match["r1"], match["top"]), move_row(match["r2"], match["bottom"])
        return f"{start}:{end}" if start and end else _MISSING

    return re.sub(_TOKEN, move, formula)


def columns_mentioned(formula: str) -> Iterator[tuple[int, int]]:
    """The spans of columns that a formula's references lie in, whichever tab they are on.

    >>> list(columns_mentioned("SUM(A1:C3)+Plan!F:F"))
    [(1, 3), (6, 6)]
    """
    previous: re.Match[str] | None = None
    for match in re.finditer(_TOKEN, formula):
        if match["column"]:
            start = end = column_number(match["column"])
            if previous is not None and formula[previous.end() : match.start()] == ":":
                start = column_number(previous["column"])
                yield min(start, end), max(start, end)
            elif formula[match.end() : match.end() + 1] != ":":
                yield start, end
            previous = match
        elif match["first"]:
            start, end = column_number(match["first"]), column_number(match["last"])
            yield min(start, end), max(start, end)
        elif match["top"]:
            yield 1, _LAST_COLUMN
