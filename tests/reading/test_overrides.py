"""What the config says of how a tab is read comes before whatever is found out."""

from __future__ import annotations

from typing import Any

import pytest

from okrsheets.grid import CellRange, Sheet
from okrsheets.model import Field, KeyResult, Level, OkrSet, Reading, TableReading
from okrsheets.reading import (
    ColumnOverride,
    ReadingSettings,
    SheetOverride,
    SourceOverride,
    TableOverride,
)
from okrsheets.reading.overrides import TOLD
from tests.grids import sheet
from tests.reading.conftest import Read

UNKNOWN = """
    | Wozu        | Womit           | Jetzt | Soll | Wer  |
    | Win the east | Sign partners  | 4     | 20   | Ann  |
    |              | Open an office | 0     | 1    | Bob  |
    | Answer soon  | Hours to reply | 9     | 4    | Cleo |
"""
"""A table under headings that no vocabulary knows as those of OKRs."""

GROUPED = """
    | Objective    | Key result     | Current | Target | Owner |
    | Win the east | Sign partners  | 4       | 20     | Ann   |
    |              | Open an office | 0       | 1      | Bob   |
    | Answer soon  | Hours to reply | 9       | 4      | Cleo  |
"""


def _settings(tab: str = "OKRs", *tables: TableOverride, skip: bool = False, **more: Any) -> ReadingSettings:
    said = SheetOverride(skip, tables or (TableOverride(**more),))
    return ReadingSettings(overrides={"Plan.xlsx": SourceOverride(sheets={tab: said})})


def _columns(**fields: str | ColumnOverride) -> dict[str, ColumnOverride]:
    return {
        name: ColumnOverride(Field(said)) if isinstance(said, str) else said for name, said in fields.items()
    }


def _table(reading: Reading) -> TableReading:
    (table,) = (table for tab in reading.sheets for table in tab.tables)
    return table


def _key_results(okrs: OkrSet) -> list[KeyResult]:
    return [kr for objective in okrs.objectives for kr in objective.key_results]


def _tree(okrs: OkrSet) -> list[tuple[str | None, list[str]]]:
    return [(o.title, [kr.title for kr in o.key_results]) for o in okrs.objectives]


def test_a_table_of_unknown_headings_is_read_as_its_columns_are_told(read: Read) -> None:
    letters = _columns(A="objective", B="key_result", C="current", D="target", E="owner")
    reading, okrs = read(UNKNOWN, settings=_settings(header=(1, 1), columns=letters))
    assert _tree(okrs) == [
        ("Win the east", ["Sign partners", "Open an office"]),
        ("Answer soon", ["Hours to reply"]),
    ]
    assert [(kr.current, kr.target, kr.owners) for kr in _key_results(okrs)] == [
        (4, 20, ("Ann",)),
        (0, 1, ("Bob",)),
        (9, 4, ("Cleo",)),
    ]
    assert {(c.confidence, c.because.split(";")[0]) for c in _table(reading).columns} == {(1.0, TOLD)}


@pytest.mark.parametrize("cell", ["'0", "O1"])
def test_a_column_of_ids_that_is_told_to_be_one_stays_that_of_its_heading(read: Read, cell: str) -> None:
    grid = f"""
        | Objective | Key result | Target | O      |
        | Grow      | Sign shops | 20     | {cell} |
    """
    found = _table(read(grid)[0]).columns[3]
    told = _table(read(grid, settings=_settings(header=(1, 1), columns=_columns(D="id")))[0]).columns[3]
    assert (found.field, found.level) == (told.field, told.level) == (Field.ID, Level.OBJECTIVE)


def test_columns_may_be_named_by_their_headings(read: Read) -> None:
    headings = _columns(wozu="objective", Womit="key_result", Soll="target")
    _, okrs = read(UNKNOWN, settings=_settings(header=(1, 1), columns=headings))
    assert [kr.target for kr in _key_results(okrs)] == [20, 1, 4]


def test_a_letter_means_the_column_though_a_heading_is_called_so(read: Read) -> None:
    grid = """
        | Objective    | Key result    | A  | B  |
        | Win the east | Sign partners | 4  | 20 |
    """
    _, okrs = read(grid, settings=_settings(columns=_columns(C="current", D="target", A="objective")))
    (kr,) = _key_results(okrs)
    assert (kr.current, kr.target) == (4, 20)


def test_letters_beyond_the_table_are_a_heading(read: Read) -> None:
    grid = """
        | Objective    | Key result    | ZZ |
        | Win the east | Sign partners | 20 |
    """
    _, okrs = read(grid, settings=_settings(columns=_columns(ZZ="target")))
    assert [kr.target for kr in _key_results(okrs)] == [20]


def test_a_column_without_a_heading_can_be_told(read: Read) -> None:
    grid = """
        | Objective    | Key result    | Target |     |
        | Win the east | Sign partners | 20     | Ann |
    """
    _, okrs = read(grid, settings=_settings(columns=_columns(D="owner")))
    assert [kr.owners for kr in _key_results(okrs)] == [("Ann",)]


def test_a_column_that_is_to_be_ignored_is_left_alone(read: Read) -> None:
    reading, okrs = read(GROUPED, settings=_settings(columns=_columns(E=ColumnOverride(ignored=True))))
    assert {kr.owners for kr in _key_results(okrs)} == {()}
    (owner,) = (c for c in _table(reading).columns if c.heading == "Owner")
    assert (owner.field, owner.confidence, owner.because) == (None, 1.0, TOLD)


def test_what_is_told_of_a_column_comes_before_what_another_heading_says(read: Read) -> None:
    grid = """
        | Objective    | Key result    | Target | Aim |
        | Win the east | Sign partners | 20     | 30  |
    """
    told = _columns(D="target", C=ColumnOverride(ignored=True))
    _, okrs = read(grid, settings=_settings(columns=told))
    assert [kr.target for kr in _key_results(okrs)] == [30]


def test_a_level_can_be_told_alone(read: Read) -> None:
    told = _columns(E=ColumnOverride(level=Level.OBJECTIVE))
    reading, okrs = read(GROUPED, settings=_settings(columns=told))
    assert [o.owners for o in okrs.objectives] == [("Ann",), ("Cleo",)]
    (owner,) = (c for c in _table(reading).columns if c.field is Field.OWNER)
    assert owner.because.endswith(f"objective's: {TOLD}")


def test_the_scale_of_a_column_can_be_told(read: Read) -> None:
    grid = """
        | Objective    | Key result     | Target | Progress |
        | Win the east | Sign partners  | 20     | 1        |
        |              | Open an office | 1      | 0.5      |
    """
    told = _columns(D=ColumnOverride(scale=100.0))
    _, okrs = read(grid, settings=_settings(columns=told))
    assert [kr.stated_progress for kr in _key_results(okrs)] == [0.01, 0.005]


def test_how_a_column_writes_its_figures_can_be_told(read: Read) -> None:
    grid = """
        | Objective    | Key result    | Target |
        | Win the east | Sign partners | '1.500 |
    """
    for decimal, target in ((",", 1500.0), (".", 1.5)):
        _, okrs = read(grid, settings=_settings(decimal=decimal))
        assert [kr.target for kr in _key_results(okrs)] == [target]
        _, okrs = read(grid, settings=_settings(columns=_columns(C=ColumnOverride(decimal=decimal))))
        assert [kr.target for kr in _key_results(okrs)] == [target]


def test_how_a_tab_writes_its_days_can_be_told(read: Read) -> None:
    grid = """
        | Objective    | Key result    | Target | Due        |
        | Win the east | Sign partners | 20     | 03/04/2026 |
    """
    for dates, due in (("dmy", "2026-04-03"), ("mdy", "2026-03-04")):
        _, okrs = read(grid, settings=_settings(dates=dates))
        assert [str(kr.due) for kr in _key_results(okrs)] == [due]


def test_a_tab_that_is_to_be_skipped_is_not_read(read: Read) -> None:
    reading, okrs = read(GROUPED, settings=_settings(skip=True))
    assert okrs.objectives == ()
    assert reading.sheets[0].because == f"not read: {TOLD}"


def test_rows_that_are_to_be_skipped_are_left_out_with_the_reason(read: Read) -> None:
    reading, okrs = read(GROUPED, settings=_settings(skip_rows=((3, 3),)))
    assert _tree(okrs) == [("Win the east", ["Sign partners"]), ("Answer soon", ["Hours to reply"])]
    assert [(left.range.a1, left.because) for left in _table(reading).left_out] == [("A3:E3", TOLD)]


def test_the_team_and_cycle_that_are_told_come_before_columns(read: Read) -> None:
    grid = """
        | Team | Cycle   | Objective    | Key result    | Target |
        | East | Q1 2026 | Win the east | Sign partners | 20     |
    """
    _, okrs = read(grid, settings=_settings(team="West", cycle="Q3 2026"))
    (objective,) = okrs.objectives
    (kr,) = objective.key_results
    assert {(okr.team, okr.cycle and okr.cycle.label) for okr in (objective, kr)} == {("West", "2026-Q3")}


def test_the_team_and_cycle_of_a_source_are_those_of_its_tabs(read: Read) -> None:
    said = SourceOverride(team="West", cycle="H1 2026")
    _, okrs = read(sheet("Sales Q3 2025", GROUPED), settings=ReadingSettings(overrides={"Plan.xlsx": said}))
    assert {(o.team, o.cycle and o.cycle.label) for o in okrs.objectives} == {("West", "2026-H1")}


OUTLINE = """
    | Title          | Target | Owner |
    | Win the east   |        | Ann   |
    | Sign partners  | 20     | Ann   |
    | Open an office | 1      | Bob   |
    | Answer soon    |        | Cleo  |
    | Hours to reply | 4      | Cleo  |
"""


def test_a_layout_that_was_refused_is_read_where_it_is_told(read: Read) -> None:
    _, okrs = read(OUTLINE)
    assert okrs.objectives == ()
    columns = _columns(B="target")
    reading, okrs = read(OUTLINE, settings=_settings(layout="key results only", columns=columns))
    assert [len(o.key_results) for o in okrs.objectives] == [5]
    table = _table(reading)
    assert (table.layout, table.confidence) == ("key results only", 1.0)


def test_a_told_layout_needs_less_evidence(read: Read) -> None:
    grid = sheet(
        "Sheet1",
        """
        | Title           | Target |
        | *Win the east*  |        |
        | Sign partners   | 20     |
        | Open an office  | 1      |
        | *Answer soon*   |        |
        | Hours to reply  | 4      |
        """,
    )
    _, okrs = read(grid)
    assert okrs.objectives == ()
    reading, okrs = read(grid, settings=_settings("Sheet1", layout="outline"))
    assert [len(o.key_results) for o in okrs.objectives] == [2, 1]
    assert (_table(reading).layout, _table(reading).confidence) == ("outline", 1.0)


def test_a_layout_that_cannot_be_is_told_and_the_table_read_all_the_same(read: Read) -> None:
    reading, okrs = read(GROUPED, settings=_settings(layout="wide"))
    assert len(okrs.objectives) == 2
    (amiss,) = reading.amiss
    assert amiss.sheet == "OKRs"
    assert amiss.what == ('the table in A1:E4 cannot be read as "wide"; it was read as "grouped"')


FORM = """
    | Wozu   | Win the east     | Answer soon    |
    | Womit  | Sign 20 partners | Reply in 4 h   |
    | Womit  | Open 3 offices   | Solve in 9 h   |
    | Captain | Ann             | Cleo           |
"""
LABELS = {"Wozu": "objective", "Womit": "key_result", "Captain": "owner"}


def test_labels_of_a_transposed_table_can_be_told(read: Read) -> None:
    assert read(FORM)[1].objectives == ()
    reading, okrs = read(FORM, settings=_settings(layout="transposed", columns=_columns(**LABELS)))
    assert _tree(okrs) == [
        ("Win the east", ["Sign 20 partners", "Open 3 offices"]),
        ("Answer soon", ["Reply in 4 h", "Solve in 9 h"]),
    ]
    assert [o.owners for o in okrs.objectives] == [("Ann",), ("Cleo",)]
    table = _table(reading)
    assert (table.confidence, table.because) == (1.0, TOLD)
    assert {(column.confidence, column.because) for column in table.columns} == {(1.0, TOLD)}


def test_a_label_that_is_to_be_ignored_is_left_alone(read: Read) -> None:
    told = _columns(**LABELS | {"Captain": ColumnOverride(ignored=True)})
    _, okrs = read(FORM, settings=_settings(layout="transposed", columns=told))
    assert [o.owners for o in okrs.objectives] == [(), ()]


def test_lines_that_say_what_they_are_can_be_told(read: Read) -> None:
    grid = "| Objective: Win the east |\n| KR1: Sign 20 partners |\n| KR2: Open 3 offices |"
    reading, okrs = read(grid, settings=_settings(layout="lines", team="East"))
    assert _tree(okrs) == [("Win the east", ["KR1: Sign 20 partners", "KR2: Open 3 offices"])]
    assert {o.team for o in okrs.objectives} == {"East"}
    assert (_table(reading).confidence, _table(reading).because) == (1.0, TOLD)


@pytest.mark.parametrize("layout", ["transposed", "lines"])
def test_a_layout_without_headings_that_is_not_there_is_told(read: Read, layout: str) -> None:
    reading, okrs = read(GROUPED, settings=_settings(layout=layout))
    assert len(okrs.objectives) == 2
    assert [amiss.what for amiss in reading.amiss] == [f'nothing can be read as "{layout}"']


def test_the_header_may_stand_in_two_rows(read: Read) -> None:
    grid = """
        | What         |               | Values |       |
        | Wozu         | Womit         | Jetzt  | Soll  |
        | Win the east | Sign partners | 4      | 20    |
    """
    columns = _columns(A="objective", B="key_result", C="current", D="target")
    reading, okrs = read(grid, settings=_settings(header=(1, 2), columns=columns))
    assert [(kr.current, kr.target) for kr in _key_results(okrs)] == [(4, 20)]
    assert (_table(reading).header, _table(reading).range.a1) == (2, "A1:D3")


def test_nothing_outside_a_range_is_read(read: Read) -> None:
    reading, okrs = read(GROUPED, settings=_settings(range=CellRange(1, 1, 3, 4)))
    assert _tree(okrs) == [("Win the east", ["Sign partners", "Open an office"])]
    assert {kr.owners for kr in _key_results(okrs)} == {()}
    assert [(left.range.a1, left.because) for left in reading.sheets[0].left_out][-1] == (
        "A4:E4",
        "outside what the config gives to be read",
    )


def test_the_title_above_a_range_still_says_the_cycle(read: Read) -> None:
    grid = sheet("OKRs", GROUPED, at="A3", more={(1, 1): sheet("x", "| Plan for Q2 2026 |").cells[1, 1]})
    _, okrs = read(grid, settings=_settings(range=CellRange(3, 1, 6, 5)))
    assert {o.cycle and o.cycle.label for o in okrs.objectives} == {"2026-Q2"}


def test_several_tables_of_a_tab_are_told_each_for_itself(read: Read) -> None:
    grid = """
        | Wozu         | Womit         | Soll |
        | Win the east | Sign partners | 20   |
        |
        | Wer  | Wozu        | Womit          |
        | Cleo | Answer soon | Hours to reply |
    """
    settings = _settings(
        "OKRs",
        TableOverride(header=(1, 1), columns=_columns(A="objective", B="key_result", C="target")),
        TableOverride(header=(4, 4), columns=_columns(A="owner", B="objective", C="key_result")),
    )
    reading, okrs = read(grid, settings=settings)
    assert _tree(okrs) == [("Win the east", ["Sign partners"]), ("Answer soon", ["Hours to reply"])]
    assert [table.range.a1 for table in reading.sheets[0].tables] == ["A1:C2", "A4:C5"]
    assert okrs.objectives[1].key_results[0].owners == ("Cleo",)


@pytest.mark.parametrize("name", ["Sales Q*", "Sales Q4", "*"])
def test_a_tab_may_be_named_by_a_pattern(read: Read, name: str) -> None:
    _, okrs = read(sheet("Sales Q4", GROUPED), settings=_settings(name, team="West"))
    assert {o.team for o in okrs.objectives} == {"West"}


def test_a_tabs_own_name_comes_before_a_pattern(read: Read) -> None:
    said = {"*": SheetOverride(skip=True), "[Sales]": SheetOverride()}
    settings = ReadingSettings(overrides={"Plan.xlsx": SourceOverride(sheets=said)})
    reading, okrs = read(sheet("[Sales]", GROUPED), sheet("East", GROUPED), settings=settings)
    assert {o.at.sheet for o in okrs.objectives} == {"[Sales]"}
    assert reading.amiss == ()


@pytest.mark.parametrize(
    ("tab", "told", "what", "cure"),
    [
        (
            "OKR",
            {"team": "East"},
            'the config speaks of a tab "OKR", and there is none',
            'did you mean "OKRs"',
        ),
        (
            "Sales",
            {"team": "East"},
            'the config speaks of a tab "Sales", and there is none',
            "its tabs are OKRs",
        ),
        ("OKRs", {"columns": ("Ownr",)}, 'no table has a column "Ownr"', 'did you mean "Owner"'),
        ("OKRs", {"columns": ("H",)}, 'no table has a column "H"', "its columns are A to E"),
        ("OKRs", {"header": (9, 9)}, "row 9 has no headings", "name the row in which the headings stand"),
        (
            "OKRs",
            {"range": CellRange(3, 1, 4, 5)},
            "the range A3:E4 holds no row of headings that are known",
            "add header = with its row",
        ),
    ],
)
def test_what_is_said_of_nothing_is_told_with_the_nearest(
    read: Read, tab: str, told: dict[str, Any], what: str, cure: str
) -> None:
    if "columns" in told:
        told = {"columns": _columns(**dict.fromkeys(told["columns"], "owner"))}
    reading, _ = read(GROUPED, settings=_settings(tab, **told))
    (amiss,) = reading.amiss
    assert (amiss.what, amiss.cure) == (what, cure)
    assert amiss.sheet == (tab if tab == "OKRs" else None)


def test_what_is_said_of_another_source_changes_nothing(read: Read) -> None:
    settings = ReadingSettings(
        overrides={"Other.xlsx": SourceOverride(team="West", sheets={"OKRs": SheetOverride(skip=True)})}
    )
    assert read(GROUPED, settings=settings) == read(GROUPED)


def test_saying_nothing_of_a_tab_changes_nothing(read: Read) -> None:
    for grid in (GROUPED, UNKNOWN, OUTLINE):
        assert read(grid, settings=_settings()) == read(grid)


def test_saying_nothing_of_a_tab_that_is_not_there_is_not_told(read: Read) -> None:
    reading, _ = read(GROUPED, settings=_settings("Sales"))
    assert reading.amiss == ()


def test_an_empty_tab_can_be_spoken_of(read: Read) -> None:
    reading, _ = read(Sheet("OKRs", {}), settings=_settings(header=(3, 3)))
    assert reading.sheets[0].because == "the tab is empty"


def test_rows_to_skip_below_the_last_one_are_told(read: Read) -> None:
    skipped = ((3, 3), (9, 9), (20, 30))
    reading, okrs = read(GROUPED, settings=_settings(skip_rows=skipped))
    assert [kr.title for kr in _key_results(okrs)] == ["Sign partners", "Hours to reply"]
    assert [(amiss.what, amiss.cure) for amiss in reading.amiss] == [
        ("row 9 is to be skipped, and there is nothing", "the last row of the tab is 4"),
        ("rows 20 to 30 are to be skipped, and there is nothing", "the last row of the tab is 4"),
    ]


TWO_ROWS = """
    | Objective    | Owner | KR 1           |        |     | KR 2          |        |     |
    |              |       | What           | Target | Now | What          | Target | Now |
    | Win the east | Ann   | Sign partners  | 20     | 4   | Open offices  | 3      | 1   |
    | Answer soon  | Bob   | Hours to reply | 4      | 9   | Happy callers | 90     | 70  |
"""
SIDE_BY_SIDE = """
    | Wozu         | Wer  | Erstens        |       |       | Zweitens      |       |       |
    |              |      | Womit          | Marke | Stand | Womit         | Marke | Stand |
    | Win the east | Ann  | Sign partners  | 20    | 4     | Open offices  | 3     | 1     |
    | Answer soon  | Bob  | Hours to reply | 4     | 9     | Happy callers | 90    | 70    |
"""
"""The same under headings that no vocabulary knows."""

WIDE = dict(zip("CDEFGH", 2 * ("key_result", "target", "current"), strict=True)) | {
    "A": "objective",
    "B": "owner",
}
MERGED = (*(CellRange(1, n, 2, n) for n in (1, 2)), CellRange(1, 3, 1, 5), CellRange(1, 6, 1, 8))
FIGURES = [
    ("Sign partners", 20, 4),
    ("Open offices", 3, 1),
    ("Hours to reply", 4, 9),
    ("Happy callers", 90, 70),
]


def _figures(okrs: OkrSet) -> list[tuple[str, float | None, float | None]]:
    return [(kr.title, kr.target, kr.current) for kr in _key_results(okrs)]


@pytest.mark.parametrize("merges", [(), MERGED], ids=["unmerged", "merged"])
@pytest.mark.parametrize("header", [(1, 1), (2, 2), (1, 2)])
def test_one_row_of_a_header_of_groups_says_where_all_of_it_is(
    read: Read, header: tuple[int, int], merges: tuple[CellRange, ...]
) -> None:
    reading, okrs = read(sheet("OKRs", TWO_ROWS, merges=merges), settings=_settings(header=header))
    assert _figures(okrs) == FIGURES
    assert (_table(reading).header, _table(reading).range.a1) == (2, "A1:H4")


@pytest.mark.parametrize("header", [(1, 1), (2, 2), (3, 3), (1, 2), (2, 3)])
def test_one_row_of_a_header_of_three_says_where_all_of_it_is(read: Read, header: tuple[int, int]) -> None:
    grid = """
        | Objective    | Key results   |        |              |        |
        |              | KR 1          |        | KR 2         |        |
        |              | What          | Target | What         | Target |
        | Win the east | Sign partners | 20     | Open offices | 3      |
    """
    reading, okrs = read(grid, settings=_settings(header=header))
    assert _tree(okrs) == [("Win the east", ["Sign partners", "Open offices"])]
    assert (_table(reading).header, _table(reading).range.a1) == (3, "A1:E4")


def test_what_is_merged_down_into_the_row_of_headings_is_one(read: Read) -> None:
    grid = """
        | Objective    | Key result    | Figures of the year |        |
        |              |               | Current             | Target |
        | Win the east | Sign partners | 4                   | 20     |
    """
    merges = (CellRange(1, 1, 2, 1), CellRange(1, 2, 2, 2), CellRange(1, 3, 1, 4))
    reading, okrs = read(sheet("OKRs", grid, merges=merges), settings=_settings(header=(2, 2)))
    assert _tree(okrs) == [("Win the east", ["Sign partners"])]
    assert _figures(okrs) == [("Sign partners", 20, 4)]
    assert _table(reading).header == 2


@pytest.mark.parametrize("merges", [(), MERGED], ids=["unmerged", "merged"])
@pytest.mark.parametrize("header", [(2, 2), (1, 2)])
@pytest.mark.parametrize("layout", ["wide", None])
def test_several_key_results_of_a_row_can_be_told_column_by_column(
    read: Read, header: tuple[int, int], layout: str | None, merges: tuple[CellRange, ...]
) -> None:
    settings = _settings(header=header, layout=layout, columns=_columns(**WIDE))
    reading, okrs = read(sheet("OKRs", SIDE_BY_SIDE, merges=merges), settings=settings)
    assert _figures(okrs) == FIGURES
    assert [o.owners for o in okrs.objectives] == [("Ann",), ("Bob",)]
    assert (_table(reading).layout, reading.amiss) == ("wide", ())


def test_columns_of_several_key_results_may_be_told_in_part(read: Read) -> None:
    told = _columns(A="objective", C="key_result", F="key_result", G="target")
    _, okrs = read(SIDE_BY_SIDE, settings=_settings(header=(1, 2), columns=told))
    assert [(kr.title, kr.target) for kr in _key_results(okrs)[:2]] == [
        ("Sign partners", None),
        ("Open offices", 3),
    ]


def test_a_heading_below_those_of_groups_names_its_column_in_each(read: Read) -> None:
    told = _columns(What="key_result", Now="baseline")
    reading, okrs = read(TWO_ROWS, settings=_settings(columns=told))
    assert [(kr.title, kr.target, kr.baseline) for kr in _key_results(okrs)] == FIGURES
    assert reading.amiss == ()


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [("target", "C", "D"), ("objective", "A", "D"), ("status", "C", "D"), ("key_result", "B", "E")],
)
def test_a_column_that_cannot_be_what_is_told_is_told_with_the_one_that_is(
    read: Read, field: str, first: str, second: str
) -> None:
    grid = """
        | Objective    | Key result    | Target | Aim       | Captain |
        | Win the east | Sign partners | 20     | 30 a year | Ann     |
    """
    told = _columns(**{first: field, second: field})
    reading, _ = read(grid, settings=_settings(layout="flat", columns=told))
    because = f"the config says {field} of column {first} too, and only one can be that"
    assert [amiss.what for amiss in reading.amiss] == [f'column {second} is not read as "{field}": {because}']
    (refused,) = (c for c in _table(reading).columns if c.column == "ABCDE".index(second) + 1)
    assert (refused.field, refused.because.split(";")[0]) == (None, because)


def test_titles_that_are_told_may_turn_out_to_be_those_of_objectives(read: Read) -> None:
    reading, _ = read(
        "| What | KR1 | KR2 |\n| Win the east | Sign partners | Open offices |",
        settings=_settings(header=(1, 1), columns=_columns(A="title")),
    )
    assert reading.amiss == ()
    assert _table(reading).layout == "wide"


def test_a_description_that_is_told_stays_one(read: Read) -> None:
    grid = """
        | ID   | What           | Why it matters          | Target |
        | KR-1 | Sign partners  | in the east of the town | 20     |
        | KR-2 | Hours to reply | to those who call       | 4      |
    """
    told = _columns(B="title", C="description")
    _, okrs = read(grid, settings=_settings(layout="key results only", columns=told))
    assert [kr.title for kr in _key_results(okrs)] == ["Sign partners", "Hours to reply"]
