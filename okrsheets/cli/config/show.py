"""`okrsheets config show`: the settings in force, and where each is from."""

from __future__ import annotations

import os
from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, config_there


@click.command("show")
@click.option("--all", "every", is_flag=True, help="Also what is as it is by default.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@config_option
@color_option
def command(config_path: Path | None, form: str, *, every: bool) -> None:
    """Show each setting, and where it is from.

    What it prints is an okrsheets.toml itself, which comes to the same. Secrets are never shown, only
    where they are. Behind each setting stand the file and the line that say it, or the variable of the
    environment that comes before them.

    \b
    okrsheets config show
    okrsheets config show --all
    """
    from okrsheets.cli.config.lines import settings_document, settings_lines
    from okrsheets.cli.config.variables import idle_variables, variables_set
    from okrsheets.cli.talk import say_all, say_json, tell
    from okrsheets.run.settings import settings_in_force

    config, documents = config_there(config_path)
    sections = settings_in_force(config, documents, os.environ)
    variables = variables_set(os.environ)
    if form == "json":
        say_json(settings_document(config, sections, variables, every=every))
    else:
        say_all(settings_lines(config, sections, variables, every=every))
    for line in idle_variables(os.environ):
        tell(line)
