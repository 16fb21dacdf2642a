"""Work that serves nothing and goals that nothing serves, beyond the examples of the pages."""

from __future__ import annotations

import pytest

from okrsheets.lint import Case, run
from okrsheets.model import AlignmentKind, Field, Figure, Figures, OkrSet, Outcome, Status
from okrsheets.rules import CATALOGUE, alignment
from tests.cases import case_of, resolution
from tests.okrs import key_result, objective, okr_set

COMPANY = "2026-Q4/company/CO-1"
WINS = "2026-Q4/sales/SA-1"
ANSWERS = "2026-Q4/sales/SA-2"


def _okrs(*, second: str | None = None, second_status: Status | None = None) -> OkrSet:
    return okr_set(
        objective(
            "CO-1", "Expand", team="Company", key_results=[key_result("KR1", "Win accounts", target=40)]
        ),
        objective("SA-1", "Win the east", team="Sales", aligned_to="CO-1"),
        objective(
            "SA-2",
            "Answer sooner",
            team="Sales",
            aligned_to=second,
            columns=[Field.PARENT],
            stated_meaning=second_status,
        ),
    )


def _case(
    okrs: OkrSet, outcome: Outcome | None = None, kind: AlignmentKind = AlignmentKind.DIRECTIONAL
) -> Case:
    resolutions = [resolution(okrs, WINS, Outcome.RESOLVED, parent=COMPANY)]
    if outcome is not None:
        resolutions.append(resolution(okrs, ANSWERS, outcome, kind=kind))
    return case_of(okrs, resolutions=resolutions, top_level=[COMPANY])


def _rules_heard(case: Case) -> list[str]:
    wanted = {"orphan-objective", "unsupported-key-result", "no-alignment", "dangling-alignment"}
    return [each.rule for each in run(case, CATALOGUE) if each.rule in wanted]


def test_an_orphan_is_told_at_the_cell_that_should_say_its_parent() -> None:
    okrs = _okrs()
    (found,) = run(_case(okrs), alignment.RULES)
    assert (found.rule, found.message) == ("orphan-objective", 'SA-2 "Answer sooner" is aligned to nothing')
    assert found.place.ref == okrs.by_key[ANSWERS].cells[Field.PARENT]


@pytest.mark.parametrize("outcome", [Outcome.VAGUE, Outcome.UNREACHABLE])
def test_an_alignment_that_leads_somewhere_makes_no_orphan(outcome: Outcome) -> None:
    assert _rules_heard(_case(_okrs(second="Company"), outcome)) == []


def test_a_dependency_is_no_alignment() -> None:
    case = _case(_okrs(second="Legal"), Outcome.RESOLVED, AlignmentKind.DEPENDENCY)
    assert _rules_heard(case) == ["orphan-objective"]


def test_an_alignment_that_dangles_is_told_once() -> None:
    assert _rules_heard(_case(_okrs(second="CO-9"), Outcome.DANGLING)) == ["dangling-alignment"]


def test_a_cancelled_objective_is_no_orphan() -> None:
    assert _rules_heard(_case(_okrs(second_status=Status.CANCELLED))) == []


def test_an_objective_whose_key_result_is_aligned_is_no_orphan() -> None:
    okrs = okr_set(
        objective("CO-1", "Expand", team="Company"),
        objective(
            "SA-1",
            "Win the east",
            team="Sales",
            key_results=[key_result("KR1", "Sign partners", contributes_to="CO-1")],
        ),
    )
    links = [resolution(okrs, f"{WINS}/KR1", Outcome.RESOLVED, parent=COMPANY)]
    assert run(case_of(okrs, resolutions=links, top_level=[COMPANY]), alignment.RULES) == ()


def test_a_top_level_key_result_that_nothing_is_aligned_to_is_told() -> None:
    okrs = _okrs()
    case = case_of(
        okrs,
        resolutions=[resolution(okrs, WINS, Outcome.RESOLVED, parent=ANSWERS)],
        top_level=[COMPANY, ANSWERS],
    )
    (found,) = run(case, alignment.RULES)
    assert found.message == 'no team works towards KR1 "Win accounts": nothing is aligned to it'
    assert found.okr == f"{COMPANY}/KR1"


@pytest.mark.parametrize("said_of", ["key result", "objective", "figures", "nothing"])
def test_a_top_level_key_result_that_is_done_needs_nobody(said_of: str) -> None:
    done = {said_of: Status.DONE}
    okrs = okr_set(
        objective(
            "CO-1",
            "Expand",
            team="Company",
            stated_meaning=done.get("objective"),
            key_results=[key_result("KR1", "Win accounts", stated_meaning=done.get("key result"))],
        ),
        objective("CO-2", "Be known", team="Company"),
        objective("SA-1", "Win the east", team="Sales", aligned_to="CO-2", columns=[Field.PARENT]),
    )
    known = f"{COMPANY}/KR1", "2026-Q4/company/CO-2"
    reached = Figure(progress=1.0, status=done.get("figures", Status.ON_TRACK))
    case = case_of(
        okrs,
        resolutions=[resolution(okrs, WINS, Outcome.RESOLVED, parent=known[1])],
        top_level=[COMPANY, known[1]],
    )._replace(figures=Figures({known[0]: reached}, {}))
    told = [each.okr for each in run(case, alignment.RULES) if each.rule == "unsupported-key-result"]
    assert told == ([known[0]] if said_of == "nothing" else [])


def test_where_nothing_is_aligned_that_is_said_once() -> None:
    assert [each.message for each in run(case_of(_okrs()), alignment.RULES)] == [
        "nothing in Company and Sales is aligned to anything"
    ]


def test_a_single_team_is_not_asked_for_alignment() -> None:
    okrs = okr_set(objective("O1", "Win", team="Sales"), objective("O2", "Answer", team="Sales"))
    assert run(case_of(okrs), alignment.RULES) == ()
