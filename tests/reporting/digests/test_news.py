"""What a mail tells of earlier: what moved since the last one, and what became of parents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from time import process_time

import pytest

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Figure,
    Figures,
    HistoryView,
    Moment,
    Past,
    Recipient,
    Results,
    Status,
)
from okrsheets.reporting import Digests
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import TODAY, results_of
from tests.reporting.digests.mails import LAST_MAIL, SALES, SETTINGS, digest, large, seen_before

PARENT, CHILD = "2026-Q4/company/CO-1", "2026-Q4/sales/S-1"
LONG_AGO = TODAY - timedelta(days=30)


def aligned(**parent: object) -> Results:
    """An objective of Sales, aligned to one of the company."""
    okrs = okr_set(
        objective(
            "CO-1",
            "Expand the market",
            team="Company",
            key_results=[key_result("KR1", "Open 3 offices", baseline=0, current=2, target=3)],
            **parent,  # type: ignore[arg-type] # fields of an objective, as each test has them
        ),
        objective("S-1", "Win the east", team="Sales", aligned_to="CO-1"),
    )
    figures = Figures(dict.fromkeys(okrs.by_key, Figure(0.5, status=Status.ON_TRACK)), {})
    link = Alignment(CHILD, PARENT, AlignmentKind.DIRECTIONAL, None, carries=False)
    return results_of(okrs, alignments=(link,), figures=figures)


def after(results: Results, moments: Mapping[str, Moment]) -> Results:
    pasts = {key: Past(key, (moment,)) for key, moment in moments.items()}
    return results._replace(history=HistoryView({CHILD: Past(CHILD, (Moment(LONG_AGO),))} | pasts))


def became(results: Results, before: Moment) -> list[str]:
    """The lines below the parent in the mail of Sales."""
    text = digest(after(results, {PARENT: before}), SALES).text
    lines = text[text.index("What they are aligned to") :].splitlines()[2:]
    below = lines[: lines.index("  <https://okr.example.org/q4/latest.html#o-2026-q4-company-co-1>")]
    return [line.strip() for line in below[3:]]


def test_a_parent_that_was_renamed_is_told_with_the_words_it_had() -> None:
    before = Moment(LONG_AGO, "Grow  somewhere")
    assert became(aligned(), before) == ["was called “Grow somewhere”"]
    assert became(aligned(), Moment(LONG_AGO, "Expand  the market")) == [], "blanks are no new name"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (date(2026, 11, 30), "is due 15 Dec now, was due 30 Nov"),
        (date(2027, 1, 31), "is due 15 Dec now, was due 31 Jan 2027"),
        (None, "is due 15 Dec now"),
    ],
)
def test_another_day_of_a_parent_is_told(before: date | None, said: str) -> None:
    moment = Moment(LONG_AGO, "Expand the market", due=before)
    assert became(aligned(due=date(2026, 12, 15)), moment) == [said]


@pytest.mark.parametrize("given_up", [Status.POSTPONED, Status.CANCELLED])
def test_a_parent_that_was_given_up_is_told_once(given_up: Status) -> None:
    results = aligned(stated_meaning=given_up)
    assert became(results, Moment(LONG_AGO, "Expand the market")) == [f"was {given_up.value}"]
    assert became(results, Moment(LONG_AGO, "Expand the market", status=given_up)) == []


def test_a_target_of_a_parent_that_was_lowered_is_told_with_both() -> None:
    moment = Moment(LONG_AGO, "Open 3 offices", 0, 2, 5, progress=0.4)
    text = digest(after(aligned(), {f"{PARENT}/KR1": moment}), SALES).text
    assert "Target lowered: KR1 Open 3 offices (5 → 3)" in text
    assert digest(after(aligned(), {f"{PARENT}/KR1": moment}), SALES).news == 1


def test_what_was_known_at_the_last_mail_is_no_news() -> None:
    moments = (
        Moment(LONG_AGO, "Grow somewhere"),
        Moment(LAST_MAIL, "Expand the market"),
    )
    results = aligned()
    results = results._replace(history=HistoryView({PARENT: Past(PARENT, moments)}))
    assert digest(results, SALES).news == 0
    assert digest(results, SALES, since=LAST_MAIL - timedelta(days=1)).news == 1


def test_the_first_mail_looks_back_a_week_or_to_the_first_sync(results: Results) -> None:
    before = seen_before(results, {"2026-Q4/sales/S-1/KR1": 2.6e6})
    assert "Moved since 15 Nov" in digest(before, SALES, since=None).text
    young = {
        key: past._replace(moments=(past.last._replace(day=TODAY - timedelta(days=2)),))
        for key, past in before.history.pasts.items()
    }
    assert "Moved since 20 Nov" in digest(before._replace(history=HistoryView(young)), SALES, since=None).text


def test_where_nobody_looked_before_nothing_is_said_of_moves(results: Results) -> None:
    made = digest(results, SALES)
    assert "Moved since" not in made.text
    assert made.news == 0


def test_a_mail_costs_what_it_says_and_not_what_the_company_has() -> None:
    def cost(objectives: int) -> float:
        results = large(objectives)
        digests = Digests.of(seen_before(results), settings=SETTINGS)
        owners = [
            Recipient("x@example.org", "X", okrs=frozenset(each.key for each in one.family))
            for one in results.okrs.objectives[:60]
        ]
        took = []
        for _ in range(3):
            begun = process_time()
            assert all(digests.digest(owner, since=LAST_MAIL) for owner in owners)
            took.append(process_time() - begun)
        return min(took)

    assert cost(1500) < 3 * cost(60)
