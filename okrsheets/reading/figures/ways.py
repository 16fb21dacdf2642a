"""Which way a figure is to move, or to which side of its target it is to be held."""

from __future__ import annotations

from functools import cache

from okrsheets.model import Direction
from okrsheets.reading.figures.amounts import Number
from okrsheets.reading.figures.phrases import Said, bound_in, said_in
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import direction_in, holds, limits
from okrsheets.tuples import NamedTuple

__all__ = ["Way", "way_of"]

_CEILING, _FLOOR, _RANGE = "<", ">", "<>"


class Way(NamedTuple):
    """The direction of a figure; of one to maintain, whether to stay at the target or below (`ceiling`)."""

    direction: Direction | None = None
    ceiling: bool = False


class _Words(NamedTuple):
    """What is asked of a title's words: its verb of direction, and the bound of its figure."""

    title: str
    mark: str | None
    vocabulary: Vocabulary

    def verb(self, told: Said) -> Direction | None:
        """The verb of direction, in the title or in the target's cell; to limit is none."""
        if limits(self.title, self.vocabulary):
            return None
        bounded = told.target is not None and told.target.bound is not None
        return direction_in(self.title, self.vocabulary) or (None if bounded else told.direction)

    def bound(self, target: Number) -> str | None:
        """The bound that the target is, by its own cell or by words of that very figure."""
        if target.bound is not None:
            return target.bound
        figure = f"{abs(target.value) * (100 if target.share else 1):.10g}"
        if figure[0] not in self.title and self.title.isascii():
            return None  # which most titles are, and asking them takes long
        return bound_in(self.title, target.value, self.vocabulary, mark=self.mark)

    def held_below(self, target: Number) -> bool:
        """Whether a state to hold has its target for a ceiling: "Keep churn below 3 %"."""
        if target.bound is not None:
            return target.bound == _CEILING
        said = said_in(self.title, self.vocabulary, mark=self.mark).target
        return said is not None and said.bound == _CEILING


def way_of(
    title: str,
    *,
    stated: str | None,
    said: Said,
    told: Said,
    baseline: Number | None,
    current: Number | None,
    target: Number | None,
    mark: str | None,
    vocabulary: Vocabulary,
) -> Way:
    """The way of a figure: as its column says, else its words, else its figures.

    "Cut meetings: 50 teams decide alone" with a baseline of 10 goes up: the figures know better than a verb.
    """
    words = _Words(title, mark, vocabulary)
    bound = _bounds(vocabulary).get(normalise(stated)) if stated else None
    if bound is None and stated and (meant := vocabulary.meaning("directions", stated)):
        way = Direction(meant)
        held = way is Direction.MAINTAIN and target is not None
        return Way(way, held and target is not None and words.held_below(target))
    verb = words.verb(told)
    if verb is Direction.MAINTAIN:
        return Way(verb, target is not None and words.held_below(target))
    if target is not None:
        if bound is None and _may_be_bound(verb, baseline, target):
            bound = words.bound(target)
        held = bound is not None and holds(title, vocabulary)
        if held or (bound is not None and _is_held(bound, verb, baseline, current, target)):
            return Way(Direction.MAINTAIN, bound == _CEILING)
    spoken = verb or said.direction or told.direction
    if baseline is not None and target is not None and baseline.value != target.value:
        return Way(Direction.DECREASE if baseline.value > target.value else Direction.INCREASE)
    if spoken is not None or bound in (None, _RANGE):
        return Way(spoken)
    return Way(Direction.DECREASE if bound == _CEILING else Direction.INCREASE)


def _may_be_bound(verb: Direction | None, baseline: Number | None, target: Number) -> bool:
    """Whether a bound in the words would change the way: under a verb only where figures go against it.

    To look for one takes as long as all else that is read of a key result.
    """
    against = verb is Direction.DECREASE and baseline is not None and baseline.value < target.value
    return verb is None or against


def _is_held(
    bound: str, verb: Direction | None, baseline: Number | None, current: Number | None, target: Number
) -> bool:
    """Whether a bound is one to stay within, and not one to come to: where the figure begins within it.

    Where nothing says where it began, a ceiling is one to stay below ("No more than 3 incidents"), and a
    floor once it is reached: until then, all that is reached of it counts.
    """
    if bound == _RANGE:
        low = target.value if target.low is None else target.low
        return verb is None and (baseline is None or low <= baseline.value <= target.value)
    if baseline is None:
        within = current is not None and (bound == _CEILING or current.value >= target.value)
        return within and verb is None
    if bound == _FLOOR:
        return verb is None and baseline.value >= target.value
    if baseline.value == target.value:
        return verb is None
    return verb is not Direction.INCREASE and baseline.value < target.value


@cache
def _bounds(vocabulary: Vocabulary) -> dict[str, str]:
    """The bounds that words of a direction column say: "at most", "mindestens"."""
    roles = {_FLOOR: ("above", "or_more"), _CEILING: ("below", "or_less")}
    signs = {"≤": _CEILING, "<": _CEILING, "<=": _CEILING, "≥": _FLOOR, ">": _FLOOR, ">=": _FLOOR}
    words = {
        normalise(word): bound
        for bound, names in roles.items()
        for name in names
        for word in vocabulary.words_of("phrases", name)
    }
    return words | {normalise(sign): bound for sign, bound in signs.items() if normalise(sign)}
