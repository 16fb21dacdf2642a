"""Cycles: labels and the days they stand for, and where a tab's cycle is found."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.grid import Cell
from okrsheets.reading import ReadingSettings, parse_cycle
from tests.grids import sheet
from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Q3 2026", "2026-Q3"),
        ("2026-Q4", "2026-Q4"),
        ("2026Q4", "2026-Q4"),
        ("2026 Q4", "2026-Q4"),
        ("q4/2026", "2026-Q4"),
        ("Q4'26", "2026-Q4"),
        ("4Q26", "2026-Q4"),
        ("FY26 Q2", "2026-Q2"),
        ("Q2 FY26", "2026-Q2"),
        ("Q4FY26", "2026-Q4"),
        ("Quarter 3, 2026", "2026-Q3"),
        ("3rd quarter 2026", "2026-Q3"),
        ("H1 2026", "2026-H1"),
        ("1H26", "2026-H1"),
        ("2026", "2026"),
        ("FY2026", "2026"),
        ("Oct 2026", "2026-10"),
        ("October - December 2026", "2026-Q4"),
        ("01/07/2025 - 30/09/2025", "2025-Q3"),
        ("2025-07-01 to 2025-09-30", "2025-Q3"),
        ("2026-03-15 - 2026-05-15", "2026-03-15..2026-05-15"),
        ("Cycle: Q3 2026", "2026-Q3"),
    ],
)
def test_a_label_names_a_cycle(text: str, label: str) -> None:
    cycle = parse_cycle(text)
    assert cycle is not None
    assert cycle.label == label


@pytest.mark.parametrize(
    "text", ["Q3", "Sales", "", "W52", "Q5 2026", "H3 2026", "Grow by 20 %", "Sales 2026"]
)
def test_anything_else_names_none(text: str) -> None:
    assert parse_cycle(text) is None


def test_the_fiscal_year_is_named_by_the_year_it_ends_in() -> None:
    cycle = parse_cycle("FY26 Q2", fiscal_year_start=7)
    assert cycle is not None
    assert (cycle.start, cycle.end) == (date(2025, 10, 1), date(2025, 12, 31))


TABLE = "| Objective | Key result |\n| Grow | Sign |"


def _label(read: Read, *args: object, **kwargs: object) -> str | None:
    _, okrs = read(*args, **kwargs)  # type: ignore[arg-type]  # passed through
    return okrs.objectives[0].cycle.label if okrs.objectives[0].cycle else None


def test_a_tab_gives_its_cycle(read: Read) -> None:
    assert _label(read, sheet("Sales Q4 2026", TABLE), source="OKRs 2025.xlsx") == "2026-Q4"


def test_a_banner_gives_its_cycle(read: Read) -> None:
    assert _label(read, "| OKRs of Q4 2026 |\n|\n" + TABLE) == "2026-Q4"


def test_a_tab_takes_its_year_from_elsewhere(read: Read) -> None:
    assert _label(read, sheet("Q3", TABLE), source="OKRs 2026.xlsx") == "2026-Q3"


def test_the_file_gives_its_cycle_before_the_settings_do(read: Read) -> None:
    settings = ReadingSettings(current_cycle="Q1 2027")
    assert _label(read, TABLE, source="Q4 2026.xlsx", settings=settings) == "2026-Q4"
    assert _label(read, TABLE, settings=settings) == "2027-Q1"
    assert _label(read, TABLE) is None


def test_a_column_gives_each_row_its_cycle(read: Read) -> None:
    tab = sheet(
        "Q1 2026", "| Quarter | Objective | Key result |\n| Q3 2026 | Grow | Sign |\n| Q4 | Grow | Sell |"
    )
    _, okrs = read(tab)
    assert [objective.cycle.label for objective in okrs.objectives if objective.cycle] == [
        "2026-Q3",
        "2026-Q4",
    ]


def test_dates_that_span_a_quarter_are_that_quarter(read: Read) -> None:
    tab = sheet(
        "OKRs",
        "| Objective | Start | Due | Key result |\n| Grow | | | Sign |",
        more={(2, 2): Cell(date(2026, 10, 1)), (2, 3): Cell(date(2026, 12, 31))},
    )
    assert _label(read, tab) == "2026-Q4"
