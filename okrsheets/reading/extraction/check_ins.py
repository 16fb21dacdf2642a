"""What a key result's dated figures come to: the level it stands at, or a sum of what each one adds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from math import isclose

from okrsheets.grid import CellRef
from okrsheets.model import CheckIn, Direction, Measure, Planned
from okrsheets.patterns import pattern
from okrsheets.reading.figures.measures import Figures
from okrsheets.reading.figures.values import Number
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.times.headings import Says
from okrsheets.tuples import NamedTuple

__all__ = ["Entry", "Series", "Stated", "planned", "read_series"]

_WORD = pattern(r"[^\W\d_]+")
_SHORTEST_NOTE = 12
_SMALL = 0.6
_UNPARTED = "\u2e80"  # from here on letters are Chinese, Japanese or Korean
_NEARLY = 0.005
_NEVER_SUMMED = (Measure.PERCENT, Measure.RATING, Measure.DURATION, Measure.YES_NO)


class Stated(NamedTuple):
    """The figures that a key result's own columns say."""

    baseline: Number | None
    current: Number | None
    target: Number | None


class Entry(NamedTuple):
    """One dated cell: its day, where a year is known, and what it says in figures and in words."""

    day: date | None
    says: Says
    number: Number | None
    text: str
    at: CellRef


class Series(NamedTuple):
    """What the dated cells of one key result come to, and how they were read."""

    entries: tuple[Entry, ...]
    scales: dict[Says, float]
    current: Number | None = None
    progress: float | None = None
    confidence: float | None = None
    remark: str | None = None

    @property
    def updated(self) -> date | None:
        """The day of the latest entry."""
        return max((entry.day for entry in self.entries if entry.day is not None), default=None)

    def check_ins(self, measure: Measure) -> tuple[CheckIn, ...]:
        """The entries as check-ins, one a day, their values on the scale of the key result."""
        by_day: dict[date, CheckIn] = {}
        for entry in self.entries:
            if entry.day is None:
                continue
            check_in = by_day.get(entry.day) or CheckIn(entry.day, None, entry.at)
            by_day[entry.day] = self._with(check_in, entry, measure)
        return tuple(by_day[day] for day in sorted(by_day))

    def _with(self, check_in: CheckIn, entry: Entry, measure: Measure) -> CheckIn:
        number = entry.number
        if entry.says is Says.NOTE or number is None:
            return check_in._replace(note=entry.text)
        value = _scaled(number, self.scales[entry.says])
        if entry.says is Says.CONFIDENCE:
            return check_in._replace(confidence=value)
        if entry.says is Says.PROGRESS:
            return check_in._replace(progress=value, at=entry.at)
        return check_in._replace(value=_in_unit(number, value, measure), at=entry.at)


def planned(entries: Sequence[Entry], measure: Measure) -> tuple[Planned, ...]:
    """Where a key result is to stand on which days, one value a day, on its scale."""
    by_day = {
        entry.day: Planned(entry.day, _in_unit(entry.number, entry.number.value, measure), entry.at)
        for entry in entries
        if entry.day is not None and entry.number is not None
    }
    return tuple(by_day[day] for day in sorted(by_day))


def _in_unit(number: Number, value: float, measure: Measure) -> float:
    """A figure of a series in the unit of the key result: 60 beside percentages is 60 %."""
    in_hundredths = measure is Measure.PERCENT and not number.share and abs(value) > 1
    return round(value / 100, 12) if in_hundredths else value


def read_series(
    entries: Sequence[Entry],
    title: str,
    stated: Stated,
    figures: Figures,
    *,
    progress: float | None,
    aggregation: str | None,
    vocabulary: Vocabulary,
) -> Series:
    """The series that the dated cells of a key result are.

    `figures` are those of its row, `progress` what its own column says, `aggregation` the way to take
    its check-ins together as the sheet says it.
    """
    if all(entry.day is not None for entry in entries):
        entries = sorted(entries, key=lambda entry: str(entry.day))
    kept = [_in_its_kind(entry, figures) for entry in entries if _says_something(entry)]
    kept = _without_zeros_to_come(kept, figures)
    scales = {says: _scale([e.number for e in kept if e.says is says and e.number]) for says in Says}
    scales[Says.VALUE] = 1.0
    said = {
        says: [_scaled(e.number, scales[says]) for e in kept if e.says is says and e.number] for says in Says
    }
    series = Series(tuple(kept), scales)
    if said[Says.CONFIDENCE]:
        series = series._replace(confidence=said[Says.CONFIDENCE][-1])
    if said[Says.PROGRESS]:
        remark = f"progress as of {_last_of(len(said[Says.PROGRESS]))}"
        series = series._replace(progress=said[Says.PROGRESS][-1], remark=remark)
    values = [entry.number for entry in kept if entry.says is Says.VALUE and entry.number is not None]
    if not values:
        return series
    way, because = _way(
        values, title, stated, figures, progress=progress, aggregation=aggregation, vocabulary=vocabulary
    )
    plain = [number.value for number in values]
    amount = {"sum": sum(plain), "average": sum(plain) / len(plain)}.get(way, plain[-1])
    current = values[-1]._replace(value=round(amount, 10))
    words = {
        "sum": f"the sum of {len(values)} check-ins",
        "average": f"the average of {len(values)} check-ins",
    }
    remark = f"stands at {words.get(way) or _last_of(len(values))}: {because}"
    return series._replace(current=current, remark=remark)


def _says_something(entry: Entry) -> bool:
    return entry.number is not None or entry.says is Says.NOTE or len(entry.text) >= _SHORTEST_NOTE


def _in_its_kind(entry: Entry, figures: Figures) -> Entry:
    """A percentage under a date is progress where the key result is measured in something else."""
    other = figures.measure is not Measure.PERCENT
    if entry.says is Says.VALUE and entry.number is not None and entry.number.share and other:
        return entry._replace(says=Says.PROGRESS)
    return entry


def _without_zeros_to_come(entries: list[Entry], figures: Figures) -> list[Entry]:
    """The entries without zeros that stand after all other figures: nobody has filled these in yet."""
    if figures.direction in (Direction.DECREASE, Direction.MAINTAIN):
        return entries
    values = [n for n, entry in enumerate(entries) if entry.number is not None]
    last = max((n for n in values if (number := entries[n].number) and number.value), default=None)
    if last is None:
        return entries
    return [entry for n, entry in enumerate(entries) if n <= last or entry.number is None]


def _scale(numbers: Sequence[Number | None]) -> float:
    """What a share of 1.0 is written as in these figures: 1, 10 or 100."""
    plain = [abs(n.value) for n in numbers if n is not None and not n.share and n.of is None]
    largest = max(plain, default=0.0)
    return 1.0 if largest <= 1 else 10.0 if largest <= 10 and all(map(float.is_integer, plain)) else 100.0


def _scaled(number: Number | None, scale: float) -> float:
    if number is None:
        return 0.0
    if number.share or number.answer or scale == 1:
        return number.value
    return round(number.value / scale, 12)


def _last_of(count: int) -> str:
    return f"the last of {count} check-ins" if count > 1 else "its only check-in"


def _way(
    values: Sequence[Number],
    title: str,
    stated: Stated,
    figures: Figures,
    *,
    progress: float | None,
    aggregation: str | None,
    vocabulary: Vocabulary,
) -> tuple[str, str]:
    """How check-ins are taken together, and why: what the sheet says, else what its figures show."""
    if aggregation is not None:
        return aggregation, "the sheet says so"
    plain = [number.value for number in values]
    if len(plain) == 1:
        return "level", "there is one"
    if (way := _by_figures(plain, stated, progress)) is not None:
        return way
    if figures.measure in _NEVER_SUMMED or any(number.share for number in values):
        return "level", f"figures of this kind ({figures.measure.value}) are not added up"
    if figures.direction in (Direction.DECREASE, Direction.MAINTAIN):
        return "level", f"it is to {figures.direction.value}"
    if _is_rate(title, vocabulary):
        return "level", "its words speak of a figure per time"
    return _by_shape(plain, title, stated, vocabulary)


def _by_figures(plain: Sequence[float], stated: Stated, progress: float | None) -> tuple[str, str] | None:
    """The way after which they come to the current value, or to the progress, that the row says."""
    last, total = plain[-1], sum(plain)
    if stated.current is not None:
        found = {"level": isclose(stated.current.value, last), "sum": isclose(stated.current.value, total)}
        if found["level"] is not found["sum"]:
            way = "level" if found["level"] else "sum"
            return way, f"the current value is their {'last' if way == 'level' else 'sum'}"
    target, start = stated.target, stated.baseline.value if stated.baseline else 0.0
    if progress is not None and target is not None and target.value != start:
        shares = {"level": (last - start) / (target.value - start), "sum": total / (target.value - start)}
        near = [way for way, share in shares.items() if abs(min(share, 1.0) - progress) <= _NEARLY]
        if len(near) == 1:
            return near[0], "the progress that the row says comes from it"
    return None


def _by_shape(plain: Sequence[float], title: str, stated: Stated, vocabulary: Vocabulary) -> tuple[str, str]:
    if stated.baseline is not None and stated.baseline.value > 0 and max(plain) < stated.baseline.value:
        return "sum", "each lies below the baseline"
    if all(before <= after for before, after in pairwise(plain)):
        return "level", "they never fall"
    if not _counting(vocabulary).isdisjoint(_WORD.findall(title.casefold())):
        return "sum", "they rise and fall, and its words count what is done"
    target = stated.target.value if stated.target is not None else None
    if target and min(plain) >= 0 and max(plain) <= _SMALL * target and sum(plain) <= 1.5 * target:
        return "sum", "they rise and fall, each far below the target"
    return "level", "nothing speaks for a sum"


@cache
def _counting(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(str.casefold, vocabulary.words_of("verbs", "count")))


@cache
def _rates(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of a figure per time; those of scripts that part words stand between blanks."""
    words = map(str.casefold, vocabulary.words_of("rates", "time"))
    return tuple(f" {word} " if word[0].isalpha() and word[0] < _UNPARTED else word for word in words)


def _is_rate(title: str, vocabulary: Vocabulary) -> bool:
    words = f" {title.casefold()} "
    return any(rate in words for rate in _rates(vocabulary))
