"""The demo as the other stages see it: read as it was meant, and every planted fault found."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.alignment import AlignmentSettings
from okrsheets.demo import PLANTED, lay_company
from okrsheets.demo.company import COMPANY, MARKETING, SALES
from okrsheets.demo.pacing import current_of, cycle_of, elapsed
from okrsheets.demo.people import IT, PEOPLE
from okrsheets.demo.product import MOBILE, PLATFORM
from okrsheets.demo.shapes import DemoTab
from okrsheets.grid import parse_a1
from okrsheets.model import AlignmentKind, Finding, OkrSet, PlaceKind, Results, Status
from okrsheets.pipeline import StageSettings, analyse

TABS = (COMPANY, SALES, MARKETING, PLATFORM, MOBILE, PEOPLE, IT)
TODAY = date(2026, 11, 23)


def results_on(folder: Path, today: date) -> Results:
    laid = lay_company(folder, today=today)
    workbooks = tuple(XlsxAdapter().read(str(path)) for path in laid.workbooks)
    settings = StageSettings(alignment=AlignmentSettings(top=frozenset({"Company"})))
    return analyse(workbooks, settings=settings, today=today)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_on(tmp_path_factory.mktemp("demo"), TODAY)


@pytest.fixture(scope="module")
def okrs(results: Results) -> OkrSet:
    return results.okrs


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_a_tab_is_read_as_it_was_meant(okrs: OkrSet, tab: DemoTab) -> None:
    share = elapsed(cycle_of(TODAY), TODAY)
    has_ids = tab not in (PEOPLE, IT)
    meant = [
        (
            objective.id,
            objective.title,
            (objective.owner,),
            [
                (
                    objective.key_result_id(index) if has_ids else None,
                    each.title,
                    (each.owner,) if each.owner else (),
                    each.baseline,
                    current_of(each, share),
                    each.target,
                )
                for index, each in enumerate(objective.key_results)
            ],
        )
        for objective in tab.objectives
    ]
    read = [
        (
            objective.id,
            objective.title,
            objective.owners,
            [
                (each.id, each.title, each.owners, each.baseline, each.current, each.target)
                for each in objective.key_results
            ],
        )
        for objective in okrs.objectives
        if objective.at.sheet == tab.name
    ]
    assert read == meant


def test_the_statuses_are_those_that_were_meant(results: Results) -> None:
    words = Counter(results.figures.okrs[each.key].status for each in results.okrs.key_results)
    assert words[Status.DONE] >= 3
    assert words[Status.ON_TRACK] >= 25
    assert words[Status.BEHIND] >= 8
    assert words[Status.AT_RISK] >= 5
    assert words[Status.UNKNOWN] == 2


def test_what_the_cells_say_of_alignment_is_read(okrs: OkrSet) -> None:
    meant = {
        (tab.name, objective.title): [text for text in (objective.aligned_to, objective.depends_on) if text]
        for tab in TABS
        for objective in tab.objectives
    }
    read = {
        (objective.at.sheet, objective.title): [each.text for each in objective.alignment_texts]
        for objective in okrs.objectives
    }
    assert read == meant


def test_every_cycle_is_the_quarter(okrs: OkrSet) -> None:
    cycle = cycle_of(TODAY)
    assert {okr.cycle for okr in okrs.by_key.values()} == {cycle}


def test_sales_and_marketing_deliver_the_key_results_of_the_company_objective(results: Results) -> None:
    by_key = results.okrs.by_key
    carried = [
        (each.child, each.parent)
        for each in results.resolutions.alignments
        if each.kind is AlignmentKind.STRAIGHTFORWARD
    ]
    ids = {(by_key[child].id, by_key[parent].id) for child, parent in carried}
    assert ids == {(child, "CO-1") for child in ("SA-1.1", "SA-1.2", "MK-1.1", "MK-1.2")}
    top = next(each for each in results.okrs.objectives if each.id == "CO-1")
    parts = [results.figures.okrs[child].progress or 0 for child, parent in carried if parent == top.key]
    assert results.figures.okrs[top.key].progress == pytest.approx(sum(parts) / 4)


@pytest.mark.parametrize("today", [TODAY, date(2026, 10, 20), date(2027, 1, 10), date(2028, 2, 29)], ids=str)
def test_exactly_the_planted_faults_are_found_on_any_day(today: date, tmp_path: Path) -> None:
    found = Counter(
        (each.rule, Path(each.place.workbook).name, each.place.sheet, _row(each))
        for each in results_on(tmp_path, today).findings
        if each.rule in {fault.rule for fault in PLANTED}
    )
    planted = Counter(
        (fault.rule, fault.workbook, fault.tab, (parse_a1(fault.cell) or (0, 0))[0]) for fault in PLANTED
    )
    assert found == planted


def _row(finding: Finding) -> int:
    """The row of a finding; of one that speaks of a table, the row that its message names."""
    if finding.place.kind is not PlaceKind.TABLE:
        return finding.place.row
    named = re.search(r"\b[A-Z]+(\d+):", finding.message)
    return int(named[1]) if named else 0
