"""What stands against writing is told by every kind of spreadsheet before anything is written."""

from __future__ import annotations

import pytest

from okrsheets.edits import Obstacles, WritePlan
from okrsheets.grid import Cell, CellRange, Sheet, SheetTable
from tests.adapters.suite.kinds import Kind
from tests.adapters.suite.plans import edits
from tests.grids import sheet

PLAN = """
    | Objective | Key result   | Target | Current |
    | Grow      | 40 customers | 40     | 19      |
"""
LAID = sheet("Plan", PLAN)
FULL = LAID._replace(
    cells={**LAID.cells, (2, 5): Cell(2, formula="1+1")},
    merges=(CellRange(4, 1, 5, 9),),
    tables=(SheetTable("Goals", CellRange(1, 1, 2, 4)),),
)


@pytest.mark.parametrize("laid", [LAID, FULL, sheet("Plan", "|")], ids=["plain", "full", "empty"])
def test_where_nothing_stands_in_the_way_none_is_told_and_nothing_is_changed(kind: Kind, laid: Sheet) -> None:
    source = kind.lay(laid, sheet("Other", PLAN))
    workbook = kind.adapter.read(source)
    before = kind.all_of(source)
    assert kind.adapter.obstacles(workbook) == Obstacles()
    assert kind.all_of(source) == before
    assert kind.adapter.read(source).revision == workbook.revision


def test_a_protected_tab_is_told_in_the_words_in_which_it_is_refused(kind: Kind) -> None:
    source = kind.lay(LAID, sheet("Shut", PLAN)._replace(protected=True))
    workbook = kind.adapter.read(source)
    told = kind.adapter.obstacles(workbook)
    assert [(one.sheet, one.at, one.name) for one in told.parts] == [("Shut", None, "protected-tab")]
    both = (*edits(workbook, {"E2": 1}), *edits(workbook, {"E2": 1}, tab="Shut"))
    assert kind.adapter.apply(WritePlan(source, workbook.revision, both)).refused == told.parts
