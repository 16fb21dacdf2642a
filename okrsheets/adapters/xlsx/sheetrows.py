"""The rows of a tab that a write looks at: where they stand, and what their cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from okrsheets.adapters.xlsx.cells import CellDecoder
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.sheetscan import LAST_ROW, CellSpan, OrdinaryCell, RowSpan, SheetScan
from okrsheets.adapters.xlsx.xmltext import Part, attributes, is_on, whole_number
from okrsheets.grid import Cell, column_letters
from okrsheets.spread import Spread
from okrsheets.tuples import NamedTuple

__all__ = ["FoundRow", "SheetRows", "find_rows"]

_NO_CELLS: Mapping[int, CellSpan | None] = MappingProxyType({})


class FoundRow(NamedTuple):
    """A row to write in: where it stands with its cells, or (`span` None) where it would be put.

    `cells` are those of any content, by column, from left to right; None where the cell is to be found
    by its address. In an `unordered` one only those can be written.
    """

    number: int
    span: RowSpan | None
    cells: Mapping[int, CellSpan | None]
    put_at: int
    unordered: bool = False

    @property
    def last_column(self) -> int:
        """The column of its last cell, or 0."""
        return max(self.cells, default=0)


class SheetRows(NamedTuple):
    """Rows that were found in a tab's part, with what it takes to look into their cells.

    `known` are the cells in the ordinary form, by place, of the columns that matter most; `claimed` are
    the places that cells of any form claim, `twice` those that two of them do, perhaps from another row.
    """

    part: Part
    scan: SheetScan
    decoder: CellDecoder
    known: Mapping[tuple[int, int], OrdinaryCell]
    found: Mapping[int, FoundRow]
    claimed: Collection[tuple[int, int]]
    twice: Collection[tuple[int, int]]

    def has_place(self, row: FoundRow, column: int) -> bool:
        """Whether the cell in that column can be told from all others, or put where it belongs."""
        place = row.number, column
        if place in self.twice:
            return False
        return column in row.cells or not (row.unordered or place in self.claimed)

    def stored(self, row: FoundRow, column: int) -> Cell | None:
        """What the cell in that column holds, or None."""
        if column not in row.cells:
            return None
        known = self._known(row, column)
        if known is not None:
            return self.decoder.ordinary_cell(known, row.number, column)
        span = self.span(row, column)
        piece = self.part.slice_clear(span.start, span.end)
        return self.decoder.cell(span._replace(start=0, end=len(piece)), piece)

    def _known(self, row: FoundRow, column: int) -> OrdinaryCell | None:
        # where addresses stand twice, each cell is looked for in its own row; where something is masked, a
        # cell may only look ordinary
        return (
            None
            if self.twice or self.part.masked is not self.part.text
            else self.known.get((row.number, column))
        )

    def style(self, row: FoundRow, column: int) -> int | None:
        """The style of the cell in that column, or None if there is no cell."""
        if column not in row.cells:
            return None
        known = self._known(row, column)
        return self.span(row, column).style if known is None else self.scan.marks[known[2]][0]

    def look(self, row: FoundRow, column: int) -> int:
        """The style that a new cell of the row takes: of the cell in that column, or else of the row."""
        style = self.style(row, column)
        return (_row_style(row) or 0) if style is None else style

    def style_of_place(self, row: FoundRow, column: int) -> int:
        """The style of a place without a cell: of its row if that has one, or else of its column."""
        style = _row_style(row)
        return self.scan.column_style(column) if style is None else style

    def span(self, row: FoundRow, column: int) -> CellSpan:
        """Where the cell in that column, which is there, stands."""
        span = row.cells[column]
        if span is None and row.span is not None:
            address = f'<{self.scan.prefix}c r="{column_letters(column)}{row.number}"'
            start = self.scan.text.find(address, row.span.tag_end, row.span.body_end)
            span = self.scan.cell_at(row.number, column, start, row.span.body_end) if start >= 0 else None
        if span is None:
            raise FaultError("not-verified", f"{column_letters(column)}{row.number}")
        return span

    def end_of_cells(self, row: FoundRow) -> int:
        """Where a cell behind the row's last one goes."""
        if row.span is None or not row.cells:
            return row.span.tag_end if row.span else row.put_at
        if self.scan.text.endswith(f"</{self.scan.prefix}c>", row.span.tag_end, row.span.body_end):
            return row.span.body_end
        return self.span(row, row.last_column).end


def find_rows(
    part: Part,
    scan: SheetScan,
    decoder: CellDecoder,
    *,
    wanted: Collection[int],
    columns: Collection[int],
    among: Sequence[range] = (),
) -> SheetRows:
    """The wanted rows, and of those `among` some ranges all that are there; `columns` matter most in them."""
    spread = Spread.over(among)
    known, claimed, twice = _known(scan, columns, wanted=frozenset(wanted), among=spread)
    found = _ascending_rows(scan, wanted=wanted, among=spread)
    rows = _rows_in_any_order(scan, wanted) if found is None else found
    return SheetRows(part, scan, decoder, known, rows, claimed, twice)


def _ascending_rows(scan: SheetScan, *, wanted: Collection[int], among: Spread) -> dict[int, FoundRow] | None:
    """The rows by number; None where they do not ascend."""
    left = sorted(wanted, reverse=True)
    last = max(left[0] if left else 0, among.last)
    found: dict[int, FoundRow] = {}
    layouts = _Layouts(scan.columns)
    number, end = 0, scan.data.tag_end
    for span in scan.rows(jump_from=last):
        if span.number <= number:
            return None
        number, end = span.number, span.end
        while left and left[-1] < number:
            missing = left.pop()
            found[missing] = FoundRow(missing, None, _NO_CELLS, span.start)
        is_wanted = bool(left) and left[-1] == number
        if is_wanted:
            left.pop()
        if is_wanted or among.holds(number):
            found[number] = _found_row(scan, span, layouts)
    found.update((missing, FoundRow(missing, None, _NO_CELLS, end)) for missing in left)
    return found


def _rows_in_any_order(scan: SheetScan, wanted: Collection[int]) -> dict[int, FoundRow]:
    """The wanted rows of a tab whose rows do not ascend: one that is missing has no place there."""
    spans: dict[int, list[RowSpan]] = {number: [] for number in wanted}
    for span in scan.rows(jump_from=LAST_ROW):
        if span.number in spans:
            spans[span.number].append(span)
    layouts = _Layouts(scan.columns)
    return {
        number: _found_row(scan, places[0], layouts)
        if len(places) == 1
        else FoundRow(number, None, _NO_CELLS, 0, unordered=True)
        for number, places in spans.items()
    }


def _row_style(row: FoundRow) -> int | None:
    if row.span is None or "customFormat" not in row.span.attributes:
        return None
    values = attributes(row.span.attributes)
    return whole_number(values.get("s")) if is_on(values.get("customFormat")) else None


class _Layouts(dict[tuple[str, ...], Mapping[int, None]]):
    """The column letters of a row's cells -> their numbers; none where they do not ascend."""

    __slots__ = ("_columns",)

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns

    def __missing__(self, letters: tuple[str, ...]) -> Mapping[int, None]:
        numbers = [self._columns[each] for each in letters]
        ascending = numbers == sorted(set(numbers))
        self[letters] = layout = dict.fromkeys(numbers if ascending else ())
        return layout


def _found_row(scan: SheetScan, row: RowSpan, layouts: _Layouts) -> FoundRow:
    if row.tag_end == row.body_end:
        return FoundRow(row.number, row, _NO_CELLS, row.start)
    addresses = scan.addresses(row.tag_end, row.body_end)
    if addresses:
        letters, digits = zip(*addresses, strict=True)
        layout = layouts[letters]
        if layout and digits.count(str(row.number)) == len(digits):
            return FoundRow(row.number, row, layout, row.start)
    return _exact_row(scan, row)


def _exact_row(scan: SheetScan, row: RowSpan) -> FoundRow:
    """The row with its cells in any form; one that stands twice, or in a row not its own, is none of them."""
    all_cells = list(scan.cells(row))
    times = Counter(cell.column for cell in all_cells)
    own = [cell for cell in all_cells if cell.row == row.number]
    ascending = [cell.column for cell in own] == sorted(times) and len(own) == len(all_cells)
    cells = {cell.column: cell for cell in own if times[cell.column] == 1}
    return FoundRow(row.number, row, cells, row.start, unordered=not ascending)


def _known(
    scan: SheetScan, columns: Collection[int], *, wanted: Collection[int], among: Spread
) -> tuple[Mapping[tuple[int, int], OrdinaryCell], Collection[tuple[int, int]], Collection[tuple[int, int]]]:
    if not columns:
        return {}, (), ()
    numbers = scan.columns
    known: dict[tuple[int, int], OrdinaryCell] = {}
    claimed: Counter[tuple[int, int]] = Counter()
    for cells, claims in zip(scan.ordinary_in(sorted(columns)), scan.claims(sorted(columns)), strict=True):
        rows = {int(digits) for _, digits in claims}
        rows = {row for row in rows if row in wanted or among.holds(row)}
        known.update(((int(cell[1]), numbers[cell[0]]), cell) for cell in cells if int(cell[1]) in rows)
        claimed.update((int(digits), numbers[letters]) for letters, digits in claims if int(digits) in rows)
    twice = (
        {place for place, times in claimed.items() if times > 1} if len(claimed) < claimed.total() else set()
    )
    return known, claimed.keys(), twice
