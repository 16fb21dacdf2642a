"""Words that name OKRs, objectives or key results."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from okrsheets.reading.language.segments import words_within
from okrsheets.reading.language.vocabulary import Vocabulary, normalise

__all__ = ["names_key_results", "names_objectives_alone", "names_okrs"]

_OKR_WORDS = ("okr", "objective", "key_result")


@lru_cache(maxsize=1024)
def names_okrs(words: str, vocabulary: Vocabulary) -> bool:
    """Whether one or two words that follow each other name OKRs, objectives or key results."""
    names = words_within(normalise(words), vocabulary)
    pairs = [*names, *(f"{one} {two}" for one, two in pairwise(names))]
    return any(vocabulary.qualifiers.get(name) in _OKR_WORDS for name in pairs)


@lru_cache(maxsize=1024)
def names_key_results(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words name key results or OKRs by their own name, not as any result or measure."""
    names = words_within(normalise(words), vocabulary)
    labels = vocabulary.values["labels"]
    several = (" ".join(names[i : i + size]) for size in (1, 2, 3) for i in range(len(names) - size + 1))
    return any(
        labels.get(part) == "key_result" or vocabulary.qualifiers.get(part) == "okr" for part in several
    )


@lru_cache(maxsize=1024)
def names_objectives_alone(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words name objectives or goals, and neither key results nor what else a list may be about.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [names_objectives_alone(w, words) for w in ("Goal name", "OKR title", "goals 2026.csv", "Goal tasks")]
    [True, False, True, False]
    """
    names = words_within(normalise(words), vocabulary)
    parts = [*names, *(f"{one} {two}" for one, two in pairwise(names))]
    meant = {vocabulary.qualifiers.get(part) for part in parts}
    others = meant & {"okr", "key_result"} or not vocabulary.subjects.isdisjoint(parts)
    return "objective" in meant and not others
