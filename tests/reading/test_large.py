"""Large tabs: the work grows with what stands on them, and no faster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from okrsheets.grid import Cell, CellRange, Sheet
from okrsheets.reading import read_okrs
from okrsheets.reading.across.relational import relate
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.detect import detect_table
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import lines_of
from okrsheets.reading.tables.locating import find_areas
from okrsheets.reading.tables.neighbours import side_by_side
from okrsheets.reading.tables.taken import lines_outside
from okrsheets.reading.tabs import survey_tab
from tests.counting import grows
from tests.grids import sheet, workbook
from tests.reading.conftest import PLAIN

_T = TypeVar("_T")


class _Counted(dict[int, Cell]):
    """A line that counts how often all of its cells are gone through."""

    def __init__(self, cells: dict[int, Cell], count: Counter[str]) -> None:
        super().__init__(cells)
        self._count = count

    def __iter__(self) -> Iterator[int]:
        self._count["passes"] += 1
        return super().__iter__()


def test_lines_are_gone_through_as_often_however_many_goals_stand_side_by_side(english: Vocabulary) -> None:
    assert _passes(40, english) == _passes(10, english)


def _passes(goals: int, vocabulary: Vocabulary) -> int:
    labels = ("Objective", "Key result 1", "Target", "Owner")
    cells = {(row, 1): Cell(label) for row, label in enumerate(labels, start=1)}
    cells |= {(row, c): Cell(f"Sign shop {row} {c}") for row in (1, 2, 3, 4) for c in range(2, goals + 2)}
    lines = lines_of(Sheet("OKRs", cells))
    area = find_areas(lines, HeadingReader(vocabulary), headers=[(1, 1)])[0]
    count: Counter[str] = Counter()
    counted = {row: _Counted(dict(line), count) for row, line in lines.by_row.items()}
    lines = lines._replace(by_row=counted)
    detect_table(lines, area, sheet="OKRs", around="", several=False, vocabulary=vocabulary)
    return count["passes"]


def test_four_times_as_many_tables_on_a_tab_are_found_with_about_four_times_the_work(
    english: Vocabulary,
) -> None:
    def finds(tables: int) -> Callable[[], object]:
        table = (("Objective", "Key result"), ("Grow", "Sign shops"), ())
        rows = enumerate((row for _ in range(tables) for row in table), start=1)
        cells = {(r, c): Cell(text) for r, row in rows for c, text in enumerate(row, start=1)}
        lines, reader = lines_of(Sheet("OKRs", cells)), HeadingReader(english)
        return lambda: find_areas(lines, reader)

    assert grows(finds, 200) < 5


def test_four_times_as_many_headings_apart_are_parted_with_about_four_times_the_work(
    english: Vocabulary,
) -> None:
    def parts(headings: int) -> Callable[[], object]:
        names = ("Key result", "Target", "Owner", "Objective")
        cells = {(1, 2 * n): Cell(names[n % 4]) for n in range(1, headings)}
        cells |= {(2, 2 * n): Cell(f"Word {n}") for n in range(1, headings)}
        tab = Sheet("OKRs", cells)
        return lambda: survey_tab(workbook(tab), tab, HeadingReader(english), PLAIN)

    assert grows(parts, 200) < 5


def test_four_times_as_many_titles_under_one_id_are_read_with_about_four_times_the_work() -> None:
    def reads(rows: int) -> Callable[[], object]:
        table = [("ID", "Objective", "Key result", "Target")]
        table += [("O1", f"Win{'abcdefgh'[n % 8] * 4} {n}{n} in {n}", f"Sign {n}", "5") for n in range(rows)]
        lines = enumerate(table, start=1)
        tab = Sheet("OKRs", {(r, c): Cell(text) for r, row in lines for c, text in enumerate(row, start=1)})
        return lambda: read_okrs([workbook(tab)], settings=PLAIN)

    assert grows(reads, 100) < 5


class _CountedList(list[_T]):
    """A list that counts how often all of it is gone through."""

    passes = 0

    def __iter__(self) -> Iterator[_T]:
        self.passes += 1
        return super().__iter__()


def test_rows_are_not_compared_with_every_range_that_is_taken() -> None:
    lines = lines_of(Sheet("OKRs", {(row, 1): Cell("word") for row in range(1, 10)}))
    taken = _CountedList(CellRange(row, 1, row, 1) for row in range(1, 10, 2))
    assert lines_outside(lines, taken).order == (2, 4, 6, 8)
    assert taken.passes <= 1


def test_what_stands_between_ranges_on_a_row_is_outside_them() -> None:
    lines = lines_of(Sheet("OKRs", {(1, column): Cell("word") for column in range(1, 10)}))
    taken = [CellRange(1, 7, 2, 8), CellRange(1, 2, 1, 4), CellRange(1, 3, 1, 3)]
    assert list(lines_outside(lines, taken).by_row[1]) == [1, 5, 6, 9]


def test_headings_are_gone_through_once_however_many_stand_apart(english: Vocabulary) -> None:
    reading = HeadingReader(english).read("Team")
    headings = _CountedList(Heading(2 * n, f"Team {n}", reading) for n in range(1, 20))
    side_by_side(lines_of(Sheet("OKRs", {})), 1, headings)
    assert headings.passes == 1


def test_four_times_as_many_pairs_of_tabs_are_related_with_about_four_times_the_work(
    english: Vocabulary,
) -> None:
    def relates(pairs: int) -> Callable[[], object]:
        tabs: list[Sheet] = []
        for n in range(pairs):
            tabs += (
                sheet(f"Goals {n}", f"| Objective ID | Objective |\n| O{n} | Grow {n} |"),
                sheet(f"Results {n}", f"| KR ID | Objective ID | Key result |\n| K{n} | O{n} | Sign {n} |"),
            )
        book, reader = workbook(*tabs), HeadingReader(english)
        surveys = [survey_tab(book, tab, reader, PLAIN) for tab in tabs]
        return lambda: relate(surveys, english)

    assert grows(relates, 20) < 5
