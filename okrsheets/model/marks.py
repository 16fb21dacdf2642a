"""What people wrote in the row of each OKR, as one mark that changes when any of it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from okrsheets.grid import Cell, CellRef, Workbook, text_of
from okrsheets.model.okrs import KeyResult, Okr, OkrSet
from okrsheets.model.readings import Reading, TableReading
from okrsheets.model.words import Field, Level

__all__ = ["marks_of"]

_Cells = Mapping[tuple[int, int], Cell]
_Place = tuple[str, str, int, int]  # as a CellRef is one


def marks_of(workbooks: Sequence[Workbook], readings: Sequence[Reading], okrs: OkrSet) -> dict[str, str]:
    """The mark of each OKR, by its key.

    It holds whatever rows and columns are moved, and headings renamed. What formulas come to is no
    person's word, but for a current value: whoever keeps that elsewhere updates it there.
    """
    sheets = {(book.source, sheet.name): sheet.cells for book in workbooks for sheet in book.sheets}
    rows: dict[str, set[_Place]] = {}
    for reading in readings:
        for tab in reading.sheets:
            for table in tab.tables:
                _add_rows(rows, reading.source, table)
    return {okr.key: _mark(rows.get(okr.key, set()).union(_of_fields(okr)), okr, sheets) for okr in okrs.okrs}


def _mark(places: set[_Place], okr: Okr, sheets: Mapping[tuple[str, str], _Cells]) -> str:
    current = okr.cells.get(Field.CURRENT)
    words = []
    for at in places:
        workbook, sheet, row, column = at
        cell = sheets.get((workbook, sheet), {}).get((row, column))
        if cell is not None and (said := _words(cell, live=at == current)):
            words.append(said)
    if not isinstance(okr, KeyResult):  # rows that repeat an objective say nothing new of it
        words = [*set(words)]
    return blake2b("\0".join(sorted(words)).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _of_fields(okr: Okr) -> Iterator[CellRef]:
    """The cells of an OKR that were read, and those of its check-ins."""
    yield okr.at
    yield from okr.cells.values()
    if isinstance(okr, KeyResult):
        yield from (check_in.at for check_in in okr.check_ins)


def _add_rows(rows: dict[str, set[_Place]], source: str, table: TableReading) -> None:
    """Add the cells of a table that has a row for each OKR, those of no known meaning too, by its key."""
    sheet = table.sheet
    columns = [(c.column, c.level is Level.OBJECTIVE) for c in table.columns if c.row is None]
    for row in table.rows:
        number, objective, own = row.row, row.objective, row.key_result or row.objective
        for column, is_objectives in columns:
            key = objective if is_objectives else own
            if key is not None:
                rows.setdefault(key, set()).add((source, sheet, number, column))


def _words(cell: Cell, *, live: bool = False) -> str:
    """What a person put in a cell; empty where a formula did."""
    return "" if cell.formula is not None and not live else " ".join(text_of(cell.value).split())
