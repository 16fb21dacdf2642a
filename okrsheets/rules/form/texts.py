"""Rules about titles that say nothing yet, and about those that speak of work instead of what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, KeyResult, Measure, Severity
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, alternatives, normalise
from okrsheets.rules.titles import (
    beginning,
    counts_something,
    ending,
    titled_key_results,
    titled_okrs,
    vocabulary_of,
)
from okrsheets.rules.wording import named, quoted, what
from okrsheets.tuples import NamedTuple

__all__ = ["activity_not_outcome", "placeholder_text"]

_SIGNS_AROUND = 8
_ACRONYM = r"(?<![\w/])(?:tbd|tbc|t\.b\.d\.|t\.b\.c\.)(?![\w/])"
_LOREM = r"\blorem ipsum\b|^lorem\b.*"
# Letters and rings in place of a figure: "XX %", "$XXk", "X%", "from X to Y", "○○".
_MANY = r"[$€£¥]?(?<![A-Za-z0-9.])[Xx]{2,}(?:[.,][Xx]+)?[kKmM]?(?![A-Za-z0-9])(?: ?%)?|[○〇◯△]{2,}(?: ?%)?"
_ONE = r"(?<![\w.])[$€£¥]?[XYN] ?%|[$€£¥]X[kKmM]?(?!\w)"
_WAY = r"(?<![\w.])(?<!Gen )X(?: ?(?:->|→|=>|–|-) ?| (?-i:[^\W\d_A-Z]{1,5}) )Y(?!\w)"
_CAPITAL_SLOT = r"[\[<{](?:[XYZN]|[Xx]{2,})[\]>}]"
_EXACT = pattern("|".join((_MANY, _ONE, _WAY, _CAPITAL_SLOT)))
_ANY_CASE = pattern(f"{_ACRONYM}|{_LOREM}", re.IGNORECASE)
_YES_NO = Measure.YES_NO  # asked of every key result, and a class of words is slow to ask
_SIGNS = pattern(r"[\[<{(XYN○〇◯△]")


@rule("placeholder-text", Severity.WARNING)
def placeholder_text(case: Case) -> Iterator[Finding]:
    """A title still holds what stands there until somebody writes it.

    A template was filled in by half: "TBD", "by XX %", "[X]", "New objective". It counts as an objective or
    key result all the same, and nobody can work on it.

    Bad:
        | Objective                      | Key result                   | Target |
        | Be the first choice of shops   | New leads per week           | 50     |
        |                                | Cut returns of parts by XX % | 30 %   |
    Good:
        | Objective                      | Key result                   | Target |
        | Be the first choice of shops   | New leads per week           | 50     |
        |                                | Cut returns of parts by 30 % | 30 %   |
    """
    vocabulary = vocabulary_of(case)
    longest = _placeholders(vocabulary).longest
    for okr, title in titled_okrs(case):
        if len(title) <= longest and _is_placeholder(title, vocabulary):
            message = f"the {what(okr)} {named(okr)} is not written yet"
        elif placeholder := _placeholder_in(title, vocabulary):
            message = f"the words of {named(okr)} still hold a placeholder, {quoted(placeholder)}"
        else:
            continue
        yield finding(
            place=okr.at, okr=okr.key, message=message, hint="write what is meant, or delete the row"
        )


def _is_placeholder(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a whole title is one: "New objective", "to be defined", "???"."""
    bare = title.strip(" .…!:()[]<>{}")
    return vocabulary.says_nothing(bare) or normalise(bare) in _placeholders(vocabulary).words


def _placeholder_in(title: str, vocabulary: Vocabulary) -> str | None:
    """The placeholder that stands among the words of a title."""
    if not _may_hold_one(title):
        return None
    found = _EXACT.search(title) or _ANY_CASE.search(title) or _slots(vocabulary).search(title)
    return found[0].strip() if found else None


def _may_hold_one(title: str) -> bool:
    """Whether a title can hold a placeholder at all; most cannot, and the patterns take ten times as long."""
    lower = title.casefold()
    written = "xx" in lower or "tb" in lower or "t.b" in lower or "lorem" in lower
    return written or _SIGNS.search(title) is not None


class _Placeholders(NamedTuple):
    """The placeholders that are whole titles, normalised, and how many letters a title of one may have."""

    words: frozenset[str]
    longest: int


@cache
def _placeholders(vocabulary: Vocabulary) -> _Placeholders:
    words = (*vocabulary.words_of("titles", "placeholder"), *vocabulary.words_of("rows", "nothing"))
    return _Placeholders(frozenset(map(normalise, words)), max(map(len, words)) + _SIGNS_AROUND)


@cache
def _slots(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Words in brackets that ask for others; at the beginning of a title such brackets are a tag."""
    words = alternatives(vocabulary.words_of("titles", "slot"))
    rows = alternatives(word for word in vocabulary.words_of("rows", "nothing") if " " in word)
    return re.compile(
        rf"(?<=\S)\s*[\[<{{](?:{words})[\]>}}]|(?<=\S)\s*[\[<{{(](?:{rows})[\]>}})]", re.IGNORECASE
    )


@rule(
    "activity-not-outcome",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "placeholder-text", "unmeasurable-key-result"),
)
def activity_not_outcome(case: Case) -> Iterator[Finding]:
    """A key result says what will be done, and has no figure for what will come of it.

    Launched, built and published is work; it can all be done and nothing be better for anyone. Say what
    people will do or get because of it. A yes/no, a progress and a target of 1 or 100 % only tell that the
    work is done; a count of things is a figure.

    Bad:
        | Objective                    | Key result                  | Baseline | Target |
        | Be the first choice of shops | New leads per week          | 5        | 50     |
        |                              | Launch the portal for shops | 0 %      | 100 %  |
    Good:
        | Objective                    | Key result                  | Baseline | Target |
        | Be the first choice of shops | New leads per week          | 5        | 50     |
        |                              | Orders through the portal   | 0        | 400    |
    """
    vocabulary = vocabulary_of(case)
    for key_result, title in titled_key_results(case):
        if _has_a_metric(key_result):
            continue
        verb = beginning(title, "output", vocabulary) or ending(title, "output", vocabulary)
        if verb and not counts_something(title, vocabulary):
            yield finding(
                place=key_result.at,
                okr=key_result.key,
                message=f"{named(key_result)} says what is done ({quoted(verb)}), not what comes of it",
                hint="give the figure that is to move once it is done, from what to what",
            )


def _has_a_metric(key_result: KeyResult) -> bool:
    """Whether figures say more than that it is done: more than yes or no, one of one, or all of it."""
    if key_result.measure is _YES_NO:
        return False
    if key_result.target is not None:
        return key_result.target != 1 or bool(key_result.baseline)
    return any(value not in (None, 0, 1) for value in (key_result.baseline, key_result.current))
