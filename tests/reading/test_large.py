"""Large tabs: the work grows with what stands on them, and no faster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from okrsheets.grid import Cell, Sheet
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.detect import detect_table
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import lines_of
from okrsheets.reading.tables.locating import find_areas


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
