"""Places of a tab that are not free, whatever stands in them: under drawings, in pivots and queries."""

from __future__ import annotations

import re

from okrsheets.adapters.xlsx.naming import defined_names
from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.sheetscan import LAST_COLUMN, LAST_ROW, parse_range
from okrsheets.adapters.xlsx.xmltext import Element, attributes, elements, first_element, whole_number
from okrsheets.grid import CellRange

__all__ = ["drawing_ranges", "pivot_ranges", "query_ranges"]

_NO_NAME = re.compile(r"[^\w.]")

# a default column is 64 pixels wide and a default row 20 high, in English Metric Units
_COLUMN_WIDTH = 609_600
_ROW_HEIGHT = 190_500


def pivot_ranges(package: Package, sheet_member: str) -> list[CellRange]:
    """Where pivot tables put their output."""
    found = []
    for relationship in package.relationships_of(sheet_member):
        part = package.part(relationship.target) if relationship.kind == "pivotTable" else None
        location = first_element(part.clear, "location") if part else None
        place = parse_range(attributes(location.attributes).get("ref", "")) if location else None
        if place:
            found.append(place)
    return found


def query_ranges(package: Package, sheet_member: str) -> list[CellRange]:
    """What a query fills without a table; a name of the tab, called as the query, says where.

    A name has underscores where the query's has characters that a name must not have.
    """
    queries = {
        _NO_NAME.sub("_", attributes(query.attributes).get("name", "")).casefold()
        for relationship in package.relationships_of(sheet_member)
        if relationship.kind == "queryTable" and (part := package.part(relationship.target))
        if (query := first_element(part.clear, "queryTable"))
    }
    if not queries:
        return []
    tab = next((entry.name for entry in package.sheets if entry.member == sheet_member), "")
    names = defined_names(package).items()
    places = [
        parse_range(f.rpartition("!")[2].replace("$", ""))
        for name, f in names
        if _of_tab(name, tab) in queries
    ]
    return [place for place in places if place is not None]


def _of_tab(name: str, tab: str) -> str | None:
    """What a name of one tab is called there; None of any other name."""
    return name.removeprefix(f"{tab}!").casefold() if name.startswith(f"{tab}!") else None


def drawing_ranges(package: Package, sheet_member: str) -> list[CellRange]:
    """The cells under charts, pictures and shapes; a size without an end is measured in default cells."""
    found = []
    for relationship in package.relationships_of(sheet_member):
        part = package.part(relationship.target) if relationship.kind == "drawing" else None
        if part is None:
            continue
        text = part.clear
        for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            for anchor in elements(text, name):
                place = _anchored(text[anchor.tag_end : anchor.body_end])
                if place:
                    found.append(place)
    return found


def _anchored(anchor: str) -> CellRange | None:
    start, end = first_element(anchor, "from"), first_element(anchor, "to")
    if start is None:
        left, top = _pair(anchor, "pos", "x", "y")
        column, row = left // _COLUMN_WIDTH, top // _ROW_HEIGHT
    else:
        column, row = _corner(anchor, start)
    if end is not None:
        last_column, last_row = _corner(anchor, end)
        last_column -= _offset(anchor, end, "colOff") == 0
        last_row -= _offset(anchor, end, "rowOff") == 0
    else:
        width, height = _pair(anchor, "ext", "cx", "cy")
        last_column, last_row = column + width // _COLUMN_WIDTH, row + height // _ROW_HEIGHT
    if row >= LAST_ROW or column >= LAST_COLUMN:
        return None
    return CellRange(
        row + 1,
        column + 1,
        min(max(last_row, row) + 1, LAST_ROW),
        min(max(last_column, column) + 1, LAST_COLUMN),
    )


def _corner(anchor: str, corner: Element) -> tuple[int, int]:
    return _offset(anchor, corner, "col"), _offset(anchor, corner, "row")


def _offset(anchor: str, corner: Element, name: str) -> int:
    element = first_element(anchor, name, start=corner.tag_end, end=corner.body_end)
    return _whole(anchor[element.tag_end : element.body_end].strip()) if element else 0


def _pair(anchor: str, name: str, first: str, second: str) -> tuple[int, int]:
    element = first_element(anchor, name)
    values = attributes(element.attributes) if element else {}
    return _whole(values.get(first, "")), _whole(values.get(second, ""))


def _whole(text: str) -> int:
    return whole_number(text) or 0
