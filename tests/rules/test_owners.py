"""Who owns too much, and who is not among the people that a tab or the config lists."""

from __future__ import annotations

import pytest

from okrsheets.grid import Sheet
from okrsheets.lint import LintSettings
from okrsheets.model import Finding
from okrsheets.pipeline import StageSettings
from tests.grids import sheet, workbook
from tests.rules.judging import told, told_of

HEAD = "| Objective | Key result | Owner | Target | Status |"


def _owned(*owners: str, status: str = "On track") -> str:
    rows = [
        f"| Goal of group {n // 4} in shops | Measure {n} | {owner} | 5{n} | {status} |"
        for n, owner in enumerate(owners)
    ]
    return "\n".join((HEAD, *rows))


def test_the_eighth_open_key_result_of_a_person_is_told_at_its_owner() -> None:
    (found,) = told("overloaded-owner", _owned(*["Ann Lee"] * 9))
    assert str(found.place) == "Q4 2026!C9"
    assert found.message == "Ann Lee owns 9 key results that are still open in 2026-Q4, more than 7"


def test_seven_are_not_too_many_and_the_number_can_be_set() -> None:
    grid = _owned(*["Ann Lee"] * 7)
    assert told("overloaded-owner", grid) == []
    strict = StageSettings(lint=LintSettings(thresholds={"overloaded-owner": 6}))
    assert len(told("overloaded-owner", grid, settings=strict)) == 1


def test_each_of_several_owners_is_counted_and_spelling_of_case_aside() -> None:
    grid = _owned("Ann Lee; Ben Ruiz", "ann lee", *["Ann Lee"] * 6)
    assert [each.message[:7] for each in told("overloaded-owner", grid)] in (["Ann Lee"], ["ann lee"])


@pytest.mark.parametrize(
    "owner", ["Sales & Marketing", "Customer Success", "客户成功部", "営業チーム", "고객팀"]
)
def test_what_a_team_owns_overloads_nobody(owner: str) -> None:
    assert told("overloaded-owner", _owned(*[owner] * 9)) == []


@pytest.mark.parametrize("status", ["Done", "Cancelled", "Postponed"])
def test_what_is_over_overloads_nobody(status: str) -> None:
    assert told("overloaded-owner", _owned(*["Ann Lee"] * 9, status=status)) == []


def test_a_name_of_one_word_may_be_that_of_two_people_in_two_workbooks() -> None:
    east = sheet("East Q4 2026", _owned(*["Ann"] * 4))
    west = sheet("West Q4 2026", _owned(*["Ann"] * 4))
    apart = (workbook(east, source="East.xlsx"), workbook(west, source="West.xlsx"))
    assert told_of("overloaded-owner", *apart) == []
    assert len(told_of("overloaded-owner", workbook(east, west))) == 1


def test_cycles_are_counted_apart() -> None:
    tabs = (sheet("Sales Q4 2026", _owned(*["Ann Lee"] * 4)), sheet("Sales 2026", _owned(*["Ann Lee"] * 4)))
    assert told_of("overloaded-owner", workbook(*tabs)) == []


PEOPLE = sheet(
    "People",
    """
    | Name     | Role    | Mail               |
    | Ann Lee  | Seller  | ann@example.com    |
    | Ben Ruiz | Founder | b.ruiz@example.com |
    | Zoé Hall | Editor  | zoe@example.com    |
    """,
)


def _unknown(*owners: str, people: Sheet = PEOPLE, settings: StageSettings | None = None) -> list[Finding]:
    tabs = (sheet("Q4 2026", _owned(*owners)), people)
    return told_of("unknown-owner", workbook(*tabs), settings=settings)


def test_an_owner_who_is_not_listed_is_told_with_the_nearest() -> None:
    (found,) = _unknown("Ann Lee", "Ben Ruz", "Zoe Hall")
    assert str(found.place) == "Q4 2026!C3"
    assert found.message == 'Ben Ruz, the owner of "Measure 1", is not in the tab "People"'
    assert found.hint == "did you mean Ben Ruiz?"


def test_lists_of_one_name_are_named_once() -> None:
    books = [
        workbook(sheet("Q4 2026", _owned("Ann Lee", "Ben Ruz", "Zoe Hall")), PEOPLE, source=f"{name}.xlsx")
        for name in ("East", "West", "North")
    ]
    found = told_of("unknown-owner", *books)
    assert {one.message for one in found} == {'Ben Ruz, the owner of "Measure 1", is not in any tab "People"'}


def test_an_owner_who_is_like_nobody_is_told_without_a_guess() -> None:
    (found,) = _unknown("Ann Lee", "Quentin Xavier", "Zoe Hall")
    assert found.hint == "add the name there, or name someone who is in it"


def test_the_same_name_is_told_once_with_how_often_it_stands() -> None:
    (found,) = _unknown("Ann Lee", "Ben Ruz", "Zoe Hall", "Ben Ruz", "Ben Ruz")
    assert 'of "Measure 1" (and of 2 more OKRs), is not' in found.message
    assert len(found.also) == 2


@pytest.mark.parametrize(
    "owner",
    [
        "Ann",
        "Lee, Ann",
        "A. Lee",
        "ann@example.com",
        "@ann",
        "zoe hall",
        "Founder",
        "Sales & Marketing",
        "TBD",
    ],
)
def test_parts_of_a_name_addresses_roles_and_teams_are_known(owner: str) -> None:
    assert _unknown("Ann Lee", "Ben Ruiz", owner) == []


@pytest.mark.parametrize(
    "name", ["Staff", "People 2026", "Mitarbeiter", "Collaborateurs", "员工名单", "社員一覧"]
)
def test_the_list_may_have_any_of_the_usual_names(name: str) -> None:
    assert len(_unknown("Ann Lee", "Ben Ruz", "Zoe Hall", people=PEOPLE._replace(name=name))) == 1


def test_a_tab_of_others_is_no_list_of_the_owners() -> None:
    assert _unknown("Ann Lee", "Kim Park", "Lou Reed") == []


def test_without_a_list_nobody_is_unknown() -> None:
    assert told("unknown-owner", _owned("Ann Lee", "Ben Ruz")) == []


def test_a_team_that_is_called_people_and_has_okrs_lists_nobody() -> None:
    people = sheet("People", _owned("Ann Lee", "Ben Ruiz"))
    assert _unknown("Ann Lee", "Ben Ruz", people=people) == []


def test_the_config_may_list_the_people_and_is_certain() -> None:
    lint = LintSettings(people={"Ann Lee": ("ann@example.com",), "Ben Ruiz": ("Benny",)})
    found = told(
        "unknown-owner",
        _owned("Benny", "ann@example.com", "Kim Park", "Lou Reed", "Max Moor"),
        settings=StageSettings(lint=lint),
    )
    assert [each.message.partition(",")[0] for each in found] == ["Kim Park", "Lou Reed", "Max Moor"]
    assert found[0].message.endswith("is not in [people] of the config")
