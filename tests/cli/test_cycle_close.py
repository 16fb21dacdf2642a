"""A quarter's life: open, ended, closed by somebody or by the days, and taken back."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from filelock import FileLock

from tests.cli.conftest import Run, lay

HEADINGS = ["ID", "Objective", "Key result", "Owner", "Baseline", "Current", "Target", "Aligned to"]
Q3: list[list[Any]] = [
    HEADINGS,
    ["CO-1", "Expand the market", "Win 40 customers", "Mara", 0, 30, 40, None],
    ["CO-1", "Expand the market", "Open 4 offices", "Mara", 0, 5, 4, None],
    ["CO-2", "Please every rider", "Raise the rating", "Jon", None, None, None, None],
]
Q4: list[list[Any]] = [HEADINGS, ["CO-1", "Expand the market", "Win 60 customers", "Mara", 30, 31, 60, None]]
CONFIG = """
[alignment]
top = ["Company"]
[[source]]
uri = "Plan.xlsx"
write = true
"""
TAB = "Company Q3 2026"


def _on(day: str) -> dict[str, str]:
    return {"OKRSHEETS_TODAY": day}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "okrsheets.toml").write_text(CONFIG)
    return lay(tmp_path / "Plan.xlsx", {TAB: Q3, "Company Q4 2026": Q4})


def _enter(path: Path, tab: str, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    for at, value in cells.items():
        book[tab][at] = value
    book.save(path)


def _ours(path: Path, tab: str) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path)[tab]
    columns = [cell.column for cell in sheet[1] if "(auto)" in str(cell.value)]
    return [[sheet.cell(row, column).value for column in columns] for row in range(2, sheet.max_row + 1)]


def _phases(okrsheets: Run, day: str) -> dict[str, str]:
    lines = okrsheets("cycle", "list", env=_on(day)).stdout.splitlines()
    return {line.split()[0]: line[37:].split("  ")[0].strip() for line in lines}


def test_a_quarter_runs_ends_and_is_over_after_twenty_one_days(okrsheets: Run, plan: Path) -> None:
    assert _phases(okrsheets, "2026-09-15") == {"2026-Q3": "open", "2026-Q4": "not begun"}
    before = okrsheets("sync", env=_on("2026-09-15"))
    assert "past-due" not in before.stdout
    assert _ours(plan, TAB)[0][0] == 0.75
    not_begun = [line for line in before.stdout.splitlines() if "Company Q4 2026!" in line]
    assert all("behind-pace" not in line and "never-updated" not in line for line in not_begun)

    assert _phases(okrsheets, "2026-10-21") == {"2026-Q3": "open", "2026-Q4": "open"}
    _enter(plan, TAB, F2=32)
    assert okrsheets("sync", env=_on("2026-10-21")).returncode == 0
    assert _ours(plan, TAB)[0][0] == 0.8

    assert _phases(okrsheets, "2026-10-22") == {"2026-Q3": "closed", "2026-Q4": "open"}
    _enter(plan, TAB, F2=36)
    after = okrsheets("sync", env=_on("2026-10-22"))
    assert after.returncode == 0
    assert _ours(plan, TAB)[0][0] == 0.8
    assert TAB not in after.stdout
    told = okrsheets("history", "2026-Q3/company/CO-1/win-40-customers", env=_on("2026-10-22")).stdout
    assert "36" in told  # read, and kept in history


def test_what_is_closed_is_neither_judged_nor_written_before_its_time(okrsheets: Run, plan: Path) -> None:
    assert okrsheets("sync", env=_on("2026-10-02")).returncode == 0
    done = okrsheets("cycle", "close", env=_on("2026-10-05"))
    assert done.returncode == 0, done.stderr
    assert "closed 2026-Q3, which ended on 2026-09-30" in done.stderr
    assert "Next: okrsheets cycle start --from 2026-Q3 --to 2026-Q4" in done.stderr
    assert "0.88  Company  Expand the market" in done.stdout  # 0.75, and 1.25 that counts as 1
    assert "   ?  Company  Please every rider" in done.stdout
    assert "2 objectives, 3 key results; mean score 0.88" in done.stdout
    _enter(plan, TAB, F2=36)
    content = plan.read_bytes()
    after = okrsheets("sync", env=_on("2026-10-06"))
    assert after.returncode == 0, after.stderr
    assert _ours(plan, TAB)[0][0] == 0.75
    assert f"{TAB}!" not in after.stdout
    assert _phases(okrsheets, "2026-10-06") == {"2026-Q3": "closed", "2026-Q4": "open"}
    shown = okrsheets("check", "--cycle", "Q3 2026", env=_on("2026-10-06"))
    assert "2026-Q3 was closed: shown as it ended, not checked, not written" in shown.stderr
    assert plan.read_bytes() == content or _ours(plan, "Company Q4 2026")


def test_the_last_report_and_the_scores_are_kept(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    folder = tmp_path / "okrsheets-report" / "2026-Q3"
    assert sorted(path.name for path in folder.iterdir()) == [
        "report.csv",
        "report.html",
        "report.json",
        "summary.md",
    ]
    document = json.loads((folder / "report.json").read_text())
    assert [one["id"] for one in document["objectives"]] == ["CO-1", "CO-2"]
    assert {one["cycle"]["label"] for one in document["objectives"]} == {"2026-Q3"}
    assert "<h1>OKRs, Q3 2026</h1>" in (folder / "report.html").read_text()
    with closing(sqlite3.connect(tmp_path / ".okrsheets" / "state.db")) as state:
        kept = state.execute("SELECT okr, score, status FROM score ORDER BY place").fetchall()
        size = state.execute("SELECT count(*) FROM score").fetchone()[0]
    assert [(key.rpartition("/")[2], score) for key, score, _ in kept] == [
        ("CO-1", 0.875),
        ("win-40-customers", 0.75),
        ("open-4-offices", 1.0),
        ("CO-2", None),
        ("raise-the-rating", None),
    ]
    assert size == 5


def test_a_score_in_the_sheet_is_the_score(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEADINGS, "Score"],
        ["CO-1", "Expand", "Win 40 customers", "Mara", 0, 30, 40, None, 0.6],
    ]
    lay(tmp_path / "Plan.xlsx", {TAB: rows})
    assert okrsheets("cycle", "close", "Q3", "Plan.xlsx", env=_on("2026-10-05")).returncode == 0
    with closing(sqlite3.connect(tmp_path / ".okrsheets" / "state.db")) as state:
        assert state.execute("SELECT score FROM score ORDER BY place").fetchall()[-1] == (0.6,)


def test_closing_twice_changes_nothing(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    files = {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "sync.lock"
    }
    _enter(plan, TAB, F2=40)
    files[plan] = plan.read_bytes()
    again = okrsheets("cycle", "close", "Q3 2026", env=_on("2026-10-09"))
    assert again.returncode == 0
    assert "2026-Q3 was closed on 2026-10-05; nothing was done" in again.stderr
    for path, content in files.items():
        assert path.read_bytes() == content


def test_what_was_closed_can_go_on(okrsheets: Run, plan: Path) -> None:
    assert okrsheets("sync", env=_on("2026-10-02")).returncode == 0
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    assert okrsheets("cycle", "reopen", "Q3", env=_on("2026-10-06")).returncode == 0
    _enter(plan, TAB, F2=36)
    assert okrsheets("sync", env=_on("2026-10-06")).returncode == 0
    assert _ours(plan, TAB)[0][0] == 0.9
    again = okrsheets("cycle", "reopen", "Q3", env=_on("2026-10-06"))
    assert again.returncode == 2
    assert "no cycle was closed" in again.stderr
    assert "0.95  Company" in okrsheets("cycle", "close", "Q3", env=_on("2026-10-07")).stdout
    late = okrsheets("cycle", "reopen", "Q3", env=_on("2026-12-07"))
    assert "it is over all the same, by its last day" in late.stderr


def test_what_nobody_closed_is_not_reopened(okrsheets: Run, plan: Path) -> None:
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    for label in ("Q4", "2026-Q4"):
        done = okrsheets("cycle", "reopen", label, env=_on("2026-10-06"))
        assert done.returncode == 2
        assert f"cycle reopen {label}: is a cycle that nobody closed; closed are 2026-Q3" in done.stderr


def test_cells_that_a_sync_would_have_written_are_told(okrsheets: Run, plan: Path) -> None:
    assert okrsheets("sync", env=_on("2026-10-02")).returncode == 0
    _enter(plan, TAB, F2=36)
    told = okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).stderr
    assert "of it in the workbooks stay as the last sync left them" in told


@pytest.mark.parametrize(
    ("arguments", "day", "says"),
    [
        (["Q9"], "2026-10-05", 'Q9: is no cycle; write it as "Q3 2026"'),
        (["Q3 2031"], "2026-10-05", "is a cycle that no workbook has OKRs of; there are 2026-Q3, 2026-Q4"),
        (["2031-Q3"], "2026-10-05", "is a cycle that no workbook has OKRs of; there are 2026-Q3, 2026-Q4"),
        ([""], "2026-10-05", "is no cycle"),
        (["Q4"], "2026-10-05", "cycle 2026-Q4: goes on until 2026-12-31; close it then, or with --early now"),
        (["Q4", "--early"], "2026-09-05", "cycle 2026-Q4: begins on 2026-10-01 and cannot be closed before"),
        ([], "2026-09-05", "no cycle has ended that is not closed already; 2026-Q3 ends on 2026-09-30"),
        ([], "2027-05-05", "2 cycles have ended: 2026-Q3, 2026-Q4; name the one to close"),
    ],
)
def test_what_cannot_be_closed_is_refused(
    okrsheets: Run, tmp_path: Path, plan: Path, arguments: list[str], day: str, says: str
) -> None:
    done = okrsheets("cycle", "close", *arguments, env=_on(day))
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "okrsheets-report").exists()
    assert not (tmp_path / ".okrsheets").exists()


def test_one_that_goes_on_is_closed_early_where_that_is_said(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("cycle", "close", "Q4", "--early", env=_on("2026-11-05"))
    assert "closed 2026-Q4, which ends on 2026-12-31" in done.stderr
    assert _phases(okrsheets, "2026-11-05") == {"2026-Q3": "closed", "2026-Q4": "closed"}
    assert _phases(okrsheets, "2026-11-04")["2026-Q4"] == "open"  # nobody had closed it then


def test_nothing_is_closed_while_a_workbook_cannot_be_read(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    lay(tmp_path / "Sales.xlsx", {"Sales Q3 2026": Q3})
    (tmp_path / "okrsheets.toml").write_text(CONFIG + '[[source]]\nuri = "Sales.xlsx"\n')
    assert okrsheets("sync", env=_on("2026-10-02")).returncode == 0
    (tmp_path / "Sales.xlsx").write_bytes(b"half of it")
    done = okrsheets("cycle", "close", "Q3", env=_on("2026-10-05"))
    assert done.returncode == 2
    assert "cycle 2026-Q3: stays open, as Sales.xlsx cannot be read: " in done.stderr
    assert _phases(okrsheets, "2026-10-05")["2026-Q3"] == "open"


def test_nothing_is_closed_while_a_sync_is_at_work(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / ".okrsheets").mkdir()
    with FileLock(tmp_path / ".okrsheets" / "sync.lock"):
        assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 75


def test_two_cycles_in_one_tab_are_closed_one_by_one(okrsheets: Run, tmp_path: Path) -> None:
    rows = [["Cycle", *HEADINGS], *[["Q3 2026", *row] for row in Q3[1:]], ["Q4 2026", *Q4[1]]]
    rows[-1][1] = "CO-9"
    (tmp_path / "okrsheets.toml").write_text(CONFIG)
    path = lay(tmp_path / "Plan.xlsx", {"Company": rows})
    assert okrsheets("sync", env=_on("2026-10-02")).returncode == 0
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    _enter(path, "Company", G2=36, G5=45)
    assert okrsheets("sync", env=_on("2026-10-06")).returncode == 0
    assert [row[0] for row in _ours(path, "Company")] == [0.75, 1.25, None, 0.5]


def test_without_a_cycle_there_is_nothing_to_close(okrsheets: Run, tmp_path: Path) -> None:
    lay(tmp_path / "Plan.xlsx", {"Company": Q3})
    done = okrsheets("cycle", "close", "Q3 2026", "Plan.xlsx", env=_on("2026-10-05"))
    assert done.returncode == 2
    assert "no workbook says in which cycle its OKRs are" in done.stderr
    listed = okrsheets("cycle", "list", "Plan.xlsx", env=_on("2026-10-05"))
    assert (listed.returncode, listed.stdout) == (0, "")
    assert "no cycle is known" in listed.stderr


def test_only_the_cycles_of_the_workbooks_asked_about_are_listed_and_none_is_closed_for_some(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    (tmp_path / "okrsheets.toml").write_text(CONFIG + '[[source]]\nuri = "Sales.xlsx"\n')
    lay(tmp_path / "Sales.xlsx", {"Sales Q4 2026": Q4})
    both = okrsheets("cycle", "list", env=_on("2026-10-02"))
    assert [line.split()[0] for line in both.stdout.splitlines()] == ["2026-Q3", "2026-Q4"]
    few = okrsheets("cycle", "list", "Sales.xlsx", env=_on("2026-10-02"))
    assert [line.split()[0] for line in few.stdout.splitlines()] == ["2026-Q4"]
    counts = [done.stdout.splitlines()[-1].split()[-2] for done in (both, few)]
    assert int(counts[0]) == 2 * int(counts[1]) > 0
    refused = okrsheets("cycle", "close", "Q3", "Plan.xlsx", env=_on("2026-10-02"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "a cycle is closed for all that the config names; leave the SOURCE away" in refused.stderr
    assert okrsheets("cycle", "close", "Q3", "Plan.xlsx", "Sales.xlsx", env=_on("2026-10-02")).returncode == 0
    assert "closed on" in okrsheets("cycle", "list", "Plan.xlsx", env=_on("2026-10-02")).stdout
    assert "closed on" not in okrsheets("cycle", "list", "Sales.xlsx", env=_on("2026-10-02")).stdout


def test_a_quarter_of_a_fiscal_year_is_named_as_there(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text(f"[cycle]\nfiscal_year_start = 7\n{CONFIG}")
    lay(tmp_path / "Plan.xlsx", {"Company FY27 Q1": Q3})
    done = okrsheets("cycle", "close", "Q1", env=_on("2026-10-05"))
    assert done.returncode == 0, done.stderr
    assert "closed 2027-Q1, which ended on 2026-09-30" in done.stderr
    assert "--from 2027-Q1 --to 2027-Q2" in done.stderr


def test_a_closing_that_is_cut_off_is_done_again(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    code = (
        "import os, signal\n"
        "from okrsheets.state import State\n"
        "State.close_cycle = lambda self, closed: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from okrsheets.cli import main\n"
        "main()\n"
    )
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), **_on("2026-10-05")}
    killed = subprocess.run(
        [sys.executable, "-c", code, "cycle", "close", "Q3"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9
    assert _phases(okrsheets, "2026-10-05")["2026-Q3"] == "open"
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    assert _phases(okrsheets, "2026-10-05")["2026-Q3"] == "closed"


def test_a_closed_quarter_takes_little_room(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    assert okrsheets("sync", env=_on("2026-10-02")).returncode == 0
    state = tmp_path / ".okrsheets" / "state.db"
    before = state.stat().st_size
    assert okrsheets("cycle", "close", "Q3", env=_on("2026-10-05")).returncode == 0
    assert state.stat().st_size - before <= 4 * 4096  # the pages of two tables and their rows
