"""Whatever servers answer and wherever runs end, no mail goes out twice and none is lost in silence."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from enum import Enum
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.errors import MailUnavailableError
from okrsheets.mail.delivering import Answer, Fate, deliver
from okrsheets.model import MailState, Parcel
from okrsheets.state import open_state
from tests.mail.parcels import MONDAY, parcel

NAMES = ("ann", "ben", "cat", "dan")


class Turn(Enum):
    """What happens when a mail is to be sent. `ENDED`: the process was, before or after the mail arrived."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN_ARRIVED = "unknown, arrived"
    UNKNOWN_LOST = "unknown, lost"
    DOWN = "down"
    ENDED_BEFORE = "ended before"
    ENDED_AFTER = "ended after"


ARRIVES = {Turn.TAKEN, Turn.UNKNOWN_ARRIVED, Turn.ENDED_AFTER}
FATES = {
    Turn.TAKEN: Fate.TAKEN,
    Turn.LATER: Fate.LATER,
    Turn.REFUSED: Fate.REFUSED,
    Turn.UNKNOWN_ARRIVED: Fate.UNKNOWN,
    Turn.UNKNOWN_LOST: Fate.UNKNOWN,
}


class EndedError(Exception):
    """The process was ended here."""


class World:
    """A server and what arrives there, turn by turn; all is well once the turns are used up."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = turns
        self.arrived: Counter[str] = Counter()

    def send(self, parcel: Parcel) -> Answer:
        turn = self.turns.pop(0) if self.turns else Turn.TAKEN
        self.arrived[parcel.key] += turn in ARRIVES
        if turn in FATES:
            return Answer(FATES[turn], turn.value)
        if turn is Turn.DOWN:
            raise MailUnavailableError("mx", turn.value, "try again")
        raise EndedError

    def check(self) -> str:
        return "a world"

    def close(self) -> None:
        return


@settings(max_examples=40)
@given(
    turns=st.lists(st.sampled_from(Turn), max_size=14),
    pauses=st.lists(st.sampled_from([0, 1, 6, 31, 121, 361, 1441, -1440]), min_size=1, max_size=8),
)
def test_each_mail_arrives_once_or_the_outbox_says_why_not(turns: list[Turn], pauses: list[int]) -> None:
    world, now = World(list(turns)), MONDAY
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, open_state(Path(folder)) as state:
        state._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - the disk is not tried here
        for pause in (*pauses, *[1441] * 7):
            now += timedelta(minutes=pause)
            state.outbox.enqueue(parcel(name)._replace(queued=now, next_try=now) for name in NAMES)
            try:
                done = deliver(state.outbox, world, now=now)
            except EndedError:
                continue
            told.update(one.key for one in (*done.failed, *done.unknown))
        found = {one.key: one for one in state.outbox.parcels()}
    assert set(found) == {parcel(name).key for name in NAMES}
    for key, one in found.items():
        assert world.arrived[key] <= 1
        assert one.state in (MailState.SENT, MailState.FAILED, MailState.UNKNOWN)
        if one.state is not MailState.UNKNOWN:
            assert (one.state is MailState.SENT) == (world.arrived[key] == 1)
        if one.state is not MailState.SENT:
            assert one.said
            assert told[key] <= 1  # not at all where the run ended before it could tell
