"""`okrsheets plan`: the cells that a sync would change, old -> new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, judged, restoring, wanted


@click.command("plan")
@common
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write it here, not to the terminal.")
@restoring
@judged
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything would change.")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    policy: str | None,
    form: str,
    out: Path | None,
    *,
    restore_columns: bool,
    exit_code: bool,
) -> None:
    """Show what sync would write.

    \b
    okrsheets plan plan.xlsx
    """
    from okrsheets.cli.changes import plan_lines
    from okrsheets.cli.summary import read_only_lines
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.run import analyse_sources, plan_sources, put_text

    asked = wanted(sources, config_path, today, restore_columns=restore_columns, policy=policy)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    plans = plan_sources(analysis)
    changes = any(not plan.empty for plan in plans)
    if form == "json":
        from okrsheets.reporting import json_text, plan_document

        text = json_text(plan_document(plans, today=analysis.results.today))
    else:
        text = "\n".join(plan_lines(plans, analysis.results.okrs.by_key))
    if out is None or out == Path("-"):
        say(text)
    else:
        put_text(out, text + "\n")
    for line in read_only_lines(analysis):
        tell(line)
    ctx.exit(3 if analysis.failures else int(exit_code and changes))
