"""Below a table whose objectives stand side by side our rows say of each what our columns say elsewhere."""

from __future__ import annotations

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, CellRange
from okrsheets.model import LastWrite
from okrsheets.writeback import plan_undo
from tests.grids import sheet, workbook
from tests.writeback.office import WHEN, applied
from tests.writeback.runs import Runs

ACROSS = """
| Objective    | Grow in Spain  | Stay friendly   |
| Owner        | Ana            | Cem             |
| Key result 1 | Sign 50 shops  | Answer 60 mails |
| KR1 current  | 20             | 30              |
| KR1 target   | 50             | 60              |
"""
TAB = "Sales Q4 2026"
ROLES = ["Progress (auto)", "Status (auto)", "Aligned to (auto)", "Warnings (auto)", "Key results (auto)"]


def runs(grid: str = ACROSS) -> Runs:
    return Runs(workbook(sheet(TAB, grid)))


def test_our_rows_stand_below_with_a_cell_for_each_objective() -> None:
    one = runs()
    assert len(one.analyse().okrs.objectives) == 2
    plan = one.sync()
    assert plan.unwritten == ()
    assert one.says("A6", "A7", "A8", "A9", "A10") == ROLES
    assert one.says("B6", "C6") == [0.4, 0.5]
    assert one.says("B10", "C10") == [
        "KR1 40 % on track, from an assumed 0",
        "KR1 50 % on track, from an assumed 0",
    ]


def test_what_we_wrote_there_is_never_read_back() -> None:
    one = runs()
    before = one.analyse()
    one.sync()
    after = one.analyse()
    assert (after.okrs, after.figures, after.findings) == (before.okrs, before.figures, before.findings)
    assert [column.at.a1 for column in after.readings[0].found] == ["A6", "A7", "A8", "A9", "A10"]


def test_ten_syncs_leave_everything_as_after_the_first() -> None:
    one = runs()
    one.sync()
    after = one.workbook
    assert all(one.sync().empty for _ in range(10))
    assert one.workbook == after


def test_a_figure_that_moved_changes_the_cell_below_it() -> None:
    one = runs()
    one.sync()
    one.write({"C4": 60})
    assert {(edit.ref.a1, edit.new) for edit in one.sync().edits if edit.role is ManagedRole.PROGRESS} == {
        ("C6", 1.0)
    }


def test_without_what_is_remembered_our_rows_are_known_by_their_headings() -> None:
    one = runs()
    one.sync()
    one.memory = ()
    assert one.sync().empty


def test_a_row_that_a_person_renamed_is_known_by_what_we_wrote_in_it() -> None:
    one = runs()
    one.sync()
    one.write({"A6": "How far"})
    assert one.sync().empty
    assert one.says("A6", "B6") == ["How far", 0.4]


def test_a_row_that_a_person_deleted_stays_away() -> None:
    one = runs()
    one.sync()
    one.write({"A9": None, "B9": None, "C9": None})
    plan = one.sync()
    assert plan.empty
    assert plan.absent == ((TAB, "Warnings (auto)"),)


def test_notes_below_the_table_are_passed_over() -> None:
    one = runs()
    cells = dict(one.tab.cells) | {(7, 1): Cell("Ask Ana before you change a target, please")}
    one.tab = one.tab._replace(cells=cells)
    one.sync()
    assert one.says("A7", "A8", "A12") == ["Ask Ana before you change a target, please", *ROLES[::4]]


def test_nothing_is_written_over_what_only_looks_empty() -> None:
    one = runs()
    one.tab = one.tab._replace(merges=(CellRange(6, 1, 6, 3),), occupied=(CellRange(8, 2, 9, 2),))
    one.sync()
    assert one.says("A6", "A7", "A10") == [None, None, "Progress (auto)"]


def test_a_formula_in_our_row_is_left_alone() -> None:
    one = runs()
    one.sync()
    cells = dict(one.tab.cells) | {(6, 2): Cell(0.1, formula="B4/50")}
    one.tab = one.tab._replace(cells=cells)
    assert one.sync().empty


def test_an_undo_empties_our_rows() -> None:
    one = runs()
    before = one.workbook
    results = one.analyse()
    plan = one.sync()
    made = tuple(column for column in plan.columns if column.new)
    last = LastWrite(plan.workbook, WHEN, "r1", "r2", plan.edits, made)
    assert results.readings[0].found == ()
    undo = plan_undo(one.workbook, one.analyse().readings[0], last=last)
    assert undo.left == ()
    assert applied(undo.plan, one.workbook, found=[(TAB, 1), (TAB, 2), (TAB, 3)]) == before
