"""What the words of a key result say of its values: "from X to Y", "by 20 %", "reduce ... below Z"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from okrsheets.model import Direction
from okrsheets.patterns import pattern
from okrsheets.reading.figures.amounts import Number, range_between
from okrsheets.reading.figures.digits import plain_text
from okrsheets.reading.figures.spoken import SmallWords, Spoken, small_words, spoken_in
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.language.words import direction_in, first_label, limits, words_of
from okrsheets.tuples import NamedTuple

__all__ = ["NOTHING", "Said", "bound_in", "said_in"]


class Said(NamedTuple):
    """Baseline, target and direction as words say them.

    `change` is that of "by 20 %", unsigned; `times` that of "double"; `bare` is the figure of "Grow sales
    20 %", which may be either.
    """

    baseline: Number | None = None
    target: Number | None = None
    change: Number | None = None
    times: float | None = None
    direction: Direction | None = None
    bare: Number | None = None

    @property
    def says_target(self) -> bool:
        """Whether a target follows from it, by itself or from a known baseline."""
        return not (self.target is None and self.change is None and self.times is None)


NOTHING = Said()

_LONGEST = 1000  # letters of a title in which values are looked for
_FARTHEST_PAIR = 60
_DIGIT = pattern("[0-9]")
_ARROW = pattern(r"-{1,2}>|=>|[→⇒➔➜➝⟶]")
_MULTIPLES = frozenset(("x", "X", "倍", "times", "fold"))
_DOING = frozenset(("count", "reach"))
_CLOSE = 20  # a baseline and a target are seldom farther apart than that many times


def said_in(title: str, vocabulary: Vocabulary, *, mark: str | None = None) -> Said:
    """What a key result's words say of its values; `mark` is the decimal mark of its table.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> said = said_in("Reduce churn from 5 % to 2 %", load_vocabulary({}))
    >>> said.baseline.value, said.target.value, said.direction
    (0.05, 0.02, <Direction.DECREASE: 'decrease'>)
    >>> said_in("Launch in 3 countries by Q3 2027", load_vocabulary({})).target is None
    True
    """
    direction = direction_in(title, vocabulary)
    small = small_words(vocabulary)
    said = Said(direction=direction, times=_times(title, small, direction))
    text = plain_text(title[_label_end(title, vocabulary) : _LONGEST])
    if "ero" in text or "ull" in text or "nul" in text or "éro" in text:
        text = small.zero.sub("0", text)
    if _DIGIT.search(text) is None:
        return said
    spoken = spoken_in(text, vocabulary, mark=mark)
    if not spoken:
        return said
    found = (
        _between(text, spoken, direction, small)
        or _pair(text, spoken, small)
        or _tied(text, spoken, direction, small)
        or _one(text, spoken, direction, small)
    )
    if limits(title, vocabulary):
        found = _limited(found, spoken)
    return found._replace(direction=direction or found.direction, times=found.times or said.times)


def bound_in(title: str, value: float, vocabulary: Vocabulary, *, mark: str | None = None) -> str | None:
    """ "<" or ">" where a key result's words call the figure of that value a bound.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> titles = ("No more than 3 faults", "At least 3 shops", "Answer within 3 hours", "Open 3 shops")
    >>> [bound_in(title, 3, load_vocabulary({})) for title in titles]
    ['<', '>', '<', None]
    """
    text = plain_text(title[_label_end(title, vocabulary) : _LONGEST])
    small = small_words(vocabulary)
    for one in spoken_in(text, vocabulary, mark=mark) if _DIGIT.search(text) else ():
        if round(one.number.value - value, 9) != 0:
            continue
        if (bounded := _bounded(one, None)) and bounded.target is not None:
            return bounded.target.bound
        if "in_time" in one.before and (one.number.unit or "").casefold() in small.seconds:
            return "<"
        if limits(title, vocabulary):
            return "<"
    return None


def _limited(found: Said, spoken: Sequence[Spoken]) -> Said:
    """What is said by "limit ... to Z", "cap ... at Z": Z is a bound."""
    limit = found.target or (None if found.says_target or len(spoken) > 1 else spoken[0].number)
    if limit is None or found.baseline is not None:
        return found
    return found._replace(target=limit._replace(bound="<"), direction=Direction.DECREASE)


def _label_end(title: str, vocabulary: Vocabulary) -> int:
    label = first_label(title, vocabulary)
    return label.end() if label and not label["dotted"] else 0


def _times(title: str, small: SmallWords, direction: Direction | None) -> float | None:
    """How many times as much words say: 2 for "double", a half for "cut by half", 1.5 for "grow by half"."""
    words = words_of(title)
    said = [word for word in words if word in small.times]
    if not said and not small.halves.isdisjoint(words):
        said = [phrase for phrase in small.times if " " in phrase and f" {phrase} " in f" {' '.join(words)} "]
        if said and direction is Direction.INCREASE:
            return 1 + small.times[said[0]]
    if not said and not title.isascii():
        said = [word for word in small.times if has_no_spaces(word[0]) and word in title]
    return small.times[said[0]] if said else None


def _between(
    text: str, spoken: Sequence[Spoken], direction: Direction | None, small: SmallWords
) -> Said | None:
    """The range of "between X and Y", and of "X to Y" under a verb to hold: one to stay in, unless a verb
    says where to go.
    """
    for x, y in pairwise(spoken):
        lead = words_of(text[: x.amount.start])
        tie = words_of(text[x.amount.end : y.amount.start])
        said = bool(lead) and lead[-1] in small.between and not small.joining.isdisjoint(tie)
        held = direction is Direction.MAINTAIN and y.has("to", "maybe_to") and not x.has("from")
        if len(tie) != 1 or not (said or held):
            continue
        if (ranged := range_between(x.amount, y.amount)) is None:
            continue
        if direction in (Direction.INCREASE, Direction.DECREASE):
            return Said(target=ranged.number)
        return Said(target=ranged.number._replace(bound="<>"), direction=Direction.MAINTAIN)
    return None


def _pair(text: str, spoken: Sequence[Spoken], small: SmallWords) -> Said | None:
    """Baseline and target of "from X to Y", "X -> Y" and "to Y from X"."""
    for x, y in pairwise(spoken):
        between = text[x.amount.end : y.amount.start]
        if len(between) > _FARTHEST_PAIR:
            continue
        goes = (x.has("from", "from_after")) and y.has("to", "maybe_to", "to_after")
        if goes or _ARROW.search(between):
            return Said(*_alike(x, y, small))
        if x.has("to") and "from" in y.before and "by" not in y.before:
            return Said(*_alike(y, x, small))
    return None


def _tied(text: str, spoken: Sequence[Spoken], direction: Direction | None, small: SmallWords) -> Said | None:
    """Baseline and target of two figures that "to" alone ties: "Offer acceptance 70 % to 85 %".

    They are a way where they go that of the verb, or where shares, money or ratings stand at the end; what
    else goes up is a range ("2 to 4 hours"), and what is nothing of these a name ("9 to 5").
    """
    if direction is Direction.MAINTAIN:
        return None
    for x, y in pairwise(spoken):
        lead = words_of(text[: x.amount.start])
        between = words_of(text[x.amount.end : y.amount.start])
        verb = bool(x.before & _DOING)  # "score" and "hire" may be names of a measure as well
        plain = (
            not x.before - {*_DOING, "about", *(("to",) if verb else ())}
            and bool(lead)
            and lead[-1] not in small.within
        )
        if (
            not plain
            or not y.has("to", "maybe_to")
            or len(between) > 1 + (between[:1] == (x.next_word.casefold(),))
        ):
            continue
        baseline, target = _alike(x, y, small)
        alike = baseline.share == target.share and baseline.money == target.money
        if not alike or baseline.value == target.value:
            continue
        rises = baseline.value < target.value
        if direction is not None:
            goes = rises is (direction is Direction.INCREASE)
        else:
            valued = (target.share or target.money) and not verb
            kind = valued or _is_rated(text[: x.amount.start], small)
            ends = not y.next_word or y.next_word.casefold() in small.dating
            goes = (kind and ends) or (not rises and target.unit is not None)
        if goes:
            return Said(baseline, target)
    return None


def _is_rated(lead: str, small: SmallWords) -> bool:
    """Whether words name a rating: "eNPS", "平均得分"."""
    words = {word.casefold() for word in words_of(lead)}
    return any(name in words or (has_no_spaces(name[0]) and name in lead) for name in small.ratings)


def _alike(x: Spoken, y: Spoken, small: SmallWords) -> tuple[Number, Number]:
    """ "from 5 to 2 %", "from 10 to 50k": the percent sign and the factor speak for both."""
    baseline, target = x.number, y.number
    times = _times_as_long(x, y, small)
    if target.share and not baseline.share:
        baseline = baseline._replace(value=baseline.value / 100, share=True, unit="%")
    elif times != 1:
        baseline = baseline._replace(value=round(baseline.value * times, 10), unit=target.unit)
    if y.amount.size > x.amount.size == 1 and 0 < baseline.value * y.amount.size * _CLOSE >= target.value:
        baseline = baseline._replace(value=baseline.value * y.amount.size)
    if target.money and not baseline.money:
        baseline = baseline._replace(money=True, unit=target.unit)
    return baseline, target


def _times_as_long(x: Spoken, y: Spoken, small: SmallWords) -> float:
    """How many of the second figure's units of time are in the first one's; 1 where they name none."""
    one, other = (small.seconds.get((spoken.number.unit or "").casefold()) for spoken in (x, y))
    return one / other if one and other else 1.0


def _one(text: str, spoken: Sequence[Spoken], direction: Direction | None, small: SmallWords) -> Said:
    """What is said by a single figure, by the first of these that one of the figures fits."""
    ways = (_reached, _bounded, _changed, _nearly) if direction else (_bounded, _changed, _counted, _reached)
    if direction is None and len(spoken) > 1 and _is_the_share(spoken):
        return Said(target=spoken[0].number)
    for way in ways:
        for one in spoken:
            if said := way(one, direction):
                return said
    return _alone(text, spoken, direction, small)


def _is_the_share(spoken: Sequence[Spoken]) -> bool:
    """Whether the first figure is the one measured: "90 % of calls answered in under 2 minutes"."""
    first, *others = spoken
    plain = not first.before - {"about", "count", "of"} and not first.after
    return first.number.share and plain and not any(one.number.share for one in others)


def _reached(one: Spoken, direction: Direction | None) -> Said | None:
    """The target of "to Y"."""
    bounded = _bounded(one, direction)
    return Said(target=bounded.target if bounded else one.number) if one.has("to") else None


def _nearly(one: Spoken, direction: Direction | None) -> Said | None:
    """The target of "a Y" and "Yに", which say so only beside a verb of direction."""
    return Said(target=one.number) if one.has("maybe_to", "to_after") else None


def _bounded(one: Spoken, direction: Direction | None) -> Said | None:
    """The target of "below Z", ">= Z", "Z or more"."""
    above = one.has("above", "or_more") or one.number.bound == ">"
    below = one.has("below", "or_less") or one.number.bound == "<"
    if above == below:
        return None
    number = one.number._replace(bound=">" if above else "<")
    return Said(target=number, direction=Direction.INCREASE if above else Direction.DECREASE)


def _changed(one: Spoken, direction: Direction | None) -> Said | None:
    """The change of "by 20 %", "20 % more", "+20 %"; a sign alone needs a percentage or a direction."""
    share, number = one.number.share, one.number
    if one.has("more", "growth") and (share or "more" in one.after):
        return Said(change=number, direction=Direction.INCREASE)
    if one.has("less", "decline") and (share or "less" in one.after):
        return Said(change=number, direction=Direction.DECREASE)
    if one.amount.sign == "+":
        return Said(change=number, direction=Direction.INCREASE)
    if one.amount.sign == "-" and (share or direction is Direction.DECREASE):
        return Said(change=number._replace(value=-number.value), direction=Direction.DECREASE)
    if direction is not None and "by" in one.before:
        return Said(change=number)
    return None


def _counted(one: Spoken, direction: Direction | None) -> Said | None:
    """The target of "sign 5 partners": a figure right after a verb of doing that says how many."""
    if "count" in one.before and one.next_word:
        return Said(target=one.number)
    return None


def _alone(text: str, spoken: Sequence[Spoken], direction: Direction | None, small: SmallWords) -> Said:
    """The target that a figure is by its place: after "reach", at the beginning, the only percentage."""
    reached = next((one for one in spoken if "reach" in one.before), None)
    if reached is not None:
        return Said(target=reached.number)
    if direction is Direction.INCREASE and len(spoken) == 1 and spoken[0].number.unit in _MULTIPLES:
        return Said(times=spoken[0].number.value)
    if direction not in (None, Direction.MAINTAIN) or not spoken:
        sole = len(spoken) == 1 and not spoken[0].before and not spoken[0].after
        return Said(bare=spoken[0].number) if sole else NOTHING
    first = spoken[0]
    if direction is None and first.starts and "in_time" not in first.before and _is_a_count(first):
        return Said(target=first.number)
    shares = [one for one in spoken if one.number.share]
    if len(shares) == 1:
        return Said(target=shares[0].number)
    if len(spoken) == 1 and (direction or _names_its_figure(text, first, small)):
        return Said(target=first.number)
    return NOTHING


def _is_a_count(one: Spoken) -> bool:
    """Whether a figure at the beginning counts what follows, and does not number the title."""
    follows = one.next_word
    worded = follows[:1].islower() or has_no_spaces(follows[:1] or " ")
    return bool(follows) and (worded or one.number.value >= 10 or one.number.share or bool(one.before))


def _names_its_figure(text: str, one: Spoken, small: SmallWords) -> bool:
    """Whether a title with one figure ends in a verb of reaching, or names a rating before it."""
    words = words_of(text)
    if words and (words[-1] in small.last_words or words[-1].endswith(small.last)):
        return True
    lead = text[: one.amount.start].casefold()
    ends = not any(c.isalnum() for c in text[one.amount.end :])
    rated = any(name in lead for name in small.ratings)
    if "of" in one.before:
        return rated or one.number.share or one.number.money or not small.last_words.isdisjoint(words)
    return rated and ends
