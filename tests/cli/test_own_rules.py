"""Rules of a user's own, from a file that the config names and from a package that is installed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run, lay

PAGE = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
OURS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
CONFIG = '[rules]\nfiles = ["our_rules.py"]\n'
ROWS: list[list[object]] = [
    ["Objective", "Key result", "Owner", "Baseline", "Current", "Target", "Note"],
    ["Win the east", "Leads per week", "Mia, Ben", 10, 30, 50, ""],
    ["Win the west", "Leads per day", "Mia", 1, 3, 5, ""],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company with one workbook, and the rule of the documentation in a file that its config names."""
    lay(tmp_path / "Plan.xlsx", {"Q4 2026": ROWS})
    (tmp_path / "our_rules.py").write_text(OURS, encoding="utf-8")
    (tmp_path / "okrsheets.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def _lonely(okrsheets: Run, *options: str) -> list[str]:
    ran = okrsheets("check", "Plan.xlsx", "--format", "json", *options)
    assert ran.returncode in (0, 1), ran.stderr
    return [each["message"] for each in json.loads(ran.stdout)["findings"] if each["rule"] == "lonely-owner"]


def test_the_rule_of_the_documentation_speaks(folder: Path, okrsheets: Run) -> None:
    assert _lonely(okrsheets) == ['"Leads per day" has 1 of 2 owners']


def test_it_is_listed_and_explained_like_all_others(folder: Path, okrsheets: Run) -> None:
    assert "lonely-owner" in okrsheets("rules").stdout.splitlines()[-1]
    page = okrsheets("explain", "lonely-owner").stdout
    assert "A key result has too few owners.\n\nOurs are owned by two people" in page
    assert "Threshold: `lonely-owner = 2`." in page
    assert "Silent where one of these speaks: missing-owner." in page


def test_its_threshold_severity_and_silence_are_set_like_those_of_others(
    folder: Path, okrsheets: Run
) -> None:
    more = '[rules.thresholds]\nlonely-owner = 3\n[rules.severity]\nlonely-owner = "error"\n'
    (folder / "okrsheets.toml").write_text(CONFIG + more, encoding="utf-8")
    assert len(_lonely(okrsheets)) == 2
    assert okrsheets("check", "Plan.xlsx").returncode == 1
    assert _lonely(okrsheets, "--ignore", "lonely-owner") == []
    assert len(_lonely(okrsheets, "--select", "lonely-owner")) == 2


def test_a_note_in_the_sheet_silences_it(folder: Path, okrsheets: Run) -> None:
    lay(folder / "Plan.xlsx", {"Q4 2026": [*ROWS[:2], [*ROWS[2][:-1], "ignore: lonely-owner, Ben joins"]]})
    assert _lonely(okrsheets) == []


def test_sync_writes_what_it_finds_beside_the_row(folder: Path, okrsheets: Run) -> None:
    ran = okrsheets("sync", "--yes", "Plan.xlsx")
    assert ran.returncode == 0
    assert '"Leads per day" has 1 of 2 owners' in ran.stdout + ran.stderr


def test_sarif_knows_its_page(folder: Path, okrsheets: Run) -> None:
    ran = okrsheets("check", "Plan.xlsx", "--format", "sarif")
    rules = json.loads(ran.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert "lonely-owner" in {each["id"] for each in rules}


def test_no_trace_of_running_the_file_is_left(folder: Path, okrsheets: Run) -> None:
    okrsheets("check", "Plan.xlsx")
    assert {path.name for path in folder.iterdir()} == {"Plan.xlsx", "our_rules.py", "okrsheets.toml"}


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            "def f(:\n",
            "our_rules.py: cannot be run: SyntaxError: invalid syntax (line 1 of our_rules.py); mend it",
        ),
        ("\n1 / 0\n", "cannot be run: ZeroDivisionError: division by zero (line 2 of our_rules.py); mend it"),
        ("x = 1\n", "our_rules.py: defines no rule; make a function one with @rule"),
        (OURS.replace("lonely-owner", "missing-owner"), 'there is a rule "missing-owner" already'),
        (OURS.replace("lonely-owner", "Lonely"), '"Lonely" is no name of a rule; write it as "no-champion"'),
        (
            re.sub(r' {4}""".*?"""\n', "", OURS, flags=re.DOTALL),
            'the rule "lonely-owner" does not say what it finds; give its function a docstring',
        ),
        (
            OURS.replace("key_result.owners", "key_result.keepers"),
            "our_rules.py: lonely-owner: failed: AttributeError: ",
        ),
        (
            OURS.replace("yield finding(", "yield dict("),
            "failed: TypeError: yields dict, not what finding(...) makes",
        ),
    ],
)
def test_a_mistake_in_a_rule_is_told_as_its_authors_in_one_line(
    folder: Path, okrsheets: Run, code: str, says: str
) -> None:
    (folder / "our_rules.py").write_text(code, encoding="utf-8")
    before = (folder / "Plan.xlsx").read_bytes()
    ran = okrsheets("sync", "--yes", "Plan.xlsx")
    assert ran.returncode == 2
    (line,) = ran.stderr.splitlines()
    assert says in line
    assert (folder / "Plan.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ('files = ["rules.py"]', "rules.files: rules.py: no such file; check the path"),
        ('files = ["Plan.xlsx"]', "rules.files: Plan.xlsx: is no Python file"),
        ('ignore = ["lonely-owners"]', 'rules.ignore: unknown rule "lonely-owners"'),
        ("thresholds = { lonely-owner = 3 }", 'rules.thresholds: unknown rule "lonely-owner"'),
        ('thresholds = { "missing-owner.most" = 3 }', 'unknown threshold "missing-owner.most"'),
        (
            'tabs.Ideas.ignore = ["missing-owners"]',
            'rules.tabs."Ideas".ignore: unknown rule "missing-owners"',
        ),
    ],
)
def test_a_name_that_is_no_rules_is_told_with_its_place(
    folder: Path, okrsheets: Run, config: str, says: str
) -> None:
    (folder / "okrsheets.toml").write_text(f"[rules]\n{config}\n", encoding="utf-8")
    ran = okrsheets("check", "Plan.xlsx")
    assert ran.returncode == 2
    (line,) = ran.stderr.splitlines()
    assert says in line


def _installed(folder: Path, code: str, *, leads_to: str) -> dict[str, str]:
    """A package with that code that is installed in a folder of its own, and the environment to find it."""
    site = folder / "site"
    about = site / "northwind_okrs-1.0.dist-info"
    about.mkdir(parents=True)
    (site / "northwind_okrs.py").write_text(code, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: northwind-okrs\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[okrsheets.rules]\nnorthwind = northwind_okrs:{leads_to}\n")
    return {"PYTHONPATH": f"{ROOT}:{site}"}


@pytest.mark.parametrize("leads_to", ["lonely_owner", "RULES"])
def test_a_rule_of_a_package_speaks_without_any_config(tmp_path: Path, okrsheets: Run, leads_to: str) -> None:
    lay(tmp_path / "Plan.xlsx", {"Q4 2026": ROWS})
    env = _installed(tmp_path, OURS + "\nRULES = [lonely_owner]\n", leads_to=leads_to)
    ran = okrsheets("check", "Plan.xlsx", "--select", "lonely-owner", env=env)
    assert '"Leads per day" has 1 of 2 owners' in ran.stdout


@pytest.mark.parametrize(
    ("leads_to", "says"),
    [
        ("missing", "northwind-okrs: northwind: cannot be loaded: AttributeError"),
        ("HEAD", "northwind-okrs: northwind: leads to int, not to a rule; make it one with @rule"),
    ],
)
def test_a_package_that_offers_no_rule_is_told(
    tmp_path: Path, okrsheets: Run, leads_to: str, says: str
) -> None:
    lay(tmp_path / "Plan.xlsx", {"Q4 2026": ROWS})
    ran = okrsheets("check", "Plan.xlsx", env=_installed(tmp_path, "HEAD = 1\n", leads_to=leads_to))
    assert ran.returncode == 2
    assert says in ran.stderr
