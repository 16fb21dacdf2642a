"""What is due goes out once, and what does not says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from okrsheets.errors import MailUnavailableError
from okrsheets.mail.delivering import CUT_OFF, OLDEST, WAITS, Answer, Delivery, Fate, deliver
from okrsheets.model import MailState, Parcel
from tests.mail.parcels import MONDAY, minutes, opened, parcel, parcels

DOWN = MailUnavailableError("smtp.example.com", "cannot be reached", "try again")


class Script:
    """A transport that answers as it was told, and takes all that is beyond that."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.got: list[str] = []
        self.closed = 0

    def send(self, parcel: Parcel) -> Answer:
        assert parcel.state is MailState.SENDING
        self.got.append(parcel.recipient.partition("@")[0])
        answer = self.answers.pop(0) if self.answers else Answer(Fate.TAKEN, "250 queued")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def check(self) -> str:
        return "a script"

    def close(self) -> None:
        self.closed += 1


def states(folder: Path) -> dict[str, str]:
    with opened(folder) as box:
        return {one.recipient.partition("@")[0]: one.state.value for one in box.parcels()}


def queue(folder: Path, *names: str) -> None:
    with opened(folder) as box:
        box.enqueue(parcels(*names))


def run(folder: Path, script: Script, at: float = 0) -> Delivery:
    with opened(folder) as box:
        return deliver(box, script, now=minutes(at))


def test_everybody_gets_their_mail_and_nobody_gets_it_again(tmp_path: Path) -> None:
    queue(tmp_path, "ann", "ben", "cat")
    first, second = Script(), Script()
    assert run(tmp_path, first) == Delivery(sent=3)
    queue(tmp_path, "ann", "ben", "cat")
    assert run(tmp_path, second, at=60 * 24) == Delivery()
    assert (first.got, second.got) == (["ann", "ben", "cat"], [])
    assert (first.closed, second.closed) == (1, 1)


@pytest.mark.parametrize(
    ("fate", "state"),
    [(Fate.LATER, "queued"), (Fate.REFUSED, "failed"), (Fate.UNKNOWN, "unknown")],
)
def test_what_hinders_one_mail_hinders_no_other(tmp_path: Path, fate: Fate, state: str) -> None:
    queue(tmp_path, "ann", "ben", "cat")
    done = run(tmp_path, Script(Answer(Fate.TAKEN), Answer(fate, "no such thing")))
    assert states(tmp_path) == {"ann": "sent", "ben": state, "cat": "sent"}
    (told,) = (*done.later, *done.failed, *done.unknown)
    assert (done.sent, told.recipient, told.said) == (2, "ben@example.com", "no such thing")
    assert not done.complete


def test_a_mail_that_is_put_off_is_tried_again_at_its_times_and_then_given_up(tmp_path: Path) -> None:
    queue(tmp_path, "ann")
    script = Script(*[Answer(Fate.LATER, "450 come back")] * 9)
    passed = [0.0]
    for wait in WAITS:
        run(tmp_path, script, at=passed[-1])
        passed.append(passed[-1] + wait.total_seconds() / 60)
        run(tmp_path, script, at=passed[-1] - 0.1)
        assert len(script.got) == len(passed) - 1
        assert states(tmp_path) == {"ann": "queued"}
    (lost,) = run(tmp_path, script, at=passed[-1]).failed
    assert (lost.tries, lost.said) == (6, "450 come back")
    assert run(tmp_path, script, at=passed[-1] + 10_000) == Delivery()
    assert len(script.got) == 6


def test_a_mail_that_is_too_old_is_not_put_off_again(tmp_path: Path) -> None:
    queue(tmp_path, "ann")
    days = OLDEST / timedelta(minutes=1)
    run(tmp_path, Script(Answer(Fate.LATER)), at=days)
    assert states(tmp_path) == {"ann": "queued"}
    run(tmp_path, Script(Answer(Fate.LATER)), at=days + 2)
    assert states(tmp_path) == {"ann": "failed"}


def test_a_server_that_is_down_is_asked_once_and_all_mails_wait(tmp_path: Path) -> None:
    queue(tmp_path, "ann", "ben", "cat")
    script = Script(Answer(Fate.TAKEN), DOWN)
    done = run(tmp_path, script)
    assert script.got == ["ann", "ben"]
    assert done.trouble is DOWN
    assert [(one.recipient[:3], one.said, one.tries) for one in done.later] == [
        ("ben", "cannot be reached", 1),
        ("cat", "cannot be reached", 1),
    ]
    assert run(tmp_path, Script(), at=0.5) == Delivery()
    assert run(tmp_path, Script(), at=1) == Delivery(sent=2)


def test_a_server_that_stays_down_has_them_all_given_up(tmp_path: Path) -> None:
    queue(tmp_path, "ann", "ben")
    done = [run(tmp_path, Script(DOWN), at=60 * 24 * night) for night in range(8)]
    assert [len(one.failed) for one in done] == [0, 0, 0, 0, 0, 2, 0, 0]
    assert states(tmp_path) == {"ann": "failed", "ben": "failed"}


def test_a_mail_to_what_is_no_address_fails_and_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as box:
        box.enqueue([parcel("ann"), parcel("ben", recipient="ben@example.com\nBcc: all@example.com")])
    script = Script()
    done = run(tmp_path, script)
    assert script.got == ["ann"]
    assert [(one.recipient, one.said) for one in done.failed] == [
        ("ben@example.com Bcc: all@example.com", "the address holds a line break")
    ]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_what_was_being_sent_when_a_run_ended_is_told_and_not_sent(
    tmp_path: Path, error: type[BaseException]
) -> None:
    class Ended(Script):
        def send(self, parcel: Parcel) -> Answer:
            super().send(parcel)
            raise error

    queue(tmp_path, "ann", "ben")
    ended = Ended()
    with pytest.raises(error):
        run(tmp_path, ended)
    assert (ended.closed, states(tmp_path)) == (1, {"ann": "sending", "ben": "queued"})
    script = Script()
    done = run(tmp_path, script, at=60 * 24)
    assert script.got == ["ben"]
    assert [(one.recipient, one.said) for one in done.unknown] == [("ann@example.com", CUT_OFF)]
    assert states(tmp_path) == {"ann": "unknown", "ben": "sent"}
    assert run(tmp_path, script, at=60 * 48).complete


def test_after_each_mail_there_is_time_to_wait(tmp_path: Path) -> None:
    queue(tmp_path, "ann", "ben", "cat")
    script = Script()
    pauses: list[Sequence[str]] = []
    with opened(tmp_path) as box:
        deliver(box, script, now=MONDAY, between=lambda: pauses.append(tuple(script.got)))
    assert pauses == [("ann",), ("ann", "ben"), ("ann", "ben", "cat")]
