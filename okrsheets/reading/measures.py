"""The figures of one key result: from its columns, else from its words, on one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from okrsheets.model import Direction, Field, Measure
from okrsheets.reading.values import Number
from okrsheets.reading.vocabulary import Vocabulary, normalise
from okrsheets.reading.words import NOTHING, Said, direction_in, first_label, said_in, words_of

__all__ = ["Figures", "measure_key_result"]

_MEASURES = {
    "percent": Measure.PERCENT,
    "money": Measure.MONEY,
    "rating": Measure.RATING,
    "duration": Measure.DURATION,
    "yes_no": Measure.YES_NO,
}


class Figures(NamedTuple):
    """What is known of a key result's figures. Percentages are shares."""

    baseline: float | None
    current: float | None
    target: float | None
    unit: str | None
    measure: Measure
    direction: Direction | None
    read_from_words: tuple[Field, ...]
    has_number: bool


def measure_key_result(
    title: str,
    *,
    baseline: Number | None,
    current: Number | None,
    target: Number | None,
    unit: str | None,
    direction: str | None,
    faulty: frozenset[Field],
    vocabulary: Vocabulary,
) -> Figures:
    """The figures of a key result. Words are asked only for what its row does not say.

    `unit` and `direction` are what their columns say; `faulty` are the fields whose cell holds an
    error, which words must not paper over.
    """
    stated = (baseline, current, target)
    said = said_in(title, vocabulary) if baseline is None or target is None else NOTHING
    if target is None and current is not None and current.of is not None:
        target = Number(current.of, unit=current.unit)
    from_words: list[Field] = []
    if said.target is not None and target is None and Field.TARGET not in faulty:
        target = said.target
        from_words.append(Field.TARGET)
    if said.baseline is not None and baseline is None and Field.BASELINE not in faulty:
        baseline = said.baseline
        from_words.insert(0, Field.BASELINE)
    if said.change is not None and target is None and not faulty:
        baseline, target, fields = _changed(said, baseline, current)
        from_words.extend(fields)
    meant = vocabulary.meaning("measures", unit) if unit else None
    percent = meant == "percent"
    baseline, current, target = _alike((baseline, current, target), percent=percent)
    numbers = [number for number in (baseline, current, target) if number is not None]
    way = _direction(direction, title, said, baseline, target, vocabulary)
    if from_words and way is not None and not direction and said.direction is way:
        from_words.append(Field.DIRECTION)
    telling = [n for n in numbers if n.answer or n.money or n.share or n.unit]
    return Figures(
        baseline=baseline.value if baseline else None,
        current=current.value if current else None,
        target=target.value if target else None,
        unit=unit or next((number.unit for number in telling if number.unit), None),
        measure=_measure(title, meant, numbers, telling, vocabulary),
        direction=way,
        read_from_words=tuple(from_words),
        has_number=any(number is not None and not number.answer for number in stated)
        or _has_figure(title, vocabulary),
    )


def _changed(
    said: Said, baseline: Number | None, current: Number | None
) -> tuple[Number | None, Number | None, tuple[Field, ...]]:
    """Baseline and target from "by 20 %": of a known baseline, else the change itself from nothing."""
    change = said.change
    if change is None or said.direction is Direction.MAINTAIN:
        return baseline, None, ()
    sign = -1.0 if said.direction is Direction.DECREASE else 1.0
    if baseline is not None:
        by_share = change.share and not baseline.share
        step = baseline.value * change.value if by_share else change.value
        return baseline, baseline._replace(value=round(baseline.value + sign * step, 10)), (Field.TARGET,)
    if current is not None:
        return None, None, ()
    start = Number(0.0, share=change.share, money=change.money, unit=change.unit)
    return start, change._replace(value=sign * change.value), (Field.BASELINE, Field.TARGET)


_Three: TypeAlias = tuple[Number | None, Number | None, Number | None]


def _alike(numbers: _Three, *, percent: bool) -> _Three:
    """The three figures on one scale: where one is a percentage, plain ones beside it are too."""
    shares = [number.share for number in numbers if number is not None]
    if not (percent or True in shares) or False not in shares:
        return numbers
    if not any(n is not None and not n.share and abs(n.value) > 1 for n in numbers):
        return numbers
    baseline, current, target = (
        n._replace(value=round(n.value / 100, 12), share=True, unit=n.unit or "%")
        if n is not None and not n.share
        else n
        for n in numbers
    )
    return baseline, current, target


def _direction(
    stated: str | None,
    title: str,
    said: Said,
    baseline: Number | None,
    target: Number | None,
    vocabulary: Vocabulary,
) -> Direction | None:
    if stated and (meant := vocabulary.meaning("directions", stated)):
        return Direction(meant)
    if in_words := said.direction or direction_in(title, vocabulary):
        return in_words
    if baseline and target and baseline.value != target.value:
        return Direction.DECREASE if baseline.value > target.value else Direction.INCREASE
    if target and target.bound:
        return Direction.DECREASE if target.bound == "<" else Direction.INCREASE
    return None


class _Names(NamedTuple):
    """The names of figures that tell their kind; `heads` are their first words, one of which it takes."""

    heads: frozenset[str]
    kinds: tuple[tuple[re.Pattern[str], Measure], ...]


@cache
def _names(vocabulary: Vocabulary) -> _Names:
    names = {kind: vocabulary.words_of("names", kind) for kind in ("rating", "duration")}
    return _Names(
        frozenset(name.split()[0] for some in names.values() for name in some),
        tuple(
            (re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, some))})(?!\w)"), _MEASURES[kind])
            for kind, some in names.items()
        ),
    )


def _named(title: str, vocabulary: Vocabulary) -> Measure | None:
    """The kind of figure that a title's words name."""
    names = _names(vocabulary)
    if names.heads.isdisjoint(words_of(title)):
        return None
    words = title.casefold()
    return next((measure for pattern, measure in names.kinds if pattern.search(words)), None)


def _measure(
    title: str,
    unit: str | None,
    numbers: Sequence[Number],
    telling: Sequence[Number],
    vocabulary: Vocabulary,
) -> Measure:
    """The kind of figure: by its unit's column, else by the `telling` ones of its numbers, else by words."""
    if unit is not None:
        return _MEASURES[unit]
    if not telling:
        return _named(title, vocabulary) or Measure.COUNT
    if any(n.answer for n in telling) and all(n.answer or n.value in (0, 1) for n in numbers):
        return Measure.YES_NO
    if any(number.money for number in telling):
        return Measure.MONEY
    if any(number.share for number in telling):
        return Measure.PERCENT
    for number in telling:
        if number.unit and (meant := vocabulary.values["measures"].get(normalise(number.unit))):
            return _MEASURES[meant]
    return _named(title, vocabulary) or Measure.COUNT


def _has_figure(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title's words hold a figure, its own numbering aside."""
    if not any(c.isdigit() for c in title):
        return False
    label = first_label(title, vocabulary)
    return any(c.isdigit() for c in title[label.end() :]) if label else True
