"""Titles in groups of columns: which of the columns that speak of one key result names it."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.model import Field, Level
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.fitting import says_words
from okrsheets.reading.tables.headings import Meaning

__all__ = ["is_title", "with_group_titles", "without_numbered"]

_SURE = 0.9
_VALUES = {Field.BASELINE, Field.CURRENT, Field.TARGET, Field.PROGRESS}


def is_title(column: Column) -> bool:
    """Whether a column is that of key results by its heading, and its cells do not speak against it."""
    first = column.meanings[0].field if column.meanings else None
    return first is Field.KEY_RESULT and _may_be_words(column)


def with_group_titles(columns: Sequence[Column]) -> list[Column]:
    """The columns; where the headings of a group name no key result, one of its columns is taken for that.

    That is what may be one ("Metric"), else words before all figures, whatever their heading ("Was"). A
    group in which nothing stands is like the others.
    """
    groups: dict[int, list[Column]] = {}
    for column in columns:
        if column.group is not None:
            groups.setdefault(column.group, []).append(column)
    titles = {number: title for number, own in groups.items() if (title := _title_of(own)) is not None}
    alike = {(groups[number].index(title), _fields(title)) for number, title in titles.items()}
    for number, own in groups.items():
        if number not in titles and not any(map(is_title, own)):
            same = (c for n, c in enumerate(own) if (n, _fields(c)) in alike and not c.contents.filled)
            titles.update((number, column) for column in same if not column.is_told)
    because = "the words in its group of columns"
    meaning = Meaning(Field.KEY_RESULT, Level.KEY_RESULT, _SURE, because)
    chosen = {title.number for title in titles.values()}
    return [c._replace(meanings=(meaning,)) if c.number in chosen else c for c in columns]


def without_numbered(columns: tuple[Column, ...], headed: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a table of objectives, without what speaks of one of several key results: none of
    these has a title there. `headed` are the columns before any was taken for a field.
    """
    numbers = {
        c.number: c.group
        for c in headed
        if c.group is not None and not c.is_told and any(m.level is Level.KEY_RESULT for m in c.meanings)
    }
    if len(set(numbers.values())) < 2:
        return columns
    return tuple(
        column._replace(
            field=None,
            level=None,
            confidence=0.0,
            because=f"speaks of key result {numbers[column.number]}, which has no title here",
        )
        if column.number in numbers
        else column
        for column in columns
    )


def _title_of(group: Sequence[Column]) -> Column | None:
    """The column of a group to be taken for its key result; None where its headings name one, or say
    nothing else.
    """
    if any(map(is_title, group)) or not any(column.meanings for column in group):
        return None
    for column in group:
        if not column.is_told and _may_be_words(column) and Field.KEY_RESULT in _fields(column):
            return column
    first = group[0]
    valued = not _VALUES.isdisjoint(_fields(first))
    return first if valued and not first.is_told and says_words(first.contents) else None


def _fields(column: Column) -> tuple[Field, ...]:
    return tuple(meaning.field for meaning in column.meanings)


def _may_be_words(column: Column) -> bool:
    return not column.contents.filled or column.contents.is_text
