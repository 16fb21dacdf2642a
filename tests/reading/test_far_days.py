"""Days of no time that anybody plans for, and figures too large to be meant: unknown, and no fault."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from okrsheets.grid import Cell, Value
from okrsheets.model import Severity
from okrsheets.pipeline import StageSettings, analyse
from tests.cases import TODAY
from tests.grids import sheet, workbook

HEAD = "| Objective | Key result | Owner | Start | Due | Updated | Target | Progress |"
FAR: list[Value] = [
    *(date(1, 1, 1), date(1899, 5, 1), date(1905, 7, 18), date(9999, 12, 31), datetime(9999, 12, 31, 23)),  # noqa: DTZ001 - cells have no zone
    *("1899-05-01", "01/05/1899", "1 May 1899", "0001-01-01", "31/12/9999", "9999-12-31"),
    *(-1, -400.5, 0, 1, 60, 1e12),
]


@pytest.mark.parametrize("day", FAR, ids=repr)
def test_a_day_of_another_time_is_unknown_and_told(day: Value) -> None:
    tab = sheet(
        "OKRs Q4 2026",
        f"{HEAD}\n| Win | Sell | Ann | | | | 9 | 50 % |"
        "\n| Win | Buy | Ann | 2026-10-01 | 2026-12-31 | 2026-11-01 | 9 | 50 % |",
        more={(2, column): Cell(day, number_format="yyyy-mm-dd") for column in (4, 5, 6)},
    )
    results = analyse((workbook(tab),), today=TODAY, settings=StageSettings())
    key_result, other = results.okrs.key_results
    assert other.due == date(2026, 12, 31)
    assert (key_result.due, key_result.updated) == (None, None)
    assert key_result.cycle is not None
    assert key_result.cycle.label == "2026-Q4"
    told = [one for one in results.findings if one.rule == "unreadable-value"]
    assert [one.place.ref and one.place.ref.a1 for one in told] == ["D2", "E2", "F2"]
    assert all("is no day" in one.message for one in told)


@pytest.mark.parametrize("name", ["OKRs 31.12.9999", "Q4 9999", "01/01/9999 - 31/12/9999", "FY9999"])
def test_a_tab_or_file_of_another_time_names_no_cycle(name: str) -> None:
    tab = sheet(name.replace("/", "."), f"{HEAD}\n| Win | Sell | Ann | | 9999-12-31 | | 9 | 50 % |")
    book = workbook(tab, source=f"{name.replace('/', '.')}.xlsx")
    results = analyse((book,), today=TODAY, settings=StageSettings())
    assert [kr.cycle for kr in results.okrs.key_results] == [None]


@pytest.mark.parametrize("share", [1e308, -1e308, 1e9])
def test_a_progress_too_large_to_be_meant_is_unknown_and_told(share: float) -> None:
    tab = sheet(
        "OKRs Q4 2026",
        f"{HEAD}\n| Win | Sell | Ann | | | | | |\n| Win | Buy | Ann | | | | | 50 % |",
        more={(2, 8): Cell(share, number_format="0%")},
    )
    results = analyse((workbook(tab),), today=TODAY, settings=StageSettings())
    assert [kr.stated_progress for kr in results.okrs.key_results] == [None, 0.5]
    assert "H2" in [one.place.ref.a1 for one in results.findings if one.place.ref]


@pytest.mark.parametrize("said", ["NaN", "nan", "inf", "-Infinity", "1e999", "#N/A"])
def test_a_figure_that_could_not_be_computed_is_unknown_and_told(said: str) -> None:
    tab = sheet("OKRs Q4 2026", f"{HEAD}\n| Win | Sell | Ann | | | | '{said} | |")
    results = analyse((workbook(tab),), today=TODAY, settings=StageSettings())
    assert [kr.target for kr in results.okrs.key_results] == [None]
    told = [one.rule for one in results.findings if one.place.ref and one.severity > Severity.INFO]
    assert told == ["unreadable-value"]
