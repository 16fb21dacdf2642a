"""Tabs that look like OKRs and of which nothing was read, and columns without a heading."""

from __future__ import annotations

import pytest

from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet, workbook
from tests.reading.conftest import Read

ROWS = """
    | Win the market | Sign 20 customers | 0  | 20 | 5  | Anna |
    | Win the market | Raise NPS to 50   | 30 | 50 | 35 | Ben  |
    | Build the best | Load in 2 s       | 5  | 2  | 4  | Carl |
    """
HEADED = f"| Objective | Key result | Baseline | Target | Current | Owner |\n{ROWS.strip()}"
CHINESE = """
    | 赢得整个市场 | 签下二十个客户 | 0  | 20 | 5  |
    | 打造最佳产品 | 加载时间降到二 | 5  | 2  | 4  |
    """
SPANISH = """
    | Ganar el mercado |                  |      |          |
    |                  | Firmar clientes  | 20 % | En curso |
    |                  | Subir la NPS     | 35 % | Hecho    |
    """
SCORED = """
    | OKR          | Grade | Score |
    | Win 10 shops | 1     | 0.7   |
    | Win 10 shops | 0.9   | 0.5   |
    | Win 10 shops | 0.8   | 0.6   |
    """


@pytest.mark.parametrize(
    ("tab", "grid", "where"),
    [
        ("OKRs", ROWS, "A1:F3"),
        ("Ziele Q1", ROWS, "A1:F3"),
        ("OKR", f"| Our plan |\n|\n{ROWS.strip()}", "A3:F5"),
        ("目标", CHINESE, "A1:E2"),
        ("Objetivos", SPANISH, "A1:D3"),
    ],
)
def test_rows_that_look_like_okrs_below_no_headings_are_told(
    read: Read, tab: str, grid: str, where: str
) -> None:
    reading, okrs = read(sheet(tab, grid))
    assert [*okrs.objectives] == []
    (one,) = reading.sheets
    assert one.unread is not None
    assert (one.unread.a1, one.because) == (where, "no row of headings that are known")


def test_a_table_of_which_nothing_tells_the_levels_is_told(read: Read) -> None:
    reading, _ = read(
        """
        | Title             | Owner | Target | Progress |
        | Win the market    | Anna  | 1      | 40 %     |
        | Sign 20 customers | Anna  | 20     | 50 %     |
        | Raise NPS to 50   | Ben   | 50     | 30 %     |
        """
    )
    (one,) = reading.sheets
    assert one.unread is not None
    assert (one.unread.a1, (one.because or "")[:20]) == ("A1:D4", "nothing tells which ")


@pytest.mark.parametrize(
    ("tab", "grid"),
    [
        ("Budget", "| Office rent | 1000 | 1200 |\n| Daily food | 300 | 320 |"),
        ("OKR guide", "| How we write OKRs |\n| Begin with the objective | then | measure it |"),
        ("OKRs", SCORED),
        ("OKRs", "| Please ask Ann |"),
        ("OKRs", "| Objective | Key result | Target |"),
        ("OKR projects", "| Project | Budget | Owner |\n| New site | 100 | Ann |\n| Old site | 50 | Bo |"),
    ],
)
def test_what_does_not_look_like_okrs_is_not_told(read: Read, tab: str, grid: str) -> None:
    reading, _ = read(sheet(tab, grid))
    assert [one.unread for one in reading.sheets] == [None]


def test_the_name_of_a_workbook_speaks_for_its_tabs_where_nothing_else_was_read() -> None:
    def unread(*tabs: tuple[str, str]) -> list[str]:
        book = workbook(*(sheet(name, grid) for name, grid in tabs), source="OKRs 2026.xlsx")
        ((reading,), _) = read_okrs([book], settings=ReadingSettings())
        return [one.name for one in reading.sheets if one.unread is not None]

    budget = "| Office rent | 1000 | 1200 |\n| Daily food | 300 | 320 |"
    assert unread(("Tabelle1", ROWS)) == ["Tabelle1"]
    assert unread(("Plan", HEADED), ("Money", budget)) == []


def test_a_tab_that_is_filled_in_like_another_one_that_was_read_is_told(read: Read) -> None:
    prices = "| Red shoes | 30 | 12 | red | big | 9 |\n| Blue shoes | 20 | 10 | blue | small | 9 |"
    reading, _ = read(sheet("Sales", HEADED), sheet("Support", ROWS), sheet("Prices", prices))
    assert [one.name for one in reading.sheets if one.unread is not None] == ["Support"]


@pytest.mark.parametrize("lost", ["Baseline", "Target", "Current"])
def test_a_column_of_figures_without_a_heading_is_shown_as_left_alone(read: Read, lost: str) -> None:
    reading, _ = read(HEADED.replace(lost, "", 1))
    (table,) = reading.sheets[0].tables
    (column,) = [one for one in table.columns if not one.heading]
    place = {"Baseline": 3, "Target": 4, "Current": 5}[lost]
    assert (column.column, column.field, column.because) == (place, None, "no heading over its 3 cells")


def test_columns_without_cells_need_no_heading(read: Read) -> None:
    reading, _ = read(
        """
        | Objective      |  | Key result        |   | Target |
        | Win the market |  | Sign 20 customers | 1 | 20     |
        | Build the best |  | Raise NPS to 50   |   | 50     |
        """
    )
    (table,) = reading.sheets[0].tables
    assert [one.column for one in table.columns] == [1, 3, 5]
