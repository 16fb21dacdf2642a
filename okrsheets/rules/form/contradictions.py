"""Rules about key results whose words and figures say different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import isclose, log10

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Direction, Field, Finding, KeyResult, Measure, Severity
from okrsheets.patterns import pattern
from okrsheets.reading.figures.amounts import Number
from okrsheets.reading.figures.digits import plain_text
from okrsheets.reading.figures.phrases import Said, said_in
from okrsheets.reading.figures.spoken import Spoken, small_words, spoken_in
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import direction_in, limits, words_of
from okrsheets.rules.cells import Cells
from okrsheets.rules.tables import pursued_key_results
from okrsheets.rules.titles import bare_title, may_hold_figures, parted, titled_key_results, vocabulary_of
from okrsheets.rules.wording import amount, named, percent
from okrsheets.tuples import NamedTuple

__all__ = ["direction_contradicts_words", "words_contradict_columns"]

_FIGURE = pattern(r"\d+(?:,\d{3})*(?:\.\d+)?")
_ALIKE = 0.05  # words round: "from 1.2M" beside 1,234,567
_HUNDREDTHS = 100
_FEWEST_ZEROS = 2  # 50 beside 500 is a slip; 50 beside 5,000 are hundredths, and 2 beside 2,000,000 millions
_OF_TIME = (7.0, 24.0, 60.0, 168.0, 1440.0, 3600.0, 86400.0)
_ASIDES = frozenset(":;,(–—：")
_INCREASE, _DECREASE, _MAINTAIN = Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN
_SIGNS = {_INCREASE: "up", _DECREASE: "down"}


class _Contradiction(NamedTuple):
    """What words say of one end of a key result, and what its column says instead."""

    field: Field
    said: Number
    stands: float


@rule(
    "words-contradict-columns",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "mixed-scale", "placeholder-text", "target-is-baseline"),
)
def words_contradict_columns(case: Case) -> Iterator[Finding]:
    """The words of a key result name other figures than its columns.

    Progress is counted by the columns, and people remember the words: one of the two was changed and the
    other forgotten. Only "from X to Y" and a single figure to reach are compared; rounded figures,
    other units, changes such as "by 20 %" and columns that count the way itself up to 100 are left alone.

    Bad:
        | Objective                    | Key result                          | Baseline | Target |
        | Be the first choice of shops | Raise orders of shops from 10 to 50 | 10       | 40     |
        |                              | New leads per week                  | 5        | 50     |
    Good:
        | Objective                    | Key result                          | Baseline | Target |
        | Be the first choice of shops | Raise orders of shops from 10 to 50 | 10       | 50     |
        |                              | New leads per week                  | 5        | 50     |
    """
    vocabulary = vocabulary_of(case)
    for key_result in pursued_key_results(case):
        if not may_hold_figures(key_result.title) or not _FIGURE.search(key_result.title):
            continue
        columns = _columns(key_result)
        if not columns or _repeats(key_result.title, columns):
            continue
        found = next(_contradictions(key_result, columns, vocabulary), None)
        if found is not None and found.field in key_result.cells:
            way = "to" if found.field is Field.TARGET else "from"
            yield finding(
                place=key_result.cells[found.field],
                okr=key_result.key,
                message=f"the words of {named(key_result)} say {way} {_spelt(found.said)}, "
                f"and its {found.field.value} is {amount(found.stands, key_result)}",
                hint="put right whichever of the two is wrong",
            )


def _columns(key_result: KeyResult) -> dict[Field, float]:
    """The ends of a key result that its title need not have said.

    Columns that go from nothing to 100 count the way itself in per cent, whatever the words measure.
    """
    ends = ((Field.TARGET, key_result.target), (Field.BASELINE, key_result.baseline))
    counts_the_way = not key_result.baseline and key_result.target == _HUNDREDTHS
    if key_result.measure is Measure.YES_NO or counts_the_way:
        return {}
    return {
        field: value for field, value in ends if value is not None and field not in key_result.read_from_words
    }


def _contradictions(
    key_result: KeyResult, columns: Mapping[Field, float], vocabulary: Vocabulary
) -> Iterator[_Contradiction]:
    """The ends that columns say otherwise than words do, the target first."""
    title = bare_title(key_result, vocabulary)
    spoken = spoken_in(plain_text(title), vocabulary, mark=None)
    if not 0 < len(spoken) <= len(("from", "to")) or _is_rate(title, vocabulary):
        return
    said = said_in(title, vocabulary)
    if said.target is None or said.target.low is not None or not _says_so(spoken, said):
        return
    for field, number in ((Field.TARGET, said.target), (Field.BASELINE, said.baseline)):
        value = columns.get(field)
        if number is None or value is None or _agree(number, value, key_result, vocabulary):
            continue
        if said.baseline is not None or not _is_a_change(number, value, key_result):
            yield _Contradiction(field, number, value)


def _repeats(title: str, columns: Mapping[Field, float]) -> bool:
    """Whether a title plainly holds the figures of the columns, the target last.

    So most titles with figures do, and to read one takes ten times as long.
    """
    figures = [figure.replace(",", "") for figure in _FIGURE.findall(title)]
    return all(
        f"{value:.10g}" in said or f"{value * _HUNDREDTHS:.10g}" in said
        for field, value in columns.items()
        for said in (figures[-1:] if field is Field.TARGET else figures[:-1],)
    )


def _says_so(spoken: Sequence[Spoken], said: Said) -> bool:
    """Whether a title's figures are these alone, and said to be where it begins and ends."""
    if said.baseline is not None or said.target is None:
        return len(spoken) > 1
    return len(spoken) == 1 and (spoken[0].has("to", "to_after", "reach") or said.target.bound is not None)


def _agree(said: Number, value: float, key_result: KeyResult, vocabulary: Vocabulary) -> bool:
    """Whether a figure in words may be the one in the column, on whatever scale either is written."""
    figure = said.value
    if said.share and key_result.measure is not Measure.PERCENT:
        if abs(value) > _HUNDREDTHS:
            return True  # a share of something else than what the column counts
        figure *= _HUNDREDTHS
    elif key_result.measure is Measure.PERCENT and not said.share:
        figure /= _HUNDREDTHS if abs(figure) > 1 else 1
    if _near(figure, value) or not figure or not value:
        return _near(figure, value)
    ratio = abs(value / figure)
    zeros = round(log10(ratio))
    if abs(zeros) >= _FEWEST_ZEROS and _near(ratio, 10.0**zeros):
        return True
    timed = (said.unit or "").casefold() in small_words(vocabulary).seconds
    return timed and any(_near(ratio, times) or _near(1 / ratio, times) for times in _OF_TIME)


def _is_a_change(said: Number, target: float, key_result: KeyResult) -> bool:
    """Whether a target is the baseline and the figure in words together, so that this is how far to go."""
    begun = key_result.baseline
    if begun is None:
        return False
    shares = (begun * (1 + said.value), begun * (1 - said.value)) if said.share else ()
    return any(_near(each, target) for each in (*shares, begun + said.value))


def _near(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=_ALIKE)


def _is_rate(title: str, vocabulary: Vocabulary) -> bool:
    """Whether words count by the week or month, where a column may count them all."""
    lower = title.casefold()
    return any(word in lower for word in _rates(vocabulary))


@cache
def _rates(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(map(str.casefold, vocabulary.words_of("rates", "time")))


def _spelt(number: Number) -> str:
    if number.share:
        return percent(number.value)
    figure = f"{number.value:,.10g}"
    if not number.unit:
        return figure
    if not number.money:
        return f"{figure} {number.unit}"
    return f"{number.unit} {figure}" if number.unit.isalpha() else f"{number.unit}{figure}"


@rule(
    "direction-contradicts-words",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "mixed-scale", "words-contradict-columns"),
)
def direction_contradicts_words(case: Case) -> Iterator[Finding]:
    """A key result is to be reduced, and its target is above its baseline; or the other way round.

    Progress follows the figures, so it will rise while what people mean gets worse. Most often baseline and
    target stand in each other's column. Only words that begin with such a verb are judged.

    Bad:
        | Objective                    | Key result                   | Baseline | Target |
        | Be the first choice of shops | Reduce parcels that are late | 12       | 40     |
        |                              | New leads per week           | 5        | 50     |
    Good:
        | Objective                    | Key result                   | Baseline | Target |
        | Be the first choice of shops | Reduce parcels that are late | 40       | 12     |
        |                              | New leads per week           | 5        | 50     |
    """
    vocabulary, cells = vocabulary_of(case), Cells.of(case.workbooks)
    for key_result, title in titled_key_results(case):
        baseline, target = key_result.baseline, key_result.target
        if baseline is None or target is None or baseline == target:
            continue
        if baseline <= 0 or target < 0 or key_result.direction is _MAINTAIN:
            continue  # less of a loss is more; and from 0 it is the reduction that counts
        goes = _INCREASE if target > baseline else _DECREASE
        if not _may_say_otherwise(title, goes, vocabulary):
            continue
        meant = _meant(title, vocabulary)
        if meant in (None, goes) or _counts_otherwise(key_result, cells, vocabulary):
            continue
        if meant is _INCREASE and _may_get_better(key_result, vocabulary):
            continue
        yield finding(
            place=key_result.cells.get(Field.TARGET, key_result.at),
            okr=key_result.key,
            message=f"{named(key_result)} is to go {_SIGNS[meant]}, and its figures go {_SIGNS[goes]}, "
            f"from {amount(baseline, key_result)} to {amount(target, key_result)}",
            hint="swap the two if they stand in the wrong order; else put the words right",
        )


def _may_say_otherwise(title: str, goes: Direction, vocabulary: Vocabulary) -> bool:
    """Whether a bare title can have a verb of another direction where it begins or ends.

    Few do, and where blanks part its words this is quickly asked.
    """
    if title.isascii():
        first, last = title.partition(" ")[0], title.rpartition(" ")[2]
        own = (goes,)
        return _ways_in(first, vocabulary) not in ((), own) or _ways_in(last, vocabulary) not in ((), own)
    spaced, glued = _others(vocabulary)[goes]
    return not spaced.isdisjoint(words_of(title)) or any(verb in title for verb in glued)


@lru_cache(maxsize=8192)  # titles begin with the same few words
def _ways_in(part: str, vocabulary: Vocabulary) -> tuple[Direction | None, ...]:
    """The ways that the verbs in a part of a title go; None where it holds no word and one may follow."""
    moving, words = _moving(vocabulary), words_of(part)
    return tuple(dict.fromkeys(moving[word] for word in words if word in moving)) if words else (None,)


@cache
def _others(vocabulary: Vocabulary) -> dict[Direction, tuple[frozenset[str], tuple[str, ...]]]:
    """The verbs that do not go each way, by whether blanks part them from other words."""
    moving = _moving(vocabulary)
    return {way: parted(verb for verb, other in moving.items() if other is not way) for way in _SIGNS}


def _meant(title: str, vocabulary: Vocabulary) -> Direction | None:
    """The direction of the verb that a title begins with (or ends with, where verbs stand there).

    None where more is said than that verb and what it moves: "Cut meetings: 50 teams decide alone".
    """
    if not _ASIDES.isdisjoint(title) or " - " in title or limits(title, vocabulary):
        return None
    words = words_of(title)
    if not words or title[len(words[0]) :].startswith("-"):
        return None
    meant = direction_in(title, vocabulary)
    if meant not in _SIGNS:
        return None
    moving = _moving(vocabulary)
    if any(map(has_no_spaces, title)):
        ways = {way for verb, way in moving.items() if verb in title}
        return meant if ways == {meant} else None
    said = [word for word in words if word in moving]
    begins, ends = said == [words[0]], said == [words[-1]] and normalise(words[-1]) in _last(vocabulary)
    return meant if begins or ends else None


@cache
def _moving(vocabulary: Vocabulary) -> dict[str, Direction]:
    """The verbs of direction of one word, and which way each goes."""
    return {
        verb.casefold(): way
        for way in Direction
        for verb in vocabulary.words_of("verbs", way.value)
        if " " not in verb
    }


@cache
def _last(vocabulary: Vocabulary) -> frozenset[str]:
    """The verbs, normalised, of languages in which one may end a title."""
    return vocabulary.words_in("verbs", "de") | vocabulary.words_in("verbs", "nl")


def _counts_otherwise(key_result: KeyResult, cells: Cells, vocabulary: Vocabulary) -> bool:
    """Whether the figures may count something else: how far it is reduced, or what a description says."""
    if said_in(key_result.title, vocabulary).change is not None:
        return True
    place: CellRef | None = key_result.cells.get(Field.DESCRIPTION)
    return place is not None and place != key_result.at and cells.value(place) is not None


def _may_get_better(key_result: KeyResult, vocabulary: Vocabulary) -> bool:
    """Whether what is to rise is better as its figure falls: ranks, and haste measured in time."""
    if key_result.measure is Measure.DURATION:
        return True
    spaced, glued = _falling(vocabulary)
    words = words_of(key_result.title)
    return not spaced.isdisjoint(words) or any(word in key_result.title for word in glued)


@cache
def _falling(vocabulary: Vocabulary) -> tuple[frozenset[str], tuple[str, ...]]:
    return parted(word for name in ("rank", "faster") for word in vocabulary.words_of("titles", name))
