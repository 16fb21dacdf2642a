"""Whether the key results of two objectives are the same ones, said in the same words or nearly so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsheets.reading.language.ids import without_label
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.found import FoundOkr
from okrsheets.tuples import NamedTuple

__all__ = ["Words", "matched", "mostly", "words_of"]

_ALIKE = 0.8
_MOST = 40  # key results of one objective, beyond which only the very same words are compared


class Words(NamedTuple):
    """The words of a key result as they are compared: all, each once, and those with a figure."""

    title: str
    each: frozenset[str]
    figures: frozenset[str]


def words_of(key_result: FoundOkr, vocabulary: Vocabulary) -> Words:
    """The words of a key result without its label; what is no word in any script stays as it stands."""
    title = without_label(key_result.title or "", vocabulary)
    plain = normalise(title) or title
    each = frozenset(plain.split())
    return Words(plain, each, frozenset(re.findall(r"\d+(?:[.,]\d+)*", title)))


def matched(some: Sequence[Words], others: Sequence[Words]) -> dict[int, int]:
    """The places in `some` of key results that stand in `others` too, with their places there.

    >>> def words(title):
    ...     each = frozenset(title.split())
    ...     return Words(title, each, frozenset(w for w in each if w.isdigit()))
    >>> some = [words("win 40 shops"), words("a rating of 4 in all of the stores"), words("sign 3 banks")]
    >>> others = [words("a rating of 4 in all the stores"), words("win 40 shops"), words("sign 5 banks")]
    >>> matched(some, others)
    {0: 1, 1: 0}
    """
    free: dict[str, list[int]] = {}
    for place, words in enumerate(others):
        free.setdefault(words.title, []).append(place)
    found: dict[int, int] = {}
    for place, words in enumerate(some):
        if there := free.get(words.title):
            found[place] = there.pop(0)
    left = [place for place in range(len(some)) if place not in found]
    rest = [place for places in free.values() for place in places]
    if len(left) <= _MOST and len(rest) <= _MOST:
        for place in left:
            best = max(rest, key=lambda other: _likeness(some[place], others[other]), default=None)
            if best is not None and _likeness(some[place], others[best]) >= _ALIKE:
                found[place] = best
                rest.remove(best)
    return found


def mostly(count: int, of: int) -> bool:
    """Whether so many are as good as all of them.

    >>> mostly(4, of=5), mostly(2, of=3), mostly(0, of=0)
    (True, False, True)
    """
    return count * 10 >= of * 8


def _likeness(one: Words, other: Words) -> float:
    """The share of words that two have in common; none where they differ in a figure."""
    if one.figures != other.figures:
        return 0.0
    both = len(one.each) + len(other.each)
    return 2 * len(one.each & other.each) / both if both else 0.0
