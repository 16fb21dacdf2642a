"""Notes that silence a rule: what is said of those that silence nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from okrsheets.lint import Case, LintSettings, finding, rule, run
from okrsheets.lint.suppressions import suppressions_in
from okrsheets.model import Field, Finding, OkrSet, Severity
from okrsheets.rules.suppressions import RULES
from tests.cases import case_of
from tests.okrs import key_result, objective, okr_set


@rule("nameless-owner", Severity.WARNING)
def nameless_owner(case: Case) -> Iterator[Finding]:
    """Nobody owns it."""
    for each in case.okrs.key_results:
        if not each.owners:
            yield finding(place=each.at, okr=each.key, message="nobody owns it")


@rule("moved-target", Severity.WARNING, needs_history=True)
def moved_target(case: Case) -> Iterator[Finding]:
    """Speaks only of what earlier syncs saw."""
    return iter(())


def _told(note: str, *, owner: str = "", settings: LintSettings | None = None) -> list[str]:
    sell = key_result("KR1", "Sell", note=note, owners=(owner,) if owner else ())
    okrs = okr_set(objective("O1", "Win", key_results=[sell]))
    found = run(case_of(okrs, settings=settings), [nameless_owner, moved_target, *RULES])
    return [f"{each.message}; {each.hint}" for each in found if each.rule == "idle-suppression"]


def test_a_note_that_silences_something_is_left_alone() -> None:
    assert _told("ignore: nameless-owner, Ann starts soon") == []


def test_a_note_whose_fault_is_mended_is_reported() -> None:
    assert _told("ignore: nameless-owner", owner="Ann") == [
        '"ignore: nameless-owner" silences nothing: the rule has nothing to say here; take it out'
    ]


def test_a_note_whose_day_has_passed_is_reported_though_the_fault_is_still_there() -> None:
    (told,) = _told("ignore: nameless-owner until 2026-11-14")
    assert told.startswith('"ignore: nameless-owner" was until 2026-11-14 and no longer silences anything; ')
    assert _told("ignore: nameless-owner until 2026-11-15") == []


def test_a_day_that_cannot_be_read_is_reported() -> None:
    assert _told("ignore: nameless-owner until 31/12/2026") == [
        '"ignore: nameless-owner" silences nothing: "31/12/2026" is no date; write it as 2026-11-30'
    ]


def test_a_name_that_is_no_rules_is_reported_with_the_nearest() -> None:
    assert _told("ignore: nameless-owners") == [
        '"ignore: nameless-owners" silences nothing: no rule is called so; did you mean "nameless-owner"'
    ]
    assert _told("ignore: everything") == [
        '"ignore: everything" silences nothing: no rule is called so; okrsheets rules lists them all'
    ]


def test_of_two_rules_in_one_note_only_the_idle_one_is_reported() -> None:
    assert len(_told("ignore: nameless-owner\nignore: idle-override")) == 1


@pytest.mark.parametrize(
    "settings",
    [
        LintSettings(select=frozenset({"idle-suppression"})),
        LintSettings(ignore=frozenset({"nameless-owner"})),
    ],
)
def test_a_rule_that_was_not_heard_may_have_had_something_to_say(settings: LintSettings) -> None:
    assert _told("ignore: nameless-owner", owner="Ann", settings=settings) == []


def test_a_rule_that_compares_with_earlier_syncs_may_yet_speak() -> None:
    assert _told("ignore: moved-target") == []


def test_a_note_of_two_okrs_is_one_and_works_for_either() -> None:
    kr = key_result("KR1", "Sell", note="ignore: nameless-owner")
    okrs = okr_set(objective("O1", "Win", note="ignore: nameless-owner", key_results=[kr]))
    (won,), (sell,) = okrs.objectives, okrs.key_results
    shared = {**sell.cells, Field.NOTE: won.cells[Field.NOTE]}
    (found,) = suppressions_in(
        OkrSet.of((won._replace(key_results=(sell._replace(cells=shared),)),)),
    )
    assert (found.cell, found.okrs) == (won.cells[Field.NOTE], (won.key, sell.key))
