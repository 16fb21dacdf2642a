"""Lists of objectives that say nothing for themselves, named by the titles in them on other tabs."""

from __future__ import annotations

import pytest

from okrsheets.model import OkrSet
from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet, workbook
from tests.reading.conftest import Read

KEY_RESULTS = sheet(
    "KR",
    """
    | Objective       | Key result        |
    | Bake by hand    | Loaves a day      |
    | Bake by hand    | Bakers who knead  |
    | Open at sunrise | Guests before six |
    """,
)


def _said(okrs: OkrSet) -> list[tuple[object, ...]]:
    return [(one.id, one.title, len(one.key_results), one.at.sheet) for one in okrs.objectives]


@pytest.mark.parametrize(
    ("tab", "grid", "ids"),
    [
        ("Sheet1", "| ID | Objective |\n| A-1 | Bake by hand |\n| A-2 | Open at sunrise |", ("A-1", "A-2")),
        ("Goals", "| ID | Objective |\n| 1 | Bake by hand |\n| 2 | Open at sunrise |", ("1", "2")),
        ("Obiettivi", "| ID | Titolo |\n| 1 | Bake by hand |\n| 2 | Open at sunrise |", ("1", "2")),
        ("Sheet1", "| Objective | Supports |\n| Bake by hand | CO-4 |\n| Open at sunrise | |", (None, None)),
        (
            "Sheet1",
            "| Objective | Description |\n| Bake by hand | smells good |\n| Open at sunrise | for a few |",
            (None, None),
        ),
    ],
)
def test_a_list_whose_titles_stand_beside_key_results_is_one_of_objectives(
    read: Read, tab: str, grid: str, ids: tuple[str | None, ...]
) -> None:
    reading, okrs = read(sheet(tab, grid), KEY_RESULTS)
    assert _said(okrs) == [(ids[0], "Bake by hand", 2, tab), (ids[1], "Open at sunrise", 1, tab)]
    (table,) = reading.sheets[0].tables
    assert (table.layout, table.because) == (
        "relational",
        "its titles stand beside key results in KR; key results in KR name them",
    )


def test_such_a_list_may_be_a_file_of_its_own() -> None:
    objectives = sheet("goals", "| ID | Objective |\n| 1 | Bake by hand |\n| 2 | Open at sunrise |")
    books = [workbook(tab, source=f"{tab.name}.csv") for tab in (objectives, KEY_RESULTS)]
    _, okrs = read_okrs(books, settings=ReadingSettings())
    assert _said(okrs) == [("1", "Bake by hand", 2, "goals"), ("2", "Open at sunrise", 1, "goals")]


@pytest.mark.parametrize(
    "grid",
    [
        "| Objectives | Colours |\n| Bake by hand | red |\n| Open at sunrise | green |",
        "| No | Objective |\n| 1 | Bake by hand |\n| 2 | Open at sunrise |",
        "| Objective | Type |\n| Bake by hand | number |\n| Open at sunrise | |\n| Rest on Mondays | |",
        "| ID | Objective |\n| A-1 | Rest on Mondays |\n| A-2 | Paint the door |\n| A-3 | Bake by hand |",
    ],
    ids=["choices", "numbered choices", "choices of two kinds", "other titles"],
)
def test_the_choices_of_a_form_are_no_objectives(read: Read, grid: str) -> None:
    reading, okrs = read(sheet("Lists", grid), KEY_RESULTS)
    assert [one.at.sheet for one in okrs.objectives] == ["KR", "KR"]
    assert reading.sheets[0].tables == ()


def test_a_list_that_repeats_what_the_key_results_say_is_left_alone(read: Read) -> None:
    below = sheet(
        "KR",
        """
        | Objective ID | Objective       | KR ID | Key result        |
        | A-1          | Bake by hand    | K-1   | Loaves a day      |
        | A-1          | Bake by hand    | K-2   | Bakers who knead  |
        | A-2          | Open at sunrise | K-3   | Guests before six |
        """,
    )
    _, okrs = read(
        sheet("Lists", "| ID | Objective |\n| A-1 | Bake by hand |\n| A-2 | Open at sunrise |"), below
    )
    assert _said(okrs) == [("A-1", "Bake by hand", 2, "KR"), ("A-2", "Open at sunrise", 1, "KR")]
