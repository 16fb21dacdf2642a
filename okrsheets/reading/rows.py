"""Which rows of a table are not OKRs: totals, notes, examples, rows without a title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from okrsheets.grid import ErrorValue
from okrsheets.reading.lines import Lines
from okrsheets.reading.vocabulary import Vocabulary, normalise

__all__ = ["screen_rows"]

_LONGEST_TOTAL = 30
_LEAD = re.compile(r"([^\W\d][\w' .]{1,24}?)\s*[:–—]")


def screen_rows(
    lines: Lines,
    rows: Sequence[int],
    columns: Sequence[int],
    titles: Sequence[int],
    *,
    vocabulary: Vocabulary,
) -> tuple[tuple[int, ...], Mapping[int, str]]:
    """The rows that may hold OKRs, and why each of the others does not.

    `columns` are all columns of the table, `titles` those of its objectives' and key results' words.
    """
    inside = set(columns)
    filled = {row: inside.intersection(lines.by_row[row]) for row in rows}
    kept: list[int] = []
    left_out: dict[int, str] = {}
    for row in rows:
        because = _reason(lines, row, filled[row], titles, vocabulary)
        if because:
            left_out[row] = because
        else:
            kept.append(row)
    apart = dict.fromkeys(_tail(kept, filled), "stands apart below the table and has nothing but words")
    return tuple(row for row in kept if row not in apart), {**left_out, **apart}


def _reason(
    lines: Lines, row: int, filled: Set[int], titles: Sequence[int], vocabulary: Vocabulary
) -> str | None:
    line = lines.by_row[row]
    found = [value for column in titles if column in line and (value := line[column].value) is not None]
    if not found:
        return _without_title(lines, row, filled, vocabulary)
    texts = [value.strip() for value in found if isinstance(value, str)]
    if not texts and all(isinstance(value, ErrorValue) for value in found):
        return "its title is an error"
    for text in texts:
        if len(text) <= _LONGEST_TOTAL and vocabulary.meaning("rows", text) == "total":
            return f'a total ("{text}")'
        meant = _lead_meaning(text, vocabulary)
        if meant == "example":
            return "an example"
        if meant in ("note", "total") and len(filled) == 1:
            return "a note"
        if len(filled) == 1 and vocabulary.meaning("rows", text) in ("note", "nothing"):
            return "a note"
    return None


def _without_title(lines: Lines, row: int, filled: Set[int], vocabulary: Vocabulary) -> str:
    for column in sorted(filled):
        text = lines.text(row, column)
        if len(text) <= _LONGEST_TOTAL and vocabulary.meaning("rows", text) == "total":
            return f'a total ("{text}")'
    return "no words of an objective or key result in it"


def _lead_meaning(text: str, vocabulary: Vocabulary) -> str | None:
    match = _LEAD.match(text) if ":" in text or "–" in text or "—" in text else None
    return vocabulary.values["rows"].get(normalise(match[1])) if match else None


def _tail(kept: Sequence[int], filled: Mapping[int, Set[int]]) -> list[int]:
    """The last rows that hold one cell each, after a blank row, in a table that is otherwise fuller."""
    rows = list(filled)
    full = [row for row in kept if len(filled[row]) > 1]
    if not full:
        return []
    tail = [row for row in kept if row > full[-1]]
    if not tail:
        return []
    # Where blank rows part the objectives of a table, its last objective may well stand after one.
    parted = any(
        len(filled[row]) == 1 and row - before > 1 and row < full[-1] for before, row in pairwise(rows)
    )
    if parted and len(tail) == 1:
        return []
    between = sum(full[-1] < row < tail[0] for row in rows)
    if tail[0] - full[-1] - 1 > between:
        return tail
    apart = next((n for n in range(1, len(tail)) if tail[n] - tail[n - 1] > 1), len(tail))
    return tail[apart:]
