"""What a schedule says is what is run: at that time, with those words, whatever signs are in a path."""

from __future__ import annotations

import plistlib
import re
import shlex
import shutil
import subprocess
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrsheets.errors import UsageError
from okrsheets.scheduling import KINDS, Schedule, odd_minute, schedule_text
from okrsheets.scheduling.systemd import units

HOME = "/srv/our okrs"
SCHEDULE = Schedule(
    name="okrsheets",
    program=("/opt/okrsheets/bin/okrsheets",),
    config=f"{HOME}/okrsheets.toml",
    at=time(5, 17),
    weekdays=False,
    zone="Europe/Berlin",
    zone_words="Europe/Berlin (UTC+01:00)",
    offset=timedelta(hours=1),
    user="root",
    folders=(HOME, "/srv/teams"),
    config_here="okrsheets.toml",
    state_here=".okrsheets",
    reports_here="okrsheets-report",
    version="1.2.3",
)
STRANGE = [
    "our okrs",
    'the "best" 50% of d\'Été',
    "%%\\% \\%",
    "$HOME `id` ;&|",
    "目標 ‘x’",
    "a\\%b",
    "-- --> ]]>",
    "#{x}: *",
]


def strange(name: str) -> Schedule:
    config = f"/srv/{name}/okrsheets.toml"
    return SCHEDULE._replace(program=(f"/opt/{name}/okrsheets",), config=config, folders=(f"/srv/{name}",))


def as_cron_runs_it(line: str) -> list[str]:
    """The words that a program gets of a line, as vixie cron (do_command.c) and the shell take it apart."""
    command = line.split(None, 5)[5]
    assert len(command.encode()) < 1000
    taken, escaped = "", False
    for sign in command:
        if escaped:
            taken = taken[:-1] + sign if sign == "%" else taken + sign
            escaped = False
            continue
        assert sign != "%", "the rest would be given to the program as input"
        taken += sign
        escaped = sign == "\\"
    done = subprocess.run(
        ["env", "-i", "/bin/sh", "-c", f"printf '%s\\0' {taken}"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("name", STRANGE)
def test_cron_runs_the_very_words(name: str) -> None:
    schedule = strange(name)
    *comments, line = schedule_text("cron", schedule).splitlines()
    assert all(comment.startswith("#") for comment in comments)
    assert as_cron_runs_it(line) == [*schedule.command]


def test_cron_runs_it_at_that_time_on_those_days() -> None:
    assert schedule_text("cron", SCHEDULE).splitlines()[-1].startswith("17 5 * * * ")
    text = schedule_text("cron", SCHEDULE._replace(weekdays=True, at=time(23, 4)))
    assert text.splitlines()[-1].startswith("4 23 * * 1-5 ")
    assert "on weekdays at 23:04, Europe/Berlin (UTC+01:00)" in text


def test_a_command_that_cron_would_cut_off_is_refused() -> None:
    with pytest.raises(UsageError, match="longer than the 990 bytes"):
        schedule_text("cron", SCHEDULE._replace(config=f"/{'x' * 1000}/okrsheets.toml"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", ["\n", "\x1b", "\udcff"])
def test_a_path_that_no_line_can_hold_is_refused(kind: str, sign: str) -> None:
    with pytest.raises(UsageError, match="no schedule can hold") as told:
        schedule_text(kind, SCHEDULE._replace(config=f"/srv/a{sign}b/okrsheets.toml"))
    assert str(told.value).isprintable()


def verify(folder: Path, schedule: Schedule) -> subprocess.CompletedProcess[str]:
    names = {"service": ".service", "timer": ".timer", "failed": "-failed.service"}
    paths = [folder / f"{schedule.name}{ending}" for ending in names.values()]
    for path, text in zip(paths, units(schedule).values(), strict=True):
        path.write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")


@needs_systemd
@pytest.mark.parametrize("name", STRANGE)
def test_systemd_finds_nothing_wrong_with_the_units_and_finds_the_program(tmp_path: Path, name: str) -> None:
    program = tmp_path / name / "okrsheets"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for weekdays in (True, False):
        schedule = strange(name)._replace(program=(str(program),), weekdays=weekdays)
        done = verify(tmp_path, schedule)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
def test_systemd_would_say_if_the_program_or_a_line_were_wrong(tmp_path: Path) -> None:
    done = verify(tmp_path, SCHEDULE)
    assert "/opt/okrsheets/bin/okrsheets is not executable" in done.stderr
    done = verify(tmp_path, SCHEDULE._replace(program=("/bin/true",), at=time(5, 17), user="no one"))
    assert done.stderr


def systemd_words(text: str) -> list[str]:
    """The words of a line, read as systemd.syntax(7) has it."""
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', text)
    return [re.sub(r"\\(.)", r"\1", quoted or bare).replace("%%", "%") for quoted, bare in found]


@pytest.mark.parametrize("name", STRANGE)
def test_systemd_runs_the_very_words_and_lets_them_write_there(name: str) -> None:
    schedule = strange(name)
    lines = dict(line.split("=", 1) for line in units(schedule)["service"].splitlines() if "=" in line[:24])
    command = lines["ExecStart"]
    assert command.startswith(":") == ("$" in command)
    words = systemd_words(command.removeprefix(":"))
    assert [word for word in words if word not in ("/bin/sh", "-c", 'exec "$0" "$@"')] == [*schedule.command]
    assert systemd_words(lines["ReadWritePaths"]) == [f"-/srv/{name}"]


def test_systemd_makes_up_for_missed_runs_and_takes_75_for_no_failure() -> None:
    text = units(SCHEDULE)
    assert "Persistent=true" in text["timer"]
    assert "OnCalendar=*-*-* 05:17:00\n" in text["timer"]
    assert "OnCalendar=Mon..Fri *-*-* 05:17:00\n" in units(SCHEDULE._replace(weekdays=True))["timer"]
    for line in ("Type=oneshot", "SuccessExitStatus=75", "TimeoutStartSec=1h", "PrivateTmp=yes"):
        assert f"\n{line}\n" in text["service"]
    assert text["service"].count("ReadWritePaths=") == 2
    assert "PrivateTmp" not in units(SCHEDULE._replace(folders=("/tmp/x",)))["service"]
    whole = schedule_text("systemd", SCHEDULE)
    assert all(part in whole for part in text.values())


@pytest.mark.parametrize("name", STRANGE)
def test_launchd_runs_the_very_words(name: str) -> None:
    schedule = strange(name)
    agent = plistlib.loads(schedule_text("launchd", schedule).encode())
    assert agent["ProgramArguments"] == [*schedule.command]
    assert agent["StartCalendarInterval"] == {"Hour": 5, "Minute": 17}
    assert agent["StandardErrorPath"] == f"/srv/{name}/okrsheets.log"
    days = plistlib.loads(schedule_text("launchd", schedule._replace(weekdays=True)).encode())
    assert [day["Weekday"] for day in days["StartCalendarInterval"]] == [1, 2, 3, 4, 5]


def powershell_words(text: str) -> list[str]:
    """The texts in single quotes, of which a doubled one is one, and typographic ones are no others."""
    code = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    quotes = "['‘’‚‛]"
    found = re.findall(f"{quotes}((?:{quotes}{quotes}|(?!{quotes}).)*){quotes}", code)
    return [re.sub(f"({quotes}){quotes}", r"\1", word) for word in found]


@pytest.mark.parametrize("name", [name for name in STRANGE if "%" not in name and "`" not in name])
def test_windows_runs_the_very_words(name: str) -> None:
    schedule = strange(name)
    words = powershell_words(schedule_text("windows", schedule))
    assert words[:2] == [schedule.program[0], subprocess.list2cmdline(schedule.command[1:])]
    assert words[2:4] == ["05:17", "okrsheets"]


def test_windows_starts_none_beside_another_and_makes_up_for_missed_ones() -> None:
    text = schedule_text("windows", SCHEDULE)
    for option in ("-StartWhenAvailable", "-MultipleInstances IgnoreNew", "-ExecutionTimeLimit", "-Daily"):
        assert option in text
    assert "-DaysOfWeek Monday," in schedule_text("windows", SCHEDULE._replace(weekdays=True))


def test_a_path_in_which_windows_would_put_a_variable_is_refused() -> None:
    with pytest.raises(UsageError, match="for a variable"):
        schedule_text("windows", SCHEDULE._replace(config="C:/%TEMP%/okrsheets.toml"))


@pytest.mark.parametrize("name", STRANGE)
def test_kubernetes_runs_the_very_words_one_at_a_time(name: str) -> None:
    schedule = SCHEDULE._replace(config_here=f"{name}/okrsheets.toml", weekdays=True)
    volume, job = yaml.safe_load_all(schedule_text("kubernetes", schedule))
    spec: dict[str, Any] = job["spec"]
    assert (spec["schedule"], spec["timeZone"]) == ("17 5 * * 1-5", "Europe/Berlin")
    assert (spec["concurrencyPolicy"], spec["startingDeadlineSeconds"]) == ("Forbid", 21600)
    assert spec["jobTemplate"]["spec"]["backoffLimit"] == 0
    pod = spec["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["command"] == ["okrsheets", "sync", "-q", "--config", f"/okrs/{name}/okrsheets.toml"]
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == volume["metadata"]["name"]


@pytest.mark.parametrize("kind", ["kubernetes", "github"])
def test_a_state_that_would_be_left_behind_is_refused(kind: str) -> None:
    with pytest.raises(UsageError, match="lies outside"):
        schedule_text(kind, SCHEDULE._replace(state_here="/var/lib/okrsheets"))


@pytest.mark.parametrize(
    ("at", "hours", "says"),
    [
        (time(5, 17), 1, "17 4 * * 1-5"),
        (time(0, 30), 1, "30 23 * * 0-4"),  # Sunday to Thursday in UTC
        (time(22, 30), -5, "30 3 * * 2-6"),
        (time(5, 17), 5.5, "47 23 * * 0-4"),
    ],
)
def test_github_starts_it_in_utc_on_the_days_that_are_meant(at: time, hours: float, says: str) -> None:
    schedule = SCHEDULE._replace(at=at, offset=timedelta(hours=hours), weekdays=True)
    assert yaml.safe_load(schedule_text("github", schedule))[True]["schedule"] == [{"cron": says}]
    unknown = schedule._replace(zone=None)
    *_, job = yaml.safe_load_all(schedule_text("kubernetes", unknown))
    assert (job["spec"]["schedule"], job["spec"]["timeZone"]) == (says, "Etc/UTC")


@pytest.mark.parametrize("name", [*STRANGE, "${{ secrets.KEY }}"])
def test_github_is_given_the_very_paths(name: str) -> None:
    schedule = SCHEDULE._replace(config_here=f"{name}/okrsheets.toml")
    workflow = yaml.safe_load(schedule_text("github", schedule))
    said = workflow["jobs"]["sync"]["env"]["CONFIG"]
    assert said.replace("${{ '${{' }}", "${{") == f"{name}/okrsheets.toml"
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert workflow["jobs"]["sync"]["timeout-minutes"] == 30
    assert "workflow_dispatch" in workflow[True]


def test_the_minute_is_odd_and_stays_that_of_a_config() -> None:
    minutes = {odd_minute(f"/srv/{number}/okrsheets.toml") for number in range(1000)}
    assert len(minutes) == 48
    assert not any(minute % 5 == 0 for minute in minutes)
    assert odd_minute(SCHEDULE.config) == odd_minute(SCHEDULE.config)


def test_what_is_printed_is_a_line_of_shell_at_most() -> None:
    assert shlex.split(schedule_text("cron", SCHEDULE).splitlines()[-1])[5:] == [*SCHEDULE.command]
