"""The same OKRs met twice: one place counts, the others are known as its copies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.grid import Cell, Sheet, parse_a1
from okrsheets.model import OkrSet, Reading
from okrsheets.reading import ReadingSettings, SheetOverride, SourceOverride, read_okrs
from tests.grids import sheet, workbook
from tests.reading.conftest import Read

EAST = """
    | Objective    | Key result       | Owner | Baseline | Current | Target |
    | Win the east | Sign 20 partners | Ann   | 0        | 5       | 20     |
    |              | Open an office   | Bob   | 0        | 0       | 1      |
"""
FAIRS = """
    | Objective | Key result     | Owner | Baseline | Current | Target |
    | Be known  | Speak at fairs | Cy    | 0        | 3       | 6      |
    |           | Write articles | Cy    | 0        | 4       | 12     |
"""
BOTH = """
    | Objective    | Key result       | Owner | Baseline | Current | Target |
    | Win the east | Sign 20 partners | Ann   | 0        | 5       | 20     |
    |              | Open an office   | Bob   | 0        | 0       | 1      |
    | Be known     | Speak at fairs   | Cy    | 0        | 3       | 6      |
    |              | Write articles   | Cy    | 0        | 4       | 12     |
"""
SALES, MARKETING = sheet("Sales", EAST), sheet("Marketing", FAIRS)


def homes(okrs: OkrSet) -> list[tuple[str | None, str]]:
    """Where each objective counts."""
    return sorted((o.title, f"{o.at.sheet}!{o.at.a1}") for o in okrs.objectives)


def copies(reading: Reading) -> list[str]:
    """What `inspect` tells of the copies in a workbook: their rows, and where these count."""
    return [
        f"{tab.name}!{copy.range.a1} of {copy.of.sheet}!{copy.of.a1}"
        if copy.of
        else f"{tab.name}!{copy.range.a1}"
        for tab in reading.sheets
        for table in tab.tables
        for copy in table.copies
    ]


def with_formulas(tab: Sheet, formulas: Mapping[str, str]) -> Sheet:
    """The tab with formulas behind some of its cells, which show what they showed."""
    cells = dict(tab.cells)
    for a1, formula in formulas.items():
        place = parse_a1(a1)
        assert place is not None, a1
        cells[place] = cells.get(place, Cell())._replace(formula=formula)
    return tab._replace(cells=cells)


@pytest.mark.parametrize("name", ["All OKRs", "Summary", "Dashboard", "Management view"])
def test_a_tab_that_repeats_those_of_the_teams_does_not_count(read: Read, name: str) -> None:
    reading, okrs = read(sheet(name, BOTH), SALES, MARKETING)
    assert homes(okrs) == [("Be known", "Marketing!A2"), ("Win the east", "Sales!A2")]
    assert copies(reading) == [f"{name}!A2:F3 of Sales!A2", f"{name}!A4:F5 of Marketing!A2"]


def test_two_tabs_that_repeat_those_of_the_teams_do_not_count(read: Read) -> None:
    _, okrs = read(sheet("For the board", BOTH), SALES, sheet("Wall", BOTH), MARKETING)
    assert homes(okrs) == [("Be known", "Marketing!A2"), ("Win the east", "Sales!A2")]


def test_the_reason_says_in_what_they_are_alike_and_why_the_other_counts(read: Read) -> None:
    reading, _ = read(sheet("Summary", EAST), SALES)
    (table,) = reading.sheets[0].tables
    assert [copy.because for copy in table.copies] == [
        "the same title and 2 of 2 key results; that one counts: it stands on its team's own tab"
    ]


@pytest.mark.parametrize(
    ("one", "other", "though"),
    [
        ("| 5 ", "| 5 ", ""),
        ("| 5 ", "| 5.004 ", ""),
        ("| 5 ", "|   ", ""),
        ("| 5 ", "| 8 ", ", though current differs"),
    ],
)
def test_the_reason_says_in_which_values_a_copy_differs(
    read: Read, one: str, other: str, though: str
) -> None:
    copy = sheet("Copy of Sales", EAST.replace(one, other))
    reading, okrs = read(copy, SALES)
    assert {o.at.sheet for o in okrs.objectives} == {"Sales"}
    (table,) = reading.sheets[0].tables
    (because,) = [copy.because for copy in table.copies]
    assert because.startswith(f"the same title and 2 of 2 key results{though}; that one counts: ")


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ("営業", "「営業」のコピー"),
        ("営業", "『営業』のコピー 2"),
        ("営業", "営業バックアップ"),
        ("销售", "“销售”的副本"),
        ("영업", "영업 복사본"),
        ("영업", "영업의 사본"),
        ("Vertrieb", "Kopie von Vertrieb"),
        ("Ventas", "Copia de Ventas"),
        ("Sales", "Sales copy 2"),
        ("Sales", "Sales (2)"),
        ("Sales", "Backup of Sales"),
    ],
)
def test_a_tab_that_is_called_a_copy_of_another_is_none_of_its_own_team(
    read: Read, original: str, copy: str
) -> None:
    reading, okrs = read(sheet(copy, EAST), sheet(original, EAST))
    assert [(o.at.sheet, o.team) for o in okrs.objectives] == [(original, original)]
    (table,) = reading.sheets[0].tables
    assert [one.because for one in table.copies] == [
        "the same title and 2 of 2 key results; that one counts: this tab is called a copy"
    ]


def test_a_tab_with_a_shorter_name_that_says_it_is_a_copy_does_not_count(read: Read) -> None:
    _, okrs = read(sheet("Copy", EAST), sheet("Plan of the year", EAST))
    assert {o.at.sheet for o in okrs.objectives} == {"Plan of the year"}


def test_the_same_words_in_two_teams_own_tables_are_two_okrs(read: Read) -> None:
    reading, okrs = read(SALES, sheet("Support", EAST))
    assert homes(okrs) == [("Win the east", "Sales!A2"), ("Win the east", "Support!A2")]
    assert copies(reading) == []


def test_the_same_words_of_two_teams_in_one_table_are_two_okrs(read: Read) -> None:
    reading, okrs = read(
        """
        | Team    | Objective    | Key result    | Target |
        | Sales   | Win the east | Sign partners | 20     |
        | Support | Win the east | Sign partners | 20     |
        """
    )
    assert len(okrs.objectives) == 2
    assert copies(reading) == []


def test_a_copy_with_a_team_column_is_of_the_tab_of_that_team(read: Read) -> None:
    reading, okrs = read(
        sheet(
            "Overview",
            """
            | Team    | Objective    | Key result       | Target |
            | Sales   | Win the east | Sign 20 partners | 20     |
            |         |              | Open an office   | 1      |
            | Support | Win the east | Sign 20 partners | 20     |
            |         |              | Open an office   | 1      |
            """,
        ),
        SALES,
        sheet("Support", EAST),
    )
    assert len(okrs.objectives) == 2
    assert copies(reading) == ["Overview!A2:D3 of Sales!A2", "Overview!A4:D5 of Support!A2"]


def test_the_same_words_of_two_people_are_two_okrs(read: Read) -> None:
    _, okrs = read(
        sheet("Part 1", "| Objective | Key result | Owner |\n| Sell more | Close 10 deals | Ann |"),
        sheet("Part 2", "| Objective | Key result | Owner |\n| Sell more | Close 10 deals | Bob |"),
    )
    assert len(okrs.objectives) == 2


def test_last_quarters_tab_is_no_copy(read: Read) -> None:
    reading, okrs = read(sheet("Sales Q3 2026", EAST), sheet("Sales Q4 2026", EAST))
    assert [o.key for o in okrs.objectives] == ["2026-Q3/sales/win-the-east", "2026-Q4/sales/win-the-east"]
    assert copies(reading) == []


def test_a_tab_without_a_cycle_is_no_copy_of_last_quarters(read: Read) -> None:
    _, okrs = read(sheet("Sales", EAST), sheet("Sales Q3 2026", EAST))
    assert len(okrs.objectives) == 2


DATED = f"""
    | OKRs Q4 2026 |
    |
    {EAST.strip()}
"""


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ("Sales", "Copy of Sales"),
        ("Sales", "Sales - Kopie"),
        ("Sales", "Sales (2)"),
        ("Sales Q4 2026", "Sales copy"),
        ("销售", "销售 的副本"),
    ],
)
def test_a_tab_that_is_called_a_copy_is_one_without_the_cycle_too(
    read: Read, original: str, copy: str
) -> None:
    blank = EAST.replace("| 5 ", "|   ")
    dated = blank if "Q4" in original else DATED.replace("| 5 ", "|   ")
    reading, okrs = read(sheet(copy, blank), sheet(original, dated))
    assert [(o.at.sheet, o.cycle.label if o.cycle else None) for o in okrs.objectives] == [
        (original, "2026-Q4")
    ]
    assert len(copies(reading)) == 1


def test_what_stands_twice_with_the_figures_reached_counts_where_its_cycle_is_known(read: Read) -> None:
    reading, okrs = read(sheet("Summary", EAST), sheet("Plan", DATED))
    assert homes(okrs) == [("Win the east", "Plan!A4")]
    (table,) = reading.sheets[0].tables
    assert [copy.because for copy in table.copies] == [
        "the same title and 2 of 2 key results; that one counts: its cycle is known"
    ]


@pytest.mark.parametrize("begun", ["| 0 ", "|   ", "| 7 "])
def test_a_plan_without_a_cycle_and_with_other_figures_is_no_copy(read: Read, begun: str) -> None:
    _, okrs = read(sheet("Plan", EAST.replace("| 5 ", begun)), sheet("OKRs", DATED))
    assert len(okrs.objectives) == 2


@pytest.mark.parametrize(("shared", "counted"), [(4, 1), (3, 2)])
def test_four_of_five_key_results_are_the_same_ones_and_three_are_not(
    read: Read, shared: int, counted: int
) -> None:
    words = ["Sign partners", "Open offices", "Hire sellers", "Visit shops", "Hold fairs"]
    others = [word if n < shared else f"Something new {word}" for n, word in enumerate(words)]

    def table(titles: list[str]) -> str:
        rows = [f"| Grow | {title} | {n} |" for n, title in enumerate(titles)]
        return "\n".join(["| Objective | Key result | Target |", *rows])

    _, okrs = read(sheet("Sales", table(words)), sheet("Sales old", table(others)))
    assert len(okrs.objectives) == counted


def test_the_same_id_is_enough_where_the_title_was_reworded(read: Read) -> None:
    reading, okrs = read(
        sheet(
            "Sales", "| ID | Objective | Key result | Target |\n| O1 | Win the east | Sign partners | 20 |"
        ),
        sheet("Summary", "| ID | Objective | Key result | Target |\n| O1 | The east | Sign partners | 20 |"),
    )
    assert homes(okrs) == [("Win the east", "Sales!B2")]
    assert copies(reading) == ["Summary!A2:D2 of Sales!B2"]


def test_the_same_id_of_other_words_is_another_okr(read: Read) -> None:
    _, okrs = read(
        sheet(
            "Sales", "| ID | Objective | Key result | Target |\n| O1 | Win the east | Sign partners | 20 |"
        ),
        sheet("Summary", "| ID | Objective | Key result | Target |\n| O1 | Be known | Hold fairs | 3 |"),
    )
    assert len(okrs.objectives) == 2


def test_a_summary_may_leave_key_results_out(read: Read) -> None:
    _, okrs = read(
        SALES, sheet("Overview", "| Objective | Key result | Target |\n| Win the east | Open an office | 1 |")
    )
    assert homes(okrs) == [("Win the east", "Sales!A2")]


def test_a_block_repeated_on_one_tab_counts_once(read: Read) -> None:
    reading, okrs = read(f"{EAST}\n|\n|\n{EAST}")
    assert homes(okrs) == [("Win the east", "OKRs!A2")]
    assert len(copies(reading)) == 1


def test_a_key_result_said_twice_in_one_objective_stays_so(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Target |\n| Grow | Sell | 2 |\n| | Hire | 3 |\n| | Sell | 2 |")
    (objective,) = okrs.objectives
    assert [kr.title for kr in objective.key_results] == ["Sell", "Hire", "Sell"]


def test_of_two_tabs_the_one_whose_values_others_show_counts(read: Read) -> None:
    master = sheet("Summary", EAST)
    team = with_formulas(SALES, {"D2": "Summary!D2", "E2": "Summary!E2", "F2": "Summary!F2"})
    reading, okrs = read(team, master)
    assert homes(okrs) == [("Win the east", "Summary!A2")]
    assert "others point at it" in reading.sheets[0].tables[0].copies[0].because


def test_of_two_tabs_the_one_with_typed_values_counts(read: Read) -> None:
    fetched = {cell: f"VLOOKUP(B{cell[1:]},Data!A:F,2,0)" for cell in ("D2", "E2", "F2", "D3", "E3", "F3")}
    _, okrs = read(with_formulas(SALES, fetched), sheet("Summary", EAST), sheet("Data", "| x |"))
    assert homes(okrs) == [("Win the east", "Summary!A2")]


def test_of_tabs_that_say_the_same_the_later_week_counts(read: Read) -> None:
    _, okrs = read(*(sheet(f"Week {n}", EAST) for n in (9, 10, 11)))
    assert homes(okrs) == [("Win the east", "Week 11!A2")]


FORMULAS = {
    "a cell": "Company!{a1}",
    "a quoted tab": "'Company'!${letter}${row}",
    "behind a function": 'IFERROR(TRIM(Company!{a1}),"")',
    "an index": "INDEX(Company!${letter}$2:${letter}$40,MATCH(1,Company!A:A,0))",
    "a lookup": "XLOOKUP(A1,Company!A:A,Company!{letter}:{letter})",
}


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS.keys())
def test_cells_that_are_formulas_on_another_tab_make_a_copy_of_a_teams_own(read: Read, formula: str) -> None:
    cells = ["A2", "B2", "B3"]
    formulas = {a1: formula.format(a1=a1, letter=a1[0], row=a1[1:]) for a1 in cells}
    reading, okrs = read(with_formulas(SALES, formulas), sheet("Company", EAST))
    assert homes(okrs) == [("Win the east", "Company!A2")]
    assert copies(reading) == ["Sales!A2:F3 of Company!A2"]


def test_formulas_on_formulas_lead_to_what_is_typed(read: Read) -> None:
    chain = [
        with_formulas(sheet(tab, EAST), {a1: f"{on}!{a1}" for a1 in ("A2", "B2", "B3")})
        for tab, on in (("Board", "Summary"), ("Summary", "Sales"))
    ]
    reading, okrs = read(*chain, SALES)
    assert homes(okrs) == [("Win the east", "Sales!A2")]
    assert copies(reading) == ["Board!A2:F3 of Sales!A2", "Summary!A2:F3 of Sales!A2"]


def test_an_objective_shown_by_a_formula_over_key_results_of_ones_own_is_no_copy(read: Read) -> None:
    own = sheet("Sales", EAST.replace("Sign 20 partners", "Call 90 shops").replace("Open an", "Rent an"))
    _, okrs = read(with_formulas(own, {"A2": "Company!A2"}), sheet("Company", EAST))
    assert len(okrs.objectives) == 2


def test_a_list_of_objectives_made_of_formulas_is_a_copy(read: Read) -> None:
    listed = sheet("Overview", "| Objective | Progress |\n| Win the east | 10 % |\n| Be known | 50 % |")
    formulas = {"A2": "Sales!A2", "A3": "Marketing!A2", "B2": "Sales!G2"}
    reading, okrs = read(with_formulas(listed, formulas), SALES, MARKETING)
    assert homes(okrs) == [("Be known", "Marketing!A2"), ("Win the east", "Sales!A2")]
    assert copies(reading) == ["Overview!A2:B2 of Sales!A2", "Overview!A3:B3 of Marketing!A2"]


def test_formulas_lead_to_other_workbooks_too() -> None:
    formulas = {a1: f"[Sales.xlsx]Sales!{a1}" for a1 in ("A2", "B2", "B3")}
    board = workbook(with_formulas(sheet("Board", EAST), formulas), source="Board.xlsx")
    _, okrs = read_okrs([board, workbook(SALES, source="plans/Sales.xlsx")], settings=ReadingSettings())
    assert [o.at.workbook for o in okrs.objectives] == ["plans/Sales.xlsx"]


def test_the_same_words_in_two_workbooks_without_formulas_are_two_okrs() -> None:
    books = [workbook(sheet(tab, EAST), source=f"{tab}.xlsx") for tab in ("Summary", "Overview")]
    _, okrs = read_okrs(books, settings=ReadingSettings())
    assert len(okrs.objectives) == 2


def test_check_ins_of_okrs_that_stand_twice_are_those_of_the_one_that_counts(read: Read) -> None:
    log = sheet(
        "Log",
        """
        | Date       | Key result       | Value |
        | 2026-10-09 | Sign 20 partners | 7     |
        | 2026-10-16 | Sign 20 partners | 9     |
        | 2026-10-16 | Open an office   | 1     |
        """,
    )
    _, okrs = read(sheet("Summary", BOTH), SALES, MARKETING, log)
    assert [len(kr.check_ins) for kr in okrs.key_results] == [2, 1, 0, 0]


def test_a_list_of_the_key_results_of_all_teams_does_not_count(read: Read) -> None:
    listed = sheet(
        "KR overview",
        """
        | Key result       | Current | Target |
        | Sign 20 partners | 5       | 20     |
        | Write articles   | 4       | 12     |
        | Open an office   | 0       | 1      |
        """,
    )
    reading, okrs = read(listed, SALES, MARKETING)
    assert homes(okrs) == [("Be known", "Marketing!A2"), ("Win the east", "Sales!A2")]
    (copy,) = okrs.copies
    (table,) = reading.sheets[0].tables
    assert [kr.key for kr in copy.okr.key_results] == [
        "sales/win-the-east/sign-20-partners",
        "marketing/be-known/write-articles",
        "sales/win-the-east/open-an-office",
    ]
    assert table.copies[0].because == "3 of 3 key results stand under objectives elsewhere"


def test_a_teams_own_list_of_key_results_is_no_copy(read: Read) -> None:
    listed = "| Key result | Target |\n| Sign 20 partners | 20 |\n| Open an office | 1 |"
    _, okrs = read(sheet("Support", listed), SALES)
    assert len([*okrs.key_results]) == 4


def told(*, summary: bool | None = None, source: bool | None = None) -> ReadingSettings:
    sheets = {} if summary is None else {"Summary": SheetOverride(copy=summary)}
    return ReadingSettings(overrides={"Plan.xlsx": SourceOverride(sheets=sheets, copy=source)})


def test_the_config_says_that_a_tab_is_no_copy(read: Read) -> None:
    reading, okrs = read(SALES, sheet("Summary", EAST), settings=told(summary=False))
    assert homes(okrs) == [("Win the east", "Summary!A2")]
    assert "the config says so" in reading.sheets[0].tables[0].copies[0].because
    _, okrs = read(SALES, sheet("Summary", EAST), settings=told(source=False))
    assert len(okrs.objectives) == 2


def test_the_config_says_that_a_tab_is_a_copy(read: Read) -> None:
    master = with_formulas(SALES, {"E2": "Summary!E2"})
    assert homes(read(master, sheet("Summary", EAST))[1]) == [("Win the east", "Summary!A2")]
    _, okrs = read(master, sheet("Summary", EAST), settings=told(summary=True))
    assert homes(okrs) == [("Win the east", "Sales!A2")]


MONDAY, FRIDAY = datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 10, 9, tzinfo=UTC)


def _two(
    changed: datetime | None, again: datetime | None, *, tab: str = "Marketing"
) -> tuple[tuple[Reading, ...], OkrSet]:
    books = [
        workbook(SALES, MARKETING, source="Plan.xlsx")._replace(changed=changed),
        workbook(SALES, MARKETING._replace(name=tab), source="Plan (1).xlsx")._replace(changed=again),
    ]
    return read_okrs(books, settings=ReadingSettings())


@pytest.mark.parametrize(
    ("changed", "again", "counts"),
    [
        (MONDAY, FRIDAY, "Plan (1).xlsx"),
        (FRIDAY, MONDAY, "Plan.xlsx"),
        (None, None, "Plan.xlsx"),
        (MONDAY, MONDAY, "Plan.xlsx"),
    ],
)
def test_of_a_workbook_and_its_copy_the_newer_counts(
    changed: datetime | None, again: datetime | None, counts: str
) -> None:
    readings, okrs = _two(changed, again)
    assert {o.at.workbook for o in okrs.objectives} == {counts}
    assert len(okrs.objectives) == 2
    older = "Plan.xlsx" if counts == "Plan (1).xlsx" else "Plan (1).xlsx"
    assert {reading.source: reading.copy_of for reading in readings} == {counts: None, older: counts}


def test_workbooks_with_other_tabs_are_no_copies() -> None:
    _, okrs = _two(MONDAY, FRIDAY, tab="Public relations")
    assert len(okrs.objectives) == 4


def test_what_only_an_older_copy_of_a_workbook_says_does_not_count_and_is_shown() -> None:
    rows = [f"| Goal number {n} | Reach {n} shops | {n} |" for n in range(1, 11)]
    head = "| Objective | Key result | Target |"
    books = [
        workbook(sheet("OKRs", "\n".join([head, *rows])), source="Plan.xlsx")._replace(changed=FRIDAY),
        workbook(
            sheet("OKRs", "\n".join([head, *rows[:9], "| Old goal | Old result | 1 |"])), source="Old.xlsx"
        ),
    ]
    readings, okrs = read_okrs(books, settings=ReadingSettings())
    assert {o.at.workbook for o in okrs.objectives} == {"Plan.xlsx"}
    (table,) = readings[1].sheets[0].tables
    assert table.copies[-1].of is None
    assert table.copies[-1].because == "its workbook is an older copy of Plan.xlsx, which counts"


def test_the_config_says_that_a_workbook_is_no_copy() -> None:
    books = [workbook(SALES, MARKETING, source=source) for source in ("Plan.xlsx", "Plan (1).xlsx")]
    settings = ReadingSettings(overrides={"Plan (1).xlsx": SourceOverride(copy=False)})
    _, okrs = read_okrs(books, settings=settings)
    assert len(okrs.objectives) == 4


def test_the_order_of_the_tabs_does_not_change_what_counts(read: Read) -> None:
    tabs = (sheet("All OKRs", BOTH), SALES, MARKETING, sheet("Sales old", EAST), sheet("Board", BOTH))
    found = {tuple(homes(read(*some)[1])) for some in permutations(tabs)}
    assert found == {(("Be known", "Marketing!A2"), ("Win the east", "Sales!A2"))}


@given(st.data())
def test_the_order_of_any_tabs_does_not_change_what_counts(data: st.DataObject) -> None:
    names = data.draw(
        st.lists(st.sampled_from(["Sales", "Sales old", "Support", "All", "Board", "Week 2"]), unique=True)
    )
    blocks = st.lists(st.sampled_from(["Grow", "Win", "Save"]), min_size=1, max_size=3, unique=True)
    tabs = []
    for name in names:
        rows = [
            f"| {title} | {title} {what} | {data.draw(st.integers(1, 3))} |"
            for title in data.draw(blocks)
            for what in data.draw(st.sampled_from([("faster",), ("faster", "further"), ("longer", "faster")]))
        ]
        tabs.append(sheet(name, "\n".join(["| Objective | Key result | Current |", *rows])))
    some = read_okrs([workbook(*tabs)], settings=ReadingSettings())[1]
    others = read_okrs([workbook(*data.draw(st.permutations(tabs)))], settings=ReadingSettings())[1]
    assert homes(some) == homes(others)
    assert sorted(some.by_key) == sorted(others.by_key)
