"""Renders what was found out, and puts it where people look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import Config
from okrsheets.errors import OutputError, reason_of
from okrsheets.model import Results, narrow
from okrsheets.run.analysis import Analysis

if TYPE_CHECKING:
    from okrsheets.reporting import ReportSettings

__all__ = ["FILE_NAMES", "put_text", "render", "write_reports"]

FILE_NAMES = {"html": "report.html", "markdown": "summary.md", "json": "report.json", "csv": "report.csv"}
"""How each form of the report is called in the report's folder."""


def render(
    results: Results, analysis: Analysis, *, config: Config, form: str, templates: Path | None = None
) -> str:
    """The report of some results as `html`, `markdown`, `json` or `csv`."""

    from okrsheets import reporting

    settings = _report_settings(analysis, config)
    if form == "json":
        return reporting.json_text(reporting.report_document(results, settings=settings)) + "\n"
    if form == "csv":
        return _csv(reporting.report_rows(results))
    view = reporting.report_view(results, settings=settings)
    how = reporting.render_html if form == "html" else reporting.render_markdown
    return how(view, templates=templates or config.report_templates)


def write_reports(analysis: Analysis, config: Config) -> tuple[Path, ...]:
    """Render the page and the summary into the report's folder."""
    from okrsheets import reporting

    results = narrow(analysis.results, analysis.scope)
    view = reporting.report_view(results, settings=_report_settings(analysis, config))
    folder = config.root / config.report_out
    page = reporting.render_html(view, templates=config.report_templates)
    summary = reporting.render_markdown(view, templates=config.report_templates)
    return put_text(folder / FILE_NAMES["html"], page), put_text(folder / FILE_NAMES["markdown"], summary)


def put_text(path: Path, text: str) -> Path:
    """Write a file whole or not at all; one that holds the text already is left as it is.

    Raises OutputError.
    """
    content = text.encode("utf-8")
    try:
        if path.is_file() and path.read_bytes() == content:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f".{path.name}.new")
        waiting.write_bytes(content)
        waiting.replace(path)
    except OSError as error:
        what = f"cannot be written: {reason_of(error)}"
        raise OutputError(str(path), what, "choose a folder you may write to") from error
    return path


def _report_settings(analysis: Analysis, config: Config) -> ReportSettings:
    from okrsheets.reporting import ReportSettings

    urls = {source.name: source.url for source in analysis.sources if source.url is not None}
    return ReportSettings(
        title=config.report_title,
        source_urls=urls,
        progress=analysis.settings.progress,
        in_force=analysis.in_force,
    )


def _csv(rows: Iterable[Sequence[str]]) -> str:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
