"""`okrsheets schedule print`: what it prints is run as a scheduler would run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import yaml

from tests.cli.conftest import PLAN, ROOT, Run, lay
from tests.scheduling.test_schedules import as_cron_runs_it

STRANGE = 'the "best" 50% of d\'Été'
CONFIG = '[[source]]\nuri = "plan.xlsx"\nwrite = true\n'


def installed(folder: Path) -> Path:
    """A script as pip makes it, that needs nothing from its environment."""
    folder.mkdir(parents=True)
    script = folder / "okrsheets"
    lines = (
        f"#!{sys.executable}",
        "import sys",
        f"sys.path.insert(0, {str(ROOT)!r})",
        "from okrsheets.cli import main",
        "main()",
    )
    script.write_text("\n".join(lines) + "\n")
    script.chmod(0o755)
    return script


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return installed(tmp_path / f"bin {STRANGE}")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / STRANGE
    folder.mkdir()
    lay(folder / "plan.xlsx", PLAN)
    (folder / "okrsheets.toml").write_text(CONFIG)
    return folder


def printed(script: Path, folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(script), "schedule", "print", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "TZ": "Europe/Berlin", "PYTHONUTF8": "1", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_the_line_for_cron_runs_without_path_and_home(script: Path, home: Path) -> None:
    line = printed(script, home, "cron", "--at", "06:17", "--on", "weekdays").splitlines()[-1]
    assert line.startswith("17 6 * * 1-5 ")
    words = as_cron_runs_it(line)
    assert words == [str(script), "sync", "-q", "--config", str(home / "okrsheets.toml")]
    command = line.split(None, 5)[5].replace("\\%", "%")  # there is no other backslash in it
    for _ in range(2):
        done = subprocess.run(
            ["env", "-i", "/bin/sh", "-c", command], cwd="/", capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    heads = [cell.value for cell in openpyxl.load_workbook(home / "plan.xlsx")["Sales"][3]]
    assert "Progress (auto)" in heads
    assert {path.name for path in home.iterdir()} == {
        "plan.xlsx",
        "okrsheets.toml",
        ".okrsheets",
        "okrsheets-report",
    }


def test_time_zone_minute_and_kinds_are_told(script: Path, home: Path) -> None:
    first, again = printed(script, home, "cron"), printed(script, home, "cron")
    assert first == again
    assert "Europe/Berlin (UTC+0" in first
    assert printed(script, home, "k8s") == printed(script, home, "kubernetes")
    assert 'timeZone: "Europe/Berlin"' in printed(script, home, "k8s", "--name", "our-okrs")
    for part, key in (("service", "ExecStart="), ("timer", "OnCalendar="), ("failed", "journalctl")):
        text = printed(script, home, "systemd", "--only", part)
        assert key in text
        assert text in printed(script, home, "systemd")
    assert {path.name for path in home.iterdir()} == {"plan.xlsx", "okrsheets.toml"}


def test_what_systemd_may_write_holds_all_workbooks_the_state_and_the_reports(
    script: Path, home: Path, tmp_path: Path
) -> None:
    teams = tmp_path / "teams"
    teams.mkdir()
    lay(teams / "Sales.xlsx", PLAN)
    more = (
        '[[source]]\nuri = "../teams/*.xlsx"\n[report]\nout = "../site/okrs"\n[state]\npath = "../memory"\n'
    )
    (home / "okrsheets.toml").write_text(CONFIG + more)
    (tmp_path / "memory").mkdir()
    text = printed(script, home, "systemd", "--only", "service")
    places = [line.partition("=")[2] for line in text.splitlines() if line.startswith("ReadWritePaths=")]
    assert places == [f"-{tmp_path}"]  # where the folder of the reports will be made
    (tmp_path / "site").mkdir()
    text = printed(script, home, "systemd", "--only", "service")
    places = [line.partition("=")[2] for line in text.splitlines() if line.startswith("ReadWritePaths=")]
    assert [Path(place.strip('"')).name for place in places][:3] == ["memory", "site", "teams"]
    assert len(places) == 4


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("cron", "--at", "25:00"), '"25:00" is no time; write it as 06:17'),
        (("cron", "--at", "٠٦:١٧"), "is no time"),
        (("cron", "--name", "Our OKRs"), "is no name for all schedulers"),
        (("cron", "--only", "timer"), "there is one file for cron"),
        (("crontab",), "crontab"),
    ],
)
def test_a_slip_is_told(okrsheets: Run, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "okrsheets.toml").write_text(CONFIG)
    done = okrsheets("schedule", "print", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_without_a_config_nothing_can_be_scheduled(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("schedule", "print", "cron")
    assert (done.returncode, "no okrsheets.toml found" in done.stderr) == (2, True)


GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.com",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.com",
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | GIT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_workflow(text: str, origin: Path, machine: Path, script: Path) -> Path:
    """Run the steps of a workflow on a new machine, as GitHub runs them; returns its repository."""
    git(machine.parent, "clone", "--quiet", str(origin), machine.name)
    job = yaml.safe_load(text)["jobs"]["sync"]
    said = {key: value for key, value in job["env"].items() if "${{" not in value}
    temp = machine.with_name(f"{machine.name}-temp")
    temp.mkdir()
    place = {"RUNNER_TEMP": str(temp), "GITHUB_WORKSPACE": str(machine), "PYTHONUTF8": "1"}
    path = {"PATH": f"{script.parent}:/usr/bin:/bin", "HOME": str(temp)}
    for step in job["steps"]:
        if "run" in step and "pip install" not in step["run"]:
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=machine,
                env=GIT | said | place | path,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"
    return machine


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_on_github_each_run_knows_the_one_before_and_workbooks_are_kept(tmp_path: Path) -> None:
    script = installed(tmp_path / "bin")
    origin, here = tmp_path / "origin.git", tmp_path / "here"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", origin.name)
    git(tmp_path, "clone", "--quiet", origin.name, here.name)
    git(here, "checkout", "--quiet", "-b", "main")
    home = here / "our okrs"
    home.mkdir()
    lay(home / "plan.xlsx", PLAN)
    (home / "okrsheets.toml").write_text(CONFIG)
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "-m", "OKRs")
    git(here, "push", "--quiet", "origin", "main")
    text = printed(script, home, "github")
    for number in (1, 2, 3):
        machine = run_workflow(text, origin, tmp_path / f"machine{number}", script)
        runs = subprocess.run(
            [str(script), "history", "--runs", "--format", "csv"],
            cwd=machine / "our okrs",
            capture_output=True,
            text=True,
            check=True,
        )
        codes = [line.split(",")[3] for line in runs.stdout.splitlines()[1:]]
        assert codes == ["0"] * number
    assert git(origin, "rev-list", "--count", "okrsheets-state") == "1\n"
    assert git(origin, "rev-list", "--count", "main") == "2\n"  # what the first run wrote, and nothing since
    assert git(origin, "ls-tree", "--name-only", "main:our okrs").split() == ["okrsheets.toml", "plan.xlsx"]
    assert "state.db" in git(origin, "ls-tree", "--name-only", "okrsheets-state")
