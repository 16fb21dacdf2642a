"""The summary tab over its life: made, kept up, renamed, deleted, taken back, turned off."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.adapters.xlsx.books import alter
from tests.cli.conftest import Run

ON = '[[source]]\nuri = "plan.xlsx"\nwrite = true\n\n[writeback]\nsummary_tab = true\n'


@pytest.fixture
def asked(tmp_path: Path, plan: Path) -> Path:
    """A workbook for which the config asks for the tab."""
    (tmp_path / "okrsheets.toml").write_text(ON, encoding="utf-8")
    return plan


def tabs(path: Path) -> list[str]:
    return list(openpyxl.load_workbook(path).sheetnames)


def change(path: Path, tab: str, at: str, value: object) -> None:
    """A person types into a cell and saves with another program."""
    book = openpyxl.load_workbook(path)
    book[tab][at] = value
    book.save(path)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_sync_makes_the_tab_and_a_second_one_writes_nothing(okrsheets: Run, asked: Path) -> None:
    shown = okrsheets("plan")
    assert '19 cells and the tab "OKR summary" to write' in shown.stdout
    assert "  OKR summary  new tab: " in shown.stdout
    done = okrsheets("sync")
    assert done.returncode == 0
    assert 'wrote 19 cells and the tab "OKR summary" into plan.xlsx' in done.stderr
    assert tabs(asked) == ["Company", "Sales", "OKR summary"]
    written, when = asked.read_bytes(), asked.stat().st_mtime_ns
    again = okrsheets("sync")
    assert "the workbooks are up to date; nothing was written" in again.stderr
    assert (asked.read_bytes(), asked.stat().st_mtime_ns) == (written, when)


def test_a_status_that_changed_is_written_into_cells_that_are_there(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    change(asked, "Company", "F4", 39)
    before = parts(asked)
    shown = okrsheets("plan")
    assert "  OKR summary\n" in shown.stdout
    okrsheets("sync")
    after = parts(asked)
    assert {name for name in after if after[name] != before.get(name)} <= {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
        "xl/sharedStrings.xml",
    }


def test_a_plan_that_was_looked_at_makes_the_tab(okrsheets: Run, asked: Path) -> None:
    okrsheets("plan", "--format", "json", "--out", "due.json")
    [plan] = json.loads((asked.parent / "due.json").read_text(encoding="utf-8"))["plans"]
    assert [(tab["name"], tab["new"]) for tab in plan["tabs"]] == [("OKR summary", True)]
    assert {"cell": "A1", "old": None, "new": "OKR summary (auto)", "kind": "text"} in plan["tabs"][0][
        "cells"
    ]
    assert okrsheets("sync", "--plan", "due.json").returncode == 0
    assert "OKR summary" in tabs(asked)


def test_an_undo_takes_the_tab_away_with_all_else(okrsheets: Run, asked: Path) -> None:
    before = asked.read_bytes()
    okrsheets("sync")
    assert 'cells and the tab "OKR summary" to take back' in okrsheets("undo", "--dry-run").stdout
    done = okrsheets("undo", "--yes")
    assert 'cells and the tab "OKR summary"; the file is as it was, byte for byte' in done.stderr
    assert asked.read_bytes() == before
    okrsheets("sync")
    assert "OKR summary" in tabs(asked)


def test_where_people_saved_since_an_undo_leaves_the_tab_and_says_so(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    change(asked, "Sales", "F4", 3.3)
    assert "  OKR summary  the whole tab stays" in okrsheets("undo", "--dry-run").stdout
    done = okrsheets("undo", "--yes")
    assert done.returncode == 0
    assert "plan.xlsx: OKR summary stays as it is; delete the tab if you do not want it" in done.stderr
    assert tabs(asked) == ["Company", "Sales", "OKR summary"]
    assert openpyxl.load_workbook(asked)["Company"]["H3"].value is None


def test_a_deleted_tab_stays_away_until_it_is_asked_back(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    book = openpyxl.load_workbook(asked)
    del book["OKR summary"]
    book.save(asked)
    done = okrsheets("sync")
    said = "plan.xlsx, OKR summary: was deleted, so that it stays away; sync --restore-columns makes it anew"
    assert said in done.stderr
    [remark] = json.loads(okrsheets("plan", "--format", "json").stdout)["remarks"]
    assert (remark["tab"], "deleted" in remark["what"]) == ("OKR summary", True)
    assert tabs(asked) == ["Company", "Sales"]
    okrsheets("sync", "--restore-columns")
    assert tabs(asked) == ["Company", "Sales", "OKR summary"]


def test_a_deleted_tab_stays_away_after_an_update_was_taken_back(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    change(asked, "Company", "F4", 39)
    okrsheets("sync")
    assert '4 cells of the tab "OKR summary" to take back' in okrsheets("undo", "--dry-run").stdout
    okrsheets("undo", "--yes")
    book = openpyxl.load_workbook(asked)
    del book["OKR summary"]
    book.save(asked)
    okrsheets("sync")
    assert tabs(asked) == ["Company", "Sales"]


def test_a_tab_is_remembered_when_it_is_seen_though_nothing_is_written(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    shutil.rmtree(asked.parent / ".okrsheets")
    okrsheets("sync")
    book = openpyxl.load_workbook(asked)
    del book["OKR summary"]
    book.save(asked)
    okrsheets("sync")
    assert tabs(asked) == ["Company", "Sales"]


def test_a_tab_that_was_renamed_and_moved_is_kept_up(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    book = openpyxl.load_workbook(asked)
    book["OKR summary"].title = "How we stand"
    book.move_sheet("How we stand", -2)
    book.save(asked)
    change(asked, "Company", "F4", 39)
    assert 'and 4 cells of the tab "How we stand" into plan.xlsx' in okrsheets("sync").stderr
    assert tabs(asked) == ["How we stand", "Company", "Sales"]


def test_turned_off_the_tab_stays_as_it_is_and_that_is_told_once(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    (asked.parent / "okrsheets.toml").write_text(ON.replace("tab = true", "tab = false"), encoding="utf-8")
    change(asked, "Company", "F4", 39)
    said = "plan.xlsx, OKR summary: no longer written, as summary_tab is off"
    written = openpyxl.load_workbook(asked)["OKR summary"]["L7"].value
    assert said in okrsheets("sync").stderr
    assert openpyxl.load_workbook(asked)["OKR summary"]["L7"].value == written
    assert said not in okrsheets("sync").stderr


def test_a_tab_with_other_headings_is_left_alone_and_told(okrsheets: Run, asked: Path) -> None:
    okrsheets("sync")
    change(asked, "OKR summary", "C6", "How far")
    said = "plan.xlsx, OKR summary: is left as it is, as its note or headings were changed or moved"
    assert said in okrsheets("sync").stderr
    assert openpyxl.load_workbook(asked)["OKR summary"]["C6"].value == "How far"


def test_a_workbook_protected_against_new_tabs_gets_its_columns_and_one_line(
    okrsheets: Run, asked: Path
) -> None:
    book = openpyxl.load_workbook(asked)
    book.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    book.save(asked)
    done = okrsheets("sync")
    assert done.returncode == 3
    line = "plan.xlsx: OKR summary not written: the workbook is protected against new tabs"
    assert f"{line} [protected-structure]" in done.stderr
    assert openpyxl.load_workbook(asked)["Company"]["H3"].value == "Progress (auto)"
    assert okrsheets("sync").returncode == 0


@pytest.mark.parametrize("said", ["1", "true", " true "])
def test_a_tab_that_cannot_be_made_is_not_due_and_its_refusal_is_told_once(
    okrsheets: Run, asked: Path, said: str
) -> None:
    (asked.parent / "okrsheets.toml").write_text(ON.replace("tab = true", "tab = false"), encoding="utf-8")
    okrsheets("sync")
    lock = f'<workbookProtection lockStructure="{said}"/><bookViews>'
    alter(asked, "xl/workbook.xml", lambda text: text.replace("<bookViews>", lock))
    (asked.parent / "okrsheets.toml").write_text(ON, encoding="utf-8")
    line = "not written: the workbook is protected against new tabs [protected-structure]"
    shown = okrsheets("plan", "--exit-code")
    assert shown.returncode == 0
    assert "plan.xlsx: nothing to write" in shown.stdout
    assert f"  OKR summary  {line}" in shown.stdout
    assert json.loads(okrsheets("plan", "--format", "json").stdout)["plans"] == []
    before = asked.read_bytes()
    done = okrsheets("sync")
    assert (done.returncode, f"plan.xlsx: OKR summary {line}" in done.stderr) == (3, True)
    assert okrsheets("sync").returncode == 0
    assert asked.read_bytes() == before
