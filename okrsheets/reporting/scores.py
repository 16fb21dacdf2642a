"""The scores in words, each with what it counts, and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.model import Score, Scores
from okrsheets.reporting.wording import counted, joined, percent
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.reporting.json_text import Document

__all__ = ["ScoreLine", "score_lines", "scores_document"]


class ScoreLine(NamedTuple):
    """What a score is called, its figure with its aim, and a sentence of what it counts."""

    name: str
    figure: str
    words: str


def score_lines(scores: Scores) -> tuple[ScoreLine, ...]:
    """A line for each score that has something to count."""
    said = ((scores.strength, _strength(scores.strength)), (scores.hygiene, _hygiene(scores.hygiene)))
    return tuple(
        ScoreLine(score.name.capitalize(), f"{percent(score.share)}, {_judged(score, score.share)}", words)
        for score, words in said
        if score.share is not None
    )


def _judged(score: Score, share: float) -> str:
    return (
        f"below {percent(score.red)} is poor" if share < score.red else f"the aim is {percent(score.target)}"
    )


def _strength(score: Score) -> str:
    good, some, bad = len(score.met), len(score.half), len(score.missing)
    parts = [f"{good:,} {'is' if good == 1 else 'are'} well made"]
    if some:
        parts.append(
            f"{some:,} {'has' if some == 1 else 'have'} a warning about how they are made and count by half"
        )
    if bad:
        parts.append(f"{bad:,} {'has' if bad == 1 else 'have'} an error")
    return f"of {score.counted:,} objectives and key results {joined(parts)}"


def _hygiene(score: Score) -> str:
    of = counted(score.counted, "key result")
    return f"{len(score.met):,} of {of} {'was' if len(score.met) == 1 else 'were'} updated in time"


def scores_document(scores: Scores) -> Document:
    """Each score with its bounds, and the keys of the OKRs behind it."""
    return {
        score.name: {
            "share": score.share,
            "target": score.target,
            "red": score.red,
            "met": list(score.met),
            "half": list(score.half),
            "missing": list(score.missing),
        }
        for score in scores
    }
