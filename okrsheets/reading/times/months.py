"""Months by their names, in every language and shortened."""

from __future__ import annotations

import unicodedata
from functools import cache

from okrsheets.reading.language.vocabulary import Vocabulary

__all__ = ["month_number"]

_NAMES = frozenset(("jane",))  # of people, not of months


@cache
def _months(vocabulary: Vocabulary) -> dict[str, int]:
    """The numbers of months by their names, with accents and without, and by the usual short forms."""
    names = [name.casefold() for name in vocabulary.words_of("cycles", "months")]
    spelt = [(name, n % 12 + 1) for n, name in enumerate(names)]
    spelt += [(_without_accents(name), month) for name, month in spelt]
    shorts: dict[str, set[int]] = {}
    for name, month in spelt:
        for length in (3, 4):
            shorts.setdefault(name[:length], set()).add(month)
    short = {name: months.pop() for name, months in shorts.items() if len(months) == 1 and name not in _NAMES}
    return short | dict(spelt)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def month_number(word: str, vocabulary: Vocabulary) -> int | None:
    """The month a word names, whole or shortened.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> [month_number(word, load_vocabulary({})) for word in ("Sept.", "juil", "März", "fevrier", "Jane")]
    [9, 7, 3, 2, None]
    """
    return _months(vocabulary).get(word.casefold().rstrip("."))
