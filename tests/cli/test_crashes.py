"""A sync that is cut off anywhere leaves the old workbook or the new one, and does not hurt the next."""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

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


@pytest.mark.parametrize("room", [0, 1_000, 4_000, 8_000, 20_000, 100_000])
def test_a_full_disk_leaves_the_workbook_whole_and_is_told(
    plan: Path, tmp_path: Path, versions: tuple[bytes, bytes], room: int
) -> None:
    old, new = versions
    done = subprocess.run(
        [sys.executable, "-m", "okrsheets", *SYNC],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert plan.read_bytes() in (old, new)
    assert done.returncode in (0, 2, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "error: " in done.stderr
    assert "damaged" not in done.stderr  # nobody should throw the state away for want of room
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
