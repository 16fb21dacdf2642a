"""What holds for all rules together, whatever the OKRs."""

from __future__ import annotations

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.lint import Case, LintSettings, run
from okrsheets.model import Finding, KeyResult, Objective, Severity
from okrsheets.rules import CATALOGUE
from tests.cases import case_of
from tests.okrs import key_result, objective, okr_set

_WORDS = st.sampled_from(
    ["Win the east", "Answer every lead sooner", "Delight players", "Release more often"]
)
_IDS = st.sampled_from([None, "O1", "o 1", "SA-2", "CO-1", "2026-Q4-1"])
_TEXTS = st.sampled_from([None, "CO-1", "O1", "CO-9", "Company", "[HR.xlsx]O1", "Win the east", "n/a"])
_OWNERS = st.sampled_from([(), ("Ann",)])
_SHARES = st.sampled_from([None, 0.0, 0.4, 1.0])


@st.composite
def _key_results(draw: st.DrawFn, number: int) -> KeyResult:
    return key_result(
        None,
        f"{draw(_WORDS)} {number}",
        baseline=draw(_SHARES),
        target=draw(_SHARES),
        owners=draw(_OWNERS),
        stated_progress=draw(_SHARES),
        contributes_to=draw(_TEXTS),
    )


@st.composite
def _objectives(draw: st.DrawFn, number: int) -> Objective:
    """An objective with ids that may well be those of others; its keys are made of its titles."""
    count = draw(st.integers(0, 3))
    made = objective(
        None,
        f"{draw(_WORDS)} {number}",
        team=draw(st.sampled_from(["Company", "Sales", "Studio"])),
        sheet="OKRs",
        owners=draw(_OWNERS),
        stated_progress=draw(_SHARES),
        aligned_to=draw(_TEXTS),
        key_results=[draw(_key_results(n)) for n in range(count)],
    )
    key_results = tuple(each._replace(id=draw(_IDS)) for each in made.key_results)
    return made._replace(id=draw(_IDS), key_results=key_results)


_SOME = st.integers(1, 6).flatmap(lambda count: st.tuples(*(_objectives(n) for n in range(count))))


def _case(objectives: tuple[Objective, ...], lint: LintSettings | None = None) -> Case:
    okrs = okr_set(*objectives)
    resolutions = resolve(okrs, titles={"Plan.xlsx": "Plan.xlsx"}, settings=AlignmentSettings())
    half = dict.fromkeys(okrs.by_key, 0.5)
    return case_of(okrs, progress=half, settings=lint)._replace(resolutions=resolutions)


@given(data=st.data(), objectives=_SOME)
@settings(deadline=None, max_examples=30)
def test_the_order_of_rows_does_not_change_what_is_found(
    data: st.DataObject, objectives: tuple[Objective, ...]
) -> None:
    shuffled = data.draw(st.permutations(objectives))
    found, again = (run(_case(tuple(order)), CATALOGUE) for order in (objectives, shuffled))
    assert _said(found) == _said(again)


def _said(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """Rules and messages without the addresses they name: those move with their rows."""
    return {(each.rule, re.sub(r"[A-Z]\d+", "", each.message)) for each in found}


@given(objectives=_SOME)
@settings(deadline=None, max_examples=25)
def test_the_same_case_gives_the_same_findings(objectives: tuple[Objective, ...]) -> None:
    assert run(_case(objectives), CATALOGUE) == run(_case(objectives), reversed(CATALOGUE))


@given(objectives=_SOME, name=st.sampled_from([each.name for each in CATALOGUE]))
@settings(deadline=None, max_examples=30)
def test_a_rule_alone_finds_what_it_finds_among_all(objectives: tuple[Objective, ...], name: str) -> None:
    alone = run(_case(objectives, LintSettings(select=frozenset({name}))), CATALOGUE)
    assert alone == tuple(each for each in run(_case(objectives), CATALOGUE) if each.rule == name)


@given(objectives=_SOME)
@settings(deadline=None, max_examples=25)
def test_a_severity_that_was_set_holds_for_every_finding_of_its_rule(
    objectives: tuple[Objective, ...],
) -> None:
    quiet = LintSettings(severity={each.name: Severity.INFO for each in CATALOGUE})
    found = run(_case(objectives, quiet), CATALOGUE)
    assert {each.severity for each in found} <= {Severity.INFO}
    assert len(found) == len(run(_case(objectives), CATALOGUE))


@given(objectives=_SOME)
@settings(deadline=None, max_examples=25)
def test_every_finding_of_an_okr_stands_on_its_row(objectives: tuple[Objective, ...]) -> None:
    case = _case(objectives)
    for each in run(case, CATALOGUE):
        if each.okr is not None:
            assert each.place.row == case.okrs.by_key[each.okr].at.row


def _large(number: int) -> Case:
    faulty = [key_result(None, f"Step {n}", contributes_to="CO-1" if n else "CO-9") for n in range(5)]
    return _case(
        (
            objective("CO-1", "Expand", team="Company"),
            *(objective(None, f"Goal {n}", team=f"Team {n % 20}", key_results=faulty) for n in range(number)),
        )
    )


def test_the_time_grows_with_the_number_of_key_results_and_not_with_its_square() -> None:
    def seconds(case: Case) -> float:
        began = time.process_time()
        run(case, CATALOGUE)
        return time.process_time() - began

    small, large = _large(200), _large(1600)
    assert min(seconds(large) for _ in range(3)) < 24 * min(seconds(small) for _ in range(3))
