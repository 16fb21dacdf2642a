"""Excel's tables: where they stand, whether they can grow, and growing them by columns."""

from __future__ import annotations

import re

from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.sheetscan import LAST_COLUMN, parse_range
from okrsheets.adapters.xlsx.strings import plain_text
from okrsheets.adapters.xlsx.xmltext import (
    Element,
    Part,
    Splice,
    attribute_span,
    attributes,
    elements,
    escape,
    first_element,
    root_element,
    whole_number,
)
from okrsheets.grid import SheetTable
from okrsheets.tuples import NamedTuple

__all__ = ["TablePart", "grown_table", "read_tables"]


class TablePart(NamedTuple):
    """A table of a tab and the part it is stored in; `refreshed` tables are overwritten from outside."""

    table: SheetTable
    member: str
    refreshed: bool


def read_tables(package: Package, sheet_member: str) -> list[TablePart]:
    """The tables of a tab."""
    found = []
    for relationship in package.relationships_of(sheet_member):
        if relationship.kind == "table" and not relationship.external:
            part = package.part(relationship.target)
            table = _read_table(part) if part else None
            if table:
                found.append(table)
    return found


def grown_table(part: Part, headings: tuple[str, ...]) -> bytes | None:
    """The table part with columns of these headings at its right edge; None where that cannot be."""
    root = root_element(part, "table")
    prefix, text = root.prefix, part.text
    listing = first_element(part.masked, "tableColumns", prefix=prefix)
    if listing is None or listing.empty:
        return None
    columns = [
        attributes(e.attributes)
        for e in elements(
            part.masked, "tableColumn", start=listing.tag_end, end=listing.body_end, prefix=prefix
        )
    ]
    names = {plain_text(column.get("name", "")).casefold() for column in columns}
    own_filter = first_element(part.masked, "autoFilter", prefix=prefix)
    ranges = [_widened(text, element, len(headings)) for element in (root, own_filter) if element]
    edits = [edit for edit in ranges if edit is not None]
    if names & {heading.casefold() for heading in headings} or len(edits) < len(ranges):
        return None
    next_id = max((_count(column.get("id"), default=0) for column in columns), default=0) + 1
    new = "".join(
        f'<{prefix}tableColumn id="{next_id + index}" name="{_column_name(heading)}"/>'
        for index, heading in enumerate(headings)
    )
    edits.append(Splice(listing.body_end, listing.body_end, new))
    if span := attribute_span(text, listing, "count"):
        edits.append(Splice(*span, str(len(columns) + len(headings))))
    return part.spliced(edits)


def _widened(text: str, element: Element, columns: int) -> Splice | None:
    """An edit that widens the range in an element's `ref`."""
    span = attribute_span(text, element, "ref")
    place = parse_range(text[slice(*span)]) if span else None
    if span is None or place is None or place.right + columns > LAST_COLUMN:
        return None
    return Splice(*span, place._replace(right=place.right + columns).a1)


def _column_name(heading: str) -> str:
    # a line break in a column's name is written as an escape, unlike one in a cell
    return escape(re.sub(r"[\x00-\x1f]", lambda match: f"_x{ord(match[0]):04x}_", heading))


def _read_table(part: Part) -> TablePart | None:
    root = root_element(part, "table")
    values = attributes(root.attributes)
    place = parse_range(values.get("ref", ""))
    if place is None:
        return None
    header_rows = _count(values.get("headerRowCount"), default=1)
    refreshed = values.get("tableType") in ("queryTable", "xml")
    table = SheetTable(
        name=values.get("displayName") or values.get("name", ""),
        range=place,
        header_rows=header_rows,
        totals_rows=_count(values.get("totalsRowCount"), default=0),
        growable=not refreshed and header_rows == 1,
    )
    return TablePart(table, part.name, refreshed)


def _count(text: str | None, *, default: int) -> int:
    number = whole_number(text)
    return default if number is None else number
