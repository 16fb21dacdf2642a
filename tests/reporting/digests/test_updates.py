"""Updates that are due: as a mail of their own, and as a part of the day's mail."""

from __future__ import annotations

from datetime import date

from okrsheets.model import Figure, Figures
from okrsheets.reporting import Digests
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.digests.mails import OWNER, SETTINGS

KEYS = [f"2026-Q4/sales/S-1/KR{n}" for n in range(14)]
RESULTS = results_of(
    okr_set(
        objective(
            "S-1",
            "Win the east",
            team="Sales",
            key_results=[
                key_result(f"KR{n}", f"Sell <b>{n}</b>", current=None if n == 1 else 5, target=9)
                for n in range(14)
            ],
        )
    )
)


def updated() -> Digests:
    """The mails where the first of them was updated a while ago, and the others never."""
    figures = Figures({KEYS[0]: Figure(0.5, updated=date(2026, 11, 2))}, {})
    return Digests.of(RESULTS._replace(figures=figures), settings=SETTINGS)


def test_a_reminder_names_each_key_result_with_its_last_update_and_its_cell() -> None:
    mail = updated().reminder(OWNER, KEYS[:2])
    words = " ".join(mail.text.split())
    assert mail.subject == "Updates are due: Sam Lee"
    assert mail.preheader == "2 updates are due."
    assert "KR0 Sell <b>0</b> was last updated on 2 Nov 2026" in words
    assert "KR1 Sell <b>1</b> has no value yet" in words
    assert words.count("Enter where it stands now, with the day") == 2
    assert "&lt;b&gt;0&lt;/b&gt;" in mail.html
    assert "<b>0" not in mail.html


def test_of_many_updates_as_many_are_named_as_there_is_room_for() -> None:
    mail = updated().reminder(OWNER, KEYS)
    assert mail.text.count("Enter where it stands now") == 12
    assert "and 2 more" in mail.text


def test_updates_that_are_due_stand_first_in_the_mail_of_the_day() -> None:
    recipient = OWNER._replace(okrs=frozenset(KEYS))
    mail = updated().digest(recipient, since=None, due=KEYS[:1])
    assert mail is not None
    first, _, rest = mail.text.partition("Where your key results stand")
    assert "Updates that are due" in first
    assert "KR0" in first
    assert rest
    assert mail.preheader == "1 update is due."


def test_without_updates_due_there_is_no_such_part() -> None:
    recipient = OWNER._replace(okrs=frozenset(KEYS))
    mail = updated().digest(recipient, since=None, due=[])
    assert mail is not None
    assert "pdate" not in mail.text
