"""Objectives in lines of their own across or above the tables of their key results."""

from __future__ import annotations

import pytest

from okrsheets.grid import CellRange
from okrsheets.model import OkrSet
from tests.grids import sheet
from tests.reading.conftest import Read


def _titles(okrs: OkrSet) -> list[tuple[str | None, list[str]]]:
    return [(o.title, [kr.title for kr in o.key_results]) for o in okrs.objectives]


BREAD = ("Sell more bread", ["Open two shops", "Sell 900 rolls"])
OVENS = ("Use less heat", ["Insulate 3 ovens"])


@pytest.mark.parametrize("head", ["#", "", "No."])
def test_a_line_in_the_column_of_ids_is_the_objective_of_the_rows_below(read: Read, head: str) -> None:
    grid = f"""
        | {head} | Key Result       | Owner | Target |
        | Sell more bread |           |       |        |
        | KR1    | Open two shops   | Kim   | 2      |
        | KR2    | Sell 900 rolls   | Lee   | 900    |
        | Use less heat |             |       |        |
        | KR1    | Insulate 3 ovens | Lee   | 3      |
        """
    _, okrs = read(sheet("OKRs", grid, merges=(CellRange(2, 1, 2, 4), CellRange(5, 1, 5, 4))))
    assert _titles(okrs) == [BREAD, OVENS]
    assert [o.at.a1 for o in okrs.objectives] == ["A2", "A5"]
    assert [kr.owners for kr in okrs.key_results] == [("Kim",), ("Lee",), ("Lee",)]


def test_a_title_merged_over_other_columns_is_no_value_of_theirs(read: Read) -> None:
    grid = """
        | Key Result        | Owner | Status  | Progress |
        | *Sell more bread* |       |         |          |
        | Open two shops    | Kim   | On track | 50 %    |
        | Sell 900 rolls    | Lee   | On track | 10 %    |
        | *Use less heat*   |       |         |          |
        | Insulate 3 ovens  | Lee   | On track | 30 %    |
        """
    _, okrs = read(sheet("OKRs", grid, merges=(CellRange(2, 1, 2, 4), CellRange(5, 1, 5, 4))))
    assert _titles(okrs) == [BREAD, OVENS]
    assert [(o.owners, o.stated_status) for o in okrs.objectives] == [((), None), ((), None)]


@pytest.mark.parametrize("label", ["Objective", "OBJETIVO", "目标"])
@pytest.mark.parametrize("gap", ["", "        |\n"])
def test_an_objective_beside_its_label_heads_the_table_below_it(read: Read, label: str, gap: str) -> None:
    grid = f"""
        | {label} 1 | Sell more bread |       |        |
        | #         | Key Result      | Owner | Target |
        | KR1       | Open two shops  | Kim   | 2      |
        | KR2       | Sell 900 rolls  | Lee   | 900    |
{gap}        | {label} 2 | Use less heat |         |        |
        | #         | Key Result      | Owner | Target |
        | KR1       | Insulate 3 ovens | Lee  | 3      |
        """
    second = 6 if gap else 5
    _, okrs = read(sheet("OKRs", grid, merges=(CellRange(1, 2, 1, 4), CellRange(second, 2, second, 4))))
    assert _titles(okrs) == [BREAD, OVENS]
    assert all(objective.owners == () for objective in okrs.objectives)


def test_objectives_with_their_progress_above_each_table_need_no_blank_row(read: Read) -> None:
    grid = """
        | *O1: Sell more bread* |            |       |        | 60 %     |
        | #    | Key Result       | Owner | Target | Progress |
        | KR1  | Open two shops   | Kim   | 2      | 50 %     |
        | KR2  | Sell 900 rolls   | Lee   | 900    | 70 %     |
        | *O2: Use less heat* |   |       |        | 30 %     |
        | #    | Key Result       | Owner | Target | Progress |
        | KR1  | Insulate 3 ovens | Lee   | 3      | 30 %     |
        """
    _, okrs = read(sheet("OKRs", grid, merges=(CellRange(1, 1, 1, 4), CellRange(5, 1, 5, 4))))
    assert _titles(okrs) == [
        ("O1: Sell more bread", ["Open two shops", "Sell 900 rolls"]),
        ("O2: Use less heat", ["Insulate 3 ovens"]),
    ]
    assert [objective.stated_progress for objective in okrs.objectives] == [0.6, 0.3]


def test_an_objective_merged_down_beside_headings_and_rows_is_theirs(read: Read) -> None:
    grid = """
        | *Sell more bread* | Key Result       | Owner | Target |
        |                   | Open two shops   | Kim   | 2      |
        |                   | Sell 900 rolls   | Lee   | 900    |
        |
        | *Use less heat*   | Key Result       | Owner | Target |
        |                   | Insulate 3 ovens | Lee   | 3      |
        """
    _, okrs = read(sheet("OKRs", grid, merges=(CellRange(1, 1, 3, 1), CellRange(5, 1, 6, 1))))
    assert _titles(okrs) == [BREAD, OVENS]
    assert [objective.owners for objective in okrs.objectives] == [(), ()]


def test_a_table_of_one_objective_right_above_one_of_key_results_says_their_objective(read: Read) -> None:
    grid = """
        | Objective #1    | Owner | Overall progress |
        | Sell more bread | Ann   | 40 %   |
        | Key results     | Start | Target |
        | Open two shops  | 0     | 2      |
        | Sell 900 rolls  | 100   | 900    |
        |
        | Objective #2    | Owner | Overall progress |
        | Use less heat   | Bo    | 10 %   |
        | Key results     | Start | Target |
        | Insulate 3 ovens | 0    | 3      |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == [BREAD, OVENS]
    assert [(o.owners, o.stated_progress) for o in okrs.objectives] == [(("Ann",), 0.4), (("Bo",), 0.1)]


def test_a_line_merged_across_objectives_and_key_results_is_neither(read: Read) -> None:
    grid = """
        | Objective       | Key Result       | Owner |
        | BAKERS          |                  |       |
        | Sell more bread | Open two shops   | Kim   |
        |                 | Sell 900 rolls   | Lee   |
        | STOKERS         |                  |       |
        | Use less heat   | Insulate 3 ovens | Lee   |
        """
    _, okrs = read(sheet("OKRs", grid, merges=(CellRange(2, 1, 2, 3), CellRange(5, 1, 5, 3))))
    assert _titles(okrs) == [BREAD, OVENS]


def test_ids_without_a_heading_tell_whose_titles_the_words_beside_them_are(read: Read) -> None:
    grid = """
        |     | Description      | Owner | Progress |
        | O1  | Sell more bread  |       |          |
        | KR1 | Open two shops   | Kim   | 50 %     |
        | KR2 | Sell 900 rolls   | Lee   | 10 %     |
        | O2  | Use less heat    |       |          |
        | KR1 | Insulate 3 ovens | Lee   | 30 %     |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == [BREAD, OVENS]


def test_a_campaign_with_an_objective_is_no_okr(read: Read) -> None:
    grid = """
        | Campaign | Objective | Channel | Budget | Target | Result | Owner |
        | Spring   | Awareness | Paper   | 5000   | 100    | 87     | Ann   |
        | Autumn   | Sales     | Radio   | 8000   | 900    | 1100   | Bob   |
        """
    reading, okrs = read(sheet("Plan", grid))
    assert not okrs.objectives
    assert "Campaign" in str(reading.sheets[0].because)


def test_a_cycle_beside_its_label_is_no_row_of_headings(read: Read) -> None:
    grid = """
        | *Objective* | *Sell more bread* |        |
        | Owner       | Ann               |        |
        | Quarter     | Q2 2026           |        |
        | Key Results | Start             | Target |
        | Open two shops | 0              | 2      |
        | Sell 900 rolls | 100            | 900    |
        |
        | *Objective* | *Use less heat*   |        |
        | Quarter     | Q2 2026           |        |
        | Key Results | Start             | Target |
        | Insulate 3 ovens | 0            | 3      |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == [BREAD, OVENS]
    assert [objective.owners for objective in okrs.objectives] == [("Ann",), ()]


def test_the_name_of_a_cycle_above_a_table_is_no_objective(read: Read) -> None:
    grid = """
        | Q1 2026          |       |        |
        | Key Result       | Owner | Target |
        | Open two shops   | Kim   | 2      |
        |
        | Q2 2026          |       |        |
        | Key Result       | Owner | Target |
        | Insulate 3 ovens | Lee   | 3      |
        """
    _, okrs = read(grid)
    assert [objective.title for objective in okrs.objectives] == [None, None]


TWO = """
    | {0} |
    {1}
    | Key result       | Start | Target |
    | Open two shops   | 0     | 2      |
    | Sell 900 rolls   | 40    | 900    |
    |
    | Use less heat    |
    {1}
    | Key result       | Start | Target |
    | Insulate 3 ovens | 0     | 3      |
    """


@pytest.mark.parametrize(
    "between",
    ["|", "|\n| Owner | Ann |\n|", "| Owner | Ann |\n|"],
)
def test_the_title_of_a_table_of_key_results_is_its_objective(read: Read, between: str) -> None:
    reading, okrs = read(TWO.format("Sell more bread", between))
    assert _titles(okrs) == [BREAD, OVENS]
    assert [table.confidence for table in reading.sheets[0].tables] == [0.9, 0.9]


@pytest.mark.parametrize(
    "between",
    ["| Led by Ann, since May. |\n|", "|\n| We said so in May. |\n|"],
)
def test_an_objective_that_begins_a_text_above_its_table_is_not_sure(read: Read, between: str) -> None:
    """The title of the part that the table stands in is none, and so is no sentence of the text."""
    reading, okrs = read("| This season |\n|\n" + TWO.format("Sell more bread", between).strip())
    assert _titles(okrs) == [BREAD, OVENS]
    for table in reading.sheets[0].tables:
        assert table.confidence == 0.6
        assert table.because == "a line of a text above the table may name its objective"


def test_key_results_a_column_right_of_their_objectives_share_their_heading(read: Read) -> None:
    grid = """
        | Objectives & Key Results |                  | Score | Comments |
        | Sell more bread          |                  | 0.5   |          |
        |                          | Open two shops   | 0.6   | Going on |
        |                          | Sell 900 rolls   | 0.4   |          |
        |
        | Use less heat            |                  | 0.3   |          |
        |                          | Insulate 3 ovens | 0.3   |          |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == [BREAD, OVENS]
    assert [o.stated_progress for o in okrs.objectives] == [0.5, 0.3]
    assert [kr.stated_progress for kr in okrs.key_results] == [0.6, 0.4, 0.3]


@pytest.mark.parametrize(("item", "words"), [("Item", "Description"), ("类别", "内容"), ("Type", "Details")])
def test_descriptions_beside_ids_of_both_levels_are_titles(read: Read, item: str, words: str) -> None:
    grid = f"""
        | {item} | {words}          | Owner | Progress |
        | O1     | Sell more bread  | Ann   |          |
        | KR1.1  | Open two shops   | Kim   | 50 %     |
        | KR1.2  | Sell 900 rolls   | Lee   | 10 %     |
        | O2     | Use less heat    | Ann   |          |
        | KR2.1  | Insulate 3 ovens | Lee   | 30 %     |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == [BREAD, OVENS]
    assert [kr.owners for kr in okrs.key_results] == [("Kim",), ("Lee",), ("Lee",)]


def test_counted_lines_that_wait_for_their_words_do_not_hide_the_others(read: Read) -> None:
    grid = """
        | Objective 1:        | Sell more bread |        |
        | Key Results         | Owner           | Target |
        | 1. Open two shops   | Kim             | 2      |
        | 2.                  |                 |        |
        | 3.                  |                 |        |
        |
        | Objective 2:        | Use less heat   |        |
        | Key Results         | Owner           | Target |
        | 1. Insulate 3 ovens | Lee             | 3      |
        | 2.                  |                 |        |
        | 3.                  |                 |        |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == [
        ("Sell more bread", ["1. Open two shops"]),
        ("Use less heat", ["1. Insulate 3 ovens"]),
    ]
