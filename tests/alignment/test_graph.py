"""What links show together: top level, cycles, parents and children."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from okrsheets.alignment import AlignmentSettings, children_of, parents_of, resolve
from okrsheets.model import Objective, Resolutions
from tests.okrs import key_result, objective, okr_set


def _resolved(objectives: Iterable[Objective], *, top: frozenset[str] = frozenset()) -> Resolutions:
    return resolve(okr_set(*objectives), titles={"Plan.xlsx": "Plan.xlsx"}, settings=AlignmentSettings(top))


def _keys(*objectives: Objective) -> frozenset[str]:
    return frozenset(each.key for each in objectives)


@pytest.mark.parametrize(
    "name", ["Company", "company OKRs", "Corporate", "Organisation Q4 2026", "Group", "Enterprise", "会社"]
)
def test_a_tab_that_is_called_so_is_the_top_level(name: str) -> None:
    top, sales = objective("C1", "Grow", sheet=name), objective("S1", "Sell", team="Sales")
    assert _resolved([sales, top]).top_level == _keys(top)


def test_the_settings_say_which_tabs_and_teams_are_the_top_level() -> None:
    company, board = objective("C1", "Grow", team="Company"), objective("B1", "Lead", team="Board")
    strategy = objective("T1", "Focus", sheet="Strategy 2026")
    settings = frozenset({"board", "Strategy 2026", "Not there"})
    assert _resolved([company, board, strategy], top=settings).top_level == _keys(board, strategy)
    assert _resolved([company, board], top=frozenset({"Not there"})).top_level == _keys(company)


def test_without_a_name_the_top_level_is_what_others_are_aligned_to() -> None:
    top = objective("A1", "Grow", team="North", key_results=[key_result("KR1", "Sell", target=5)])
    middle = objective("B1", "Sell", team="South", aligned_to="A1.KR1")
    low = objective("C1", "Call", team="East", aligned_to="B1")
    alone = objective("D1", "Sing", team="West")
    waiting = objective("E1", "Wait", team="West", depends_on="D1")
    assert _resolved([low, middle, top, alone, waiting]).top_level == _keys(top)


def test_parents_and_children_are_the_two_sides_of_the_same_links() -> None:
    top = objective("A1", "Grow", team="Company")
    low = objective("B1", "Sell", team="Sales", aligned_to="A1", depends_on="C1")
    provider = objective("C1", "Build", team="Product")
    resolutions = _resolved([top, low, provider])
    assert [link.parent for link in parents_of(resolutions)[low.key]] == [top.key, provider.key]
    assert [link.child for link in children_of(resolutions)[top.key]] == [low.key]
    assert top.key not in parents_of(resolutions)


def test_only_straightforward_links_carry() -> None:
    top = objective("A1", "Grow", team="Company")
    low = objective(
        "B1",
        "Sell",
        team="Sales",
        aligned_to="A1",
        depends_on="A1",
        key_results=[key_result("KR1", "Call", aligned_to="A1")],
    )
    carries = {(link.child, link.kind.value): link.carries for link in _resolved([top, low]).alignments}
    assert carries == {
        (low.key, "directional"): False,
        (low.key, "dependency"): False,
        (low.key_results[0].key, "straightforward"): True,
    }


def test_a_link_that_is_said_twice_is_one_link() -> None:
    top = objective("A1", "Grow", team="Company")
    low = objective("B1", "Sell", team="Sales", aligned_to="A1; Grow")
    assert len(_resolved([top, low]).alignments) == 1


def test_a_circle_of_objectives_is_a_cycle_and_carries_nothing() -> None:
    first = objective("A1", "Grow", team="North", contributes_to="C1")
    second = objective("B1", "Sell", team="South", contributes_to="A1")
    third = objective("C1", "Call", team="East", contributes_to="B1")
    aside = objective("D1", "Sing", team="West", contributes_to="A1")
    resolutions = _resolved([third, first, aside, second])
    assert resolutions.cycles == ((third.key, second.key, first.key, third.key),)
    assert [link.child for link in resolutions.alignments if link.carries] == [aside.key]


def test_a_link_to_itself_is_a_cycle() -> None:
    own = objective("A1", "Grow", team="North", aligned_to="A1")
    assert _resolved([own]).cycles == ((own.key, own.key),)


def test_an_objective_below_its_own_key_result_is_a_cycle() -> None:
    own = objective(
        "A1", "Grow", team="North", contributes_to="A1.KR1", key_results=[key_result("KR1", "Sell")]
    )
    (key_result_of_it,) = own.key_results
    assert _resolved([own]).cycles == ((own.key, key_result_of_it.key, own.key),)


def test_a_key_result_whose_parent_leads_back_to_its_objective_is_a_cycle() -> None:
    first = objective(
        "A1", "Grow", team="North", key_results=[key_result("KR1", "Sell", contributes_to="B1")]
    )
    second = objective("B1", "Sell", team="South", contributes_to="C1")
    third = objective("C1", "Call", team="East", contributes_to="A1")
    resolutions = _resolved([first, second, third])
    path = (first.key, first.key_results[0].key, second.key, third.key, first.key)
    assert resolutions.cycles == (path,)
    assert not any(link.carries for link in resolutions.alignments)


def test_a_link_to_a_key_result_beside_it_is_no_cycle_and_carries_nothing() -> None:
    own = [key_result("KR1", "Call", aligned_to="A1.KR2"), key_result("KR2", "Close")]
    resolutions = _resolved([objective("A1", "Sell", team="Sales", key_results=own)])
    assert resolutions.cycles == ()
    assert [link.carries for link in resolutions.alignments] == [False]


def test_a_way_from_a_key_result_by_one_beside_it_to_itself_is_a_cycle() -> None:
    own = [key_result("KR1", "Call", aligned_to="A1.KR2"), key_result("KR2", "Close", aligned_to="B1")]
    first = objective("A1", "Sell", team="Sales", key_results=own)
    second = objective("B1", "Build", team="Product", aligned_to="A1.KR1")
    (path,) = _resolved([first, second]).cycles
    assert second.key in path
    assert path[0] == path[-1]


def test_the_order_of_rows_does_not_change_which_cycles_are_told() -> None:
    first = objective("O1", "Win", key_results=[key_result("A-1", "Sell", contributes_to="Hold")])
    second = objective(
        "O2", "Hold", supports="Win", key_results=[key_result("B-1", "Keep", contributes_to="A-1")]
    )
    assert _resolved([first, second]).cycles == _resolved([second, first]).cycles != ()


def test_two_teams_that_deliver_for_each_other_are_no_cycle() -> None:
    sales = objective(
        "S1", "Sell", team="Sales", key_results=[key_result("KR1", "Leads handled", contributes_to="M1")]
    )
    marketing = objective(
        "M1", "Be known", team="Marketing", key_results=[key_result("KR1", "Leads", contributes_to="S1")]
    )
    resolutions = _resolved([sales, marketing])
    assert resolutions.cycles == ()
    assert all(link.carries for link in resolutions.alignments)


def test_waiting_for_what_one_supports_is_no_cycle() -> None:
    first = objective("A1", "Grow", team="North", aligned_to="B1")
    second = objective("B1", "Sell", team="South", depends_on="A1")
    assert _resolved([first, second]).cycles == ()


def test_a_chain_of_twenty_thousand_objectives_is_followed_to_its_end() -> None:
    length = 20_000
    chain = [
        objective(f"A{n}", f"Step {n}", team="North", contributes_to=f"A{(n + 1) % length}")
        for n in range(length)
    ]
    (path,) = _resolved(chain).cycles
    assert len(path) == length + 1
    assert path[0] == path[-1]
