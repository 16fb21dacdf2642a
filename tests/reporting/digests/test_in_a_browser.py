"""The mail as it is seen: bars of their height, nothing to scroll sideways, readable in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from okrsheets.model import Results
from tests.reporting import browsing
from tests.reporting.browsing import NEEDS_AXE, Scheme, Visit, violations_as_it_stands
from tests.reporting.digests.hostile import HOSTILE_TEAM, hostile
from tests.reporting.digests.mails import LEADER, OWNER, SALES, digest, seen_before

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = browsing.NEEDS_A_BROWSER

THE_PROGRAM_HAS_THEM = ("landmark-one-main", "region")
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (320, 700)


@pytest.fixture
def mails(results: Results, tmp_path: Path) -> list[str]:
    """The addresses of the mails of a team, an owner, a leader, and of a team whose sheet is an attack."""
    moved = seen_before(
        results,
        {"2026-Q4/sales/S-1/KR1": 2.6e6, "2026-Q4/company/CO-1/KR1": 1, "2026-Q4/product/P-2/KR1": 0.44},
    )
    made = [digest(moved, one).html for one in (SALES, OWNER, LEADER)]
    made.append(digest(hostile(), HOSTILE_TEAM).html)
    places = [tmp_path / f"{number}.html" for number in range(len(made))]
    for place, html in zip(places, made, strict=True):
        place.write_text(html, encoding="utf-8")
    return [place.as_uri() for place in places]


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_ten_pixels_high_and_nothing_scrolls_sideways(
    browser: Browser, mails: list[str], width: int
) -> None:
    for address in mails:
        page = Visit(browser, address, width=width).page
        heights = page.evaluate(
            "[...document.querySelectorAll('.b')].map(e => e.getBoundingClientRect().height)"
        )
        assert heights
        assert set(heights) == {10}
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_bar_is_filled_as_far_as_its_figure_says(browser: Browser, mails: list[str]) -> None:
    page = Visit(browser, mails[0], width=700).page
    row = page.locator("tr.row", has_text="Win the east coast")
    filled, rest = (row.locator(f"td.{name}").bounding_box() for name in ("f-slow", "track"))
    assert filled is not None
    assert rest is not None
    assert (round(filled["width"]), round(rest["width"])) == (34, 66)


def test_on_a_phone_status_and_progress_stand_under_the_title(browser: Browser, mails: list[str]) -> None:
    for width, is_below in ((320, True), (700, False)):
        row = Visit(browser, mails[0], width=width).page.locator("tr.row").first
        title, status, share = (row.locator(one).bounding_box() for one in ("th", ".chip", "td.share"))
        assert title is not None
        assert status is not None
        assert share is not None
        assert (status["y"] >= title["y"] + title["height"]) is is_below
        assert abs(status["y"] - share["y"]) < 24, "they stand on one line"


def test_a_mail_asks_the_network_for_nothing_and_runs_nothing(browser: Browser, mails: list[str]) -> None:
    for address in mails:
        visit = Visit(browser, address)
        assert visit.requests == [address]
        assert visit.complaints == []
        assert visit.page.evaluate("window.ran") is None


def test_dark_is_another_ground_and_another_ink(browser: Browser, mails: list[str]) -> None:
    seen = {
        scheme: Visit(browser, mails[0], scheme=scheme).page.evaluate(
            "['.page', '.card', '.h1', '.small', '.title', '.chip']"
            ".map(one => getComputedStyle(document.querySelector(one)))"
            ".map(one => [one.color, one.backgroundColor])"
        )
        for scheme in SCHEMES
    }
    for light, dark in zip(seen["light"], seen["dark"], strict=True):
        assert light[0] != dark[0]
    for at in (0, 1, 5):
        assert seen["light"][at][1] != seen["dark"][at][1]


@NEEDS_AXE
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(browser: Browser, mails: list[str], scheme: Scheme, width: int) -> None:
    for address in mails:
        page = Visit(browser, address, scheme=scheme, width=width).page
        assert violations_as_it_stands(page, off=THE_PROGRAM_HAS_THEM) == []
