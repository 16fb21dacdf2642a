"""What sync and check say in a terminal of the progress they found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import Run, lay

HEADINGS = ["Objective", "Key result", "Baseline", "Current", "Target"]


def _lay(tmp_path: Path, *rows: list[Any]) -> None:
    lay(tmp_path / "plan.xlsx", {"Sales Q4 2026": [HEADINGS, *rows]})


def _line(told: str, title: str) -> str:
    """The words behind an objective's title."""
    (line,) = (line for line in told.splitlines() if line.startswith(f"  {title} "))
    return " ".join(line.removeprefix(f"  {title}").split())


def test_bounds_say_what_they_are(okrsheets: Run, tmp_path: Path) -> None:
    _lay(
        tmp_path,
        ["Win the east", "Sign partners", 0, 30, 60],
        ["Win the east", "Answer sooner", "", 9, 4],
        ["Win the west", "Sign resellers", 0, 30, 60],
    )
    told = okrsheets("sync", "--no-write", "plan.xlsx").stdout
    assert _line(told, "Win the east") == "50 % on track 25-75 % with what is unknown"
    assert _line(told, "Win the west") == "50 % on track"


def test_what_an_unknown_progress_lacks_is_said_behind_it_and_below_check(
    okrsheets: Run, tmp_path: Path
) -> None:
    _lay(
        tmp_path,
        ["Win the east", "Sign partners", 0, 30, 60],
        ["Answer sooner", "Hours to reply", "", 9, 4],
        ["Answer sooner", "Hours to solve", "", 20, 12],
    )
    told = okrsheets("sync", "--no-write", "plan.xlsx").stdout
    assert _line(told, "Answer sooner") == "? unknown: its key results have no baseline"
    assert _line(told, "Win the east") == "50 % on track"
    told = okrsheets("check", "plan.xlsx").stderr
    assert told.endswith(
        " in 2 objectives and 3 key results; "
        "progress of 1 objective unknown: its key results have no baseline\n"
    )


def test_an_objective_that_was_cancelled_lacks_nothing(okrsheets: Run, tmp_path: Path) -> None:
    rows = [["Win the east", "Sign partners", 4, 9, "Cancelled"]]
    lay(
        tmp_path / "plan.xlsx",
        {"Sales Q4 2026": [["Objective", "Key result", "Current", "Target", "Status"], *rows]},
    )
    told = okrsheets("check", "plan.xlsx").stderr
    assert "have" not in told


def test_several_objectives_that_lack_the_same_are_told_together(okrsheets: Run, tmp_path: Path) -> None:
    _lay(
        tmp_path,
        ["Answer sooner", "Hours to reply", "", 9, 4],
        ["Solve sooner", "Hours to solve", "", 20, 12],
    )
    told = okrsheets("check", "plan.xlsx").stderr
    assert told.endswith("; progress of 2 objectives unknown: their key results have no baseline\n")


def test_several_reasons_read_as_one_sentence(okrsheets: Run, tmp_path: Path) -> None:
    _lay(
        tmp_path,
        ["Answer sooner", "Hours to reply", "", 9, 4],
        ["Answer sooner", "Calls a day", 1, "fifty", 60],
        ["Solve sooner", "Hours to solve", "", 20, 12],
        ["Be known", "Readers", 3, 3, 3],
    )
    told = okrsheets("sync", "--no-write", "plan.xlsx").stdout
    assert _line(told, "Answer sooner") == (
        "? unknown: its key results have no baseline or a current value that cannot be read"
    )
    assert _line(told, "Be known") == "? unknown: its key results have their baseline for a target"
    told = okrsheets("check", "plan.xlsx").stderr
    assert told.endswith(
        "; progress of 3 objectives unknown: their key results have no baseline (2), "
        "a current value that cannot be read (1) and their baseline for a target (1)\n"
    )


def test_an_objective_without_key_results_says_so_beside_the_others(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[Any] = [["Objective", "Win", ""], ["Key result", "Sell", 4], ["Objective", "Rest", ""]]
    lay(tmp_path / "plan.xlsx", {"Sales Q4 2026": [["Type", "Title", "Current"], *rows]})
    told = okrsheets("check", "plan.xlsx").stderr
    assert told.endswith(
        "; progress of 2 objectives unknown: their key results have no target; no key results (1)\n"
    )


def test_a_severity_has_one_word_in_the_list_and_in_the_total(okrsheets: Run, tmp_path: Path) -> None:
    _lay(tmp_path, ["Win", "Sell", 0, 70, 60])
    done = okrsheets("check", "plan.xlsx")
    listed = done.stdout.count("  info     ")
    assert listed > 1
    assert done.stderr.startswith(f"{listed} info in 1 objective")
