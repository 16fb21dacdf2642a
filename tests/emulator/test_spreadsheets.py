"""`spreadsheets.get`: field masks, grid data, and what hangs on cells, rows and ranges."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator import Emulator

PLAN = """
| Key result | Owner | Progress | Due        |
| Activation | Kim   | 40%      | 2026-03-31 |
| Churn      | Lee   | =C2*2    |            |
"""


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Goals": drawn(PLAN), 'It\'s "odd"!': [["x"]]}).id


def cells(answer: Any, sheet: int = 0) -> list[list[Any]]:
    return [row.get("values", []) for row in answer["sheets"][sheet]["data"][0].get("rowData", [])]


def test_a_spreadsheet_without_grid_data_has_its_tabs_and_properties(call: Caller, plan: str) -> None:
    answer = call.get(plan, includeGridData="false")
    assert answer["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{plan}/edit"
    properties = answer["properties"]
    assert (properties["title"], properties["locale"], properties["timeZone"]) == ("Plan", "en_US", "Etc/GMT")
    assert [(sheet["properties"]["title"], sheet["properties"]["index"]) for sheet in answer["sheets"]] == [
        ("Goals", 0),
        ('It\'s "odd"!', 1),
    ]
    assert "data" not in answer["sheets"][0]
    assert call.get(plan, fields="spreadsheetId,properties.title") == {
        "spreadsheetId": plan,
        "properties": {"title": "Plan"},
    }
    assert call.get(plan, fields="namedRanges") == {}


def test_a_mask_decides_about_grid_data_whatever_the_flag_says(call: Caller, plan: str) -> None:
    answer = call.get(plan, includeGridData="false", fields="sheets.data.rowData.values.formattedValue")
    assert cells(answer)[2] == [
        {"formattedValue": "Churn"},
        {"formattedValue": "Lee"},
        {"formattedValue": "80%"},
    ]
    assert "data" not in call.get(plan, includeGridData="true", fields="sheets.properties")["sheets"][0]


def test_a_cell_has_what_was_typed_what_it_comes_to_and_how_it_looks(call: Caller, plan: str) -> None:
    answer = call.get(plan, includeGridData="true", ranges="Goals!C2:D3")
    assert len(answer["sheets"]) == 1
    data = answer["sheets"][0]["data"][0]
    assert (data["startRow"], data["startColumn"]) == (1, 2)
    (progress, due), (formula,) = cells(answer)
    assert progress["userEnteredValue"] == progress["effectiveValue"] == {"numberValue": 0.4}
    assert progress["formattedValue"] == "40%"
    assert progress["userEnteredFormat"] == {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}
    assert progress["effectiveFormat"]["numberFormat"] == {"type": "PERCENT", "pattern": "0%"}
    assert progress["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert (due["effectiveValue"], due["formattedValue"]) == ({"numberValue": 46112}, "2026-03-31")
    assert formula["userEnteredValue"] == {"formulaValue": "=C2*2"}
    assert formula["effectiveValue"] == {"numberValue": 0.8}


def test_several_ranges_of_a_tab_are_several_pieces_of_grid_data(call: Caller, plan: str) -> None:
    answer = call.get(
        plan, ranges=["Goals!A1", "Goals!B2:B3"], fields="sheets.data(startRow,rowData.values.formattedValue)"
    )
    first, second = answer["sheets"][0]["data"]
    assert first == {"rowData": [{"values": [{"formattedValue": "Key result"}]}]}
    assert second["startRow"] == 1
    assert [row["values"][0]["formattedValue"] for row in second["rowData"]] == ["Kim", "Lee"]


def test_an_odd_title_is_found_in_quotes(call: Caller, plan: str) -> None:
    answer = call.get(
        plan,
        ranges="'It''s \"odd\"!'!A1",
        fields="sheets(properties.title,data.rowData.values.formattedValue)",
    )
    assert answer["sheets"][0]["properties"]["title"] == 'It\'s "odd"!'
    assert (
        call("GET", f"/v4/spreadsheets/{plan}/values/'It''s \"odd\"!'")["range"]
        == "'It''s \"odd\"!'!A1:Z1000"
    )


def test_unknown_fields_of_a_mask_are_refused(call: Caller, plan: str) -> None:
    answer = call("GET", f"/v4/spreadsheets/{plan}", fields="sheets(properties,cells)", status=400)
    assert answer["error"]["message"] == "Request contains an invalid argument."
    violation = answer["error"]["details"][0]["fieldViolations"][0]
    assert violation["field"] == "sheets.cells"
    assert "Cannot find matching fields for path 'sheets.cells'" in violation["description"]


def test_hidden_and_filtered_rows_are_told_apart(call: Caller, plan: str) -> None:
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    table = {
        "range": {"sheetId": 0, "endRowIndex": 3, "endColumnIndex": 4},
        "criteria": {"1": {"hiddenValues": ["Lee"]}},
    }
    call.batch(
        plan,
        {
            "updateDimensionProperties": {
                "range": rows,
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {"setBasicFilter": {"filter": table}},
    )
    answer = call.get(
        plan, ranges="Goals!A1:A4", fields="sheets(basicFilter,data.rowMetadata(hiddenByUser,hiddenByFilter))"
    )
    assert answer["sheets"][0]["data"][0]["rowMetadata"] == [
        {},
        {"hiddenByUser": True},
        {"hiddenByFilter": True},
        {},
    ]
    assert answer["sheets"][0]["basicFilter"]["filterSpecs"] == [
        {"columnIndex": 1, "filterCriteria": {"hiddenValues": ["Lee"]}}
    ]


@pytest.mark.parametrize(
    ("condition", "hidden"),
    [
        ({"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "KI"}]}, [2]),
        ({"type": "NOT_BLANK"}, []),
        ({"type": "BLANK"}, [1, 2]),
    ],
)
def test_a_filters_condition_hides_the_rows_that_do_not_meet_it(
    call: Caller, plan: str, condition: dict[str, Any], hidden: list[int]
) -> None:
    table = {
        "range": {"sheetId": 0, "endRowIndex": 3, "endColumnIndex": 4},
        "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"condition": condition}}],
    }
    call.batch(plan, {"setBasicFilter": {"filter": table}})
    answer = call.get(plan, ranges="Goals!A1:A4", fields="sheets.data.rowMetadata.hiddenByFilter")
    rows = answer["sheets"][0]["data"][0]["rowMetadata"]
    assert [at for at, row in enumerate(rows) if row.get("hiddenByFilter")] == hidden


def test_links_are_found_in_formulas_formats_and_runs(call: Caller, plan: str) -> None:
    link = "https://example.com/"
    run = {"startIndex": 4, "format": {"link": {"uri": link + "b"}}}
    rows = [
        {"values": [{"userEnteredValue": {"formulaValue": f'=HYPERLINK("{link}a"; "to a")'}}]},
        {"values": [{"userEnteredValue": {"stringValue": "see b"}, "textFormatRuns": [{}, run]}]},
        {
            "values": [
                {
                    "userEnteredValue": {"stringValue": "c"},
                    "userEnteredFormat": {"textFormat": {"link": {"uri": link + "c"}}},
                }
            ]
        },
    ]
    start = {"sheetId": 0, "rowIndex": 4, "columnIndex": 0}
    fields = "userEnteredValue,textFormatRuns,userEnteredFormat.textFormat.link"
    call.batch(plan, {"updateCells": {"start": start, "rows": rows, "fields": fields}})
    answer = call.get(
        plan, ranges="Goals!A5:A7", fields="sheets.data.rowData.values(hyperlink,formattedValue)"
    )
    assert cells(answer) == [
        [{"hyperlink": link + "a", "formattedValue": "to a"}],
        [{"hyperlink": link + "b", "formattedValue": "see b"}],
        [{"hyperlink": link + "c", "formattedValue": "c"}],
    ]


def test_chips_go_with_the_text_that_they_stand_in(call: Caller, plan: str) -> None:
    chip = {"startIndex": 3, "chip": {"personProperties": {"email": "kim@example.com"}}}
    read = {"chipRuns": [{"chip": {}}, chip, {"startIndex": 4, "chip": {}}]}
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}

    def write(cell: dict[str, Any], fields: str) -> None:
        call.batch(plan, {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}})

    def chips() -> Any:
        answer = call.get(plan, ranges="Goals!B2", fields="sheets.data.rowData.values.chipRuns")
        return cells(answer)[0][0]

    write({"userEnteredValue": {"stringValue": "by @?"}, "chipRuns": [chip]}, "userEnteredValue,chipRuns")
    assert chips() == read
    assert call.values(plan, "Goals!B2") == [["by kim@example.com?"]]
    write({"note": "kept"}, "note")
    assert chips() == read
    write({"userEnteredValue": {"stringValue": "Kim"}}, "userEnteredValue")
    assert chips() == {}


def test_a_protected_range_shows_its_editors_to_editors_only(closed: Emulator) -> None:
    file = closed.make_book(
        owner="boss@example.com", access={"kim@example.com": "writer", "lee@example.com": "writer"}
    )
    protection = {"range": {"sheetId": 0, "endRowIndex": 2}, "editors": {"users": ["kim@example.com"]}}
    closed.edit(file.id, [{"addProtectedRange": {"protectedRange": protection}}])
    seen = {}
    for who in ("boss", "kim", "lee"):
        token = closed.identities.grant(f"{who}@example.com", now=closed.clock.now())
        call = Caller(closed, {"Authorization": f"Bearer {token}"})
        seen[who] = call.get(file.id, fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"][0]
    assert [bool(seen[who].get("requestingUserCanEdit")) for who in seen] == [True, True, False]
    assert ["editors" in seen[who] for who in seen] == [True, True, False]


def test_a_new_spreadsheet_is_made_as_it_is_described(call: Caller) -> None:
    body = {
        "properties": {"title": "Made", "locale": "de_DE"},
        "sheets": [{"properties": {"title": "A", "gridProperties": {"rowCount": 5, "columnCount": 2}}}, {}],
    }
    made = call("POST", "/v4/spreadsheets", body)
    assert (made["properties"]["title"], made["properties"]["locale"]) == ("Made", "de_DE")
    assert [sheet["properties"]["title"] for sheet in made["sheets"]] == ["A", "Sheet2"]
    assert call.get(made["spreadsheetId"], fields="sheets.properties.gridProperties")["sheets"][0] == {
        "properties": {"gridProperties": {"rowCount": 5, "columnCount": 2}}
    }


def test_a_tab_is_copied_to_another_spreadsheet(call: Caller, emulator: Emulator, plan: str) -> None:
    other = emulator.make_book("Other").id
    copied = call("POST", f"/v4/spreadsheets/{plan}/sheets/0:copyTo", {"destinationSpreadsheetId": other})
    assert (copied["title"], copied["index"]) == ("Copy of Goals", 1)
    assert call.values(other, "Copy of Goals!A2:C2") == [["Activation", "Kim", "40%"]]
