"""Tables of check-ins: each row says on what day which key result of another table stood where."""

from __future__ import annotations

from collections.abc import Mapping, Set

from okrsheets.model import Field, Level
from okrsheets.reading.language.ids import without_label
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundOkr
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.times.headings import Says, time_in
from okrsheets.tuples import NamedTuple

__all__ = ["CheckInTable", "log_in", "may_be_log", "names_in", "names_most", "names_of"]

_FIELDS = {
    Field.CURRENT: Says.VALUE,
    Field.PROGRESS: Says.PROGRESS,
    Field.SCORE: Says.PROGRESS,
    Field.CONFIDENCE: Says.CONFIDENCE,
    Field.NOTE: Says.NOTE,
}
_DAYS = (Field.UPDATED, Field.START, Field.CYCLE, None)
_TITLES = (Field.KEY_RESULT, Field.TITLE)
_LISTS = ("key results only", "flat", "grouped")
_SAMPLE = 5


class CheckInTable(NamedTuple):
    """An area whose rows are check-ins: its columns that name the key result, its objective and the day,
    and those that say something of it."""

    source: str
    sheet: str
    lines: Lines
    area: Area
    columns: tuple[Column, ...]
    names: tuple[int, ...]
    objective: int | None
    day: Column
    says: Mapping[int, Says]


def log_in(
    lines: Lines, area: Area, columns: tuple[Column, ...], *, source: str, sheet: str, vocabulary: Vocabulary
) -> CheckInTable | None:
    """The area as a table of check-ins, if its columns can be those of one."""
    names = [
        *(c.number for c in columns if c.field is Field.ID and c.level is Level.KEY_RESULT),
        *(c.number for c in columns if c.field in _TITLES),
        *(c.number for c in columns if _may_be_title(c)),
    ]
    says = {c.number: _FIELDS[c.field] for c in columns if c.field in _FIELDS and c.number not in names}
    if not names or not says:
        return None
    day = next(
        (c for field in _DAYS for c in columns if c.field is field and _is_day(lines, area, c, vocabulary)),
        None,
    )
    if day is None:
        return None
    objective = next(
        (
            c.number
            for c in columns
            if c.field is Field.OBJECTIVE or (c.field is Field.ID and c.level is Level.OBJECTIVE)
        ),
        None,
    )
    says.pop(day.number, None)
    return CheckInTable(source, sheet, lines, area, columns, tuple(names), objective, day, says)


def _may_be_title(column: Column) -> bool:
    """Whether a column of words that was taken for another may hold key results: "Metric", "KPI"."""
    if column.field in (*_TITLES, Field.ID, Field.OBJECTIVE):
        return False
    contents = column.contents
    return any(m.field in _TITLES for m in column.meanings) and contents.share(contents.texts) >= 0.6


def _is_day(lines: Lines, area: Area, column: Column, vocabulary: Vocabulary) -> bool:
    """Whether the cells of a column are days, or weeks and months."""
    contents = column.contents
    if contents.share(contents.dates) >= 0.6:
        return True
    if not contents.filled or contents.share(contents.texts) < 0.6:
        return False
    texts = [text for row in area.rows[: 3 * _SAMPLE] if (text := lines.text(row, column.number))][:_SAMPLE]
    return all(_is_written_day(text, vocabulary) for text in texts)


def _is_written_day(text: str, vocabulary: Vocabulary) -> bool:
    time = time_in(text, vocabulary)
    return time is not None and time.says is Says.VALUE


def may_be_log(table: CheckInTable, layout: str | None) -> bool:
    """Whether the rows of an area can be check-ins: what was read as a list names some again and again."""
    if layout is None:
        return True
    if layout not in _LISTS:
        return False
    said = _rows_say(table)
    return len(set(said)) * 10 <= len(said) * 8


def _rows_say(table: CheckInTable) -> list[tuple[str, ...]]:
    """What the rows of a table name: ids such as KR1 begin anew under each objective."""
    first = table.names[0]
    titles = (column.number for column in table.columns if column.field is Field.KEY_RESULT)
    numbers = dict.fromkeys((first, *titles, *(() if table.objective is None else (table.objective,))))
    texts = {number: table.lines.texts(table.area.rows, number) for number in numbers}
    rows = zip(*(map(normalise, texts[number]) for number in numbers), strict=True)
    return [row for row in rows if row[0]]


def names_most(table: CheckInTable, layout: str | None, names: Set[str]) -> bool:
    """Whether most rows of an area name a key result by one of these names."""
    least = 6 if layout is None else 8
    return any(
        sum(name in names for name in said) * 10 >= len(said) * least
        for number in table.names
        if (said := names_in(table, number))
    )


def names_in(table: CheckInTable, number: int) -> list[str]:
    """What a column says on the rows of a table, in comparable form."""
    texts = table.lines.texts(table.area.rows, number)
    return [name for text in texts if (name := normalise(text))]


def names_of(okr: FoundOkr, objective: FoundOkr, vocabulary: Vocabulary) -> set[str]:
    """All that a key result may be called by: its id, with its objective's or without, and its title."""
    title = okr.title or ""
    names = {normalise(title), normalise(without_label(title, vocabulary))}
    if okr.id:
        names |= {normalise(okr.id), normalise(f"{okr.id} {title}")}
        if objective.id:
            names.add(normalise(f"{objective.id} {okr.id}"))
    return names - {""}
