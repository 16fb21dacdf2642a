"""What can befall a night of mails: a killed process, thousands of mails, a full disk, two who send."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from okrsheets.errors import StateError
from okrsheets.mail.composing import compose
from okrsheets.mail.delivering import Answer, Delivery, Fate, deliver
from okrsheets.mail.transports.smtp import Security, SmtpServer, SmtpTransport
from okrsheets.model import MailState, Parcel
from okrsheets.state import open_state
from tests.mail.parcels import MONDAY, SENDER, mail, minutes, opened, parcel, parcels
from tests.mail.server import Cut, Fault, MailServer, serving

ROOT = Path(__file__).parents[2]
SENDING = """
import sys
from pathlib import Path
from okrsheets.mail.delivering import deliver
from okrsheets.mail.transports.smtp import Security, SmtpServer, SmtpTransport
from tests.mail.parcels import minutes, opened

with opened(Path(sys.argv[1])) as box:
    server = SmtpServer("127.0.0.1", int(sys.argv[2]), "okrs@example.com", Security.NONE)
    deliver(box, SmtpTransport(server), now=minutes(0))
"""


def by(server: MailServer) -> SmtpTransport:
    return SmtpTransport(SmtpServer("127.0.0.1", server.port, "okrs@example.com", Security.NONE, timeout=10))


def states(folder: Path) -> dict[str, str]:
    with opened(folder) as box:
        return {one.recipient.partition("@")[0]: one.state.value for one in box.parcels()}


def started(folder: Path, server: MailServer) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SENDING, str(folder), str(server.port)]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def wait_until(server: MailServer, texts: int) -> None:
    patience = time.monotonic() + 30
    while server.texts < texts:
        assert time.monotonic() < patience
        time.sleep(0.01)


@pytest.mark.parametrize(("fault", "arrived"), [(Cut.MUTE, True), (Cut.SILENT, False)])
def test_a_process_that_is_killed_after_a_mail_was_given_away_leaves_it_unknown(
    tmp_path: Path, fault: Cut, *, arrived: bool
) -> None:
    with opened(tmp_path) as box:
        box.enqueue(parcels("ann", "ben", "cat"))
    with serving(Fault("TEXT", fault, skip=1)) as server:
        process = started(tmp_path, server)
        wait_until(server, 2)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        assert states(tmp_path)["ben"] == "sending"
        with opened(tmp_path) as box:
            box.enqueue(parcels("ann", "ben", "cat"))
            done = deliver(box, by(server), now=minutes(60 * 24))
    assert [one.recipient for one in done.unknown] == ["ben@example.com"]
    assert states(tmp_path) == {"ann": "sent", "ben": "unknown", "cat": "sent"}
    assert server.recipients == [
        "ann@example.com",
        *(["ben@example.com"] if arrived else []),
        "cat@example.com",
    ]


def test_a_process_that_is_killed_at_any_time_sends_nothing_twice(tmp_path: Path) -> None:
    names = [f"person{n}" for n in range(12)]
    with opened(tmp_path) as box:
        box.enqueue(parcels(*names))
    with serving() as server:
        for round_ in range(4):
            process = started(tmp_path, server)
            wait_until(server, 2 * round_ + 1)
            time.sleep(0.004 * round_)
            process.send_signal(signal.SIGKILL)
            process.wait(30)
        with opened(tmp_path) as box:
            deliver(box, by(server), now=minutes(60 * 24))
    found = states(tmp_path)
    arrived = [recipient.partition("@")[0] for recipient in server.recipients]
    assert len(arrived) == len(set(arrived))
    assert {name for name in names if found[name] == "sent"} <= set(arrived)
    assert {name for name in names if name not in arrived} <= {n for n in names if found[n] == "unknown"}
    assert set(found.values()) <= {"sent", "unknown"}
    assert list(found.values()).count("unknown") <= 4


def _many(count: int, words: str) -> Iterator[Parcel]:
    for number in range(count):
        yield compose(mail(f"person{number}", html=words, text=words), sender=SENDER, when=MONDAY)


class _Nowhere:
    """Takes every mail."""

    def __init__(self) -> None:
        self.count = 0

    def send(self, parcel: Parcel) -> Answer:
        self.count += len(parcel.message) > 0
        return Answer(Fate.TAKEN)

    def check(self) -> str:
        return "nowhere"

    def close(self) -> None:
        return


def _large(count: int) -> Iterator[Parcel]:
    made = parcel()
    for number in range(count):
        yield made._replace(key=f"digest:{number}", message=b"%d" % number + b"<p>They need you.</p>" * 1_000)


def test_five_thousand_mails_are_never_in_memory_together(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - what is measured is memory
        tracemalloc.start()
        state.outbox.enqueue(_large(5_000))
        nowhere = _Nowhere()
        done = deliver(state.outbox, nowhere, now=MONDAY)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (done.sent, nowhere.count) == (5_000, 5_000)
    assert peak < 20e6  # together they are 100 MB


@pytest.mark.slow
def test_five_thousand_people_get_their_mail_once_from_a_real_server(tmp_path: Path) -> None:
    with serving(Fault("MAIL", Cut.EARLY, skip=2_500)) as server, open_state(tmp_path) as state:
        state._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - the disk is not what is tried
        state.outbox.enqueue(_many(5_000, "Two of your objectives need you."))
        assert deliver(state.outbox, by(server), now=MONDAY).sent == 5_000
        assert deliver(state.outbox, by(server), now=minutes(60 * 24)) == Delivery()
    assert sorted(server.recipients) == sorted(f"person{n}@example.com" for n in range(5_000))
    assert server.connections == 2


def test_a_disk_that_fills_up_sends_nothing_that_cannot_be_kept(tmp_path: Path) -> None:
    class Filling(_Nowhere):
        """The disk is full from the second mail on."""

        def send(self, parcel: Parcel) -> Answer:
            if self.count:
                (pages,) = connection.execute("PRAGMA page_count").fetchone()
                connection.execute(f"PRAGMA max_page_count = {pages}")
                said = "x" * 500_000
                return super().send(parcel)._replace(said=said)
            return super().send(parcel)

    with open_state(tmp_path / ".okrsheets") as state:
        connection = state._connection  # noqa: SLF001 - a disk that is full is nothing to be made in a test
        state.outbox.enqueue(parcels("ann", "ben", "cat"))
        filling = Filling()
        with pytest.raises(StateError, match="free space"):
            deliver(state.outbox, filling, now=MONDAY)
    assert filling.count == 2
    assert states(tmp_path) == {"ann": "sent", "ben": "sending", "cat": "queued"}
    nowhere = _Nowhere()
    with opened(tmp_path) as box:
        done = deliver(box, nowhere, now=minutes(60 * 24))
    assert [one.recipient for one in done.unknown] == ["ben@example.com"]
    assert nowhere.count == 1


def test_two_who_send_from_one_outbox_send_nothing_twice(tmp_path: Path) -> None:
    """Two hosts with one folder, where no lock of one reaches the other."""
    names = [f"person{n}" for n in range(30)]
    with opened(tmp_path) as box:
        box.enqueue(parcels(*names))
    done: list[Delivery] = []
    with serving() as server:

        def send() -> None:
            with opened(tmp_path) as box:
                done.append(deliver(box, by(server), now=MONDAY))

        both = [threading.Thread(target=send) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(60)
    assert sorted(server.recipients) == sorted(f"{name}@example.com" for name in names)
    assert sum(one.sent for one in done) == 30
    assert set(states(tmp_path).values()) == {MailState.SENT.value}
