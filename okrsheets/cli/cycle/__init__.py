"""`okrsheets cycle`: the end of one cycle, and the beginning of the next."""

from __future__ import annotations

import click

from okrsheets.cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "list": ("okrsheets.cli.cycle.listing", "List the cycles, and how they ended"),
    "close": ("okrsheets.cli.cycle.close", "Keep how a cycle ended; write no more"),
    "start": ("okrsheets.cli.cycle.start", "Make the workbooks of the next one"),
    "reopen": ("okrsheets.cli.cycle.reopen", "Take back that a cycle was closed"),
}


@click.group("cycle", cls=LazyGroup, commands_there=_COMMANDS)
def command() -> None:
    """Close a cycle, and begin the next one.

    \b
    okrsheets cycle close "Q3 2026"
    """
