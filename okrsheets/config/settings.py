"""The configuration as the stages are given it, with its defaults, and where its file is found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from okrsheets.model import AlignmentKind, Audience, MailAddress
from okrsheets.patterns import pattern
from okrsheets.pipeline import StageSettings
from okrsheets.progress.pace_policies import DEFAULT
from okrsheets.reading import SourceOverride
from okrsheets.tuples import NamedTuple

__all__ = [
    "FILE_NAME",
    "KEEP_DAYS",
    "PERSONAL_NAME",
    "PROJECT_NAME",
    "Config",
    "MailConfig",
    "SourceConfig",
    "find_config",
    "find_personal",
    "tables_within",
]

FILE_NAME = "okrsheets.toml"

PROJECT_NAME = "pyproject.toml"
"""A file of other programs too, in which all of ours stands below a table of our own."""

_PROJECT_TABLES = ("tool", "okrsheets")
_PROJECT_HEADER = pattern(rb"^[ \t]*\[\[?[ \t]*tool[ \t]*\.[ \t]*[\"']?okrsheets[\"' \t.\]]", re.MULTILINE)

PERSONAL_NAME = "config.toml"
"""What a person's own file is called, in the folder that a system has for such."""

KEEP_DAYS = 1100
"""For how long history is kept unless the config says otherwise: three years."""


class SourceConfig(NamedTuple):
    """One `[[source]]`: a path, glob or folder relative to the config, or a Google Sheet.

    `write` is a person's word: True lets sync write, False never, None leaves it to be asked.
    `override` is what is said of how it is read, `roll_up` of what counts in the objectives of its tabs, by
    their names or patterns, and `alignment` which kind of alignment is meant in them where no words say it.
    `alias` are further names by which cells refer to it. `top` says that all of it is the top level.
    """

    uri: str
    url: str | None = None
    write: bool | None = None
    default_team: str | None = None
    override: SourceOverride | None = None
    alias: tuple[str, ...] = ()
    roll_up: Mapping[str, str] = MappingProxyType({})
    alignment: Mapping[str, AlignmentKind] = MappingProxyType({})
    top: bool = False


class MailConfig(NamedTuple):
    """What `[mail]` says. `transport` is "smtp", "sendmail" or "folder"; the keys of the others are at rest.

    `security` is "starttls", "tls" or "none". Paths and commands are as they were typed; secrets are read
    when they are needed. `timeout` is for how many seconds a server is waited for; `per_minute` how many
    mails may go out in a minute, None for as many as it takes. `unsubscribe` is an https address with
    "{recipient}" in it. `thread` tells which mails of one person stand together: those of a "cycle", or
    "none". `audience` is who gets mail, and when.
    """

    sender: MailAddress
    reply_to: MailAddress | None = None
    transport: str = "smtp"
    host: str = "localhost"
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password_file: str | None = None
    password_command: str | None = None
    token_command: str | None = None
    ca_file: str | None = None
    timeout: float = 60
    command: tuple[str, ...] = ("/usr/sbin/sendmail", "-i")
    folder: str = "okrsheets-mail"
    per_minute: float | None = None
    unsubscribe: str | None = None
    thread: str = "cycle"
    audience: Audience = Audience()


class Config(NamedTuple):
    """What okrsheets.toml says; without one, the defaults in the working folder `root`.

    `personal` is the person's own file, where there is one, whose words are among these.
    `sources` are empty without a config: they come from the command line then. `pace_policy` is the name of
    the policy in force; what `stages` hold is the default one, with the thresholds that it was given.
    `report_url` is where people open the report, `report_language` what its own words are said in.
    `report_dated` keeps a copy of each day's page; `report_dir` lays style and script beside pages as files.
    `rule_files` are Python files with rules of one's own, `google` the keys of its section, as checked;
    `keep_days` says for how long the history of OKRs is kept; `mail` is None where nothing is said of mails.
    """

    root: Path
    path: Path | None = None
    personal: Path | None = None
    sources: tuple[SourceConfig, ...] = ()
    stages: StageSettings = StageSettings()
    pace_policy: str = DEFAULT.name
    report_title: str | None = None
    report_url: str | None = None
    report_language: str = "en"
    report_out: Path = Path("okrsheets-report")
    report_templates: Path | None = None
    report_dated: bool = True
    report_dir: bool = False
    state_path: Path = Path(".okrsheets")
    keep_days: int = KEEP_DAYS
    rule_files: tuple[str, ...] = ()
    google: Mapping[str, str | float] = MappingProxyType({})
    schedule: Mapping[str, str] = MappingProxyType({})
    mail: MailConfig | None = None


def find_config(folder: Path) -> Path | None:
    """The nearest okrsheets.toml at or above a folder, or pyproject.toml with a table of ours; else None."""
    for place in (folder, *folder.parents):
        if (candidate := place / FILE_NAME).is_file():
            return candidate
        if _speaks_of_us(project := place / PROJECT_NAME):
            return project
    return None


def _speaks_of_us(project: Path) -> bool:
    try:
        return _PROJECT_HEADER.search(project.read_bytes()) is not None
    except OSError:  # most folders have none, and what cannot be read is for other programs
        return False


def tables_within(path: Path | None) -> tuple[str, ...]:
    """The tables of a config file below which its sections stand.

    >>> tables_within(Path("pyproject.toml")), tables_within(Path("okrsheets.toml"))
    (('tool', 'okrsheets'), ())
    """
    return _PROJECT_TABLES if path is not None and path.name == PROJECT_NAME else ()


def find_personal(folder: Path) -> Path | None:
    """A person's own file in the folder that their system has for such; None where there is none."""
    path = folder / PERSONAL_NAME
    try:
        return path if path.is_file() else None
    except OSError:  # a job that runs as somebody else may have the home of one who shows it to nobody
        return None
