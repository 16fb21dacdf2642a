"""What sheets can hold that pages break on, in a real browser; and pages by keyboard, on paper, of a team."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from okrsheets.model import Alignment, AlignmentKind, Figure, Figures, Part, Results, Status
from okrsheets.reporting import ReportSettings, html_renderer, render_html, report_pages, report_view
from okrsheets.reporting.wording import one_line
from tests.okrs import key_result, objective, okr_set
from tests.reporting import browsing
from tests.reporting.browsing import NEEDS_AXE, TREE, Scheme, Visit, violations
from tests.reporting.company import results_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = browsing.NEEDS_A_BROWSER

SCRIPT = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
RIGHT_TO_LEFT = "\u0632\u064a\u0627\u062f\u0629 \u0627\u0644\u0645\u0628\u064a\u0639\u0627\u062a"
HARD = (
    SCRIPT,
    "**bold** [link](javascript:alert(1)) `code` | cell",
    RIGHT_TO_LEFT,
    "Win 🚀🇪🇺👩‍💻 hearts",
    "long " * 400,
    "W" * 2000,
    "&amp; &lt;b&gt; \u202ebackwards",
)


def put(results: Results, folder: Path) -> str:
    """The address of the page of these results."""
    place = folder / "page.html"
    place.write_text(
        render_html(report_view(results, settings=ReportSettings(title="Northwind"))), encoding="utf-8"
    )
    return place.as_uri()


@pytest.fixture
def hard(tmp_path: Path) -> str:
    """The address of a report whose every text is hard to print."""
    okrs = okr_set(
        *(
            objective(
                f"O{n}",
                text,
                team=text[:300],
                owners=(text[:300],),
                key_results=[key_result("KR1", text, baseline=0, current=1, target=2)],
            )
            for n, text in enumerate(HARD)
        )
    )
    top, *below = (each.key for each in okrs.objectives)
    links = tuple(Alignment(key, top, AlignmentKind.DIRECTIONAL, None, carries=False) for key in below)
    figures = {key: Figure(progress=0.5, status=Status.ON_TRACK, basis="values") for key in okrs.by_key}
    return put(
        results_of(okrs, alignments=links, top_level=frozenset({top}), figures=Figures(figures, {})),
        tmp_path,
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_hard_titles_are_text_that_runs_nothing_and_fits_the_page(
    browser: Browser, hard: str, width: int
) -> None:
    visit = Visit(browser, hard, width=width)
    visit.page.get_by_role("button", name="Open all").click()
    assert visit.page.evaluate("window.ran") is None
    assert visit.complaints == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    titles = visit.page.locator(f"{TREE} > summary > :first-child").all_text_contents()
    assert set(titles) == {one_line(text) for text in HARD}


def test_a_title_of_two_thousand_letters_takes_three_lines_until_it_is_opened(
    browser: Browser, hard: str
) -> None:
    page = Visit(browser, hard).page
    page.locator(f"{TREE} > summary").first.click()
    page.locator(f"{TREE} > summary").first.click()
    title = page.locator(f"{TREE} > summary > :first-child", has_text="long long").first
    closed = title.bounding_box()
    title.locator("..").click()
    opened = title.bounding_box()
    assert closed is not None
    assert opened is not None
    assert opened["height"] > 3 * closed["height"]


def test_a_title_written_from_right_to_left_begins_at_the_right(browser: Browser, hard: str) -> None:
    page = Visit(browser, hard).page
    page.get_by_role("button", name="Open all").click()
    sides = page.evaluate(
        """wanted => {
          const title = [...document.querySelectorAll('.tree h4')].find(each => each.textContent === wanted);
          const range = new Range();
          range.selectNodeContents(title);
          const words = range.getBoundingClientRect(), box = title.getBoundingClientRect();
          return [words.left - box.left, box.right - words.right];
        }""",
        RIGHT_TO_LEFT,
    )
    assert sides[1] < sides[0]


@pytest.mark.parametrize("what", ["nothing", "no dates", "a circle"])
def test_a_page_of_nothing_without_dates_or_in_a_circle_is_whole(
    browser: Browser, tmp_path: Path, what: str
) -> None:
    if what == "nothing":
        results = results_of(okr_set())
    elif what == "no dates":
        one = key_result("KR1", "Sell", baseline=0, current=1, target=2)
        results = results_of(okr_set(objective("O1", "Grow", cycle=None, team="A", key_results=[one])))
    else:
        okrs = okr_set(*(objective(name, f"Goal {name}", team=name) for name in "ABC"))
        keys = [each.key for each in okrs.objectives]
        links = [
            Alignment(child, parent, AlignmentKind.STRAIGHTFORWARD, None, carries=False)
            for child, parent in zip(keys, (*keys[1:], keys[0]), strict=True)
        ]
        results = results_of(okrs, alignments=tuple(links))
    visit = Visit(browser, put(results, tmp_path))
    assert visit.complaints == []
    assert visit.page.locator(TREE).count() == len(results.okrs.objectives)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_filter_over_thousands_opens_nothing_and_one_over_few_opens_the_way(
    browser: Browser, tmp_path: Path
) -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal number {n}", team=f"T{n % 9}") for n in range(2000)))
    keys = [each.key for each in okrs.objectives]
    links = tuple(
        Alignment(key, keys[(n - 1) // 4], AlignmentKind.DIRECTIONAL, None, carries=False)
        for n, key in enumerate(keys)
        if n
    )
    page = Visit(
        browser, put(results_of(okrs, alignments=links, top_level=frozenset(keys[:1])), tmp_path)
    ).page
    words, count = page.get_by_label("Filter objectives by words"), page.locator("output")
    opened = f"{TREE}[open]"
    words.fill("goal")
    assert count.inner_text() == "2,000 of 2,000"
    assert page.locator(opened).count() == 0
    words.fill("number 1999")
    assert count.inner_text() == "1 of 2,000"
    assert page.get_by_role("heading", name="Goal number 1999").is_visible()
    assert page.locator(f"{TREE}:not([hidden])").count() == page.locator(opened).count() == 6
    words.fill("")
    assert page.locator(opened).count() == 1


def test_the_keyboard_alone_reaches_and_opens_everything(browser: Browser, tmp_path: Path) -> None:
    one = key_result("KR1", "Sell", baseline=0, current=1, target=2)
    okrs = okr_set(objective("O1", "Grow", team="A", key_results=[one]), objective("O2", "Hire", team="B"))
    first, second = (each.key for each in okrs.objectives)
    links = (Alignment(second, first, AlignmentKind.DIRECTIONAL, None, carries=False),)
    figures = Figures(
        {f"{first}/KR1": Figure(progress=0.5, basis="values")},
        {},
        Figure(progress=0.5, made_of=(Part(first, 0.5, 1.0, "top level"),)),
    )
    results = results_of(okrs, alignments=links, top_level=frozenset({first}), figures=figures)
    page = Visit(browser, put(results, tmp_path)).page
    wanted = page.evaluate("[...document.querySelectorAll('a[href], summary, input, select, button')].length")
    page.evaluate("window.met = new Set()")
    for _ in range(3 * wanted):
        page.keyboard.press("Tab")
        at = page.evaluate("window.met.add(document.activeElement), document.activeElement.tagName")
        if at == "SUMMARY" and not page.evaluate("document.activeElement.parentElement.open"):
            page.keyboard.press("Enter")
    missed = page.evaluate(
        "[...document.querySelectorAll('a[href], summary, input, select, button')]"
        ".filter(each => !window.met.has(each)).map(each => each.outerHTML)"
    )
    assert missed == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext, of poppler-utils, is not installed")
def test_printed_without_javascript_the_paper_holds_every_objective(
    browser: Browser, results: Results, tmp_path: Path
) -> None:
    page = Visit(browser, put(results, tmp_path), javascript=False).page
    (tmp_path / "page.pdf").write_bytes(page.pdf(format="A4"))
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, check=True, text=True
    )
    printed = " ".join(done.stdout.split())
    missing = [
        each.title
        for each in results.okrs.objectives
        if each.title and not all(word in printed for word in each.title.split())
    ]
    assert missing == []


@NEEDS_AXE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_a_teams_page_or_among_hard_titles(
    browser: Browser, results: Results, hard: str, tmp_path: Path, scheme: Scheme
) -> None:
    render = html_renderer()
    team = tmp_path / "team.html"
    pages = {page.path: page for page in report_pages(results, settings=ReportSettings())}
    team.write_text(render(pages["teams/marketing.html"].view, "../"), encoding="utf-8")
    for address in (team.as_uri(), hard):
        assert violations(Visit(browser, address, scheme=scheme).page) == []
