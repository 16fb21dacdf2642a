"""Columns whose headings are dates: those that hold check-ins, and those that hold a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date

from okrsheets.model import Field
from okrsheets.reading.figures.values import Number
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import Contents
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.headings import Meaning
from okrsheets.reading.times.dates import day_comes_first
from okrsheets.reading.times.headings import Says, Time, Unit, field_beside, time_in

__all__ = ["with_times", "without_plans"]

_SURE = 0.95
_WORDED = 0.85
_FEWEST = 2
_SHORTEST_NOTE = 12
PLAN = "a plan for its date, no check-in"


def with_times(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns, those under several times of one kind taken for check-ins, or for a plan.

    One time alone says when all the values are from, not what they are: its words do ("Actual 30 Sep").
    Where there are only targets of several times, the last is the one to reach.
    """
    timed = [column for column in columns if column.time is not None]
    if not timed:
        return columns
    times = _with_days_in_order(timed, vocabulary)
    series: dict[tuple[Says, Unit], set[Time]] = {}
    for time in times.values():
        series.setdefault((time.says, time.unit), set()).add(time)
    aims = [c for c in columns if c.meanings and c.meanings[0].field is Field.TARGET]
    planned = [c.number for c in aims if c.number in times and times[c.number].says is Says.PLAN]
    keeps = planned[-1] if planned and len(planned) == len(aims) else None
    timed = [_as_timed(column, times.get(column.number), series, keeps=keeps) for column in columns]
    return [
        _as_its_words(after, vocabulary) if before.time and after == before._replace(time=None) else after
        for before, after in zip(columns, timed, strict=True)
    ]


def _as_its_words(column: Column, vocabulary: Vocabulary) -> Column:
    """A column of one time as what the words beside it call it, where its heading says nothing else."""
    field = None if column.meanings else field_beside(column.heading, vocabulary)
    if field is None:
        return column
    meaning = Meaning(field, None, _WORDED, "its words beside a date")
    return column._replace(meanings=(meaning,))


def _as_timed(
    column: Column, time: Time | None, series: Mapping[tuple[Says, Unit], Set[Time]], *, keeps: int | None
) -> Column:
    """A column as what its time makes of it, with others of its kind; that of number `keeps` is a target."""
    if column.is_told:
        return column
    if time is None or len(series[time.says, time.unit]) < _FEWEST or column.number == keeps:
        return column._replace(time=None)
    if not _suits(column.contents, time.says):
        return column._replace(time=None, meanings=(), because=f"a {time.unit.value}, but no figures below")
    if time.says is Says.PLAN:
        meaning = Meaning(Field.PLAN, None, _SURE, PLAN)
        return column._replace(time=time, meanings=(meaning,))
    count = len(series[time.says, time.unit])
    meaning = Meaning(
        Field.CHECK_IN, None, _SURE, f"one of {count} columns that are each a {time.unit.value}"
    )
    return column._replace(time=time, meanings=(meaning,))


def _suits(contents: Contents, says: Says) -> bool:
    """Whether cells can be what is said under dates: figures, or words that are more than a mark."""
    if not contents.filled or says is Says.NOTE:
        return True
    if contents.share(contents.numbers + contents.figures) >= 0.5:
        return True
    return says is Says.VALUE and contents.length >= _SHORTEST_NOTE * contents.texts > 0


def _with_days_in_order(columns: Sequence[Column], vocabulary: Vocabulary) -> dict[int, Time]:
    """The time of each column, days and months in the order in which the headings write them."""
    headings = [column.heading for column in columns]
    month_first: dict[int, Time] = {c.number: c.time for c in columns if c.time is not None}
    day_first: dict[int, Time] = {
        column.number: time
        for column in columns
        if (time := time_in(column.heading, vocabulary, day_first=True)) is not None
    }
    if day_first == month_first or len(day_first) < len(month_first):
        return month_first
    spans = [_span(list(times.values())) for times in (month_first, day_first)]
    return day_first if day_comes_first(headings) or spans[1] < spans[0] else month_first


def _span(times: Sequence[Time]) -> int:
    """How many days lie between the first and the last of the times; those in no order lie far apart."""
    days = [time.date or date(2000, time.n, min(time.more or 1, 28)) for time in times]
    return (days[-1] - days[0]).days if days == sorted(days) else 1_000_000


def without_plans(table: FoundTable, numbers: Mapping[int, Mapping[int, Number]]) -> FoundTable:
    """The table, its figures under dates taken for a plan where they lead to the target in full, row by row.

    `numbers` are the figures of its columns by row.
    """
    layout = table.layout
    series = [
        c
        for c in layout.columns
        if c.field is Field.CHECK_IN and c.time and c.time.says is Says.VALUE and not c.is_told
    ]
    target = next((c.number for c in layout.columns if c.field is Field.TARGET), None)
    if len(series) < _FEWEST or target is None:
        return table
    aimed = [row for row in numbers[target] if any(row in numbers[c.number] for c in series)]
    led = sum(
        all(row in numbers[c.number] for c in series)
        and numbers[series[-1].number][row].value == numbers[target][row].value
        for row in aimed
    )
    if led < _FEWEST or led * 10 < len(aimed) * 8:
        return table
    because = f"its dates lead to the target in {led} of {len(aimed)} rows: a plan, no check-ins"
    plan = {column.number for column in series}
    columns = tuple(
        column._replace(field=Field.PLAN, because=because) if column.number in plan else column
        for column in layout.columns
    )
    return table._replace(layout=layout._replace(columns=columns))
