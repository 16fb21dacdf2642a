"""Footers: lines at the end of a table that count its rows, sum them up, or say who made it and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile
from types import MappingProxyType

from okrsheets.model import Field
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.rows import lead_meaning

__all__ = ["footer_of"]

_NONE: Mapping[int, str] = MappingProxyType({})
_MOST = 20  # rows of a footer
_LABELLED = 3  # cells: a label, and one or two values
_LOOKED_AT = 40  # rows of a table by which it is told what its columns hold
_LONGEST = 40
_SURE = 0.85
_STOPS = (".", "。")
_SENTENCE = 4  # words at least
_SUMS = ("total", "count")
_TITLES = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE}
_WORDED = {*_TITLES, Field.DESCRIPTION, Field.OWNER, Field.TEAM}
"""Columns that hold words: a figure in them belongs to a line of another kind."""

_SAID = {
    Field.UPDATED,
    Field.OWNER,
    Field.CYCLE,
    Field.START,
    Field.DUE,
    Field.STATUS,
    Field.PROGRESS,
    Field.SCORE,
    Field.CONFIDENCE,
    Field.NOTE,
}
"""What a line below a table says of it as a whole; none of these is an objective's name."""


def footer_of(lines: Lines, area: Area, vocabulary: Vocabulary) -> Mapping[int, str]:
    """The last rows of a table that are none of its OKRs, each with the reason.

    Such a row has hardly any cells in a table of fuller rows, and its words or its cells say that it is
    of another kind: "Last update: 3 Nov", "Prepared by | Zoe", "Total key results | 4" where the 4 stands
    among words. A title alone is none, unless it asks something of the reader: people add drafts at
    the end of a table.
    """
    columns = frozenset(heading.column for heading in area.headings)
    footer = _Footer(lines, area, columns, HeadingReader(vocabulary))
    found: dict[int, str] = {}
    for row in reversed(area.rows[-_MOST:]):
        because = footer.reason(row)
        if because is None:
            break
        found[row] = because
    return found if len(found) < len(area.rows) else _NONE


class _Footer:
    """What is asked of the last rows of one table, one after another and from the last one up."""

    __slots__ = ("_area", "_columns", "_lines", "_reader", "_vocabulary")

    def __init__(self, lines: Lines, area: Area, columns: frozenset[int], reader: HeadingReader) -> None:
        self._lines = lines
        self._area = area
        self._columns = columns
        self._reader = reader
        self._vocabulary = reader.vocabulary

    def reason(self, row: int) -> str | None:
        """Why a row is none of the table's OKRs; None where it may well be one."""
        first, *beside = sorted(self._columns.intersection(self._lines.by_row[row])) or [0]
        label = self._lines.text(row, first)
        if not any(map(str.isalpha, label)):
            return None
        fuller = len(beside) + 1 < self._fullest(row)
        named = self._vocabulary.meaning("rows", label)
        if len(beside) >= _LABELLED and not (named == "total" or (named == "made" and fuller)):
            return None
        said = any(self._names_okr(row, column) for column in beside)
        figures = fuller or any(self._is_figure(row, column) for column in beside)
        # Beside titles a word such as "medium" is the confidence of an OKR.
        if figures and not said and self._is_sum(label):
            return f'a total ("{_brief(label)}")'
        # Beside a title "Done" is the state of that; in the place of one, or as "Owner:", it is not.
        speaks = not said or self._is_title(first) or label.endswith((":", "："))
        if not beside and self._is_remark(label):
            return f'a sentence below the table ("{_brief(label)}")'
        if fuller and (self._is_signed(label) or (speaks and self._says_of_all(label, alone=not beside))):
            return f'a line below the table ("{_brief(label)}")'
        if len(beside) == 1 and self._is_figure(row, beside[0]) and self._holds_words(beside[0], row):
            return f'a line below the table ("{_brief(label)}")'
        return None

    def _fullest(self, row: int) -> int:
        """The most cells of a row above: at least three, or the table has no rows fuller than a label."""
        above = takewhile(lambda other: other < row, self._area.rows[:_LOOKED_AT])
        most = max((len(self._columns.intersection(self._lines.by_row[other])) for other in above), default=0)
        return most if most >= _LABELLED else 0

    def _is_sum(self, label: str) -> bool:
        """Whether words are one for a sum or count and, before or after it, a heading or nothing:
        "Average", "Total key results", "Anzahl Ziele", "目标总数"; or a number of what a heading names:
        "3 KRs".
        """
        rows = self._vocabulary.values["rows"]
        words = normalise(label)
        number, _, counted = words.partition(" ")
        if number.isdecimal() and self._is_heading(counted):
            return True
        if rows.get(words) in _SUMS:
            return True
        if len(words) > _LONGEST:
            return False
        return any(
            (rows.get(one) in _SUMS and self._is_heading(other))
            or (rows.get(other) in _SUMS and self._is_heading(one))
            for one, other in _splits(words)
        )

    def _is_remark(self, label: str) -> bool:
        """Whether a cell that stands alone asks something of the reader, or is a sentence about the sheet or
        its people: "Please ask Zoe for access", "We look at this every Monday."
        """
        if label.isascii() and len(label.split()) < _SENTENCE:
            return False  # "Please every customer" is no request
        rows = self._vocabulary.values["rows"]
        leads = {rows.get(lead) for lead, _ in _splits(normalise(label))}
        return "asking" in leads or ("saying" in leads and label.endswith(_STOPS))

    def _names_okr(self, row: int, column: int) -> bool:
        """Whether a cell has the words of an objective or key result, and no figure or count of them."""
        if not self._is_title(column) or self._is_figure(row, column):
            return False
        return not self._is_sum(self._lines.text(row, column))

    def _is_heading(self, words: str) -> bool:
        fillers = self._vocabulary.qualifiers
        while words and words not in self._vocabulary.headings:
            first, _, words = words.partition(" ")
            if fillers.get(first) not in ("of", "filler"):
                return False
        return bool(words)

    def _is_signed(self, label: str) -> bool:
        """Whether words say who made the table or when it was so, or begin with that: "Prepared by Zoe"."""
        rows = self._vocabulary.values["rows"]
        words = normalise(label)
        if rows.get(words) == "made":
            return True
        return any(rows.get(one) == "made" and " " in one for one, _ in _splits(words[:_LONGEST]))

    def _says_of_all(self, label: str, *, alone: bool) -> bool:
        """Whether a label says something of the table as a whole: a note, a day, who it is of."""
        if lead_meaning(label, self._vocabulary) in ("note", "total", "made"):
            return True
        lead, colon, said = label.partition(":") if ":" in label else label.partition("：")
        if alone and not (colon and said.strip()):
            return False
        if self._vocabulary.meaning("rows", lead) == "note":
            return True
        return any(m.field in _SAID and m.confidence >= _SURE for m in self._reader.read(lead).meanings[:1])

    def _is_figure(self, row: int, column: int) -> bool:
        """Whether a cell holds a figure, a day or a formula, and no words: 4, "45 %"; or "0 of 2"."""
        value = self._lines.cell(row, column).value
        if not isinstance(value, str):
            return value is None or isinstance(value, (int, float, date))
        words = value.split()
        return not any(map(str.isalpha, value)) or (
            len(words) == 3 and words[0].isdecimal() and words[2].isdecimal()
        )

    def _is_title(self, column: int) -> bool:
        """Whether the heading of a column names objectives or key results."""
        heading = next(h for h in self._area.headings if h.column == column)
        return any(m.field in _TITLES for m in heading.reading.meanings[:1])

    def _holds_words(self, column: int, row: int) -> bool:
        """Whether a column is one of words and holds no figure in the rows above."""
        heading = next(h for h in self._area.headings if h.column == column)
        if not any(m.field in _WORDED for m in heading.reading.meanings[:1]):
            return False
        above = takewhile(lambda other: other < row, self._area.rows[:_LOOKED_AT])
        filled = [other for other in above if column in self._lines.by_row[other]]
        words = [other for other in filled if any(map(str.isalpha, self._lines.text(other, column)))]
        return len(words) > 1 and len(words) * 5 >= len(filled) * 4


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """The ways to part comparable words in two: between words, and between letters that no blank parts."""
    for n in range(1, len(words)):
        if words[n] == " " or words[n - 1] == " " or not words[n].isascii():
            yield words[:n].strip(), words[n:].strip()


def _brief(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
