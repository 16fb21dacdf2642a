"""A sync that is cut off anywhere leaves the old workbook or the new one, and does not hurt the next."""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import DAY, ROOT, Run

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "OKRSHEETS_TODAY": DAY,
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
SYNC = ("sync", "plan.xlsx", "--yes")


def start(folder: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def versions(okrsheets: Run, plan: Path, tmp_path: Path) -> tuple[bytes, bytes]:
    """The workbook before a sync and after it; the folder is as before."""
    old = plan.read_bytes()
    okrsheets(*SYNC)
    new = plan.read_bytes()
    plan.write_bytes(old)
    for leftover in (".okrsheets", "okrsheets-report"):
        shutil.rmtree(tmp_path / leftover)
    return old, new


def attempts(folder: Path, plan: Path, old: bytes) -> Iterator[Path]:
    """One fresh folder after another, each with the workbook as it was."""
    number = 0
    while True:
        number += 1
        place = folder / f"attempt{number}"
        place.mkdir()
        (place / plan.name).write_bytes(old)
        yield place


def settled(place: Path, new: bytes) -> None:
    """The next sync ends well, leaves the new workbook, and nothing of the one that was cut off."""
    again = start(place, "okrsheets", *SYNC)
    _, talk = again.communicate(timeout=60)
    assert again.returncode == 0, talk
    assert (place / "plan.xlsx").read_bytes() == new
    names = {path.name for path in place.iterdir()}
    assert names == {"plan.xlsx", ".okrsheets", "okrsheets-report"}
    shutil.rmtree(place)


def test_cut_off_at_any_touch_of_the_disk(plan: Path, tmp_path: Path, versions: tuple[bytes, bytes]) -> None:
    old, new = versions
    for number, place in enumerate(attempts(tmp_path, plan, old), start=1):
        cut = start(place, "tests.crashing", str(number), *SYNC)
        cut.communicate(timeout=60)
        assert (place / "plan.xlsx").read_bytes() in (old, new)
        settled(place, new)
        if cut.returncode == 0:
            assert number > 10  # it did touch the disk
            return


@pytest.mark.slow
def test_killed_at_500_random_moments(plan: Path, tmp_path: Path, versions: tuple[bytes, bytes]) -> None:
    old, new = versions
    chance = random.Random(20261123)
    took = 0.0
    outcomes = {old: 0, new: 0}
    for number, place in zip(range(500), attempts(tmp_path, plan, old), strict=False):
        begun = time.monotonic()
        cut = start(place, "okrsheets", *SYNC)
        if number < 3:  # how long it takes here
            cut.communicate(timeout=60)
            took = max(took, time.monotonic() - begun)
        else:
            time.sleep(chance.uniform(0.3, 1.05) * took)
            cut.kill()
            cut.communicate(timeout=60)
        outcomes[(place / "plan.xlsx").read_bytes()] += 1
        settled(place, new)
    assert set(outcomes) == {old, new}
    assert min(outcomes.values()) > 0


def edit(plan: Path, number: int) -> None:
    """What a person does between two nights."""
    book = openpyxl.load_workbook(plan)
    book["Sales"]["F4"] = 2 + number / 100
    book.save(plan)


def litter(folder: Path) -> list[str]:
    """Files that only a run at work may have; a lock that nobody holds is none."""
    names = [path.name for path in folder.rglob("*") if path.is_file()]
    return [name for name in names if name.endswith((".tmp", ".new", "-journal", "-wal"))]


def doubled(plan: Path) -> list[list[str]]:
    """The headings of ours on the tabs on which one of them is missing or stands twice."""
    book = openpyxl.load_workbook(plan)
    heads = [[str(cell.value) for cell in sheet[3] if "(auto)" in str(cell.value)] for sheet in book]
    return [head for head in heads if not head or len(set(head)) != len(head)]


@pytest.mark.parametrize("rounds", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_night_after_night_each_next_run_ends_clean(
    okrsheets: Run, plan: Path, tmp_path: Path, rounds: int
) -> None:
    chance = random.Random(20261124)
    begun = time.monotonic()
    assert okrsheets(*SYNC).returncode == 0
    took = time.monotonic() - begun
    killed, unfinished = 0, 0
    for number in range(rounds):
        edit(plan, number)
        cut = start(tmp_path, "okrsheets", *SYNC)
        time.sleep(chance.uniform(0.2, 1.1) * took)
        cut.kill()
        cut.communicate(timeout=60)
        killed += cut.returncode == -signal.SIGKILL
        assert zipfile.ZipFile(plan).testzip() is None
        after = okrsheets(*SYNC)
        assert after.returncode == 0, after.stderr
        assert "damaged" not in after.stderr
        assert litter(tmp_path) == []
        assert doubled(plan) == []
        shown = json.loads(okrsheets("history", "--runs", "--format", "json").stdout)["runs"]
        assert shown[-1]["code"] == 0
        unfinished = sum(run["outcome"] is None for run in shown)
    assert okrsheets("plan", "--exit-code", plan.name).returncode == 0
    assert okrsheets("doctor", plan.name).returncode == 0
    history = json.loads(okrsheets("history", "S-1", "--format", "json").stdout)
    assert len(history["okrs"]) == 1
    assert 0 < killed <= rounds
    assert unfinished <= killed


def synced_with_room(folder: Path, room: int) -> subprocess.CompletedProcess[str]:
    """A sync that can make no file larger than so many bytes."""
    return subprocess.run(
        [sys.executable, "-m", "okrsheets", *SYNC],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )


def test_a_full_disk_for_the_state_alone_stops_nothing_else(
    okrsheets: Run, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / ".okrsheets").mkdir()
    state = tmp_path / ".okrsheets" / "state.db"
    (tmp_path / "other.csv").write_text("Objective,Key result\nGrow,Win 40\n")
    assert okrsheets("sync", "other.csv").returncode == 0
    with closing(sqlite3.connect(state)) as connection, connection:
        connection.execute("CREATE TABLE ballast (blob BLOB)")
        connection.execute("INSERT INTO ballast VALUES (zeroblob(1000000))")
        for table in ("managed", "last_write"):  # made anew, they lie behind the ballast
            (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            connection.execute(f"ALTER TABLE {table} RENAME TO former_{table}")
            connection.execute(made)
    room = 900_000  # no file has more, and all else is far smaller
    done = synced_with_room(tmp_path, room)
    assert done.returncode == 3, done.stderr
    assert "state.db: cannot be used (" in done.stderr
    assert "check its permissions and the free space, or set [state] path" in done.stderr
    assert "wrote " in done.stderr
    assert doubled(plan) == []
    assert (tmp_path / "okrsheets-report" / "latest.html").exists()
    after = okrsheets(*SYNC)
    assert (after.returncode, "wrote" in after.stderr) == (0, False), after.stderr
    assert doubled(plan) == []


@pytest.mark.parametrize("denied", [".okrsheets/state.db", ".okrsheets"])
def test_a_state_that_can_be_read_and_not_written_stops_nothing_that_is_safe_without(
    okrsheets: Run, plan: Path, tmp_path: Path, denied: str
) -> None:
    assert okrsheets(*SYNC).returncode == 0
    book = openpyxl.load_workbook(plan)
    book["Company"]["F4"] = 30
    book.save(plan)
    changed, page = plan.read_bytes(), tmp_path / "okrsheets-report" / "latest.html"
    before = page.read_bytes()
    run = start(tmp_path, "tests.denying", denied, *SYNC)
    _, told_all = run.communicate(timeout=60)
    assert run.returncode == 3, told_all
    (error,) = (line for line in told_all.splitlines() if line.startswith("error: "))
    assert error.endswith("; check its permissions and the free space, or set [state] path")
    assert page.read_bytes() != before
    unlocked = denied == ".okrsheets"  # another sync may be at work then
    assert (plan.read_bytes() == changed) is unlocked
    told = "so nothing is remembered, written into a workbook, or mailed" in error
    assert told is unlocked
    after = okrsheets(*SYNC)
    assert (after.returncode, "wrote" in after.stderr) == (0, unlocked), after.stderr


@pytest.mark.parametrize("room", [0, 1_000, 4_000, 8_000, 20_000, 100_000])
def test_a_full_disk_leaves_the_workbook_whole_and_is_told(
    plan: Path, tmp_path: Path, versions: tuple[bytes, bytes], room: int
) -> None:
    old, new = versions
    done = synced_with_room(tmp_path, room)
    assert plan.read_bytes() in (old, new)
    assert done.returncode in (0, 2, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "error: " in done.stderr
    assert "damaged" not in done.stderr  # nobody should throw the state away for want of room
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
