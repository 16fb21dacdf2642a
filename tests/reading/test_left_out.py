"""What is not read: notes, totals and lists around a table, each told with its reason."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, Look
from okrsheets.model import OkrSet, Reading
from tests.grids import sheet
from tests.reading.conftest import Read

GROWN = {"Grow": ("Sign", "Sell"), "Love": ("Delight",)}
FOUR = """
    | Objective | Key result | Owner | Baseline | Current | Target |
    | Grow      | Sign       | Kim   | 0        | 10      | 50     |
    | Grow      | Sell       | Lee   | 0        | 10      | 60     |
    | Love      | Delight    | Kim   | 0        | 70.3    | 90     |
    """


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def _left_out(reading: Reading) -> list[tuple[str, str]]:
    return [(left.range.a1, left.because) for left in reading.sheets[0].left_out]


def test_notes_far_below_a_table_are_not_read_as_objectives(read: Read) -> None:
    notes = {
        (7, 1): Cell(90.3, formula="SUM(E2:E4)"),
        (7, 3): Cell(1),
        (8, 3): Cell("two"),
        (9, 3): Cell(3),
        (10, 1): Cell("bold x", look=Look(bold=True)),
        (11, 1): Cell("http://x.y", link="http://x.y"),
    }
    reading, okrs = read(sheet("OKRs", FOUR, more=notes))
    assert _titles(okrs) == GROWN
    assert reading.sheets[0].tables[0].range.a1 == "A1:F4"


@pytest.mark.parametrize("title", ["'90.3", "90.3", "http://x.y", "https://x.y/a?b=c", "www.x.y", "#REF!"])
def test_a_number_a_link_or_an_error_is_no_title(read: Read, title: str) -> None:
    _, okrs = read(f"{FOUR.rstrip()}\n| {title} | | Kim | 1 | 2 | 3 |")
    assert _titles(okrs) == GROWN


@pytest.mark.parametrize("note", ["| See also | | Kim |", "| Word | | | Meaning |", "| | Legend | Green |"])
def test_rows_apart_that_are_not_filled_in_like_the_table_are_not_part_of_it(read: Read, note: str) -> None:
    _, okrs = read(f"{FOUR.rstrip()}\n|\n|\n{note}\n{note}")
    assert _titles(okrs) == GROWN


@pytest.mark.parametrize("row", ["| Win | Score | | | | |", "| | Please | Lee | 0 | 1 | 2 |"])
def test_rows_apart_that_are_filled_in_like_the_table_belong_to_it(read: Read, row: str) -> None:
    _, okrs = read(f"{FOUR.rstrip()}\n|\n|\n|\n{row}")
    assert len(list(okrs.key_results)) == 4


def test_a_list_that_refers_to_the_objectives_of_its_tab_is_no_table_of_okrs(read: Read) -> None:
    reading, okrs = read(
        f"""
        {FOUR.strip()}
        |
        |
        | Top risks |
        | #         | Risk  | Objective | Owner | Mitigation |
        | 1         | Churn | Grow      | Ann   | Call them  |
        | 2         | Cost  | love      | Kim   | Save       |
        """
    )
    assert _titles(okrs) == GROWN
    assert len(reading.sheets[0].tables) == 1
    assert _left_out(reading) == [
        ("A7", "a title"),
        ("A8:E10", "only refers to objectives of another table"),
    ]


def test_what_stands_around_a_table_is_told_with_the_reason(read: Read) -> None:
    reading, _ = read(
        f"""
        | Our plan |
        | Please fill in every week |
        |
        {FOUR.strip()}
        | Total | | | 0 | 30.1 | 200 |
        |
        | Stuck? | | | | | | | Ask Ana |
        |
        |
        | Team member | Role  | Phone |
        | Ana         | Lead  | 1234  |
        | Kim         | Sales | 4567  |
        |
        |
        |
        |
        | Green is on track |
        """
    )
    assert [left.range.a1 for left in reading.sheets[0].tables[0].left_out] == ["A8:F8"]
    assert _left_out(reading) == [
        ("A1:A2", "a title and notes"),
        ("A10:H10", "a note"),
        ("A13:C15", 'no column of objectives or key results among "Team member", "Role", "Phone"'),
        ("A20", "a note"),
    ]


def test_what_stands_beside_a_table_is_told(read: Read) -> None:
    tab = sheet("OKRs", FOUR, more={(2, 9): Cell("Ask Ana"), (3, 9): Cell("or Kim")})
    assert _left_out(read(tab)[0]) == [("I2:I3", "beside a table and under none of its headings")]


def test_a_tab_with_nothing_around_its_table_leaves_nothing_out(read: Read) -> None:
    assert _left_out(read(FOUR)[0]) == []


@pytest.mark.parametrize("above", ["", "| Our plan |\n|\n", "| Our plan |\n| of this year |\n"])
def test_what_a_table_leaves_out_goes_on_from_it_without_a_gap(read: Read, above: str) -> None:
    top = above.count("\n")
    below = "| Total | | | 18 |\n| 1 | | Kim |\n|\n| Average | | | 6 |\n| 90.3 |"
    reading, _ = read(f"{above}{FOUR.strip()}\n{below}")
    [table] = reading.sheets[0].tables
    assert [left.range.top - top for left in table.left_out] == [5, 6]
    assert [left.range.top - top for left in reading.sheets[0].left_out if left.range.top > top] == [8, 9]
