"""Progress of objectives, teams and the company from what they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Direction,
    Field,
    Figures,
    KeyResult,
    Objective,
    Okr,
    OkrSet,
    Part,
    Resolutions,
    Status,
)
from okrsheets.progress import ProgressSettings, roll_up
from tests.okrs import Q4, key_result, objective, okr_set

MIDDLE = date(2026, 11, 15)


def _link(
    child: Okr,
    parent: Okr,
    *,
    share: float | None = None,
    kind: AlignmentKind = AlignmentKind.STRAIGHTFORWARD,
) -> Alignment:
    return Alignment(child.key, parent.key, kind, share, kind is AlignmentKind.STRAIGHTFORWARD)


def _directional(child: Okr, parent: Okr) -> Alignment:
    return _link(child, parent, kind=AlignmentKind.DIRECTIONAL)


def _rolled_up(
    objectives: Iterable[Objective], links: Iterable[Alignment] = (), *, top: Iterable[Objective] = ()
) -> Figures:
    resolutions = Resolutions((), tuple(links), frozenset(each.key for each in top))
    return roll_up(okr_set(*objectives), resolutions, today=MIDDLE, settings=ProgressSettings())


def _share(number: str, progress: float | None, *, weight: float | None = None) -> KeyResult:
    """A key result that is that share of its way; None is unknown."""
    target = None if progress is None else 1
    return key_result(number, f"Figure {number}", baseline=0, current=progress, target=target, weight=weight)


def test_the_company_objective_is_the_mean_of_what_sales_and_marketing_deliver_for_it() -> None:
    expand = objective("CO-1", "Expand the market in North America", team="Company")
    sales = objective(
        "S-1",
        "Win the west",
        team="Sales",
        key_results=[key_result("KR1", "Sales from 2 to 4 million", baseline=2, current=3.2, target=4)],
    )
    marketing = objective(
        "M-1",
        "Be known in the west",
        team="Marketing",
        key_results=[key_result("KR1", "Leads from 100 to 300", baseline=100, current=140, target=300)],
    )
    support = objective("S-2", "A sales team that stays", team="Sales", key_results=[_share("KR1", 0.9)])
    figures = _rolled_up(
        [expand, sales, marketing, support],
        [
            _link(sales.key_results[0], expand),
            _link(marketing.key_results[0], expand),
            _directional(support, expand),
        ],
        top=[expand],
    )
    figure = figures.okrs[expand.key]
    assert figure.progress == pytest.approx((0.6 + 0.2) / 2)
    assert figure.bounds is None
    assert figure.basis == "key results"
    assert figure.made_of == (
        Part(sales.key_results[0].key, 0.6, 1.0, "straightforward"),
        Part(marketing.key_results[0].key, 0.2, 1.0, "straightforward"),
        Part(support.key, 0.9, 0.0, "directional"),
    )
    assert figures.company is not None
    assert figures.company.progress == figure.progress
    assert figures.teams["Sales"].progress == pytest.approx((0.6 + 0.9) / 2)


def test_weights_count() -> None:
    own = objective("O1", "x", key_results=[_share("1", 0.2, weight=3), _share("2", 0.6)])
    assert _rolled_up([own]).okrs[own.key].progress == pytest.approx(0.3)


def test_progress_is_held_within_0_and_1_when_averaged_and_shown_as_it_is() -> None:
    own = objective("O1", "x", key_results=[_share("1", 2.0), _share("2", -1.0)])
    figures = _rolled_up([own])
    assert figures.okrs[own.key].progress == pytest.approx(0.5)
    assert [figures.okrs[each.key].progress for each in own.key_results] == [2.0, -1.0]


def test_unknown_is_left_out_of_the_mean_and_widens_its_bounds() -> None:
    own = objective("O1", "x", key_results=[_share("1", 0.6), _share("2", None), _share("3", 0.2)])
    figure = _rolled_up([own]).okrs[own.key]
    assert figure.progress == pytest.approx(0.4)
    assert figure.bounds == pytest.approx((0.8 / 3, 1.8 / 3))


def test_bounds_travel_up() -> None:
    child = objective("O1", "x", team="A", key_results=[_share("1", 0.5), _share("2", None)])
    parent = objective("P1", "y", team="B", key_results=[_share("1", 1.0)])
    figure = _rolled_up([child, parent], [_link(child, parent)]).okrs[parent.key]
    assert figure.progress == pytest.approx(0.75)
    assert figure.bounds == pytest.approx((0.625, 0.875))


def test_an_objective_of_which_nothing_is_known_says_so() -> None:
    unknown = objective("O1", "x", key_results=[_share("1", None)])
    empty = objective("O2", "x")
    figures = _rolled_up([unknown, empty])
    assert (figures.okrs[unknown.key].progress, figures.okrs[unknown.key].bounds) == (None, None)
    assert figures.okrs[unknown.key].because == "nothing is known of its key results"
    assert figures.okrs[empty.key].because == "no key results"
    assert figures.okrs[empty.key].status is Status.UNKNOWN
    above = objective("P1", "y", team="B")
    figure = _rolled_up([unknown, above], [_link(unknown, above)]).okrs[above.key]
    assert figure.because == "nothing is known of what contributes to it"


def test_what_is_aligned_to_something_cancelled_stands_beside_it_and_says_so() -> None:
    parent = objective("P1", "y", team="B", stated_status="Cancelled", stated_meaning=Status.CANCELLED)
    child = objective("S1", "x", team="A", key_results=[_share("1", 0.9)])
    figure = _rolled_up([parent, child], [_link(child, parent)]).okrs[parent.key]
    because = "has a parent that is cancelled"
    assert figure.made_of == (Part(child.key, 0.9, 0.0, "contributing", 1.0, because),)


def test_what_is_cancelled_is_out_of_every_mean_and_bound() -> None:
    gone = key_result("2", "x", baseline=0, current=0, target=1, stated_meaning=Status.CANCELLED)
    own = objective("O1", "x", key_results=[_share("1", 0.6), gone])
    figure = _rolled_up([own]).okrs[own.key]
    assert (figure.progress, figure.bounds) == (0.6, None)
    assert [part.weight for part in figure.made_of] == [1.0, 0.0]


def test_a_contributing_objective_is_one_item_beside_the_key_results() -> None:
    child = objective("O1", "x", team="A", key_results=[_share("1", 0.2), _share("2", 0.4)])
    parent = objective("P1", "y", team="B", key_results=[_share("1", 0.9), _share("2", 0.9)])
    figure = _rolled_up([child, parent], [_link(child, parent)]).okrs[parent.key]
    assert figure.progress == pytest.approx((0.9 + 0.9 + 0.3) / 3)
    assert figure.made_of[-1] == Part(child.key, 0.3, 1.0, "contributing")


def test_with_two_parents_each_gets_half_unless_shares_say_otherwise() -> None:
    shared = objective("S1", "x", team="A", key_results=[_share("1", 1.0)])
    (item,) = shared.key_results
    one = objective("P1", "y", team="B", key_results=[_share("1", 0.0)])
    two = objective("P2", "z", team="C", key_results=[_share("1", 0.0)])
    halves = _rolled_up([shared, one, two], [_link(item, one), _link(item, two)])
    assert [halves.okrs[each.key].progress for each in (one, two)] == pytest.approx([1 / 3, 1 / 3])
    shares = _rolled_up([shared, one, two], [_link(item, one, share=0.25), _link(item, two, share=1)])
    assert [shares.okrs[each.key].progress for each in (one, two)] == pytest.approx([0.2, 0.5])


def test_an_item_that_arrives_by_two_paths_counts_once_by_the_shorter() -> None:
    child = objective("S1", "x", team="A", key_results=[_share("1", 1.0), _share("2", 0.2)])
    parent = objective("P1", "y", team="B")
    first, second = child.key_results
    figure = _rolled_up([child, parent], [_link(first, parent), _link(child, parent)]).okrs[parent.key]
    assert figure.progress == pytest.approx((1.0 + 0.2) / 2)
    both = [_link(first, parent), _link(second, parent), _link(child, parent)]
    figure = _rolled_up([child, parent], both).okrs[parent.key]
    assert figure.progress == pytest.approx((1.0 + 0.2) / 2)
    assert [part.weight for part in figure.made_of] == [1.0, 1.0, 0.0]


def test_two_paths_are_seen_through_objectives_between() -> None:
    low = objective("L1", "x", team="A", key_results=[_share("1", 1.0), _share("2", 0.0)])
    middle = objective("M1", "y", team="B", key_results=[_share("1", 0.6)])
    high = objective("H1", "z", team="C")
    links = [_link(low, middle), _link(middle, high), _link(low.key_results[0], high)]
    figures = _rolled_up([low, middle, high], links)
    assert figures.okrs[middle.key].progress == pytest.approx((0.6 + 0.5) / 2)
    assert figures.okrs[high.key].progress == pytest.approx((1.0 + (0.6 + 0.0) / 2) / 2)


def test_a_ladder_on_which_paths_meet_at_every_rung_ends() -> None:
    """Each rung contributes to the next two: two to the 60th paths lead from the first to the last."""
    rungs = [objective(f"O{n}", f"Rung {n}", key_results=[_share("KR1", 0.5)]) for n in range(60)]
    placed = okr_set(*rungs).objectives
    links = [_link(low, high, share=0.5) for n, low in enumerate(placed) for high in placed[n + 1 : n + 3]]
    figures = _rolled_up(rungs, links)
    assert {round(figures.okrs[each.key].progress or 0, 9) for each in placed} == {0.5}


def test_a_key_result_without_values_is_the_mean_of_its_straightforward_children() -> None:
    parent = objective("P1", "y", team="B", key_results=[key_result("1", "Delivered by others")])
    child = objective("S1", "x", team="A", key_results=[_share("1", 0.2), _share("2", 0.6)])
    figures = _rolled_up([parent, child], [_link(each, parent.key_results[0]) for each in child.key_results])
    figure = figures.okrs[parent.key_results[0].key]
    assert figure.progress == pytest.approx(0.4)
    assert figure.basis == "children"
    assert figures.okrs[parent.key].progress == pytest.approx(0.4)


def test_a_key_result_with_its_own_progress_keeps_it() -> None:
    parent = objective("P1", "y", team="B", key_results=[_share("1", 0.1)])
    child = objective("S1", "x", team="A", key_results=[_share("1", 0.9)])
    figures = _rolled_up([parent, child], [_link(child.key_results[0], parent.key_results[0])])
    figure = figures.okrs[parent.key_results[0].key]
    assert (figure.progress, figure.basis) == (0.1, "values")
    because = "stands beside a figure that its parent has itself"
    assert figure.made_of == (Part(child.key_results[0].key, 0.9, 0.0, "straightforward", 1.0, because),)


def test_directional_children_give_an_estimate_that_goes_no_further() -> None:
    top = objective("T1", "z", team="Company")
    parent = objective("P1", "y", team="B")
    child = objective("S1", "x", team="A", key_results=[_share("1", 0.4)])
    links = [_directional(child, parent), _link(parent, top)]
    figures = _rolled_up([top, parent, child], links, top=[top])
    figure = figures.okrs[parent.key]
    assert (figure.progress, figure.estimated, figure.status) == (0.4, True, Status.UNKNOWN)
    assert figures.okrs[top.key].progress is None
    assert figures.teams["B"].progress is None
    assert figures.company is not None
    assert figures.company.progress is None


def test_a_stated_share_of_an_objective_counts_where_nothing_else_does() -> None:
    alone = objective("O1", "x", stated_progress=0.3)
    fed = objective("O2", "y", stated_progress=0.3, key_results=[_share("1", 0.8)])
    figures = _rolled_up([alone, fed])
    assert (figures.okrs[alone.key].progress, figures.okrs[alone.key].basis) == (0.3, "stated")
    assert figures.okrs[fed.key].progress == 0.8


def test_an_objective_in_which_nothing_was_entered_is_not_started() -> None:
    own = objective("O1", "x", key_results=[_share("1", None), key_result("2", "y", baseline=0, target=9)])
    soon = Q4.start + timedelta(days=20)
    figures = roll_up(okr_set(own), Resolutions((), (), frozenset()), today=soon, settings=ProgressSettings())
    assert figures.okrs[own.key].status is Status.NOT_STARTED


def test_a_value_that_cannot_be_read_is_unknown_and_not_zero() -> None:
    row = key_result("KR1", "y", baseline=0, target=9)._replace(unreadable=(Field.CURRENT,))
    own = objective("O1", "x", key_results=[row])
    figure = _rolled_up([own]).okrs[own.key_results[0].key]
    assert (figure.progress, figure.because) == (None, "the current value cannot be read")


def test_values_too_far_apart_to_mean_anything_are_unknown() -> None:
    own = objective("O1", "x", key_results=[key_result("KR1", "y", baseline=0, current=1e300, target=1e-300)])
    figure = _rolled_up([own]).okrs[own.key_results[0].key]
    assert (figure.progress, figure.because) == (None, "the values are too far apart")


def test_a_team_counts_the_objectives_of_the_cycle_that_is_open() -> None:
    old = objective("O1", "x", team="Sales", cycle=Q4._replace(label="2025-Q4", end=date(2025, 12, 31)))
    now = objective("O1", "x", team="sales ", key_results=[_share("1", 0.4)])
    figures = _rolled_up([old, now])
    assert list(figures.teams) == ["Sales"]
    assert [part.key for part in figures.teams["Sales"].made_of] == [now.key]


def test_links_that_run_in_a_circle_and_still_say_that_they_carry_do_no_harm() -> None:
    one, two = objective("O1", "x", team="A"), objective("O2", "y", team="B")
    figures = _rolled_up([one, two], [_link(one, two), _link(two, one)])
    assert figures.okrs[one.key].progress is None


def test_a_chain_of_ten_thousand_objectives_rolls_up() -> None:
    chain = [objective(f"O{n}", "x", team="A") for n in range(10_000)]
    last = objective("L1", "y", team="B", key_results=[_share("1", 0.4)])
    links = [_link(child, parent) for child, parent in zip([last, *chain], chain, strict=False)]
    assert _rolled_up([*chain, last], links).okrs[chain[-1].key].progress == 0.4


_SHARES = st.one_of(st.none(), st.integers(-20, 140).map(lambda percent: percent / 100))
_WEIGHTS = st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1.0, 3.0]))


@st.composite
def _companies(draw: st.DrawFn) -> tuple[list[Objective], list[Alignment]]:
    """Some objectives with key results, and links that only run from later to earlier ones."""
    objectives = [
        objective(
            f"O{number}",
            f"Goal {number}",
            team=draw(st.sampled_from(["A", "B"])),
            key_results=[
                _share(str(place), draw(_SHARES), weight=draw(_WEIGHTS))
                for place in range(draw(st.integers(0, 3)))
            ],
        )
        for number in range(draw(st.integers(2, 6)))
    ]
    links: dict[tuple[str, str], Alignment] = {}
    for place, each in enumerate(objectives[1:], start=1):
        family: tuple[Okr, ...] = (each, *each.key_results)
        for child in family:
            for parent in draw(st.lists(st.sampled_from(objectives[:place]), max_size=2)):
                share = draw(st.one_of(st.none(), st.sampled_from([0.25, 1.0])))
                links[child.key, parent.key] = _link(child, parent, share=share)
    return objectives, list(links.values())


def _told(figures: Figures, okrs: OkrSet) -> list[object]:
    """Progress, bounds and status of every OKR and team."""
    told = [figures.okrs[key] for key in sorted(okrs.by_key)]
    told += [figures.teams[team] for team in sorted(figures.teams)]
    return [(each.progress, each.bounds, each.status) for each in told]


@given(_companies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_a_roll_up(
    company: tuple[list[Objective], list[Alignment]], chance: Random
) -> None:
    objectives, links = company
    before = _told(_rolled_up(objectives, links), okr_set(*objectives))
    chance.shuffle(objectives)
    chance.shuffle(links)
    assert _told(_rolled_up(objectives, links), okr_set(*objectives)) == before


@given(_companies())
def test_bounds_contain_progress(company: tuple[list[Objective], list[Alignment]]) -> None:
    figures = _rolled_up(*company)
    for figure in (*figures.okrs.values(), *figures.teams.values()):
        if figure.bounds is not None:
            assert figure.progress is not None
            low, high = figure.bounds
            assert 0 <= low <= figure.progress <= high <= 1
            assert low < high


@given(_companies())
def test_a_directional_link_moves_no_figure(company: tuple[list[Objective], list[Alignment]]) -> None:
    objectives, links = company
    before = _rolled_up(objectives, links)
    after = _rolled_up(objectives, [*links, _directional(objectives[-1], objectives[0])])
    for key, figure in after.okrs.items():
        if not figure.estimated:
            told = (figure.progress, figure.bounds, figure.status)
            assert told == (before.okrs[key].progress, before.okrs[key].bounds, before.okrs[key].status)
    assert after.teams == before.teams


def test_an_objective_with_something_unknown_in_it_is_not_done() -> None:
    serve = objective("O1", "Serve well", cycle=Q4, key_results=[_share("KR1", 1), _share("KR2", None)])
    figure = _rolled_up([serve]).okrs[serve.key]
    assert (figure.progress, figure.bounds) == (1, (0.5, 1))
    assert figure.status is Status.ON_TRACK


def test_a_state_to_hold_keeps_its_objective_from_being_done_before_the_end() -> None:
    hold = key_result("KR1", "Hold 50", baseline=50, current=50, target=50, direction=Direction.MAINTAIN)
    serve = objective("O1", "Serve well", cycle=Q4, key_results=[hold])
    assert _rolled_up([serve]).okrs[serve.key].status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("away", "as_of", "is_known"),
    [(0, None, True), (3, MIDDLE - timedelta(days=3), True), (4, MIDDLE - timedelta(days=4), False)],
)
def test_a_team_is_as_of_the_day_on_which_all_of_it_was_read_and_unknown_where_all_of_it_is(
    away: int,
    as_of: date | None,
    is_known: bool,  # noqa: FBT001 - a column of the table
) -> None:
    objectives = (
        objective("S-1", "Win the east", team="Sales", workbook="Sales.xlsx", key_results=[_share("1", 0.5)]),
        objective("B-1", "Win the west", team="Both", workbook="Sales.xlsx", key_results=[_share("1", 0.5)]),
        objective("B-2", "Win the north", team="Both", key_results=[_share("1", 0.5)]),
    )
    figures = roll_up(
        okr_set(*objectives),
        Resolutions((), (), frozenset(each.key for each in objectives)),
        today=MIDDLE,
        settings=ProgressSettings(),
        as_of={"Sales.xlsx": MIDDLE - timedelta(days=away)} if away else {},
    )
    sales, both, company = figures.teams["Sales"], figures.teams["Both"], figures.company
    assert (sales.progress, sales.as_of) == (0.5, as_of)
    assert (sales.status is not Status.UNKNOWN) is is_known
    assert sales.because == (None if is_known else "not read since 2026-11-11")
    assert company is not None
    for one in (both, company):
        assert (one.as_of, one.because) == (None, None)
        assert one.status is not Status.UNKNOWN
