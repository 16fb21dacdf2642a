"""OKRs on a tab without a row of headings."""

from __future__ import annotations

import pytest

from okrsheets.model import OkrSet
from tests.grids import sheet
from tests.reading.conftest import Read

BAKE = [("Bake better", ["Sell 20 pies", "Sell 30 loaves"]), ("Waste less", ["Empty bins"])]


def _titles(okrs: OkrSet) -> list[tuple[str | None, list[str]]]:
    return [(o.title, [kr.title for kr in o.key_results]) for o in okrs.objectives]


@pytest.mark.parametrize(
    "grid",
    [
        """
        | O1    | Bake better    |
        | KR1.1 | Sell 20 pies   |
        | KR1.2 | Sell 30 loaves |
        | O2    | Waste less     |
        | KR2.1 | Empty bins     |
        """,
        """
        | Objective  | Bake better    |
        | Key result | Sell 20 pies   |
        | Key result | Sell 30 loaves |
        | Objective  | Waste less     |
        | Key result | Empty bins     |
        """,
    ],
)
def test_ids_or_types_before_the_words_tell_what_they_are(read: Read, grid: str) -> None:
    assert _titles(read(sheet("Bread", grid))[1]) == BAKE


def test_labels_at_the_beginning_of_lines_tell_what_they_are(read: Read) -> None:
    grid = """
        | Plans of the bakery |
        | We bake. Objective thinking helps. |
        |
        | - Objective 1: Bake better |
        | * KR1: Sell 20 pies |
        | * KR2: Sell 30 loaves |
        | Some prose that tells why. |
        |
        | Objective 2: Waste less |
        | [ ] KR1: Empty bins |
        |
        | Signed by all |
        """
    reading, okrs = read(sheet("Bread", grid))
    assert _titles(okrs) == [
        ("Objective 1: Bake better", ["KR1: Sell 20 pies", "KR2: Sell 30 loaves"]),
        ("Objective 2: Waste less", ["KR1: Empty bins"]),
    ]
    assert [okr.id for okr in okrs.key_results] == ["KR1", "KR2", "KR1"]
    table = reading.sheets[0].tables[0]
    assert [left.because for left in table.left_out] == ["neither an objective nor a key result"]
    assert [left.because for left in reading.sheets[0].left_out] == ["a title and notes", "a note"]


def test_lines_with_bullets_may_stand_a_column_further_right(read: Read) -> None:
    _, okrs = read(
        """
        | Objective 1: Bake better |                      |
        |                          | • KR1: Sell 20 pies  |
        |                          | • KR2: Sell 30 loaves |
        | Objective 2: Waste less  |                      |
        |                          | • KR1: Empty bins    |
        """
    )
    assert _titles(okrs) == [
        ("Objective 1: Bake better", ["KR1: Sell 20 pies", "KR2: Sell 30 loaves"]),
        ("Objective 2: Waste less", ["KR1: Empty bins"]),
    ]


def test_marked_lines_below_the_words_key_results_are_such(read: Read) -> None:
    grid = """
        | Objective |
        | Bake better |
        |
        | Key results: |
        | - Sell 20 pies |
        | 2. Sell 30 loaves |
        |
        | When |
        | - in May |
        """
    assert _titles(read(sheet("Bread", grid))[1]) == [("Bake better", ["Sell 20 pies", "2. Sell 30 loaves"])]


@pytest.mark.parametrize(
    "grid",
    [
        "| Objective 3 exists since risks are great. |\n| KR2.3 keeps it honest. |\n| KR2.4 does not. |",
        "| Goal: bread |\n| Result: fine |\n| Note: none |",
        "| O1 | 3 |\n| O2 | 4 |\n| O3 | 5 |",
        "| An objective |\n| and its key results |\n| are what we lack |",
    ],
)
def test_prose_and_lists_that_only_mention_them_hold_none(read: Read, grid: str) -> None:
    assert read(sheet("Bread", grid))[1].objectives == ()


def test_ids_and_types_that_wait_for_their_words_are_no_okrs(read: Read) -> None:
    drawn = """
        | Cycle | Q4 2026    | Write an objective, and its key results below it |
        | ID    | Type       | Objective or key result                          |
        | O1    | Objective  |                                                  |
        | O1.1  | Key result |                                                  |
        | O1.2  | Key result |                                                  |
        | O2    | Objective  |                                                  |
        | O2.1  | Key result |                                                  |
    """
    assert _titles(read(sheet("Bread", drawn))[1]) == []


def test_examples_below_headings_are_not_read_as_lines(read: Read) -> None:
    drawn = """
        | ID   | Type       | Objective or key result | Target |
        | O1   | Objective  | Example: Bake better    |        |
        | O1.1 | Key result | Example: Sell 20 pies   | 20     |
        | O1.2 | Key result | Example: Sell 30 loaves | 30     |
        | O2   | Objective  | Example: Waste less     |        |
        | O2.1 | Key result | Example: Empty bins     | 3      |
    """
    assert _titles(read(sheet("Bread", drawn))[1]) == []


def test_a_table_that_waits_to_be_filled_in_is_read_in_no_other_way(read: Read) -> None:
    drawn = """
        | Bread OKRs |
        | Cycle | Q4 2026 |
        |
        | ID   | Type       | Objective or key result | Owner | Target |
        | C1   | Objective  | Example: Bake better    | Ann   |        |
        | C1.1 | Key result | Example: Sell 20 pies   | Ben   | 20     |
        | C1.2 | Key result | Example: Sell 30 loaves | Ben   | 30     |
        | C2   | Objective  |                         |       |        |
        | C2.1 | Key result |                         |       |        |
    """
    assert _titles(read(sheet("Bread", drawn))[1]) == []


def test_rows_of_a_table_that_wait_for_their_words_are_read_in_no_other_way(read: Read) -> None:
    drawn = """
        | Bread OKRs |
        | Cycle | Q4 2026 |
        |
        | ID   | Type       | Objective or key result | Owner | Target |
        | C1   | Objective  | Bake better             | Ann   |        |
        | C1.1 | Key result | Sell 20 pies            | Ben   | 20     |
        | C1.2 | Key result |                         |       |        |
        | C2   | Objective  |                         |       |        |
        | C2.1 | Key result |                         |       |        |
        | C2.2 | Key result |                         |       |        |
        | C3   | Objective  |                         |       |        |
        | C3.1 | Key result |                         |       |        |
    """
    assert _titles(read(sheet("Bread", drawn))[1]) == [("Bake better", ["Sell 20 pies"])]
