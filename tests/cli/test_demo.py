"""The demo: laid, synced, laid again without a byte changed, and sound in another program."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from okrsheets.demo import lay_company
from tests.cli.conftest import DAY, Run

OFFICE = shutil.which("soffice")


def _bytes(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and ".okrsheets" not in p.parts)
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_demo_ends_with_what_to_open(okrsheets: Run, tmp_path: Path) -> None:
    done = okrsheets("demo", "demo")
    assert done.returncode == 0, done.stderr
    tail = done.stdout.split("Now open:\n")[1]
    paths = re.findall(r"(?m)^  (.+?)   ", tail)  # three blanks part a path from what it is
    workbooks = [f"demo/{name}" for name in ("Company.xlsx", "Product.xlsx", "People and IT.xlsx")]
    assert [path for path in paths if path.endswith(".html")] == ["demo/okrsheets-report/latest.html"]
    assert [path for path in paths if path.endswith(".xlsx")] == workbooks
    assert [path for path in paths if not (tmp_path / path).is_file()] == []


def test_the_first_report_of_the_demo_looks_back_on_the_weeks_before(okrsheets: Run, tmp_path: Path) -> None:
    done = okrsheets("demo", "demo")
    assert done.stderr.count("earlier weeks") == 1
    assert done.stdout.count("objectives, 51 key results") == 1
    page = (tmp_path / "demo" / "okrsheets-report" / "latest.html").read_text(encoding="utf-8")
    week_ago = date.fromisoformat(DAY) - timedelta(weeks=1)
    assert f"Moved since {week_ago.day} {week_ago:%b}" in page
    assert "Target lowered" in page
    dated = sorted(path.name for path in (tmp_path / "demo" / "okrsheets-report").glob("2*.html"))
    assert dated == [f"{DAY}.html"]  # of the weeks before none is rendered
    found = okrsheets("check", "--config", "demo/okrsheets.toml", "--format", "json").stdout
    assert {"lowered-target", "suspect-alignment"} <= {one["rule"] for one in json.loads(found)["findings"]}


def test_the_weeks_before_write_nothing_into_the_workbooks(okrsheets: Run, tmp_path: Path) -> None:
    """What the demo wrote is of one sync, and to take it back leaves what was laid."""
    okrsheets("demo", "demo")
    laid = lay_company(tmp_path / "laid", today=date.fromisoformat(DAY))
    assert okrsheets("undo", "--config", "demo/okrsheets.toml", "--yes").returncode == 0
    for path in laid.workbooks:
        books = [openpyxl.load_workbook(place) for place in (path, tmp_path / "demo" / path.name)]
        typed, left = (
            {
                (sheet.title, cell.coordinate): cell.value
                for sheet in book
                for row in sheet
                for cell in row
                if cell.value is not None
            }
            for book in books
        )
        assert left == typed


def test_the_weeks_before_leave_nothing_beside_the_company(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("demo", "demo")
    assert {path.name for path in (tmp_path / "demo").iterdir() if path.name.startswith(".")} == {
        ".okrsheets"
    }


def test_a_demo_that_is_cut_off_in_the_weeks_before_lies_as_it_stands_today(tmp_path: Path) -> None:
    """Killed where it begins to draw the second of them, so that nothing can be put right any more."""
    code = """
import os, signal, sys
from okrsheets.cli import main
from okrsheets.demo import laying
drawn = laying.workbook_bytes
def killed(name, today, *, weeks_ago=0):
    if weeks_ago == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn(name, today, weeks_ago=weeks_ago)
laying.workbook_bytes = killed
sys.argv = ["okrsheets", "demo", "demo", "--today", sys.argv[1]]
main()
"""
    done = subprocess.run([sys.executable, "-c", code, DAY], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    for path in lay_company(tmp_path / "laid", today=date.fromisoformat(DAY)).workbooks:
        assert (tmp_path / "demo" / path.name).read_bytes() == path.read_bytes()


def test_a_demo_with_a_past_of_its_own_gets_no_other(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("demo", "demo")
    assert "earlier weeks" not in okrsheets("demo", "demo").stderr
    for path in (tmp_path / "demo").glob("*.xlsx"):
        path.unlink()
    (tmp_path / "demo" / "okrsheets.toml").unlink()
    done = okrsheets("demo", "demo")
    assert (done.returncode, "earlier weeks" in done.stderr) == (0, False), done.stderr


def test_laid_again_no_byte_changes(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("demo", "demo")
    before = _bytes(tmp_path / "demo")
    done = okrsheets("demo", "demo")
    assert done.returncode == 0, done.stderr
    assert _bytes(tmp_path / "demo") == before
    assert len(before) == 14


def test_every_table_of_the_demo_has_our_columns_filled(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("demo", "demo")
    for path in sorted((tmp_path / "demo").glob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            values = [cell.value for row in sheet.iter_rows() for cell in row]
            assert "Status (auto)" in values, f"{path.name} {sheet.title}"
            assert any(value in ("on track", "behind", "at risk", "done") for value in values)


def test_ten_syncs_of_the_demo_leave_findings_and_bytes_alone(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("demo", "demo")
    config = ("--config", "demo/okrsheets.toml")
    first, before = okrsheets("check", *config).stdout, _bytes(tmp_path / "demo")
    for _ in range(10):
        assert okrsheets("sync", *config).returncode == 0
    assert okrsheets("check", *config).stdout == first
    assert _bytes(tmp_path / "demo") == before


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_synced_demo(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("demo", "demo")
    assert OFFICE is not None
    for path in sorted((tmp_path / "demo").glob("*.xlsx")):
        for form in ("pdf", "csv:Text - txt - csv (StarCalc):44,34,76"):
            command = [
                OFFICE,
                f"-env:UserInstallation=file://{tmp_path}/office",
                "--headless",
                "--convert-to",
                form,
            ]
            subprocess.run(
                [*command, "--outdir", str(tmp_path / form[:3]), str(path)], check=True, capture_output=True
            )
        assert (tmp_path / "pdf" / f"{path.stem}.pdf").stat().st_size > 1000
        assert "Status (auto)" in (tmp_path / "csv" / f"{path.stem}.csv").read_text(encoding="utf-8")
