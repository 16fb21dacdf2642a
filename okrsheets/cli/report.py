"""`okrsheets report`: the report alone, as a page, Markdown, JSON or CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, judged, scoped, wanted

FORMATS = ("html", "markdown", "json", "csv")
PRINTED = ("json", "csv")  # data goes to stdout unless a place is named


@click.command("report")
@common
@scoped
@judged
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder or file; - prints it.",
)
@click.option(
    "--templates", type=click.Path(path_type=Path, file_okay=False), help="Folder with your templates."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    policy: str | None,
    form: str,
    out: Path | None,
    templates: Path | None,
    **scope: tuple[str, ...] | str | None,
) -> None:
    """Render the report.

    Nothing is written into a workbook.

    \b
    okrsheets report plan.xlsx --format markdown --out -
    """
    from okrsheets.cli.options import narrowed
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.run import FILE_NAMES, analyse_sources, put_text, render

    asked = wanted(sources, config_path, today, policy=policy)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    text = render(narrowed(analysis, scope), analysis, config=asked.config, form=form, templates=templates)
    if out == Path("-") or (out is None and form in PRINTED):
        say(text.rstrip("\n"))
    else:
        place = out or asked.config.root / asked.config.report_out
        is_file = out is not None and out.suffix != "" and not out.is_dir()
        tell(f"report: {put_text(place if is_file else place / FILE_NAMES[form], text)}")
    ctx.exit(3 if analysis.failures else 0)
