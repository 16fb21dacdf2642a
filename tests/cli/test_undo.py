"""`okrsheets undo` puts back what the last sync wrote, and says what it left."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import PLAN, Run, lay


def change(path: Path, tab: str, at: str, value: object) -> None:
    """A person types into a cell and saves with another program."""
    book = openpyxl.load_workbook(path)
    book[tab][at] = value
    book.save(path)


def ours(path: Path) -> list[str]:
    """The headings of ours that stand in a workbook."""
    book = openpyxl.load_workbook(path)
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return [value for value in cells if isinstance(value, str) and "(auto)" in value]


@pytest.mark.usefixtures("plan")
def test_a_file_that_nobody_touched_is_put_back_byte_for_byte(okrsheets: Run, plan: Path) -> None:
    before = plan.read_bytes()
    okrsheets("sync", "plan.xlsx", "--yes")
    assert plan.read_bytes() != before
    done = okrsheets("undo", "plan.xlsx", "--yes")
    assert done.returncode == 0
    assert "the file is as it was, byte for byte" in done.stderr
    assert plan.read_bytes() == before


def test_what_people_did_since_is_kept(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    change(plan, "Sales", "F4", 3.3)
    done = okrsheets("undo", "plan.xlsx", "--yes")
    assert done.returncode == 0
    assert ours(plan) == []
    assert openpyxl.load_workbook(plan)["Sales"]["F4"].value == 3.3


def test_a_cell_of_ours_that_someone_changed_is_left_and_listed(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    change(plan, "Company", "I4", "ask Mara")
    done = okrsheets("undo", "plan.xlsx", "--yes")
    assert "plan.xlsx: Company!I4 was changed since; it stays as it is" in done.stderr
    assert openpyxl.load_workbook(plan)["Company"]["I4"].value == "ask Mara"
    assert ours(plan) == ["Status (auto)"]


def test_nothing_is_put_back_without_a_word(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    written = plan.read_bytes()
    done = okrsheets("undo", "plan.xlsx")
    assert "nothing taken back without your word; run undo --yes" in done.stderr
    assert plan.read_bytes() == written


def test_a_rehearsal_shows_each_cell_and_writes_nothing(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    written = plan.read_bytes()
    shown = okrsheets("undo", "--dry-run", "plan.xlsx")
    assert 'Company!H3  Progress (auto)            "Progress (auto)" -> (empty)' in shown.stdout
    assert plan.read_bytes() == written


@pytest.mark.parametrize("changed", [False, True])
def test_it_takes_back_as_many_cells_as_were_written(okrsheets: Run, plan: Path, *, changed: bool) -> None:
    wrote = re.search(r"wrote (\d+ cells)", okrsheets("sync", "plan.xlsx", "--yes").stderr)
    assert wrote
    if changed:  # then it goes back cell by cell
        book = openpyxl.load_workbook(plan)
        book.save(plan)
    assert f"{wrote[1]} to take back" in okrsheets("undo", "--dry-run", "plan.xlsx").stdout
    assert f"took back {wrote[1]}" in okrsheets("undo", "plan.xlsx", "--yes").stderr


def test_it_is_taken_back_once(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    okrsheets("undo", "plan.xlsx", "--yes")
    before = plan.read_bytes()
    again = okrsheets("undo", "plan.xlsx", "--yes")
    assert (again.returncode, again.stderr) == (0, "nothing to take back\n")
    assert plan.read_bytes() == before


@pytest.mark.usefixtures("plan")
def test_without_a_source_only_the_last_run_is_taken_back(okrsheets: Run, tmp_path: Path) -> None:
    other = lay(tmp_path / "other.xlsx", {"Ops": PLAN["Sales"]})
    (tmp_path / "okrsheets.toml").write_text(
        '[[source]]\nuri = "plan.xlsx"\n[[source]]\nuri = "other.xlsx"\n'
    )
    okrsheets("sync", "plan.xlsx", "--yes")
    okrsheets("sync", "other.xlsx", "--yes")
    done = okrsheets("undo", "--yes")
    assert "other.xlsx: took back" in done.stderr
    assert ours(other) == []
    assert ours(tmp_path / "plan.xlsx") != []


def test_a_sync_after_an_undo_writes_the_same_again(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    written = plan.read_bytes()
    okrsheets("undo", "plan.xlsx", "--yes")
    okrsheets("sync", "plan.xlsx")
    assert plan.read_bytes() == written


def test_what_a_protected_tab_refused_is_taken_back_another_time(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    book = openpyxl.load_workbook(plan)
    book["Sales"].protection.sheet = True
    book.save(plan)
    first = okrsheets("undo", "plan.xlsx", "--yes")
    assert first.returncode == 3
    assert "the tab is protected" in first.stderr
    assert len(ours(plan)) == 7  # those of the other tab are gone
    book = openpyxl.load_workbook(plan)
    book["Sales"].protection.sheet = False
    book.save(plan)
    again = okrsheets("undo", "plan.xlsx", "--yes")
    assert again.returncode == 0
    assert ours(plan) == []


@pytest.mark.usefixtures("plan")
def test_without_a_config_the_last_run_is_known_all_the_same(okrsheets: Run, tmp_path: Path) -> None:
    okrsheets("sync", "plan.xlsx", "--yes")
    assert okrsheets("undo", "--yes").returncode == 0
    assert ours(tmp_path / "plan.xlsx") == []
