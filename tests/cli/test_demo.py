"""The demo: laid, synced, laid again without a byte changed, and sound in another program."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

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
