"""The figures of one key result: from its columns, else from its words, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from okrsheets.model import Direction, Field, Measure
from okrsheets.reading.figures.ends import ends_of
from okrsheets.reading.figures.phrases import Said
from okrsheets.reading.figures.values import Number
from okrsheets.reading.figures.ways import way_of
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import first_label, words_of
from okrsheets.tuples import NamedTuple

__all__ = ["Figures", "measure_key_result"]

_MEASURES = {
    "percent": Measure.PERCENT,
    "money": Measure.MONEY,
    "rating": Measure.RATING,
    "duration": Measure.DURATION,
    "yes_no": Measure.YES_NO,
    "count": Measure.COUNT,
}


class Figures(NamedTuple):
    """What is known of a key result's figures. Percentages are shares.

    `ceiling` says that a state to hold is to stay at the target or below, `relative` that words tell how
    far to go and nothing tells from where. `low` is the lower end of a range to stay in.
    """

    baseline: float | None
    current: float | None
    target: float | None
    unit: str | None
    measure: Measure
    direction: Direction | None
    ceiling: bool
    read_from_words: tuple[Field, ...]
    has_number: bool
    relative: bool
    low: float | None


def measure_key_result(
    title: str,
    *,
    baseline: Number | None,
    current: Number | None,
    target: Number | None,
    told: Said,
    unit: str | None,
    direction: str | None,
    faulty: frozenset[Field],
    mark: str | None,
    hundredths: bool,
    vocabulary: Vocabulary,
) -> Figures:
    """The figures of a key result. Words are asked only for what its row does not say.

    `told` is what the words of its target's cell say, `unit` and `direction` what their columns say;
    `faulty` are the fields whose cell holds what is no figure, which words must not paper over. `mark` and
    `hundredths` are the decimal mark and the writing of percentages in its table.
    """
    stated = (baseline, current, target, told.target, told.change)
    meant = vocabulary.meaning("measures", unit) if unit else None
    ends = ends_of(
        title,
        baseline=baseline,
        current=current,
        target=target,
        told=told,
        faulty=faulty,
        percent=meant == "percent",
        mark=mark,
        vocabulary=vocabulary,
    )
    baseline, target = ends.baseline, ends.target
    if not (ends.relative and target is not None):  # a change is on another scale than the value
        baseline, current, target = _alike(
            (baseline, current, target), percent=meant == "percent", hundredths=hundredths
        )
    way, ceiling = way_of(
        title,
        stated=direction,
        said=ends.said,
        told=told,
        baseline=baseline,
        current=current,
        target=target,
        mark=mark,
        vocabulary=vocabulary,
    )
    if target is not None and target.low is not None and way is Direction.DECREASE:
        target = target._replace(value=target.low)
    worded = ends.from_words
    if worded and way is not None and not direction and ends.said.direction is way:
        worded = (*worded, Field.DIRECTION)
    numbers = [number for number in (baseline, current, target) if number is not None]
    telling = [n for n in numbers if n.answer or n.money or n.share or n.unit]
    return Figures(
        baseline=baseline.value if baseline else None,
        current=current.value if current else None,
        target=target.value if target else None,
        unit=unit or next((number.unit for number in telling if number.unit), None),
        measure=_measure(title, meant, numbers, telling, vocabulary),
        direction=way,
        ceiling=ceiling,
        read_from_words=worded,
        has_number=any(number is not None and not number.answer for number in stated)
        or _has_figure(title, vocabulary),
        relative=ends.relative,
        low=target.low if target is not None and way is Direction.MAINTAIN else None,
    )


_MOST_PERCENT = 1000  # plain figures above it are none, whatever stands beside them
_Three: TypeAlias = tuple[Number | None, Number | None, Number | None]


def _alike(numbers: _Three, *, percent: bool, hundredths: bool) -> _Three:
    """The three figures on one scale: where one is a percentage, plain ones beside it are too.

    Plain figures up to 1 are taken for shares, but where a table writes all its percentages as 0 to 100.
    """
    shares = [number.share for number in numbers if number is not None]
    if not (percent or True in shares) or False not in shares:
        return numbers
    plain = [abs(n.value) for n in numbers if n is not None and not n.share]
    above = max(plain) > 1
    if max(plain) > _MOST_PERCENT and not percent:
        return numbers
    if not above and not (percent and hundredths):
        return numbers
    baseline, current, target = (
        n._replace(
            value=round(n.value / 100, 12),
            low=None if n.low is None else round(n.low / 100, 12),
            share=True,
            unit=n.unit or "%",
        )
        if n is not None and not n.share
        else n
        for n in numbers
    )
    return baseline, current, target


class _Names(NamedTuple):
    """The names of figures that tell their kind; `heads` are the first words of those that are `spaced`."""

    heads: frozenset[str]
    spaced: tuple[tuple[str, Measure], ...]
    glued: tuple[tuple[str, Measure], ...]


@cache
def _names(vocabulary: Vocabulary) -> _Names:
    names = [
        (name.casefold(), _MEASURES[kind])
        for kind in ("rating", "duration")
        for name in vocabulary.words_of("names", kind)
    ]
    spaced = tuple(one for one in names if not has_no_spaces(one[0][0]))
    return _Names(
        frozenset(name.split()[0] for name, _ in spaced),
        spaced,
        tuple(one for one in names if has_no_spaces(one[0][0])),
    )


def _named(title: str, vocabulary: Vocabulary) -> Measure | None:
    """The kind of figure that a title's words name."""
    names, words = _names(vocabulary), words_of(title)
    if not names.heads.isdisjoint(words):
        spoken = f" {' '.join(words)} "
        for name, measure in names.spaced:
            if f" {name} " in spoken:
                return measure
    if title.isascii():
        return None
    return next((measure for name, measure in names.glued if name in title), None)


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
    if not any(map(str.isdigit, title)):
        return False
    label = first_label(title, vocabulary)
    return any(map(str.isdigit, title[label.end() :])) if label else True
