"""Formulas: what is computed, what is not and says so, and how references follow their cells."""

from __future__ import annotations

import pytest

from tests.emulator.calls import Caller, drawn, grid
from tests.sheets_emulator import Emulator

FIGURES = """
| KR      | Now | Goal | Progress |
| Signups | 30  | 60   | =B2/C2   |
| Demos   | 5   | 20   | =B3/C3   |
|         |     |      | =AVERAGE(D2:D3) |
"""


@pytest.fixture
def figures(emulator: Emulator) -> str:
    return emulator.make_book(tabs={"Figures": drawn(FIGURES), "Other": [["=SUM(Figures!B2:B3)"]]}).id


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1+2*3", "7"),
        ("=(1+2)*3-2^3/4", "7"),
        ("=-2^2", "4"),
        ("=SUM(B2:C3,1)", "116"),
        ("=SUM(B:B)", "35"),
        ("=MAX(B2:B3)-MIN(B2:B3)", "25"),
        ("=COUNT(A1:D3)", "6"),
        ('=A2&" of "&C2', "Signups of 60"),
        ("=B2>C2", "FALSE"),
        ("=Other!A1", "35"),
        ("='Other'!A1+1", "36"),
        ('=HYPERLINK("https://example.com","see")', "see"),
        ("=ROUND(2.345,2)+ABS(-1)+INT(1.9)+MOD(7,4)", "7.35"),
        ("=COUNTA(A1:D3)", "12"),
        ("=AND(B2>1,NOT(B3>9))", "TRUE"),
        ('=CONCATENATE(UPPER(A3)," ",LEN(A3))', "DEMOS 5"),
        ("=DATE(2026,1,31)", "1/31/2026"),
        ("=TODAY()", "1/1/2026"),
        ("=TODAY()+30", "1/31/2026"),
        ("=DATE(2026,1,31)-TODAY()", "30"),
        ("=ROUND()", "#N/A"),
        ("=1/0", "#DIV/0!"),
        ("=10^300*10^300", "#NUM!"),
        ("=A2+1", "#VALUE!"),
        ("=Missing!A1", "#REF!"),
        ("=1+", "#ERROR!"),
        ("=E9", "#REF!"),
        ("=VLOOKUP(A2,A1:B3,2)", "Loading..."),
        ("=unknown", "#NAME?"),
    ],
)
def test_a_formula_shows_its_result_or_that_it_has_none(
    call: Caller, figures: str, formula: str, shown: str
) -> None:
    url = f"/v4/spreadsheets/{figures}/values/Figures!E9"
    call("PUT", url, {"values": [[formula]]}, valueInputOption="USER_ENTERED")
    assert call.values(figures, "Figures!E9") == [[shown]]


def test_a_formula_takes_the_number_format_of_what_it_refers_to(call: Caller, figures: str) -> None:
    look = {"userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}}
    place = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 3, "endColumnIndex": 4}
    call.batch(
        figures, {"repeatCell": {"range": place, "cell": look, "fields": "userEnteredFormat.numberFormat"}}
    )
    assert call.values(figures, "D2:D4") == [["50%"], ["25%"], ["38%"]]
    shown = call.get(
        figures,
        ranges="D4",
        fields="sheets.data.rowData.values(userEnteredFormat,effectiveFormat.numberFormat)",
    )
    assert shown["sheets"][0]["data"][0]["rowData"] == [
        {"values": [{"effectiveFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}}]}
    ]


def test_a_test_says_what_a_formula_comes_to_that_is_not_computed(
    emulator: Emulator, call: Caller, figures: str
) -> None:
    typed = {"values": [['=IFERROR(B2/C2,"")']]}
    call("PUT", f"/v4/spreadsheets/{figures}/values/D2", typed, valueInputOption="USER_ENTERED")
    told = {"id": figures, "sheetId": 0, "formula": '=IFERROR(B2/C2,"")', "value": {"numberValue": 0.5}}
    call("POST", "/_emulator/results", told)
    assert call.values(figures, "D2:D4") == [["0.5"], ["0.25"], ["0.375"]]


def _import(call: Caller, book: str, *, at: str) -> None:
    """A formula that shows three cells of another spreadsheet, as a test says."""
    formula = '=IMPORTRANGE("1other", "Plan!A1:B2")'
    typed = {"values": [[formula]]}
    call("PUT", f"/v4/spreadsheets/{book}/values/{at}", typed, valueInputOption="USER_ENTERED")
    rows = [[{"stringValue": "Grow"}, {"numberValue": 0.5}], [{"stringValue": "Keep"}, {}]]
    call("POST", "/_emulator/results", {"id": book, "formula": formula, "values": rows})


def test_a_formula_with_several_results_shows_them_beside_and_below_itself(
    emulator: Emulator, call: Caller
) -> None:
    book = emulator.make_book(tabs={"Plan": [["x"], [], [], [], ["=D4&E3"]]}).id
    _import(call, book, at="D3")
    assert call.values(book, "A1:F9") == [
        ["x"],
        [],
        ["", "", "", "Grow", "0.5"],
        ["", "", "", "Keep"],
        ["Keep0.5"],
    ]
    shown = call(
        "GET",
        f"/v4/spreadsheets/{book}",
        ranges="D3:E4",
        fields="sheets.data.rowData.values(userEnteredValue,effectiveValue)",
    )
    entered = {"formulaValue": '=IMPORTRANGE("1other", "Plan!A1:B2")'}
    assert shown["sheets"][0]["data"][0]["rowData"] == [
        {
            "values": [
                {"userEnteredValue": entered, "effectiveValue": {"stringValue": "Grow"}},
                {"effectiveValue": {"numberValue": 0.5}},
            ]
        },
        {"values": [{"effectiveValue": {"stringValue": "Keep"}}]},
    ]


def test_a_formula_whose_results_find_a_cell_taken_shows_none_of_them(
    emulator: Emulator, call: Caller
) -> None:
    book = emulator.make_book(tabs={"Plan": [[], ["", "mine"]]}).id
    _import(call, book, at="A1")
    assert call.values(book, "A1:B2") == [["#REF!"], ["", "mine"]]
    cell = call(
        "GET", f"/v4/spreadsheets/{book}", ranges="A1", fields="sheets.data.rowData.values.effectiveValue"
    )
    said = cell["sheets"][0]["data"][0]["rowData"][0]["values"][0]["effectiveValue"]["errorValue"]["message"]
    assert said == "Array result was not expanded because it would overwrite data in B2."


def test_a_long_column_of_running_totals_is_computed_from_its_end(emulator: Emulator, call: Caller) -> None:
    rows = [[f"=A{row}+1"] for row in range(2, 1000)]
    book = emulator.make_book(tabs={"Plan": [*rows, [1]]}).id
    assert call.values(book, "A1") == [["999"]]


def test_formulas_in_a_circle_are_errors(call: Caller, figures: str) -> None:
    typed = {"values": [["=F9", "=E9+1", "=F9"]]}
    call("PUT", f"/v4/spreadsheets/{figures}/values/E9", typed, valueInputOption="USER_ENTERED")
    assert call.values(figures, "E9:G9") == [["#REF!"] * 3]


def test_references_follow_rows_that_come_and_go(call: Caller, figures: str) -> None:
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    call.batch(figures, {"insertDimension": {"range": rows}})
    formulas = call.values(figures, "Figures!D4:D6", valueRenderOption="FORMULA")
    assert formulas == [["=B4/C4"], ["=B5/C5"], ["=AVERAGE(D4:D5)"]]
    assert call.values(figures, "Other!A1", valueRenderOption="FORMULA") == [["=SUM(Figures!B4:B5)"]]
    call.batch(figures, {"deleteDimension": {"range": rows | {"startIndex": 3, "endIndex": 4}}})
    assert call.values(figures, "Figures!D4:D5", valueRenderOption="FORMULA") == [
        ["=B4/C4"],
        ["=AVERAGE(D4:D4)"],
    ]
    columns = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    call.batch(figures, {"deleteDimension": {"range": columns}})
    assert call.values(figures, "Figures!C4", valueRenderOption="FORMULA") == [["=B4/#REF!"]]


def test_references_move_with_sorted_and_copied_cells(call: Caller, figures: str) -> None:
    table = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    call.batch(
        figures,
        {"sortRange": {"range": table, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]}},
    )
    assert grid(call.values(figures, "A2:D3", valueRenderOption="FORMULA")) == grid(
        drawn("""
        | Demos   | 5  | 20 | =B2/C2 |
        | Signups | 30 | 60 | =B3/C3 |
        """)
    )
    source = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 3, "endColumnIndex": 4}
    target = source | {"startRowIndex": 6, "endRowIndex": 8}
    call.batch(figures, {"copyPaste": {"source": source, "destination": target}})
    assert call.values(figures, "D7:D8", valueRenderOption="FORMULA") == [["=B7/C7"], ["=B8/C8"]]
    call.batch(figures, {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_VALUES"}})
    assert call.values(figures, "D7:D8", valueRenderOption="FORMULA") == [[0.25], [0.25]]


def test_rules_and_told_results_follow_rows_as_formulas_do(call: Caller, figures: str) -> None:
    place = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2}
    list_rule = {
        "condition": {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Figures!$A$2:$A$3"}]}
    }
    formula = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=B2>C2"}]}
    rule = {
        "ranges": [place],
        "booleanRule": {"condition": formula, "format": {"textFormat": {"bold": True}}},
    }
    call(
        "PUT",
        f"/v4/spreadsheets/{figures}/values/E2",
        {"values": [["=MADE(B2)"]]},
        valueInputOption="USER_ENTERED",
    )
    told = {"id": figures, "sheetId": 0, "formula": "=MADE(B2)", "value": {"numberValue": 7}}
    call("POST", "/_emulator/results", told)
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    call.batch(
        figures,
        {"setDataValidation": {"range": place, "rule": list_rule}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"insertDimension": {"range": rows}},
    )
    sheet = call.get(figures, ranges="Figures!B3", includeGridData="true")["sheets"][0]
    values = sheet["data"][0]["rowData"][0]["values"][0]["dataValidation"]["condition"]["values"]
    assert values == [{"userEnteredValue": "=Figures!$A$3:$A$4"}]
    condition = sheet["conditionalFormats"][0]["booleanRule"]["condition"]
    assert condition["values"] == [{"userEnteredValue": "=B3>C3"}]
    assert call.values(figures, "E3") == [["7"]]


def test_the_criteria_of_a_filter_follow_their_column(call: Caller, figures: str) -> None:
    criteria = {"1": {"hiddenValues": ["30"]}, "2": {"hiddenValues": ["20"]}}
    shown = {"range": {"sheetId": 0, "endRowIndex": 3, "endColumnIndex": 4}, "criteria": criteria}
    columns = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    call.batch(figures, {"setBasicFilter": {"filter": shown}}, {"deleteDimension": {"range": columns}})
    kept = call.get(figures)["sheets"][0]["basicFilter"]
    assert kept["criteria"] == {"1": {"hiddenValues": ["20"]}}
    assert kept["filterSpecs"] == [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["20"]}}]
