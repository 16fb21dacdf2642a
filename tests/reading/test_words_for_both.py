"""Headings that may mean two things, and columns that name no level: cells and places decide."""

from __future__ import annotations

import pytest

from okrsheets.grid import Sheet
from tests.grids import sheet
from tests.reading.conftest import Read
from tests.reading.test_layouts import _layouts, _titles


def _lines(*lines: tuple[object, ...]) -> Sheet:
    """A tab of these lines, each a row of its own; an empty one is blank."""
    drawn = "\n".join("| " + " | ".join(map(str, line)) + " |" if line else "|" for line in lines)
    return sheet("Plan", drawn)


@pytest.mark.parametrize("heading", ["Meta", "Goal", "Ziel"])
def test_targets_said_in_words_with_figures_stand_behind_key_results(read: Read, heading: str) -> None:
    _, okrs = read(
        f"""
        | Objective 1 - Bake better bread |                               |
        |
        | KR                              | {heading}                     |
        | KR1 Loaves without a flaw       | 95 of 100 loaves every day    |
        | KR2 Ovens that are checked      | 4 ovens checked by an expert  |
        |
        | Objective 2 - Sell all of it    |                               |
        |
        | KR                              | {heading}                     |
        | KR1 Bread thrown away           | 0 loaves in any of the shops  |
        | KR2 Shops that sell out by noon | 7 shops on most of the days   |
        """
    )
    assert [len(o.key_results) for o in okrs.objectives] == [2, 2]
    assert [kr.target for kr in okrs.key_results][2:] == [0, 7]


def test_goals_with_figures_that_several_rows_share_are_objectives(read: Read) -> None:
    _, okrs = read(
        """
        | KR                | Goal                            | Owner |
        | Sign new bakers   | Have 20 shops in town (2 towns) | Kim   |
        | Rent a hall       | Have 20 shops in town (2 towns) | Lee   |
        | Ask every guest   | Be loved by 9 in 10 guests      | Kim   |
        | Answer every mail | Be loved by 9 in 10 guests      | Lee   |
        """
    )
    assert [o.title for o in okrs.objectives] == [
        "Have 20 shops in town (2 towns)",
        "Be loved by 9 in 10 guests",
    ]


def test_ids_of_key_results_beside_objectives_have_their_words_in_the_next_column(read: Read) -> None:
    _, okrs = read(
        """
        | Objective     | KR     | Target                         | Owner |
        | OBJ-1 Bakery  | KR-1.1 | Three new ovens in operation   | Kim   |
        | OBJ-1 Bakery  | KR-1.2 | Dough is ready before 4 am     | Lee   |
        | OBJ-2 Service | KR-2.1 | Guests wait less than a minute | Ann   |
        """
    )
    assert _titles(okrs) == {
        "OBJ-1 Bakery": ("Three new ovens in operation", "Dough is ready before 4 am"),
        "OBJ-2 Service": ("Guests wait less than a minute",),
    }


def test_ids_and_targets_below_objectives_are_sections_and_their_headers_are_no_key_results(
    read: Read,
) -> None:
    reading, okrs = read(
        """
        | O1: Bake better bread |                                  |
        |
        | KR                    | Meta                             |
        | KR1                   | Loaves without a flaw reach 95 % |
        | KR2                   | Ovens are checked by an expert   |
        |
        | O2: Sell all of it    |                                  |
        |
        | KR                    | Meta                             |
        | KR1                   | No bread is ever thrown away     |
        | KR2                   | Guests wait less than a minute   |
        """
    )
    assert _titles(okrs) == {
        "O1: Bake better bread": ("Loaves without a flaw reach 95 %", "Ovens are checked by an expert"),
        "O2: Sell all of it": ("No bread is ever thrown away", "Guests wait less than a minute"),
    }
    assert _layouts(reading) == ["sections", "sections"]


@pytest.mark.parametrize("heading", ["Annual objective (2026)", "Q4 2026 objective", "OBJECTIVE"])
def test_a_line_that_only_heads_an_objective_is_none_itself(read: Read, heading: str) -> None:
    _, okrs = read(
        _lines(
            (heading,),
            (),
            ("Bake bread that people talk about",),
            (),
            ("Key result", "Baseline", "Target"),
            ("Loaves sold a day", 100, 300),
            ("Shops that sell them", 2, 5),
        )
    )
    assert _titles(okrs) == {
        "Bake bread that people talk about": ("Loaves sold a day", "Shops that sell them")
    }


def test_okrs_with_a_target_and_an_actual_figure_are_key_results(read: Read) -> None:
    _, okrs = read(
        """
        | OKR               | Target | Actual | Score |
        | Loaves sold a day | 300    | 280    | 0.9   |
        | Guests who return | 60 %   | 66 %   | 1.0   |
        """
    )
    assert _titles(okrs) == {None: ("Loaves sold a day", "Guests who return")}
    assert [(kr.target, kr.current) for kr in okrs.key_results] == [(300, 280), (0.6, 0.66)]


def test_okrs_with_a_target_alone_are_still_told_apart_by_nothing(read: Read) -> None:
    reading, okrs = read(
        """
        | OKR               | Target |
        | Loaves sold a day | 300    |
        | Guests who return | 60 %   |
        """
    )
    assert not okrs.objectives
    assert reading.sheets[0].because


@pytest.mark.parametrize(
    "grid",
    [
        # the targets stand in another column
        """
        | KR              | Goal                                  | Target value |
        | Sign new bakers | Bake the best bread in 3 of our towns | 5            |
        """,
        """
        | KR              | Goal                                  | Ziel |
        | Sign new bakers | Bake the best bread in 3 of our towns | 5    |
        """,
        # another column is said to be an objective's
        """
        | KR              | Goal                                  | Objective owner |
        | Sign new bakers | Bake the best bread in 3 of our towns | Kim             |
        """,
        # no key result that a target could be of
        """
        | KR | Goal                                  | Current | Due        |
        |    | Bake the best bread in 3 of our towns |         | 2026-04-26 |
        """,
    ],
)
def test_a_goal_with_a_figure_is_an_objective_where_it_cannot_be_a_target(read: Read, grid: str) -> None:
    _, okrs = read(grid)
    assert [o.title for o in okrs.objectives] == ["Bake the best bread in 3 of our towns"]
