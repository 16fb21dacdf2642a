"""The demo as files: the same bytes each time, nothing written over, figures that hold on any day."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from math import isclose, isfinite
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.config.loading import load_config
from okrsheets.demo import PLANTED, lay_company
from okrsheets.demo.company import COMPANY, MARKETING, SALES
from okrsheets.demo.pacing import current_of, cycle_of, elapsed, progress_of, said_status
from okrsheets.demo.people import IT, PEOPLE
from okrsheets.demo.product import MOBILE, PLATFORM
from okrsheets.demo.shapes import AT_RISK, BEHIND, DONE, DemoKeyResult
from okrsheets.demo.workbooks import WORKBOOKS, workbook_bytes
from okrsheets.grid import parse_a1
from okrsheets.model import CyclePhase

TABS = (COMPANY, SALES, MARKETING, PLATFORM, MOBILE, PEOPLE, IT)
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def key_results() -> Iterator[DemoKeyResult]:
    for tab in TABS:
        for objective in tab.objectives:
            yield from objective.key_results


def formula_cells(name: str, today: date) -> Iterator[tuple[str, object]]:
    """Each formula of a workbook with the result that is stored beside it."""
    content = workbook_bytes(name, today)
    formulas = openpyxl.load_workbook(BytesIO(content))
    results = openpyxl.load_workbook(BytesIO(content), data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"{sheet.title}!{cell.coordinate}", results[sheet.title][cell.coordinate].value


def test_the_demo_made_twice_has_the_same_bytes(tmp_path: Path) -> None:
    first = lay_company(tmp_path / "one", today=TODAY)
    second = lay_company(tmp_path / "two", today=TODAY)
    assert [path.name for path in first.written] == [*WORKBOOKS, "okrsheets.toml"]
    for one, two in zip(first.written, second.written, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_the_mail_section_of_the_config_holds_once_its_signs_are_taken_away(tmp_path: Path) -> None:
    path = lay_company(tmp_path, today=TODAY).folder / "okrsheets.toml"
    assert load_config(path).mail is None
    head, sign, section = path.read_text(encoding="utf-8").partition("# [mail]")
    path.write_text(head + (sign + section).replace("# ", ""), encoding="utf-8")
    mail = load_config(path).mail
    assert mail is not None
    assert mail.transport == "folder"
    assert mail.audience.leaders == ("ceo@example.com",)
    assert list(mail.audience.teams) == [SALES.name]


def test_files_that_are_there_are_kept_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "Product.xlsx").write_bytes(b"mine")
    laid = lay_company(tmp_path, today=TODAY)
    assert laid.kept == (tmp_path / "Product.xlsx",)
    assert laid.workbooks == tuple(tmp_path / name for name in WORKBOOKS)
    assert (tmp_path / "Product.xlsx").read_bytes() == b"mine"
    before = {path: path.read_bytes() for path in (*laid.written, *laid.kept)}
    again = lay_company(tmp_path, today=date(2027, 6, 1))
    assert again.written == ()
    assert {path: path.read_bytes() for path in again.kept} == before


def test_the_config_names_the_cycle_the_top_and_every_workbook(tmp_path: Path) -> None:
    laid = lay_company(tmp_path / "new" / "folder", today=TODAY)
    config = tomllib.loads((laid.folder / "okrsheets.toml").read_text())
    assert config == {
        "report": {"title": "Halden Bikes"},
        "cycle": {"current": "Q4 2026"},
        "alignment": {"top": ["Company"]},
        "source": [{"uri": name, "write": True} for name in WORKBOOKS],
    }
    assert laid.cycle == "Q4 2026"


def test_the_workbooks_hold_what_real_ones_hold() -> None:
    books = {name: openpyxl.load_workbook(BytesIO(workbook_bytes(name, TODAY))) for name in WORKBOOKS}
    sheets = {sheet.title: sheet for book in books.values() for sheet in book}
    assert list(sheets) == [tab.name for tab in TABS]
    assert len(sheets["Company"]._charts) == 1  # noqa: SLF001  (openpyxl shows charts nowhere else)
    assert list(sheets["Marketing"].tables) == ["MarketingOkrs"]
    assert sheets["Marketing"].tables["MarketingOkrs"].autoFilter is not None
    assert sheets["Company"]["B5"].comment is not None
    for sheet in sheets.values():
        assert len(sheet.conditional_formatting) > 0
        assert sheet.data_validations.dataValidation
        assert sheet.freeze_panes is not None
        assert sheet.merged_cells.ranges


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_formula_carries_its_result(name: str) -> None:
    cells = dict(formula_cells(name, TODAY))
    assert len(cells) >= 9
    assert {cell: value for cell, value in cells.items() if value is None} == {}
    errors = {cell for cell, value in cells.items() if isinstance(value, str)}
    assert errors == ({"Platform!J14"} if name == "Product.xlsx" else set())


def test_the_objective_of_sales_and_marketing_shows_the_mean_of_their_key_results() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes("Company.xlsx", TODAY)))
    assert book["Company"]["L5"].value == "=AVERAGE(Sales!L5,Sales!L6,Marketing!L5,Marketing!L6)"
    results = openpyxl.load_workbook(BytesIO(workbook_bytes("Company.xlsx", TODAY)), data_only=True)
    parts = [results[tab][cell].value for tab in ("Sales", "Marketing") for cell in ("L5", "L6")]
    assert isclose(results["Company"]["L5"].value, sum(parts) / 4)


@given(DAYS)
def test_the_cycle_is_open_on_any_day_and_has_something_to_show(today: date) -> None:
    cycle = cycle_of(today)
    assert cycle.phase(today) is CyclePhase.OPEN
    assert elapsed(cycle, today) >= 0.2


@given(DAYS)
def test_on_any_day_the_company_shows_every_status(today: date) -> None:
    share = elapsed(cycle_of(today), today)
    words = Counter(said_status(progress_of(each, share), share) for each in key_results())
    assert words["Done"] >= 3
    assert words["On track"] >= 5
    assert words["Behind"] >= 5
    assert words["At risk"] >= 5
    assert words[None] == 3  # two cannot be measured, and one has no way to go


@given(DAYS)
def test_each_key_result_stands_where_it_is_meant_to(today: date) -> None:
    share = elapsed(cycle_of(today), today)
    for each in key_results():
        progress = progress_of(each, share)
        if progress is None:
            continue
        assert isfinite(progress)
        said = said_status(progress, share)
        if each.lag == DONE:
            assert said == "Done"
        elif each.lag == AT_RISK:
            assert said == "At risk"
        elif each.lag > BEHIND - 0.05:
            assert said == "Behind"
        else:
            assert said in ("On track", "Done")
        assert current_of(each, share) is not None


@settings(max_examples=8, deadline=None)
@given(DAYS)
def test_results_beside_formulas_are_finite_on_any_day(today: date) -> None:
    for name in WORKBOOKS:
        for cell, value in formula_cells(name, today):
            if cell != "Platform!J14":
                assert isinstance(value, int | float), cell
                assert isfinite(value), cell


def test_each_planted_fault_names_a_cell_and_no_rule_twice() -> None:
    assert len({fault.rule for fault in PLANTED}) == len(PLANTED)
    tabs = {(tab.workbook, tab.name) for tab in TABS}
    for fault in PLANTED:
        assert (fault.workbook, fault.tab) in tabs
        assert parse_a1(fault.cell) is not None
