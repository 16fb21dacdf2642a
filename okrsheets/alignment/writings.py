"""The ways in which an id, its title and its place are written together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.alignment.entries import Entry, Rank, bare_title
from okrsheets.alignment.names import Token, cycle_name, has_form_of_id, name_of
from okrsheets.alignment.words import NEGATIONS
from okrsheets.model import KeyResult, Objective
from okrsheets.patterns import pattern

__all__ = ["BEGINS_A_TITLE", "begun_within", "called_within", "ends_of_id", "fits", "with_place_behind"]

BEGINS_A_TITLE = frozenset(":–—-|(")
"""What stands between an id and the title behind it."""

_LONGEST_ID = 10
_LEAST_SHARED_WORDS = 0.5
_NEGATIONS = frozenset(NEGATIONS.split())
_FEWEST_COUNTED = 2
_IN_BRACKETS_BEHIND = pattern(r"(\S.*?)\s*[(\[（【]([^()\[\]（）【】]+)[)\]）】]")
_DASH = pattern(r"\s[-–—|]")
_DIGIT = pattern(r"\d")
_BEHIND_A_DASH = pattern(r"(\S.*)\s+[-–—|]+\s+(\S.*)")
_OF_ANOTHER = pattern(
    r"(\S.{0,48}?)\s+(?:of|in|von|vom|aus|zu|de|du|del|di|da|do|dans|em|en|van|uit)\s+(\S.*)", re.IGNORECASE
)


def ends_of_id(words: str, tokens: Sequence[Token]) -> Iterable[int]:
    """How many tokens may be an id before a title, the most first; one of letters ends at a colon or dash."""
    last = min(len(tokens) - 1, _LONGEST_ID)
    for number, token in enumerate(tokens, start=1):
        if token.text.isdecimal():
            return range(last, number - 1, -1)
    between = {n: words[tokens[n - 1].end : tokens[n].start] for n in range(1, last + 1)}
    ends = [n for n, signs in between.items() if BEGINS_A_TITLE.intersection(signs)]
    apart = [n for n in ends if between[n] != "-"]  # a dash may be part of the id: "AB-C: Grow"
    return sorted({*ends[:1], *apart[:1]}, reverse=True)


def called_within(objective: Objective) -> Mapping[str, Sequence[tuple[int, KeyResult]]]:
    """The key results of an objective by what they are called there, by id or title, and how literally.

    With the number of the objective in it, an id is one of its writings: O1 KR2, O1 KR1.2.
    """
    found: dict[str, list[tuple[int, KeyResult]]] = {}
    for each in objective.key_results:
        number = name_of(each.id or "").removeprefix("kr.")
        names = dict.fromkeys((number, f"kr.{number}"), Rank.OWN) if number else {}
        for title in (each.title, bare_title(each)) if each.title else ():
            names.setdefault(name_of(title or ""), Rank.WHOLE_TITLE)
        for name, rank in names.items():
            found.setdefault(name, []).append((rank, each))
    return found


def begun_within(objective: Objective, name: str) -> Iterator[tuple[int, KeyResult]]:
    """The key results of an objective whose titles begin with a number of this name, and how literally.

    Digits alone count where another title goes on with them, 1.1 beside 1.2: one may be a figure, as in
    "1.2 million users".
    """
    titles = [(each, name_of(each.title)) for each in objective.key_results if each.title]
    if name.replace(".", "").isdecimal():
        series = f"{name.rpartition('.')[0]}."
        counted = [title for _, title in titles if title.startswith(series)]
        if sum(title[len(series) :].partition(".")[0].isdecimal() for title in counted) < _FEWEST_COUNTED:
            return
    yield from ((Rank.DERIVED, each) for each, title in titles if title.startswith(f"{name}."))


def fits(rest: list[str], entry: Entry, *, loosely: bool) -> bool:
    """Whether words behind an id are its title, the beginning of it, its place, or `loosely` much like it."""
    if (cycle_name(".".join(rest)) or ".".join(rest)) in entry.scopes:
        return True
    if not entry.okr.title:
        return False
    title = name_of(entry.bare).split(".")
    if rest == title[: len(rest)]:
        return True
    if not loosely:
        return False
    said, called = set(rest), set(title)
    if not (said ^ called).isdisjoint(_NEGATIONS):
        return False
    return len(said & called) >= _LEAST_SHARED_WORDS * max(len(said), len(called))


def with_place_behind(text: str) -> Iterator[tuple[str, str]]:
    """The id or place that stands behind something, and what it is: CO-1 and "Grow" of "Grow (CO-1)"."""
    in_brackets = text.endswith((")", "]", "）", "】"))
    if in_brackets or _DASH.search(text):
        behind = _IN_BRACKETS_BEHIND if in_brackets else _BEHIND_A_DASH
        if match := behind.fullmatch(text):
            yield match[2], match[1]
    if _DIGIT.search(text) and (match := _OF_ANOTHER.fullmatch(text)) and has_form_of_id(match[1]):
        yield match[2], match[1]
