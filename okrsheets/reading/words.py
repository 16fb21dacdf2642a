"""What the words of a key result say of its values: "from X to Y", "by 20 %", "reduce ... below Z"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from okrsheets.model import Direction
from okrsheets.reading.values import NUMBER, Number, number_in
from okrsheets.reading.vocabulary import Vocabulary, alternatives

__all__ = ["NOTHING", "Said", "direction_in", "first_label", "said_in", "words_of"]


class Said(NamedTuple):
    """Baseline, target and direction as words say them. `change` is that of "by 20 %", unsigned."""

    baseline: Number | None = None
    target: Number | None = None
    change: Number | None = None
    direction: Direction | None = None


NOTHING = Said()
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_SIGN = re.compile(r"[<>≤≥→⇒➔]")
_YEAR = re.compile(r"20[2-4]\d")


class _Phrases(NamedTuple):
    """Compiled ways to say values; `heads` are the words one of which each of them needs."""

    heads: frozenset[str]
    bounds: frozenset[str]
    steps: frozenset[str]
    from_to: re.Pattern[str]
    arrow: re.Pattern[str]
    by: re.Pattern[str]
    bound: re.Pattern[str]
    to: re.Pattern[str]
    reach: re.Pattern[str]


@cache
def _phrases(vocabulary: Vocabulary) -> _Phrases:
    def words(section: str, *names: str) -> str:
        return alternatives(tuple(word for name in names for word in vocabulary.words_of(section, name)))

    factors = words("factors", "thousand", "million", "billion")
    percents = alternatives(vocabulary.words_of("measures", "percent")[:3])
    figure = (
        rf"[$€£¥₹]?\s?{NUMBER}(?:\s?(?:{factors})(?![^\W_]))?(?:\s?(?:%|(?:{percents})(?![^\W_])))?"
        r"(?:\s?[€£¥₹])?(?![\w%])"
    )
    unit = r"(?:\s+[^\W\d]+){0,2}?"
    about = rf"(?:(?:{words('phrases', 'about')})\s+)?"
    above, below = words("phrases", "above"), words("phrases", "below")
    bound = (
        rf"(?:(?P<above>\b(?:{above})\s|[>≥]=?)|(?P<below>\b(?:{below})\s|[<≤]=?))\s*{about}(?P<y>{figure})"
    )
    to = rf"\b(?:{words('phrases', 'to')})\s+{about}"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    heads = frozenset(
        word.split()[0]
        for section, names in (("phrases", ("to", "by", "from", "above", "below")), ("verbs", ("reach",)))
        for name in names
        for word in vocabulary.words_of(section, name)
    )

    def heads_of(*names: str) -> frozenset[str]:
        return frozenset(w.split()[0] for name in names for w in vocabulary.words_of("phrases", name))

    return _Phrases(
        heads,
        heads_of("above", "below"),
        heads_of("to"),
        compiled(
            rf"\b(?:{words('phrases', 'from')})\s+{about}(?P<x>{figure}){unit}\s+(?:{words('phrases', 'to')})"
            rf"\s+(?:(?:{above}|{below})\s+)?{about}(?P<y>{figure})"
        ),
        compiled(rf"(?P<x>{figure}){unit}\s*(?:->|→|=>|⇒|-->|➔)\s*(?P<y>{figure})"),
        compiled(rf"\b(?:{words('phrases', 'by')})\s+{about}(?P<y>{figure})"),
        compiled(bound),
        compiled(rf"{to}(?:(?:{above}|{below})\s+)?(?P<y>{figure})"),
        compiled(rf"^\W*(?:{words('verbs', 'reach')})\s+{about}(?P<y>{figure})"),
    )


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


@lru_cache(maxsize=8192)
def first_label(title: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The numbering a title begins with: "KR1: ...", "Objective 2 - ...", "1. ...", "1.2 ..."."""
    return _label(vocabulary).match(title)


@cache
def _verbs(vocabulary: Vocabulary) -> dict[str, tuple[tuple[str, Direction], ...]]:
    """The verbs of direction by their first word, each with its other words."""
    verbs: dict[str, tuple[tuple[str, Direction], ...]] = {}
    for direction in Direction:
        for verb in vocabulary.words_of("verbs", direction.value):
            first, _, rest = verb.partition(" ")
            verbs[first] = (*verbs.get(first, ()), (rest, direction))
    return verbs


def direction_in(title: str, vocabulary: Vocabulary) -> Direction | None:
    """The direction of the first verb of direction among a title's words.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> direction_in("Cut costs to increase margins", load_vocabulary({})).value
    'decrease'
    """
    return _direction(words_of(title), vocabulary)


@lru_cache(maxsize=16)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title without case, figures and signs; kept for the next question about the same."""
    return tuple(_WORD.findall(title.casefold()))


def _direction(words: tuple[str, ...], vocabulary: Vocabulary) -> Direction | None:
    verbs = _verbs(vocabulary)
    if verbs.keys().isdisjoint(words):
        return None
    for n, word in enumerate(words):
        for rest, direction in verbs.get(word, ()):
            if not rest or words[n + 1 : n + 2] == (rest,):
                return direction
    return None


def said_in(title: str, vocabulary: Vocabulary) -> Said:
    """What a key result's words say of its values.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> said = said_in("Reduce churn from 5 % to 2 %", load_vocabulary({}))
    >>> said.baseline.value, said.target.value, said.direction
    (0.05, 0.02, <Direction.DECREASE: 'decrease'>)
    """
    words = words_of(title)
    direction = _direction(words, vocabulary)
    phrases = _phrases(vocabulary)
    if _DIGIT.search(title) is None or (phrases.heads.isdisjoint(words) and _SIGN.search(title) is None):
        return NOTHING._replace(direction=direction)
    if (label := first_label(title, vocabulary)) and not label["dotted"]:
        title = title[label.end() :]
    signs = _SIGN.search(title) is not None
    bounds = signs or not phrases.bounds.isdisjoint(words)
    steps = not phrases.steps.isdisjoint(words)
    pair = phrases.from_to.search(title) if steps else None
    if pair is None and signs:
        pair = phrases.arrow.search(title)
    if pair is not None:
        baseline, target = _figure(pair["x"], vocabulary), _figure(pair["y"], vocabulary)
        return Said(*_alike(baseline, target), direction=direction)
    if bounds and (match := phrases.bound.search(title)):
        bounded = Direction.INCREASE if match["above"] else Direction.DECREASE
        return Said(target=_figure(match["y"], vocabulary), direction=direction or bounded)
    if steps and (match := phrases.to.search(title)) and not _YEAR.fullmatch(match["y"].strip()):
        return Said(target=_figure(match["y"], vocabulary), direction=direction)
    if direction is not None and (match := phrases.by.search(title)):
        return Said(change=_figure(match["y"], vocabulary), direction=direction)
    if match := phrases.reach.search(title):
        return Said(target=_figure(match["y"], vocabulary), direction=direction)
    return NOTHING._replace(direction=direction)


def _figure(text: str, vocabulary: Vocabulary) -> Number | None:
    return number_in(text, vocabulary)


def _alike(baseline: Number | None, target: Number | None) -> tuple[Number | None, Number | None]:
    """ "from 5 to 2 %": the percent sign speaks for both."""
    if baseline and target and target.share and not baseline.share:
        baseline = baseline._replace(value=baseline.value / 100, share=True, unit="%")
    return baseline, target
