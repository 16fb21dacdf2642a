"""What became of the OKRs that somebody's own are aligned to, since their last mail."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from okrsheets.model import KeyResult, Moment, Objective, Okr, Status
from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.rows import LONGEST, Row, row, titled
from okrsheets.reporting.wording import one_line, shortened
from okrsheets.tuples import NamedTuple

__all__ = ["Parents", "parents"]

MOVES = 3


class Parents(NamedTuple):
    """The parents as lines of a table, those that something became of first; `changed` says of how many."""

    rows: tuple[Row, ...]
    changed: int


def parents(
    aligned: Iterable[tuple[str, str]], lately: Lately, ground: Ground, *, own: Container[str]
) -> Parents:
    """What the parents of somebody's OKRs did, each with what of theirs is aligned to it or part of it.

    What their `own` key results did in it is told elsewhere.
    """
    rows: list[tuple[bool, Row]] = []
    tongue = ground.tongue
    for key, child in aligned:
        okr = ground.okr(key)
        did = tuple(_did(okr, lately, ground, own)) if lately.since is not None else ()
        name = isolated(ground.links.names[child])
        because = (
            tongue("{okr} is one of its key results", okr=name)
            if ground.links.homes[child] == key
            else tongue("{okr} is aligned to it", okr=name)
        )
        rows.append((bool(did), row(okr, ground, aside=because, notes=did)))
    rows.sort(key=lambda each: not each[0])
    return Parents(tuple(each for _, each in rows), sum(1 for did, _ in rows if did))


def _did(okr: Okr, lately: Lately, ground: Ground, own: Container[str]) -> Iterator[str]:
    """What people changed of a parent, then how far its key results moved."""
    past = ground.results.history.pasts.get(okr.key)
    before = past.on(lately.since) if past is not None and lately.since is not None else None
    if before is not None:
        yield from _changed(okr, before, ground)
    parts = okr.key_results if isinstance(okr, Objective) else (okr,)
    moved = [each for each in parts if each.key in lately.moves and each.key not in own]
    moved.sort(key=lambda each: -abs(lately.moves[each.key].points))
    for each in moved[:MOVES]:
        move = lately.moves[each.key]
        of_itself = isinstance(okr, KeyResult)
        words = move.gained if of_itself else f"{move.gained}: {isolated(titled(each, ground))}"
        yield f"{words} ({isolated(move.words)})" if move.words else words


def _changed(okr: Okr, before: Moment, ground: Ground) -> Iterator[str]:
    """What a person made another thing of: its words, its last day, or whether it is still pursued."""
    tongue, year = ground.tongue, ground.results.today.year
    old, new = one_line(before.title or ""), one_line(okr.title or "")
    if old and new and old != new:
        yield tongue("was called “{title}”", title=isolated(shortened(old, longest=LONGEST)))
    if okr.due is not None and okr.due != before.due:
        now = tongue.day(okr.due, year=okr.due.year != year)
        if before.due is None:
            yield tongue("is due {day} now", day=now)
        else:
            then = tongue.day(before.due, year=before.due.year != year)
            yield tongue("is due {day} now, was due {before}", day=now, before=then)
    if okr.stated_meaning is not before.status:
        if okr.stated_meaning is Status.POSTPONED:
            yield tongue("was postponed")
        elif okr.stated_meaning is Status.CANCELLED:
            yield tongue("was cancelled")
