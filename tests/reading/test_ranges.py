"""Ranges: "between X and Y" is a state to stay in, unless a verb or a baseline says where to go."""

from __future__ import annotations

import pytest

from okrsheets.model import Direction
from tests.grids import sheet
from tests.reading.conftest import Read

HELD, UP, DOWN = Direction.MAINTAIN, Direction.INCREASE, Direction.DECREASE


@pytest.mark.parametrize(
    ("title", "row", "low", "high", "direction"),
    [
        ("Keep the NPS between 40 and 60", "|          | 45      |", 40, 60, HELD),
        ("Temperature between 18 and 22", "|          | 20      |", 18, 22, HELD),
        ("Stay within 5 to 7 days", "|          | 9       |", 5, 7, HELD),
        ("NPS zwischen 40 und 60 halten", "|          | 45      |", 40, 60, HELD),
        ("Garder le NPS entre 40 et 60", "|          | 45      |", 40, 60, HELD),
        ("Keep the NPS steady", "|          | 65      | 40-60", 40, 60, HELD),
        ("Stock", "|          | 20      | between 18 and 22", 18, 22, HELD),
        ("Stock", "| 20       | 21      | between 18 and 22", 18, 22, HELD),
        ("Share of returns", "|          | 2 %     | between 1 % and 3 %", 0.01, 0.03, HELD),
        ("Raise conversion", "| 50 %     | 60 %    | 80-90 %", None, 0.9, UP),
        ("Raise the NPS to between 40 and 60", "| 20       | 30      |", None, 60, UP),
        ("Reduce waste", "| 50       | 30      | 10-20", None, 10, DOWN),
        ("Stock", "| 5        | 9       | between 18 and 22", None, 22, UP),
    ],
)
def test_a_range_is_held_where_nothing_says_to_go_there(
    read: Read, title: str, row: str, low: float | None, high: float, direction: Direction
) -> None:
    grid = f"""
    | Objective | Key result                                 | Baseline | Current | Target |
    | Serve     | {title} {row} |
    | Serve     | Win dealers                                | 1        | 2       | 3      |
    """
    _, okrs = read(sheet("OKRs Q4 2026", grid))
    found = next(kr for kr in okrs.key_results if kr.title == title)
    assert (found.low, found.target, found.direction) == (low, high, direction)
