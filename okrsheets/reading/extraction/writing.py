"""How a table writes its figures and days: the decimal mark of each column, and whether days come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from okrsheets.model import Field
from okrsheets.patterns import pattern
from okrsheets.reading.figures.digits import decimal_mark, plain_text
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import first_label
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.times.dates import day_comes_first
from okrsheets.tuples import NamedTuple

__all__ = ["Writing", "writing_of"]

_FIGURES = frozenset(
    (
        Field.BASELINE,
        Field.CURRENT,
        Field.TARGET,
        Field.CHECK_IN,
        Field.PLAN,
        Field.WEIGHT,
        Field.PROGRESS,
        Field.SCORE,
        Field.CONFIDENCE,
    )
)
_DAYS = frozenset((Field.START, Field.DUE, Field.UPDATED))
_WORDS = frozenset((Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE, Field.DESCRIPTION, Field.NOTE))
_LONGEST_FORMAT = 255
_UNDECIDED = pattern(r"(?<![0-9.,])[1-9][0-9]{0,2}[.,][0-9]{3}(?![0-9.,])")
_FIGURES_OF_DAY = pattern(r"^[0-9]{1,2}[/-][0-9]{1,2}(?:[/-]|$)")
_ORDER = pattern(r"d{1,2}[./ -]+m+[./ -]+y|m{1,2}/d{1,2}/y{4}", re.IGNORECASE)
_LOCALE = pattern(r"\[\$[^\]-]*-(?:[0-9A-Fa-f]{2,4})?([0-9A-Fa-f]{3,4})\]")
# Windows' language numbers of those who write a decimal comma; Mexico and German Switzerland do not.
_COMMA_LANGUAGES = frozenset(
    (
        0x02,
        0x05,
        0x06,
        0x07,
        0x08,
        0x0A,
        0x0B,
        0x0C,
        0x0E,
        0x10,
        0x13,
        0x14,
        0x15,
        0x16,
        0x18,
        0x19,
        0x1D,
        0x1F,
        0x22,
    )
)
_POINT_LOCALES = frozenset((0x0807, 0x080A))


_WITH_COMMAS = ("de", "fr", "es", "pt", "it", "nl")
_WITH_POINTS = ("en", "zh", "zh-hant", "ja", "ko")


class Writing(NamedTuple):
    """The decimal mark of columns by number, and that of the table as a whole; None where nothing tells.

    `day_first` are the columns of days in which 03/04 is in April.
    """

    marks: Mapping[int, str | None]
    mark: str | None
    day_first: frozenset[int]


def writing_of(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], vocabulary: Vocabulary
) -> Writing:
    """How a table writes its figures and days.

    A column's own figures decide ("1.234,5", "31/12/2026"). For one that shows nothing but "1.234" or
    "3/4/2026" the other columns do, then all words of the table, then the locale that its formats name,
    then the language of its headings.
    """
    marks, mark = _marks(lines, columns, rows, vocabulary)
    return Writing(marks, mark, _day_first(lines, columns, rows, vocabulary))


def _marks(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], vocabulary: Vocabulary
) -> tuple[Mapping[int, str | None], str | None]:
    texts = {c.number: _texts(lines, c, rows) for c in columns if c.field in _FIGURES}
    marks = {c.number: _told(c) or decimal_mark(texts[c.number]) for c in columns if c.number in texts}
    undecided = any(marks[number] is None and _shows(some, _UNDECIDED) for number, some in texts.items())
    have = {column.field for column in columns}
    if not undecided and {Field.BASELINE, Field.TARGET} <= have:
        return marks, None
    words = [
        _without_numbering(text, vocabulary)
        for c in columns
        if c.field in _WORDS
        for text in _texts(lines, c, rows)
    ]
    if not undecided and not _shows(words, _UNDECIDED):
        return marks, None
    seen = [mark for mark in marks.values() if mark]
    mark = _most(seen) or decimal_mark(words) or _most(_of_formats(lines, columns, rows))
    if mark is None and _speaks_with_commas(columns, vocabulary):
        mark = ","
    return {number: own or mark for number, own in marks.items()}, mark


def _day_first(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], vocabulary: Vocabulary
) -> frozenset[int]:
    dated = [column for column in columns if column.field in _DAYS]
    found: dict[int, bool | None] = {}
    undecided = False
    for column in dated:
        told = column.told.dates if column.told is not None else None
        texts = _texts(lines, column, rows)
        found[column.number] = told == "dmy" if told is not None else day_comes_first(texts)
        undecided |= found[column.number] is None and _shows(dict.fromkeys(texts), _FIGURES_OF_DAY)
    first = False
    if undecided:
        shown = [one for one in found.values() if one is not None]
        shown = shown or [
            match[0][0] in "dD"
            for column in dated
            for cell in lines.cells(rows, column.number)
            if (match := _ORDER.search(cell.number_format[:_LONGEST_FORMAT]))
        ]
        first = any(shown) if shown else _speaks_with_commas(columns, vocabulary)
    return frozenset(number for number, one in found.items() if (first if one is None else one))


def _speaks_with_commas(columns: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Whether the headings are of a language that writes a decimal comma, and days before months."""
    headings = [normalise(column.heading) for column in columns]
    hits = {
        language: sum(heading in _headings_of(vocabulary, language) for heading in headings)
        for language in (*_WITH_POINTS, *_WITH_COMMAS)
    }
    return max(hits[one] for one in _WITH_COMMAS) > max(hits[one] for one in _WITH_POINTS)


@lru_cache(maxsize=32)
def _headings_of(vocabulary: Vocabulary, language: str) -> frozenset[str]:
    return vocabulary.words_in("headings", language)


def _texts(lines: Lines, column: Column, rows: Sequence[int]) -> list[str]:
    return [plain_text(value) for value in lines.values(rows, column.number) if isinstance(value, str)]


def _without_numbering(text: str, vocabulary: Vocabulary) -> str:
    """What follows the numbering of a title: "KR1.2 Sign 5" says nothing of how figures are written."""
    label = first_label(text, vocabulary)
    return text[label.end() :] if label else text


def _told(column: Column) -> str | None:
    return column.told.decimal if column.told is not None else None


def _shows(texts: Iterable[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for text in texts)


def _most(marks: Sequence[str]) -> str | None:
    commas, points = marks.count(","), marks.count(".")
    return None if commas == points else "," if commas > points else "."


def _of_formats(lines: Lines, columns: Sequence[Column], rows: Sequence[int]) -> list[str]:
    """The decimal marks of the locales that number formats name: "[$€-407] #,##0" is German."""
    formats = {cell.number_format for c in columns for cell in lines.cells(rows, c.number)}
    found = [int(match[1], 16) for one in formats if (match := _LOCALE.search(one[:_LONGEST_FORMAT]))]
    return [
        "," if locale & 0x3FF in _COMMA_LANGUAGES and locale not in _POINT_LOCALES else "."
        for locale in found
    ]
