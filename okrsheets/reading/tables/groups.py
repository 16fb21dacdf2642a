"""Column groups: which columns of a wide table speak of its first key result, its second, and so on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.segments import without_counting
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.group_titles import is_title

__all__ = ["groups_of"]

_MEASURED = {Field.BASELINE, Field.CURRENT, Field.TARGET, Field.UNIT, Field.DIRECTION}
_NUMBER = pattern(r"[^\W\d_]{2}[ _.#-]*(\d{1,2})\W*$")  # "Target 1", and not "Q1"


def groups_of(columns: Sequence[Column], vocabulary: Vocabulary) -> Mapping[int, int]:
    """The number of the key result that each column speaks of; empty where a row has one at most.

    Groups are told by numbers ("KR1 | KR1 target | KR2 | ...", in any order) or by headings that come
    again, whether counted in letters or words or not at all ("Key result A | Target | Key result B |
    Target"), or by the columns of key results that a person names. What is in none speaks of the objective.
    """
    counts = Counter(map(_words, columns))
    told = [c.number for c in columns if c.told is not None and c.told.field is Field.KEY_RESULT]
    mine = [column for column in columns if not _is_of_objective(column, counts[_words(column)])]
    titles = {c.number: n for c in mine if is_title(c) and (n := _number(c)) is not None}
    if len(told) > 1 and not titles.keys() >= set(told):
        titles = {number: n for n, number in enumerate(told, start=1)}
    elif len(set(titles.values())) < 2:
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
        elif number is None and column.number not in titles and (column.heading or column.is_told):
            rest.append(column)
    return {**groups, **_by_place(rest, titles)}


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


def _meant(column: Column) -> str:
    """What columns that come again share: what a person says they are, else their words."""
    said = column.told.field if column.told is not None else None
    return f"told: {said.value}" if said is not None else _words(column)


def _repeated(columns: Sequence[Column], vocabulary: Vocabulary) -> dict[int, int]:
    """The columns of key results that have the same heading, counted or not, numbered as they stand."""
    alike: dict[str, list[int]] = {}
    for column in columns:
        if is_title(column):
            alike.setdefault(without_counting(_words(column), vocabulary), []).append(column.number)
    most = max(alike.values(), key=len, default=[])
    return {number: n for n, number in enumerate(most, start=1)}


def _by_place(rest: Sequence[Column], titles: Mapping[int, int]) -> dict[int, int]:
    """The groups of columns without a number, by where they stand among the key results.

    A heading that comes again behind each of them, or before each, or once for each behind them all,
    speaks of one after the other; one that stands alone between two speaks of the first. What a person says
    holds figures, as key results have, is never the objective's.
    """
    order = sorted(titles)
    last = len(order)
    slots = {column.number: bisect_left(order, column.number) for column in rest}
    alike: dict[str, list[int]] = {}
    for column in rest:
        alike.setdefault(_meant(column), []).append(column.number)
    measured = {c.number for c in rest if c.is_told and c.meanings and c.meanings[0].field in _MEASURED}
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
            elif 0 < slot < last or (slot and (len(numbers) > 1 or number in measured)):
                groups[number] = titles[order[slot - 1]]
    return groups


def _before_each(slots: Mapping[str, Set[int]], last: int) -> Set[str]:
    """The headings that stand before every key result and not behind the last."""
    every = set(range(last))
    return {words for words, places in slots.items() if places == every}
