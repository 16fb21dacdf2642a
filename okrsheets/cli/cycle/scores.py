"""How a cycle ended, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from okrsheets.cli.talk import count
from okrsheets.cli.widths import cut, fill, one_line, room_of, terminal_room
from okrsheets.model import ClosedCycle

__all__ = ["mean_score", "score_lines"]


def score_lines(closed: ClosedCycle) -> Iterator[str]:
    """The score of each objective, then how many there are and their mean."""
    objectives = [each for each in closed.scores if each.objective is None]
    teams = [one_line(each.team or "") for each in objectives]
    width = max(map(room_of, teams), default=0)
    room = max(20, terminal_room() - width - 24)
    for each, team in zip(objectives, teams, strict=True):
        title = cut(one_line(each.title or "key results without an objective"), room)
        yield f"  {score_words(each.score):>4}  {fill(team, width)}  {title} ({each.status.value})"
    key_results = len(closed.scores) - len(objectives)
    yield (
        f"{count(len(objectives), 'objective')}, {count(key_results, 'key result')}; "
        f"mean score {score_words(mean_score(closed))}"
    )


def mean_score(closed: ClosedCycle) -> float | None:
    """The mean of the objectives' scores, of those that are known."""
    known = [each.score for each in closed.scores if each.objective is None and each.score is not None]
    return fsum(known) / len(known) if known else None


def score_words(score: float | None) -> str:
    """A score as people write it.

    >>> score_words(0.7), score_words(None)
    ('0.70', '?')
    """
    return "?" if score is None else f"{score:.2f}"
