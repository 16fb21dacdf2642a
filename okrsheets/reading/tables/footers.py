"""Footers: lines right at the end of a table that count its rows or say who made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from okrsheets.grid import Cell
from okrsheets.model import Field
from okrsheets.reading.figures.values import number_in
from okrsheets.reading.language.naming import names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.language.words import first_label
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.rows import lead_meaning

__all__ = ["footer_of"]

_NONE: Mapping[int, str] = MappingProxyType({})
_MOST = 20  # rows of a footer
_FULLER = 3  # cells of a row of the table
_LONGEST_FIGURE = 24
_LONGEST_SAID = 40
_OUTSIDE = ("total", "note", "example")


def footer_of(lines: Lines, area: Area, vocabulary: Vocabulary) -> Mapping[int, str]:
    """The last rows of a table that are none of its OKRs, each with the reason.

    Such a row has words below the objectives and nothing else, or a figure in place of a key result:
    "Total key results | 4". Above it stand rows that say an objective, its key result and more.
    """
    titles = [
        next((h.column for h in area.headings if h.reading.means(field)), 0)
        for field in (Field.OBJECTIVE, Field.KEY_RESULT)
    ]
    objective, key_result = titles
    if not 0 < objective < key_result:
        return _NONE
    tail = dict(_tail(lines, area, objective, key_result, vocabulary))
    if not tail:
        return _NONE
    body = [row for row in area.rows if row < min(tail)]
    saying = [
        row
        for row in body
        if objective in lines.by_row[row] and not _says_itself(lines.text(row, objective), vocabulary)
    ]
    if not any(len(lines.by_row[row]) >= _FULLER for row in saying):
        return _NONE
    # Where objectives stand on rows of their own, another may follow.
    return tail if all(_are_words(lines, row, key_result) for row in saying) else _NONE


def _tail(
    lines: Lines, area: Area, objective: int, key_result: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, str]]:
    """The rows from the last one up that may be a footer; totals and notes among them are told later."""
    found: list[tuple[int, bool]] = []
    for row in reversed(area.rows[-_MOST:]):
        line = lines.by_row[row]
        text = lines.text(row, objective)
        if _says_itself(text, vocabulary):
            continue
        inside = {c: cell for c, cell in line.items() if area.left <= c <= area.right}
        pair = set(inside) == {objective, key_result} and (
            vocabulary.meaning("rows", text) == "made" or _is_figure(inside[key_result], vocabulary)
        )
        if not pair and not (set(inside) == {objective} and _is_plain(lines, row, text, vocabulary)):
            break
        found.append((row, pair))
    for row, pair in found:
        parted = any(above not in lines.by_row for above in range(area.header + 1, row))
        if not pair or parted or names_okrs(lines.text(row, objective), vocabulary):
            yield row, f'a line below the table ("{_brief(lines.text(row, objective))}")'


def _says_itself(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a row says by its first words that it is a total, a note or an example."""
    return vocabulary.meaning("rows", text) in _OUTSIDE or lead_meaning(text, vocabulary) in _OUTSIDE


def _is_plain(lines: Lines, row: int, text: str, vocabulary: Vocabulary) -> bool:
    """Whether words alone on a row bear neither the number nor the look of an objective."""
    column = min(lines.by_row[row])
    label = first_label(f"{text} ", vocabulary)
    if label is not None and label["n"]:
        return False
    merge = lines.spans.get((row, column))
    if merge is not None and merge.bottom > row:
        return False  # it waits for its key results
    look = lines.by_row[row][column].look
    return not (look.bold or look.fill)


def _are_words(lines: Lines, row: int, column: int) -> bool:
    return any(map(str.isalpha, lines.text(row, column)))


def _is_figure(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell holds a figure, a day or a formula, and no words: 4, "45 %", "0 of 2"."""
    value = cell.value
    if not isinstance(value, str):
        return value is None or isinstance(value, (int, float, date))
    if not any(map(str.isalpha, value)):
        return True
    return len(value) <= _LONGEST_FIGURE and number_in(value, vocabulary) is not None


def _brief(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SAID else f"{words[: _LONGEST_SAID - 1].rstrip()}…"
