"""Slips of the hand: the heading of the vocabulary that is spelt most like one, and its words set right."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, normalise

__all__ = ["closest_heading", "respelt"]

_CLOSE = 0.83
_CLOSE_SHORT = 0.79
_SHORT = 6
_MOST = 5
_SOUND_ALIKE = frozenset(("gj", "ck", "sz", "iy", "vw", "bv", "cs"))
_WORD = pattern(r"[A-Za-z]{6,24}")


def closest_heading(words: str, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """The known heading spelt most like normalised words, and how much (0 to 1); None where none is near.

    Only letters of the Latin script are compared: in others one letter makes another word.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
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
    """Whether letters are displaced, or one inside missing, doubled or written as it sounds: "Tarjet".

    Any other letter makes another short word: "scope" is no score.
    """
    gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
    more = gone.total() + come.total()
    if not more:
        return True
    kept = (one[0], one[-1]) == (other[0], other[-1])
    alike = more == 2 and "".join(sorted((*gone, *come))) in _SOUND_ALIKE
    return kept and (more == 1 or alike)


@cache
def _by_first_letter(vocabulary: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in vocabulary.headings:
        if word.isascii():
            found.setdefault(word[:1], []).append(word)
    return found


def respelt(heading: str, vocabulary: Vocabulary) -> str | None:
    """The heading with each misspelt word as the vocabulary spells it; None where none is misspelt.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> respelt("Objecitve / Key Resutl", load_vocabulary({})), respelt("Banana", load_vocabulary({}))
    ('objective / Key result', None)
    """
    right = _WORD.sub(lambda match: _right_word(match[0].casefold(), vocabulary) or match[0], heading)
    return None if right == heading else right


@lru_cache(maxsize=2048)
def _right_word(word: str, vocabulary: Vocabulary) -> str | None:
    """The word of the vocabulary that this one is with a letter missing, doubled or displaced."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    known = _words(vocabulary)
    letters = _words_by_first_letter(vocabulary)
    near = [long for letter in dict.fromkeys(word[:2]) for long in letters.get(letter, ())]
    # An s at the end is that of a plural or not: "Objectvies", "Progrses".
    for spelt in dict.fromkeys((word, word.removesuffix("s"))):
        if spelt in known or normalise(spelt) in known:
            return None
        found = extract(spelt, near, scorer=OSA.normalized_similarity, score_cutoff=_CLOSE, limit=_MOST)
        if slips := [right for right, _, _ in found if _slipped(spelt, right)]:
            return slips[0]
    return None


@cache
def _words(vocabulary: Vocabulary) -> frozenset[str]:
    """The single words of headings."""
    return frozenset(
        word
        for known in (vocabulary.headings, vocabulary.qualifiers)
        for some in known
        for word in some.split()
    )


@cache
def _words_by_first_letter(vocabulary: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(_words(vocabulary)):
        if word.isascii() and len(word) >= _SHORT:
            found.setdefault(word[:1], []).append(word)
    return found
