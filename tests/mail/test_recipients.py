"""Who gets mail: names are never guessed, an address is mailed once, and what is none is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from okrsheets.mail.recipients import Recipients, recipients_of
from okrsheets.model import Audience, Cycle, Status, TeamMail
from tests.mail.audience import MONDAY, company, results_about
from tests.okrs import objective, okr_set

ANN = {"Ann Lee": ("ann@example.com",)}
DOMAINS = ("example.com",)


def asked(*lines: str, **audience: Any) -> Recipients:
    """Who gets mail in a company of these lines."""
    said = {"people": ANN, "domains": DOMAINS} | audience
    return recipients_of(results_about(company(*lines)), Audience(**said))


def addresses(found: Recipients) -> list[str]:
    return [one.address for one in found.mailed]


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Ann Lee", "ann@example.com"),
        ("ann  LEE ", "ann@example.com"),
        ("Ann", None),
        ("A. Lee", None),
        ("Lee, Ann", None),
        ("Ann Leeson", None),
        ("ann@example.com", "ann@example.com"),
        ("ANN@Example.COM", "ann@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("Ann Lee <ann@example.com>", "ann@example.com"),
        ("Ann Lee <ann@home.example.org>", "ann@example.com"),
        ("Ben Ruiz <ben@example.com>", "ben@example.com"),
        ("Ben Ruiz (ben@example.com)", "ben@example.com"),
        ("ben@example.com", "ben@example.com"),
        ("ben@mail.example.com", None),
        ("ben@example.com.evil.org", None),
        ("@ann", None),
    ],
)
def test_a_cell_means_somebody_exactly_or_nobody(cell: str, address: str | None) -> None:
    assert addresses(asked(f"Sales / S-1 / {cell}")) == ([address] if address else [])


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("ann@example.com\nBcc: all@example.com", "the address holds a line break"),
        ("ann@example.com\r\n", None),
        (
            "ann@example.com, ben@example.com",
            "the address holds a comma or semicolon, as a list of addresses does",
        ),
        ("ann@example.com ben@example.com", "it is no mail address"),
        ("ann@ben@example.com", "it is no mail address"),
        ("ann@@example.com", "it is no mail address"),
        ("ann@", "it is no mail address"),
        ("ann@example.com\u202e", "the address holds a character that cannot be seen"),
        ("Ann <ann@example.com> <ben@example.com>", "it is no mail address"),
        (
            "Ann (ann@example.com, ben@example.com)",
            "the address holds a comma or semicolon, as a list of addresses does",
        ),
        ("ben@gmail.com", "gmail.com is none of the domains that get mail"),
    ],
)
def test_what_is_not_one_address_of_ours_is_told_with_its_place(cell: str, why: str | None) -> None:
    found = asked(f"Sales / S-1 / {cell}")
    if why is None:  # blanks around an address are no part of it
        assert addresses(found) == ["ann@example.com"]
        return
    [told] = found.unmailed
    assert (addresses(found), told.why) == ([], why)
    assert told.place == "Plan.xlsx, Sales!G2"
    assert "\n" not in told.text


def test_everyone_is_mailed_once_with_all_that_is_theirs() -> None:
    found = asked(
        "Sales / S-1 / Ann Lee",
        "Sales / S-1.1 / ann@example.com; Ben",
        "Product / P-1 / Annie",
        people={"Ann Lee": ("ann@example.com", "Annie", "lee@example.com")},
    )
    [ann] = found.mailed
    assert ann.okrs == {"2026-Q4/sales/S-1", "2026-Q4/sales/S-1/S-1.1", "2026-Q4/product/P-1"}
    assert (ann.name, ann.teams, ann.because) == (
        "Ann Lee",
        ("Sales", "Product"),
        "owner of OKRs",
    )
    assert found.nameless == ("Ben",)


def test_people_of_one_address_are_one_recipient() -> None:
    people = {"Ann Lee": ("desk@example.com",), "Ben Ruiz": ("desk@example.com",)}
    found = asked("Sales / S-1 / Ann Lee", "Sales / S-2 / Ben Ruiz", people=people)
    assert [len(one.okrs) for one in found.mailed] == [2]


def test_a_name_that_two_people_have_is_neither_of_them() -> None:
    people = {"Ann Lee": ("ann@example.com", "Annie"), "Ann Ray": ("ray@example.com", "annie")}
    found = asked("Sales / S-1 / Annie", people=people)
    assert addresses(found) == []
    assert [told.why for told in found.unmailed] == ["several in [people] are called so"]


def test_an_address_of_the_config_that_is_none_is_told() -> None:
    found = asked("Sales / S-1 / Ann Lee", people={"Ann Lee": ("ann@example.com\nBcc: x@example.com",)})
    assert [(told.place, told.why) for told in found.unmailed] == [
        ('[people] "Ann Lee"', "the address holds a line break")
    ]
    assert found.nameless == ("Ann Lee",)


def test_leaders_get_the_whole_wherever_their_address_is() -> None:
    found = asked("Sales / S-1 / Ben", leaders=("Ann Lee", "board@elsewhere.example"))
    assert [(one.address, one.everything, one.because) for one in found.mailed] == [
        ("ann@example.com", True, "one of the leaders"),
        ("board@elsewhere.example", True, "one of the leaders"),
    ]


def test_a_teams_list_and_lead_answer_for_the_team_and_its_members_do_not() -> None:
    teams = {"SALES": TeamMail(("sales@example.com",), lead="Ann Lee"), "Sails": TeamMail(("x@example.com",))}
    found = asked("Sales / S-1 / ben@example.com", "Sales / S-1.1 / Sales", teams=teams)
    assert [(one.address, len(one.okrs), one.teams, one.leads) for one in found.mailed] == [
        ("ann@example.com", 0, ("Sales",), ("Sales",)),
        ("ben@example.com", 1, ("Sales",), ()),
        ("sales@example.com", 1, ("Sales",), ("Sales",)),
    ]
    assert found.unmet == ("Sails",)
    assert found.leads == {"sales": "ann@example.com"}


def test_who_wants_no_mail_gets_none_at_any_of_their_addresses() -> None:
    people = {"Ann Lee": ("ann@example.com", "lee@example.com")}
    found = asked(
        "Sales / S-1 / lee@example.com", "Sales / S-2 / ben@example.com", people=people, never=("Ann Lee",)
    )
    assert addresses(found) == ["ben@example.com"]
    assert found.never == ("ann@example.com",)


def test_who_owns_nothing_gets_nothing() -> None:
    assert addresses(asked("Sales / S-1 / Ben")) == []


def test_nobody_is_mailed_about_a_cycle_that_is_over_or_what_was_given_up() -> None:
    q2 = Cycle("2026-Q2", date(2026, 4, 1), date(2026, 6, 30))
    over = company("Sales / S-1 / Ann Lee", cycle=q2)
    audience = Audience(people=ANN)
    assert recipients_of(results_about(over), audience).mailed == ()
    lately = recipients_of(results_about(over, today=date(2026, 7, 21)), audience)
    assert addresses(lately) == ["ann@example.com"]
    given_up = objective("S-1", "Win", owners=("Ann Lee",), stated_meaning=Status.CANCELLED)
    assert recipients_of(results_about(okr_set(given_up), MONDAY), audience).mailed == ()


def test_without_a_cycle_everything_is_open() -> None:
    undated = results_about(company("Sales / S-1 / Ann Lee", cycle=None))
    assert addresses(recipients_of(undated, Audience(people=ANN))) == ["ann@example.com"]
