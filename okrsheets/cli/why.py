"""`okrsheets why OKR`: what a figure is made of, cell by cell, and why it has its status."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import common, judged, wanted

if TYPE_CHECKING:
    from okrsheets.model import Figure
    from okrsheets.run import Analysis


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

    OKR is an id, also with its team (Sales!KR2), a title, nearly so at least, or a cell (Sales!F4); or else
    a team, or "company".

    \b
    okrsheets why CO-1 plan.xlsx
    """
    from okrsheets.cli.reasons import candidate_lines
    from okrsheets.cli.talk import tell, tell_failures
    from okrsheets.run import analyse_sources, figure_of_several, find_okr

    asked = wanted(sources, config_path, today, policy=policy)
    analysis = analyse_sources(asked)
    tell_failures(analysis.failures)
    found = find_okr(analysis, okr)
    if len(found.keys) == 1:
        _say_why(analysis, found.keys[0], form)
    elif not found.keys and (several := figure_of_several(analysis, okr)) is not None:
        _say_why_together(analysis, *several, form)
    else:
        for line in candidate_lines(okr, found, analysis.results):
            tell(line)
        ctx.exit(2)
    ctx.exit(3 if analysis.failures else 0)


def _say_why(analysis: Analysis, key: str, form: str) -> None:
    from okrsheets.cli.reasons import reason_lines
    from okrsheets.cli.talk import say_all, say_json

    results, settings = analysis.results, analysis.settings.progress
    if form == "json":
        from okrsheets.reporting import why_document

        say_json(why_document(results, key, settings=settings))
    else:
        say_all(reason_lines(results, key, settings=settings))


def _say_why_together(analysis: Analysis, name: str, figure: Figure, form: str) -> None:
    from okrsheets.cli.reasons import together_lines
    from okrsheets.cli.talk import say_all, say_json

    results, settings = analysis.results, analysis.settings.progress
    if form == "json":
        from okrsheets.reporting import why_together_document

        say_json(why_together_document(results, name, figure, settings=settings))
    else:
        say_all(together_lines(results, name, figure, settings=settings))
