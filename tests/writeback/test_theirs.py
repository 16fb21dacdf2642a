"""What people put around a table stays theirs, in whatever column it stands and whatever it says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.grid import CellRange, Value, column_letters
from tests.grids import sheet, workbook
from tests.writeback.runs import Runs

GRID = """
| Objective     | Key result              | Owner | Baseline | Current | Target |
| Grow in Spain | Sign 50 shops in Madrid | Ana   | 0        | 40      | 100    |
| Grow in Spain | Open the Sevilla office | Ben   | 0        | 30      | 60     |
"""
THREE = GRID + "| Stay friendly | Answer within 1 hour | Cem | 0 | 10 | 100 |"
OUTLINE = """
| OKR                  | Owner | Baseline | Current | Target |
| *Grow in Spain*      | Ana   |          |         |        |
| Sign 50 shops        | Ana   | 0        | 40      | 100    |
|                      |       |          |         |        |
| *Stay friendly*      | Cem   |          |         |        |
| Answer within 1 hour | Cem   | 0        | 60      | 100    |
"""
LEGEND = {"H5": "on track", "H6": "behind", "H7": "at risk"}
BELOW: tuple[Mapping[str, Value], ...] = (
    {"F6": "Quota", "G6": 0.4},
    {"F7": "Average", "G7": 0.4},
    {"G4": 0.4},
    {"G5": 0.4},
    {"G9": 0.5},
    {"H4": "on track"},
    LEGEND,
    {**LEGEND, "A9": "A note of theirs"},
    {**LEGEND, "G5": 0.4, "G6": 0.5, "G7": 77},
    {"A6": "Total", "G6": 0.4},
)


def runs_of(grid: str = GRID) -> Runs:
    return Runs(workbook(sheet("Sales Q4 2026", grid)))


def settles(runs: Runs, theirs: Mapping[str, Value]) -> None:
    """After two syncs nothing is left to write, and what a person wrote stands where it stood."""
    runs.sync()
    runs.sync()
    assert runs.sync().empty
    assert runs.says(*theirs) == list(theirs.values())


@pytest.mark.parametrize("theirs", BELOW)
def test_what_stood_below_before_the_first_sync_stays(theirs: Mapping[str, Value]) -> None:
    runs = runs_of()
    runs.write(theirs)
    settles(runs, theirs)


@pytest.mark.parametrize("theirs", BELOW)
def test_what_was_written_below_between_two_syncs_stays(theirs: Mapping[str, Value]) -> None:
    runs = runs_of()
    runs.sync()
    runs.write(theirs)
    settles(runs, theirs)


@pytest.mark.parametrize("theirs", BELOW)
def test_what_stands_below_stays_when_our_memory_is_lost(theirs: Mapping[str, Value]) -> None:
    runs = runs_of()
    runs.sync()
    runs.write(theirs)
    runs.memory = ()
    settles(runs, theirs)


def test_a_legend_between_the_rows_of_a_table_stays() -> None:
    runs = runs_of()
    runs.sync()
    theirs: dict[str, Value] = {"H4": "behind", "F5": "Quota", "G5": 0.4}
    runs.write({**theirs, "A6": "Stay friendly", "B6": "Answer within 1 hour", "D6": 0, "E6": 1, "F6": 2})
    settles(runs, theirs)
    assert runs.says("G6") == [0.5]


@pytest.mark.parametrize("column", "GHIJKLM")
def test_notes_beside_and_below_do_not_make_syncs_undo_each_other(column: str) -> None:
    runs = runs_of(THREE)
    runs.sync()
    theirs: dict[str, Value] = {
        "N1": "Extra",
        "O1": "Extra",
        "P1": "Extra",
        "A8": "A note of theirs",
        f"{column}8": "another note",
    }
    runs.write(theirs)
    before = runs.tab.cells
    assert runs.sync().empty
    settles(runs, theirs)
    assert runs.tab.cells == before


def test_a_row_that_was_emptied_below_the_table_is_cleared_of_ours() -> None:
    runs = runs_of(THREE)
    runs.sync()
    runs.write({**dict.fromkeys(("A4", "B4", "C4", "D4", "E4", "F4")), "G5": 0.1, "H6": "behind"})
    runs.sync()
    assert runs.says(*(f"{column}4" for column in "GHIJKLM")) == [None] * 7
    assert runs.says("G5", "H6") == [0.1, "behind"]
    assert runs.sync().empty


def test_a_row_with_words_of_theirs_keeps_what_stands_in_it() -> None:
    runs = runs_of(THREE)
    runs.sync()
    runs.write({**dict.fromkeys(("A4", "B4", "D4", "E4", "F4")), "C4": "as of Monday"})
    before = runs.says("G4", "H4")
    runs.sync()
    assert runs.says("G4", "H4") == before


NOTES = st.dictionaries(
    st.tuples(
        st.sampled_from([1, 2, *range(8, 16)]),
        st.integers(min_value=1, max_value=17),
    ),
    st.sampled_from(
        [
            "A note of theirs",
            "on track",
            "behind",
            "at risk",
            "not started",
            "Quota",
            "Target",
            "Total",
            0.4,
            0.5,
            0.6,
            77,
        ]
    ),
    max_size=8,
)
BESIDE = st.dictionaries(
    st.tuples(st.integers(min_value=3, max_value=8), st.integers(min_value=15, max_value=20)),
    st.sampled_from(["Extra", "on track", "A note", 0.4, 3]),
    max_size=4,
)


def addressed(cells: Mapping[tuple[int, int], Value]) -> dict[str, Value]:
    return {f"{column_letters(column)}{row}": value for (row, column), value in cells.items()}


def rows_of(runs: Runs) -> set[tuple[int, int]]:
    """The cells of our columns in the rows of tables."""
    tables = [table for tab in runs.analyse().readings[0].sheets for table in tab.tables]
    rows = {row for table in tables for row in range(table.range.top, table.range.bottom + 1)}
    return {(row, known.column) for row in rows for known in runs.memory}


@given(
    grid=st.sampled_from([GRID, THREE, OUTLINE]),
    before=NOTES,
    after=NOTES,
    beside=BESIDE,
    forgets=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_around_a_table_two_syncs_settle_and_nothing_of_it_changes(
    grid: str,
    before: Mapping[tuple[int, int], Value],
    after: Mapping[tuple[int, int], Value],
    beside: Mapping[tuple[int, int], Value],
    *,
    forgets: bool,
) -> None:
    runs = Runs(workbook(sheet("Sales Q4 2026", grid, at="A3")))
    runs.write(addressed(before))
    for notes in ({}, {**after, **beside}):
        free = {place: value for place, value in notes.items() if place not in runs.tab.cells}
        runs.write(addressed(free))
        there = runs.tab.cells
        if forgets:
            runs.memory = ()
        runs.sync()
        ours = rows_of(runs)
        runs.sync()
        ours |= rows_of(runs)
        changed = {place for place, cell in there.items() if runs.tab.cells.get(place) != cell}
        assert changed <= ours
        assert runs.sync().empty


def test_a_tab_without_room_for_our_columns_is_told() -> None:
    wide = sheet("Sales Q4 2026", GRID)._replace(occupied=(CellRange(1, 7, 3, 16_384),))
    plan = Runs(workbook(wide)).sync()
    assert plan.no_room == ("Sales Q4 2026",)
    assert not plan.columns
    assert runs_of().sync().no_room == ()


def test_a_table_at_the_last_column_has_no_room() -> None:
    runs = Runs(workbook(sheet("Sales Q4 2026", GRID, at="XEW1")))
    assert runs.sync().no_room == ("Sales Q4 2026",)


def test_a_progress_column_of_a_table_below_ours_stays_although_it_says_the_same() -> None:
    runs = runs_of()
    beside = """
        | Objective | Key result           | Progress | Status   |
        | Win Italy | Sign 60 shops        | 0.4      | behind   |
        | Win Italy | Open a Napoli office | 0.3      | behind   |
    """
    below = sheet("Sales Q4 2026", beside, at="E6").cells
    runs.tab = runs.tab._replace(cells={**runs.tab.cells, **below})
    theirs: dict[str, Value] = {"G6": "Progress", "G7": 0.4, "G8": 0.3, "H7": "behind", "H8": "behind"}
    settles(runs, theirs)


def test_a_table_below_our_columns_is_still_read_when_a_note_stands_beside_it() -> None:
    runs = runs_of()
    below = """
        | Type       | Title                | Owner | Current | Target |
        | Objective  | Win Italy            | Ana   |         |        |
        | Key result | Sign 60 shops        | Ana   | 20      | 60     |
        | Key result | Open a Napoli office | Ben   | 3       | 9      |
    """
    runs.tab = runs.tab._replace(cells={**runs.tab.cells, **sheet("", below, at="H5").cells})
    runs.write({"A7": "A note of theirs"})
    before = runs.analyse().okrs.by_key.keys()
    for _ in range(3):
        runs.sync()
        assert runs.analyse().okrs.by_key.keys() == before
    assert runs.sync().empty
