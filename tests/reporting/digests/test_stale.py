"""Mails on a night on which a source could not be read: what is as of another day, and what is not asked."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.grid import CellRef
from okrsheets.model import Figure, Figures, Finding, Place, Recipient, Results, Severity, Status
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.digests.mails import LEADER, digest

BEFORE = date(2026, 11, 19)
OTHER, MISSING = "plans/Other.xlsx", "plans/Missing.xlsx"
EAST, WEST = "2026-Q4/sales/S-1", "2026-Q4/sales/S-2"
BOTH = Recipient("dana@example.org", "Dana", okrs=frozenset({EAST, WEST}))


def as_read(*, because: str | None = None) -> Results:
    """Two objectives of Sales; that in the east stands in a workbook that was read on the 19th last."""
    okrs = okr_set(
        objective(
            "S-1", "Win the east", team="Sales", workbook=OTHER, key_results=[key_result("KR1", "Sell")]
        ),
        objective("S-2", "Win the west", team="Sales", key_results=[key_result("KR1", "Sell")]),
    )
    lost = Status.UNKNOWN if because else Status.BEHIND
    figures = {
        okr.key: Figure(0.4, status=lost, as_of=BEFORE, because=because)
        if okr.at.workbook == OTHER
        else Figure(0.4, status=Status.BEHIND)
        for okr in okrs.okrs
    }
    findings = (
        Finding("missing-owner", Severity.WARNING, Place.at_cell(CellRef(OTHER, "Sales", 2, 3)),
                "the east has no owner", "write one", EAST),
        Finding("missing-owner", Severity.WARNING, Place.at_cell(CellRef("Plan.xlsx", "Sales", 2, 3)),
                "the west has no owner", "write one", WEST),
        Finding("stale-source", Severity.WARNING, Place.of_workbook(OTHER), "could not be read", "see why"),
    )  # fmt: skip
    results = results_of(okrs, figures=Figures(figures, {}), findings=findings)
    books = (book._replace(as_of=BEFORE) if book.source == OTHER else book for book in results.workbooks)
    return results._replace(workbooks=tuple(books))


def line_below(title: str, text: str) -> str:
    lines = text.replace("\xa0", " ").splitlines()
    return lines[next(n for n, line in enumerate(lines) if title in line) + 1].strip()


def test_an_objective_that_could_not_be_read_is_told_as_of_its_day_and_no_other_is() -> None:
    made = digest(as_read(), BOTH)
    assert "as of 19 Nov 2026" in line_below("Win the east: 40", made.text)
    assert "as of" not in line_below("Win the west: 40", made.text)
    assert made.text.count("as of 19") == 2, "its key result does not say it again; the head names the file"
    assert made.html.replace("\xa0", " ").count("as of 19 Nov 2026") == 2


def test_the_head_of_a_mail_names_what_could_not_be_read_and_what_is_missing() -> None:
    results = as_read()._replace(unread=(MISSING,))
    said = " ".join(digest(results, LEADER).text.split())
    assert "shown as it was read last: Other.xlsx as of 19 Nov 2026. Could not" in said
    assert f"Could not be read now and is missing here: {MISSING}." in said


def test_a_day_that_is_said_as_the_reason_is_not_said_twice() -> None:
    made = digest(as_read(because="not read since 2026-11-19"), BOTH)
    line = line_below("Win the east: 40", made.text)
    assert "not read since 19 Nov 2026" in line
    assert "as of" not in line


@pytest.mark.parametrize("who", [BOTH, LEADER], ids=["owner", "leader"])
def test_nothing_is_asked_about_cells_that_could_not_be_read(who: Recipient) -> None:
    text = digest(as_read(), who).text
    assert "The west has no owner" in text
    assert "The east has no owner" not in text
    read = as_read()._replace(workbooks=())
    assert "The east has no owner" in digest(read, who).text, "it is asked where the source was read"


def test_that_a_source_could_not_be_read_is_told_to_who_leads() -> None:
    made = digest(as_read(), LEADER)
    assert "Could not be read\n" in made.text
