"""What no kind of spreadsheet writes: each part is refused by name, as small as is safe, alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from okrsheets.edits import CellEdit, EditKind, ManagedRole, Refusal, TableGrowth, WriteOutcome, WritePlan
from okrsheets.grid import Cell, CellRange, CellRef, Sheet, SheetTable, Value
from tests.adapters.suite.kinds import Kind, any_kind, any_wary_kind
from tests.adapters.suite.plans import ROLES, column, edits, new_tab, outcome_of
from tests.grids import sheet

PLAN = """
    | Objective | Key result   | Target | Current |
    | Grow      | 40 customers | 40     | 19      |
    | Grow      | 3 cities     | 3      | 1       |
    | Retain    | NPS of 40    | 40     | 35      |
"""
LAID = sheet("Plan", PLAN)
HEADINGS = tuple(role.value for role in ROLES)
GOALS = SheetTable("Goals", CellRange(1, 1, 4, 4))


def _named(outcome: WriteOutcome) -> dict[str | None, str]:
    """What was refused, by its place on the tab."""
    return {one.at: one.name for one in outcome.refused}


def _reasoned(kind: Kind, refused: tuple[Refusal, ...]) -> bool:
    """Whether every refusal is one that the kind's page lists, with its reason in words."""
    return bool(refused) and all(kind.reasons[one.name] == one.reason for one in refused)


@any_wary_kind
@pytest.mark.parametrize(
    ("laid", "at", "new", "name"),
    [
        (LAID._replace(cells={**LAID.cells, (2, 5): Cell(2, formula="1+1")}), "E2", 0.5, "formula-cell"),
        (LAID._replace(merges=(CellRange(2, 5, 3, 5),)), "E3", 0.5, "merged-cell"),
        (LAID._replace(tables=(GOALS,)), "D1", "Now", "table-header"),
        (LAID._replace(tables=(GOALS._replace(totals_rows=1),)), "D4", 0.5, "table-totals"),
        (LAID, "E2", float("nan"), "not-finite"),
        (LAID, "E2", float("inf"), "not-finite"),
        (LAID, "E2", "half \ud800", "not-text"),
    ],
)
def test_what_must_not_be_written_is_refused_by_name_and_the_rest_is_written(
    kind: Kind, laid: Sheet, at: str, new: Value, name: str
) -> None:
    source = kind.lay(laid)
    stood = kind.entered(source, at)
    outcome = outcome_of(kind, source, {at: new, "H9": "written"})
    assert _named(outcome) == {at: name}
    assert _reasoned(kind, outcome.refused)
    assert [edit.ref.a1 for edit in outcome.written] == ["H9"]
    assert kind.entered(source, at) == stood
    assert kind.entered(source, "H9").value == "written"


@any_wary_kind
def test_what_an_array_formula_shows_is_not_written_over(kind: Kind) -> None:
    spilt = {(2, 5): Cell(1, formula="TRANSPOSE(A9:B9)"), (3, 5): Cell(2)}
    taken = (CellRange(2, 5, 3, 5),)
    source = kind.lay(LAID._replace(cells={**LAID.cells, **spilt}, occupied=taken))
    outcome = outcome_of(kind, source, {"E3": 0.5, "E4": "written"})
    assert _named(outcome) == {"E3": "array-range"}
    read = kind.adapter.read(source).sheets[0]
    assert [read.value(row, 5) for row in (2, 3, 4)] == [1, 2, "written"]


@any_kind
def test_a_text_of_just_the_length_that_a_cell_takes_is_written_and_a_longer_one_is_not(kind: Kind) -> None:
    source = kind.lay(LAID)
    most = kind.traits.longest_text
    outcome = outcome_of(kind, source, {"E2": "x" * most, "E3": "x" * (most + 1), "E4": "😀" * (most // 2)})
    assert _named(outcome) == {"E3": "text-too-long"}
    read = kind.adapter.read(source).sheets[0]
    assert [len(str(read.value(row, 5) or "")) for row in (2, 3, 4)] == [most, 0, most // 2]


@any_kind
@pytest.mark.parametrize("place", [(0, 1), (1, 0), (3, 20_000)])
def test_a_place_outside_of_a_tab_is_refused(kind: Kind, place: tuple[int, int]) -> None:
    source = kind.lay(LAID)
    book = kind.adapter.read(source)
    ref = CellRef(source, "Plan", *place)
    edit = CellEdit(ref, ManagedRole.STATUS, "key", None, "x", EditKind.TEXT)
    plan = WritePlan(source, book.revision, (edit, *edits(book, {"E2": "written"})))
    outcome = kind.adapter.apply(plan)
    assert [one.name for one in outcome.refused] == ["outside-sheet"]
    assert kind.entered(source, "E2").value == "written"


@any_kind
def test_a_tab_that_is_not_there_is_refused(kind: Kind) -> None:
    source = kind.lay(LAID)
    book = kind.adapter.read(source)
    plan = WritePlan(source, book.revision, (*edits(book, {"A1": 1}, tab="Gone"), *edits(book, {"E2": 0.5})))
    outcome = kind.adapter.apply(plan)
    assert [(one.sheet, one.at, one.name) for one in outcome.refused] == [("Gone", None, "no-sheet")]
    assert kind.entered(source, "E2").value == 0.5


@any_wary_kind
def test_a_protected_tab_is_skipped_as_a_whole_and_the_others_are_written(kind: Kind) -> None:
    shut = sheet("Shut", PLAN)._replace(protected=True)
    source = kind.lay(LAID, shut)
    book = kind.adapter.read(source)
    said: Mapping[str, Value] = {"E2": 0.5, "E3": 0.6}
    plan = WritePlan(source, book.revision, (*edits(book, said), *edits(book, said, tab="Shut")))
    outcome = kind.adapter.apply(plan)
    assert [(one.sheet, one.at, one.name) for one in outcome.refused] == [("Shut", None, "protected-tab")]
    assert _reasoned(kind, outcome.refused)
    assert [kind.entered(source, "E2", sheet=name).value for name in ("Plan", "Shut")] == [0.5, None]


@any_wary_kind
def test_a_plan_of_which_all_is_refused_changes_nothing(kind: Kind) -> None:
    source = kind.lay(LAID._replace(cells={**LAID.cells, (2, 5): Cell(2, formula="1+1")}))
    before = kind.all_of(source)
    outcome = outcome_of(kind, source, {"E2": 0.5})
    assert (outcome.written, _named(outcome)) == ((), {"E2": "formula-cell"})
    assert outcome.revision == kind.adapter.read(source).revision
    assert kind.all_of(source) == before


@any_kind
def test_a_heading_whose_place_is_taken_keeps_its_whole_column_away(kind: Kind) -> None:
    source = kind.lay(LAID._replace(cells={**LAID.cells, (1, 5): Cell("Mine")}))
    book = kind.adapter.read(source)
    ours = (column(book, "E1", ROLES[1], bottom=4, look_from=4),)
    plan = WritePlan(source, book.revision, edits(book, {"E2": "on track", "F2": "free"}), ours)
    outcome = kind.adapter.apply(plan)
    assert _named(outcome) == {"E1": "occupied-cell", "E2": "heading-refused"}
    assert [kind.entered(source, at).value for at in ("E1", "E2", "F2")] == ["Mine", None, "free"]


@any_wary_kind
def test_a_table_whose_next_column_is_taken_does_not_grow_and_the_cells_are_written(kind: Kind) -> None:
    laid = LAID._replace(tables=(GOALS,), cells={**LAID.cells, (4, 6): Cell("a remark")})
    source = kind.lay(laid)
    growth = TableGrowth("Plan", "Goals", HEADINGS)
    outcome = outcome_of(kind, source, {"E2": 0.5, "F2": "behind"}, left=5, growths=[growth])
    assert _named(outcome) == {"E1": "table-cannot-grow"}
    read = kind.adapter.read(source).sheets[0]
    assert read.tables == (GOALS,)
    assert (read.value(2, 5), read.value(4, 6)) == (0.5, "a remark")


@any_kind
def test_a_table_that_is_not_there_is_refused_and_the_cells_are_written(kind: Kind) -> None:
    source = kind.lay(LAID)
    growth = TableGrowth("Plan", "Gone", HEADINGS)
    outcome = outcome_of(kind, source, {"E2": 0.5}, left=5, growths=[growth])
    assert _named(outcome) == {"E1": "table-cannot-grow"}
    assert kind.entered(source, "E2").value == 0.5


def test_a_column_of_a_table_that_people_put_to_use_stays_in_it(kind: Kind) -> None:
    source = kind.lay(LAID._replace(tables=(GOALS,)))
    growth = TableGrowth("Plan", "Goals", HEADINGS)
    outcome_of(kind, source, {"E2": 0.5, "F2": "behind"}, left=5, growths=[growth])
    kind.type_in(source, "F3", "as agreed")
    book = kind.adapter.read(source)
    emptied = [*edits(book, {"E2": None, "F2": None})]
    emptied += [edit._replace(key="") for edit in edits(book, {"E1": None, "F1": None})]
    outcome = kind.adapter.apply(WritePlan(source, book.revision, tuple(emptied), shrinks=(growth,)))
    assert _named(outcome) == {"E1": "table-cannot-shrink", "F1": "table-cannot-shrink"}
    read = kind.adapter.read(source).sheets[0]
    assert read.tables == (GOALS._replace(range=CellRange(1, 1, 4, 6)),)
    assert [read.value(*at) for at in ((1, 5), (2, 5), (3, 6))] == [HEADINGS[0], None, "as agreed"]


@any_kind
def test_a_new_tab_of_a_name_that_is_taken_is_refused_in_whatever_case(kind: Kind) -> None:
    source = kind.lay(LAID, sheet("okr SUMMARY", "| mine |"))
    book = kind.adapter.read(source)
    tab = new_tab(book, "OKR summary", {"A1": "ours"})
    plan = WritePlan(source, book.revision, edits(book, {"E2": 0.5}), tabs=(tab,))
    outcome = kind.adapter.apply(plan)
    assert [(one.sheet, one.at, one.name) for one in outcome.refused] == [
        ("OKR summary", None, "tab-name-taken")
    ]
    assert kind.entered(source, "A1", sheet="okr SUMMARY").value == "mine"
    assert kind.entered(source, "E2").value == 0.5
