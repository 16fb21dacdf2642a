"""`sync --plan FILE` writes exactly the plan that someone looked at, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import PLAN, Run, lay


def reviewed(okrsheets: Run, *sources: str) -> None:
    done = okrsheets("plan", "--format", "json", "--out", "due.json", *sources)
    assert done.returncode == 0, done.stderr


def test_a_plan_is_written_as_it_was_looked_at(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    reviewed(okrsheets, "plan.xlsx")
    done = okrsheets("sync", "--plan", "due.json", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(plan)
    for edit in json.loads((tmp_path / "due.json").read_text())["plans"][0]["edits"]:
        assert book[edit["tab"]][edit["cell"]].value == edit["new"]


def test_it_is_judged_as_of_the_day_of_the_plan(okrsheets: Run, plan: Path) -> None:
    reviewed(okrsheets, "plan.xlsx")
    later = okrsheets("sync", "--plan", "due.json", "plan.xlsx", env={"OKRSHEETS_TODAY": "2026-12-20"})
    assert later.returncode == 0, later.stderr
    assert "(auto)" in str([cell.value for cell in openpyxl.load_workbook(plan)["Sales"][3]])


def test_a_workbook_that_was_saved_since_is_refused(okrsheets: Run, plan: Path) -> None:
    reviewed(okrsheets, "plan.xlsx")
    book = openpyxl.load_workbook(plan)
    book["Sales"]["F4"] = 3.3
    book.save(plan)
    saved = plan.read_bytes()
    done = okrsheets("sync", "--plan", "due.json", "plan.xlsx")
    assert done.returncode == 3
    assert (
        "plan.xlsx: was saved since the plan was made; make due.json anew and look at it again" in done.stderr
    )
    assert plan.read_bytes() == saved


def test_a_plan_that_was_changed_in_its_file_is_refused(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    reviewed(okrsheets, "plan.xlsx")
    document = json.loads((tmp_path / "due.json").read_text())
    document["plans"][0]["edits"][0]["new"] = "=HYPERLINK(A1)"
    (tmp_path / "due.json").write_text(json.dumps(document))
    before = plan.read_bytes()
    done = okrsheets("sync", "--plan", "due.json", "plan.xlsx")
    assert done.returncode == 3
    assert "would be written otherwise by now" in done.stderr
    assert plan.read_bytes() == before


def test_only_the_workbooks_of_the_plan_are_written(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    other = lay(tmp_path / "other.xlsx", {"Ops": PLAN["Sales"]})
    before = other.read_bytes()
    reviewed(okrsheets, "plan.xlsx", "other.xlsx")
    document = json.loads((tmp_path / "due.json").read_text())
    document["plans"] = [one for one in document["plans"] if one["workbook"] == "plan.xlsx"]
    (tmp_path / "due.json").write_text(json.dumps(document))
    untouched = plan.read_bytes()
    done = okrsheets("sync", "--plan", "due.json", "plan.xlsx", "other.xlsx")
    assert done.returncode == 0, done.stderr
    assert other.read_bytes() == before
    assert plan.read_bytes() != untouched


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("text", ["", "[1]", '{"plans": 3}', '{"today": "soon", "plans": []}', "[" * 100_000])
def test_what_is_no_plan_is_told(okrsheets: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "due.json").write_text(text)
    done = okrsheets("sync", "--plan", "due.json", "plan.xlsx")
    assert done.returncode == 2
    assert done.stderr == (
        "error: due.json: is no plan of okrsheets; make it with plan --format json --out FILE\n"
    )
