"""The pages of a report: the whole company, and one for each team."""

from __future__ import annotations

import re
from urllib.parse import unquote

from okrsheets.model import Alignment, AlignmentKind, Finding, Place, Results, Severity
from okrsheets.reporting import LATEST, Page, ReportSettings, html_renderer, report_pages
from okrsheets.reporting.chart import MOST
from okrsheets.reporting.mentions import plain
from tests.okrs import objective, okr_set
from tests.reporting.company import COMPANY, results_of

SETTINGS = ReportSettings(title="Northwind")


def pages(results: Results) -> dict[str, Page]:
    return {page.path: page for page in report_pages(results, settings=SETTINGS)}


def test_the_company_comes_first_then_each_team_that_owns_an_objective(results: Results) -> None:
    assert list(pages(results)) == [
        "latest.html",
        "teams/company.html",
        "teams/sales.html",
        "teams/marketing.html",
        "teams/product.html",
        "teams/it.html",
    ]


def test_a_team_page_has_what_the_team_owns_and_what_was_found_there(results: Results) -> None:
    view = pages(results)["teams/product.html"].view
    assert view.header.title == "Northwind, Product: OKRs, Q4 2026"
    assert view.header.read == "1 objective, 2 key results in 1 workbook. Read 22 Nov 2026."
    assert [one.title for one in view.nodes] == ["Make onboarding effortless for US teams"]
    assert view.findings.tally == "1 warning, 1 info"
    assert view.made_from == "Product.xlsx"
    assert (view.scores, view.health) == ((), None), "these are of the whole company"


def test_the_cards_of_a_team_are_about_the_team(results: Results) -> None:
    view = pages(results)["teams/company.html"].view
    assert [(card.label, card.value, card.words) for card in view.cards[:3]] == [
        ("Progress of the team", "55\xa0%", "expected 58\xa0%; 50 to 66\xa0% with what is unknown"),
        ("Aligned to something above", "–", "every objective stands at the top"),
        ("Teams that work for it", "3", "Sales, Marketing and Product"),
    ]
    assert plain(view.cards[2].making[1]) == "Sales: S-1 KR1 Increase revenue from new customers"


def test_what_stands_on_another_page_is_linked_there_and_every_link_arrives(results: Results) -> None:
    render = html_renderer()
    found = {path: render(page.view, "") for path, page in pages(results).items()}
    anchors = {path: set(re.findall(r' id="([^"]+)"', text)) for path, text in found.items()}
    met = set()
    for path, text in found.items():
        for href in re.findall(r'<a[^>]* href="([^"]+)"', text):
            page, _, anchor = href.partition("#")
            folder = path.rpartition("/")[0]
            target = page.removeprefix("../") if page.startswith("../") else f"{folder}/{page}".lstrip("/")
            assert not anchor or unquote(anchor) in anchors[target if page else path]
            assert not page or target in found
            met.add((page and target, bool(anchor)))
    assert {(LATEST, True), (LATEST, False), ("teams/sales.html", False), ("", True)} <= met


def test_the_map_of_a_team_shows_its_objectives_with_their_next(results: Results) -> None:
    drawing = pages(results)["teams/marketing.html"].view.map
    assert drawing is not None
    assert [(box.head, box.href) for box in drawing.boxes] == [
        ("Expand the market in North America", "../latest.html#o-2026-q4-company-co-1"),
        ("Be the brand every ops lead names fi…", "#o-2026-q4-marketing-m-1"),
    ]


def test_a_company_too_large_for_one_map_says_that_its_teams_have_theirs() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team=f"T{n % 60}") for n in range(MOST + 1)))
    keys = [each.key for each in okrs.objectives]
    links = tuple(
        Alignment(key, keys[0], AlignmentKind.DIRECTIONAL, None, carries=False) for key in keys[1:60]
    )
    found = pages(results_of(okrs, alignments=links))
    assert found[LATEST].view.map is None
    assert "each team's page has that of its own" in found[LATEST].view.map_left
    drawing = found["teams/t5.html"].view.map
    assert drawing is not None
    assert {box.head for box in drawing.boxes} >= {"Goal 0", "Goal 5"}


def test_a_finding_of_a_tab_is_on_the_page_of_the_team_that_has_it_alone() -> None:
    okrs = okr_set(
        objective("O1", "Grow", team="A", sheet="Plan", workbook=COMPANY),
        objective("O2", "Sell", team="B", sheet="Plan", workbook=COMPANY),
        objective("O3", "Hire", team="C", sheet="People", workbook=COMPANY),
    )
    findings = tuple(
        Finding("left-out-rows", Severity.INFO, place, "a total")
        for place in (
            Place.of_tab(COMPANY, "Plan"),
            Place.of_tab(COMPANY, "People"),
            Place.of_team(COMPANY, "B"),
            Place.of_workbook(COMPANY),
        )
    )
    found = pages(results_of(okrs, findings=findings))
    assert [found[f"teams/{team}.html"].view.findings.total for team in "abc"] == [0, 1, 1]


def test_teams_whose_names_make_one_file_name_get_a_file_each_and_none_leaves_the_folder() -> None:
    names = ("R&D / Labs", "R&D – Labs", "../..", "Größe", "x" * 300)
    okrs = okr_set(*(objective(f"O{n}", "Goal", team=name) for n, name in enumerate(names)))
    found = pages(results_of(okrs))
    assert list(found)[1:] == [
        "teams/r-d-labs.html",
        "teams/r-d-labs--2.html",
        "teams/team.html",
        "teams/grösse.html",
        f"teams/{'x' * 60}.html",
    ]
    assert [one.href for one in found[LATEST].view.teams][3] == "teams/gr%C3%B6sse.html"
