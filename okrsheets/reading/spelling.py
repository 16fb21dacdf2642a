"""The heading of the vocabulary that is spelt most like an unknown one."""

from __future__ import annotations

from collections import Counter
from functools import cache

from okrsheets.reading.vocabulary import Vocabulary

__all__ = ["closest_heading"]

_CLOSE = 0.83
_CLOSE_SHORT = 0.79
_SHORT = 6
_MOST = 5


def closest_heading(words: str, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """The known heading spelt most like normalised words, and how much (0 to 1); None where none is near.

    Only letters of the Latin script are compared: in others one letter makes another word.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> closest_heading("ojective", load_vocabulary({}))[0], closest_heading("banana", load_vocabulary({}))
    ('objective', None)
    """
    if len(words) < 4 or not words.isascii():
        return None
    # Loaded only where a heading is in no vocabulary: most sheets never need it.
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    # A slip in the first letter and the second is rare; with a third of the words come a third of the errors.
    letters = _by_first_letter(vocabulary)
    near = [word for letter in dict.fromkeys(words[:2]) for word in letters.get(letter, ())]
    short = len(words) <= _SHORT
    cutoff = _CLOSE_SHORT if short else _CLOSE
    found = extract(words, near, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=_MOST)
    return next(((word, likeness) for word, likeness, _ in found if not short or _slipped(words, word)), None)


def _slipped(one: str, other: str) -> bool:
    """Whether a letter is missing, doubled or displaced. One in place of another makes another short word."""
    return (Counter(one) - Counter(other)).total() + (Counter(other) - Counter(one)).total() <= 1


@cache
def _by_first_letter(vocabulary: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in vocabulary.headings:
        if word.isascii():
            found.setdefault(word[:1], []).append(word)
    return found
