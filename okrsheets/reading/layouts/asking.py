"""What is asked of an area that may be a table of OKRs, and what is offered for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.overrides import RELATIONAL, TOLD
from okrsheets.reading.tables.columns import Column, columns_of
from okrsheets.reading.tables.footers import footer_of
from okrsheets.reading.tables.found import Layout
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.rows import Rows, screen_rows
from okrsheets.reading.tables.time_columns import with_times
from okrsheets.reading.tables.told_by_cells import with_kinds
from okrsheets.reading.tables.views import View
from okrsheets.tuples import NamedTuple

__all__ = ["Asked", "Offer", "asking"]


class Asked(NamedTuple):
    """An area of which is asked what it holds; `told` is the layout that a person says it has."""

    lines: Lines
    area: Area
    headed: list[Column]
    sheet: str
    around: str
    several: bool
    vocabulary: Vocabulary
    told: str | None
    footer: Mapping[int, str] = MappingProxyType({})
    banners: Mapping[int, int] = MappingProxyType({})

    def rows(self, columns: Sequence[Column]) -> Rows:
        """The rows below the header, in a table that has these columns."""
        numbers = [column.number for column in columns]
        return Rows.of(self.lines, self.area.rows, numbers, vocabulary=self.vocabulary)

    def screened(self, among: Rows, titles: Sequence[Column]) -> _Screened:
        """The rows below the header that may hold OKRs, and why each of the others does not."""
        rows, left_out = screen_rows(among, [c.number for c in titles], vocabulary=self.vocabulary)
        if self.area.told is not None:
            below = (row for row in self.lines.order if row > self.area.header)
            left_out = {**left_out, **dict.fromkeys(filter(self.area.told.skips, below), TOLD)}
        return rows, {**left_out, **self.footer} if self.footer else left_out


_Screened: TypeAlias = tuple[tuple[int, ...], Mapping[int, str]]


class Offer(NamedTuple):
    """One way to read an area, with the lines it reads; or why it cannot be read so."""

    layout: Layout | None
    because: str
    columns: tuple[Column, ...]
    view: View | None = None

    @property
    def name(self) -> str | None:
        """The name of its layout, where it finds anything."""
        return self.layout.name if self.layout is not None and self.layout.objectives else None

    @property
    def score(self) -> float:
        """How well it fits: how sure its columns are, and how much of what stands there they tell."""
        if self.layout is None or not self.layout.objectives:
            return 0.0
        columns = self.layout.shown or self.layout.columns
        filled = sum(column.contents.filled for column in columns)
        told = sum(column.contents.filled for column in columns if column.field)
        return self.layout.confidence * (1 + told / max(filled, 1)) / 2


def asking(
    lines: Lines, area: Area, *, sheet: str, words: Vocabulary, around: str = "", several: bool = False
) -> Asked:
    """What is asked of an area, with its columns before any is taken for a field."""
    told = area.told.layout if area.told is not None and area.told.layout != RELATIONAL else None
    footer = footer_of(lines, area, words)
    area = area._replace(rows=tuple(row for row in area.rows if row not in footer)) if footer else area
    headed = with_kinds(with_times(columns_of(lines, area), words), lines, area.rows, words)
    return Asked(lines, area, headed, sheet, around, several, words, told, footer)
