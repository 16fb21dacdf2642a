"""Whatever people do to a sheet, one sync puts our columns right and touches nothing of theirs."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell, Sheet, column_letters
from okrsheets.reading.ours.cutting import cut_ours
from okrsheets.writeback import WritebackSettings
from tests.grids import sheet, workbook
from tests.writeback.office import Office, judged

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Grow in Spain", "Stay friendly", "=1+1"]),
        st.sampled_from(["", "0.4", "0.123456", "1.5"]),
        st.sampled_from(["", "Grow in Spain", "=1+1", "nowhere"]),
        st.sampled_from(["", "no owner", "a/b/c/d"]),
    ),
    min_size=1,
    max_size=6,
)

Deed = Callable[[Sheet], Sheet]


def drawn(rows: list[tuple[str, str, str, str]], *, typed: bool) -> str:
    lines = [
        "| Type | Title | Done | Parent | Fault |"
        if typed
        else "| Objective | Key result | Done | Parent | Fault |"
    ]
    for number, (objective, done, parent, fault) in enumerate(rows):
        first = "key result" if typed and number else "objective" if typed else objective
        lines.append(f"| {first} | Item {number} | {done} | {parent} | {fault} |")
    return "\n".join(lines)


def sort_rows(tab: Sheet) -> Sheet:
    bottom = max(row for row, _ in tab.cells)
    turned = {row: bottom + 3 - row for row in range(3, bottom + 1)}
    return tab._replace(cells={(turned.get(r, r), c): cell for (r, c), cell in tab.cells.items()})


def insert_a_column_before_ours(tab: Sheet) -> Sheet:
    return tab._replace(cells={(r, c + (c > 5)): cell for (r, c), cell in tab.cells.items()})


def move_the_last_column(tab: Sheet) -> Sheet:
    last = max(column for _, column in tab.cells)
    return tab._replace(cells={(r, c + 4 * (c == last)): cell for (r, c), cell in tab.cells.items()})


def delete_the_last_column(tab: Sheet) -> Sheet:
    last = max(column for _, column in tab.cells)
    return tab._replace(cells={(r, c): cell for (r, c), cell in tab.cells.items() if c < max(last, 6)})


def rename_our_first_heading(tab: Sheet) -> Sheet:
    ours = sorted(place for place, cell in tab.cells.items() if str(cell.value).endswith("(auto)"))
    return tab._replace(cells={**tab.cells, ours[0]: Cell("My own word")}) if ours else tab


def edit_a_value(tab: Sheet) -> Sheet:
    return tab._replace(cells={**tab.cells, (2, 3): Cell(0.77)})


def write_far_below(tab: Sheet) -> Sheet:
    return tab._replace(cells={**tab.cells, (60, 8): Cell("call Ana")})


DEEDS = st.lists(
    st.sampled_from(
        [
            sort_rows,
            insert_a_column_before_ours,
            move_the_last_column,
            delete_the_last_column,
            rename_our_first_heading,
            edit_a_value,
            write_far_below,
        ]
    ),
    max_size=4,
)


@given(rows=ROWS, deeds=DEEDS, typed=st.booleans(), restore=st.booleans())
@settings(max_examples=150, deadline=None)
def test_after_one_sync_there_is_nothing_left_to_write(
    rows: list[tuple[str, str, str, str]], deeds: list[Deed], *, typed: bool, restore: bool
) -> None:
    one = Office(
        workbook(sheet("Sales", drawn(rows, typed=typed))), WritebackSettings(restore_columns=restore)
    )
    one.sync()
    assert one.plan().empty
    for deed in deeds:
        one.change(deed(one.tab()))
        theirs = judged(one.workbook, memory=one.memory)
        left = cut_ours(one.workbook, memory=one.memory, headings={}).workbook.sheets[0].cells
        assert {cell.value for (_, column), cell in left.items() if column > 5} <= {"call Ana", "My own word"}
        plan = one.sync()
        assert plan == plan._replace(edits=tuple(sorted(plan.edits, key=lambda e: (e.ref.row, e.ref.column))))
        assert one.plan().empty
        assert judged(one.workbook, memory=one.memory).okrs == theirs.okrs


@given(
    tables=st.lists(st.tuples(ROWS, st.booleans(), st.sampled_from([1, 4, 9])), min_size=2, max_size=2),
    forgets=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_two_tables_side_by_side_keep_their_columns_whatever_their_layouts(
    tables: list[tuple[list[tuple[str, str, str, str]], bool, int]], *, forgets: bool
) -> None:
    cells: dict[tuple[int, int], Cell] = {}
    left = 1
    for number, (rows, typed, gap) in enumerate(tables):
        grid = drawn(rows, typed=typed).replace("Item", f"Item {number} of").replace("Grow", f"Grow {number}")
        cells |= sheet("Sales", grid, at=f"{column_letters(left)}1").cells
        left += 5 + gap
    one = Office(workbook(sheet("Sales", "| x |")._replace(cells=cells)))
    one.sync()
    if forgets:
        one.memory = ()
    assert one.sync().empty
    assert one.sync().empty
