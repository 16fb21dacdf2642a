"""What people moved lately: key results whose values or targets are others than a week ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from okrsheets.model import KeyResult, Moment, Results, whole_percent
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.wording import NOTHING, amounts
from okrsheets.tuples import NamedTuple

__all__ = ["SINCE", "Move", "Moved", "looked_at", "moved", "moves_since"]

SINCE = timedelta(days=7)
MOST = 8


class Move(NamedTuple):
    """One key result that moved: the points it gained, or what else became of it, and the values in words.

    `points` says how far it went.
    """

    gained: str
    link: Link
    words: str
    points: int


class Moved(NamedTuple):
    """What moved since a day, the farthest first; `left` says how many more did."""

    since: str
    moves: tuple[Move, ...]
    left: str


def moved(results: Results, *, links: Links) -> Moved | None:
    """What people changed since a week ago, or since syncs began to look; None where nobody looked before."""
    since = looked_at(results, results.today - SINCE)
    if since is None:
        return None
    tongue = links.tongue
    moves = sorted(moves_since(results, since, links=links).values(), key=lambda move: -abs(move.points))
    left = len(moves) - MOST
    return Moved(
        since=tongue.day(since, year=since.year != results.today.year),
        moves=tuple(moves[:MOST]),
        left=tongue("and {number} more", number=tongue.number(left)) if left > 0 else "",
    )


def looked_at(results: Results, since: date) -> date | None:
    """The day from which on changes are known: this one, or the first sync's; None where that is today."""
    begun = min((past.since for past in results.history.pasts.values()), default=results.today)
    since = max(begun, since)
    return since if since < results.today else None


def moves_since(results: Results, since: date, *, links: Links) -> Mapping[str, Move]:
    """What people moved since a day, by the key of the key result.

    Time moves a status, not a value: only what a person wrote counts.
    """
    pasts = results.history.pasts
    found: dict[str, Move] = {}
    for key_result in results.okrs.key_results:
        past = pasts.get(key_result.key)
        before = past.on(since) if past is not None else None
        if before is not None and _is_other(key_result, before):
            move = _move(key_result, before, results, links)
            if move is not None:
                found[key_result.key] = move
    return found


def _is_other(key_result: KeyResult, before: Moment) -> bool:
    said = (key_result.current, key_result.target, key_result.stated_progress)
    return said != (before.current, before.target, before.stated_progress)


def _move(key_result: KeyResult, before: Moment, results: Results, links: Links) -> Move | None:
    """The move of a target that was changed, else of the progress; None where neither is another."""
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
        return Move(word, link, f"{then.goal} → {now.goal}", gained)
    if not gained:
        return None
    points = tongue.plural(abs(gained), "{n} point", "{n} points")
    way = "" if NOTHING in (then.now, now.now) else f"{then.now} → {now.now}"
    if way and now.goal != NOTHING:
        way = tongue("{before} → {now} of {goal}", before=then.now, now=now.now, goal=now.goal)
    return Move(f"{'+' if gained > 0 else '−'}{points}", link, way, gained)
