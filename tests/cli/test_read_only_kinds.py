"""Kinds of files that are only read: their progress goes to the report, and that is no failure."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

CSV = (
    "Objective;Key result;Owner;Baseline;Current;Target\n"
    "Grow with new customers;Win 40 customers;Dana;5;19;40\n"
    "Grow with new customers;Raise the win rate;Jörg;20;25;40\n"
)


def _lay(path: Path) -> Path:
    path.write_bytes(CSV.encode("cp1252"))
    return path


def test_a_sync_of_a_text_file_says_once_where_its_progress_goes(okrsheets: Run, tmp_path: Path) -> None:
    path = _lay(tmp_path / "Sales.csv")
    done = okrsheets("sync", "--yes", "Sales.csv")
    assert done.returncode == 0, done.stderr
    assert "1 objective, 2 key results" in done.stdout
    assert done.stderr.count("the progress is in the report") == 1
    assert "Sales.csv: only read" in done.stderr
    assert "nothing was written" not in done.stderr
    assert path.read_bytes() == CSV.encode("cp1252")
    assert "Jörg" in (tmp_path / "okrsheets-report" / "latest.html").read_text(encoding="utf-8")


def test_a_folder_of_several_kinds_is_read_whole_and_the_writable_are_written(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    (tmp_path / "teams").mkdir()
    plan.rename(tmp_path / "teams" / "plan.xlsx")
    _lay(tmp_path / "teams" / "Sales.csv")
    _lay(tmp_path / "teams" / "Support.tsv")
    done = okrsheets("sync", "--yes", "teams")
    assert done.returncode == 0, done.stderr
    assert "into teams/plan.xlsx" in done.stderr
    assert "teams/Sales.csv, teams/Support.tsv: only read" in done.stderr


def test_a_plan_of_a_text_file_holds_nothing_and_says_why(okrsheets: Run, tmp_path: Path) -> None:
    _lay(tmp_path / "Sales.csv")
    done = okrsheets("plan", "--exit-code", "Sales.csv")
    assert (done.returncode, done.stdout) == (0, "nothing to change\n")
    assert "Sales.csv: only read" in done.stderr
    rehearsed = okrsheets("sync", "--dry-run", "Sales.csv")
    assert rehearsed.returncode == 0
    assert "Sales.csv: only read" in rehearsed.stderr


def test_an_empty_text_file_holds_no_okrs_and_is_no_failure(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_bytes(b"")
    done = okrsheets("sync", "--yes", "plan.csv")
    assert done.returncode == 0, done.stderr
    assert "plan.csv: no OKRs in it" in done.stdout
    assert "only read" not in done.stderr


def test_what_is_no_text_is_told_in_one_line(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_bytes(bytes(range(256)) * 20)
    done = okrsheets("check", "plan.csv")
    assert done.returncode == 2
    assert done.stderr == "error: plan.csv: is no text, whatever its name says; save it as .xlsx or .csv\n"
