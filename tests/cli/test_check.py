"""`check` in its formats, with a baseline, and with only some of the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.cli.conftest import PLAN, Run, lay


def _rules(okrsheets: Run, *arguments: str) -> set[str]:
    document = json.loads(okrsheets("check", "--format", "json", *arguments, "plan.xlsx").stdout)
    return {one["rule"] for one in document["findings"]}


def test_the_words_of_the_row_stand_below_a_finding_with_a_mark_under_the_cell(
    okrsheets: Run, plan: Path
) -> None:
    lines = okrsheets("check", plan.name, env={"COLUMNS": "140"}).stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "[dangling-alignment]" in line)
    row, mark = lines[at + 1], lines[at + 2]
    assert mark.strip() == "^^^^"
    assert row[mark.index("^") : mark.rindex("^") + 1] == "CO-9"


def test_every_format_tells_of_the_same_findings(okrsheets: Run, plan: Path) -> None:
    rules = sorted(
        one["rule"]
        for one in json.loads(okrsheets("check", "--format", "json", plan.name).stdout)["findings"]
    )
    sarif = json.loads(okrsheets("check", "--format", "sarif", plan.name).stdout)
    assert sorted(one["ruleId"] for one in sarif["runs"][0]["results"]) == rules
    github = okrsheets("check", "--format", "github", plan.name).stdout.splitlines()
    assert sorted(line.split("title=")[1].split("::")[0] for line in github) == rules
    junit = ET.fromstring(okrsheets("check", "--format", "junit", plan.name).stdout.encode())
    assert sorted(str(case.get("name")).split()[-1] for case in junit.iter("testcase")) == rules
    markdown = okrsheets("check", "--format", "markdown", plan.name).stdout
    assert sorted(line.split("`")[1] for line in markdown.splitlines() if line.endswith("` |")) == rules
    statistics = okrsheets("check", "--statistics", plan.name).stdout.splitlines()
    assert sum(int(line.split()[0]) for line in statistics) == len(rules)


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "markdown"])
def test_every_format_ends_with_the_same_exit_code(okrsheets: Run, plan: Path, form: str) -> None:
    assert okrsheets("check", "--format", form, plan.name).returncode == 1
    assert okrsheets("check", "--format", form, "--fail-on", "never", plan.name).returncode == 0


def test_select_and_ignore_choose_the_rules(okrsheets: Run, plan: Path) -> None:
    everything = _rules(okrsheets)
    assert "dangling-alignment" in everything
    assert _rules(okrsheets, "--select", "dangling-alignment") == {"dangling-alignment"}
    assert _rules(okrsheets, "--ignore", "dangling-alignment") == everything - {"dangling-alignment"}


def test_a_rule_that_the_config_ignores_is_heard_when_asked_for(okrsheets: Run, plan: Path) -> None:
    plan.with_name("okrsheets.toml").write_text(
        '[[source]]\nuri = "plan.xlsx"\n[rules]\nignore = ["dangling-alignment"]\n'
    )
    assert "dangling-alignment" not in _rules(okrsheets)
    assert _rules(okrsheets, "--select", "dangling-alignment") == {"dangling-alignment"}


def test_a_rule_that_is_none_is_told_with_the_nearest(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("check", "--select", "dangling-aligment", plan.name)
    assert done.returncode == 2
    assert 'did you mean "dangling-alignment"' in done.stderr


def test_only_what_a_baseline_does_not_know_counts(okrsheets: Run, plan: Path) -> None:
    kept = okrsheets("check", "--baseline", "known.json", "--write-baseline", plan.name)
    assert kept.returncode == 0, kept.stderr
    again = okrsheets("check", "--baseline", "known.json", plan.name)
    assert (again.returncode, again.stdout) == (0, "")
    assert "left out, as known.json holds them" in again.stderr
    book = openpyxl.load_workbook(plan)
    book["Sales"].insert_rows(4)  # the rows move, and with them what is known
    book["Sales"]["H5"] = "CO-77"
    book.save(plan)
    new = okrsheets("check", "--baseline", "known.json", plan.name)
    assert new.returncode == 1
    assert '"CO-77"' in new.stdout
    assert "CO-9" not in new.stdout


def test_a_baseline_excuses_a_finding_as_often_as_it_holds_it(okrsheets: Run, tmp_path: Path) -> None:
    rows = PLAN["Sales"]
    lay(tmp_path / "plan.xlsx", {"Company": PLAN["Company"], "Sales": rows})
    okrsheets("check", "--baseline", "known.json", "--write-baseline", "plan.xlsx")
    document = json.loads((tmp_path / "known.json").read_text())
    document["baseline"] = document["baseline"][1:]
    (tmp_path / "known.json").write_text(json.dumps(document))
    left = json.loads(okrsheets("check", "--format", "json", "--baseline", "known.json", "plan.xlsx").stdout)[
        "findings"
    ]
    assert len(left) == 1


@pytest.mark.parametrize("content", ["", "[]", "{", '{"baseline": 3}', '{"baseline": [{}]}', "[" * 100_000])
def test_what_is_no_baseline_is_told(okrsheets: Run, plan: Path, content: str) -> None:
    plan.with_name("known.json").write_text(content)
    done = okrsheets("check", "--baseline", "known.json", plan.name)
    assert done.returncode == 2
    assert "known.json: is no baseline" in done.stderr


def test_a_baseline_without_a_file_is_told(okrsheets: Run, plan: Path) -> None:
    assert "add --baseline FILE" in okrsheets("check", "--write-baseline", plan.name).stderr
    missing = okrsheets("check", "--baseline", "known.json", plan.name)
    assert missing.returncode == 2
    assert "--write-baseline" in missing.stderr


def test_a_workbook_of_which_nothing_was_read_says_that_it_is_filled(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Win the east", "Sign partners", 0, 20], ["Answer soon", "Hours", 9, 4]]
    lay(tmp_path / "plan.xlsx", {"Tabelle1": rows})
    done = okrsheets("check", "plan.xlsx")
    assert done.returncode == 0
    assert "plan.xlsx: no OKRs in it, though 2 rows are filled; okrsheets inspect plan.xlsx" in done.stderr


def test_a_tab_of_okrs_that_could_not_be_read_is_a_finding(okrsheets: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Win the east", "Sign partners", 0, 20],
        ["Answer soon", "Hours to reply", 9, 4],
    ]
    lay(tmp_path / "plan.xlsx", {"OKRs": rows})
    done = okrsheets("check", "--fail-on", "warning", "plan.xlsx")
    assert done.returncode == 1
    assert "OKRs!A1:D2  warning  2 rows that look like OKRs were not read: no row of headings" in done.stdout


def test_scores_are_told_with_the_cells_that_lower_them(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("check", "--scores", plan.name)
    assert "Strength: " in done.stdout
    document = json.loads(okrsheets("check", "--format", "json", plan.name).stdout)
    score = document["scores"]["strength"]
    assert 0 < score["share"] < 1
    assert done.stdout.count(f"    {plan.name} ") >= len(score["half"]) + len(score["missing"])


@pytest.mark.parametrize("option", ["--statistics", "--scores"])
def test_what_stands_in_place_of_findings_is_text(okrsheets: Run, plan: Path, option: str) -> None:
    done = okrsheets("check", option, "--format", "json", plan.name)
    assert done.returncode == 2
    assert f"{option} --format json: do not go together" in done.stderr
    assert okrsheets("check", "--statistics", "--scores", plan.name).returncode == 2
