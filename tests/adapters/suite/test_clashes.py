"""Someone writes between our read and our write: no kind overlooks it, or loses a cell of theirs."""

from __future__ import annotations

import pytest

from okrsheets.edits import WritePlan
from okrsheets.errors import SourceChangedError, SourceNotFoundError
from tests.adapters.suite.kinds import Kind, Noticed, any_kind
from tests.adapters.suite.plans import columns, edits, outcome_of
from tests.grids import sheet

PLAN = """
    | Objective | Key result   | Target | Current |
    | Grow      | 40 customers | 40     | 19      |
    | Grow      | 3 cities     | 3      | 1       |
    | Retain    | NPS of 40    | 40     | 35      |
"""
LAID = sheet("Plan", PLAN)


def _planned(kind: Kind, source: str) -> WritePlan:
    """New columns and their cells, planned against the sheet as it stands."""
    book = kind.adapter.read(source)
    said = edits(book, {"E2": 0.475, "E3": 0.3333, "E4": 0.8, "F2": "on track", "F3": "behind", "F4": "done"})
    return WritePlan(source, book.revision, said, columns(book, top=1, left=5, bottom=4))


def _noticed(kind: Kind, plan: WritePlan) -> Noticed | None:
    try:
        return Noticed.AFTER if kind.adapter.apply(plan).overtaken else None
    except SourceChangedError:
        return Noticed.BEFORE


@any_kind
def test_a_cell_that_someone_changed_is_noticed_and_is_theirs(kind: Kind) -> None:
    source = kind.lay(LAID)
    plan = _planned(kind, source)
    kind.type_in(source, "D2", 25)
    assert _noticed(kind, plan) is kind.traits.noticed
    assert kind.entered(source, "D2").value == 25


@any_kind
def test_rows_that_moved_are_noticed_and_nothing_of_ours_is_left_behind(kind: Kind) -> None:
    source = kind.lay(LAID)
    plan = _planned(kind, source)
    kind.insert_row(source, 3)
    before = {place: cell for place, cell in _cells(kind, source).items() if cell is not None}
    with pytest.raises(SourceChangedError) as error:
        kind.adapter.apply(plan)
    assert str(error.value).startswith(f"{source}: was ")
    assert _cells(kind, source) == before


def _cells(kind: Kind, source: str) -> dict[tuple[int, int], object]:
    return {place: cell.value for place, cell in kind.adapter.read(source).sheets[0].cells.items()}


@any_kind
def test_a_plan_for_a_sheet_that_was_read_again_since_is_not_written(kind: Kind) -> None:
    source = kind.lay(LAID)
    plan = _planned(kind, source)
    kind.type_in(source, "D2", 25)
    kind.adapter.read(source)
    before = kind.all_of(source)
    with pytest.raises(SourceChangedError):
        kind.adapter.apply(plan)
    assert kind.all_of(source) == before


@any_kind
def test_the_same_plan_is_written_once(kind: Kind) -> None:
    source = kind.lay(LAID)
    plan = _planned(kind, source)
    assert len(kind.adapter.apply(plan).written) == len(plan.edits)
    before = kind.all_of(source)
    with pytest.raises(SourceChangedError):
        kind.adapter.apply(plan)
    assert kind.all_of(source) == before


@any_kind
def test_an_empty_plan_for_another_revision_is_refused_too(kind: Kind) -> None:
    source = kind.lay(LAID)
    kind.adapter.read(source)
    with pytest.raises(SourceChangedError):
        kind.adapter.apply(WritePlan(source, "another revision"))


@any_kind
def test_after_a_clash_the_sheet_is_written_as_it_stands_then(kind: Kind) -> None:
    source = kind.lay(LAID)
    plan = _planned(kind, source)
    kind.insert_row(source, 3)
    with pytest.raises(SourceChangedError):
        kind.adapter.apply(plan)
    outcome = outcome_of(kind, source, {"E2": 0.475, "E4": 0.3333, "E5": 0.8}, left=5, bottom=5)
    assert (outcome.refused, outcome.overtaken) == ((), False)
    assert [kind.entered(source, f"E{row}").value for row in (2, 3, 4, 5)] == [0.475, None, 0.3333, 0.8]


@any_kind
def test_a_source_that_is_gone_is_told(kind: Kind) -> None:
    source = kind.nowhere()
    with pytest.raises(SourceNotFoundError):
        kind.adapter.apply(WritePlan(source, "r"))
