"""The report in Markdown: a summary that a chat shows as one message, and all of it for repositories."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from okrsheets.model import Figure, Figures, Results, Status
from okrsheets.reporting import ReportSettings, ReportView, render_markdown, render_summary, report_view
from okrsheets.reporting.room import ALL_THE_ROOM
from okrsheets.reporting.templates import template_folder
from okrsheets.reporting.wording import one_line
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import COMPANY, PRODUCT, results_of
from tests.reporting.hostile import HOSTILE, saying
from tests.reporting.markdown_rules import READERS, read

PLAIN = ReportSettings()
UNSEEN = str.maketrans("", "", "\u2060\u2068\u2069")
ONE_MESSAGE = 4000
"""Characters that Slack shows as one message; other chats show more."""


@pytest.fixture
def view(results: Results) -> ReportView:
    return report_view(results, settings=ReportSettings(title="Northwind"))


@pytest.mark.parametrize(("name", "how"), [("summary.md", render_summary), ("report.md", render_markdown)])
def test_the_markdown_is_the_golden_one(
    view: ReportView, name: str, how: Callable[[ReportView], str]
) -> None:
    golden, found = Path(__file__).with_name(name), how(view)
    if os.environ.get("OKRSHEETS_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("how", [render_summary, render_markdown])
@pytest.mark.parametrize("by", READERS)
def test_no_text_of_a_sheet_becomes_anything_but_text(how: Callable[[ReportView], str], by: str) -> None:
    harmless = read(how(report_view(saying(["Word"] * len(HOSTILE)), settings=PLAIN)), by=by)
    attacked = read(how(report_view(saying(HOSTILE), settings=PLAIN)), by=by)
    assert attacked.shape == harmless.shape
    assert attacked.links == ()
    assert attacked.more == harmless.more == ()


def test_the_whole_report_says_every_title_in_full(results: Results) -> None:
    for company in (results, saying(HOSTILE)):
        texts = "\n".join(
            read(render_markdown(report_view(company, settings=PLAIN)), by="GitHub").texts
        ).translate(UNSEEN)
        for okr in company.okrs.okrs:
            assert one_line(okr.title or "").translate(UNSEEN) in texts


@pytest.mark.parametrize("title", ["Make the best thing of its kind " * 60, "<*_@x.y> " * 200])
def test_the_summary_fits_a_chats_message_however_much_there_is_to_say(title: str) -> None:
    summary = render_summary(report_view(saying([title] * 50), settings=ReportSettings(title=title)))
    assert len(summary.translate(UNSEEN)) < (ONE_MESSAGE if title.startswith("Make") else 2 * ONE_MESSAGE)


def test_the_summary_is_bold_words_and_bullets_of_one_level_as_all_chats_show_them(view: ReportView) -> None:
    shape = read(render_summary(view), by="GitHub").shape
    assert {element.rpartition(" ")[2] for element in shape} == {"p", "strong", "ul", "li"}
    depth = 0
    for element in shape:
        depth += (element == "bullet_list_open ul") - (element == "bullet_list_close ul")
        assert depth < 2


def test_the_summary_names_the_top_level_and_counts_what_it_leaves_out() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team=f"T{n}") for n in range(12)))
    keys = [each.key for each in okrs.objectives]
    view = report_view(results_of(okrs, top_level=frozenset(keys[3:11])), settings=PLAIN)
    assert [one.title for one in view.brief.objectives] == [f"Goal {n}" for n in range(3, 9)]
    summary = render_summary(view)
    assert "- and 2 more\n" in summary
    assert "- and 4 more\n" in summary  # teams
    alone = report_view(results_of(okrs), settings=PLAIN)
    assert [one.title for one in alone.brief.objectives] == [f"Goal {n}" for n in range(6)]


@pytest.mark.parametrize(("count", "told"), [(6, [0, 1, 2, 3, 4, 5]), (8, [6, 7, 1, 5, 3, 0])])
def test_the_summary_tells_the_worst_first_where_it_cannot_tell_all(count: int, told: list[int]) -> None:
    statuses = (Status.ON_TRACK, Status.BEHIND, Status.DONE, Status.UNKNOWN) * 2
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team=f"T{n}") for n in range(count)))
    figures = {
        each.key: Figure(0.5, status=Status.AT_RISK if n > 5 else status)
        for n, (each, status) in enumerate(zip(okrs.objectives, statuses, strict=False))
    }
    view = report_view(results_of(okrs, figures=Figures(figures, {})), settings=PLAIN)
    named = [int(one.title.removeprefix("Goal ")) for one in view.brief.objectives]
    assert named == told


@pytest.mark.parametrize("how", [render_summary, render_markdown])
def test_a_workbook_that_could_not_be_read_is_told_with_its_day(
    results: Results, how: Callable[[ReportView], str]
) -> None:
    first, *others = results.workbooks
    old = results._replace(workbooks=(first._replace(as_of=date(2026, 11, 12)), *others))
    said = how(report_view(old, settings=PLAIN))
    assert re.search(r"\*\*.*Company\.xlsx.*12 Nov.*\*\*", said)


@pytest.mark.parametrize("how", [render_summary, render_markdown])
def test_where_the_report_is_to_be_opened_is_a_link(
    results: Results, how: Callable[[ReportView], str]
) -> None:
    view = report_view(results, settings=ReportSettings(url="https://okr.example/q4 (1)"))
    assert read(how(view), by="GitHub").links == ("https://okr.example/q4%20(1)/latest.html",)


def test_cells_are_links_where_the_source_has_an_address(results: Results) -> None:
    urls = {COMPANY: "https://x.example/a b>(c).xlsx?at='{tab}'!{cell}"}
    found = read(
        render_markdown(report_view(results, settings=ReportSettings(source_urls=urls))), by="GitHub"
    )
    assert found.links
    assert {link.partition("?")[0] for link in found.links} == {"https://x.example/a%20b%3E(c).xlsx"}
    assert not any(PRODUCT in link for link in found.links)


def test_where_there_is_all_the_room_five_thousand_objectives_are_said_with_their_key_results() -> None:
    okrs = okr_set(
        *(
            objective(f"O{n}", f"Goal {n}", key_results=[key_result("KR1", f"Figure {n}", target=3)])
            for n in range(5000)
        )
    )
    results = results_of(okrs)
    said = render_markdown(report_view(results, settings=ReportSettings(room=ALL_THE_ROOM)))
    assert said.count("**Goal ") == said.count("**Figure ") == 5000
    assert len(render_summary(report_view(results, settings=PLAIN))) < ONE_MESSAGE


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("summary.md.j2", {"one.chip.icon", "one.icon", "one.gauge.chip.icon"}),
        ("report.md.j2", {"one.chip.icon", "one.icon", "one.indent", "view.sketch.text", "cell(one.place)"}),
    ],
)
def test_every_value_of_the_templates_is_escaped(name: str, ours: set[str]) -> None:
    template = (template_folder() / name).read_text(encoding="utf-8")
    printed = re.findall(r"{{ (.*?) }}", template)
    assert printed
    unescaped = {words for words in printed if not words.endswith(("| md", "| address"))}
    assert unescaped == ours


def test_a_score_is_followed_by_what_it_counts_in_the_same_sentence(results: Results) -> None:
    strength = results.scores.strength._replace(met=("2026-Q4/it/IT-4",))
    scored = results._replace(scores=results.scores._replace(strength=strength))
    said = render_markdown(report_view(scored, settings=PLAIN))
    assert re.search(r"^- Strength: \*\*100\W%, the aim is 75\W%\*\*: of 1 objective", said, re.MULTILINE)
