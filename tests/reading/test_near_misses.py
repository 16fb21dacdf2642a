"""Rows that look like something else: values like headings, gaps like objectives, titles like values."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.grid import Cell
from okrsheets.model import OkrSet
from tests.grids import sheet
from tests.reading.conftest import Read


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def test_a_row_of_values_that_are_also_headings_is_no_header(read: Read) -> None:
    reading, _ = read(
        """
        | Level      | Name                        | Actual | Progress | Comments       | Category |
        | Objective  | Make support a joy          |        | '105 %   |                | Growth   |
        |
        | Objective  | Win the hearts of commuters |        | '80 %    | People: 7 / 10 | Care     |
        | Key result | Lift the rating             | No     | '100 %   |                | Care     |
        | Key result | Lift the rates              | '3,3   | '90 %    |                | Care     |
        """
    )
    assert [table.range.a1 for table in reading.sheets[0].tables] == ["A1:F6"]


def test_a_row_with_a_percent_sign_is_no_header(read: Read) -> None:
    reading, _ = read(
        """
        | Einheit | Status   | Schlüsselergebnis            | Objective       |
        | %       | Erledigt | Läden gewinnen               | Gesund wachsen  |
        |
        | %       |          | Bewertung im Store steigern  | Technik liefern |
        | EUR     | Im Plan  | Mehr Kunden gewinnen         | Technik liefern |
        """
    )
    assert [table.range.a1 for table in reading.sheets[0].tables] == ["A1:D5"]


def test_a_stair_of_few_cells_is_no_header(read: Read) -> None:
    _, okrs = read(
        """
        | Goal | KR                                   | Initial value | Status  |
        | Grow |                                      |               |         |
        |      | Shorten the first answer in support  | No            | At risk |
        | Love |                                      |               |         |
        |      | Publish customer stories             |               | At risk |
        """
    )
    assert [len(o.key_results) for o in okrs.objectives] == [1, 1]


def test_a_typed_row_after_another_is_no_header(read: Read) -> None:
    reading, okrs = read(
        """
        | Level      | Code | Title                               | Owner | Baseline | Unit |
        | Objective  | O1   | Grow                                | Ana   |          |      |
        | Key result | KR1  | Shorten the first answer in support | Kim   | No       |      |
        | Key result | KR2  | Sell                                | Lee   | 3        | %    |
        """
    )
    assert len(reading.sheets[0].tables) == 1
    assert _titles(okrs) == {"Grow": ("Shorten the first answer in support", "Sell")}


def test_a_typed_row_after_a_blank_one_begins_no_other_list(read: Read) -> None:
    _, okrs = read(
        """
        | Type       | Title   | Target |
        | Objective  | Grow    |        |
        | Key result | Sign    | 5      |
        |
        | Objective  | Love    |        |
        | Key result | Delight | 6      |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",), "Love": ("Delight",)}


def test_an_objective_with_a_remark_after_a_blank_row_begins_no_other_list(read: Read) -> None:
    _, okrs = read(
        """
        | OKR                   | Target | Comments       |
        | Grow                  |        |                |
        | Sign                  | 5      | soon           |
        |
        | Make support a reason |        | Tools: 2 / 10  |
        | Delight               | 6      | Growth: 9 / 10 |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",), "Make support a reason": ("Delight",)}


def test_a_title_beside_a_word_that_is_a_heading_begins_no_other_list(read: Read) -> None:
    _, okrs = read(
        """
        | OKR                                   | Target | Category |
        | Grow                                  |        |          |
        | Sign                                  | 5      | Growth   |
        |
        | Become the first choice of city shops |        | People   |
        | Delight                               | 6      | Growth   |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",), "Become the first choice of city shops": ("Delight",)}


def test_a_line_in_brackets_is_no_key_result_of_its_own(read: Read) -> None:
    titles = ("Sign partners\n(in Spain)", "Sell bikes\n(in Italy)")
    cells = {(row, 2): Cell(title) for row, title in enumerate(titles, start=2)}
    grid = "| Objective | Key result | Target |\n| Grow | x | 5 |\n| Grow | x | 6 |"
    assert _titles(read(sheet("OKRs", grid, more=cells))[1]) == {"Grow": titles}


def test_a_numbered_objective_after_a_blank_row_is_no_header(read: Read) -> None:
    _, okrs = read(
        """
        | Objective / Key result   | Baseline | Category |
        | Objective 1: Grow        |          | Tool     |
        | KR 1: Sign               | 4        | Tool     |
        |
        | Objective 2: Win hearts  |          | People   |
        | KR 1: Delight            | 5        | Tool     |
        """
    )
    assert _titles(okrs) == {
        "Objective 1: Grow": ("KR 1: Sign",),
        "Objective 2: Win hearts": ("KR 1: Delight",),
    }


@pytest.mark.parametrize(
    ("grid", "titles"),
    [
        (
            "| Objectives | Deadline | Progress |\n| Grow | | |\n| Love | 2026-03-31 | 40 % |",
            {"Grow": (), "Love": ()},
        ),
        (
            (
                "| Key result | Baseline | Target | Status |\n| Sign | | | |\n| Sell | 1 | 5 | Done |"
                "\n| Win | 2 | 7 | Done |\n| Ask | | | |\n| Tell | 1 | 5 | Done |"
            ),
            {None: ("Sign", "Sell", "Win", "Ask", "Tell")},
        ),
    ],
)
def test_a_row_without_values_among_one_level_is_no_objective_of_the_next(
    read: Read, grid: str, titles: dict[str | None, tuple[str, ...]]
) -> None:
    assert _titles(read(grid)[1]) == titles


def test_an_outline_needs_no_figures_under_a_heading_that_names_both(read: Read) -> None:
    _, okrs = read("| Objective / KR | Owner | Note |\n| Grow | | soon |\n| Sign | Ana | |\n| Sell | Kim | |")
    assert _titles(okrs) == {"Grow": ("Sign", "Sell")}


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        (("Objective 1: Grow", "Objective 2: Love"), {"Objective 1: Grow": (), "Objective 2: Love": ()}),
        (
            ("Objective 1: Grow", "Objective 2: Love", "KR 1: Charm", "Objective 3: Ask"),
            {"Objective 1: Grow": (), "Objective 2: Love": ("KR 1: Charm",), "Objective 3: Ask": ()},
        ),
        (("1. Grow", "2. Love", "2.1 Charm"), {"1. Grow": (), "2. Love": ("2.1 Charm",)}),
    ],
)
def test_numbering_tells_objectives_that_have_no_key_result_yet(
    read: Read, rows: tuple[str, ...], titles: dict[str | None, tuple[str, ...]]
) -> None:
    grid = "\n".join(f"| {row} | Ana |" for row in rows)
    assert _titles(read(f"| OKR | Owner |\n{grid}")[1]) == titles


def test_the_title_of_a_section_is_no_value_of_the_column_it_stands_in(read: Read) -> None:
    _, okrs = read("| Objective | Grow | |\n| Key result | Owner | Status |\n| Sign | Ana | Done |")
    (objective,) = okrs.objectives
    assert (objective.title, objective.owners, objective.stated_status) == ("Grow", (), None)


def test_sections_with_the_same_columns_write_in_one_scale(read: Read) -> None:
    _, okrs = read(
        """
        | Objective: Grow |            |
        | Key result      | Confidence |
        | Sign            | 4          |
        | Sell            | 3          |
        |
        | Objective: Love |            |
        | Key result      | Confidence |
        | Delight         | 1          |
        """
    )
    assert [kr.confidence for kr in okrs.key_results] == [0.75, 0.5, 0.0]


def test_the_last_objective_after_a_blank_row_stays_with_its_key_result(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Key result | Owner |
        | Grow      |            |       |
        |           | Sign       | Ana   |
        |
        | Love      |            |       |
        |           | Delight    | Kim   |
        |
        | Learn     |            |       |
        |           | Read       |       |
        """
    )
    assert _titles(okrs) == {"Grow": ("Sign",), "Love": ("Delight",), "Learn": ("Read",)}


@pytest.mark.parametrize(
    ("grid", "objective", "target"),
    [
        ("| OKR | Owner | Goal |\n| *Grow* | Ana | |\n| Sign | Kim | Yes |", "Grow", 1),
        ("| Key result | Objective | Goal |\n| Sign | Grow | Yes |", "Grow", 1),
        ("| Meta | Resultado clave | Responsable |\n| Sí | Firmar | Ana |", None, 1),
        ("| Key result | Goal | Owner |\n| Sign shops | Grow the company | Ana |", "Grow the company", None),
    ],
)
def test_a_goal_is_the_objective_or_the_target_by_its_place_and_cells(
    read: Read, grid: str, objective: str | None, target: float | None
) -> None:
    _, okrs = read(grid)
    (found,) = okrs.objectives
    assert (found.title, [kr.target for kr in found.key_results]) == (objective, [target])


def test_days_under_a_heading_that_may_be_a_cycle_are_due_days(read: Read) -> None:
    _, okrs = read("| Objetivo | Resultado clave | Plazo |\n| Crecer | Firmar | 2026-03-31 |")
    assert [kr.due for kr in okrs.key_results] == [date(2026, 3, 31)]


def test_figures_under_a_heading_that_may_be_a_status_are_progress(read: Read) -> None:
    _, okrs = read("| Objetivo | Resultado-chave | Andamento |\n| Crescer | Assinar | '60 % |")
    assert [kr.stated_progress for kr in okrs.key_results] == [0.6]


def test_ids_beside_those_that_say_whose_they_are_belong_to_the_others(read: Read) -> None:
    _, okrs = read(
        """
        | KR编号 | 关键结果 | 目标       | 目标编号 |
        | KR1    | 签约     | 健康地成长 | O1       |
        | KR2    | 招聘     | 健康地成长 | O1       |
        """
    )
    assert [(o.id, [kr.id for kr in o.key_results]) for o in okrs.objectives] == [("O1", ["KR1", "KR2"])]
