"""`okrsheets explain RULE`: one rule's page."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("name", metavar="RULE")
def command(name: str) -> None:
    """Explain one rule.

    \b
    okrsheets explain dangling-alignment
    """
    from difflib import get_close_matches

    from okrsheets.cli.talk import say
    from okrsheets.errors import UsageError
    from okrsheets.rules import CATALOGUE
    from okrsheets.rules.pages import rule_page

    rules = {rule.name: rule for rule in CATALOGUE}
    if name not in rules:
        near = get_close_matches(name, rules, n=1)
        cure = f'did you mean "{near[0]}"' if near else "okrsheets rules lists them all"
        raise UsageError("okrsheets explain", f'no rule is called "{name}"', cure)
    say(rule_page(rules[name]).rstrip("\n"))
