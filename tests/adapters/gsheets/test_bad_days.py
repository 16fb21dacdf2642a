"""Writes that go wrong: nothing is written twice, nothing is left half, and no failure is called success."""

from __future__ import annotations

import re

import pytest

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.errors import SourceChangedError, WriteError, WriteLostError, WriteRefusedError
from okrsheets.grid import CellRef
from tests.adapters.gsheets.books import BOT, access_to, area, make, on_the_clock
from tests.adapters.gsheets.runs import Runs
from tests.sheets_emulator import Emulator, Fault, Server, Target

PLAN = """
    | ID   | Objective | Key result       | Baseline | Current | Target |
    | CO-1 | Expand    | Win 40 customers | 5        | 19      | 40     |
    | CO-2 | Delight   | Raise NPS        | 20       | 30      | 40     |
"""
WRITE = Target(kind="write")
HEADINGS = ["Progress (auto)", "Objective notes (auto)"]


@pytest.fixture
def runs(emulator: Emulator, adapter: GsheetsAdapter) -> Runs:
    return Runs(emulator, adapter, make(emulator, {"Plan": PLAN}))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(WRITE, status=503, applied=True),
        Fault(WRITE, status=500, applied=True),
        Fault(WRITE, cut="before"),
        Fault(WRITE, cut="in"),
        Fault(WRITE, html=True, applied=True),
        Fault(WRITE, status=502, html=True, applied=True),
    ],
    ids=lambda fault: fault.name,
)
def test_a_write_that_was_carried_out_though_no_answer_came_is_not_made_again(
    emulator: Emulator, runs: Runs, fault: Fault
) -> None:
    emulator.fail(fault)
    outcome = runs.sync()
    assert outcome is not None
    assert not outcome.overtaken
    assert (emulator.log.count("read"), emulator.log.count("write")) == (2, 1)
    assert runs.says("Plan", "G1", "M1", "G2") == [*HEADINGS, 0.4]
    assert runs.sync() is None


@pytest.mark.parametrize(
    "fault",
    [
        Fault(WRITE, status=503),
        Fault(WRITE, times=3, status=500),
        Fault(WRITE, cut="unread"),
        Fault(WRITE, status=502, html=True),
    ],
    ids=lambda fault: fault.name,
)
def test_a_write_that_was_not_carried_out_is_made_again(emulator: Emulator, runs: Runs, fault: Fault) -> None:
    emulator.fail(fault)
    assert runs.sync() is not None
    assert emulator.log.count("write") == fault.times + 1
    assert runs.says("Plan", "G1", "M1", "G2") == [*HEADINGS, 0.4]


def test_a_tab_of_ours_is_not_made_twice(emulator: Emulator, runs: Runs) -> None:
    emulator.fail(Fault(WRITE, status=503, applied=True))
    outcome = runs.with_summary().sync()
    assert outcome is not None
    assert outcome.tabs == ("OKR summary",)
    assert [sheet.title for sheet in runs.book.sheets] == ["Plan", "OKR summary"]


def test_a_quota_of_writes_is_waited_out(emulator: Emulator, runs: Runs) -> None:
    emulator.fail(Fault(WRITE, times=4, quota="write"))
    assert runs.sync() is not None
    assert (emulator.log.count("read"), emulator.log.count("write")) == (1, 5)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(WRITE, times=99, quota="write"), "a minute are used up"),
        (Fault(WRITE, times=99, status=503), "cannot serve it at the moment"),
        (Fault(WRITE, times=99, cut="unread"), "ends before its answer does"),
    ],
    ids=lambda part: part.name if isinstance(part, Fault) else "",
)
def test_a_write_that_never_goes_through_is_given_up_with_nothing_written(
    emulator: Emulator, runs: Runs, fault: Fault, says: str
) -> None:
    before = dict(runs.tab("Plan").cells)
    emulator.fail(fault)
    began = emulator.clock.now()
    with pytest.raises(WriteError, match=says) as told:
        runs.sync()
    assert told.value.exit_code == 3
    assert not isinstance(told.value, WriteLostError)
    assert "was not written" in told.value.what
    assert emulator.clock.now() - began <= 400
    assert runs.tab("Plan").cells == before


def test_what_became_of_a_write_is_said_to_be_unknown_where_it_is(emulator: Emulator, runs: Runs) -> None:
    emulator.fail(Fault(WRITE, cut="before"))
    emulator.fail(Fault(Target(kind="read"), times=99, skip=1, status=503))
    with pytest.raises(WriteLostError, match="was written or was not, which cannot be told") as told:
        runs.sync()
    assert told.value.exit_code == 3


def test_a_write_whose_answer_is_too_long_is_not_said_to_be_none(emulator: Emulator, server: Server) -> None:
    policy = on_the_clock(emulator)._replace(most_bytes=100_000)
    adapter = GsheetsAdapter(access_to(server, BOT), policy=policy)
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}))
    pasted = [{"values": [{"userEnteredValue": {"stringValue": "x" * 40_000}}]}] * 3
    start = {"sheetId": 0, "rowIndex": 20, "columnIndex": 0}
    runs.edit_before({"updateCells": {"start": start, "rows": pasted, "fields": "userEnteredValue"}})
    with pytest.raises(WriteLostError, match="was written or was not, which cannot be told"):
        runs.sync()
    assert runs.cell("Plan", "G1")["userEnteredValue"] == {"stringValue": "Progress (auto)"}


def test_a_sheet_that_is_shared_for_reading_only_is_told_with_the_cure(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN}, role="reader"))
    with pytest.raises(WriteRefusedError) as told:
        runs.sync()
    assert told.value.name == "no-permission"
    assert str(told.value) == (f"{runs.link}: may not be written by {BOT}; share it with {BOT}, as an editor")
    assert emulator.log.count("write") == 1


def test_a_range_that_is_protected_meanwhile_is_left_alone(runs: Runs) -> None:
    runs.edit_before({"addProtectedRange": {"protectedRange": {"range": area("H1:H9")}}})
    assert runs.sync() is not None
    assert runs.attempts == 2
    assert runs.says("Plan", "G1", "H1", "I1", "I2") == [None, None, "Progress (auto)", 0.4]


def test_a_range_that_google_protects_without_saying_so_is_told(emulator: Emulator, runs: Runs) -> None:
    words = "You are trying to edit a protected cell or object. Please contact the spreadsheet owner."
    emulator.fail(Fault(WRITE, status=400, message=words))
    with pytest.raises(WriteRefusedError, match=f"is protected against {BOT}") as told:
        runs.sync()
    assert told.value.name == "protected-range"


def test_what_google_refuses_for_a_reason_of_its_own_is_told_with_it(emulator: Emulator, runs: Runs) -> None:
    emulator.fail(Fault(WRITE, status=400, message="Some new reason."))
    with pytest.raises(WriteRefusedError, match=r"Google refuses it \(Some new reason\.\)") as told:
        runs.sync()
    assert told.value.name == "refused"


def test_a_spreadsheet_that_goes_in_the_bin_meanwhile_is_told(emulator: Emulator, runs: Runs) -> None:
    _, plan = runs.read()
    emulator.store.files[runs.key].state = "trashed"
    with pytest.raises(WriteError, match="was not written: there is no such spreadsheet"):
        runs.adapter.apply(plan)


def test_a_tab_that_goes_or_shrinks_meanwhile_is_read_again(
    emulator: Emulator, adapter: GsheetsAdapter
) -> None:
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN, "Other": "| Objective | Key result |"}))
    narrow = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 3, "columnCount": 6}}}
    runs.edit_before({"updateSheetProperties": {**narrow, "fields": "gridProperties"}})
    assert runs.sync() is not None
    assert runs.attempts == 2
    assert runs.says("Plan", "G1", "M1", "G2") == [*HEADINGS, 0.4]
    runs = Runs(emulator, adapter, make(emulator, {"Plan": PLAN, "Other": "| x |"}))
    runs.edit_before({"deleteSheet": {"sheetId": 0}})
    assert runs.sync() is None
    assert [sheet.title for sheet in runs.book.sheets] == ["Other"]


def test_a_tab_that_is_renamed_meanwhile_is_written_under_its_new_name(runs: Runs) -> None:
    named = {"properties": {"sheetId": 0, "title": 'It\'s "odd"!'}, "fields": "title"}
    runs.edit_before({"updateSheetProperties": named})
    assert runs.sync() is not None
    assert runs.says('It\'s "odd"!', "G1", "M1", "G2") == [*HEADINGS, 0.4]


def _of_ours(runs: Runs) -> list[str]:
    """The cells right of the people's, which end at F, that say something."""
    cells = runs.tab("Plan").cells.items()
    filled = [(r + 1, c + 1) for (r, c), cell in cells if c > 5 and "userEnteredValue" in cell]
    return sorted(CellRef("", "", *place).a1 for place in filled)


def test_a_sheet_whose_rows_move_before_each_write_is_given_up_as_it_was(runs: Runs) -> None:
    line = {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    for write in (0, 2, 4):  # after each comes the one that takes it back
        runs.edit_before({"insertDimension": line}, skip=write)
    with pytest.raises(SourceChangedError):
        runs.sync()
    assert _of_ours(runs) == []
    assert runs.sync() is not None


def test_cells_that_cannot_be_put_right_are_named(emulator: Emulator, runs: Runs) -> None:
    line = {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    runs.edit_before({"insertDimension": line})
    emulator.fail(Fault(WRITE, times=99, skip=1, status=503))
    emulator.fail(Fault(Target(kind="read"), times=99, skip=1, status=503))
    with pytest.raises(WriteLostError, match="these cells stand wrong: Plan!G1") as told:
        runs.sync()
    assert told.value.exit_code == 3
    named = re.findall(r"[A-Z]+\d+", told.value.what.partition("Plan!")[2])
    assert sorted(named) == _of_ours(runs)


def test_rows_that_move_while_cells_are_put_right_are_followed(runs: Runs) -> None:
    line = {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    runs.edit_before({"insertDimension": line}, times=4)
    assert runs.sync() is not None
    assert runs.attempts == 2
    assert runs.says("Plan", "G1", "G6", "G7") == ["Progress (auto)", 0.4, 0.5]


def test_rows_that_move_whenever_anything_is_written_leave_no_cell_wrong_unnamed(runs: Runs) -> None:
    line = {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    runs.edit_before({"insertDimension": line}, times=99)
    with pytest.raises(WriteLostError) as told:
        runs.sync()
    named = re.findall(r"[A-Z]+\d+", told.value.what.partition("Plan!")[2])
    assert sorted(named) == _of_ours(runs)
