"""Renders what was found out, and puts it where people look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import Config
from okrsheets.errors import OutputError, reason_of
from okrsheets.laying import clear_halves, lay
from okrsheets.model import Results, narrow
from okrsheets.run.analysis import Analysis
from okrsheets.run.parts import Part, part_asked_for
from okrsheets.run.sources import Wanted

if TYPE_CHECKING:
    from okrsheets.reporting import ReportSettings, ReportView

__all__ = [
    "file_name",
    "put_bytes",
    "put_text",
    "render",
    "report_settings",
    "write_pages",
    "write_reports",
    "write_tables",
]

_FILE_NAMES = {
    "html": "latest.html",
    "markdown": "summary.md",
    "markdown-full": "report.md",
    "json": "report.json",
    "csv": "report.csv",
}
"""How each form of the report of the whole company is called in the report's folder."""

OUR_MARK = b'<meta name="generator" content="okrsheets">'
HEAD = 2000  # bytes of a page, which begins with its mark


def render(
    results: Results,
    analysis: Analysis,
    *,
    config: Config,
    form: str,
    templates: Path | None = None,
    bom: bool = False,
    part: Part | None = None,
) -> str:
    """The report of some results as `html`, `markdown` (a summary), `markdown-full`, `json` or `csv`.

    The title says of which `part` of the company it is. CSV is the table of the OKRs, with a byte order mark
    where `bom` asks for it.
    """

    from okrsheets import reporting

    settings = report_settings(analysis, config, part)
    if form == "json":
        return reporting.json_text(reporting.report_document(results, settings=settings)) + "\n"
    if form == "csv":
        return reporting.csv_text(reporting.report_rows(results), bom=bom)
    if form == "markdown-full":
        settings = settings._replace(room=reporting.ALL_THE_ROOM)
    view = reporting.report_view(results, settings=settings)
    how = {
        "html": reporting.render_html,
        "markdown": reporting.render_summary,
        "markdown-full": reporting.render_markdown,
    }
    return how[form](view, templates=templates or config.report_templates)


def write_tables(results: Results, folder: Path, *, bom: bool, part: Part | None) -> tuple[Path, ...]:
    """Lay everything there is as CSV files into a folder, a file for each kind of thing.

    Those of a `part` of the company have a folder of their own in it.
    """
    from okrsheets import reporting

    place = folder if part is None else folder / part.stem
    return tuple(
        put_text(place / f"{table.name}.csv", reporting.csv_text(table.rows, bom=bom))
        for table in reporting.report_tables(results)
    )


def file_name(form: str, *, part: Part | None) -> str:
    """How a form of the report is called: that of a part is never put in place of that of the whole.

    >>> file_name("markdown", part=None), file_name("markdown", part=Part("part-sales", ("Sales",)))
    ('summary.md', 'part-sales-summary.md')
    """
    name = _FILE_NAMES[form]
    if part is None:
        return name
    return f"{part.stem}{Path(name).suffix}" if form == "html" else f"{part.stem}-{name}"


def write_reports(analysis: Analysis, wanted: Wanted) -> tuple[Path, ...]:
    """Render the pages and the summary into the report's folder; the first page and the summary are told."""
    from okrsheets import reporting

    config = wanted.config
    results = narrow(analysis.results, analysis.scope)
    part = part_asked_for(analysis, wanted, {})
    folder = config.root / config.report_out
    page, view = write_pages(
        results,
        analysis,
        config=config,
        folder=folder,
        beside=config.report_dir,
        templates=None,
        part=part,
    )
    summary = reporting.render_summary(view, templates=config.report_templates)
    return page, put_text(folder / file_name("markdown", part=part), summary)


def write_pages(
    results: Results,
    analysis: Analysis,
    *,
    config: Config,
    folder: Path,
    beside: bool,
    templates: Path | None,
    part: Part | None,
) -> tuple[Path, ReportView]:
    """Render the pages into a folder, and return that of the whole company, which is always the latest.

    A copy of it keeps the day in its name, and each team has a page of its own. Of a `part` of the company
    there is that one page only, beside the others. `beside`: style and script lie beside the pages as files.
    """
    from okrsheets import reporting

    settings = report_settings(analysis, config, part)
    templates = templates or config.report_templates
    clear_halves(folder)
    lying = reporting.assets(templates=templates) if beside else None
    for name, text in lying.files.items() if lying else ():
        put_text(folder / name, text)
    render = reporting.html_renderer(templates=templates, beside=lying)
    if part is not None:
        view = reporting.report_view(results, settings=settings)
        return put_text(folder / file_name("html", part=part), render(view, "")), view
    pages = reporting.report_pages(results, settings=settings)
    first = next(pages)
    text = render(first.view, "")
    if config.report_dated:
        put_text(folder / f"{results.today.isoformat()}.html", text)
    clear_halves(folder / reporting.TEAMS)
    teams = {put_text(folder / path, render(view, "../")) for path, view in pages}
    _take_away(folder / reporting.TEAMS, kept=teams)
    return put_text(folder / first.path, text), first.view


def _take_away(folder: Path, *, kept: set[Path]) -> None:
    """Remove our pages of teams that are no more; a file that is not ours stays."""
    for path in folder.glob("*.html"):
        try:
            if path not in kept and OUR_MARK in path.read_bytes()[:HEAD]:
                path.unlink()
        except OSError as error:
            what = f"cannot be removed: {reason_of(error)}"
            raise OutputError(str(path), what, "remove it yourself: the team is no more") from error


def put_text(path: Path, text: str) -> Path:
    """Write a file whole or not at all; one that holds the text already is left as it is.

    Raises OutputError.
    """
    return put_bytes(path, text.encode("utf-8"))


def put_bytes(path: Path, content: bytes) -> Path:
    """The same of bytes."""
    try:
        if path.is_file() and path.read_bytes() == content:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        lay(path, content)
    except OSError as error:
        what = f"cannot be written: {reason_of(error)}"
        raise OutputError(str(path), what, "choose a folder you may write to") from error
    return path


def report_settings(analysis: Analysis, config: Config, part: Part | None = None) -> ReportSettings:
    """What a report of this analysis, or of a part of it, is told beside its results."""
    from okrsheets.reporting import ReportSettings
    from okrsheets.tongue import tongue_of

    urls = {source.name: source.url for source in analysis.sources if source.url is not None}
    return ReportSettings(
        tongue=tongue_of(config.report_language),
        title=config.report_title,
        source_urls=urls,
        progress=analysis.settings.progress,
        in_force=analysis.in_force,
        url=config.report_url,
        part=() if part is None else part.words,
    )
