"""The mail against what mail programs can do, and the size at which they cut mails off."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.model import Results
from tests.reporting.digests.caniemail import Lack, Matrix, features, lacks, read_matrix
from tests.reporting.digests.mails import LEADER, OWNER, SALES, SETTINGS, digest, large, seen_before

DATA = Path(__file__).parents[4] / "shared" / "corpus" / "mail" / "caniemail.json"
NEEDS_THE_DATA = pytest.mark.skipif(not DATA.is_file(), reason="the caniemail data are not here")

ALLOWED = {
    "html-doctype": "Word has no modes to choose from; every width is said by an attribute too",
    "html-body": "where the body is dropped, the outermost table has its colour and its font",
    "html-meta-color-scheme": "the light colours are shown, or the program turns them around",
    "css-at-media": "without it status and progress stay beside the title, which is cramped but whole",
    "css-at-media-prefers-color-scheme": "the light colours are shown, or the program turns them around",
    "css-border-radius": "corners are square",
    "css-max-height": "the hidden first line is hidden by `display: none`, and in Word by `mso-hide` too",
    "css-overflow": "the hidden first line is hidden by `display: none`, and in Word by `mso-hide` too",
    "css-white-space": "chips are held together by their blanks, which do not break; a share is one word",
}
"""What some program does not know, and what is seen there in its place."""

BAD = """<!doctype html><html><head><style>
:root { --ink: #123 } .a > .b:hover { color: var(--ink) } a.x { gap: 1rem }
@media (hover) { p { float: left } }
</style></head><body>
<nav style="display: flex; color: rgb(0 128 0 / 50%)"><svg></svg><progress></progress></nav>
<p style="background: linear-gradient(red, blue); width: calc(100% - 2vw); position: absolute">
<img src="data:image/png;base64,xx"><a href="#top">up</a></p>
</body></html>"""


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return read_matrix(DATA)


@NEEDS_THE_DATA
def test_a_mail_asks_nothing_of_a_program_that_has_no_fallback(results: Results, matrix: Matrix) -> None:
    seen: set[str] = set()
    for recipient in (SALES, OWNER, LEADER):
        found = lacks(digest(seen_before(results, {}), recipient).html, matrix)
        assert [lack for lack in found if lack.feature not in ALLOWED] == []
        seen |= {lack.feature for lack in found}
    assert seen == ALLOWED.keys(), "a fallback that nothing needs is no longer true"


@NEEDS_THE_DATA
def test_a_bad_mail_is_found_out(matrix: Matrix) -> None:
    found = {lack.feature for lack in lacks(BAD, matrix)} - ALLOWED.keys()
    assert found >= {
        *("html-svg", "html-progress", "image-base64", "html-anchor-links"),
        *("css-display-flex", "css-variables", "css-modern-color", "css-linear-gradient", "css-position"),
        *("css-unit-calc", "css-unit-vw", "css-gap", "css-at-media-hover", "css-pseudo-class-hover"),
        *("css-selector-chaining", "css-selector-child"),
    }
    assert Lack("css-display-flex", "outlook-win") in lacks(BAD, matrix)


@NEEDS_THE_DATA
def test_what_only_word_reads_is_not_asked_of_others(matrix: Matrix) -> None:
    assert "html-svg" not in features("<!--[if mso]><svg></svg><![endif]--><p>x</p>", matrix)


@pytest.mark.parametrize("leads", [False, True])
def test_forty_rows_are_at_most_ninety_kilobytes(leads: bool) -> None:  # noqa: FBT001 - pytest hands it on
    made = digest(seen_before(large(60)), LEADER if leads else SALES)
    assert made.html.count('scope="row"') == SETTINGS.max_rows
    assert "and 20 more" in made.html
    assert "and 20 more" in made.text
    assert len(made.html.encode("utf-8")) <= 90_000


def test_a_mail_that_would_be_cut_off_says_less_instead() -> None:
    longest = large(60, title="\"&<'>\U0001f680" * 300 + " {}")
    whole = digest(longest, SALES, settings=SETTINGS._replace(largest=10**9))
    assert len(whole.html.encode("utf-8")) > 90_000
    made = digest(longest, SALES)
    assert len(made.html.encode("utf-8")) <= 90_000
    assert 5 <= made.html.count('scope="row"') < SETTINGS.max_rows
    left = 60 - made.html.count('scope="row"')
    assert f"and {left} more" in made.text


def test_the_style_that_is_kept_is_small_enough_for_gmail(results: Results) -> None:
    html = digest(results, LEADER).html
    kept = html[html.rindex("<style") : html.rindex("</style>")]
    assert "prefers-color-scheme" in kept
    assert len(kept) < 16_000
    assert html.count("</style>") == 2, "this one, and the one for Word"
