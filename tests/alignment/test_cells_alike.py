"""Many cells say the same words: what each means is what it would mean if it alone said them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.grid import Cell, Workbook
from okrsheets.model import AlignmentKind, Objective, OkrSet, Resolution
from tests.alignment.company import ask, resolved
from tests.grids import sheet
from tests.okrs import Q4, YEAR, key_result, objective, okr_set

TEAMS = ("Company", "Sales", "Product")
TITLES = ("Expand the market in Ohio", "Win the east", "Answer every customer in a day", "Win the east")
OWN_TITLES = tuple(f"Open the {place} office" for place in ("northern", "southern", "eastern", "western"))
TEXTS = (
    *TITLES,
    *OWN_TITLES,
    *("Open the nothern office", "Open the westrn office", "Sales: 1, 2", "Sales, supports O1, O2"),
    *("Expand the markt in Ohio", "Answer each customer in a day", "Answer every customr in a dya"),
    *("O1", "O2", "KR1", "O1: KR1", "O1, O2", "Sales: O1", "Product!O2", "Sales", "X-9", "Sales!C3", "-"),
    *("O1, Lost", "depends on O1", "supports Win the east (50 %)", "Expand the market in Ohio (O1)"),
)


def _resolved(okrs: OkrSet) -> Sequence[Resolution]:
    return resolve(okrs, titles={"Plan.xlsx": "Plan.xlsx"}, settings=AlignmentSettings()).resolutions


def _saying_only(okrs: OkrSet, key: str) -> OkrSet:
    """The same OKRs, of which but one is aligned to anything."""

    def quiet(each: Objective) -> Objective:
        kept = each if each.key == key else each._replace(alignment_texts=())
        return kept._replace(
            key_results=tuple(
                kr if kr.key == key else kr._replace(alignment_texts=()) for kr in each.key_results
            )
        )

    return OkrSet.of(tuple(map(quiet, okrs.objectives)))


@st.composite
def companies(draw: st.DrawFn) -> OkrSet:
    texts = st.sampled_from(TEXTS) | st.none()
    own = iter(draw(st.permutations(OWN_TITLES)))
    objectives = [
        objective(
            f"O{number}",
            next(own, None) or draw(st.sampled_from(TITLES)),
            team=team,
            cycle=draw(st.sampled_from((Q4, YEAR))),
            aligned_to=draw(texts),
            key_results=[
                key_result(f"KR{one}", draw(st.sampled_from(TITLES)), target=5, aligned_to=draw(texts))
                for one in range(1, draw(st.integers(1, 3)))
            ],
        )
        for team in TEAMS
        for number in range(1, draw(st.integers(2, 3)))
    ]
    return okr_set(*objectives)


@given(companies())
def test_what_a_cell_means_does_not_depend_on_who_else_says_the_same(okrs: OkrSet) -> None:
    together = _resolved(okrs)
    for okr in okrs.okrs:
        alone = [one for one in _resolved(_saying_only(okrs, okr.key)) if one.child == okr.key]
        assert [one for one in together if one.child == okr.key] == alone


def test_the_same_words_carry_from_a_key_result_and_give_direction_from_an_objective() -> None:
    top = objective("CO-1", "Expand the market in Ohio", team="Company")
    low = objective(
        "S1",
        "Sell",
        team="Sales",
        aligned_to="Expand the markt in Ohio",
        key_results=[key_result("KR1", "Call", target=5, aligned_to="Expand the markt in Ohio")],
    )
    kinds = [one.kind for one in _resolved(okr_set(top, low)) if one.parent == top.key]
    assert kinds == [AlignmentKind.DIRECTIONAL, AlignmentKind.STRAIGHTFORWARD]


def test_who_is_meant_by_others_does_not_mean_itself_by_the_same_words() -> None:
    nearly = "Open the nothern office"
    own = objective("S1", "Open the northern office", team="Sales", aligned_to=nearly)
    first = objective("P1", "Build", team="Product", aligned_to=nearly)
    last = objective("R1", "Help", team="Research", aligned_to=nearly)
    parents = {one.child: one.parent for one in _resolved(okr_set(first, own, last))}
    assert parents == {first.key: own.key, own.key: None, last.key: own.key}
    assert {one.child: one.parent for one in _resolved(okr_set(own, first))} == {
        own.key: None,
        first.key: own.key,
    }


def test_an_address_leads_to_the_tab_of_ones_own_workbook() -> None:
    books = [
        Workbook(
            f"{place}.xlsx",
            f"{place}.xlsx",
            "r1",
            (
                sheet("Goals", f"| ID | Objective | Target |\n| G1 | Open the {place} office | |"),
                ask([Cell("Goals!B2"), Cell("#Goals!B2")], name=f"{place} wishes"),
            ),
        )
        for place in ("northern", "southern")
    ]
    okrs, found = resolved(*books, called={})
    places = [(okrs.by_key[one.child].at, okrs.by_key[one.parent or ""].at) for one in found.resolutions]
    assert len(places) == 4
    assert all(child.workbook == parent.workbook for child, parent in places)
