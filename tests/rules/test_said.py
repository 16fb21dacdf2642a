"""What owners say: low confidence, red without a word, and statuses that are too good."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.judging import told

VALUES = """
    | Objective | Key result | Baseline | Current | Target | Status |
    | Win       | {}         | {}       | {}      | {}     | {}     |
    | Win       | Sign shops | 0        | 10      | 20     |        |
    """


CONFIDENCE = """
    | Objective | Key result | Baseline | Current | Target | Status | Confidence | Notes |
    | Win       | Sell kits  | 0        | 9       | 20     | {}     | {}         | {}    |
    | Win       | Sign shops | 0        | 10      | 20     |        | {}         | Fine  |
    """


@pytest.mark.parametrize(
    ("said", "other", "amount"),
    [
        ("3", "8", "30 %"),
        ("39 %", "90 %", "39 %"),
        ("low", "high", "30 %"),
        ("35", "70", "35 %"),
        ("0", "8", "0 %"),
        ("4", "8", None),
        ("medium", "high", None),
        ("0", "0", None),
        ("", "8", None),
    ],
)
def test_a_confidence_below_two_fifths_is_told_on_the_scale_of_its_column(
    said: str, other: str, amount: str | None
) -> None:
    found = told("low-confidence", CONFIDENCE.format("", said, "", other))
    expected = [] if amount is None else [f'the confidence in "Sell kits" is {amount}']
    assert [one.message for one in found] == expected


@pytest.mark.parametrize("status", ["Done", "Cancelled"])
def test_the_confidence_in_what_is_done_or_given_up_does_not_matter(status: str) -> None:
    assert told("low-confidence", CONFIDENCE.format(status, "20 %", "", "80 %")) == []


def test_a_confidence_that_fell_by_twenty_points_in_two_check_ins_is_told() -> None:
    grid = """
        | Objective | Key result | Current | Goal | 19 Oct Confidence | 2 Nov Confidence | 9 Nov Confidence |
        | Win       | Sell kits  | 9       | 20     | 90 %  | 75 % | {}   |
        | Win       | Sign shops | 9       | 20     | 70 %  | 70 % | 70 % |
        """
    (found,) = told("low-confidence", grid.format("70 %"))
    assert found.message == 'the confidence in "Sell kits" fell from 90 % to 70 %'
    assert told("low-confidence", grid.format("75 %")) == []


@pytest.mark.parametrize(
    ("status", "confidence", "note", "why"),
    [
        ("At risk", "60 %", "", "is said to be at risk"),
        ("Red", "60 %", "", "is said to be at risk"),
        ("", "30 %", "", "has a confidence of 30 %"),
        ("At risk", "60 %", "Two of us left", None),
        ("Behind", "60 %", "", None),
        ("", "60 %", "", None),
    ],
)
def test_red_without_a_word_is_told_where_there_is_a_column_for_words(
    status: str, confidence: str, note: str, why: str | None
) -> None:
    grid = CONFIDENCE.format(status, confidence, note, "90 %")
    found = told("red-without-note", grid)
    assert [one.message for one in found] == (
        [] if why is None else [f'"Sell kits" {why}, and no note says why']
    )
    assert told("red-without-note", grid.replace("Notes", "Place")) == []


@pytest.mark.parametrize(
    ("current", "said", "really"),
    [
        ("6", "On track", "behind"),
        ("2", "On track", "at risk"),
        ("2", "Green", "at risk"),
        ("2", "Behind", "at risk"),
        ("9", "Done", "not done"),
        ("9", "On track", None),
        ("2", "At risk", None),
        ("9", "At risk", None),
        ("6", "Behind", None),
        ("19", "Done", None),
        ("2", "In progress", None),
        ("2", "en cours", None),
        ("2", "Not started", None),
        ("2", "Cancelled", None),
        ("2", "", None),
    ],
)
def test_a_status_better_than_the_values_is_told(current: str, said: str, really: str | None) -> None:
    found = told("watermelon", VALUES.format("Sell kits", "0", current, "20", said))
    assert [one.message.rpartition(" it is ")[2] for one in found] == ([] if really is None else [really])


def test_what_is_said_too_well_is_not_told_as_behind_too() -> None:
    grid = VALUES.format("Sell kits", "0", "2", "20", "On track")
    (found,) = told("watermelon", grid)
    assert found.message == 'the status of "Sell kits" is "On track", but at 10 % it is at risk'
    assert told("behind-pace", grid) == []


def test_a_status_is_believed_where_the_progress_is_not_known_or_time_is_not() -> None:
    grid = VALUES.format("Sell kits", "0", "2", "20", "On track")
    assert told("watermelon", grid, tab="OKRs") == []
    assert told("watermelon", grid, today=date(2026, 10, 4)) == []
    assert told("watermelon", VALUES.format("Open the shop", "no", "no", "yes", "On track")) == []


def test_a_status_is_believed_where_no_value_was_entered() -> None:
    only_words = """
        | Type       | Title      | Target | Status   |
        | Objective  | Win        |        | On track |
        | Key result | Sell kits  | 20     | On track |
        | Key result | Sign shops | 20     | Green    |
        """
    assert told("watermelon", only_words) == []


def test_the_status_of_an_objective_is_compared_with_its_key_results() -> None:
    grid = """
        | Type       | Title      | Current | Target | Status   |
        | Objective  | Win        |         |        | On track |
        | Key result | Sell kits  | 2       | 20     | At risk  |
        | Key result | Sign shops | {}      | 20     | At risk  |
        """
    (found,) = told("watermelon", grid.format("4"))
    assert found.message == 'the status of "Win" is "On track", but at 15 % it is at risk'
    assert told("watermelon", grid.format("")) == []


def test_what_is_over_and_scored_may_be_done_at_any_score() -> None:
    grid = """
        | Objective | Key result | Status | Score |
        | Win       | Sell kits  | Done   | {}    |
        | Win       | Sign shops |        | 0.9   |
        """
    assert told("watermelon", grid.format("0.7")) == []
    (found,) = told("watermelon", grid.format("0.7").replace("Score", "Progress"))
    assert found.message.endswith("but at 70 % it is not done")
