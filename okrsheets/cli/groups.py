"""Commands that stand together, of which only the one that runs is imported."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

__all__ = ["LazyGroup"]


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
        return command

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
