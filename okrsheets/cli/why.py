"""`okrsheets why OKR`: what a figure is made of, cell by cell, and why it has its status."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, judged, wanted


@click.command("why")
@click.argument("okr", metavar="OKR")
@common
@judged
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    okr: str,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    policy: str | None,
    form: str,
) -> None:
    """Say what a figure is made of.

    OKR is an id, also with its team (Sales!KR2), a title, nearly so at least, or a cell (Sales!F4).

    \b
    okrsheets why CO-1 plan.xlsx
    """
    from okrsheets.cli.reasons import candidate_lines, reason_lines
    from okrsheets.cli.talk import say_all, say_json, tell, tell_failures
    from okrsheets.run import analyse_sources, find_okr

    asked = wanted(sources, config_path, today, policy=policy)
    analysis = analyse_sources(asked)
    tell_failures(analysis.failures)
    found = find_okr(analysis, okr)
    if len(found.keys) != 1:
        for line in candidate_lines(okr, found, analysis.results):
            tell(line)
        ctx.exit(2)
    if form == "json":
        from okrsheets.reporting import why_document

        say_json(why_document(analysis.results, found.keys[0], settings=analysis.settings.progress))
    else:
        say_all(reason_lines(analysis.results, found.keys[0], settings=analysis.settings.progress))
    ctx.exit(3 if analysis.failures else 0)
