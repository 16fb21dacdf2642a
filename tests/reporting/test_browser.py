"""The page in a real browser: silent, reachable by keyboard, narrow, dark, printed, without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from okrsheets.model import Alignment, AlignmentKind, Results
from okrsheets.reporting import ReportSettings, render_html, report_view
from okrsheets.tongue import Tongue, tongue_of
from tests.okrs import key_result, objective, okr_set
from tests.reporting import browsing
from tests.reporting.browsing import NEEDS_AXE, TREE, Visit, violations
from tests.reporting.company import results_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = browsing.NEEDS_A_BROWSER

OPEN = f"[...document.querySelectorAll('{TREE}')].map(each => each.open)"

# the words that stand on more than one line, of what can be seen below a selector
BROKEN_WORDS = """
below => [...document.querySelectorAll(below)].flatMap(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  for (let node; node = walker.nextNode();)
    if (node.parentElement.checkVisibility() && !node.parentElement.closest('svg, option, thead'))
      for (const word of node.data.matchAll(/[^\\s\\-\u2013\\/]+/g)) {
        const range = new Range();
        range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) found.push(word[0]);
      }
  return found;
})
"""


@pytest.fixture
def report(results: Results, tmp_path: Path) -> str:
    """The address of the report of the small company."""
    page = render_html(report_view(results, settings=ReportSettings(title="Northwind")))
    place = tmp_path / "report.html"
    place.write_text(page, encoding="utf-8")
    return place.as_uri()


@pytest.fixture
def crowded(tmp_path: Path) -> str:
    """The address of a report in which seven teams support one objective."""
    teams = ("Product", "Engineering", "Sales", "Marketing", "Customer success", "Finance", "Operations")
    titles = ("Expand the market in North America", "Internationalisation of procurement")
    okrs = okr_set(
        objective(
            "C1",
            titles[0],
            team="Company",
            key_results=[key_result(f"KR{n}", t) for n, t in enumerate(titles)],
        ),
        *(objective(f"O{n}", f"Goal {n}", team=team) for n, team in enumerate(teams)),
    )
    top, *below = (each.key for each in okrs.objectives)
    alignments = tuple(Alignment(key, top, AlignmentKind.DIRECTIONAL, None, carries=False) for key in below)
    results = results_of(okrs, alignments=alignments, top_level=frozenset({top}))
    place = tmp_path / "crowded.html"
    place.write_text(render_html(report_view(results, settings=ReportSettings())), encoding="utf-8")
    return place.as_uri()


def _laid(results: Results, folder: Path, tongue: Tongue) -> str:
    """The address of the report in a language, laid in a folder."""
    path = folder / "report.html"
    view = report_view(results, settings=ReportSettings(tongue=tongue))
    path.write_text(render_html(view), encoding="utf-8")
    return path.as_uri()


def test_the_page_is_silent_and_asks_the_network_for_nothing(browser: Browser, report: str) -> None:
    visit = Visit(browser, report)
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith("data:")] == [report]


def test_a_script_that_is_not_ours_does_not_run(browser: Browser, report: str) -> None:
    visit = Visit(browser, report)
    visit.page.evaluate(
        "const theirs = document.createElement('script');"
        "theirs.textContent = 'window.ran = 1'; document.body.append(theirs)"
    )
    assert visit.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in visit.complaints)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_width_scrolls_sideways(browser: Browser, report: str, width: int) -> None:
    page = Visit(browser, report, width=width).page
    page.get_by_role("button", name="Open all").click()
    # a named panel closes the others of its name
    page.evaluate("document.querySelectorAll('.how').forEach(each => { each.name = ''; each.open = true; })")
    assert page.locator(".how[open]").count() > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["de", "es", "fr", "pt"])
def test_longer_words_of_another_language_fit_a_phone_and_the_script_speaks_it(
    browser: Browser, results: Results, tmp_path: Path, language: str
) -> None:
    tongue = tongue_of(language)
    page = Visit(browser, _laid(results, tmp_path, tongue), width=320).page
    page.get_by_role("button", name=tongue("Open all")).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label(tongue("Filter objectives by words")).fill("Dana")
    assert page.locator("output").inner_text() == tongue("{found} of {all}", found=2, all=6)


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "pt"])
def test_no_word_of_the_page_is_broken_on_phones_and_tablets(
    browser: Browser, results: Results, tmp_path: Path, language: str
) -> None:
    address = _laid(results, tmp_path, tongue_of(language))
    for width in (320, 360, 375, 768):
        page = Visit(browser, address, width=width).page
        assert page.evaluate(BROKEN_WORDS, "main") == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_a_matrix_of_many_teams_scrolls_inside_its_card(browser: Browser, crowded: str, width: int) -> None:
    page = Visit(browser, crowded, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    region = page.get_by_role("region", name="Who supports what, by team")
    assert region.get_attribute("tabindex") == "0"
    broken = page.evaluate(BROKEN_WORDS, ".matrix th")
    assert broken == []


def test_light_and_dark_are_painted_and_differ(browser: Browser, report: str) -> None:
    seen = {}
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        visit = Visit(browser, report, scheme=scheme)
        ground, ink = visit.page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        assert ground != ink
        picture = visit.page.screenshot()
        assert len(picture) > 20_000, "a blank page makes a small picture"
        seen[scheme] = (ground, picture)
    assert seen["light"][0] != seen["dark"][0]
    assert seen["light"][1] != seen["dark"][1]


def test_words_team_and_status_filter_the_objectives(browser: Browser, report: str) -> None:
    visit = Visit(browser, report)
    page = visit.page
    everything = visit.shown()
    page.get_by_label("Filter objectives by words").fill("effortless Sam")
    assert visit.shown() == ["Expand the market in North America", "Make onboarding effortless for US teams"]
    assert page.locator("output").inner_text() == "1 of 6"
    page.get_by_label("Filter objectives by words").fill("")
    assert visit.shown() == everything
    page.get_by_label("Team", exact=True).select_option("IT")
    assert visit.shown() == ["Halve the cost of every transaction"]
    page.get_by_label("Team", exact=True).select_option("All teams")
    page.get_by_label("Status", exact=True).select_option("Done")
    assert visit.shown() == ["Become the most trusted vendor in our field"]


def test_owner_and_rule_filter_the_objectives(browser: Browser, report: str) -> None:
    visit = Visit(browser, report)
    visit.page.get_by_label("Owner", exact=True).select_option("Sam Lee")
    assert visit.shown() == ["Expand the market in North America", "Make onboarding effortless for US teams"]
    visit.page.get_by_label("Rule", exact=True).select_option("unmeasurable-key-result")
    assert visit.page.locator("output").inner_text() == "1 of 6"
    visit.page.get_by_label("Rule", exact=True).select_option("orphan-objective")
    assert visit.shown() == []


def test_the_filter_opens_the_few_that_it_finds_and_puts_back_what_was_open(
    browser: Browser, report: str
) -> None:
    visit = Visit(browser, report)
    before = visit.page.evaluate(OPEN)
    words = visit.page.get_by_label("Filter objectives by words")
    words.fill("activation")
    assert visit.page.get_by_text("Raise activation").first.is_visible()
    words.fill("")
    assert visit.page.evaluate(OPEN) == before


def test_a_figure_opens_what_it_is_made_of_by_keyboard_and_closes_again(
    browser: Browser, report: str
) -> None:
    page = Visit(browser, report).page
    figure = page.locator("td details summary", has_text="67\xa0%").first
    figure.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("(2 − 0) ÷ (3 − 0) = 67\xa0%").first.is_visible()
    page.locator(".card summary").first.press("Enter")
    assert page.get_by_text("The mean of 2 objectives").first.is_visible()
    assert not page.get_by_text("(2 − 0) ÷ (3 − 0) = 67\xa0%").first.is_visible(), "one panel at a time"
    page.keyboard.press("Escape")
    assert not page.get_by_text("The mean of 2 objectives").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_keyboard_reaches_and_opens_an_objective(browser: Browser, report: str) -> None:
    page = Visit(browser, report).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the objectives"
    closed = page.locator(TREE, has_text="Become the most trusted vendor").last
    closed.locator(":scope > summary").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.get_by_text("Raise net promoter score to 50").first.is_visible()


def test_a_link_to_an_objective_opens_what_hides_it(browser: Browser, report: str) -> None:
    page = Visit(browser, f"{report}#o-2026-q4-product-p-2").page
    assert page.get_by_text("Raise activation").first.is_visible()


def test_without_javascript_there_is_no_filter_and_all_of_it_prints(
    browser: Browser, report: str, results: Results
) -> None:
    page = Visit(browser, report, javascript=False).page
    assert not page.locator("#filter").is_visible()
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    for okr in results.okrs.by_key.values():
        assert okr.title is not None
        assert okr.title in seen
        assert page.locator(f"{TREE} :is(th, h3, h4)", has_text=okr.title).last.bounding_box() is not None


@NEEDS_AXE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(
    browser: Browser, report: str, crowded: str, scheme: Literal["light", "dark"], width: int
) -> None:
    for address in (report, crowded):
        assert violations(Visit(browser, address, scheme=scheme, width=width).page) == []
