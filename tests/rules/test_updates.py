"""OKRs that nobody brought up to date, and key results that never got a value."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import PlaceKind, Severity
from okrsheets.pipeline import StageSettings
from okrsheets.progress import PaceSettings, ProgressSettings
from tests.rules.judging import told

UPDATED = """
    | Objective | Key result | Baseline | Current | Target | Status | Updated |
    | Win       | Sell kits  | 0        | {}      | 20     | {}     | {}      |
    | Win       | Sign shops | 0        | 10      | 20     |        | 2026-11-12 |
    """


@pytest.mark.parametrize(
    ("current", "status", "updated", "is_told"),
    [
        ("10", "", "2026-10-11", True),
        ("10", "", "2026-10-12", False),
        ("10", "", "", False),
        ("20", "", "2026-10-05", False),
        ("10", "Done", "2026-10-05", False),
        ("10", "Cancelled", "2026-10-05", False),
        ("10", "Postponed", "2026-10-05", False),
        ("10", "", "2027-01-12", False),
    ],
    ids=["35 days", "34 days", "no day", "reached", "done", "cancelled", "postponed", "a day to come"],
)
def test_an_update_is_missed_three_days_after_it_was_due(
    current: str, status: str, updated: str, *, is_told: bool
) -> None:
    assert bool(told("stale-check-in", UPDATED.format(current, status, updated))) is is_told


def test_what_is_stale_is_told_with_both_days_at_the_cell_of_the_update() -> None:
    (found,) = told("stale-check-in", UPDATED.format("10", "", "2026-10-11"))
    assert str(found.place) == "Q4 2026!G2"
    assert (
        found.message == '"Sell kits" was last updated on 2026-10-11; the next update was due by 2026-11-14'
    )


def test_the_cadence_of_the_config_holds() -> None:
    grid = UPDATED.format("10", "", "2026-11-04")
    weekly = StageSettings(progress=ProgressSettings(pace=PaceSettings(cadence=7)))
    assert told("stale-check-in", grid) == []
    assert len(told("stale-check-in", grid, settings=weekly)) == 1


def test_weekly_check_ins_make_two_weeks_of_silence_too_long() -> None:
    (found,) = told(
        "stale-check-in",
        """
        | Objective | Key result | Baseline | Target | 5 Oct | 12 Oct | 19 Oct | 26 Oct | 9 Nov |
        | Win       | Sell kits  | 0        | 20     | 2     | 4      | 6      | 8      |       |
        | Win       | Sign shops | 0        | 20     | 3     | 5      | 7      | 9      | 11    |
        """,
    )
    assert str(found.place) == "Q4 2026!H2"
    assert found.message.endswith("on 2026-10-26; the next update was due by 2026-11-05")


def test_a_table_forgotten_on_one_day_is_told_once() -> None:
    rows = "".join(f"| Win | Sell {n} | 0 | 10 | 20 | 2026-10-02 |\n" for n in range(4))
    heads = "| Objective | Key result | Baseline | Current | Target | Updated |\n"
    (found,) = told("stale-check-in", heads + rows)
    assert (found.place.kind, len(found.also)) == (PlaceKind.TABLE, 4)
    assert found.message.startswith("nothing here was updated since 2026-10-02")
    fresh = "| Win | Sign | 0 | 10 | 20 | 2026-11-12 |\n"
    assert len(told("stale-check-in", heads + rows + fresh)) == 4


def test_without_a_cycle_no_update_is_missed() -> None:
    assert told("stale-check-in", UPDATED.format("10", "", "2026-01-11"), tab="OKRs") == []


VALUES = """
    | Objective | Key result | Baseline | Current | Target | Status |
    | Win       | {}         | {}       | {}      | {}     | {}     |
    | Win       | Sign shops | 0        | 10      | 20     |        |
    """


@pytest.mark.parametrize(
    ("title", "baseline", "current", "target", "status", "is_told"),
    [
        ("Sell kits", "0", "", "20", "", True),
        ("Cut delays", "20", "", "5", "", True),
        ("Keep 99 % up", "", "", "99 %", "", True),
        ("Sell kits", "0", "0", "20", "", False),
        ("Sell kits", "0", "", "20", "Done", False),
        ("Sell kits", "0", "", "20", "Cancelled", False),
        ("Sell kits", "0", "", "", "", False),
        ("Sell kits", "0", "lots", "20", "", False),
        ("Open the shop", "no", "", "yes", "", False),
        ("Sell kits", "0", "#REF!", "20", "", False),
        ("Sell kits", "0", "=B9", "20", "", False),
    ],
)
def test_a_key_result_that_has_something_to_reach_and_no_value_is_told(
    title: str, baseline: str, current: str, target: str, status: str, *, is_told: bool
) -> None:
    found = told("never-updated", VALUES.format(title, baseline, current, target, status))
    assert bool(found) is is_told


def test_the_first_value_is_due_when_the_first_update_is() -> None:
    grid = VALUES.format("Sell kits", "0", "", "20", "")
    assert told("never-updated", grid, today=date(2026, 11, 4)) == []
    (found,) = told("never-updated", grid, today=date(2026, 11, 5))
    assert (str(found.place), found.message) == ("Q4 2026!D2", '"Sell kits" has no value yet')


def test_a_key_result_without_a_value_is_one_fault() -> None:
    grid = VALUES.format("Sell kits", "0", "", "20", "On track")
    for other in ("behind-pace", "watermelon", "stale-check-in"):
        assert told(other, grid) == []


def test_a_column_that_nobody_filled_in_is_told_once() -> None:
    (found,) = told(
        "never-updated",
        """
        | Objective | Key result | Baseline | Current | Target |
        | Win       | Sell kits  | 0        |         | 20     |
        | Win       | Sign shops | 0        |         | 20     |
        """,
    )
    assert (found.place.kind, len(found.also)) == (PlaceKind.TABLE, 2)
    assert found.message == "none of the 2 key results here has a value yet"


def test_a_table_without_a_column_for_values_is_told_once_and_only_informs() -> None:
    grid = "| Objective | Key result | Target |\n| Win | Sell kits | 20 |\n| Win | Sign shops | 20 |"
    (found,) = told("never-updated", grid)
    assert found.severity is Severity.INFO
    assert found.message == "no column of this table says where its 2 key results stand"
    for heading, words in (("Status", "On track"), ("Confidence", "5/10")):
        grid = f"| Objective | Key result | Target | {heading} |\n| Win | Sell kits | 20 | {words} |"
        assert told("never-updated", grid) == []
