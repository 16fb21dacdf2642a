"""Delimited text as rows of cells, at the places a spreadsheet program would show them.

The csv module is not used: it cannot tell that a quote is never closed (the rest of the file would
become one cell), and it bounds the length of a cell by a setting of the whole process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

__all__ = ["split_rows", "without_quoted"]

_INSIDE = r'"((?:[^"]++|"")*+)"'


def split_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    r"""The cells of each row; line ends are `\n` throughout, and a blank line is a row.

    >>> list(split_rows('a;"b;\n""c"" d"\n\ne', ";"))
    [['a', 'b;\n"c" d'], [''], ['e']]

    Blanks around a quoted cell are no part of it; a quote that is never closed is a character.

    >>> list(split_rows('a, "b, c" ,"d\ne', ","))
    [['a', 'b, c', '"d'], ['e']]
    """
    cell = _cell_pattern(delimiter)
    place = 0
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if text.find('"', place, end) < 0:
            yield text[place:end].split(delimiter)
            place = end + 1
            continue
        row = []
        closed_by = delimiter
        while closed_by == delimiter:
            match = cell.match(text, place)
            assert match is not None, "every part of the pattern may be empty"
            alone, quoted, rest, closed_by = match.groups()
            inside = alone if alone is not None else quoted
            row.append(rest if inside is None else inside.replace('""', '"') + rest)
            place = match.end()
        yield row


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """A cell and what ends it: quoted with nothing but blanks around, quoted and more, or plain."""
    end = re.escape(delimiter)
    return re.compile(rf"(?: *+{_INSIDE} *+(?={end}|\n|\Z)|{_INSIDE})?+([^{end}\n]*+)({end}|\n|\Z)")


@cache
def _quoted_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:\A|(?<=[\n,;\t|^])) *+{_INSIDE}")


def without_quoted(text: str) -> str:
    r"""The text with a `"` for each cell in quotes, so that what is left holds nothing but delimiters.

    >>> without_quoted('a,"b, c";"d\n"\n')
    'a,";"\n'
    """
    return _quoted_pattern().sub('"', text) if '"' in text else text
