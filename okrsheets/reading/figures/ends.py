"""Where a key result begins and ends: as its row says, else as words say, with changes such as "by 20 %"."""

from __future__ import annotations

from collections.abc import Collection

from okrsheets.model import Direction, Field
from okrsheets.reading.figures.amounts import Number
from okrsheets.reading.figures.phrases import NOTHING, Said, said_in
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.tuples import NamedTuple

__all__ = ["Ends", "ends_of"]


_MOST_PERCENT = 100


class Ends(NamedTuple):
    """Baseline and target, those of them `from_words`, and what the title says, where it was asked.

    `relative` says that words tell how far to go ("by 20 %"), and nothing tells from where.
    """

    baseline: Number | None
    target: Number | None
    from_words: tuple[Field, ...] = ()
    said: Said = NOTHING
    relative: bool = False


def ends_of(
    title: str,
    *,
    baseline: Number | None,
    current: Number | None,
    target: Number | None,
    told: Said,
    faulty: Collection[Field],
    percent: bool,
    mark: str | None,
    vocabulary: Vocabulary,
) -> Ends:
    """Baseline and target of a key result. Words are asked only for what its row does not say.

    `percent` says that its unit is: plain figures are percentages then.
    """
    if target is None and Field.TARGET not in faulty:
        baseline, target = _as_told(told, baseline, current)
    ask = baseline is None or target is None or _may_repeat_a_change(baseline, target)
    said = said_in(title, vocabulary, mark=mark) if ask else NOTHING
    if said.bare is not None and said.bare.share and not percent and _is_large(baseline or current):
        said = said._replace(change=said.bare)  # a percentage can be no place to go to from there
    if target is None and current is not None and current.of is not None:
        target = Number(current.of, unit=current.unit)
    if target is not None and not percent and _repeats(target, said, baseline, current):
        return _repeated(said, baseline, current, target)
    row = (baseline, target)
    if said.target is not None and target is None and Field.TARGET not in faulty:
        target = said.target
    if said.baseline is not None and baseline is None and Field.BASELINE not in faulty:
        baseline = said.baseline
    if target is None and not faulty:
        baseline, target = _changed(said, baseline, current)
    from_words = tuple(
        name
        for name, before, now in ((Field.BASELINE, row[0], baseline), (Field.TARGET, row[1], target))
        if before is None and now is not None
    )
    unmoored = baseline is None and target is None and not faulty
    return Ends(baseline, target, from_words, said, unmoored and (_is_change(said) or _is_change(told)))


def _is_change(said: Said) -> bool:
    return said.change is not None or said.times is not None


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
        step = sign * _step(change, baseline)
        if change.share and not change.points and baseline.value < 0:
            step = abs(step)  # who cuts a loss, or lets a result grow, leaves less of it below zero
        return baseline, baseline._replace(value=round(baseline.value + step, 10)) if step else None
    if current is not None:
        return None, None
    start = Number(0.0, share=change.share, money=change.money, unit=change.unit)
    return start, change._replace(value=sign * change.value)


def _step(change: Number, baseline: Number) -> float:
    """How far a change goes from a baseline, in the baseline's own figures.

    "By 20 %" is a fifth of it, of a percentage too, but of 0 %; "by 5 points" adds 5 to 40 and to 40 %.
    """
    in_hundredths = not baseline.share and abs(baseline.value) > 1
    if change.points:
        return change.value * (100.0 if in_hundredths else 1.0)
    if change.share:
        return change.value * abs(baseline.value) if baseline.value or not baseline.share else change.value
    return change.value / 100 if baseline.share and abs(change.value) >= 1 else change.value


def _may_repeat_a_change(baseline: Number, target: Number) -> bool:
    """Whether a target may say how far to go: a percentage beside a baseline that is none."""
    return target.share and _is_plain(baseline)


def _is_plain(number: Number | None) -> bool:
    """Whether a figure can be no percentage written as 0 to 1."""
    return number is not None and not number.share and abs(number.value) > 1


def _is_large(number: Number | None) -> bool:
    """Whether a figure is no percentage, however it may be written."""
    return number is not None and not number.share and abs(number.value) > _MOST_PERCENT


def _repeats(target: Number, said: Said, baseline: Number | None, current: Number | None) -> bool:
    """Whether a target only repeats the change that the title says: "by 20 %" beside 20 % and a 50."""
    if said.change is None or not (said.change.share and target.share):
        return False
    plain = _is_plain(baseline) or (baseline is None and _is_plain(current))
    return plain and round(abs(target.value) - said.change.value, 9) == 0


def _repeated(said: Said, baseline: Number | None, current: Number | None, target: Number) -> Ends:
    """The ends where the target is a change: counted from the baseline, or from 0 as the value is."""
    if baseline is None:
        return Ends(None, target, (), said, relative=True)
    if current is not None and current.share:
        return Ends(Number(0.0, share=True, unit="%"), target, (Field.BASELINE,), said)
    return Ends(*_changed(said, baseline, current), (Field.TARGET,), said)
