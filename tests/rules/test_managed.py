"""The columns that are kept beside a table: where they stand, and who wrote in them."""

from __future__ import annotations

import pytest

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, CellRange, Sheet, SheetTable, Value
from okrsheets.model import Finding, ManagedMemory
from okrsheets.pipeline import StageSettings, analyse
from tests.cases import TODAY
from tests.grids import sheet, workbook

GRID = """
    | Objective | Key result | Current | Target |{} Progress (auto) | Status (auto) |
    | Win       | Sell kits  | 9       | 20     |{} {}              | {}            |
    | Win       | Sign shops | 10      | 20     |{} {}              | {}            |
    """
WRITTEN = ("45 %", "on track", "50 %", "on track")
KEYS = ("2026-Q4/win/sell-kits", "2026-Q4/win/sign-shops")


def _tab(*said: str, between: tuple[str, str, str] = ("", "", "")) -> Sheet:
    first, second, third, fourth = said or WRITTEN
    head, one, two = between
    return sheet("Q4 2026", GRID.format(head, one, first, second, two, third, fourth))


def _apart(tab: Sheet) -> list[Finding]:
    results = analyse([workbook(tab)], settings=StageSettings(), today=TODAY)
    return [one for one in results.findings if one.rule == "managed-columns-apart"]


def test_columns_of_ours_that_adjoin_their_table_are_well() -> None:
    assert _apart(_tab()) == []


def test_a_blank_column_between_is_told_once_for_a_tab() -> None:
    (found,) = _apart(_tab(between=("  |", "  |", "  |")))
    assert (str(found.place), found.okr) == ("Q4 2026!F1", None)
    assert found.message == (
        '"Progress (auto)" does not adjoin its table, '
        "so sorting the table leaves it behind until the next sync"
    )


def test_a_column_between_that_is_filled_is_sorted_with_the_table() -> None:
    assert _apart(_tab(between=(" Remarks |", " Soon |", " Late |"))) == []


@pytest.mark.parametrize(("right", "count"), [(4, 1), (6, 0)])
def test_a_table_of_the_program_or_a_filter_that_ends_before_them_leaves_them_behind(
    right: int, count: int
) -> None:
    covers = CellRange(1, 1, 3, right)
    assert len(_apart(_tab()._replace(tables=(SheetTable("Plan", covers),)))) == count
    assert len(_apart(_tab()._replace(filter_range=covers))) == count


def test_a_table_elsewhere_on_the_tab_parts_nothing() -> None:
    assert _apart(_tab()._replace(tables=(SheetTable("Other", CellRange(20, 1, 25, 3)),))) == []


def _edited(tab: Sheet, *, progress: tuple[Value, Value] = (0.45, 0.5)) -> list[Finding]:
    memory = (
        _memory(ManagedRole.PROGRESS, 5, progress),
        _memory(ManagedRole.STATUS, 6, ("on track", "on track")),
    )
    results = analyse([workbook(tab)], settings=StageSettings(), today=TODAY, memory=memory)
    return [one for one in results.findings if one.rule == "edited-managed-cell"]


def _memory(role: ManagedRole, column: int, values: tuple[Value, Value]) -> ManagedMemory:
    by_key = dict(zip(KEYS, values, strict=True))
    return ManagedMemory("Plan.xlsx", "Q4 2026", role, role.value, column, by_key)


@pytest.mark.parametrize(
    ("said", "place", "begins"),
    [
        (("90 %", "on track", "50 %", "on track"), "Q4 2026!E2", '90 % stands in "Progress (auto)"'),
        (
            ("45 %", "on track", "50 %", "all is well"),
            "Q4 2026!F3",
            '"all is well" stands in "Status (auto)"',
        ),
    ],
)
def test_what_somebody_typed_in_a_cell_of_ours_is_told(
    said: tuple[str, ...], place: str, begins: str
) -> None:
    (found,) = _edited(_tab(*said))
    assert (str(found.place), found.okr) == (place, None)
    assert found.message.startswith(begins)


@pytest.mark.parametrize(
    "said",
    [WRITTEN, ("50 %", "on track", "45 %", "on track"), ("=D2 -> 20 %", "on track", "50 %", "on track")],
    ids=["as written", "sorted", "a formula, which stays"],
)
def test_what_was_written_or_moved_or_stays_is_not_told(said: tuple[str, ...]) -> None:
    assert _edited(_tab(*said)) == []


def test_figures_count_to_four_places() -> None:
    tab = _tab()
    cells = {**tab.cells, (2, 5): Cell(0.33333)}
    assert _edited(tab._replace(cells=cells), progress=(0.333334, 0.5)) == []


def test_without_a_memory_nothing_is_known_to_be_edited() -> None:
    tab = _tab("90 %", "on track", "50 %", "on track")
    results = analyse([workbook(tab)], settings=StageSettings(), today=TODAY)
    assert [one for one in results.findings if one.rule == "edited-managed-cell"] == []
