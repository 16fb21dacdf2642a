"""Progress against time: what is expected, and the status that follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from okrsheets.model import Ambition, Direction, Field, Figure, KeyResult, Measure, Resolutions, Status
from okrsheets.progress import ProgressSettings, roll_up
from tests.okrs import Q4, key_result, objective, okr_set

NO_LINKS = Resolutions((), (), frozenset())
MIDDLE = date(2026, 11, 15)


def _figure(row: KeyResult, today: date, *, has_cycle: bool = True) -> Figure:
    okrs = okr_set(objective("O1", "Grow", key_results=[row], cycle=Q4 if has_cycle else None))
    figures = roll_up(okrs, NO_LINKS, today=today, settings=ProgressSettings())
    return figures.okrs[next(okrs.key_results).key]


def _at(current: float | None, today: date) -> Figure:
    return _figure(key_result("KR1", "Sell", baseline=0, current=current, target=100), today)


def _day(share: float) -> date:
    return Q4.start + timedelta(days=round((Q4.end - Q4.start).days * share))


@pytest.mark.parametrize(
    ("progress", "share", "status"),
    [
        (0, 0.09, Status.TOO_EARLY),
        (45, 0.5, Status.ON_TRACK),
        (41, 0.5, Status.ON_TRACK),
        (39, 0.5, Status.BEHIND),
        (26, 0.5, Status.BEHIND),
        (24, 0.5, Status.AT_RISK),
        (0, 0.5, Status.AT_RISK),
        (100, 0.5, Status.DONE),
        (120, 0.05, Status.DONE),
        (83, 0.9, Status.BEHIND),
        (86, 0.9, Status.ON_TRACK),
        (96, 1.0, Status.ON_TRACK),
        (90, 1.2, Status.BEHIND),
        (70, 3.0, Status.AT_RISK),
        (99, 3.0, Status.ON_TRACK),
    ],
)
def test_the_gap_to_what_time_asks_for_is_the_status(progress: float, share: float, status: Status) -> None:
    assert _at(progress, _day(share)).status is status


def test_expected_grows_from_the_first_day_to_the_last_and_no_further() -> None:
    assert _at(0, Q4.start - timedelta(days=9)).expected == 0
    assert _at(0, Q4.start).expected == 0
    assert _at(0, Q4.end).expected == 1
    assert _at(0, Q4.end + timedelta(days=400)).expected == 1
    assert _at(0, MIDDLE).expected == pytest.approx(45 / 91)


def test_of_an_aspirational_key_result_less_is_expected() -> None:
    row = key_result("KR1", "x", baseline=0, current=0, target=1, ambition=Ambition.ASPIRATIONAL)
    assert _figure(row, Q4.end).expected == pytest.approx(0.7)


def test_a_due_date_of_its_own_is_the_end() -> None:
    row = key_result("KR1", "x", baseline=0, current=0, target=1, due=date(2026, 11, 15))
    assert _figure(row, MIDDLE).expected == 1


def test_before_the_cycle_and_with_nothing_entered_it_is_not_started() -> None:
    assert _at(0, Q4.start - timedelta(days=1)).status is Status.NOT_STARTED
    assert _at(None, Q4.start + timedelta(days=30)).status is Status.NOT_STARTED


def test_nothing_entered_long_after_the_first_update_was_due_is_behind_the_calendar() -> None:
    assert _at(None, MIDDLE).status is Status.AT_RISK
    assert _at(None, Q4.end + timedelta(days=5)).status is Status.AT_RISK


def test_without_a_cycle_or_progress_the_status_is_unknown() -> None:
    row = key_result("KR1", "x", baseline=0, current=50, target=100)
    assert _figure(row, MIDDLE, has_cycle=False).status is Status.UNKNOWN
    assert _figure(row, MIDDLE, has_cycle=False).expected is None
    assert _figure(key_result("KR1", "x", current=3), MIDDLE).status is Status.UNKNOWN


@pytest.mark.parametrize("word", [Status.CANCELLED, Status.POSTPONED])
def test_a_closed_word_of_a_person_stands(word: Status) -> None:
    row = key_result("KR1", "x", baseline=0, current=100, target=100, stated_meaning=word)
    assert _figure(row, MIDDLE).status is word


def test_a_value_is_judged_by_its_own_day_while_it_is_recent() -> None:
    row = key_result("KR1", "x", baseline=0, current=30, target=100, updated=date(2026, 10, 31))
    assert _figure(row, date(2026, 12, 1)).expected == pytest.approx(30 / 91)
    assert _figure(row, date(2026, 12, 1)).status is Status.ON_TRACK


def test_silence_is_never_green() -> None:
    row = key_result("KR1", "x", baseline=0, current=99, target=100, updated=date(2026, 10, 20))
    assert Field.UPDATED in row.cells
    assert _figure(row, date(2026, 11, 23)).status is Status.ON_TRACK
    assert _figure(row, date(2026, 11, 24)).status is Status.UNKNOWN


def test_time_before_and_after_the_cycle_is_not_silence() -> None:
    early = key_result("KR1", "x", baseline=0, current=99, target=100, updated=date(2026, 8, 1))
    assert _figure(early, date(2026, 10, 20)).status is Status.ON_TRACK
    late = key_result("KR1", "x", baseline=0, current=99, target=100, updated=date(2026, 12, 20))
    assert _figure(late, date(2027, 6, 1)).status is Status.ON_TRACK


def test_a_state_to_hold_is_on_track_or_at_risk_and_done_only_at_the_end() -> None:
    held = key_result("KR1", "Uptime", current=0.999, target=0.99, direction=Direction.MAINTAIN)
    lost = key_result("KR1", "Uptime", current=0.9, target=0.99, direction=Direction.MAINTAIN)
    assert _figure(held, MIDDLE).status is Status.ON_TRACK
    assert _figure(lost, MIDDLE).status is Status.AT_RISK
    assert _figure(held, Q4.end + timedelta(days=1)).status is Status.DONE


def test_yes_is_done_at_any_time() -> None:
    row = key_result("KR1", "Signed", current=1, measure=Measure.YES_NO)
    assert _figure(row, Q4.start).status is Status.DONE
