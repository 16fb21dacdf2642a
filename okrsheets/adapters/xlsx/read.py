"""An Excel file's bytes as a workbook of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from okrsheets.adapters.disk import revision_of
from okrsheets.adapters.gathering import drop_covered
from okrsheets.adapters.xlsx.cells import CellDecoder, Contents
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS, FILE_REFUSALS, MOST_CELLS, FaultError
from okrsheets.adapters.xlsx.naming import defined_names, files_outside
from okrsheets.adapters.xlsx.occupied import drawing_ranges, pivot_ranges, query_ranges
from okrsheets.adapters.xlsx.package import Package, SheetEntry, open_package
from okrsheets.adapters.xlsx.sheetscan import LAST_COLUMN, SheetScan, parse_range, scan_sheet
from okrsheets.adapters.xlsx.strings import read_shared_strings
from okrsheets.adapters.xlsx.styles import read_styles
from okrsheets.adapters.xlsx.tables import read_tables
from okrsheets.adapters.xlsx.xmltext import attributes, elements, is_on, whole_number
from okrsheets.adapters.xlsx.zipraw import LARGEST_MEMBER
from okrsheets.grid import BLANK, Cell, CellRange, Sheet, Workbook

__all__ = ["read_package", "read_workbook"]

_TAKEN = (pivot_ranges, query_ranges, drawing_ranges)
_LOCKED = "protected-structure"
_LINKED = 100_000  # cells of a tab that get a link; of ranges that go beyond, the first cell alone gets it


def read_workbook(data: bytes, *, source: str, title: str, at_most: int = MOST_CELLS) -> Workbook:
    """The workbook in these bytes; raises `FaultError` with the reason where there is none.

    `at_most`: the filled cells that all its tabs may hold.
    """
    return read_package(open_package(data), source=source, title=title, at_most=at_most)


def read_package(package: Package, *, source: str, title: str, at_most: int = MOST_CELLS) -> Workbook:
    """The workbook of an opened package."""
    contents = Contents(
        strings=read_shared_strings(package.related("sharedStrings")),
        styles=read_styles(package.related("styles")),
        since_1904=package.uses_1904,
    )
    reason = package.never_writable()
    entries = [entry for entry in package.sheets if entry.kind == "worksheet"]
    _refuse_too_much(package, entries)
    sheets: list[Sheet] = []
    room = at_most
    for entry in entries:
        sheets.append(_read_sheet(package, entry, contents, room=room))
        room -= len(sheets[-1].cells)
    return Workbook(
        source=source,
        title=title,
        revision=revision_of(package.archive.data),
        sheets=tuple(sheets),
        read_only_because=f"it {FILE_REFUSALS[reason].what}" if reason else None,
        names=defined_names(package),
        outside=files_outside(package),
        changed=package.changed,
        takes_no_tab=(_LOCKED, CELL_REFUSALS[_LOCKED]) if package.is_locked else None,
    )


def _refuse_too_much(package: Package, entries: Iterable[SheetEntry]) -> None:
    """Raise `FaultError` where the tabs unpack to more than one part may, however many there are.

    Tabs may share a part in a file made to harm: each would be unpacked and read again.
    """
    if sum(package.size_of(entry.member) for entry in entries) > LARGEST_MEMBER:
        raise FaultError("too-large")


def _read_sheet(package: Package, entry: SheetEntry, contents: Contents, *, room: int) -> Sheet:
    part = package.part(entry.member)
    if part is None:
        raise FaultError("damaged-zip", entry.member)
    scan = scan_sheet(part, part.clear)
    cells, hidden_rows = _read_cells(scan, CellDecoder(contents), room=room)
    merges = scan.merges()
    drop_covered(cells, merges)
    _add_links(cells, scan, package, entry.member)
    filled = [found.range for found in scan.typed_formulas() if found.kind in ("array", "dataTable")]
    own_filter = scan.filter_element()
    return Sheet(
        name=entry.name,
        cells=cells,
        merges=merges,
        tables=tuple(found.table for found in read_tables(package, entry.member)),
        hidden_rows=hidden_rows,
        hidden_columns=_hidden_columns(scan),
        hidden=entry.hidden,
        protected=scan.protected(),
        occupied=_unique([*filled, *(place for ranges in _TAKEN for place in ranges(package, entry.member))]),
        filter_range=parse_range(attributes(own_filter.attributes).get("ref", "")) if own_filter else None,
    )


def _read_cells(
    scan: SheetScan, decoder: CellDecoder, *, room: int
) -> tuple[dict[tuple[int, int], Cell], frozenset[int]]:
    cells: dict[tuple[int, int], Cell] = {}
    hidden = []
    for start, end in scan.stretches():
        cells.update(decoder.read_stretch(scan, start, end))
        if len(cells) > room:
            raise FaultError("too-many-cells")
        if scan.text.find("hidden", start, end) >= 0:
            hidden += [
                row.number
                for row in scan.rows(jump_from=0, stretch=(start, end))
                if "hidden" in row.attributes and is_on(attributes(row.attributes).get("hidden"))
            ]
    return cells, frozenset(hidden)


def _hidden_columns(scan: SheetScan) -> frozenset[int]:
    listing = scan.before_data("cols")
    if listing is None:
        return frozenset()
    hidden: set[int] = set()
    for element in elements(
        scan.text, "col", start=listing.tag_end, end=listing.body_end, prefix=scan.prefix
    ):
        values = attributes(element.attributes)
        first, last = whole_number(values.get("min")), whole_number(values.get("max"))
        if is_on(values.get("hidden")) and first is not None and last is not None:
            hidden.update(range(first, min(last, LAST_COLUMN) + 1))
    return frozenset(hidden)


def _add_links(cells: dict[tuple[int, int], Cell], scan: SheetScan, package: Package, member: str) -> None:
    """Put the hyperlinks into their cells; a cell that holds nothing else then holds its link."""
    targets = None
    left = _LINKED
    for element in scan.all_after_data("hyperlink"):
        values = attributes(element.attributes)
        place = parse_range(values.get("ref", ""))
        if targets is None:
            targets = {r.id: r.target for r in package.relationships_of(member)}
        identifier = next((value for name, value in values.items() if name.endswith(":id")), "")
        location = values.get("location", "")
        link = targets.get(identifier, "") + (f"#{location.lstrip('#')}" if location else "")
        if place and link:
            whole = _area(place) <= left
            left -= _area(place) if whole else 0
            for at in _places(place) if whole else [(place.top, place.left)]:
                cells[at] = cells.get(at, BLANK)._replace(link=link)


def _area(place: CellRange) -> int:
    return (place.bottom - place.top + 1) * (place.right - place.left + 1)


def _places(place: CellRange) -> Iterable[tuple[int, int]]:
    return product(range(place.top, place.bottom + 1), range(place.left, place.right + 1))


def _unique(ranges: Iterable[CellRange]) -> tuple[CellRange, ...]:
    return tuple(dict.fromkeys(ranges))
