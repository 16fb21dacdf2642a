"""The scores in words, each with what it counts, and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.model import Score, Scores
from okrsheets.reporting.wording import joined, sentence
from okrsheets.tongue import ENGLISH, Tongue, message
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.reporting.json_text import Document

__all__ = ["ScoreLine", "score_lines", "scores_document"]

NAMES = {"strength": message("strength"), "hygiene": message("hygiene")}


class ScoreLine(NamedTuple):
    """What a score is called, its figure with its aim, and a sentence of what it counts."""

    name: str
    figure: str
    words: str


def score_lines(scores: Scores, tongue: Tongue = ENGLISH) -> tuple[ScoreLine, ...]:
    """A line for each score that has something to count."""
    said = ((scores.strength, _strength), (scores.hygiene, _hygiene))
    return tuple(
        ScoreLine(
            sentence(tongue(NAMES[score.name])),
            f"{tongue.percent(score.share)}, {_judged(score, score.share, tongue)}",
            words(score, tongue),
        )
        for score, words in said
        if score.share is not None
    )


def _judged(score: Score, share: float, tongue: Tongue) -> str:
    if share < score.red:
        return tongue("below {share} is poor", share=tongue.percent(score.red))
    return tongue("the aim is {share}", share=tongue.percent(score.target))


def _strength(score: Score, tongue: Tongue) -> str:
    good, some, bad = len(score.met), len(score.half), len(score.missing)
    parts = [tongue.plural(good, "{n} is well made", "{n} are well made")]
    if some:
        parts.append(
            tongue.plural(
                some,
                "{n} has a warning about how they are made and count by half",
                "{n} have a warning about how they are made and count by half",
            )
        )
    if bad:
        parts.append(tongue.plural(bad, "{n} has an error", "{n} have an error"))
    return tongue(
        "of {number} objectives and key results {parts}",
        number=tongue.number(score.counted),
        parts=joined(parts, tongue),
    )


def _hygiene(score: Score, tongue: Tongue) -> str:
    met = len(score.met)
    of = tongue.plural(
        score.counted, "{met} of {n} key result", "{met} of {n} key results", met=tongue.number(met)
    )
    return tongue.plural(
        met,
        "{key_results} whose updates can be followed was updated in time",
        "{key_results} whose updates can be followed were updated in time",
        key_results=of,
    )


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
