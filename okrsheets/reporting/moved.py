"""What people moved lately: key results whose values or targets are others than a week ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from okrsheets.model import KeyResult, Moment, Past, Results, whole_percent
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.wording import NOTHING, amounts
from okrsheets.tuples import NamedTuple

__all__ = ["Move", "Moved", "moved"]

SINCE = timedelta(days=7)
MOST = 8


class Move(NamedTuple):
    """One key result that moved: the points it gained, or what else became of it, and the values in words."""

    gained: str
    link: Link
    words: str


class Moved(NamedTuple):
    """What moved since a day, the farthest first; `left` says how many more did."""

    since: str
    moves: tuple[Move, ...]
    left: str


def moved(results: Results, *, links: Links) -> Moved | None:
    """What people changed since a week ago, or since syncs began to look; None where nobody looked before.

    Time moves a status, not a value: only what a person wrote counts.
    """
    pasts, tongue = results.history.pasts, links.tongue
    begun = min((past.since for past in pasts.values()), default=results.today)
    since = max(begun, results.today - SINCE)
    if since >= results.today:
        return None
    found = [
        (key_result, before)
        for key_result in results.okrs.key_results
        if (past := pasts.get(key_result.key)) is not None
        and (before := past.on(since)) is not None
        and _is_other(key_result, before)
    ]
    moves = [move for each, before in found for move in _moves(each, before, pasts[each.key], results, links)]
    moves.sort(key=lambda move: -abs(move[0]))
    left = len(moves) - MOST
    return Moved(
        since=tongue.day(since, year=since.year != results.today.year),
        moves=tuple(move for _, move in moves[:MOST]),
        left=tongue("and {number} more", number=tongue.number(left)) if left > 0 else "",
    )


def _is_other(key_result: KeyResult, before: Moment) -> bool:
    said = (key_result.current, key_result.target, key_result.stated_progress)
    return said != (before.current, before.target, before.stated_progress)


def _moves(
    key_result: KeyResult, before: Moment, past: Past, results: Results, links: Links
) -> Iterator[tuple[float, Move]]:
    """A move for a target that was changed, else one for the progress; with how far it went."""
    figure, tongue = results.figures.okrs.get(key_result.key, NO_FIGURE), links.tongue
    gained = 0
    if figure.progress is not None and before.progress is not None:
        gained = whole_percent(figure.progress) - whole_percent(before.progress)
    link = links.full_link(key_result.key)
    now = amounts(key_result, tongue=tongue)
    then = amounts(key_result._replace(current=before.current, target=before.target), tongue=tongue)
    if before.target is not None and key_result.target is not None and before.target != key_result.target:
        is_raised = key_result.target > before.target
        word = tongue("Target raised") if is_raised else tongue("Target lowered")
        yield gained, Move(word, link, f"{then.goal} → {now.goal}")
    elif gained:
        points = tongue.plural(abs(gained), "{n} point", "{n} points")
        way = "" if NOTHING in (then.now, now.now) else f"{then.now} → {now.now}"
        if way and now.goal != NOTHING:
            way = tongue("{before} → {now} of {goal}", before=then.now, now=now.now, goal=now.goal)
        yield gained, Move(f"{'+' if gained > 0 else '−'}{points}", link, way)
