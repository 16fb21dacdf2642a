"""Charts and slicers: kept, placed, moved and deleted as told; and the rest of filters and banding."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn
from tests.sheets_emulator import Emulator

PLAN = """
| Key result | Progress |
| Activation | 30       |
"""
TABLE = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
SPEC = {
    "title": "Progress",
    "basicChart": {"chartType": "BAR", "series": [{"series": {"sourceRange": {"sources": [TABLE]}}}]},
}
ANCHOR = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 4, "columnIndex": 1}}}


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Plan": drawn(PLAN)}).id


def reply(call: Caller, plan: str, request: dict[str, Any]) -> Any:
    kind = next(iter(request))
    return call.batch(plan, request)["replies"][0].get(kind)


def test_a_chart_lies_over_the_grid_and_follows_its_rows(call: Caller, plan: str) -> None:
    chart = reply(call, plan, {"addChart": {"chart": {"spec": SPEC, "position": ANCHOR}}})["chart"]
    assert chart["position"]["overlayPosition"] == {
        "anchorCell": {"rowIndex": 4, "columnIndex": 1},
        "widthPixels": 600,
        "heightPixels": 371,
    }
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    call.batch(plan, {"insertDimension": {"range": rows}})
    (kept,) = call.get(plan)["sheets"][0]["charts"]
    assert kept["chartId"] == chart["chartId"]
    assert kept["position"]["overlayPosition"]["anchorCell"] == {"rowIndex": 6, "columnIndex": 1}
    source = kept["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"][0]
    assert source["endRowIndex"] == 4


def test_a_chart_is_changed_moved_and_deleted(call: Caller, plan: str) -> None:
    chart_id = reply(call, plan, {"addChart": {"chart": {"spec": SPEC, "position": ANCHOR}}})["chart"][
        "chartId"
    ]
    wider = {"overlayPosition": {"widthPixels": 800}}
    move = {"objectId": chart_id, "newPosition": wider, "fields": "widthPixels"}
    place = reply(call, plan, {"updateEmbeddedObjectPosition": move})["position"]["overlayPosition"]
    assert (place["widthPixels"], place["anchorCell"]["rowIndex"]) == (800, 4)
    border = {"objectId": chart_id, "border": {"color": {"red": 1}}, "fields": "color"}
    call.batch(
        plan,
        {"updateChartSpec": {"chartId": chart_id, "spec": SPEC | {"title": "New"}}},
        {"updateEmbeddedObjectBorder": border},
    )
    (chart,) = call.get(plan)["sheets"][0]["charts"]
    assert (chart["spec"]["title"], chart["border"]) == ("New", {"color": {"red": 1}})
    call.batch(plan, {"deleteEmbeddedObject": {"objectId": chart_id}})
    assert "charts" not in call.get(plan)["sheets"][0]
    assert "No object with id" in call.refused(plan, {"deleteEmbeddedObject": {"objectId": chart_id}})


def test_a_chart_may_be_a_tab_of_its_own_which_has_no_cells(call: Caller, plan: str) -> None:
    chart = reply(call, plan, {"addChart": {"chart": {"spec": SPEC, "position": {"newSheet": True}}}})[
        "chart"
    ]
    tab = call.get(plan, includeGridData="true")["sheets"][1]
    assert tab["properties"] == {
        "sheetId": chart["position"]["sheetId"],
        "title": "Chart1",
        "index": 1,
        "sheetType": "OBJECT",
    }
    assert "data" not in tab
    call("GET", f"/v4/spreadsheets/{plan}/values/Chart1", status=400)
    place = {"sheetId": chart["position"]["sheetId"], "endRowIndex": 1}
    assert "No grid with id" in call.refused(plan, {"mergeCells": {"range": place}})
    call.batch(plan, {"deleteEmbeddedObject": {"objectId": chart["chartId"]}})
    assert len(call.get(plan)["sheets"]) == 1


def test_a_slicer_is_kept_and_changed(call: Caller, plan: str) -> None:
    spec = {"dataRange": TABLE, "columnIndex": 1, "title": "By progress"}
    added = reply(call, plan, {"addSlicer": {"slicer": {"spec": spec, "position": ANCHOR}}})["slicer"]
    change = {"slicerId": added["slicerId"], "spec": {"title": "New"}, "fields": "title"}
    call.batch(plan, {"updateSlicerSpec": change})
    (slicer,) = call.get(plan)["sheets"][0]["slicers"]
    assert slicer["spec"] == spec | {"title": "New"}


def test_a_filter_view_is_doubled_and_banding_is_changed(call: Caller, plan: str) -> None:
    banding = {"range": TABLE, "rowProperties": {"firstBandColor": {"red": 1}}}
    view = reply(call, plan, {"addFilterView": {"filter": {"title": "Mine", "range": TABLE}}})["filter"]
    band = reply(call, plan, {"addBanding": {"bandedRange": banding}})["bandedRange"]
    copy = reply(call, plan, {"duplicateFilterView": {"filterId": view["filterViewId"]}})["filter"]
    assert copy == view | {"filterViewId": copy["filterViewId"], "title": "Copy of Mine"}
    new = {"bandedRangeId": band["bandedRangeId"], "rowProperties": {"firstBandColor": {"green": 1}}}
    call.batch(plan, {"updateBanding": {"bandedRange": new, "fields": "rowProperties.firstBandColor"}})
    sheet = call.get(plan)["sheets"][0]
    assert [one["title"] for one in sheet["filterViews"]] == ["Mine", "Copy of Mine"]
    assert sheet["bandedRanges"][0]["rowProperties"]["firstBandColorStyle"] == {"rgbColor": {"green": 1}}


def test_rows_are_appended_to_a_table(call: Caller, plan: str) -> None:
    table = reply(call, plan, {"addTable": {"table": {"name": "Goals", "range": TABLE}}})["table"]
    rows = [{"values": [{"userEnteredValue": {"stringValue": name}}]} for name in ("Churn", "New")]
    request = {"tableId": table["tableId"], "rows": rows, "fields": "userEnteredValue"}
    call.batch(plan, {"appendCells": request})
    assert call.values(plan, "A1:A9") == [["Key result"], ["Activation"], ["Churn"], ["New"]]
    assert call.get(plan)["sheets"][0]["tables"][0]["range"]["endRowIndex"] == 4
