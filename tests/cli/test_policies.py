"""`--policy` and `[pace] policy`: judging as other systems do, or as a plug-in says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from okrsheets.progress.measuring_policies import MEASURING_POLICIES
from okrsheets.progress.pace_policies import PACE_POLICIES
from okrsheets.progress.parent_policies import PARENT_POLICIES
from okrsheets.progress.rollup_policies import MODES, ROLL_UP_POLICIES
from tests.cli.conftest import ROOT, Run

DOCS = ROOT / "docs" / "progress.md"


def _statuses(run: Run, *arguments: str, env: Mapping[str, str] | None = None) -> dict[str, str]:
    done = run("report", "--format", "json", *arguments, "plan.xlsx", env=env or {})
    assert done.returncode == 0, done.stderr
    objectives = json.loads(done.stdout)["objectives"]
    return {kr["key"]: kr["status"] for each in objectives for kr in each["key_results"]}


@pytest.mark.usefixtures("plan")
def test_policy_judges_as_another_system_does_and_says_so(okrsheets: Run) -> None:
    ours, mhokr = _statuses(okrsheets), _statuses(okrsheets, "--policy", "mhokr")
    assert ours != mhokr
    page = okrsheets(
        "report", "--format", "markdown-full", "--out", "-", "--policy", "mhokr", "plan.xlsx"
    ).stdout
    assert "By mhokr instead of default, the policy in force" in page
    assert "Pace policy “mhokr”: On track to 5 points behind what time asks for" in page


@pytest.mark.usefixtures("plan")
def test_the_config_names_the_policy_in_force(okrsheets: Run, tmp_path: Path) -> None:
    by_option = _statuses(okrsheets, "--policy", "mhokr")
    (tmp_path / "okrsheets.toml").write_text('[pace]\npolicy = "mhokr"\n', encoding="utf-8")
    assert _statuses(okrsheets) == by_option
    document = json.loads(okrsheets("report", "--format", "json", "plan.xlsx").stdout)
    assert document["policies"]["pace"]["name"] == "mhokr"
    assert document["changes"] is None
    again = json.loads(okrsheets("report", "--format", "json", "--policy", "default", "plan.xlsx").stdout)
    assert again["changes"]["in_force"] == "mhokr"
    assert again["changes"]["okrs"]


@pytest.mark.usefixtures("plan")
def test_a_tab_says_what_counts_in_its_objectives(okrsheets: Run, tmp_path: Path) -> None:
    def company() -> float:
        document = json.loads(okrsheets("report", "--format", "json").stdout)
        return float(document["objectives"][0]["progress"])

    config = tmp_path / "okrsheets.toml"
    config.write_text('[[source]]\nuri = "plan.xlsx"\n', encoding="utf-8")
    both = company()
    config.write_text(
        '[[source]]\nuri = "plan.xlsx"\n[source.sheets."Comp*"]\nroll_up = "aligned"\n', encoding="utf-8"
    )
    assert both == pytest.approx(0.3848, abs=1e-4)
    assert company() == pytest.approx(0.4211, abs=1e-4)  # what Sales delivers, alone


@pytest.mark.usefixtures("plan")
def test_the_config_names_how_key_results_are_measured_and_reports_say_so(
    okrsheets: Run, tmp_path: Path
) -> None:
    config = tmp_path / "okrsheets.toml"
    config.write_text('[progress]\nmeasure = "okr-tracker"\n', encoding="utf-8")
    document = json.loads(okrsheets("report", "--format", "json", "plan.xlsx").stdout)
    assert document["policies"]["measure"] == {
        "name": "okr-tracker",
        "summary": "Key results are held within 0 and 100 %",
    }
    page = okrsheets("report", "--format", "markdown-full", "--out", "-", "plan.xlsx").stdout
    assert "Measuring policy “okr-tracker”: Key results are held within 0 and 100 %." in page


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("command", ["check", "plan", "report"])
def test_a_policy_that_there_is_not_is_a_slip_with_its_cure(okrsheets: Run, command: str) -> None:
    done = okrsheets(command, "--policy", "vivva", "plan.xlsx")
    assert done.returncode == 2
    assert 'error: --policy vivva: no pace policy is called so; did you mean "viva"' in done.stderr


@pytest.mark.usefixtures("plan")
def test_a_policy_in_the_config_that_there_is_not_names_its_key(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text('[pace]\npolicy = "xyz"\n', encoding="utf-8")
    done = okrsheets("check", "plan.xlsx")
    assert done.returncode == 2
    assert 'okrsheets.toml: pace.policy: no pace policy is called "xyz"; known are boja' in done.stderr


def _install(folder: Path, entry: str, code: str) -> dict[str, str]:
    """Lay a package with an entry point into a folder, and say how Python finds it."""
    (folder / "steady_pace.py").write_text(code, encoding="utf-8")
    meta = folder / "steady_pace-1.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: steady-pace\nVersion: 1.0\n", encoding="utf-8"
    )
    (meta / "entry_points.txt").write_text(f"[okrsheets.pace_policies]\n{entry}\n", encoding="utf-8")
    return {"PYTHONPATH": f"{ROOT}:{folder}"}


@pytest.mark.usefixtures("plan")
def test_the_policy_of_the_documentation_works_as_a_plug_in(okrsheets: Run, tmp_path: Path) -> None:
    code, entry = re.findall(r"```(?:python|toml)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    env = _install(tmp_path, entry.strip().splitlines()[-1].replace('"', ""), code)
    found = _statuses(okrsheets, "--policy", "steady", env=env)
    assert set(found.values()) <= {"on track", "at risk", "done", "unknown"}
    assert found != _statuses(okrsheets, "--policy", "viva", env=env)
    page = okrsheets(
        "report", "--format", "markdown-full", "--out", "-", "--policy", "steady", "plan.xlsx", env=env
    )
    assert "Pace policy “steady”: On track from half of what time asks for, at risk below." in page.stdout


BROKEN = """
from okrsheets.progress import pace_policy

ODD = 3


@pace_policy("odd")
def odd(progress, pace):
    return 1 / 0


@pace_policy("even")
def even(progress, pace):
    return "green"


@pace_policy("viva")
def again(progress, pace):
    return "green"
"""


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("entry", "policy", "says"),
    [
        ("odd = steady_pace:missing", "odd", "steady-pace: odd: cannot be loaded"),
        ("odd = steady_pace:ODD", "odd", "leads to int, not to a pace policy; make it one with @pace_policy"),
        (
            "odd = steady_pace:odd",
            "odd",
            "failed: ZeroDivisionError: division by zero (line 9 of steady_pace.py)",
        ),
        ("odd = steady_pace:even", "even", "failed: TypeError: gives str, not a status"),
        ("odd = steady_pace:again", "mine", 'there is a policy "viva" already'),
    ],
)
def test_a_plug_in_that_is_broken_is_told_in_one_line(
    okrsheets: Run, tmp_path: Path, entry: str, policy: str, says: str
) -> None:
    env = _install(tmp_path, entry, BROKEN)
    done = okrsheets("check", "--policy", policy, "plan.xlsx", env=env)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_every_policy_stands_in_the_documentation() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for name, policy in PACE_POLICIES.items():
        pages = text.partition("## Pace policies")[2].splitlines()
        row = next(line for line in pages if line.startswith(f"| `{name}` |"))
        for status, word in policy.calls.items():
            if word.casefold() != status.value:
                assert f'"{word}"' in row, (name, word)
    measuring, _, rolling = text.partition("## What an objective is made of")
    for name in MEASURING_POLICIES:
        assert f"\n| `{name}` |" in measuring
    for name in (*ROLL_UP_POLICIES, *MODES):
        assert f"\n| `{name}` |" in rolling
    for name in PARENT_POLICIES.keys() - {"own"}:
        assert f'"{name}"' in text
