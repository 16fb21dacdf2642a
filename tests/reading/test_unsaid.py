"""Cells that hold something of which nobody can tell what it says."""

from __future__ import annotations

import pytest

from okrsheets.model import Field, OkrSet
from tests.reading.conftest import Read

HEAD = "| Objective | Key result | Owner | Baseline | Current | Target |\n"


def _titles(okrs: OkrSet) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(o.title, tuple(kr.title for kr in o.key_results)) for o in okrs.objectives]


@pytest.mark.parametrize(
    "grid",
    [
        f"""
        {HEAD}
        | Grow     | Sell    | Kim | 1 | 2 | 6 |
        | =Plan!B2 | Delight | Kim | 1 | 2 | 7 |
        |          | Please  | Kim | 1 | 2 | 7 |
        """,
        f"""
        {HEAD}
        | Grow     | Sell    | Kim | 1 | 2 | 6 |
        | =Plan!B2 | Delight | Kim | 1 | 2 | 7 |
        | =Plan!B2 | Please  | Kim | 1 | 2 | 7 |
        """,
        f"""
        {HEAD}
        | Grow     |         |     |   |   |   |
        |          | Sell    | Kim | 1 | 2 | 6 |
        | =Plan!B2 |         |     |   |   |   |
        |          | Delight | Kim | 1 | 2 | 7 |
        |          | Please  | Kim | 1 | 2 | 7 |
        """,
        """
        | Type       | Title    | Owner | Baseline | Current | Target |
        | Objective  | Grow     | Kim   |   |   |   |
        | Key result | Sell     | Lee   | 1 | 2 | 6 |
        | Objective  | =Plan!B2 | Kim   |   |   |   |
        | Key result | Delight  | Kim   | 1 | 2 | 7 |
        | Key result | Please   | Kim   | 1 | 2 | 7 |
        """,
    ],
    ids=["grouped", "flat", "outline", "typed rows"],
)
def test_an_objective_without_a_stored_result_keeps_its_key_results(read: Read, grid: str) -> None:
    _, okrs = read(grid)
    assert _titles(okrs) == [("Grow", ("Sell",)), (None, ("Delight", "Please"))]
    objective = okrs.objectives[1]
    assert objective.cells == {Field.TITLE: objective.at}, "what it waits for has its place"


def test_an_objective_that_shows_an_error_keeps_its_key_results(read: Read) -> None:
    _, okrs = read(
        f"""
        {HEAD}
        | Grow  |         |     |   |   |   |
        |       | Sell    | Kim | 1 | 2 | 6 |
        | #REF! |         |     |   |   |   |
        |       | Delight | Kim | 1 | 2 | 7 |
        """
    )
    assert _titles(okrs) == [("Grow", ("Sell",)), ("#REF!", ("Delight",))]


def test_a_key_result_without_a_stored_result_is_left_out_and_says_why(read: Read) -> None:
    reading, okrs = read(
        f"""
        {HEAD}
        | Grow | Sell     | Kim | 1 | 2 | 6 |
        |      | =Plan!B2 | Kim | 1 | 2 | 7 |
        """
    )
    assert _titles(okrs) == [("Grow", ("Sell",))]
    (left,) = reading.sheets[0].tables[0].left_out
    assert left.because == "its title is a formula saved without its result"


@pytest.mark.parametrize("target", ["NaN", "inf", "1e400", "31 Feb", "31 de febrero", "all of them", "=B9"])
def test_a_target_that_is_no_figure_is_unknown_and_not_taken_from_the_title(read: Read, target: str) -> None:
    reading, okrs = read(
        f"""
        {HEAD}
        | Grow | Sign 30 partners | Kim | 1 | 2 | {target} |
        | Grow | Open 20 shops    | Kim | 1 | 2 |          |
        """
    )
    sign, shops = okrs.objectives[0].key_results
    assert (sign.target, shops.target) == (None, 20.0)
    assert sign.unreadable == (Field.TARGET,)
    (remark,) = reading.sheets[0].tables[0].remarks
    assert (remark.range.a1, remark.because) == (
        "F2",
        "the target here is no figure that can be read: unknown",
    )
