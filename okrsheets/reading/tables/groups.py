"""Column groups: which columns of a wide table speak of its first key result, its second, and so on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.columns import Column

__all__ = ["groups_of"]

_NUMBER = pattern(r"[^\W\d_]{2}[ _.#-]*(\d{1,2})\W*$")  # "Target 1", and not "Q1"

_LETTERS = ("a", "b", "c", "d", "e", "f", "i", "ii", "iii", "iv", "v")


def groups_of(columns: Sequence[Column], vocabulary: Vocabulary) -> Mapping[int, int]:
    """The number of the key result that each column speaks of; empty where a row has one at most.

    Groups are told by numbers ("KR1 | KR1 target | KR2 | ...", in any order) or by headings that come
    again, whether counted in letters or words or not at all ("Key result A | Target | Key result B |
    Target"). What is in none speaks of the objective.
    """
    counts = Counter(map(_words, columns))
    mine = [column for column in columns if not _is_of_objective(column, counts[_words(column)])]
    titles = {c.number: n for c in mine if _is_title(c) and (n := _number(c)) is not None}
    if len(set(titles.values())) < 2:
        titles = _repeated(mine, vocabulary)
    if len(titles) < 2:
        return {}
    numbers = set(titles.values())
    groups = dict(titles)
    rest = []
    for column in mine:
        number = _number(column)
        if number in numbers and number is not None:
            groups[column.number] = number
        elif number is None and column.number not in titles and column.heading:
            rest.append(column)
    return {**groups, **_by_place(rest, titles)}


def _is_title(column: Column) -> bool:
    contents = column.contents
    means_title = bool(column.meanings) and column.meanings[0].field is Field.KEY_RESULT
    return means_title and (not contents.filled or contents.is_text)


def _is_of_objective(column: Column, count: int) -> bool:
    """Whether a column's heading says itself that it speaks of the objective.

    "Goal" may mean a target too, and does where it stands more than once.
    """
    if not column.meanings:
        return False
    first = column.meanings[0]
    if first.field is not Field.OBJECTIVE:
        return first.level is Level.OBJECTIVE
    target = any(meaning.field is Field.TARGET for meaning in column.meanings)
    return column.group is None and not (target and count > 1)


def _number(column: Column) -> int | None:
    if column.group is not None:
        return column.group
    match = _NUMBER.search(column.heading)
    return int(match[1]) if match else None


def _words(column: Column) -> str:
    return normalise(column.heading)


def _repeated(columns: Sequence[Column], vocabulary: Vocabulary) -> dict[int, int]:
    """The columns of key results that have the same heading, counted or not, numbered as they stand."""
    counting = {*_LETTERS, *map(normalise, vocabulary.words_of("cycles", "ordinal"))}
    alike: dict[str, list[int]] = {}
    for column in columns:
        if _is_title(column):
            words = " ".join(word for word in _words(column).split() if word not in counting)
            alike.setdefault(words, []).append(column.number)
    most = max(alike.values(), key=len, default=[])
    return {number: n for n, number in enumerate(most, start=1)}


def _by_place(rest: Sequence[Column], titles: Mapping[int, int]) -> dict[int, int]:
    """The groups of columns without a number, by where they stand among the key results.

    A heading that comes again behind each of them, or before each, or once for each behind them all,
    speaks of one after the other; one that stands alone between two speaks of the first.
    """
    order = sorted(titles)
    last = len(order)
    slots = {column.number: bisect_left(order, column.number) for column in rest}
    alike: dict[str, list[int]] = {}
    for column in rest:
        alike.setdefault(_words(column), []).append(column.number)
    before = _before_each({words: {slots[n] for n in numbers} for words, numbers in alike.items()}, last)
    groups: dict[int, int] = {}
    for words, numbers in alike.items():
        behind = [number for number in numbers if slots[number] == last]
        for number in numbers:
            slot = slots[number]
            if len(behind) == last and slot == last:  # "KR1 | KR2 | Target | Target"
                groups[number] = titles[order[behind.index(number)]]
            elif words in before:
                groups[number] = titles[order[slot]]
            elif 0 < slot < last or (slot and len(numbers) > 1):
                groups[number] = titles[order[slot - 1]]
    return groups


def _before_each(slots: Mapping[str, Set[int]], last: int) -> Set[str]:
    """The headings that stand before every key result and not behind the last."""
    every = set(range(last))
    return {words for words, places in slots.items() if places == every}
