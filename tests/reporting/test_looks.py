"""How the page looks in a real browser, where a look went wrong once: round marks, whole titles, no holes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from okrsheets.model import Figure, Figures, Part, Results, Score, Status
from okrsheets.reporting import ReportSettings, render_html, report_view
from okrsheets.tongue import tongue_of
from tests.okrs import key_result, objective, okr_set
from tests.reporting import browsing
from tests.reporting.browsing import TREE, Visit
from tests.reporting.company import results_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = browsing.NEEDS_A_BROWSER

WIDTHS = (320, 768, 1440)
SIZES = "[...document.querySelectorAll('{}')].map(each => [each.offsetWidth, each.offsetHeight])"

# how far each status leaves its cell, or in an objective's line comes nearer to the bar than 8 pixels
OVERRUN = """[...document.querySelectorAll('.teams td > b, .tree td > b, .tree summary > b')].map(each => {
  const cell = each.closest('td'), box = each.getBoundingClientRect();
  if (cell) return [each.textContent, Math.floor(box.right - cell.getBoundingClientRect().right)];
  const bar = each.nextElementSibling.getBoundingClientRect();
  const beside = bar.top < box.bottom && bar.bottom > box.top;
  return [each.textContent, beside ? Math.floor(box.right + 8 - bar.left) : 0];
})"""


def laid(results: Results, folder: Path) -> str:
    """The address of the page of these results."""
    place = folder / "page.html"
    place.write_text(render_html(report_view(results, settings=ReportSettings())), encoding="utf-8")
    return place.as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_marks_of_the_matrix_are_as_high_as_they_are_wide(
    browser: Browser, results: Results, tmp_path: Path, width: int
) -> None:
    page = Visit(browser, laid(results, tmp_path), width=width).page
    sizes = page.evaluate(SIZES.format(".matrix td > i, .legend li > i"))
    assert sizes
    assert all(wide == high >= 8 for wide, high in sizes)


def test_on_a_phone_a_title_has_the_whole_line_and_is_not_cut(browser: Browser, tmp_path: Path) -> None:
    title = "Turn workshops and fleets into customers who return"
    rows = [key_result(f"KR{n}", "Win", target=3) for n in range(3)]
    okrs = okr_set(objective("O1", "Grow", team="A"), objective("O2", title, team="A", key_results=rows))
    keys = [each.key for each in okrs.key_results]
    figures = dict.fromkeys(keys, Figure(0.3, status=Status.AT_RISK))
    made_of = tuple(Part(key, 0.3, 1.0, "own") for key in keys)
    figures[okrs.objectives[1].key] = Figure(0.3, status=Status.AT_RISK, made_of=made_of)
    page = Visit(browser, laid(results_of(okrs, figures=Figures(figures, {})), tmp_path), width=320).page
    heading = page.locator(f"{TREE} > summary > :first-child").nth(1)
    assert heading.evaluate("each => each.scrollHeight <= each.clientHeight")
    assert heading.evaluate("each => each.offsetWidth > .75 * each.parentElement.offsetWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_tally_of_findings_stands_in_one_line_at_the_right(
    browser: Browser, results: Results, tmp_path: Path, width: int
) -> None:
    page = Visit(browser, laid(results, tmp_path), width=width).page
    gaps = page.evaluate(
        """[...document.querySelectorAll('.found summary > small')].map(each => {
          const box = each.getBoundingClientRect(), around = each.parentElement.getBoundingClientRect();
          return [around.right - box.right, each.getClientRects().length];
        })"""
    )
    assert gaps
    assert all(right <= 32 and lines == 1 for right, lines in gaps)


def test_one_score_alone_is_as_wide_as_the_page_and_two_share_it(
    browser: Browser, results: Results, tmp_path: Path
) -> None:
    strength = results.scores.strength._replace(met=("2026-Q4/it/IT-4",))
    one = results._replace(scores=results.scores._replace(strength=strength))
    hygiene: Score = results.scores.hygiene._replace(met=("2026-Q4/it/IT-4/KR1",))
    two = one._replace(scores=one.scores._replace(hygiene=hygiene))
    widths = [
        [
            wide
            for wide, _ in Visit(browser, laid(each, tmp_path), width=1440).page.evaluate(
                SIZES.format(".half")
            )
        ]
        for each in (one, two)
    ]
    assert len(widths[0]) == 1
    assert len(widths[1]) == 2
    assert widths[0][0] > 2 * widths[1][0]


def test_of_many_teams_the_worst_stand_first_and_the_others_open(browser: Browser, tmp_path: Path) -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team=f"Team {n}") for n in range(30)))
    teams = {
        f"Team {n}": Figure(0.5, status=Status.AT_RISK if n % 10 == 7 else Status.ON_TRACK) for n in range(30)
    }
    results = results_of(okrs, figures=Figures({}, teams))
    page = Visit(browser, laid(results, tmp_path)).page
    rows = page.locator(".teams tbody th")
    shown = [name for name in rows.all_inner_texts() if name]
    assert shown[:4] == ["Team 7", "Team 17", "Team 27", "Team 0"]
    assert len([row for row in rows.all() if row.is_visible()]) == 8
    page.get_by_text("and 22 more").click()
    assert len([row for row in rows.all() if row.is_visible()]) == 30


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "pt"])
def test_no_status_leaves_its_cell_in_any_language(browser: Browser, tmp_path: Path, language: str) -> None:
    stands = (Status.DONE, Status.ON_TRACK, Status.BEHIND, Status.AT_RISK, Status.UNKNOWN)
    rows = [key_result(f"KR{n}", "Win", target=3) for n in range(len(stands))]
    okrs = okr_set(*(objective(f"O{n}", "Grow", team=f"Team {n}", key_results=rows) for n in range(5)))
    figures = {each.key: Figure(0.3, status=stands[n % 5]) for n, each in enumerate(okrs.key_results)}
    figures |= {each.key: Figure(0.3, status=stands[n]) for n, each in enumerate(okrs.objectives)}
    for one in okrs.objectives:
        made_of = tuple(Part(each.key, 0.3, 1.0, "own") for each in one.key_results)
        figures[one.key] = figures[one.key]._replace(made_of=made_of)
    teams = {f"Team {n}": Figure(0.3, status=each) for n, each in enumerate(stands)}
    view = report_view(
        results_of(okrs, figures=Figures(figures, teams)),
        settings=ReportSettings(tongue=tongue_of(language)),
    )
    place = tmp_path / "page.html"
    place.write_text(render_html(view), encoding="utf-8")
    for width in (*WIDTHS, 1024):
        page = Visit(browser, place.as_uri(), width=width).page
        page.get_by_role("button", name=tongue_of(language)("Open all")).click()
        statuses = page.evaluate(OVERRUN)
        assert len(statuses) == 35, "five of teams, five of objectives, 25 of key results"
        assert [each for each in statuses if each[1] > 0] == [], f"at {width} pixels"
