"""`okrsheets mail preview`: mails as they would be now, as files to look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted


@click.command("preview")
@click.option("--to", metavar="PERSON", help="Only the mail to this address or name.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("okrsheets-mail-preview"),
    show_default=True,
    metavar="DIR",
    help="Lay the files there.",
)
@config_option
@today_option
@color_option
def command(to: str | None, out: Path, config_path: Path | None, today: date | None) -> None:
    """Lay out mails to look at; send nothing.

    For each recipient there is the page (.html), the plain text (.txt) and the whole mail (.eml), as it
    would be now, whether one is due or not.

    \b
    okrsheets mail preview --to ann@example.com
    """
    from okrsheets.cli.mail.lines import left_out_lines
    from okrsheets.cli.mail.sending import moment_of
    from okrsheets.cli.talk import count, say, tell, tell_failures
    from okrsheets.run import analyse_sources
    from okrsheets.run.posting import mail_config
    from okrsheets.run.previews import preview_mails

    asked = wanted((), config_path, today)
    mail_config(asked.config)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    laid = preview_mails(analysis, asked.config, to=to, folder=out, now=moment_of(asked.today))
    for line in left_out_lines(laid.recipients, nameless=to is None):
        tell(line)
    for one in laid.unchanged:
        tell(f"{one}: nothing is new to them, so none would be sent")
    if laid.pages:
        say(f"laid {count(len(laid.pages), 'mail')} in {out}; open {laid.pages[0]}")
    else:
        say("nobody would get mail")
