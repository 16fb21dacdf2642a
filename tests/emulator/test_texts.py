"""Find and replace, split, trim, paste: requests that work on what is written in cells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn, grid, place
from tests.sheets_emulator import Emulator

PLAN = """
| Key result        | Owner | Progress |
| Activate accounts | Kim   | 10%      |
| Accounts kept     | kim   | =C2+0.1  |
"""


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan", tabs={"Plan": drawn(PLAN), "Team": [["Kim"]]}).id


@pytest.mark.parametrize(
    ("search", "reply"),
    [
        ({"find": "kim", "replacement": "Lee", "allSheets": True}, (3, 3, 3, 2)),
        ({"find": "Kim", "replacement": "Lee", "sheetId": 0, "matchCase": True}, (1, 1, 1, 1)),
        ({"find": "acc", "replacement": "Acc", "range": {"sheetId": 0, "endColumnIndex": 1}}, (2, 2, 2, 1)),
        ({"find": "account", "replacement": "", "sheetId": 0, "matchEntireCell": True}, (0, 0, 0, 0)),
        ({"find": "c+", "replacement": "x", "sheetId": 0, "searchByRegex": True}, (3, 2, 2, 1)),
    ],
)
def test_what_was_replaced_is_counted(
    call: Caller, plan: str, search: dict[str, Any], reply: tuple[int, ...]
) -> None:
    done = call.batch(plan, {"findReplace": search})["replies"][0]["findReplace"]
    names = ("occurrencesChanged", "valuesChanged", "rowsChanged", "sheetsChanged")
    assert done == {name: count for name, count in zip(names, reply, strict=True) if count}


def test_a_pattern_may_use_its_groups_and_formulas_are_left_unless_asked_for(call: Caller, plan: str) -> None:
    search = {"find": r"(\w+) accounts", "replacement": "$1 users", "searchByRegex": True, "sheetId": 0}
    call.batch(plan, {"findReplace": search})
    assert call.values(plan, "A2:A3") == [["Activate users"], ["Accounts kept"]]
    formula = {"find": "C2", "replacement": "C2*2", "sheetId": 0}
    assert call.batch(plan, {"findReplace": formula})["replies"] == [{"findReplace": {}}]
    done = call.batch(plan, {"findReplace": formula | {"includeFormulas": True}})["replies"][0]["findReplace"]
    assert done == {"formulasChanged": 1, "occurrencesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1}
    assert call.values(plan, "C3") == [["30%"]]


def test_a_replaced_number_is_a_number(call: Caller, plan: str) -> None:
    call.batch(plan, {"findReplace": {"find": "10%", "replacement": "25%", "allSheets": True}})
    assert call.values(plan, "C2", valueRenderOption="UNFORMATTED_VALUE") == [[0.25]]


@pytest.mark.parametrize(
    ("scope", "words"),
    [({}, "Must specify exactly one of"), ({"sheetId": 0, "allSheets": True}, "'scope' is already set")],
)
def test_it_must_be_said_where_to_look(call: Caller, plan: str, scope: dict[str, Any], words: str) -> None:
    assert words in call.refused(plan, {"findReplace": {"find": "a", **scope}})


@pytest.mark.parametrize(
    ("delimiter", "texts", "columns"),
    [
        ({"delimiterType": "COMMA"}, ["a,b", "c"], [["a", "b"], ["c"]]),
        ({"delimiterType": "CUSTOM", "delimiter": " - "}, ["a - 5"], [["a", 5]]),
        ({"delimiterType": "AUTODETECT"}, ["1;2", "3;4"], [[1, 2], [3, 4]]),
    ],
)
def test_a_column_is_split_over_the_columns_right_of_it(
    call: Caller, plan: str, delimiter: dict[str, str], texts: list[str], columns: list[list[Any]]
) -> None:
    body = {"values": [[text] for text in texts]}
    call("PUT", f"/v4/spreadsheets/{plan}/values/Plan!E1", body, valueInputOption="RAW")
    call.batch(plan, {"textToColumns": {"source": place(0, len(texts), 4, 5), **delimiter}})
    assert call.values(plan, "E1:F9", valueRenderOption="UNFORMATTED_VALUE") == columns


def test_only_one_column_is_split(call: Caller, plan: str) -> None:
    split = {"textToColumns": {"source": place(0, 1, 0, 2), "delimiterType": "SPACE"}}
    assert "exactly one column" in call.refused(plan, split)


def test_blanks_around_and_within_texts_are_trimmed(call: Caller, plan: str) -> None:
    body = {"values": [["  a  b ", "c", " 7"]]}
    call("PUT", f"/v4/spreadsheets/{plan}/values/E1", body, valueInputOption="RAW")
    done = call.batch(plan, {"trimWhitespace": {"range": place(0, 1, 0, 9)}})
    assert done["replies"] == [{"trimWhitespace": {"cellsChangedCount": 2}}]
    assert call.values(plan, "E1:G1") == [["a b", "c", "7"]]


def test_pasted_text_is_read_as_if_typed(call: Caller, plan: str) -> None:
    start = {"sheetId": 0, "rowIndex": 3, "columnIndex": 0}
    data = 'Churn,"Lee, Kim",40%\nNew,,=C4'
    call.batch(plan, {"pasteData": {"coordinate": start, "data": data, "delimiter": ","}})
    assert grid(call.values(plan, "A4:C5")) == grid([["Churn", "Lee, Kim", "40%"], ["New", "", "40%"]])
    html = {"coordinate": start, "data": "<b>x</b>", "html": True}
    assert "is not emulated" in call.refused(plan, {"pasteData": html}, status=501)
