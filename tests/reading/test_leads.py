"""What labels above a table say holds for its objectives."""

from __future__ import annotations

import pytest

from tests.reading.conftest import Read

TABLE = "| Objective | Key result | Target |\n| Grow | Sign | 5 |\n| Love | Delight | 7 |"


@pytest.mark.parametrize("line", ["| Owner: | Ann Lee |", "| Name: Ann Lee |", "| Employee | Ann Lee |"])
def test_a_person_above_a_table_owns_its_objectives(read: Read, line: str) -> None:
    _, okrs = read(f"{line}\n|\n{TABLE}")
    assert [o.owners for o in okrs.objectives] == [("Ann Lee",), ("Ann Lee",)]
    assert [kr.owners for kr in okrs.key_results] == [(), ()]


def test_an_owner_column_says_more_than_the_line_above(read: Read) -> None:
    _, okrs = read(
        "| Owner: | Ann |\n|\n| Objective | Key result | Owner |\n| Grow | Sign | Bo |\n| Love | Win | |"
    )
    assert [okr.owners for okr in okrs.okrs] == [(), ("Bo",), (), ()]


def test_a_team_above_a_table_goes_before_the_name_of_the_tab(read: Read) -> None:
    _, okrs = read(f"| Team: | Sales |\n|\n{TABLE}")
    assert {o.team for o in okrs.objectives} == {"Sales"}


def test_each_section_has_the_owner_that_stands_above_it(read: Read) -> None:
    _, okrs = read(
        """
        | Objective: | Grow | | |
        | Owner: | Ann | Due: | 31 March |
        | Key result | Target | Current |
        | Sign | 5 | 1 |
        |
        | Objective: | Love | | |
        | Owner: | Bo | Due: | 30 June |
        | Key result | Target | Current |
        | Delight | 7 | 2 |
        """
    )
    assert [(o.title, o.owners) for o in okrs.objectives] == [("Grow", ("Ann",)), ("Love", ("Bo",))]
