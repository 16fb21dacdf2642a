"""One tab's share of a write: what is accepted, what is refused, and the parts as they would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from okrsheets.adapters.xlsx.cells import CellDecoder
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS, FaultError
from okrsheets.adapters.xlsx.guards import SheetGuard, guard_sheet
from okrsheets.adapters.xlsx.package import Package, SheetEntry
from okrsheets.adapters.xlsx.sheetframe import filter_edits, used_range_edits, width_edits
from okrsheets.adapters.xlsx.sheetpatch import FoundRow, cell_edits, find_rows, stored_cell
from okrsheets.adapters.xlsx.sheetscan import LAST_ROW, SheetScan, scan_sheet
from okrsheets.adapters.xlsx.strings import SharedStrings
from okrsheets.adapters.xlsx.styles import StyleBook
from okrsheets.adapters.xlsx.tables import grown_table
from okrsheets.adapters.xlsx.targets import Target
from okrsheets.adapters.xlsx.xmltext import Part, splice
from okrsheets.grid import Refusal, TableGrowth

__all__ = ["Desk", "SheetDraft", "draft_sheet", "refusal"]

_TALLEST_GROWTH = 100_000


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that all tabs share while a workbook is being written."""

    package: Package
    strings: SharedStrings | None
    styles: StyleBook | None
    opened: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Desk:
        """The desk for a package."""
        strings = package.related("sharedStrings")
        return cls(
            package,
            SharedStrings.of(strings) if strings else None,
            StyleBook.of(package.related("styles")),
        )

    def sheet(self, entry: SheetEntry) -> Part:
        """The part of a tab; kept, because checking it is the dearest part of opening it."""
        part = self.opened.get(entry.member) or self.package.part(entry.member)
        if part is None:
            raise FaultError("damaged-zip", entry.member)
        return self.opened.setdefault(entry.member, part)

    def decoder(self) -> CellDecoder:
        """Reads a tab's cells as plain numbers and texts, whatever their number format."""
        return CellDecoder(strings=self.strings.texts if self.strings else (), styles=(), since_1904=False)


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A tab as it would be: `parts` are the new contents of those that change."""

    entry: SheetEntry
    accepted: tuple[Target, ...]
    refused: tuple[Refusal, ...]
    parts: Mapping[str, bytes] = field(default_factory=dict)
    filter_growth: int = 0


def refusal(sheet: str, at: str | None, name: str) -> Refusal:
    """A refusal with its reason in words."""
    return Refusal(sheet, at, name, CELL_REFUSALS[name])


def draft_sheet(
    desk: Desk, entry: SheetEntry, *, targets: Sequence[Target], growths: Sequence[TableGrowth]
) -> SheetDraft:
    """The tab with all targets and growths that can be written safely."""
    part = desk.sheet(entry)
    scan = scan_sheet(part, part.masked)
    if scan.protected():
        return SheetDraft(entry, (), (refusal(entry.name, None, "protected-tab"),))
    guard = guard_sheet(desk.package, entry.member, scan)
    decoder = desk.decoder()
    rows = find_rows(scan, _rows_to_look_at(guard, targets, growths))
    reasons = _reasons(guard, part, targets, rows=rows, decoder=decoder)
    accepted = {target.place: target for target in targets if target not in reasons}
    refused = [refusal(entry.name, target.ref.a1, name) for target, name in reasons.items()]
    parts: dict[str, bytes] = {}
    own_growth = 0
    for growth in growths:
        filled = _filled(guard, growth, part, rows=rows, decoder=decoder)
        grown = None
        if guard.can_grow(growth, accepted=accepted, filled=filled):
            grown = _grown_part(desk.package, guard, growth)
        if growth.table is None and grown is not None:
            own_growth = len(growth.headings)
        elif grown is not None:
            parts.update(grown)
        else:
            refused.append(refusal(entry.name, _place_of(growth, targets), "table-cannot-grow"))
    content = _patched(desk, part, scan, rows=rows, targets=list(accepted.values()), own_growth=own_growth)
    if content is not None:
        parts[entry.member] = content
    return SheetDraft(entry, tuple(accepted.values()), tuple(refused), parts, own_growth)


def _place_of(growth: TableGrowth, targets: Iterable[Target]) -> str | None:
    """Where people see a growth: at its first heading."""
    headings = (t.ref.a1 for t in targets if t.edit is None and t.content in growth.headings)
    return next(headings, growth.table)


def _rows_to_look_at(
    guard: SheetGuard, targets: Iterable[Target], growths: Iterable[TableGrowth]
) -> set[int]:
    rows = {target.ref.row for target in targets if 1 <= target.ref.row <= LAST_ROW}
    for growth in growths:
        added = guard.added_range(growth)
        if added and growth.table is not None and added.bottom - added.top < _TALLEST_GROWTH:
            rows.update(range(added.top, added.bottom + 1))
    return rows


def _reasons(
    guard: SheetGuard,
    part: Part,
    targets: Iterable[Target],
    *,
    rows: Mapping[int, FoundRow],
    decoder: CellDecoder,
) -> dict[Target, str]:
    """The refused targets, each with its reason; a column without its heading is refused whole."""
    reasons: dict[Target, str] = {}
    without_heading = set()
    for target in targets:
        row = rows.get(target.ref.row)
        stored = stored_cell(part, row.cells.get(target.ref.column) if row else None, decoder)
        reason = guard.refusal(target, stored)
        if reason is None and target.column in without_heading:
            reason = "heading-refused"
        if reason is not None:
            reasons[target] = reason
            if target.edit is None:
                without_heading.add(target.column)
    return reasons


def _filled(
    guard: SheetGuard,
    growth: TableGrowth,
    part: Part,
    *,
    rows: Mapping[int, FoundRow],
    decoder: CellDecoder,
) -> list[tuple[int, int]]:
    """The cells that hold something where a table's new columns are to be."""
    added = guard.added_range(growth)
    return [
        (row.number, column)
        for row in rows.values()
        for column, cell in row.cells.items()
        if added and added.holds(row.number, column) and stored_cell(part, cell, decoder) is not None
    ]


def _grown_part(package: Package, guard: SheetGuard, growth: TableGrowth) -> dict[str, bytes] | None:
    """The new content of the part that a growth changes; empty for the tab's own filter."""
    if growth.table is None:
        return {}
    found = guard.growing_table(growth)
    part = package.part(found.member) if found else None
    if found is None or part is None or found.table.range.bottom - found.table.range.top >= _TALLEST_GROWTH:
        return None
    content = grown_table(part, growth.headings)
    return None if content is None else {found.member: content}


def _patched(
    desk: Desk,
    part: Part,
    scan: SheetScan,
    *,
    rows: Mapping[int, FoundRow],
    targets: Sequence[Target],
    own_growth: int,
) -> bytes | None:
    """The tab's part with the targets in it; None if it holds them all already."""
    edits = cell_edits(
        part,
        scan,
        rows=rows,
        targets=targets,
        decoder=desk.decoder(),
        strings=desk.strings,
        styles=desk.styles,
    )
    if own_growth:
        edits += filter_edits(part, scan, own_growth)
    if not edits:
        return None
    new_columns = [target.column for target in targets if target.column and target.edit is None]
    edits += used_range_edits(part, scan, [target.place for target in targets])
    edits += width_edits(part, scan, new_columns)
    return part.encode(splice(part.text, edits))
