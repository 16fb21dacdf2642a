"""An undo takes back what the last write did, and nothing that people did since."""

from __future__ import annotations

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, CellRange, SheetTable
from okrsheets.model import LastWrite
from okrsheets.writeback import memory_after_undo, plan_undo
from tests.grids import sheet, workbook
from tests.writeback.office import Office, judged

TYPED = """
| Type       | Title         | Done |
| objective  | Grow in Spain | 0.4  |
| key result | Sign 50 shops | 0.2  |
| key result | Open Sevilla  |      |
"""

FLAT = """
| Objective     | Key result    | Done | Fault    |
| Grow in Spain | Sign 50 shops | 0.4  | no owner |
| Grow in Spain | Open Sevilla  | 0.6  |          |
"""


def changed(one: Office, row: int, column: int, cell: Cell | None) -> None:
    """A person types into a cell, or empties it."""
    cells = {place: old for place, old in one.tab().cells.items() if place != (row, column)}
    one.change(one.tab()._replace(cells=cells | ({(row, column): cell} if cell else {})))


def test_a_first_write_goes_back_to_a_sheet_without_our_columns() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    before = one.drawn()
    one.sync()
    undo = one.undo()
    assert one.drawn() == before
    assert undo.left == ()
    assert one.memory == ()


def test_a_later_write_goes_back_to_what_our_cells_said_before() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    before, memory = one.drawn(), one.memory
    changed(one, 2, 3, Cell(0.8))
    one.sync()
    assert one.drawn() != before
    one.undo()
    assert [row[3:] for row in one.drawn()] == [row[3:] for row in before]
    assert one.memory == memory


def test_a_cell_that_someone_changed_since_stays_and_keeps_its_heading() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    changed(one, 2, 5, Cell("ask Ana"))
    undo = one.undo()
    assert [ref.a1 for ref in undo.left] == ["E2"]
    assert [row[3:] for row in one.drawn()] == [["", "Status (auto)"], ["", "ask Ana"], ["", ""], ["", ""]]
    assert {known.role for known in one.memory} == {ManagedRole.STATUS}


def test_a_formula_that_someone_put_in_our_cell_stays() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    changed(one, 2, 4, Cell(0.4, formula="C2"))
    assert [ref.a1 for ref in one.undo().left] == ["D2"]
    assert one.tab().cell(2, 4).formula == "C2"


def test_rows_that_were_sorted_since_are_found_by_their_okr() -> None:
    one = Office(workbook(sheet("Sales", FLAT)))
    before = one.drawn()
    one.sync()
    swap = {2: 3, 3: 2}
    cells = {(swap.get(row, row), column): cell for (row, column), cell in one.tab().cells.items()}
    one.change(one.tab()._replace(cells=cells))
    assert one.undo().left == ()
    assert one.drawn() == [before[0], before[2], before[1]]


def test_a_row_whose_words_were_changed_since_is_found_by_its_place() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    changed(one, 3, 2, Cell("Sign 80 shops"))
    assert one.undo().left == ()
    assert all(row[3:] == [] for row in one.drawn())


def test_a_column_that_was_moved_since_is_emptied_where_it_stands() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    cells = {(row, 12 if column == 5 else column): cell for (row, column), cell in one.tab().cells.items()}
    one.change(one.tab()._replace(cells=cells))
    assert one.undo().left == ()
    assert max(column for _, column in one.tab().cells) == 3


def test_only_the_columns_that_the_write_made_are_emptied() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    headings = one.drawn()[0]
    changed(one, 2, 3, Cell(0.8))
    one.sync()
    assert one.undo().emptied == ()
    assert one.drawn()[0] == headings


def test_a_table_that_grew_for_our_columns_shrinks_back() -> None:
    table = SheetTable("Plan", CellRange(1, 1, 4, 3))
    one = Office(workbook(sheet("Sales", TYPED)._replace(tables=(table,))))
    one.sync()
    assert one.tab().tables[0].range.right == 7
    one.undo()
    assert one.tab().tables == (table,)


def test_a_table_with_a_cell_that_someone_changed_keeps_its_width() -> None:
    table = SheetTable("Plan", CellRange(1, 1, 4, 3))
    one = Office(workbook(sheet("Sales", TYPED)._replace(tables=(table,))))
    one.sync()
    changed(one, 2, 5, Cell("ask Ana"))
    assert one.undo().plan.shrinks == ()


def test_a_tab_that_was_renamed_since_is_known_by_what_was_written_there() -> None:
    one = Office(workbook(sheet("Sales", TYPED), sheet("Notes", "| A |")))
    before = one.drawn()
    one.sync()
    tabs = tuple(tab._replace(name="Vertrieb") if tab.name == "Sales" else tab for tab in one.workbook.sheets)
    one.workbook = one.workbook._replace(sheets=tabs)
    assert one.undo().left == ()
    assert one.drawn("Vertrieb") == before


def test_what_is_back_already_is_neither_changed_nor_told() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    changed(one, 2, 5, None)
    undo = one.undo()
    assert undo.left == ()
    assert "E2" not in {edit.ref.a1 for edit in undo.plan.edits}


def test_what_was_refused_is_remembered_as_it_stands() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    assert one.last is not None
    undo = plan_undo(one.workbook, judged(one.workbook, memory=one.memory).readings[0], last=one.last)
    assert memory_after_undo(undo, last=one.last, memory=one.memory, written=frozenset()) == one.memory


def test_a_write_that_changed_nothing_has_nothing_to_take_back() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    one.sync()
    assert isinstance(one.last, LastWrite)
    assert one.undo().plan.empty
