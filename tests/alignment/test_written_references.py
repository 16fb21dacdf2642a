"""What people write into a parent cell, and what it means: a table."""

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

RESOLVED = {
    # ids in their writings
    "CO-1": (CO1, "id"),
    "co-1": (CO1, "id"),
    "CO 1": (CO1, "id"),
    "CO1": (CO1, "id"),
    " CO–1 ": (CO1, "id"),
    "O1": (GO, "id"),
    "o 1": (GO, "id"),
    "Objective 1": (GO, "id"),
    "Obj. 1": (GO, "id"),
    "KR 1.2": (f"{GO}/KR1.2", "id"),
    "Key Result 1.2": (f"{GO}/KR1.2", "id"),
    "O1.KR2": (f"{GO}/KR1.2", "id"),
    "o1/kr2": (f"{GO}/KR1.2", "id"),
    "O1 KR2": (f"{GO}/KR1.2", "id"),
    "1.2": (f"{GO}/KR1.2", "id"),
    "CO-1.KR2": (f"{CO1}/KR2", "id"),
    "CO-1.2": (f"{CO1}/KR2", "id"),
    "ENG-3": (ENG, "id"),
    "ENG-3 / KR1": (f"{ENG}/1", "id"),
    "2022-Q1-CTO-1.5": (CTO, "id"),
    "KR2": (f"{CO1}/KR2", "id"),
    # scoped
    "Company!CO-1": (CO1, "scoped id"),
    "Company: CO-1": (CO1, "scoped id"),
    "Company / KR2": (f"{CO1}/KR2", "scoped id"),
    "'Go to market'!O1": (GO, "scoped id"),
    "Go to market: KR 1.2": (f"{GO}/KR1.2", "scoped id"),
    "Go to market - O1": (GO, "scoped id"),
    "[plan.xlsx]Company!CO-2": (CO2, "scoped id"),
    "'[plan.xlsx]Go to market'!O1": (GO, "scoped id"),
    "[Product 2026.xlsx]Engineering!ENG-3": (ENG, "scoped id"),
    "Product 2026: ENG-3": (ENG, "scoped id"),
    "Product 2026.xlsx / ENG-3": (ENG, "scoped id"),
    "2026-Q4/company/CO-1/KR2": (f"{CO1}/KR2", "scoped id"),
    # an id with its title after it
    "CO-1: Expand the market in North America": (CO1, "id with title"),
    "CO-1: Expand ...": (CO1, "id with title"),
    "CO-1 Expand the market": (CO1, "id with title"),
    "CO-1 (Company)": (CO1, "id with title"),
    "2022-Q1-CTO-1.5 : Reduce tech debt": (CTO, "id with title"),
    "Company!CO-1 Expand the market": (CO1, "id with title"),
    "CO-3: Earn the trust of auditors": (CO3, "title"),
    "KR 1.2 Publish 12 case studies": (f"{GO}/KR1.2", "id with title"),
    "CO-2: where people like to stay": (CO2, "id with title"),
    "CO-2: our culture": (CO2, "id"),
    # titles
    "Expand the market in North America": (CO1, "title"),
    "  expand the  MARKET in north america. ": (CO1, "title"),
    "1. Expand the market in North America": (CO1, "title"),
    "Earn the trust of auditors": (CO3, "title"),
    "Sharpen the message": (MESSAGE, "title"),
    "Open offices in Ohio, Texas and Utah": (f"{CO1}/KR2", "title"),
    "Support customers, partners and sellers": (SUPPORT, "title"),
    "Company: Expand the market in North America": (CO1, "title"),
}


def _resolutions(text: str) -> tuple[Resolution, ...]:
    """What the objective of a small team in the first workbook means by a text."""
    asking = objective("S-1", "Delight the seekers", team="Seekers", workbook=PLAN, aligned_to=text)
    okrs = okr_set(*_company(), asking)
    return resolve(okrs, titles=TITLES, settings=AlignmentSettings()).resolutions


@pytest.mark.parametrize("text", RESOLVED)
def test_a_reference_resolves_to_the_okr_it_names(text: str) -> None:
    (found,) = _resolutions(text)
    assert (found.outcome, found.parent, found.resolved_by) == (Outcome.RESOLVED, *RESOLVED[text])
    assert found.sure > 0


@pytest.mark.parametrize(
    "text", ["-", "–", "n/a", "N/A", "none", "None.", "TBD", "tbc", "keine", "not aligned", "?", "...", ""]
)
def test_words_for_nothing_are_no_alignment(text: str) -> None:
    assert _resolutions(text) == ()


@pytest.mark.parametrize(
    "text", ["Company", "Go to market", "Engineering team", "company OKRs", "Product 2026"]
)
def test_a_team_or_tab_alone_is_vague(text: str) -> None:
    (found,) = _resolutions(text)
    assert (found.outcome, found.parent) == (Outcome.VAGUE, None)


@pytest.mark.parametrize(
    "text",
    [
        "[Finance.xlsx]Company!O1",
        "Finance.xlsx: O1",
        "C:\\plans\\[old.xlsm]Q4!O2",
        "Finance!O1",
        "'Human resources'!HR-2",
    ],
)
def test_a_workbook_or_tab_that_was_not_given_is_unreachable(text: str) -> None:
    (found,) = _resolutions(text)
    assert found.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("CO-9", CO1),
        ("Company!CO-9", CO1),
        ("Expand teh market of North America", CO1),
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


SEVERAL = {
    "CO-1\nENG-3": (CO1, ENG),
    "CO-1; ENG-3": (CO1, ENG),
    "CO-1;": (CO1,),
    "CO-1, ENG-3 and CO-2": (CO1, ENG, CO2),
    "CO-1,CO-2": (CO1, CO2),
    "CO-1 (60 %), CO-2 (40 %)": (CO1, CO2),
    "CO-1, CO-9": (CO1, None),
    "CO-1: Expand the market; Sharpen the message": (CO1, MESSAGE),
    "Open offices in Ohio, Texas and Utah; CO-2": (f"{CO1}/KR2", CO2),
    "Expand the market in North America, and conquer the world": (None,),
    "CO-1, Engineering": (CO1, None),
}


@pytest.mark.parametrize("text", SEVERAL)
def test_a_cell_is_split_only_where_every_part_is_a_reference(text: str) -> None:
    assert tuple(found.parent for found in _resolutions(text)) == SEVERAL[text]


STRAIGHTFORWARD, DIRECTIONAL, DEPENDENCY = AlignmentKind


@pytest.mark.parametrize(
    ("text", "kind", "share"),
    [
        ("CO-1", DIRECTIONAL, None),
        ("CO-1 (60 %)", DIRECTIONAL, 0.6),
        ("60 % of CO-1", DIRECTIONAL, 0.6),
        ("contributes 40 % to CO-1", STRAIGHTFORWARD, 0.4),
        ("contributes to CO-1", STRAIGHTFORWARD, None),
        ("CO-1 (contributes 33,3 %)", STRAIGHTFORWARD, 0.333),
        ("supports CO-1", DIRECTIONAL, None),
        ("Supports: CO-1 Expand the market", DIRECTIONAL, None),
        ("depends on CO-1", DEPENDENCY, None),
        ("CO-1 (straightforward)", STRAIGHTFORWARD, None),
        ("Aligned to CO-1", DIRECTIONAL, None),
    ],
)
def test_words_around_a_reference_say_its_kind_and_share(
    text: str, kind: AlignmentKind, share: float | None
) -> None:
    (found,) = _resolutions(text)
    assert (found.parent, found.kind, found.share) == (CO1, kind, share)


def test_a_word_of_kind_holds_for_what_follows_it_in_the_line() -> None:
    kinds = [found.kind for found in _resolutions("contributes to CO-1 and CO-2\nENG-3")]
    assert kinds == [STRAIGHTFORWARD, STRAIGHTFORWARD, DIRECTIONAL]


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
