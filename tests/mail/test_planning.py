"""What is to be mailed now, from who there is, their cadences and what went out before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from okrsheets.mail.planning import Due, Mailed, MailPlan, plan_mails
from okrsheets.model import Audience, Cadence, OkrSet, Rhythm, TeamMail
from okrsheets.progress import PaceSettings, ProgressSettings
from tests.mail.audience import MONDAY, company, results_about
from tests.okrs import key_result, objective, okr_set

DAY = timedelta(days=1)
SUNDAY = MONDAY - DAY
WEEKLY_UPDATES = ProgressSettings(pace=PaceSettings(cadence=7))
ANN, BEN, LEAD = "ann@example.com", "ben@example.com", "lead@example.com"
OWNED = company(f"Sales / S-1 / {ANN}", f"Sales / S-1.1 / {ANN}", f"Product / P-1 / {BEN}")


FIRST = Mailed(SUNDAY)


def planned(
    today: date = MONDAY,
    mailed: Mailed = FIRST,
    *,
    okrs: OkrSet = OWNED,
    updated: Mapping[str, date] | None = None,
    as_of: Mapping[str, date] | None = None,
    **audience: Any,
) -> MailPlan:
    said = Audience(domains=("example.com",), **audience)
    results = results_about(okrs, today, updated=updated, as_of=as_of)
    return plan_mails(results, said, mailed, settings=WEEKLY_UPDATES)


def keys(plan: MailPlan) -> list[str]:
    return [one.key for one in plan.due]


def test_everybody_has_their_own_cadence() -> None:
    ben = {BEN: Cadence(Rhythm.DAILY)}
    assert keys(planned(cadences=ben)) == [f"digest:2026-W48:{ANN}", f"digest:2026-11-23:{BEN}"]
    tuesday = planned(MONDAY + DAY, Mailed(MONDAY), cadences=ben)
    assert keys(tuesday) == [f"digest:2026-11-24:{BEN}"]


def test_a_cadence_may_be_a_persons_by_name() -> None:
    plan = planned(people={"Ann Lee": (ANN,)}, cadences={"ann lee": Cadence(Rhythm.CYCLE_END)})
    assert keys(plan) == [f"digest:2026-W48:{BEN}"]


def test_a_digest_tells_what_moved_since_the_last_one() -> None:
    plan = planned(mailed=Mailed(SUNDAY, digests={ANN: date(2026, 11, 2)}))
    assert [one.since for one in plan.due] == [date(2026, 11, 2), None]


def test_nobody_gets_two_mails_on_a_day() -> None:
    assert keys(planned(mailed=Mailed(SUNDAY, mails={ANN: MONDAY}))) == [f"digest:2026-W48:{BEN}"]


def test_the_end_of_a_cycle_is_that_of_their_own_okrs() -> None:
    assert keys(planned(date(2026, 12, 31), Mailed(date(2026, 12, 30)), cadence=AT_THE_END)) == []
    plan = planned(date(2027, 1, 3), Mailed(date(2026, 12, 30)), cadence=AT_THE_END)
    assert keys(plan) == [f"digest:end-2026-12-31:{ANN}", f"digest:end-2026-12-31:{BEN}"]
    assert keys(planned(date(2027, 1, 4), Mailed(date(2027, 1, 3)), cadence=AT_THE_END)) == []


def test_whose_figures_depend_on_what_was_not_read_waits() -> None:
    okrs = OWNED._replace(
        objectives=tuple(
            each._replace(at=each.at._replace(workbook="Other.xlsx")) if each.team == "Product" else each
            for each in OWNED.objectives
        )
    )
    okrs = OkrSet.of(okrs.objectives)
    plan = planned(okrs=okrs, as_of={"Other.xlsx": SUNDAY}, leaders=(LEAD,))
    assert keys(plan) == [f"digest:2026-W48:{ANN}"]
    assert plan.waiting == {BEN: SUNDAY, LEAD: SUNDAY}
    later = planned(MONDAY + DAY, Mailed(MONDAY, behind=plan.waiting), okrs=okrs, leaders=(LEAD,))
    assert keys(later) == [f"digest:2026-W48:{BEN}", f"digest:2026-W48:{LEAD}"]


def test_a_source_is_waited_for_three_days() -> None:
    for days, waits in ((3, True), (4, False)):
        plan = planned(as_of={"Plan.xlsx": MONDAY - days * DAY})
        assert bool(plan.waiting) is waits
        assert bool(plan.due) is not waits


KEY = "2026-Q4/sales/S-1/S-1.1"
UPDATED = {KEY: MONDAY - timedelta(days=7)}  # so that the next update is due on this Monday
AT_THE_END = Cadence(Rhythm.CYCLE_END)


def reminded(
    first: date, nights: int, *, but: tuple[date, ...] = (), **audience: Any
) -> dict[date, list[Due]]:
    """Who is mailed on each night of a run of nights."""
    told: dict[date, list[Due]] = {}
    until = first - DAY
    for n in range(nights):
        today = first + n * DAY
        if today in but:
            continue
        plan = planned(today, Mailed(until), updated=UPDATED, **audience)
        if plan.due:
            told[today] = list(plan.due)
        until = today
    return told


def test_an_owner_is_reminded_when_due_and_after_one_three_and_seven_days_and_the_lead_at_the_end() -> None:
    teams = {"Sales": TeamMail(lead=LEAD)}
    told = reminded(MONDAY - 3 * DAY, 30, cadence=AT_THE_END, reminders=True, teams=teams)
    assert {day - MONDAY: [one.recipient.address for one in due] for day, due in told.items()} == {
        0 * DAY: [ANN],
        1 * DAY: [ANN],
        3 * DAY: [ANN],
        7 * DAY: [ANN, LEAD],
    }
    assert {one.reminders for due in told.values() for one in due} == {(KEY,)}
    assert not any(one.digest for due in told.values() for one in due)


def test_reminders_are_off_unless_asked_for() -> None:
    assert reminded(MONDAY, 10, cadence=AT_THE_END) == {}


def test_a_reminder_joins_the_digest_of_the_day() -> None:
    told = reminded(MONDAY, 8, cadence=Cadence(Rhythm.WEEKLY, 0), reminders=True)
    ann = {day - MONDAY: one for day, due in told.items() for one in due if one.recipient.address == ANN}
    assert {when: (one.digest, one.reminders) for when, one in ann.items()} == {
        0 * DAY: (True, (KEY,)),
        1 * DAY: (False, (KEY,)),
        3 * DAY: (False, (KEY,)),
        7 * DAY: (True, (KEY,)),
    }


def test_a_missed_night_makes_one_reminder_of_two() -> None:
    told = reminded(MONDAY, 5, but=(MONDAY, MONDAY + DAY), cadence=AT_THE_END, reminders=True)
    assert [day - MONDAY for day in told] == [2 * DAY, 3 * DAY]


def test_who_updates_is_not_reminded() -> None:
    plan = planned(reminders=True, cadence=AT_THE_END, updated={KEY: MONDAY - DAY})
    assert plan.due == ()


def test_nobody_is_reminded_of_what_could_not_be_read_for_longer_than_it_is_waited_for() -> None:
    for days, waits in ((3, {ANN: SUNDAY}), (4, {})):
        plan = planned(
            reminders=True, cadence=AT_THE_END, updated=UPDATED, as_of={"Plan.xlsx": MONDAY - days * DAY}
        )
        assert (plan.due, plan.waiting) == ((), waits)


def test_time_after_the_end_of_a_cycle_asks_for_no_update() -> None:
    day = date(2027, 1, 4)
    plan = planned(day, Mailed(day - DAY), reminders=True, updated={KEY: date(2026, 12, 28)})
    assert not any(one.reminders for one in plan.due)


def test_thousands_get_their_mail_each() -> None:
    okrs = okr_set(
        *(
            objective(
                f"T{n}",
                f"Goal {n}",
                team=f"Team {n % 100:03}",
                owners=(f"lead{n}@example.com",),
                key_results=[
                    key_result(f"K{k}", f"Figure {k}", owners=(f"p{n}-{k}@example.com",)) for k in range(4)
                ],
            )
            for n in range(1000)
        )
    )
    plan = planned(okrs=okrs)
    assert len({one.key for one in plan.due}) == len(plan.due) == len(plan.recipients.mailed) == 5000
    assert {len(one.recipient.okrs) for one in plan.due} == {1}
