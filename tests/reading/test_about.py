"""Lists of other things that have aims and results, too, are none of OKRs."""

from __future__ import annotations

import pytest

from tests.grids import sheet
from tests.reading.conftest import Read

TRIALS = """
    | Trial  | Objective                | Expected result   | State |
    | Ovens  | See that they get hot    | Bread is done     | good  |
    | Flour  | See that it stays dry    | No lumps in it    | good  |
    """
AIMS = """
    | Objective             | Expected result         |
    | See that ovens are hot | Bread is done          |
    | See that flour is dry  | No lumps in it         |
    """


@pytest.mark.parametrize(
    "grid",
    [
        TRIALS,
        AIMS,
        "| What we learnt |\n|\n" + AIMS,
        "| Test case | Objective | Expected result | Owner |\n| Ovens | See the heat | Bread | Kim |",
    ],
)
def test_an_aim_and_a_result_alone_make_no_okrs(read: Read, grid: str) -> None:
    reading, okrs = read(sheet("Trials", grid))
    assert okrs.objectives == ()
    assert reading.sheets[0].because


@pytest.mark.parametrize(
    "grid",
    [
        AIMS.replace("Expected", "Key"),
        AIMS.replace("| Bread", "| KR1: Bread").replace("| No", "| KR2: No"),
        "| OKRs of the bakery |\n|\n" + AIMS,
        "| Objective | Expected result | Owner |\n| Hot ovens | Bread is done | Kim |",
        "| Objective | Expected result | Target |\n| Hot ovens | Loaves in an hour | 20 |",
    ],
)
def test_a_name_a_label_an_owner_or_figures_make_them_okrs(read: Read, grid: str) -> None:
    assert len(list(read(sheet("Trials", grid))[1].key_results)) >= 1


def test_a_tab_of_goals_needs_no_more(read: Read) -> None:
    assert len(read(sheet("Goals", AIMS))[1].objectives) == 2


def test_metrics_of_a_ranking_are_no_key_results_even_in_a_file_of_goals(read: Read) -> None:
    grid = """
        | Metric | Description          | How to rank               |
        | Heat:  | how hot an oven gets | higher number == hotter   |
        | Time:  | how soon it does     | higher number == sooner   |
        """
    reading, okrs = read(sheet("Goals 2026", grid))
    assert okrs.objectives == ()
    assert reading.sheets[0].because == (
        '"Metric" alone does not make a table of OKRs: no figures, owners or dates stand beside it'
    )


def test_in_a_list_of_measures_the_goal_is_a_target(read: Read) -> None:
    grid = """
        | Metric    | Goal        | Actual | State |
        | Heat      | 100 % hot   | 90     | good  |
        | Smoke     | none at all | 3      | good  |
        | Ash       | < 0.5       | 0.4    | good  |
        """
    assert read(sheet("Ovens", grid))[1].objectives == ()


def test_figures_are_no_titles(read: Read) -> None:
    grid = "| Check | Goal | Result | Owner |\n| Heat | > 95 % | 97 | Kim |\n| Ash | < 0.5 | 0.4 | Lee |"
    assert read(sheet("Ovens", grid))[1].objectives == ()


LEARNT = """
    | Stage       | State | Key result     |
    | First oven  | done  | Hot in an hour |
    | Second oven | done  | Never hot      |
    """


def test_key_results_of_trials_beside_nothing_but_a_state_are_no_okrs(read: Read) -> None:
    reading, okrs = read(sheet("Trials", LEARNT))
    assert okrs.objectives == ()
    assert reading.sheets[0].because == (
        '"Key result" alone does not make a table of OKRs: no figures, owners or dates stand beside it'
    )


@pytest.mark.parametrize(
    "grid",
    [
        "| Our OKRs |\n|\n" + LEARNT,
        LEARNT.replace("State", "Owner"),
        LEARNT.replace("Stage", "Priority").replace("First oven", "High").replace("Second oven", "Low"),
    ],
)
def test_a_title_or_an_owner_makes_key_results_of_them(read: Read, grid: str) -> None:
    assert len(list(read(sheet("Trials", grid))[1].key_results)) == 2


def test_key_results_beside_an_unknown_heading_stand_under_the_titles_of_objectives(read: Read) -> None:
    grid = """
        | Objectives of the bakery |
        |
        | 1 - Bake better |
        |
        | A word on why, |
        | in two lines   |
        |
        | Key result      | What helps |
        | Sell more pies  | Ovens      |
        | Sell more bread | Flour      |
        |
        | 2 - Waste less |
        |
        | Key result | What helps most of all |
        | Empty bins | Lids                   |
        """
    _, okrs = read(sheet("Bread", grid))
    assert [(o.title, len(o.key_results)) for o in okrs.objectives] == [
        ("1 - Bake better", 2),
        ("2 - Waste less", 1),
    ]


@pytest.mark.parametrize(
    ("tab", "grid", "count"),
    [
        ("Bread", "| Goal name | Progress |\n| Bake | 20 % |\n| Sell | 30 % |", 2),
        ("Goals", "| Title | Owner | Progress |\n| Bake | Kim | 20 % |\n| Sell | Lee | 30 % |", 2),
        ("Goals", "| Title | Progress |\n| Bake | 20 % |\n| Sell | 30 % |", 0),
        ("Goal tasks", "| Title | Owner | Progress |\n| Bake | Kim | 20 % |\n| Sell | Lee | 30 % |", 0),
        ("OKRs", "| Title | Owner | Progress |\n| Bake | Kim | 20 % |\n| Sell | Lee | 30 % |", 0),
        ("Bread", "| Goal name | Amount |\n| Oven | 200 |\n| Shop | 300 |", 0),
    ],
)
def test_titles_that_nothing_tells_apart_are_goals_where_they_are_called_so(
    read: Read, tab: str, grid: str, count: int
) -> None:
    _, okrs = read(sheet(tab, grid))
    assert (len(okrs.objectives), len(list(okrs.key_results))) == (count, 0)


def test_the_metric_of_typed_rows_is_no_key_result(read: Read) -> None:
    grid = """
        | Title | Type      | Metric name | Target | Progress |
        | Bake  | Strategic | Loaves sold | 20     | 10 %     |
        """
    assert list(read(sheet("Goals", grid))[1].key_results) == []
