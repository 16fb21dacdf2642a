"""Owners: one cell, several people, several columns."""

from __future__ import annotations

import pytest

from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Ana Ruiz", ("Ana Ruiz",)),
        ("Ana; Kim", ("Ana", "Kim")),
        ("Ana and Kim", ("Ana", "Kim")),
        ("Ana/Kim", ("Ana", "Kim")),
        ("Ana & Kim", ("Ana", "Kim")),
        ("R&D", ("R&D",)),
        ("Ana Ruiz, Kim Lee", ("Ana Ruiz", "Kim Lee")),
        ("Ana, Kim, Lee", ("Ana", "Kim", "Lee")),
        ("Ruiz, Ana", ("Ruiz, Ana",)),
        ("Ruiz, Ana; Lee, Kim", ("Ruiz, Ana", "Lee, Kim")),
        ("Ana, Kim & Lee", ("Ana", "Kim", "Lee")),
        ("ana@corp.com, kim@corp.com", ("ana@corp.com", "kim@corp.com")),
        ("Alexander and Anderson", ("Alexander", "Anderson")),
        ("n/a", ()),
        ("TBD", ()),
        ("-", ()),
    ],
)
def test_owners_of_one_cell(read: Read, cell: str, owners: tuple[str, ...]) -> None:
    _, okrs = read(f"| Objective | Key result | Owner |\n| Grow | Sign | {cell} |")
    assert next(okrs.key_results).owners == owners


def test_a_pair_is_two_people_where_the_column_names_one_of_them_alone(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Owner |\n| Grow | Sign | Ana, Kim |\n| Grow | Sell | Kim |")
    assert [key_result.owners for key_result in okrs.key_results] == [("Ana", "Kim"), ("Kim",)]


def test_every_owner_column_is_read(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Eng Owner | PM Owner |\n| Grow | Sign | Ana | Kim |")
    assert next(okrs.key_results).owners == ("Ana", "Kim")
