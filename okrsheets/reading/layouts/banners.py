"""Objectives in lines across a table of key results: alone on their row, before the column of titles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from okrsheets.grid import CellRange
from okrsheets.model import Level
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundOkr, Layout
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.marks import Marks
from okrsheets.reading.times.cycles import without_cycle

__all__ = ["banners_in", "marks_of_banners", "moved_back", "with_banners"]


def banners_in(lines: Lines, rows: Sequence[int], title: int, columns: Sequence[Column]) -> dict[int, int]:
    """The rows of a table that are one line of words which begins left of the titles, each with its
    column; none where no row with a title follows one of them.
    """
    left = columns[0].number
    found: dict[int, int] = {}
    followed = False
    last = 0
    for row in rows:
        line = lines.by_row[row]
        if last and title in line:
            followed = True
        last = 0
        column = min(line)
        if len(line) != 1 or not left - 1 <= column < title:
            continue
        text = lines.text(row, column)
        if looks_like_id(text) or not any(map(str.isalpha, without_cycle(text))):
            continue
        found[row] = column
        last = row
    return found if followed else {}


def with_banners(lines: Lines, banners: Mapping[int, int], title: int) -> Lines:
    """The lines with these rows' words in the column of titles."""
    moved = {row: {title: lines.by_row[row][column]} for row, column in banners.items()}
    spans: dict[tuple[int, int], CellRange] = {at: m for at, m in lines.spans.items() if at[0] not in moved}
    covered = {place: first for place, first in lines.covered.items() if first[0] not in moved}
    return Lines({**lines.by_row, **moved}, lines.order, spans, covered)


def marks_of_banners(rows: Sequence[int], banners: Collection[int]) -> Marks:
    """What lines across a table make of its rows."""
    levels = {row: Level.OBJECTIVE if row in banners else Level.KEY_RESULT for row in rows}
    first = next((n for n, row in enumerate(rows) if row in banners), len(rows))
    score = 0.9 * (1 - first / len(rows))
    return Marks("outline", levels, score, "objectives stand alone before the column of key results")


def moved_back(layout: Layout, banners: Mapping[int, int]) -> Layout:
    """The layout with each objective's words where they really stand."""

    def back(okr: FoundOkr) -> FoundOkr:
        return okr._replace(column=banners.get(okr.row, okr.column))

    return layout._replace(objectives=tuple(map(back, layout.objectives)))
