"""What all alignments show together: levels, islands, double counting, coverage, dependencies, health."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.alignment import AlignmentSettings, facts_of, resolve
from okrsheets.model import (
    CLOSE_AFTER,
    AlignmentFacts,
    AlignmentKind,
    Cycle,
    Figures,
    KeyResult,
    Objective,
    OkrSet,
    Resolutions,
    Status,
)
from okrsheets.progress import ProgressSettings, roll_up
from tests.okrs import Q4, key_result, objective, okr_set

TODAY = date(2026, 11, 15)
Q3 = Cycle("2026-Q3", date(2026, 7, 1), date(2026, 9, 30))
CO = "2026-Q4/company/CO-1"
TITLES = {"Plan.xlsx": "Plan.xlsx", "Other.xlsx": "Other.xlsx"}


def _facts_of(okrs: OkrSet, resolutions: Resolutions) -> AlignmentFacts:
    figures = roll_up(okrs, resolutions, today=TODAY, settings=ProgressSettings())
    return facts_of(okrs, resolutions, figures=figures, titles=TITLES, today=TODAY, close_after=CLOSE_AFTER)


def facts(*objectives: Objective) -> AlignmentFacts:
    """The facts of these objectives, their texts resolved by the real stage."""
    okrs = okr_set(*objectives)
    return _facts_of(okrs, resolve(okrs, titles=TITLES, settings=AlignmentSettings()))


def company(*key_results: KeyResult, number: int = 1) -> Objective:
    return objective(f"CO-{number}", f"Expand {number}", team="Company", key_results=key_results)


def team(name: str, *aligned: str | None, contributes_to: str | None = None) -> list[Objective]:
    """Objectives of a team, each aligned to one of these or to nothing."""
    return [
        objective(
            f"{name[:2].upper()}-{n}",
            f"{name} wins {n}",
            team=name,
            aligned_to=to,
            contributes_to=contributes_to,
        )
        for n, to in enumerate(aligned, 1)
    ]


def key(name: str, number: int = 1) -> str:
    return f"2026-Q4/{name.lower()}/{name[:2].upper()}-{number}"


def test_the_level_is_the_number_of_steps_to_the_top_by_the_shortest_way() -> None:
    found = facts(
        company(key_result("KR1", "Accounts", target=40)),
        *team("Sales", "CO-1.KR1"),
        *team("East", "SA-1"),
        *team("West", "SA-1; CO-1"),
        *team("Legal", None),
    )
    assert found.levels == {CO: 0, key("Sales"): 1, key("East"): 2, key("West"): 1}


def test_an_objective_is_on_the_level_that_its_key_result_leads_to() -> None:
    delivering = objective(
        "SA-1", "Sell", team="Sales", key_results=[key_result("KR1", "Leads", contributes_to="CO-1")]
    )
    found = facts(company(), delivering)
    assert found.levels[delivering.key] == 1
    assert found.aligned == {delivering.key}


def test_linked_objectives_of_which_none_reaches_the_top_are_an_island() -> None:
    found = facts(
        company(),
        *team("Sales", "CO-1"),
        *team("Legal", None),
        *team("East", "LE-1"),
        *team("West", "LE-1", None),
    )
    (island,) = found.islands
    assert island.objectives == (key("East"), key("Legal"), key("West"))
    assert island.highest == (key("Legal"),)


@pytest.mark.parametrize("leads", ["Company", "[Board.xlsx]Board!O1"])
def test_what_names_only_the_top_or_something_unread_makes_no_island(leads: str) -> None:
    found = facts(company(), *team("Sales", leads), *team("East", "SA-1"))
    assert found.islands == ()


def test_a_circle_is_an_island_without_a_highest() -> None:
    (island,) = facts(*team("Sales", "EA-1"), *team("East", "SA-1")).islands
    assert island.highest == ()


def test_a_team_below_another_that_goes_straight_to_the_top_skips_a_level() -> None:
    found = facts(company(), *team("Sales", "CO-1"), *team("East", "SA-1", "SA-1", "CO-1"))
    assert [tuple(each) for each in found.skipped_levels] == [(key("East", 3), CO, 1)]


@pytest.mark.parametrize(
    "aligned",
    [("CO-1",), ("SA-1", "CO-1"), ("SA-1", "SA-1", "SA-1; CO-1"), ("SA-1", "CO-1", "CO-1")],
    ids=["its only objective", "one of two", "beside the right one", "most go there"],
)
def test_a_level_is_skipped_only_where_the_team_clearly_stands_lower(aligned: tuple[str, ...]) -> None:
    assert facts(company(), *team("Sales", "CO-1"), *team("East", *aligned)).skipped_levels == ()


def _selling(
    *, objective_to: str | None = None, kr_to: str | None = None, value: float | None = 3
) -> Objective:
    key_results = [key_result("KR1", "Sell", baseline=0, current=value, target=9, contributes_to=kr_to)]
    return objective("SA-1", "Win", team="Sales", contributes_to=objective_to, key_results=key_results)


def test_a_key_result_that_counts_beside_its_own_objective_counts_twice() -> None:
    sales = _selling(objective_to="CO-1", kr_to="CO-1")
    (found,) = facts(company(), sales).double_counts
    own = sales.key_results[0].key
    assert (found.key, found.reaches) == (own, CO)
    assert found.paths == ((own, CO), (own, sales.key, CO))


def test_an_objective_that_contributes_by_two_ways_is_told_and_not_what_is_below_it() -> None:
    found = facts(
        company(),
        *team("Sales", None, contributes_to="CO-1"),
        objective(
            "EA-1", "East", team="East", contributes_to="SA-1; CO-1", key_results=[key_result("KR1", "Sell")]
        ),
    )
    assert [(each.key, each.reaches) for each in found.double_counts] == [(key("East"), CO)]
    assert found.double_counts[0].paths == ((key("East"), CO), (key("East"), key("Sales"), CO))


def test_two_shares_that_meet_in_one_objective_are_not_counted_twice() -> None:
    both = company(key_result("KR1", "Accounts"), key_result("KR2", "Partners"))
    assert facts(both, _selling(kr_to="CO-1.KR1 (50 %); CO-1.KR2 (50 %)")).double_counts == ()


def test_nothing_counts_through_a_key_result_that_measures_itself() -> None:
    measured = company(key_result("KR1", "Accounts", baseline=0, current=2, target=40))
    unmeasured = company(key_result("KR1", "Accounts"))
    sales = _selling(objective_to="CO-1", kr_to="CO-1.KR1")
    assert facts(measured, sales).double_counts == ()
    assert len(facts(unmeasured, sales).double_counts) == 1


def test_what_shows_support_twice_is_not_counted_twice() -> None:
    sales = _selling(kr_to="CO-1")._replace(alignment_texts=team("Sales", "CO-1")[0].alignment_texts)
    assert facts(company(), sales).double_counts == ()


def test_links_between_teams_side_by_side_are_told_apart_from_those_upward() -> None:
    found = facts(
        company(),
        *team("Sales", "CO-1"),
        *team("Market", "CO-1; SA-1"),
        *team("East", "SA-1"),
        objective("LE-1", "Laws", team="Legal", aligned_to="CO-1", depends_on="Sales"),
    )
    assert [(each.team, each.other, each.parent, each.kind) for each in found.sideways] == [
        ("Legal", "Sales", None, AlignmentKind.DEPENDENCY),
        ("Market", "Sales", key("Sales"), AlignmentKind.DIRECTIONAL),
    ]


def test_links_sideways_of_two_kinds_between_the_same_stand_in_the_order_of_their_kinds() -> None:
    beside = [
        one for name in "ABCDEFGHIJKL" for one in team(f"{name} team", "CO-1; SA-1", contributes_to="SA-1")
    ]
    found = facts(company(), *team("Sales", "CO-1"), *beside)
    assert [each.kind.value for each in found.sideways] == ["directional", "straightforward"] * len(beside)


def test_dependencies_are_told_with_both_sides() -> None:
    found = facts(
        *team("Platform", None),
        objective("SA-1", "Sell", team="Sales", depends_on="PL-1; PL-9; Platform"),
    )
    assert [(each.text, each.requesting, each.provider, each.providing) for each in found.dependencies] == [
        ("PL-9", "Sales", None, None),
        ("Platform", "Sales", None, "Platform"),
        ("PL-1", "Sales", key("Platform"), "Platform"),
    ]


def test_key_results_that_wait_for_each_others_objectives_wait_in_a_circle() -> None:
    def waiting(name: str, on: str) -> Objective:
        return objective(
            f"{name[:2].upper()}-1",
            name,
            team=name,
            key_results=[key_result("KR1", f"Do {name}", depends_on=on)],
        )

    (path,) = facts(waiting("Sales", "MA-1"), waiting("Marketing", "SA-1")).waiting
    assert path[0] == path[-1]
    assert len(path) == 5
    one_way = facts(waiting("Sales", "MA-1"), waiting("Marketing", "LE-1"), *team("Legal", None))
    assert one_way.waiting == ()


def test_the_coverage_matrix_says_per_key_result_which_team_does_what() -> None:
    top = company(key_result("KR1", "Accounts", target=4), key_result("KR2", "Rating", target=5))
    supporting = objective("MA-1", "Be known", team="Marketing", aligned_to="CO-1.KR1")
    contributing = objective(
        "SA-1", "Sell", team="Sales", key_results=[key_result("KR1", "Sell", contributes_to="CO-1.KR1")]
    )
    rows = {row.key: row.by for row in facts(top, supporting, contributing).coverage}
    assert rows == {
        CO: {},
        f"{CO}/KR1": {"Marketing": AlignmentKind.DIRECTIONAL, "Sales": AlignmentKind.STRAIGHTFORWARD},
        f"{CO}/KR2": {},
    }


def test_a_key_result_that_a_team_delivers_is_a_row_of_the_top() -> None:
    found = facts(company(), _selling(kr_to="CO-1"))
    delivered = f"{key('Sales')}/KR1"
    assert {row.key: dict(row.by) for row in found.coverage} == {
        CO: {"Sales": AlignmentKind.STRAIGHTFORWARD},
        delivered: {"Sales": AlignmentKind.STRAIGHTFORWARD},
    }


def test_a_key_result_at_the_top_under_a_teams_own_name_is_delivered_by_that_team() -> None:
    (row,) = facts(company(key_result("KR1", "Accounts", target=40, team="Sales"))).coverage[1:]
    assert row.by == {"Sales": AlignmentKind.STRAIGHTFORWARD}


def test_what_was_cancelled_and_what_is_over_supports_nothing() -> None:
    dropped = objective("SA-1", "Sell", team="Sales", aligned_to="CO-1", stated_meaning=Status.CANCELLED)
    year = Cycle("2026", date(2026, 1, 1), date(2026, 12, 31))
    top = company(key_result("KR1", "Accounts", target=40))._replace(cycle=year)
    over = objective("SA-2", "Sold", team="Sales", aligned_to="CO-1", cycle=Q3)
    assert [row.by for row in facts(top, dropped, over).coverage] == [{}, {}]


def _spread_over_teams(*numbers: int) -> list[Objective]:
    """Teams T1, T2 ... with so many key results each, all aligned to the company's objective."""
    return [
        objective(
            f"T{n}-1",
            f"Goal of {n}",
            team=f"T{n}",
            aligned_to="CO-1",
            key_results=[key_result(f"KR{k}", f"Step {k}") for k in range(number)],
        )
        for n, number in enumerate(numbers, 1)
    ]


def test_the_health_is_the_mean_of_its_parts_by_weight_with_the_list_behind_each() -> None:
    health = facts(
        company(key_result("KR1", "Accounts", target=40), key_result("KR2", "Rating", target=5)),
        *team("Sales", "CO-1.KR1", "CO-1.KR1", "CO-1.KR1"),
        objective("MA-1", "Be known", team="Marketing", depends_on="SA-1"),
        *team("Legal", "CO-1.KR1"),
    ).health
    assert health is not None
    assert [(part.name, len(part.met), part.counted, part.missing) for part in health.parts] == [
        ("vertical", 4, 5, ("2026-Q4/marketing/MA-1",)),
        ("horizontal", 2, 3, ("Legal",)),
        ("coverage", 1, 2, (f"{CO}/KR2",)),
        ("balance", 0, 0, ()),
    ]
    assert health.score == pytest.approx((0.4 * 4 / 5 + 0.2 * 2 / 3 + 0.2 * 1 / 2) / 0.8)


@pytest.mark.parametrize(
    ("numbers", "balanced"),
    [((2, 2, 2), True), ((3, 2, 1), True), ((4, 2, 1), False), ((4, 2), None), ((0, 0, 0), None)],
)
def test_a_shared_objective_is_out_of_balance_where_one_team_has_over_half_of_its_key_results(
    numbers: tuple[int, ...],
    balanced: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    health = facts(company(), *_spread_over_teams(*numbers)).health
    assert health is not None
    assert health.balance.share == (None if balanced is None else float(balanced))


@pytest.mark.parametrize(
    "objectives",
    [
        team("Sales", None, None),
        [company(), *team("Sales", None)],
        [objective("O1", "Win", sheet="OKRs"), objective("O2", "Win more", sheet="OKRs", aligned_to="O1")],
    ],
    ids=["one team", "nothing aligned", "no teams at all"],
)
def test_one_team_or_no_alignment_has_no_health(objectives: list[Objective]) -> None:
    assert facts(*objectives).health is None


def test_a_text_that_names_only_a_level_counts_as_a_parent_and_one_that_was_not_read_does_not_count() -> None:
    health = facts(company(), *team("Sales", "CO-1", "Company", "[Board.xlsx]Board!O1", "CO-9")).health
    assert health is not None
    assert health.vertical.met == (key("Sales"), key("Sales", 2))
    assert health.vertical.missing == (key("Sales", 4),)


def test_the_health_is_that_of_the_cycles_that_run() -> None:
    over = [each._replace(cycle=Q3, key=each.key.replace("Q4", "Q3")) for each in team("Legal", None, None)]
    health = facts(company(), *team("Sales", "CO-1"), *over).health
    assert health is not None
    assert health.vertical.share == 1


_TEAMS = ["Company", "Sales", "Marketing", "Legal"]
_NUMBERS = st.integers(1, 3)


@st.composite
def _references(draw: st.DrawFn) -> str | None:
    if draw(st.booleans()):
        return None
    said = draw(
        st.lists(
            st.sampled_from(["CO-1", "CO-1.KR1", "SA-1", "MA-1", "MA-1.KR1", "LE-1", "Sales", "X-9"]),
            min_size=1,
            max_size=3,
        )
    )
    return "; ".join(said)


@st.composite
def _companies(draw: st.DrawFn) -> list[Objective]:
    found = []
    for name in _TEAMS:
        for number in range(1, draw(_NUMBERS) + 1):
            key_results = [
                key_result(
                    f"KR{n}",
                    f"{name} step {number}.{n}",
                    target=draw(st.sampled_from([None, 4])),
                    current=draw(st.sampled_from([None, 1])),
                    contributes_to=draw(_references()),
                    depends_on=draw(_references()),
                    stated_meaning=draw(st.sampled_from([None, None, Status.CANCELLED])),
                )
                for n in range(1, draw(_NUMBERS))
            ]
            found.append(
                objective(
                    f"{name[:2].upper()}-{number}",
                    f"{name} wins {number}",
                    team=draw(st.sampled_from([name, name, f" {name.upper()} "])),
                    sheet=name,
                    aligned_to=draw(_references()),
                    depends_on=draw(_references()),
                    cycle=draw(st.sampled_from([Q4, Q4, Q4, Q3])),
                    key_results=key_results,
                )
            )
    return found


@given(data=st.data(), objectives=_companies())
@settings(deadline=None, max_examples=60)
def test_the_facts_do_not_depend_on_the_order_of_rows_and_tabs(
    data: st.DataObject, objectives: list[Objective]
) -> None:
    shuffled = [
        each._replace(key_results=tuple(data.draw(st.permutations(each.key_results))))
        for each in data.draw(st.permutations(objectives))
    ]
    assert facts(*objectives) == facts(*shuffled)


@given(objectives=_companies())
@settings(deadline=None, max_examples=60)
def test_what_the_facts_say_holds_together(objectives: list[Objective]) -> None:
    found = facts(*objectives)
    on_islands = [key for island in found.islands for key in island.objectives]
    assert len(on_islands) == len(set(on_islands))
    assert found.levels.keys().isdisjoint(on_islands)
    for each in found.double_counts:
        shorter, longer = each.paths
        assert len(shorter) <= len(longer)
        assert {path[0] for path in each.paths} == {each.key}
        assert {path[-1] for path in each.paths} == {each.reaches}
        assert set(shorter[1:-1]).isdisjoint(longer[1:-1])
    if found.health is not None:
        assert 0 <= found.health.score <= 1
        for part in found.health.parts:
            assert set(part.met).isdisjoint(part.missing)


def _chains(number: int) -> tuple[OkrSet, Resolutions]:
    """Ladders whose every objective contributes to the next two, with key results that go further still."""
    objectives = [
        objective(
            f"A{n}",
            f"Step {n}",
            team=f"Team {n % 50}",
            contributes_to=f"A{n - 1}; A{n - 2}" if n % 100 > 1 else None,
            depends_on=f"A{n - 1}" if n else None,
            key_results=[key_result("KR1", f"Do {n}", contributes_to=f"A{n - n % 100}" if n % 100 else None)],
        )
        for n in range(number)
    ]
    okrs = okr_set(*objectives)
    return okrs, resolve(okrs, titles=TITLES, settings=AlignmentSettings())


def test_the_time_grows_with_the_number_of_okrs_and_not_with_its_square() -> None:
    def seconds(case: tuple[OkrSet, Resolutions]) -> float:
        nothing = Figures({}, {})
        began = time.process_time()
        found = facts_of(*case, figures=nothing, titles=TITLES, today=TODAY, close_after=CLOSE_AFTER)
        assert found.double_counts
        return time.process_time() - began

    small, large = _chains(500), _chains(4000)
    assert min(seconds(large) for _ in range(3)) < 24 * min(seconds(small) for _ in range(3))
