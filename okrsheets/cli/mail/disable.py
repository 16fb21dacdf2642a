"""`okrsheets mail disable`: no more mail."""

from __future__ import annotations

from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, wanted


@click.command("disable")
@config_option
@color_option
def command(config_path: Path | None) -> None:
    """Send no more mail, from any host.

    What waits in the outbox stays there.

    \b
    okrsheets mail disable
    """
    from okrsheets.cli.talk import tell
    from okrsheets.run.consenting import disable_mail

    was = disable_mail(wanted((), config_path, None))
    tell("mail is disabled" if was else "mail was not enabled")
