"""The transposed layout: labels down a column, with one objective or several beside them."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, CellRange
from okrsheets.model import Field, Level, OkrSet, Reading
from okrsheets.reading import ReadingSettings, SheetOverride, SourceOverride, TableOverride
from tests.grids import sheet
from tests.reading.conftest import Read

GROWN = {"Grow": (("Sign", 5), ("Sell", 6)), "Love": (("Delight", 7),)}


def _targets(okrs: OkrSet) -> dict[str | None, tuple[tuple[str, float | None], ...]]:
    return {o.title: tuple((kr.title, kr.target) for kr in o.key_results) for o in okrs.objectives}


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def _layouts(reading: Reading) -> list[str]:
    return [table.layout for tab in reading.sheets for table in tab.tables]


ACROSS = """
    | Objective    | Grow     | Love    |
    | Owner        | Ann      | Bo      |
    | Key result 1 | Sign     | Delight |
    | KR1 target   | 5        | 7       |
    | Key result 2 | Sell     |         |
    | KR2 target   | 6        |         |
    | Status       | On track | Behind  |
    """
FORMS = """
    | Objective:    | Grow     |
    | Owner:        | Ann      |
    | Key Result 1: | Sign     |
    | Target:       | 5        |
    | Key Result 2: | Sell     |
    | Target:       | 6        |
    | Status:       | On track |
    |
    | Objective:    | Love     |
    | Owner:        | Bo       |
    | Key Result 1: | Delight  |
    | Target:       | 7        |
    | Status:       | Behind   |
    """
PAIRS = """
    | Objective | Grow    | Owner  | Ann | Status | On track |
    | KR1       | Sign    | Target | 5   |        |          |
    | KR2       | Sell    | Target | 6   |        |          |
    | Objective | Love    | Owner  | Bo  | Status | Behind   |
    | KR1       | Delight | Target | 7   |        |          |
    """
HEADED = """
    | Objective 1 | Grow    | Target | Owner |
    | KR1         | Sign    | 5      |       |
    | KR2         | Sell    | 6      |       |
    | Objective 2 | Love    | Target | Owner |
    | KR1         | Delight | 7      |       |
    """


@pytest.mark.parametrize("grid", [ACROSS, FORMS, PAIRS], ids=["across", "forms", "pairs"])
@pytest.mark.parametrize("around", ["{form}", "| Our OKRs | |\n|\n{form}", "{form}\n|\n| Ask Ann for help |"])
def test_what_stands_beside_labels_is_read(read: Read, grid: str, around: str) -> None:
    reading, okrs = read(around.format(form=grid.strip()))
    assert _targets(okrs) == GROWN
    assert [o.owners for o in okrs.objectives] == [("Ann",), ("Bo",)]
    assert [o.stated_status for o in okrs.objectives] == ["On track", "Behind"]
    assert _layouts(reading) == ["transposed"]


@pytest.mark.parametrize("grid", [ACROSS, FORMS, PAIRS, HEADED])
def test_it_may_stand_anywhere_on_a_tab(read: Read, grid: str) -> None:
    _, okrs = read(sheet("OKRs", grid, at="F30"))
    assert _targets(okrs) == GROWN


def test_headings_behind_an_objective_say_what_stands_below_them(read: Read) -> None:
    _, okrs = read(
        """
        | Objective 1 | Grow    | Target | Current |
        | KR1         | Sign    | 5      | 1       |
        | KR2         | Sell    | 6      | 2       |
        """
    )
    assert [(kr.target, kr.current) for kr in okrs.key_results] == [(5, 1), (6, 2)]


def test_each_value_has_its_own_place_and_each_label_is_told(read: Read) -> None:
    reading, okrs = read(ACROSS)
    sign, sell, delight = okrs.key_results
    assert [kr.at.a1 for kr in (sign, sell, delight)] == ["B3", "B5", "C3"]
    assert (sell.cells[Field.TARGET].a1, delight.cells[Field.TARGET].a1) == ("B6", "C4")
    assert okrs.objectives[1].cells[Field.OWNER].a1 == "C2"
    assert Field.CURRENT not in sign.cells
    (table,) = reading.sheets[0].tables
    assert table.range == CellRange(1, 1, 7, 3)
    told = {(column.column, column.row): (column.field, column.level) for column in table.columns}
    assert told[1, 1] == (Field.OBJECTIVE, Level.OBJECTIVE)
    assert told[1, 4] == (Field.TARGET, Level.KEY_RESULT)


def test_numbers_of_labels_are_ids(read: Read) -> None:
    _, okrs = read("| Objective 1 | Grow |\n| Owner | Ann |\n| KR 1.1 | Sign |\n| KR 1.2 | Sell |")
    assert [okr.id for okr in okrs.okrs] == ["O1", "KR1.1", "KR1.2"]


def test_what_stands_above_all_objectives_holds_for_each(read: Read) -> None:
    _, okrs = read(
        """
        | Team    | Sales   |
        | Quarter | Q4 2026 |
        | Name    | Ann     |
        |
        | Objective | Grow    |
        | KR1       | Sign    |
        |
        | Objective | Love    |
        | KR1       | Delight |
        """
    )
    assert [(o.title, o.team, o.owners) for o in okrs.objectives] == [
        ("Grow", "Sales", ("Ann",)),
        ("Love", "Sales", ("Ann",)),
    ]
    assert {o.cycle.label for o in okrs.objectives if o.cycle} == {"2026-Q4"}


def test_what_stands_above_each_objective_is_its_own(read: Read) -> None:
    _, okrs = read(
        """
        | Team      | Sales   |
        | Objective | Grow    |
        | KR1       | Sign    |
        | Team      | Care    |
        | Objective | Love    |
        | KR1       | Delight |
        """
    )
    assert [(o.title, o.team) for o in okrs.objectives] == [("Grow", "Sales"), ("Love", "Care")]


@pytest.mark.parametrize(
    "grid",
    [
        "| Objective | Grow |\n| Key Results | Sign |\n| | Sell |\n| | Hire |\n| Owner | Ann |",
        "| Objective |\n| Grow |\n| Key Results |\n| Sign |\n| Sell |\n| Hire |\n| Owner |\n| Ann |",
        "| Objective: Grow |\n| KR: Sign |\n| Key result: Sell |\n| KR: Hire |\n| Owner: Ann |",
    ],
    ids=["beside and below", "below", "behind"],
)
def test_words_may_stand_beside_below_or_behind_their_label(read: Read, grid: str) -> None:
    _, okrs = read(grid)
    assert _titles(okrs) == {"Grow": ("Sign", "Sell", "Hire")}
    assert okrs.objectives[0].owners == ("Ann",)


def test_a_cell_beside_a_label_may_list_several_key_results(read: Read) -> None:
    tab = sheet("OKRs", "| Objective | Grow |\n| Key Results | x |", more={(2, 2): Cell("- Sign\n- Sell")})
    assert _titles(read(tab)[1]) == {"Grow": ("Sign", "Sell")}


def test_an_objective_without_a_label_stands_above_the_first_key_result(read: Read) -> None:
    _, okrs = read("| | Grow | Love |\n| KR1 | Sign | Delight |\n| KR2 | Sell | |")
    assert _titles(okrs) == {"Grow": ("Sign", "Sell"), "Love": ("Delight",)}


def test_numbered_objectives_may_head_their_columns(read: Read) -> None:
    _, okrs = read("| | Objective 1 | Objective 2 |\n| Title | Grow | Love |\n| KR1 | Sign | Delight |")
    assert _titles(okrs) == {"Grow": ("Sign",), "Love": ("Delight",)}


def test_forms_may_stand_side_by_side(read: Read) -> None:
    _, okrs = read(
        """
        | Objective 1 | Objective 2 |
        | Grow        | Love        |
        | Key Results | Key Results |
        | Sign        | Delight     |
        | Sell        | Smile       |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign", "Sell"), "Love": ("Delight", "Smile")}


def test_other_languages_have_labels_too(read: Read) -> None:
    _, okrs = read("| Ziel | Wachsen | Lieben |\n| Schlüsselergebnis 1 | Werben | Helfen |")
    assert _titles(okrs) == {"Wachsen": ("Werben",), "Lieben": ("Helfen",)}
    _, okrs = read("| 目标：增长业务 |\n| 关键结果1：签约50家 |\n| 关键结果2：销售60台 |")
    assert _titles(okrs) == {"增长业务": ("关键结果1：签约50家", "关键结果2：销售60台")}


def test_a_tab_may_hold_a_table_and_a_form(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective | Key result | Target |
        | Grow      | Sign       | 5      |
        |           | Sell       | 6      |
        |
        |
        | Objective:    | Love    |
        | Key Result 1: | Delight |
        | Target:       | 7       |
        """
    )
    assert _targets(okrs) == GROWN
    assert _layouts(reading) == ["grouped", "transposed"]


@pytest.mark.parametrize(
    "grid",
    [
        "| Objective: | What do you want to reach? |\n| Key result: | How do you see that you did? |",
        "| Objective | Where we want to go |\n| Key result | How we know that we are there |",
        "| What is a key result? |\n| It is measured |\n| What is an objective? |\n| It inspires |",
        "| Objective 1 | |\n| KR1 | |\n| KR2 | |",
    ],
)
def test_what_explains_okrs_or_is_empty_is_none(read: Read, grid: str) -> None:
    reading, okrs = read(grid)
    assert okrs.objectives == ()
    assert reading.sheets[0].because


def test_a_cell_beside_no_label_may_say_all_of_an_objective(read: Read) -> None:
    _, okrs = read("| Goal: Learn; Target: Build 3 |\n| Goal: Teach; Target: Write 2; Owner: Ann |")
    assert _titles(okrs) == {"Learn": ("Build 3",), "Teach": ("Write 2",)}
    assert [o.owners for o in okrs.objectives] == [(), ("Ann",)]


def test_a_goal_among_objectives_is_a_target(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Grow | Owner | Ann |
        | KR1       | Sign | Goal  | 5   |
        | KR2       | Sell | Goal  | 6   |
        """
    )
    assert _targets(okrs) == {"Grow": (("Sign", 5), ("Sell", 6))}


def test_labels_with_nothing_beside_them_are_no_objectives(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective     | Grow |
        | Owner         |      |
        | KR 1          | Sign |
        | KR 1 owner    |      |
        | KR 1 progress |      |
        | KR 1 status   |      |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",)}
    assert _layouts(reading) == ["transposed"]


def test_what_no_label_speaks_for_is_left_out_and_told(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective    | Grow | ask Ann |
        | Key result 1 | Sign |         |
        | Initiatives  | Call |         |
        | Key result 2 | Sell |         |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign", "Sell")}
    (table,) = reading.sheets[0].tables
    assert [left.range.a1 for left in table.left_out] == ["A3:B3"]
    assert [left.range.a1 for left in reading.sheets[0].left_out] == ["C1"]


def test_a_person_may_say_where_a_transposed_table_stands(read: Read) -> None:
    tab = sheet(
        "OKRs", ACROSS, more={(12, 1): Cell("Objective"), (12, 2): Cell("Hire"), (13, 1): Cell("KR1")}
    )
    tab = tab._replace(cells={**tab.cells, (13, 2): Cell("Post the job")})
    assert len(read(tab)[1].objectives) == 3
    said = TableOverride(range=CellRange(1, 1, 8, 3), layout="transposed", team="Sales")
    source = SourceOverride(sheets={"OKRs": SheetOverride(tables=(said,))})
    _, okrs = read(tab, settings=ReadingSettings(overrides={"Plan.xlsx": source}))
    assert [(o.title, o.team) for o in okrs.objectives] == [("Grow", "Sales"), ("Love", "Sales")]


def test_a_transposed_table_that_is_none_is_told(read: Read) -> None:
    source = SourceOverride(sheets={"OKRs": SheetOverride(tables=(TableOverride(layout="transposed"),))})
    reading, okrs = read(
        "| Anything | Else |\n| Grow | Sign |", settings=ReadingSettings(overrides={"Plan.xlsx": source})
    )
    assert okrs.objectives == ()
    (amiss,) = reading.amiss
    assert "transposed" in amiss.what


PLAIN_LINES = """
    | O1: Bake better bread | | |
    |  | KR1: Change the rate of burnt loaves | {0} |
    |  | KR2: Loaves per week                 | {1} |
    | O2: Be loved                            | | |
    |  | KR1: Guests who come again           | {2} |
    """


def test_words_behind_the_number_of_a_key_result_are_its_title(read: Read) -> None:
    _, okrs = read(PLAIN_LINES.format("", "", ""))
    assert _titles(okrs) == {
        "O1: Bake better bread": ("KR1: Change the rate of burnt loaves", "KR2: Loaves per week"),
        "O2: Be loved": ("KR1: Guests who come again",),
    }


@pytest.mark.parametrize(
    ("beside", "stated"),
    [
        (("50 %", "20 %", "100 %"), [0.5, 0.2, 1.0]),
        (("0.5", "1", "0"), [0.5, 1.0, 0.0]),
        (("50 %", "20", "100 %"), [None, None, None]),
        (("50 %", "", "100 %"), [None, None, None]),
        (("1", "0", "1"), [None, None, None]),
    ],
)
def test_shares_beside_all_key_results_are_their_progress(
    read: Read, beside: tuple[str, str, str], stated: list[float | None]
) -> None:
    _, okrs = read(PLAIN_LINES.format(*beside))
    assert [kr.stated_progress for kr in okrs.key_results] == stated


def test_headings_behind_an_objective_may_be_a_start_and_a_goal(read: Read) -> None:
    _, okrs = read(
        """
        | Objective 1: Bake better bread | Owner | Start | Goal | Actual |
        | KR 1.1 Loaves per week         | Kim   | 30    | 90   | 45     |
        | KR 1.2 Burnt loaves per week   | Lee   | 12    | 2    | 8      |
        |
        | Objective 2: Be loved          | Owner | Start | Goal | Actual |
        | KR 2.1 Guests who come again   | Bo    | 5     | 50   | 20     |
        """
    )
    assert [(kr.owners, kr.baseline, kr.target, kr.current) for kr in okrs.key_results] == [
        (("Kim",), 30, 90, 45),
        (("Lee",), 12, 2, 8),
        (("Bo",), 5, 50, 20),
    ]


def test_a_form_around_a_table_leaves_its_figures_alone(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective    | Key result    | Owner | Target |   | Objective 1: | Lead the way |
        | Grow         | Win shops     | Ann   | 10     |   | KR1:         | Open 3 shops |
        | Please       | Reply quicker | Bo    | 5      |   | Target:      | 20           |
        |
        |
        | Objective 2: | Be calm       |
        | KR1:         | Sell 4 boats  |
        """
    )
    assert [table.layout for table in reading.sheets[0].tables] == ["flat", "transposed"]
    assert [(kr.title, kr.target) for kr in okrs.key_results] == [
        ("Win shops", 10),
        ("Reply quicker", 5),
        ("Open 3 shops", 20),
        ("Sell 4 boats", 4),
    ]


def test_the_row_below_numbered_objectives_says_them_whatever_its_label(read: Read) -> None:
    _, okrs = read(
        """
        |              | Objective 1    | Objective 2   |
        | What we want | Bake better    | Sell more     |
        | Owner        | Kim            | Lee           |
        | Key result 1 | Loaves praised | Loaves sold   |
        | Key result 2 | Ovens renewed  | Shops opened  |
        """
    )
    assert [(o.title, o.owners, tuple(kr.title for kr in o.key_results)) for o in okrs.objectives] == [
        ("Bake better", ("Kim",), ("Loaves praised", "Ovens renewed")),
        ("Sell more", ("Lee",), ("Loaves sold", "Shops opened")),
    ]
