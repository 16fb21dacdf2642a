"""The real reading, judging and writing in rounds: nothing of ours is ever read back."""

from __future__ import annotations

import pytest

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell
from okrsheets.model import Results
from okrsheets.writeback.rows import OWN_ROW
from tests.grids import sheet, workbook
from tests.writeback.runs import Runs

FLAT = """
| ID | Objective     | KR ID | Key result              | Owner | Baseline | Current | Target | Aligned to |
| O1 | Grow in Spain | KR1   | Sign 50 shops in Madrid | Ana   | 0        | 20      | 50     | CO-9       |
| O1 | Grow in Spain | KR2   | Open Sevilla office     | Ben   |          |         |        |            |
| O2 | Stay friendly | KR1   | Answer within 1 hour    | Cem   | 0        | 60      | 100    | O1         |
"""
GROUPED = """
| Objective     | Key result              | Owner | Baseline | Current | Target |
| Grow in Spain | Sign 50 shops in Madrid | Ana   | 0        | 20      | 50     |
|               | Open Sevilla office     | Ben   |          |         |        |
| Stay friendly | Answer within 1 hour    | Cem   | 0        | 60      | 100    |
"""
TYPED = """
| Type       | Title                   | Owner | Baseline | Current | Target | Parent        |
| Objective  | Grow in Spain           | Ana   |          |         |        |               |
| Key result | Sign 50 shops in Madrid | Ana   | 0        | 20      | 50     |               |
| Key result | Open Sevilla office     | Ben   |          |         |        |               |
| Objective  | Stay friendly           | Cem   |          |         |        | Grow in Spain |
| Key result | Answer within 1 hour    | Cem   | 0        | 60      | 100    |               |
"""
OUTLINE = """
| OKR                  | Owner | Baseline | Current | Target |
| *Grow in Spain*      | Ana   |          |         |        |
| Sign 50 shops        | Ana   | 0        | 20      | 50     |
| Open Sevilla office  | Ben   | 0        | 1       | 1      |
|                      |       |          |         |        |
| *Stay friendly*      | Cem   |          |         |        |
| Answer within 1 hour | Cem   | 0        | 60      | 100    |
"""
WIDE = """
| Objective     | Owner | KR1                     | KR1 now | KR1 target | KR2                 | KR2 owner |
| Grow in Spain | Ana   | Sign 50 shops in Madrid | 20      | 50         | Open Sevilla office | Ben       |
| Stay friendly | Cem   | Answer within 1 hour    | 60      | 100        |                     |           |
"""
LAYOUTS = pytest.mark.parametrize(
    "grid", [FLAT, GROUPED, TYPED, OUTLINE, WIDE], ids=["flat", "grouped", "typed", "outline", "wide"]
)


def synced(grid: str) -> tuple[Runs, Results]:
    """A workbook after its first sync, and what was found out before it."""
    runs = Runs(workbook(sheet("Sales Q4 2026", grid)))
    before = runs.analyse()
    assert not runs.sync().empty
    return runs, before


def told(results: Results) -> tuple[object, ...]:
    """All that a run found out, our own columns and where they stand aside."""
    return (
        [reading.sheets for reading in results.readings],
        results.okrs,
        results.resolutions,
        results.figures,
        [one for one in results.findings if one.rule != "managed-columns-apart"],
    )


@LAYOUTS
def test_ten_syncs_leave_everything_as_after_the_first(grid: str) -> None:
    runs, before = synced(grid)
    after = runs.workbook
    for _ in range(10):
        assert runs.sync().empty
    assert runs.workbook == after
    assert told(runs.analyse()) == told(before)


LISTED = """
| Objective     | Key results                         | Owner |
| Grow in Spain | KR1: Sign 50 shops KR2: Open Madrid | Ana   |
| Stay friendly | KR1: Answer fast KR2: Smile         | Cem   |
"""
IN_A_CELL = """
| Team | OKR                                | Owner |
| A    | Goal: Grow; Target: Sign 50 shops  | Ana   |
| B    | Goal: Care; Target: Answer 60 mails | Cem   |
"""


@pytest.mark.parametrize(("grid", "layout"), [(LISTED, "text cell"), (IN_A_CELL, "text cell")])
def test_nothing_is_written_where_okrs_have_no_rows_and_it_is_said_once(grid: str, layout: str) -> None:
    runs = Runs(workbook(sheet("Sales Q4 2026", grid)))
    assert len(runs.analyse().okrs.objectives) == 2
    before = runs.workbook
    for _ in range(2):
        plan = runs.sync()
        assert plan.empty
        assert plan.unwritten == (("Sales Q4 2026", layout),)
    assert runs.workbook == before


def test_nothing_is_written_beside_lines_without_headings() -> None:
    grid = "| Objective: Grow |\n| KR1: Sign 50 shops |\n| KR2: Open Madrid |"
    runs = Runs(workbook(sheet("Sales Q4 2026", grid)))
    assert sum(1 for _ in runs.analyse().okrs.key_results) == 2
    before = runs.workbook
    plan = runs.sync()
    assert plan.empty
    assert plan.unwritten == (("Sales Q4 2026", "lines"),)
    assert runs.workbook == before


def test_a_row_of_several_key_results_in_a_grouped_table_bears_nothing_of_them() -> None:
    runs = Runs(workbook(sheet("Sales Q4 2026", GROUPED.replace("Open Sevilla office", "KR1: Pack KR2: Go"))))
    assert sum(1 for _ in runs.analyse().okrs.key_results) == 4
    runs.sync()
    statuses = runs.column(ManagedRole.STATUS)
    assert [runs.tab.value(row, statuses) is None for row in (2, 3, 4)] == [False, True, False]
    assert runs.tab.value(2, runs.column(ManagedRole.OBJECTIVE_STATUS)) is not None
    assert runs.sync().empty


@LAYOUTS
def test_what_we_wrote_is_not_read_by_someone_without_our_memory(grid: str) -> None:
    runs, before = synced(grid)
    runs.memory = ()
    assert told(runs.analyse()) == told(before)
    assert runs.sync().empty


@LAYOUTS
def test_a_moved_column_changes_nothing_that_is_read(grid: str) -> None:
    runs, before = synced(grid)
    at = runs.column(ManagedRole.STATUS)
    cells = {(r, c + 10 if c == at else c): cell for (r, c), cell in runs.tab.cells.items()}
    runs.tab = runs.tab._replace(cells=cells)
    assert told(runs.analyse()) == told(before)
    assert runs.sync().empty


@LAYOUTS
def test_a_renamed_column_changes_nothing_that_is_read(grid: str) -> None:
    runs, before = synced(grid)
    for role, name in ((ManagedRole.PROGRESS, "Progress"), (ManagedRole.STATUS, "Status")):
        runs.tab = runs.tab._replace(cells={**runs.tab.cells, (1, runs.column(role)): Cell(name)})
        assert told(runs.analyse()) == told(before)
        assert runs.sync().empty


@LAYOUTS
def test_rows_sorted_with_our_columns_need_no_write(grid: str) -> None:
    runs, before = synced(grid)
    last = max(row for row, _ in runs.tab.cells)
    half = last - 1 if grid in (TYPED, OUTLINE) else last
    turned = {row: row - half + 2 if row >= half else row + last - half + 1 for row in range(2, last + 1)}
    cells = {(turned.get(r, r), c): cell for (r, c), cell in runs.tab.cells.items()}
    runs.tab = runs.tab._replace(cells=cells)
    assert runs.analyse().okrs.by_key.keys() == before.okrs.by_key.keys()
    assert runs.sync().empty


@LAYOUTS
def test_a_value_that_changed_moves_our_cells_and_no_others(grid: str) -> None:
    runs, _ = synced(grid)
    place = next(place for place, cell in runs.tab.cells.items() if cell.value == 20)
    runs.tab = runs.tab._replace(cells={**runs.tab.cells, place: Cell(40)})
    progress = {edit.new for edit in runs.sync().edits if edit.role is ManagedRole.PROGRESS}
    assert 0.8 in progress
    assert runs.sync().empty


def test_a_typed_table_takes_no_columns_of_a_flat_one_beside_it() -> None:
    flat = sheet("Sales Q4 2026", GROUPED)
    typed = sheet("Sales Q4 2026", TYPED.replace("Spain", "Italy").replace("Sign", "Win"), at="H1")
    runs = Runs(workbook(flat._replace(cells={**flat.cells, **typed.cells})))
    roles = [column.role for column in runs.sync().columns]
    assert roles.count(ManagedRole.PROGRESS) == 2
    assert roles.count(ManagedRole.OBJECTIVE_PROGRESS) == 1
    assert runs.sync().empty


def test_our_figures_over_a_note_are_not_read_as_theirs_when_memory_is_lost() -> None:
    runs = Runs(workbook(sheet("Sales Q4 2026", GROUPED)))
    runs.write({"G7": "Last updated by Ann", "E10": "Legend: ours"})
    before = runs.analyse().okrs
    runs.sync()
    runs.memory = ()
    after = runs.analyse()
    assert [ref.a1 for ref in after.readings[0].foreign] == ["G1"]
    assert after.okrs == before
    assert runs.sync().empty


def test_a_wide_row_bears_what_we_say_of_its_objective() -> None:
    runs, _ = synced(WIDE)
    roles = {memory.role for memory in runs.memory}
    assert roles == {
        ManagedRole.PROGRESS,
        ManagedRole.STATUS,
        ManagedRole.ALIGNED_TO,
        ManagedRole.WARNINGS,
        ManagedRole.KEY_RESULTS,
    }
    column = runs.column(ManagedRole.PROGRESS)
    assert [runs.tab.value(row, column) for row in (2, 3)] == [0.4, 0.6]


def test_a_wide_row_says_where_each_of_its_key_results_stands() -> None:
    runs, _ = synced(WIDE)
    column = runs.column(ManagedRole.KEY_RESULTS)
    assert [runs.tab.value(row, column) for row in (2, 3)] == [
        "KR1 40 % on track, from an assumed 0; KR2 ? unknown: no values",
        "KR1 60 % on track, from an assumed 0",
    ]


def test_an_objective_above_its_headings_speaks_in_the_row_of_its_first_key_result() -> None:
    grid = """
    | Objective: Grow in Spain |       |          |         |        |
    | Key result               | Owner | Baseline | Current | Target |
    | Sign 50 shops            | Ana   | 0        | 20      | 50     |
    | Open Sevilla             | Cem   | 0        | 1       | 1      |
    """
    runs, before = synced(grid)
    column = runs.column(ManagedRole.OBJECTIVE_PROGRESS)
    assert [runs.tab.value(row, column) for row in (1, 3, 4)] == [None, 0.7, None]
    assert runs.sync().empty
    assert told(runs.analyse()) == told(before)


def test_tables_joined_by_ids_are_written_each_item_in_its_own_row() -> None:
    objectives = sheet(
        "Objectives",
        """
        | ID | Title         | Owner | Quarter |
        | O1 | Grow in Spain | Ana   | Q4 2026 |
        | O2 | Stay friendly | Cem   | Q4 2026 |
        """,
    )
    key_results = sheet(
        "Key Results",
        """
        | KR ID | Objective ID | Title         | Baseline | Current | Target |
        | KR1   | O1           | Sign 50 shops | 0        | 20      | 50     |
        | KR2   | O1           | Open Sevilla  | 0        | 1       | 1      |
        | KR3   | O9           | Answer in 1 h | 0        | 60      | 100    |
        """,
    )
    runs = Runs(workbook(objectives, key_results))
    before = runs.analyse()
    plan = runs.sync()
    progress = {
        (edit.ref.sheet, edit.ref.row): edit.new for edit in plan.edits if edit.role is ManagedRole.PROGRESS
    }
    assert progress == {
        ("Objectives", 2): 0.7,
        ("Key Results", 2): 0.4,
        ("Key Results", 3): 1.0,
        ("Key Results", 4): 0.6,
    }
    assert {edit.role for edit in plan.edits} <= OWN_ROW
    warned = [(edit.ref.sheet, edit.ref.row) for edit in plan.edits if "O9" in str(edit.new)]
    assert warned == [("Key Results", 4)]
    assert runs.sync().empty
    assert told(runs.analyse()) == told(before)
