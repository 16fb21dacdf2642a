"""Which OKR stands at a place: by the cell of its title or id, by its other cells, by its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from okrsheets.alignment.books import Spot
from okrsheets.grid import CellRange
from okrsheets.model import Field, Level, Objective, Okr, OkrSet, Reading, RowReading, TableReading
from okrsheets.tuples import NamedTuple

__all__ = ["Places"]

_Tab: TypeAlias = tuple[str, str]

_NAMING = (Field.ID, Field.TITLE)
_ALIGNMENTS = frozenset((Field.PARENT, Field.CONTRIBUTES_TO, Field.SUPPORTS, Field.DEPENDS_ON))
_LEVEL_OF = {Field.OBJECTIVE: Level.OBJECTIVE, Field.KEY_RESULT: Level.KEY_RESULT}


class _Meaning(NamedTuple):
    """Whose a column is, and whether it holds titles or ids."""

    level: Level | None
    names: bool


class Places:
    """Finds OKRs by their cells; what stands on a tab is sorted out when the tab is first asked about."""

    def __init__(self, okrs: OkrSet, readings: Iterable[Reading]) -> None:
        self._okrs = okrs
        self._tables: dict[_Tab, list[TableReading]] = {}
        for reading in readings:
            for sheet in reading.sheets:
                self._tables.setdefault((reading.source, sheet.name), []).extend(sheet.tables)
        self._by_tab: dict[_Tab, list[Okr]] | None = None
        self._known: dict[_Tab, _TabPlaces] = {}

    def at(self, spot: Spot, *, named: bool = False) -> tuple[str, ...]:
        """The keys of the OKRs that a cell or range means, mostly one; none for a whole tab.

        A range over an objective and nothing but key results of its own means the objective, one over a
        row that both share the key result. With `named` only cells with titles and ids count: what looks
        like a cell may be meant as an id.
        """
        if spot.range is None:
            return ()
        tab = (spot.source, spot.sheet)
        if (places := self._known.get(tab)) is None:
            places = self._known[tab] = _TabPlaces(self._on(tab), self._tables.get(tab, ()))
        found = places.at(spot.range, named=named)
        return tuple(dict.fromkeys(found) if spot.range.top == spot.range.bottom else self._whole(found))

    def says_alignment(self, spot: Spot) -> bool:
        """Whether a cell says what an OKR is aligned to: whoever fetches it means that, not the OKR."""
        cell = spot.range
        return cell is not None and any(
            column.field in _ALIGNMENTS and column.column == cell.left and column.row is None
            for table in self._tables.get((spot.source, spot.sheet), ())
            if table.range.holds(cell.top, cell.left)
            for column in table.columns
        )

    def _on(self, tab: _Tab) -> Sequence[Okr]:
        if self._by_tab is None:
            self._by_tab = {}
            okrs: list[Okr] = [*self._okrs.okrs]
            for copy in self._okrs.copies:
                okrs += [each for each in copy.okr.family if each.key]
            for okr in okrs:
                self._by_tab.setdefault((okr.at.workbook, okr.at.sheet), []).append(okr)
        return self._by_tab.get(tab, ())

    def _whole(self, keys: Iterable[str]) -> Iterator[str]:
        """The keys without those of key results whose objective is among them."""
        met = dict.fromkeys(keys)
        for key in met:
            okr = self._okrs.by_key.get(key)
            if okr is not None and (isinstance(okr, Objective) or okr.objective not in met):
                yield key


class _TabPlaces:
    """The cells and rows of one tab."""

    def __init__(self, okrs: Iterable[Okr], tables: Sequence[TableReading]) -> None:
        self._naming: dict[int, dict[int, str]] = {}
        self._cells: dict[tuple[int, int], str] = {}
        self._rows: dict[int, list[str]] = {}
        self._tables = tables
        for okr in okrs:
            at = okr.at
            self._naming.setdefault(at.row, {})[at.column] = okr.key
            self._rows.setdefault(at.row, []).append(okr.key)
            for field, cell in okr.cells.items():
                if (cell.workbook, cell.sheet) == (at.workbook, at.sheet):
                    self._cells.setdefault((cell.row, cell.column), okr.key)
                    if field in _NAMING:
                        self._naming.setdefault(cell.row, {}).setdefault(cell.column, okr.key)
        self._said: dict[int, list[tuple[TableReading, RowReading]]] = {}
        for table in tables:
            for row in table.rows:
                self._said.setdefault(row.row, []).append((table, row))

    def at(self, covers: CellRange, *, named: bool) -> Iterator[str]:
        """The keys of what a range of the tab shows, with repetitions."""
        if (covers.top, covers.left) == (covers.bottom, covers.right):
            yield from self._at_cell(covers.top, covers.left, named=named)
            return
        rows = [row for row in sorted(self._rows.keys() | self._said.keys()) if row in covers.rows]
        if named and not any(self._naming_in(row, covers) for row in rows):
            return
        if covers.top == covers.bottom:
            yield from self._on_row(covers.top)
            return
        for row in rows:
            yield from self._naming_in(row, covers) or self._on_row(row)

    def _at_cell(self, row: int, column: int, *, named: bool) -> Sequence[str]:
        if (key := self._naming.get(row, {}).get(column)) is not None:
            return (key,)
        meaning = self._meaning(row, column)
        if meaning is not None and meaning.level is Level.OBJECTIVE:
            # its words are repeated on every row of its key results
            again = [said for table, said in self._said.get(row, ()) if table.range.holds(row, column)]
            keys = tuple(dict.fromkeys(said.objective for said in again if said.objective))
            if keys and (meaning.names or not named):
                return keys
        if named:
            return ()
        if (key := self._cells.get((row, column))) is not None:
            return (key,)
        first = [one for _, one in self._said.get(row, ()) if one.says_objective and one.key_result]
        return [key for one in first for key in (one.objective, one.key_result) if key] or self._on_row(row)

    def _naming_in(self, row: int, covers: CellRange) -> list[str]:
        return [key for column, key in self._naming.get(row, {}).items() if covers.holds(row, column)]

    def _on_row(self, row: int) -> Sequence[str]:
        """What a whole row says: its key result, where an objective stands beside it."""
        said = [one for _, one in self._said.get(row, ())]
        keys = dict.fromkeys(one.key_result or one.objective for one in said)
        return [key for key in keys if key] or self._rows.get(row, ())

    def _meaning(self, row: int, column: int) -> _Meaning | None:
        for table in self._tables:
            if table.range.holds(row, column):
                for one in table.columns:
                    if one.column == column and one.row is None and one.field is not None:
                        level = _LEVEL_OF.get(one.field, one.level)
                        return _Meaning(level, one.field in (Field.OBJECTIVE, *_NAMING))
        return None
