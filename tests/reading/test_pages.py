"""Tables among the titles, prose and other lists of a whole page that was pasted into a sheet."""

from __future__ import annotations

import pytest

from okrsheets.grid import CellRange
from okrsheets.model import Field, OkrSet, Reading
from tests.grids import sheet
from tests.reading.conftest import Read

FLAT = """
    | Objective     | Key result       | Owner |
    | Delight guests | Reviews of 4.5  | Kim   |
    | Waste less    | Bins half as full | Lee  |
    """


def _titles(okrs: OkrSet) -> list[tuple[str | None, list[str]]]:
    return [(o.title, [kr.title for kr in o.key_results]) for o in okrs.objectives]


def _left_out(reading: Reading) -> list[str]:
    return [left.range.a1 for left in reading.sheets[0].left_out]


@pytest.mark.parametrize(
    "other",
    [
        "| Who we serve |\n|\n| Habit | Meaning |\n| Early | Comes at six |",
        "| Habit | Owner | Note |\n| Early | Comes at six | Often |",
        "| # | Proposal | Owner | Worth it |\n| 1 | Bake at night | Ovens | Much |",
        "| Plates |\n|\n| Some words on plates. |\n| And some more. |\n|\n| Dish | Oven |\n| Bread | Hot |",
    ],
)
def test_another_list_below_a_table_is_no_part_of_it(read: Read, other: str) -> None:
    reading, okrs = read(f"{FLAT.rstrip()}\n|\n{other}")
    assert _titles(okrs) == [("Delight guests", ["Reviews of 4.5"]), ("Waste less", ["Bins half as full"])]
    assert reading.sheets[0].tables[0].range.a1 == "A1:C3"
    assert any(left.startswith("A5") for left in _left_out(reading))


@pytest.mark.parametrize(
    "more",
    [
        "| Feed the town | Open a second shop | Kim |\n| Feed the town | Sell at the fair | Lee |",
        "| Feed the town | Open 2 shops | Ann |\n| Feed the town | Sell 3 pies | Bo |",
        "| Feed the town | KR1: Open a shop | Ann |\n| Feed the town | KR2: Sell pies | Bo |",
        "| Feed the town | Open one more shop in the lower part of the town | Ann |\n| | Sell | Bo |",
    ],
)
def test_rows_of_the_table_go_on_behind_a_blank_one(read: Read, more: str) -> None:
    _, okrs = read(f"{FLAT.rstrip()}\n|\n{more}")
    assert [title for title, _ in _titles(okrs)] == ["Delight guests", "Waste less", "Feed the town"]
    assert len(list(okrs.key_results)) == 4


def test_figures_above_tell_that_words_begin_another_list(read: Read) -> None:
    grid = """
        | Key result | Target |
        | Pies sold  | 20     |
        | Loaves     | 30     |
        | Buns       | 40     |
        |
        | Flour      | Rye    |
        | Yeast      | Wild   |
        """
    _, okrs = read(grid)
    assert [kr.title for kr in okrs.key_results] == ["Pies sold", "Loaves", "Buns"]


def test_each_section_finds_its_objective_behind_prose(read: Read) -> None:
    grid = """
        | Objective 1: Bake better |
        |
        | So that people come back. |
        |
        | Key result | Target |
        | Pies sold  | 20     |
        |
        | A word on pies, which follows their table. |
        |
        | Objective 2: Waste less |
        |
        | So that the bins stay empty. |
        |
        | Key result | Target |
        | Bins       | 3      |
        """
    reading, okrs = read(grid)
    assert _titles(okrs) == [
        ("Objective 1: Bake better", ["Pies sold"]),
        ("Objective 2: Waste less", ["Bins"]),
    ]
    told = [left.because for table in reading.sheets[0].tables for left in table.left_out]
    assert told == ["between an objective and its key results"] * 2


def test_the_words_below_the_heading_objective_are_its_title(read: Read) -> None:
    _, okrs = read("| Objective |\n| Bake better |\n|\n| Key results |\n|\n| KR | Target |\n| Pies | 20 |")
    assert _titles(okrs) == [("Bake better", ["Pies"])]


def test_of_several_sections_each_has_the_title_above_it_for_its_objective(read: Read) -> None:
    section = """
        | {} |
        |
        | It is about bread. |
        | And about more. |
        |
        | Key result | Target |
        | {} | 20     |
        |
        """
    _, okrs = read(section.format("2.1 Bake better", "Pies") + section.format("2.2 Waste less", "Bins"))
    assert _titles(okrs) == [("2.1 Bake better", ["Pies"]), ("2.2 Waste less", ["Bins"])]


def test_the_title_above_one_table_of_key_results_is_no_objective(read: Read) -> None:
    _, okrs = read("| Plans of the bakery |\n|\n| Key result | Target |\n| Pies | 20 |")
    assert _titles(okrs) == [(None, ["Pies"])]


@pytest.mark.parametrize("heading", ["Metric", "What we count"])
def test_words_beside_the_ids_of_key_results_are_their_titles(read: Read, heading: str) -> None:
    grid = f"""
        | Objective 1: Bake better |
        | KR    | {heading}                     | Target |
        | KR1.1 | Pies sold on the day they are made | 20 |
        | KR1.2 | Loaves sold on the day after       | 30 |
        """
    _, okrs = read(grid)
    assert [(kr.id, kr.title.split()[0], kr.target) for kr in okrs.key_results] == [
        ("KR1.1", "Pies", 20),
        ("KR1.2", "Loaves", 30),
    ]


def test_words_under_target_are_the_titles_of_key_results_that_have_ids_alone(read: Read) -> None:
    grid = """
        | Objective: Bake better |
        | KR   | Target                                      |
        | KR 1 | Sell at least twenty pies by the end of May |
        | KR 2 | Hear no more of stale bread from our guests |
        """
    _, okrs = read(grid)
    sell, hear = okrs.key_results
    assert (sell.id, sell.title) == ("KR 1", "Sell at least twenty pies by the end of May")
    assert (hear.id, hear.title) == ("KR 2", "Hear no more of stale bread from our guests")


@pytest.mark.parametrize("notes", ["| A word. |", "| One. |\n| Two. |", "| One. |\n|\n| Two. |"])
def test_lines_below_a_table_are_no_key_results(read: Read, notes: str) -> None:
    reading, okrs = read(f"| KR | Target |\n| Pies sold | 20 |\n| Loaves | 30 |\n|\n{notes}")
    assert [kr.title for kr in okrs.key_results] == ["Pies sold", "Loaves"]
    assert _left_out(reading)[0].startswith("A5")


COUNTED = """
    | The Bakery                       | Priority | Owner | Mid-Q actual | End-Q |
    | 1 Bake better loaves (Ana, Kim)  |          |       |              |       |
    | New ovens in both shops          | P0       | Kim   | 0.3          | 0.7   |
    | Our own flour from the next farm | P1       | Lee   | 0.1          | 0.4   |
    | The two steps to better dough:   |          |       |              |       |
    | 1. Buy more yeast                | P2       | Lee   | 0.1          | 0.2   |
    |
    | 2 Waste less of the bread (Bo)   |          |       |              |       |
    | Bins half as full as today       | P0       | Bo    | 0.5          | 1.0   |
    """


def test_titles_under_a_name_are_told_by_the_scores_and_numbers_of_their_rows(read: Read) -> None:
    _, okrs = read(COUNTED)
    bake, waste = okrs.objectives
    assert (bake.id, bake.title, waste.id, waste.title) == (
        "1",
        "Bake better loaves (Ana, Kim)",
        "2",
        "Waste less of the bread (Bo)",
    )
    assert [kr.title for kr in bake.key_results][2:] == [
        "The two steps to better dough:",
        "1. Buy more yeast",
    ]
    assert [(kr.title, kr.stated_progress) for kr in waste.key_results] == [("Bins half as full as today", 1)]


def test_people_in_brackets_behind_objectives_own_them(read: Read) -> None:
    _, okrs = read(COUNTED)
    assert [objective.owners for objective in okrs.objectives] == [("Ana", "Kim"), ("Bo",)]
    assert okrs.objectives[0].key_results[0].owners == ("Kim",)


def test_a_list_of_work_under_a_name_is_none_of_okrs(read: Read) -> None:
    grid = """
        | The Bakery moves house     | Owner | Start      | Progress |
        | Before we go               |       |            |          |
        | Pack the ovens into straw  | Kim   | 2026-01-02 | 30 %     |
        | Tell the guests of it      | Lee   | 2026-01-02 | 40 %     |
        | When we are there          |       |            |          |
        | Unpack the ovens again     | Kim   | 2026-02-02 | 0 %      |
        """
    assert read(sheet("Move", grid))[1].objectives == ()


def test_days_written_as_text_are_no_baselines(read: Read) -> None:
    grid = """
        | Objective | Key result | Start       | End         | Target |
        | Grow      | Sign       | '2026-01-02 | '2026-03-31 | 5      |
        | Grow      | Sell       | '2026-01-15 | '2026-03-31 | 9      |
        """
    reading, okrs = read(grid)
    fields = [column.field for column in reading.sheets[0].tables[0].columns]
    assert fields[2:4] == [Field.START, Field.DUE]
    assert [kr.baseline for kr in okrs.key_results] == [None, None]


def test_tables_side_by_side_have_each_the_objective_above_it(read: Read) -> None:
    def merged(row: int) -> tuple[CellRange, ...]:
        return CellRange(row, 1, row, 3), CellRange(row, 5, row, 7)

    blocks = sheet(
        "Canvas",
        """
        | Bakery canvas                                                                                  |
        |
        | Objective 1: Delight guests |       |        |  | Objective 2: Waste less   |       |        |
        | Key result                  | Owner | Target |  | Key result                | Owner | Target |
        | Reviews of 4.5              | Kim   | 4.5    |  | Bins half as full         | Lee   | 6      |
        | Guests who come again       | Kim   | 60 %   |  |                           |       |        |
        |
        | Objective 3: Bake at dawn   |       |        |  | Objective 4: Love the job |       |        |
        | Key result                  | Owner | Target |  | Key result                | Owner | Target |
        | Ovens hot by five           | Bo    | 5      |  | Bakers who stay a year    | Ana   | 90 %   |
        """,
        merges=(*merged(3), *merged(8)),
    )
    _, okrs = read(blocks)
    assert _titles(okrs) == [
        ("Objective 1: Delight guests", ["Reviews of 4.5", "Guests who come again"]),
        ("Objective 2: Waste less", ["Bins half as full"]),
        ("Objective 3: Bake at dawn", ["Ovens hot by five"]),
        ("Objective 4: Love the job", ["Bakers who stay a year"]),
    ]


def test_titles_right_above_tables_with_goals_are_their_objectives(read: Read) -> None:
    _, okrs = read(
        """
        | Bakery OKRs of summer |       |          |      |     |
        |
        | Delight guests        |       |          |      |     |
        | Key result            | Lead  | Baseline | Goal | Now |
        | Reviews per week      | Kim   | 3        | 9    | 5   |
        |
        | Waste less            |       |          |      |     |
        | Key result            | Lead  | Baseline | Goal | Now |
        | Bins filled per day   | Lee   | 8        | 4    | 6   |
        """
    )
    assert _titles(okrs) == [
        ("Delight guests", ["Reviews per week"]),
        ("Waste less", ["Bins filled per day"]),
    ]
    assert [kr.target for kr in okrs.key_results] == [9, 4]


def test_a_line_may_say_more_of_its_objective_than_its_title(read: Read) -> None:
    _, okrs = read(
        """
        | Objective   | Delight guests        | Owner | Ann Bow |
        | #           | Key result            | Lead  | Target  |
        | 1.1         | Reviews per week      | Kim   | 9       |
        |
        | Objective   | Waste less            | Owner | Bo Dean |
        | #           | Key result            | Lead  | Target  |
        | 2.1         | Bins filled per day   | Lee   | 4       |
        """
    )
    assert [(o.title, o.owners) for o in okrs.objectives] == [
        ("Delight guests", ("Ann Bow",)),
        ("Waste less", ("Bo Dean",)),
    ]
    assert [(kr.title, kr.owners) for kr in okrs.key_results] == [
        ("Reviews per week", ("Kim",)),
        ("Bins filled per day", ("Lee",)),
    ]
