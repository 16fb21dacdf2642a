"""What changes colour by another pace policy: in the page, the summary and the document."""

from __future__ import annotations

from datetime import date

from okrsheets.model import Comparison, KeyResult, Resolutions
from okrsheets.progress import PaceSettings, ProgressSettings, roll_up
from okrsheets.progress.pace_policies import PACE_POLICIES
from okrsheets.reporting import ReportSettings, render_html, render_markdown, report_document, report_view
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of


def _way(number: str, share: float) -> KeyResult:
    return key_result(number, f"Figure {number}", baseline=0, current=share, target=1)


def test_what_another_policy_changes_is_listed_beside_what_the_one_in_force_says() -> None:
    grow = objective(
        "O1", "Grow", team="Sales", key_results=[_way("1", 0.45), _way("2", 0.9), _way("3", 0.1)]
    )
    okrs = okr_set(grow)
    alone = Resolutions((), (), frozenset())
    by_viva = ProgressSettings(pace=PaceSettings(policy=PACE_POLICIES["viva"]))
    ours, viva = (
        roll_up(okrs, alone, today=date(2026, 11, 15), settings=each)
        for each in (ProgressSettings(), by_viva)
    )
    results = results_of(okrs)._replace(figures=viva)
    settings = ReportSettings(progress=by_viva, in_force=Comparison("default", ours))
    found = report_view(results, settings=settings).recoloured
    assert found is not None
    assert found.tally == "By viva instead of default, the policy in force, 2 OKRs of 4 change status"
    told = [(one.link.words, one.before.word, one.after.word, one.words) for one in found.changes]
    assert told == [
        ("O1 Grow", "On track", "Behind", "48\xa0%, expected 49\xa0%"),
        ("O1 1 Figure 1", "On track", "Behind", "45\xa0%, expected 49\xa0%"),
    ]
    document = report_document(results, settings=settings)
    assert document["changes"] == {
        "in_force": "default",
        "okrs": [
            {"key": "2026-Q4/sales/O1", "status": "behind", "in_force": "on track"},
            {"key": "2026-Q4/sales/O1/1", "status": "behind", "in_force": "on track"},
        ],
    }
    for text in (
        render_html(report_view(results, settings=settings)),
        render_markdown(report_view(results, settings=settings)),
    ):
        assert "What changes colour" in text
        assert "2 OKRs of 4 change status" in text
