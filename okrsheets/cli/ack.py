"""`okrsheets ack OKR...`: take note of how a parent changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted


@click.command("ack")
@click.argument("okrs", nargs=-1, required=True, metavar="OKR...")
@click.option(
    "--source", "sources", multiple=True, metavar="SOURCE", help="Read this, not what the config names."
)
@config_option
@today_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    okrs: tuple[str, ...],
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
) -> None:
    """Take note of a parent's change.

    OKR is one that `suspect-alignment` tells of, or the one that changed: then all that is aligned to it
    takes note. An objective means its key results too. The same is said in a sheet by a day under "Ack".

    \b
    okrsheets ack S-1
    """
    from okrsheets.cli.reasons import candidate_lines
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.errors import UsageError
    from okrsheets.rules.wording import listed, named, said_change
    from okrsheets.run import acknowledge, analyse_sources, find_okr, is_remembered

    asked = wanted(sources, config_path, today)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    if not is_remembered(analysis):
        raise UsageError("okrsheets ack", "no alignment is remembered yet", "run okrsheets sync first")
    found = [(name, find_okr(analysis, name)) for name in okrs]
    unclear = [
        line
        for name, one in found
        if len(one.keys) != 1
        for line in candidate_lines(name, one, analysis.results)
    ]
    for line in unclear:
        tell(line)
    if unclear:
        ctx.exit(2)
    noted = acknowledge(asked, analysis, [one.keys[0] for _, one in found])
    for child, parent, changes in noted:
        changed = listed(said_change(one, parent) for one in changes)
        say(f"{named(child)}: noted that {named(parent)} changed: {changed}")
    if not noted:
        tell("nothing changed of what these are aligned to, or of them, that is not noted already")
    ctx.exit(3 if analysis.failures else 0)
