"""The command line as a person meets it: arguments in, exit code and two streams out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import pytest
import xlsxwriter

from tests.cli.google import BOT, Google
from tests.sheets_emulator import Server
from tests.sheets_emulator.checked import CheckedEmulator
from tests.sheets_emulator.credentials import service_account_key

DAY = "2026-11-23"
ROOT = Path(__file__).parents[2]

NOTHING: Mapping[str, str] = MappingProxyType({})

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def okrsheets(tmp_path: Path) -> Run:
    """Runs `okrsheets ARGUMENTS` in the test's folder, as of one day."""

    def run(
        *arguments: str, stdin: str = "", env: Mapping[str, str] = NOTHING
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "okrsheets", *arguments],
            cwd=tmp_path,
            env={
                "PATH": "/usr/bin:/bin",
                "OKRSHEETS_TODAY": DAY,
                "PYTHONPATH": str(ROOT),  # the code beside these tests, whatever is installed
                "PYTHONUTF8": "1",
                "XDG_CONFIG_HOME": str(tmp_path / "nobody"),  # whoever runs the tests may have a file there
                **env,
            },
            capture_output=True,
            text=True,
            input=stdin,
            check=False,
        )

    return run


def lay(path: Path, tabs: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook whose tabs hold these rows from A1 on; a cell that begins with `=` is a text."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for name, rows in tabs.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


PLAN: dict[str, list[list[Any]]] = {
    "Company": [
        ["OKRs Q4 2026"],
        [],
        ["ID", "Objective", "Key result", "Owner", "Baseline", "Current", "Target"],
        ["CO-1", "Expand the market in North America", "Win 40 enterprise customers", "Mara", 5, 19, 40],
        ["CO-1", "Expand the market in North America", "Open offices in 3 cities", "Mara", 0, 1, 3],
    ],
    "Sales": [
        ["OKRs Q4 2026"],
        [],
        ["ID", "Objective", "Key result", "Owner", "Baseline", "Current", "Target", "Aligned to"],
        [
            "S-1",
            "Grow with new customers",
            "Increase the revenue from new customers",
            "Dana",
            2.1,
            2.9,
            4,
            "CO-1",
        ],
        ["S-1", "Grow with new customers", "Raise the win rate", "", 0.2, 0.25, 0.3, "CO-9"],
    ],
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small workbook with a company tab, a team tab and a few faults."""
    return lay(tmp_path / "plan.xlsx", PLAN)


@pytest.fixture
def google(tmp_path: Path) -> Iterator[Google]:
    emulator = CheckedEmulator()
    with Server(emulator) as server:
        key = tmp_path / "key.json"
        key.write_text(json.dumps(service_account_key(BOT, url=server.url)))
        env = {"OKRSHEETS_GOOGLE_CREDENTIALS": str(key), "OKRSHEETS_GOOGLE_ENDPOINT": server.url}
        yield Google(emulator, server, env)
    assert not emulator.faults + emulator.requests, "\n".join(emulator.faults + emulator.requests)
