"""Series that go on, rows that are there twice, and rows that are shuffled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller, drawn, place
from tests.sheets_emulator import Emulator


@pytest.fixture
def plan(emulator: Emulator) -> str:
    return emulator.make_book("Plan").id


def typed(call: Caller, plan: str, start: str, *rows: list[Any]) -> None:
    path = f"/v4/spreadsheets/{plan}/values/{start}"
    call("PUT", path, {"values": list(rows)}, valueInputOption="USER_ENTERED")


@pytest.mark.parametrize(
    ("known", "more"),
    [
        (["1", "3"], ["5", "7", "9"]),
        (["5"], ["5", "5", "5"]),
        (["KR 1"], ["KR 2", "KR 3", "KR 4"]),
        (["KR 2", "KR 4"], ["KR 6", "KR 8", "KR 10"]),
        (["2026-01-30"], ["2026-01-31", "2026-02-01", "2026-02-02"]),
        (["a", "b"], ["a", "b", "a"]),
        (["1", "2", "4"], ["1", "2", "4"]),
        (["=B1+1"], ["1", "1", "1"]),
    ],
)
def test_a_series_goes_on_down_and_to_the_right(
    call: Caller, plan: str, known: list[str], more: list[str]
) -> None:
    typed(call, plan, "A1", *[[value] for value in known])
    typed(call, plan, "A20", known)
    down = {"source": place(0, len(known), 0, 1), "dimension": "ROWS", "fillLength": 3}
    right = {"source": place(19, 20, 0, len(known)), "dimension": "COLUMNS", "fillLength": 3}
    fill = [{"autoFill": {"sourceAndDestination": one}} for one in (down, right)]
    call.batch(plan, fill[0])
    assert call.values(plan, f"A{len(known) + 1}:A9") == [[value] for value in more]
    if not known[0].startswith("="):
        call.batch(plan, fill[1])
        assert call.values(plan, "A20:Z20") == [[*known, *more]]


def test_a_range_is_filled_from_what_stands_in_it_and_a_series_runs_backwards(
    call: Caller, plan: str
) -> None:
    typed(call, plan, "A5", [10], [20])
    up = {"source": place(4, 6, 0, 1), "dimension": "ROWS", "fillLength": -2}
    call.batch(plan, {"autoFill": {"sourceAndDestination": up}})
    call.batch(plan, {"autoFill": {"range": place(2, 9, 0, 1)}})
    assert call.values(plan, "A1:A9") == [[], [], *([str(n)] for n in (-10, 0, 10, 20, 30, 40, 50))]


def test_the_other_series_counts_where_the_usual_copies(call: Caller, plan: str) -> None:
    typed(call, plan, "A1", [7])
    call.batch(plan, {"autoFill": {"range": place(0, 3, 0, 1), "useAlternateSeries": True}})
    assert call.values(plan, "A1:A3") == [["7"], ["8"], ["9"]]


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        ([], "| K1 | Kim | 1 |\n| K1 | Lee | 2 |"),
        ([{"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}], "| K1 | Kim | 1 |"),
    ],
)
def test_of_rows_that_say_the_same_the_first_stays(
    emulator: Emulator, call: Caller, columns: list[dict[str, Any]], left: str
) -> None:
    rows = "| K1 | Kim | 1 |\n| k1 | KIM | 1 |\n| K1 | Lee | 2 |\n"
    book = emulator.make_book(tabs={"Plan": [*drawn(rows), ["below", "", "", "aside"]]}).id
    request = {"range": place(0, 3, 0, 3), "comparisonColumns": columns}
    gone = 3 - len(drawn(left))
    done = call.batch(book, {"deleteDuplicates": request})["replies"]
    assert done == [{"deleteDuplicates": {"duplicatesRemovedCount": gone}}]
    assert call.values(book, "A1:D4") == [*drawn(left), *[[]] * gone, ["below", "", "", "aside"]]


def test_shuffled_rows_are_the_same_rows(call: Caller, plan: str) -> None:
    typed(call, plan, "A1", *[[n, n * n] for n in range(20)])
    call.batch(plan, {"randomizeRange": {"range": place(0, 20, 0, 2)}})
    found = call.values(plan, "A1:B20", valueRenderOption="UNFORMATTED_VALUE")
    assert sorted(found) == [[n, n * n] for n in range(20)] != found
