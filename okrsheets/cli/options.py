"""Options that several commands share, and what they mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from okrsheets.config import Config
    from okrsheets.lint import Rule
    from okrsheets.model import Reading, Results
    from okrsheets.run import Analysis, Wanted
    from okrsheets.run.configs import FoundConfig

__all__ = [
    "color_option",
    "common",
    "config_option",
    "config_there",
    "day_or_today",
    "heard",
    "hearing",
    "judged",
    "narrowed",
    "placed",
    "restoring",
    "rules_there",
    "scoped",
    "sources_among",
    "tabs_among",
    "today_option",
    "wanted",
    "without_config",
]

_FEW, _SOME = 3, 8  # so many names that one could mean are told, and so many that there are

F = TypeVar("F", bound=Callable[..., Any])


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day written as 2026-11-23."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is no date; write it as 2026-11-23', ctx, param) from error


def _colour(ctx: click.Context, _: click.Parameter, value: str) -> None:
    ctx.color = {"always": True, "never": False}.get(value)


def color_option(command: F) -> F:
    """--color; click keeps what it says in the context, where `talk` finds it."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        expose_value=False,
        callback=_colour,
        help="Colour; auto: on a terminal, unless NO_COLOR is set.",
    )(command)


def today_option(command: F) -> F:
    """--today, which alone moves the clock."""
    return click.option(
        "--today",
        metavar="DATE",
        callback=_day,
        envvar="OKRSHEETS_TODAY",
        help="Judge as of this day, not today's.",
    )(command)


def day_or_today(today: date | None) -> date:
    """The day asked for, else the calendar's, where the user is."""
    return today or datetime.now().astimezone().date()


def config_option(command: F) -> F:
    """--config."""
    return click.option(
        "--config",
        "config_path",
        type=click.Path(path_type=Path),
        envvar="OKRSHEETS_CONFIG",
        help="Use this okrsheets.toml, not the nearest.",
    )(command)


def common(command: F) -> F:
    """SOURCE arguments, --config, --today and --color."""
    command = config_option(today_option(color_option(command)))
    return click.argument("sources", nargs=-1, metavar="[SOURCE]...")(command)


def restoring(command: F) -> F:
    """--restore-columns, for the commands that plan what is written."""
    text = "Make our columns or tab again that someone deleted."
    return click.option("--restore-columns", is_flag=True, help=text)(command)


def judged(command: F) -> F:
    """--policy, for the commands that judge progress against time."""
    text = 'Judge by this pace policy, such as "viva".'
    return click.option("--policy", metavar="NAME", help=text)(command)


def wanted(
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    *,
    restore_columns: bool = False,
    policy: str | None = None,
) -> Wanted:
    """What the shared options ask for, with the nearest config and today's date filled in."""
    folder = Path.cwd()
    asked = _wanted(config_there(config_path).config, sources, folder, day_or_today(today))
    return asked._replace(restore_columns=restore_columns, policy=policy)


def rules_there(config_path: Path | None) -> tuple[Rule, ...]:
    """All rules there are for the config that is named, else the nearest."""
    from okrsheets.run import rules_of

    return rules_of(config_there(config_path).config)


def config_there(config_path: Path | None) -> FoundConfig:
    """The config that is named, else the nearest, with the files that it is from."""
    from okrsheets.config import find_config

    return _found(config_path or find_config(Path.cwd()), Path.cwd())


def without_config(sources: tuple[str, ...]) -> Wanted:
    """What is wanted of these sources today, whatever okrsheets.toml there is."""
    folder = Path.cwd()
    return _wanted(_found(None, folder).config, sources, folder, day_or_today(None))


def _wanted(config: Config, sources: tuple[str, ...], folder: Path, today: date) -> Wanted:
    from okrsheets.cli.talk import tell
    from okrsheets.run import Wanted
    from okrsheets.run.google import google_access

    return Wanted(config, sources, folder, today, google=google_access(config, os.environ), tell=tell)


def _found(path: Path | None, folder: Path) -> FoundConfig:
    """The config of a file, or without one the defaults; either above what the user says for themselves."""
    from okrsheets.run.configs import found_config

    return found_config(path, folder=folder, own_folder=Path(click.get_app_dir("okrsheets")))


def _several(command: F, **options: str) -> F:
    for name, what in options.items():
        text = f"Only this {what}; may stand several times."
        command = click.option(f"--{name}", name, multiple=True, metavar="NAME", help=text)(command)
    return command


def placed(command: F) -> F:
    """--source and --tab, each several times: what is shown of it all."""
    return _several(command, tab="tab", source="workbook")


def scoped(command: F) -> F:
    """--source, --tab, --team, --owner (each several times) and --cycle: what is shown of it all."""
    command = placed(_several(command, owner="person", team="team"))
    return click.option("--cycle", metavar="LABEL", help='Show this cycle, as "Q3 2026".')(command)


def heard(command: F) -> F:
    """--select and --ignore: which rules speak."""
    for name, text in (
        ("ignore", "Not this rule; the same."),
        ("select", "Only this rule; may stand several times."),
    ):
        command = click.option(f"--{name}", name, multiple=True, metavar="RULE", help=text)(command)
    return command


def hearing(asked: Wanted, *, select: tuple[str, ...], ignore: tuple[str, ...]) -> Wanted:
    """What was asked for, with only the rules that --select and --ignore leave of the config's.

    A rule that --select names is heard although the config ignores it. Raises UsageError for a name
    that is no rule's.
    """
    from okrsheets.run import rules_of

    rules = rules_of(asked.config)
    names = [rule.name for rule in rules]
    _all_known("--select", select, names)
    _all_known("--ignore", ignore, names)
    lint = asked.config.stages.lint
    if select:
        lint = lint._replace(select=frozenset(select), ignore=lint.ignore - frozenset(select))
    lint = lint._replace(ignore=lint.ignore | frozenset(ignore))
    stages = asked.config.stages._replace(lint=lint)
    return asked._replace(config=asked.config._replace(stages=stages), rules=rules)


def narrowed(analysis: Analysis, scope: Mapping[str, Any]) -> Results:
    """The results of an analysis within the shared options of `scoped`.

    Raises UsageError where one names a workbook, tab, team, owner or cycle that is not there.
    """
    from okrsheets.errors import UsageError
    from okrsheets.model import narrow
    from okrsheets.reading import parse_cycle

    okrs = analysis.results.okrs.by_key.values()
    shown = sources_among(analysis.shown, scope["source"])
    tabs_among(analysis.results.readings, scope["tab"])
    _all_known("--team", scope["team"], (okr.team for okr in okrs if okr.team))
    _all_known("--owner", scope["owner"], (owner for okr in okrs for owner in okr.owners))
    label = None
    if scope["cycle"]:
        year = analysis.settings.reading.fiscal_year_start
        cycle = parse_cycle(scope["cycle"], fiscal_year_start=year)
        if cycle is None:
            raise UsageError(f"--cycle {scope['cycle']}", "is no cycle", 'write it as "Q4 2026"')
        label = cycle.label
        known = {okr.cycle.label for okr in okrs if okr.cycle}
        _must_be_known("--cycle", label, found=label in known, known=known)
    return narrow(
        analysis.results,
        analysis.scope._replace(
            sources=shown, tabs=scope["tab"], teams=scope["team"], owners=scope["owner"], cycle=label
        ),
    )


def sources_among(shown: frozenset[str], names: tuple[str, ...]) -> frozenset[str]:
    """Those of the sources that --source names, by path or file name; all where it names none."""
    if not names:
        return shown
    found: set[str] = set()
    for name in names:
        near = {source for source in shown if source == name or Path(source).name == name}
        _must_be_known("--source", name, found=bool(near), known=shown)
        found |= near
    return frozenset(found)


def tabs_among(readings: Iterable[Reading], names: tuple[str, ...]) -> tuple[str, ...]:
    """The tabs that --tab names, all of which are there."""
    _all_known("--tab", names, (sheet.name for one in readings for sheet in one.sheets))
    return names


def _all_known(option: str, names: Iterable[str], known: Iterable[str]) -> None:
    there = {one.casefold(): one for one in known}
    for name in names:
        _must_be_known(option, name, found=name.casefold() in there, known=there.values())


def _must_be_known(option: str, name: str, *, found: bool, known: Collection[str]) -> None:
    from okrsheets.errors import UsageError

    if not found:
        raise UsageError(f"{option} {name}", "is not there", _near(name, known))


def _near(name: str, known: Collection[str]) -> str:
    """What a name could mean: those that hold it, else the one most like it, else some that there are."""
    from difflib import get_close_matches

    by_name = {one.casefold(): one for one in sorted(known)}
    said = name.strip().casefold()
    holding = [one for key, one in by_name.items() if said and said in key]
    near = holding[:_FEW] or [by_name[key] for key in get_close_matches(said, by_name, n=1)]
    if near:
        return "did you mean " + " or ".join(f'"{one}"' for one in near)
    some = sorted(known)[:_SOME]
    more = f" and {len(known) - _SOME} more" if len(known) > _SOME else ""
    return f"known are {', '.join(some) or 'none'}{more}"
