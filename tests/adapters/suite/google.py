"""Google Sheets for the common suite: an emulator behind real gspread and google-auth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.adapters.gsheets.asking import HEADING_NOTE
from okrsheets.adapters.gsheets.guards import LONGEST_TEXT
from okrsheets.adapters.gsheets.refusals import REASONS
from okrsheets.formulas import parse_reference
from okrsheets.grid import Sheet, Workbook, parse_a1
from tests.adapters.gsheets.books import BOT, access_to, area, link_to, on_the_clock
from tests.adapters.gsheets.uploading import upload
from tests.adapters.suite.kinds import NOTHING, Entered, Noticed, Traits
from tests.sheets_emulator import Server
from tests.sheets_emulator.book import Sheet as Tab

__all__ = ["Google"]

_KINDS = {"stringValue": "text", "numberValue": "number", "boolValue": "yes/no", "formulaValue": "formula"}
_ANYTHING = {"userEnteredValue": {"stringValue": "x"}}
Request = dict[str, Any]


class Google:
    """Spreadsheets of an emulator, shared with a service account."""

    traits = Traits(
        longest_text=LONGEST_TEXT,
        noticed=Noticed.AFTER,
        foretells=False,
        counts_tabs=True,
        opens=True,
        heading_note=HEADING_NOTE,
    )
    reasons = REASONS

    def __init__(self, server: Server) -> None:
        self._emulator = server.emulator
        self.adapter = GsheetsAdapter(access_to(server, BOT), policy=on_the_clock(server.emulator))

    def lay(
        self, *sheets: Sheet, notes: Mapping[str, str] = NOTHING, names: Mapping[str, str] = NOTHING
    ) -> str:
        source = upload(self._emulator, Workbook("", "Book", "", sheets))
        for sheet, tab in zip(sheets, self._tabs(source), strict=True):
            self._edit(source, *_around(sheet, tab.id))
        for a1, words in notes.items():
            self._put(source, a1, {"note": words})
        for name, place in names.items():
            self._edit(
                source, {"addNamedRange": {"namedRange": {"name": name, "range": self._area(source, place)}}}
            )
        return source

    def nowhere(self) -> str:
        return link_to("1gone")

    def entered(self, source: str, a1: str, *, sheet: str = "Plan") -> Entered:
        tab = next(tab for tab in self._tabs(source) if tab.title == sheet)
        cell = _cell(tab, a1)
        shown = cell.get("userEnteredFormat", {}).get("numberFormat", {})
        for name, value in cell.get("userEnteredValue", {}).items():
            return Entered(_KINDS[name], value, shown.get("pattern", "General"))
        return Entered("nothing", None, shown.get("pattern", "General"))

    def note(self, source: str, a1: str) -> str | None:
        note: str | None = _cell(self._tabs(source)[0], a1).get("note")
        return note

    def all_of(self, source: str) -> object:
        return self._emulator.store.files[_key(source)].book.copied()

    def type_in(self, source: str, a1: str, value: str | float) -> None:
        kind = "stringValue" if isinstance(value, str) else "numberValue"
        self._put(source, a1, {"userEnteredValue": {kind: value}})

    def insert_row(self, source: str, before: int) -> None:
        tab = self._tabs(source)[0].id
        stretch = {"sheetId": tab, "dimension": "ROWS", "startIndex": before - 1, "endIndex": before}
        self._edit(source, {"insertDimension": {"range": stretch}})

    def _tabs(self, source: str) -> list[Tab]:
        return self._emulator.store.files[_key(source)].book.sheets

    def _area(self, source: str, place: str) -> Request:
        found = parse_reference(place)
        assert found is not None, place
        tab = next(tab.id for tab in self._tabs(source) if tab.title == found.sheet)
        return area(found.range.a1, tab=tab)

    def _put(self, source: str, a1: str, cell: Request) -> None:
        row, column = parse_a1(a1) or (0, 0)
        start = {"sheetId": self._tabs(source)[0].id, "rowIndex": row - 1, "columnIndex": column - 1}
        said = {"start": start, "rows": [{"values": [cell]}], "fields": ",".join(cell)}
        self._edit(source, {"updateCells": said})

    def _edit(self, source: str, *requests: Request) -> None:
        if requests:
            self._emulator.edit(_key(source), requests)


def _key(source: str) -> str:
    return source.rpartition("/")[2]


def _cell(tab: Tab, a1: str) -> Request:
    row, column = parse_a1(a1) or (0, 0)
    return dict(tab.cells.get((row - 1, column - 1), {}))


def _around(sheet: Sheet, tab: int) -> Iterator[Request]:
    """What lies on a tab besides what importing a file brings."""
    for table in sheet.tables:
        said: Request = {"name": table.name, "range": area(table.range.a1, tab=tab)}
        if table.totals_rows:
            said["rowsProperties"] = {"footerColorStyle": {"rgbColor": {"red": 1}}}
        yield {"addTable": {"table": said}}
    if sheet.filter_range is not None:
        yield {"setBasicFilter": {"filter": {"range": area(sheet.filter_range.a1, tab=tab)}}}
    for column in sorted(sheet.hidden_columns):
        stretch = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column - 1, "endIndex": column}
        hidden = {"range": stretch, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        yield {"updateDimensionProperties": hidden}
    if sheet.hidden:
        yield {"updateSheetProperties": {"properties": {"sheetId": tab, "hidden": True}, "fields": "hidden"}}
    if sheet.protected:
        yield {"addProtectedRange": {"protectedRange": {"range": {"sheetId": tab}}}}
