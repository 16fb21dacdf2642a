"""Cycles: labels and the days they stand for, and where a tab's cycle is found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell
from okrsheets.reading import ReadingSettings, parse_cycle
from okrsheets.reading.times.cycles import cycle_between, due_in, find_cycle, without_cycle
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
        ("3Q26", "2026-Q3"),
        ("26Q3", "2026-Q3"),
        ("Q3 FY26", "2026-Q3"),
        ("OKR Q4 '26", "2026-Q4"),
        ("2019-q1", "2019-Q1"),
        ("OKRs_2026_Q3", "2026-Q3"),
        ("1. Halbjahr 2026", "2026-H1"),
        ("3. Quartal 2026", "2026-Q3"),
        ("GJ 2026", "2026"),
        ("T3 2026", "2026-Q3"),
        ("2T26", "2026-Q2"),
        ("3e trimestre 2026", "2026-Q3"),
        ("2e semestre 2026", "2026-H2"),
        ("3º trimestre de 2026", "2026-Q3"),
        ("tercer trimestre de 2026", "2026-Q3"),
        ("terceiro trimestre de 2026", "2026-Q3"),
        ("3° trimestre 2026", "2026-Q3"),
        ("Kwartaal 3 2026", "2026-Q3"),
        ("2026年第三季度", "2026-Q3"),
        ("2026年Q3", "2026-Q3"),
        ("2026上半年", "2026-H1"),
        ("2026年度", "2026"),
        ("2026年度第3四半期", "2026-Q3"),
        ("2026年下期", "2026-H2"),
        ("2026년 3분기", "2026-Q3"),
        ("2026년 상반기", "2026-H1"),
        ("first half of 2026", "2026-H1"),
        ("FY2026/27", "2026"),
        ("Jan-Mar 2026", "2026-Q1"),
        ("Januar bis März 2026", "2026-Q1"),
        ("Nov 2025 - Jan 2026", "2025-11-01..2026-01-31"),
        ("Nov-Jan 2026", "2025-11-01..2026-01-31"),
        ("January 2026", "2026-01"),
        ("Jan-26", "2026-01"),
        ("2026年7月", "2026-07"),
        ("2026年7-9月", "2026-Q3"),
        ("2026-07 to 2026-09", "2026-Q3"),
        ("07/2026 - 09/2026", "2026-Q3"),
        ("1 July - 30 September 2026", "2026-Q3"),
        ("1. Juli 2026 bis 30. September 2026", "2026-Q3"),
        ("20260701-20260930", "2026-Q3"),
        ("Q1-Q2 2026", "2026-H1"),
        ("Q4 2025 - Q1 2026", "2025-10-01..2026-03-31"),
        ("2026-2027", "2026-01-01..2027-12-31"),
        ("Trimester 2 2026", "2026-05-01..2026-08-31"),
    ],
)
def test_a_label_names_a_cycle(text: str, label: str) -> None:
    cycle = parse_cycle(text)
    assert cycle is not None
    assert cycle.label == label


def test_a_team_that_is_counted_is_no_year() -> None:
    cycle = find_cycle("Team 39 Q4 2026")
    assert cycle is not None
    assert cycle.label == "2026-Q4"


@pytest.mark.parametrize(
    "text",
    [
        *("Q3", "Sales", "", "W52", "Q5 2026", "H3 2026", "Grow by 20 %", "Sales 2026", "H1", "T1", "S2"),
        *(
            "Top 10 in 2026",
            "2026-10-18",
            "5 Oct 2026",
            "Updated 2026-10-18",
            "Vision",
            "ISO 27001",
            "1.2.3",
            "v2",
        ),
    ],
)
def test_anything_else_names_none(text: str) -> None:
    assert parse_cycle(text) is None


@pytest.mark.parametrize("text", ["Q5 2026", "Sales 2026-Q7", "OKRs H3 FY26", "Team Q0 in 2026"])
def test_a_part_that_no_year_has_is_not_its_whole_year(text: str) -> None:
    assert find_cycle(text) is None


def test_the_fiscal_year_is_named_by_the_year_it_ends_in() -> None:
    cycle = parse_cycle("FY26 Q2", fiscal_year_start=7)
    assert cycle is not None
    assert (cycle.start, cycle.end) == (date(2025, 10, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("FY2026/27", date(2026, 4, 1), date(2027, 3, 31)),
        ("FY26/27 Q1", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026年度", date(2026, 4, 1), date(2027, 3, 31)),
        ("2026年度第3四半期", date(2026, 10, 1), date(2026, 12, 31)),
        ("FY27", date(2026, 4, 1), date(2027, 3, 31)),
        ("Q1 (Apr-Jun 2026)", date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
def test_a_fiscal_year_that_is_named_by_both_years_or_the_first_begins_in_the_first(
    text: str, start: date, end: date
) -> None:
    cycle = find_cycle(text, fiscal_year_start=4)
    assert cycle is not None
    assert (cycle.start, cycle.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Sales Q4 2026", "Sales"),
        ("2026年第三季度销售部", "销售部"),
        ("Vertrieb 1. Quartal 2026", "Vertrieb"),
        ("OKR_Marketing_2026-Q3", "OKR_Marketing"),
        ("Support January 2026", "Support"),
        ("Q3", ""),
        ("Team 2", "Team 2"),
    ],
)
def test_a_name_without_its_cycle_keeps_its_other_words(text: str, rest: str) -> None:
    assert without_cycle(text) == rest


@pytest.mark.parametrize("n", range(1, 5))
@pytest.mark.parametrize("year", [2019, 2026, 2031])
@pytest.mark.parametrize(
    "written",
    [
        *(
            "Q{n} {y}",
            "{y}-Q{n}",
            "{y}Q{n}",
            "{n}Q{s}",
            "Q{n}'{s}",
            "FY{s} Q{n}",
            "Q{n} FY{y}",
            "Q{n}/{y}",
            "T{n} {y}",
        ),
        *(
            "{n}. Quartal {y}",
            "{n}e trimestre {y}",
            "{n}º trimestre de {y}",
            "{y}年第{n}季度",
            "{y}년 {n}분기",
        ),
        *(
            "Quarter {n} of {y}",
            "OKRs Q{n} {y}",
            "okr_{y}_q{n}",
            "{y}年第{n}四半期",
            "Kwartaal {n}, {y}",
            "Q{n}.{y}",
        ),
    ],
)
@pytest.mark.parametrize("fiscal_year_start", [1, 7])
def test_a_quarter_is_read_however_it_is_written(
    n: int, year: int, written: str, fiscal_year_start: int
) -> None:
    text = written.format(n=n, y=year, s=year % 100)
    cycle = parse_cycle(text, fiscal_year_start=fiscal_year_start)
    assert cycle is not None
    assert cycle.label == f"{year}-Q{n}"
    assert (cycle.end - cycle.start).days in range(89, 92)


@given(st.text(max_size=80), st.one_of(st.none(), st.integers(2000, 2050)), st.integers(1, 12))
@settings(max_examples=500, deadline=None)
def test_no_text_makes_a_reader_of_labels_fail(text: str, year: int | None, fiscal_year_start: int) -> None:
    found = find_cycle(text, fiscal_year_start=fiscal_year_start, year=year)
    assert found is None or found.start <= found.end
    without_cycle(text)
    due_in(text, fiscal_year_start=fiscal_year_start, year=year)


@given(st.dates(date(2009, 1, 1), date(2060, 1, 1)), st.integers(1, 1000))
def test_the_label_of_a_cycle_names_it_again(start: date, days: int) -> None:
    cycle = cycle_between(start, start + timedelta(days=days))
    assert parse_cycle(cycle.label) == cycle


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


@pytest.mark.parametrize(
    ("tab", "current", "label"),
    [
        ("Q3", "Q4 2026", "2026-Q3"),
        ("Vertrieb Q4", "Q1 2027", "2026-Q4"),
        ("Sales Q1", "Q4 2026", "2027-Q1"),
        ("Sales Q1", "Q3 2026", "2026-Q1"),
        ("H2", "H1 2027", "2027-H2"),  # as far from either: of the year of the cycle
        ("Q3", "Q1 2027", "2027-Q3"),
        ("H1", "Q1 2027", "2027-H1"),
        ("Q3", "H1 2027", "2027-Q3"),
        ("October", "Q4 2026", "2026-Q4"),
        ("Sales 3", "Q4 2026", "2026-Q4"),
        ("Sales", "Q4 2026", "2026-Q4"),
    ],
)
def test_a_tab_of_another_quarter_is_not_of_the_one_that_the_settings_name(
    read: Read, tab: str, current: str, label: str
) -> None:
    assert _label(read, sheet(tab, TABLE), settings=ReadingSettings(current_cycle=current)) == label
    assert _label(read, sheet(tab, TABLE), source=f"OKRs {current}.xlsx") == label


@pytest.mark.parametrize(
    ("tabs", "label"),
    [
        (("Company Q4 2026", "Sales Q4"), "2026-Q4"),
        (("Company FY26", "Sales Q4"), "2026-Q4"),
        (("Company Q3 2026", "Sales Q4"), "2026-Q4"),
        (("Company Q4 2025", "Company Q1 2026", "Sales Q4"), "2025-Q4"),
        (("Company Q3 2025", "Company Q1 2026", "Sales Q4"), None),  # of 2025 or of 2026
        (("Company Q4 2026", "Sales"), None),
        (("Company", "Sales Q4"), None),
    ],
)
def test_a_tab_called_after_a_quarter_is_of_the_year_of_the_others(
    read: Read, tabs: tuple[str, ...], label: str | None
) -> None:
    _, okrs = read(*(sheet(tab, TABLE) for tab in tabs))
    cycle = okrs.objectives[-1].cycle
    assert (cycle and cycle.label) == label


@pytest.mark.parametrize(
    ("tabs", "current", "labels"),
    [
        ("Q1 Q2 Q3 Q4", "Q1 2027", "2027-Q1 2027-Q2 2027-Q3 2027-Q4"),
        ("Q4 Q3 Q2 Q1", "Q4 2026", "2026-Q4 2026-Q3 2026-Q2 2026-Q1"),
        ("Q1 Q2 Q3 Q4", "H1 2027", "2027-Q1 2027-Q2 2027-Q3 2027-Q4"),
        ("H1 H2", "H1 2027", "2027-H1 2027-H2"),
        ("H1 H2", "Q3 2026", "2026-H1 2026-H2"),
        ("Q1 Q2 Q3", "Q1 2027", "2027-Q1 2027-Q2 2027-Q3"),
        ("Q1 Q2", "Q4 2026", "2027-Q1 2027-Q2"),
        ("Q3 Q4", "Q1 2027", "2026-Q3 2026-Q4"),
        ("Q4 Q1", "Q1 2027", "2026-Q4 2027-Q1"),  # no gap between them
        ("Q3 Q4 Q1", "Q4 2026", "2026-Q3 2026-Q4 2027-Q1"),
        ("Sales_Q4 IT_Q4 Sales_Q1", "Q4 2026", "2026-Q4 2026-Q4 2027-Q1"),
        ("Q2 Q3 Q4", "Q1 2027", "2027-Q2 2027-Q3 2027-Q4"),
        ("Company_Q4_2026 Q3 Sales", "Q1 2027", "2026-Q4 2026-Q3 2027-Q1"),
        ("January February", "December 2026", "2027-01 2027-02"),
        ("January December", "December 2026", "2027-01 2026-12"),
        ("October November", "Q4 2026", "2026-Q4 2026-Q4"),  # no cycles of their own
    ],
)
def test_tabs_that_name_parts_of_a_year_get_it_together(
    read: Read, tabs: str, current: str, labels: str
) -> None:
    drawn = [sheet(tab.replace("_", " "), TABLE.replace("Grow", f"Grow in {tab}")) for tab in tabs.split()]
    ways = {"Plan.xlsx": ReadingSettings(current_cycle=current), f"{current}.xlsx": ReadingSettings()}
    for source, way in ways.items():
        _, okrs = read(*drawn, source=source, settings=way)
        found = {objective.at.sheet: objective.cycle for objective in okrs.objectives}
        cycles = [found[tab.name] for tab in drawn]
        assert " ".join(cycle.label for cycle in cycles if cycle) == labels


@pytest.mark.parametrize(
    ("tabs", "current", "told"),
    [
        ("H2", "H1 2027", [("H2", "2027-H2", "2026-H2")]),
        (
            "Q2 Q3 Q4",
            "Q1 2027",
            [
                ("Q2", "2027-Q2", "2026-Q2"),
                ("Q3", "2027-Q3", "2026-Q3"),
                ("Q4", "2027-Q4", "2026-Q4"),
            ],
        ),
        ("Q1 Q2 Q3 Q4", "Q1 2027", []),
        ("Q4 Q1", "Q1 2027", []),
        ("Q3_2026 Q1", "Q3 2026", []),
    ],
)
def test_a_year_to_which_another_is_as_near_is_told(
    read: Read, tabs: str, current: str, told: list[tuple[str, str, str]]
) -> None:
    drawn = [sheet(tab.replace("_", " "), TABLE.replace("Grow", f"Grow in {tab}")) for tab in tabs.split()]
    reading, _ = read(*drawn, settings=ReadingSettings(current_cycle=current))
    assert [(one.part, one.cycle.label, one.other.label) for one in reading.parts] == told
    remarks = [remark.because for tab in reading.sheets for table in tab.tables for remark in table.remarks]
    assert remarks == [
        f'"{part}" names no year: taken for {label}, and {other} is as near' for part, label, other in told
    ]


def test_a_year_is_not_told_where_each_row_says_its_own(read: Read) -> None:
    grid = "| Objective | Key result | Cycle |\n| Grow | Sign | Q4 2026 |"
    reading, _ = read(sheet("H2", grid), settings=ReadingSettings(current_cycle="H1 2027"))
    assert reading.parts == ()


def test_a_tab_takes_its_year_from_its_days_before_the_settings(read: Read) -> None:
    grid = "| Objective | Key result | Due |\n| Grow | Sign | 2026-09-15 |"
    assert _label(read, sheet("Q3", grid), settings=ReadingSettings(current_cycle="Q1 2027")) == "2026-Q3"


def test_quarters_of_a_fiscal_year_are_of_it(read: Read) -> None:
    fiscal = ReadingSettings(fiscal_year_start=7)
    grid = """
    | Objective | Key result | Quarter | Due   |
    | Grow      | Sign       | Q1      | 3 Aug |
    | Grow      | Sell       | Q2      | 3 Nov |
    """
    _, okrs = read(sheet("FY26 Q1", grid), settings=fiscal)
    assert [(kr.cycle and kr.cycle.label, str(kr.due)) for kr in okrs.key_results] == [
        ("2026-Q1", "2025-08-03"),
        ("2026-Q2", "2025-11-03"),
    ]
    _, okrs = read(sheet("FY26 Q1", TABLE), sheet("Q4", TABLE), settings=fiscal)
    assert [o.cycle.label for o in okrs.objectives if o.cycle] == ["2026-Q1", "2026-Q4"]


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


def test_a_quarter_takes_its_year_from_the_days_of_its_table(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Quarter | Due week | Updated    |
        | Grow      | Sign       | Q4      | W52      | 2026-10-18 |
        | Grow      | Sell       | Q4      | W50      | 2026-10-18 |
        """
    )
    assert [kr.cycle for kr in okrs.key_results] == [parse_cycle("Q4 2026")] * 2
    assert [kr.due for kr in okrs.key_results] == [date(2026, 12, 27), date(2026, 12, 13)]


def test_a_quarter_and_its_year_may_stand_in_two_cells_above_the_table(read: Read) -> None:
    assert _label(read, "| Quarter | Q3 |\n| Year | 2026 |\n|\n" + TABLE) == "2026-Q3"


def test_two_days_above_a_table_are_its_cycle_where_they_span_one(read: Read) -> None:
    days = {(1, 2): Cell(date(2026, 7, 1)), (1, 3): Cell(date(2026, 9, 30))}
    assert _label(read, sheet("OKRs", "| Period | | |\n|\n" + TABLE, more=days)) == "2026-Q3"
    assert _label(read, "| Period | 7/1/2026 | 9/30/2026 |\n|\n" + TABLE) == "2026-Q3"
    odd = {(1, 2): Cell(date(2026, 7, 1)), (1, 3): Cell(date(2026, 8, 17))}
    assert _label(read, sheet("OKRs", "| Created, printed | | |\n|\n" + TABLE, more=odd)) is None


def test_a_tab_of_a_year_is_of_that_year_whatever_quarter_the_file_names(read: Read) -> None:
    assert _label(read, sheet("2026", TABLE), source="OKRs Q4.xlsx") == "2026"
    assert _label(read, sheet("Q3", TABLE), source="OKRs 2026.xlsx") == "2026-Q3"


def test_the_day_on_which_a_sheet_was_written_is_no_cycle(read: Read) -> None:
    assert _label(read, "| Updated 2026-10-18 |\n|\n" + TABLE) is None


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("Year | Quarter", "2026 | Q3"),
        ("Year | Quarter", "2026 | 3"),
        ("Quarter | Year", "3 | 2026"),
        ("Quartal | Jahr", "3 | 2026"),
        ("年度 | 季度", "2026 | 第三季度"),
        ("Cycle | Period", "Q3 2026 | Jul - Sep"),
    ],
)
def test_a_quarter_and_its_year_may_stand_in_two_columns(read: Read, headings: str, cells: str) -> None:
    _, okrs = read(f"| {headings} | Objective | Key result |\n| {cells} | Grow | Sign |")
    assert okrs.objectives[0].cycle == parse_cycle("Q3 2026")


def test_an_objective_is_of_the_cycle_of_its_key_results_however_each_writes_it(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Quarter         |
        | Grow      | Sign       | Q3 2026         |
        | Grow      | Sell       | 3. Quartal 2026 |
        | Love      | Call       | Q3 2026         |
        | Love      | Help       | Q4 2026         |
        """
    )
    assert [o.title for o in okrs.objectives] == ["Grow", "Love", "Love"]
    assert [o.cycle.label for o in okrs.objectives if o.cycle] == ["2026-Q3", "2026-Q3", "2026-Q4"]
