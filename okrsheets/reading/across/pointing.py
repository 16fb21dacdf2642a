"""Which OKRs are no words of their own but formulas on the cells of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from okrsheets.formulas import ELSEWHERE, Reference, references_in
from okrsheets.grid import CellRange
from okrsheets.reading.extraction.extract import TableValues
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.tables.found import FoundOkr
from okrsheets.tuples import NamedTuple

__all__ = ["Pointing", "Spot", "pointing_in"]

Spot: TypeAlias = tuple[int, int, int | None]
"""The place of an OKR: which table, which of its objectives, and which key result of it or None."""

_Tab: TypeAlias = tuple[str, str]


class Pointing(NamedTuple):
    """Where the OKRs stand whose title is a formula on that of another, each with that other one.

    Only what is of one level: an objective that repeats the words of a key result is cascaded.
    """

    targets: Mapping[Spot, Spot]

    def target(self, spot: Spot) -> Spot | None:
        """The OKR whose words are repeated at a place, however many formulas lie between."""
        seen = {spot}
        found = None
        while (following := self.targets.get(spot)) is not None and following not in seen:
            seen.add(following)
            found = spot = following
        return found


def pointing_in(tables: Sequence[TableValues]) -> Pointing:
    """What the formulas in the titles of all tables point at."""
    formulas = [*_formulas(tables)]
    if not formulas:
        return Pointing({})
    index = _Titles.of(tables)
    targets = {}
    for spot, formula, text in formulas:
        table = tables[spot[0]]
        found = index.found(formula, normalise(text), source=table.source, sheet=table.table.sheet)
        target = next((one for one in found if one != spot and (one[2] is None) == (spot[2] is None)), None)
        if target is not None:
            targets[spot] = target
    return Pointing(targets)


def _formulas(tables: Sequence[TableValues]) -> Iterator[tuple[Spot, str, str]]:
    """The OKRs whose title is a formula, and that with its text."""
    for t, table in enumerate(tables):
        by_row = table.lines.by_row
        for spot, okr in _okrs(t, table):
            cell = by_row.get(okr.row, {}).get(okr.column)
            if cell is not None and cell.formula is not None and okr.title:
                yield spot, cell.formula, okr.title


def _okrs(t: int, table: TableValues) -> Iterator[tuple[Spot, FoundOkr]]:
    for n, objective in enumerate(table.table.layout.objectives):
        if objective.title is not None:
            yield (t, n, None), objective
        for k, key_result in enumerate(objective.key_results):
            yield (t, n, k), key_result


class _Titles(NamedTuple):
    """The titles of all OKRs by their cells, and by their words on each tab."""

    cells: Mapping[tuple[str, str, int, int], Spot]
    words: Mapping[_Tab, Mapping[str, Sequence[tuple[int, int, Spot]]]]
    sources: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, tables: Sequence[TableValues]) -> _Titles:
        """The titles of all tables."""
        cells: dict[tuple[str, str, int, int], Spot] = {}
        words: dict[_Tab, dict[str, list[tuple[int, int, Spot]]]] = {}
        sources: dict[str, list[str]] = {}
        for t, table in enumerate(tables):
            tab = (table.source, table.table.sheet)
            if tab not in words:
                sources.setdefault(tab[1].casefold(), []).append(table.source)
            by_words = words.setdefault(tab, {})
            view = table.table.view
            for spot, okr in _okrs(t, table):
                for row in okr.rows or (okr.row,):
                    at = (row, okr.column) if view is None else view.place(row, okr.column)
                    cells.setdefault((*tab, *at), spot)
                    by_words.setdefault(normalise(okr.title or ""), []).append((*at, spot))
        return cls(cells, words, sources)

    def found(self, formula: str, text: str, *, source: str, sheet: str) -> Iterator[Spot]:
        """The OKRs that a formula on a tab shows: in the one cell it names, or by its text in a range.

        What leads out of the workbook must say the same words there: which one is meant is seldom said.
        """
        for reference in references_in(formula):
            own = reference.sheet or sheet
            for book in self._books(reference, source):
                by_words = self.words.get((book, own), {}).get(text, ())
                alike = [spot for row, column, spot in by_words if reference.range.holds(row, column)]
                if book == source and _is_cell(reference.range):
                    at = self.cells.get((book, own, reference.range.top, reference.range.left))
                    alike = [at] if at is not None else []
                yield from alike[:1]

    def _books(self, reference: Reference, source: str) -> Sequence[str]:
        if reference.book is None or reference.sheet is None:
            return (source,)
        others = [book for book in self.sources.get(reference.sheet.casefold(), ()) if book != source]
        if reference.book == ELSEWHERE:
            return others
        name = reference.book.casefold()
        return [book for book in others if book.replace("\\", "/").casefold().rpartition("/")[2] == name]


def _is_cell(covers: CellRange) -> bool:
    return (covers.top, covers.left) == (covers.bottom, covers.right)
