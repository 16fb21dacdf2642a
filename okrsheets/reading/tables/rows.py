"""Which rows of a table are not OKRs: totals, notes, examples, rows without a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise

from okrsheets.grid import ErrorValue
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["FAULTY", "UNREADABLE", "UNSAID", "UNTITLED", "WORDLESS", "Rows", "lead_meaning", "screen_rows"]

FAULTY = "its title is an error"
UNSAID = "its title is a formula saved without its result"
UNTITLED = "an objective without a title"
WORDLESS = "no words of an objective or key result in it"
UNREADABLE = frozenset({FAULTY, UNSAID})
"""Why rows are left out that may well be OKRs, were their titles to be read."""

_LONGEST_TOTAL = 30
_WIDEST_GAP = 1  # blank rows within a table; what stands below more must look like its rows
_LABELLED = 2  # cells: a label and its words
_LINK = pattern(r"(?:https?://|www\.|mailto:)\S+", re.IGNORECASE)
_LEAD = pattern(r"([^\W\d][\w' .]{0,24}?)\s*[:：–—]")
_LEAD_SIGNS = ("：", "–", "—")


class Rows(NamedTuple):
    """The rows of a table, each with the columns of the table in which it says something.

    They are gathered once, however many columns are asked whether they hold the titles.
    """

    lines: Lines
    filled: Mapping[int, Set[int]]
    without_title: Callable[[int], str]
    """Why a row without a title is none of OKRs."""

    @classmethod
    def of(cls, lines: Lines, rows: Sequence[int], columns: Sequence[int], *, vocabulary: Vocabulary) -> Rows:
        """These rows, in a table that has these columns."""
        inside = set(columns)
        filled = {row: inside.intersection(lines.by_row[row]) for row in rows}
        return cls(lines, filled, cache(lambda row: _without_title(lines, row, filled[row], vocabulary)))


def screen_rows(
    among: Rows, titles: Sequence[int], *, vocabulary: Vocabulary
) -> tuple[tuple[int, ...], Mapping[int, str]]:
    """The rows that may hold OKRs, and why each of the others does not.

    `titles` are the columns of the table's objectives' and key results' words.
    """
    lines, filled, rows = among.lines, among.filled, list(among.filled)
    kept: list[int] = []
    left_out: dict[int, str] = {}
    for n, row in enumerate(rows):
        because = _reason(among, row, titles, vocabulary)
        if because is None and len(titles) > 1 and _is_across(lines, rows[n : n + 2], titles):
            because = "a line across the table"
        if because:
            left_out[row] = because
        else:
            kept.append(row)
    work = dict.fromkeys(_work_below(lines, rows, filled, vocabulary), "work on key results, and none itself")
    kept = [row for row in kept if row not in work]
    left_out = {**work, **left_out}
    unlike = dict.fromkeys(
        _unlike(kept, filled, titles), "stands apart below the table and is not filled in like its rows"
    )
    kept = [row for row in kept if row not in unlike]
    apart = dict.fromkeys(
        _tail(kept, filled, titles), "stands apart below the table and has nothing but words"
    )
    return tuple(row for row in kept if row not in apart), {**left_out, **unlike, **apart}


def _reason(among: Rows, row: int, titles: Sequence[int], vocabulary: Vocabulary) -> str | None:
    lines, filled = among.lines, among.filled[row]
    line = lines.by_row[row]
    found = [value for column in titles if column in line and (value := line[column].value) is not None]
    if not found:
        # Whose title it is only the layout knows; what follows an objective's must not go to the one above.
        unsaid = any(column in line and lines.is_unsaid(row, column) for column in titles)
        return None if unsaid else among.without_title(row)
    texts = [value.strip() for value in found if isinstance(value, str)]
    if not any(any(map(str.isalpha, text)) for text in texts):
        faulty = all(isinstance(value, ErrorValue) for value in found)
        return FAULTY if faulty else "its title has no words"
    if all(" " not in text and _LINK.fullmatch(text) for text in texts):
        return "its title is a link"
    if all(len(text) > 1 and vocabulary.meaning("labels", text) for text in texts):
        return "headings again"
    for text in texts:
        if len(text) <= _LONGEST_TOTAL and vocabulary.meaning("rows", text) == "total":
            return f'a total ("{text}")'
        meant = lead_meaning(text, vocabulary)
        if meant == "example":
            return "an example"
        if meant in ("note", "total", "made") and len(filled) == 1:
            return "a note"
        if len(filled) == 1 and vocabulary.meaning("rows", text) in ("note", "nothing"):
            return "a note"
    return None


def _work_below(
    lines: Lines, rows: Sequence[int], filled: Mapping[int, Set[int]], vocabulary: Vocabulary
) -> Iterator[int]:
    """The rows that a word for work begins ("Initiatives | Call the ten largest"), where those around them
    bear no types; and the lines of one cell that go on right below them.
    """
    column = last = 0
    for n, row in enumerate(rows):
        inside = filled[row]
        if column and row == last + 1 and inside == {column}:
            yield row
            last = row
            continue
        column = 0
        if not n or not 0 < len(inside) <= _LABELLED:
            continue
        first = min(inside)
        words = lines.text(row, first).rstrip(" :：")
        if not words or vocabulary.meaning("types", words) != "other":
            continue
        if vocabulary.meaning("types", lines.text(rows[n - 1], first)):
            continue  # a column of types
        below = filled.get(row + 1, set())
        if len(inside) == 1 and len(below) > 1:
            continue  # rather the title of what follows
        yield row
        column, last = max(inside), row


def _is_across(lines: Lines, rows: Sequence[int], titles: Sequence[int]) -> bool:
    """Whether the first of two rows is one cell merged over all titles, and the other has all of its own."""
    if len(rows) < 2 or len(lines.by_row[rows[0]]) > 1 or rows[1] != rows[0] + 1:
        return False
    first, second = min(titles), max(titles)
    merge = lines.spans.get((rows[0], first))
    across = merge is not None and merge.right >= second
    return across and first in lines.by_row[rows[1]] and second in lines.by_row[rows[1]]


def _without_title(lines: Lines, row: int, filled: Set[int], vocabulary: Vocabulary) -> str:
    for column in sorted(filled):
        text = lines.text(row, column)
        if len(text) <= _LONGEST_TOTAL and vocabulary.meaning("rows", text) == "total":
            return f'a total ("{text}")'
    return WORDLESS


def lead_meaning(text: str, vocabulary: Vocabulary) -> str | None:
    """What the word before a colon or dash says of a row, such as that it is an example."""
    may_lead = ":" in text or (not text.isascii() and any(sign in text for sign in _LEAD_SIGNS))
    match = _LEAD.match(text) if may_lead else None
    return vocabulary.values["rows"].get(normalise(match[1])) if match else None


def _unlike(kept: Sequence[int], filled: Mapping[int, Set[int]], titles: Sequence[int]) -> list[int]:
    """The rows that stand below two blank rows or more among none that is filled in like the first ones.

    A row is like them that has both titles, or a title and half of what they usually have beside it.
    """
    parts: list[list[int]] = []
    last = 0
    for row in filled:
        if not parts or row - last > _WIDEST_GAP + 1:
            parts.append([])
        parts[-1].append(row)
        last = row
    if len(parts) < 2:
        return []
    may = set(kept)
    okrs = [[row for row in part if row in may] for part in parts]
    first = next((part for part in okrs if part), [])
    full = [row for row in first if len(filled[row]) > 1]
    named = set(titles)
    counts = Counter(column for row in full for column in filled[row] - named)
    usual = {column for column, count in counts.items() if count * 2 >= len(full)}

    def is_like(row: int) -> bool:
        beside = len(filled[row] & usual)
        return len(filled[row] & named) > 1 or (beside > 0 and beside * 2 >= len(usual))

    if not any(map(is_like, first)):
        return []
    return [row for part in okrs if not any(map(is_like, part)) for row in part]


def _tail(kept: Sequence[int], filled: Mapping[int, Set[int]], titles: Sequence[int]) -> list[int]:
    """The last rows that hold one cell each, after a blank row, in a table that is otherwise fuller."""
    rows = list(filled)
    full = [row for row in kept if len(filled[row]) > 1]
    if not full:
        return []
    tail = [row for row in kept if row > full[-1]]
    if not tail:
        return []
    # Where blank rows part the objectives of a table, its last objective may well stand after one,
    # alone or with its key results in their own column.
    parted = any(
        len(filled[row]) == 1 and row - before > 1 and row < full[-1] for before, row in pairwise(rows)
    )
    if parted and (len(tail) == 1 or all(any(c in filled[row] for row in tail) for c in titles)):
        return []
    between = sum(full[-1] < row < tail[0] for row in rows)
    if tail[0] - full[-1] - 1 > between:
        return tail
    apart = next((n for n in range(1, len(tail)) if tail[n] - tail[n - 1] > 1), len(tail))
    return tail[apart:]
