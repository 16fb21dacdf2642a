"""Where a reference looks, in which order, and what it says where it finds nothing or too much."""

from __future__ import annotations

import pytest

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.model import AlignmentKind, KeyResult, Objective, OkrSet, Outcome, Resolution
from tests.okrs import Q4, YEAR, key_result, objective, okr_set

PLAN, PRODUCT = "plans/plan.xlsx", "plans/Product 2026.xlsx"
TITLES = {PLAN: "plan.xlsx", PRODUCT: "Product 2026.xlsx"}


def _company() -> list[Objective]:
    """Three tabs in one workbook and one tab in another."""
    return [
        objective(
            "CO-1",
            "Expand the market in North America",
            team="Company",
            workbook=PLAN,
            key_results=[
                key_result("KR1", "Win 40 new accounts in the west", target=40),
                key_result("KR2", "Open offices in Ohio, Texas and Utah", target=3),
            ],
        ),
        objective(
            "CO-2",
            "Become a place where people stay",
            team="Company",
            workbook=PLAN,
            key_results=[key_result("KR1", "Lower attrition to 5 %", target=0.05)],
        ),
        objective("CO-3", "CO-3: Earn the trust of auditors", team="Company", workbook=PLAN, cycle=YEAR),
        objective(
            "O1",
            "Go to market as one",
            team="Go to market",
            workbook=PLAN,
            key_results=[
                key_result("KR1.1", "Train 30 sellers", target=30),
                key_result("KR1.2", "Publish 12 case studies", target=12),
            ],
        ),
        objective("O2", "1. Sharpen the message", team="Go to market", workbook=PLAN),
        objective(
            "ENG-3",
            "Ship the platform that partners ask for",
            team="Engineering",
            workbook=PRODUCT,
            key_results=[key_result("1", "99.9 % uptime", target=0.999)],
        ),
        objective("2022-Q1-CTO-1.5", "Reduce tech debt", team="Engineering", workbook=PRODUCT),
        objective(None, "Support customers, partners and sellers", team="Engineering", workbook=PRODUCT),
    ]


CO1, CO2, CO3 = (f"{cycle}/company/CO-{n}" for n, cycle in ((1, "2026-Q4"), (2, "2026-Q4"), (3, "2026")))
GO, ENG, CTO = (
    "2026-Q4/go-to-market/O1",
    "2026-Q4/engineering/ENG-3",
    "2026-Q4/engineering/2022-Q1-CTO-1.5",
)
SUPPORT = "2026-Q4/engineering/support-customers-partners-and-sellers"
MESSAGE = "2026-Q4/go-to-market/O2"


def _resolutions(text: str) -> tuple[Resolution, ...]:
    """What the objective of a small team in the first workbook means by a text."""
    asking = objective("S-1", "Delight the seekers", team="Seekers", workbook=PLAN, aligned_to=text)
    okrs = okr_set(*_company(), asking)
    return resolve(okrs, titles=TITLES, settings=AlignmentSettings()).resolutions


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("CO-9", CO1),
        ("Company!CO-9", CO1),
        ("Expand the marketing in South America", CO1),
        ("[plan.xlsx]Company!CO-9", CO1),
        ("Reduce the technical debt", CTO),
        ("ENG-3 and something nobody wrote down", ENG),
    ],
)
def test_what_dangles_names_what_comes_closest(text: str, nearest: str) -> None:
    (found,) = _resolutions(text)
    assert found.outcome is Outcome.DANGLING
    assert found.nearest[0] == nearest
    assert len(found.nearest) <= 3


def test_what_is_like_nothing_dangles_without_suggestions() -> None:
    (found,) = _resolutions("Zebras")
    assert (found.outcome, found.nearest) == (Outcome.DANGLING, ())


def test_titles_that_differ_in_a_number_are_not_the_same() -> None:
    (found,) = _resolutions("2.5 Train 40 sellers")
    assert found.outcome is Outcome.DANGLING


def test_an_id_before_the_title_of_another_okr_is_ambiguous() -> None:
    (found,) = _resolutions("CO-2: Expand the market in North America")
    assert (found.outcome, found.candidates) == (Outcome.AMBIGUOUS, (CO2, CO1))


def test_an_id_that_stands_twice_in_the_top_level_is_ambiguous() -> None:
    (found,) = _resolutions("KR1")
    assert (found.outcome, found.candidates) == (Outcome.AMBIGUOUS, (f"{CO1}/KR1", f"{CO2}/KR1"))


STRAIGHTFORWARD, DIRECTIONAL, DEPENDENCY = AlignmentKind


def _asked(*objectives: Objective, settings: AlignmentSettings | None = None) -> tuple[Resolution, ...]:
    okrs: OkrSet = okr_set(*objectives)
    titles = {each.at.workbook: each.at.workbook for each in objectives}
    return resolve(okrs, titles=titles, settings=settings or AlignmentSettings()).resolutions


def test_a_key_result_with_a_parent_is_straightforward_and_an_objective_directional() -> None:
    found = _asked(
        objective("CO-1", "Grow", team="Company"),
        objective(
            "O1",
            "Sell",
            team="Sales",
            aligned_to="CO-1",
            key_results=[key_result("KR1", "Sell more", aligned_to="CO-1")],
        ),
        objective("O2", "Renew", team="Sales", contributes_to="CO-1", depends_on="O1"),
    )
    assert [each.kind for each in found] == [DIRECTIONAL, STRAIGHTFORWARD, STRAIGHTFORWARD, DEPENDENCY]


def test_the_kind_that_is_said_for_a_tab_or_for_all_holds_where_no_words_say_one() -> None:
    company = objective("CO-1", "Grow", team="Company")
    teams = [
        objective(
            "O1",
            "Sell",
            team=team,
            aligned_to=f"{words}CO-1",
            key_results=[key_result("KR1", "Sell more", aligned_to=f"{words}CO-1")],
        )
        for team, words in (("Sales", ""), ("Sales East", ""), ("Service", ""), ("Legal", "supports "))
    ]
    settings = AlignmentSettings(
        kind=STRAIGHTFORWARD, kinds={"Plan.xlsx": {"Sales*": STRAIGHTFORWARD, "Sales": DIRECTIONAL}}
    )
    found = _asked(company, *teams, settings=settings)
    assert [each.kind for each in found] == [
        *(DIRECTIONAL, DIRECTIONAL),
        *(STRAIGHTFORWARD, STRAIGHTFORWARD),
        *(STRAIGHTFORWARD, STRAIGHTFORWARD),
        *(DIRECTIONAL, DIRECTIONAL),
    ]


def test_a_heading_says_the_kind_before_what_is_said_for_its_tab() -> None:
    company = objective("CO-1", "Grow", team="Company")
    sales = objective("O1", "Sell", team="Sales", supports="CO-1", contributes_to="CO-1", depends_on="CO-1")
    settings = AlignmentSettings(kind=STRAIGHTFORWARD)
    found = _asked(company, sales, settings=settings)
    assert {each.kind for each in found} == {STRAIGHTFORWARD, DIRECTIONAL, DEPENDENCY}


def test_a_workbook_can_be_the_top_level_as_a_whole() -> None:
    board = objective("O1", "Grow", team="Board", workbook="Board.xlsx")
    others = [
        objective("O1", "Sell", team="Company"),
        objective("O2", "Renew", team="Sales", aligned_to="O1"),
    ]
    okrs = okr_set(board, *others)
    titles = {"Board.xlsx": "Board.xlsx", "Plan.xlsx": "Plan.xlsx"}
    settings = AlignmentSettings(top_sources=frozenset({"Board.xlsx"}))
    found = resolve(okrs, titles=titles, settings=settings)
    assert found.top_level == {board.key}
    assert [each.parent for each in found.resolutions] == [board.key]


def test_a_bare_id_means_the_top_level_before_the_own_tab() -> None:
    company = objective("O1", "Grow", team="Company")
    sales = [objective("O1", "Sell", team="Sales"), objective("O2", "Renew", team="Sales", aligned_to="O1")]
    (found,) = _asked(*sales, company)
    assert found.parent == company.key


def test_a_dependency_means_the_own_tab_first() -> None:
    company = objective("O1", "Grow", team="Company")
    sales = [objective("O1", "Sell", team="Sales"), objective("O2", "Renew", team="Sales", depends_on="O1")]
    (found,) = _asked(company, *sales)
    assert found.parent == sales[0].key


def test_another_tab_of_the_workbook_goes_before_the_own_tab_and_other_workbooks() -> None:
    own = [objective("O1", "Sell", team="Sales"), objective("O2", "Renew", team="Sales", aligned_to="O1")]
    neighbour = objective("O1", "Advertise", team="Marketing")
    abroad = objective("O1", "Build", team="Product", workbook="Product.xlsx")
    assert [each.parent for each in _asked(abroad, *own, neighbour)] == [neighbour.key]
    assert [each.parent for each in _asked(abroad, *own)] == [own[0].key]
    assert [each.parent for each in _asked(abroad, own[1])] == [abroad.key]


def test_the_same_cycle_goes_first_then_one_that_contains_it_and_no_other() -> None:
    last = objective("O1", "Grow", team="Company", cycle=Q4._replace(label="2025-Q4", start=YEAR.start))
    yearly = objective("O1", "Grow for the year", team="Company", cycle=YEAR)
    now = objective("O1", "Grow now", team="Company")
    asking = objective("S1", "Sell", team="Sales", aligned_to="O1")
    first = last.cycle
    assert first is not None
    gone = objective("O1", "Grow", team="Company", cycle=first._replace(end=Q4.start))
    assert [each.parent for each in _asked(gone, yearly, now, asking)] == [now.key]
    assert [each.parent for each in _asked(gone, yearly, asking)] == [yearly.key]
    assert [each.outcome for each in _asked(gone, asking)] == [Outcome.DANGLING]


def test_an_okr_never_means_itself_or_its_own_while_there_is_another() -> None:
    neighbour = objective("O1", "Advertise", team="Marketing", key_results=[key_result("KR1", "Ads")])
    own = objective(
        "O1",
        "Sell",
        team="Sales",
        aligned_to="O1",
        key_results=[key_result("KR1", "Calls", aligned_to="KR1")],
    )
    assert [each.parent for each in _asked(own, neighbour)] == [neighbour.key, neighbour.key_results[0].key]


def test_a_key_result_that_names_its_own_objective_is_not_aligned_by_it() -> None:
    own = objective("O1", "Sell", team="Sales", key_results=[key_result("KR1", "Calls", aligned_to="O1")])
    assert _asked(own) == ()


def test_a_team_column_says_who_is_at_the_top_of_a_shared_tab() -> None:
    company = objective("O1", "Grow", team="Company", sheet="Company OKRs")
    sales = objective("O1", "Sell", team="Sales", sheet="Company OKRs")
    asking = objective("O7", "Renew", team="Service", sheet="Company OKRs", aligned_to="O1")
    (found,) = _asked(sales, company, asking)
    assert found.parent == company.key


def test_key_results_carry_their_cell_and_words() -> None:
    okrs = okr_set(
        objective("O1", "Sell", team="Sales", key_results=[key_result("KR1", "Calls", aligned_to="ENG-9")])
    )
    (found,) = resolve(okrs, titles={}, settings=AlignmentSettings()).resolutions
    key_result_row = next(okrs.key_results)
    assert isinstance(okrs.by_key[found.child], KeyResult)
    assert found.source == key_result_row.alignment_texts[0]
    assert found.text == "ENG-9"


def _forty_teams() -> list[Objective]:
    """Tabs made from one template in four workbooks: each has an O1 and an O3 of its own."""
    return [
        objective(name, f"{verb} region {number}", team=f"Team {number}", workbook=f"{number % 4}.xlsx")
        for number in range(1, 41)
        for name, verb in (("O1", "Open"), ("O3", "Win"))
    ]


def test_an_id_with_the_beginning_of_its_title_is_found_among_many_tabs_that_have_that_id() -> None:
    teams = _forty_teams()
    asking = objective("S1", "Serve", team="Service", workbook="9.xlsx", aligned_to="O3: Win region 29")
    (found,) = _asked(*teams, asking)
    assert found.parent == "2026-Q4/team-29/O3"
    (found,) = _asked(*reversed(teams), asking)
    assert found.parent == "2026-Q4/team-29/O3"


def test_an_id_in_one_of_many_tabs_that_have_that_id_is_found_by_the_name_of_the_tab() -> None:
    asking = objective("S1", "Serve", team="Service", workbook="9.xlsx", aligned_to="Team 29!O3")
    also = objective("S2", "Serve well", team="Service", workbook="9.xlsx", aligned_to="O3 (Team 31)")
    found = _asked(*_forty_teams(), asking, also)
    assert [each.parent for each in found] == ["2026-Q4/team-29/O3", "2026-Q4/team-31/O3"]


def test_the_own_workbook_goes_before_others_among_many_tabs_that_have_an_id() -> None:
    teams = _forty_teams()
    near = objective("O3", "Win at home", team="Home", workbook="9.xlsx")
    asking = objective("S1", "Serve", team="Service", workbook="9.xlsx", aligned_to="O3")
    assert [each.parent for each in _asked(*teams, near, asking)] == [near.key]
    (found,) = _asked(*teams, asking)
    assert found.outcome is Outcome.AMBIGUOUS
    (found,) = _asked(*teams, objective("O3", "Lead", team="Company", workbook="8.xlsx"), asking)
    assert found.parent == "2026-Q4/company/O3"


def test_of_titles_that_share_most_words_the_closest_is_offered_though_many_share_a_rare_one() -> None:
    many = [objective(f"N{n}", f"Visit Utah plant {n} by car", team="Visits") for n in range(150)]
    meant = objective("O9", "Renew the old contracts of Utah", team="Zoo")
    asking = objective("S1", "Serve", team="Service", aligned_to="Renew the odl contracts in Utah now")
    (found,) = _asked(*many, meant, asking)
    assert (found.outcome, found.nearest[:1]) == (Outcome.DANGLING, (meant.key,))


def test_an_id_that_only_the_title_of_a_key_result_begins_with_is_found_by_its_objective() -> None:
    okrs = okr_set(
        objective("C1", "Grow", team="Company", key_results=[key_result(None, "C1.2 Enter 9 countries")]),
        objective("C2", "Stay", team="Company", key_results=[key_result(None, "C1.2 is no number of ours")]),
        objective("S-1", "Open doors", team="Sales", aligned_to="C1.2"),
    )
    (found,) = resolve(okrs, titles={}, settings=AlignmentSettings()).resolutions
    assert found.parent is not None
    assert okrs.by_key[found.parent].title == "C1.2 Enter 9 countries"


@pytest.mark.parametrize(
    ("beside", "outcome"),
    [("1.1 Open 3 shops", Outcome.RESOLVED), ("9 shops in the east", Outcome.DANGLING)],
)
def test_a_figure_that_a_title_begins_with_is_a_number_only_beside_another(
    beside: str, outcome: Outcome
) -> None:
    numbered = [key_result(None, title) for title in (beside, "1.2 million users by May")]
    okrs = okr_set(
        objective("1", "Grow", team="Company", key_results=numbered),
        objective("S-1", "Open doors", team="Sales", aligned_to="1.2"),
    )
    (found,) = resolve(okrs, titles={}, settings=AlignmentSettings()).resolutions
    assert found.outcome is outcome


@pytest.mark.parametrize("text", ["AB-C: Grow fast", "ab-c - Grow", "ABC-Stay", "ABC: Stay here"])
def test_an_id_of_letters_may_hold_a_dash_before_its_title(text: str) -> None:
    company = [objective("AB-C", "Grow fast", team="Company"), objective("ABC", "Stay here", team="Company")]
    okrs = okr_set(*company, objective("S-1", "Open doors", team="Sales", aligned_to=text))
    (found,) = resolve(okrs, titles={}, settings=AlignmentSettings()).resolutions
    assert found.parent == f"2026-Q4/company/{'AB-C' if 'row' in text else 'ABC'}"
    assert found.resolved_by == "id with title"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("1/3 of customers online", "supports 1/3 of customers online"),
        ("½ the cost of a call", "zahlt ein auf ½ the cost of a call"),
        ("20 % more leads in Ohio", "supports 20 % more leads in Ohio"),
        ("1/3 of customers buy online", "supports 1/3 of customers buy onlne"),
    ],
)
def test_behind_words_of_kind_a_title_that_begins_like_a_share_is_a_title(title: str, text: str) -> None:
    company = objective("CO-1", title, team="Company")
    okrs = okr_set(company, objective("S-1", "Open doors", team="Sales", aligned_to=text))
    (found,) = resolve(okrs, titles={}, settings=AlignmentSettings()).resolutions
    assert (found.parent, found.share) == (company.key, None)
