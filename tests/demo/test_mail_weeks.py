"""Twelve weeks of nightly syncs over the demo, with mail: each as its cadence says, and none twice."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from okrsheets.model import MailState
from okrsheets.run.consenting import enable_mail
from okrsheets.state import read_outbox
from tests.demo.weeks import FIRST, WEEKS, Company, at_night, edit

DAY = timedelta(days=1)
CLOSED = date(2027, 1, 22)  # 21 days after the last of the fourth quarter
DESK, OTHER = "desk", "other"
INGRID, GRETA, TOM, RAVI, SALES = (
    f"{name}@example.com" for name in ("ingrid", "greta", "tom", "ravi", "sales")
)
CONFIG = """
[mail]
from = "OKRs <okrs@example.com>"
folder = "out"
send_empty = true
leaders = ["Ingrid Solberg"]

[mail.cadences]
"Greta Holm" = "daily"
"Tom Becker" = "weekly on friday"
"Ravi Patel" = "at the end of a cycle"

[people]
"Ingrid Solberg" = "ingrid@example.com"
"Greta Holm" = "greta@example.com"
"Tom Becker" = "tom@example.com"
"Ravi Patel" = "ravi@example.com"

[teams]
Sales = { mail = "sales@example.com" }
"""
"""With `send_empty` the calendar alone says when a mail goes out."""


def _weeks(days: Iterable[date], address: str, weekday: int) -> list[tuple[str, date]]:
    """The mails of somebody who gets one a week, on the first of these days in each of their weeks."""
    first: dict[date, date] = {}
    for day in days:
        first.setdefault(day - (day.weekday() - weekday) % 7 * DAY, day)
    return [
        ("digest:{}-W{:02}:{}".format(*begun.isocalendar()[:2], address), day)
        for begun, day in first.items()
        if begun >= FIRST
    ]


def _expected(nights: Iterable[date]) -> set[tuple[str, date]]:
    """Each mail with its day, as the cadences in the config say."""
    days = [day for day in nights if day < CLOSED]
    expected = [(f"digest:{day}:{GRETA}", day) for day in days]
    for address, weekday in ((INGRID, 0), (SALES, 0), (TOM, 4)):
        expected += _weeks(days, address, weekday)
    after = [day for day in days if day >= date(2027, 1, 1)]
    expected += [(f"digest:end-2026-12-31:{RAVI}", day) for day in after[:1]]
    return set(expected)


@pytest.mark.parametrize("weeks", [2, pytest.param(WEEKS, marks=pytest.mark.slow)])
def test_mails_go_out_exactly_as_the_cadences_say(
    weeks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    company = Company(tmp_path, more=CONFIG)
    state = tmp_path / ".okrsheets"
    assert company.sync(FIRST - DAY, host=DESK).mailed is None  # nobody has agreed to it yet
    enable_mail(company.wanted(FIRST), host=DESK, now=at_night(FIRST))
    size, changes = _size(state), _changes(state)
    nights = [FIRST + n * DAY for n in range(weeks * 7)]
    missed = {FIRST + 7 * DAY, FIRST + 11 * DAY}  # a Monday and a Friday on which the host is off
    nights = [day for day in nights if day not in missed]
    okrs = None
    for number, today in enumerate(nights):
        if okrs is not None and today.weekday() == 0:
            edit(company, today, okrs)
        if today.weekday() == 0:
            assert company.sync(today, host=OTHER).not_mailed is not None
        outcome = company.sync(today, host=DESK)
        assert not outcome.failures
        okrs = outcome.analysis.results.okrs
        if today.weekday() in (0, 4):
            again = company.sync(today, host=DESK).mailed
            assert again is not None
            assert again.delivery.sent == 0
        if number == 8:  # the clock goes back by five days, for one night
            back = company.sync(today - 5 * DAY, host=DESK)
            assert back.mailed is None
            assert "a later day" in str(back.not_mailed)
    mails = read_outbox(state)
    assert {one.state for one in mails} == {MailState.SENT}
    assert {(one.key, one.sent.astimezone().date()) for one in mails if one.sent} == _expected(nights)
    assert len(list((tmp_path / "out").glob("*.eml"))) == len(mails)
    assert _size(state) - size < 200 * (_changes(state) - changes)


def _changes(state: Path) -> int:
    """How many fields of OKRs changed so far."""
    with closing(sqlite3.connect(state / "state.db")) as connection:
        question = "SELECT count(*) FROM moment, json_each(changed)"
        count: int = connection.execute(question).fetchone()[0]
        return count


def _size(state: Path, *, but: tuple[str, ...] = ("outbox", "mail_bytes")) -> int:
    """The bytes that the state takes without some tables, and without room that is free in it."""
    copy = state / "copy.db"
    shutil.copy(state / "state.db", copy)
    with closing(sqlite3.connect(copy)) as connection:
        for table in but:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("VACUUM")
    size = copy.stat().st_size
    copy.unlink()
    return size
