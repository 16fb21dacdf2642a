"""Every word of ours in a report is said by its tongue: nothing of it stays English in another one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import okrsheets.progress
from okrsheets.cli.report import LANGUAGES as COMMAND_LINE
from okrsheets.config import Config
from okrsheets.model import Comparison, Figures, HistoryView, Moment, Past, Results, Status
from okrsheets.progress.measuring_policies import MEASURING_POLICIES
from okrsheets.progress.pace_policies import PACE_POLICIES
from okrsheets.progress.parent_policies import PARENT_POLICIES
from okrsheets.progress.rollup_policies import ROLL_UP_POLICIES
from okrsheets.reporting import (
    ReportSettings,
    render_html,
    render_markdown,
    render_summary,
    report_pages,
    report_view,
)
from okrsheets.reporting.retold import REASONS, retold
from okrsheets.reporting.templates import template_folder
from okrsheets.tongue import ENGLISH, LANGUAGES, Tongue, tongue_of
from tests.reporting.bracketed import PSEUDO, Said, unsaid, words_in, words_of_others
from tests.reporting.company import TODAY


@pytest.fixture
def told(results: Results) -> Results:
    """The company with all that a report can say: what moved, what is unknown, estimated, closed, stale."""
    figures = dict(results.figures.okrs)
    reasons = iter((*REASONS, *REASONS))
    states = iter((*Status, *Status))
    for key, figure in figures.items():
        status = next(states)
        because = next(reasons).format(day="2026-10-09") if status is Status.UNKNOWN else figure.because
        figures[key] = figure._replace(status=status, because=because, day=TODAY, elapsed=0.05)
    pasts = {
        each.key: Past(
            each.key,
            tuple(
                Moment(TODAY - timedelta(days=n), current=n, target=99, progress=n / 30) for n in (21, 14, 9)
            ),
        )
        for each in results.okrs.key_results
    }
    return results._replace(figures=results.figures._replace(okrs=figures), history=HistoryView(pasts=pasts))


def settings(tongue: Tongue) -> ReportSettings:
    return ReportSettings(title="Northwind", tongue=tongue, in_force=Comparison("viva", Figures({}, {})))


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1)])
@pytest.mark.parametrize("which", ["results", "told"])
def test_no_word_of_ours_is_said_without_the_tongue(
    which: str, today: date, request: pytest.FixtureRequest
) -> None:
    results: Results = request.getfixturevalue(which)
    results = results._replace(today=today)
    known = words_of_others(results)
    for page in report_pages(results, settings=settings(PSEUDO)):
        said = Said()
        said.feed(render_html(page.view))
        assert words_in([unsaid(text) for text in said.texts]) - known == set()
        for text in (render_markdown(page.view), render_summary(page.view)):
            lines = [unsaid(line) for line in re.sub(r"```mermaid.*?```", "", text, flags=re.S).splitlines()]
            assert words_in(lines) - known == set()


def test_the_style_sheet_says_a_word_in_no_language_but_english() -> None:
    style = (template_folder() / "report.css").read_text(encoding="utf-8")
    said = re.findall(r'([^{}]*){[^{}]*content: "([^"]*[a-z][^"]*)"', style)
    assert [(rule.strip(), words) for rule, words in said if ":lang(en)" not in rule] == []
    assert said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language(results: Results, language: str) -> None:
    tongue = tongue_of(language)
    page = render_html(report_view(results, settings=ReportSettings(tongue=tongue)))
    assert f'<html lang="{language}">' in page
    assert f"<output>{tongue('{found} of {all}')}</output>" in page
    turned = tongue._replace(direction="rtl")
    page = render_html(report_view(results, settings=ReportSettings(tongue=turned)))
    assert f'<html lang="{language}" dir="rtl">' in page


def test_a_report_in_german_reads_as_german(results: Results) -> None:
    said = render_summary(report_view(results, settings=ReportSettings(tongue=tongue_of("de"))))
    assert "6 Ziele, 11 Schlüsselergebnisse in 2 Arbeitsmappen. Gelesen am 22. Nov. 2026." in said
    assert "▲ 1 im Rückstand" in said
    assert "Alle Befunde: 1 Fehler, 3 Warnungen, 1 Hinweis." in said


def test_each_reason_and_policy_of_the_core_is_known() -> None:
    summaries = [each.summary for each in PACE_POLICIES.values()]
    summaries += [each.summary for each in ROLL_UP_POLICIES.values()]
    summaries += [each.summary for each in MEASURING_POLICIES.values() if each.name != "default"]
    summaries += [each.summary for each in PARENT_POLICIES.values()]
    assert words_in([unsaid(retold(each, PSEUDO)) for each in summaries]) == set()
    folder = Path(okrsheets.progress.__file__).parent
    said = {
        words
        for name in ("amounts", "figuring", "measure", "rollup", "teams")
        for words in _phrases(folder / f"{name}.py")
    }
    assert said - set(REASONS) == NAMES


CLOSED = {"is {day}", "has a parent that is {day}"}
NAMES = {"status word", "at the baseline", "key results", "values of its children", *CLOSED}
"""What figures are made from, which nobody reads, and that an item or its parent has a closed word."""


def _phrases(path: Path) -> Iterator[str]:
    """What a module says in several words; values in it have the name of what they are."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    pages = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    inside = {id(one) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for one in each.values}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "{day}" for one in each.values]
            words = "".join(str(part) for part in parts)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in inside:
            words = each.value
        else:
            continue
        if " " in words.strip() and id(each) not in pages:
            yield words


def test_the_words_of_a_policy_of_ones_own_stay() -> None:
    german = tongue_of("de")
    assert retold("My very own way", german) == "My very own way"
    assert retold("no update since 2026-10-09", german) == "keine Aktualisierung seit 9. Okt. 2026"
    default = PACE_POLICIES["default"].summary
    assert retold(default, german).startswith(
        "Auf Kurs bis 10 Punkte hinter dem Kalender (5 in den letzten 15 %"
    )


def test_the_command_line_offers_the_languages_there_are() -> None:
    assert COMMAND_LINE == LANGUAGES
    assert Config(root=Path()).report_language == ENGLISH.language
