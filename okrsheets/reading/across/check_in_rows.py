"""The rows of tables of check-ins: which key result each of them speaks of, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from okrsheets.grid import CellRef, text_of
from okrsheets.model import Cycle, LeftOut, Remark
from okrsheets.reading.across.joined import Home, Joined, Member
from okrsheets.reading.extraction.check_ins import Entry
from okrsheets.reading.extraction.scales import numbers_of, shares_of
from okrsheets.reading.extraction.writing import writing_of
from okrsheets.reading.figures.values import Number
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.layouts.check_in_tables import CheckInTable, names_in, names_of
from okrsheets.reading.tables.left_out import region_of
from okrsheets.reading.times.dates import date_in, date_of, day_comes_first
from okrsheets.reading.times.headings import Says, days_of, time_in
from okrsheets.tuples import NamedTuple

__all__ = ["CheckIns", "check_ins_of"]

_Named: TypeAlias = Mapping[str, list[Member]]
"""The key results by all that they may be called by."""


class CheckIns(NamedTuple):
    """The check-ins of all tables of them by key result; and how each was read and what of it was not."""

    entries: Mapping[Member, Sequence[Entry]]
    told: Sequence[tuple[Remark, Sequence[LeftOut]]]


def check_ins_of(
    tables: Sequence[CheckInTable], joined: Joined, *, fiscal_year_start: int, vocabulary: Vocabulary
) -> CheckIns:
    """What the tables say of the key results of all other tables."""
    entries: dict[Member, list[Entry]] = {}
    told: list[tuple[Remark, Sequence[LeftOut]]] = []
    near, far = _named(joined, vocabulary) if tables else ({}, {})
    for table in tables:
        reader = _Reader.of(table, joined, near.get(table.source, {}), far, fiscal_year_start, vocabulary)
        region = region_of(table.area)
        missed = []
        for row in table.area.rows:
            member = reader.member(row)
            if isinstance(member, str):
                missed.append(LeftOut(region._replace(top=row, bottom=row), member))
            else:
                entries.setdefault(member, []).extend(reader.entries(row, member))
        named = next(column.heading for column in table.columns if column.number == reader.names)
        count = len(table.area.rows)
        because = f'check-ins of key results by "{named}": {count - len(missed)} of {count} rows name one'
        told.append((Remark(region, because), missed))
    return CheckIns(entries, told)


def _named(joined: Joined, vocabulary: Vocabulary) -> tuple[dict[str, dict[str, list[Member]]], _Named]:
    """All key results by what they may be called: those of each workbook, and of all together."""
    near: dict[str, dict[str, list[Member]]] = {}
    far: dict[str, list[Member]] = {}
    for home, members in joined.objectives():
        objective = joined.objective(home)
        for member in members:
            source = joined.tables[member[0]].source
            for name in names_of(joined.key_result(member), objective, vocabulary):
                near.setdefault(source, {}).setdefault(name, []).append(member)
                far.setdefault(name, []).append(member)
    return near, far


class _Reader(NamedTuple):
    """One table of check-ins while its rows are read; `names` is the column that names most key results."""

    table: CheckInTable
    joined: Joined
    near: _Named
    far: _Named
    names: int
    numbers: Mapping[int, Mapping[int, Number]]
    day_first: bool
    fiscal_year_start: int
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls,
        table: CheckInTable,
        joined: Joined,
        near: _Named,
        far: _Named,
        fiscal_year_start: int,
        vocabulary: Vocabulary,
    ) -> _Reader:
        """A reader of the table that finds key results by their names."""
        rows = table.area.rows
        names = max(table.names, key=lambda number: sum(name in far for name in names_in(table, number)))
        marks = writing_of(table.lines, table.columns, rows, vocabulary).marks
        numbers: dict[int, Mapping[int, Number]] = {}
        for column in table.columns:
            says = table.says.get(column.number)
            mark = marks.get(column.number)
            if says is Says.VALUE:
                numbers[column.number] = numbers_of(table.lines, column, rows, vocabulary, mark=mark)
            elif says in (Says.PROGRESS, Says.CONFIDENCE):
                shares = shares_of(table.lines, column, rows, vocabulary, mark=mark)
                numbers[column.number] = {row: Number(share, share=True) for row, share in shares.items()}
        texts = table.lines.texts(rows, table.day.number)
        return cls(
            table,
            joined,
            near,
            far,
            names,
            numbers,
            bool(day_comes_first(texts)),
            fiscal_year_start,
            vocabulary,
        )

    def member(self, row: int) -> Member | str:
        """The key result that a row names; or why there is none."""
        lines = self.table.lines
        name = normalise(lines.text(row, self.names))
        found = self.near.get(name) or self.far.get(name) or []
        if len(found) > 1 and self.table.objective is not None:
            objective = normalise(lines.text(row, self.table.objective))
            found = [one for one in found if objective in self._objective(one)] or found
        if len(found) > 1:
            day = self._day(row, None, None)
            found = [one for one in found if day and _holds(self._cycle(one), day)] or found
        if len(found) == 1:
            return found[0]
        if not name:
            return "names no key result"
        if found:
            return f"{len(found)} key results are called so"
        return "names a key result that stands nowhere"

    def _home(self, member: Member) -> Home:
        t, n, _ = member
        return self.joined.homes.get(member) or self.joined.faces.get((t, n)) or (t, n)

    def _objective(self, member: Member) -> set[str]:
        objective = self.joined.objective(self._home(member))
        return {normalise(words) for words in (objective.id, objective.title) if words}

    def _cycle(self, member: Member) -> Cycle | None:
        return self.joined.cycle(self._home(member))

    def entries(self, row: int, member: Member) -> Iterator[Entry]:
        """What a row says of its key result."""
        table = self.joined.tables[member[0]]
        day = self._day(row, self._cycle(member), table.around.year)
        for number, says in self.table.says.items():
            text = text_of(self.table.lines.cell(row, number).value).strip()
            if text:
                at = CellRef(self.table.source, self.table.sheet, row, number)
                yield Entry(day, says, self.numbers.get(number, {}).get(row), text, at)

    def _day(self, row: int, cycle: Cycle | None, year: int | None) -> date | None:
        value = self.table.lines.cell(row, self.table.day.number).value
        if (day := date_of(value)) is not None:
            return day
        text = text_of(value).strip()
        if (day := date_in(text, self.vocabulary, day_first=self.day_first)) is not None:
            return day
        time = time_in(text, self.vocabulary, day_first=self.day_first)
        if time is None:
            return None
        (found,) = days_of((time,), cycle=cycle, year=year, fiscal_year_start=self.fiscal_year_start)
        return found


def _holds(cycle: Cycle | None, day: date) -> bool:
    return cycle is not None and cycle.start <= day <= cycle.end
