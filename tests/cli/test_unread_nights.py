"""Nights on which a source cannot be read: what it said last stands in, is marked, and is let go in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.cli.google import Google

FIRST = date(2026, 11, 9)
HEADINGS = [
    "ID",
    "Objective",
    "Key result",
    "Owner",
    "Baseline",
    "Current",
    "Target",
    "Updated",
    "Aligned to",
]
COMPANY: list[list[Any]] = [
    HEADINGS,
    ["CO-1", "Expand the market", "Win 40 customers", "Mara", 0, 10, 40, date(2026, 11, 8), None],
]
SALES: list[list[Any]] = [
    HEADINGS,
    ["S-1", "Grow in the east", "Sign 20 partners", "Dana", 0, 15, 20, date(2026, 11, 8), "CO-1"],
    ["S-1", "Grow in the east", "Open 4 shops", "Dana", 0, 2, 4, date(2026, 11, 8), None],
]
CONFIG = """
[cycle]
current = "Q4 2026"
[alignment]
top = ["Company"]
[pace]
cadence = 30
[[source]]
uri = "Company.xlsx"
write = true
[[source]]
uri = "Sales.xlsx"
write = true
"""


def _day(night: int) -> dict[str, str]:
    return {"OKRSHEETS_TODAY": (FIRST + timedelta(days=night)).isoformat()}


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "okrsheets.toml").write_text(CONFIG)
    for name, rows in (("Company", COMPANY), ("Sales", SALES)):
        _lay(tmp_path / f"{name}.xlsx", name, rows)
    return tmp_path


def _lay(path: Path, tab: str, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tab
    for row in rows:
        sheet.append(row)
    book.save(path)


def _files(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and "okrsheets-report" not in path.parts
        and path.name not in ("sync.lock", "state.db")
    }


def _report(okrsheets: Run, night: int) -> dict[str, Any]:
    done = okrsheets("report", "--format", "json", env=_day(night))
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _lose(path: Path, how: str) -> None:
    if how == "gone":
        path.unlink()
    elif how == "half-copied":
        path.write_bytes(path.read_bytes()[:3000])
    elif how == "locked":
        path.unlink()
        os.mkfifo(path)  # nothing that a test may do keeps its owner from reading, so it is no file any more
    else:
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("how", ["gone", "half-copied", "locked", "encrypted"])
def test_a_night_on_which_a_workbook_cannot_be_read(okrsheets: Run, company: Path, how: str) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    before = _report(okrsheets, 0)
    content = (company / "Sales.xlsx").read_bytes()
    _lose(company / "Sales.xlsx", how)
    lost = None if how in ("gone", "locked") else (company / "Sales.xlsx").read_bytes()
    company_bytes = (company / "Company.xlsx").read_bytes()

    night = okrsheets("sync", env=_day(1))
    assert night.returncode == 3
    assert "error: Sales.xlsx: " in night.stderr
    assert "Sales.xlsx, Sales (as of 2026-11-09)" in night.stdout
    assert "stale-source" in night.stdout
    assert "unreachable-source" not in night.stdout
    assert (company / "Company.xlsx").read_bytes() == company_bytes
    if lost is not None:
        assert (company / "Sales.xlsx").read_bytes() == lost
    elif how == "gone":
        assert not (company / "Sales.xlsx").exists()
    summary = (company / "okrsheets-report" / "summary.md").read_text().replace("\xa0", " ")
    assert "**Could not be read now and shown as it was read last: Sales.xlsx as of 9 Nov 2026.**" in summary
    page = (company / "okrsheets-report" / "latest.html").read_text()
    assert "Sales.xlsx as of 9 Nov 2026." in page.replace("\xa0", " ")
    assert page.replace("\xa0", " ").count("As of 9 Nov 2026") == 1  # its one objective

    during = _report(okrsheets, 1)
    assert during["as_of"] == {"Sales.xlsx": "2026-11-09"}
    for then, now in zip(before["objectives"], during["objectives"], strict=True):
        assert (now["title"], now["progress"], now["status"]) == (
            then["title"],
            then["progress"],
            then["status"],
        )
        assert now["as_of"] == ("2026-11-09" if now["id"] == "S-1" else None)
        assert [one["to"] for one in now["alignments"]] == [one["to"] for one in then["alignments"]]

    (company / "Sales.xlsx").unlink(missing_ok=True)
    (company / "Sales.xlsx").write_bytes(content)
    back = okrsheets("sync", env=_day(2))
    assert back.returncode == 0, back.stderr
    after = _report(okrsheets, 2)
    assert after["as_of"] == {}
    assert [one["progress"] for one in after["objectives"]] == [
        one["progress"] for one in before["objectives"]
    ]
    assert "as of" not in back.stdout
    quiet = _files(company)
    assert okrsheets("sync", env=_day(2)).returncode == 0
    assert _files(company) == quiet


def test_commands_that_only_read_say_of_which_day_it_is(okrsheets: Run, company: Path) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    (company / "Sales.xlsx").unlink()
    kept = _files(company)
    check = okrsheets("check", env=_day(1))
    assert check.returncode == 3
    assert "Sales.xlsx: could not be read, so what it said on 2026-11-09 is judged" in check.stderr
    why = okrsheets("why", "S-1", env=_day(1))
    assert why.returncode == 3
    assert "as of 9 Nov 2026" in why.stdout.replace("\xa0", " ")
    plan = okrsheets("plan", env=_day(1))
    assert plan.returncode == 3
    assert "Sales.xlsx" not in plan.stdout
    found = json.loads(okrsheets("check", "--format", "json", env=_day(1)).stdout)
    assert found["as_of"] == {"Sales.xlsx": "2026-11-09"}
    assert _files(company) == kept


def test_what_nobody_depends_on_is_written_while_a_source_is_away(okrsheets: Run, company: Path) -> None:
    _lay(
        company / "Company.xlsx",
        "Company",
        [*COMPANY, ["CO-2", "Save energy", "Cut 10 bills", "Ben", 0, 1, 10, None, None]],
    )
    assert okrsheets("sync", env=_day(0)).returncode == 0
    book = openpyxl.load_workbook(company / "Company.xlsx")
    book["Company"]["F2"] = 20
    book["Company"]["F3"] = 7
    book.save(company / "Company.xlsx")
    (company / "Sales.xlsx").unlink()
    done = okrsheets("sync", env=_day(1))
    assert "what depends on a source that could not be read stays as it was written last" in done.stderr
    sheet = openpyxl.load_workbook(company / "Company.xlsx")["Company"]
    ours = {
        cell.value: [sheet.cell(row, cell.column).value for row in (2, 3)]
        for cell in sheet[1]
        if cell.value and "(auto)" in str(cell.value)
    }
    assert ours["Progress (auto)"] == [0.5, 0.7]  # each says what its own row comes to
    assert ours["Objective progress (auto)"] == [0.5, 0.7]  # the first is still of 0.25 and 0.75


def test_after_three_days_its_status_is_unknown_and_after_thirty_it_is_gone(
    okrsheets: Run, company: Path
) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    (company / "Sales.xlsx").unlink()

    def sales(night: int) -> dict[str, Any] | None:
        assert okrsheets("sync", env=_day(night)).returncode == 3
        found = _report(okrsheets, night)["objectives"]
        return next((one for one in found if one["id"] == "S-1"), None)

    third, fourth, last, gone = (sales(night) for night in (3, 4, 30, 31))
    assert third is not None
    assert third["status"] != "unknown"
    assert fourth is not None
    assert (fourth["status"], fourth["because"]) == ("unknown", "not read since 2026-11-09")
    assert fourth["progress"] == third["progress"]
    assert last is not None
    assert gone is None
    summary = (company / "okrsheets-report" / "summary.md").read_text()
    assert "Could not be read now and is missing here: Sales.xlsx." in summary
    assert list((company / ".okrsheets" / "last-read").glob("Sales*")) == []


def test_nothing_is_said_of_updates_that_nobody_can_know_of(okrsheets: Run, company: Path) -> None:
    (company / "okrsheets.toml").write_text(CONFIG.replace("cadence = 30", "cadence = 7"))
    assert okrsheets("sync", env=_day(0)).returncode == 0
    assert "stale-check-in" in okrsheets("sync", env=_day(12)).stdout
    (company / "Sales.xlsx").unlink()
    told = okrsheets("sync", env=_day(13)).stdout
    stale = [line for line in told.splitlines() if "stale-check-in" in line]
    assert stale
    assert all("Sales" not in line for line in stale)


def test_a_source_that_is_taken_out_of_the_config_is_not_kept(okrsheets: Run, company: Path) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    kept = company / ".okrsheets" / "last-read"
    assert len(list(kept.iterdir())) == 2
    (company / "okrsheets.toml").write_text(CONFIG.rpartition("[[source]]")[0])
    assert okrsheets("sync", env=_day(1)).returncode == 0
    assert [path.name.partition("-")[0] for path in kept.iterdir()] == ["Company"]


@pytest.mark.parametrize("uri", ["teams", "teams/*.xlsx", "teams/*"])
def test_a_drive_that_is_away_for_a_night_is_no_mistake_in_the_config(
    okrsheets: Run, company: Path, uri: str
) -> None:
    (company / "teams").mkdir()
    for name in ("East", "West"):
        _lay(
            company / "teams" / f"{name}.xlsx",
            name,
            [HEADINGS, [f"{name}-1", f"Win the {name}", *SALES[1][2:]]],
        )
    (company / "okrsheets.toml").write_text(CONFIG.replace('"Sales.xlsx"', f'"{uri}"'))
    assert okrsheets("sync", env=_day(0)).returncode == 0
    (company / "teams").rename(company / "away")
    done = okrsheets("report", uri, env=_day(1))
    assert (done.returncode, done.stderr.count("no such file")) == (3, 2), done.stderr
    done = okrsheets("sync", env=_day(1))
    assert done.returncode == 3, done.stderr
    for name in ("East", "West"):
        assert f"error: teams/{name}.xlsx: no such file" in done.stderr
        assert f"teams/{name}.xlsx, {name} (as of 2026-11-09)" in done.stdout
    (company / "away").rename(company / "teams")
    assert okrsheets("sync", env=_day(2)).returncode == 0


def test_a_folder_that_never_held_a_workbook_is_a_mistake(okrsheets: Run, company: Path) -> None:
    (company / "okrsheets.toml").write_text(CONFIG.replace('"Sales.xlsx"', '"temas/*.xlsx"'))
    done = okrsheets("sync", env=_day(0))
    assert done.returncode == 2
    assert "temas/*.xlsx: no workbook there" in done.stderr


def test_where_nothing_can_be_read_nothing_stands_in(okrsheets: Run, company: Path) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    before = (company / "okrsheets-report" / "latest.html").read_bytes()
    for name in ("Company.xlsx", "Sales.xlsx"):
        (company / name).unlink()
    told = (
        "error: Company.xlsx: no such file; check the path\nerror: Sales.xlsx: no such file; check the path\n"
    )
    for command in ("check", "sync"):
        done = okrsheets(command, env=_day(1))
        assert (done.returncode, done.stderr) == (2, told), "each of them is named"
    assert (company / "okrsheets-report" / "latest.html").read_bytes() == before
    runs = okrsheets("history", "--runs", env=_day(1)).stdout
    assert "exit code 2: Company.xlsx: no such file; Sales.xlsx: no such file" in runs
    logged = okrsheets("sync", "--log-format", "json", env=_day(1)).stderr.splitlines()
    failures = [one for one in map(json.loads, logged) if one["event"] == "failure"]
    assert [one["place"] for one in failures] == ["Company.xlsx", "Sales.xlsx"]


@pytest.mark.parametrize("command", [("report",), ("sync", "--yes"), ("check",), ("cycle", "list")])
def test_a_source_that_is_not_there_is_no_report_of_nothing(
    okrsheets: Run, company: Path, command: tuple[str, ...]
) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    page = company / "okrsheets-report" / "latest.html"
    before = page.read_bytes()
    done = okrsheets(*command, "Slaes.xlsx", env=_day(1))
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: Slaes.xlsx: no such file" in done.stderr
    assert page.read_bytes() == before
    (company / "Sales.xlsx").unlink()
    done = okrsheets(*command, "Sales.xlsx", env=_day(1))
    assert done.returncode == 3, "what it said last stands in"


def test_history_goes_on_where_it_was_before_the_night(okrsheets: Run, company: Path) -> None:
    assert okrsheets("sync", env=_day(0)).returncode == 0
    said = okrsheets("history", "--format", "csv", env=_day(9)).stdout
    content = (company / "Sales.xlsx").read_bytes()
    (company / "Sales.xlsx").unlink()
    for night in (1, 2, 8):
        assert okrsheets("sync", env=_day(night)).returncode == 3
    (company / "Sales.xlsx").write_bytes(content)
    assert okrsheets("sync", env=_day(9)).returncode == 0
    rows = set(okrsheets("history", "--format", "csv", env=_day(9)).stdout.splitlines())
    assert {line for line in said.splitlines() if "sales" in line} <= rows
    assert not [line for line in rows if "sales" in line and "unknown" in line]


def test_google_is_down_for_a_night(okrsheets: Run, tmp_path: Path, google: Google) -> None:
    sheet = google.share({"Sales": [HEADINGS, *[[*row[:7], None, row[8]] for row in SALES[1:]]]})
    _lay(tmp_path / "Company.xlsx", "Company", COMPANY)
    config = CONFIG.replace('uri = "Sales.xlsx"', f'uri = "{sheet}"')
    (tmp_path / "okrsheets.toml").write_text(config + "[google]\npatience = 1\n")
    env = dict(google.env)
    assert okrsheets("sync", env={**env, **_day(0)}).returncode == 0
    nowhere = {**env, "OKRSHEETS_GOOGLE_ENDPOINT": "http://127.0.0.1:9"}
    done = okrsheets("sync", env={**nowhere, **_day(1)})
    assert done.returncode == 3, done.stderr
    assert "cannot be reached" in done.stderr
    assert "Sales (as of 2026-11-09)" in done.stdout
    assert okrsheets("sync", env={**env, **_day(2)}).returncode == 0


def test_a_sync_that_is_killed_while_it_keeps_what_was_read_is_put_right_by_the_next(
    okrsheets: Run, company: Path
) -> None:
    code = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "replace = Path.replace\n"
        "def die(self, target):\n"
        "    if self.name.endswith('.new') and 'last-read' in self.parts:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return replace(self, target)\n"
        "Path.replace = die\n"
        "from okrsheets.cli import main\n"
        "main()\n"
    )
    root = Path(__file__).parents[2]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root), "PYTHONUTF8": "1", **_day(0)}
    killed = subprocess.run(
        [sys.executable, "-c", code, "sync"], cwd=company, env=env, capture_output=True, check=False
    )
    assert killed.returncode == -9
    assert okrsheets("sync", env=_day(0)).returncode == 0
    kept = company / ".okrsheets" / "last-read"
    assert sorted(path.name.partition("-")[0] for path in kept.iterdir()) == ["Company", "Sales"]
