"""What titles say to rules: their bare words, how these begin and end, and the figures among them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from okrsheets.lint import Case, asked_once
from okrsheets.model import KeyResult, Objective, Okr
from okrsheets.patterns import pattern
from okrsheets.reading.figures.digits import plain_text
from okrsheets.reading.figures.spoken import Spoken, spoken_in
from okrsheets.reading.language.lexicon import Lexicon, has_no_spaces, lexicon_of
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.language.words import begins_plainly, first_label, words_of
from okrsheets.rules.tables import pursued_okrs

__all__ = [
    "bare_title",
    "beginning",
    "counts_something",
    "ending",
    "figures_in",
    "may_hold_figures",
    "parted",
    "titled_key_results",
    "titled_objectives",
    "titled_okrs",
    "vocabulary_of",
]

_MARKS = pattern(r"(?:[^\w<>≤≥=+$€£¥#(\[{\"'“„«‚‘「『（-]|-(?=\s))+")
_DIGIT = pattern("[0-9]")
_TAG = pattern(r"[\[【][^\]】]{1,40}[\]】]\s*")
_CLOSING = " .!。！;；"
_ROLES = ("upkeep", "output")
_LARGE = 10
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_AIMED = frozenset(("to", "to_after", "from", "from_after", "by", "above", "below", "reach"))
_MEASURED = frozenset(("more", "less", "or_more", "or_less", "growth", "decline"))
_RANKED = "位名等위등"


def vocabulary_of(case: Case) -> Vocabulary:
    """The words of sheets, the user's own among them."""
    return load_vocabulary({}, case.words)


@asked_once
def titled_okrs(case: Case) -> tuple[tuple[Okr, str], ...]:
    """The OKRs that have a title and are not given up, each with the bare words of it."""
    vocabulary = vocabulary_of(case)
    return tuple((okr, bare_title(okr, vocabulary)) for okr in pursued_okrs(case) if okr.title is not None)


@asked_once
def titled_objectives(case: Case) -> tuple[tuple[Objective, str], ...]:
    """The objectives among those."""
    return tuple((okr, title) for okr, title in titled_okrs(case) if isinstance(okr, Objective))


@asked_once
def titled_key_results(case: Case) -> tuple[tuple[KeyResult, str], ...]:
    """The key results among those."""
    return tuple((okr, title) for okr, title in titled_okrs(case) if isinstance(okr, KeyResult))


def bare_title(okr: Okr, vocabulary: Vocabulary) -> str:
    """The words of a title behind its numbering, its id and the signs that lists begin with."""
    title = (okr.title or "").strip()
    label = None if begins_plainly(title, vocabulary) else first_label(title, vocabulary)
    if label is not None and (not label["dotted"] or label["dotted"] == okr.id):
        title = title[label.end() :]
    elif okr.id and title.casefold().startswith(okr.id.casefold()):
        rest = title[len(okr.id) :]
        title = title if rest[:1].isalnum() else rest
    marks = None if title[:1].isalnum() else _MARKS.match(title)
    return title[marks.end() :] if marks else title


def beginning(title: str, role: str, vocabulary: Vocabulary) -> str | None:
    """The words of a role that a bare title begins with, as they are written there.

    >>> beginning("Roll out the app", "output", load_vocabulary({}))
    'Roll out'
    """
    tag = _TAG.match(title)
    words = title[tag.end() :] if tag else title
    found = _first_words(vocabulary).at_start(words.casefold())
    return words[: len(found[0])] if found and role in found[1] else None


def ending(title: str, role: str, vocabulary: Vocabulary) -> str | None:
    """The words of a role that a bare title ends with, in languages whose verbs stand there.

    >>> ending("Neue Website launchen", "output", load_vocabulary({}))
    'launchen'
    """
    words = title.rstrip(_CLOSING)
    found = _last_words(vocabulary).at_end(words.casefold())
    return words[-len(found[0]) :] if found and role in found[1] and found[0] != words.casefold() else None


@cache
def _first_words(vocabulary: Vocabulary) -> Lexicon:
    return lexicon_of({role: vocabulary.words_of("titles", role) for role in _ROLES})


@cache
def _last_words(vocabulary: Vocabulary) -> Lexicon:
    return lexicon_of({role: vocabulary.words_of("titles", f"{role}_last") for role in _ROLES})


def figures_in(title: str, vocabulary: Vocabulary) -> list[str]:
    """The figures by which a bare title measures something, as they are written there.

    Years and dates, numbers of things ("ISO 27001", "Phase 2", "top 10"), names that hold a figure ("B2B",
    "24/7", "Office 365"), ranks, and a few of something ("our 3 shops") measure nothing; nor do words for
    numbers, which more often are a figure of speech ("one team").

    >>> words = load_vocabulary({})
    >>> titles = ("Grow by 20 %", "Reach 500 shops", "Open by 2027", "Serve 24/7", "Move to Office 365")
    >>> [figures_in(title, words) for title in titles]
    [['20 %'], ['500'], [], [], []]
    """
    if not may_hold_figures(title):
        return []
    text = plain_text(title)
    spoken = spoken_in(text, vocabulary, mark=None)
    return [text[one.amount.start : one.amount.end].strip() for one in spoken if _measures(one, text)]


def counts_something(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a bare title says how many or how much of anything, in figures or in words.

    >>> titles = ("Launch in 3 countries", "Publish two studies", "Launch by Q3 2027")
    >>> [counts_something(title, load_vocabulary({})) for title in titles]
    [True, True, False]
    """
    if may_hold_figures(title) and spoken_in(plain_text(title), vocabulary, mark=None):
        return True
    spaced, glued = _numerals(vocabulary)
    return not spaced.isdisjoint(words_of(title)) or any(word in title for word in glued)


def may_hold_figures(title: str) -> bool:
    """Whether a title can hold a figure at all; most do not, and this is quickly asked."""
    return not title.isascii() or _DIGIT.search(title) is not None


@cache
def _numerals(vocabulary: Vocabulary) -> tuple[frozenset[str], tuple[str, ...]]:
    return parted(vocabulary.words_of("titles", "numeral"))


def parted(words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words of scripts with blanks between them, and those of scripts without, to seek inside others.

    >>> parted(("Two", "両方"))
    (frozenset({'two'}), ('両方',))
    """
    plain = [word.casefold() for word in words]
    glued = tuple(word for word in plain if has_no_spaces(word[0]))
    return frozenset(plain).difference(glued), glued


def _measures(one: Spoken, text: str) -> bool:
    number, counts = one.number, _has_its_noun(one)
    if (
        number.share
        or number.money
        or number.unit
        or number.bound
        or one.amount.sign
        or one.after & _MEASURED
    ):
        return True
    if not counts and _FIRST_YEAR <= number.value <= _LAST_YEAR:
        return False
    if one.next_word[:1] in _RANKED and one.next_word:
        return False
    if one.before & _AIMED:
        return True
    if not counts or _is_named(text[: one.amount.start]):
        return False
    return "count" in one.before or (number.value >= _LARGE and "about" not in one.before)  # "the 8086"


def _has_its_noun(one: Spoken) -> bool:
    """Whether a figure has a word for what it counts behind it."""
    return one.next_word[:1].islower() or has_no_spaces(one.next_word[:1] or " ")


def _is_named(lead: str) -> bool:
    """Whether the words before a figure end in a name that it may belong to: "Project Apollo 11"."""
    *others, last = lead.split() or [""]
    return any(map(str.isupper, last if others else last[1:]))
