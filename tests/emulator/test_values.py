"""The values of ranges: how ranges are written, what is typed, what is shown, and where it lands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator import Emulator

PLAN = """
| Key result | Owner | Progress |
| Activation | Kim   | 40%      |
|            |       |          |
| Churn      | Lee   | =1/4     |
"""


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Q1 goals": drawn(PLAN), "Team": [["Kim"]]}).id


@pytest.mark.parametrize(
    ("place", "echo"),
    [
        ("'Q1 goals'", "'Q1 goals'!A1:Z1000"),
        ("Q1 goals!A1:C2", "'Q1 goals'!A1:C2"),
        ("q1 GOALS!b2", "'Q1 goals'!B2"),
        ("A1:B", "'Q1 goals'!A1:B1000"),
        ("Team", "Team!A1:Z1000"),
        ("Team!D4:A1", "Team!A1:D4"),
        ("Team!A1:1", "Team!A1:Z1"),
        ("Team!2:3", "Team!A2:Z3"),
        ("Team!Y999:AB2000", "Team!Y999:Z1000"),
    ],
)
def test_a_range_is_told_back_with_its_tab_and_within_the_grid(
    call: Caller, plan: str, place: str, echo: str
) -> None:
    assert call("GET", f"/v4/spreadsheets/{plan}/values/{place}")["range"] == echo


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Nowhere!A1", "Unable to parse range: Nowhere!A1"),
        ("Team!A", "Unable to parse range: Team!A"),
        ("Team!A1:B2:C3", "Unable to parse range: Team!A1:B2:C3"),
        ("Team!A1001", "Range (Team!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Team!AA1", "Range (Team!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_none_is_refused_in_googles_words(
    call: Caller, plan: str, place: str, words: str
) -> None:
    answer = call("GET", f"/v4/spreadsheets/{plan}/values/{place}", status=400)
    assert answer == {"error": {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}}


def test_blanks_at_the_ends_of_rows_and_of_the_range_are_left_out(call: Caller, plan: str) -> None:
    call(
        "PUT",
        f"/v4/spreadsheets/{plan}/values/A5:D6",
        {"values": [["", "x", ""], [""]]},
        valueInputOption="RAW",
    )
    assert call.values(plan, "A1:D6") == [
        ["Key result", "Owner", "Progress"],
        ["Activation", "Kim", "40%"],
        [],
        ["Churn", "Lee", "0.25"],
        ["", "x"],
    ]
    assert call.values(plan, "B1:C4", majorDimension="COLUMNS") == [
        ["Owner", "Kim", "", "Lee"],
        ["Progress", "40%", "", "0.25"],
    ]
    assert "values" not in call("GET", f"/v4/spreadsheets/{plan}/values/D1:F4")


def test_the_render_options_decide_what_is_shown(call: Caller, plan: str) -> None:
    typed = {"values": [["2026-03-31", "TRUE", "'7", "=A1/0", "=MADEUP(1)"]]}
    call("PUT", f"/v4/spreadsheets/{plan}/values/Team!A1", typed, valueInputOption="USER_ENTERED")

    def shown(**query: str) -> list[Any]:
        return list(call.values(plan, "Team!A1:E1", **query)[0])

    assert shown() == ["2026-03-31", "TRUE", "7", "#DIV/0!", "Loading..."]
    assert shown(valueRenderOption="UNFORMATTED_VALUE") == [46112, True, "7", "#DIV/0!", "Loading..."]
    dated = shown(valueRenderOption="UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert dated[0] == "2026-03-31"
    assert shown(valueRenderOption="FORMULA") == [46112, True, "7", "=A1/0", "=MADEUP(1)"]


@pytest.mark.parametrize(
    ("locale", "typed", "number", "shown"),
    [
        ("en_US", "1,234.5", 1234.5, "1,234.50"),
        ("en_US", "0042", 42, "42"),
        ("en_US", "$5", 5, "$5"),
        ("en_US", "3/4/2026", 46085, "3/4/2026"),
        ("en_US", "1.5e3", 1500, "1.50E+03"),
        ("de_DE", "1.234,5", 1234.5, "1.234,50"),
        ("de_DE", "12,5%", 0.125, "12,50%"),
        ("de_DE", "3.4.2026", 46115, "03.04.2026"),
        ("fr_FR", "0,5", 0.5, "0,5"),
    ],
)
def test_a_typed_number_is_read_and_shown_as_the_locale_has_it(
    emulator: Emulator, call: Caller, locale: str, typed: str, number: float, shown: str
) -> None:
    book = emulator.make_book().id
    properties = {"properties": {"locale": locale}, "fields": "locale"}
    call.batch(book, {"updateSpreadsheetProperties": properties})
    call("PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[typed]]}, valueInputOption="USER_ENTERED")
    assert call.values(book, "A1", valueRenderOption="UNFORMATTED_VALUE") == [[number]]
    assert call.values(book, "A1") == [[shown]]


@pytest.mark.parametrize("text", ["1.2.3", "12-", "31.2.2026", "v1", "=", "1,23,4", "%", "12:75"])
def test_what_is_no_number_stays_a_text(emulator: Emulator, call: Caller, text: str) -> None:
    book = emulator.make_book().id
    call("PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[text]]}, valueInputOption="USER_ENTERED")
    assert call.values(book, "A1", valueRenderOption="UNFORMATTED_VALUE") == [[text]]


def test_a_raw_text_stays_a_text_even_one_that_looks_like_a_formula(call: Caller, plan: str) -> None:
    call(
        "PUT",
        f"/v4/spreadsheets/{plan}/values/Team!A1",
        {"values": [["=1+1", "5", 5]]},
        valueInputOption="RAW",
    )
    assert call.values(plan, "Team!A1:C1", valueRenderOption="UNFORMATTED_VALUE") == [["=1+1", "5", 5]]


def test_null_leaves_a_cell_alone_and_an_empty_text_clears_it(call: Caller, plan: str) -> None:
    body = {"values": [[None, "", "x"]]}
    done = call("PUT", f"/v4/spreadsheets/{plan}/values/A2:C2", body, valueInputOption="RAW")
    assert done == {
        "spreadsheetId": plan,
        "updatedRange": "'Q1 goals'!A2:C2",
        "updatedRows": 1,
        "updatedColumns": 2,
        "updatedCells": 2,
    }
    assert call.values(plan, "A2:C2") == [["Activation", "", "x"]]


def test_values_that_do_not_fit_their_range_are_refused_and_an_anchor_grows_the_grid(
    call: Caller, plan: str
) -> None:
    url = f"/v4/spreadsheets/{plan}/values/"
    answer = call("PUT", url + "Team!A1:B2", {"values": [[1, 2, 3]]}, valueInputOption="RAW", status=400)
    place = "Requested writing within range ['Team'!A1:B2], but tried writing to"
    assert answer["error"]["message"] == f"{place} column [C]"
    answer = call("PUT", url + "Team!A1:B2", {"values": [[1], [2], [3]]}, valueInputOption="RAW", status=400)
    assert answer["error"]["message"] == f"{place} row [3]"
    call("PUT", url + "Team!Z1000", {"values": [[1, 2], [3, 4]]}, valueInputOption="RAW")
    assert call("GET", url + "Team")["range"] == "Team!A1:AA1001"


def test_values_are_told_back_on_demand(call: Caller, plan: str) -> None:
    done = call(
        "PUT",
        f"/v4/spreadsheets/{plan}/values/Team!B1",
        {"values": [["50%"]]},
        valueInputOption="USER_ENTERED",
        includeValuesInResponse="true",
        responseValueRenderOption="UNFORMATTED_VALUE",
    )
    assert done["updatedData"] == {"range": "Team!B1", "majorDimension": "ROWS", "values": [[0.5]]}


def test_appended_rows_drift_below_the_last_block_of_a_row_with_gaps(call: Caller, plan: str) -> None:
    url = f"/v4/spreadsheets/{plan}/values/Team!A3:append"
    assert "tableRange" not in call("POST", url, {"values": [["a", "", "c"]]}, valueInputOption="RAW")
    whole = f"/v4/spreadsheets/{plan}/values/Team!A3:Z9:append"
    done = call("POST", whole, {"values": [["a", "", "c"]]}, valueInputOption="RAW")
    assert (done["tableRange"], done["updates"]["updatedRange"]) == ("Team!C3", "Team!C4:E4")


def test_appending_may_put_rows_in(call: Caller, plan: str) -> None:
    call("PUT", f"/v4/spreadsheets/{plan}/values/Team!A3", {"values": [["below"]]}, valueInputOption="RAW")
    url = f"/v4/spreadsheets/{plan}/values/Team!A1:append"
    call("POST", url, {"values": [["Lee"]]}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert call.values(plan, "Team!A1:A4") == [["Kim"], ["Lee"], [], ["below"]]


def test_clearing_keeps_notes_and_looks(call: Caller, plan: str) -> None:
    call.batch(
        plan,
        {"repeatCell": {"range": {"sheetId": 0, "endRowIndex": 2}, "cell": {"note": "n"}, "fields": "note"}},
    )
    assert call("POST", f"/v4/spreadsheets/{plan}/values/A1:C9:clear")["clearedRange"] == "'Q1 goals'!A1:C9"
    assert call.values(plan, "A1:C9") == []
    data = call.get(plan, ranges="A1:A2", fields="sheets.data.rowData.values(note,effectiveValue)")
    assert data["sheets"][0]["data"][0]["rowData"] == [{"values": [{"note": "n"}]}] * 2


def test_several_ranges_are_written_together_or_not_at_all(call: Caller, plan: str) -> None:
    url = f"/v4/spreadsheets/{plan}/values:batchUpdate"
    good, bad = {"range": "Team!A1", "values": [["new"]]}, {"range": "Nowhere!A1", "values": [["x"]]}
    call("POST", url, {"valueInputOption": "RAW", "data": [good, bad]}, status=400)
    assert call.values(plan, "Team!A1") == [["Kim"]]
    done = call(
        "POST", url, {"valueInputOption": "RAW", "data": [good, {"range": "B9:C9", "values": [[1, 2]]}]}
    )
    totals = {name: part for name, part in done.items() if name.startswith("total")}
    assert totals == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 3,
        "totalUpdatedCells": 3,
        "totalUpdatedSheets": 2,
    }
    cleared = call("POST", f"/v4/spreadsheets/{plan}/values:batchClear", {"ranges": ["Team!A1", "B9:C9"]})
    assert cleared["clearedRanges"] == ["Team!A1", "'Q1 goals'!B9:C9"]
    answer = call("GET", f"/v4/spreadsheets/{plan}/values:batchGet", ranges=["Team!A1", "A1"])
    assert [part.get("values") for part in answer["valueRanges"]] == [None, [["Key result"]]]


def test_how_values_are_meant_must_be_said(call: Caller, plan: str) -> None:
    answer = call("PUT", f"/v4/spreadsheets/{plan}/values/A1", {"values": [[1]]}, status=400)
    assert answer["error"]["message"] == "'valueInputOption' is required but not specified"


def test_a_named_range_is_a_range(call: Caller, plan: str) -> None:
    named = {
        "name": "Owners",
        "range": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 1},
    }
    named["range"] |= {"endColumnIndex": 2}  # type: ignore[operator]  # the values of the literal differ in kind
    call.batch(plan, {"addNamedRange": {"namedRange": named}})
    assert call.values(plan, "owners") == [["Kim"], [], ["Lee"]]
    assert call.values(plan, "'Q1 goals'!Owners") == [["Kim"], [], ["Lee"]]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_what_json_has_no_number_for_is_refused(call: Caller, plan: str, number: str) -> None:
    body = f'{{"values": [[{number}]]}}'.encode()
    answer = call("PUT", f"/v4/spreadsheets/{plan}/values/A1", body, status=400, valueInputOption="RAW")
    assert answer["error"]["message"].startswith("Invalid JSON payload received.")
