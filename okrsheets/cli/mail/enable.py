"""`okrsheets mail enable`: show what would be mailed, ask, and remember the answer."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted

if TYPE_CHECKING:
    from okrsheets.run.consenting import MailOffer


@click.command("enable")
@click.option("--yes", is_flag=True, help="Enable without asking.")
@config_option
@today_option
@color_option
@click.pass_context
def command(ctx: click.Context, config_path: Path | None, today: date | None, *, yes: bool) -> None:
    """Let sync send mail from this host.

    Shows who would get mail, how often, and three of the mails as they are now, and asks. From then on
    `sync` mails what is due, where nobody looks on or with --mail, and only from this host.

    \b
    okrsheets mail enable
    """
    from okrsheets.cli.mail.lines import left_out_lines, offer_lines
    from okrsheets.cli.mail.sending import moment_of, this_host
    from okrsheets.cli.talk import say_all, tell, tell_failures
    from okrsheets.errors import UsageError
    from okrsheets.run import analyse_sources
    from okrsheets.run.consenting import enable_mail, offer_mail
    from okrsheets.run.posting import mail_config

    asked, host = wanted((), config_path, today), this_host()
    mail_config(asked.config)
    now = moment_of(asked.today)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    offer = offer_mail(analysis, asked.config, now=now)
    say_all(offer_lines(offer))
    for line in left_out_lines(offer.recipients, nameless=True):
        tell(line)
    if not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(
                "okrsheets mail enable", "nobody is there to ask", "look at this, then add --yes"
            )
        if not click.confirm(f"Send such mails from {host}?", default=False, err=True):
            tell("nothing was changed")
            ctx.exit(0)
    enable_mail(asked, host=host, now=now)
    tell(_done(offer, host))
    ctx.exit(0)


def _done(offer: MailOffer, host: str) -> str:
    when = f"; the first is due on {offer.first:%A}, {offer.first.isoformat()}" if offer.first else ""
    other = offer.enabled_on
    instead = f", and from {other} no longer" if other is not None and other != host else ""
    return f"mail is enabled from {host}{instead}{when}"
