"""`okrsheets schedule`: sync by the clock."""

from __future__ import annotations

import click

from okrsheets.cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "print": ("okrsheets.cli.schedule.print", "Print what a scheduler is to be given"),
}


@click.group("schedule", cls=LazyGroup, commands_there=_COMMANDS)
def command() -> None:
    """Have sync run by the clock.

    \b
    okrsheets schedule print cron
    """
