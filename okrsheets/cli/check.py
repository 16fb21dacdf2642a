"""`okrsheets check`: what is wrong with the OKRs, cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, scoped, wanted

FAILS = ("error", "warning", "info", "never")


@click.command("check")
@common
@scoped
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on", type=click.Choice(FAILS), default="error", show_default=True, help="Exit 1 from here."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    form: str,
    fail_on: str,
    **scope: tuple[str, ...] | str | None,
) -> None:
    """Find what is wrong with the OKRs.

    \b
    okrsheets check plan.xlsx
    """
    from okrsheets.cli.findings import finding_lines, finding_total
    from okrsheets.cli.options import narrowed
    from okrsheets.cli.summary import closed_lines, nothing_lines, unknown_words
    from okrsheets.cli.talk import count, say, say_json, tell, tell_failures
    from okrsheets.cli.twins import twin_lines
    from okrsheets.model import Severity
    from okrsheets.run import analyse_sources

    analysis = analyse_sources(wanted(sources, config_path, today))
    tell_failures(analysis.failures)
    results = narrowed(analysis, scope)
    if form == "json":
        from okrsheets.reporting import findings_document

        say_json(findings_document(results))
    else:
        for line in finding_lines(results.findings):
            say(line)
        for line in (*nothing_lines(results), *closed_lines(results, close_after=analysis.scope.close_after)):
            tell(line)
        for line in twin_lines(results.readings, results.workbooks):
            tell(line)
        krs = sum(len(objective.key_results) for objective in results.okrs.objectives)
        objectives = count(len(results.okrs.objectives), "objective")
        found = f"{finding_total(results.findings)} in {objectives} and {count(krs, 'key result')}"
        tell(found + unknown_words(results))
    limits = {one.word: one for one in Severity}
    worst = max((finding.severity for finding in results.findings), default=None)
    fails = fail_on != "never" and worst is not None and worst >= limits[fail_on]
    ctx.exit(3 if analysis.failures else int(fails))
