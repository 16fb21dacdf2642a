"""What a mail says: to whom, in which order, how much of it, and when there is nothing to say."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from okrsheets.model import Recipient, Results
from okrsheets.reporting import Digests, render_digest
from tests.okrs import okr_set
from tests.reporting.company import TODAY, results_of
from tests.reporting.digests.mails import (
    LAST_MAIL,
    LEADER,
    OWNER,
    SALES,
    SETTINGS,
    Anchors,
    digest,
    seen_before,
)


@pytest.fixture
def moved(results: Results) -> Results:
    """The company after a week in which a key result of Sales and one of its parents moved."""
    return seen_before(
        results, {"2026-Q4/sales/S-1/KR1": 2.6e6, "2026-Q4/company/CO-1/KR1": 1, "2026-Q4/it/IT-4/KR1": 0.08}
    )


def headings(text: str) -> list[str]:
    lines = text.splitlines()
    return [line for line, below in pairwise(lines) if below and set(below) == {"-"}]


def test_a_mail_says_first_how_it_stands_then_what_needs_one_then_what_became_of_its_parents(
    moved: Results,
) -> None:
    assert headings(digest(moved, SALES).text) == [
        "Where your objectives stand",
        "Moved since 15 Nov",
        "What needs you",
        "What they are aligned to",
    ]
    assert headings(digest(moved, OWNER).text) == [
        "Where your objectives stand",
        "What they depend on",
        "Moved since 15 Nov",
        "What needs you",
        "What they are aligned to",
    ]


def test_who_leads_is_told_of_the_company_its_teams_and_the_worst_of_it(moved: Results) -> None:
    text = digest(moved, LEADER).text
    assert "Company progress: 55\xa0% ✔ On track" in text
    assert headings(text) == [
        "Where the teams stand",
        "Where the top objectives stand",
        "What needs someone",
        "Moved since 15 Nov",
    ]


def test_a_team_is_told_of_its_own_and_nothing_of_others(moved: Results) -> None:
    text = digest(moved, SALES).text
    assert "Win the east coast" in text
    assert "CO-1 Expand the market in North America" in text, "it is aligned to that"
    for others in ("Reduce churn", "Halve the cost", "Be the brand", "unmeasurable"):
        assert others not in text


def test_who_owns_something_is_asked_only_for_that_and_told_what_else_the_team_is_after(
    moved: Results,
) -> None:
    company, one = ("Company",), "2026-Q4/company/CO-2"
    owner = Recipient("ann@example.org", "Ann", okrs=frozenset({one, f"{one}/KR1"}), teams=company)
    made = digest(moved, owner)
    assert headings(made.text)[-1] == "The other objectives of Company", "behind what needs them"
    assert (
        made.text.index("CO-2 Become")
        < made.text.index("What needs you")
        < made.text.index("The other objectives")
        < made.text.rindex("CO-1 Expand")
    )
    assert made.needs == 1, "nobody owns its KR3, on which nobody works"


def test_who_owns_a_key_result_is_told_of_it_and_of_the_objective_that_it_belongs_to(
    moved: Results,
) -> None:
    company, one = ("Company",), "2026-Q4/company/CO-2/KR1"
    owner = Recipient("ben@example.org", "Ben", okrs=frozenset({one}), teams=company)
    made = digest(moved, owner)
    assert made.needs == 0
    assert made.subject == "OKR alignment: Ben, 2026 Q4"
    assert headings(made.text)[0] == "Where your key results stand"
    assert "CO-2 KR1 is one of its key results" in " ".join(made.text.split())
    lead = digest(moved, owner._replace(leads=company))
    assert lead.needs == 1, "whatever is amiss in the team is the lead's to see to"
    assert lead.subject == "OKR alignment: Company, 2026 Q4"
    assert "Progress of Company: 55\xa0%" in lead.text


def test_a_list_of_teams_is_told_where_they_stand(moved: Results) -> None:
    made = digest(moved, Recipient("list@example.org", "list@example.org", teams=("Sales", "IT")))
    assert headings(made.text)[0] == "The objectives of Sales and IT"
    assert (made.needs, made.news) == (0, 2)
    assert made.subject == "OKR alignment: Sales and IT, 2026 Q4"


def test_own_moves_come_before_those_of_the_team(results: Results) -> None:
    one = "2026-Q4/company"
    far = seen_before(results, {f"{one}/CO-1/KR1": 1, f"{one}/CO-2/KR1": 40})
    owner = Recipient("ann@example.org", "Ann", okrs=frozenset({f"{one}/CO-2"}), teams=("Company",))
    text = digest(far, owner).text
    moves = text[text.index("Moved since") :]
    assert moves.index("CO-2 KR1") < moves.index("CO-1 KR1")


def test_whom_nothing_concerns_gets_no_mail(results: Results) -> None:
    digests = Digests.of(results, settings=SETTINGS)
    for nobody in (
        Recipient("a@example.org", "Ann"),
        Recipient("a@example.org", "Ann", teams=("Gardening",)),
        Recipient("a@example.org", "Ann", okrs=frozenset({"2025-Q1/gone/G-1"})),
    ):
        assert digests.digest(nobody, since=LAST_MAIL) is None
    assert render_digest(results_of(okr_set()), LEADER, since=None, settings=SETTINGS) is None


def test_nobody_gets_mail_about_a_cycle_that_is_over(results: Results) -> None:
    over = results._replace(today=date(2027, 2, 1))
    for one in (SALES, OWNER, LEADER):
        assert render_digest(over, one, since=TODAY, settings=SETTINGS) is None


def test_a_mail_without_requests_and_news_is_empty(results: Results) -> None:
    still = seen_before(results)._replace(findings=())
    made = digest(still, SALES)
    assert made.empty
    assert (made.needs, made.news) == (0, 0)
    assert "Nobody moved a value or a target." in made.text
    assert "Nothing right now." in made.text


def test_what_moved_and_what_needs_one_is_counted(moved: Results) -> None:
    made = digest(moved, SALES)
    assert not made.empty
    assert made.needs == 1
    assert made.news == 2, "a key result of its own, and a parent"
    assert (
        made.preheader == "1 behind of 1 objective; 1 thing needs you; 1 key result moved; news of 1 parent."
    )


def test_the_subject_is_the_same_all_cycle_long_or_has_the_week_in_it(results: Results) -> None:
    assert digest(results, SALES).subject == "OKR alignment: Sales, 2026 Q4"
    assert digest(results, LEADER).subject == "OKR alignment: Northwind, 2026 Q4"
    assert digest(results, OWNER).subject == "OKR alignment: Sam Lee, 2026 Q4"
    weekly = SETTINGS._replace(threaded=False)
    assert digest(results, SALES, settings=weekly).subject == "OKR alignment: Sales, week 47 of 2026"


def test_a_request_opens_the_very_cell_or_names_it_where_the_workbook_has_no_address(
    results: Results,
) -> None:
    made = digest(results, OWNER)
    assert "   Open Product.xlsx, tab Product, cell B4\n" in made.text
    assert "<https://sheets.example.org/product?tab=Product&range=B4>" in made.text
    there = "https://sheets.example.org/product?tab=Product&range=B4"
    assert (there, "Open Product.xlsx, tab Product, cell B4") in Anchors(made.html).found
    made = digest(results, SALES)
    assert "   In Company.xlsx, tab Sales, cell" in made.text
    assert "sheets.example.org" not in made.html


def test_without_an_address_of_the_report_there_is_no_link_to_it(results: Results) -> None:
    made = digest(results, SALES, settings=SETTINGS._replace(report_url=None))
    assert "href" not in made.html
    assert "http" not in made.text


def test_links_lead_to_the_page_of_the_one_team_and_to_the_objective(results: Results) -> None:
    made = digest(results, SALES)
    assert "<https://okr.example.org/q4/teams/sales.html>" in made.text
    objective = "https://okr.example.org/q4/latest.html#o-2026-q4-sales-s-1"
    assert (objective, "S-1 Win the east coast") in Anchors(made.html).found
    assert "<https://okr.example.org/q4/latest.html>" in digest(results, LEADER).text
