"""`okrsheets config show`: the settings in force, and where each is from."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import DAY, Run

CONFIG = """\
[[source]]
uri = "Company.xlsx"
write = true

[source.sheets."Plan 2026"]
header = 4
columns = { C = "owner" }

[source.sheets."Drafts"]
skip = true

[[source]]
uri = "teams/*.xlsx"

[cycle]
close_after = 30      # longer than most

[rules]
severity = { orphan-objective = "info" }

[rules.thresholds]
too-many-key-results = 6

[report]
language = "en"

[mail]
from = "OKRs <okrs@example.com>"
host = "smtp.example.com"
security = "tls"
user = "okrs"
password_file = "password.txt"

[schedule]
ping_url = "https://watch.example/4711"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "okrsheets.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def _line(text: str, key: str) -> str:
    """The line of a key, its blanks made one."""
    (line,) = (line for line in text.splitlines() if line.lstrip("# ").startswith(f"{key} "))
    return " ".join(line.split())


def test_what_is_said_is_told_with_file_and_line_as_a_config(okrsheets: Run, config: Path) -> None:
    done = okrsheets("config", "show")
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout
    assert told.startswith(
        f"# {config}\n# what is not here is as it is by default: okrsheets config show --all\n"
    )
    assert _line(told, "write") == "write = true # okrsheets.toml:3"
    assert _line(told, "header") == "header = 4 # okrsheets.toml:6"
    assert _line(told, "columns") == 'columns = { C = "owner" } # okrsheets.toml:7'
    assert "fiscal_year_start" not in told
    said = tomllib.loads(CONFIG)
    del said["schedule"]["ping_url"]
    assert tomllib.loads(told) == said


def test_a_value_is_told_with_the_default_it_stands_in_for(okrsheets: Run, config: Path) -> None:
    told = okrsheets("config", "show").stdout
    assert _line(told, "close_after") == "close_after = 30 # okrsheets.toml:16; default: 21"
    assert _line(told, "language") == 'language = "en" # okrsheets.toml:25, as by default'
    assert _line(told, "too-many-key-results") == "too-many-key-results = 6 # okrsheets.toml:22; default: 5"
    assert _line(told, "severity") == 'severity = { orphan-objective = "info" } # okrsheets.toml:19'


def test_all_is_told_with_what_nobody_said(okrsheets: Run, config: Path) -> None:
    told = okrsheets("config", "show", "--all").stdout
    assert _line(told, "fiscal_year_start") == "fiscal_year_start = 1 # default"
    assert _line(told, "port") == "port = 465 # default"
    assert _line(told, "domains") == 'domains = ["example.com"] # default'
    assert _line(told, "patience") == "patience = 180 # default"
    assert "# not set: current\n" in told
    assert "# [people] is not set\n" in told
    assert "show --all" not in told


def test_without_a_config_all_is_default(okrsheets: Run) -> None:
    done = okrsheets("config", "show")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(line.startswith("#") for line in done.stdout.split("\n") if line)
    assert done.stdout.startswith("# no okrsheets.toml here or above\n")
    every = okrsheets("config", "show", "--all").stdout
    assert _line(every, "close_after") == "close_after = 21 # default"
    assert "# [mail] is not set: from, reply_to, " in every


def test_the_environment_comes_before_the_file_and_its_secrets_stay_there(
    okrsheets: Run, config: Path
) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write("[google]\npatience = 60\n")
    env = {
        "OKRSHEETS_GOOGLE_PATIENCE": "7",
        "OKRSHEETS_GOOGLE_CREDENTIALS": '{"private_key": "hush-1"}',
        "OKRSHEETS_MAIL_PASSWORD": "hush-2",
        "OKRSHEETS_PING_URL": "https://watch.example/hush-3",
    }
    done = okrsheets("config", "show", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "hush" not in done.stdout
    assert (
        _line(done.stdout, "patience")
        == "patience = 7 # OKRSHEETS_GOOGLE_PATIENCE; okrsheets.toml:37 says 60"
    )
    assert "# [google] credentials is set in OKRSHEETS_GOOGLE_CREDENTIALS\n" in done.stdout
    assert "# [mail] password is set in OKRSHEETS_MAIL_PASSWORD\n" in done.stdout
    idle = 'password_file = "password.txt" # okrsheets.toml:32, idle: OKRSHEETS_MAIL_PASSWORD is set'
    assert _line(done.stdout, "password_file") == idle


def test_a_secret_of_the_file_is_not_told_only_its_line(okrsheets: Run, config: Path) -> None:
    for arguments in ((), ("--all",), ("--format", "json"), ("--all", "--format", "json")):
        assert "4711" not in okrsheets("config", "show", *arguments).stdout
    told = okrsheets("config", "show").stdout
    assert _line(told, "ping_url") == "# ping_url is set, and not shown; okrsheets.toml:35"


def test_an_address_with_a_login_in_it_is_not_told(okrsheets: Run, tmp_path: Path) -> None:
    text = (
        '[report]\nurl = "https://ann:hush@example.com/"\n[google]\nendpoint = "https://hush@example.com"\n'
    )
    (tmp_path / "okrsheets.toml").write_text(text, encoding="utf-8")
    env = dict.fromkeys(("OKRSHEETS_GOOGLE_ENDPOINT", "OKRSHEETS_REPORT_OUT"), "https://bob:hush@example.com")
    for arguments in ((), ("--format", "json")):
        assert "hush" not in okrsheets("config", "show", *arguments, env=env).stdout
    told = okrsheets("config", "show").stdout
    assert _line(told, "url") == "# url is set, and not shown; okrsheets.toml:2"
    options = okrsheets("config", "show", env=env).stdout
    assert "# OKRSHEETS_REPORT_OUT is set, and not shown: --out of okrsheets report\n" in options


def test_options_that_the_environment_says_are_told(okrsheets: Run) -> None:
    env = {"OKRSHEETS_CHECK_FAIL_ON": "warning"}
    told = okrsheets("config", "show", env=env).stdout
    assert '# OKRSHEETS_CHECK_FAIL_ON = "warning": --fail-on of okrsheets check\n' in told
    assert f'# OKRSHEETS_TODAY = "{DAY}": --today of okrsheets ' in told


def test_a_variable_that_means_nothing_is_told_with_the_nearest_that_does(okrsheets: Run) -> None:
    done = okrsheets("config", "show", env={"OKRSHEETS_MAIL_PASSWORT": "hush"})
    assert done.returncode == 0
    near = "did you mean OKRSHEETS_MAIL_PASSWORD"
    assert done.stderr == f"OKRSHEETS_MAIL_PASSWORT: means nothing to okrsheets; {near}\n"
    assert "hush" not in done.stdout


def test_the_json_has_the_same_keys_with_their_origins(okrsheets: Run, config: Path) -> None:
    env = {"OKRSHEETS_GOOGLE_PATIENCE": "7", "OKRSHEETS_CHECK_FAIL_ON": "warning"}
    document = json.loads(okrsheets("config", "show", "--format", "json", env=env).stdout)
    assert (document["schema"], document["config"]) == ("okrsheets/1", str(config))
    entries: dict[tuple[Any, ...], dict[str, Any]] = {tuple(one["key"]): one for one in document["settings"]}
    assert entries["cycle", "close_after"] == {
        "key": ["cycle", "close_after"],
        "value": 30,
        "default": 21,
        "from": "file",
        "file": str(config),
        "line": 16,
        "variable": None,
        "secret": False,
    }
    assert entries["google", "patience"]["from"] == "environment"
    assert entries["schedule", "ping_url"]["value"] is None
    assert entries["source", 1, "uri"]["value"] == "teams/*.xlsx"
    assert ("cycle", "current") not in entries
    option = {"variable": "OKRSHEETS_CHECK_FAIL_ON", "value": "warning", "option": "--fail-on"}
    assert {**option, "commands": ["okrsheets check"], "secret": False} in document["options"]
    every = json.loads(okrsheets("config", "show", "--all", "--format", "json").stdout)["settings"]
    unset = [one for one in every if one["key"] == ["cycle", "current"]]
    assert [(one["value"], one["from"]) for one in unset] == [(None, "default")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[cycel]", 'okrsheets.toml: unknown key "cycel"; did you mean "cycle"'),
        ("[cycle", "okrsheets.toml: is no TOML"),
        ('[rules]\nignore = ["missing-ownr"]', 'unknown rule "missing-ownr"; did you mean "missing-owner"'),
        ('[pace]\npolicy = "vivid"', 'no pace policy is called "vivid"; did you mean "viva"'),
    ],
)
def test_a_broken_config_gives_the_usual_error(okrsheets: Run, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "okrsheets.toml").write_text(text, encoding="utf-8")
    done = okrsheets("config", "show")
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_another_file_is_shown_where_it_is_named(okrsheets: Run, config: Path, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[cycle]\nclose_after = 3\n", encoding="utf-8")
    told = okrsheets("config", "show", "--config", "other.toml").stdout
    assert _line(told, "close_after") == "close_after = 3 # other.toml:2; default: 21"
    assert okrsheets("config", "show", "--config", "gone.toml").stderr == (
        "error: gone.toml: no such file; check the path\n"
    )


def test_words_of_a_sheet_in_a_name_drive_no_terminal(okrsheets: Run, tmp_path: Path) -> None:
    text = '[[source]]\nuri = "a.xlsx"\n[source.sheets."\\u001b[31m\\u202ered\\n"]\nskip = true\n'
    (tmp_path / "okrsheets.toml").write_text(text, encoding="utf-8")
    told = okrsheets("config", "show").stdout
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert tomllib.loads(told) == tomllib.loads(text)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of settings of one's own."""
    path = tmp_path / "nobody" / "okrsheets" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[report]\nlanguage = "de"\n\n[google]\ncredentials_file = "robot.json"\npatience = 9\n')
    return path


def test_ones_own_file_counts_where_the_config_says_nothing(
    okrsheets: Run, own: Path, tmp_path: Path
) -> None:
    text = '[google]\npatience = 60\n[report]\ntitle = "OKRs"\n'
    (tmp_path / "okrsheets.toml").write_text(text, encoding="utf-8")
    told = okrsheets("config", "show").stdout
    assert told.startswith(f"# {tmp_path / 'okrsheets.toml'}\n# {own}, your own\n")
    assert _line(told, "language") == 'language = "de" # config.toml:2; default: "en"'
    robot = own.parent / "robot.json"
    assert _line(told, "credentials_file") == f'credentials_file = "{robot}" # config.toml:5'
    assert _line(told, "patience") == "patience = 60 # okrsheets.toml:2; default: 180"
    told = okrsheets("config", "show", env={"OKRSHEETS_GOOGLE_PATIENCE": "7"}).stdout
    assert _line(told, "patience") == "patience = 7 # OKRSHEETS_GOOGLE_PATIENCE; okrsheets.toml:2 says 60"


def test_ones_own_file_counts_without_a_config(okrsheets: Run, own: Path, plan: Path) -> None:
    told = okrsheets("config", "show").stdout
    assert told.startswith(f"# no okrsheets.toml here or above\n# {own}, your own\n")
    assert _line(told, "patience") == "patience = 9 # config.toml:6; default: 180"
    report = okrsheets("report", plan.name, "--format", "markdown", "--out", "-")
    assert "Ziel" in report.stdout, report.stderr
    doctor = okrsheets("doctor", plan.name)
    assert f"{own}, your own; okrsheets config show says what it comes to" in doctor.stdout
    assert f"there is no file {own.parent / 'robot.json'}" in doctor.stderr


def test_a_folder_for_settings_that_cannot_be_looked_into_holds_none(okrsheets: Run) -> None:
    done = okrsheets("config", "show", env={"XDG_CONFIG_HOME": f"/{'x' * 300}"})
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("word", ["credentials", "api_key"])
def test_another_way_to_the_same_secret_stands_in_place_of_ones_own(
    okrsheets: Run, own: Path, tmp_path: Path, word: str
) -> None:
    own.write_text(f'[google]\n{word}_file = "mine"\n')
    (tmp_path / "okrsheets.toml").write_text(f'[google]\n{word}_command = "pass show it"\n')
    told = okrsheets("config", "show").stdout
    assert _line(told, f"{word}_command") == f'{word}_command = "pass show it" # okrsheets.toml:2'
    assert "mine" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[mail]\nfrom = "ann@example.com"', 'unknown key "mail"; known are google, report'),
        ('[report]\ntitle = "Mine"', 'unknown key "title"'),
        ('[report]\nlanguage = "nl"', 'unknown language "nl"'),
        ("[google]\npatience = true", "is no number from 0 on"),
        ("[google", "is no TOML"),
        ("google = 3", "is no table"),
    ],
)
def test_a_slip_in_ones_own_file_is_told_with_its_place(
    okrsheets: Run, own: Path, text: str, says: str
) -> None:
    own.write_text(text)
    done = okrsheets("config", "show")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {own}: ")
    assert says in done.stderr
    assert okrsheets("check", "plan.xlsx").stderr.startswith(f"error: {own}: ")


def test_a_project_is_shown_as_the_part_of_it_that_is_ours(
    okrsheets: Run, plan: Path, tmp_path: Path
) -> None:
    ours = '[tool.okrsheets.cycle]\nclose_after = 30\n[[tool.okrsheets.source]]\nuri = "plan.xlsx"\n'
    text = f'[project]\nname = "x"\n{ours}'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    told = okrsheets("config", "show").stdout
    assert _line(told, "close_after") == "close_after = 30 # pyproject.toml:4; default: 21"
    assert tomllib.loads(told)["tool"] == tomllib.loads(text)["tool"]
    assert "plan.xlsx" in okrsheets("doctor").stdout
    asked = ("cycle", "start", "--from", "Q4 2026", "--to", "Q1 2027", "--out", "next")
    begun = okrsheets(*asked)
    assert "then add this to pyproject.toml:" in begun.stderr
    assert begun.stdout.startswith("[[tool.okrsheets.source]]\nuri = ")
