"""The page as text: complete, self-contained, and deaf to what sheets say; and users' own templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from okrsheets.errors import ConfigError
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Figure,
    Figures,
    Finding,
    Measure,
    Place,
    Results,
    Severity,
    Status,
)
from okrsheets.reporting import (
    ReportSettings,
    ReportView,
    render_html,
    render_markdown,
    render_summary,
    report_view,
)
from okrsheets.reporting.wording import sentence
from okrsheets.tongue import tongue_of
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.hostile import HOSTILE, saying

PLAIN = ReportSettings()
VOID = {"meta", "link", "input"}
OPTIONAL_END = {"p", "td", "th", "tr", "thead", "tbody", "li", "option"}


@pytest.fixture
def view(results: Results) -> ReportView:
    return report_view(results, settings=ReportSettings(title="Northwind"))


class _Structure(HTMLParser):
    """Notes the tags, attributes and heading levels of a page, and whether every element ends."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.depth: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.targets |= {value for name, value in attrs if name == "href" and value}
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID | OPTIONAL_END:
            self.depth.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in OPTIONAL_END:
            assert self.depth.pop() == tag


def structure(page: str) -> _Structure:
    found = _Structure()
    found.feed(page)
    assert found.depth == []
    return found


def test_the_page_refers_to_nothing_outside_itself(view: ReportView) -> None:
    found = structure(render_html(view))
    loading = {value for _, name, value in found.attributes if name in {"src", "srcset", "action", "data"}}
    assert loading == set()
    assert {target.partition(":")[0] for target in found.targets if not target.startswith("#")} == {"data"}
    assert not any(name == "style" or name.startswith("on") for _, name, _ in found.attributes)


def test_every_anchor_on_the_page_leads_somewhere_and_ids_are_unique(view: ReportView) -> None:
    found = structure(render_html(view))
    anchors = {target[1:] for target in found.targets if target.startswith("#")}
    assert anchors
    assert anchors <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_headings_never_skip_a_level(view: ReportView) -> None:
    headings = structure(render_html(view)).headings
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_the_page_has_every_objective_key_result_and_finding(view: ReportView, results: Results) -> None:
    page = render_html(view)
    titles = [okr.title for okr in results.okrs.by_key.values()]
    for words in (*titles, *(sentence(finding.message) for finding in results.findings)):
        assert words is not None
        assert words in page


def test_no_text_of_a_sheet_becomes_an_element_or_attribute_of_the_page(view: ReportView) -> None:
    harmless, attacked = (
        structure(render_html(view)),
        structure(render_html(report_view(saying(HOSTILE), settings=PLAIN))),
    )
    assert attacked.tags <= harmless.tags
    names = {(tag, name) for tag, name, _ in harmless.attributes}
    assert {(tag, name) for tag, name, _ in attacked.attributes} <= names
    assert all(target.startswith(("#", "data:image/svg+xml,")) for target in attacked.targets)


def test_a_users_template_overrides_ours_by_name(view: ReportView, tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("{{ view.header.title | md }} by us", encoding="utf-8")
    assert render_markdown(view, templates=tmp_path) == "Northwind: OKRs, Q4 2026 by us\n"
    assert render_summary(view, templates=tmp_path) == render_summary(view)
    assert render_html(view, templates=tmp_path) == render_html(view)


def test_a_users_style_sheet_is_inlined_under_its_own_hash(view: ReportView, tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("h1 { color: rebeccapurple }", encoding="utf-8")
    ours, theirs = render_html(view), render_html(view, templates=tmp_path)
    assert "h1 { color: rebeccapurple }" in theirs
    policies = [re.findall(r"style-src '(sha256-[^']+)'", page) for page in (ours, theirs)]
    assert len(policies[0]) == len(policies[1]) == 1
    assert policies[0] != policies[1]


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (
            "{{ view.no_such_thing }}",
            'summary.md.j2:1: ReportView has no "no_such_thing"; known are address, ',
        ),
        ("line\n{% if %}", "summary.md.j2:2: no template: "),
        ("{{ zzz }}", 'summary.md.j2:1: there is no "zzz"; known are '),
    ],
)
def test_a_template_that_asks_for_what_is_not_there_is_refused(
    view: ReportView, tmp_path: Path, template: str, says: str
) -> None:
    (tmp_path / "summary.md.j2").write_text(template, encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        render_summary(view, templates=tmp_path)
    assert says in str(refusal.value)


def test_a_folder_of_templates_that_is_not_there_is_refused(view: ReportView, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no folder of templates"):
        render_html(view, templates=tmp_path / "gone")


@pytest.mark.parametrize("how", [render_html, render_markdown, render_summary])
def test_the_same_view_gives_the_same_bytes(results: Results, how: Callable[[ReportView], str]) -> None:
    assert how(report_view(results, settings=PLAIN)) == how(report_view(results, settings=PLAIN))


def test_nothing_read_is_still_a_page() -> None:
    view = report_view(results_of(okr_set()), settings=PLAIN)
    assert "No objectives were read." in render_html(view)
    assert "No objectives were read." in render_markdown(view)
    assert "No objectives were read." in render_summary(view)


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ((None, 0, 1), "from no to yes, now no"),
        ((None, None, 1), "from no to yes"),
        ((0, 1, 1), "from no to yes, now yes"),
        ((None, 0.5, None), "now 50\xa0%"),
    ],
)
def test_a_yes_or_no_reads_as_words_in_the_summary(values: tuple[float | None, ...], way: str) -> None:
    baseline, current, target = values
    one = key_result(
        "KR1", "Publish it", baseline=baseline, current=current, target=target, measure=Measure.YES_NO
    )
    okrs = okr_set(objective("O1", "Grow", key_results=[one]))
    assert f"**Publish it**: {way}, unknown" in render_markdown(report_view(results_of(okrs), settings=PLAIN))


def test_values_without_a_baseline_say_which_is_which_in_the_summary() -> None:
    okrs = okr_set(
        objective(
            "O1",
            "Grow",
            key_results=[
                key_result("KR1", "Hold", current=3, target=5),
                key_result("KR2", "Reach", target=5),
                key_result("KR3", "Begin", baseline=2, target=5),
            ],
        )
    )
    summary = render_markdown(report_view(results_of(okrs), settings=PLAIN))
    ways = re.findall(r"(?:Hold|Reach|Begin)\*\*: (.*), unknown", summary)
    assert ways == ["now 3, goal 5", "goal 5", "from 2 to 5"]


@pytest.mark.parametrize("how", [render_html, render_markdown])
def test_estimated_figures_and_assumed_baselines_are_marked(
    results: Results, how: Callable[[ReportView], str]
) -> None:
    figures = dict(results.figures.okrs)
    it = "2026-Q4/it/IT-4"
    figures[it] = Figure(progress=0.31, estimated=True, because="estimated from others")
    said = how(report_view(results._replace(figures=Figures(figures, {})), settings=PLAIN))
    assert re.search(r"31\xa0%(, |<small>)estimated", said)
    assert said.count("estimated from others") == 1
    assert "from an assumed 0" in said


@pytest.mark.parametrize("how", [render_html, render_markdown])
def test_a_cycle_that_is_over_is_not_said_to_be_all_well(
    results: Results, how: Callable[[ReportView], str]
) -> None:
    quiet = results._replace(findings=())
    over = how(report_view(quiet._replace(today=date(2027, 2, 1)), settings=PLAIN))
    assert "Q4 2026 ended on 31 Dec 2026: shown as it ended, not checked." in over
    assert "Nothing was checked: what is shown has ended." in over
    assert "Nothing right now" not in over
    assert "Nothing right now" in how(report_view(quiet, settings=PLAIN))


@pytest.mark.parametrize("how", [render_html, render_markdown])
def test_why_a_status_is_unknown_stands_beside_it(results: Results, how: Callable[[ReportView], str]) -> None:
    figures = dict(results.figures.okrs)
    for key, because in (("CO-1", "no cycle"), ("CO-1/KR1", "no update since 2026-10-09")):
        at = f"2026-Q4/company/{key}"
        figures[at] = figures[at]._replace(status=Status.UNKNOWN, because=because)
    silent = results._replace(figures=results.figures._replace(okrs=figures))
    said = how(report_view(silent, settings=PLAIN)).lower()
    assert "unknown: no cycle" in said
    assert re.search(r"unknown(: |</b><small>)no update since 9 oct 2026", said)
    assert "of 3 with unknown status 1 has known progress: no recent update (1)." in said


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "pt"])
def test_five_thousand_objectives_stay_under_two_megabytes_in_any_language(language: str) -> None:
    count = 5000
    okrs = okr_set(
        *(
            objective(
                f"T{n % 50}-{n}",
                f"Make the thing number {n} twice as good for everyone",
                team=f"Team {n % 50}",
                owners=("Dana Ortiz",),
                key_results=[
                    key_result(f"KR{k}", f"Raise figure {k} of thing {n}", target=10) for k in range(3)
                ],
            )
            for n in range(count)
        )
    )
    keys = [each.key for each in okrs.objectives]
    alignments = tuple(
        Alignment(keys[n], keys[(n - 1) // 5], AlignmentKind.DIRECTIONAL, None, carries=False)
        for n in range(1, count)
    )
    figure = Figure(progress=0.4, status=Status.BEHIND, expected=0.58)
    findings = tuple(
        Finding("missing-owner", Severity.WARNING, Place.at_cell(each.at), f"“{each.title}” has no owner")
        for each in okrs.objectives
    )
    results = results_of(
        okrs,
        alignments=alignments,
        top_level=frozenset(keys[:1]),
        figures=Figures(dict.fromkeys(okrs.by_key, figure), {}),
        findings=findings,
    )
    page = render_html(report_view(results, settings=ReportSettings(tongue=tongue_of(language))))
    assert page.count("<details id=") == count
    assert len(page.encode("utf-8")) < 2_000_000
