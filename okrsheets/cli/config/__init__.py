"""`okrsheets config`: what the commands were told, and by what."""

from __future__ import annotations

import click

from okrsheets.cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "show": ("okrsheets.cli.config.show", "Show each setting, and where it is from"),
}


@click.group("config", cls=LazyGroup, commands_there=_COMMANDS)
def command() -> None:
    """Show what the commands are told.

    \b
    okrsheets config show
    """
