"""Owners: one cell, several people, several columns."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell
from okrsheets.reading.language.people import naming_of, owners_in
from okrsheets.reading.language.vocabulary import load_vocabulary
from tests.grids import sheet
from tests.reading.conftest import Read

WORDS = load_vocabulary({})


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
        ("Ana\nKim", ("Ana", "Kim")),
        ("Ana + Kim", ("Ana", "Kim")),
        ("Ana | Kim", ("Ana", "Kim")),
        ("Ana&Kim", ("Ana", "Kim")),
        ("Ana w/ Kim", ("Ana", "Kim")),
        ("1. Ana\n2. Kim", ("Ana", "Kim")),
        ("- Ana\n- Kim", ("Ana", "Kim")),
        ("Ana, Bo & Kim", ("Ana", "Bo", "Kim")),
        ("Ana und Kim", ("Ana", "Kim")),
        ("Ana et Kim", ("Ana", "Kim")),
        ("Ana y Kim", ("Ana", "Kim")),
        ("Ana e Kim", ("Ana", "Kim")),
        ("Ana en Kim", ("Ana", "Kim")),
        ("张三和李四", ("张三", "李四")),
        ("张三、李四，王五", ("张三", "李四", "王五")),
        ("张三,李四", ("张三", "李四")),
        ("王和平", ("王和平",)),
        ("和田さくら", ("和田さくら",)),
        ("田中、鈴木", ("田中", "鈴木")),
        ("김철수 및 이영희", ("김철수", "이영희")),
        ("Ana Ruiz (Sales, East), Kim Lee", ("Ana Ruiz (Sales, East)", "Kim Lee")),
        ("van der Berg, Jan", ("van der Berg, Jan",)),
        ("d'Arc, Chloé", ("d'Arc, Chloé",)),
        ("Mei-Lin Wu, Chloé d'Arc", ("Mei-Lin Wu", "Chloé d'Arc")),
        ("Ruiz, Ana Maria", ("Ruiz, Ana Maria",)),
        ("ana+okr@corp.com", ("ana+okr@corp.com",)),
        ("Ann Lee <ann@corp.com>", ("Ann Lee <ann@corp.com>",)),
        ("@ana, @kim", ("@ana", "@kim")),
        ("John Y. Lee", ("John Y. Lee",)),
        ("Yves", ("Yves",)),
        ("Ana, etc.", ("Ana",)),
        ("Ana / TBD", ("Ana",)),
        ("Sales & Marketing", ("Sales & Marketing",)),
        ("Trust and Safety", ("Trust and Safety",)),
        ("UI/UX", ("UI/UX",)),
        ("A/B", ("A/B",)),
        ("CFO and CTO", ("CFO", "CTO")),
        ("https://corp.com/ana", ("https://corp.com/ana",)),
        ("?", ()),
        ("n/a", ()),
        ("TBD", ()),
        ("-", ()),
    ],
)
def test_owners_of_one_cell(read: Read, cell: str, owners: tuple[str, ...]) -> None:
    grid = "| Objective | Key result | Owner |\n| Grow | Sign | |"
    _, okrs = read(sheet("OKRs", grid, more={(2, 3): Cell(cell)}))
    assert next(okrs.key_results).owners == owners


def test_a_pair_is_two_people_where_the_column_names_one_of_them_alone(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Owner |\n| Grow | Sign | Ana, Kim |\n| Grow | Sell | Kim |")
    assert [key_result.owners for key_result in okrs.key_results] == [("Ana", "Kim"), ("Kim",)]


def test_the_words_of_a_team_are_parted_where_they_stand_alone_elsewhere(read: Read) -> None:
    cells = ("Sales & Marketing", "Sales", "Marketing")
    rows = "\n".join(f"| Grow | Result {n} | {cell} |" for n, cell in enumerate(cells))
    _, okrs = read(f"| Objective | Key result | Owner |\n{rows}")
    assert next(okrs.key_results).owners == ("Sales", "Marketing")


@pytest.mark.parametrize(
    ("cells", "owners"),
    [
        (("Ruiz, Ana", "Lee, Kim", "Falk, Ida", "Sales"), ("Ruiz, Ana",)),
        (("Ana, Kim", "Bo", "Ida"), ("Ana", "Kim")),
        (("Ana, Bo Lind", "Kim Lee", "Ida Falk"), ("Ana", "Bo Lind")),
        (("Ruiz, Ana Maria", "Lee, Kim", "Falk, Ida"), ("Ruiz, Ana Maria",)),
        (("Ruiz, Ana", "Ana Ruiz", "Kim Lee"), ("Ruiz, Ana",)),
        (("Sales, Marketing", "Finance, Legal"), ("Sales", "Marketing")),
    ],
)
def test_a_column_shows_what_its_commas_part(
    read: Read, cells: tuple[str, ...], owners: tuple[str, ...]
) -> None:
    rows = "\n".join(f"| Grow | Result {n} | {cell} |" for n, cell in enumerate(cells))
    _, okrs = read(f"| Objective | Key result | Owner |\n{rows}")
    assert next(okrs.key_results).owners == owners


NAMES = st.builds("{} {}".format, *(st.sampled_from(("Ana", "Kim", "Zoë", "Øyvind", "Yann", "Élise")),) * 2)


@given(
    st.lists(NAMES, min_size=1, max_size=5, unique=True),
    st.sampled_from(
        ("; ", ";", "\n", ", ", " & ", " and ", " und ", " et ", " y ", "/", " / ", " | ", "、", " + ")
    ),
)
def test_people_are_told_apart_by_whatever_parts_them(names: list[str], sign: str) -> None:
    cell = sign.join(names)
    assert owners_in(cell, naming_of([cell], WORDS), WORDS) == tuple(names)


@given(st.lists(st.text(max_size=40), max_size=4))
@example([",((" * 10_000])
@example(["Ana, " * 6000])
@example(["和" * 30_000])
@settings(max_examples=300, deadline=None)
def test_no_cell_of_owners_does_harm(cells: list[str]) -> None:
    naming = naming_of(cells, WORDS)
    for cell in cells:
        assert all(owners_in(cell, naming, WORDS))


def test_every_owner_column_is_read(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Eng Owner | PM Owner |\n| Grow | Sign | Ana | Kim |")
    assert next(okrs.key_results).owners == ("Ana", "Kim")
