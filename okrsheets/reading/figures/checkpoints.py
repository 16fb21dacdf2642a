"""What a scoring says of how far which values are: "0.7 = 10 %, 1.0 = 20 %, linear"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from okrsheets.model import Checkpoint, Measure
from okrsheets.patterns import pattern
from okrsheets.reading.figures.values import Number, number_in
from okrsheets.reading.language.vocabulary import Vocabulary, normalise

__all__ = ["checkpoints_in"]

_LONGEST = 400
_PARTED = pattern(r"[;\n]|,(?=\s)")
_STANDS_FOR = pattern(r"\s*(?:=>|->|→|⇒|=|:)\s*")
_FEWEST = 2


def checkpoints_in(
    text: str, measure: Measure, vocabulary: Vocabulary, *, mark: str | None = None
) -> tuple[Checkpoint, ...]:
    """The checkpoints that a whole text gives, from the least progress to the most; none where it says more.

    Each pair has a score on one side, from 0 to 1 or in per cent, and a value on the other, with the score
    first where both could be one. Two at least, with values that only rise or only fall.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> [tuple(each) for each in checkpoints_in("0.7 = 10, 1.0 = 20", Measure.COUNT, load_vocabulary({}))]
    [(10.0, 0.7), (20.0, 1.0)]
    """
    if len(text) > _LONGEST:
        return ()
    pairs: list[tuple[Number, Number]] = []
    for part in filter(None, (each.strip(" .\t\r") for each in _PARTED.split(text))):
        if normalise(part) in _linear(vocabulary):
            continue
        sides = [number_in(side, vocabulary, mark=mark) for side in _STANDS_FOR.split(part)]
        first, second = sides if len(sides) == _FEWEST else (None, None)
        if first is None or second is None or not (_is_plain(first) and _is_plain(second)):
            return ()
        pairs.append((first, second))
    return _in_order(pairs, measure)


def _in_order(pairs: Sequence[tuple[Number, Number]], measure: Measure) -> tuple[Checkpoint, ...]:
    """The pairs as checkpoints, where one side holds scores and both only go one way."""
    if not all(_is_score(score) for score, _ in pairs):
        pairs = [(score, value) for value, score in pairs]
    if len(pairs) < _FEWEST or not all(_is_score(score) for score, _ in pairs):
        return ()
    if any(value.share is not (measure is Measure.PERCENT) for _, value in pairs):
        return ()
    found = sorted(
        (Checkpoint(value.value, score.value) for score, value in pairs), key=lambda one: one.progress
    )
    values = [one.value for one in found]
    rises = all(before < after for before, after in pairwise(values))
    falls = all(before > after for before, after in pairwise(values))
    scores_rise = all(before.progress < after.progress for before, after in pairwise(found))
    return tuple(found) if scores_rise and (rises or falls) else ()


def _is_plain(number: Number) -> bool:
    """Whether a figure is one value: no bound, no range, no part of a whole, no yes or no."""
    return number.bound is None and number.low is None and number.of is None and not number.answer


def _is_score(number: Number) -> bool:
    return (number.share or number.unit is None) and 0 <= number.value <= 1


@cache
def _linear(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(normalise, vocabulary.words_of("scorings", "linear")))
