"""The text-cell layout: several OKRs in one cell."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, CellRange, Sheet, Value
from okrsheets.model import Field, Level, OkrSet, Reading
from tests.reading.conftest import Read


def _tab(*rows: tuple[Value, ...], merges: tuple[CellRange, ...] = ()) -> Sheet:
    cells = {
        (r, c): Cell(value)
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value is not None
    }
    return Sheet("OKRs", cells, merges=merges)


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def _layouts(reading: Reading) -> list[str]:
    return [table.layout for tab in reading.sheets for table in tab.tables]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1. Sign\n2. Sell", ("1. Sign", "2. Sell")),
        ("1) Sign\n2) Sell\n\n3) Hire", ("1) Sign", "2) Sell", "3) Hire")),
        ("- Sign\n- Sell", ("Sign", "Sell")),
        ("• Sign\n• Sell", ("Sign", "Sell")),
        ("KR1: Sign\nKR2: Sell", ("KR1: Sign", "KR2: Sell")),
        ("KR1: Sign KR2: Sell", ("KR1: Sign", "KR2: Sell")),
        ("1. Sign 5. 2. Sell 1.5 m", ("1. Sign 5.", "2. Sell 1.5 m")),
        ("Key results:\n- Sign\n- Sell", ("Sign", "Sell")),
        ("1. Sign the lease\nin Madrid\n2. Sell", ("1. Sign the lease\nin Madrid", "2. Sell")),
        ("① Sign ② Sell", ("① Sign", "② Sell")),
        ('["Sign", "Sell"]', ("Sign", "Sell")),
    ],
)
def test_each_item_of_a_list_in_a_cell_is_a_key_result(read: Read, cell: str, items: tuple[str, ...]) -> None:
    reading, okrs = read(_tab(("Objective", "Key results", "Owner"), ("Grow", cell, "Ann")))
    assert _titles(okrs) == {"Grow": items}
    assert {kr.at.a1 for kr in okrs.key_results} == {"B2"}
    assert okrs.objectives[0].owners == ("Ann",)
    assert _layouts(reading) == ["text cell"]


@pytest.mark.parametrize(
    "cell",
    [
        "Sign the lease\nin Madrid",
        "Launch the shop\n- with Ann\n- in May",
        "Raise it from 1. to 2. place",
        "-5 % churn",
        "Sign; then sell",
        "10 shops\n20 cars",
        "Reach 1.5 m users",
    ],
)
def test_a_wrap_or_a_note_in_a_cell_makes_no_list(read: Read, cell: str) -> None:
    _, okrs = read(_tab(("Objective", "Key result"), ("Grow", cell), ("Love", "Delight"), ("Win", "Smile")))
    assert [kr.title for kr in okrs.key_results] == [cell, "Delight", "Smile"]


@pytest.mark.parametrize("mark", ["\n", "; ", " | "])
def test_lines_or_parts_are_key_results_where_the_whole_column_has_them(read: Read, mark: str) -> None:
    _, okrs = read(
        _tab(
            ("Objective", "Key results"),
            ("Grow", mark.join(("Sign 5 partners", "Sell in Spain", "Hire Bo"))),
            ("Love", mark.join(("Delight everyone", "Answer in an hour"))),
        )
    )
    assert _titles(okrs) == {
        "Grow": ("Sign 5 partners", "Sell in Spain", "Hire Bo"),
        "Love": ("Delight everyone", "Answer in an hour"),
    }


def test_what_stands_beside_a_list_line_by_line_belongs_to_its_lines(read: Read) -> None:
    _, okrs = read(
        _tab(
            ("Objective", "Key results", "Owner", "Target", "Status"),
            ("Grow", "1. Sign\n2. Sell", "Ann\nBo", "1. 50\n2. 60 %", "On track"),
            ("Love", "1. Delight\n2. Smile", "Cem\nAnn", "5\n7", "Behind"),
        )
    )
    assert [(kr.owners, kr.target) for kr in okrs.key_results] == [
        (("Ann",), 50),
        (("Bo",), 0.6),
        (("Cem",), 5),
        (("Ann",), 7),
    ]
    assert [o.stated_status for o in okrs.objectives] == ["On track", "Behind"]
    sign = next(okrs.key_results)
    assert {name: sign.cells[name].a1 for name in (Field.OWNER, Field.TARGET)} == {
        Field.OWNER: "C2",
        Field.TARGET: "D2",
    }


def test_one_figure_beside_several_key_results_is_nobodys(read: Read) -> None:
    _, okrs = read(_tab(("Objective", "Key results", "Target"), ("Grow", "- Sign\n- Sell", 5)))
    assert [kr.target for kr in okrs.key_results] == [None, None]


def test_lists_may_stand_beside_a_merged_objective(read: Read) -> None:
    _, okrs = read(
        _tab(
            ("Objective", "Key results", "Team"),
            ("Grow", "- Sign\n- Sell", "Sales"),
            (None, "- Hire\n- Open", "People"),
            ("Love", "- Delight", "Care"),
            merges=(CellRange(2, 1, 3, 1),),
        )
    )
    assert _titles(okrs) == {"Grow": ("Sign", "Sell", "Hire", "Open"), "Love": ("Delight",)}
    assert [kr.team for kr in okrs.key_results] == ["Sales", "Sales", "People", "People", "Care"]


def test_a_table_in_which_few_cells_list_several_is_no_text_cell_table(read: Read) -> None:
    reading, okrs = read(
        _tab(
            ("Objective", "Key result", "Target"),
            ("Grow", "Sign", 1),
            ("Grow", "- Sell\n- Hire", None),
            ("Love", "Delight", 2),
            ("Love", "Smile", 3),
        )
    )
    assert _titles(okrs) == {"Grow": ("Sign", "Sell", "Hire"), "Love": ("Delight", "Smile")}
    assert _layouts(reading) == ["grouped"]
    assert [row.row for row in reading.sheets[0].tables[0].rows] == [2, 3, 3, 4, 5]


@pytest.mark.parametrize(
    ("cell", "objective", "key_results"),
    [
        ("Goal: Learn Python; Target: Build 3 tools", "Learn Python", ("Build 3 tools",)),
        ("Objective: Grow\n- KR1: Sign\n- KR2: Sell", "Grow", ("KR1: Sign", "KR2: Sell")),
        ("O: Grow KR1: Sign KR2: Sell", "Grow", ("KR1: Sign", "KR2: Sell")),
        ("Objective 1: Grow; KR1 - Sign; KR2 - Sell", "Objective 1: Grow", ("KR1 - Sign", "KR2 - Sell")),
        ("Objective: Grow\nKey results:\n1. Sign\n2. Sell", "Grow", ("1. Sign", "2. Sell")),
        ("Grow the shop\nKR1: Sign\nKR2: Sell", "Grow the shop", ("KR1: Sign", "KR2: Sell")),
    ],
)
def test_an_objective_and_its_key_results_may_share_a_cell(
    read: Read, cell: str, objective: str, key_results: tuple[str, ...]
) -> None:
    reading, okrs = read(_tab(("Team", "OKR", "Owner"), ("Sales", cell, "Ann"), ("Care", "Be kind", "Bo")))
    assert _titles(okrs) == {objective: key_results, "Be kind": ()}
    assert [o.owners for o in okrs.objectives] == [("Ann",), ("Bo",)]
    assert _layouts(reading) == ["text cell"]


def test_every_cell_with_an_objective_in_it_is_one(read: Read) -> None:
    reading, okrs = read(
        _tab(
            ("Team", "OKR", "Owner", "Progress"),
            ("Sales", "Goal: Learn Python; Target: Build 3 tools", "Ann", 0.2),
            ("Care", "Goal: Learn Python; Target: Build 5 tools", "Bo", 0.4),
        )
    )
    assert [(o.title, o.team, o.owners) for o in okrs.objectives] == [
        ("Learn Python", "Sales", ("Ann",)),
        ("Learn Python", "Care", ("Bo",)),
    ]
    assert [kr.title for kr in okrs.key_results] == ["Build 3 tools", "Build 5 tools"]
    assert {okr.at.a1 for okr in okrs.by_key.values()} == {"B2", "B3"}
    (table,) = reading.sheets[0].tables
    assert table.layout == "text cell"
    said = [(column.column, column.field, column.level) for column in table.columns]
    assert (2, Field.OBJECTIVE, Level.OBJECTIVE) in said
    assert (2, Field.KEY_RESULT, Level.KEY_RESULT) in said


def test_other_words_of_such_a_cell_are_its_fields(read: Read) -> None:
    _, okrs = read(
        _tab(
            ("Team", "OKRs"),
            ("Sales", "Objective: Grow; Key result: Sign; Target: 50; Owner: Ann; Deadline: 2026-12-31"),
        )
    )
    (grow,) = okrs.objectives
    assert grow.owners == ("Ann",)
    assert grow.due is not None
    assert grow.due.isoformat() == "2026-12-31"
    assert [(kr.title, kr.target) for kr in grow.key_results] == [("Sign", 50)]


def test_prose_with_a_colon_is_no_text_cell(read: Read) -> None:
    reading, _ = read(
        _tab(
            ("Objective", "Owner", "Status"),
            ("Grow: sell more in Spain", "Ann", "On track"),
            ("Love: target group is everyone", "Bo", "Behind"),
        )
    )
    assert _layouts(reading) == ["objectives only"]


@pytest.mark.parametrize("heading", ["Objectives", "OKRs"])
def test_an_objective_may_stand_above_the_list_of_its_key_results(read: Read, heading: str) -> None:
    reading, okrs = read(
        _tab(
            ("Team", heading),
            ("Sales", "Grow the shop\n- Sign 5\n- Sell 6"),
            ("Care", "Love users\n1. Delight\n2. Answer"),
        )
    )
    assert _titles(okrs) == {"Grow the shop": ("Sign 5", "Sell 6"), "Love users": ("1. Delight", "2. Answer")}
    assert _layouts(reading) == ["text cell"]


@pytest.mark.parametrize("heading", ["Doelstelling / Kernresulatat", "Doelstelling"])
def test_a_title_over_a_cell_that_says_an_objective_is_no_label_of_it(read: Read, heading: str) -> None:
    _, okrs = read(
        _tab((heading,), ("Doel: Beter brood bakken; KR1: Een oven kopen; KR2: Vijf bakkers vinden",))
    )
    assert _titles(okrs) == {"Beter brood bakken": ("KR1: Een oven kopen", "KR2: Vijf bakkers vinden")}
