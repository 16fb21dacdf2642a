"""The words in our cells: short, plain, one line, worst first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.edits import ManagedRole
from okrsheets.grid import CellRef, Value
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    Figure,
    Figures,
    Finding,
    Objective,
    OkrSet,
    Outcome,
    Place,
    Resolution,
    Resolutions,
    Results,
    Severity,
    Status,
)
from okrsheets.writeback.words import CellWords, one_line

AT = CellRef("Plan.xlsx", "Sales", 2, 1)
OWN = Objective(key="own", id="O1", title="Win the east", at=AT)
TOP = Objective(
    key="top", id="CO-1", title="Expand the market", at=AT._replace(sheet="Goals"), team="Company"
)


def said(
    role: ManagedRole,
    *,
    figure: Figure | None = None,
    resolutions: tuple[Resolution, ...] = (),
    findings: tuple[Finding, ...] = (),
    warnings: Severity | None = Severity.WARNING,
    top: Objective = TOP,
) -> Value:
    """What a cell of this role says of the objective `own`."""
    results = Results(
        workbooks=(),
        readings=(),
        okrs=OkrSet.of((OWN, top)),
        resolutions=Resolutions(resolutions, (), frozenset()),
        figures=Figures({"own": figure} if figure else {}, {}),
        findings=findings,
        today=date(2026, 11, 3),
    )
    return CellWords.of(results, keys={"own"}, warnings=warnings).value("own", role)


def aligned(
    text: str = "CO-1", *, outcome: Outcome = Outcome.RESOLVED, share: float | None = None
) -> Resolution:
    return Resolution(
        child="own",
        source=AlignmentText(text, AT),
        text=text,
        outcome=outcome,
        kind=AlignmentKind.DIRECTIONAL,
        share=share,
        parent="top" if outcome is Outcome.RESOLVED else None,
    )


def fault(
    message: str,
    *,
    severity: Severity = Severity.WARNING,
    hint: str | None = None,
    place: Place | None = None,
) -> Finding:
    return Finding("a-rule", severity, place or Place.at_cell(AT), message, hint, okr="own")


@pytest.mark.parametrize(
    ("progress", "cell"),
    [(0.33333333, 0.3333), (1.25, 1.25), (-0.00001, 0.0), (None, None), (float("nan"), None), (0.0, 0.0)],
)
def test_progress_is_a_number_or_blank(progress: float | None, cell: Value) -> None:
    assert said(ManagedRole.PROGRESS, figure=Figure(progress=progress)) == cell


def test_unknown_progress_says_why_in_the_status() -> None:
    figure = Figure(progress=None, because="no target")
    assert said(ManagedRole.STATUS, figure=figure) == "unknown: no target"
    assert said(ManagedRole.STATUS, figure=Figure(progress=0.5, status=Status.AT_RISK)) == "at risk"


def test_an_alignment_names_team_id_title_and_kind() -> None:
    assert said(ManagedRole.ALIGNED_TO, resolutions=(aligned(),)) == (
        'Company CO-1 "Expand the market" (directional)'
    )


def test_several_alignments_stand_side_by_side_with_their_shares() -> None:
    both = (aligned(share=0.6), aligned("CO-9", outcome=Outcome.DANGLING))
    assert said(ManagedRole.ALIGNED_TO, resolutions=both) == (
        'Company CO-1 "Expand the market" (directional, 60 %); ?'
    )


def test_a_team_alone_is_said_as_written() -> None:
    assert said(ManagedRole.ALIGNED_TO, resolutions=(aligned("Company", outcome=Outcome.VAGUE),)) == (
        "Company (directional)"
    )


def test_an_id_that_begins_the_title_is_said_once() -> None:
    top = Objective(key="top", id="CO-1", title="CO-1: Expand", at=AT)
    assert said(ManagedRole.ALIGNED_TO, resolutions=(aligned(),), top=top) == (
        'Sales "CO-1: Expand" (directional)'
    )


def test_the_worst_two_warnings_are_said_and_the_others_counted() -> None:
    findings = (
        fault("first"),
        fault("second"),
        fault("third", severity=Severity.ERROR, hint="mend it"),
        fault("a hint", severity=Severity.INFO),
    )
    assert said(ManagedRole.WARNINGS, findings=findings) == (
        "third; mend it [a-rule]; first [a-rule]; and 1 more: see the report"
    )


def test_only_what_concerns_the_row_enters_the_sheet() -> None:
    assert (
        said(ManagedRole.WARNINGS, findings=(fault("x", place=Place.of_tab("Plan.xlsx", "Sales")),)) is None
    )


def test_warnings_can_be_held_to_errors_or_off() -> None:
    findings = (fault("minor"), fault("major", severity=Severity.ERROR))
    assert said(ManagedRole.WARNINGS, findings=findings, warnings=Severity.ERROR) == "major [a-rule]"
    assert said(ManagedRole.WARNINGS, findings=findings, warnings=None) is None


def test_the_notes_of_an_objective_are_its_parents_and_its_warnings() -> None:
    notes = said(ManagedRole.OBJECTIVE_NOTES, resolutions=(aligned(),), findings=(fault("no owner"),))
    assert notes == 'aligned to Company CO-1 "Expand the market" (directional); no owner [a-rule]'


@given(st.text())
def test_every_text_is_one_printable_line_of_at_most_500_letters(text: str) -> None:
    line = one_line(text * 40)
    assert len(line) <= 500
    assert one_line(line) == line
    assert line.isprintable() or not any(sign in line for sign in "\n\r\t\x00\x07\u2028\u202e\ud800")
    line.encode("utf-8")


def test_ten_long_warnings_still_say_how_many_more_there_are() -> None:
    findings = tuple(fault("very " * 100) for _ in range(10))
    text = said(ManagedRole.WARNINGS, findings=findings)
    assert isinstance(text, str)
    assert len(text) <= 500
    assert text.endswith("and 8 more: see the report")
