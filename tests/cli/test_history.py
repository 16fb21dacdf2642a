"""`okrsheets history` tells what was, and mends what sync took for two."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.cli.conftest import PLAN, Run, lay

Night: TypeAlias = Callable[[str, list[list[Any]]], None]
HEADINGS = PLAN["Sales"][2]
REVENUE = PLAN["Sales"][3]
RATE = [*PLAN["Sales"][4][:7], "CO-1"]


@pytest.fixture
def night(okrsheets: Run, tmp_path: Path) -> Night:
    """Syncs a company whose sales team has these rows, on a day."""

    def sync(day: str, rows: list[list[Any]]) -> None:
        lay(tmp_path / "plan.xlsx", {**PLAN, "Sales": [["OKRs Q4 2026"], [], HEADINGS, *rows]})
        done = okrsheets("sync", "--no-write", "--today", day, "plan.xlsx")
        assert done.returncode == 0, done.stderr

    return sync


INCREASE, SELL = "Increase the revenue from new customers", "Sell more to those we never sold to"


def at(revenue: float, target: float = 4, title: str = INCREASE) -> list[Any]:
    return [*REVENUE[:2], title, "Dana", 2.1, revenue, target, "CO-1"]


@pytest.fixture
def autumn(night: Night) -> None:
    """Three Mondays on which something of the sales team moved."""
    night("2026-11-02", [at(2.5), RATE])
    night("2026-11-09", [at(2.9), RATE])
    night("2026-11-16", [at(3.1, target=3.5), RATE])


@pytest.mark.usefixtures("autumn")
def test_every_okr_has_a_line_with_its_progress_over_time(okrsheets: Run) -> None:
    lines = okrsheets("history").stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["Company, 2026-Q4", "Sales, 2026-Q4"]
    [revenue] = (line for line in lines if "revenue" in line)
    assert " ".join(revenue.split()) == (
        "Increase the revenue from new customers ▂▂▂▂▄▄▄▄▆▆▆▆▆ 21 % -> 71 % on track"
    )


@pytest.mark.usefixtures("autumn")
def test_one_okr_is_told_day_by_day(okrsheets: Run) -> None:
    told = okrsheets("history", INCREASE)
    assert told.stdout.splitlines() == [
        "Increase the revenue from new customers",
        "2026-Q4/sales/S-1/increase-the-revenue-from-new-customers, seen since 2026-11-02",
        "progress  ▂▂▂▂▄▄▄▄▆▆▆▆▆",
        "",
        "day         current  progress  status    what changed",
        "2026-11-02  2.5      21 %      behind    first seen",
        "2026-11-09  2.9      42 %      on track",
        "2026-11-16  3.1      71 %      on track  target 4 -> 3.5",
    ]


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("name", ["S-1", "Grow with new customers", "Sales S-1", "2026-Q4/sales/S-1"])
def test_an_okr_is_named_by_whatever_a_cell_could_say(okrsheets: Run, name: str) -> None:
    assert "2026-Q4/sales/S-1, seen since 2026-11-02" in okrsheets("history", name).stdout


@pytest.mark.usefixtures("autumn")
def test_a_name_that_means_nothing_or_several_is_refused(okrsheets: Run) -> None:
    nothing = okrsheets("history", "Grow all customers")
    assert nothing.returncode == 2
    assert "is no OKR that was ever synced; the nearest are 2026-Q4/sales/S-1" in nothing.stderr


def test_two_of_one_name_are_told_by_their_keys(okrsheets: Run, tmp_path: Path) -> None:
    tabs = {
        team: [PLAN["Sales"][2][:7], ["O1", "Win", f"Raise sales {team}", "", 0, 1, 2]]
        for team in ("East", "West")
    }
    lay(tmp_path / "plan.xlsx", tabs)
    okrsheets("sync", "--no-write", "plan.xlsx")
    several = okrsheets("history", "O1")
    assert several.returncode == 2
    assert several.stderr == "error: O1: means 2 OKRs; name one by its key: east/O1, west/O1\n"


@pytest.mark.usefixtures("autumn")
def test_history_is_a_document(okrsheets: Run) -> None:
    [okr] = json.loads(okrsheets("history", "Raise the win rate", "--format", "json").stdout)["okrs"]
    assert (okr["objective"], okr["cycle"]["label"], okr["touched"]) == (
        "2026-Q4/sales/S-1",
        "2026-Q4",
        "2026-11-02",
    )
    assert [(moment["day"], moment["target"]) for moment in okr["moments"]] == [("2026-11-02", 0.3)]


@pytest.mark.usefixtures("autumn")
def test_history_is_rows_for_a_spreadsheet(okrsheets: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(okrsheets("history", "--format", "csv").stdout)))
    assert [(row["day"], row["current"], row["target"]) for row in rows if "revenue" in row["title"]] == [
        ("2026-11-02", "2.5", "4"),
        ("2026-11-09", "2.9", "4"),
        ("2026-11-16", "3.1", "3.5"),
    ]


def test_nothing_is_known_before_the_first_sync(okrsheets: Run) -> None:
    told = okrsheets("history")
    assert (told.returncode, told.stderr) == (
        2,
        "error: okrsheets history: nothing is remembered yet; run okrsheets sync first\n",
    )


def test_a_day_in_the_past_is_told_as_it_was(okrsheets: Run, night: Night) -> None:
    night("2026-11-02", [at(2.5)])
    night("2026-11-16", [at(3.1)])
    told = okrsheets("history", "--today", "2026-11-09", "S-1", INCREASE)
    assert "2026-11-02" in told.stdout
    assert "2026-11-16" not in told.stdout


def test_merging_lets_the_history_of_a_renamed_key_result_go_on(okrsheets: Run, night: Night) -> None:
    night("2026-11-02", [at(2.5), RATE])
    night("2026-11-09", [at(2.9, title=SELL), RATE])
    merged = okrsheets("history", "merge", INCREASE, SELL)
    key = "2026-Q4/sales/S-1/increase-the-revenue-from-new-customers"
    assert merged.returncode == 0
    assert f"is {key} from now on, known since 2026-11-02" in merged.stderr
    night("2026-11-16", [at(3.1, title=SELL), RATE])
    told = okrsheets("history", key, "--format", "json")
    [okr] = json.loads(told.stdout)["okrs"]
    assert [(m["day"], m["current"], m["title"][:4]) for m in okr["moments"]] == [
        ("2026-11-02", 2.5, "Incr"),
        ("2026-11-09", 2.9, "Sell"),
        ("2026-11-16", 3.1, "Sell"),
    ]


def test_merging_an_objective_takes_its_key_results_along(okrsheets: Run, night: Night) -> None:
    night("2026-11-02", [at(2.5), RATE])
    night("2026-11-09", [["S-9", "Earn twice as much abroad", *row[2:]] for row in (at(2.9), RATE)])
    merged = okrsheets("history", "merge", "2026-Q4/sales/S-1", "S-9")
    assert merged.returncode == 0, merged.stderr
    assert len(merged.stderr.splitlines()) == 3
    key = "2026-Q4/sales/S-1/increase-the-revenue-from-new-customers"
    [okr] = json.loads(okrsheets("history", key, "--format", "json").stdout)["okrs"]
    assert [moment["current"] for moment in okr["moments"]] == [2.5, 2.9]


def test_two_that_stand_side_by_side_are_not_made_one(okrsheets: Run, night: Night) -> None:
    night("2026-11-02", [at(2.5), RATE])
    night("2026-11-09", [at(2.9), [*RATE[:5], 0.26, 0.3, "CO-1"]])
    for names, why in (
        (
            ("Raise the win rate", "Increase the revenue from new customers"),
            "two that stand side by side are two",
        ),
        (("S-1", "Raise the win rate"), "is not the same kind as"),
        (("S-1", "S-1"), "is that one already"),
        (("S-1",), "needs two OKRs"),
    ):
        refused = okrsheets("history", "merge", *names)
        assert refused.returncode == 2
        assert why in refused.stderr


def test_a_letter_that_is_damaged_in_the_state_loses_nothing_else(
    okrsheets: Run, plan: Path, tmp_path: Path
) -> None:
    for day in ("2026-11-20", "2026-11-21"):
        assert okrsheets("sync", "--yes", "--today", day, plan.name).returncode == 0
    before = okrsheets("history", "--format", "csv").stdout
    with closing(sqlite3.connect(tmp_path / ".okrsheets" / "state.db")) as connection, connection:
        connection.execute(
            "UPDATE moment SET changed = CAST(replace(CAST(changed AS BLOB), CAST('Grow with' AS BLOB),"
            " x'4772e4772077697468') AS TEXT)"
        )
    assert okrsheets("history", "--format", "csv").stdout == before.replace("Grow with", "Gr\ufffdw with")
    done = okrsheets("sync", "--today", "2026-11-21", plan.name)
    assert (done.returncode, "wrote" in done.stderr, "could not be read" in done.stderr) == (0, False, False)
    assert not [*(tmp_path / ".okrsheets").glob("*.damaged-*")]
    known = json.loads(okrsheets("history", "S-1", "--format", "json").stdout)["okrs"]
    assert len(known) == 1, "it is known again by its id"
