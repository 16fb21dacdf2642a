"""An OKR keeps its key while people move, rename and number it anew."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.alignment import kept_keys
from okrsheets.model import HistoryView, OkrSet
from tests.histories import remembered, results_of
from tests.okrs import Q4, YEAR, key_result, objective, okr_set

OCTOBER, NOVEMBER = date(2026, 10, 5), date(2026, 11, 2)


def known(*sets: OkrSet) -> HistoryView:
    return remembered(results_of(okrs, OCTOBER) for okrs in sets)


def sales(*titles: tuple[str | None, str], team: str = "Sales", title: str = "Win the east") -> OkrSet:
    """One objective, O1, with key results given as (id, title)."""
    return okr_set(objective("O1", title, team=team, key_results=[key_result(*each) for each in titles]))


KR1, KR2 = "2026-Q4/sales/O1/KR1", "2026-Q4/sales/O1/KR2"
LEADS, DEALS = ("KR1", "New leads per week"), ("KR2", "Deals closed in the east")


def test_nothing_is_mapped_where_nothing_changed() -> None:
    assert kept_keys(sales(LEADS, DEALS), known(sales(LEADS, DEALS))) == {}


def test_rows_may_be_moved() -> None:
    assert kept_keys(sales(DEALS, LEADS), known(sales(LEADS, DEALS))) == {}


def test_the_same_id_is_the_same_key_result_whatever_was_edited_in_its_title() -> None:
    now = sales(("KR1", "New qualified leads per week in the east"), DEALS)
    assert kept_keys(now, known(sales(LEADS, DEALS))) == {}


def test_the_same_id_over_another_title_is_another_key_result() -> None:
    now = sales(("KR1", "Open a shop in Ohio"), DEALS)
    assert kept_keys(now, known(sales(LEADS, DEALS))) == {KR1: f"{KR1}~2"}


def test_key_results_without_an_id_are_known_by_their_titles() -> None:
    before = sales((None, "New leads per week: 50"), (None, "Deals closed in the east"))
    now = sales((None, "Deals closed in the eastern"), (None, "New leads per week: 60"))
    assert kept_keys(now, known(before)) == {
        "2026-Q4/sales/O1/new-leads-per-week-60": "2026-Q4/sales/O1/new-leads-per-week-50",
        "2026-Q4/sales/O1/deals-closed-in-the-eastern": "2026-Q4/sales/O1/deals-closed-in-the-east",
    }


def test_a_title_that_is_less_than_nearly_the_same_is_new() -> None:
    now = sales((None, "New customers per week"))
    assert kept_keys(now, known(sales((None, "Leads per day")))) == {}


def test_titles_written_without_blanks_may_be_edited_too() -> None:
    before = sales((None, "北米市場での新規顧客数を五十社にする"))
    now = sales((None, "北米市場での新規顧客数を六十社にする"))
    [(today, kept)] = kept_keys(now, known(before)).items()
    assert (today, kept) == (now.objectives[0].key_results[0].key, before.objectives[0].key_results[0].key)


def test_ids_that_move_on_when_rows_are_numbered_anew_take_nothing_with_them() -> None:
    now = sales(("KR1", "New partners per week"), ("KR2", LEADS[1]), ("KR3", DEALS[1]))
    assert kept_keys(now, known(sales(LEADS, DEALS))) == {
        KR1: "2026-Q4/sales/O1/KR1~2",
        KR2: KR1,
        "2026-Q4/sales/O1/KR3": KR2,
    }


def test_a_renamed_tab_keeps_its_okrs_by_id_and_title() -> None:
    now = sales(LEADS, DEALS, team="Sales EMEA")
    assert kept_keys(now, known(sales(LEADS, DEALS))) == {
        "2026-Q4/sales-emea/O1": "2026-Q4/sales/O1",
        "2026-Q4/sales-emea/O1/KR1": KR1,
        "2026-Q4/sales-emea/O1/KR2": KR2,
    }


def test_what_was_new_in_a_renamed_tab_is_known_below_the_objective_as_it_is_known() -> None:
    now = sales(LEADS, ("KR9", "Shops open in Ohio"), team="Sales EMEA")
    assert kept_keys(now, known(sales(LEADS)))["2026-Q4/sales-emea/O1/KR9"] == "2026-Q4/sales/O1/KR9"


def test_the_same_id_in_another_team_is_not_the_same_objective() -> None:
    before = okr_set(objective("O1", "Win the east", team="Sales"))
    now = okr_set(objective("O1", "Hire the best people", team="People"))
    assert kept_keys(now, known(before)) == {}


def test_the_same_title_in_the_next_cycle_is_new() -> None:
    before = okr_set(objective(None, "Win the east", team="Sales", cycle=Q4))
    now = okr_set(objective(None, "Win the east", team="Sales", cycle=YEAR))
    assert kept_keys(now, known(before)) == {}


def test_a_tab_that_comes_to_say_its_cycle_keeps_its_okrs() -> None:
    before = okr_set(objective("O1", "Win the east", team="Sales", cycle=None))
    now = okr_set(objective("O1", "Win the east", team="Sales", cycle=Q4))
    assert kept_keys(now, known(before)) == {"2026-Q4/sales/O1": "sales/O1"}
    assert kept_keys(before, known(now)) == {"sales/O1": "2026-Q4/sales/O1"}


def test_key_results_that_stand_without_an_objective_stay_together() -> None:
    def loose(*titles: str, team: str) -> OkrSet:
        return okr_set(objective(None, None, team=team, key_results=[key_result(None, t) for t in titles]))

    before = loose("New leads per week", "Deals closed in the east", team="Sales")
    now = loose("New leads per week", "Deals closed in the east", "Shops open", team="Sales EMEA")
    kept = kept_keys(now, known(before))
    assert kept[now.objectives[0].key] == before.objectives[0].key
    assert [kept.get(each.key) for each in now.objectives[0].key_results[:2]] == [
        each.key for each in before.objectives[0].key_results
    ]


def test_the_best_of_several_near_titles_is_taken_and_each_once() -> None:
    before = sales(
        (None, "New leads per week in Ohio and Iowa"), (None, "New leads per week in Ohio and Utah")
    )
    now = sales((None, "New leads per week in Utah and Iowa"), (None, "New leads a week in Ohio and Utah"))
    kept = kept_keys(now, known(before))
    assert [kept[each.key] for each in now.objectives[0].key_results] == [
        each.key for each in before.objectives[0].key_results
    ]


def test_a_key_that_another_workbook_has_is_not_given_again() -> None:
    history = HistoryView(taken=frozenset({"2026-Q4/sales/O1", KR1}))
    assert kept_keys(sales(LEADS), history) == {
        "2026-Q4/sales/O1": "2026-Q4/sales/O1~2",
        KR1: "2026-Q4/sales/O1~2/KR1",
    }


@pytest.mark.parametrize(("title", "same"), [("Win all the east", True), ("Win the west", False)])
def test_key_results_of_an_objective_without_an_id_are_known_as_long_as_it_is(
    title: str, *, same: bool
) -> None:
    before = okr_set(objective(None, "Win the east", team="Sales", key_results=[key_result(*LEADS)]))
    now = okr_set(objective(None, title, team="Sales", key_results=[key_result(*LEADS)]))
    slug = title.lower().replace(" ", "-")
    kept = {
        f"2026-Q4/sales/{slug}": "2026-Q4/sales/win-the-east",
        f"2026-Q4/sales/{slug}/KR1": "2026-Q4/sales/win-the-east/KR1",
    }
    assert kept_keys(now, known(before)) == (kept if same else {})
