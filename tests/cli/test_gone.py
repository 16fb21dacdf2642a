"""Workbooks that go missing from a folder or pattern of the config, among others that stay."""

from __future__ import annotations

import json
import os
import shlex
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, lay

FIRST = date(2026, 11, 9)
HEADINGS: list[object] = [
    "ID",
    "Objective",
    "Key result",
    "Owner",
    "Baseline",
    "Current",
    "Target",
    "Aligned to",
]
CONFIG = """
[cycle]
current = "Q4 2026"
[alignment]
top = ["Company"]
[[source]]
uri = "Company.xlsx"
[[source]]
uri = "teams"
"""
CURE = (
    "bring it back; if it is gone for good, wait until then or let it count no more now: "
    "okrsheets history let-go teams/East.xlsx"
)
AGENDA: list[list[object]] = [["Agenda", "Minutes"], ["Welcome", 5], ["Figures", 25]]


def day(night: int) -> dict[str, str]:
    return {"OKRSHEETS_TODAY": (FIRST + timedelta(days=night)).isoformat()}


def team(name: str, current: int = 5) -> list[list[object]]:
    return [
        HEADINGS,
        [
            f"{name[0]}-1",
            f"Win the {name}",
            f"Sign 20 partners in the {name}",
            "Dana",
            0,
            current,
            20,
            "CO-1",
        ],
        [f"{name[0]}-1", f"Win the {name}", f"Open 4 shops in the {name}", "Dana", 0, 1, 4, None],
    ]


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "okrsheets.toml").write_text(CONFIG)
    (tmp_path / "teams" / "abroad").mkdir(parents=True)
    rows: list[list[object]] = [
        HEADINGS,
        ["CO-1", "Expand the market", "Win 40 customers", "Mara", 0, 10, 40, None],
    ]
    lay(tmp_path / "Company.xlsx", {"Company": rows})
    for name in ("East", "West"):
        lay(tmp_path / "teams" / f"{name}.xlsx", {name: team(name)})
    lay(tmp_path / "teams" / "Agenda.xlsx", {"Friday": AGENDA})
    return tmp_path


@pytest.fixture
def synced(okrsheets: Run, company: Path) -> Path:
    assert okrsheets("sync", env=day(0)).returncode == 0
    return company


def objectives(okrsheets: Run, night: int) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = json.loads(okrsheets("report", "--format", "json", env=day(night)).stdout)[
        "objectives"
    ]
    return shown


def titles(okrsheets: Run, night: int) -> list[str]:
    return [objective["title"] for objective in objectives(okrsheets, night)]


def test_one_of_several_that_goes_missing_counts_for_some_days_as_it_was(
    okrsheets: Run, synced: Path
) -> None:
    (synced / "teams" / "East.xlsx").unlink()
    for night in (1, 3):
        done = okrsheets("sync", env=day(night))
        assert done.returncode == 3
        assert (
            "error: teams/East.xlsx: is no longer in teams; what it said on 2026-11-09 counts until "
            f"2026-11-12; {CURE}"
        ) in done.stderr
        assert "teams/East.xlsx, East (as of 2026-11-09)" in done.stdout
        assert (
            "is no longer there: its OKRs are shown as of 2026-11-09, and count until 2026-11-12; "
            f"{CURE} [stale-source]"
        ) in done.stdout
        assert "unreachable-source" not in done.stdout + done.stderr
        assert "Win the East" in titles(okrsheets, night)
    last = okrsheets("sync", env=day(4))
    assert last.returncode == 3
    assert "is no longer in teams and counts no more; it was read last on 2026-11-09" in last.stderr
    assert "Win the East" not in last.stdout
    done = okrsheets("sync", env=day(4))
    assert (done.returncode, "East" in done.stdout + done.stderr) == (0, False)


def test_days_are_those_that_the_config_gives_a_source(okrsheets: Run, synced: Path) -> None:
    (synced / "okrsheets.toml").write_text(CONFIG + "[state]\nstale_source = 10\n")
    (synced / "teams" / "East.xlsx").unlink()
    assert "counts until 2026-11-19" in okrsheets("sync", env=day(10)).stderr
    assert "counts no more" in okrsheets("sync", env=day(11)).stderr


def test_one_that_comes_back_is_read_as_if_nothing_had_been(okrsheets: Run, synced: Path) -> None:
    path = synced / "teams" / "East.xlsx"
    content = path.read_bytes()
    path.unlink()
    assert okrsheets("sync", env=day(2)).returncode == 3
    path.write_bytes(content)
    done = okrsheets("sync", env=day(3))
    assert (done.returncode, "as of" in done.stdout) == (0, False)
    assert "stale-source" not in done.stdout


@pytest.mark.parametrize("to", ["East Q4.xlsx", "abroad/East.xlsx"])
@pytest.mark.parametrize("edited", [False, True])
def test_one_that_was_renamed_or_moved_is_neither_missed_nor_counted_twice(
    okrsheets: Run, synced: Path, to: str, *, edited: bool
) -> None:
    old, new = synced / "teams" / "East.xlsx", synced / "teams" / to
    old.rename(new)
    if edited:
        lay(new, {"East": team("East", current=6)})
    told = f"teams/East.xlsx is teams/{to} now, by what it says; its history goes on there\n"
    assert told in okrsheets("sync", "--dry-run", env=day(1)).stderr
    done = okrsheets("sync", env=day(1))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(told) == 1
    assert "stale-source" not in done.stdout
    assert "copied-workbook" not in done.stdout
    assert "East.xlsx is" not in okrsheets("sync", env=day(1)).stderr
    assert titles(okrsheets, 1).count("Win the East") == 1
    assert len([*(synced / ".okrsheets" / "last-read").iterdir()]) == 4
    lines = okrsheets("history", "--format", "csv", env=day(1)).stdout.splitlines()
    assert len({line.partition(",")[0] for line in lines if "Win the East" in line}) == 1
    new.unlink()
    assert f"teams/{to}: is no longer in teams" in okrsheets("sync", env=day(2)).stderr


def test_a_new_workbook_of_another_team_does_not_stand_for_one_that_went_missing(
    okrsheets: Run, synced: Path
) -> None:
    (synced / "teams" / "East.xlsx").unlink()
    lay(synced / "teams" / "North.xlsx", {"East": team("North")})
    done = okrsheets("sync", env=day(1))
    assert "teams/East.xlsx: is no longer in teams" in done.stderr
    assert {"Win the East", "Win the North"} < {*titles(okrsheets, 1)}


def test_another_team_s_workbook_of_the_same_template_does_not_stand_for_it_either(
    okrsheets: Run, synced: Path
) -> None:
    rows: list[list[object]] = [[f"What to write in box {number}", "and why"] for number in range(60)]
    lay(synced / "teams" / "East.xlsx", {"East": team("East"), "Help": rows})
    assert okrsheets("sync", env=day(0)).returncode == 0
    (synced / "teams" / "East.xlsx").unlink()
    lay(synced / "teams" / "South.xlsx", {"South": team("South"), "Help": rows})
    done = okrsheets("sync", env=day(1))
    assert "teams/East.xlsx: is no longer in teams" in done.stderr
    assert {"Win the East", "Win the South"} < {*titles(okrsheets, 1)}


def test_a_copy_that_is_there_counts_and_not_the_one_that_is_gone(okrsheets: Run, synced: Path) -> None:
    """It had been made before the other was taken away, and was read beside it."""
    east, copy = synced / "teams" / "East.xlsx", synced / "teams" / "East copy.xlsx"
    copy.write_bytes(east.read_bytes())
    assert okrsheets("sync", env=day(0)).returncode == 0
    assert "teams/East copy.xlsx" not in {one["at"]["workbook"] for one in objectives(okrsheets, 0)}
    east.unlink()
    done = okrsheets("sync", env=day(1))
    assert "teams/East.xlsx: is no longer in teams" in done.stderr
    assert "has the same tabs as East copy.xlsx" in done.stdout
    counting = [one["at"]["workbook"] for one in objectives(okrsheets, 1) if one["title"] == "Win the East"]
    assert counting == ["teams/East copy.xlsx"]


def test_a_workbook_without_okrs_may_come_and_go(okrsheets: Run, synced: Path) -> None:
    (synced / "teams" / "Agenda.xlsx").unlink()
    done = okrsheets("sync", env=day(1))
    assert (done.returncode, "Agenda" in done.stdout + done.stderr) == (0, False)


def test_a_person_may_let_go_of_it_at_once(okrsheets: Run, synced: Path) -> None:
    (synced / "teams" / "East.xlsx").unlink()
    for name, says in (
        ("teams/West.xlsx", "is there, so it counts"),
        ("East.xlsx", "stands for nothing that was read; name it as sync tells of it"),
    ):
        done = okrsheets("history", "let-go", "teams/East.xlsx", name, env=day(1))
        assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert okrsheets("history", "let-go", env=day(1)).returncode == 2
    assert "Win the East" in titles(okrsheets, 1)
    done = okrsheets("history", "let-go", "teams/East.xlsx", env=day(1))
    assert (done.returncode, done.stderr) == (0, "teams/East.xlsx counts no more; its history stays\n")
    done = okrsheets("sync", env=day(1))
    assert (done.returncode, "East" in done.stdout) == (0, False)
    assert "Win the East" in okrsheets("history", "E-1", env=day(1)).stdout


def test_a_workbook_without_okrs_may_be_renamed_unnoticed(okrsheets: Run, synced: Path) -> None:
    (synced / "teams" / "Agenda.xlsx").rename(synced / "teams" / "Friday.xlsx")
    done = okrsheets("sync", env=day(1))
    assert (done.returncode, "Agenda" in done.stdout + done.stderr) == (0, False)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are letters elsewhere")
def test_one_whose_name_is_not_utf_8_is_told_when_it_is_gone(okrsheets: Run, company: Path) -> None:
    """It could be read by a link to its folder, and is kept by the place that is meant."""
    teams = company / "teams"
    odd = Path(os.fsdecode(b"teams of M\xfcnchen"))
    teams.rename(company / odd)
    teams.symlink_to(odd)
    assert okrsheets("sync", env=day(0)).returncode == 0
    (teams / "East.xlsx").unlink()
    done = okrsheets("sync", env=day(1))
    told = (
        "is no longer in teams and counts no more, as its name is not UTF-8; bring it back if it should count"
    )
    assert (done.returncode, f"error: teams of M\ufffdnchen/East.xlsx: {told}" in done.stderr) == (3, True), (
        done
    )
    assert okrsheets("sync", env=day(1)).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are letters elsewhere")
def test_a_name_that_is_not_utf_8_is_told_as_well_as_can_be(okrsheets: Run, synced: Path) -> None:
    for command in (("history", "let-go"), ("history",), ("check", "--team"), ("sync",)):
        done = okrsheets(*command, os.fsdecode(b"M\xfcnchen"), env=day(1))
        assert (done.returncode, "M\ufffdnchen" in done.stderr, "udc" in done.stderr) == (2, True, False), (
            done
        )


def test_a_name_that_a_shell_would_run_is_quoted_in_what_to_type(okrsheets: Run, synced: Path) -> None:
    odd = synced / "teams" / "$(touch x) `y`.xlsx"
    lay(odd, {"North": team("North")})
    assert okrsheets("sync", env=day(0)).returncode == 0
    odd.unlink()
    line = next(line for line in okrsheets("sync", env=day(1)).stderr.splitlines() if "let-go" in line)
    command = shlex.split(line.rpartition("now: ")[2])
    assert command[1:] == ["history", "let-go", "teams/$(touch x) `y`.xlsx"]
    assert line.endswith("'teams/$(touch x) `y`.xlsx'")
    assert okrsheets(*command[1:], env=day(1)).returncode == 0


def test_what_the_config_names_is_let_go_of_there(okrsheets: Run, synced: Path) -> None:
    (synced / "Company.xlsx").unlink()
    done = okrsheets("history", "let-go", "Company.xlsx", env=day(1))
    assert (done.returncode, "stands in the config by its name; take it out there" in done.stderr) == (
        2,
        True,
    )


def test_what_a_pattern_no_longer_names_is_not_missed(okrsheets: Run, synced: Path) -> None:
    (synced / "teams" / "East.xlsx").unlink()
    (synced / "okrsheets.toml").write_text(CONFIG.replace('"teams"', '"teams/W*.xlsx"'))
    done = okrsheets("sync", env=day(1))
    assert (done.returncode, "East" in done.stdout + done.stderr) == (0, False)


def test_commands_that_only_read_and_doctor_tell_of_it_too(okrsheets: Run, synced: Path) -> None:
    (synced / "teams" / "East.xlsx").unlink()
    (synced / "teams" / "Agenda.xlsx").unlink()
    told = "error: teams/East.xlsx: is no longer in teams; what it said on 2026-11-09 counts until 2026-11-12"
    for command in ("check", "plan", "report", "doctor", "inspect"):
        done = okrsheets(command, env=day(1))
        assert (done.returncode, told in done.stderr) == (3, True), done.stderr
        assert "Agenda" not in done.stderr
    done = okrsheets("check", "teams", env=day(1))
    assert (done.returncode, told in done.stderr) == (3, True)
    done = okrsheets("check", "teams/East.xlsx", env=day(1))
    assert (done.returncode, told in done.stderr) == (3, True)
    assert "Win the East" in okrsheets("report", "teams/East.xlsx", "--format", "csv", env=day(1)).stdout


def test_a_cycle_is_not_closed_over_a_workbook_that_went_missing(okrsheets: Run, synced: Path) -> None:
    (synced / "teams" / "East.xlsx").unlink()
    done = okrsheets("cycle", "close", "Q4 2026", "--early", env=day(1))
    assert done.returncode == 2
    assert "stays open, as teams/East.xlsx cannot be read: is no longer in teams" in done.stderr
