"""Real workbooks of other people, where the test corpus lies beside the project; else skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
OKRS = SHARED / "corpus" / "okr"
SCORER = SHARED / "tools" / "score_reading.py"
TEMPLATES = ("ewor-template.xlsx", "scale-template.xlsx")

pytestmark = pytest.mark.skipif(not OKRS.is_dir(), reason="the test corpus is not here")


def _run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "okrsheets", *arguments, "--today", "2026-11-23"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_read_without_a_miss(name: str, tmp_path: Path) -> None:
    read = tmp_path / "read.json"
    read.write_text(_run("inspect", "--format", "json", str(OKRS / "files" / name), folder=tmp_path).stdout)
    truth = OKRS / "truth" / f"{name}.json"
    done = subprocess.run(
        [sys.executable, str(SCORER), str(truth), str(read)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    objectives, pairs, values = done.stdout.splitlines()[1].split()[1:4]
    assert (objectives, pairs, values) == ("1.00", "1.00", "1.00"), done.stdout


@pytest.mark.parametrize("name", TEMPLATES)
def test_ten_syncs_of_a_template_settle_after_the_first(name: str, tmp_path: Path) -> None:
    plan = Path(shutil.copy(OKRS / "files" / name, tmp_path))
    plan.chmod(0o644)
    first = _run("report", "--format", "json", "--out", "-", name, folder=tmp_path).stdout
    assert json.loads(first)["objectives"]
    assert _run("sync", "--yes", name, folder=tmp_path).returncode == 0
    settled = plan.read_bytes()
    for _ in range(9):
        assert _run("sync", name, folder=tmp_path).returncode == 0
    assert plan.read_bytes() == settled
    assert _run("report", "--format", "json", "--out", "-", name, folder=tmp_path).stdout == first


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_the_parts_that_must_change_do(name: str, tmp_path: Path) -> None:
    before = OKRS / "files" / name
    after = Path(shutil.copy(before, tmp_path))
    after.chmod(0o644)
    done = _run("sync", "--yes", name, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        assert old.namelist() == new.namelist()
        changed = {part for part in old.namelist() if old.read(part) != new.read(part)}
        cached = [old.read(part).count(b"<v>") for part in sorted(changed) if "sheet" in part]
        kept = [new.read(part).count(b"<v>") for part in sorted(changed) if "sheet" in part]
        rules = [old.read(part).count(b"<dataValidation ") for part in old.namelist()]
        assert rules == [new.read(part).count(b"<dataValidation ") for part in new.namelist()]
    allowed = ("xl/worksheets/sheet", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml")
    assert changed
    assert all(part.startswith(allowed) for part in changed), changed
    assert all(now >= then for then, now in zip(cached, kept, strict=True))
