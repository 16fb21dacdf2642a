"""Taking our columns back off the right edge of an Excel table or of a tab's own filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from okrsheets.adapters.targets import Target
from okrsheets.adapters.xlsx.dependents import mentions_table_column
from okrsheets.adapters.xlsx.guards import TALLEST_TABLE, SheetGuard
from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.sheetrows import SheetRows
from okrsheets.adapters.xlsx.sheetscan import SheetScan, parse_range
from okrsheets.adapters.xlsx.strings import plain_text
from okrsheets.adapters.xlsx.tables import TablePart
from okrsheets.adapters.xlsx.xmltext import (
    Element,
    Part,
    Splice,
    attribute_span,
    attributes,
    elements,
    first_element,
    is_on,
    root_element,
    whole_number,
)
from okrsheets.edits import CellEdit, TableGrowth
from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = ["Shrink", "draft_shrinks", "leaves_nothing"]

_TOTALS = ("totalsRowLabel", "totalsRowFunction")


class Shrink(NamedTuple):
    """A growth to take back: the places of its headings, and what they leave, where that can be.

    `taken` is None where they cannot be taken off. `member` and `content` are the table's part without
    them; the tab's own filter has `edits` in the tab itself instead.
    """

    growth: TableGrowth
    headings: frozenset[tuple[int, int]]
    taken: CellRange | None = None
    member: str | None = None
    content: bytes = b""
    edits: tuple[Splice, ...] = ()


class _Column(NamedTuple):
    """A column as a table lists it."""

    element: Element
    id: str
    name: str
    altered: bool


def draft_shrinks(
    package: Package,
    guard: SheetGuard,
    rows: SheetRows,
    *,
    targets: Collection[Target],
    growths: Iterable[TableGrowth],
) -> list[Shrink]:
    """The growths of which headings to be emptied still stand in the header of their table or filter.

    What holds none of them any more has nothing to take back.
    """
    found = []
    for growth in growths:
        table = guard.table_named(growth.table) if growth.table is not None else None
        place = table.table.range if table else guard.filter_range if growth.table is None else None
        if place is None:
            continue
        emptied = {
            t.place: t.edit.expected
            for t in targets
            if isinstance(t.edit, CellEdit) and not t.edit.key and t.content is None
        }
        inside = {
            at: heading
            for at, heading in emptied.items()
            if at[0] == place.top and place.holds(*at) and heading in growth.headings
        }
        if inside:
            found.append(_shrink(package, rows, growth, table=table, place=place, headings=inside))
    return found


def leaves_nothing(shrink: Shrink, rows: SheetRows, accepted: Mapping[tuple[int, int], Target]) -> bool:
    """Whether every cell of the columns that go is empty, or is being emptied."""
    taken = shrink.taken
    return taken is not None and all(
        (at := (row.number, column)) in accepted and accepted[at].content is None
        for row in rows.found.values()
        for column in row.cells
        if taken.holds(row.number, column) and rows.stored(row, column) is not None
    )


def _shrink(
    package: Package,
    rows: SheetRows,
    growth: TableGrowth,
    *,
    table: TablePart | None,
    place: CellRange,
    headings: Mapping[tuple[int, int], object],
) -> Shrink:
    kept = Shrink(growth, frozenset(headings))
    first = place.right - len(growth.headings) + 1
    stand = tuple(headings.get((place.top, column)) for column in range(first, place.right + 1))
    if first <= place.left or stand != growth.headings:
        return kept
    taken = place._replace(left=first)
    if table is None:
        edits = _filter_without(rows.part, rows.scan, taken)
        return kept if edits is None else kept._replace(taken=taken, edits=tuple(edits))
    changeable = table.table.growable and place.bottom - place.top < TALLEST_TABLE
    part = package.part(table.member) if changeable else None
    content = _table_without(package, part, taken, growth.headings) if part else None
    return kept if content is None else kept._replace(taken=taken, member=table.member, content=content)


def _table_without(package: Package, part: Part, taken: CellRange, headings: Sequence[str]) -> bytes | None:
    """The table's part without its last columns; None where they are not ours alone any more."""
    root = root_element(part, "table")
    listing = first_element(part.masked, "tableColumns", prefix=root.prefix)
    if listing is None or listing.empty:
        return None
    columns = list(_columns(part, listing))
    kept, last = columns[: -len(headings)], columns[-len(headings) :]
    place = parse_range(attributes(root.attributes).get("ref", ""))
    own_id = attributes(root.attributes).get("id", "")
    if (
        place is None
        or len(columns) != place.right - place.left + 1
        or [column.name for column in last] != list(headings)
        or any(column.altered for column in last)
        or _slices(package, own_id, {column.id for column in last})
        or mentions_table_column(package, headings)
    ):
        return None
    edits = [_narrower(part, root, taken), Splice(kept[-1].element.end, last[-1].element.end, "")]
    filtered = first_element(part.masked, "autoFilter", prefix=root.prefix)
    around = _filter_edits(part, filtered, taken) if filtered else []
    sorted_by = _sort_edits(part, filtered.end if filtered else root.tag_end, listing.start, taken)
    if around is None or sorted_by is None:
        return None
    if span := attribute_span(part.text, listing, "count"):
        edits.append(Splice(*span, str(len(kept))))
    return part.spliced([edit for edit in (*edits, *around, *sorted_by) if edit is not None])


def _columns(part: Part, listing: Element) -> Iterator[_Column]:
    for element in elements(
        part.masked, "tableColumn", start=listing.tag_end, end=listing.body_end, prefix=listing.prefix
    ):
        values = attributes(element.attributes)
        # what a person can give a column stands inside of its element, or sums it up
        sums = any(values.get(name, "none") not in ("none", "") for name in _TOTALS)
        altered = sums or "<" in part.masked[element.tag_end : element.body_end]
        yield _Column(element, values.get("id", ""), plain_text(values.get("name", "")), altered)


def _slices(package: Package, table: str, columns: Collection[str]) -> bool:
    """Whether a slicer filters the table by one of these columns."""
    for relationship in package.relationships:
        part = package.part(relationship.target) if relationship.kind == "slicerCache" else None
        for element in elements(part.masked, "tableSlicerCache") if part else ():
            values = attributes(element.attributes)
            if values.get("tableId") == table and values.get("column") in columns:
                return True
    return False


def _filter_without(part: Part, scan: SheetScan, taken: CellRange) -> list[Splice] | None:
    """The edits that take columns off the tab's own filter; None where a person filters or sorts by them."""
    element = scan.filter_element()
    around = _filter_edits(part, element, taken) if element else None
    if element is None or around is None:
        return None
    following = scan.after_data("sortState")  # of the tab, right behind its filter
    if (
        following is None
        or following.start < element.end
        or part.masked[element.end : following.start].strip()
    ):
        return around
    sorted_by = _sort_edits(part, following.start, following.end, taken)
    return None if sorted_by is None else [*around, *sorted_by]


def _filter_edits(part: Part, element: Element, taken: CellRange) -> list[Splice] | None:
    """The edits that narrow a filter and its sorting; None where they are by a column that goes."""
    edit = _narrower(part, element, taken)
    place = parse_range(attributes(element.attributes).get("ref", ""))
    if edit is None or place is None:
        return None
    for column in elements(part.masked, "filterColumn", start=element.tag_end, end=element.body_end):
        number = whole_number(attributes(column.attributes).get("colId"))
        if number is None or place.left + number >= taken.left:
            return None
    sorted_by = _sort_edits(part, element.tag_end, element.body_end, taken)
    return None if sorted_by is None else [edit, *sorted_by]


def _sort_edits(part: Part, start: int, end: int, taken: CellRange) -> list[Splice] | None:
    """The edits that narrow what is sorted; None where it is sorted by a column that goes, or by a row."""
    edits = []
    for state in elements(part.masked, "sortState", start=start, end=end):
        if is_on(attributes(state.attributes).get("columnSort")):
            return None
        for condition in elements(part.masked, "sortCondition", start=state.tag_end, end=state.body_end):
            place = parse_range(attributes(condition.attributes).get("ref", ""))
            if place is None or place.right >= taken.left:
                return None
        place = parse_range(attributes(state.attributes).get("ref", ""))
        if place is None or place.left >= taken.left:
            return None
        if place.right >= taken.left:
            edit = _narrower(part, state, taken)
            edits += [edit] if edit else []
    return edits


def _narrower(part: Part, element: Element, taken: CellRange) -> Splice | None:
    """An edit that ends the range in an element's `ref` before the columns that go."""
    span = attribute_span(part.text, element, "ref")
    place = parse_range(part.text[slice(*span)]) if span else None
    if span is None or place is None:
        return None
    return Splice(*span, place._replace(right=taken.left - 1).a1)
