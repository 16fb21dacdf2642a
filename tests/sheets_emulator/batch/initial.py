"""What `spreadsheets.create` gives a new spreadsheet: the requests of a batch that come to the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..book import Book
from ..wire import Message

__all__ = ["initial_requests"]

# What lies on a tab: its name in a Sheet, the request that adds it, and what the request calls it.
_PARTS = (
    ("protectedRanges", "addProtectedRange", "protectedRange"),
    ("filterViews", "addFilterView", "filter"),
    ("bandedRanges", "addBanding", "bandedRange"),
    ("tables", "addTable", "table"),
    ("charts", "addChart", "chart"),
    ("slicers", "addSlicer", "slicer"),
)


def initial_requests(given: Message, book: Book) -> list[Message]:
    """The requests that fill the tabs of a book as a Spreadsheet describes them."""
    requests: list[Message] = []
    for tab, sheet in zip(given.get("sheets", []), book.sheets, strict=False):
        requests += _tab_requests(tab, sheet.id)
    requests += [{"addNamedRange": {"namedRange": item}} for item in given.get("namedRanges", [])]
    for item in given.get("developerMetadata", []):
        requests.append({"createDeveloperMetadata": {"developerMetadata": item}})
    return requests


def _tab_requests(tab: Message, sheet_id: int) -> Iterator[Message]:
    for data in tab.get("data", []):
        start = {"sheetId": sheet_id, "rowIndex": data.get("startRow", 0)}
        start["columnIndex"] = data.get("startColumn", 0)
        if data.get("rowData"):
            yield {"updateCells": {"start": start, "rows": data["rowData"], "fields": "*"}}
        yield from _sizes(data, sheet_id)
    for place in tab.get("merges", []):
        yield {"mergeCells": {"range": place | {"sheetId": sheet_id}}}
    if "basicFilter" in tab:
        yield {"setBasicFilter": {"filter": _on(tab["basicFilter"], sheet_id)}}
    for number, rule in enumerate(tab.get("conditionalFormats", [])):
        ranges = [place | {"sheetId": sheet_id} for place in rule.get("ranges", [])]
        yield {"addConditionalFormatRule": {"rule": rule | {"ranges": ranges}, "index": number}}
    for name, kind, called in _PARTS:
        for item in tab.get(name, []):
            yield {kind: {called: _on(item, sheet_id)}}
    for name in ("rowGroups", "columnGroups"):
        for group in tab.get(name, []):
            yield {"addDimensionGroup": {"range": group.get("range", {}) | {"sheetId": sheet_id}}}


def _sizes(data: Message, sheet_id: int) -> Iterator[Message]:
    """Heights and widths that are not as usual, and rows and columns that are hidden."""
    for name, dimension, start in (
        ("rowMetadata", "ROWS", data.get("startRow", 0)),
        ("columnMetadata", "COLUMNS", data.get("startColumn", 0)),
    ):
        for index, size in enumerate(data.get(name, []), start=start):
            if fields := [field for field in ("pixelSize", "hiddenByUser") if size.get(field)]:
                place = {"sheetId": sheet_id, "dimension": dimension, "startIndex": index}
                properties = {"range": place | {"endIndex": index + 1}, "properties": size}
                yield {"updateDimensionProperties": properties | {"fields": ",".join(fields)}}


def _on(item: Message, sheet_id: int) -> Message:
    return item | {"range": item["range"] | {"sheetId": sheet_id}} if "range" in item else item
