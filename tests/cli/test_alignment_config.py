"""What the config says of alignments: their kind by tab, and the workbook at the top."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, lay

HEADINGS: list[object] = ["ID", "Type", "Title", "Baseline", "Current", "Target", "Aligned to"]
SALES: list[list[object]] = [
    ["S-1", "Objective", "Sell where nobody knows us", "", "", "", "B-1"],
    ["S-1.1", "Key result", "Sign resale partners", 0, 4, 12, "B-1"],
]
BOARD: list[list[object]] = [
    ["B-1", "Objective", "Expand the market"],
    ["B-1.1", "Key result", "Win accounts", 0, 4, 12],
]


@pytest.mark.parametrize(
    ("says", "kinds"),
    [
        ("", ["directional", "straightforward"]),
        ('[source.sheets."Sales*"]\nalignment = "directional"', ["directional", "directional"]),
        ('alignment = "straightforward"', ["straightforward", "straightforward"]),
        ('[alignment]\nkind = "straightforward"', ["straightforward", "straightforward"]),
    ],
)
def test_the_config_says_what_an_alignment_is_where_no_words_do(
    okrsheets: Run, tmp_path: Path, says: str, kinds: list[str]
) -> None:
    lay(tmp_path / "board.xlsx", {"Board Q4 2026": [HEADINGS, *BOARD]})
    lay(tmp_path / "sales.xlsx", {"Sales Q4 2026": [HEADINGS, *SALES]})
    config = f'[[source]]\nuri = "board.xlsx"\ntop = true\n\n[[source]]\nuri = "sales.xlsx"\n{says}\n'
    (tmp_path / "okrsheets.toml").write_text(config, encoding="utf-8")
    done = okrsheets("inspect", "--format", "json")
    assert done.returncode == 0, done.stderr
    objectives: list[dict[str, Any]] = json.loads(done.stdout)["objectives"]
    (sales,) = (each for each in objectives if each["id"] == "S-1")
    okrs = [sales, *sales["key_results"]]
    assert [each["alignments"][0]["kind"] for each in okrs] == kinds
    report = okrsheets("check", "--select", "orphan-objective", "--format", "json")
    assert json.loads(report.stdout)["findings"] == []
