"""`okrsheets doctor`: whether the setup works."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted


@click.command("doctor")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@config_option
@today_option
@color_option
@click.pass_context
def command(
    ctx: click.Context, sources: tuple[str, ...], config_path: Path | None, today: date | None, form: str
) -> None:
    """Check that the setup works.

    Says of each SOURCE whether it can be read and written, with which credentials Google is asked, whether
    mails could go out and are sent from this host, how the last runs of sync went and whether some were
    missed, and what to mend. Nothing is written or sent.

    \b
    okrsheets doctor plan.xlsx
    """
    from okrsheets.cli.checkups import checkup_document, checkup_lines
    from okrsheets.cli.mail.sending import this_host
    from okrsheets.cli.talk import say_all, say_json, tell_failures
    from okrsheets.run.checkup import look_over

    checkup = look_over(wanted(sources, config_path, today), os.environ, host=this_host())
    if form == "json":
        say_json(checkup_document(checkup))
    else:
        say_all(checkup_lines(checkup))
    tell_failures(checkup.troubles)
    ctx.exit(checkup.exit_code)
