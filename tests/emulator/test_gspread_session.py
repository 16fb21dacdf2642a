"""Every public method of gspread, called at least once: all of them work, and all that passes is valid."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import gspread
import pytest
from google.oauth2.credentials import Credentials
from gspread import utils
from requests import Session

from tests.sheets_emulator import Server
from tests.sheets_emulator.checked import CheckedEmulator
from tests.sheets_emulator.redirect import Redirect

KIM = "kim@example.com"
# What gspread sends and Drive passes over: a field of the version before, and a parameter of another method.
OF_GSPREAD = {"Permission: unknown field withLink", "unknown parameter includeItemsFromAllDrives"}
# What is not asked: properties that are to be replaced, and what is of the library alone and calls nothing.
LEFT_OUT = {"lastUpdateTime", "expiry", "set_timeout", "isSheetHidden", "column_count", "tab_color"}


class Noted:
    """Passes everything on to an object of gspread's, and notes what was asked of it."""

    def __init__(self, inner: Any, asked: set[str]) -> None:
        self.inner = inner
        self.asked = asked

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self.inner, name)


@pytest.fixture
def checked() -> CheckedEmulator:
    return CheckedEmulator(open_access=True)


@pytest.fixture
def client(checked: CheckedEmulator) -> Iterator[gspread.Client]:
    with Server(checked) as server, Session() as session:
        for host in ("sheets", "www"):
            session.mount(f"https://{host}.googleapis.com", Redirect(server.url))
        yield gspread.Client(auth=Credentials("any"), session=session)  # type: ignore[no-untyped-call]  # google-auth has no types for it


def told(checked: CheckedEmulator) -> set[str]:
    """What of gspread's requests Google's documents do not have."""
    return {fault.partition(": ")[2] for fault in checked.requests}


def unused(kind: type, asked: set[str]) -> set[str]:
    public = {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}
    return public - asked - LEFT_OUT


def test_every_method_of_a_client_works(client: gspread.Client, checked: CheckedEmulator) -> None:
    asked: set[str] = set()
    gc: Any = Noted(client, asked)
    book = gc.create("Plan", folder_id="folder")
    book.sheet1.update([["a", "b"]], "A1")
    assert gc.open("Plan").id == gc.open_by_key(book.id).id == gc.open_by_url(book.url).id
    assert gc.export(book.id, utils.ExportFormat.CSV) == b"a,b"
    copy = gc.copy(book.id, title="Copy", folder_id="folder")
    assert [one["name"] for one in gc.list_spreadsheet_files(folder_id="folder")] == ["Copy", "Plan"]
    assert {one.title for one in gc.openall()} == {"Copy", "Plan"}
    gc.import_csv(copy.id, "x,y\n1,2")
    assert gc.open("Copy").sheet1.get_all_values() == [["x", "y"], ["1", "2"]]
    given = gc.insert_permission(book.id, KIM, perm_type="user", role="writer").json()
    assert [one["role"] for one in gc.list_permissions(book.id)] == ["owner", "writer"]
    gc.remove_permission(book.id, given["id"])
    assert gc.get_file_drive_metadata(book.id)["name"] == "Plan"
    gc.del_spreadsheet(copy.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        gc.open_by_key(copy.id)
    assert unused(gspread.Client, asked) == set()
    assert told(checked) == OF_GSPREAD
    assert checked.faults == []


def test_every_method_of_a_spreadsheet_works(client: gspread.Client, checked: CheckedEmulator) -> None:
    asked: set[str] = set()
    sh: Any = Noted(client.create("Plan"), asked)
    raw = {"valueInputOption": "RAW"}
    goals = sh.add_worksheet("Goals", 10, 5, index=0)
    assert [tab.title for tab in sh.worksheets()] == ["Goals", "Sheet1"]
    sh.reorder_worksheets([sh.worksheet("Sheet1"), goals])
    assert sh.sheet1.title == sh.get_worksheet(0).title == sh.get_worksheet_by_id(0).title == "Sheet1"
    copy = sh.duplicate_sheet(goals.id, insert_sheet_index=1, new_sheet_name="Copy")
    sh.del_worksheet(copy)
    sh.del_worksheet_by_id(sh.add_worksheet("Gone", 1, 1).id)
    sh.values_update("Goals!A1", params=raw, body={"values": [["KR", "Progress"], ["K1", 0.4]]})
    sh.values_append("Goals!A1", raw, {"values": [["K2", 0.6]]})
    assert sh.values_get("Goals!A1:B9")["values"][2] == ["K2", "0.6"]
    sh.values_batch_update(
        {"valueInputOption": "RAW", "data": [{"range": "Goals!C1", "values": [["Owner"]]}]}
    )
    assert sh.values_batch_get(["Goals!C1"])["valueRanges"][0]["values"] == [["Owner"]]
    sh.values_clear("Goals!C1")
    sh.values_batch_clear(body={"ranges": ["Goals!B2:B3"]})
    goals.define_named_range("A1:B3", "Plan_table")
    assert [one["name"] for one in sh.list_named_ranges()] == ["Plan_table"]
    assert [cell.value for cell in sh.named_range("Plan_table")][:2] == ["KR", "Progress"]
    goals.add_protected_range("A1:B1", description="headings")
    assert sh.list_protected_ranges(goals.id)[0]["description"] == "headings"
    sh.batch_update(
        {
            "requests": [
                {
                    "updateSheetProperties": {
                        "properties": {"sheetId": goals.id, "hidden": True},
                        "fields": "hidden",
                    }
                }
            ]
        }
    )
    assert len(sh.worksheets(exclude_hidden=True)) == 1
    for change, value in (("title", "New"), ("timezone", "Europe/Paris"), ("locale", "fr_FR")):
        getattr(sh, f"update_{change}")(value)
        assert getattr(sh, change) == value
    assert sh.fetch_sheet_metadata()["properties"]["locale"] == "fr_FR"
    sh.update_drive_metadata()
    assert sh.creationTime <= sh.get_lastUpdateTime()
    assert sh.id in sh.url
    assert sh.export(utils.ExportFormat.TSV) == b""
    shared = sh.share(KIM, perm_type="user", role="reader").json()
    sh.transfer_ownership(shared["id"])
    assert [one["role"] for one in sh.list_permissions()] == ["owner", "writer"]
    assert sh.remove_permissions(KIM) == [shared["id"]]
    again = sh.share(KIM, perm_type="user", role="writer").json()
    sh.accept_ownership(again["id"])
    assert sh.client is client.http_client
    assert unused(gspread.Spreadsheet, asked) == set()
    assert told(checked) == OF_GSPREAD
    assert checked.faults == []


def test_every_method_of_a_worksheet_works(client: gspread.Client, checked: CheckedEmulator) -> None:
    asked: set[str] = set()
    book = client.create("Plan")
    ws: Any = Noted(book.sheet1, asked)
    assert (ws.id, ws.index, ws.title, ws.row_count, ws.col_count) == (0, 0, "Sheet1", 1000, 26)
    _values(ws)
    _lines(ws)
    _looks(ws)
    _notes_and_merges(ws)
    copy = ws.duplicate(new_sheet_name="Copy")
    ws.copy_to(client.create("Other").id)
    ws.update_index(1)
    ws.update_title("Plan")
    assert [tab.title for tab in book.worksheets()] == ["Copy", "Plan"]
    ws.hide()
    ws.show()
    assert copy.spreadsheet_id == ws.spreadsheet_id == ws.spreadsheet.id
    assert ws.url.endswith("#gid=0")
    assert unused(gspread.Worksheet, asked) == set()
    assert (checked.requests, checked.faults) == ([], [])


def _values(ws: Any) -> None:
    ws.update([["KR", "Progress"], ["K1", 0.4]], "A1")
    ws.append_row(["K2", 0.6])
    ws.append_rows([["K3", "=B2*2"]], value_input_option="USER_ENTERED", insert_data_option="INSERT_ROWS")
    records = [{"KR": "K1", "Progress": 0.4}, {"KR": "K2", "Progress": 0.6}, {"KR": "K3", "Progress": 0.8}]
    assert ws.get_all_records() == records
    assert ws.get("A2:B2").first() == "K1"
    assert ws.get_values("A1:B1") == ws.batch_get(["A1:B1"])[0] == [["KR", "Progress"]]
    assert ws.get_all_values()[3] == ws.row_values(4) == ["K3", "0.8"]
    assert ws.col_values(1) == ["KR", "K1", "K2", "K3"]
    assert len(ws.range("A1:B2")) == 4
    assert ws.get_all_cells()[0].value == "KR"
    assert len(ws.expand("A1")) == 4
    assert ws.acell("B4", value_render_option="FORMULA").value == "=B2*2"
    assert ws.cell(4, 2).numeric_value == 0.8
    ws.update_acell("A5", "K4")
    ws.update_cell(5, 2, "70%")
    ws.update_cells([gspread.Cell(6, 1, "K5")])
    assert (ws.find("K4").address, len(ws.findall("K4"))) == ("A5", 1)
    ws.batch_update([{"range": "C1", "values": [["Owner"]]}], value_input_option="RAW")
    ws.batch_clear(["C1", "A6:B6"])
    ws.sort((2, "des"), range="A2:B5")
    assert ws.col_values(1) == ["KR", "K3", "K4", "K2", "K1"]
    ws.copy_range("A1:A5", "D1:D5")
    ws.cut_range("D1:D5", "E1")
    assert ws.col_values(5)[:2] == ["KR", "K3"]
    ws.clear()
    assert ws.get_all_values() == [[]]


def _lines(ws: Any) -> None:
    ws.insert_row(["first"], 1)
    ws.insert_rows([["second"], ["third"]], 2, inherit_from_before=True)
    ws.insert_cols([["left"]], 1)
    assert ws.get_all_values() == [["left", "first"], ["", "second"], ["", "third"]]
    ws.delete_rows(3)
    ws.delete_columns(1)
    ws.delete_dimension(utils.Dimension.rows, 2)
    assert ws.get_all_values() == [["first"]]
    ws.add_rows(2)
    ws.add_cols(2)
    ws.resize(rows=20, cols=10)
    ws.freeze(rows=1, cols=2)
    assert (ws.frozen_row_count, ws.frozen_col_count) == (1, 2)
    for kind in ("rows", "columns"):
        for verb in ("hide", "unhide"):
            getattr(ws, f"{verb}_{kind}")(1, 3)
        getattr(ws, f"add_dimension_group_{kind}")(1, 3)
        assert len(getattr(ws, f"list_dimension_group_{kind}")()) == 1
        getattr(ws, f"delete_dimension_group_{kind}")(1, 3)
        getattr(ws, f"{kind}_auto_resize")(0, 2)


def _looks(ws: Any) -> None:
    ws.format("A1:B1", {"textFormat": {"bold": True}})
    ws.batch_format([{"range": "B2", "format": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}}])
    ws.update_tab_color("#FF007F")
    assert ws.get_tab_color() == "#FF007F"
    ws.clear_tab_color()
    ws.hide_gridlines()
    assert ws.is_gridlines_hidden
    ws.show_gridlines()
    ws.set_basic_filter("A1:B5")
    ws.clear_basic_filter()
    kind = utils.ValidationConditionType.one_of_list
    ws.add_validation("C1", kind, ["on track", "at risk"], strict=True, showCustomUi=True)


def _notes_and_merges(ws: Any) -> None:
    ws.insert_note("A1", "one")
    ws.update_note("A1", "two")
    ws.insert_notes({"B1": "three"})
    ws.update_notes({"B1": "four"})
    assert (ws.get_note("A1"), ws.get_notes()[0][:2]) == ("two", ["two", "four"])
    ws.clear_note("A1")
    ws.clear_notes(["B1"])
    ws.merge_cells("A2:B3")
    ws.batch_merge([{"range": "C2:D3", "mergeType": utils.MergeType.merge_rows}])
    ws.unmerge_cells("A2:D3")
    named = ws.define_named_range("A1:B2", "Table_of_goals")["replies"][0]["addNamedRange"]["namedRange"]
    ws.delete_named_range(named["namedRangeId"])
    kept = ws.add_protected_range("A1:B2", editor_users_emails=[KIM], warning_only=False)
    ws.delete_protected_range(kept["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"])
