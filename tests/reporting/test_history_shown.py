"""What a report shows of earlier syncs: what people moved lately, and progress over time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from okrsheets.model import Figure, Figures, HistoryView, KeyResult, Moment, OkrSet, Past, Results
from okrsheets.reporting import ReportSettings, ReportView, render_html, report_view
from okrsheets.reporting.sparks import spark
from okrsheets.tongue import ENGLISH
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import TODAY, results_of

KR = "2026-Q4/t/O1/KR{}"
WEEK = timedelta(days=7)


def grown(*key_results: KeyResult) -> OkrSet:
    return okr_set(objective("O1", "Grow", team="T", key_results=list(key_results)))


def seen(okrs: OkrSet, pasts: Mapping[str, tuple[Moment, ...]], progress: float = 0.5) -> Results:
    """Results of these OKRs, each half of its way, with these moments of some key results."""
    figures = Figures(dict.fromkeys(okrs.by_key, Figure(progress=progress)), {})
    history = HistoryView(pasts={key: Past(key, moments) for key, moments in pasts.items()})
    return results_of(okrs, figures=figures)._replace(history=history)


def viewed(results: Results) -> ReportView:
    return report_view(results, settings=ReportSettings())


def moves(results: Results) -> list[tuple[str, str, str]]:
    found = viewed(results).moved
    assert found is not None
    return [(move.gained, move.link.words, move.words) for move in found.moves]


def moment(
    day: date, *, current: float | None, target: float | None = 40, progress: float | None = 0.3
) -> Moment:
    return Moment(day, "Win customers", 5, current, target, progress=progress)


def test_what_a_person_changed_in_a_week_is_told_with_the_points_it_gained() -> None:
    okrs = grown(key_result("KR1", "Win customers", baseline=5, current=24, target=40))
    before = moment(TODAY - 3 * WEEK, current=19)
    assert moves(seen(okrs, {KR.format(1): (before,)})) == [
        ("+20 points", "O1 KR1 Win customers", "19 → 24 of 40")
    ]
    found = viewed(seen(okrs, {KR.format(1): (before,)})).moved
    assert found is not None
    assert found.since == "15 Nov"


def test_what_moved_before_the_week_is_old_news() -> None:
    okrs = grown(key_result("KR1", "Win customers", baseline=5, current=24, target=40))
    then = (moment(TODAY - 3 * WEEK, current=19), moment(TODAY - WEEK, current=24, progress=0.5))
    assert moves(seen(okrs, {KR.format(1): then})) == []
    assert "Nobody moved a value or a target." in render_html(viewed(seen(okrs, {KR.format(1): then})))


@pytest.mark.parametrize(("target", "word"), [(35, "Target lowered"), (50, "Target raised")])
def test_a_target_that_was_changed_is_told_as_that(target: float, word: str) -> None:
    okrs = grown(key_result("KR1", "Win customers", baseline=5, current=19, target=target))
    before = moment(TODAY - WEEK, current=19)
    assert moves(seen(okrs, {KR.format(1): (before,)})) == [(word, "O1 KR1 Win customers", f"40 → {target}")]


def test_time_alone_moves_nothing() -> None:
    okrs = grown(key_result("KR1", "Win customers", baseline=5, current=19, target=40))
    assert moves(seen(okrs, {KR.format(1): (moment(TODAY - WEEK, current=19, progress=0.3),)})) == []


def test_the_farthest_moves_come_first_and_the_rest_is_counted() -> None:
    okrs = grown(
        *(key_result(f"KR{n}", "Win", baseline=5, current=20, target=40) for n in range(11)),
    )
    pasts = {KR.format(n): (moment(TODAY - WEEK, current=10, progress=0.5 - n / 100),) for n in range(1, 11)}
    found = viewed(seen(okrs, pasts)).moved
    assert found is not None
    assert [move.gained for move in found.moves][:2] == ["+10 points", "+9 points"]
    assert (len(found.moves), found.left) == (8, "and 2 more")


def test_where_syncs_began_this_week_it_is_since_then_and_on_the_first_day_nothing_is_said() -> None:
    okrs = grown(key_result("KR1", "Win customers", baseline=5, current=24, target=40))
    began = viewed(seen(okrs, {KR.format(1): (moment(TODAY - timedelta(days=2), current=19),)})).moved
    assert began is not None
    assert began.since == "20 Nov"
    assert viewed(seen(okrs, {KR.format(1): (moment(TODAY, current=19),)})).moved is None
    assert viewed(seen(okrs, {})).moved is None


def test_a_line_of_progress_runs_from_the_first_day_to_todays_figure() -> None:
    past = Past("k", tuple(Moment(TODAY - n * WEEK, progress=0.1 * (4 - n)) for n in (4, 3, 2, 1)))
    line = spark(past, 0.5, today=TODAY, tongue=ENGLISH)
    assert line.words == "0\xa0% to 50\xa0% since 25 Oct"
    points = line.path.removeprefix("M").split()
    assert (points[:2], points[-2:]) == (["2", "22"], ["70", "12"])


@pytest.mark.parametrize("days", [0, 1])
def test_of_two_days_there_is_no_line(days: int) -> None:
    past = Past("k", (Moment(TODAY - timedelta(days=days), progress=0.1),))
    assert spark(past, 0.5, today=TODAY, tongue=ENGLISH).path == ""


def test_days_of_unknown_progress_are_left_out_of_the_line() -> None:
    unknown = Past("k", (Moment(TODAY - 4 * WEEK),))
    assert spark(unknown, None, today=TODAY, tongue=ENGLISH).path == ""
    assert spark(None, 0.5, today=TODAY, tongue=ENGLISH).path == ""


def test_progress_over_time_stands_beside_an_objective_with_its_words() -> None:
    okrs = grown(key_result("KR1", "Win customers", baseline=5, current=24, target=40))
    past = tuple(Moment(TODAY - n * WEEK, progress=0.1) for n in (3, 2))
    page = render_html(viewed(seen(okrs, {"2026-Q4/t/O1": past})))
    assert page.count('<svg class="spark"') == 1
    assert 'aria-label="10\xa0% to 50\xa0% since 1 Nov"' in page
