"""The outbox keeps each mail once, and knows what became of it."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from okrsheets.errors import StateError
from okrsheets.mail.composing import compose
from okrsheets.mail.delivering import deliver
from okrsheets.mail.transports.folder import FolderTransport
from okrsheets.model import MailState, Parcel
from okrsheets.state import open_state, read_outbox
from okrsheets.state.outbox import KEEP_ROWS, KEEP_SENT, KEEP_UNSENT, Outbox
from tests.mail.parcels import MONDAY, SENDER, mail, minutes, opened, parcel, parcels


def names(found: Iterable[Parcel]) -> list[str]:
    return [one.recipient.partition("@")[0] for one in found]


def sent(box: Outbox) -> Parcel:
    taken = box.take(MONDAY)
    assert taken is not None
    done = taken._replace(state=MailState.SENT, sent=MONDAY)
    box.settle([done])
    return done


def test_a_parcel_comes_out_as_it_went_in(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        assert box.enqueue([parcel()]) == (parcel()._replace(message=b""),)
    with opened(tmp_path) as box:
        taken = box.take(MONDAY)
    assert taken == parcel()._replace(state=MailState.SENDING, tries=1, next_try=None)


def test_a_key_that_is_known_is_never_queued_again(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann"))
        sent(box)
        assert names(box.enqueue(parcels("ann", "ben", "ben"))) == ["ben"]
        assert box.known(["digest:2026-W48:ann@example.com", "digest:2026-W49:ann@example.com"]) == {
            "digest:2026-W48:ann@example.com"
        }
        assert names(box.due(MONDAY)) == ["ben"]


def test_all_parcels_are_queued_or_none(tmp_path: Path) -> None:
    def some() -> Iterator[Parcel]:
        yield parcel("ann")
        raise InterruptedError

    with opened(tmp_path) as box:
        with pytest.raises(InterruptedError):
            box.enqueue(some())
        assert box.parcels() == ()


def test_one_that_is_taken_is_not_taken_again(tmp_path: Path) -> None:
    with opened(tmp_path) as box, opened(tmp_path) as other:
        box.enqueue(parcels("ann", "ben"))
        assert names(filter(None, [box.take(MONDAY), other.take(MONDAY), box.take(MONDAY)])) == ["ann", "ben"]


def test_of_two_who_take_at_once_each_gets_another(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcel()._replace(key=str(number), message=b"x") for number in range(150))
    taken: list[str] = []

    def take() -> None:
        with open_state(tmp_path / ".okrsheets") as state:
            state._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - so that they meet often
            while (found := state.outbox.take(MONDAY)) is not None:
                taken.append(found.key)

    both = [threading.Thread(target=take) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    assert sorted(taken) == sorted(map(str, range(150)))


def test_what_is_taken_is_on_the_disk_before_it_is_sent(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann"))
        box.take(MONDAY)
        assert [one.state for one in read_outbox(tmp_path / ".okrsheets")] == [MailState.SENDING]


def test_a_parcel_waits_until_its_time(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue([parcel()._replace(next_try=minutes(5))])
        assert box.take(minutes(4)) is None
        assert box.due(minutes(4)) == ()
        assert names(box.due(minutes(5))) == ["ann"]


def test_a_clock_that_went_back_keeps_no_mail_for_months(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(
            [parcel()._replace(queued=MONDAY + timedelta(days=300), next_try=MONDAY + timedelta(days=300))]
        )
        assert names(box.due(MONDAY)) == ["ann"]


def test_what_was_being_sent_when_a_run_ended_is_unknown_and_is_not_due(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben"))
        box.take(MONDAY)
    with opened(tmp_path) as box:
        (cut_off,) = box.find_cut_off(said="cut off")
        assert (cut_off.state, cut_off.said, cut_off.tries) == (MailState.UNKNOWN, "cut off", 1)
        assert box.find_cut_off(said="cut off") == ()
        assert names(box.due(MONDAY + timedelta(days=9))) == ["ben"]


def test_what_is_sent_for_certain_is_not_queued_again_by_hand(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben", "cat", "dan"))
        sent(box)
        for state in (MailState.FAILED, MailState.UNKNOWN):
            taken = box.take(MONDAY)
            assert taken is not None
            box.settle([taken._replace(state=state, said="no")])
        everything = [one.key for one in box.parcels()]
        assert sorted(names(box.retry([*everything, "nobody"], minutes(9)))) == ["ben", "cat", "dan"]
        assert {(one.tries, one.next_try) for one in box.due(minutes(9))} == {(0, minutes(9))}
        again = box.take(minutes(9))
        assert again is not None
        assert again.message == parcel("ben").message


def test_of_an_outbox_that_is_narrowed_nothing_else_is_due(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben", "cat"))
        narrow = box.only([parcel("cat").key, "nobody"])
        assert names(narrow.due(MONDAY)) == ["cat"]
        assert names(filter(None, [narrow.take(MONDAY), narrow.take(MONDAY)])) == ["cat"]
        assert names(box.due(MONDAY)) == ["ann", "ben"]


def test_what_is_dropped_by_hand_is_not_due_any_more(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben"))
        done = sent(box)
        (dropped,) = box.drop([done.key, parcel("ben").key], said="dropped by hand")
        assert dropped.recipient == "ben@example.com"
        assert box.due(MONDAY) == ()
        assert [(one.state, one.said) for one in box.parcels(MailState.FAILED)] == [
            (MailState.FAILED, "dropped by hand")
        ]


def _bytes_kept(folder: Path) -> int:
    with closing(sqlite3.connect(folder / ".okrsheets" / "state.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM mail_bytes").fetchone()[0])


def test_the_bytes_of_settled_mails_are_let_go_and_the_mails_stay_known(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben", "cat"))
        sent(box)
        taken = box.take(MONDAY)
        assert taken is not None
        box.settle([taken._replace(state=MailState.UNKNOWN)])
        box.let_go(MONDAY + KEEP_SENT)
        assert _bytes_kept(tmp_path) == 3
        box.let_go(MONDAY + KEEP_SENT + timedelta(seconds=1))
        assert _bytes_kept(tmp_path) == 2
        box.let_go(MONDAY + KEEP_UNSENT + timedelta(seconds=1))
        assert _bytes_kept(tmp_path) == 1
        assert box.enqueue(parcels("ann", "ben", "cat")) == ()
        assert box.retry([taken.key], MONDAY) == ()
        box.let_go(MONDAY + KEEP_ROWS + timedelta(seconds=1))
        assert names(box.parcels()) == ["cat"]  # it still waits


def test_a_year_of_weekly_mails_to_fifty_people_stays_small(tmp_path: Path) -> None:
    chance = random.Random(48)
    rows = ["".join(chance.choices("abcdefgh ijklmnop", k=60)) for _ in range(40)]
    html = "".join(f'<tr><td style="padding:8px;font:14px sans-serif">{row}</td></tr>' for row in rows)
    text = "\n".join(rows)
    with opened(tmp_path) as box:
        for week in range(52):
            now = MONDAY + timedelta(weeks=week)
            each = (mail(f"person{n}", key=f"digest:{week}:person{n}@example.com") for n in range(50))
            box.enqueue(compose(one._replace(html=html, text=text), sender=SENDER, when=now) for one in each)
            box.settle([one._replace(state=MailState.SENT, sent=now, next_try=None) for one in box.due(now)])
            box.let_go(now)
    size = (tmp_path / ".okrsheets" / "state.db").stat().st_size
    assert size / (52 * 50) < 600  # the last weeks' bytes and their free pages are in it


def test_a_disk_that_is_full_queues_nothing_and_says_so(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        box = state.outbox
        connection = state._connection  # noqa: SLF001 - a disk that is full is nothing to be made in a test
        connection.execute("PRAGMA max_page_count = 40")
        with pytest.raises(StateError, match="free space"):
            box.enqueue(parcels(*(f"person{n}" for n in range(900))))
        assert box.parcels() == ()
        assert len(box.enqueue(parcels("ann"))) == 1


def test_reading_the_outbox_makes_no_file(tmp_path: Path) -> None:
    assert read_outbox(tmp_path / ".okrsheets") == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "states"),
    [
        ("UPDATE mail_bytes SET message = x'00' WHERE key LIKE '%ann@%'", "failed"),
        ("UPDATE mail_bytes SET message = 'text' WHERE key LIKE '%ann@%'", "failed"),
        ("DELETE FROM mail_bytes WHERE key LIKE '%ann@%'", "failed"),
        ("UPDATE outbox SET state = 'qed' WHERE key LIKE '%ann@%'", "unknown"),
        ("UPDATE outbox SET queued = 'long ago' WHERE key LIKE '%ann@%'", "sent"),
        ("UPDATE outbox SET queued = '2026-11-23' WHERE key LIKE '%ann@%'", "sent"),
        ("UPDATE outbox SET next_try = 'soon', tries = 'a few' WHERE key LIKE '%ann@%'", "sent"),
        ("UPDATE outbox SET next_try = NULL WHERE key LIKE '%ann@%'", "sent"),
    ],
)
def test_what_is_damaged_of_one_mail_is_told_and_all_others_go_out(
    tmp_path: Path, damage: str, states: str
) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben", "eva"))
    with closing(sqlite3.connect(tmp_path / ".okrsheets" / "state.db")) as file, file:
        assert file.execute(damage).rowcount == 1
    with opened(tmp_path) as box:
        done = deliver(box, FolderTransport(tmp_path / "out"), now=MONDAY)
    ann, ben, eva = sorted(read_outbox(tmp_path / ".okrsheets"), key=lambda one: one.key)
    assert (ann.state.value, ben.state, eva.state) == (states, MailState.SENT, MailState.SENT)
    assert len(list((tmp_path / "out").iterdir())) == done.sent == 2 + (states == "sent")
    if states != "sent":
        assert ann.said == "what the state keeps of it is damaged"
        assert [one.key for one in (*done.failed, *done.unknown)] == [ann.key], "it is told"
