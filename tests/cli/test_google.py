"""Google Sheets on the command line: the same commands, given a link."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from okrsheets.adapters.xlsx import XlsxAdapter
from tests.cli.conftest import PLAN, Run, lay
from tests.cli.google import Google


def _told(document: Any) -> Any:
    """A JSON document without what names its source."""
    if isinstance(document, dict):
        return {k: _told(v) for k, v in document.items() if k not in ("source", "at", "workbook")}
    return [_told(one) for one in document] if isinstance(document, list) else document


@pytest.mark.parametrize("command", ["inspect", "check", "report"])
def test_a_google_sheet_gives_what_the_same_cells_in_excel_give(
    okrsheets: Run, google: Google, tmp_path: Path, command: str
) -> None:
    link = google.share(PLAN, title="plan.xlsx")
    lay(tmp_path / "plan.xlsx", PLAN)
    from_google = okrsheets(command, link, "--format", "json", env=google.env)
    from_excel = okrsheets(command, "plan.xlsx", "--format", "json")
    assert from_google.returncode == from_excel.returncode
    assert _told(json.loads(from_google.stdout)) == _told(json.loads(from_excel.stdout))
    assert link in from_google.stdout
    counts = google.emulator.log.counts()
    assert (counts["read"], counts["write"], counts["drive"]) == (1, 0, 0)


def test_a_link_as_the_browser_has_it_and_a_short_name_mean_the_same_sheet(
    okrsheets: Run, google: Google
) -> None:
    link = google.share(PLAN)
    done = okrsheets(
        "inspect", f"{link}/edit?usp=sharing#gid=0", f"gsheets:{link.rpartition('/')[2]}", env=google.env
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{link}: 2 objectives, 4 key results")
    assert google.emulator.log.count("read") == 1


def test_a_config_names_the_sheet_and_the_key_and_inspect_needs_no_argument(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    link = google.share(PLAN)
    endpoint = google.env["OKRSHEETS_GOOGLE_ENDPOINT"]
    (tmp_path / "okrsheets.toml").write_text(
        f'[google]\ncredentials_file = "key.json"\nendpoint = "{endpoint}"\n'
        f'[[source]]\nuri = "{link}/edit#gid=0"\n'
    )
    done = okrsheets("inspect")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 objectives" in done.stdout


def test_init_writes_a_config_for_a_link(okrsheets: Run, google: Google, tmp_path: Path) -> None:
    link = google.share(PLAN)
    done = okrsheets("init", link, env=google.env)
    assert done.returncode == 0, done.stderr
    assert f'uri = "{link}"' in (tmp_path / "okrsheets.toml").read_text()
    assert okrsheets("check", env=google.env).returncode == 1


def test_the_report_links_to_the_very_cell(okrsheets: Run, google: Google, tmp_path: Path) -> None:
    link = google.share(PLAN)
    done = okrsheets("report", link, "--format", "html", "--out", "out", env=google.env)
    assert done.returncode == 0, done.stderr
    gid = next(
        s.id for s in google.emulator.store.files[link.rpartition("/")[2]].book.sheets if s.title == "Sales"
    )
    page = (tmp_path / "out" / "latest.html").read_text(encoding="utf-8")
    assert f"{link}/edit#gid={gid}&amp;range=H5" in page


def test_an_excel_key_result_counts_in_a_google_objective_and_the_other_way_round(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    link = google.share({"Company": PLAN["Company"]}, title="Company")
    lay(tmp_path / "Sales.xlsx", {"Sales": PLAN["Sales"]})
    one_way = okrsheets("report", link, "Sales.xlsx", "--format", "json", env=google.env)
    other = google.share({"Sales": PLAN["Sales"]}, title="Sales")
    lay(tmp_path / "Company.xlsx", {"Company": PLAN["Company"]})
    other_way = okrsheets("report", "Company.xlsx", other, "--format", "json", env=google.env)
    lay(tmp_path / "both.xlsx", PLAN)
    both = okrsheets("report", "both.xlsx", "--format", "json")
    figures = [
        {one["id"]: (one["progress"], one["status"]) for one in json.loads(done.stdout)["objectives"]}
        for done in (one_way, other_way, both)
    ]
    assert figures[0] == figures[1] == figures[2]


def test_sync_writes_once_says_what_and_the_next_one_writes_nothing(okrsheets: Run, google: Google) -> None:
    link = google.share(PLAN)
    planned = okrsheets("plan", link, env=google.env)
    assert "new columns: H Progress (auto)" in planned.stdout
    assert google.counts() == (1, 0)
    unasked = okrsheets("sync", link, env=google.env)
    assert "not written without your word" in unasked.stderr
    assert google.counts() == (1, 0)
    done = okrsheets("sync", "--yes", link, env=google.env)
    assert done.returncode == 0, done.stderr
    assert f"wrote 19 cells into {link}" in done.stderr
    assert google.counts() == (1, 1)
    again = okrsheets("sync", link, env=google.env)
    assert (again.returncode, google.counts()) == (0, (1, 0))
    assert "up to date" in again.stderr


def test_google_and_excel_get_the_same_cells(okrsheets: Run, google: Google, tmp_path: Path) -> None:
    link = google.share(PLAN, title="plan.xlsx")
    path = lay(tmp_path / "plan.xlsx", PLAN)
    assert okrsheets("sync", "--yes", link, env=google.env).returncode == 0
    assert okrsheets("sync", "--yes", "plan.xlsx").returncode == 0
    excel = {
        sheet.name: {place: cell.value for place, cell in sheet.cells.items()}
        for sheet in XlsxAdapter().read(str(path)).sheets
    }
    entered = {
        name: {(row + 1, column + 1): next(iter(value.values())) for (row, column), value in cells.items()}
        for name, cells in google.cells(link).items()
    }
    for tab, cells in excel.items():
        assert {place: value for place, value in cells.items() if entered[tab].get(place) != value} == {}
        assert entered[tab].keys() == cells.keys()


def test_undo_takes_back_what_sync_wrote_and_nothing_that_people_did(okrsheets: Run, google: Google) -> None:
    link = google.share(PLAN)
    before = google.cells(link)
    okrsheets("sync", "--yes", link, env=google.env)
    done = okrsheets("undo", "--yes", env=google.env)
    assert done.returncode == 0, done.stderr
    assert f"{link}: took back" in done.stderr
    assert google.cells(link) == before
    okrsheets("sync", "--yes", link, env=google.env)
    typed: dict[str, Any] = {"start": {"rowIndex": 3, "columnIndex": 7}, "fields": "userEnteredValue"}
    typed["rows"] = [{"values": [{"userEnteredValue": {"stringValue": "mine"}}]}]
    google.emulator.edit(link.rpartition("/")[2], [{"updateCells": typed}])
    done = okrsheets("undo", "--yes", link, env=google.env)
    assert "Company!H4 was changed since; it stays as it is" in done.stderr
    assert google.cells(link)["Company"][3, 7] == {"stringValue": "mine"}


def test_undo_takes_columns_off_a_table_of_google_again(okrsheets: Run, google: Google) -> None:
    rows = PLAN["Company"][2:]
    link = google.share({"Company": rows})
    place = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 7}
    google.emulator.edit(
        link.rpartition("/")[2], [{"addTable": {"table": {"name": "Goals", "range": place}}}]
    )
    before = google.cells(link)
    book = google.emulator.store.files[link.rpartition("/")[2]]
    assert okrsheets("sync", "--yes", link, env=google.env).returncode == 0
    assert book.book.sheets[0].parts["tables"][0]["range"]["endColumnIndex"] == 14
    done = okrsheets("undo", "--yes", env=google.env)
    assert done.returncode == 0, done.stderr
    assert book.book.sheets[0].parts["tables"][0]["range"]["endColumnIndex"] == 7
    assert google.cells(link) == before


def test_undo_leaves_a_filter_alone_that_people_put_to_use_since(okrsheets: Run, google: Google) -> None:
    link = google.share({"Company": PLAN["Company"][2:]})
    key = link.rpartition("/")[2]
    file = google.emulator.store.files[key]
    place = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 7}
    google.emulator.edit(key, [{"setBasicFilter": {"filter": {"range": place}}}])
    assert okrsheets("sync", "--yes", link, env=google.env).returncode == 0
    used = (file.book.sheets[0].basic_filter or {}) | {"criteria": {"3": {"hiddenValues": ["Jo"]}}}
    google.emulator.edit(key, [{"setBasicFilter": {"filter": used}}])
    done = okrsheets("undo", "--yes", env=google.env)
    assert done.returncode == 0, done.stderr
    assert (file.book.sheets[0].basic_filter or {})["criteria"] == used["criteria"]
    assert google.cells(link)["Company"].keys() == {(row, column) for row in range(3) for column in range(7)}


def test_a_plan_that_a_person_looked_at_is_written_as_it_is_or_not_at_all(
    okrsheets: Run, google: Google, tmp_path: Path
) -> None:
    link = google.share(PLAN)
    okrsheets("plan", link, "--format", "json", "--out", "plan.json", env=google.env)
    done = okrsheets("sync", link, "--plan", "plan.json", env=google.env)
    assert (done.returncode, "wrote 19 cells" in done.stderr) == (0, True), done.stderr
    okrsheets("undo", "--yes", env=google.env)
    typed: dict[str, Any] = {"start": {"rowIndex": 3, "columnIndex": 5}, "fields": "userEnteredValue"}
    typed["rows"] = [{"values": [{"userEnteredValue": {"numberValue": 25}}]}]
    google.emulator.edit(link.rpartition("/")[2], [{"updateCells": typed}])
    google.counts()
    done = okrsheets("sync", link, "--plan", "plan.json", env=google.env)
    assert (done.returncode, google.counts()) == (3, (1, 0))
    assert "since the plan was made" in done.stderr or "otherwise by now" in done.stderr
