"""`okrsheets rules`: the catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, rules_there


@click.command("rules")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@config_option
@color_option
def command(form: str, config_path: Path | None) -> None:
    """List the rules.

    \b
    okrsheets rules
    """
    from okrsheets.cli.talk import paint_severity, say, say_json
    from okrsheets.rules.pages import rules_page

    rules = rules_there(config_path)
    if form == "json":
        from okrsheets.reporting import rules_document

        say_json(rules_document(rules))
    elif form == "markdown":
        click.echo(rules_page(rules), nl=False)
    else:
        width = max(len(rule.name) for rule in rules)
        for rule in rules:
            word = paint_severity(rule.severity, f"{rule.severity.word:<7}")
            say(f"{rule.name:<{width}}  {word}  {rule.summary}")
