"""The words of titles: the numbering they begin with, and the verbs that say which way a figure moves."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from okrsheets.model import Direction
from okrsheets.patterns import pattern
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary, alternatives
from okrsheets.tuples import NamedTuple

__all__ = [
    "begins_plainly",
    "direction_in",
    "first_label",
    "holds",
    "limits",
    "may_be_labelled",
    "uncounted",
    "words_of",
]

_LONGEST_LABEL = 200
_LONGEST = 1000  # letters of a title whose words are looked at
_LETTERED = pattern(r"(.*\S)\s(?:[A-Z]|[IVX]{2,4})")
_WORD = pattern(r"[^\W\d_]+")
_SIGNS = "".join(sign for sign in map(chr, range(128)) if not sign.isalnum() and sign != "_")
_LETTERS = "".join(sign if sign.isalpha() else " " for sign in map(chr, range(128)))


@cache
def _label(vocabulary: Vocabulary) -> re.Pattern[str]:
    names = alternatives(
        tuple(w for name in ("objective", "key_result") for w in vocabulary.words_of("labels", name))
    )
    number = r"\d+(?:[.-]\d+)*"
    # "一" may begin another word, so such a figure needs a sign behind it.
    named = (
        rf"[\[(（【]?(?P<name>{names})"
        rf"(?:\s*[#-]?\s*(?P<n>{number}|[一二三四五六七八九十]{{1,3}}(?=\s*[:.：．、）】]))"
        r"(?:\s*[：．、）】\])]|\s*[:.–—-]?(?=\s|[^\x00-\x7f]))|\s*[:：])"
    )
    plain = r"[(（]?(?P<number>\d+(?:\.\d+)*)\s*(?:[.:)]\s|[、．）](?!\s*\d))"
    return re.compile(rf"\s*(?:{named}|{plain}|(?P<dotted>\d+(?:\.\d+)+)\s)\s*", re.IGNORECASE)


@cache
def _labels_by_letter(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The words for objectives and key results by their first letter, without case."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("objective", "key_result"):
        for word in vocabulary.words_of("labels", name):
            word = (
                word.casefold().lstrip(_SIGNS).replace("ı", "i")
            )  # a pattern without case takes these for one
            found[word[:1]] = (*found.get(word[:1], ()), word)
    return found


def may_be_labelled(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text may begin with a word for an objective or key result, behind signs or none.

    Of texts in ASCII this says so in a tenth of the time that looking for the label takes.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> [may_be_labelled(text, load_vocabulary({})) for text in ("[KR 1] Sell", "Sell", "Goals", "売る")]
    [True, False, True, True]
    """
    labels = _labels_by_letter(vocabulary)
    if not text.isascii() or "" in labels:  # a word of signs alone may begin any text
        return True
    lead = text[:_LONGEST_LABEL].lstrip(_SIGNS)
    words = labels.get(lead[:1].casefold())
    return words is not None and lead.casefold().startswith(words)


def _lead(text: str) -> str:
    return text[:_LONGEST_LABEL].lstrip(_SIGNS).casefold()


def begins_plainly(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title surely begins with no numbering: with neither a figure nor, behind a label, a figure
    or a colon."""
    if not may_be_labelled(title, vocabulary):
        return not title.lstrip(_SIGNS)[:1].isdigit()
    labels = _labels_by_letter(vocabulary)
    if not title.isascii() or "" in labels:
        return False
    lead = _lead(title)
    behind = [lead[len(word) :].lstrip() for word in labels[lead[:1]] if lead.startswith(word)]
    return not any(rest.startswith(":") or rest.lstrip(_SIGNS)[:1].isdigit() for rest in behind)


@lru_cache(maxsize=8192)
def first_label(title: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The numbering a title begins with: "KR1: ...", "Objective 2 - ...", "1. ...", "1.2 ..."."""
    # The pattern is the longest of all to compile, and most sheets have no such titles.
    return None if begins_plainly(title, vocabulary) else _label(vocabulary).match(title, 0, _LONGEST_LABEL)


def uncounted(label: str) -> str:
    """A label without the number or letter behind it.

    >>> uncounted("Objective 2:"), uncounted("Goal #1"), uncounted("Objective B"), uncounted("Ziel III.")
    ('Objective', 'Goal', 'Objective', 'Ziel')
    """
    bare = label.rstrip(" #.:：")
    lettered = _LETTERED.fullmatch(bare)
    return lettered[1] if lettered else bare.rstrip(" #.:：0123456789")


class _Verbs(NamedTuple):
    """The verbs of direction by their first word, each with its second; those of scripts without spaces;
    and what the nouns of direction that are written as one with another end in."""

    worded: dict[str, tuple[tuple[str, Direction], ...]]
    glued: tuple[tuple[str, Direction], ...]
    endings: tuple[tuple[tuple[str, ...], Direction], ...]


@cache
def _verbs(vocabulary: Vocabulary) -> _Verbs:
    worded: dict[str, tuple[tuple[str, Direction], ...]] = {}
    glued: list[tuple[str, Direction]] = []
    for direction in Direction:
        for verb in vocabulary.words_of("verbs", direction.value):
            if has_no_spaces(verb[0]):
                glued.append((verb, direction))
            else:
                first, _, rest = verb.partition(" ")
                worded[first] = (*worded.get(first, ()), (rest, direction))
    endings = tuple(
        (ends, direction)
        for direction in Direction
        if (ends := vocabulary.words_of("verbs", f"{direction.value}_endings"))
    )
    return _Verbs(worded, tuple(glued), endings)


@lru_cache(maxsize=4096)
def direction_in(title: str, vocabulary: Vocabulary) -> Direction | None:
    """The direction of the first verb of direction among a title's words.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> direction_in("Cut costs to increase margins", words).value, direction_in("降低流失率", words).value
    ('decrease', 'decrease')
    """
    verbs = _verbs(vocabulary)
    words = words_of(title)
    if not verbs.worded.keys().isdisjoint(words):
        for n, word in enumerate(words):
            for rest, direction in verbs.worded.get(word, ()):
                if not rest or words[n + 1 : n + 2] == (rest,):
                    return direction
    for endings, direction in verbs.endings:
        if any(word.endswith(endings) for word in words):
            return direction
    return None if title.isascii() else _glued(title[:_LONGEST], verbs)


def limits(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title sets a limit: it begins, or ends, with a verb that says so, or holds one in Japanese.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> said = ("KR2: Cap spending at $10k", "Ausfälle auf 3 begrenzen", "Market cap of $3bn")
    >>> [limits(title, load_vocabulary({})) for title in said]
    [True, True, False]
    """
    spaced, glued = _limiting(vocabulary)
    if not title.isascii() and any(word in title for word in glued):
        return True
    if spaced.isdisjoint(words_of(title)):
        return False
    words = _behind_label(title, vocabulary)
    return not spaced.isdisjoint((*words[:1], *words[-1:]))


def holds(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title begins with a verb that keeps a figure within a bound, and else means something other.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> said = ("KR2: Hold uptime above 99 %", "Stakeholders hold 3 reviews")
    >>> [holds(title, load_vocabulary({})) for title in said]
    [True, False]
    """
    words = _behind_label(title, vocabulary)
    return bool(words) and words[0] in vocabulary.words_of("verbs", "hold")


def _behind_label(title: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of a title behind its "KR2:"."""
    label = first_label(title, vocabulary)
    return words_of(title[label.end() :] if label else title)


@cache
def _limiting(vocabulary: Vocabulary) -> tuple[frozenset[str], tuple[str, ...]]:
    words = vocabulary.words_of("verbs", "limit")
    glued = tuple(word for word in words if has_no_spaces(word[0]))
    return frozenset(words).difference(glued), glued


def _glued(title: str, verbs: _Verbs) -> Direction | None:
    """The direction of a verb in a script without spaces: the last one where verbs end a sentence."""
    found = [(at, direction) for verb, direction in verbs.glued if (at := _place(title, verb)) >= 0]
    if not found:
        return None
    ends = any(map(_ends_in_verbs, title))
    return (max if ends else min)(found, key=lambda one: one[0])[1]


def _ends_in_verbs(letter: str) -> bool:
    """Whether a letter is Japanese or Korean, in which the verb comes last."""
    return "\u3041" <= letter <= "\u30fa" or "\uac00" <= letter <= "\ud7a3"


def _place(title: str, verb: str) -> int:
    """Where a verb stands that is not the first half of a noun: 增长 in 增长率."""
    at = title.find(verb)
    return -1 if at >= 0 and title[at + len(verb) :][:1] == "率" else at


@lru_cache(maxsize=16)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title without case, figures and signs; kept for the next question about the same."""
    title = title[:_LONGEST].casefold()
    if title.isascii():  # as most are: a tenth of the time
        return tuple(title.translate(_LETTERS).split())
    return tuple(_WORD.findall(title))
