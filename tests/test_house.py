"""The house: arrows point down, and the contracts that say so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _contracts_hold(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "okrsheets", tmp_path / "okrsheets", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(house: Path) -> None:
    done = _contracts_hold(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("progress/pace.py", "import okrsheets.rules", "Arrows point down"),
        ("alignment/graph.py", "import okrsheets.progress", "Arrows point down"),
        ("grid.py", "import okrsheets.model", "Arrows point down"),
        ("reading/figures/values.py", "import os", "values in, values out"),
        ("reading/figures/values.py", "import okrsheets.reading.tables", "The rooms of reading"),
        ("rules/tables.py", "import sqlite3", "values in, values out"),
        ("writeback/__init__.py", "import jinja2", "values in, values out"),
        ("adapters/xlsx/read.py", "import okrsheets.reading", "Adapters speak cells"),
    ],
)
def test_an_arrow_that_points_up_or_out_is_found(house: Path, module: str, line: str, contract: str) -> None:
    place = house / "okrsheets" / module
    assert place.exists(), f"{module} has moved; name another module of its room here"
    with place.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")
    done = _contracts_hold(house)
    assert done.returncode != 0
    assert f"{contract}" in done.stdout
    assert "BROKEN" in done.stdout


def test_a_room_that_no_contract_names_is_found(house: Path) -> None:
    (house / "okrsheets" / "attic.py").write_text('"""A room nobody planned."""\n', encoding="utf-8")
    done = _contracts_hold(house)
    assert done.returncode != 0
    assert "attic" in done.stdout
