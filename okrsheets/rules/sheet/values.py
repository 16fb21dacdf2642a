"""Rules about what stands in the cells of an OKR and cannot be understood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from operator import attrgetter
from types import MappingProxyType

from okrsheets.grid import Cell, CellRef, Value, text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Measure, Okr, Severity
from okrsheets.reading.figures.values import Number, number_of
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.times.cycles import due_in, find_cycle
from okrsheets.reading.times.dates import date_in, date_of, is_of_our_time, serial_day
from okrsheets.rules.cells import Cells
from okrsheets.rules.fields import placed_fields, said_fields
from okrsheets.rules.tables import judged_okrs, pursued_okrs
from okrsheets.rules.wording import amount, called, counted, named, percent, quoted
from okrsheets.tuples import NamedTuple

__all__ = ["mixed_scale", "unknown_word", "unreadable_value"]

_MOST = 3  # cells or words of a column told one by one
_ANY_YEAR = 2000  # so that a quarter without its year is known too
_NUMBER = 'write a number, such as 12 or "12 %", or leave it blank until it is known'
_SHARE = 'write a percentage, such as "40 %", or leave it blank until it is known'
_DAY = "write a date, such as 2026-12-31, or leave it blank"
_CURES = {
    Field.PROGRESS: _SHARE,
    Field.SCORE: _SHARE,
    Field.CONFIDENCE: 'write "low", "medium" or "high", or a percentage, or leave it blank',
    Field.WEIGHT: "write a number, such as 2, or leave it blank: then it weighs as much as the others",
    Field.START: _DAY,
    Field.DUE: _DAY,
    Field.UPDATED: _DAY,
}
_DAYS = (Field.START, Field.DUE, Field.UPDATED)
_FIGURES = (Field.BASELINE, Field.CURRENT, Field.TARGET)
_SHARES = (Field.PROGRESS, Field.SCORE, Field.CONFIDENCE)
_WORDED = frozenset({Field.STATUS, Field.PRIORITY})

_FOUND: Mapping[Field, Callable[[Okr], object]] = MappingProxyType(
    {
        Field.PROGRESS: attrgetter("stated_progress"),
        Field.SCORE: attrgetter("stated_progress"),
        Field.CONFIDENCE: attrgetter("confidence"),
        Field.WEIGHT: attrgetter("weight"),
        Field.DUE: attrgetter("due"),
        Field.UPDATED: attrgetter("updated"),
        Field.START: lambda _: None,  # an OKR keeps its cycle, and no first day
    }
)
"""What came from each field that all OKRs may have."""


class _Met(NamedTuple):
    """A cell of an OKR that cannot be understood, and what it says."""

    field: Field
    cell: CellRef
    okr: Okr
    said: str


@rule("unreadable-value", Severity.WARNING, silenced_by=("error-value", "no-cached-value", "formula-as-text"))
def unreadable_value(case: Case) -> Iterator[Finding]:
    """A cell that should hold a figure or a date holds something else.

    It counts as unknown, never as 0, and so does what would be computed from it. A blank, "-", "n/a" and
    "tbd" say that nothing is known yet and are not told. Of one column the first three are told.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 4        | a dozen | 20     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 4        | 12      | 20     |
    """
    cells, vocabulary = Cells.of(case.workbooks), load_vocabulary({}, case.words)
    met: dict[tuple[str, str, int], dict[CellRef, _Met]] = {}
    asked = [(field, found) for field, found in _FOUND.items() if field in placed_fields(case)]
    for okr in pursued_okrs(case):
        for field in _unread(okr, asked):
            if (cell := okr.cells.get(field)) is None:
                continue
            value = cells.value(cell)
            if value is None or _is_understood(field, value, vocabulary):
                continue
            column = met.setdefault((cell.workbook, cell.sheet, cell.column), {})
            column.setdefault(cell, _Met(field, cell, okr, text_of(value)))
    for column in met.values():
        for number, one in enumerate(list(column.values())[:_MOST], start=1):
            far = one.field in _DAYS and _day_in(cells.value(one.cell), vocabulary) is not None
            kind = (
                "day of our time" if far else f"{'day' if one.field in _DAYS else 'figure'} that can be read"
            )
            yield finding(
                place=one.cell,
                okr=one.okr.key,
                message=f"the {called(one.field)} of {named(one.okr)}, {quoted(one.said)}, "
                f"is no {kind}{_untold(number, len(column), 'more cell')}",
                hint=_CURES.get(one.field, _NUMBER),
            )


def _unread(okr: Okr, asked: Sequence[tuple[Field, Callable[[Okr], object]]]) -> Sequence[Field]:
    """Those of some fields of an OKR from which nothing came, whether their cells say something or not."""
    fields = [field for field, found in asked if found(okr) is None]
    return (*okr.unreadable, *fields) if isinstance(okr, KeyResult) and okr.unreadable else fields


def _day_in(value: Value, vocabulary: Vocabulary) -> date | None:
    """The day that a cell says by itself, of whatever time."""
    text = value.strip() if isinstance(value, str) else ""
    return date_of(value) or (date_in(text, vocabulary, day_first=False) if text else None)


def _is_understood(field: Field, said: Value, vocabulary: Vocabulary) -> bool:
    """Whether a cell says that nothing is known, how it goes, or, where it was read, a day."""
    if field is Field.START:
        day = _day_in(said, vocabulary) or serial_day(said) or due_in(text_of(said), year=_ANY_YEAR)
        return (day is not None and is_of_our_time(day)) or vocabulary.says_nothing(text_of(said))
    if not isinstance(said, str):
        return False
    if vocabulary.says_nothing(said):
        return field not in _FIGURES or said.strip().casefold() != "nan"
    return field in _SHARES and vocabulary.meaning("statuses", said) is not None


def _untold(number: int, total: int, what: str) -> str:
    """What the last one that is told says of the others of its column."""
    untold = total - _MOST if number == _MOST else 0
    are = "is" if untold == 1 else "are"
    return f"; so {are} {counted(untold, what)} of this column" if untold > 0 else ""


@rule("unknown-word", Severity.WARNING)
def unknown_word(case: Case) -> Iterator[Finding]:
    """A status, priority or cycle is a word that is not known, so it says nothing.

    A status that is not known cannot be compared with what the values come to, and a key result that is
    given up is still counted; an OKR whose cycle is not known is taken for one of the cycle of its tab or
    file. Use one of the usual words, or say what yours means under `[vocabulary.statuses]` and
    `[vocabulary.priorities]` in the config. The same word in one column is told once.

    Bad:
        | Objective    | Key result           | Target | Status   |
        | Win the east | Sign resale partners | 20     | On trakc |
    Good:
        | Objective    | Key result           | Target | Status   |
        | Win the east | Sign resale partners | 20     | On track |
    """
    cells, vocabulary = Cells.of(case.workbooks), load_vocabulary({}, case.words)
    met: dict[tuple[str, str, int], dict[str, dict[CellRef, _Met]]] = {}
    worded = Field.CYCLE in placed_fields(case) or not _WORDED.isdisjoint(said_fields(case))
    for okr in judged_okrs(case) if worded else ():
        for field, said in _unknown(okr, cells, vocabulary):
            cell = okr.cells.get(field)
            if cell is not None and not vocabulary.says_nothing(said):
                column = met.setdefault((cell.workbook, cell.sheet, cell.column), {})
                word = " ".join(said.split()).casefold()
                column.setdefault(word, {}).setdefault(cell, _Met(field, cell, okr, said))
    for words in met.values():
        for number, (word, places) in enumerate(list(words.items())[:_MOST], start=1):
            one = next(iter(places.values()))
            again = f" ({counted(len(places), 'time')} in this column)" if len(places) > 1 else ""
            more = _untold(number, len(words), "more word")
            yield finding(
                place=one.cell,
                okr=one.okr.key,
                message=f"the {called(one.field)} {quoted(one.said)} of {named(one.okr)}{again} "
                f"is a word that is not known{more}",
                hint=_cure(one.field, word, vocabulary),
            )


def _unknown(okr: Okr, cells: Cells, vocabulary: Vocabulary) -> Iterator[tuple[Field, str]]:
    """The words of an OKR that mean nothing to us."""
    if okr.stated_status and okr.stated_meaning is None:
        yield Field.STATUS, okr.stated_status
    priority = okr.priority
    if priority and vocabulary.meaning("priorities", priority) is None and not _has_digit(priority):
        yield Field.PRIORITY, priority
    said = cells.value(okr.cells.get(Field.CYCLE))
    if isinstance(said, str) and find_cycle(said, year=_ANY_YEAR) is None and any(map(str.isalpha, said)):
        yield Field.CYCLE, said


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _cure(field: Field, word: str, vocabulary: Vocabulary) -> str:
    if field is Field.CYCLE:
        return 'write a quarter, half or year, such as "Q4 2026"'
    section = "statuses" if field is Field.STATUS else "priorities"
    if near := _nearest(word, vocabulary.values[section]):
        return f'did you mean "{near}"?'
    usual = (
        '"on track", "behind", "at risk" or "done"' if field is Field.STATUS else '"high", "medium" or "low"'
    )
    return f"write {usual}, or add it to the vocabulary of the config"


def _nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that is spelt most like this one; of several the first, English before the others.

    >>> _nearest("grean", ["green", "groen", "grun"])
    'green'
    """
    near = get_close_matches(word, known, n=_MOST, cutoff=0.75)
    alike = {one: SequenceMatcher(None, one, word).ratio() for one in near}
    return max((one for one in known if one in alike), key=lambda one: alike[one], default=None)


@rule("mixed-scale", Severity.WARNING)
def mixed_scale(case: Case) -> Iterator[Finding]:
    """A column of progress holds figures from 0 to 1 beside figures from 0 to 100.

    One scale counts for the whole column, so 0.5 beside 50 is half a percent. So it is with scores and
    confidence, and with plain figures beside a percentage in one row. It is told once for a column.

    Bad:
        | Objective    | Key result           | Progress |
        | Win the east | Sign resale partners | 0.5      |
        |              | New leads per week   | 70       |
    Good:
        | Objective    | Key result           | Progress |
        | Win the east | Sign resale partners | 50 %     |
        |              | New leads per week   | 70 %     |
    """
    cells, vocabulary = Cells.of(case.workbooks), load_vocabulary({}, case.words)
    columns: dict[tuple[str, str, int], dict[CellRef, tuple[_Met, float]]] = {}
    shares = [field for field in _SHARES if field in placed_fields(case)]
    for okr in judged_okrs(case) if shares else ():
        for field in shares:
            if (cell := okr.cells.get(field)) is None:
                continue
            if (number := _plain(cells.at(cell), vocabulary)) is not None:
                column = columns.setdefault((cell.workbook, cell.sheet, cell.column), {})
                said = text_of(cells.value(cell))
                column.setdefault(cell, (_Met(field, cell, okr, said), number.value))
    for column in columns.values():
        largest = max(abs(value) for _, value in column.values())
        small = [one for one, value in column.values() if 0 < abs(value) < 1]
        if largest > 2 and small:
            yield _mixed(small, text_of(largest), _counted_as(small[0]))
    for okr in case.okrs.key_results:
        if okr.measure is Measure.PERCENT and not okr.read_from_words:
            yield from _mixed_row(okr, cells, vocabulary)


def _plain(cell: Cell | None, vocabulary: Vocabulary) -> Number | None:
    """The figure of a cell, where nothing says on which scale it is."""
    number = number_of(cell, vocabulary) if cell is not None else None
    return None if number is None or number.share or number.answer or number.of else number


def _counted_as(one: _Met) -> float | None:
    return one.okr.confidence if one.field is Field.CONFIDENCE else one.okr.stated_progress


def _mixed(small: list[_Met], largest: str, counted_as: float | None) -> Finding:
    one = small[0]
    counts = f", so it counts as {percent(counted_as)}" if counted_as is not None else ""
    more = f" (and {counted(len(small) - 1, 'more cell')})" if len(small) > 1 else ""
    return finding(
        place=one.cell,
        okr=one.okr.key,
        message=f"the {called(one.field)} of {named(one.okr)} is {one.said}{more} "
        f"in a column of figures up to {largest}{counts}",
        hint='write all of them as percentages, such as "50 %"',
    )


def _mixed_row(okr: KeyResult, cells: Cells, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A fraction beside a larger plain figure, where the key result of a row is one in percent."""
    values = {Field.BASELINE: okr.baseline, Field.CURRENT: okr.current, Field.TARGET: okr.target}
    if None in values.values():
        return
    plain = {field: _plain(cells.at(okr.cells.get(field)), vocabulary) for field in values}
    said = {field: number.value for field, number in plain.items() if number is not None}
    small = next((field for field, value in said.items() if 0 < abs(value) < 1), None)
    value = values[small] if small is not None else None
    largest = max(map(abs, said.values()), default=0.0)
    if small is None or value is None or len(said) != 2 or largest <= 1:
        return
    yield finding(
        place=okr.cells[small],
        okr=okr.key,
        message=f"the {called(small)} of {named(okr)} is {text_of(said[small])} beside {text_of(largest)} "
        f"and a percentage, so it counts as {amount(value, okr)}",
        hint='write all of them as percentages, such as "50 %"',
    )
