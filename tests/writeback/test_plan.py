"""What is written into each layout, and that writing it again changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from okrsheets.edits import EditKind, ManagedRole
from okrsheets.grid import Cell, CellRange, column_number, parse_a1
from okrsheets.model import Cycle
from okrsheets.writeback import WritebackSettings
from tests.grids import sheet, workbook
from tests.writeback.office import TODAY, Office

FLAT = """
| Objective     | Key result    | Done | Parent        | Fault   |
| Grow in Spain | Sign 50 shops | 0.4  | Stay friendly | no owner|
| Grow in Spain | Open Sevilla  |      |               |         |
| Stay friendly | Answer in 1 h | 0.6  | Grow in Spain |         |
"""

TYPED = """
| Type       | Title         | Done | Parent        |
| objective  | Grow in Spain | 0.4  | Be known      |
| key result | Sign 50 shops | 0.4  |               |
| objective  | Be known      |      |               |
"""


def office(*grids: str, settings: WritebackSettings | None = None) -> Office:
    tabs = [sheet(name, grid) for name, grid in zip(("Sales", "Other"), grids, strict=False)]
    return Office(workbook(*tabs), settings or WritebackSettings())


def column_of(one: Office, role: ManagedRole, name: str = "Sales") -> list[str]:
    """What stands in one of our columns below its first heading."""
    place = parse_a1(one.headings(name)[role])
    assert place is not None
    return [row[place[1] - 1] for row in one.drawn(name)[place[0] :]]


def move(one: Office, old: str, new: str) -> None:
    """A person cuts a whole column and pastes it over an empty one."""
    tab, source, target = one.tab(), column_number(old), column_number(new)
    cells = {(row, target if column == source else column): cell for (row, column), cell in tab.cells.items()}
    one.change(tab._replace(cells=cells))


def write(one: Office, at: str, cell: Cell | None) -> None:
    """A person types into a cell, or empties it."""
    place = parse_a1(at)
    assert place is not None
    cells = {key: old for key, old in one.tab().cells.items() if key != place}
    one.change(one.tab()._replace(cells=cells | ({place: cell} if cell else {})))


def test_flat_rows_get_columns_of_the_key_result_and_of_its_objective() -> None:
    one = office(FLAT)
    one.sync()
    headings, first, second, _ = (row[5:] for row in one.drawn())
    assert headings == [role.value for role in ManagedRole if role is not ManagedRole.KEY_RESULTS]
    assert first == [
        "0.4",
        "behind",
        'Sales "Stay friendly" (directional)',
        "no owner [a-rule]",
        "0.4",
        "behind",
        "",
    ]
    assert second[:4] == ["", "unknown: no target", "", ""]


def test_an_objective_that_is_merged_down_is_written_in_its_first_row_only() -> None:
    grid = FLAT.replace("| Grow in Spain | Open", "|               | Open")
    one = Office(workbook(sheet("Sales", grid, merges=(CellRange(2, 1, 3, 1),))))
    one.sync()
    assert column_of(one, ManagedRole.OBJECTIVE_STATUS) == ["behind", "", "on track"]


def test_typed_rows_get_four_columns_in_their_own_rows() -> None:
    one = office(TYPED)
    one.sync()
    assert one.drawn()[0][4:] == ["Progress (auto)", "Status (auto)", "Aligned to (auto)", "Warnings (auto)"]
    assert column_of(one, ManagedRole.ALIGNED_TO) == ['Sales "Be known" (directional)', "", ""]


def test_progress_is_a_percentage_rounded_to_four_places() -> None:
    one = office(TYPED.replace("0.4", "0.333333333"))
    edit = next(edit for edit in one.plan().edits if edit.role is ManagedRole.PROGRESS)
    assert (edit.new, edit.kind) == (0.3333, EditKind.PERCENT)


@pytest.mark.parametrize("grid", [FLAT, TYPED, FLAT + "|\n" + FLAT])
def test_ten_rounds_change_nothing_after_the_first(grid: str) -> None:
    one = office(grid)
    assert not one.sync().empty
    after = one.workbook
    for _ in range(10):
        assert one.sync().empty
    assert one.workbook == after


@pytest.mark.parametrize("grid", [FLAT, TYPED])
def test_a_second_round_without_memory_changes_nothing_either(grid: str) -> None:
    one = office(grid)
    one.sync()
    one.memory = ()
    assert one.plan().empty


def test_a_moved_column_is_filled_where_it_stands_now() -> None:
    one = office(FLAT)
    one.sync()
    move(one, "F", "P")
    write(one, "C2", Cell(0.9))
    plan = one.sync()
    assert {edit.ref.a1 for edit in plan.edits if edit.role is ManagedRole.PROGRESS} == {"P2"}
    assert not any(column.new for column in plan.columns)


def test_a_renamed_column_keeps_its_new_name() -> None:
    one = office(FLAT)
    one.sync()
    write(one, "F1", Cell("How far"))
    write(one, "C4", Cell(0.7))
    plan = one.sync()
    assert not any(column.new for column in plan.columns)
    assert one.drawn()[0][5] == "How far"
    assert column_of(one, ManagedRole.PROGRESS) == ["0.4", "", "0.7"]
    assert one.sync().empty


def test_sorted_rows_get_their_own_values() -> None:
    one = office(FLAT)
    one.sync()
    tab = one.tab()
    turned = {2: 3, 3: 4, 4: 2}
    by_person = {(turned.get(row, row), column): cell for (row, column), cell in tab.cells.items()}
    one.change(tab._replace(cells=by_person))
    assert one.plan().empty


def test_rows_sorted_without_our_columns_are_put_right() -> None:
    one = office(FLAT)
    one.sync()
    tab = one.tab()
    turned = {2: 4, 4: 2}
    cells = {
        (turned.get(row, row) if column <= 5 else row, column): cell
        for (row, column), cell in tab.cells.items()
    }
    one.change(tab._replace(cells=cells))
    one.sync()
    assert column_of(one, ManagedRole.PROGRESS) == ["0.6", "", "0.4"]


def test_an_inserted_row_is_written_and_the_others_are_not() -> None:
    one = office(FLAT)
    one.sync()
    cells = {(row + (row > 2), column): cell for (row, column), cell in one.tab().cells.items()}
    cells |= {(3, 1): Cell("Grow in Spain"), (3, 2): Cell("Open Cádiz"), (3, 3): Cell(0.5)}
    one.change(one.tab()._replace(cells=cells))
    assert {edit.ref.row for edit in one.sync().edits} == {3}


def test_a_deleted_column_stays_away_until_it_is_restored() -> None:
    one = office(FLAT)
    one.sync()
    tab = one.tab()
    cells = {(row, column): cell for (row, column), cell in tab.cells.items() if column != 7}
    one.change(tab._replace(cells=cells))
    for _ in range(3):
        one.sync()
        assert ManagedRole.STATUS not in one.headings()
    one.settings = WritebackSettings(restore_columns=True)
    one.sync()
    assert ManagedRole.STATUS in one.headings()


def test_a_foreign_column_is_neither_written_nor_doubled() -> None:
    one = office(
        """
        | Objective     | Key result    | Done | Progress (auto) |
        | Grow in Spain | Sign 50 shops | 0.4  | nearly          |
        """
    )
    one.sync()
    assert column_of(one, ManagedRole.STATUS) == ["behind"]
    assert [row[3] for row in one.drawn()] == ["Progress (auto)", "nearly"]
    assert one.drawn()[0].count("Progress (auto)") == 1
    assert one.sync().empty


def test_text_far_below_stays_and_does_not_push_columns_away() -> None:
    one = office(FLAT)
    write(one, "F30", Cell("call Ana"))
    one.sync()
    assert one.headings()[ManagedRole.PROGRESS] == "F1"
    assert one.sync().empty
    assert one.drawn()[29][5] == "call Ana"


def test_what_a_person_typed_over_our_value_is_written_again() -> None:
    one = office(FLAT)
    one.sync()
    write(one, "F2", Cell("great"))
    assert [(edit.ref.a1, edit.expected, edit.new) for edit in one.sync().edits] == [("F2", "great", 0.4)]


def test_a_persons_formula_in_our_column_is_never_written() -> None:
    one = office(FLAT)
    one.sync()
    write(one, "F2", Cell(0.1, formula="C2/4"))
    assert one.sync().empty
    assert one.tab().cell(2, 6).formula == "C2/4"


def test_a_row_that_is_no_okr_any_more_is_emptied() -> None:
    one = office(FLAT)
    one.sync()
    for at in ("A4", "B4", "C4", "D4"):
        write(one, at, None)
    one.sync()
    assert set(one.drawn()[3:4][0] if len(one.drawn()) > 3 else [""]) == {""}
    assert one.sync().empty


def test_a_note_on_a_row_without_an_okr_is_left() -> None:
    one = office(FLAT)
    one.sync()
    write(one, "B3", None)
    write(one, "I3", Cell("ask Ana about this"))
    one.sync()
    assert one.drawn()[2][8] == "ask Ana about this"


def test_a_protected_tab_is_left_out_and_a_hidden_one_is_not() -> None:
    one = office(FLAT, TYPED)
    one.change(one.tab("Sales")._replace(protected=True))
    one.change(one.tab("Other")._replace(hidden=True))
    assert {edit.ref.sheet for edit in one.plan().edits} == {"Other"}


def test_a_read_only_workbook_gets_an_empty_plan() -> None:
    one = office(FLAT)
    one.workbook = one.workbook._replace(read_only_because="it is old")
    assert one.plan().empty


def test_rows_of_a_closed_cycle_stay_as_they_are() -> None:
    one = office(FLAT)
    one.cycle = Cycle("2026-Q3", TODAY - timedelta(days=100), TODAY - timedelta(days=22))
    assert one.plan().empty
    one.cycle = Cycle("2026-Q3", TODAY - timedelta(days=100), TODAY - timedelta(days=21))
    one.sync()
    one.cycle = Cycle("2026-Q3", TODAY - timedelta(days=100), TODAY - timedelta(days=22))
    write(one, "C2", Cell(0.9))
    assert one.plan().empty


def test_columns_that_settings_leave_out_are_not_made() -> None:
    one = office(TYPED, settings=WritebackSettings(columns=(ManagedRole.STATUS,)))
    one.sync()
    assert set(one.headings()) == {ManagedRole.STATUS}


def test_a_column_that_settings_drop_later_is_emptied() -> None:
    one = office(FLAT)
    one.sync()
    one.settings = WritebackSettings(warnings=None)
    one.sync()
    assert column_of(one, ManagedRole.WARNINGS) == ["", "", ""]
    assert one.sync().empty


def test_headings_from_settings_are_used_for_new_columns() -> None:
    one = office(TYPED, settings=WritebackSettings(headings={ManagedRole.STATUS: "Stand (auto)"}))
    assert "Stand (auto)" in {column.heading for column in one.plan().columns}


def test_a_heading_that_settings_call_otherwise_later_is_written_anew() -> None:
    one = office(TYPED)
    one.sync()
    one.settings = WritebackSettings(headings={ManagedRole.STATUS: "Stand (auto)"})
    assert [(edit.ref.a1, edit.new) for edit in one.sync().edits] == [("F1", "Stand (auto)")]
    assert one.sync().empty
    assert one.headings()[ManagedRole.STATUS] == "F1"


def test_a_heading_that_a_person_named_keeps_its_name_whatever_settings_say() -> None:
    one = office(TYPED)
    one.sync()
    write(one, "F1", Cell("How it goes"))
    one.settings = WritebackSettings(headings={ManagedRole.STATUS: "Stand (auto)"})
    assert one.sync().empty
    assert one.drawn()[0][5] == "How it goes"


def test_a_title_that_begins_with_an_equals_sign_stays_text() -> None:
    one = office(TYPED.replace("Be known", "'=Be+known"))
    one.sync()
    assert column_of(one, ManagedRole.ALIGNED_TO)[0] == 'Sales "=Be+known" (directional)'
    kinds = {edit.kind for edit in office(TYPED).plan().edits if edit.role is ManagedRole.ALIGNED_TO}
    assert kinds == {EditKind.TEXT}


def test_what_leads_nowhere_is_a_question_mark() -> None:
    one = office(TYPED.replace("| Be known      |\n| key", "| Be famous     |\n| key"))
    one.sync()
    assert column_of(one, ManagedRole.ALIGNED_TO)[0] == "?"
