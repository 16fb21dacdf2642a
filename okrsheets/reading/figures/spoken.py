"""The figures of a title with the roles that the small words around them give: "from", "at least", "more"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from okrsheets.model import Direction
from okrsheets.patterns import pattern
from okrsheets.reading.figures.amounts import Amount, Number, amounts_in
from okrsheets.reading.language.lexicon import Lexicon, has_no_spaces, lexicon_of, word_at
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.tuples import NamedTuple

__all__ = ["SmallWords", "Spoken", "small_words", "spoken_in"]

_NEAR = 48  # characters on either side of a figure in which its small words stand
_YEAR = pattern(r"20[1-4][0-9]")
_SHORT_DAY = pattern(r"[0-3]?[0-9]\.[01]?[0-9]")
_TIMES = {"double": 2.0, "triple": 3.0, "halve": 0.5}
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0}
_UNIT_WORDS = 3
_MONTHS_AFTER = frozenset("月월年년")
_SHORT_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "okt", "dez", "mai")
)
_BEFORE = ("from", "to", "maybe_to", "by", "of", "above", "below", "about", "numbered", "whole", "in_time")
_AFTER = ("from_after", "to_after", "or_more", "or_less", "more", "less", "growth", "decline")
_NONE: frozenset[str] = frozenset()
_TO = "至到"
_OF_THINGS = frozenset(("numbered", "whole", "of"))


class SmallWords(NamedTuple):
    """The small words before and after figures, and the verbs that make a figure a target.

    `last` are the verbs of scripts without spaces, `months` leave out short forms that are words too,
    `dating` are the words before days, `within` those before a range, `times` how many times as much verbs
    say, `halves` the last words of those of several, `seconds` those of units; `between` stands before a
    range whose ends are `joining`.
    """

    before: Lexicon
    after: Lexicon
    last: tuple[str, ...]
    last_words: frozenset[str]
    ratings: frozenset[str]
    zero: re.Pattern[str]
    months: frozenset[str]
    dating: frozenset[str]
    within: frozenset[str]
    times: Mapping[str, float]
    halves: frozenset[str]
    seconds: Mapping[str, float]
    between: frozenset[str]
    joining: frozenset[str]


class Spoken(NamedTuple):
    """An amount with the roles of the words before and after it.

    `starts` says that the title begins with it, `next_word` what it is a figure of.
    """

    amount: Amount
    before: frozenset[str]
    after: frozenset[str]
    starts: bool
    next_word: str

    @property
    def number(self) -> Number:
        return self.amount.number

    def has(self, *roles: str) -> bool:
        """Whether it has one of these roles."""
        return any(role in self.before or role in self.after for role in roles)


@cache
def small_words(vocabulary: Vocabulary) -> SmallWords:
    """The small words of a vocabulary."""

    def words(section: str, *names: str) -> dict[str, tuple[str, ...]]:
        return {name: vocabulary.words_of(section, name) for name in names}

    verbs = words("verbs", "reach", "count")
    moving = [word for name in Direction for word in vocabulary.words_of("verbs", name.value)]
    before = words("phrases", *_BEFORE)
    after = words("phrases", *_AFTER)
    after["to"] = vocabulary.words_of("phrases", "to_end")
    # Scripts without spaces put the verb where others say "by": 提升20%; but 升至 is to rise to.
    glued = [word for word in moving if has_no_spaces(word[0])]
    before["to"] += tuple(word for word in glued if word[-1] in _TO)
    before["by"] += tuple(word for word in glued if word[-1] not in _TO)
    seconds = [(word, n) for name, n in _SECONDS.items() for word in vocabulary.words_of("durations", name)]
    times = {word: n for name, n in _TIMES.items() for word in vocabulary.words_of("verbs", name)}
    last = [word.casefold() for some in verbs.values() for word in some]
    return SmallWords(
        before=lexicon_of(before | verbs),
        after=lexicon_of(after),
        last=tuple(word for word in last if has_no_spaces(word[0])),
        last_words=frozenset(last),
        ratings=frozenset(word.casefold() for word in vocabulary.words_of("names", "rating")),
        zero=re.compile(rf"\b(?:{'|'.join(vocabulary.words_of('phrases', 'zero'))})\b", re.IGNORECASE),
        months=frozenset((*map(str.casefold, vocabulary.words_of("cycles", "months")), *_SHORT_MONTHS)),
        dating=frozenset(map(str.casefold, vocabulary.words_of("phrases", "dating"))),
        within=frozenset(map(str.casefold, vocabulary.words_of("phrases", "within"))),
        times=times,
        halves=frozenset(phrase.split()[-1] for phrase in times if " " in phrase),
        seconds=dict(sorted(seconds, key=lambda one: -len(one[0]))),
        between=frozenset(map(str.casefold, vocabulary.words_of("phrases", "between"))),
        joining=frozenset(map(str.casefold, vocabulary.words_of("phrases", "and"))),
    )


def spoken_in(text: str, vocabulary: Vocabulary, *, mark: str | None) -> list[Spoken]:
    """The figures of a plain text with their roles; years, dates and numbers of things are none."""
    words = small_words(vocabulary)
    return [
        one
        for amount in amounts_in(text, vocabulary, mark=mark)
        if not _names_a_time(text, amount, words) and (one := _spoken(text, amount, words))
    ]


def _spoken(text: str, amount: Amount, words: SmallWords) -> Spoken | None:
    """An amount with its roles, fillers passed over; None for the number of a thing: "ISO 9001"."""
    lead = text[max(0, amount.start - _NEAR) : amount.start].casefold().rstrip(" .:~≈(")
    before: set[str] = set()
    while found := words.before.at_end(lead):
        phrase, roles = found
        if not before and roles <= _OF_THINGS and roles != {"of"}:
            return None
        before |= roles
        lead = lead[: -len(phrase)].rstrip(" .'")
    starts = amount.start < _NEAR and not any(c.isalnum() for c in lead)
    after, next_word = _after(text, amount, words)
    unit = _unit_of_time(text, amount, next_word, words) if amount.number.unit is None else None
    if unit is not None:
        amount = amount._replace(number=amount.number._replace(unit=unit))
    return Spoken(amount, frozenset(before), after, starts, next_word)


def _unit_of_time(text: str, amount: Amount, next_word: str, words: SmallWords) -> str | None:
    """The unit of time that stands behind an amount."""
    if not has_no_spaces(next_word[:1] or " "):
        return next_word if next_word.casefold() in words.seconds else None
    tail = text[amount.end : amount.end + _NEAR].lstrip()
    return next((unit for unit in words.seconds if tail.startswith(unit)), None)


def _after(text: str, amount: Amount, words: SmallWords) -> tuple[frozenset[str], str]:
    """The roles that the words after an amount give it, beyond a few that say its unit; and the next word."""
    tail = text[amount.end : amount.end + _NEAR]
    if tail.startswith("+"):
        return frozenset(("or_more",)), ""
    rest = tail.strip()
    next_word = rest[: _run(rest)]
    left = 2 * _UNIT_WORDS
    while rest and left >= 0:
        found = words.after.at_start(rest.casefold())
        if found is not None:
            near = left >= 2 * _UNIT_WORDS - 3
            return found[1] if near else found[1] - {"more", "less", "to_after"}, next_word
        run = _run(rest)
        left -= 1 if has_no_spaces(rest[0]) else 2
        rest = rest[run:].lstrip(" -") if run else ""
    return _NONE, next_word


def _run(text: str) -> int:
    """How long the word is that a text begins with; without spaces, one character."""
    return len(word_at(text)) or int(has_no_spaces(text[:1] or " "))


def _names_a_time(text: str, amount: Amount, words: SmallWords) -> bool:
    """Whether an amount is a year, or a day or month of a date."""
    digits = text[amount.start : amount.end]
    before = text[max(0, amount.start - _NEAR) : amount.start].rstrip(" .").rsplit(" ", 1)[-1].casefold()
    if len(digits) > 2:
        short_day = text[amount.end : amount.end + 1] == "." and _SHORT_DAY.fullmatch(digits)
        return _YEAR.fullmatch(digits) is not None or bool(short_day and before in words.dating)
    if not digits.isdigit():
        return False
    tail = text[amount.end : amount.end + _NEAR].lstrip(". ").removeprefix("de ")  # "31 de mayo"
    if tail[:1] in _MONTHS_AFTER or word_at(tail).casefold() in words.months:
        return True
    return before in words.months
