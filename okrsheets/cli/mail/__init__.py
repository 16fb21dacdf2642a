"""`okrsheets mail`: mails to the people whom OKRs concern."""

from __future__ import annotations

import click

from okrsheets.cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "outbox": ("okrsheets.cli.mail.outbox", "Show what became of mails"),
}


@click.group("mail", cls=LazyGroup, commands_there=_COMMANDS)
def command() -> None:
    """Send mails, and see what became of them.

    \b
    okrsheets mail outbox
    """
