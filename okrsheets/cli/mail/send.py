"""`okrsheets mail send`: send what is due now."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.logs import log_of, logged, run_logged
from okrsheets.cli.options import color_option, config_option, today_option, wanted

if TYPE_CHECKING:
    from okrsheets.run import Wanted


@click.command("send")
@click.option("--dry-run", is_flag=True, help="Show whom and why; send nothing.")
@config_option
@today_option
@color_option
@logged
@click.pass_context
def command(
    ctx: click.Context,
    config_path: Path | None,
    today: date | None,
    *,
    dry_run: bool,
    quiet: bool,
    log_format: str,
) -> None:
    """Send the mails that are due.

    `sync` does so by itself where nobody looks on. What was sent is never sent again.

    \b
    okrsheets mail send --dry-run
    okrsheets mail send
    """
    log = log_of(quiet=quiet, log_format=log_format)

    def work() -> int:
        asked = wanted((), config_path, today)._replace(hear=log.happened)
        return _rehearse(asked) if dry_run else _send(asked)

    ctx.exit(run_logged(ctx, log, work))


def _send(asked: Wanted) -> int:
    from okrsheets.cli.mail.lines import round_lines
    from okrsheets.cli.mail.sending import postman_of
    from okrsheets.cli.talk import tell
    from okrsheets.run.mailing import send_mails

    done = send_mails(asked, postman_of(asked))
    lines = list(round_lines(done))
    for line in lines or ["no mail is due"]:
        tell(line, level="warning" if done.trouble else "info")
    return 3 if done.trouble else 0


def _rehearse(asked: Wanted) -> int:
    from okrsheets.cli.mail.lines import left_out_lines, letter_lines
    from okrsheets.cli.mail.sending import postman_of
    from okrsheets.cli.talk import count, say_all, tell, tell_failures
    from okrsheets.run import analyse_sources
    from okrsheets.run.mailing import rehearse_mails
    from okrsheets.run.posting import mail_config

    mail_config(asked.config)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    rehearsed = rehearse_mails(analysis, postman_of(asked))
    letters = list(rehearsed.letters)
    say_all(letter_lines(letters))
    for line in left_out_lines(rehearsed.plan.recipients, nameless=True):
        tell(line)
    if rehearsed.refused is not None:
        tell(f"warning: {rehearsed.refused}")
    written = sum(letter.goes_out for letter in letters)
    tell(f"{count(written, 'mail')} due; dry run: nothing was sent")
    return 0
