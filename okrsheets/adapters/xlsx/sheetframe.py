"""What stands around a tab's cells and has to follow them: used range, column widths, filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from okrsheets.adapters.targets import width_of
from okrsheets.adapters.xlsx.sheetscan import SheetScan, parse_range
from okrsheets.adapters.xlsx.xmltext import Part, Splice, attribute_span, attributes, elements, whole_number
from okrsheets.edits import ManagedColumn
from okrsheets.grid import CellRange

__all__ = ["filter_edits", "used_range_edits", "width_edits"]


def used_range_edits(part: Part, scan: SheetScan, places: Collection[tuple[int, int]]) -> list[Splice]:
    """An edit that makes the stored used range, where there is one, reach the places."""
    element = scan.before_data("dimension")
    span = attribute_span(part.masked, element, "ref") if element else None
    used = parse_range(part.text[slice(*span)]) if span else None
    if span is None or used is None or not places:
        return []
    rows, columns = zip(*places, strict=True)
    wider = CellRange(
        min(used.top, *rows), min(used.left, *columns), max(used.bottom, *rows), max(used.right, *columns)
    )
    return [] if wider == used else [Splice(*span, wider.a1)]


def width_edits(part: Part, scan: SheetScan, columns: Iterable[ManagedColumn]) -> list[Splice]:
    """Edits that give new columns a width, where the tab says nothing of them."""
    prefix = scan.prefix
    widths = {column.at.column: width_of(column) for column in columns}
    listing = scan.before_data("cols")
    if listing is None or listing.empty:
        if not widths:
            return []
        start, end = (listing.start, listing.end) if listing else (scan.data.start, scan.data.start)
        new = "".join(_col(prefix, column, widths[column]) for column in sorted(widths))
        return [Splice(start, end, f"<{prefix}cols>{new}</{prefix}cols>")]
    known = []
    for element in elements(part.masked, "col", start=listing.tag_end, end=listing.body_end, prefix=prefix):
        values = attributes(element.attributes)
        first, last = whole_number(values.get("min")), whole_number(values.get("max"))
        if first is None or last is None:
            return []
        known.append((first, last, element.start))
    edits = []
    for column in sorted(widths):
        if not any(first <= column <= last for first, last, _ in known):
            at = min((start for first, _, start in known if first > column), default=listing.body_end)
            edits.append(Splice(at, at, _col(prefix, column, widths[column])))
    return edits


def filter_edits(part: Part, scan: SheetScan, columns: int) -> list[Splice]:
    """An edit that widens the tab's own filter."""
    element = scan.filter_element()
    span = attribute_span(part.masked, element, "ref") if element else None
    place = parse_range(part.text[slice(*span)]) if span else None
    if span is None or place is None:
        return []
    return [Splice(*span, place._replace(right=place.right + columns).a1)]


def _col(prefix: str, column: int, width: int) -> str:
    return f'<{prefix}col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
