"""What earlier syncs saw of an OKR is told day by day."""

from __future__ import annotations

from datetime import date

from okrsheets.model import HistoryView, Moment, Past

PAST = Past(
    "2026-Q4/sales/O1/KR1",
    (Moment(date(2026, 10, 5), target=40.0), Moment(date(2026, 11, 2), target=30.0)),
)


def test_an_okr_stands_until_the_day_of_its_next_moment() -> None:
    targets = [PAST.on(date(2026, month, day)) for month, day in ((10, 5), (11, 1), (11, 2), (12, 24))]
    assert [moment.target for moment in targets if moment is not None] == [40, 40, 30, 30]


def test_nothing_is_known_of_an_okr_before_it_was_seen() -> None:
    assert PAST.since == date(2026, 10, 5)
    assert PAST.on(date(2026, 10, 4)) is None


def test_a_view_is_empty_before_there_were_syncs() -> None:
    assert not any(HistoryView())
