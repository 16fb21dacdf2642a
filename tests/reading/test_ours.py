"""What is ours is found wherever it stands, cut out of the grid, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, CellRef, Sheet, Value, Workbook
from okrsheets.model import FoundColumn, ManagedMemory
from okrsheets.reading.ours.cutting import Cut, cut_ours
from tests.grids import sheet, workbook

PLAN = """
| Objective     | Key result    | Progress (auto) | Status (auto)      |
| Grow in Spain | Sign 50 shops | 0.375           | on track           |
| Grow in Spain | Open Sevilla  |                 | unknown: no target |
| Stay friendly | Answer in 1 h | 0.5             | behind             |
"""

ROLES = (ManagedRole.PROGRESS, ManagedRole.STATUS, ManagedRole.ALIGNED_TO)


def cut(
    *tabs: Sheet, memory: tuple[ManagedMemory, ...] = (), headings: Mapping[ManagedRole, str] | None = None
) -> Cut:
    return cut_ours(workbook(*tabs), memory=memory, headings=headings or {})


def remembered(
    role: ManagedRole, column: int, values: list[Value], *, heading: str = "", tab: str = "Sales"
) -> ManagedMemory:
    keys = {f"key {number}": value for number, value in enumerate(values)}
    return ManagedMemory("Plan.xlsx", tab, role, heading or role.value, column, keys)


def place(found: FoundColumn) -> tuple[ManagedRole, str, str]:
    return found.role, found.at.a1, found.heading


def words(book: Workbook) -> set[Value]:
    return {cell.value for tab in book.sheets for cell in tab.cells.values()}


def test_our_columns_are_taken_out_with_their_headings() -> None:
    result = cut(sheet("Sales", PLAN))
    assert [place(found) for found in result.found] == [
        (ManagedRole.PROGRESS, "C1", "Progress (auto)"),
        (ManagedRole.STATUS, "D1", "Status (auto)"),
    ]
    assert result.found[0].cells == {2: 0.375, 4: 0.5}
    assert {column for _, column in result.workbook.sheets[0].cells} == {1, 2}


def test_a_tab_without_our_columns_stays_the_same_value() -> None:
    tab = sheet("Sales", "| Objective | Progress |")
    result = cut(tab)
    assert result.workbook.sheets[0] is tab
    assert result.found == ()


def test_a_blank_cell_does_not_end_our_column() -> None:
    result = cut(
        sheet(
            "Sales",
            """
            | Key result | Progress (auto) |
            | a          |                 |
            |            |                 |
            | b          | 0.25            |
            """,
        )
    )
    assert result.found[0].cells == {4: 0.25}


def test_text_far_below_the_table_is_left_to_its_writer() -> None:
    tab = sheet("Sales", PLAN, more={(40, 4): Cell("call Ana"), (60, 3): Cell(7)})
    result = cut(tab)
    assert {"call Ana", 7} <= words(result.workbook)


def test_another_table_below_keeps_its_columns() -> None:
    result = cut(
        sheet(
            "Sales",
            """
            | Key result | Progress (auto) | Status (auto) |
            | a          | 0.25            | on track      |
            |            |                 |               |
            | Person     | Desk            | Phone         |
            | Ana        | 3               | 4711          |
            """,
        )
    )
    assert {"Desk", "Phone", 3, 4711} <= words(result.workbook)


def test_rows_past_a_wide_gap_are_ours_where_they_bear_a_status() -> None:
    tab = sheet("Sales", PLAN, more={(20, 1): Cell("Win"), (20, 2): Cell("x"), (20, 4): Cell("on track")})
    assert cut(tab).found[1].cells[20] == "on track"


def test_stacked_tables_have_a_heading_each() -> None:
    result = cut(
        sheet(
            "Sales",
            """
            | Key result | Progress (auto) |
            | a          | 0.25            |
            | Key result | Progress (auto) |
            | b          | 0.5             |
            """,
        )
    )
    assert [(found.at.a1, dict(found.cells)) for found in result.found] == [
        ("B1", {2: 0.25}),
        ("B3", {4: 0.5}),
    ]


def test_a_heading_of_ours_over_what_we_never_wrote_is_foreign() -> None:
    tab = sheet(
        "Sales",
        """
        | Key result | Progress (auto) | Status (auto) |
        | a          | nearly there    | on track      |
        """,
    )
    result = cut(tab)
    assert result.foreign == (CellRef("Plan.xlsx", "Sales", 1, 2),)
    assert [found.role for found in result.found] == [ManagedRole.STATUS]
    assert words(result.workbook) == {"Key result", "a"}


def test_figures_over_a_note_are_not_read_when_memory_is_lost() -> None:
    tab = sheet(
        "Sales",
        """
        | Key result   | Progress (auto)     |
        | a            | 0.25                |
        |              |                     |
        | b            | 0.5                 |
        |              |                     |
        |              | Last updated by Ann |
        | Legend: ours |                     |
        """,
    )
    result = cut(tab)
    assert result.foreign == (CellRef("Plan.xlsx", "Sales", 1, 2),)
    assert words(result.workbook) == {"Key result", "a", "b", "Last updated by Ann", "Legend: ours"}


def test_a_formula_under_a_heading_that_memory_does_not_know_is_foreign() -> None:
    tab = sheet(
        "Sales", "| Key result | Progress (auto) |\n| a | |", more={(2, 2): Cell(0.5, formula="A1/2")}
    )
    assert cut(tab).foreign == (CellRef("Plan.xlsx", "Sales", 1, 2),)


def test_what_a_person_put_in_a_known_column_is_cut_and_a_formula_is_told() -> None:
    tab = sheet("Sales", PLAN, more={(2, 3): Cell("nearly there"), (4, 3): Cell(0.5, formula="A1/2")})
    result = cut(tab, memory=(remembered(ManagedRole.PROGRESS, 3, [0.375, 0.5]),))
    assert result.foreign == ()
    assert result.found[0].cells == {2: "nearly there", 4: 0.5}
    assert result.found[0].formulas == {4}
    assert "nearly there" not in words(result.workbook)


def test_a_second_column_under_our_heading_is_not_ours_because_the_first_is() -> None:
    tab = sheet(
        "Sales",
        """
        | Key result | Progress (auto) | Progress (auto) |
        | a          | 0.25            | as they say     |
        """,
    )
    result = cut(tab, memory=(remembered(ManagedRole.PROGRESS, 2, [0.25]),))
    assert result.foreign == (CellRef("Plan.xlsx", "Sales", 1, 3),)


def test_configured_and_former_headings_are_ours() -> None:
    tab = sheet("Sales", "| Ziel | Fortschritt (auto) | Stand (auto) |\n| a | 0.5 | done |")
    result = cut(
        tab,
        memory=(remembered(ManagedRole.STATUS, 3, ["done"], heading="Stand (auto)"),),
        headings={ManagedRole.PROGRESS: "Fortschritt (auto)"},
    )
    assert [found.role for found in result.found] == [ManagedRole.PROGRESS, ManagedRole.STATUS]


def test_a_moved_column_with_sorted_rows_is_found_by_its_heading() -> None:
    tab = sheet(
        "Sales",
        """
        | Progress (auto) | Objective     | Key result    |
        | 0.5             | Stay friendly | Answer in 1 h |
        | 0.375           | Grow in Spain | Sign 50 shops |
        """,
    )
    result = cut(tab, memory=(remembered(ManagedRole.PROGRESS, 3, [0.375, 0.5]),))
    assert [place(found) for found in result.found] == [(ManagedRole.PROGRESS, "A1", "Progress (auto)")]
    assert {column for _, column in result.workbook.sheets[0].cells} == {2, 3}


RENAMED = PLAN.replace("Progress (auto)", "How far we are ")


def test_a_renamed_column_is_known_by_what_we_wrote() -> None:
    result = cut(sheet("Sales", RENAMED), memory=(remembered(ManagedRole.PROGRESS, 3, [0.375, None, 0.5]),))
    assert place(result.found[0]) == (ManagedRole.PROGRESS, "C1", "How far we are")


def test_a_renamed_column_on_a_renamed_tab_is_known_too() -> None:
    known = remembered(ManagedRole.PROGRESS, 3, [0.375, 0.5], tab="Old name")
    assert place(cut(sheet("Sales", RENAMED), memory=(known,)).found[0])[2] == "How far we are"


def test_a_renamed_column_stays_ours_when_its_cells_were_edited() -> None:
    tab = sheet("Sales", RENAMED.replace("0.375", "0.9").replace("0.5", "0.8"))
    known = remembered(ManagedRole.PROGRESS, 3, [0.375, 0.5], heading="How far we are")
    assert place(cut(tab, memory=(known,)).found[0])[0] is ManagedRole.PROGRESS


def test_the_sheets_own_progress_is_not_taken_for_ours_that_was_deleted() -> None:
    tab = sheet(
        "Sales",
        """
        | Key result | Progress | Status (auto) |
        | a          | 0.25     | on track      |
        | b          | 0.5      | behind        |
        """,
    )
    known = (
        remembered(ManagedRole.PROGRESS, 3, [0.25, 0.5]),
        remembered(ManagedRole.STATUS, 4, ["on track", "behind"]),
    )
    tab_cells = cut(tab, memory=known).workbook.sheets[0].cells
    assert tab_cells[1, 2].value == "Progress"


def test_one_renamed_heading_of_stacked_tables_is_still_ours() -> None:
    tab = sheet(
        "Sales",
        """
        | Key result | Progress (auto) |
        | a          | 0.25            |
        | Key result | Our way         |
        | b          | 0.5             |
        """,
        more={(3, 3): Cell("Status (auto)"), (1, 3): Cell("Status (auto)")},
    )
    result = cut(tab, memory=(remembered(ManagedRole.PROGRESS, 2, [0.25, 0.5]),))
    assert ("B3", "Our way") in {(found.at.a1, found.heading) for found in result.found}


def test_rows_inserted_within_the_table_belong_to_it() -> None:
    tab = sheet("Sales", PLAN + "| Stay friendly | New one | | |\n| Stay friendly | Last | 0.1 | behind |")
    assert cut(tab).found[0].cells[6] == 0.1


def test_cells_of_ours_beside_emptied_rows_are_still_cut() -> None:
    tab = sheet("Sales", PLAN + "| | | 0.1 | behind |")
    assert cut(tab).found[1].cells[5] == "behind"


def test_a_title_over_a_renamed_column_does_not_hide_it() -> None:
    tab = sheet("Sales", RENAMED, at="A3", more={(1, 3): Cell("Plan of the year")})
    known = remembered(ManagedRole.PROGRESS, 3, [0.375, 0.5], heading="How far we are")
    assert place(cut(tab, memory=(known,)).found[0]) == (ManagedRole.PROGRESS, "C3", "How far we are")


def test_every_heading_of_a_tab_with_a_thousand_tables_is_ours() -> None:
    cells: dict[tuple[int, int], Cell] = {}
    for top in range(1, 3_001, 3):
        cells |= {(top, 1): Cell("Key result"), (top + 1, 1): Cell("Sign shops"), (top + 1, 2): Cell(0.5)}
        cells |= {(top, c): Cell(role.value) for c, role in enumerate(ROLES, start=2)}
    result = cut(Sheet("Sales", cells))
    assert len(result.found) == 3_000
    assert words(result.workbook) == {"Key result", "Sign shops"}
