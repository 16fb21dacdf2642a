"""Tabs that are renamed, copied and deleted, and what follows them."""

from __future__ import annotations

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator import Emulator

PLAN = """
| Id | Progress |
| K1 | 30       |
"""
TABLE = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}


@pytest.fixture
def plan(emulator: Emulator) -> str:
    tabs = {"Plan": drawn(PLAN), "Sum": [["=Plan!B2*2", "=SUM('plan'!B:B)+A1"]]}
    return emulator.make_book("Plan", tabs=tabs).id


def titles(call: Caller, book: str) -> list[str]:
    answer = call.get(book, fields="sheets.properties.title")
    return [sheet["properties"]["title"] for sheet in answer["sheets"]]


def test_formulas_follow_a_tab_to_its_new_title(call: Caller, plan: str) -> None:
    renamed = {"properties": {"sheetId": 0, "title": "Q1 plan"}, "fields": "title"}
    call.batch(plan, {"updateSheetProperties": renamed})
    formulas = call.values(plan, "Sum!A1:B1", valueRenderOption="FORMULA")
    assert formulas == [["='Q1 plan'!B2*2", "=SUM('Q1 plan'!B:B)+A1"]]
    assert call.values(plan, "Sum!A1:B1") == [["60", "90"]]


def test_formulas_lose_a_tab_that_is_deleted(call: Caller, plan: str) -> None:
    call.batch(plan, {"deleteSheet": {"sheetId": 0}})
    assert call.values(plan, "Sum!A1", valueRenderOption="FORMULA") == [["=#REF!*2"]]
    assert call.values(plan, "Sum!A1") == [["#REF!"]]


def test_copies_of_a_tab_are_numbered_from_the_second_on(call: Caller, plan: str) -> None:
    for _ in range(3):
        call.batch(plan, {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 9}})
    call("POST", f"/v4/spreadsheets/{plan}/sheets/0:copyTo", {"destinationSpreadsheetId": plan})
    copies = ["Copy of Plan", "Copy of Plan 1", "Copy of Plan 2", "Copy of Plan 3"]
    assert titles(call, plan) == ["Plan", "Sum", *copies]


def test_what_lies_on_a_copied_tab_has_ids_of_its_own(call: Caller, plan: str) -> None:
    call.batch(
        plan,
        {"addProtectedRange": {"protectedRange": {"range": TABLE}}},
        {"addFilterView": {"filter": {"range": TABLE}}},
        {"addBanding": {"bandedRange": {"range": TABLE, "rowProperties": {"headerColor": {"red": 1}}}}},
        {"addTable": {"table": {"name": "Goals", "range": TABLE}}},
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 5, "insertSheetIndex": 1}},
    )
    old, new = call.get(plan)["sheets"][:2]
    for part, key in (
        ("protectedRanges", "protectedRangeId"),
        ("filterViews", "filterViewId"),
        ("bandedRanges", "bandedRangeId"),
        ("tables", "tableId"),
    ):
        assert old[part][0][key] != new[part][0][key]
        assert new[part][0]["range"] == TABLE | {"sheetId": 5}
    assert (old["tables"][0]["name"], new["tables"][0]["name"]) == ("Goals", "Goals_2")


def test_developer_metadata_goes_with_its_tab(call: Caller, plan: str) -> None:
    places = ({"sheetId": 0}, {"spreadsheet": True})
    for place in places:
        item = {"metadataKey": "k", "location": place, "visibility": "DOCUMENT"}
        call.batch(plan, {"createDeveloperMetadata": {"developerMetadata": item}})
    call.batch(plan, {"deleteSheet": {"sheetId": 0}})
    found = call(
        "POST",
        f"/v4/spreadsheets/{plan}/developerMetadata:search",
        {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]},
    )["matchedDeveloperMetadata"]
    assert [one["developerMetadata"]["location"]["locationType"] for one in found] == ["SPREADSHEET"]
