"""Footers: lines at the end of a table that count its rows, sum them up, or say who made it and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from types import MappingProxyType

from okrsheets.model import Field
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.footer_words import FooterWords, brief
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area

__all__ = ["footer_of"]

_NONE: Mapping[int, str] = MappingProxyType({})
_MOST = 20  # rows of a footer
_LABELLED = 3  # cells: a label, and one or two values
_PAIRED = 4  # cells: a label and a value, and another label with its own
_ACROSS = 3  # columns of a merge
_LOOKED_AT = 40  # rows of a table by which it is told what its columns hold
_TITLES = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE}
_WORDED = {*_TITLES, Field.DESCRIPTION, Field.OWNER, Field.TEAM}
"""Columns that hold words: a figure in them belongs to a line of another kind."""


def footer_of(lines: Lines, area: Area, vocabulary: Vocabulary) -> Mapping[int, str]:
    """The last rows of a table that are none of its OKRs, each with the reason.

    Such a row has hardly any cells in a table of fuller rows, and its words or its cells say that it is
    of another kind: "Last update: 3 Nov", "Prepared by | Zoe", "Total key results | 4" where the 4 stands
    among words. A title alone is none, unless it asks something of the reader: people add drafts at
    the end of a table.
    """
    columns = frozenset(heading.column for heading in area.headings)
    footer = _Footer(lines, area, columns, FooterWords(HeadingReader(vocabulary)))
    found: dict[int, str] = {}
    for row in reversed(area.rows[-_MOST:]):
        because = footer.reason(row)
        if because is None:
            break
        found[row] = because
    return found if len(found) < len(area.rows) else _NONE


class _Footer:
    """What is asked of the last rows of one table, one after another and from the last one up."""

    __slots__ = ("_area", "_columns", "_lines", "_words")

    def __init__(self, lines: Lines, area: Area, columns: frozenset[int], words: FooterWords) -> None:
        self._lines = lines
        self._area = area
        self._columns = columns
        self._words = words

    def reason(self, row: int) -> str | None:
        """Why a row is none of the table's OKRs; None where it may well be one."""
        first, *beside = sorted(self._columns.intersection(self._lines.by_row[row])) or [0]
        label = self._lines.text(row, first)
        if not any(map(str.isalpha, label)):
            return None
        below = f'a line below the table ("{brief(label)}")'
        if self._is_paired(row, [first, *beside]) or self._words.is_made_clearly(label):
            return below
        if self._lists_states(row, [first, *beside]):
            return f'a legend ("{brief(label)}")'
        named = self._words.vocabulary.meaning("rows", label)
        fuller = len(beside) + 1 < self._fullest(row)
        if len(beside) >= _LABELLED and not (named == "total" or (named == "made" and fuller)):
            return None
        said = any(self._names_okr(row, column) for column in beside)
        figures = fuller or any(self._is_figure(row, column) for column in beside)
        # Beside titles a word such as "medium" is the confidence of an OKR.
        if figures and not said and self._words.is_sum(label):
            return f'a total ("{brief(label)}")'
        if not beside and (self._words.is_remark(label) or self._is_aside(row, first, label)):
            return f'a sentence below the table ("{brief(label)}")'
        # Beside a title "Done" is the state of that; in the place of one, or as "Owner:", it is not.
        speaks = not said or self._is_title(first) or label.endswith((":", "："))
        signed = self._words.is_signed(label) and not (said and self._may_be_value(row, first, beside))
        if fuller and (signed or (speaks and self._words.says_of_all(label, alone=not beside))):
            return below
        if len(beside) == 1 and self._is_figure(row, beside[0]) and self._holds_words(beside[0], row):
            return below
        return None

    def _is_paired(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row is labels with a value behind each: "Approved by | Board | on | 3 March".

        The first says who made the table, or a later one is a heading that stands among figures.
        """
        if len(columns) < _PAIRED:
            return False
        labels = columns[::2]
        texts = [self._lines.text(row, column) for column in labels]
        if looks_like_id(texts[0]) or not all(map(self._words.is_label, texts[1:])):
            return False
        again = any(self._comes_again(row, column) for column in labels)
        return not again and (
            self._words.is_made(texts[0]) or any(self._holds_figures(column, row) for column in labels[1:])
        )

    def _lists_states(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row is nothing but several words for how OKRs stand, in the place of a title too."""
        texts = [self._lines.text(row, column) for column in columns]
        return (
            len({*texts}) > 1
            and any(map(self._is_title, columns))
            and all(map(self._words.is_status, texts))
            and not any(self._comes_again(row, column) for column in columns)
        )

    def _is_aside(self, row: int, column: int, label: str) -> bool:
        """Whether a cell that stands alone looks like no row above: a footnote, or merged across."""
        above = self._above(row)
        merge = self._lines.spans.get((row, column))
        if merge is not None and merge.right - merge.left + 1 >= _ACROSS:
            spans = (self._lines.spans.get((other, c)) for other in above for c in self._columns)
            if all(span is None or span.left == span.right for span in spans):
                return True
        sign = self._words.footnote(label)
        return bool(sign) and not any(self._lines.text(other, column).startswith(sign) for other in above)

    def _may_be_value(self, row: int, column: int, beside: Sequence[int]) -> bool:
        """Whether a word for who made a table may say what an OKR is about: "Authors | Win 20 | 0 | 20"."""
        if " " in normalise(self._lines.text(row, column)):
            return False
        figured = any(self._is_figure(row, c) and self._holds_figures(c, row) for c in beside)
        return figured or self._comes_again(row, column)

    def _comes_again(self, row: int, column: int) -> bool:
        """Whether a cell says what one above it does."""
        text = self._lines.text(row, column)
        return any(self._lines.text(other, column) == text for other in self._above(row))

    def _above(self, row: int) -> list[int]:
        return list(takewhile(lambda other: other < row, self._area.rows[:_LOOKED_AT]))

    def _fullest(self, row: int) -> int:
        """The most cells of a row above: at least three, or the table has no rows fuller than a label."""
        most = max(
            (len(self._columns.intersection(self._lines.by_row[other])) for other in self._above(row)),
            default=0,
        )
        return most if most >= _LABELLED else 0

    def _names_okr(self, row: int, column: int) -> bool:
        """Whether a cell has the words of an objective or key result, and no figure or count of them."""
        if not self._is_title(column) or self._is_figure(row, column):
            return False
        return not self._words.is_sum(self._lines.text(row, column))

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

    def _holds_figures(self, column: int, row: int) -> bool:
        """Whether most cells of a column above hold figures and no words."""
        filled = [other for other in self._above(row) if column in self._lines.by_row[other]]
        figures = sum(self._is_figure(other, column) for other in filled)
        return figures > 1 and figures * 5 >= len(filled) * 4

    def _holds_words(self, column: int, row: int) -> bool:
        """Whether a column is one of words and holds no figure in the rows above."""
        heading = next(h for h in self._area.headings if h.column == column)
        if not any(m.field in _WORDED for m in heading.reading.meanings[:1]):
            return False
        filled = [other for other in self._above(row) if column in self._lines.by_row[other]]
        words = [other for other in filled if any(map(str.isalpha, self._lines.text(other, column)))]
        return len(words) > 1 and len(words) * 5 >= len(filled) * 4
