"""Objectives of several teams that say nearly the same: found by the words they share, never all pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from okrsheets.alignment.entries import bare_title
from okrsheets.alignment.names import is_wide
from okrsheets.alignment.near import Phrase, phrase_of
from okrsheets.model import Alignment, AlignmentFacts, KeyResult, Objective, OkrSet
from okrsheets.tuples import NamedTuple

__all__ = ["Twins", "twins_among"]

_LEAST_WORDS = 3  # that carry meaning: "Grow revenue" is said by many and means as many things
_LEAST_LETTERS = 6  # of a title written without blanks
_MOST_WORDS = 24
_MOST_COMPARED = 30
_LEAST_STEM, _LONGEST_ENDING = 4, 2


class Twins(NamedTuple):
    """An objective, and those of other teams that it is nearly the same as."""

    one: Objective
    others: tuple[Objective, ...]


def twins_among(
    objectives: Sequence[Objective],
    alignments: Iterable[Alignment],
    okrs: OkrSet,
    *,
    facts: AlignmentFacts,
    alike: float,
) -> Iterator[Twins]:
    """The groups of objectives at least that much `alike` whose teams are not linked to each other by them.

    Each is told once, at the one that stands lowest. Two that differ in a number, a negation or in a word
    that carries meaning on either side are not alike, however few letters that is.
    """
    by_key = {each.key: each for each in objectives}
    groups = _Groups()
    for one, other in _alike(objectives, alike):
        groups.join(one, other)
    together = list(groups.groups())
    if not together:
        return
    linked: dict[str, set[str]] = {}
    for link in alignments:
        child, parent = (_home(key, okrs) for key in (link.child, link.parent))
        linked.setdefault(child, set()).add(parent)
        linked.setdefault(parent, set()).add(child)
    for keys in together:
        parts = _parts(keys, linked, facts)
        if len(parts) > 1:
            lowest = sorted(
                parts, key=lambda key: (facts.levels.get(key, len(facts.levels)), key), reverse=True
            )
            yield Twins(by_key[lowest[0]], tuple(by_key[key] for key in lowest[1:]))


def _home(key: str, okrs: OkrSet) -> str:
    okr = okrs.by_key.get(key)
    return okr.objective if isinstance(okr, KeyResult) else key


def _parts(keys: Sequence[str], linked: dict[str, set[str]], facts: AlignmentFacts) -> list[str]:
    """One objective for each part of a group that is of one team, or held together by links."""
    parts = _Groups()
    first: dict[str, str] = {}
    for key in keys:
        parts.join(key, first.setdefault(facts.teams[key], key))
        for other in sorted(linked.get(key, set()).intersection(keys)):
            parts.join(key, other)
    return [min(part) for part in parts.groups()]


class _Groups:
    """What belongs together, by pairs."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        top, below = sorted((self._find(one), self._find(other)))
        self._above[below] = top

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for key in sorted(self._above):
            found.setdefault(self._find(key), []).append(key)
        return [found[key] for key in sorted(found)]

    def _find(self, key: str) -> str:
        self._above.setdefault(key, key)
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key


def _alike(objectives: Sequence[Objective], alike: float) -> Iterator[tuple[str, str]]:
    """Pairs of alike objectives, enough of them to hold each group together."""
    same: dict[tuple[str, str], list[str]] = {}
    phrases: dict[tuple[str, str], Phrase] = {}
    for each in objectives:
        phrase = phrase_of(bare_title(each))
        if _says_enough(phrase):
            where = (each.cycle.label if each.cycle else "", phrase.name)
            same.setdefault(where, []).append(each.key)
            phrases[where] = phrase
    for keys in same.values():
        yield from ((keys[0], key) for key in keys[1:])
    blocks: dict[tuple[str, tuple[str, ...], int], list[tuple[str, str]]] = {}
    for where in sorted(phrases):
        phrase = phrases[where]
        words = set(map(hash, phrase.words))
        total = sum(words)
        if len(words) <= _MOST_WORDS:
            for block in (total, *(total - word for word in words)):  # all of them, and all but one
                blocks.setdefault((where[0], phrase.marks, block), []).append(where)
    met: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for members in blocks.values():
        for pair in combinations(members[:_MOST_COMPARED], 2):
            if pair not in met:
                met.add(pair)
                if _are_alike(phrases[pair[0]], phrases[pair[1]], alike):
                    yield same[pair[0]][0], same[pair[1]][0]


def _says_enough(phrase: Phrase) -> bool:
    if is_wide(phrase.name):
        return len(phrase.name) >= _LEAST_LETTERS
    return len(set(phrase.words)) >= _LEAST_WORDS


def _are_alike(one: Phrase, other: Phrase, alike: float) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded only where two titles share most words

    here = [word for word in one.words if word not in other.words]
    there = [word for word in other.words if word not in one.words]
    if here and there and not (len(here) == len(there) == 1 and _is_inflected(here[0], there[0])):
        return False
    return fuzz.token_sort_ratio(one.sentence, other.sentence) >= 100 * alike


def _is_inflected(word: str, other: str) -> bool:
    """Whether one word is the other with an ending, or one letter of a long one is wrong.

    >>> _is_inflected("customers", "customer"), _is_inflected("north", "south")
    (True, False)
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    short, long = sorted((word, other), key=len)
    if len(short) < _LEAST_STEM:
        return False
    if long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING:
        return True
    return len(short) > 2 * _LEAST_STEM and OSA.distance(word, other) == 1
