"""Persons: the column that says whose OKRs stand in a row, where none is called their owner."""

from __future__ import annotations

from okrsheets.model import Field
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.columns import Column

__all__ = ["names_person", "with_persons"]

_LONGEST = 40
_BESIDE = {"id", "no", "nr", "number", "code", "email", "e", "mail", "full", "first", "last"}
_UNTAKEN = {None, Field.ID, Field.TITLE}
_TITLES = {Field.OBJECTIVE, Field.KEY_RESULT}


def with_persons(columns: tuple[Column, ...], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns of a table of OKRs; without owners, one that names persons is theirs.

    "Employee", "Student ID"; beside titles of their own also "Name".
    """
    fields = {column.field for column in columns}
    if Field.OWNER in fields:
        return columns
    for n, column in enumerate(columns):
        if column.field is Field.TITLE and not fields & _TITLES:
            continue
        if column.field in _UNTAKEN and _names_persons(column, vocabulary):
            because = f'"{" ".join(column.heading.split())}" names the person whose OKRs these are'
            owner = column._replace(field=Field.OWNER, level=None, confidence=0.8, because=because)
            return (*columns[:n], owner, *columns[n + 1 :])
    return columns


def _names_persons(column: Column, vocabulary: Vocabulary) -> bool:
    contents = column.contents
    if column.is_told or contents.dates or not contents.filled:
        return False
    if contents.length > _LONGEST * contents.texts:
        return False
    return names_person(column.heading, vocabulary)


def names_person(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading says that a person stands there.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> [names_person(text, load_vocabulary({})) for text in ("Student ID", "Name", "Project name")]
    [True, True, False]
    """
    whole = normalise(heading)
    words = [whole] if vocabulary.qualifiers.get(whole) == "person" else whole.split()
    meant = {word: vocabulary.qualifiers.get(word) == "person" for word in words}
    return any(meant.values()) and all(known or word in _BESIDE for word, known in meant.items())
