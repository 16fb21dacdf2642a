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
_CUT = 5  # letters that are left of a word without its last
_MOST = 5
_SOUND_ALIKE = frozenset(("gj", "ck", "sz", "iy", "vw", "bv", "cs"))
_VOWELS = frozenset("aeiou")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
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
    slipped = _slipped if short else _may_have_slipped
    return next(((word, likeness) for word, likeness, _ in found if slipped(words, word)), None)


def _slipped(one: str, other: str) -> bool:
    """Whether letters are displaced, the last one missing, or one inside missing, doubled or written as it
    sounds: "Tarjet".

    Any other letter makes another short word: "scope" is no score.
    """
    gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
    more = gone.total() + come.total()
    if not more or (one == other[:-1] and len(one) >= _CUT):
        return True
    kept = (one[0], one[-1]) == (other[0], other[-1])
    alike = more == 2 and "".join(sorted((*gone, *come))) in _SOUND_ALIKE
    return kept and (alike or (more == 1 and (not gone or _is_beside_like(one, other))))


def _may_have_slipped(one: str, other: str) -> bool:
    """Whether a longer word may be another by a slip: where only one letter is another or too many, it is a
    vowel, one that sounds alike, or one that lies beside the right one: "content" is no context.
    """
    gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if gone.total() != 1 or come.total() > 1:
        return True
    if not come:
        return _is_beside_like(one, other)
    pair = "".join(sorted((*gone, *come)))
    return pair in _SOUND_ALIKE or _lie_together(*pair) or _VOWELS.issuperset(pair)


def _is_beside_like(one: str, other: str) -> bool:
    """Whether the letter that a word has too many was struck twice, or with the key beside it."""
    at = next(
        (n for n, (mine, right) in enumerate(zip(one, other, strict=False)) if mine != right), len(other)
    )
    extra, around = one[at], one[max(at - 1, 0) : at] + one[at + 1 : at + 2]
    # The s of a plural is in no heading as it is compared: "statsu" is "statu" with an s.
    return extra in " s" or any(extra == near or _lie_together(extra, near) for near in around)


def _lie_together(one: str, other: str) -> bool:
    """Whether two letters lie beside each other on most keyboards."""
    places = [
        (n, row.index(letter)) for letter in (one, other) for n, row in enumerate(_KEYS) if letter in row
    ]
    if len(places) < 2:
        return False
    (row, place), (below, beside) = places
    return abs(row - below) <= 1 and abs(place - beside) <= 1


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
