"""Reports of one run: the view model, the HTML page, Markdown, JSON documents, CSV rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.lazy import found_in
from okrsheets.reporting.documents import (
    findings_document,
    inspect_document,
    report_document,
    rules_document,
)
from okrsheets.reporting.json_text import json_text

if TYPE_CHECKING:
    from okrsheets.reporting.addresses import LATEST, TEAMS
    from okrsheets.reporting.csv_cells import csv_text
    from okrsheets.reporting.digests import Digest, Digests, DigestSettings, render_digest
    from okrsheets.reporting.pages import Page, report_pages
    from okrsheets.reporting.past import history_document, history_rows
    from okrsheets.reporting.plan_documents import plan_document
    from okrsheets.reporting.render import assets, html_renderer, render_html, render_markdown, render_summary
    from okrsheets.reporting.room import ALL_THE_ROOM
    from okrsheets.reporting.rows import report_rows
    from okrsheets.reporting.settings import ReportSettings
    from okrsheets.reporting.tables import Table, report_tables
    from okrsheets.reporting.view import ReportView, report_view
    from okrsheets.reporting.why_documents import why_document, why_together_document

__all__ = [
    "ALL_THE_ROOM",
    "LATEST",
    "TEAMS",
    "Digest",
    "DigestSettings",
    "Digests",
    "Page",
    "ReportSettings",
    "ReportView",
    "Table",
    "assets",
    "csv_text",
    "findings_document",
    "history_document",
    "history_rows",
    "html_renderer",
    "inspect_document",
    "json_text",
    "plan_document",
    "render_digest",
    "render_html",
    "render_markdown",
    "render_summary",
    "report_document",
    "report_pages",
    "report_rows",
    "report_tables",
    "report_view",
    "rules_document",
    "why_document",
    "why_together_document",
]

__getattr__ = found_in(
    __name__,
    {
        "ALL_THE_ROOM": "room",
        "Digest": "digests",
        "DigestSettings": "digests",
        "Digests": "digests",
        "LATEST": "addresses",
        "Page": "pages",
        "ReportSettings": "settings",
        "ReportView": "view",
        "history_document": "past",
        "history_rows": "past",
        "TEAMS": "addresses",
        "Table": "tables",
        "assets": "render",
        "csv_text": "csv_cells",
        "html_renderer": "render",
        "plan_document": "plan_documents",
        "render_digest": "digests",
        "render_html": "render",
        "render_markdown": "render",
        "render_summary": "render",
        "report_pages": "pages",
        "report_rows": "rows",
        "report_tables": "tables",
        "report_view": "view",
        "why_document": "why_documents",
        "why_together_document": "why_documents",
    },
)
