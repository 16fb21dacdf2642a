"""A spreadsheet that Google answered as a workbook of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from okrsheets.adapters.gathering import drop_covered, gather_cells
from okrsheets.adapters.gsheets.address import page_of, title_in_formula
from okrsheets.adapters.gsheets.answers import Book, Place, Tab
from okrsheets.adapters.gsheets.values import cell_of, is_computed
from okrsheets.grid import Cell, CellRange, Sheet, SheetTable, Workbook, column_letters

__all__ = ["workbook_of"]


def workbook_of(book: Book, *, source: str, read_only_because: str | None = None) -> Workbook:
    """The workbook; raises SourceTooLargeError where it holds more cells than are read."""
    sheets: list[Sheet] = []
    for tab in book.tabs:
        known = sum(len(sheet.cells) for sheet in sheets)
        sheets.append(_sheet(tab, book, source=source, known=known))
    return Workbook(
        source=source,
        title=book.title,
        revision=_revision(sheets),
        sheets=tuple(sheets),
        read_only_because=read_only_because,
        names=dict(_names(book)),
        url=page_of(source),
    )


def _sheet(tab: Tab, book: Book, *, source: str, known: int) -> Sheet:
    covered = [merge for merge in tab.merges if (merge.top, merge.left) != (merge.bottom, merge.right)]
    cells = gather_cells(_filled(tab, book), source=source, known=known)
    drop_covered(cells, covered)
    return Sheet(
        name=tab.title,
        cells=cells,
        merges=tuple(covered),
        tables=tuple(
            SheetTable(table.name, tab.within(table.range), totals_rows=table.totals_rows)
            for table in tab.tables
        ),
        hidden_rows=tab.hidden_rows,
        hidden_columns=tab.hidden_columns,
        hidden=tab.hidden,
        protected=tab.is_shut,
        occupied=tuple(dict.fromkeys([*_computed(tab), *tab.floating, *(() if tab.is_shut else tab.shut)])),
        filter_range=tab.idle_filter,
        gid=tab.id,
    )


def _names(book: Book) -> Iterator[tuple[str, str]]:
    """The names of ranges, each with the formula that it stands for."""
    for named in book.named.values():
        tab = book.tab(named.tab)
        if tab is not None and named.name:
            box = tab.within(named.range)
            corners = ((box.top, box.left), (box.bottom, box.right))
            first, last = (f"${column_letters(column)}${row}" for row, column in corners)
            yield named.name, f"{title_in_formula(tab.title)}!{first}" + (f":{last}" if last != first else "")


def _filled(tab: Tab, book: Book) -> Iterator[tuple[int, int, Cell]]:
    for (row, column), data in tab.cells.items():
        if (cell := cell_of(data, book)) is not None:
            yield row, column, cell


def _computed(tab: Tab) -> Iterator[CellRange]:
    """The cells that array formulas and pivot tables fill, as stretches down the columns."""
    places = sorted(((c, r) for (r, c), data in tab.cells.items() if is_computed(data)))
    return _stretches(places)


def _stretches(places: Iterable[Place]) -> Iterator[CellRange]:
    """Places of (column, row), in order, as ranges of one column each.

    >>> [found.a1 for found in _stretches([(1, 2), (1, 3), (1, 5), (2, 6)])]
    ['A2:A3', 'A5', 'B6']
    """
    found: CellRange | None = None
    for column, row in places:
        if found is not None and (column, row) == (found.left, found.bottom + 1):
            found = found._replace(bottom=row)
            continue
        if found is not None:
            yield found
        found = CellRange(row, column, row, column)
    if found is not None:
        yield found


def _revision(sheets: Iterable[Sheet]) -> str:
    """A digest of what people put there: Google tells of none, and what formulas show moves by itself."""
    digest = sha256()
    for sheet in sheets:
        around = sheet._replace(cells={}, hidden_rows=frozenset(), hidden_columns=frozenset())
        digest.update(repr((around, sorted(sheet.hidden_rows), sorted(sheet.hidden_columns))).encode())
        for at, cell in sorted(sheet.cells.items(), key=_place):
            # what a formula shows, and the format that comes with it, moves by itself
            entered = cell if cell.formula is None else cell._replace(value=None, number_format="")
            digest.update(repr((at, entered)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _place(item: tuple[Place, Cell]) -> Place:
    return item[0]
