"""What people moved of what concerns somebody, since their last mail."""

from __future__ import annotations

from collections.abc import Container, Iterable

from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.rows import LONGEST, more, titled
from okrsheets.reporting.links import Link
from okrsheets.reporting.wording import shortened
from okrsheets.tuples import NamedTuple

__all__ = ["MoveLine", "Movement", "movement"]

MOST = 8


class MoveLine(NamedTuple):
    """One key result that moved: the points it gained, or what else became of it, and the values in words."""

    gained: str
    link: Link
    words: str


class Movement(NamedTuple):
    """The key results that moved, those that went farthest first.

    `number` is how many did, `left` says how many of them are not listed.
    """

    since: str
    lines: tuple[MoveLine, ...]
    left: str
    number: int


def movement(
    keys: Iterable[str], lately: Lately, ground: Ground, *, own: Container[str], linked: bool
) -> Movement | None:
    """What moved of these key results, their `own` first; None where nobody looked before.

    `linked`: each leads to its objective, as that may not stand in the mail.
    """
    since, tongue = lately.since, ground.tongue
    if since is None:
        return None
    moved = [key for key in dict.fromkeys(keys) if key in lately.moves]
    moved.sort(key=lambda key: (key not in own, -abs(lately.moves[key].points)))
    return Movement(
        since=tongue.day(since, year=since.year != ground.results.today.year),
        lines=tuple(_line(key, lately, ground, linked=linked) for key in moved[:MOST]),
        left=more(len(moved) - MOST, tongue),
        number=len(moved),
    )


def _line(key: str, lately: Lately, ground: Ground, *, linked: bool) -> MoveLine:
    move, okr = lately.moves[key], ground.okr(key)
    words = shortened(move.link.words, longest=LONGEST) if okr.id else titled(okr, ground)
    return MoveLine(
        move.gained,
        Link(words, move.link.href if linked else ""),
        isolated(shortened(move.words, longest=LONGEST)),
    )
