"""`okrsheets inspect`: what was read, from where, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, placed, sources_among, tabs_among, wanted


@click.command("inspect")
@common
@placed
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    source: tuple[str, ...],
    tab: tuple[str, ...],
    form: str,
) -> None:
    """Show what was read, and why.

    Each table is drawn with the letters of its columns above and what they were taken for below.

    \b
    okrsheets inspect plan.xlsx
    """
    from okrsheets.cli.corrections import correction_lines
    from okrsheets.cli.readings import reading_lines
    from okrsheets.cli.talk import say_all, say_json, tell, tell_failures
    from okrsheets.model import narrow_understood
    from okrsheets.run import inspect_sources

    asked = wanted(sources, config_path, today)
    inspection = inspect_sources(asked, resolved=form == "json")  # nothing else tells alignments
    tell_failures(inspection.failures)
    understood = inspection.understood
    shown = sources_among(frozenset(reading.source for reading in understood.readings), source)
    understood = narrow_understood(understood, sources=shown, tabs=tabs_among(understood.readings, tab))
    if form == "json":
        from okrsheets.reporting import inspect_document

        say_json(inspect_document(understood))
    else:
        say_all(reading_lines(understood))
        for line in correction_lines(understood, asked.config):
            tell(line)
    ctx.exit(3 if inspection.failures else 0)
