"""Every rule does on the examples of its page what the page says, and docs/rules.md holds the pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from okrsheets.alignment import AlignmentSettings, facts_of, resolve
from okrsheets.edits import ManagedRole
from okrsheets.grid import Sheet, Workbook
from okrsheets.lint import Case, Rule, run
from okrsheets.model import CLOSE_AFTER, Finding, HistoryView, ManagedMemory, SeenAlignment, Severity
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.progress import ProgressSettings, roll_up
from okrsheets.reading import ReadingSettings, SheetOverride, SourceOverride, TableOverride, read_okrs
from okrsheets.rules import CATALOGUE
from okrsheets.rules.pages import rule_page, rules_page
from tests.grids import sheet, workbook
from tests.histories import synced

PLACES = {
    "dangling-alignment": ["Sales!B3"],
    "vague-alignment": ["Sales!B3"],
    "ambiguous-alignment": ["Sales!B4"],
    "duplicate-id": ["Company!A3"],
    "alignment-cycle": ["Marketing!C2"],
    "sibling-alignment": ["Sales!E3"],
    "unreachable-source": ["Sales!B2"],
    "closed-parent": ["Sales!B2"],
    "cycle-mismatch": ["Sales!B2"],
    "foreign-id": ["Marketing!A4"],
    "suspect-alignment": ["Sales!D2"],
    "no-alignment": ["Plan.xlsx"],
    "orphan-objective": ["Sales!B3"],
    "unlisted-objective": ["Key results!A6"],
    "detached-island": ["Sales!C3"],
    "unsupported-key-result": ["Company!C3"],
    "skipped-level": ["Inside sales!C4"],
    "silo-team": ["Support"],
    "many-parents": ["Sales!B2"],
    "unshared-parents": ["Sales!D2"],
    "double-counted": ["Sales!E3"],
    "odd-contribution": ["Sales!C2"],
    "twin-objectives": ["Support!B2"],
    "lone-contributor": ["Company!B2"],
    "low-alignment-health": ["Plan.xlsx"],
    "dangling-dependency": ["Sales!C3"],
    "unaccepted-dependency": ["Sales!E2"],
    "dependency-at-risk": ["Sales!C2"],
    "dependency-too-late": ["Sales!C2"],
    "dependency-cycle": ["Marketing!C2"],
    "copies-disagree": ["Summary!C2"],
    "copied-workbook": ["Copy of Plan.xlsx"],
    "too-many-objectives": ["Sales"],
    "too-many-key-results": ["OKRs!A2"],
    "no-key-results": ["OKRs!B4"],
    "unmeasurable-key-result": ["OKRs!B3"],
    "target-is-baseline": ["OKRs!C2"],
    "missing-owner": ["OKRs!C3"],
    "missing-baseline": ["OKRs!D2"],
    "single-key-result": ["OKRs!A2"],
    "overloaded-owner": ["OKRs!C9"],
    "number-in-objective": ["OKRs!A2"],
    "objective-length": ["OKRs!A2"],
    "business-as-usual": ["OKRs!A2"],
    "placeholder-text": ["OKRs!B3"],
    "activity-not-outcome": ["OKRs!B3"],
    "missing-target": ["OKRs!E2"],
    "missing-due": ["OKRs!E3"],
    "direction-contradicts-words": ["OKRs!D2"],
    "words-contradict-columns": ["OKRs!D2"],
    "no-counter-metric": ["OKRs!C2"],
    "weights-do-not-add-up": ["OKRs!A2"],
    "mixed-units": ["OKRs!E2"],
    "unknown-owner": ["Q4 2026!C3"],
    "safe-goal": ["OKRs!D2"],
    "set-higher": ["OKRs!D4"],
    "overconfident": ["OKRs!A3:D6"],
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
    "lowered-target": ["Q4 2026!E2"],
    "committed-missed": ["OKRs 2026-08-01 - 2026-10-31!H2"],
    "sandbagged-cycle": ["Sales"],
    "moved-goalposts": ["Q4 2026!F2"],
    "low-check-in-rate": ["Sales"],
    "renamed-heading": ["Q4 2026!F1"],
    "low-confidence": ["Q4 2026!F2"],
    "red-without-note": ["Q4 2026!G2"],
    "watermelon": ["Q4 2026!F2"],
    "stalled": ["Q4 2026!H2"],
    "slowing": ["Q4 2026!H2"],
    "forecast-short": ["Q4 2026!H2"],
    "over-delivered": ["OKRs!D2"],
    "stale-source": ["Sales.xlsx"],
    "no-cycle": ["Plan.xlsx"],
    "error-value": ["OKRs!D2"],
    "no-cached-value": ["OKRs!D2"],
    "foreign-managed-heading": ["OKRs!D1"],
    "protected-tab": ["Sales"],
    "text-number": ["OKRs!F4"],
    "typed-over-formula": ["OKRs!F4"],
    "range-misses-rows": ["OKRs!F2"],
    "formula-disagrees": ["OKRs!F2"],
    "text-date": ["OKRs!F2"],
    "formula-as-text": ["OKRs!F2"],
    "hidden-row": ["OKRs!A1:D3"],
    "left-out-rows": ["OKRs!A1:D3"],
    "unreadable-tab": ["OKRs!A1:D3"],
    "idle-override": ["Plan.xlsx"],
    "managed-columns-apart": ["OKRs!E1"],
    "edited-managed-cell": ["OKRs!F2"],
    "idle-suppression": ["OKRs!E2"],
}
ALSO = {"low-alignment-health": {"orphan-objective"}, "low-check-in-rate": {"stale-check-in"}}
"""Rules that cannot but speak where another one does: the health of all tells what each of them lacks."""

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
MEMORY = {
    "edited-managed-cell": (
        ManagedMemory(
            *("Plan.xlsx", "OKRs", ManagedRole.PROGRESS, "Progress (auto)", 6),
            {"win-the-east/sign-resale-partners": 0.45},
        ),
    )
}
"""What was written last in the examples of a page, where anything was."""

TODAY = date(2026, 11, 15)
_ALIGNED = ("sales/win-the-east/sign-resale-partners", "company/CO-1/KR1")
HISTORY = {
    "suspect-alignment": HistoryView(
        alignments={_ALIGNED: SeenAlignment(*_ALIGNED, date(2026, 11, 2), "Win new accounts", 40)}
    )
}
"""What earlier syncs saw in the examples of a page, where they saw anything."""

DAYS = {"closed-without-score": date(2026, 10, 12)}
"""The day on which the examples of a page are looked at, where it is another."""
_TAB = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d), )?"
    r"(?:\[(?P<book>.+)\])?(?P<name>[^|]+?)(?P<protected>, protected)?"
    r"(?:, as of (?P<as_of>[\d-]+))?(?:, row (?P<hidden>\d+) hidden)?:"
)


def example(of: Rule, word: str) -> dict[date | None, tuple[Workbook, ...]]:
    """The grids below `Bad:` or `Good:` as the tabs of one workbook, or of those that are named.

    A grid without a name is the tab OKRs. Where days stand before the names of tabs, these were synced on
    all days but the last, and are looked at on that.
    """
    block = re.search(rf"^{word}:\n((?: {{4}}.*\n?)+)", of.page, re.MULTILINE)
    assert block is not None, f"{of.name} shows no {word}"
    tabs: list[tuple[date | None, str, Sheet, list[str]]] = []
    for line in map(str.strip, block[1].splitlines()):
        if match := _TAB.fullmatch(line):
            hidden = frozenset({int(match["hidden"])} if match["hidden"] else ())
            drawn = Sheet(match["name"], {}, protected=bool(match["protected"]), hidden_rows=hidden)
            day = date.fromisoformat(match["day"]) if match["day"] else None
            tabs.append((day, match["book"] or "Plan.xlsx", drawn, []))
        else:
            if not tabs:
                tabs.append((None, "Plan.xlsx", Sheet("OKRs", {}), []))
            tabs[-1][3].append(line)
    days: dict[date | None, dict[str, list[Sheet]]] = {}
    told = filter(None, map(_TAB.fullmatch, map(str.strip, block[1].splitlines())))
    as_of = {match["book"]: match["as_of"] for match in told if match["as_of"]}
    for day, book, drawn, lines in tabs:
        cells = sheet(drawn.name, "\n".join(lines)).cells
        days.setdefault(day, {}).setdefault(book, []).append(drawn._replace(cells=cells))
    return {
        day: tuple(
            workbook(*sheets, source=book)._replace(
                as_of=date.fromisoformat(as_of[book]) if book in as_of else None
            )
            for book, sheets in books.items()
        )
        for day, books in days.items()
    }


def check(of: Rule, word: str) -> tuple[Finding, ...]:
    """What the whole catalogue says of a rule's example, through the real stages."""
    days = example(of, word)
    if None not in days:
        *before, last = [(day, books) for day, books in days.items() if day is not None]
        return analyse(
            last[1], settings=StageSettings(), today=last[0], history=synced(dict(before))
        ).findings
    today, books = DAYS.get(of.name, TODAY), days[None]
    memory = MEMORY.get(of.name, ())
    readings, okrs = read_okrs(books, settings=SETTINGS.get(of.name, ReadingSettings()), memory=memory)
    titles = {book.source: book.title for book in books}
    resolutions = resolve(okrs, titles=titles, settings=AlignmentSettings())
    figures = roll_up(okrs, resolutions, today=today, settings=ProgressSettings())
    facts = facts_of(okrs, resolutions, figures=figures, titles=titles, today=today, close_after=CLOSE_AFTER)
    case = Case(books, readings, okrs, resolutions, figures, today, facts=facts, memory=memory)
    case = case._replace(history=HISTORY.get(of.name, HistoryView()))
    return run(case, CATALOGUE)


by_name = pytest.mark.parametrize("of", CATALOGUE, ids=lambda each: each.name)


@by_name
def test_the_bad_example_of_a_page_shows_exactly_its_fault(of: Rule) -> None:
    found = check(of, "Bad")
    assert [str(each.place) for each in found if each.rule == of.name] == PLACES[of.name]
    assert {each.severity for each in found if each.rule == of.name} == {of.severity}
    assert {each.rule for each in found if each.severity > Severity.INFO} <= {of.name, *ALSO.get(of.name, ())}


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
        "Silent where one of these speaks: dangling-alignment, ambiguous-alignment, detached-island."
        in pages["orphan-objective"]
    )


def test_docs_rules_md_holds_the_pages_as_they_are() -> None:
    path = Path(__file__).parents[2] / "docs" / "rules.md"
    assert path.read_text(encoding="utf-8") == rules_page(CATALOGUE), (
        "docs/rules.md is stale; remake it: python -m okrsheets rules --format markdown > docs/rules.md"
    )
