"""Headings in two or three rows: what a group of columns is called above those of its columns."""

from __future__ import annotations

from itertools import chain

import pytest

from okrsheets.grid import CellRange, Sheet
from okrsheets.model import Field, Level, OkrSet, Reading, TableReading
from tests.grids import sheet
from tests.reading.conftest import Read

DOWN = (CellRange(1, 1, 2, 1), CellRange(1, 2, 2, 2))
OVER_THREE = (CellRange(1, 3, 1, 5), CellRange(1, 6, 1, 8))
MERGES = {"unmerged": (), "merged": OVER_THREE, "merged down": DOWN, "all merged": DOWN + OVER_THREE}

ROWS = """
    | Win the east | Ann | Sign partners  | 20 | 4 | Open offices   | 3  | 1 |
    | Answer soon  | Bob | Hours to reply | 4  | 9 | Happy callers  | 90 | 70 |
"""
SAID = [
    ("Win the east", ("Ann",), [("Sign partners", 20, 4), ("Open offices", 3, 1)]),
    ("Answer soon", ("Bob",), [("Hours to reply", 4, 9), ("Happy callers", 90, 70)]),
]
TITLES = [("Win the east", ["Sign partners", "Open offices"]), ("Answer soon", ["Hours to reply"])]


def _said(okrs: OkrSet) -> list[object]:
    return [
        (o.title, o.owners, [(kr.title, kr.target, kr.current) for kr in o.key_results])
        for o in okrs.objectives
    ]


def _titles(okrs: OkrSet) -> list[tuple[str | None, list[str]]]:
    return [(o.title, [kr.title for kr in o.key_results]) for o in okrs.objectives]


def _table(reading: Reading) -> TableReading:
    (table,) = chain.from_iterable(tab.tables for tab in reading.sheets)
    return table


def _two_rows(first: str, second: str, *, title: str, merges: tuple[CellRange, ...]) -> Sheet:
    """Objectives with two key results, which are called so above "what", target and current value."""
    grid = f"""
        | Objective | Owner | {first}  |        |     | {second} |        |     |
        |           |       | {title}  | Target | Now | {title}  | Target | Now |
        {ROWS}
    """
    return sheet("OKRs", grid, merges=merges)


@pytest.mark.parametrize("merges", MERGES.values(), ids=MERGES)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("KR 1", "KR 2"),
        ("KR1", "KR2"),
        ("Key result #1", "Key result #2"),
        ("Key Result 1: ", "Key Result 2: "),
        ("Schlüsselergebnis 1", "Schlüsselergebnis 2"),
        ("Resultado clave 1", "Resultado clave 2"),
        ("关键结果1", "关键结果2"),
        ("Metric 1", "Metric 2"),
        ("Key Result", "Key Result"),
        ("Key Result A", "Key Result B"),
        ("First key result", "Second key result"),
    ],
)
def test_key_results_are_called_above_their_columns(
    read: Read, first: str, second: str, merges: tuple[CellRange, ...]
) -> None:
    reading, okrs = read(_two_rows(first, second, title="What", merges=merges))
    assert _said(okrs) == SAID
    assert (_table(reading).layout, _table(reading).header) == ("wide", 2)


@pytest.mark.parametrize("merges", MERGES.values(), ids=MERGES)
@pytest.mark.parametrize(
    "title",
    ["Title", "Name", "Description", "Metric", "Text", "KR", "Key result", "Measure", "Details", "Was", ""],
)
def test_a_key_result_below_its_own_heading_may_be_called_anything(
    read: Read, title: str, merges: tuple[CellRange, ...]
) -> None:
    assert _said(read(_two_rows("Key Result 1", "Key Result 2", title=title, merges=merges))[1]) == SAID


@pytest.mark.parametrize("merges", [(), (CellRange(1, 3, 1, 5), CellRange(1, 6, 1, 8))])
def test_what_is_the_objectives_may_stand_in_the_lower_row_of_headings(
    read: Read, merges: tuple[CellRange, ...]
) -> None:
    grid = f"""
        |           |       | KR 1 |        |     | KR 2 |        |     |
        | Objective | Owner | What | Target | Now | What | Target | Now |
        {ROWS}
    """
    assert _said(read(sheet("OKRs", grid, merges=merges))[1]) == SAID


@pytest.mark.parametrize("head", ["upper", "lower"])
def test_what_stands_behind_the_last_group_is_the_objectives(read: Read, head: str) -> None:
    upper, lower = ("Owner", "") if head == "upper" else ("", "Owner")
    _, okrs = read(
        f"""
        | Objective    | KR 1          |        |       | KR 2         |        |       | {upper} |
        |              | What          | Target | Owner | What         | Target | Owner | {lower} |
        | Win the east | Sign partners | 20     | Kim   | Open offices | 3      | Lee   | Ann     |
        """
    )
    (objective,) = okrs.objectives
    assert objective.owners == ("Ann",)
    assert [kr.owners for kr in objective.key_results] == [("Kim",), ("Lee",)]


def test_every_field_of_a_group_is_its_key_results(read: Read) -> None:
    _, okrs = read(
        """
        | Objective    | KR 1          |          |        |         |          | KR 2         |          |
        |              | What          | Baseline | Target | Current | Progress | What         | Baseline |
        | Win the east | Sign partners | 2        | 20     | 4       | 11 %     | Open offices | 1        |
        """
    )
    first, second = okrs.key_results
    assert (first.baseline, first.target, first.current, first.stated_progress) == (2, 20, 4, 0.11)
    assert (second.title, second.baseline, second.target) == ("Open offices", 1, None)
    assert okrs.objectives[0].stated_progress is None


@pytest.mark.parametrize("blank", [(), (CellRange(1, 1, 3, 1), CellRange(1, 2, 3, 2))])
@pytest.mark.parametrize("names", [("KR 1", "KR 2"), ("1", "2")], ids=["named", "numbers"])
def test_headings_may_stand_in_three_rows(
    read: Read, names: tuple[str, str], blank: tuple[CellRange, ...]
) -> None:
    first, second = names
    grid = f"""
        | Objective | Owner | Key results |        |     |          |        |     |
        |           |       | {first}     |        |     | {second} |        |     |
        |           |       | What        | Target | Now | What     | Target | Now |
        {ROWS}
    """
    merges = (*blank, CellRange(1, 3, 1, 8), CellRange(2, 3, 2, 5), CellRange(2, 6, 2, 8)) if blank else ()
    reading, okrs = read(sheet("OKRs", grid, merges=merges))
    assert _said(okrs) == SAID
    assert (_table(reading).range.a1, _table(reading).header) == ("A1:H5", 3)


@pytest.mark.parametrize(
    "merges", [(), (CellRange(1, 2, 1, 3),), (CellRange(1, 1, 2, 1), CellRange(1, 2, 1, 3))]
)
@pytest.mark.parametrize("numbers", [("1", "2"), ("#1", "#2"), ("KR 1", "KR 2")])
def test_key_results_may_be_counted_below_one_heading(
    read: Read, numbers: tuple[str, str], merges: tuple[CellRange, ...]
) -> None:
    first, second = numbers
    grid = f"""
        | Objective    | Key results    |              |
        |              | {first}        | {second}     |
        | Win the east | Sign partners  | Open offices |
        | Answer soon  | Hours to reply |              |
    """
    reading, okrs = read(sheet("OKRs", grid, merges=merges))
    assert _titles(okrs) == TITLES
    assert _table(reading).layout == "wide"


@pytest.mark.parametrize("numbers", [("1", "2"), ("KR 1", "KR 2")])
def test_fields_may_be_called_above_the_numbers_of_key_results(read: Read, numbers: tuple[str, str]) -> None:
    first, second = numbers
    _, okrs = read(
        f"""
        | Objective    | Key results    |               | Targets |          | Current |          |
        |              | {first}        | {second}      | {first} | {second} | {first} | {second} |
        | Win the east | Sign partners  | Open offices  | 20      | 3        | 4       | 1        |
        | Answer soon  | Hours to reply | Happy callers | 4       | 90       | 9       | 70       |
        """
    )
    assert [krs for _, _, krs in SAID] == [
        [(kr.title, kr.target, kr.current) for kr in o.key_results] for o in okrs.objectives
    ]


def test_a_merge_that_stops_short_of_its_group_is_looked_through(read: Read) -> None:
    short = (CellRange(1, 3, 1, 4), CellRange(1, 6, 1, 7))
    assert _said(read(_two_rows("KR 1", "KR 2", title="What", merges=short))[1]) == SAID


@pytest.mark.parametrize("owner", ["upper", "lower"])
def test_what_a_group_is_called_may_stand_in_the_middle_of_it(read: Read, owner: str) -> None:
    upper, lower = ("Owner", "") if owner == "upper" else ("", "Owner")
    grid = f"""
        | Objective | {upper} |      | KR 1   |     |      | KR 2   |     |
        |           | {lower} | What | Target | Now | What | Target | Now |
        {ROWS}
    """
    assert _said(read(grid)[1]) == SAID


def test_groups_may_be_parted_by_a_blank_column(read: Read) -> None:
    _, okrs = read(
        """
        | Objective    | Key Result    |        | | Key Result   |        |
        |              | What          | Target | | What         | Target |
        | Win the east | Sign partners | 20     | | Open offices | 3      |
        """
    )
    assert [(kr.title, kr.target) for kr in okrs.key_results] == [("Sign partners", 20), ("Open offices", 3)]


def test_a_word_that_is_known_for_something_else_is_no_key_result(read: Read) -> None:
    _, okrs = read(
        """
        | Objective    | KR 1     |               |        | KR 2     |              |        |
        |              | Category | What          | Target | Category | What         | Target |
        | Win the east | Partners | Sign partners | 20     | Offices  | Open offices | 3      |
        """
    )
    assert [kr.title for kr in okrs.key_results] == ["Sign partners", "Open offices"]


def test_key_results_that_nobody_has_named_yet_make_no_form_of_a_wide_table(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective    | KR 1 |        |     | KR 2 |        |     | Owner |
        |              | What | Target | Now | What | Target | Now |       |
        | Win the east |      |        |     |      |        |     | Ann   |
        """
    )
    assert [(o.title, o.owners, o.key_results) for o in okrs.objectives] == [("Win the east", ("Ann",), ())]
    assert _table(reading).layout == "wide"


def test_figures_of_key_results_without_titles_are_not_the_objectives(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective    | Owner | KR1    |          | KR2    |          |
        |              |       | Target | Progress | Target | Progress |
        | Win the east | Ann   | 20     | 40 %     | 10     | 30 %     |
        | Answer soon  | Bob   | 5      | 10 %     | 15     | 50 %     |
        """
    )
    assert [(o.owners, o.stated_progress) for o in okrs.objectives] == [(("Ann",), None), (("Bob",), None)]
    last = _table(reading).columns[-1]
    assert (last.field, last.because) == (None, "speaks of key result 2, which has no title here")


@pytest.mark.parametrize(
    ("upper", "lower", "layout"),
    [
        (
            "| OKRs      |       | Key results |        |     |",
            "| Objective | Owner | Key Result | Target | Now |",
            "flat",
        ),
        (
            "| Objective |       | Key result  |        |     |",
            "| Objective | Owner | Key Result | Target | Now |",
            "flat",
        ),
        (
            "|           |       | KR 1        |        |     |",
            "| Objective | Owner | Key Result | Target | Now |",
            "flat",
        ),
    ],
    ids=["banner", "levels", "one number"],
)
@pytest.mark.parametrize("merges", [(), (CellRange(1, 3, 1, 5),)], ids=["unmerged", "merged"])
def test_one_heading_above_a_flat_table_does_not_make_it_wide(
    read: Read, upper: str, lower: str, layout: str, merges: tuple[CellRange, ...]
) -> None:
    grid = f"""
        {upper}
        {lower}
        | Win the east | Ann | Sign partners  | 20 | 4 |
        | Answer soon  | Bob | Hours to reply | 4  | 9 |
    """
    reading, okrs = read(sheet("OKRs", grid, merges=merges))
    assert _table(reading).layout == layout
    assert [(kr.title, kr.target, kr.current) for kr in okrs.key_results] == [
        ("Sign partners", 20, 4),
        ("Hours to reply", 4, 9),
    ]


@pytest.mark.parametrize("groups", [("Metric 1", "Metric 2"), ("Q1", "Q2"), ("Ann", "Bob")])
def test_groups_beside_a_column_of_key_results_are_not_key_results(
    read: Read, groups: tuple[str, str]
) -> None:
    first, second = groups
    reading, okrs = read(
        f"""
        | Objective    | Key Result     | {first} |     | {second} |     |
        |              |                | Target  | Now | Target   | Now |
        | Win the east | Sign partners  | 20      | 4   | 30       | 5   |
        | Answer soon  | Hours to reply | 4       | 9   | 3        | 8   |
        """
    )
    assert _table(reading).layout == "flat"
    assert [kr.title for kr in okrs.key_results] == ["Sign partners", "Hours to reply"]


def test_months_below_a_heading_are_check_ins_of_one_key_result(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective    | Key Result     | Target | Current |     |     |
        |              |                |        | Jan     | Feb | Mar |
        | Win the east | Sign partners  | 20     | 4       | 5   | 6   |
        | Answer soon  | Hours to reply | 4      | 9       | 8   | 7   |
        """
    )
    assert _table(reading).layout == "flat"
    assert [kr.current for kr in okrs.key_results] == [6, 7]


def test_two_tables_side_by_side_are_not_one_wide_table(read: Read) -> None:
    reading, _ = read(
        """
        | Key results    |        |     | | Key results   |        |     |
        | Key result     | Target | Now | | Key result    | Target | Now |
        | Sign partners  | 20     | 4   | | Open offices  | 3      | 1   |
        | Hours to reply | 4      | 9   | | Happy callers | 90     | 70  |
        """
    )
    assert [table.range.a1 for table in reading.sheets[0].tables] == ["A1:C4", "E1:G4"]


def test_a_column_says_that_its_meaning_is_that_of_its_groups_key_result(read: Read) -> None:
    reading, _ = read(_two_rows("KR 1", "KR 2", title="What", merges=()))
    found = {column.heading: (column.field, column.level) for column in _table(reading).columns}
    assert found["KR 2 What"] == (Field.KEY_RESULT, Level.KEY_RESULT)
    assert found["KR 2 Now"] == (Field.CURRENT, Level.KEY_RESULT)
    assert found["Owner"] == (Field.OWNER, Level.OBJECTIVE)
