"""What is said of cycles that do not run today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, lay

ROWS: list[list[Any]] = [
    ["Objective", "Key result", "Owner", "Baseline", "Current", "Target"],
    ["Win", "Sell", "Ann", 0, 2, 9],
]
HINT = "say fiscal_year_start under [cycle] in the config"


@pytest.mark.parametrize(
    ("file", "tab", "told", "hinted"),
    [
        ("FY27.xlsx", "Sales", "2027 begins on 2027-01-01: its progress is not judged until then", True),
        ("Plan.xlsx", "FY27", "2027 begins on 2027-01-01: its progress is not judged until then", True),
        (
            "Plan.xlsx",
            "Q1 2027",
            "2027-Q1 begins on 2027-01-01: its progress is not judged until then",
            False,
        ),
        ("Plan FY26-27.xlsx", "Q2", "2026-Q2 ended on 2026-06-30: shown as it ended", True),
    ],
)
def test_a_cycle_that_does_not_run_is_told_and_what_a_fiscal_year_may_mean(
    okrsheets: Run, tmp_path: Path, file: str, tab: str, told: str, *, hinted: bool
) -> None:
    lay(tmp_path / file, {tab: ROWS})
    talk = okrsheets("check", file).stderr
    assert told in talk
    assert (HINT in talk) is hinted


def test_who_said_when_the_year_begins_is_not_asked_for_it(okrsheets: Run, tmp_path: Path) -> None:
    lay(tmp_path / "FY28.xlsx", {"Sales": ROWS})
    (tmp_path / "okrsheets.toml").write_text("[cycle]\nfiscal_year_start = 7\n")
    talk = okrsheets("check", "FY28.xlsx").stderr
    assert "2028 begins on 2027-07-01" in talk
    assert HINT not in talk


def test_the_report_says_which_objectives_are_of_another_cycle_than_it_is_about(
    okrsheets: Run, tmp_path: Path
) -> None:
    next_year = [*ROWS, ["Grow", "Ship", "Ben", 0, 0, 9], ["Rest", "Nap", "Ben", 0, 0, 9]]
    lay(tmp_path / "FY27 OKRs.xlsx", {"Q4 2026": ROWS, "FY27": next_year})
    page = okrsheets("report", "FY27 OKRs.xlsx", "--format", "markdown-full", "--out", "-").stdout
    page = page.replace("\xa0", " ").replace("\u2060", "")
    assert page.startswith("# OKRs, Q4 2026\n")
    assert "**Rest**: 0 %, not started (2027. Aligned to nothing)" in page
    assert "**Win**: 22 %, at risk (Aligned to nothing)" in page
