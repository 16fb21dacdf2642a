"""What a dangling text may have meant: the OKRs whose titles and ids come closest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from okrsheets.alignment.index import Entry, Index
from okrsheets.alignment.names import name_of

__all__ = ["Nearest"]

_LEAST_SCORE = 60.0
_BEGINS_WITH_IT = 90
_MOST_OFFERED = 3
_MOST_COMPARED = 200
_SHORTEST_WORD = 3
_LONGEST_ID = 12


class Nearest:
    """Finds the OKRs closest to a text among those that share a word or the letters of an id with it.

    Built from the index when the first text dangles; each text is compared with a bounded number.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._by_word: dict[str, list[Entry]] = {}
        self._by_letters: dict[str, list[Entry]] = {}
        self._title: dict[str, str] = {}
        self._id: dict[str, str] = {}
        for entry in sorted(index.entries.values(), key=lambda entry: not entry.top):
            if entry.okr.id and (own_id := name_of(entry.okr.id)):
                self._id[entry.key] = own_id
                self._by_letters.setdefault(_letters(own_id), []).append(entry)
            if entry.okr.title:
                words = name_of(entry.okr.title).split(".")
                self._title[entry.key] = " ".join(words)
                for word in set(_meaningful(words)):
                    self._by_word.setdefault(word, []).append(entry)

    def keys(self, text: str, seeker: Entry) -> tuple[str, ...]:
        """Up to three keys, best first, each at least 60 of 100 alike."""
        from rapidfuzz import fuzz  # noqa: PLC0415 - loaded only where a text dangles

        words = name_of(text).split(".")
        scores: Counter[str] = Counter()
        for scope, rest in self._splits(words):
            wanted = ".".join(rest)
            for entry in self._reachable(self._by_letters.get(_letters(wanted), ()), seeker):
                if scope is None or scope in entry.scopes:
                    scores[entry.key] = max(scores[entry.key], round(fuzz.ratio(wanted, self._id[entry.key])))
        for cut in range(1, min(len(words), _LONGEST_ID)):
            step = next(iter(self._index.steps(".".join(words[:cut]), seeker)), ())
            for hit in step if len(step) == 1 else ():
                if self._index.within_reach(hit.entry, seeker):
                    scores[hit.entry.key] = _BEGINS_WITH_IT
        sentence = " ".join(words)
        for entry in self._reachable(self._sharing_a_word(words), seeker):
            alike = round(fuzz.token_set_ratio(sentence, self._title[entry.key]))
            scores[entry.key] = max(scores[entry.key], alike)
        best = sorted(scores.items(), key=lambda item: (-item[1], not self._index.entries[item[0]].top))
        return tuple(key for key, score in best[:_MOST_OFFERED] if score >= _LEAST_SCORE)

    def _splits(self, words: list[str]) -> Iterator[tuple[str | None, list[str]]]:
        """The text as an id, and what follows the name of a tab or team as an id within it."""
        yield None, words
        for cut in range(1, min(len(words), _LONGEST_ID)):
            for start in range(cut):
                if (scope := ".".join(words[start:cut])) in self._index.scopes:
                    yield scope, words[cut:]

    def _sharing_a_word(self, words: list[str]) -> Iterator[Entry]:
        """Entries that share a word, those of the rarest words first, each once."""
        lists = [self._by_word[word] for word in set(_meaningful(words)) if word in self._by_word]
        met: set[str] = set()
        for entries in sorted(lists, key=lambda entries: (len(entries), entries[0].key)):
            for entry in entries:
                if entry.key not in met:
                    met.add(entry.key)
                    yield entry

    def _reachable(self, entries: Iterable[Entry], seeker: Entry) -> Iterator[Entry]:
        compared = 0
        for entry in entries:
            if self._index.within_reach(entry, seeker):
                yield entry
                compared += 1
                if compared == _MOST_COMPARED:
                    return


def _letters(name: str) -> str:
    """An id with every number as `#`, by which ids that differ in a number meet."""
    return ".".join("#" if token.isdecimal() else token for token in name.split("."))


def _meaningful(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if len(word) >= _SHORTEST_WORD or not word.isascii())
