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
