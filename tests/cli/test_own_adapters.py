"""Kinds of sources that other packages read and write, by an ending or a scheme of theirs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.own_adapters import CODE, ENTRY, FILE, install

SALES: Mapping[str, list[list[Any]]] = {
    "Sales Q4 2026": [
        ["Objective", "Key result", "Owner", "Baseline", "Current", "Target", "Aligned to"],
        ["Grow with new customers", "Win 40 customers", "Dana", 5, 19, 40, "CO-1"],
        ["Grow with new customers", "Raise the win rate", "Jo", 20, 25, 40, None],
    ]
}
WIKI = """
import datetime
import os

from okrsheets.errors import UnavailableError
from okrsheets.grid import Cell, Sheet, Workbook

PAGE = [["Objective", "Key result", "Owner", "Baseline", "Current", "Target"],
        ["Be known in the east", "Readers per week", "Mia", 10, 30, 50]]
HEAD = 1


class Wiki:
    def read(self, source):
        if "DOWN" in os.environ:
            raise UnavailableError(source, "does not answer", "try again later")
        cells = {(r, c): Cell(v) for r, row in enumerate(PAGE, 1) for c, v in enumerate(row, 1)}
        url = "https://wiki.example/" + source.removeprefix("wiki://") + "#{cell}"
        return Workbook(source, "Wiki page", "7", (Sheet("OKRs Q4 2026", cells),), url=url)
"""
WIKI_ENTRY = "wiki = okr_wiki:Wiki"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The adapter of the documentation, installed; one of its files is there."""
    (tmp_path / "Sales.okrs.json").write_text(json.dumps(SALES), encoding="utf-8")
    return dict(install(tmp_path / "site", ENTRY))


@pytest.fixture
def wiki(tmp_path: Path) -> dict[str, str]:
    """An adapter that reads addresses and nothing else."""
    return dict(install(tmp_path / "site", WIKI_ENTRY, code=WIKI, package="okr-wiki"))


def _json(okrsheets: Run, *arguments: str, env: dict[str, str]) -> Any:
    done = okrsheets(*arguments, env=env)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_the_file_of_the_documentation_is_read_by_its_adapter(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "Plan.okrs.json").write_text(FILE, encoding="utf-8")
    env = dict(install(tmp_path / "site", ENTRY))
    read = _json(okrsheets, "inspect", "--format", "json", "Plan.okrs.json", env=env)
    (objective,) = read["objectives"]
    (key_result,) = objective["key_results"]
    assert (objective["title"], key_result["title"]) == ("Win the east", "New customers")
    assert (key_result["current"], key_result["target"]) == (12, 40)
    assert key_result["at"] == {"workbook": "Plan.okrs.json", "sheet": "Q4 2026", "cell": "B2"}


@pytest.mark.usefixtures("plan")
def test_folders_and_patterns_hold_its_files_and_references_lead_out_of_them(
    okrsheets: Run, env: dict[str, str]
) -> None:
    read = _json(okrsheets, "inspect", "--format", "json", ".", env=env)
    assert [one["source"] for one in read["workbooks"]] == ["Sales.okrs.json", "plan.xlsx"]
    ours = [one for one in read["objectives"] if one["at"]["workbook"] == "Sales.okrs.json"]
    (alignment,) = (each for one in ours for kr in one["key_results"] for each in kr["alignments"])
    assert (alignment["text"], alignment["to"] is not None) == ("CO-1", True)
    only = _json(okrsheets, "inspect", "--format", "json", "*.json", env=env)
    assert [one["source"] for one in only["workbooks"]] == ["Sales.okrs.json"]


def test_a_sync_writes_once_into_its_files_and_undo_takes_it_back(
    okrsheets: Run, env: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "Sales.okrs.json"
    assert "Sales.okrs.json: 11 cells to write" in okrsheets("plan", "Sales.okrs.json", env=env).stdout
    done = okrsheets("sync", "--yes", "Sales.okrs.json", env=env)
    assert done.returncode == 0, done.stderr
    head, first, _ = json.loads(path.read_bytes())["Sales Q4 2026"]
    assert head[7:9] == ["Progress (auto)", "Status (auto)"]
    assert first[7] == pytest.approx(0.4)
    written = path.read_bytes()
    again = okrsheets("sync", "Sales.okrs.json", env=env)
    assert (again.returncode, path.read_bytes()) == (0, written)
    back = okrsheets("undo", "--yes", "Sales.okrs.json", env=env)
    assert back.returncode == 0, back.stderr
    rows = json.loads(path.read_bytes())["Sales Q4 2026"]
    assert [[value for value in row if value is not None] for row in rows] == [
        [value for value in row if value is not None] for row in SALES["Sales Q4 2026"]
    ]


def test_a_summary_tab_is_made_in_its_files(okrsheets: Run, env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text(
        '[writeback]\nsummary_tab = true\n[[source]]\nuri = "Sales.okrs.json"\nwrite = true\n'
    )
    assert okrsheets("sync", env=env).returncode == 0
    tabs = json.loads((tmp_path / "Sales.okrs.json").read_bytes())
    assert len(tabs) == 2
    written = (tmp_path / "Sales.okrs.json").read_bytes()
    assert okrsheets("sync", env=env).returncode == 0
    assert (tmp_path / "Sales.okrs.json").read_bytes() == written


def test_doctor_says_that_its_files_can_be_read_and_written(okrsheets: Run, env: dict[str, str]) -> None:
    done = okrsheets("doctor", "Sales.okrs.json", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Sales.okrs.json" in done.stdout


def test_a_file_that_it_refuses_is_told_and_the_others_are_read(
    okrsheets: Run, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "Broken.okrs.json").write_text("[1")
    done = okrsheets("sync", "--yes", "*.okrs.json", env=env)
    assert done.returncode == 3
    assert 'error: Broken.okrs.json: is no JSON; write it as {"Q4 2026"' in done.stderr
    assert "into Sales.okrs.json" in done.stderr


@pytest.mark.usefixtures("env")
def test_where_its_package_is_not_installed_its_files_are_of_no_kind(okrsheets: Run) -> None:
    done = okrsheets("check", "Sales.okrs.json")
    assert done.returncode == 2
    assert "is no workbook of a kind that is read" in done.stderr


def test_an_address_has_one_name_and_its_cells_open_where_it_says(
    okrsheets: Run, wiki: dict[str, str], tmp_path: Path
) -> None:
    for typed in ("wiki:Plan 4", "wiki://Plan 4", "Wiki:Plan 4"):
        read = _json(okrsheets, "inspect", "--format", "json", typed, env=wiki)
        assert [one["source"] for one in read["workbooks"]] == ["wiki://Plan 4"]
    done = okrsheets("report", "wiki:Plan 4", env=wiki)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "okrsheets-report" / "latest.html").read_text(encoding="utf-8")
    assert "https://wiki.example/Plan 4#B2" in page


def test_an_address_in_the_config_is_read_and_never_written_without_a_method_for_it(
    okrsheets: Run, wiki: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "okrsheets.toml").write_text('[[source]]\nuri = "wiki:Plan"\n')
    done = okrsheets("sync", env=wiki)
    assert done.returncode == 0, done.stderr
    assert "wiki://Plan: only read, as its adapter writes nothing" in done.stderr
    assert "never, as its adapter writes nothing" in okrsheets("doctor", env=wiki).stdout
    assert okrsheets("schedule", "print", "systemd", env=wiki).returncode == 0


def test_init_takes_an_address_as_it_was_typed(okrsheets: Run, wiki: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    done = okrsheets("init", "wiki:Plan", "--out", "sub/okrsheets.toml", env=wiki)
    assert done.returncode == 0, done.stderr
    assert 'uri = "wiki:Plan"' in (tmp_path / "sub" / "okrsheets.toml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("plan")
def test_what_an_address_said_stands_in_for_it_on_a_night_on_which_it_cannot_be_read(
    okrsheets: Run, wiki: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "okrsheets.toml").write_text('[[source]]\nuri = "wiki:Plan"\n[[source]]\nuri = "plan.xlsx"\n')
    assert okrsheets("sync", "--no-write", env=wiki).returncode == 0
    down = {**wiki, "DOWN": "1", "OKRSHEETS_TODAY": "2026-11-24"}
    done = okrsheets("sync", "--no-write", env=down)
    assert done.returncode == 3
    assert "error: wiki://Plan: does not answer; try again later" in done.stderr
    report = json.loads(okrsheets("report", "--format", "json", env=down).stdout)
    assert "Be known in the east" in [one["title"] for one in report["objectives"]]
    told = okrsheets("history", env=wiki)
    assert told.returncode == 0, told.stderr
    assert "Readers per week" in told.stdout


@pytest.mark.usefixtures("plan")
def test_nothing_is_imported_where_no_source_is_of_its_kind(okrsheets: Run, tmp_path: Path) -> None:
    env = install(tmp_path / "site", ENTRY, code="1 / 0")
    assert okrsheets("check", "--fail-on", "never", ".", env=env).returncode == 0
    (tmp_path / "Sales.okrs.json").write_text("{}")
    done = okrsheets("check", "Sales.okrs.json", env=env)
    assert done.returncode == 2
    assert "okr-json: .okrs.json: cannot be loaded: ZeroDivisionError" in done.stderr


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (".csv = okr_wiki:Wiki", 'okr-wiki: .csv: okrsheets itself reads ".csv"; claim another'),
        (".okrs.XLSX = okr_wiki:Wiki", 'okrsheets itself reads ".okrs.xlsx"'),
        ("https = okr_wiki:Wiki", 'okr-wiki: https: okrsheets itself reads "https"'),
        ("My wiki = okr_wiki:Wiki", "okr-wiki: My wiki: its name is no ending and no scheme"),
        ("wiki = okr_wiki:Gone", "okr-wiki: wiki: cannot be loaded: AttributeError"),
        ("wiki = okr_wiki:HEAD", "okr-wiki: wiki: leads to int, not to an adapter; let it lead to a class"),
        ("wiki = okr_wiki:Cell", "okr-wiki: wiki: makes Cell, which has no method read"),
        ("wiki = okr_wiki:UnavailableError", "okr-wiki: wiki: cannot be made: TypeError"),
    ],
)
def test_an_entry_point_that_cannot_be_used_is_told_in_one_line(
    okrsheets: Run, tmp_path: Path, entry: str, says: str
) -> None:
    env = install(tmp_path / "site", entry, code=WIKI, package="okr-wiki")
    done = okrsheets("check", "wiki:Plan", env=env)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert says in line


@pytest.mark.parametrize(
    ("instead", "of", "says"),
    [
        ("1 / 0", 'url = "https.*', "failed: ZeroDivisionError: division by zero (line 18 of okr_wiki.py)"),
        ("return 3", "return Workbook.*", "gives int, not a workbook; mend the adapter"),
        ('return Workbook("x"', "return Workbook[(]source", "gives a workbook called 'x' for 'wiki://Plan'"),
        ('"Wiki page", ""', '"Wiki page", "7"', "gives a workbook without a revision"),
        ("(cells,)", "[(]Sheet.*?,[)]", "gives a workbook of something else than tabs"),
        ('[Sheet("A", {}), Sheet("a", {})]', "[(]Sheet.*?,[)]", "gives two tabs of one name"),
        ('(Sheet("A", PAGE),)', "[(]Sheet.*?,[)]", "gives list, not a mapping of cells, on the tab 'A'"),
        ("PAGE, 0)", r"PAGE, 1\)", "gives the place (0, 1), not (row, column) from 1 on, on the tab"),
        ("v for", r"Cell\(v\) for", "gives str, not a cell, on the tab 'OKRs Q4 2026'"),
        ("Cell([v]) for", r"Cell\(v\) for", "gives a value of list on the tab 'OKRs Q4 2026'"),
        ('Cell(float("nan")) for', r"Cell\(v\) for", "gives a number that is not finite on the tab"),
    ],
)
def test_a_mistake_in_an_adapter_is_told_as_its_authors_and_nothing_is_written(
    okrsheets: Run, plan: Path, tmp_path: Path, instead: str, of: str, says: str
) -> None:
    code = re.sub(of, lambda _: instead, WIKI, count=1)
    assert code != WIKI
    env = install(tmp_path / "site", WIKI_ENTRY, code=code, package="okr-wiki")
    before = plan.read_bytes()
    done = okrsheets("sync", "--yes", "plan.xlsx", "wiki:Plan", env=env)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"error: okr-wiki: wiki: {says}" in line
    assert plan.read_bytes() == before
    doctor = okrsheets("doctor", "plan.xlsx", "wiki:Plan", env=env)
    assert doctor.returncode == 3
    assert says in doctor.stdout + doctor.stderr


def test_what_two_packages_claim_is_read_by_neither(
    okrsheets: Run, env: dict[str, str], tmp_path: Path, plan: Path
) -> None:
    install(tmp_path / "site", ".OKRS.json = okr_other:JsonAdapter", package="okr-other")
    done = okrsheets("check", "Sales.okrs.json", env=env)
    assert done.returncode == 2
    both = 'okr-json: .okrs.json: ".okrs.json" is claimed by okr-other: .OKRS.json too'
    assert done.stderr == f"error: {both}; uninstall one of the two\n"
    assert okrsheets("check", "--fail-on", "never", plan.name, env=env).returncode == 0


@pytest.mark.parametrize(
    ("instead", "of", "code", "says"),
    [
        ("raise OSError(28, 'No space left')", "fresh.replace", 3, "may be written or not: no space left"),
        ("1 / 0", "fresh.replace", 3, "okr-json: .okrs.json: failed: ZeroDivisionError"),
        ("return 3", "return put_cells", 3, "gives int, not the outcome of a write"),
    ],
)
def test_a_write_that_fails_is_told_and_the_rest_is_done(
    okrsheets: Run,
    env: dict[str, str],
    tmp_path: Path,
    plan: Path,
    instead: str,
    of: str,
    code: int,
    says: str,
) -> None:
    broken = re.sub(f"{of}.*", lambda _: instead, CODE, count=1)
    assert broken != CODE
    (tmp_path / "site" / "okr_json.py").write_text(broken, encoding="utf-8")
    done = okrsheets("sync", "--yes", "Sales.okrs.json", plan.name, env=env)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "into plan.xlsx" in done.stderr
    assert json.loads((tmp_path / "Sales.okrs.json").read_bytes()) == SALES


def test_python_reads_it_too(env: dict[str, str], tmp_path: Path) -> None:
    code = "import okrsheets; print(okrsheets.read('Sales.okrs.json')[0].sheets[0].value(2, 4))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == "5\n"
