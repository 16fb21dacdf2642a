"""The pieces of a label of time: figures, parts of a year, months, marks and small words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from okrsheets.patterns import pattern
from okrsheets.reading.language.lexicon import has_no_spaces, word_at
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.times.months import month_number
from okrsheets.tuples import NamedTuple

__all__ = ["MONTHS_OF", "Token", "tokens_of"]

MONTHS_OF = {"quarter": 3, "third": 4, "half": 6}
"""How many months the parts of a year have."""

_KINDS = (
    *(
        "quarter",
        "half",
        "third",
        "first_half",
        "second_half",
        "year",
        "year_from",
        "year_end",
        "month_after",
    ),
    *("day_after", "range", "small", "suffix", "week", "end", "middle", "start", "weekday", "label"),
)
_LONGEST_FIGURE = 9
_PIECE = pattern(r"[0-9]+|[^\W\d_]+|\S")
_SMALL_MARKS = frozenset(".,'’()[]:#_ ")
_DASHES = frozenset("-–—~/&+")


class Token(NamedTuple):
    """One piece of a text from `start` to `end`.

    `kind` is "number", "month", "ordinal", a kind of word, "dash", "mark", or "other"; `value` is that of a
    number, month or ordinal, and `length` how many digits it has.
    """

    kind: str
    text: str
    start: int
    end: int
    value: int = 0

    @property
    def length(self) -> int:
        return self.end - self.start


class _Words(NamedTuple):
    """What words mean; those of scripts without spaces by their first character, the longest first."""

    kinds: Mapping[str, tuple[str, int]]
    glued: Mapping[str, tuple[str, ...]]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    kinds: dict[str, tuple[str, int]] = {}
    for kind in _KINDS:
        for phrase in vocabulary.words_of("cycles", kind):
            for word in phrase.casefold().split():
                kinds.setdefault(word, (kind, 0))
    for n, word in enumerate(vocabulary.words_of("cycles", "ordinal")):
        kinds.setdefault(word.casefold(), ("ordinal", n % 4 + 1))
    glued: dict[str, tuple[str, ...]] = {}
    for word in sorted(kinds, key=len, reverse=True):
        if has_no_spaces(word[0]):
            glued[word[0]] = (*glued.get(word[0], ()), word)
    return _Words(kinds, glued)


@lru_cache(maxsize=1024)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The pieces of a plain text, from left to right.

    >>> [(token.kind, token.value) for token in tokens_of("3rd quarter of 2026")]
    [('number', 3), ('suffix', 0), ('quarter', 0), ('small', 0), ('number', 2026)]
    >>> [token.kind for token in tokens_of("2026年第三季度")]
    ['number', 'year', 'small', 'ordinal', 'quarter']
    """
    vocabulary = load_vocabulary({})
    words = _words(vocabulary)
    return tuple(
        _token(word, start, start + len(word), words, vocabulary)
        for match in _PIECE.finditer(text.casefold())
        for start, word in _parted(match[0], match.start(), words)
    )


def _parted(run: str, start: int, words: _Words) -> Iterator[tuple[int, str]]:
    """The words of a run of letters, and where they begin; without spaces, the known ones and characters."""
    if run.isascii():
        yield start, run
        return
    at = 0
    while at < len(run):
        if has_no_spaces(run[at]):
            known = (word for word in words.glued.get(run[at], ()) if run.startswith(word, at))
            word = next(known, run[at])
        else:
            word = word_at(run, at) or run[at]
        yield start + at, word
        at += len(word)


def _token(word: str, start: int, end: int, words: _Words, vocabulary: Vocabulary) -> Token:
    if "0" <= word[0] <= "9":
        return Token("number", word, start, end, int(word) if len(word) < _LONGEST_FIGURE else 0)
    if known := words.kinds.get(word):
        return Token(known[0], word, start, end, known[1])
    if word in _DASHES:
        return Token("dash", word, start, end)
    if word in _SMALL_MARKS:
        return Token("mark", word, start, end)
    month = month_number(word, vocabulary) if len(word) > 2 else None
    return Token("month", word, start, end, month) if month else Token("other", word, start, end)
