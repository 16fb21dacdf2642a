"""The figures of one key result: from its columns, else from its words, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from okrsheets.model import Direction, Field, Measure
from okrsheets.reading.figures.phrases import NOTHING, Said, said_in
from okrsheets.reading.figures.values import Number
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import direction_in, first_label, words_of
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

    `ceiling` says that a state to hold is to stay at the target or below.
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
    if target is None and Field.TARGET not in faulty:
        baseline, target = _as_told(told, baseline, current)
    said = said_in(title, vocabulary, mark=mark) if baseline is None or target is None else NOTHING
    if target is None and current is not None and current.of is not None:
        target = Number(current.of, unit=current.unit)
    worded = (baseline, target)
    if said.target is not None and target is None and Field.TARGET not in faulty:
        target = said.target
    if said.baseline is not None and baseline is None and Field.BASELINE not in faulty:
        baseline = said.baseline
    if target is None and not faulty:
        baseline, target = _changed(said, baseline, current)
    from_words = [
        name
        for name, before, now in ((Field.BASELINE, worded[0], baseline), (Field.TARGET, worded[1], target))
        if before is None and now is not None
    ]
    meant = vocabulary.meaning("measures", unit) if unit else None
    baseline, current, target = _alike(
        (baseline, current, target), percent=meant == "percent", hundredths=hundredths
    )
    spoken = said.direction or told.direction or direction_in(title, vocabulary)
    way = _direction(direction, spoken, baseline, target, vocabulary)
    ceiling = target is not None and _is_ceiling(target, way, spoken, title, vocabulary, mark=mark)
    if ceiling and not direction:
        way = Direction.MAINTAIN
    if target is not None and target.low is not None and way is Direction.DECREASE:
        target = target._replace(value=target.low)
    if from_words and way is not None and not direction and said.direction is way:
        from_words.append(Field.DIRECTION)
    numbers = [number for number in (baseline, current, target) if number is not None]
    telling = [n for n in numbers if n.answer or n.money or n.share or n.unit]
    return Figures(
        baseline=baseline.value if baseline else None,
        current=current.value if current else None,
        target=target.value if target else None,
        unit=unit or next((number.unit for number in telling if number.unit), None),
        measure=_measure(title, meant, numbers, telling, vocabulary),
        direction=way,
        ceiling=ceiling and way is Direction.MAINTAIN,
        read_from_words=tuple(from_words),
        has_number=any(number is not None and not number.answer for number in stated)
        or _has_figure(title, vocabulary),
    )


def _as_told(
    told: Said, baseline: Number | None, current: Number | None
) -> tuple[Number | None, Number | None]:
    """Baseline and target as the words of the target's cell say: "from 10 to 50", "+20 %"."""
    if told.target is not None:
        return baseline or told.baseline, told.target
    return _changed(told, baseline, current)


def _changed(
    said: Said, baseline: Number | None, current: Number | None
) -> tuple[Number | None, Number | None]:
    """Baseline and target from "by 20 %" or "double": of a known baseline, else the change from nothing.

    Without a baseline "double" has no target, and neither has a change beside a value of another kind.
    """
    change = said.change
    if baseline is not None and change is None and said.times is not None:
        return baseline, baseline._replace(value=round(baseline.value * said.times, 10))
    if change is None or said.direction is Direction.MAINTAIN:
        return baseline, None
    sign = -1.0 if said.direction is Direction.DECREASE else 1.0
    if baseline is not None:
        by_share = change.share and not baseline.share
        step = baseline.value * change.value if by_share else change.value
        return baseline, baseline._replace(value=round(baseline.value + sign * step, 10))
    if current is not None:
        return None, None
    start = Number(0.0, share=change.share, money=change.money, unit=change.unit)
    return start, change._replace(value=sign * change.value)


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


def _direction(
    stated: str | None,
    spoken: Direction | None,
    baseline: Number | None,
    target: Number | None,
    vocabulary: Vocabulary,
) -> Direction | None:
    """The way a figure is to move: as its column says, else its words, else its figures.

    "Cut meetings: 50 teams decide alone" with a baseline of 10 goes up: the figures know better than a verb.
    """
    if stated and (meant := vocabulary.meaning("directions", stated)):
        return Direction(meant)
    moves = None
    if baseline and target and baseline.value != target.value:
        moves = Direction.DECREASE if baseline.value > target.value else Direction.INCREASE
    if spoken is Direction.MAINTAIN:
        return spoken
    if moves or spoken:
        return moves or spoken
    if target and target.bound:
        return Direction.DECREASE if target.bound == "<" else Direction.INCREASE
    return None


def _is_ceiling(
    target: Number,
    way: Direction | None,
    spoken: Direction | None,
    title: str,
    vocabulary: Vocabulary,
    *,
    mark: str | None,
) -> bool:
    """Whether a target is to stay below: that of a state to hold whose words say so ("Keep churn below 3 %"),
    or one above its baseline whose words are of that very figure ("No more than 3 incidents", from 0 to 3).
    """
    if target.bound == "<":
        return way in (Direction.MAINTAIN, Direction.INCREASE)
    if way is Direction.MAINTAIN:
        said = said_in(title, vocabulary, mark=mark).target
        return said is not None and said.bound == "<"
    figure = f"{target.value * (100 if target.share else 1):g}"
    if way is not Direction.INCREASE or spoken is Direction.INCREASE or figure not in title:
        return False
    said = said_in(title, vocabulary, mark=mark).target
    return said is not None and said.bound == "<" and round(said.value - target.value, 9) == 0


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
