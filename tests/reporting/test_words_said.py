"""Every word of ours in a report is said by its tongue: nothing of it stays English in another one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

import okrsheets.progress
from okrsheets.cli.report import LANGUAGES as COMMAND_LINE
from okrsheets.config import Config
from okrsheets.model import Comparison, Figures, HistoryView, Moment, Past, Results, Status
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
from okrsheets.tongue import ENGLISH, LANGUAGES, Tongue, tongue_of
from tests.reporting.company import TODAY

OURS, THEIRS = "⟦⟧", "⟪⟫"
_VALUE = re.compile(r"(\{\w*\})")
_NO_WORDS = re.compile(r"\w*…|\b[A-Z]{1,2}\d+(?::[A-Z]{1,2}\d+)?\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Bracketed(Mapping[str, Sequence[str]]):
    """Stands for a catalogue that has every message: each in brackets, with other ones around its values."""

    def __getitem__(self, words: str) -> Sequence[str]:
        said = _VALUE.sub(rf"{THEIRS[0]}\1{THEIRS[1]}", words.rpartition("\x04")[2])
        return [f"{OURS[0]}{said}{OURS[1]}"] * 2

    def get(self, words: str, default: object = None) -> Sequence[str]:
        return self[words]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


PSEUDO = ENGLISH._replace(
    language="x-brackets",
    translations=Bracketed(),
    months=tuple(f"{OURS[0]}{month}{OURS[1]}" for month in ENGLISH.months),
)


def unsaid(text: str) -> str:
    """What stands outside of our brackets, or inside those of a value in them.

    >>> unsaid("⟦Read ⟪2 of ⟦teams⟧⟫⟧ now")
    '  2 of     now'
    """
    found, depth = [], [True]
    for sign in text:
        if sign in (*OURS, *THEIRS):
            found.append(" ")
        if sign == OURS[0]:
            depth.append(False)
        elif sign == THEIRS[0]:
            depth.append(True)
        elif sign in (OURS[1], THEIRS[1]):
            depth.pop()
        elif depth[-1]:
            found.append(sign)
    return "".join(found)


class Said(HTMLParser):
    """The texts that a page shows or reads out."""

    ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.texts = [""]  # what is read on end, then what attributes say
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("style", "script")
        self.texts[0] += " "
        self.texts += [value for name, value in attrs if name in self.ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False
        self.texts[0] += " "

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.texts[0] += data


def words_in(texts: list[str]) -> set[str]:
    """The words of some texts, without those that are cut and without the names of cells."""
    return {word for text in texts for word in _LETTERS.findall(_NO_WORDS.sub(" ", text))}


def of_sheets(value: object) -> Iterator[str]:
    """All texts in some values, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from of_sheets(key)
            yield from of_sheets(one)
    elif isinstance(value, tuple | frozenset | list | set):
        for one in value:
            yield from of_sheets(one)


def words_of_others(results: Results) -> set[str]:
    """Those of sheets and findings, names of files, rules and policies."""
    texts = [
        *of_sheets(results.okrs.objectives),
        *of_sheets(results.findings),
        *of_sheets([(book.title, book.source) for book in results.workbooks]),
    ]
    of_the_script = {"found", "all"}  # it puts numbers in their place
    return words_in(texts) | of_the_script | {"okrsheets", "Northwind", "default", "viva"}


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
    summaries += [each.summary for each in PARENT_POLICIES.values()]
    assert words_in([unsaid(retold(each, PSEUDO)) for each in summaries]) == set()
    folder = Path(okrsheets.progress.__file__).parent
    said = {
        words
        for name in ("amounts", "figuring", "measure", "rollup", "teams")
        for words in _phrases(folder / f"{name}.py")
    }
    assert said - set(REASONS) == NAMES


NAMES = {"status word", "at the baseline", "key results", "is {day}"}
"""What figures are made from, which nobody reads, and that an item has a closed word for its status."""


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
