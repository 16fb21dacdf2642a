"""`okrsheets check`: what is wrong with the OKRs, cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, heard, judged, scoped, wanted
from okrsheets.model import Severity

FAILS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "never": None}
FORMS = ("text", "json", "sarif", "github", "junit", "markdown")


@click.command("check")
@common
@scoped
@heard
@judged
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option(
    "--fail-on", type=click.Choice(list(FAILS)), default="error", show_default=True, help="Exit 1 from here."
)
@click.option("--statistics", is_flag=True, help="Only how often each rule spoke.")
@click.option("--scores", is_flag=True, help="How well OKRs are made, kept up and aligned.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Only what this file does not know.")
@click.option("--write-baseline", is_flag=True, help="Make the --baseline file of what is found now.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    policy: str | None,
    form: str,
    fail_on: str,
    *,
    statistics: bool,
    scores: bool,
    baseline: Path | None,
    write_baseline: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    **scope: tuple[str, ...] | str | None,
) -> None:
    """Find what is wrong with the OKRs.

    \b
    okrsheets check plan.xlsx
    """
    from okrsheets.cli.checking import in_place_of, print_findings, put_baseline, unknown_to, worth_failing
    from okrsheets.cli.options import hearing, narrowed
    from okrsheets.cli.talk import tell_failures
    from okrsheets.run import analyse_sources

    instead = in_place_of(form, statistics=statistics, scores=scores)
    asked = hearing(wanted(sources, config_path, today, policy=policy), select=select, ignore=ignore)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    results = narrowed(analysis, scope)
    if write_baseline:
        put_baseline(results.findings, baseline)
        ctx.exit(3 if analysis.failures else 0)
    results = results._replace(findings=unknown_to(baseline, results.findings))
    limit = FAILS[fail_on]
    print_findings(analysis, results, form=form, limit=limit, instead=instead)
    ctx.exit(3 if analysis.failures else int(worth_failing(results.findings, limit)))
