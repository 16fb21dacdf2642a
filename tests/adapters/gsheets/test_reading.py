"""What is read of a Google Sheet: every face of its cells, and all that lies around them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.errors import SourceTooLargeError
from okrsheets.grid import CellRange, ErrorValue, Look, SheetTable
from tests.adapters.gsheets.books import BOT, access_to, area, link_to, make, on_the_clock
from tests.sheets_emulator import Emulator, Server


def _put(a1: str, cell: dict[str, Any], *, tab: int = 0) -> dict[str, Any]:
    """A request that writes one cell."""
    place = area(a1, tab=tab)
    start = {"sheetId": tab, "rowIndex": place["startRowIndex"], "columnIndex": place["startColumnIndex"]}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": ",".join(cell)}}


def _shown_as(kind: str, pattern: str = "") -> dict[str, Any]:
    shown = {"type": kind} | ({"pattern": pattern} if pattern else {})
    return {"userEnteredFormat": {"numberFormat": shown}}


def test_all_tabs_are_read_in_one_call(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    book = make(emulator, {f"Team {n}": "| Objective | Grow |" for n in range(12)})
    workbook = adapter.read(book)
    assert [sheet.name for sheet in workbook.sheets] == [f"Team {n}" for n in range(12)]
    assert all(sheet.value(1, 2) == "Grow" for sheet in workbook.sheets)
    assert (workbook.source, workbook.title, workbook.read_only_because) == (book, "OKRs Q4 2026", None)
    assert emulator.log.counts() == {"read": 1, "write": 0, "drive": 0, "token": 1, "other": 0}
    assert (adapter.spent.calls, adapter.spent.attempts) == (1, 1)


def test_values_keep_their_kinds(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    rows = "| 42 | 25.5 | 40% | TRUE | '0042 | 2026-10-01 | 12:30:00 | =1/0 | =1/4 | words |"
    sheet = adapter.read(make(emulator, {"Plan": rows})).sheets[0]
    values = [sheet.value(1, column) for column in range(1, 11)]
    error = ErrorValue("#DIV/0!")
    assert values == [42, 25.5, 0.4, True, "0042", date(2026, 10, 1), time(12, 30), error, 0.25, "words"]
    assert [type(value) for value in values[:4]] == [int, float, float, bool]
    assert sheet.cell(1, 9).formula == "1/4"
    assert sheet.cell(1, 3).number_format == "0%"
    assert (1, 11) not in sheet.cells


def test_a_day_with_a_time_is_both_and_a_span_of_hours_is_a_number(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    day = {"userEnteredValue": {"numberValue": 46296.5}, **_shown_as("DATE_TIME", "yyyy-mm-dd hh:mm")}
    span = {"userEnteredValue": {"numberValue": 1.25}, **_shown_as("TIME", "[h]:mm")}
    first = {"userEnteredValue": {"numberValue": 2}, **_shown_as("DATE", "yyyy-mm-dd")}
    book = make(emulator, {"Plan": "| x |"}, _put("A1", day), _put("B1", span), _put("C1", first))
    sheet = adapter.read(book).sheets[0]
    moment = datetime(2026, 10, 1, 12)  # noqa: DTZ001 - a sheet's days know no time zone
    assert [sheet.value(1, n) for n in (1, 2, 3)] == [moment, 1.25, date(1900, 1, 1)]


@pytest.mark.parametrize(
    ("locale", "kind", "pattern"),
    [
        ("de_DE", "CURRENCY", "[$€]#,##0.00"),
        ("en_GB", "CURRENCY", "[$£]#,##0.00"),
        ("en_US", "DATE", "m/d/yyyy"),
        ("de_DE", "DATE", "dd/mm/yyyy"),
        ("ja_JP", "DATE_TIME", "yyyy-mm-dd h:mm:ss"),
        ("en_US", "PERCENT", "0.00%"),
        ("en_US", "TEXT", "@"),
    ],
)
def test_a_format_without_a_pattern_is_that_of_the_sheets_locale(
    emulator: Emulator, adapter: GsheetsAdapter, locale: str, kind: str, pattern: str
) -> None:
    said = {"updateSpreadsheetProperties": {"properties": {"locale": locale}, "fields": "locale"}}
    cell = {"userEnteredValue": {"numberValue": 1}, **_shown_as(kind)}
    sheet = adapter.read(make(emulator, {"Plan": "| x |"}, said, _put("A1", cell))).sheets[0]
    assert sheet.cell(1, 1).number_format == pattern


def test_a_formula_that_is_still_computed_has_no_value(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    cell = adapter.read(make(emulator, {"Plan": "| =QUERY(Sales!A1:B2) |"})).sheets[0].cell(1, 1)
    assert (cell.value, cell.formula) == (None, "QUERY(Sales!A1:B2)")


def test_looks_tell_bold_fill_and_indent(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    yellow = {"backgroundColorStyle": {"rgbColor": {"red": 1, "green": 0.95}}}
    looks = [
        {"textFormat": {"bold": True}},
        yellow,
        {"padding": {"top": 2, "bottom": 2, "right": 3, "left": 21}},
        {"numberFormat": {"type": "TEXT", "pattern": "  @"}},
        {"backgroundColorStyle": {"themeColor": "ACCENT1"}},
        {"backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}}},
    ]
    requests = [
        _put(f"A{n}", {"userEnteredValue": {"stringValue": "Grow"}, "userEnteredFormat": look})
        for n, look in enumerate(looks, start=1)
    ]
    sheet = adapter.read(make(emulator, {"Plan": "| x |"}, *requests)).sheets[0]
    assert [sheet.cell(row, 1).look for row in range(1, 7)] == [
        Look(bold=True),
        Look(fill="FFF200"),
        Look(indent=2),
        Look(indent=1),
        Look(fill="ACCENT1"),
        Look(),
    ]


def test_links_into_the_workbook_name_their_tab_and_others_stay(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    book = make(emulator, {"Plan": "| x |", "Go to market": "| y |"})
    key = book.rpartition("/")[2]
    gid = next(sheet.id for sheet in emulator.store.files[key].book.sheets if sheet.title == "Go to market")
    named = {"namedRangeId": "n1", "name": "Top", "range": area("B3:C4", tab=gid)}
    links = [
        f"#gid={gid}&range=B4",
        f"https://docs.google.com/spreadsheets/d/{key}/edit#gid=0",
        "#rangeid=n1",
        "https://docs.google.com/spreadsheets/d/1other/edit#gid=0&range=B4",
        "https://example.com/#gid=0",
        "#gid=99&range=B4",
    ]
    emulator.edit(key, [{"addNamedRange": {"namedRange": named}}])
    for row, link in enumerate(links, start=1):
        text = {"userEnteredValue": {"stringValue": "see"}}
        emulator.edit(
            key, [_put(f"A{row}", text | {"userEnteredFormat": {"textFormat": {"link": {"uri": link}}}})]
        )
    sheet = adapter.read(book).sheets[0]
    assert [sheet.cell(row, 1).link for row in range(1, 7)] == [
        "#'Go to market'!B4",
        "#Plan!A1",
        "#'Go to market'!B3:C4",
        links[3],
        links[4],
        links[5],
    ]


def test_people_chips_are_addresses_and_link_chips_lead_there(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    person = {"personProperties": {"email": "kim@example.com"}}
    page = {"richLinkProperties": {"uri": "https://docs.google.com/document/d/1doc"}}
    owner = {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [{"startIndex": 0, "chip": person}]}
    link = {"userEnteredValue": {"stringValue": "see @"}, "chipRuns": [{"startIndex": 4, "chip": page}]}
    sheet = adapter.read(make(emulator, {"Plan": "| x |"}, _put("A1", owner), _put("B1", link))).sheets[0]
    assert sheet.value(1, 1) == "kim@example.com"
    assert sheet.cell(1, 2).link == "https://docs.google.com/document/d/1doc"


def test_merges_tables_filters_and_what_is_hidden_are_told(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    grid = """
        | Objective | Key result | Owner |
        | Grow      | Win 40     | Mara  |
        |           | Win 10     | Jo    |
    """

    def lines(dimension: str, start: int) -> dict[str, Any]:
        stretch = {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": start + 1}
        properties = {"hiddenByUser": True}
        return {
            "updateDimensionProperties": {
                "range": stretch,
                "properties": properties,
                "fields": "hiddenByUser",
            }
        }

    book = make(
        emulator,
        {"Plan": grid, "Old": "| x |", "Names": grid},
        {"mergeCells": {"range": area("A2:A3"), "mergeType": "MERGE_ALL"}},
        {"setBasicFilter": {"filter": {"range": area("A1:C3")}}},
        lines("ROWS", 4),
        lines("COLUMNS", 7),
    )
    key = book.rpartition("/")[2]
    _, old, names = (sheet.id for sheet in emulator.store.files[key].book.sheets)
    emulator.edit(
        key,
        [
            {"updateSheetProperties": {"properties": {"sheetId": old, "hidden": True}, "fields": "hidden"}},
            {"addTable": {"table": {"name": "Names", "range": area("A1:C3", tab=names)}}},
        ],
    )
    plan, hidden, table = adapter.read(book).sheets
    assert plan.merges == (CellRange(2, 1, 3, 1),)
    assert plan.filter_range == CellRange(1, 1, 3, 3)
    assert (plan.hidden_rows, plan.hidden_columns) == (frozenset({5}), frozenset({8}))
    assert (plan.hidden, hidden.hidden) == (False, True)
    assert table.tables == (SheetTable("Names", CellRange(1, 1, 3, 3)),)
    assert [sheet.gid for sheet in (plan, hidden, table)] == [0, old, names]


def test_a_filter_that_hides_rows_is_not_ours_to_change(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    criteria = {"1": {"hiddenValues": ["Mara"]}}
    book = make(
        emulator,
        {"Plan": "| Key result | Owner |\n| Win | Mara |\n| Lose | Jo |"},
        {"setBasicFilter": {"filter": {"range": area("A1:B3"), "criteria": criteria}}},
    )
    sheet = adapter.read(book).sheets[0]
    assert sheet.filter_range is None
    assert sheet.hidden_rows == {2}


def test_protected_ranges_are_taken_and_a_protected_tab_is_told(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    def protect(tab: int, a1: str | None = None, **more: Any) -> dict[str, Any]:
        place = {"sheetId": tab} if a1 is None else area(a1, tab=tab)
        return {"addProtectedRange": {"protectedRange": {"range": place, **more}}}

    book = make(
        emulator, {"Part": "| x |", "Whole": "| x |", "Holes": "| x |", "Warned": "| x |", "Mine": "| x |"}
    )
    key = book.rpartition("/")[2]
    part, whole, holes, warned, mine = (sheet.id for sheet in emulator.store.files[key].book.sheets)
    emulator.edit(
        key,
        [
            protect(part, "D1:E9"),
            protect(whole),
            protect(holes, unprotectedRanges=[area("B2:C1000", tab=holes)]),
            protect(warned, warningOnly=True),
            protect(mine, editors={"users": [BOT]}),
        ],
    )
    sheets = {sheet.name: sheet for sheet in adapter.read(book).sheets}
    assert {name: sheet.protected for name, sheet in sheets.items()} == {
        "Part": False,
        "Whole": True,
        "Holes": False,
        "Warned": False,
        "Mine": False,
    }
    assert sheets["Part"].occupied == (CellRange(1, 4, 9, 5),)
    taken = sheets["Holes"].occupied
    assert [any(box.holds(*at) for box in taken) for at in ((1, 1), (1, 2), (2, 2), (9, 3), (9, 4))] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert sheets["Warned"].occupied == sheets["Mine"].occupied == ()


def test_the_revision_moves_with_what_people_do_and_not_with_what_formulas_show(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    book = make(emulator, {"Plan": "| =NOW() | 1 |"})
    key = book.rpartition("/")[2]
    first = adapter.read(book).revision
    emulator.store.files[key].book.results[0, "=NOW()"] = [[{"numberValue": 46000.5}]]
    shown = adapter.read(book)
    assert shown.sheets[0].value(1, 1) == 46000.5
    assert shown.revision == first
    emulator.edit(key, [_put("B1", {"userEnteredValue": {"numberValue": 2}})])
    assert adapter.read(book).revision != first


def test_a_tab_of_an_odd_name_is_read(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    book = make(emulator, {'It\'s "odd"!': "| Grow |"})
    assert [(sheet.name, sheet.value(1, 1)) for sheet in adapter.read(book).sheets] == [
        ('It\'s "odd"!', "Grow")
    ]


def test_ten_million_cells_are_read_where_few_of_them_are_filled(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    size = {"sheetId": 0, "gridProperties": {"rowCount": 384_615, "columnCount": 26}}
    grow = {"updateSheetProperties": {"properties": size, "fields": "gridProperties"}}
    sheet = adapter.read(make(emulator, {"Plan": "| Grow |"}, grow)).sheets[0]
    assert dict(sheet.cells).keys() == {(1, 1)}


def test_more_filled_cells_than_are_read_are_refused_with_the_bound(
    emulator: Emulator, adapter: GsheetsAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("okrsheets.adapters.gathering.MOST_CELLS", 5)
    book = make(emulator, {"A": "| 1 | 2 | 3 |", "B": "| 4 | 5 | 6 |"})
    with pytest.raises(SourceTooLargeError, match="holds more than"):
        adapter.read(book)


def test_a_spreadsheet_that_is_too_large_for_one_answer_is_read_in_three_more(
    emulator: Emulator, server: Server
) -> None:
    grid = "| Objective | Progress | Due | Done |\n" + "| Grow | 60% | 2026-10-01 | =1/4 |\n" * 400
    book = make(emulator, {"Plan": grid, "It's": "| '=x | TRUE |", "Bare": "| |"})
    policy = on_the_clock(emulator)._replace(most_bytes=100_000)
    workbook = GsheetsAdapter(access_to(server, BOT), policy=policy).read(book)
    plan, odd, bare = workbook.sheets
    assert [plan.value(401, column) for column in range(1, 5)] == ["Grow", 0.6, "2026-10-01", 0.25]
    assert plan.cell(401, 4).formula == "1/4"
    assert [(odd.value(1, column), odd.cell(1, column).formula) for column in (1, 2)] == [
        ("=x", None),
        (True, None),
    ]
    assert dict(bare.cells) == {}
    assert emulator.log.count("read") == 4


def test_a_sheet_that_cannot_be_read_in_parts_either_is_told_as_it_was_first(
    emulator: Emulator, server: Server
) -> None:
    book = make(emulator, {"Plan": "| Grow |\n" * 200})
    policy = on_the_clock(emulator)._replace(most_bytes=100)
    with pytest.raises(SourceTooLargeError, match="more than is read at once"):
        GsheetsAdapter(access_to(server, BOT), policy=policy).read(book)


def test_an_empty_spreadsheet_is_read(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    file = emulator.make_book("New", access={BOT: "reader"})
    (sheet,) = adapter.read(link_to(file.id)).sheets
    assert (sheet.name, dict(sheet.cells)) == ("Sheet1", {})
