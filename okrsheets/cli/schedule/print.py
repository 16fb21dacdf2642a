"""`okrsheets schedule print`: the text with which a scheduler runs sync."""

from __future__ import annotations

import re
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets import __version__
from okrsheets.cli.options import config_option, wanted

if TYPE_CHECKING:
    from okrsheets.run import Wanted
    from okrsheets.scheduling import Schedule

_KINDS = ("cron", "systemd", "launchd", "windows", "github", "kubernetes", "k8s")
_HOUR = 5  # before people come, on the day that it is then
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def _at(ctx: click.Context, param: click.Parameter, value: str | None) -> time | None:
    if value is None:
        return None
    found = _TIME.fullmatch(value)
    if found is None:
        raise click.BadParameter(f'"{value}" is no time; write it as 06:17', ctx, param)
    return time(int(found[1]), int(found[2]))


def _name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if not _NAME.fullmatch(value):
        what = f'"{value}" is no name for all schedulers; write small letters, digits and -, at most 42'
        raise click.BadParameter(what, ctx, param)
    return value


@click.command("print")
@click.argument("kind", metavar="KIND", type=click.Choice(_KINDS))
@click.option("--at", metavar="HH:MM", callback=_at, help="When; without it, at an odd minute after 5.")
@click.option("--on", type=click.Choice(["weekdays", "daily"]), default="daily", show_default=True)
@click.option("--name", default="okrsheets", show_default=True, callback=_name, help="What it is called.")
@click.option(
    "--only", type=click.Choice(["service", "timer", "failed"]), help="Of systemd's files, this one."
)
@config_option
def command(
    kind: str, at: time | None, on: str, name: str, only: str | None, config_path: Path | None
) -> None:
    """Print what a scheduler is to be given.

    KIND is cron, systemd, launchd, windows, github or kubernetes (k8s). It installs nothing: read what it
    prints, then put it where its first lines say. It names the okrsheets and the config in use, and for
    GitHub and Kubernetes what lies where in the repository or volume.

    \b
    okrsheets schedule print cron
    okrsheets schedule print systemd --at 06:17 --on weekdays
    """
    from okrsheets.errors import UsageError
    from okrsheets.scheduling import schedule_text
    from okrsheets.scheduling.systemd import units

    if only is not None and kind != "systemd":
        raise UsageError("--only", f"there is one file for {kind}", "leave it away")
    asked = wanted((), config_path, None)
    if asked.config.path is None:
        cure = "write one with okrsheets init SOURCE, or name it with --config"
        raise UsageError("okrsheets schedule", "no okrsheets.toml found, so sync would not know what", cure)
    schedule = _schedule(asked, at=at, weekdays=on == "weekdays", name=name)
    text = schedule_text("kubernetes" if kind == "k8s" else kind, schedule)
    # as it is: what made a path safe to look at would make it another path
    click.echo(units(schedule)[only] if only else text, nl=False)


def _schedule(asked: Wanted, *, at: time | None, weekdays: bool, name: str) -> Schedule:
    """The schedule, from what is asked for and what this machine is."""
    from getpass import getuser

    from okrsheets.cli.zones import zone_name, zone_words
    from okrsheets.run.sources import state_folder
    from okrsheets.scheduling import Schedule, odd_minute

    now = datetime.now().astimezone()
    config = asked.config
    assert config.path is not None
    path = config.path.absolute()
    home = _repository(path) or path.parent
    return Schedule(
        name=name,
        program=_program(),
        config=str(path),
        at=at or time(_HOUR, odd_minute(str(path))),
        weekdays=weekdays,
        zone=zone_name(),
        zone_words=zone_words(now),
        offset=now.utcoffset() or timedelta(),
        user=getuser(),
        folders=_folders(asked, home=path.parent),
        config_here=_within(path, home),
        state_here=_within(state_folder(config), home),
        reports_here=_within(config.root / config.report_out, home),
        version=__version__,
    )


def _program() -> tuple[str, ...]:
    """What is in use, by its full path: the script that was called, or Python with the package."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return (sys.executable, "-m", "okrsheets")
    for path in (called, called.with_name(f"{called.name}.exe")):  # as pip's scripts are called on Windows
        if path.is_file():
            return (str(path.absolute()),)
    return (sys.executable, "-m", "okrsheets")


def _repository(path: Path) -> Path | None:
    """The nearest folder above that git looks after."""
    return next((folder for folder in path.parents if (folder / ".git").exists()), None)


def _within(path: Path, home: Path) -> str:
    """A path as it is called from a folder that holds it; one elsewhere keeps its own."""
    path = path.absolute()
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)


def _folders(asked: Wanted, *, home: Path) -> tuple[str, ...]:
    """The folders that sync writes into, none of them within another."""
    from okrsheets.run.sources import find_sources, is_link, state_folder

    config = asked.config
    places = [home, state_folder(config), config.root / config.report_out]
    if config.sources:
        places += [
            (asked.folder / source.name).parent
            for source in find_sources(asked)
            if not is_link(source.name) and source.write is not False and source.gone_from is None
        ]
    there = sorted({_nearest(place.resolve()) for place in places})
    return tuple(
        str(one) for one in there if not any(one != other and one.is_relative_to(other) for other in there)
    )


def _nearest(folder: Path) -> Path:
    """A folder, or the nearest above that is there: within it the other will be made."""
    return next(place for place in (folder, *folder.parents) if place.is_dir())
