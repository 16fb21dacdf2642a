"""What the report says about each objective, key result, team and finding."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Cycle,
    Figure,
    Figures,
    Finding,
    Measure,
    OkrSet,
    Outcome,
    Part,
    Place,
    Resolution,
    Results,
    Severity,
    Status,
)
from okrsheets.progress import PaceSettings, ProgressSettings, RollUpSettings
from okrsheets.progress.pace_policies import PACE_POLICIES, GapThresholds, gap_policy
from okrsheets.progress.parent_policies import PARENT_POLICIES
from okrsheets.progress.rollup_policies import ROLL_UP_POLICIES
from okrsheets.reporting import ReportSettings, ReportView, report_document, report_view
from okrsheets.reporting.mentions import plain
from okrsheets.reporting.tree import KeyResultRow, Node
from okrsheets.reporting.wording import amounts
from okrsheets.rules import CATALOGUE
from okrsheets.tongue import tongue_of
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import COMPANY, results_of

PLAIN = ReportSettings()
SILENT = "no update since 2026-10-09"


@pytest.fixture
def view(results: Results) -> ReportView:
    return report_view(results, settings=ReportSettings(title="Northwind"))


def node(view: ReportView, title: str) -> Node:
    return next(one for one in view.nodes if one.title == title)


def row(view: ReportView, objective_title: str, title: str) -> KeyResultRow:
    return next(one for one in node(view, objective_title).rows if one.title == title)


def words(one: KeyResultRow) -> list[str]:
    return plain(one.notes).split("; ")


def test_the_header_counts_what_was_read_and_where_the_cycle_stands(view: ReportView) -> None:
    assert view.header.title == "Northwind: OKRs, Q4 2026"
    assert view.header.read == "6 objectives, 11 key results in 2 workbooks. Read 22 Nov 2026."
    assert view.header.calendar == ("1 Oct", "day 53 of 92", "31 Dec", "w58")


def test_a_cycle_that_is_over_says_so(results: Results) -> None:
    late = results._replace(today=date(2027, 1, 3))
    calendar = report_view(late, settings=PLAIN).header.calendar
    assert calendar is not None
    assert calendar.now == "ended 3 days ago"


def test_without_a_cycle_there_is_no_calendar() -> None:
    okrs = okr_set(objective("O1", "Grow", cycle=None))
    header = report_view(results_of(okrs), settings=PLAIN).header
    assert header.title == "OKRs"
    assert header.calendar is None


def test_a_closed_cycle_is_said_to_be_shown_as_it_ended(results: Results) -> None:
    open_still, over = (
        report_view(results._replace(today=day), settings=PLAIN).header
        for day in (date(2027, 1, 21), date(2027, 1, 22))
    )
    assert (open_still.ended, open_still.unchecked) == ("", False)
    assert over.ended == "Q4 2026 ended on 31 Dec 2026: shown as it ended, not checked."
    assert over.unchecked


def test_a_closed_cycle_beside_an_open_one_does_not_speak_for_it() -> None:
    okrs = okr_set(
        objective("O1", "Grow", cycle=Cycle("2026-Q2", date(2026, 4, 1), date(2026, 6, 30))),
        objective("O2", "Last", cycle=Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))),
        objective("O3", "Now"),
    )
    header = report_view(results_of(okrs), settings=PLAIN).header
    assert header.ended == (
        "Q2 2026 ended on 30 Jun 2026 and Q3 2026 ended on 30 Sep 2026: shown as they ended, not checked."
    )
    assert not header.unchecked


def test_the_cycle_of_the_page_is_the_one_that_runs_though_more_is_planned_for_the_next() -> None:
    coming = Cycle("2027", date(2027, 1, 1), date(2027, 12, 31))
    okrs = okr_set(
        objective("O1", "Now"), objective("O2", "Next", cycle=coming), objective("O3", "Then", cycle=coming)
    )
    assert report_view(results_of(okrs), settings=PLAIN).header.title == "OKRs, Q4 2026"


def test_a_cycle_that_is_still_open_comes_before_one_that_has_not_begun() -> None:
    coming = Cycle("2027-Q2", date(2027, 4, 1), date(2027, 6, 30))
    okrs = okr_set(
        objective("O1", "Now"), objective("O2", "Next", cycle=coming), objective("O3", "Then", cycle=coming)
    )
    late = results_of(okrs)._replace(today=date(2027, 1, 3))
    assert report_view(late, settings=PLAIN).header.title == "OKRs, Q4 2026"


def test_the_cards_say_what_matters_most(view: ReportView) -> None:
    assert [(card.value, card.words) for card in view.cards] == [
        ("55\xa0%", "expected 58\xa0%; 50 to 66\xa0% with what is unknown"),
        ("75\xa0%", "3 of 4 objectives below the top; 1 stands alone"),
        ("5 of 7", "nobody works on 2"),
        ("9 of 11", "2 cannot be measured yet"),
    ]


def test_where_sheets_have_an_updated_column_the_fourth_card_counts_fresh_values(results: Results) -> None:
    fresh = key_result("KR1", "a", updated=results.today - timedelta(days=6))
    old = key_result("KR2", "b", updated=results.today - timedelta(days=8))
    never = key_result("KR3", "c", updated=None)
    okrs = okr_set(objective("O1", "Grow", key_results=[fresh, old, never]))
    card = report_view(results_of(okrs), settings=PLAIN).cards[3]
    assert (card.label, card.value) == ("Updated in the last week", "33\xa0%")
    assert card.words == "1 of 3 key results; 1 never"


def test_a_few_dated_rows_among_many_do_not_speak_for_all(results: Results) -> None:
    dated = key_result("KR1", "a", updated=results.today)
    others = [key_result(f"KR{n}", f"b{n}") for n in (2, 3)]
    okrs = okr_set(objective("O1", "Grow", key_results=[dated, *others]))
    assert report_view(results_of(okrs), settings=PLAIN).cards[3].label == "Key results with known progress"


def test_the_slices_of_the_distribution_fill_the_bar(view: ReportView) -> None:
    assert [(one.chip.word, one.number) for one in view.distribution] == [
        ("Done", 1),
        ("On track", 5),
        ("Behind", 1),
        ("At risk", 2),
        ("Unknown", 2),
    ]
    assert sum(int(one.step[1:]) for one in view.distribution) == 100


def test_unknown_status_beside_known_progress_says_why(results: Results) -> None:
    figures = dict(results.figures.okrs)
    for key, because in (("CO-1", "no cycle"), ("CO-1/KR1", "no cycle"), ("CO-1/KR2", SILENT)):
        at = f"2026-Q4/company/{key}"
        figures[at] = figures[at]._replace(status=Status.UNKNOWN, because=because)
    view = report_view(
        results._replace(figures=results.figures._replace(okrs=figures)), settings=ReportSettings()
    )
    parent = view.nodes[0]
    assert (parent.gauge.progress, parent.gauge.why) == ("47\xa0%", "no cycle")
    assert [row.gauge.why for row in parent.rows[:2]] == ["no cycle", "no update since 9 Oct 2026"]
    assert view.cards[3].label == "Key results with known progress"
    assert view.unjudged == (
        "Of 4 with unknown status 2 have known progress: no cycle (1), no recent update (1)."
    )


def test_each_objective_stands_once_below_the_first_it_is_aligned_to(view: ReportView) -> None:
    assert [("  " * one.depth) + one.title for one in view.nodes] == [
        "Expand the market in North America",
        "  Win the east coast",
        "  Be the brand every ops lead names first",
        "  Make onboarding effortless for US teams",
        "Become the most trusted vendor in our field",
        "Halve the cost of every transaction",
    ]
    assert [one.closes for one in view.nodes] == [0, 1, 1, 2, 1, 1]


def test_alignments_are_told_from_both_ends(view: ReportView) -> None:
    lines = {one.title: one.line for one in view.nodes}
    assert lines["Expand the market in North America"] == (
        "Company, CO-1, Mara Quist. Supported by Sales, Marketing and Product"
    )
    assert lines["Be the brand every ops lead names first"] == (
        "Marketing, M-1, Ines Roth. Directional: aligned to CO-1. Its key results count in CO-1 (60\xa0%)"
    )
    assert lines["Halve the cost of every transaction"] == "IT, IT-4, Priya Nair. Aligned to nothing"


def test_a_key_result_that_another_team_delivers_stands_in_the_parents_table(view: ReportView) -> None:
    parent = node(view, "Expand the market in North America")
    assert [one.title for one in parent.rows] == [
        "Open offices in 3 new cities",
        "Win 40 enterprise customers",
        "Increase revenue from new customers",
        "Increase leads with the new campaign",
    ]
    assert words(parent.rows[2]) == ["from Sales, straightforward"]
    assert words(parent.rows[3]) == ["from Marketing, straightforward (60\xa0%)"]
    assert parent.rows[2].notes[0] == ("from ", "Sales", "#o-2026-q4-sales-s-1")


def test_a_key_result_says_what_it_serves_depends_on_and_lacks(view: ReportView) -> None:
    activation = row(view, "Make onboarding effortless for US teams", "Raise activation")
    churn = row(view, "Make onboarding effortless for US teams", "Reduce churn")
    partners = row(view, "Win the east coast", "Sign 12 partners")
    assert words(activation) == ["supports CO-2 KR1"]
    assert words(churn) == ["depends on IT-4", "the sheet says “green”"]
    assert churn.gauge.why == "no values"
    assert words(partners) == ["says “CO-9”, which is not found", "from an assumed 0"]
    assert partners.amounts.start == "0"


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.DANGLING, "Says “Co O1”, which is not found"),
        (Outcome.AMBIGUOUS, "Says “Co O1”, which could mean several"),
        (Outcome.UNREACHABLE, "Says “Co O1”, which was not read"),
        (Outcome.VAGUE, "Says “Co O1”, which names no objective"),
    ],
)
def test_an_alignment_that_leads_nowhere_says_why(outcome: Outcome, says: str) -> None:
    okrs = okr_set(objective("O1", "Grow", aligned_to="Co O1"))
    (one,) = okrs.objectives
    lost = Resolution(
        child=one.key,
        source=one.alignment_texts[0],
        text="Co O1",
        outcome=outcome,
        kind=AlignmentKind.DIRECTIONAL,
    )
    assert report_view(results_of(okrs, (lost,)), settings=PLAIN).nodes[0].line == f"O1. {says}"


def test_a_dependency_and_a_second_parent_are_linked_where_the_nesting_does_not_show_them(
    view: ReportView,
) -> None:
    titles = ("Halve the cost of every transaction", "Become the most trusted vendor in our field")
    anchor = "#o-2026-q4-product-p-2"
    assert [node(view, title).notes for title in titles] == [
        ((("Needed by ", "P-2 KR2 Reduce churn", anchor),),),
        ((("Also supported by ", "P-2 KR1 Raise activation", anchor),),),
    ]


@pytest.mark.parametrize(
    ("values", "measure", "unit", "printed"),
    [
        ((2.1e6, 2.9e6, 4e6), Measure.MONEY, "$", ("$2.1M", "$2.9M", "$4.0M")),
        ((1_200_000, 2_190_000, 3_000_000), Measure.COUNT, None, ("1.20M", "2.19M", "3.00M")),
        ((1200, 2150, 2600), Measure.COUNT, None, ("1,200", "2,150", "2,600")),
        ((0.4, 0.485, 0.55), Measure.PERCENT, None, ("40.0\xa0%", "48.5\xa0%", "55.0\xa0%")),
        ((None, 3, 12), Measure.COUNT, "partners", ("–", "3", "12\xa0partners")),
        ((0, 0, 1), Measure.YES_NO, None, ("no", "no", "yes")),
        ((5, -2, 10), Measure.COUNT, None, ("5", "−2", "10")),
        ((12, 9, 5), Measure.DURATION, "days", ("12", "9", "5\xa0days")),
        ((100, 110 / 3, 10), Measure.COUNT, None, ("100.0", "36.7", "10.0")),
    ],
)
def test_values_are_printed_as_people_write_them(
    values: tuple[float | None, ...], measure: Measure, unit: str | None, printed: tuple[str, str, str]
) -> None:
    baseline, current, target = values
    one = key_result(
        "KR1", "x", baseline=baseline, current=current, target=target, measure=measure, unit=unit
    )
    assert amounts(one) == printed


def test_bars_end_at_their_edges_and_words_do_not() -> None:
    okrs = okr_set(objective("O1", "Grow", key_results=[key_result("KR1", "Sell", target=1)]))
    figures = {
        "2026-Q4/O1/KR1": Figure(progress=1.37, status=Status.DONE, expected=0.5),
        "2026-Q4/O1": Figure(progress=-0.2, status=Status.AT_RISK, bounds=(-0.2, 0.3)),
    }
    results = results_of(okrs)
    results = results._replace(figures=results.figures._replace(okrs=figures))
    one = report_view(results, settings=PLAIN).nodes[0]
    assert (one.gauge.progress, one.gauge.steps) == ("-20\xa0%", "risk w0 l0 h30")
    assert (one.rows[0].gauge.progress, one.rows[0].gauge.steps) == ("137\xa0%", "done w100 x50")


def test_what_needs_someone_are_the_worst_findings_and_no_more_than_two_of_a_rule(results: Results) -> None:
    at = Place.of_tab(COMPANY, "Company")
    many = tuple(Finding("missing-owner", Severity.WARNING, at, f"row {n} has no owner") for n in range(9))
    findings = report_view(results._replace(findings=many + results.findings), settings=PLAIN).findings
    assert [one.rule for one in findings.needs] == [
        "dangling-alignment",
        "missing-owner",
        "missing-owner",
        "unsupported-key-result",
        "unmeasurable-key-result",
        "orphan-objective",
    ]
    assert findings.tally == "1 error, 12 warnings, 1 info"


def test_findings_name_their_cell_and_owner_and_stand_by_what_to_do(view: ReportView) -> None:
    first = view.findings.needs[0]
    assert (first.place.words, first.place.file, first.owner) == ("Sales!Z4", "Company.xlsx", "Dana Ortiz")
    rest = " in Company.xlsx, dangling-alignment, Dana Ortiz, "
    assert first.behind == (rest, "S-1 KR2", "#o-2026-q4-sales-s-1")
    assert view.findings.groups[0].findings[0].behind.words == rest
    assert [(group.to_do, group.tally) for group in view.findings.groups] == [
        ("Say which objective is meant", "1 error"),
        ("Align what stands alone", "2 warnings"),
        ("Complete objectives and key results", "1 warning"),
        ("Tidy the sheets", "1 info"),
    ]


def test_findings_are_sentences_with_days_as_people_write_them_and_quote_what_the_sheet_says(
    results: Results,
) -> None:
    at = Place.of_tab(COMPANY, "Company")
    words = 'the day of "Ship by 2026-12-01" is "2026-02-30", and 2026-11-05 is past'
    own = Finding("stale-check-in", Severity.WARNING, at, words, "enter a day after 2026-13-01")
    settings = ReportSettings(tongue=tongue_of("de"))
    (one,) = report_view(results._replace(findings=(own,)), settings=settings).findings.needs
    assert one.message == ('The day of "Ship by 2026-12-01" is "2026-02-30", and 5. Nov. 2026 is past')
    assert one.hint == "enter a day after 2026-13-01"


def test_what_a_rule_of_ones_own_finds_stands_under_own_rules(results: Results) -> None:
    own = Finding("no-figures-in-goals", Severity.WARNING, Place.of_tab(COMPANY, "Company"), "a figure")
    (group,) = report_view(results._replace(findings=(own,)), settings=PLAIN).findings.groups
    assert (group.to_do, group.is_open) == ("Follow your own rules", True)


@pytest.mark.parametrize("family", sorted({rule.family for rule in CATALOGUE}))
def test_there_is_something_to_do_about_every_family_of_rules(results: Results, family: str) -> None:
    rule = next(rule for rule in CATALOGUE if rule.family == family)
    one = Finding(rule.name, rule.severity, Place.of_tab(COMPANY, "Company"), "something")
    (group,) = report_view(results._replace(findings=(one,)), settings=PLAIN).findings.groups
    assert group.to_do != "Follow your own rules"


def test_findings_beyond_what_a_page_lists_are_counted(results: Results) -> None:
    findings = report_view(results, settings=ReportSettings(findings=4)).findings
    assert findings.left == "1 more finding, the mildest, is not listed here"
    assert "left-out-rows" not in {one.rule for group in findings.groups for one in group.findings}


def test_the_matrix_tells_who_carries_and_who_supports(view: ReportView) -> None:
    assert view.coverage.teams == ("Sales", "Marketing", "Product")
    carries, shows, through = "carries progress", "shows support", "through the objective"
    assert [(one.title, one.marks, one.alone) for one in view.coverage.rows] == [
        ("Expand the market in North America", ("", shows, shows), False),
        ("Open offices in 3 new cities", (through, through, through), False),
        ("Win 40 enterprise customers", (through, through, through), False),
        ("Increase revenue from new customers", (carries, through, through), False),
        ("Increase leads with the new campaign", ("", carries, through), False),
        ("Become the most trusted vendor in our field", ("", "", ""), False),
        ("Raise net promoter score to 50", ("", "", shows), False),
        ("Hold uptime", ("", "", ""), True),
        ("Publish the security report", ("", "", ""), True),
    ]
    assert view.coverage.silent == ("IT",)
    assert view.coverage.legend == ((carries, ""), (shows, ""), (through, ": supports it as a whole"))


def test_what_was_given_up_is_neither_left_alone_nor_unmeasured(results: Results) -> None:
    given_up = [
        each._replace(stated_status="Cancelled", stated_meaning=Status.CANCELLED)
        for each in results.okrs.objectives[1].key_results[:1]
    ]
    objectives = list(results.okrs.objectives)
    objectives[1] = objectives[1]._replace(key_results=(*given_up, *objectives[1].key_results[1:]))
    before = report_view(results, settings=PLAIN)
    now = report_view(results._replace(okrs=OkrSet.of(tuple(objectives))), settings=PLAIN)
    assert now.coverage.key_results == before.coverage.key_results - 1
    assert given_up[0].title not in {one.title for one in now.coverage.rows}
    of_known = [
        next(card.value for card in view.cards if card.label == "Key results with known progress")
        for view in (before, now)
    ]
    assert [int(value.split()[-1]) for value in of_known] == [11, 10]


def test_places_link_only_where_a_web_address_is_known(results: Results) -> None:
    address = "https://example.org/plan?cell='{tab}'!{cell}"
    linked = report_view(results, settings=ReportSettings(source_urls={COMPANY: address}))
    unsafe = report_view(results, settings=ReportSettings(source_urls={COMPANY: "javascript:alert(1)"}))
    assert linked.nodes[0].rows[0].place.url == "https://example.org/plan?cell='Company'!B3"
    assert node(linked, "Halve the cost of every transaction").place.url is None
    assert unsafe.nodes[0].rows[0].place == ("Company!B3", "Company.xlsx", None)


def test_the_policy_is_printed_with_the_thresholds_in_force(results: Results) -> None:
    gaps = gap_policy(GapThresholds(on_track_gap=0.075))
    settings = ReportSettings(progress=ProgressSettings(pace=PaceSettings(policy=gaps, cadence=14)))
    policy = " ".join(report_view(results, settings=settings).policy)
    assert "Pace policy “default”: On track to 7.5 points behind the calendar" in policy
    assert "older than 17 days" in policy


def test_the_words_of_the_system_that_a_policy_comes_from_are_printed(results: Results) -> None:
    pace = PaceSettings(policy=PACE_POLICIES["upraise"])
    settings = ReportSettings(progress=ProgressSettings(pace=pace))
    policy = report_view(results, settings=settings).policy
    assert "Pace policy “upraise”: On track from 95 % of what time asks for" in " ".join(policy)
    assert "There behind is called “Lagging”." in " ".join(policy)


def test_the_roll_up_in_force_is_printed_with_what_counts(results: Results) -> None:
    roll_up = RollUpSettings(policy=ROLL_UP_POLICIES["synergita"], mode="aligned", modes={"a": {"*": "both"}})
    pace = PaceSettings(parent=PARENT_POLICIES["weakest"])
    settings = ReportSettings(progress=ProgressSettings(pace=pace, roll_up=roll_up))
    policy = report_view(results, settings=settings).policy
    assert policy[0] == (
        "Roll-up policy “synergita”: All key results together are one item beside each contributing "
        "objective. Only what others align to it counts, and its own key results where there is nothing. "
        "Some tabs have a mode of their own."
    )
    assert "A parent has the status of its weakest part." in policy
    assert json.loads(json.dumps(report_document(results, settings=settings)))["policies"]["roll_up"] == {
        "name": "synergita",
        "summary": "All key results together are one item beside each contributing objective",
        "mode": "aligned",
        "modes": {"a": {"*": "both"}},
    }


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ((Status.AT_RISK, Status.ON_TRACK, Status.AT_RISK), "2 of 3 at risk"),
        ((Status.BEHIND, Status.ON_TRACK), ""),
        ((Status.AT_RISK,), ""),
    ],
)
def test_beside_a_parent_stands_how_many_of_its_parts_are_at_risk(
    statuses: tuple[Status, ...], words: str
) -> None:
    rows = [key_result(f"K{n}", f"Figure {n}") for n, _ in enumerate(statuses)]
    okrs = okr_set(objective("O1", "Grow", team="Sales", key_results=rows))
    figures = {f"2026-Q4/sales/O1/K{n}": Figure(0.4, status=status) for n, status in enumerate(statuses)}
    made_of = (
        *(Part(key, 0.4, 1.0, "own") for key in figures),
        Part("2026-Q4/sales/O1/K0", 0.4, 0.0, "directional"),
    )
    parent = Figure(0.4, status=Status.ON_TRACK, made_of=made_of)
    results = results_of(okrs)._replace(
        figures=Figures({**figures, "2026-Q4/sales/O1": parent}, {"Sales": parent}, parent)
    )
    view = report_view(results, settings=PLAIN)
    assert view.nodes[0].gauge.aside == words
    assert view.brief.objectives[0].figures == ", ".join(
        each for each in ("40\xa0%", words, "on track") if each
    )
    assert view.teams[0].words == ", ".join(each for each in ("40\xa0%", words) if each)
    assert ("at risk" in view.cards[0].words) is bool(words)


def test_a_cycle_of_alignments_is_shown_once_around_and_ends() -> None:
    okrs = okr_set(*(objective(name, f"Goal {name}", team=name) for name in "ABCD"))
    pairs = (("A", "B"), ("B", "C"), ("C", "B"), ("D", "D"))
    results = results_of(okrs, alignments=_directional(okrs, pairs))
    view = report_view(results, settings=PLAIN)
    assert sorted(one.title for one in view.nodes) == ["Goal A", "Goal B", "Goal C", "Goal D"]
    assert [(one.depth, one.title) for one in view.nodes] == [
        (0, "Goal B"),
        (1, "Goal A"),
        (1, "Goal C"),
        (0, "Goal D"),
    ]
    assert node(view, "Goal B").notes[0] == (("Aligned to ", "C Goal C", "#o-2026-q4-c-c"),)


def test_a_chain_of_any_length_is_nested_only_as_deep_as_people_read() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team="T") for n in range(3000)))
    pairs = [(f"O{n}", f"O{n - 1}") for n in range(1, 3000)]
    results = results_of(
        okrs, alignments=_directional(okrs, pairs, team="t/"), top_level=frozenset({"2026-Q4/t/O0"})
    )
    view = report_view(results, settings=PLAIN)
    assert max(one.depth for one in view.nodes) == 5
    assert sum(one.closes for one in view.nodes) == len(view.nodes) == 3000


def test_two_teams_that_count_from_one_are_told_apart() -> None:
    okrs = okr_set(
        objective("O1", "Grow", team="Company"),
        objective("O1", "Sell", team="Sales", aligned_to="Company!O1"),
    )
    top = frozenset({"2026-Q4/company/O1"})
    pairs = [("sales/O1", "company/O1")]
    view = report_view(results_of(okrs, alignments=_directional(okrs, pairs), top_level=top), settings=PLAIN)
    assert node(view, "Sell").line == "Sales, O1. Directional: aligned to Company O1"


def test_a_parent_that_the_report_leaves_out_is_named_without_a_link(results: Results) -> None:
    shown = tuple(each for each in results.okrs.objectives if each.team == "Marketing")
    narrowed = results._replace(okrs=OkrSet(shown, results.okrs.by_key))
    view = report_view(narrowed, settings=PLAIN)
    assert [one.depth for one in view.nodes] == [0]
    assert "Directional: aligned to CO-1" in view.nodes[0].line
    assert view.nodes[0].notes == ((("Aligned to CO-1 Expand the market in North America", "", ""),),)


def test_a_page_without_room_counts_the_key_results_it_does_not_list(results: Results) -> None:
    view = report_view(results, settings=ReportSettings(room=4_300))
    listed = {one.title: len(one.rows) for one in view.nodes}
    assert listed["Expand the market in North America"] == 4
    assert listed["Win the east coast"] == 0
    assert plain(node(view, "Win the east coast").notes[0]) == (
        "2 key results in Company.xlsx Sales!A2: 1 behind, 1 at risk"
    )


def test_where_objectives_alone_fill_a_page_each_is_said_in_short(results: Results) -> None:
    view = report_view(results, settings=ReportSettings(room=1_000, findings=6))
    assert plain(node(view, "Win the east coast").notes[0]) == "2 key results in Company.xlsx Sales!A2"
    assert sum(len(group.findings) for group in view.findings.groups) == 2
    assert view.findings.left == "3 more findings, the mildest, are not listed here"


def test_anchors_of_long_keys_are_cut_and_stay_apart_and_the_same() -> None:
    def anchors(*titles: str) -> list[str]:
        okrs = okr_set(*(objective(title, title, team="Sales") for title in titles))
        return [one.anchor for one in report_view(results_of(okrs), settings=PLAIN).nodes]

    long = "win the customers that we lost to others in the years before " * 3
    first, second, short = anchors(f"{long}1", f"{long}2", "O1")
    assert first != second
    assert {len(first), len(second)} == {48}
    assert short == "o-2026-q4-sales-o1"
    assert anchors("O1", f"{long}2")[1] == second


def test_an_id_that_a_title_begins_with_is_said_once() -> None:
    okrs = okr_set(
        objective("1", "1. Grow", team="Company"),
        objective("1", "1) Sell", team="Sales", aligned_to="Company!1"),
        objective("2", "20 more shops", team="Sales", aligned_to="Company!1"),
    )
    keys = [one.key for one in okrs.objectives]
    top = frozenset(keys[:1])
    alignments = tuple(
        Alignment(key, keys[0], AlignmentKind.DEPENDENCY, None, carries=False) for key in keys[1:]
    )
    view = report_view(results_of(okrs, alignments=alignments, top_level=top), settings=PLAIN)
    assert [one.line.partition(".")[0] for one in view.nodes] == ["Company", "Sales", "Sales, 2"]
    assert plain(view.nodes[0].notes[0]) == "Needed by Sales 1) Sell, 2 20 more shops"
    assert plain(view.nodes[1].notes[0]) == "Depends on Company 1. Grow"


def _directional(
    okrs: OkrSet, pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...], team: str = ""
) -> tuple[Alignment, ...]:
    """Alignments between keys given by their endings."""

    def key(name: str) -> str:
        direct = f"2026-Q4/{team}{name}"
        return direct if direct in okrs.by_key else f"2026-Q4/{name.lower()}/{name}"

    return tuple(
        Alignment(key(child), key(parent), AlignmentKind.DIRECTIONAL, None, carries=False)
        for child, parent in pairs
    )
