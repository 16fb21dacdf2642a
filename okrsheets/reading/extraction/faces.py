"""What the cells of one OKR say, field by field, and what is decided once per column for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType

from okrsheets.grid import BLANK, Cell, ErrorValue, text_of
from okrsheets.model import AlignmentKind, Cycle, Field, Level
from okrsheets.reading.extraction.scales import numbers_of, shares_of
from okrsheets.reading.extraction.writing import writing_of
from okrsheets.reading.figures.values import Number
from okrsheets.reading.language.people import Naming, naming_of, owners_in
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundOkr, FoundTable, Layout
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.reading.times.cycles import due_in, find_cycle, part_of_year
from okrsheets.reading.times.dates import date_in, date_of, is_of_our_time, serial_day
from okrsheets.tuples import NamedTuple

__all__ = ["Decided", "Face", "OkrCells", "decide_all", "face_for"]

_FIGURES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
_NUMBERS = {*_FIGURES, Field.WEIGHT, Field.CHECK_IN, Field.PLAN}
_SHARES = {Field.PROGRESS, Field.SCORE, Field.CONFIDENCE}

_FAILED = "nan"  # what programs write where a figure could not be computed

_UNMOVED: Mapping[int, tuple[int, int]] = MappingProxyType({})

_KINDS: Mapping[Field, AlignmentKind | None] = {
    Field.PARENT: None,
    Field.CONTRIBUTES_TO: AlignmentKind.STRAIGHTFORWARD,
    Field.SUPPORTS: AlignmentKind.DIRECTIONAL,
    Field.DEPENDS_ON: AlignmentKind.DEPENDENCY,
}


class Face(NamedTuple):
    """The columns that speak for one level: all by field, the number of each field's first, and those
    that say what an OKR is aligned to, with the kind of alignment that their heading says."""

    columns: Mapping[Field, tuple[Column, ...]]
    numbers: Mapping[Field, int]
    aligned: tuple[tuple[Column, AlignmentKind | None], ...]

    def beyond(self, number: int) -> Face:
        """The face with only the columns right of one: beside the title of a section, and its label."""
        columns = {
            name: right
            for name, some in self.columns.items()
            if (right := tuple(column for column in some if column.number > number))
        }
        aligned = tuple((column, kind) for column, kind in self.aligned if column.number > number)
        return Face(columns, {Field.TITLE: 0} | {n: some[0].number for n, some in columns.items()}, aligned)


class Decided(NamedTuple):
    """What is decided per column: figures and shares by row, date order, how owners are named.

    `unread` are the cells of figures that hold something else, an error among others, and are neither
    blank nor a dash nor "n/a". `mark` is the decimal mark of the table where anything tells it.
    `hundredths` says that percentages stand as plain figures from 0 to 100.
    """

    numbers: Mapping[int, Mapping[int, Number]]
    shares: Mapping[int, Mapping[int, float]]
    day_first: frozenset[int]
    naming: Mapping[int, Naming]
    unread: frozenset[tuple[int, int]]
    mark: str | None
    hundredths: bool


def decide_all(lines: Lines, tables: Sequence[FoundTable], vocabulary: Vocabulary) -> list[Decided]:
    """What is decided for each table of a tab. Sections with the same columns decide together, so that
    one of a single row writes in the scale of those beside it.
    """
    alike: dict[tuple[object, ...], list[Layout]] = {}
    for table in tables:
        alike.setdefault(_decided_with(table), []).append(table.layout)
    made: dict[tuple[object, ...], Decided] = {}
    for table in tables:
        key = _decided_with(table)
        if key not in made:
            made[key] = _decide(lines if table.view is None else table.view.lines, alike[key], vocabulary)
    return [made[_decided_with(table)] for table in tables]


def _decided_with(table: FoundTable) -> tuple[object, ...]:
    """What is equal for tables that decide together."""
    if table.layout.name != "sections" or table.view is not None:
        # rows of a view are drawn: a form may seem to begin where another table of the tab does
        return (table.header, table.left, table.view is not None)
    return tuple((column.number, column.heading, column.field) for column in table.layout.columns)


def _decide(lines: Lines, layouts: Sequence[Layout], vocabulary: Vocabulary) -> Decided:
    """Looks at each column of tables with the same columns as a whole, once."""
    columns = [column for column in layouts[0].columns if column.field is not None]
    rows = sorted({row.row for layout in layouts for row in layout.rows})
    titles = {(okr.row, okr.column) for layout in layouts for okr in layout.objectives}

    def texts(column: Column) -> list[str]:
        values = zip(rows, lines.values(rows, column.number), strict=True)
        return [v for row, v in values if isinstance(v, str) and (row, column.number) not in titles]

    writing = writing_of(lines, columns, rows, vocabulary)
    numbers = {
        c.number: numbers_of(lines, c, rows, vocabulary, mark=writing.marks[c.number])
        for c in columns
        if c.field in _NUMBERS
    }
    unread = frozenset(
        (row, number)
        for number, figures in numbers.items()
        for row, cell in zip(rows, lines.cells(rows, number), strict=True)
        if row not in figures and _says_something(cell, vocabulary)
    )
    return Decided(
        numbers,
        {
            c.number: shares_of(lines, c, rows, vocabulary, mark=writing.marks[c.number])
            for c in columns
            if c.field in _SHARES
        },
        writing.day_first,
        {c.number: naming_of(texts(c), vocabulary) for c in columns if c.field is Field.OWNER},
        unread,
        writing.mark,
        _in_hundredths(lines, columns, rows, numbers, vocabulary),
    )


def _in_hundredths(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    numbers: Mapping[int, Mapping[int, Number]],
    vocabulary: Vocabulary,
) -> bool:
    """Whether rows whose unit is percent hold plain figures above 1, so that 1 there is 1 %."""
    figures = [numbers[c.number] for c in columns if c.field in _FIGURES]
    return any(
        abs(number.value) > 1 and not number.share
        for unit in columns
        if unit.field is Field.UNIT
        for row in rows
        if (text := lines.text(row, unit.number)) and vocabulary.meaning("measures", text) == "percent"
        for some in figures
        if (number := some.get(row)) is not None
    )


def _says_something(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell holds more than blanks, a dash or "n/a"; a formula does even without a stored result."""
    value = cell.value
    if value is None:
        return cell.formula is not None
    if not isinstance(value, str) or value.strip().casefold() == _FAILED:
        return True
    return not vocabulary.says_nothing(value)


def face_for(layout: Layout, level: Level | None) -> Face:
    """The columns of a table: all of them, or those that speak for one level.

    For a key result a column of its objective speaks only where it has none of its own.
    """
    found: dict[Field, tuple[Column, ...]] = {}
    for column in layout.columns:
        if column.field is not None and (level is None or column.level is level):
            found[column.field] = (*found.get(column.field, ()), column)
    if level is Level.KEY_RESULT:
        own = frozenset(found)
        for column in layout.columns:
            if column.inherited and column.field is not None and column.field not in own:
                found[column.field] = (*found.get(column.field, ()), column)
    numbers = {Field.TITLE: 0} | {name: some[0].number for name, some in found.items()}
    aligned = tuple((column, kind) for name, kind in _KINDS.items() for column in found.get(name, ()))
    return Face(found, numbers, aligned)


class OkrCells(NamedTuple):
    """The cells of one OKR: those of its row, but for the columns whose value is `moved` elsewhere."""

    lines: Lines
    face: Face
    row: int
    line: Line
    moved: Mapping[int, tuple[int, int]]
    decided: Decided
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls,
        okr: FoundOkr,
        face: Face,
        *,
        lines: Lines,
        decided: Decided,
        vocabulary: Vocabulary,
    ) -> OkrCells:
        """The cells of an OKR: those of its row, or in each column what most of its rows say."""
        moved = _UNMOVED
        if len(okr.rows) > 1 or lines.covered:
            rows = okr.rows if len(okr.rows) > 1 else (okr.row,)
            numbers = [column.number for some in face.columns.values() for column in some]
            moved = {number: _most_said(lines, rows, number) for number in numbers}
            title = lines.place(okr.row, okr.column)
            if any(at == title and number != okr.column for number, at in moved.items()):
                # a title merged over the columns beside it is no value of theirs
                moved = {number: (okr.row, number) if at == title else at for number, at in moved.items()}
        return cls(lines, face, okr.row, lines.by_row.get(okr.row, {}), moved, decided, vocabulary)

    def place(self, column: Column) -> tuple[int, int]:
        """Where the OKR's value in a column really stands."""
        return self.moved.get(column.number, (self.row, column.number))

    def cell(self, column: Column) -> Cell:
        """The OKR's cell in a column."""
        if not self.moved:
            return self.line.get(column.number, BLANK)
        row, number = self.place(column)
        return self.lines.by_row.get(row, {}).get(number, BLANK)

    def texts(self, name: Field) -> list[str]:
        """The words in every column of a field, without blanks and errors."""
        values = [self.cell(column).value for column in self.face.columns.get(name, ())]
        return [
            text for value in values if not isinstance(value, ErrorValue) and (text := text_of(value).strip())
        ]

    def text(self, name: Field) -> str | None:
        """The first words of a field."""
        for column in self.face.columns.get(name, ()):
            value = self.cell(column).value
            if value is None or isinstance(value, ErrorValue):
                continue
            if text := text_of(value).strip():
                return text
        return None

    def number(self, name: Field) -> Number | None:
        """The first figure of a field."""
        for column in self.face.columns.get(name, ()):
            row = self.place(column)[0] if self.moved else self.row
            if number := self.decided.numbers[column.number].get(row):
                return number
        return None

    def share(self, names: Sequence[Field]) -> float | None:
        """The rightmost share of the first field that has one: the latest of several."""
        for name in names:
            for column in reversed(self.face.columns.get(name, ())):
                row = self.place(column)[0] if self.moved else self.row
                share = self.decided.shares[column.number].get(row)
                if share is not None:
                    return share
        return None

    def unreadable(self, names: Sequence[Field]) -> tuple[Field, ...]:
        """Those of the fields that have no figure though one of their cells is not blank."""
        unread = self.decided.unread
        if not unread:
            return ()
        columns = self.face.columns
        return tuple(
            name
            for name in names
            if any(self.place(c) in unread for c in columns.get(name, ())) and self.number(name) is None
        )

    def day(
        self, name: Field, *, fiscal_year_start: int, year: int | None, cycle: Cycle | None
    ) -> date | None:
        """The day of a field; of a cycle's label, its last day.

        `year` completes what names none; a day without its year is that within the `cycle`, where one is.
        """
        for column in self.face.columns.get(name, ()):
            value = self.cell(column).value
            if value is None:
                continue
            day = date_of(value) or serial_day(value)
            if day is None and isinstance(value, (str, int)) and (text := text_of(value).strip()):
                day = self._named_day(text, column.number, year=year, cycle=cycle) or due_in(
                    text, fiscal_year_start=fiscal_year_start, year=year
                )
            if day is not None and not is_of_our_time(day):
                day = None
            if day is not None or isinstance(value, str):
                return day
        return None

    def _named_day(self, text: str, number: int, *, year: int | None, cycle: Cycle | None) -> date | None:
        day_first = number in self.decided.day_first
        day = date_in(text, self.vocabulary, day_first=day_first)
        if day is not None or year is None:
            return day
        years = dict.fromkeys((year,) if cycle is None else (cycle.end.year, cycle.start.year, year))
        days = [date_in(text, self.vocabulary, day_first=day_first, year=one) for one in years]
        within = [day for day in days if day and cycle and cycle.start <= day <= cycle.end]
        return next(iter(within), days[0])

    def cycle(self, *, fiscal_year_start: int, year: int | None) -> Cycle | None:
        """The cycle that the OKR's own columns name: one of them, or a quarter and its year together."""
        labels = [
            part_of_year(text, column.heading)
            for column in self.face.columns.get(Field.CYCLE, ())
            if (text := text_of(self.cell(column).value).strip())
        ]
        if not labels:
            return None
        together = labels if len(labels) == 1 else [" ".join(labels), *labels]
        found = (find_cycle(text, fiscal_year_start=fiscal_year_start, year=year) for text in together)
        return next((cycle for cycle in found if cycle is not None), None)

    def owners(self) -> tuple[str, ...]:
        """Everyone the owner columns name, once."""
        named = [
            owners_in(text, self.decided.naming[column.number], self.vocabulary)
            for column in self.face.columns.get(Field.OWNER, ())
            if (text := text_of(self.cell(column).value))
        ]
        # each of one column is named once already
        return named[0] if len(named) == 1 else tuple(dict.fromkeys(chain.from_iterable(named)))


def _most_said(lines: Lines, rows: Sequence[int], number: int) -> tuple[int, int]:
    """The place of the value that most of the rows say; of two said as often, the first by its text.

    So flat rows that disagree about their objective are read alike in whatever order they stand.
    """
    values = lines.values(rows, number)
    said = [value for value in values if value is not None]
    best = said[0] if said else None
    if len(set(said)) > 1:
        counts = Counter(said)
        best = min(counts, key=lambda value: (-counts[value], text_of(value)))
    return lines.place(rows[values.index(best)], number)
