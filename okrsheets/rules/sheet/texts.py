"""Rules about numbers, dates and formulas that are typed as text, so that a spreadsheet cannot use them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from okrsheets.formulas import references_in
from okrsheets.grid import Cell, CellRange
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, Severity
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.times.dates import date_in
from okrsheets.reading.times.tokens import tokens_of
from okrsheets.rules.columns import FilledCell, TableColumn, columns_of, equation_columns
from okrsheets.rules.wording import counted, quoted
from okrsheets.tuples import NamedTuple

__all__ = ["formula_as_text", "text_date", "text_number"]

_FIGURES = frozenset(
    {
        *(Field.BASELINE, Field.CURRENT, Field.TARGET, Field.CHECK_IN),
        *(Field.PROGRESS, Field.SCORE, Field.CONFIDENCE, Field.WEIGHT),
    }
)
_DAYS = frozenset({Field.START, Field.DUE, Field.UPDATED})
_NUMBER = pattern(r"[-+]?\s*[$€£¥]?\s*\d[\d.,'\u00a0\u202f ]*\s*[%€$£¥]?")
_NUMERIC_DAY = pattern(r"\d{1,4}\s?([-/.])\s?\d{1,2}\s?\1\s?\d{1,4}")
_FORMULA = pattern(
    r"\s*=\s*[-+(]*\s*(?:[A-Z][A-Z0-9._]*\(|(?:'[^']+'|\w+)!\$?[A-Z]|"
    r"\$?[A-Z]{1,3}\$?[1-9]\d*\s*(?:[-+*/&:,;)<>^=]|$)|[\d.]+\s*[-+*/]\s*[\d(])",
    re.IGNORECASE,
)


class _Reader(NamedTuple):
    """A formula that reads a text of a column, and whether it passes over it within a range."""

    formula: str
    in_range: bool


@rule("text-number", Severity.WARNING)
def text_number(case: Case) -> Iterator[Finding]:
    """Numbers are written as text, and a formula reads them.

    A sum or a mean passes over text without a word, so its result is wrong. Where a formula reads such a cell
    by itself most programs take it for the number, and it only informs. A column is told once; in files of
    plain text everything is text, and nothing is told.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress                  |
        | Win the east |                      |          |         |        | =AVERAGE(F3:F4) -> 45 %   |
        |              | Sign resale partners | 0        | 9       | 20     | 45 %                      |
        |              | New leads per week   | 10       | 30      | 50     | '50 %                     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress                  |
        | Win the east |                      |          |         |        | =AVERAGE(F3:F4) -> 47.5 % |
        |              | Sign resale partners | 0        | 9       | 20     | 45 %                      |
        |              | New leads per week   | 10       | 30      | 50     | 50 %                      |
    """
    met = [each for each in columns_of(case, _FIGURES, _is_number) if each.column.field in _FIGURES]
    readers = _readers(case, met)
    for number, column in enumerate(met):
        if (reader := readers.get(number)) is None:
            continue
        them = "it" if len(column.filled) == 1 else "them"
        does = f"passes over {them}" if reader.in_range else f"reads {them}"
        yield _once(
            column,
            column.filled,
            are=("is a number", "are numbers"),
            then=f"written as text, and {quoted('=' + reader.formula)} {does}",
            hint="set the format of the column to numbers and type them again",
            at_most=Severity.WARNING if reader.in_range else Severity.INFO,
        )


def _once(
    column: TableColumn,
    cells: Sequence[FilledCell],
    *,
    are: tuple[str, str],
    then: str,
    hint: str,
    at_most: Severity = Severity.ERROR,
) -> Finding:
    """What is told once of cells of a column, at the first of them; `are` of one and of several."""
    first, count = cells[0], len(cells)
    others = f" and {counted(count - 1, 'more cell')} below it" if count > 1 else ""
    return finding(
        place=column.place(first),
        okr=first.okr,
        also=[each.okr for each in cells[1:]],
        message=f"{quoted(str(first.cell.value))}{others} {are[count > 1]} {then}",
        hint=hint,
        at_most=at_most,
    )


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def _readers(case: Case, met: Sequence[TableColumn]) -> Mapping[int, _Reader]:
    """For each of these columns a formula that reads one of its texts, if any does, within a range first."""
    wanted: dict[tuple[str, str], list[tuple[int, int, list[int]]]] = {}
    for number, column in enumerate(met):
        tab = (column.of.workbook, column.of.table.sheet)
        rows = [each.row.row for each in column.filled]
        wanted.setdefault(tab, []).append((number, column.column.column, rows))
    books = {workbook for workbook, _ in wanted}
    found: dict[int, _Reader] = {}
    for book in case.workbooks if books else ():
        if book.source not in books:
            continue
        for sheet in book.sheets:
            for cell in sheet.cells.values():
                for reference in references_in(cell.formula) if cell.formula else ():
                    if reference.book is not None:
                        continue
                    tab = (book.source, reference.sheet or sheet.name)
                    for number, column_number, rows in wanted.get(tab, ()):
                        in_range = reference.range.top < reference.range.bottom
                        known = found.get(number)
                        if known is not None and (known.in_range or not in_range):
                            continue
                        if _holds_one(reference.range, column_number, rows):
                            found[number] = _Reader(cell.formula or "", in_range)
    return found


def _holds_one(place: CellRange, column: int, rows: Sequence[int]) -> bool:
    """Whether a range holds the cell of a column in one of these rows, which are sorted."""
    if not place.left <= column <= place.right:
        return False
    first = bisect_left(rows, place.top)
    return first < len(rows) and rows[first] <= place.bottom


@rule("text-date", Severity.INFO)
def text_date(case: Case) -> Iterator[Finding]:
    """Dates are written as text, which a spreadsheet neither sorts nor counts with.

    They are read all the same, but 03/04/2026 may be taken for the wrong one of two days. Words such as "end
    of June" are left alone. A column is told once; in files of plain text nothing is told.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Due         |
        | Win the east | Sign resale partners | 0        | 9       | 20     | 31 Dec 2026 |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Due         |
        | Win the east | Sign resale partners | 0        | 9       | 20     | 2026-12-31  |
    """
    vocabulary = load_vocabulary({}, case.words)
    for column in columns_of(case, _DAYS, lambda text: _is_full_day(text.strip(), vocabulary)):
        yield _once(
            column,
            column.filled,
            are=("is a date", "are dates"),
            then="written as text",
            hint="set the format of the column to dates and type them again",
        )


@lru_cache(maxsize=1024)
def _is_full_day(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text names a day with its month and year, as a date would be shown."""
    if _NUMERIC_DAY.fullmatch(text):
        return date_in(text, vocabulary, day_first=True) is not None
    kinds = [token.kind for token in tokens_of(text)]
    if kinds.count("number") not in (2, 3) or "week" in kinds:
        return False
    return date_in(text, vocabulary, day_first=False) is not None


@rule("formula-as-text", Severity.WARNING)
def formula_as_text(case: Case) -> Iterator[Finding]:
    """A formula is typed as text, so the cell shows the formula and never its result.

    A blank or an apostrophe stands before it, or the cell had the format of text when it was typed. What
    reads the cell gets words in place of a figure. A column is told once.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress                |
        | Win the east | Sign resale partners | 0        | 9       | 20     | '=(D2-C2)/(E2-C2)       |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress                |
        | Win the east | Sign resale partners | 0        | 9       | 20     | =(D2-C2)/(E2-C2) -> 45 % |
    """
    for column in equation_columns(case):
        typed = [each for each in column.filled if _is_formula(each.cell)]
        if typed:
            yield _once(
                column,
                typed,
                are=("is a formula", "are formulas"),
                then="typed as text, so no result shows",
                hint="set the format of the cell to a number, and type the formula again from its =",
            )


def _is_formula(cell: Cell) -> bool:
    value = cell.value
    if cell.formula is not None or not isinstance(value, str) or "=" not in value:
        return False
    return _FORMULA.match(value) is not None
