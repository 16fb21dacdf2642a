"""What became of the OKRs that somebody's own are aligned to, since their last mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from okrsheets.model import KeyResult, Moment, Objective, Okr, Status
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.rows import LONGEST, Row, row
from okrsheets.reporting.moved import Move
from okrsheets.reporting.wording import day, one_line, shortened
from okrsheets.tuples import NamedTuple

__all__ = ["Parents", "parents"]

MOVES = 3


class Parents(NamedTuple):
    """The parents as lines of a table, those that something became of first; `changed` says of how many."""

    rows: tuple[Row, ...]
    changed: int


def parents(aligned: Iterable[tuple[str, str]], lately: Lately, ground: Ground) -> Parents:
    """What the parents of somebody's OKRs did, each with what of theirs is aligned to it."""
    rows: list[tuple[bool, Row]] = []
    for key, child in aligned:
        okr = ground.okr(key)
        did = tuple(_did(okr, lately, ground)) if lately.since is not None else ()
        notes = (*did, f"{ground.links.names[child]} is aligned to it")
        rows.append((bool(did), row(okr, ground, notes=notes)))
    rows.sort(key=lambda each: not each[0])
    return Parents(tuple(each for _, each in rows), sum(1 for did, _ in rows if did))


def _did(okr: Okr, lately: Lately, ground: Ground) -> Iterator[str]:
    """What people changed of a parent, then how far its key results moved."""
    past = ground.results.history.pasts.get(okr.key)
    before = past.on(lately.since) if past is not None and lately.since is not None else None
    if before is not None:
        yield from _changed(okr, before, ground.results.today)
    parts = okr.key_results if isinstance(okr, Objective) else (okr,)
    moves = [lately.moves[each.key] for each in parts if each.key in lately.moves]
    for move in sorted(moves, key=lambda move: -abs(move.points))[:MOVES]:
        yield _moved(move, of_itself=isinstance(okr, KeyResult))


def _moved(move: Move, *, of_itself: bool) -> str:
    words = move.gained if of_itself else f"{move.gained}: {shortened(move.link.words, longest=LONGEST)}"
    return f"{words} ({move.words})" if move.words else words


def _changed(okr: Okr, before: Moment, today: date) -> Iterator[str]:
    """What a person made another thing of: its words, its last day, or whether it is still pursued."""
    old, new = one_line(before.title or ""), one_line(okr.title or "")
    if old and new and old != new:
        yield f"was called “{shortened(old, longest=LONGEST)}”"
    if okr.due is not None and before.due is not None and okr.due != before.due:
        yield f"is due {_day(okr.due, today)}, was due {_day(before.due, today)}"
    elif okr.due is not None and before.due is None:
        yield f"is due {_day(okr.due, today)} now"
    gone = okr.stated_meaning in (Status.POSTPONED, Status.CANCELLED)
    if gone and okr.stated_meaning is not None and before.status is not okr.stated_meaning:
        yield f"was {okr.stated_meaning.value}"


def _day(when: date, today: date) -> str:
    return day(when, year=when.year != today.year)
