"""How objectives and key results are made, beyond the examples of the pages."""

from __future__ import annotations

import pytest

from okrsheets.lint import LintSettings, run
from okrsheets.model import (
    AlignmentKind,
    Direction,
    Field,
    Finding,
    Measure,
    Objective,
    OkrSet,
    Outcome,
    PlaceKind,
    Severity,
    Status,
)
from okrsheets.rules import form
from tests.cases import case_of, resolution
from tests.okrs import YEAR, key_result, objective, okr_set


def _told(okrs: OkrSet, name: str, *, settings: LintSettings | None = None) -> list[Finding]:
    return [each for each in run(case_of(okrs, settings=settings), form.RULES) if each.rule == name]


def _objectives(
    number: int, *, team: str, columns: tuple[Field, ...] = (), first: int = 1
) -> list[Objective]:
    numbers = range(first, first + number)
    return [objective(f"O{n}", f"Goal {n}", team=team, sheet="OKRs", columns=columns) for n in numbers]


def test_six_objectives_of_a_team_are_too_many() -> None:
    (found,) = _told(okr_set(*_objectives(6, team="Sales", columns=(Field.TEAM,))), "too-many-objectives")
    assert found.message == "Sales has 6 objectives in 2026-Q4, more than 5"
    assert (found.place.kind, found.place.team) == (PlaceKind.TEAM, "Sales")


def test_five_objectives_are_not_too_many_and_the_number_can_be_set() -> None:
    okrs = okr_set(*_objectives(5, team="Sales", columns=(Field.TEAM,)))
    assert _told(okrs, "too-many-objectives") == []
    strict = LintSettings(thresholds={"too-many-objectives": 4})
    assert len(_told(okrs, "too-many-objectives", settings=strict)) == 1


def test_objectives_of_two_cycles_are_counted_apart() -> None:
    later = [
        each._replace(cycle=YEAR, key=f"year/{each.id}") for each in _objectives(3, team="Sales", first=4)
    ]
    assert _told(okr_set(*_objectives(3, team="Sales"), *later), "too-many-objectives") == []


def test_the_name_of_a_single_tab_is_not_taken_for_a_team() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team="Overview") for n in range(6)))
    assert _told(okrs, "too-many-objectives") == []


def test_the_names_of_several_tabs_are_teams() -> None:
    okrs = okr_set(
        *(objective(f"O{n}", f"Goal {n}", team="Sales") for n in range(6)),
        objective("O1", "Be known", team="Marketing"),
    )
    assert [each.place.team for each in _told(okrs, "too-many-objectives")] == ["Sales"]


def test_cancelled_key_results_do_not_count() -> None:
    six = [key_result(f"KR{n}", f"Sell {n}", target=n) for n in range(6)]
    assert len(_told(okr_set(objective("O1", "Win", key_results=six)), "too-many-key-results")) == 1
    six[0] = key_result("KR0", "Sell 0", target=0, stated_meaning=Status.CANCELLED)
    assert _told(okr_set(objective("O1", "Win", key_results=six)), "too-many-key-results") == []


def test_key_results_that_stand_without_an_objective_are_not_counted_for_it() -> None:
    six = [key_result(f"KR{n}", f"Sell {n}", target=n) for n in range(6)]
    assert _told(okr_set(objective(None, None, key_results=six)), "too-many-key-results") == []


def test_a_cancelled_key_result_leaves_the_other_alone() -> None:
    two = [
        key_result("KR1", "Sell", target=1),
        key_result("KR2", "Go", target=1, stated_meaning=Status.CANCELLED),
    ]
    (found,) = _told(okr_set(objective("O1", "Win", key_results=two)), "single-key-result")
    assert (found.message, found.severity) == ('O1 "Win" has a single key result', Severity.INFO)


def test_work_of_others_that_contributes_is_a_second_key_result() -> None:
    okrs = okr_set(
        objective("O1", "Win", key_results=[key_result("KR1", "Sell", target=1)]),
        objective("O2", "Go", key_results=[key_result("KR1", "Run", target=1, contributes_to="O1")]),
    )
    helped = resolution(
        okrs,
        "2026-Q4/O2/KR1",
        Outcome.RESOLVED,
        parent="2026-Q4/O1",
        kind=AlignmentKind.STRAIGHTFORWARD,
    )
    found = run(case_of(okrs, resolutions=[helped]), form.RULES)
    assert [each.okr for each in found if each.rule == "single-key-result"] == ["2026-Q4/O2"]


def test_a_table_whose_objectives_all_have_a_single_key_result_is_told_once() -> None:
    three = [objective(f"O{n}", "Win", key_results=[key_result("KR1", "Sell", target=1)]) for n in range(3)]
    (found,) = _told(okr_set(*three), "single-key-result")
    assert found.place.kind is PlaceKind.TABLE
    assert found.message == "each of the 3 objectives here has a single key result"


def test_a_yes_or_no_needs_no_number() -> None:
    okrs = okr_set(
        objective("O1", "Win", key_results=[key_result("KR1", "Sign the contract", measure=Measure.YES_NO)])
    )
    assert _told(okrs, "unmeasurable-key-result") == []


@pytest.mark.parametrize("stated", [0.0, 1.0])
def test_a_stated_progress_is_a_number_to_measure_by(stated: float) -> None:
    trained = key_result("KR1", "All leads are trained", stated_progress=stated)
    known = key_result("KR2", "Be better known")
    (found,) = _told(okr_set(objective("O1", "Win", key_results=[trained, known])), "unmeasurable-key-result")
    assert found.message == 'KR2 "Be better known" has no number to measure it by'


def test_a_target_may_equal_its_baseline_where_it_is_to_be_held() -> None:
    held = key_result("KR1", "Rating", baseline=4.5, target=4.5, direction=Direction.MAINTAIN)
    yes_no = key_result("KR2", "Signed", baseline=1, target=1, measure=Measure.YES_NO)
    assert _told(okr_set(objective("O1", "Win", key_results=[held, yes_no])), "target-is-baseline") == []


def test_a_target_at_its_baseline_is_shown_as_in_its_sheet() -> None:
    same = key_result("KR1", "Activation", baseline=0.4, target=0.4, measure=Measure.PERCENT)
    (found,) = _told(okr_set(objective("O1", "Win", key_results=[same])), "target-is-baseline")
    assert found.message == 'the target of KR1 "Activation" is its baseline, 40 %'


def test_a_missing_owner_is_told_at_the_cell_to_fill() -> None:
    okrs = okr_set(
        objective(
            "O1", "Win", key_results=[key_result("KR1", "Sell", owners=("Ann",)), key_result("KR2", "Go")]
        )
    )
    (found,) = _told(okrs, "missing-owner")
    assert found.message == 'KR2 "Go" has no owner'
    assert found.place.ref == okrs.by_key["2026-Q4/O1/KR2"].cells[Field.OWNER]


def test_the_owner_of_an_objective_speaks_for_its_key_results() -> None:
    okrs = okr_set(objective("O1", "Win", owners=("Ann",), key_results=[key_result("KR1", "Sell")]))
    assert _told(okrs, "missing-owner") == []


def test_an_empty_owner_column_is_told_once() -> None:
    okrs = okr_set(objective("O1", "Win"), objective("O2", "Answer"))
    (found,) = _told(okrs, "missing-owner")
    assert (found.place.kind, found.severity) == (PlaceKind.TABLE, Severity.WARNING)
    assert found.message == "none of the 2 objectives and key results here has an owner"


def test_a_table_without_an_owner_column_is_told_once_as_information() -> None:
    okrs = okr_set(objective("O1", "Win")._replace(cells={}), objective("O2", "Answer")._replace(cells={}))
    (found,) = _told(okrs, "missing-owner")
    assert (found.place.kind, found.severity) == (PlaceKind.TABLE, Severity.INFO)


def test_a_cancelled_objective_needs_neither_owner_nor_key_results() -> None:
    okrs = okr_set(objective("O1", "Win", stated_meaning=Status.CANCELLED))
    assert run(case_of(okrs), form.RULES) == ()


def test_a_key_result_to_lower_without_a_baseline_is_told_where_it_should_stand() -> None:
    fall = key_result("1", "Delays", current=4, target=3, direction=Direction.DECREASE)
    grow = key_result("2", "Shops", current=2, target=3)
    (found,) = _told(okr_set(objective("O1", "Win", key_results=[fall, grow])), "missing-baseline")
    assert (found.place.kind, found.severity) == (PlaceKind.CELL, Severity.WARNING)
    assert found.message == '1 "Delays" does not say where it began, so its progress cannot be known'


def test_a_table_without_a_column_of_baselines_is_told_once() -> None:
    some = [
        key_result(str(n), f"Sell {n} % more", current=4)._replace(relative=True, cells={}) for n in (2, 3)
    ]
    (found,) = _told(okr_set(objective("O1", "Win", key_results=some)), "missing-baseline")
    assert (found.place.kind, found.severity) == (PlaceKind.TABLE, Severity.INFO)
    assert "(and 1 more key result) says how far to go, and nothing says from where" in found.message


def test_what_needs_no_baseline_is_not_asked_for_one() -> None:
    some = [
        key_result("1", "x", current=4, target=3, direction=Direction.MAINTAIN),
        key_result("2", "x", current=1, target=1, measure=Measure.YES_NO),
        key_result("3", "x", current=4, target=3, stated_meaning=Status.CANCELLED),
        key_result("4", "x", current=4, target=3, stated_progress=0.5),
        key_result("5", "x", current=4),
    ]
    assert _told(okr_set(objective("O1", "Win", key_results=some)), "missing-baseline") == []
