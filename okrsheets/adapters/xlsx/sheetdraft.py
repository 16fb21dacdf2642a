"""One tab's share of a write: what is accepted, what is refused, and the parts as they would be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from okrsheets.adapters.targets import Target, filler_of
from okrsheets.adapters.xlsx.cells import CellDecoder, Contents
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS, FaultError
from okrsheets.adapters.xlsx.guards import TALLEST_TABLE, SheetGuard, guard_sheet
from okrsheets.adapters.xlsx.package import Package, SheetEntry
from okrsheets.adapters.xlsx.sheetframe import filter_edits, used_range_edits, width_edits
from okrsheets.adapters.xlsx.sheetpatch import cell_edits
from okrsheets.adapters.xlsx.sheetrows import SheetRows, find_rows
from okrsheets.adapters.xlsx.sheetscan import LAST_COLUMN, LAST_ROW, scan_sheet
from okrsheets.adapters.xlsx.shrinking import Shrink, draft_shrinks, leaves_nothing
from okrsheets.adapters.xlsx.strings import SharedStrings
from okrsheets.adapters.xlsx.styles import StyleBook
from okrsheets.adapters.xlsx.tables import grown_table
from okrsheets.adapters.xlsx.xmltext import Part, Splice
from okrsheets.edits import ManagedColumn, Refusal, TableGrowth
from okrsheets.tuples import NamedTuple

__all__ = ["Desk", "SheetDraft", "draft_sheet", "refusal"]


@dataclass(slots=True)
class Desk:
    """The parts that all tabs share while a workbook is written; styles are opened where one is needed."""

    package: Package
    strings: SharedStrings | None
    contents: Contents
    styles: StyleBook | None = None

    @classmethod
    def of(cls, package: Package) -> Desk:
        """The desk for a package."""
        part = package.related("sharedStrings")
        strings = SharedStrings.of(part) if part else None
        contents = Contents(strings=strings.texts if strings else (), styles=(), since_1904=False)
        return cls(package, strings, contents)

    def sheet(self, entry: SheetEntry) -> Part:
        """The part of a tab; not checked, as reading this revision did, and `verify_written` will."""
        part = self.package.part(entry.member, checked=False)
        if part is None:
            raise FaultError("damaged-zip", entry.member)
        return part

    def opened_styles(self) -> StyleBook | None:
        """The styles to build on, or None where the workbook has none."""
        if self.styles is None:
            self.styles = StyleBook.of(self.package.related("styles"))
        return self.styles

    def decoder(self) -> CellDecoder:
        """Reads a tab's cells as plain numbers and texts, whatever their number format."""
        return CellDecoder(self.contents)


class SheetDraft(NamedTuple):
    """A tab as it would be: `parts` are the new contents of those that change.

    `fillers` are cells of new columns that stay empty and get the look of the others. `filter_edge` is
    the last column of the tab's own filter where that has moved.
    """

    entry: SheetEntry
    accepted: tuple[Target, ...]
    refused: tuple[Refusal, ...]
    fillers: tuple[Target, ...] = ()
    parts: Mapping[str, bytes] = MappingProxyType({})
    filter_edge: int | None = None


def refusal(sheet: str, at: str | None, name: str) -> Refusal:
    """A refusal with its reason in words."""
    return Refusal(sheet, at, name, CELL_REFUSALS[name])


def draft_sheet(
    desk: Desk,
    entry: SheetEntry,
    *,
    targets: Sequence[Target],
    growths: Sequence[TableGrowth],
    shrinks: Sequence[TableGrowth] = (),
) -> SheetDraft:
    """The tab with all targets, growths and growths taken back that can be written safely."""
    part = desk.sheet(entry)
    scan = scan_sheet(part, part.masked)
    for name, holds in (
        ("protected-tab", scan.protected()),
        ("two-spellings", not scan.spelt_in_one_way(part)),
    ):
        if holds:
            return SheetDraft(entry, (), (refusal(entry.name, None, name),))
    guard = guard_sheet(desk.package, entry.member, scan)
    wanted = _rows_to_look_at(guard, targets, growths) | _rows_of_tables(guard, shrinks)
    rows = find_rows(
        part,
        scan,
        desk.decoder(),
        wanted=wanted,
        columns=_columns_to_look_at(targets),
        among=_new_ranges(targets),
    )
    leaving = draft_shrinks(desk.package, guard, rows, targets=targets, growths=shrinks)
    reasons, shrunk = _judged(guard, targets, rows, leaving)
    accepted = {target.place: target for target, reason in reasons if reason is None}
    refused = [refusal(entry.name, target.a1, reason) for target, reason in reasons if reason]
    parts = {shrink.member: shrink.content for shrink in shrunk if shrink.member is not None}
    own_growth = 0
    for growth in growths:
        grown = None
        if guard.can_grow(growth, accepted=accepted, filled=_filled(guard, growth, rows)):
            grown = _grown_part(desk.package, guard, growth)
        if growth.table is None and grown is not None:
            own_growth = len(growth.headings)
        elif grown is not None:
            parts.update(grown)
        else:
            refused.append(refusal(entry.name, _place_of(growth, targets), "table-cannot-grow"))
    fillers = _fillers(guard, rows, targets=targets, accepted=accepted)
    own_filter = _own_filter_edits(rows, own_growth, shrunk)
    content = _patched(desk, rows, targets=[*accepted.values(), *fillers], own_filter=own_filter)
    if content is not None:
        parts[entry.member] = content
    edge = _filter_edge(guard, own_growth, shrunk)
    return SheetDraft(entry, tuple(accepted.values()), tuple(refused), tuple(fillers), parts, edge)


def _own_filter_edits(rows: SheetRows, growth: int, shrunk: Iterable[Shrink]) -> list[Splice]:
    """The edits that widen the tab's own filter, or narrow it."""
    wider = filter_edits(rows.part, rows.scan, growth) if growth else []
    return [*wider, *(edit for shrink in shrunk for edit in shrink.edits)]


def _filter_edge(guard: SheetGuard, growth: int, shrunk: Iterable[Shrink]) -> int | None:
    """The last column of the tab's own filter, where that has moved."""
    if growth and guard.filter_range:
        return guard.filter_range.right + growth
    return next((s.taken.left - 1 for s in shrunk if s.growth.table is None and s.taken), None)


def _place_of(growth: TableGrowth, targets: Iterable[Target]) -> str | None:
    """Where people see a growth: at its first heading."""
    headings = (t.a1 for t in targets if t.is_heading and t.content in growth.headings)
    return next(headings, growth.table)


def _rows_to_look_at(
    guard: SheetGuard, targets: Iterable[Target], growths: Iterable[TableGrowth]
) -> set[int]:
    rows = {target.row for target in targets if 1 <= target.row <= LAST_ROW}
    for growth in growths:
        added = guard.added_range(growth)
        if added and growth.table is not None and added.bottom - added.top < TALLEST_TABLE:
            rows.update(range(added.top, added.bottom + 1))
    return rows


def _rows_of_tables(guard: SheetGuard, shrinks: Iterable[TableGrowth]) -> set[int]:
    """The rows of the tables that are to shrink."""
    found = [guard.table_named(growth.table) for growth in shrinks if growth.table is not None]
    ranges = [table.table.range for table in found if table]
    return {
        row for place in ranges for row in range(place.top, min(place.bottom, place.top + TALLEST_TABLE) + 1)
    }


def _columns_to_look_at(targets: Iterable[Target]) -> set[int]:
    columns = {(target.column, target.look_from or 0) for target in targets}
    return {column for pair in columns for column in pair if 1 <= column <= LAST_COLUMN}


def _new_ranges(targets: Iterable[Target]) -> list[range]:
    """The rows of the tables that get a column."""
    columns = [target.owner for target in targets if target.is_heading and target.owner]
    return list(dict.fromkeys(range(column.at.row + 1, column.bottom + 1) for column in columns))


def _reasons(
    guard: SheetGuard, targets: Iterable[Target], rows: SheetRows
) -> list[tuple[Target, str | None]]:
    """The targets, each with the reason why it is refused; a column without its heading is refused whole."""
    reasons: list[tuple[Target, str | None]] = []
    without_heading: set[ManagedColumn | None] = set()
    for target in targets:
        row = rows.found.get(target.row)
        stored = rows.stored(row, target.column) if row else None
        reason = guard.refusal(target, stored)
        if reason is None and row and not rows.has_place(row, target.column):
            reason = "unordered-cells"
        if reason is None and without_heading and target.owner in without_heading:
            reason = "heading-refused"
        if reason is not None and target.is_heading:
            without_heading.add(target.owner)
        reasons.append((target, reason))
    return reasons


def _judged(
    guard: SheetGuard, targets: Sequence[Target], rows: SheetRows, leaving: Iterable[Shrink]
) -> tuple[list[tuple[Target, str | None]], list[Shrink]]:
    """The targets, each with the reason why it is refused, and the tables and filters that shrink.

    A column leaves its table only where nothing is left in it; else its heading stays.
    """
    leaving = list(leaving)
    shrunk = [shrink for shrink in leaving if shrink.taken is not None]
    while True:
        freed = {place for shrink in shrunk for place in shrink.headings}
        kept = {place for shrink in leaving for place in shrink.headings} - freed
        reasons = _reasons(guard._replace(freed=freed, kept=kept), targets, rows)
        accepted = {target.place: target for target, reason in reasons if reason is None}
        clean = [shrink for shrink in shrunk if leaves_nothing(shrink, rows, accepted)]
        if len(clean) == len(shrunk):
            return reasons, shrunk
        shrunk = clean


def _fillers(
    guard: SheetGuard,
    rows: SheetRows,
    *,
    targets: Iterable[Target],
    accepted: Mapping[tuple[int, int], Target],
) -> list[Target]:
    """The free cells of new columns that no edit speaks of, in rows that are there and have a look."""
    taken: dict[int, set[int]] = {}
    for target in targets:
        taken.setdefault(target.column, set()).add(target.row)
    owners = [t.owner for t in accepted.values() if t.is_heading and t.owner is not None]
    in_order = sorted(rows.found) if owners else []
    looks: dict[tuple[int, int], int] = {}
    fillers = []
    for owner in owners:
        column = owner.at.column
        below = in_order[bisect_right(in_order, owner.at.row) : bisect_right(in_order, owner.bottom)]
        for number in below:
            row = rows.found[number]
            if row.span is None or row.unordered or number in taken[column]:
                continue
            if (number, owner.look_from) not in looks:
                looks[number, owner.look_from] = rows.look(row, owner.look_from)
            if looks[number, owner.look_from]:
                filler = filler_of(owner, number)
                if guard.leaves_free(filler, rows.stored(row, column)):
                    fillers.append(filler)
                    taken[column].add(number)
    return fillers


def _filled(guard: SheetGuard, growth: TableGrowth, rows: SheetRows) -> list[tuple[int, int]]:
    """The cells that hold something where a table's new columns are to be."""
    added = guard.added_range(growth)
    return [
        (row.number, column)
        for row in rows.found.values()
        for column in row.cells
        if added and added.holds(row.number, column) and rows.stored(row, column) is not None
    ]


def _grown_part(package: Package, guard: SheetGuard, growth: TableGrowth) -> dict[str, bytes] | None:
    """The new content of the part that a growth changes; empty for the tab's own filter."""
    if growth.table is None:
        return {}
    found = guard.growing_table(growth)
    part = package.part(found.member) if found else None
    if found is None or part is None or found.table.range.bottom - found.table.range.top >= TALLEST_TABLE:
        return None
    content = grown_table(part, growth.headings)
    return None if content is None else {found.member: content}


def _patched(
    desk: Desk, rows: SheetRows, *, targets: Sequence[Target], own_filter: Sequence[Splice]
) -> bytes | None:
    """The tab's part with the targets in it; None if it holds them all already."""
    part, scan = rows.part, rows.scan
    styled = any(target.percent or target.look_from is not None for target in targets)
    styles = desk.opened_styles() if styled else None
    edits = cell_edits(rows, targets, strings=desk.strings, styles=styles)
    edits += own_filter
    if not edits:
        return None
    new_columns = [target.owner for target in targets if target.owner and target.is_heading]
    edits += used_range_edits(part, scan, [t.place for t in targets if t.fresh or t.content is not None])
    edits += width_edits(part, scan, new_columns)
    return part.spliced(edits)
