"""Columns that name persons are owners where no column is called so."""

from __future__ import annotations

import pytest

from tests.reading.conftest import Read


@pytest.mark.parametrize("heading", ["Employee", "student_id", "Name", "Team member", "Mitarbeiter", "姓名"])
def test_a_column_of_persons_names_the_owners(read: Read, heading: str) -> None:
    _, okrs = read(f"| {heading} | Objective | Key result |\n| A17 | Grow | Sign |\n| B18 | Love | Win |")
    assert [objective.owners for objective in okrs.objectives] == [("A17",), ("B18",)]


@pytest.mark.parametrize("heading", ["Employee", "student_id"])
def test_persons_beside_cells_of_several_okrs_are_their_owners(read: Read, heading: str) -> None:
    _, okrs = read(
        f"| {heading} | okr_description |\n| S1 | Goal: Grow; Target: Win |\n| S2 | Goal: Go; Target: Win |"
    )
    assert [objective.owners for objective in okrs.objectives] == [("S1",), ("S2",)]


def test_an_owner_column_goes_before_a_column_of_persons(read: Read) -> None:
    _, okrs = read("| Employee | Owner | Objective | Key result |\n| Ann | Bo | Grow | Sign |")
    assert okrs.objectives[0].owners == ("Bo",)


def test_a_name_is_a_title_where_there_is_no_other(read: Read) -> None:
    _, okrs = read("| Type | Name | Target |\n| Objective | Grow | |\n| Key result | Sign | 5 |")
    assert [objective.title for objective in okrs.objectives] == ["Grow"]
