"""The demo in the weeks before: less far on its way, in the same cycle, and no trace of it in the files."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.demo import as_in_earlier_weeks, lay_company
from okrsheets.demo.company import COMPANY, MARKETING, SALES
from okrsheets.demo.earlier import Standing, earlier_standings
from okrsheets.demo.pacing import current_of, cycle_of
from okrsheets.demo.people import IT, PEOPLE
from okrsheets.demo.product import MOBILE, PLATFORM
from okrsheets.demo.shapes import DemoKeyResult
from okrsheets.demo.workbooks import WORKBOOKS, workbook_bytes

TABS = (COMPANY, SALES, MARKETING, PLATFORM, MOBILE, PEOPLE, IT)
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def _key_results(standing: Standing) -> dict[str, tuple[DemoKeyResult, float | None]]:
    """Each key result of a week by its title, with its value."""
    return {
        each.title: (each, current_of(each, standing.share))
        for tab in TABS
        for objective in standing.tab(tab).objectives
        for each in objective.key_results
    }


@given(DAYS)
def test_the_earlier_weeks_are_of_the_same_cycle_and_a_week_apart(today: date) -> None:
    earlier = earlier_standings(today)
    assert 2 <= len(earlier) <= 3
    days = [*(each.day for each in earlier), today]
    assert {after - before for before, after in pairwise(days)} == {timedelta(weeks=1)}
    assert days[0] >= cycle_of(today).start
    assert {each.cycle for each in earlier} == {cycle_of(today)}


@given(DAYS)
def test_no_key_result_goes_back_from_week_to_week(today: date) -> None:
    weeks = [_key_results(each) for each in (*earlier_standings(today), Standing(today))]
    for before, after in pairwise(weeks):
        for title, (each, value) in before.items():
            later = after[title][1]
            if value is None or each.target is None or later is None or each.baseline is None:
                assert value == later
            else:
                assert (later - value) * (each.target - each.baseline) >= 0, title


def test_most_key_results_move_and_the_idle_ones_do_not() -> None:
    first, now = _key_results(earlier_standings(TODAY)[0]), _key_results(Standing(TODAY))
    still = {title for title, (_, value) in first.items() if value == now[title][1]}
    idle = {title for title, (each, _) in now.items() if each.idle}
    assert len(idle) == 2
    assert idle <= still
    assert len(still) < len(first) / 4


def test_what_people_changed_last_week_was_otherwise_before() -> None:
    first, last, now = (_key_results(Standing(TODAY, weeks)) for weeks in (3, 1, 0))
    (added,) = now.keys() - first.keys()
    assert added in last
    assert (last[added][0].target, now[added][0].target) == (40, 30)
    assert last.keys() == now.keys()
    assert Standing(TODAY, 1).tab(MOBILE).objectives[0].title != MOBILE.objectives[0].title


@pytest.mark.parametrize("name", WORKBOOKS)
@pytest.mark.parametrize("weeks_ago", [1, 3])
def test_a_workbook_of_an_earlier_week_has_finite_results_beside_its_formulas(
    name: str, weeks_ago: int
) -> None:
    content = workbook_bytes(name, TODAY, weeks_ago=weeks_ago)
    assert content != workbook_bytes(name, TODAY)
    formulas = openpyxl.load_workbook(BytesIO(content))
    results = openpyxl.load_workbook(BytesIO(content), data_only=True)
    cells = [(sheet.title, cell.coordinate) for sheet in formulas for row in sheet for cell in row]
    shown = {
        (tab, cell): results[tab][cell].value
        for tab, cell in cells
        if formulas[tab][cell].data_type == "f" and (tab, cell) != ("Platform", "J14")
    }
    assert len(shown) >= 8
    assert {type(value) for value in shown.values()} <= {int, float}


def test_the_mean_takes_in_every_row_before_the_third_was_added() -> None:
    tabs = {
        weeks: openpyxl.load_workbook(BytesIO(workbook_bytes("People and IT.xlsx", TODAY, weeks_ago=weeks)))
        for weeks in (3, 2)
    }
    means = {weeks: book["People"]["H5"].value for weeks, book in tabs.items()}
    assert means == {3: "=AVERAGE(H6:H7)", 2: "=AVERAGE(H6:H7)"}
    assert (tabs[3]["People"]["B8"].value or "").startswith("Continue")
    assert tabs[2]["People"]["B8"].value.startswith("Increase the graduates")


def test_a_folder_holds_the_workbooks_of_one_week_after_the_other(tmp_path: Path) -> None:
    laid = lay_company(tmp_path / "today", today=TODAY)
    seen = []
    for day in as_in_earlier_weeks(tmp_path, today=TODAY):
        seen.append(day)
        assert all((tmp_path / path.name).read_bytes() != path.read_bytes() for path in laid.workbooks)
    assert seen == [TODAY - timedelta(weeks=weeks) for weeks in (3, 2, 1)]
