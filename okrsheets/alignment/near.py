"""Titles that are nearly right, or shortened: found where one alone can be meant, else not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from math import ceil
from string import ascii_lowercase

from okrsheets.alignment.index import Index
from okrsheets.alignment.names import is_wide, name_of, without_numbering
from okrsheets.alignment.words import NEGATIONS, NEGATIONS_UNSPACED, STOP
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Near", "NearTitles", "Phrase", "phrase_of"]

_LEAST_RATIO, _CLEAR = 92.0, 5.0
_LEAST_WORDS, _LEAST_SHARE = 3, 0.6
_LEAST_LETTERS = 6  # of a title written without blanks
_MOST_SCANNED = 400
_MOST_COMPARED = 40
_MOST_WORDS = 24
_STOP = frozenset(STOP.split())
_NEGATIONS = frozenset(NEGATIONS.split())
_ODD = _NEGATIONS | frozenset(ascii_lowercase)
"""What is no word like others, beside numbers; few titles hold any of it."""
_DIGIT = pattern(r"\d")
_CAPITAL = pattern(r"(?<![^\W_])(?<!^)[A-Z](?![^\W_])")
_UNSPACED_NO = pattern(NEGATIONS_UNSPACED)


class Phrase(NamedTuple):
    """A title as it is compared: its words that carry meaning, and what may not differ in it.

    `marks` are its numbers, single letters and negations, in order; `wide` titles are written without
    blanks.
    """

    name: str
    words: tuple[str, ...]
    marks: tuple[str, ...]
    wide: bool

    @property
    def sentence(self) -> str:
        """All words with blanks between them."""
        return self.name.replace(".", " ")


def phrase_of(text: str) -> Phrase:
    """A text as it is compared.

    >>> phrase_of("Do not lose 5 of the A accounts").marks, phrase_of("Grow in the west").words
    (('5', 'a', 'not'), ('grow', 'west'))
    """
    return _phrase(name_of(text), text)


def _phrase(name: str, text: str) -> Phrase:
    """A text of which the name is known, as it is compared."""
    all_words = name.split(".")
    if name.isascii() and _ODD.isdisjoint(all_words) and not _DIGIT.search(name):
        return Phrase(name, tuple([word for word in all_words if word not in _STOP]), (), wide=False)
    words: list[str] = []
    marks: list[str] = []
    single: list[str] = []
    for word in all_words:
        if len(word) == 1 and not word.isdecimal() and not is_wide(word):
            single.append(word)
        elif word.isdecimal() or word in _NEGATIONS:
            marks.append(word)
        elif word not in _STOP:
            words.append(word)
    if single or not text.isascii():
        capitals = [] if text.isupper() else [letter.casefold() for letter in _CAPITAL.findall(text)]
        marks += capitals
        marks += (word for word in single if word not in _STOP and word not in capitals)
    return Phrase(name, tuple(words), tuple(sorted(marks)), is_wide(name))


class Near(NamedTuple):
    """The one title that a text can mean, by its name, and how alike the two are (0 to 1)."""

    name: str
    alike: float


class _Spelt(NamedTuple):
    """A title with nearly the letters of a text: how alike they are (0 to 100), and whether no word of it is
    another one.
    """

    near: Near
    ratio: float
    same_words: bool


class _Look(NamedTuple):
    """What a text may mean, whoever wrote it: the titles that are nearly spelt so, and those it shortens.

    `close` are the names of those that share most words with it.
    """

    spelt: tuple[_Spelt, ...]
    shortened: tuple[Near, ...]
    close: tuple[str, ...]


class _Titles(NamedTuple):
    """The numbers of titles by all of their words but one, and by each of their words.

    Most keys are those of one title alone: it stands in `by_key`, and the others in `more`.
    """

    by_key: dict[int, int]
    more: dict[int, list[int]]
    by_term: defaultdict[str, list[int]]

    def count_of(self, keys: Iterable[int], met: Counter[int]) -> None:
        """Count the titles of each of these keys, as far as they are looked at."""
        for key in keys:
            first = self.by_key.get(key)
            if first is not None:
                met[first] += 1
                if key in self.more:
                    met.update(self.more[key][: _MOST_SCANNED - 1])


class NearTitles:
    """Every title by the words that it holds, built when the first text is asked about.

    A text is compared with a bounded number of titles that have the same marks: those that differ from
    it in one word each, and those that share its rarest words.
    """

    def __init__(self, index: Index) -> None:
        self._phrases: list[Phrase] = []
        self._of_marks: dict[tuple[str, ...], _Titles] = {}
        self._looks: dict[str, _Look] = {}
        written: dict[str, str] = {}
        for entry in index.entries.values():
            bare = entry.bare
            name = entry.title if bare == entry.okr.title else name_of(bare)
            if written.setdefault(name, bare) > bare:
                written[name] = bare
        for name in sorted(written):
            phrase = _phrase(name, written[name])
            if phrase.words:
                self._add(phrase)
        self._real = frozenset(chain.from_iterable(each.by_term for each in self._of_marks.values()))

    def _add(self, phrase: Phrase) -> None:
        number = len(self._phrases)
        self._phrases.append(phrase)
        titles = self._of_marks.get(phrase.marks)
        if titles is None:
            titles = self._of_marks[phrase.marks] = _Titles({}, {}, defaultdict(list))
        by_key, more, by_term = titles
        for key in _keys(phrase):
            if by_key.setdefault(key, number) != number:
                more.setdefault(key, []).append(number)
        for term in _terms(phrase):
            by_term[term].append(number)

    def find(self, text: str, *, may_mean: Callable[[str], bool]) -> Near | None:
        """The title that a text nearly is or shortens; None where there is none, or a second one.

        `may_mean` says whether the text may mean a title of that name at all.
        """
        look = self._look(text)
        spelt = _spelt_alike([each for each in look.spelt if may_mean(each.near.name)])
        shortened = [each for each in look.shortened if may_mean(each.name)]
        if spelt is not None:
            return spelt if all(each.name == spelt.name for each in shortened) else None
        return shortened[0] if len(shortened) == 1 else None

    def close(self, text: str) -> Iterator[str]:
        """The names of the titles that share most words with a text, those that share most first."""
        return iter(self._look(text).close)

    def _look(self, text: str) -> _Look:
        """What is close to a text; the same words stand in the cells of many."""
        look = self._looks.get(text)
        if look is None:
            phrase = phrase_of(without_numbering(text))
            others = self._candidates(phrase)
            look = self._looks[text] = _Look(
                tuple(self._nearly_spelt(phrase, others)) if phrase.words else (),
                tuple(
                    Near(other.name, _share(phrase, other))
                    for other in others
                    if phrase.words and self._shortens(phrase, other)
                ),
                tuple(other.name for other in others),
            )
        return look

    def _nearly_spelt(self, phrase: Phrase, others: Sequence[Phrase]) -> Iterator[_Spelt]:
        """The titles whose letters are nearly those of a phrase, the nearest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where a text is no title as it stands

        least, sentence = _LEAST_RATIO - _CLEAR, phrase.sentence
        alike = process.extract_iter(
            sentence,
            [other.sentence for other in others],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=least,
        )
        found = [(ratio, others[number].name, others[number]) for _, ratio, number in alike]
        for ratio, name, other in sorted(found, reverse=True):
            if ratio > least:
                same_words = ratio >= _LEAST_RATIO and self._is_spelt_alike(phrase, other)
                yield _Spelt(Near(name, ratio / 100), ratio, same_words)

    def _is_spelt_alike(self, one: Phrase, other: Phrase) -> bool:
        """Whether the words that only one of two titles has are the other's, but for their spelling."""
        here = [word for word in one.words if word not in other.words]
        there = [word for word in other.words if word not in one.words]
        if not here or not there:
            return not any(map(_UNSPACED_NO.search, (*here, *there)))
        return len(here) == len(there) and all(
            any(self._is_misspelt(word, meant) for meant in there) for word in here
        )

    def _is_misspelt(self, word: str, meant: str) -> bool:
        """Whether a word can only be another one: inflected, or no word that any title has."""
        if is_wide(word) or is_wide(meant):
            return False
        if _is_inflected(word, meant):
            return True
        return word not in self._real and _is_slip(word, meant)

    def _shortens(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether all words of one stand in the other in that order, and are most of it."""
        if phrase.wide or other.wide:
            return _shortens_unspaced(phrase.name, other.name)
        is_shorter = len(phrase.words) <= len(other.words)
        short, long = (phrase.words, other.words) if is_shorter else (other.words, phrase.words)
        if len(short) < _LEAST_WORDS or len(short) < _LEAST_SHARE * len(long):
            return False
        return _stand_in(short, long)

    def _candidates(self, phrase: Phrase) -> list[Phrase]:
        """The titles that share most words with a text, as far as a bounded look finds them."""
        met: Counter[int] = Counter()
        titles = self._of_marks.get(phrase.marks)
        if titles is None:
            return []
        titles.count_of(_keys(phrase), met)
        found = [titles.by_term.get(term, ()) for term in _terms(phrase)]
        lists = sorted((each for each in found if each), key=len)
        # A title that shares most words with the text has at least one of its rarest ones.
        needed = len(lists) - ceil(_LEAST_SHARE * len(lists)) + 2
        left = _MOST_SCANNED
        for numbers in lists[:needed]:
            if len(numbers) <= left:
                left -= len(numbers)
                met.update(numbers)
        closest = sorted(sorted(met), key=met.__getitem__, reverse=True)
        return [self._phrases[number] for number in closest[:_MOST_COMPARED]]


def _spelt_alike(spelt: Sequence[_Spelt]) -> Near | None:
    """The title that is clear of the next, and of which no word is another one."""
    if not spelt or not spelt[0].same_words:
        return None
    is_clear = len(spelt) == 1 or spelt[0].ratio - spelt[1].ratio >= _CLEAR
    return spelt[0].near if is_clear else None


def _keys(phrase: Phrase) -> Iterable[int]:
    """A number for all words together, and one for each choice of all but one of them."""
    if len(phrase.words) > _MOST_WORDS:
        return ()
    hashes = set(map(hash, phrase.words))
    total = sum(hashes)
    return (total, *[total - one for one in hashes]) if len(hashes) > 1 else (total,)


def _terms(phrase: Phrase) -> Iterable[str]:
    """What titles are looked up by: their words; of those written without blanks, each two letters."""
    if phrase.name.isascii():
        return dict.fromkeys(phrase.words)
    terms: dict[str, None] = {}
    for word in phrase.words:
        if not word.isascii() and len(word) > 2 and is_wide(word):
            terms.update(dict.fromkeys(first + second for first, second in pairwise(word)))
        else:
            terms[word] = None
    return terms


def _stand_in(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words stand among these in their order, as they are or inflected.

    >>> _stand_in(["win", "customer"], ["win", "new", "customers"]), _stand_in(["b", "a"], ["a", "b"])
    (True, False)
    """
    spare, at = len(long) - len(short), 0
    for word in short:
        while word != long[at] and not _is_inflected(word, long[at]):
            if not spare:
                return False
            spare -= 1
            at += 1
        at += 1
    return True


def _is_inflected(word: str, other: str) -> bool:
    """Whether one is the other with an ending.

    >>> _is_inflected("customers", "customer"), _is_inflected("new", "news")
    (True, False)
    """
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    return len(short) >= 4 and len(long) - len(short) <= 2 and long.startswith(short) and not is_wide(long)


def _is_slip(word: str, meant: str) -> bool:
    """Whether a word is another with up to two letters wrong, and not one that looks like it.

    >>> _is_slip("acounts", "accounts"), _is_slip("decrease", "increase"), _is_slip("mentee", "mentor")
    (True, False, False)
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    longest = max(len(word), len(meant))
    if longest < 4 or (word[0] != meant[0] and word[:2] != meant[1::-1]):
        return False
    for one, other in ((word, meant), (meant, word)):
        if one.startswith("on") and other.startswith("off"):
            return False
        if one.rstrip("s").endswith("ee") != other.rstrip("s").endswith("ee"):
            return False
    return OSA.distance(word, meant) <= (2 if longest > 5 else 1)


def _shortens_unspaced(one: str, other: str) -> bool:
    """Whether one is most of the other, in a script without blanks, and what is left denies nothing."""
    short, long = sorted((one, other), key=len)
    if len(short) < max(_LEAST_LETTERS, ceil(_LEAST_SHARE * len(long))) or short not in long:
        return False
    return not _UNSPACED_NO.search(long.replace(short, " ", 1))


def _share(one: Phrase, other: Phrase) -> float:
    short, long = sorted((len(one.words), len(other.words)))
    return short / long
