"""What a dangling text may have meant: the OKRs whose titles and ids come closest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from operator import attrgetter

from okrsheets.alignment.entries import Entry, Scope, cycle_distance, is_own
from okrsheets.alignment.index import Index
from okrsheets.alignment.names import name_of
from okrsheets.alignment.near import NearTitles
from okrsheets.model import Cycle
from okrsheets.tuples import NamedTuple

__all__ = ["Nearest"]

_LEAST_SCORE = 60.0
_BEGINS_WITH_IT = 90
_MOST_OFFERED = 3
_MOST_COMPARED = 100
_SHORTEST_WORD = 3
_LONGEST_ID = 12


class _Offered:
    """Entries in the order in which they are offered: those at the top before the others, by key."""

    __slots__ = ("_entries", "_is_sorted", "add")

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._is_sorted = False
        self.add = self._entries.append

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        if not self._is_sorted:  # of most words nobody asks for more than how many there are
            self._entries.sort(key=attrgetter("key"))
            self._entries.sort(key=attrgetter("top"), reverse=True)
            self._is_sorted = True
        return iter(self._entries)


class _Entries(NamedTuple):
    """The OKRs of one cycle by words of their titles, and by the letters of their ids: of all, and of those
    on each ground.
    """

    by_word: defaultdict[str, _Offered]
    by_letters: defaultdict[str, _Offered]
    on_ground: defaultdict[tuple[int, str], _Offered]


class Nearest:
    """Finds the OKRs closest to a text among those whose titles are much like it, or that share a word or
    the letters of an id with it.

    Built from the index for the texts that will be asked about; each is compared with a bounded number.
    """

    def __init__(self, index: Index, titles: NearTitles, texts: Iterable[str]) -> None:
        self._index = index
        self._titles = titles
        of_cycle: dict[Cycle | None, _Entries] = {}
        names = {name_of(text) for text in texts}
        asked = {word for name in names for word in _meaningful(name.split("."))}
        asked_letters = {
            _letters(".".join(rest))
            for name in names
            for _, rest in self._splits(name.split("."))
            if any(rest)
        }
        for entry in index.entries.values():
            entries = of_cycle.get(entry.okr.cycle)
            if entries is None:
                entries = of_cycle[entry.okr.cycle] = _Entries(
                    defaultdict(_Offered), defaultdict(_Offered), defaultdict(_Offered)
                )
            if entry.okr.id and (letters := _letters(name_of(entry.okr.id))) in asked_letters:
                entries.by_letters[letters].add(entry)
                entries.on_ground[entry.ground, letters].add(entry)
            for word in asked.intersection(entry.title.split(".")):
                entries.by_word[word].add(entry)
        self._of_cycle = sorted(of_cycle.items(), key=lambda item: tuple(item[0] or ()))

    def keys(self, text: str, seeker: Entry) -> tuple[str, ...]:
        """Up to three keys, best first, each at least 60 of 100 alike."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where a text dangles

        words = name_of(text).split(".")
        scores: dict[str, int] = {}
        reach = [
            entries
            for cycle, entries in self._of_cycle
            if cycle_distance(seeker.okr.cycle, cycle) is not None
        ]
        for scope, rest in self._splits(words):
            wanted = ".".join(rest)
            for entry in _bounded(self._with_letters(_letters(wanted), scope, reach), seeker):
                alike = round(fuzz.ratio(wanted, name_of(entry.okr.id or "")))
                scores[entry.key] = max(scores.get(entry.key, 0), alike)
        for cut in range(1, min(len(words), _LONGEST_ID)):
            step = next(iter(self._index.steps(".".join(words[:cut]), seeker)), ())
            for hit in step if len(step) == 1 else ():
                if not is_own(hit.entry, seeker):
                    scores[hit.entry.key] = _BEGINS_WITH_IT
        entries = chain(self._alike(text, seeker), _sharing_a_word(words, reach))
        close = {entry.key: entry.title.replace(".", " ") for entry in _bounded(entries, seeker)}
        found = process.extract(
            " ".join(words), close, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_LEAST_SCORE - 0.5
        )
        for _, score, key in found:
            scores[key] = max(scores.get(key, 0), round(score))
        highest = sorted(scores.values(), reverse=True)[:_MOST_OFFERED]
        least = max([_LEAST_SCORE, *highest[-1:]])
        best = [(key, score) for key, score in scores.items() if score >= least]
        best.sort(key=lambda item: (-item[1], not self._index.entries[item[0]].top, item))
        return tuple(key for key, _ in best[:_MOST_OFFERED])

    def _alike(self, text: str, seeker: Entry) -> Iterator[Entry]:
        """Entries whose titles share most words with a text."""
        for name in self._titles.close(text):
            for step in self._index.steps(name, seeker):
                yield from (hit.entry for hit in step if hit.by_title)

    def _splits(self, words: list[str]) -> Iterator[tuple[str | None, list[str]]]:
        """The text as an id, and what follows the name of a tab or team as an id within it."""
        yield None, words
        for cut in range(1, min(len(words), _LONGEST_ID)):
            for start in range(cut):
                if (scope := ".".join(words[start:cut])) in self._index.scopes:
                    yield scope, words[cut:]

    def _with_letters(self, letters: str, scope: str | None, reach: Iterable[_Entries]) -> Iterator[Entry]:
        """Entries whose ids have these letters; with a `scope` those in it."""
        grounds = None if scope is None else sorted(self._index.grounds(Scope(frozenset((scope,)))))
        for entries in reach:
            if grounds is None:
                yield from entries.by_letters.get(letters, ())
            else:
                for ground in grounds[:_MOST_COMPARED]:
                    yield from entries.on_ground.get((ground, letters), ())


def _sharing_a_word(words: list[str], reach: Iterable[_Entries]) -> Iterator[Entry]:
    """Entries that share a word, those of the rarest words first, each once."""
    meaning = sorted(_meaningful(words))
    lists = [entries.by_word[word] for entries in reach for word in meaning if word in entries.by_word]
    met: set[str] = set()
    for each in sorted(lists, key=len):
        for entry in each:
            if entry.key not in met:
                met.add(entry.key)
                yield entry


def _bounded(entries: Iterable[Entry], seeker: Entry) -> Iterator[Entry]:
    """The first entries that are not the seeker's own."""
    return islice((entry for entry in entries if not is_own(entry, seeker)), _MOST_COMPARED)


@lru_cache(maxsize=4096)  # most tabs count their ids alike
def _letters(name: str) -> str:
    """An id with every number as `#`, by which ids that differ in a number meet."""
    return ".".join("#" if token.isdecimal() else token for token in name.split("."))


def _meaningful(words: Iterable[str]) -> set[str]:
    return {word for word in words if len(word) >= _SHORTEST_WORD or not word.isascii()}
