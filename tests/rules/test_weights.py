"""Weights that do not come to 100 %, one that outweighs all others, and sums over what has none."""

from __future__ import annotations

import pytest

from okrsheets.lint import LintSettings
from okrsheets.model import Severity
from okrsheets.pipeline import StageSettings
from tests.rules.judging import told

PAIRS = """
    | Objective                    | Key result         | {} | Baseline | Target |
    | Be the first choice of shops | New leads per week | {} | 5        | 50     |
    |                              | Partners signed    | {} | 0        | 20     |
    | Be easy to talk to by phone  | Calls at once      | {} | 10       | 90     |
    |                              | Hours to an answer | {} | 12       | 4      |
    """


def _says(*weights: str, heading: str = "Weight") -> list[str]:
    return [each.message for each in told("weights-do-not-add-up", PAIRS.format(heading, *weights))]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (("50 %", "30 %", "60 %", "40 %"), ["come to 80 %"]),
        (("80 %", "40 %", "50 %", "50 %"), ["come to 120 %"]),
        (("0", "0", "3", "1"), ["are 0, so none of them counts"]),
    ],
)
def test_percentages_that_are_not_100_together_are_told_at_their_objective(
    weights: tuple[str, ...], said: list[str]
) -> None:
    found = told("weights-do-not-add-up", PAIRS.format("Weight", *weights))
    assert [str(each.place) for each in found] == ["Q4 2026!A2"]
    assert all(each.message.endswith(words) for each, words in zip(found, said, strict=True))


@pytest.mark.parametrize("plain", ["2", "'2"])
def test_a_plain_figure_among_percentages_is_told_at_its_cell(plain: str) -> None:
    (found,) = told("weights-do-not-add-up", PAIRS.format("Weight", "50 %", plain, "60 %", "40 %"))
    assert str(found.place) == "Q4 2026!C3"
    assert found.message.startswith(
        'the weight of "Partners signed" is 2 beside percentages, so it counts as '
    )


def test_a_plain_figure_that_makes_percentages_100_is_well() -> None:
    assert _says("50 %", "0.5", "60 %", "40 %") == []


@pytest.mark.parametrize(
    "weights",
    [
        ("50 %", "50 %", "33 %", "67 %"),
        ("33 %", "66 %", "50 %", "50 %"),
        ("3", "2", "1", "1"),
        ("2", "1", "0.5", "1"),
        ("", "", "", ""),
        ("40 %", "20 %", "30 %", "10 %"),
        ("40", "20", "30", "10"),
    ],
)
def test_weights_that_come_to_100_or_are_no_percentages_are_well(weights: tuple[str, ...]) -> None:
    assert _says(*weights) == []


def test_plain_figures_are_percentages_where_the_heading_says_so() -> None:
    assert _says("50", "30", "3", "1", heading="Weight") == []
    assert len(_says("50", "30", "60", "40", heading="Weight %")) == 1


def test_plain_figures_are_percentages_where_most_objectives_come_to_100() -> None:
    grid = (
        PAIRS.format("Weight", 50, 50, 60, 40)
        + """
    | Sell more to our own riders  | Plans sold         | 50 | 0        | 90     |
    |                              | Visits to a shop   | 30 | 0        | 70     |
    """
    )
    assert [str(each.place) for each in told("weights-do-not-add-up", grid)] == ["Q4 2026!A6"]


def test_a_key_result_without_a_weight_beside_those_that_come_to_100_is_told() -> None:
    grid = """
        | Objective                    | Key result         | Weight | Target |
        | Be the first choice of shops | New leads per week | 50 %   | 50     |
        |                              | Partners signed    | 50 %   | 20     |
        |                              | Calls at once      |        | 90     |
        """
    (found,) = told("weights-do-not-add-up", grid)
    assert found.message.startswith('1 key result of "Be the first choice of shops" has no weight')


def test_a_weight_below_0_is_told_at_its_cell() -> None:
    found = told("weights-do-not-add-up", PAIRS.format("Weight", "-1", "2", "1", "1"))
    assert [(str(each.place), each.severity) for each in found] == [("Q4 2026!C2", Severity.WARNING)]


def test_words_as_weights_are_told_by_the_rule_of_unreadable_cells_alone() -> None:
    grid = PAIRS.format("Weight", "50 %", "much", "50 %", "50 %")
    assert [str(each.place) for each in told("unreadable-value", grid)] == ["Q4 2026!C3"]
    assert told("weights-do-not-add-up", grid) == []


def test_what_is_cancelled_weighs_nothing() -> None:
    grid = """
        | Objective                    | Key result         | Weight | Target | Status    |
        | Be the first choice of shops | New leads per week | 50 %   | 50     | On track  |
        |                              | Partners signed    | 50 %   | 20     | On track  |
        |                              | Calls at once      | 30 %   | 90     | Cancelled |
        """
    assert told("weights-do-not-add-up", grid) == []


DOMINANT = """
    | Objective                    | Key result         | Weight | Baseline | Target |
    | Be the first choice of shops | New leads per week | {}     | 5        | 50     |
    |                              | {} |
    """


def test_a_key_result_that_outweighs_all_others_is_told_at_its_weight() -> None:
    (found,) = told("no-counter-metric", DOMINANT.format("3", "Partners signed | 1 | 0 | 20"))
    assert (str(found.place), found.severity) == ("Q4 2026!C2", Severity.INFO)
    assert found.message.startswith('"New leads per week" weighs 75 % of "Be the first choice of shops"')


@pytest.mark.parametrize(
    "row",
    [
        "Partners signed | 3 | 0 | 20",
        "Cost of a lead | 1 | 90 | 60",
        "Keep churn below 3 % | 1 | 2 % | 3 %",
        "Partners are happy | 1 | |",
    ],
)
def test_a_key_result_that_is_guarded_or_does_not_outweigh_is_left_alone(row: str) -> None:
    assert told("no-counter-metric", DOMINANT.format("3", row)) == []


def test_a_single_key_result_is_told_by_its_own_rule_alone() -> None:
    grid = """
        | Objective                    | Key result         | Weight | Target |
        | Be the first choice of shops | New leads per week | 100 %  | 50     |
        """
    assert told("no-counter-metric", grid) == []
    assert len(told("single-key-result", grid)) == 1


def test_the_share_that_outweighs_can_be_set() -> None:
    settings = StageSettings(lint=LintSettings(thresholds={"no-counter-metric": 0.8}))
    grid = DOMINANT.format("3", "Partners signed | 1 | 0 | 20")
    assert told("no-counter-metric", grid, settings=settings) == []


SUMMED = """
    | Type       | Title                        | Unit | Target | Aggregation |
    | Objective  | Be the first choice of shops |      |        | {}          |
    | Key result | Orders of shops a week       | {}   | 90     |             |
    | Key result | Sales to shops               | {}   | 8000   |             |
    """


def test_a_sum_over_different_units_is_told_where_it_is_asked_for() -> None:
    (found,) = told("mixed-units", SUMMED.format("Sum", "orders", "EUR"))
    assert (str(found.place), found.severity) == ("Q4 2026!E2", Severity.ERROR)
    assert "a sum of figures in orders and EUR" in found.message


@pytest.mark.parametrize(
    "row",
    [
        ("Average", "orders", "EUR"),
        ("", "orders", "EUR"),
        ("Sum", "orders", "order"),
        ("Sum", "€", "Euro"),
        ("Sum", "hours", "hour"),
        ("Sum", "orders", ""),
    ],
)
def test_one_unit_an_unknown_one_and_a_mean_are_left_alone(row: tuple[str, str, str]) -> None:
    assert told("mixed-units", SUMMED.format(*row)) == []


def test_a_sum_of_check_ins_is_none_of_other_key_results() -> None:
    grid = """
        | Objective                    | Key result             | Unit   | Target | Aggregation |
        | Be the first choice of shops | Orders of shops a week | orders | 90     | Sum         |
        |                              | Sales to shops         | EUR    | 8000   | Sum         |
        """
    assert told("mixed-units", grid) == []
