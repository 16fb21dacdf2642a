"""Every rule does on the examples of its page what the page says, and docs/rules.md holds the pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.grid import Sheet, Workbook
from okrsheets.lint import Case, Rule, run
from okrsheets.model import Finding, Severity
from okrsheets.progress import ProgressSettings, roll_up
from okrsheets.reading import ReadingSettings, SheetOverride, SourceOverride, TableOverride, read_okrs
from okrsheets.rules import CATALOGUE
from okrsheets.rules.pages import rule_page, rules_page
from tests.grids import sheet, workbook

PLACES = {
    "dangling-alignment": ["Sales!B3"],
    "vague-alignment": ["Sales!B3"],
    "ambiguous-alignment": ["Sales!B4"],
    "duplicate-id": ["Company!A3"],
    "alignment-cycle": ["Marketing!C2"],
    "unreachable-source": ["Sales!B2"],
    "no-alignment": ["Plan.xlsx"],
    "orphan-objective": ["Sales!B3"],
    "unlisted-objective": ["Key results!A6"],
    "unsupported-key-result": ["Company!C3"],
    "copies-disagree": ["Summary!C2"],
    "copied-workbook": ["Copy of Plan.xlsx"],
    "too-many-objectives": ["Sales"],
    "too-many-key-results": ["OKRs!A2"],
    "no-key-results": ["OKRs!B4"],
    "unmeasurable-key-result": ["OKRs!B3"],
    "target-is-baseline": ["OKRs!C2"],
    "missing-owner": ["OKRs!C3"],
    "missing-baseline": ["OKRs!D2"],
    "stated-differs": ["OKRs!F2"],
    "unreadable-value": ["OKRs!D2"],
    "unknown-word": ["OKRs!D2"],
    "mixed-scale": ["OKRs!C2"],
    "moved-backwards": ["OKRs!D2"],
    "stale-check-in": ["Q4 2026!F2"],
    "never-updated": ["Q4 2026!D3"],
    "behind-pace": ["Q4 2026!D2"],
    "past-due": ["Q4 2026!F2"],
    "closed-without-score": ["Q3 2026"],
    "low-confidence": ["Q4 2026!F2"],
    "red-without-note": ["Q4 2026!G2"],
    "watermelon": ["Q4 2026!F2"],
    "stalled": ["Q4 2026!H2"],
    "slowing": ["Q4 2026!H2"],
    "forecast-short": ["Q4 2026!H2"],
    "over-delivered": ["OKRs!D2"],
    "no-cycle": ["Plan.xlsx"],
    "error-value": ["OKRs!D2"],
    "no-cached-value": ["OKRs!D2"],
    "foreign-managed-heading": ["OKRs!D1"],
    "protected-tab": ["Sales"],
    "left-out-rows": ["OKRs!A1:D3"],
    "unreadable-tab": ["OKRs!A1:D3"],
    "idle-override": ["Plan.xlsx"],
    "idle-suppression": ["OKRs!E2"],
}
SETTINGS = {
    "idle-override": ReadingSettings(
        overrides={
            "Plan.xlsx": SourceOverride(
                sheets={"Sales": SheetOverride(tables=(TableOverride(team="Sales"),))}
            )
        }
    )
}
"""What the config says in the examples of a page, where it says something."""

TODAY = date(2026, 11, 15)
DAYS = {"closed-without-score": date(2026, 10, 12)}
"""The day on which the examples of a page are looked at, where it is another."""
_TAB = re.compile(r"(?:\[(?P<book>.+)\])?(?P<name>[^|]+?)(?P<protected>, protected)?:")


def example(of: Rule, word: str) -> tuple[Workbook, ...]:
    """The grids below `Bad:` or `Good:` as the tabs of one workbook, or of those that are named.

    A grid without a name is the tab OKRs.
    """
    block = re.search(rf"^{word}:\n((?: {{4}}.*\n?)+)", of.page, re.MULTILINE)
    assert block is not None, f"{of.name} shows no {word}"
    tabs: list[tuple[str, str, bool, list[str]]] = []
    for line in map(str.strip, block[1].splitlines()):
        if match := _TAB.fullmatch(line):
            tabs.append((match["book"] or "Plan.xlsx", match["name"], bool(match["protected"]), []))
        else:
            if not tabs:
                tabs.append(("Plan.xlsx", "OKRs", False, []))
            tabs[-1][3].append(line)
    books: dict[str, list[Sheet]] = {}
    for book, name, protected, lines in tabs:
        books.setdefault(book, []).append(_tab(name, lines, protected=protected))
    return tuple(workbook(*sheets, source=book) for book, sheets in books.items())


def _tab(name: str, lines: list[str], *, protected: bool) -> Sheet:
    return sheet(name, "\n".join(lines))._replace(protected=protected)


def check(of: Rule, word: str) -> tuple[Finding, ...]:
    """What the whole catalogue says of a rule's example, through the real stages."""
    today = DAYS.get(of.name, TODAY)
    books = example(of, word)
    readings, okrs = read_okrs(books, settings=SETTINGS.get(of.name, ReadingSettings()))
    titles = {book.source: book.title for book in books}
    resolutions = resolve(okrs, titles=titles, settings=AlignmentSettings())
    figures = roll_up(okrs, resolutions, today=today, settings=ProgressSettings())
    case = Case(
        workbooks=books, readings=readings, okrs=okrs, resolutions=resolutions, figures=figures, today=today
    )
    return run(case, CATALOGUE)


by_name = pytest.mark.parametrize("of", CATALOGUE, ids=lambda each: each.name)


@by_name
def test_the_bad_example_of_a_page_shows_exactly_its_fault(of: Rule) -> None:
    found = check(of, "Bad")
    assert [str(each.place) for each in found if each.rule == of.name] == PLACES[of.name]
    assert {each.severity for each in found if each.rule == of.name} == {of.severity}
    assert {each.rule for each in found if each.severity > Severity.INFO} <= {of.name}


@by_name
def test_the_good_example_of_a_page_is_good(of: Rule) -> None:
    found = check(of, "Good")
    assert [each for each in found if each.rule == of.name or each.severity > Severity.INFO] == []


@by_name
def test_a_page_says_what_and_why_and_shows_both(of: Rule) -> None:
    what, why, examples = of.page.split("\n\n")
    assert what.endswith(".")
    assert "\n" not in what
    assert why.endswith(".")
    assert re.findall(r"^(\w+):$", examples, re.MULTILINE) == ["Bad", "Good"]


@by_name
def test_a_rule_is_silenced_only_by_rules_that_exist(of: Rule) -> None:
    assert set(of.silenced_by) <= {each.name for each in CATALOGUE} - {of.name}


def test_names_are_kebab_case_and_each_is_one_alone() -> None:
    names = [each.name for each in CATALOGUE]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@by_name
def test_a_finding_is_a_sentence_without_a_full_stop(of: Rule) -> None:
    for each in check(of, "Bad"):
        for words in (each.message, each.hint):
            assert words
            assert not words.endswith(".")
            assert "  " not in words
            assert "None" not in words


def test_the_page_of_a_rule_is_markdown_with_its_examples_as_code() -> None:
    page = rule_page(next(each for each in CATALOGUE if each.name == "target-is-baseline"))
    assert page.startswith("# target-is-baseline\n\n*error, form*\n\nA key result ends where it began")
    assert "\n\nBad:\n\n    | Key result            | Baseline | Target |\n" in page
    assert page.endswith("|\n")


def test_the_page_of_a_rule_names_its_threshold_and_what_silences_it() -> None:
    pages = {each.name: rule_page(each) for each in CATALOGUE}
    assert "Threshold: `too-many-objectives = 5`." in pages["too-many-objectives"]
    assert (
        "Silent where one of these speaks: dangling-alignment, ambiguous-alignment."
        in pages["orphan-objective"]
    )


def test_docs_rules_md_holds_the_pages_as_they_are() -> None:
    path = Path(__file__).parents[2] / "docs" / "rules.md"
    assert path.read_text(encoding="utf-8") == rules_page(CATALOGUE), (
        "docs/rules.md is stale; remake it: python -m okrsheets rules --format markdown > docs/rules.md"
    )
