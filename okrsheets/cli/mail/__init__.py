"""`okrsheets mail`: mails to the people whom OKRs concern."""

from __future__ import annotations

import click

from okrsheets.cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "enable": ("okrsheets.cli.mail.enable", "Let sync send mail from this host"),
    "disable": ("okrsheets.cli.mail.disable", "Send no more mail"),
    "preview": ("okrsheets.cli.mail.preview", "Lay out mails to look at"),
    "send": ("okrsheets.cli.mail.send", "Send the mails that are due"),
    "outbox": ("okrsheets.cli.mail.outbox", "Show what became of mails"),
}


@click.group("mail", cls=LazyGroup, commands_there=_COMMANDS)
def command() -> None:
    """Send mails, and see what became of them.

    \b
    okrsheets mail outbox
    """
