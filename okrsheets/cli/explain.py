"""`okrsheets explain RULE`: one rule's page."""

from __future__ import annotations

from pathlib import Path

import click

from okrsheets.cli.options import config_option, rules_there


@click.command("explain")
@click.argument("name", metavar="RULE")
@config_option
def command(name: str, config_path: Path | None) -> None:
    """Explain one rule.

    \b
    okrsheets explain dangling-alignment
    """
    from difflib import get_close_matches

    from okrsheets.cli.talk import say
    from okrsheets.errors import UsageError
    from okrsheets.rules.pages import rule_page

    rules = {rule.name: rule for rule in rules_there(config_path)}
    if name not in rules:
        near = get_close_matches(name, rules, n=1)
        cure = f'did you mean "{near[0]}"' if near else "okrsheets rules lists them all"
        raise UsageError("okrsheets explain", f'no rule is called "{name}"', cure)
    say(rule_page(rules[name]).rstrip("\n"))
