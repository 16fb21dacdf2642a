"""`okrsheets report`: the report alone, as a page, Markdown, JSON or CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import common, judged, scoped, wanted

FORMATS = ("html", "markdown", "markdown-full", "json", "csv")
PRINT = Path("-")
PRINTED = ("json", "csv")  # data goes to stdout unless a place is named
LANGUAGES = ("de", "en", "es", "fr", "pt")
SEVERAL = ("html", "csv")  # a folder gets a file for each team, or kind of thing


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
@click.option("--language", type=click.Choice(LANGUAGES), help="Say the report's own words in this language.")
@click.option("--bom", is_flag=True, help="Begin CSV with the mark that Excel needs for UTF-8.")
@click.option("--dir", "beside", is_flag=True, help="Lay style and script beside the pages, as files.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    policy: str | None,
    form: str,
    out: Path | None,
    templates: Path | None,
    language: str | None,
    bom: bool,
    beside: bool,
    **scope: tuple[str, ...] | str | None,
) -> None:
    """Render the report.

    A page of the whole company and one for each team; as CSV the OKRs, or in a folder a table for each
    kind of thing. Nothing is written into a workbook. A part of the company has one page, or a folder of
    tables, which is called like what was asked for and stands beside the others.

    \b
    okrsheets report plan.xlsx --format markdown --out -
    """
    from okrsheets.cli.options import narrowed
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.run import analyse_sources, put_text, render, write_pages, write_tables
    from okrsheets.run.parts import part_asked_for
    from okrsheets.run.reports import file_name

    asked = wanted(sources, config_path, today, policy=policy)
    config = asked.config._replace(report_language=language or asked.config.report_language)
    analysis = analyse_sources(asked)
    tell_failures(analysis.told)
    results = narrowed(analysis, scope)
    part = part_asked_for(analysis, asked, _narrowing(scope))
    place = out or config.root / config.report_out
    is_file = out is not None and out.suffix != "" and not out.is_dir()
    printed = out == PRINT or (out is None and form in PRINTED)
    if form in SEVERAL and not printed and not is_file:
        if form == "csv":
            laid = write_tables(results, place, bom=bom, part=part)
        else:
            beside = beside or config.report_dir
            page, _ = write_pages(
                results,
                analysis,
                config=config,
                folder=place,
                beside=beside,
                templates=templates,
                part=part,
            )
            laid = (page,)
        for path in laid:
            tell(f"report: {path}")
        ctx.exit(3 if analysis.failures else 0)
    text = render(results, analysis, config=config, form=form, templates=templates, bom=bom, part=part)
    if printed:
        say(text.rstrip("\n"))
    else:
        tell(f"report: {put_text(place if is_file else place / file_name(form, part=part), text)}")
    ctx.exit(3 if analysis.failures else 0)


def _narrowing(scope: dict[str, tuple[str, ...] | str | None]) -> dict[str, tuple[str, ...]]:
    """What the options narrow the report to."""
    return {option: (said,) if isinstance(said, str) else said or () for option, said in scope.items()}
