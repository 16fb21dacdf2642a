"""Excel workbooks and Google Sheets aligned to each other: read together, and written in one sync."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from tests.cli.conftest import Run, lay
from tests.cli.google import Google
from tests.sheets_emulator import Fault, Target

HEAD = ["ID", "Objective", "Key result", "Owner", "Baseline", "Current", "Target"]
COMPANY: dict[str, list[list[Any]]] = {
    "Company": [
        ["OKRs Q4 2026"],
        [],
        HEAD,
        ["CO-1", "Expand the market in North America", "Win 40 enterprise customers", "Mara", 5, 19, 40],
        ["CO-1", "Expand the market in North America", "Open offices in 3 cities", "Mara", 0, 1, 3],
        ["CO-2", "Delight every customer", "Raise the NPS", "Ann", 20, 30, 40],
    ]
}
CO_1, CO_2 = "2026-Q4/company/CO-1", "2026-Q4/company/CO-2"
NPS = f"{CO_2}/raise-the-nps"
SALES = ["S-1", "Grow with new customers", "Increase the revenue", "Dana", 2, 3, 4]


def _sales(text: str = "") -> dict[str, list[list[Any]]]:
    """A team's tab; the key result in row 4 says in H4 what it is aligned to."""
    return {"Sales": [["OKRs Q4 2026"], [], [*HEAD, "Aligned to"], [*SALES, text]]}


def _aligned(okrsheets: Run, sources: Sequence[str], env: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the key result of the sales tab is aligned to, and how that was found out."""
    done = okrsheets("inspect", *sources, "--format", "json", env=env)
    assert done.returncode == 0, done.stderr
    return [
        (one["to"], one["resolved_by"])
        for objective in json.loads(done.stdout)["objectives"]
        for key_result in objective["key_results"]
        for one in key_result["alignments"]
    ]


def _excel_values(path: Path, tab: str) -> dict[tuple[int, int], Any]:
    sheet = XlsxAdapter().read(str(path)).sheet(tab)
    assert sheet is not None
    return {place: cell.value for place, cell in sheet.cells.items()}


def _google_values(google: Google, link: str, tab: str) -> dict[tuple[int, int], Any]:
    cells = google.cells(link)[tab].items()
    return {(row + 1, column + 1): next(iter(value.values())) for (row, column), value in cells}


@pytest.mark.parametrize(
    ("text", "to", "how"),
    [
        ("CO-1", CO_1, "id"),
        ("Strategy 2026: CO-2", CO_2, "scoped id"),
        ("[Strategy 2026]Company!CO-2", CO_2, "scoped id"),
        ("[Strategy 2026]Company!B4", CO_1, "cell"),
        ("Company!C6", NPS, "cell"),
        ("Delight every customer", CO_2, "title"),
        ("LINK/edit#gid=0&range=B4", CO_1, "hyperlink"),
        ("LINK/edit?usp=sharing#gid=0&range=C6", NPS, "hyperlink"),
    ],
)
def test_a_text_in_excel_leads_to_an_okr_in_google(
    okrsheets: Run, google: Google, tmp_path: Path, text: str, to: str, how: str
) -> None:
    link = google.share(COMPANY, title="Strategy 2026")
    lay(tmp_path / "Sales.xlsx", _sales(text.replace("LINK", link)))
    assert _aligned(okrsheets, ["Sales.xlsx", link], google.env) == [(to, how)]


@pytest.mark.parametrize("kind", ["hyperlink", "formula", "saved out of Google Sheets"])
def test_a_link_in_an_excel_cell_leads_to_an_okr_in_google(
    okrsheets: Run, google: Google, tmp_path: Path, kind: str
) -> None:
    link = google.share(COMPANY, title="Strategy 2026")
    book = xlsxwriter.Workbook(str(tmp_path / "Sales.xlsx"))
    sheet = book.add_worksheet("Sales")
    for number, row in enumerate(_sales()["Sales"]):
        sheet.write_row(number, 0, row)
    if kind == "hyperlink":
        sheet.write_url("H4", f"{link}/edit#gid=0&range=B6", None, "see there")
    elif kind == "formula":
        sheet.write_formula("H4", f'=HYPERLINK("{link}/edit#gid=0&range=B6","see there")', None, "see there")
    else:
        kept = f'IMPORTRANGE(""{link}"",""Company!B6"")'
        shown = "Delight every customer"
        sheet.write_formula("H4", f'=IFERROR(__xludf.DUMMYFUNCTION("{kept}"),"{shown}")', None, shown)
    book.close()
    how = "formula" if kind.startswith("saved") else "hyperlink"
    assert _aligned(okrsheets, ["Sales.xlsx", link], google.env) == [(CO_2, how)]


@pytest.mark.parametrize(
    ("text", "to", "how"),
    [
        ("CO-1", CO_1, "id"),
        ("Strategy.xlsx: CO-2", CO_2, "scoped id"),
        ("[Strategy.xlsx]Company!CO-2", CO_2, "scoped id"),
        ("[Strategy.xlsx]Company!B4", CO_1, "cell"),
        ("Company!C6", NPS, "cell"),
        ("Delight every customer", CO_2, "title"),
        ("https://intranet.example/okrs/Strategy.xlsx#Company!B4", CO_1, "hyperlink"),
    ],
)
def test_a_text_in_google_leads_to_an_okr_in_excel(
    okrsheets: Run, google: Google, tmp_path: Path, text: str, to: str, how: str
) -> None:
    lay(tmp_path / "Strategy.xlsx", COMPANY)
    link = google.share(_sales(text), title="Sales")
    assert _aligned(okrsheets, ["Strategy.xlsx", link], google.env) == [(to, how)]


@pytest.mark.parametrize("kind", ["link", "hyperlink formula", "IMPORTRANGE"])
def test_a_cell_of_one_google_sheet_leads_to_an_okr_in_another(
    okrsheets: Run, google: Google, kind: str
) -> None:
    company = google.share(COMPANY, title="Strategy 2026")
    link = google.share(_sales("see there"), title="Sales")
    key, place = link.rpartition("/")[2], f"{company}/edit#gid=0&range=B6"
    book = google.emulator.store.files[key].book
    cell: dict[str, Any]
    if kind == "link":
        cell = {"userEnteredFormat": {"textFormat": {"link": {"uri": place}}}}
    elif kind == "hyperlink formula":
        cell = {"userEnteredValue": {"formulaValue": f'=HYPERLINK("{place}","see there")'}}
    else:
        formula = f'=IMPORTRANGE("{company}","Company!B6")'
        cell = {"userEnteredValue": {"formulaValue": formula}}
        book.results[book.sheets[0].id, formula] = [[{"stringValue": "Delight every customer"}]]
    start = {"sheetId": book.sheets[0].id, "rowIndex": 3, "columnIndex": 7}
    put = {"start": start, "rows": [{"values": [cell]}], "fields": ",".join(cell)}
    google.emulator.edit(key, [{"updateCells": put}])
    how = "formula" if kind == "IMPORTRANGE" else "hyperlink"
    assert _aligned(okrsheets, [company, link], google.env) == [(CO_2, how)]


def test_a_link_to_a_google_sheet_as_a_whole_names_no_okr(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    link = google.share(COMPANY, title="Strategy 2026")
    lay(tmp_path / "Sales.xlsx", _sales(f"{link}/edit?usp=sharing"))
    done = okrsheets("check", "Sales.xlsx", link, env=google.env)
    assert "[vague-alignment]" in done.stdout
    assert "[unreachable-source]" not in done.stdout


@pytest.mark.parametrize("company_in", ["Google", "Excel"])
def test_one_sync_resolves_and_writes_both(
    okrsheets: Run, google: Google, tmp_path: Path, company_in: str
) -> None:
    names = ("Strategy", "Sales") if company_in == "Google" else ("Sales", "Strategy")
    tabs = {"Strategy": COMPANY, "Sales": _sales("CO-1")}
    link = google.share(tabs[names[0]], title=names[0])
    path = lay(tmp_path / f"{names[1]}.xlsx", tabs[names[1]])
    done = okrsheets("sync", "--yes", path.name, link, env=google.env)
    assert done.returncode == 0, done.stderr
    assert google.counts() == (1, 1)
    in_google = _google_values(google, link, "Company" if company_in == "Google" else "Sales")
    in_excel = _excel_values(path, "Sales" if company_in == "Google" else "Company")
    company, sales = (in_google, in_excel) if company_in == "Google" else (in_excel, in_google)
    # a half from sales beside 0.4 and 0.3333 of its own
    assert (company[3, 8], company[3, 12], company[4, 12]) == (
        "Progress (auto)",
        "Objective progress (auto)",
        0.4111,
    )
    assert sales[3, 11] == "Aligned to (auto)"
    assert sales[4, 11] == 'Company CO-1 "Expand the market in North America" (straightforward)'
    content = path.read_bytes()
    again = okrsheets("sync", path.name, link, env=google.env)
    assert (again.returncode, google.counts(), path.read_bytes() == content) == (0, (1, 0), True)


@pytest.fixture
def unreachable(okrsheets: Run, google: Google, tmp_path: Path) -> Path:
    """A workbook aligned to a Google Sheet, both written, after which Google cannot be reached.

    What the sheet said is not kept any more.
    """
    link = google.share(COMPANY, title="Strategy 2026")
    path = lay(tmp_path / "Sales.xlsx", _sales("CO-1"))
    (tmp_path / "okrsheets.toml").write_text(
        f'[[source]]\nuri = "Sales.xlsx"\nwrite = true\n[[source]]\nuri = "{link}"\nwrite = true\n'
    )
    assert okrsheets("sync", env=google.env).returncode == 0
    google.emulator.fail(Fault(Target(kind="read"), times=99, status=503))
    google.env["OKRSHEETS_GOOGLE_PATIENCE"] = "1"
    for kept in (tmp_path / ".okrsheets" / "last-read").iterdir():
        kept.unlink()
    return path


def test_what_leads_into_a_google_sheet_that_cannot_be_reached_is_no_slip(
    okrsheets: Run, google: Google, unreachable: Path
) -> None:
    done = okrsheets("check", env=google.env)
    assert done.returncode == 3
    assert 'Sales!H4  warning  "CO-1" is nowhere in what could be read; run it again when' in done.stdout
    assert "[unreachable-source]" in done.stdout
    assert "[dangling-alignment]" not in done.stdout
    assert "Google cannot serve it at the moment; run it again later" in done.stderr


def test_what_was_written_of_a_google_sheet_stays_while_it_cannot_be_reached(
    okrsheets: Run, google: Google, unreachable: Path
) -> None:
    content = unreachable.read_bytes()
    done = okrsheets("sync", env=google.env)
    assert done.returncode == 3
    assert unreachable.read_bytes() == content
    assert "what depends on a source that could not be read stays as it was written last" in done.stderr
    google.emulator.waiting.clear()
    assert okrsheets("sync", env=google.env).returncode == 0
    assert unreachable.read_bytes() == content


def test_what_follows_from_its_own_row_alone_is_written_while_google_cannot_be_reached(
    okrsheets: Run, google: Google, unreachable: Path
) -> None:
    book = openpyxl.load_workbook(unreachable)
    book["Sales"]["F4"] = 4
    book.save(unreachable)
    done = okrsheets("sync", env=google.env)
    assert done.returncode == 3
    after = _excel_values(unreachable, "Sales")
    assert (after[4, 9], after[4, 10]) == (1, "done")
    assert after[4, 11] == 'Company CO-1 "Expand the market in North America" (straightforward)'


def test_what_was_never_written_is_written_as_far_as_it_is_known(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    link = google.share(COMPANY, role="")
    path = lay(tmp_path / "Sales.xlsx", _sales("CO-1"))
    assert okrsheets("sync", "--yes", "Sales.xlsx", link, env=google.env).returncode == 3
    after = _excel_values(path, "Sales")
    assert (after[4, 9], after[4, 11]) == (0.5, "?")
    assert "[unreachable-source]" in after[4, 12]


def test_what_only_seems_to_be_missing_is_not_told_while_google_cannot_be_reached(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    company = [*COMPANY["Company"], ["CO-3", "Be the best place to work", "", "Ann", "", "", ""]]
    lay(tmp_path / "Strategy.xlsx", {"Company": company, "Board": [["x"]]})
    text = [*SALES[:2], "Raise it", *SALES[3:], "CO-3"]
    link = google.share({"Sales": [["OKRs Q4 2026"], [], [*HEAD, "Aligned to"], text]})
    args = ("check", "Strategy.xlsx", link, "--fail-on", "never")
    assert "[no-key-results]" not in okrsheets(*args, env=google.env).stdout
    assert "[no-key-results]" in okrsheets("check", "Strategy.xlsx", env=google.env).stdout
    google.emulator.fail(Fault(Target(kind="read"), times=99, status=503))
    down = okrsheets(*args, env=google.env | {"OKRSHEETS_GOOGLE_PATIENCE": "1"})
    assert (down.returncode, "[no-key-results]" in down.stdout) == (3, False)
