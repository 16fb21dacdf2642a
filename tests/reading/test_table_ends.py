"""Where one table ends and the next begins: rows nearer to one, titles, misspelt headers, lines alone."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, Look
from tests.grids import sheet
from tests.reading.conftest import Read
from tests.reading.test_layouts import _titles


@pytest.mark.parametrize("last", ["| O1 | Bake better bread |", "| Objective 1: Bake better bread | 45 |"])
def test_a_row_right_below_its_header_is_not_the_objective_of_the_next_table(read: Read, last: str) -> None:
    heads = ("Objective ID | Objective", "KR ID | KR") if "O1" in last else ("OKR | Progress", "Target | Due")
    _, okrs = read(
        f"""
        | {heads[0]} | {heads[1]} |
        {last}
        |
        |
        |
        | Objective   | KR         | Target |
        | Sell it all | Open shops | 5      |
        """
    )
    assert [o.title.rpartition(": ")[2] for o in okrs.objectives if o.title] == [
        "Bake better bread",
        "Sell it all",
    ]


def test_a_row_of_two_cells_after_a_blank_one_is_the_last_of_its_table(read: Read) -> None:
    reading, okrs = read(
        """
        | KR         | Owner | Objective         |
        | Open shops | Kim   | Sell it all       |
        | Win bakers | Lee   | Sell it all       |
        |
        |            | Ana   | Bake better bread |
        |
        |
        |
        | Objective  | KR            | Target |
        | Be healthy | Walk to shops | 5      |
        """
    )
    assert [o.title for o in okrs.objectives] == ["Sell it all", "Bake better bread", "Be healthy"]
    assert reading.sheets[0].left_out == ()


def test_a_label_and_its_words_nearer_to_the_table_above_lead_to_the_next(read: Read) -> None:
    _, okrs = read(
        """
        | Objective   | KR         | Owner |
        | Sell it all | Open shops | Kim   |
        | Sell it all | Win bakers | Lee   |
        |
        | Team        | Bakery     |
        |
        |
        | Objective   | KR            | Target |
        | Be healthy  | Walk to shops | 5      |
        """
    )
    assert _titles(okrs) == {"Sell it all": ("Open shops", "Win bakers"), "Be healthy": ("Walk to shops",)}


@pytest.mark.parametrize("above", ["|", "| Of the company |"])
def test_a_misspelt_word_for_objectives_heads_a_table_beside_one_that_is_right(
    read: Read, above: str
) -> None:
    _, okrs = read(
        f"""
        | Status   | Objective   | Due        |
        | On track | Sell it all | 2026-04-26 |
        | At risk  | Be healthy  | 2026-04-26 |
        |
        {above}
        | Objetcive         | Status   |
        | Bake better bread | On track |
        | Delight our guests | Behind  |
        """
    )
    assert [o.title for o in okrs.objectives] == [
        "Sell it all",
        "Be healthy",
        "Bake better bread",
        "Delight our guests",
    ]


def test_a_part_behind_a_blank_column_goes_on_where_a_blank_row_parts_the_objectives(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective   | Weight | KR         |  | Weight | KR status |
        | Be healthy  | 1      |            |  |        |           |
        |
        | Sell it all | 2      | Open shops |  | 3      | On track  |
        |             |        | Win bakers |  | 4      | At risk   |
        """
    )
    assert [(kr.weight, kr.stated_status) for kr in okrs.key_results] == [(3, "On track"), (4, "At risk")]
    assert reading.sheets[0].left_out == ()


@pytest.mark.parametrize("look", [Look(bold=True), Look(fill="D9EAD3")])
@pytest.mark.parametrize("target", ["4", ""])
@pytest.mark.parametrize(
    "below", ["", "|\n|\n|\n| OKR | Target |\n| *Be healthy* | |\n| Walk to shops | 5 |"]
)
def test_lines_alone_that_look_like_the_objectives_and_key_results_above_are_such(
    read: Read, look: Look, target: str, below: str
) -> None:
    grid = f"""
    | OKR                | Owner | Target |
    | Sell it all        | Kim   |        |
    | Open shops         | Lee   | 5      |
    | Win bakers         | Kim   | 7      |
    |
    | Delight our guests |       |        |
    | Ask them all       | Ana   |        |
    |
    | Keep our bakers    |       |        |
    | Raise wages        |       | {target} |
    |
    | Bake better bread  |       |        |
    | Buy an oven        |       |        |
    """
    titles = {2: "Sell it all", 6: "Delight our guests", 9: "Keep our bakers", 12: "Bake better bread"}
    more = {(row, 1): Cell(title, look=look) for row, title in titles.items()}
    _, okrs = read(sheet("OKRs", f"{grid.strip()}\n{below}", more=more))
    found = _titles(okrs)
    assert [found[title] for title in titles.values()] == [
        ("Open shops", "Win bakers"),
        ("Ask them all",),
        ("Raise wages",),
        ("Buy an oven",),
    ]


@pytest.mark.parametrize("target", ["4", ""])
def test_notes_that_look_like_the_objectives_above_are_none(read: Read, target: str) -> None:
    _, okrs = read(
        f"""
        | OKR                  | Owner | Target   |
        | *Sell it all*        | Kim   |          |
        | Open shops           | Lee   | 5        |
        |
        | *Delight our guests* |       |          |
        | Ask them all         | Ana   |          |
        |
        | *Keep our bakers*    |       |          |
        | Raise wages          |       | {target} |
        |
        | *Notes*              |
        | We meet on Mondays   |
        """
    )
    assert list(_titles(okrs)) == ["Sell it all", "Delight our guests", "Keep our bakers"]


def test_a_note_below_objectives_alone_tells_nothing_of_the_columns(read: Read) -> None:
    _, okrs = read(
        """
        | Meta | Confianza del KR | Objetivo            | Resultados clave | Línea base |
        |      |                  | Hornear mejor       |                  |            |
        |      |                  | Vender todo el pan  |                  |            |
        |
        |
        | Nota: rellenar cada semana y cada mes |
        """
    )
    assert [o.title for o in okrs.objectives] == ["Hornear mejor", "Vender todo el pan"]
