"""Commands that stand together, of which only the one that runs is imported."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from importlib import import_module
from typing import Any

import click

__all__ = ["LazyGroup"]


def _heeding(parameter: click.Parameter, prefix: str) -> click.Parameter:
    """An option that is also said by the variable called after its command and itself.

    click goes by what our code calls it: "form" for --format.
    """
    if not isinstance(parameter, click.Option):
        return parameter
    name = f"{prefix}_{max(parameter.opts, key=len).lstrip('-')}".replace("-", "_").upper()
    shared = [parameter.envvar] if isinstance(parameter.envvar, str) else []
    heeding = copy(parameter)
    heeding.envvar = [name, *shared]
    return heeding


class LazyGroup(click.Group):
    """A group that knows its commands' names and first lines without importing them.

    `commands_there` is name -> (module, help in a line).
    """

    def __init__(self, *args: Any, commands_there: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # what click gives its groups
        self._there = commands_there

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._there)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._there:
            return None
        command = import_module(self._there[cmd_name][0]).command
        assert isinstance(command, click.Command), cmd_name
        if ctx.auto_envvar_prefix is None:
            return command
        prefix = f"{ctx.auto_envvar_prefix}_{cmd_name}"
        heeding = copy(command)
        heeding.params = [_heeding(parameter, prefix) for parameter in command.params]
        return heeding

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._there.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._there and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self._there, n=1)
            known = f'did you mean "{near[0]}"' if near else f"see {ctx.command_path} --help"
            ctx.fail(f'unknown command "{args[0]}"; {known}')
        return super().resolve_command(ctx, args)
