"""The demo company in Google Sheets: the same report as from Excel, and after a sync the same cells."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.demo import lay_company
from tests.adapters.gsheets.uploading import upload
from tests.cli.conftest import DAY, Run
from tests.cli.google import Google

Place = tuple[int, int]


def _lay_in_both(google: Google, tmp_path: Path) -> dict[str, str]:
    """The company in a folder `excel`, and in Google by a config in a folder `google`: file name -> link."""
    company = lay_company(tmp_path / "excel", today=date.fromisoformat(DAY))
    config = (tmp_path / "excel" / "okrsheets.toml").read_text(encoding="utf-8")
    links: dict[str, str] = {}
    for number, path in enumerate(sorted(company.workbooks), start=1):
        workbook = XlsxAdapter().read(str(path))
        links[path.name] = upload(google.emulator, workbook, key=f"{number}demo")
        config = config.replace(f'uri = "{path.name}"', f'uri = "{links[path.name]}"')
    (tmp_path / "google").mkdir()
    (tmp_path / "google" / "okrsheets.toml").write_text(config, encoding="utf-8")
    return links


def _told(document: Any, links: dict[str, str]) -> Any:
    """A document in which each workbook is called by its file name, wherever it stands."""
    if isinstance(document, dict):
        return {key: _told(value, links) for key, value in document.items()}
    if isinstance(document, list):
        return [_told(one, links) for one in document]
    if isinstance(document, str):
        for name, link in links.items():
            document = document.replace(link, name).replace(f"excel/{name}", name)
    return document


def _config(kind: str) -> tuple[str, str]:
    return "--config", f"{kind}/okrsheets.toml"


def _managed(cells: dict[Place, Any]) -> dict[Place, Any]:
    """The cells in columns of ours, headings included."""
    ours = {column for (_, column), value in cells.items() if str(value).endswith("(auto)")}
    return {place: value for place, value in cells.items() if place[1] in ours}


def _in_google(google: Google, link: str) -> dict[str, dict[Place, Any]]:
    """The cells in columns of ours, tab by tab."""
    entered = {
        tab: {(row + 1, column + 1): next(iter(value.values())) for (row, column), value in cells.items()}
        for tab, cells in google.cells(link).items()
    }
    return {tab: _managed(cells) for tab, cells in entered.items()}


def test_the_demo_company_gives_the_same_report_and_gets_the_same_cells(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    links = _lay_in_both(google, tmp_path)
    assert len(links) == 3
    from_excel = okrsheets("report", *_config("excel"), "--format", "json")
    from_google = okrsheets("report", *_config("google"), "--format", "json", env=google.env)
    assert (from_excel.returncode, from_google.returncode) == (0, 0), from_google.stderr
    document = _told(json.loads(from_excel.stdout), links)
    assert _told(json.loads(from_google.stdout), links) == document
    assert len(document["objectives"]) > 10
    assert google.counts() == (3, 0)
    assert okrsheets("sync", *_config("excel")).returncode == 0
    synced = okrsheets("sync", *_config("google"), env=google.env)
    assert (synced.returncode, google.counts()) == (0, (3, 3)), synced.stderr
    for name, link in links.items():
        excel = XlsxAdapter().read(str(tmp_path / "excel" / name))
        in_excel = {
            sheet.name: _managed({place: cell.value for place, cell in sheet.cells.items()})
            for sheet in excel.sheets
        }
        assert all(in_excel.values())
        assert _in_google(google, link) == in_excel
    again = okrsheets("sync", *_config("google"), env=google.env)
    assert (again.returncode, google.counts()) == (0, (3, 0))
