"""Which rules speak, which findings stand, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from okrsheets.grid import CellRange, CellRef
from okrsheets.lint import Case, LintSettings, Rule, asked_once, finding, narrowed, rule, run
from okrsheets.model import Cycle, CyclePhase, Field, Finding, OkrSet, Place, Severity
from okrsheets.pipeline import StageSettings, analyse
from tests import grids
from tests.cases import TODAY, case_of
from tests.okrs import Q4, YEAR, key_result, objective, okr_set

Q3 = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
NEXT = Cycle("2027-Q1", date(2027, 1, 1), date(2027, 3, 31))


@rule("unloved", Severity.WARNING)
def unloved(case: Case) -> Iterator[Finding]:
    """An objective nobody loves.

    Bad:
        | Objective |
    """
    for each in case.okrs.objectives:
        yield finding(place=each.at, okr=each.key, message=f"nobody loves {each.title}", hint="love it")


@rule("unowned", Severity.ERROR, silenced_by=("unloved",))
def unowned(case: Case) -> Iterator[Finding]:
    """An objective nobody owns."""
    for each in case.okrs.objectives:
        yield finding(place=each.cells[Field.OWNER], okr=each.key, message=f"nobody owns {each.title}")


@rule("long-list", Severity.WARNING)
def long_list(case: Case, *, most: float = 1) -> Iterator[Finding]:
    """A list that is long."""
    if len(case.okrs.objectives) > most:
        yield finding(place=Place.of_tab("Plan.xlsx", "Sales"), message=f"more than {most:g}")


@rule("mild", Severity.ERROR)
def mild(case: Case) -> Iterator[Finding]:
    """A fault that is mild here."""
    for each in case.okrs.objectives:
        yield finding(place=each.at, okr=each.key, message="mild", at_most=Severity.INFO)


def _of_family(family: str, of: Rule) -> Rule:
    return of._replace(family=family)


def _two(**first: str) -> OkrSet:
    return okr_set(
        objective("O1", "Win the east", team="Sales", note=first.get("note")),
        objective("O2", "Win the west", team="Sales"),
    )


def _said(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.rule, each.message) for each in found]


def test_a_rule_is_made_of_its_function_and_docstring() -> None:
    assert unloved.name == "unloved"
    assert unloved.summary == "An objective nobody loves"
    assert unloved.page.startswith("An objective nobody loves.\n\nBad:\n    | Objective |")
    assert unloved.family == "test_lint"
    assert long_list.thresholds == {"most": 1}


def test_a_finding_gets_its_name_and_severity_from_its_rule() -> None:
    found = run(case_of(_two()), [unloved])
    assert [(each.rule, each.severity) for each in found] == [("unloved", Severity.WARNING)] * 2


def test_a_finding_is_never_louder_than_it_says_itself() -> None:
    loud = LintSettings(severity={"mild": Severity.ERROR})
    assert {each.severity for each in run(case_of(_two(), settings=loud), [mild])} == {Severity.INFO}


def test_the_settings_decide_the_severity() -> None:
    quiet = LintSettings(severity={"unloved": Severity.INFO})
    assert {each.severity for each in run(case_of(_two(), settings=quiet), [unloved])} == {Severity.INFO}


def test_the_settings_decide_the_threshold() -> None:
    assert _said(run(case_of(_two()), [long_list])) == [("long-list", "more than 1")]
    patient = LintSettings(thresholds={"long-list": 2})
    assert run(case_of(_two(), settings=patient), [long_list]) == ()


def test_only_selected_rules_that_are_not_ignored_are_heard() -> None:
    settings = LintSettings(select=frozenset({"unloved", "mild"}), ignore=frozenset({"mild"}))
    assert {each.rule for each in run(case_of(_two(), settings=settings), [unloved, mild, long_list])} == {
        "unloved"
    }


def test_a_fault_is_told_by_one_rule_only() -> None:
    assert {each.rule for each in run(case_of(_two()), [unowned, unloved])} == {"unloved"}


def test_a_rule_still_silences_others_when_it_is_switched_off_itself() -> None:
    settings = LintSettings(ignore=frozenset({"unloved"}))
    assert run(case_of(_two(), settings=settings), [unowned, unloved]) == ()


def test_a_rule_silences_others_at_the_same_okr_only() -> None:
    @rule("unloved", Severity.WARNING)
    def only_first(case: Case) -> Iterator[Finding]:
        """Only the first."""
        first = case.okrs.objectives[0]
        yield finding(place=first.at, okr=first.key, message="nobody loves it")

    found = run(case_of(_two()), [only_first, unowned])
    assert _said(found) == [("unloved", "nobody loves it"), ("unowned", "nobody owns Win the west")]


def test_a_finding_about_a_row_silences_what_is_said_of_its_okr() -> None:
    @rule("unloved", Severity.WARNING)
    def first_row(case: Case) -> Iterator[Finding]:
        """The first row."""
        yield finding(place=Place.at_cell(case.okrs.objectives[0].at), message="nobody loves this row")

    assert ("unowned", "nobody owns Win the east") not in _said(run(case_of(_two()), [first_row, unowned]))


def test_what_is_told_once_for_several_okrs_silences_at_each_of_them_and_is_silenced_by_all() -> None:
    @rule("all-unloved", Severity.WARNING, silenced_by=("unowned-one",))
    def all_unloved(case: Case) -> Iterator[Finding]:
        """All at once."""
        first, *others = case.okrs.objectives
        also = [each.key for each in others]
        yield finding(place=first.at, okr=first.key, also=also, message="nobody loves them")

    @rule("unowned-one", Severity.WARNING)
    def unowned_one(case: Case, *, most: float = 1) -> Iterator[Finding]:
        """Some without an owner."""
        for each in case.okrs.objectives[: int(most)]:
            yield finding(place=each.at, okr=each.key, message=f"nobody owns {each.title}")

    silenced = unowned._replace(silenced_by=("all-unloved",))
    assert [name for name, _ in _said(run(case_of(_two()), [all_unloved, silenced]))] == ["all-unloved"]
    one = run(case_of(_two()), [all_unloved, unowned_one])
    assert [name for name, _ in _said(one)] == ["all-unloved", "unowned-one"]
    both = LintSettings(thresholds={"unowned-one": 2})
    found = run(case_of(_two(), settings=both), [all_unloved, unowned_one])
    assert {name for name, _ in _said(found)} == {"unowned-one"}


def test_a_finding_about_a_table_silences_nothing_but_that_table() -> None:
    place = Place.of_table("Plan.xlsx", "Sales", CellRange(1, 1, 9, 9))

    @rule("unloved", Severity.WARNING)
    def whole_table(case: Case) -> Iterator[Finding]:
        """The whole table."""
        yield finding(place=place, message="nobody loves it")

    @rule("unfilled", Severity.INFO, silenced_by=("unloved",))
    def same_table(case: Case) -> Iterator[Finding]:
        """The same table."""
        yield finding(place=place, message="nobody fills it")

    found = run(case_of(_two()), [whole_table, same_table, unowned])
    assert [each.rule for each in found] == ["unloved", "unowned", "unowned"]


@pytest.mark.parametrize(
    "note",
    [
        "ignore: unloved",
        "Ignore: unloved, we will learn to",
        "Ann asks the partners. ignore: unloved, soon",
        "ignore: other-rule\nignore: unloved",
        "ignore: unloved until 2026-11-15",
        "ignore: unloved, we will learn to until 2026-11-30.",
    ],
)
def test_a_note_silences_a_rule_on_its_row(note: str) -> None:
    assert _said(run(case_of(_two(note=note)), [unloved])) == [("unloved", "nobody loves Win the west")]


@pytest.mark.parametrize(
    "note",
    [
        "we ignore unloved things",
        "ignore: unloved-too",
        "ignore: unloved until 2026-11-14",
        "ignore: unloved until 31/12/2026",
    ],
)
def test_a_note_that_is_over_or_says_something_else_silences_nothing(note: str) -> None:
    assert len(run(case_of(_two(note=note)), [unloved])) == 2


def test_a_note_of_a_key_result_silences_its_own_row() -> None:
    okrs = okr_set(
        objective("O1", "Win", team="Sales", key_results=[key_result("KR1", "Sell", note="ignore: vain")])
    )

    @rule("vain", Severity.WARNING)
    def vain(case: Case) -> Iterator[Finding]:
        """Anything."""
        for okr in case.okrs.by_key.values():
            yield finding(place=Place.at_cell(okr.at), message=okr.title or "")

    assert _said(run(case_of(okrs), [vain])) == [("vain", "Win")]


def test_a_cycle_that_is_over_is_judged_by_no_rule() -> None:
    okrs = okr_set(
        objective("O1", "Then", team="Sales", cycle=Q3), objective("O2", "Now", team="Sales", cycle=Q4)
    )
    assert _said(run(case_of(okrs), [unloved])) == [("unloved", "nobody loves Now")]


def test_a_cycle_stays_open_for_a_while_after_its_last_day() -> None:
    okrs = okr_set(objective("O1", "Then", team="Sales", cycle=Q3))
    assert len(run(case_of(okrs, today=date(2026, 10, 21)), [unloved])) == 1
    assert run(case_of(okrs, today=date(2026, 10, 22)), [unloved]) == ()
    longer = LintSettings(close_after=22)
    assert len(run(case_of(okrs, today=date(2026, 10, 22), settings=longer), [unloved])) == 1


@pytest.mark.parametrize(
    ("family", "heard"), [("form", True), ("references", True), ("tracking", False), ("alignment", False)]
)
def test_before_a_cycle_only_form_and_references_are_judged(family: str, *, heard: bool) -> None:
    okrs = okr_set(objective("O1", "Soon", team="Sales", cycle=NEXT))
    assert bool(run(case_of(okrs), [_of_family(family, unloved)])) is heard


def test_without_a_cycle_everything_counts_as_open() -> None:
    okrs = okr_set(objective("O1", "Ever", team="Sales", cycle=None))
    assert len(run(case_of(okrs), [unloved])) == 1


def test_key_results_of_a_cycle_that_is_over_leave_their_open_objective() -> None:
    okrs = okr_set(
        objective(
            "O1",
            "All year",
            team="Sales",
            cycle=YEAR,
            key_results=[key_result("KR1", "Then", cycle=Q3), key_result("KR2", "Now", cycle=Q4)],
        )
    )

    @rule("counted", Severity.INFO)
    def counted(case: Case) -> Iterator[Finding]:
        """Counts."""
        for kr in case.okrs.key_results:
            yield finding(place=kr.at, okr=kr.key, message=kr.title)

    assert _said(run(case_of(okrs), [counted])) == [("counted", "Now")]


def test_a_tab_whose_cycle_is_over_is_not_shown_to_rules() -> None:
    okrs = okr_set(
        objective("O1", "Then", team="Sales", sheet="Q3", cycle=Q3),
        objective("O1", "Now", team="Sales", sheet="Q4", cycle=Q4),
    )

    @rule("tabs", Severity.INFO)
    def tabs(case: Case) -> Iterator[Finding]:
        """Tabs."""
        for reading in case.readings:
            for sheet in reading.sheets:
                yield finding(place=Place.of_tab(reading.source, sheet.name), message=sheet.name)

    assert _said(run(case_of(okrs), [tabs])) == [("tabs", "Q4")]


@pytest.mark.parametrize("tab", ["Sales", "S*", "[Plan.xlsx]Sales", "[Plan.xlsx]S*"])
def test_a_rule_stays_silent_in_the_tabs_that_are_named(tab: str) -> None:
    okrs = okr_set(
        objective("O1", "Win the east", team="Sales"), objective("O1", "Be known", team="Marketing")
    )
    quiet = LintSettings(tabs={tab: frozenset({"unloved"})})
    assert _said(run(case_of(okrs, settings=quiet), [unloved])) == [("unloved", "nobody loves Be known")]


@pytest.mark.parametrize("tab", ["sales", "Sale", "[Other.xlsx]Sales", "Plan.xlsx"])
def test_a_rule_speaks_in_the_tabs_that_are_not_named(tab: str) -> None:
    quiet = LintSettings(tabs={tab: frozenset({"unloved"})})
    assert len(run(case_of(_two(), settings=quiet), [unloved])) == 2


def test_a_rule_silent_in_a_tab_still_silences_others_there() -> None:
    quiet = LintSettings(tabs={"Sales": frozenset({"unloved"})})
    assert run(case_of(_two(), settings=quiet), [unloved, unowned]) == ()


def test_a_rule_that_needs_all_says_nothing_while_a_source_could_not_be_read() -> None:
    lonely = unloved._replace(needs_all_read=True)
    case = case_of(_two())
    waiting = case._replace(unread=("https://docs.google.com/spreadsheets/d/1abc",))
    assert len(run(case, [lonely])) == len(run(waiting, [unloved])) == 2
    assert run(waiting, [lonely]) == ()


def _asking(asked: list[int]) -> list[Rule]:
    """Two rules that ask the same of a case; `asked` gets the answer each time it is found out."""

    @asked_once
    def objectives_in(case: Case) -> int:
        asked.append(len(case.okrs.objectives))
        return asked[-1]

    @rule("first", Severity.INFO)
    def first(case: Case) -> Iterator[Finding]:
        yield finding(place=Place.of_tab("Plan.xlsx", "Sales"), message=f"{objectives_in(case)}")

    return [first, first._replace(name="second")]


def test_what_rules_ask_of_a_case_is_found_out_once_in_each_run() -> None:
    asked: list[int] = []
    rules = _asking(asked)
    two, one = case_of(_two()), case_of(okr_set(objective("O1", "Win the east", team="Sales")))
    assert _said(run(two, rules)) == [("first", "2"), ("second", "2")]
    assert _said(run(one, rules)) == [("first", "1"), ("second", "1")]
    assert asked == [2, 1]


def test_rules_that_judge_other_phases_of_a_cycle_are_not_told_of_each_others_okrs() -> None:
    asked: list[int] = []
    okrs = okr_set(
        objective("O1", "Win the east", team="Sales", cycle=Q4),
        objective("O2", "Win the west", team="Sales", cycle=NEXT),
    )
    first, second = _asking(asked)
    found = run(case_of(okrs), [first, _of_family("form", second)])
    assert _said(found) == [("first", "1"), ("second", "2")]
    assert sorted(asked) == [1, 2]


def test_rules_about_updates_are_not_told_of_what_could_not_be_read_today() -> None:
    asked: list[int] = []
    first, second = _asking(asked)
    okrs = okr_set(objective("O1", "Win the east", team="Sales"))
    yesterday = grids.workbook(grids.sheet("Sales", "| ID |"))._replace(as_of=TODAY - timedelta(days=1))
    case = case_of(okrs, workbooks=(yesterday,))
    assert _said(run(case, [first, _of_family("tracking", second)])) == [("first", "1"), ("second", "0")]


def test_of_a_case_outside_of_a_run_everything_is_found_out_anew() -> None:
    asked: list[int] = []
    case = narrowed(case_of(_two()), frozenset({CyclePhase.OPEN}))
    for each in _asking(asked):
        assert [one.message for one in each.check(case)] == ["2"]
    assert asked == [2, 2]


def test_findings_are_sorted_by_workbook_tab_row_column_and_rule() -> None:
    places = [
        CellRef("B.xlsx", "A", 1, 1),
        CellRef("A.xlsx", "B", 1, 1),
        CellRef("A.xlsx", "A", 10, 1),
        CellRef("A.xlsx", "A", 2, 2),
        CellRef("A.xlsx", "A", 2, 1),
    ]

    @rule("z-last", Severity.INFO)
    def last(case: Case) -> Iterator[Finding]:
        """Last."""
        yield from (finding(place=place, message="z") for place in places)

    @rule("a-first", Severity.INFO)
    def first(case: Case) -> Iterator[Finding]:
        """First."""
        yield from (finding(place=place, message="a") for place in places)

    found = run(case_of(_two()), [last, first])
    assert [(each.place.ref, each.rule) for each in found] == [
        (place, name) for place in reversed(places) for name in ("a-first", "z-last")
    ]


def test_rules_of_updates_see_nothing_of_what_could_not_be_read_whatever_other_rules_found_out() -> None:
    rows = "| Objective | Key result | Current | Target | Updated |\n| Win | Sell | 3 | 9 | 2026-10-12 |"
    books = [
        grids.workbook(grids.sheet(f"{name} Q4 2026", rows), source=f"{name}.xlsx")
        for name in ("East", "West")
    ]
    today = date(2026, 12, 1)
    told = analyse(
        [books[0], books[1]._replace(as_of=date(2026, 11, 30))], settings=StageSettings(), today=today
    ).findings
    assert {one.place.workbook for one in told if one.rule == "stale-check-in"} == {"East.xlsx"}
    assert {one.place.workbook for one in told if one.rule == "stale-source"} == {"West.xlsx"}
