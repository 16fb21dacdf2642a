"""The tables of all tabs as sides of a join: what each says that others may name, or name itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from okrsheets.model import Field, Level
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.overrides import RELATIONAL
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tabs import Survey
from okrsheets.tuples import NamedTuple

__all__ = ["Side", "Spot", "is_headed", "is_level", "may_hold_objectives", "sides_of"]

Spot: TypeAlias = tuple[int, int]
"""The place of a table: which survey, and which of its areas."""

_WORDS = {Field.TITLE, Field.OBJECTIVE, Field.KEY_RESULT, Field.DESCRIPTION}

_NAMED = {Field.OBJECTIVE: "objective", Field.KEY_RESULT: "key_result"}


class Side(NamedTuple):
    """One table as a side of a join."""

    spot: Spot
    book: str
    sheet: str
    about: str | None
    area: Area
    survey: Survey
    columns: tuple[Column, ...]

    @property
    def table(self) -> FoundTable | None:
        """What it was read as by itself."""
        return self.survey.detected[self.spot[1]].table

    def may_be(self, layout: str) -> bool:
        """Whether it may have a layout or be a side of a join, for all that a person says of it."""
        told = self.area.told.layout if self.area.told is not None else None
        return told in (None, RELATIONAL, layout)

    @property
    def fields(self) -> frozenset[Field | None]:
        return frozenset(column.field for column in self.columns)

    def names_in(self, number: int) -> list[str]:
        """What a column says on the rows of the table, blanks left out, in comparable form."""
        lines = self.survey.lines
        return [name for row in self.area.rows if (name := normalise(lines.text(row, number)))]

    def ids(self) -> Iterator[tuple[Column, frozenset[str]]]:
        """The columns that tell the rows of this table apart, each team's and cycle's, with what they say."""
        text = self.survey.lines.text
        scopes = [column.number for column in self.columns if column.field in (Field.CYCLE, Field.TEAM)]
        for column in self.columns:
            if column.field is Field.ID and column.level in (None, Level.OBJECTIVE):
                rows = [row for row in self.area.rows if text(row, column.number)]
                unlike = {(text(row, column.number), *(text(row, c) for c in scopes)) for row in rows}
                if rows and len(unlike) * 10 >= len(rows) * 9:
                    yield column, frozenset(self.names_in(column.number))


def sides_of(surveys: Sequence[Survey], vocabulary: Vocabulary) -> Iterator[Side]:
    """The tables of these tabs."""
    tabs = Counter(survey.workbook.source for survey in surveys)
    for n, survey in enumerate(surveys):
        source = survey.workbook.source
        about = _about(survey.sheet, vocabulary)
        if about is None and tabs[source] == 1:
            about = _about(survey.workbook.title.rpartition(".")[0], vocabulary)
        for k, (area, detected) in enumerate(zip(survey.areas, survey.detected, strict=True)):
            yield Side((n, k), source, survey.sheet, about, area, survey, detected.columns)


def _about(name: str, vocabulary: Vocabulary) -> str | None:
    """What a tab's name says its rows are: "objective", "key_result" or another word for rows."""
    words = normalise(name.replace("_", " "))
    found = vocabulary.values["types"].get(words)
    if found == "milestone" or (found is None and words in vocabulary.subjects):
        return "other"
    if found is None:  # several rows have a plural, as headings have
        return next(
            (_NAMED[field] for field in vocabulary.headings.get(words, ())[:1] if field in _NAMED), None
        )
    return found


def may_hold_objectives(side: Side, vocabulary: Vocabulary) -> bool:
    """Whether a table could be a list of objectives: words beside ids, and not a list of another kind."""
    if not side.may_be("objectives only"):
        return False
    if side.about in ("other", "key_result") or _WORDS.isdisjoint(side.fields):
        return False
    if any(is_level(column, Level.KEY_RESULT) for column in side.columns if column.field is Field.ID):
        return False
    return not any(c.field is None and normalise(c.heading) in vocabulary.subjects for c in side.columns)


def is_headed(column: Column, field: Field) -> bool:
    return any(meaning.field is field for meaning in column.meanings)


def is_level(column: Column, level: Level) -> bool:
    return any(meaning.level is level for meaning in column.meanings)
