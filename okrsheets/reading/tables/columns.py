"""The columns of a table: what stands in each, and what its heading may mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.model import Field, Level
from okrsheets.reading.overrides import ColumnOverride
from okrsheets.reading.tables.contents import Contents, contents_of
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.headings import Meaning
from okrsheets.reading.tables.id_columns import as_ids
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.times.headings import Time
from okrsheets.tuples import NamedTuple

__all__ = ["Column", "Related", "columns_of"]


class Related(NamedTuple):
    """What its relation to others tells of a table: whose titles it holds, and why.

    `references` are its columns that name objectives of another table, each with the reason.
    """

    level: Level
    because: str
    references: Mapping[int, str] = MappingProxyType({})

    @property
    def title(self) -> Field:
        return Field.OBJECTIVE if self.level is Level.OBJECTIVE else Field.KEY_RESULT


class Column(NamedTuple):
    """One column of a table and what it was taken for.

    `group` is the number of the key result it speaks of, where several stand side by side; `time` is
    what its heading is, where that is a date.
    `inherited` marks a column of the objective whose cells speak for the key result on the row too;
    `told` is what a person says of it.
    """

    number: int
    heading: str
    contents: Contents
    meanings: tuple[Meaning, ...]
    group: int | None = None
    field: Field | None = None
    level: Level | None = None
    confidence: float = 0.0
    because: str = "no heading that is known"
    inherited: bool = False
    told: ColumnOverride | None = None
    time: Time | None = None

    @property
    def is_told(self) -> bool:
        """Whether a person says what it means."""
        return self.told is not None and self.told.decides

    @property
    def holds_ids(self) -> bool:
        """Whether it holds ids of one level below a heading that names them: "kr_id", and not "Objective"."""
        named = bool(self.meanings) and self.meanings[0].field is Field.ID
        return named and self.field is Field.ID and self.level is not None and self.contents.is_id


def columns_of(lines: Lines, area: Area) -> list[Column]:
    """The columns of a table with what their headings may mean, before any is taken for a field."""
    return _beside(lines, area, [_column(lines, area, heading) for heading in area.headings])


def _contents(lines: Lines, area: Area, number: int) -> Contents:
    found = map(lines.by_row.__getitem__, area.rows)
    return contents_of([line[number].value for line in found if number in line])


def _column(lines: Lines, area: Area, heading: Heading) -> Column:
    contents = _contents(lines, area, heading.column)
    meanings = heading.reading.meanings
    decided = heading.told is not None and heading.told.decides
    if contents.is_id and not decided and (also := as_ids(meanings)):
        meanings = (*meanings, also)
    reading, said = heading.reading, heading.told
    timed = said is None or not decided or said.field in (Field.CHECK_IN, Field.PLAN)
    return Column(
        heading.column,
        heading.text,
        contents,
        meanings,
        reading.number,
        told=heading.told,
        time=reading.time if timed else None,
    )


def _beside(lines: Lines, area: Area, columns: list[Column]) -> list[Column]:
    """The columns, with those that have no heading but hold text or ids beside the others."""
    have = {column.number for column in columns}
    for number in range(max(1, area.left - 1), area.right):
        if number in have:
            continue
        contents = _contents(lines, area, number)
        if contents.filled and (contents.is_text or contents.is_id):
            columns.append(Column(number, "", contents, ()))
            _stagger(lines, area, columns)
    return sorted(columns, key=lambda column: column.number)


def _stagger(lines: Lines, area: Area, columns: list[Column]) -> None:
    """Key results that stand one column right of their objectives, under one heading for both."""
    right = columns[-1]
    fields = [meaning.field for column in columns for meaning in column.meanings]
    if not right.contents.is_text or Field.KEY_RESULT in fields:
        return
    for n, column in enumerate(columns):
        first = column.meanings[0].field if column.meanings else None
        if column.number + 1 == right.number and first in (Field.TITLE, Field.OBJECTIVE):
            stands = [{column.number, right.number} & lines.by_row[row].keys() for row in area.rows]
            alone = sum(len(one) == 1 for one in stands)
            firsts = [one for one in stands if one][:1]
            if alone * 10 >= len(area.rows) * 9 and firsts == [{column.number}]:
                because = "key results stand one column right of their objectives"
                for place, field in ((n, Field.OBJECTIVE), (-1, Field.KEY_RESULT)):
                    meaning = Meaning(field, None, 0.9, because)
                    columns[place] = columns[place]._replace(meanings=(meaning,))
            return
