"""Key results whose words and figures say different things, and those whose words only seem to."""

from __future__ import annotations

import pytest

from tests.rules.judging import told

GRID = """
    | Objective                    | Key result         | Unit | Baseline | Target |
    | Be the first choice of shops | {} |
    |                              | New leads per week |      | 5        | 50     |
    """


def _says(rule: str, row: str) -> list[str]:
    return [each.message for each in told(rule, GRID.format(row))]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Raise orders from 10 to 50 | | 10 | 40", "say to 50, and its target is 40"),
        ("Raise orders from 10 to 50 | | 12 | 50", "say from 10, and its baseline is 12"),
        ("Reduce churn from 5 % to 2 % | | 5 % | 3 %", "say to 2 %, and its target is 3 %"),
        ("Reach 500 shops | | 0 | 400", "say to 500, and its target is 400"),
        ("Raise the margin to 40 % | % | 20 | 45", "say to 40 %, and its target is 45 %"),
        ("Sales from $1.2M to $2M | | 1200000 | 2500000", "say to $2,000,000, and its target is 2500000"),
        ("Retourenrate auf 3 % reduzieren | | 12 % | 5 %", "say to 3 %, and its target is 5 %"),
        ("Porter le taux de 10 % à 20 % | | 10 % | 30 %", "say to 20 %, and its target is 30 %"),
        ("转化率从10%提升到20% | | 10 % | 30 %", "say to 20 %, and its target is 30 %"),
        ("解約率を5%から2%に下げる | | 5 % | 3 %", "say to 2 %, and its target is 3 %"),
    ],
)
def test_other_figures_in_words_than_in_columns_are_told(row: str, said: str) -> None:
    (message,) = _says("words-contradict-columns", row)
    assert message.endswith(said)


@pytest.mark.parametrize(
    "row",
    [
        "Raise orders from 10 to 50 | | 10 | 50",
        "Raise orders from 10 to 50 | | | 50",
        "Sales from $1.2M to $2M | | 1234567 | 2013000",
        "Sales from $1.2M to $2M | | 1.2 | 2",
        "Raise the margin to 40 % | | 20 | 40",
        "Reduce returns to 3 % | | | 100",
        "Unload trucks within 30 minutes | | 0 | 100",
        "Raise the margin to 40 % | % | 0.2 | 0.4",
        "Raise sign-ups by 20 % | | 1000 | 1200",
        "Achieve a 20 % increase in sign-ups | | 50 | 60",
        "Grow orders to 20 % more | | 50 | 60",
        "Cut faults by 30 % within three months | | 100 | 70",
        "Raise posts to 5 per week | | 0 | 60",
        "Raise orders to 500 in 2027 and 700 in 2028 | | 10 | 700",
        "Answer 90 % of calls within 2 hours | | 40 % | 90 %",
        "Answer within 1 day | hours | 48 | 24",
        "Cut the wait to 10-20 minutes | | 60 | 20",
        "Offer classes of 30 minutes | | 10 | 40",
        "Move to Office 365 | | 10 | 40",
        "Win 3 of 5 tenders | | 0 | 4",
        "Raise orders from 10 to 50 | | 10 | lots",
    ],
)
def test_rounded_figures_other_scales_changes_and_rates_are_no_contradiction(row: str) -> None:
    assert _says("words-contradict-columns", row) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Reduce parcels that are late | | 12 | 40", "is to go down, and its figures go up, from 12 to 40"),
        ("KR2: Increase orders of shops | | 90 | 40", "is to go up, and its figures go down, from 90 to 40"),
        ("Reduce churn from 5 % to 8 % | | |", "is to go down, and its figures go up, from 5 % to 8 %"),
        ("Fehlerquote senken | | 2 % | 8 %", "is to go down, and its figures go up, from 2 % to 8 %"),
        ("Réduire les retards | | 12 | 40", "is to go down, and its figures go up, from 12 to 40"),
        ("降低流失率 | | 2 % | 8 %", "is to go down, and its figures go up, from 2 % to 8 %"),
    ],
)
def test_figures_that_go_against_the_verb_are_told(row: str, said: str) -> None:
    (message,) = _says("direction-contradicts-words", row)
    assert message.endswith(said)


@pytest.mark.parametrize(
    "row",
    [
        "Reduce parcels that are late | | 40 | 12",
        "Cut meetings: 50 teams decide alone | | 10 | 50",
        "Reduce churn to increase renewals | | 60 % | 80 %",
        "Reduce costs by 20 % | | 5 | 20",
        "Reduce waste | | 0 | 20",
        "Reduce our loss | | -100 | -20",
        "Improve our rank in the store | | 12 | 3",
        "Increase our rank in the store | | 12 | 3",
        "Accelerate answers to shops | | 10 | 5",
        "Increase the speed of answers | hours | 10 | 5",
        "No more than 3 faults | | 0 | 3",
        "Limit faults to 3 | | 1 | 3",
        "Shops that cut their costs with us | | 12 | 40",
        "Lower-income riders | | 12 | 40",
    ],
)
def test_words_that_need_not_mean_the_figure_are_left_alone(row: str) -> None:
    assert _says("direction-contradicts-words", row) == []


def test_a_description_may_say_what_the_figures_count() -> None:
    grid = """
        | Objective                    | Key result        | Description           | Baseline | Target |
        | Be the first choice of shops | Reduce complaints | Share of happy shops  | 70 %     | 90 %   |
        |                              | Reduce complaints |                       | 70       | 90     |
        """
    assert [str(each.place) for each in told("direction-contradicts-words", grid)] == ["Q4 2026!E3"]


def test_swapped_figures_that_the_words_name_are_one_fault() -> None:
    row = "Reduce churn from 5 % to 2 % | | 2 % | 5 %"
    assert len(_says("words-contradict-columns", row)) == 1
    assert _says("direction-contradicts-words", row) == []
