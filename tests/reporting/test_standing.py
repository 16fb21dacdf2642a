"""What counts in a parent is said to count; what only stands beside it is not."""

from __future__ import annotations

import pytest

from okrsheets.model import Alignment, AlignmentKind, KeyResult, OkrSet, Status
from okrsheets.progress import ProgressSettings, roll_up
from okrsheets.reporting import ReportSettings, ReportView, render_html, report_view
from okrsheets.reporting.mentions import plain
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import TODAY, results_of

STRAIGHT = AlignmentKind.STRAIGHTFORWARD
UNKNOWN, KNOWN = key_result("KR1", "Revenue"), key_result("KR1", "Sign", baseline=0, current=3, target=4)
MEASURED = key_result("KR1", "Revenue", baseline=0, current=1, target=4)
COMPANY, SALES = "2026-Q4/company/C1", "2026-Q4/sales/S1"


def _view(okrs: OkrSet, *alignments: Alignment) -> ReportView:
    """The report of these OKRs, rolled up as they are in a run."""
    results = results_of(okrs, alignments=alignments, top_level=frozenset({COMPANY}))
    figures = roll_up(okrs, results.resolutions, today=TODAY, settings=ProgressSettings())
    return report_view(results._replace(figures=figures), settings=ReportSettings())


def _straight(child: str, parent: str, *, share: float | None = None, carries: bool = True) -> Alignment:
    return Alignment(child, parent, STRAIGHT, share, carries)


def _company(above: KeyResult, below: KeyResult = KNOWN) -> OkrSet:
    """A company with one key result, and a sales team with one to align to it."""
    return okr_set(
        objective("C1", "Grow", team="Company", key_results=[above]),
        objective("S1", "Win the east", team="Sales", key_results=[below]),
    )


def _lines(view: ReportView) -> dict[str, str]:
    return {one.title: one.line for one in view.nodes}


def _rows(view: ReportView) -> dict[str, list[tuple[str, str]]]:
    return {one.title: [(row.title, plain(row.notes)) for row in one.rows] for one in view.nodes}


def test_a_key_result_below_one_with_its_own_values_stands_beside_it() -> None:
    okrs = _company(MEASURED)
    view = _view(okrs, _straight(f"{SALES}/KR1", f"{COMPANY}/KR1"))
    assert _lines(view)["Win the east"] == (
        "Sales, S1. Its key results stand beside C1 KR1 (which has its own values)"
    )
    assert _rows(view) == {
        "Grow": [("Revenue", "supported by Sales")],
        "Win the east": [("Sign", "stands beside C1 KR1, which has its own values")],
    }
    assert [one.marks for one in view.coverage.rows] == [("",), ("stands beside",)]
    assert view.coverage.legend == (("stands beside", ": straightforward, and carries nothing now"),)
    assert '<i class="stands beside"></i>' in render_html(view)


def test_a_key_result_below_one_without_values_counts_in_it() -> None:
    view = _view(_company(UNKNOWN), _straight(f"{SALES}/KR1", f"{COMPANY}/KR1"))
    assert _lines(view)["Win the east"] == "Sales, S1. Its key results count in C1 KR1"
    assert _rows(view)["Grow"][1] == ("Sign", "from Sales, straightforward to C1 KR1")
    assert view.coverage.rows[1].marks == ("carries progress",)


def test_a_link_inside_a_circle_is_not_said_to_count() -> None:
    okrs = _company(MEASURED)
    view = _view(
        okrs,
        _straight(f"{SALES}/KR1", COMPANY, carries=False),
        _straight(SALES, COMPANY, carries=False),
    )
    assert _lines(view)["Win the east"] == (
        "Sales, S1. Straightforward: stands beside C1 (as the alignments run in a circle). "
        "Its key results stand beside C1 (as the alignments run in a circle)"
    )
    assert _rows(view)["Grow"] == [("Revenue", "")]
    assert [(one.title, one.marks) for one in view.coverage.rows] == [
        ("Grow", ("stands beside",)),
        ("Revenue", ("through the objective",)),
    ]
    assert view.coverage.key_results == 1


@pytest.mark.parametrize(
    ("child", "parent", "share", "why"),
    [
        (key_result("KR1", "Sign", stated_meaning=Status.CANCELLED), UNKNOWN, None, "as it is cancelled"),
        (KNOWN, key_result("KR1", "Hold", stated_meaning=Status.POSTPONED), None, "which is postponed"),
        (KNOWN, key_result("KR1", "Said", stated_progress=0.4), None, "which states its own progress"),
        (key_result("KR1", "Sign", target=4, weight=0.0), UNKNOWN, None, "as it has no weight"),
        (KNOWN, UNKNOWN, 0.0, "as it has no weight"),
    ],
)
def test_what_stands_beside_its_parent_says_why(
    child: KeyResult, parent: KeyResult, share: float | None, why: str
) -> None:
    view = _view(_company(parent, child), _straight(f"{SALES}/KR1", f"{COMPANY}/KR1", share=share))
    assert _rows(view)["Win the east"][0][1].startswith(f"stands beside C1 KR1, {why}")


def test_what_arrives_twice_counts_once_and_stands_beside_the_longer_way() -> None:
    okrs = _company(UNKNOWN)
    view = _view(okrs, _straight(f"{SALES}/KR1", COMPANY), _straight(SALES, COMPANY))
    assert _lines(view)["Win the east"] == (
        "Sales, S1. Straightforward: stands beside C1 (which counts it by a shorter way). "
        "Its key results count in C1"
    )


def test_every_row_of_the_matrix_has_a_mark_or_says_nobody() -> None:
    okrs = okr_set(
        objective("C1", "Grow", team="Company", key_results=[key_result("KR1", "a"), key_result("KR2", "b")]),
        objective("C2", "Last", team="Company", key_results=[key_result("KR1", "c"), key_result("KR2", "d")]),
        objective("S1", "Sell", team="Sales", key_results=[key_result("KR1", "e", team="Field")]),
        objective("X1", "Nameless", team=None),
    )
    keys = [each.key for each in okrs.objectives]
    directional = AlignmentKind.DIRECTIONAL
    alignments = (
        Alignment(keys[2], keys[0], directional, None, carries=False),
        Alignment(f"{keys[2]}/KR1", f"{keys[1]}/KR1", directional, None, carries=False),
        Alignment(keys[3], f"{keys[1]}/KR2", directional, None, carries=False),
    )
    results = results_of(okrs, alignments=alignments, top_level=frozenset(keys[:2]))
    coverage = report_view(results, settings=ReportSettings()).coverage
    assert coverage.teams == ("Sales", "Field", "no team")
    supported = [row for row in coverage.rows if row.objective is None and any(row.marks)]
    alone = [row for row in coverage.rows if row.objective is None and row.alone]
    assert len(supported) == coverage.supported == 4
    assert len(supported) + len(alone) == coverage.key_results
