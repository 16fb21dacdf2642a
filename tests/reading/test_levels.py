"""Whose a column is, where an objective and its key results share rows."""

from __future__ import annotations

import pytest

from okrsheets.grid import CellRange
from okrsheets.model import Field, Level, Reading
from tests.grids import sheet
from tests.reading.conftest import Read


def _level(reading: Reading, heading: str) -> Level | None:
    columns = reading.sheets[0].tables[0].columns
    return next(column.level for column in columns if column.heading == heading)


def test_ids_say_whose_they_are_where_nothing_else_does(read: Read) -> None:
    reading, okrs = read("| Objective | No.  | Key result | Target |\n| Grow | KR-1 | Sign | 5 |")
    assert _level(reading, "No.") is Level.KEY_RESULT
    assert next(okrs.key_results).id == "KR-1"


@pytest.mark.parametrize(
    ("grid", "merges", "level"),
    [
        (
            "| Objective | Key result | Objective owner |\n| Grow | Sign | Ana |\n| | Sell | Kim |",
            (),
            Level.OBJECTIVE,
        ),
        (
            "| KR owner | Objective | Key result |\n| Ana | Grow | Sign |\n| Kim | | Sell |",
            (),
            Level.KEY_RESULT,
        ),
        (
            "| Objective | Key result | Owner |\n| Grow | Sign | Ana |\n| | Sell | |",
            (CellRange(2, 1, 3, 1), CellRange(2, 3, 3, 3)),
            Level.OBJECTIVE,
        ),
        (
            "| O | KR | Owner |\n| A | Sign | Ana |\n| A | Sell | Ana |\n| B | Win | Kim |\n| B | Go | Kim |",
            (),
            Level.OBJECTIVE,
        ),
        (
            "| Objective | KR | Owner |\n| A | Sign | Ana |\n| | Sell | |\n| B | Charm | Kim |\n| | Win | |",
            (),
            Level.OBJECTIVE,
        ),
        (
            "| Owner | Objective | Key result |\n| Ana | Grow | Sign |\n| Kim | Grow | Sell |",
            (),
            Level.KEY_RESULT,
        ),
        (
            "| Owner | Objective | Key result |\n| Ana | Grow | Sign |\n| Kim | Love | Sell |",
            (),
            Level.OBJECTIVE,
        ),
        (
            "| Objective | Key result | Owner |\n| Grow | Sign | Ana |\n| Love | Sell | Kim |",
            (),
            Level.KEY_RESULT,
        ),
    ],
    ids=["heading", "heading-kr", "merge", "equal", "first-row", "differs", "left", "right"],
)
def test_an_owner_column_belongs_to(
    read: Read, grid: str, merges: tuple[CellRange, ...], level: Level
) -> None:
    reading, _ = read(sheet("OKRs", grid, merges=merges))
    heading = next(c.heading for c in reading.sheets[0].tables[0].columns if c.field is Field.OWNER)
    assert _level(reading, heading) is level


def test_an_owner_said_on_every_row_speaks_for_the_key_results_too(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Owner | Key result |
        | Grow      | Ana   | Sign       |
        |           | Ana   | Sell       |
        | Love      | Kim   | Delight    |
        |           | Kim   | Charm      |
        """
    )
    assert [objective.owners for objective in okrs.objectives] == [("Ana",), ("Kim",)]
    assert [key_result.owners for key_result in okrs.key_results] == [("Ana",), ("Ana",), ("Kim",), ("Kim",)]


def test_an_objectives_parent_is_never_that_of_its_key_results(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Aligned to | Key result | Contributes to |
        | Grow      | CO-1       | Sign       | Company!O1     |
        | Grow      | CO-1       | Sell       |                |
        | Love      | CO-2       | Delight    |                |
        | Love      | CO-2       | Charm      |                |
        """
    )
    assert [[text.text for text in o.alignment_texts] for o in okrs.objectives] == [["CO-1"], ["CO-2"]]
    assert [[text.text for text in k.alignment_texts] for k in okrs.key_results] == [
        ["Company!O1"],
        [],
        [],
        [],
    ]


def test_the_title_columns_have_the_levels_of_their_words(read: Read) -> None:
    reading, _ = read("| Objective | Key result |\n| Grow | Sign |")
    assert (_level(reading, "Objective"), _level(reading, "Key result")) == (
        Level.OBJECTIVE,
        Level.KEY_RESULT,
    )


def test_a_key_result_with_an_owner_column_of_its_own_takes_none_from_its_objective(read: Read) -> None:
    _, okrs = read(
        """
        | objectiveId | title | ownerName | keyResultTitle | keyResultOwnerName |
        | O1          | Grow  | Ana       | Sign           | Kim                |
        | O1          | Grow  | Ana       | Sell           |                    |
        | O2          | Love  | Bo        | Delight        | Kim                |
        | O2          | Love  | Bo        | Charm          | Kim                |
        """
    )
    assert [kr.owners for kr in okrs.key_results] == [("Kim",), (), ("Kim",), ("Kim",)]


def test_a_column_filled_once_right_of_the_key_results_is_the_key_results(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Depends on |\n| Grow | Sign | IT: O1 |\n| | Sell | |")
    assert [text.text for text in next(okrs.key_results).alignment_texts] == ["IT: O1"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 3, 2, 0)], ids=["as written", "sorted"])
def test_in_flat_rows_a_cell_filled_on_a_first_row_alone_is_that_rows_own(
    read: Read, order: tuple[int, ...]
) -> None:
    rows = (
        "| Grow | Ana | Sign | 1 |",
        "| Grow | | Sell | 2 |",
        "| Love | Kim | Win | |",
        "| Love | | Go | |",
    )
    _, okrs = read("\n".join(["| Objective | Owner | Key result | Weight |", *(rows[n] for n in order)]))
    assert {o.title: o.owners for o in okrs.objectives} == {"Grow": (), "Love": ()}
    assert {kr.title: (kr.owners, kr.weight) for kr in okrs.key_results} == {
        "Sign": (("Ana",), 1),
        "Sell": ((), 2),
        "Win": (("Kim",), None),
        "Go": ((), None),
    }


@pytest.mark.parametrize(
    "rows",
    [
        "| Care | Grow | Ana | Sign |\n| | Grow | Kim | Sell |\n| | Grow | Kim | Win |",
        "| | Grow | Kim | Win |\n| | Grow | Kim | Sell |\n| Care | Grow | Ana | Sign |",
    ],
)
def test_flat_rows_that_disagree_about_their_objective_are_read_alike_in_any_order(
    read: Read, rows: str
) -> None:
    _, okrs = read(f"| Objective team | Objective | Objective owner | Key result |\n{rows}")
    (objective,) = okrs.objectives
    assert (objective.team, objective.owners) == ("Care", ("Kim",))
    assert {kr.title for kr in objective.key_results} == {"Sign", "Sell", "Win"}


def test_a_heading_on_both_sides_of_the_key_results_is_read_on_both(read: Read) -> None:
    _reading, okrs = read(
        """
        | Objective | Status   | Weight | Key result | Status  | Weight |
        | Grow      | On track | 2      | Sign       | Done    | 30     |
        |           |          |        | Sell       | At risk | 70     |
        | Love      | At risk  | 1      | Delight    | Done    | 100    |
        |           |          |        | Charm      |         |        |
        """
    )
    assert [(o.stated_status, o.weight) for o in okrs.objectives] == [("On track", 2), ("At risk", 1)]
    assert [(kr.stated_status, kr.weight) for kr in okrs.key_results] == [
        ("Done", 30),
        ("At risk", 70),
        ("Done", 100),
        (None, None),
    ]


def test_an_objective_that_says_nothing_does_not_hide_whose_a_column_is(read: Read) -> None:
    reading, _ = read(
        """
        | Objective | Key result | Team lead |
        | Grow      | Sign       | Ana       |
        | Grow      | Sell       | Ana       |
        | Love      | Delight    |           |
        | Love      | Charm      |           |
        | Learn     | Read       | Kim       |
        | Learn     | Write      | Kim       |
        """
    )
    assert _level(reading, "Team lead") is Level.OBJECTIVE


def test_where_objectives_have_rows_of_their_own_no_column_is_theirs_alone(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Status   | Weight |
        | Grow      |            | On track |        |
        |           | Sign       | Done     | 1      |
        |           | Sell       | Done     |        |
        | Love      |            |          | 2      |
        |           | Delight    | At risk  | 3      |
        |           | Charm      | At risk  |        |
        """
    )
    assert [(o.stated_status, o.weight) for o in okrs.objectives] == [("On track", None), (None, 2)]
    said = [(kr.stated_status, kr.weight) for kr in okrs.key_results]
    assert said == [("Done", 1), ("Done", None), ("At risk", 3), ("At risk", None)]


def test_an_objective_without_key_results_shares_no_row_with_any(read: Read) -> None:
    _, okrs = read(
        """
        | ID  | Objective | Key result | Owner |
        | O1  | Grow      |            | Ann   |
        | KR1 |           | Sign       | Kim   |
        | O2  | Hire      |            | Cyd   |
        """
    )
    assert [(o.id, o.owners) for o in okrs.objectives] == [("O1", ("Ann",)), ("O2", ("Cyd",))]
    assert [(kr.id, kr.owners) for kr in okrs.key_results] == [("KR1", ("Kim",))]


def test_two_objectives_called_the_same_are_two_if_each_has_an_id(read: Read) -> None:
    _, okrs = read(
        """
        | ID  | Objective | Key result | Target |
        | O1  | Grow      |            |        |
        | KR1 |           | Sign       | 5      |
        | O2  | Grow      |            |        |
        | KR1 |           | Sell       | 9      |
        """
    )
    said = [(o.id, o.title, [kr.title for kr in o.key_results]) for o in okrs.objectives]
    assert said == [("O1", "Grow", ["Sign"]), ("O2", "Grow", ["Sell"])]


def test_a_name_that_is_written_with_other_capitals_is_the_same_within_an_objective(read: Read) -> None:
    reading, okrs = read(
        "| Team | Objective | Key result | Target |\n| Sales | Grow | Sign | 5 |\n"
        "| SALES | Grow | Sell | 5 |\n| Ops | Love | Answer | 5 |\n| ops  | Love | Ask | 5 |"
    )
    assert _level(reading, "Team") is Level.OBJECTIVE
    assert [(each.team or "").casefold() for each in okrs.objectives] == ["sales", "ops"]


def test_a_cycle_right_of_the_key_results_is_the_objectives_too(read: Read) -> None:
    reading, okrs = read(
        "| Objective | Key result | Target | Cycle |\n| Grow | Sign | 5 | Q3 2026 |\n"
        "| | Sell | 5 | Q3 2026 |",
        source="OKRs 2026.xlsx",
    )
    assert _level(reading, "Cycle") is Level.OBJECTIVE
    assert [each.cycle.label for each in okrs.okrs if each.cycle] == ["2026-Q3"] * 3


def test_a_cycle_that_differs_within_an_objective_is_the_key_results(read: Read) -> None:
    _, okrs = read(
        "| Objective | Key result | Target | Cycle |\n| Grow | Sign | 5 | Q3 2026 |\n"
        "| | Sell | 5 | Q4 2026 |",
        source="OKRs 2026.xlsx",
    )
    assert [each.cycle.label for each in okrs.okrs if each.cycle] == ["2026", "2026-Q3", "2026-Q4"]


@pytest.mark.parametrize(("other", "team"), [("sales", "Sales"), ("Ops", None)])
def test_an_objective_is_of_the_team_of_all_its_key_results(read: Read, other: str, team: str | None) -> None:
    _, okrs = read(
        "| Objective | Key result | Target | KR team |\n| Grow | Sign | 5 | Sales |\n"
        f"| | Sell | 5 | {other} |",
    )
    assert [each.team for each in okrs.objectives] == [team]
