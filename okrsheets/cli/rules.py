"""`okrsheets rules`: the catalogue."""

from __future__ import annotations

import click

from okrsheets.cli.options import color_option


@click.command("rules")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@color_option
def command(form: str) -> None:
    """List the rules.

    \b
    okrsheets rules
    """
    from okrsheets.cli.talk import paint_severity, say, say_json
    from okrsheets.rules import CATALOGUE
    from okrsheets.rules.pages import rules_page

    if form == "json":
        from okrsheets.reporting import rules_document

        say_json(rules_document(CATALOGUE))
    elif form == "markdown":
        click.echo(rules_page(CATALOGUE), nl=False)
    else:
        width = max(len(rule.name) for rule in CATALOGUE)
        for rule in CATALOGUE:
            word = paint_severity(rule.severity, f"{rule.severity.word:<7}")
            say(f"{rule.name:<{width}}  {word}  {rule.summary}")
