"""Columns whose headings leave open what they are, told by the words of their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.model import Field
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.persons import names_person

__all__ = ["with_kinds", "with_titled_results"]

_VALUES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
_LONGEST_NAME = 24
_BY_CELLS = 0.75
_SEVERAL = 2
_WORDY = 12  # letters in a cell of words that could be a title


def with_kinds(
    columns: list[Column], lines: Lines, rows: Sequence[int], vocabulary: Vocabulary
) -> list[Column]:
    """The columns; one that may hold types holds nothing else where its cells are types, else no types.

    "Goal type" stands over "Objective | Key result" and over "Percentage | Number".
    """
    return [
        _of_one_kind(column, lines, rows, vocabulary)
        if len(column.meanings) > 1 and any(m.field is Field.TYPE for m in column.meanings)
        else column
        for column in columns
    ]


def _of_one_kind(column: Column, lines: Lines, rows: Sequence[int], vocabulary: Vocabulary) -> Column:
    words = [text for row in rows if (text := lines.text(row, column.number))]
    types = sum(vocabulary.meaning("types", word) is not None for word in words)
    is_type = types * 2 >= len(words)
    kept = tuple(m for m in column.meanings if (m.field is Field.TYPE) is is_type)
    return column._replace(meanings=kept)


def with_titled_results(
    columns: tuple[Column, ...], lines: Lines, rows: Sequence[int], vocabulary: Vocabulary
) -> tuple[Column, ...]:
    """The columns, titles beside a column of objectives taken for their key results.

    Each row has a title and figures of its own, and an objective comes again on several rows or stands
    once for them. Titles under "Name" that look like names are persons.
    """
    by_field = {column.field: n for n, column in enumerate(columns)}
    if Field.OBJECTIVE not in by_field or Field.KEY_RESULT in by_field:
        return columns
    if Field.TITLE not in by_field:
        at = _beside_objectives(columns, by_field)
        if at is None:
            return columns
        by_field[Field.TITLE] = at
    title, objective = columns[by_field[Field.TITLE]], columns[by_field[Field.OBJECTIVE]]
    if not title.contents.is_text or by_field.keys().isdisjoint(_VALUES):
        return columns
    written = [text for row in rows if (text := lines.text(row, title.number))]
    if names_person(title.heading, vocabulary) and sum(map(_is_like_a_name, written)) * 2 >= len(written):
        return columns
    titles = list(map(normalise, written))
    named = {text for row in rows if (text := normalise(lines.text(row, objective.number)))}
    if not named or len(titles) <= len(named) or len(set(titles)) < len(titles):
        return columns
    because = f"{title.because}; several under one objective: {len(titles)} titles, {len(named)} objectives"
    at = by_field[Field.TITLE]
    sure = max(title.confidence, _BY_CELLS)
    result = title._replace(field=Field.KEY_RESULT, confidence=sure, because=because)
    return (*columns[:at], result, *columns[at + 1 :])


def _beside_objectives(columns: Sequence[Column], by_field: Mapping[Field | None, int]) -> int | None:
    """The place of words whose heading is not known, between objectives and two columns of figures or more:
    "Our aim | How we will know | Was | Is".
    """
    figured = [by_field[field] for field in _VALUES if field in by_field]
    if len(figured) < _SEVERAL:
        return None
    between = range(by_field[Field.OBJECTIVE] + 1, min(figured))
    return next(
        (
            n
            for n in between
            if columns[n].field is None and not columns[n].meanings and _is_wordy(columns[n])
        ),
        None,
    )


def _is_wordy(column: Column) -> bool:
    return column.contents.is_text and column.contents.length > _WORDY * column.contents.filled


def _is_like_a_name(text: str) -> bool:
    """Whether a text is short and no word of it begins with a small letter or a figure.

    >>> _is_like_a_name("Ana María Ruiz"), _is_like_a_name("Sign partners"), _is_like_a_name("佐藤")
    (True, False, True)
    """
    brief = len(text.encode()) <= _LONGEST_NAME
    return brief and not any(word[0].islower() or word[0].isdigit() for word in text.split())
