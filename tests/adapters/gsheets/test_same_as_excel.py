"""The same company in Excel and in Google Sheets: the same OKRs, figures, findings, and cells of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrsheets.adapters import Adapter
from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.grid import Workbook
from okrsheets.pipeline import StageSettings, analyse, plan_all
from okrsheets.reporting import ReportSettings, report_document
from tests.adapters.gsheets.uploading import upload
from tests.sheets_emulator import Emulator

TODAY = date(2026, 11, 23)


@pytest.fixture
def company(tmp_path: Path) -> tuple[Path, ...]:
    return tuple(sorted(lay_company(tmp_path, today=TODAY).workbooks))


def _told(document: Any) -> Any:
    """A document without what names sources and their places."""
    if isinstance(document, dict):
        return {k: _told(v) for k, v in document.items() if k not in ("source", "at", "workbook", "url")}
    return [_told(one) for one in document] if isinstance(document, list) else document


def _report(books: Sequence[Workbook], settings: StageSettings) -> Any:
    return _told(report_document(analyse(books, settings=settings, today=TODAY), settings=ReportSettings()))


def _written(adapter: Adapter, books: Sequence[Workbook], settings: StageSettings) -> list[Any]:
    """What each cell of each workbook says after a sync."""
    results = analyse(books, settings=settings, today=TODAY)
    for plan in plan_all(results, settings=settings):
        assert not adapter.apply(plan).refused
    after = [adapter.read(book.source) for book in books]
    return [
        {sheet.name: {at: cell.value for at, cell in sheet.cells.items()} for sheet in one.sheets}
        for one in after
    ]


def test_the_demo_company_gives_the_same_results_and_gets_the_same_cells(
    emulator: Emulator, adapter: GsheetsAdapter, company: tuple[Path, ...], tmp_path: Path
) -> None:
    settings = load_config(tmp_path / "okrsheets.toml").stages
    settings = settings._replace(reading=settings.reading._replace(overrides={}, default_teams={}))
    excel = [XlsxAdapter().read(str(path))._replace(changed=None) for path in company]
    google = [adapter.read(upload(emulator, book, key=f"{n}demo")) for n, book in enumerate(excel)]
    assert _report(google, settings) == _report(excel, settings)
    assert _written(adapter, google, settings) == _written(XlsxAdapter(), excel, settings)
    assert emulator.log.count("write") == len(company)
