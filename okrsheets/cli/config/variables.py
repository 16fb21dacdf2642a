"""Variables of the environment that stand for options of commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from okrsheets.secrets import holds_login
from okrsheets.tuples import NamedTuple

__all__ = ["VariableSet", "idle_variables", "variables_set"]

_PREFIX = "OKRSHEETS_"


class VariableSet(NamedTuple):
    """A variable with what it says, and the commands with the option it stands for."""

    name: str
    value: str
    option: str
    commands: tuple[str, ...]

    @property
    def secret(self) -> bool:
        """Whether nobody is to be shown the value."""
        return holds_login(self.value)


def variables_set(environ: Mapping[str, str]) -> tuple[VariableSet, ...]:
    """The variables that stand for an option and are set, in the order of their names."""
    found: dict[str, VariableSet] = {}
    for path, name, option in _all_options():
        if value := environ.get(name):
            said = found.get(name, VariableSet(name, value, option, ()))
            found[name] = said._replace(commands=(*said.commands, path))
    return tuple(found[name] for name in sorted(found))


def idle_variables(environ: Mapping[str, str]) -> Iterator[str]:
    """That a variable looks like one of ours and means nothing, with the nearest one that does."""
    from difflib import get_close_matches

    from okrsheets.cli.mail.sending import HOST
    from okrsheets.run.settings import VARIABLES

    known = {*VARIABLES, HOST, *(name for _, name, _ in _all_options())}
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            cure = f"did you mean {near[0]}" if near else "docs/config.md has those that do"
            yield f"{name}: means nothing to okrsheets; {cure}"


def _all_options() -> Iterator[tuple[str, str, str]]:
    root = click.get_current_context().find_root().command
    yield from _options(click.Context(root, info_name=root.name, **root.context_settings))


def _options(context: click.Context) -> Iterator[tuple[str, str, str]]:
    """Each command with the variables that it heeds, and the option that each stands for."""
    command = context.command
    for option in command.params:
        if isinstance(option, click.Option) and option.allow_from_autoenv:
            long = max(option.opts, key=len)
            names = [option.envvar] if isinstance(option.envvar, str) else option.envvar or ()
            by_itself = f"{context.auto_envvar_prefix}_{option.name}".upper()
            yield from ((context.command_path, name, long) for name in dict.fromkeys((*names, by_itself)))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (below := command.get_command(context, name)) is not None:
                yield from _options(click.Context(below, info_name=name, parent=context))
