"""Where our columns stand: right of the table, where there is room, and never inside what is not ours."""

from __future__ import annotations

import pytest

from okrsheets.edits import ManagedRole, TableGrowth
from okrsheets.grid import Cell, CellRange, SheetTable, column_letters
from tests.grids import sheet, workbook
from tests.writeback.office import Office

TYPED = """
| Type       | Title         | Done |
| objective  | Grow in Spain | 0.4  |
| key result | Sign 50 shops | 0.4  |
"""
FOUR = ("Progress (auto)", "Status (auto)", "Aligned to (auto)", "Warnings (auto)")


def office(grid: str = TYPED) -> Office:
    return Office(workbook(sheet("Sales", grid)))


def first_heading(one: Office) -> str:
    return next(column for column in one.plan().columns if column.role is ManagedRole.PROGRESS).at.a1


def with_tab(**changes: object) -> Office:
    one = office()
    one.change(one.tab()._replace(**changes))  # type: ignore[arg-type]  # fields of Sheet by name
    return one


def test_new_columns_stand_right_of_the_table_and_look_like_its_last_column() -> None:
    columns = office().plan().columns
    assert [column.at.a1 for column in columns] == ["D1", "E1", "F1", "G1"]
    assert {(column.look_from, column.bottom, column.new) for column in columns} == {(3, 3, True)}


@pytest.mark.parametrize(
    "cell", [Cell("x"), Cell(None, formula="1/0"), Cell(0), Cell(None, link="#Sales!A1")]
)
def test_a_column_with_something_in_it_is_passed_over(cell: Cell) -> None:
    one = office()
    one.change(one.tab()._replace(cells={**one.tab().cells, (3, 5): cell}))
    assert first_heading(one) == "F1"


def test_merges_pictures_pivots_and_hidden_columns_are_passed_over() -> None:
    assert first_heading(with_tab(merges=(CellRange(2, 4, 2, 5),))) == "F1"
    assert first_heading(with_tab(occupied=(CellRange(3, 5, 9, 9),))) == "J1"
    assert first_heading(with_tab(hidden_columns=frozenset({4}))) == "E1"


def test_what_stands_above_or_below_the_table_takes_no_room() -> None:
    assert first_heading(with_tab(merges=(CellRange(4, 1, 4, 8),), occupied=(CellRange(5, 4, 9, 9),))) == "D1"


def test_a_table_object_grows_by_the_new_headings() -> None:
    one = with_tab(tables=(SheetTable("Plan", CellRange(1, 1, 3, 3)),))
    plan = one.sync()
    assert plan.extends == (TableGrowth("Sales", "Plan", FOUR),)
    assert one.tab().tables[0].range == CellRange(1, 1, 3, 7)
    assert one.sync().empty


def test_the_filter_grows_by_the_new_headings() -> None:
    one = with_tab(filter_range=CellRange(1, 1, 3, 3))
    assert one.sync().extends == (TableGrowth("Sales", None, FOUR),)
    assert one.sync().empty


def test_beside_a_table_object_that_cannot_grow_a_column_stays_free() -> None:
    one = with_tab(tables=(SheetTable("Plan", CellRange(1, 1, 3, 3), growable=False),))
    assert first_heading(one) == "E1"
    assert one.sync().extends == ()
    assert one.sync().empty


def test_nothing_is_made_inside_a_wider_table_object() -> None:
    one = with_tab(tables=(SheetTable("Plan", CellRange(1, 1, 3, 6)),))
    assert first_heading(one) == "G1"


def test_a_table_object_without_room_beside_it_does_not_grow() -> None:
    one = with_tab(tables=(SheetTable("Plan", CellRange(1, 1, 3, 3)),), occupied=(CellRange(2, 5, 2, 5),))
    assert first_heading(one) == "F1"
    assert one.plan().extends == ()


def test_stacked_tables_share_their_columns_and_have_a_heading_each() -> None:
    one = office(TYPED + "|\n" + TYPED.replace("Spain", "Italy").replace("50", "60"))
    plan = one.sync()
    assert [column.at.a1 for column in plan.columns] == ["D1", "E1", "F1", "G1", "D5", "E5", "F5", "G5"]
    assert len({(memory.role, memory.column) for memory in one.memory}) == len(one.memory) == 4
    assert one.sync().empty


def test_a_table_added_below_uses_the_columns_that_are_there() -> None:
    one = office()
    one.sync()
    below = sheet("Sales", TYPED.replace("Spain", "Italy").replace("50", "60"), at="A6")
    one.change(one.tab()._replace(cells={**one.tab().cells, **below.cells}))
    plan = one.sync()
    assert [column.at.a1 for column in plan.columns if column.new] == ["D6", "E6", "F6", "G6"]
    assert one.sync().empty


@pytest.mark.parametrize("gap", [1, 4, 6])
def test_two_tables_side_by_side_have_columns_of_their_own(gap: int) -> None:
    left = sheet("Sales", TYPED)
    grid = TYPED.replace("Spain", "Italy").replace("50", "60").replace("0.4", "0.7")
    right = sheet("Sales", grid, at=f"{column_letters(4 + gap)}1")
    one = Office(workbook(left._replace(cells={**left.cells, **right.cells})))
    plan = one.sync()
    assert len({column.at for column in plan.columns}) == len(plan.columns) == 8
    progress = sorted((e.ref.column, e.new) for e in plan.edits if e.role is ManagedRole.PROGRESS)
    assert {new for column, new in progress if column == progress[0][0]} == ({0.4} if gap >= 4 else {0.7})
    for _ in range(3):
        assert one.sync().empty
    one.memory = ()
    assert one.plan().empty


def test_a_new_column_stands_after_the_last_found_one() -> None:
    one = office()
    one.sync()
    tab = one.tab()
    cells = {(row, column + 6 if column == 4 else column): cell for (row, column), cell in tab.cells.items()}
    kept = {place: cell for place, cell in cells.items() if place[1] != 7}
    one.change(tab._replace(cells=kept))
    one.memory = ()
    assert [column.at.a1 for column in one.plan().columns if column.new] == ["K1"]
