"""Words that say how far to go: "by 20 %", "by 5 points", "by half"; and from where."""

from __future__ import annotations

import pytest

from okrsheets.model import Direction, Field, KeyResult
from tests.reading.conftest import Read


def _one(read: Read, title: str, *values: str) -> KeyResult:
    _, okrs = read(
        f"| Objective | Key result | Baseline | Current | Target |\n| Grow | {title} | {' | '.join(values)} |"
    )
    (key_result,) = okrs.key_results
    return key_result


@pytest.mark.parametrize(
    ("title", "baseline", "target"),
    [
        ("Increase sales by 20 %", "200", 240),
        ("Increase the open rate by 20 %", "50 %", 0.6),
        ("Kündigungen um 20 % senken", "50 %", 0.4),
        ("Réduire les retards de 20 %", "200", 160),
        ("将成本降低20%", "200", 160),
        ("Increase the open rate by 5 pp", "50 %", 0.55),
        ("Increase the open rate by 5 percentage points", "50", 55),
        ("Öffnungsrate um 5 Prozentpunkte steigern", "50 %", 0.55),
        ("Öffnungsrate um 5 %-Punkte steigern", "50 %", 0.55),
        ("将打开率提升5个百分点", "50 %", 0.55),
        ("Increase the open rate by 5 points", "50 %", 0.55),
        ("Increase NPS by 5 points", "30", 35),
        ("Raise adoption by 20 %", "0 %", 0.2),
        ("Grow sales 20 % year over year", "200", 240),
        ("Grow sales by half", "200", 300),
        ("Cut losses by 50 %", "-200", -100),
        ("Increase the result by 50 %", "-200", -100),
    ],
)
def test_a_change_counts_from_the_baseline(read: Read, title: str, baseline: str, target: float) -> None:
    key_result = _one(read, title, baseline, "", "")
    assert (key_result.target, key_result.relative) == (target, False)
    assert Field.TARGET in key_result.read_from_words


@pytest.mark.parametrize(
    "title",
    [
        "Increase sales by 20 %",
        "Reduce sales by 20 %",
        "Umsatz um 20 % steigern",
        "Double sales",
        "20 % more",
    ],
)
def test_a_change_beside_a_value_is_relative_to_what_nobody_wrote(read: Read, title: str) -> None:
    key_result = _one(read, title, "", "1050", "")
    assert (key_result.baseline, key_result.target, key_result.relative) == (None, None, True)


def test_a_target_that_repeats_the_change_is_no_place_to_go_to(read: Read) -> None:
    key_result = _one(read, "Increase sales by 20 %", "200", "220", "20 %")
    assert (key_result.baseline, key_result.current, key_result.target) == (200, 220, 240)
    unknown = _one(read, "Increase sales by 20 %", "", "220", "20 %")
    assert (unknown.current, unknown.target, unknown.relative) == (220, 0.2, True)
    grown = _one(read, "Increase sales by 20 %", "200", "10 %", "20 %")
    assert (grown.baseline, grown.current, grown.target) == (0, 0.1, 0.2)


def test_a_percentage_to_go_to_stays_one(read: Read) -> None:
    key_result = _one(read, "Reduce churn to 20 %", "50", "45", "20 %")
    assert (key_result.baseline, key_result.current, key_result.target) == (0.5, 0.45, 0.2)
    assert key_result.direction is Direction.DECREASE
    assert _one(read, "Reduce churn 5 %", "10", "", "").target is None
