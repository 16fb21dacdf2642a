"""Layouts, each in several disguises."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, CellRange, Look, Sheet
from okrsheets.model import Field, OkrSet, Reading
from tests.grids import sheet
from tests.reading.conftest import Read

GROWN = {"Grow": ("Sign", "Sell"), "Love": ("Delight",)}


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def _layouts(reading: Reading) -> list[str]:
    return [table.layout for tab in reading.sheets for table in tab.tables]


PLAIN = {
    "flat": """
        | Objective | Key result | Owner | Target |
        | Grow      | Sign       | Kim   | 5      |
        | Grow      | Sell       | Lee   | 6      |
        | Love      | Delight    | Kim   | 7      |
        """,
    "grouped": """
        | Objective | Key result | Owner | Target |
        | Grow      | Sign       | Kim   | 5      |
        |           | Sell       | Lee   | 6      |
        | Love      | Delight    | Kim   | 7      |
        """,
    "typed rows": """
        | Type       | Title   | Owner | Target |
        | Objective  | Grow    | Ana   |        |
        | Key result | Sign    | Kim   | 5      |
        | Key result | Sell    | Lee   | 6      |
        | Objective  | Love    | Ana   |        |
        | Key result | Delight | Kim   | 7      |
        """,
    "outline": """
        | Objectives and key results | Owner | Target |
        | *Grow*                     |       |        |
        | Sign                       | Kim   | 5      |
        | Sell                       | Lee   | 6      |
        | *Love*                     |       |        |
        | Delight                    | Kim   | 7      |
        """,
}


@pytest.mark.parametrize("layout", PLAIN)
@pytest.mark.parametrize(
    "around",
    [
        "{table}",
        "| OKRs of Sales |\n|\n|\n|\n{table}",
        "| Our plan | |\n| Please fill in every week | |\n|\n{table}",
        "{table}\n|\n| Total | | | 18 |",
        "{table}\n|\n|\n| Legend: green is on track |",
        "{table}\n|\n| Note: ask Ana where you are stuck |\n| It takes five minutes a week |",
        "{table}\n|\n|\n| Team member | Role | Phone |\n| Ana | Lead | 1234 |\n| Kim | Sales | 4567 |",
    ],
    ids=["plain", "title", "banner", "total", "legend", "notes", "another table"],
)
def test_a_layout_is_read_among_other_things(read: Read, layout: str, around: str) -> None:
    reading, okrs = read(around.format(table=PLAIN[layout].strip()))
    assert _titles(okrs) == GROWN
    assert _layouts(reading) == [layout]
    assert [kr.target for kr in okrs.key_results] == [5, 6, 7]
    assert [kr.owners for kr in okrs.key_results] == [("Kim",), ("Lee",), ("Kim",)]


@pytest.mark.parametrize("layout", PLAIN)
def test_a_layout_is_read_anywhere_on_a_tab(read: Read, layout: str) -> None:
    _, okrs = read(sheet("OKRs", PLAIN[layout], at="F30"))
    assert _titles(okrs) == GROWN


@pytest.mark.parametrize("layout", PLAIN)
def test_blank_rows_within_a_table_change_nothing(read: Read, layout: str) -> None:
    lines = PLAIN[layout].strip().splitlines()
    second = next(n for n, line in enumerate(lines) if "Love" in line)
    _, okrs = read("\n".join([*lines[:second], "|", *lines[second:]]))
    assert _titles(okrs) == GROWN


@pytest.mark.parametrize(
    "grid",
    [
        """
        | Objective | Status   | Key result |  | Owner | Target | Status  |
        | Grow      | On track | Sign       |  | Kim   | 5      | Behind  |
        |           |          | Sell       |  | Lee   | 6      | At risk |
        | Love      | At risk  | Delight    |  | Kim   | 7      | Behind  |
        """,
        """
        | Objective | Owner |  | Status  | Owner | Key result | Target |
        | Grow      | Ana   |  | Behind  | Kim   | Sign       | 5      |
        |           |       |  | At risk | Lee   | Sell       | 6      |
        | Love      | Bo    |  | Behind  | Kim   | Delight    | 7      |
        """,
        """
        | Objective | Status   | Key result | Target |  | Status  |
        | Grow      | On track | Sign       | 5      |  | Behind  |
        |           |          | Sell       | 6      |  |         |
        | Love      | At risk  | Delight    | 7      |  |         |
        """,
        """
        | Zielwert |  | Ziel | Schlüsselergebnis |
        | 5        |  | Grow | Sign              |
        | 6        |  |      | Sell              |
        | 7        |  | Love | Delight           |
        """,
        """
        | Objetivo | Responsável |  | Responsável do KR | Resultado-chave | Meta |
        | Grow     | Ana         |  | Kim               | Sign            | 5    |
        |          |             |  | Lee               | Sell            | 6    |
        | Love     | Bo          |  | Kim               | Delight         | 7    |
        """,
        """
        | Objective | KR   | KR target | KR      |  | KR target |
        | Grow      | Sign | 5         | Sell    |  | 6         |
        | Love      |      |           | Delight |  | 7         |
        """,
        """
        | Objective | KR 1    | KR 1 owner | KR 1 target | KR 2 | KR 2 target |  | KR 2 owner |
        | Grow      | Sign    | Kim        | 5           | Sell | 6           |  | Lee        |
        | Love      | Delight | Kim        | 7           |      |             |  |            |
        """,
    ],
)
def test_a_blank_column_parts_no_table(read: Read, grid: str) -> None:
    reading, okrs = read(grid)
    assert _titles(okrs) == GROWN
    assert [kr.target for kr in okrs.key_results] == [5, 6, 7]
    assert len(reading.sheets[0].tables) == 1


@pytest.mark.parametrize(
    "beside",
    [
        ("Status | Meaning", "Behind | Call Ana", "At risk | Call Bo"),
        ("Project | Owner", "Move | Ana", "Paint | Bo"),
        ("Objective | Owner", "Hire | Ana", "Rest | Bo"),
        ("Objective | Key result", "Hire | Post it", "Rest | Sleep"),
    ],
)
def test_another_list_behind_a_blank_column_is_no_part_of_a_table(
    read: Read, beside: tuple[str, str, str]
) -> None:
    left = ("Objective | Key result | Status", "Grow | Sign | Behind", "Love | Delight | Behind")
    reading, _ = read("\n".join(f"| {one} | | {other} |" for one, other in zip(left, beside, strict=True)))
    assert reading.sheets[0].tables[0].range.a1 == "A1:C3"


def test_tables_whose_objectives_could_be_targets_stand_side_by_side(read: Read) -> None:
    _, okrs = read(
        """
        | Ziel | Schlüsselergebnis | Zielwert |  | Ziel | Schlüsselergebnis | Zielwert |
        | Grow | Sign              | 5        |  | Love | Delight           | 7        |
        |      | Sell              | 6        |  |      |                   |          |
        """
    )
    assert _titles(okrs) == GROWN


def test_short_rows_right_below_a_header_are_not_the_title_of_the_next(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Status |
        | Grow well | Behind |
        | Love all  | Behind |
        |
        |
        | Status | Owner | Objective  | Progress |
        | Behind | Ana   | Hire soon  | 40 %     |
        | Behind | Bo    | Rest often | 50 %     |
        """
    )
    assert [o.title for o in okrs.objectives] == ["Grow well", "Love all", "Hire soon", "Rest often"]


def test_the_last_row_of_a_table_is_not_the_title_of_the_next(read: Read) -> None:
    _, okrs = read(
        """
        | Type       | Title     | Target |
        | Objective  | Grow well |        |
        | Key result | Sign all  | 5      |
        | Objective  | Love all  |        |
        |
        |
        | Type       | Title     | Target |
        | Objective  | Hire soon |        |
        | Key result | Post it   | 1      |
        """
    )
    assert _titles(okrs) == {"Grow well": ("Sign all",), "Love all": (), "Hire soon": ("Post it",)}


def test_rows_nearer_to_the_table_above_than_to_the_next_header_are_its_own(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | KR       | Status |
        | Grow well |          | Behind |
        |           | Sign all | Behind |
        |
        | Love all  |          | Behind |
        |           | Delight  | Behind |
        |
        |
        | Objective | KR       | Status |
        | Hire soon |          | Behind |
        |           | Post it  | Behind |
        """
    )
    assert _titles(okrs) == {"Grow well": ("Sign all",), "Love all": ("Delight",), "Hire soon": ("Post it",)}


def test_a_row_with_an_address_begins_no_other_list(read: Read) -> None:
    _, okrs = read(
        """
        | Objectives and key results | Owner        | Notes         |
        | *Grow*                     | ana@velo.org |               |
        | Sign                       | kim@velo.org | see the file  |
        | Sell                       |              | see the plan  |
        |
        | *Win*                      |              |               |
        | Score                      |              |               |
        |
        | *Love*                     | bo@velo.org  |               |
        | Delight                    | kim@velo.org | see the mails |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign", "Sell"), "Win": ("Score",), "Love": ("Delight",)}


def test_a_misspelt_heading_beside_the_word_for_an_objective_is_no_objective(read: Read) -> None:
    _, okrs = read("| Goal | % compelte |\n| Grow well | 40 % |\n| Love all | 50 % |")
    assert [(o.title, o.stated_progress) for o in okrs.objectives] == [("Grow well", 0.4), ("Love all", 0.5)]


def test_a_second_table_may_have_its_title_right_above_its_header(read: Read) -> None:
    _, okrs = read(
        """
        | Status | Objective |
        | Behind | Grow well |
        | Behind | Love all  |
        |
        |
        | What we do |
        | Objective  | Status |
        | Hire soon  | Behind |
        | Rest often | Behind |
        """
    )
    assert [o.title for o in okrs.objectives] == ["Grow well", "Love all", "Hire soon", "Rest often"]


def test_a_row_in_which_one_word_is_a_heading_above_it_is_no_header(read: Read) -> None:
    reading, okrs = read(
        """
        | Type       | Title   | Target | Team |
        | Objective  | Grow    |        | Team |
        | Key result | Sign    | 5      |      |
        | Key result | Sell    | 6      |      |
        | Objective  | Love    |        | Team |
        | Key result | Delight | 7      |      |
        """
    )
    assert _titles(okrs) == GROWN
    assert _layouts(reading) == ["typed rows"]


def test_two_tables_stand_side_by_side(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Target | | Objective | Key result | Target |
        | Grow      | Sign       | 5      | | Love      | Delight    | 7      |
        |           | Sell       | 6      | |           |            |        |
        """
    )
    assert _titles(okrs) == GROWN


def test_two_tables_stand_below_each_other_with_other_columns(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Target |
        | Grow      | Sign       | 5      |
        |           | Sell       | 6      |
        |
        | Marketing |
        | Target | Key result | Objective |
        | 7      | Delight    | Love      |
        """
    )
    assert _titles(okrs) == GROWN
    assert [kr.target for kr in okrs.key_results] == [5, 6, 7]


def test_a_header_of_two_rows_names_groups_of_columns(read: Read) -> None:
    tab = sheet(
        "OKRs",
        """
        | Objective |       | Key result |       |          |        |
        | Title     | Owner | Title      | Owner | Baseline | Target |
        | Grow      | Ana   | Sign       | Kim   | 1        | 5      |
        |           |       | Sell       | Lee   | 2        | 6      |
        | Love      | Bo    | Delight    | Kim   | 3        | 7      |
        """,
        merges=(CellRange(1, 1, 1, 2), CellRange(1, 3, 1, 6)),
    )
    _, okrs = read(tab)
    assert _titles(okrs) == GROWN
    assert [o.owners for o in okrs.objectives] == [("Ana",), ("Bo",)]
    assert [(kr.owners, kr.baseline, kr.target) for kr in okrs.key_results] == [
        (("Kim",), 1, 5),
        (("Lee",), 2, 6),
        (("Kim",), 3, 7),
    ]


def test_a_header_may_be_merged_down_and_across(read: Read) -> None:
    tab = sheet(
        "OKRs",
        """
        | Objective | Key result | Values |        | Owner |
        |           |            | Start  | Target |       |
        | Grow      | Sign       | 1      | 5      | Kim   |
        |           | Sell       | 2      | 6      | Lee   |
        | Love      | Delight    | 3      | 7      | Kim   |
        """,
        merges=(CellRange(1, 1, 2, 1), CellRange(1, 2, 2, 2), CellRange(1, 3, 1, 4), CellRange(1, 5, 2, 5)),
    )
    _, okrs = read(tab)
    assert _titles(okrs) == GROWN
    assert [(kr.baseline, kr.target) for kr in okrs.key_results] == [(1, 5), (2, 6), (3, 7)]


def test_misspelt_headings_are_read(read: Read) -> None:
    _, okrs = read(
        "| Objctive | Key Resutl | Taget |\n| Grow | Sign | 5 |\n| Grow | Sell | 6 |\n| Love | Delight | 7 |"
    )
    assert _titles(okrs) == GROWN
    assert [kr.target for kr in okrs.key_results] == [5, 6, 7]


def test_merged_objectives_hold_for_their_rows_and_one_may_have_no_key_result(read: Read) -> None:
    tab = sheet(
        "OKRs",
        """
        | Objective | Key result | Progress | Objective progress |
        | Grow      | Sign       | 40 %     | 50 %               |
        |           | Sell       | 60 %     |                    |
        | Love      |            |          |                    |
        """,
        merges=(CellRange(2, 1, 3, 1), CellRange(2, 4, 3, 4), CellRange(4, 1, 5, 1)),
    )
    reading, okrs = read(tab)
    assert _titles(okrs) == {"Grow": ("Sign", "Sell"), "Love": ()}
    assert [o.stated_progress for o in okrs.objectives] == [0.5, None]
    rows = reading.sheets[0].tables[0].rows
    assert [(row.row, row.objective, row.key_result, row.says_objective) for row in rows] == [
        (2, "grow", "grow/sign", True),
        (3, "grow", "grow/sell", False),
        (4, "love", None, True),
    ]


@pytest.mark.parametrize("below", ["|    |                   |", "| O1 | Keep all customers |"])
def test_an_id_that_stands_for_two_objectives_loses_neither(read: Read, below: str) -> None:
    _, okrs = read(
        "| ID | Objective | Key result | Target |\n"
        "| O1 | Win new customers | Sign 5 partners | 5 |\n"
        "| O1 | Keep all customers | Raise NPS | 50 |\n"
        f"{below} Reduce churn | 3 |"
    )
    assert [(okr.id, okr.title, len(okr.key_results)) for okr in okrs.objectives] == [
        ("O1", "Win new customers", 1),
        ("O1", "Keep all customers", 2),
    ]


@pytest.mark.parametrize(
    "again", ["Win new custmers", "Win new customers in Europe", "Customers: win new!", "ditto", "see above"]
)
def test_two_spellings_of_an_objective_with_an_id_are_one(read: Read, again: str) -> None:
    _, okrs = read(
        "| ID | Objective | Key result | Target |\n"
        "| O1 | Win new customers | Sign 5 partners | 5 |\n"
        f"| O1 | {again} | Raise NPS | 50 |\n"
        "| O2 | Hire the best | Fill 9 posts | 9 |\n"
        "| O2 | see above | Reduce turnover | 3 |\n"
        "| O3 | Be safe | No accidents | 0 |\n"
        "| O3 | see above | Train all | 40 |"
    )
    assert [(okr.title, len(okr.key_results)) for okr in okrs.objectives] == [
        ("Win new customers", 2),
        ("Hire the best", 2),
        ("Be safe", 2),
    ]


def test_in_flat_rows_every_row_says_its_objective(read: Read) -> None:
    reading, _ = read(PLAIN["flat"])
    assert all(row.says_objective for row in reading.sheets[0].tables[0].rows)


def test_in_typed_rows_an_objective_has_a_row_of_its_own(read: Read) -> None:
    reading, _ = read(PLAIN["typed rows"])
    rows = reading.sheets[0].tables[0].rows
    assert [(row.key_result is None, row.says_objective) for row in rows] == [
        (True, True),
        (False, False),
        (False, False),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    "ids",
    [
        ("O1", "KR1", "KR2", "O2", "KR3"),
        ("1", "1.1", "1.2", "2", "2.1"),
        ("O1", "O1.KR1", "O1.KR2", "O2", "O2.KR1"),
    ],
    ids=["O and KR", "1 and 1.1", "O1.KR1"],
)
def test_ids_tell_objectives_from_key_results(read: Read, ids: tuple[str, ...]) -> None:
    titles = ("Grow", "Sign", "Sell", "Love", "Delight")
    rows = "\n".join(f"| {one} | {title} | 40 |" for one, title in zip(ids, titles, strict=True))
    reading, okrs = read(f"| ID | Title | Progress |\n{rows}")
    assert _titles(okrs) == GROWN
    assert _layouts(reading) == ["typed rows"]


@pytest.mark.parametrize(
    "titles",
    [
        ("1. Grow", "1.1 Sign", "1.2 Sell", "2. Love", "2.1 Delight"),
        ("Objective 1: Grow", "KR1: Sign", "KR2: Sell", "Objective 2: Love", "KR1: Delight"),
        ("O1 Grow", "KR 1.1 - Sign", "KR 1.2 - Sell", "O2 Love", "KR 2.1 - Delight"),
        ("Grow", "KR1: Sign", "KR2: Sell", "Love", "KR1: Delight"),
    ],
    ids=["1.1", "words", "codes", "key results only"],
)
def test_numbering_in_titles_tells_them_apart_and_stays(read: Read, titles: tuple[str, ...]) -> None:
    rows = "\n".join(f"| {title} | Ana | 50 |" for title in titles)
    _, okrs = read(f"| OKR | Owner | Progress |\n{rows}")
    assert _titles(okrs) == {titles[0]: titles[1:3], titles[3]: titles[4:]}


@pytest.mark.parametrize("look", [Look(bold=True), Look(fill="FFCCE5")])
def test_the_look_of_a_row_tells_an_objective(read: Read, look: Look) -> None:
    words = [("Grow", look), ("Sign", Look()), ("Sell", Look()), ("Love", look), ("Delight", Look())]
    more = {(row, 1): Cell(word, look=face) for row, (word, face) in enumerate(words, start=2)}
    grid = "| Goals and KRs | Owner | Target |\n" + "\n".join("| x | Ana | 5 |" for _ in words)
    reading, okrs = read(
        sheet("OKRs", grid.replace("Goals and KRs", "Objectives and key results"), more=more)
    )
    assert _titles(okrs) == GROWN
    assert _layouts(reading) == ["outline"]


def test_an_indent_tells_a_key_result(read: Read) -> None:
    words = [("Grow", 0), ("Sign", 1), ("Sell", 1), ("Love", 0), ("Delight", 1)]
    more = {(row, 1): Cell(word, look=Look(indent=n)) for row, (word, n) in enumerate(words, start=2)}
    grid = "| OKR | Owner | Target |\n" + "\n".join("| x | Ana | 5 |" for _ in words)
    assert _titles(read(sheet("OKRs", grid, more=more))[1]) == GROWN


def test_blank_values_tell_an_objective(read: Read) -> None:
    _, okrs = read(PLAIN["outline"].replace("*", ""))
    assert _titles(okrs) == GROWN


def test_a_staircase_is_an_outline(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective | Key result | Owner |
        | Grow      |            | Ana   |
        |           | Sign       | Kim   |
        |           | Sell       | Lee   |
        | Love      |            | Bo    |
        |           | Delight    | Kim   |
        """
    )
    assert _titles(okrs) == GROWN
    assert _layouts(reading) == ["outline"]
    assert [o.owners for o in okrs.objectives] == [("Ana",), ("Bo",)]


def test_a_parent_that_is_the_own_objective_is_a_place_and_no_alignment(read: Read) -> None:
    _, okrs = read(
        """
        | ID  | Type       | Title   | Parent |
        | O1  | Objective  | Grow    | CO-1   |
        | O2  | Objective  | Love    |        |
        | KR3 | Key result | Delight | O2     |
        | KR1 | Key result | Sign    | O1     |
        | KR2 | Key result | Sell    | O1     |
        """
    )
    assert _titles(okrs) == GROWN
    assert [text.text for text in okrs.objectives[0].alignment_texts] == ["CO-1"]
    assert not any(kr.alignment_texts for kr in okrs.key_results)


def test_a_line_above_names_the_objective_of_a_section(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective: Grow |
        | Key result | Owner | Target |
        | Sign       | Kim   | 5      |
        | Sell       | Lee   | 6      |
        |
        | Objective: Love |
        |
        | Key result | Owner | Target |
        | Delight    | Kim   | 7      |
        """
    )
    assert _titles(okrs) == {"Objective: Grow": ("Sign", "Sell"), "Objective: Love": ("Delight",)}
    assert _layouts(reading) == ["sections", "sections"]


def test_the_objective_of_a_section_may_stand_beside_its_label(read: Read) -> None:
    _, okrs = read("| Objective 1 | Grow | |\n| Key result | Owner | Target |\n| Sign | Kim | 5 |")
    assert _titles(okrs) == {"Grow": ("Sign",)}


@pytest.mark.parametrize(("first", "second"), [("A", "B"), ("I", "II"), ("1", "2")])
def test_objectives_beside_a_label_with_a_letter_begin_a_table_each(
    read: Read, first: str, second: str
) -> None:
    _, okrs = read(
        f"""
        | Objective {first}  | Grow at home |      |    |
        |                    | Key result   | From | To |
        | K1                 | Win shops    | 20   | 80 |
        | K2                 | Win banks    | 3    | 12 |
        | Objective {second} | Waste less   |      |    |
        |                    | Key result   | From | To |
        | K3                 | Kilos lost   | 40   | 5  |
        """
    )
    assert _titles(okrs) == {"Grow at home": ("Win shops", "Win banks"), "Waste less": ("Kilos lost",)}


def test_of_two_current_values_beside_a_target_the_first_is_where_it_began(read: Read) -> None:
    _, okrs = read(
        "| 目標 | 主要な結果 | 現状 | 実績 | 目標値 |\n| 不良を減らす | 手直し件数 | 120 | 90 | 40 |"
    )
    (kr,) = okrs.key_results
    assert (kr.baseline, kr.current, kr.target) == (120, 90, 40)


@pytest.mark.parametrize("heading", ["現状", "Current"])
def test_one_current_value_is_where_it_stands(read: Read, heading: str) -> None:
    _, okrs = read(f"| Objective | Key result | {heading} | Target |\n| Grow | Win shops | 120 | 400 |")
    (kr,) = okrs.key_results
    assert (kr.baseline, kr.current) == (None, 120)


@pytest.mark.parametrize(
    "heading", ["Aim of the year", "Goal of the quarter", "Ziel des Quartals", "Objectif du trimestre"]
)
def test_the_time_that_objectives_are_for_is_no_other_column(read: Read, heading: str) -> None:
    _, okrs = read(
        f"""
        | Unit | {heading} | How it is measured | Was | Is | Should be |
        | East | Grow      | Shops won          | 1   | 3  | 9         |
        |      |           | Banks won          | 2   | 4  | 8         |
        """
    )
    assert _titles(okrs) == {"Grow": ("Shops won", "Banks won")}
    assert [(kr.baseline, kr.current, kr.target) for kr in okrs.key_results] == [(1, 3, 9), (2, 4, 8)]


def test_a_metric_beside_an_objective_is_its_key_result(read: Read) -> None:
    _, okrs = read(
        "| Goal | Metric | Baseline | Target |\n| Grow | New deals | 1 | 5 |\n| Love | NPS | 30 | 50 |"
    )
    assert _titles(okrs) == {"Grow": ("New deals",), "Love": ("NPS",)}


def test_objectives_without_a_heading_are_known_by_their_place(read: Read) -> None:
    _, okrs = read(
        "| | Key result | Target |\n| Grow the shop | Sign | 5 |\n| | Sell | 6 |\n| Love it | Win | 7 |"
    )
    assert _titles(okrs) == {"Grow the shop": ("Sign", "Sell"), "Love it": ("Win",)}


def test_key_results_alone_stand_under_an_objective_without_a_title(read: Read) -> None:
    reading, okrs = read("| KR ID | Key results | Owner |\n| KR1 | Sign | Kim |\n| KR2 | Sell | Lee |")
    assert _titles(okrs) == {None: ("Sign", "Sell")}
    assert _layouts(reading) == ["key results only"]
    assert [kr.id for kr in okrs.key_results] == ["KR1", "KR2"]


def test_objectives_alone_are_read(read: Read) -> None:
    reading, okrs = read(
        "| Objective | Owner | Status |\n| Grow | Kim | On track |\n| Love | Lee | At risk |"
    )
    assert _titles(okrs) == {"Grow": (), "Love": ()}
    assert _layouts(reading) == ["objectives only"]


def test_ids_under_the_headings_of_titles_are_ids(read: Read) -> None:
    _, okrs = read(
        "| Objective | Title | KR | Description |\n| O1 | Grow | KR1 | Sign |\n| O1 | Grow | KR2 | Sell |"
    )
    assert _titles(okrs) == {"Grow": ("Sign", "Sell")}
    assert [okr.id for okr in okrs.by_key.values()] == ["O1", "KR1", "KR2"]


def test_cells_hold_the_place_of_every_field_filled_or_not(read: Read) -> None:
    _, okrs = read(
        sheet("OKRs", "| Objective | Key result | Owner | Target |\n| Grow | Sign | | 5 |", at="C3")
    )
    key_result = next(okrs.key_results)
    assert key_result.at.a1 == "D4"
    assert {
        name: ref.a1 for name, ref in key_result.cells.items() if name in (Field.OWNER, Field.TARGET)
    } == {
        Field.OWNER: "E4",
        Field.TARGET: "F4",
    }


def test_hidden_rows_count(read: Read) -> None:
    _, okrs = read(sheet("OKRs", PLAIN["flat"], hidden_rows=frozenset({3})))
    assert _titles(okrs) == GROWN


def test_the_order_of_flat_rows_changes_nothing_but_order(read: Read) -> None:
    header, *rows = PLAIN["flat"].strip().splitlines()
    _, here = read(PLAIN["flat"])
    _, there = read("\n".join([header, *reversed(rows)]))
    assert {key: okr.title for key, okr in here.by_key.items()} == {
        key: okr.title for key, okr in there.by_key.items()
    }


@pytest.mark.parametrize(
    ("row", "because"),
    [
        ("| Total | | | 18 |", "a total"),
        ("| | | | 18 |", "no words"),
        ("| Example: Be nice | Smile | Ana | 3 |", "an example"),
        ("| | #REF! | | 3 |", "its title is an error"),
    ],
)
def test_a_row_that_is_left_out_says_why(read: Read, row: str, because: str) -> None:
    reading, okrs = read(PLAIN["grouped"].strip() + "\n" + row)
    assert _titles(okrs) == GROWN
    (left_out,) = reading.sheets[0].tables[0].left_out
    assert left_out.because.startswith(because)
    assert left_out.range == CellRange(5, 1, 5, 4)


@pytest.mark.parametrize("apart", ["| Legend: green is on track |", "| Total | | | 18 |", "| | | | 18 |"])
def test_what_stands_apart_below_a_table_is_no_part_of_it(read: Read, apart: str) -> None:
    reading, okrs = read(f"{PLAIN['grouped'].strip()}\n|\n{apart}")
    (table,) = reading.sheets[0].tables
    assert _titles(okrs) == GROWN
    assert (table.range.a1, table.left_out) == ("A1:D4", ())


def test_what_is_left_out_lies_in_its_table_or_goes_on_from_it(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective        | Key result | Owner | Target |
        | Example: Be nice | Smile      | Ana   | 3      |
        | Grow             | Sign       | Kim   | 5      |
        |
        | Total            |            |       | 5      |
        | Love             | Delight    | Kim   | 7      |
        | Total            |            |       | 7      |
        | Note: by quarter |            |       |        |
        |
        | Note: ask Ana    |            |       |        |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",), "Love": ("Delight",)}
    (table,) = reading.sheets[0].tables
    assert [left.range.a1 for left in table.left_out] == ["A2:D2", "A5:D5", "A7:D7", "A8:D8"]
    assert table.range.a1 == "A1:D6"


def test_ids_behind_a_blank_row_are_still_those_of_the_table(read: Read) -> None:
    reading, okrs = read(
        """
        | Parent | No. | Unit | Name         | Current |
        | CO-1   | O1  |      | Grow         |         |
        |        | KR1 |      | Sign shops   | 5       |
        |        | KR2 | EUR  | Sell bikes   | 6       |
        |
        |        | O2  |      | Love         |         |
        |        | KR3 |      | Delight all  | 7       |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign shops", "Sell bikes"), "Love": ("Delight all",)}
    assert _layouts(reading) == ["typed rows"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [(("Only 3 shops are open", "Nine of 12 came in"), Field.NOTE), (("9 / 10", "7,5"), Field.SCORE)],
)
def test_a_word_for_grades_and_remarks_means_what_stands_below_it(
    read: Read, cells: tuple[str, str], field: Field
) -> None:
    first, second = cells
    reading, _ = read(
        f"""
        | Objetivo | Resultado clave | Notas    |
        | Crecer   | Firmar tiendas  | {first}  |
        | Crecer   | Vender bicis    | {second} |
        """
    )
    assert [column.field for column in reading.sheets[0].tables[0].columns][2] is field


def test_an_initiative_among_typed_rows_is_left_out(read: Read) -> None:
    reading, okrs = read(PLAIN["typed rows"].strip() + "\n| Initiative | Call everyone | Kim | |")
    assert _titles(okrs) == GROWN
    assert [left.range.a1 for left in reading.sheets[0].tables[0].left_out] == ["A7:D7"]


NOT_OKRS = [
    "| Process Description | Related Objective | Responsible |\n| Call customers | Grow | Ana |",
    "| Area | Project | Responsibility | Status | Notes |\n| Grow | Build the site | Ana | Done | |",
    "| Task | Objective | Owner |\n| Call | Grow | Kim |",
    "| Name | Team | Role | Email |\n| Ana | Sales | Lead | ana@corp.com |",
    "| Month | Revenue | Target |\n| January | 100 | 120 |\n| February | 110 | 120 |",
    "| Title | Status | Owner |\n| Write the report | Done | Ana |\n| Read it | Open | Kim |",
    "| How to use this sheet |\n|\n| Fill in one objective per row, then its key results. |",
    "| Status | Meaning |\n| On track | all is well |\n| At risk | call for help |",
    "| Objective | Key result |",
    "| Total Goal | Progress |\n| 100 | 64 % |",
]


@pytest.mark.parametrize("grid", NOT_OKRS)
def test_what_is_not_okrs_yields_nothing_and_says_why(read: Read, grid: str) -> None:
    reading, okrs = read(grid)
    assert okrs.objectives == ()
    assert reading.sheets[0].because


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_ids_under_the_name_of_key_results_are_ids_however_few_they_are(read: Read, rows: int) -> None:
    heads = "| ID | Objective | KR | Key result | Owner | Baseline | Current | Target | Aligned to |"
    lines = [f"| O1 | Grow | K{n} | Reach {n}0 customers | Ann | 0 | 10 | 50 | |" for n in range(1, rows + 1)]
    reading, okrs = read("\n".join([heads, *lines]))
    assert [(kr.id, kr.title) for kr in okrs.key_results] == [
        (f"K{n}", f"Reach {n}0 customers") for n in range(1, rows + 1)
    ]
    assert all(column.field for column in reading.sheets[0].tables[0].columns)


def test_a_short_title_that_has_the_form_of_an_id_stays_a_title(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Target |\n| Grow | ISO 27001 | 1 |")
    assert _titles(okrs) == {"Grow": ("ISO 27001",)}


def test_an_empty_tab_says_so(read: Read) -> None:
    reading, _ = read(Sheet("OKRs", {}))
    assert reading.sheets[0].because == "the tab is empty"


def test_an_example_table_gives_way_to_the_real_one(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Target |
        | Grow      | Sign       | 5      |
        |
        |
        | Example |
        | Objective | Key result | Target |
        | Be nice   | Smile      | 3      |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",)}


@pytest.mark.parametrize(
    ("tab", "team"),
    [
        ("Sales", "Sales"),
        ("Sales Q4 2026", "Sales"),
        ("Company OKRs", "Company"),
        ("People & Culture", "People & Culture"),
        ("OKRs", None),
        ("Sheet1", None),
        ("Q4 2026", None),
        ("OKR Tracker 2026", None),
    ],
)
def test_a_tab_names_its_team_unless_its_name_is_generic(read: Read, tab: str, team: str | None) -> None:
    _, okrs = read(sheet(tab, PLAIN["flat"]))
    assert {okr.team for okr in okrs.by_key.values()} == {team}


def test_a_team_column_comes_before_the_tab(read: Read) -> None:
    _, okrs = read(
        sheet("Sales", "| Team | Objective | Key result |\n| Care | Grow | Sign |\n| | Love | Win |")
    )
    assert [objective.team for objective in okrs.objectives] == ["Care", "Sales"]


def test_a_workbook_of_empty_formatted_rows_is_empty(read: Read) -> None:
    cells = {(row, 1): Cell(look=Look(fill="FFFFFF")) for row in range(1, 2000)}
    assert read(Sheet("OKRs", cells))[0].sheets[0].because == "the tab is empty"


def test_milestones_of_goals_are_their_key_results_where_none_are_called_so(read: Read) -> None:
    _, okrs = read(
        """
        | name            | type      | progress | owner_email     |
        | Grow in Europe  | goal      | 40       | ann@example.com |
        | Open two shops  | milestone | 50       | ben@example.com |
        | Sign a partner  | milestone | 30       | ben@example.com |
        | Delight people  | goal      | 10       | ann@example.com |
        | Answer in a day | milestone | 10       | eve@example.com |
        """
    )
    assert [(o.title, [k.title for k in o.key_results]) for o in okrs.objectives] == [
        ("Grow in Europe", ["Open two shops", "Sign a partner"]),
        ("Delight people", ["Answer in a day"]),
    ]


def test_a_bare_id_means_the_objective_whose_title_begins_with_it(read: Read) -> None:
    grid = """
        | Objective       | Key result |
        | O1: Bake better | KR1: Pies  |
        | O1              | KR2: Bread |
        | O2: Waste less  | KR1: Bins  |
        """
    _, okrs = read(grid)
    assert _titles(okrs) == {"O1: Bake better": ("KR1: Pies", "KR2: Bread"), "O2: Waste less": ("KR1: Bins",)}


def test_a_heading_for_notes_and_grades_is_told_by_what_stands_below(read: Read) -> None:
    graded, _ = read(
        "| Objetivo | Resultado-chave | Nota |\n| Crescer | Abrir lojas | 0,7 |\n| Crescer | Vender | 0,4 |"
    )
    noted, _ = read("| Objetivo | Resultado-chave | Nota |\n| Crescer | Abrir lojas | falta a licença |")
    fields = [reading.sheets[0].tables[0].columns[-1].field for reading in (graded, noted)]
    assert fields == [Field.SCORE, Field.NOTE]


def test_titles_beside_objectives_that_come_again_are_key_results(read: Read) -> None:
    _, okrs = read(
        """
        | Name                    | Objective         | Owner | Target value |
        | Sign partners in Spain  | Grow in the south | Kim   | 5            |
        | Sell to them every week | Grow in the south | Lee   | 6            |
        | Delight the first users | Be loved          | Kim   | 7            |
        """
    )
    assert _titles(okrs) == {
        "Grow in the south": ("Sign partners in Spain", "Sell to them every week"),
        "Be loved": ("Delight the first users",),
    }


def test_names_of_persons_beside_objectives_are_no_key_results(read: Read) -> None:
    _, okrs = read(
        """
        | Name        | Objective         | Target value |
        | Kim Anders  | Grow in the south | 5            |
        | Lee Brown   | Grow in the south | 6            |
        | Bo Christie | Be loved          | 7            |
        """
    )
    assert all(not o.key_results for o in okrs.objectives)


@pytest.mark.parametrize(
    ("kinds", "titles"),
    [
        (("Objective", "Key result"), {"Grow": ("Sign",)}),
        (("Percentage", "Number"), {"Grow": (), "Sign": ()}),
    ],
)
def test_the_type_of_a_goal_is_told_by_what_stands_there(
    read: Read, kinds: tuple[str, str], titles: dict[str, tuple[str, ...]]
) -> None:
    _, okrs = read(
        f"""
        | Goal type  | Goal | Lead | Target |
        | {kinds[0]} | Grow | Ana  | 3      |
        | {kinds[1]} | Sign | Kim  | 5      |
        """
    )
    assert _titles(okrs) == titles


def test_work_below_key_results_is_none_of_them(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective 1: Grow |       |        |
        | Key result        | Start | Target |
        | Sign              | 1     | 5      |
        | Sell              | 2     | 6      |
        | Initiatives       |       |        |
        | Call everyone     |       |        |
        |
        | Objective 2: Love |       |        |
        | Key result        | Start | Target |
        | Delight           | 1     | 7      |
        | Tasks             | Ask   |        |
        """
    )
    assert _titles(okrs) == {"Objective 1: Grow": ("Sign", "Sell"), "Objective 2: Love": ("Delight",)}
    left = [one.range.a1 for table in reading.sheets[0].tables for one in table.left_out]
    assert left == ["A5:C5", "A6:C6", "A11:C11"]


def test_words_between_objectives_and_figures_are_key_results_under_any_heading(read: Read) -> None:
    _, okrs = read(
        """
        | Our objective | | We see it in      | | Was | Is | Should be |
        | Grow    | | Partners signed   | | 1   | 2  | 5         |
        |         | | Contracts sold    | | 2   | 3  | 6         |
        | Love    | | Guests who return | | 1   | 4  | 7         |
        """
    )
    assert _titles(okrs) == {
        "Grow": ("Partners signed", "Contracts sold"),
        "Love": ("Guests who return",),
    }


def test_a_reason_in_words_between_an_objective_and_its_table_is_no_header(read: Read) -> None:
    _, okrs = read(
        """
        | Doel         | Het beste brood van de stad bakken |      |
        | Waarom       | Draagt bij aan het plan            |      |
        | Doeleigenaar | Kim de Boer                        |      |
        |
        | Resultaat    | Begin                              | Eind |
        | Broden       | 10                                 | 40   |
        | Taarten      | 2                                  | 8    |
        """
    )
    assert _titles(okrs) == {"Het beste brood van de stad bakken": ("Broden", "Taarten")}
    assert okrs.objectives[0].owners == ("Kim de Boer",)
    assert [(kr.baseline, kr.target) for kr in okrs.objectives[0].key_results] == [(10, 40), (2, 8)]


def test_an_objective_above_another_list_is_that_of_the_key_results_below_it(read: Read) -> None:
    _, okrs = read(
        """
        | Objective: Bake more bread |         |        |
        |
        | Figures we watch           |         |        |
        | Metric                     | Current | Target |
        | Flour in store             | 10      | 20     |
        |
        | KR                         | Target  | Score  |
        | Open a second oven         | 1       | 0.2    |
        """
    )
    assert _titles(okrs) == {"Objective: Bake more bread": ("Open a second oven",)}
