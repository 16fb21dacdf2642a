"""The wide layout: several key results side by side in the row of their objective."""

from __future__ import annotations

import pytest

from okrsheets.grid import CellRange
from okrsheets.model import Field, Level, OkrSet, Reading
from tests.grids import sheet
from tests.reading.conftest import Read

GROWN = {"Grow": (("Sign", 5), ("Sell", 6)), "Love": (("Delight", 7),)}


def _targets(okrs: OkrSet) -> dict[str | None, tuple[tuple[str, float | None], ...]]:
    return {o.title: tuple((kr.title, kr.target) for kr in o.key_results) for o in okrs.objectives}


def _layouts(reading: Reading) -> list[str]:
    return [table.layout for tab in reading.sheets for table in tab.tables]


@pytest.mark.parametrize(
    "grid",
    [
        """
        | Objective | KR1     | KR1 target | KR2  | KR2 target |
        | Grow      | Sign    | 5          | Sell | 6          |
        | Love      | Delight | 7          |      |            |
        """,
        """
        | Objective | Key_Result_1 | Key_Result_Target_1 | Key_Result_2 | Key_Result_Target_2 |
        | Grow      | Sign         | 5                   | Sell         | 6                   |
        | Love      | Delight      | 7                   |              |                     |
        """,
        """
        | Objective | KR 1    | KR 2 | KR 3 | KR 1 target | KR 2 target | KR 3 target |
        | Grow      | Sign    | Sell |      | 5           | 6           |             |
        | Love      | Delight |      |      | 7           |             |             |
        """,
        """
        | Objective | Key Result | Target | Key Result | Target |
        | Grow      | Sign       | 5      | Sell       | 6      |
        | Love      | Delight    | 7      |            |        |
        """,
        """
        | Objective | Key Result | Key Result | Target | Target |
        | Grow      | Sign       | Sell       | 5      | 6      |
        | Love      | Delight    |            | 7      |        |
        """,
        """
        | Objective | Key Result 1 | Target | Key Result 2 | Target |
        | Grow      | Sign         | 5      | Sell         | 6      |
        | Love      | Delight      | 7      |              |        |
        """,
        """
        | Objective | Target | Key Result | Target | Key Result |
        | Grow      | 5      | Sign       | 6      | Sell       |
        | Love      | 7      | Delight    |        |            |
        """,
        """
        | Objective | KR1     | Target 1 | KR2  | Target 2 |
        | Grow      | Sign    | 5        | Sell | 6        |
        | Love      | Delight | 7        |      |          |
        """,
        """
        | goal_title | key_result_1_title | key_result_1_target | key_result_2_title | key_result_2_target |
        | Grow       | Sign               | 5                   | Sell               | 6                   |
        | Love       | Delight            | 7                   |                    |                     |
        """,
        """
        | Objective | Key result #1 | Target | | Key result #2 | Target |
        | Grow      | Sign          | 5      | | Sell          | 6      |
        | Love      | Delight       | 7      | |               |        |
        """,
        """
        | Objective | Key Result A | Target | Key Result B | Target |
        | Grow      | Sign         | 5      | Sell         | 6      |
        | Love      | Delight      | 7      |              |        |
        """,
        """
        | Objective | First key result | Target | Second key result | Target |
        | Grow      | Sign             | 5      | Sell              | 6      |
        | Love      | Delight          | 7      |                   |        |
        """,
        """
        | 目标 | 关键结果1 | 关键结果1目标值 | 关键结果2 | 关键结果2目标值 |
        | Grow | Sign      | 5               | Sell      | 6               |
        | Love | Delight   | 7               |           |                 |
        """,
        """
        | 目标 | KR1     | 目标值1 | KR2  | 目标值2 |
        | Grow | Sign    | 5       | Sell | 6       |
        | Love | Delight | 7       |      |         |
        """,
        """
        | Ziel | Schlüsselergebnis 1 | Zielwert 1 | Schlüsselergebnis 2 | Zielwert 2 |
        | Grow | Sign                | 5          | Sell                | 6          |
        | Love | Delight             | 7          |                     |            |
        """,
        """
        | Objective | KR1     | KR2  | Whatever 1 | Whatever 2 | KR1 target | KR2 target |
        | Grow      | Sign    | Sell |            |            | 5          | 6          |
        | Love      | Delight |      |            |            | 7          |            |
        """,
    ],
    ids=[
        "numbered",
        "underscores",
        "field by field",
        "repeated",
        "repeated field by field",
        "numbered titles only",
        "target first",
        "numbers without a word for the level",
        "export",
        "spaced",
        "letters",
        "ordinals",
        "Chinese",
        "Chinese without a word for the level",
        "German",
        "beside strange headings",
    ],
)
def test_key_results_side_by_side_are_those_of_their_rows_objective(read: Read, grid: str) -> None:
    reading, okrs = read(grid)
    assert _targets(okrs) == GROWN
    assert _layouts(reading) == ["wide"]


def test_a_group_may_be_named_above_its_columns(read: Read) -> None:
    tab = sheet(
        "OKRs",
        """
        | Objective | Key Result 1 |        |        | Key Result 2 |        |        | Owner |
        |           | Description  | Target | Actual | Description  | Target | Actual |       |
        | Grow      | Sign         | 5      | 1      | Sell         | 6      | 2      | Ann   |
        | Love      | Delight      | 7      | 3      |              |        |        | Bo    |
        """,
        merges=(
            CellRange(1, 1, 2, 1),
            CellRange(1, 2, 1, 4),
            CellRange(1, 5, 1, 7),
            CellRange(1, 8, 2, 8),
        ),
    )
    _, okrs = read(tab)
    assert _targets(okrs) == GROWN
    assert [kr.current for kr in okrs.key_results] == [1, 2, 3]
    assert [o.owners for o in okrs.objectives] == [("Ann",), ("Bo",)]


def test_titles_alone_make_key_results_with_the_values_of_their_words(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key Result 1                  | Key Result 2            | Key Result 3 |
        | Grow      | Raise deals from 20 to 50     | Reduce churn below 3 %  | n/a          |
        | Love      | Answer within a day           |                         | Smile        |
        """
    )
    grow, love = okrs.objectives
    assert [(kr.baseline, kr.target) for kr in grow.key_results] == [(20, 50), (None, 0.03)]
    assert [kr.title for kr in love.key_results] == ["Answer within a day", "Smile"]


def test_columns_outside_the_groups_are_the_objectives(read: Read) -> None:
    reading, okrs = read(
        """
        | Owner | Objective | KR1  | KR1 owner | KR1 prog | KR2  | KR2 owner | KR2 prog | Progress | State |
        | Ann   | Grow      | Sign | Kim       | 40 %     | Sell | Lee       | 60 %     | 50 %     | Green |
        """
    )
    (grow,) = okrs.objectives
    assert (grow.owners, grow.stated_progress, grow.stated_status) == (("Ann",), 0.5, "Green")
    assert [(kr.owners, kr.stated_progress, kr.stated_status) for kr in grow.key_results] == [
        (("Kim",), 0.4, None),
        (("Lee",), 0.6, None),
    ]
    (table,) = reading.sheets[0].tables
    levels = {column.heading: column.level for column in table.columns}
    assert levels["Progress"] is Level.OBJECTIVE
    assert levels["KR2 prog"] is Level.KEY_RESULT


def test_one_owner_of_the_objective_stands_before_those_of_its_key_results(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Owner | Key Result | Owner | Key Result | Owner |
        | Grow      | Ann   | Sign       | Kim   | Sell       | Lee   |
        """
    )
    (grow,) = okrs.objectives
    assert grow.owners == ("Ann",)
    assert [kr.owners for kr in grow.key_results] == [("Kim",), ("Lee",)]


@pytest.mark.parametrize(
    ("second", "merges"),
    [("Grow", ()), ("", ()), ("", (CellRange(2, 1, 3, 1),))],
    ids=["repeated", "blank below", "merged"],
)
def test_several_rows_may_be_one_objectives(read: Read, second: str, merges: tuple[CellRange, ...]) -> None:
    tab = sheet(
        "OKRs",
        f"""
        | Objective | KR1  | KR1 target | KR2     | KR2 target |
        | Grow      | Sign | 5          | Sell    | 6          |
        | {second}  | Hire | 8          | Open    | 9          |
        | Love      |      |            | Delight | 7          |
        """,
        merges=merges,
    )
    _, okrs = read(tab)
    assert _targets(okrs) == {
        "Grow": (("Sign", 5), ("Sell", 6), ("Hire", 8), ("Open", 9)),
        "Love": (("Delight", 7),),
    }


def test_each_value_of_a_key_result_keeps_its_cell(read: Read) -> None:
    _, okrs = read(
        "| Objective | KR1 | KR1 current | KR2 | KR2 current | Owner |\n| Grow | Sign | 1 | Sell | 2 | Ann |"
    )
    sign, sell = okrs.key_results
    assert (sign.at.a1, sign.cells[Field.CURRENT].a1) == ("B2", "C2")
    assert (sell.at.a1, sell.cells[Field.CURRENT].a1) == ("D2", "E2")
    assert Field.OWNER not in sell.cells
    assert okrs.objectives[0].cells[Field.OWNER].a1 == "F2"


def test_the_number_of_its_column_is_the_id_of_a_key_result(read: Read) -> None:
    _, okrs = read("| ID | Objective | KR1 | KR2 |\n| O1 | Grow | Sign more | Sell more |")
    assert [(okr.id, okr.key) for okr in okrs.okrs] == [("O1", "O1"), ("KR1", "O1/KR1"), ("KR2", "O1/KR2")]


def test_progress_by_key_result_is_no_wide_table(read: Read) -> None:
    reading, _ = read("| Objective | KR1 | KR2 | Owner |\n| Grow | 40 % | 60 % | Ann |")
    assert _layouts(reading) == ["objectives only"]


def test_key_results_side_by_side_need_no_objective(read: Read) -> None:
    _, okrs = read("| Team | Owner | KR1 | KR2 |\n| Sales | Ann | Sign | Sell |\n| Care | Bo | Delight | |")
    assert {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives} == {
        None: ("Sign", "Sell", "Delight")
    }


def test_all_key_results_are_written_on_one_scale(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | KR1  | KR1 progress | KR1 confidence | KR2  | KR2 progress | KR2 confidence |
        | Grow      | Sign | 1            | 3              | Sell | 40           | 9              |
        """
    )
    assert [(kr.stated_progress, kr.confidence) for kr in okrs.key_results] == [(0.01, 0.3), (0.4, 0.9)]


def test_a_word_for_an_aim_before_the_number_of_a_key_result_is_its_target(read: Read) -> None:
    _, okrs = read(
        """
        | Objetivo | KR1    | Meta KR1 | Resultado KR1 | KR2    | Meta KR2 | Resultado KR2 |
        | Crecer   | Vender | 20       | 5             | Firmar | 8        | 2             |
        | Cuidar   | Atender| 90       | 70            | Ayudar | 9        | 3             |
        """
    )
    assert [(kr.target, kr.current) for kr in okrs.key_results] == [(20, 5), (8, 2), (90, 70), (9, 3)]
