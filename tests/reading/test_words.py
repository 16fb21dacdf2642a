"""Values that only the words of a key result say."""

from __future__ import annotations

import pytest

from okrsheets.model import Direction, Field
from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("title", "baseline", "target", "direction"),
    [
        ("Reduce churn from 5 to 2 %", 0.05, 0.02, Direction.DECREASE),
        ("Increase MRR from $10k to $50k", 10_000, 50_000, Direction.INCREASE),
        ("Improve NPS from 30 to over 50", 30, 50, Direction.INCREASE),
        ("Move from 2 teams to 5 teams", 2, 5, Direction.INCREASE),
        ("NPS 30 -> 45", 30, 45, Direction.INCREASE),
        ("Churn 5% → 3%", 0.05, 0.03, Direction.DECREASE),
        ("Grow revenue to $1.2M", None, 1_200_000, Direction.INCREASE),
        ("Increase sign-ups by 20 %", 0, 0.2, Direction.INCREASE),
        ("Cut costs by 10k", 0, -10_000, Direction.DECREASE),
        ("Reduce the response time below 2 hours", None, 2, Direction.DECREASE),
        ("Keep uptime above 99.9 %", None, 0.999, Direction.MAINTAIN),
        ("KR1: Reach 10,000 users", None, 10_000, None),
        ("Answer >= 95 % of calls", None, 0.95, Direction.INCREASE),
        ("At least 3 customers", None, 3, Direction.INCREASE),
        ("Extend the runway to 2027", None, None, None),
        ("Launch the shop", None, None, None),
        ("1.2 Sign 5 partners", None, None, None),
    ],
)
def test_words_give_what_no_column_says(
    read: Read, title: str, baseline: float | None, target: float | None, direction: Direction | None
) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    key_result = next(okrs.key_results)
    assert key_result.baseline == (None if baseline is None else pytest.approx(baseline))
    assert key_result.target == (None if target is None else pytest.approx(target))
    assert key_result.direction is direction
    assert key_result.title == title
    given = {Field.BASELINE: baseline, Field.TARGET: target}
    for name, value in given.items():
        assert (name in key_result.read_from_words) is (value is not None)


def test_columns_come_before_words(read: Read) -> None:
    _, okrs = read(
        "| Objective | Key result | Baseline | Target |\n| Grow | From 10 to 50 partners | 12 | 40 |"
    )
    key_result = next(okrs.key_results)
    assert (key_result.baseline, key_result.target, key_result.read_from_words) == (12, 40, ())


def test_a_relative_change_counts_from_a_known_baseline(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Baseline |\n| Grow | Reduce bugs by 30 % | 100 |")
    assert next(okrs.key_results).target == 70


def test_a_change_is_not_guessed_beside_a_value_of_another_kind(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Current |\n| Grow | Increase sign-ups by 20 % | 1050 |")
    assert next(okrs.key_results).target is None


def test_a_direction_column_comes_before_words(read: Read) -> None:
    _, okrs = read(
        "| Objective | Key result | Direction |\n| Grow | Increase refunds handled | lower is better |"
    )
    assert next(okrs.key_results).direction is Direction.DECREASE


@pytest.mark.parametrize(
    ("title", "has"),
    [
        ("Launch the shop", False),
        ("KR1: Launch the shop", False),
        ("Sign 5 partners", True),
        ("2. Launch", False),
    ],
)
def test_its_own_numbering_is_no_figure(read: Read, title: str, *, has: bool) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    assert next(okrs.key_results).has_number is has
