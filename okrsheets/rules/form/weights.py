"""Rules about what key results weigh, and about sums over what cannot be summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import fsum

from okrsheets.grid import text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    AlignmentKind,
    Direction,
    Field,
    Finding,
    KeyResult,
    Measure,
    Objective,
    Okr,
    Severity,
)
from okrsheets.reading.figures.spoken import small_words
from okrsheets.reading.figures.values import number_of
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.rules.cells import Cells
from okrsheets.rules.fields import placed_fields, said_fields
from okrsheets.rules.outcomes import contributed_to
from okrsheets.rules.tables import OkrTable, given_up, judged_okrs, objectives_by_table
from okrsheets.rules.titles import vocabulary_of
from okrsheets.rules.wording import counted, listed, named, percent
from okrsheets.tuples import NamedTuple

__all__ = ["mixed_units", "no_counter_metric", "weights_do_not_add_up"]

_CURRENCIES = {"€": "eur", "euro": "eur", "$": "usd", "dollar": "usd", "£": "gbp", "pound": "gbp", "¥": "jpy"}
_TOLERANCE = 0.01 + 1e-9  # a third of 100 is written as 33


class _Weighed(NamedTuple):
    """An objective with those of its open key results that have a weight, and those that have none."""

    objective: Objective
    weighed: tuple[KeyResult, ...]
    unweighed: tuple[KeyResult, ...]

    @property
    def total(self) -> float:
        return fsum(each.weight or 0.0 for each in self.weighed)


def _weighed(objectives: Iterable[Objective]) -> list[_Weighed]:
    """The objectives whose key results have weights, and more than one of them is open."""
    found = []
    for objective in objectives:
        open_ones = [each for each in objective.key_results if not given_up(each)]
        weighed = tuple(each for each in open_ones if each.weight is not None)
        if weighed and len(open_ones) > 1 and not given_up(objective):
            found.append(
                _Weighed(objective, weighed, tuple(each for each in open_ones if each.weight is None))
            )
    return found


@rule("no-counter-metric", Severity.INFO, silenced_by=("weights-do-not-add-up",))
def no_counter_metric(case: Case, *, share: float = 0.6) -> Iterator[Finding]:
    """One key result weighs most of its objective, and none beside it guards it.

    It is reached at any price then, and what pays for it goes unseen: answers get quicker and worse. So
    Andrew Grove paired a measure of quantity with one of quality. One that goes the other way, or is to be
    held, is taken for such a guard.

    Bad:
        | Objective                    | Key result             | Weight | Baseline | Target |
        | Be the first choice of shops | Orders of shops a week | 80     | 10       | 90     |
        |                              | Sign resale partners   | 20     | 4        | 20     |
    Good:
        | Objective                    | Key result             | Weight | Baseline | Target |
        | Be the first choice of shops | Orders of shops a week | 80     | 10       | 90     |
        |                              | Parcels that are late  | 20     | 12       | 4      |
    """
    if Field.WEIGHT not in said_fields(case):
        return
    helped = contributed_to(case)
    for one in _weighed(each for each in case.okrs.objectives if each.key not in helped):
        total = one.total + len(one.unweighed)
        if total <= 0 or min(each.weight or 0.0 for each in one.weighed) < 0:
            continue
        most = max(one.weighed, key=lambda each: each.weight or 0.0)
        part = (most.weight or 0.0) / total
        others = [each for each in (*one.weighed, *one.unweighed) if each is not most]
        if part >= share and not any(_guards(each, most) for each in others):
            yield finding(
                place=most.cells.get(Field.WEIGHT, most.at),
                okr=most.key,
                message=f"{named(most)} weighs {percent(part)} of {named(one.objective)}, "
                "and no other key result guards against reaching it at any price",
                hint="add one that must not get worse on the way, such as quality beside speed",
            )


def _guards(other: KeyResult, most: KeyResult) -> bool:
    """Whether a key result may guard another: it is to be held, goes the other way, or nobody knows where."""
    if other.direction is None or most.direction is None or most.direction is Direction.MAINTAIN:
        return True
    return other.direction is Direction.MAINTAIN or other.direction is not most.direction


@rule(
    "weights-do-not-add-up", Severity.WARNING, silenced_by=("error-value", "unreadable-value", "mixed-scale")
)
def weights_do_not_add_up(case: Case) -> Iterator[Finding]:
    """Weights are percentages and do not make 100 together, are less than nothing, or are all 0.

    People read 40 % as two fifths of the objective, and it is not where the others make 30 %. Plain figures
    such as 3, 2 and 1 may come to anything; they are taken for percentages where most objectives of their
    table come to 100, and so are those of a whole table. 2 beside 50 % weighs next to nothing.

    Bad:
        | Objective                    | Key result             | Weight | Target |
        | Be the first choice of shops | Orders of shops a week | 50 %   | 90     |
        |                              | Sign resale partners   | 30 %   | 20     |
    Good:
        | Objective                    | Key result             | Weight | Target |
        | Be the first choice of shops | Orders of shops a week | 50 %   | 90     |
        |                              | Sign resale partners   | 50 %   | 20     |
    """
    if Field.WEIGHT not in said_fields(case):
        return
    for okr in judged_okrs(case):
        if okr.weight is not None and okr.weight < 0 and not given_up(okr):
            yield finding(
                place=okr.cells.get(Field.WEIGHT, okr.at),
                okr=okr.key,
                message=f"the weight of {named(okr)} is less than 0, so it does not count",
                hint="write 0 or more",
            )
    cells, vocabulary = Cells.of(case.workbooks), vocabulary_of(case)
    for table in objectives_by_table(case):
        weighed = _weighed(table.objectives)
        whole = _whole(table, weighed, cells, vocabulary)
        for one in weighed:
            if mixed := _mixed(one, cells, vocabulary):
                yield mixed
            elif not any(_is_unread(each, cells, vocabulary) for each in one.unweighed):
                yield from _amiss(one, whole)


def _mixed(one: _Weighed, cells: Cells, vocabulary: Vocabulary) -> Finding | None:
    """The first plain figure among weights in percent that do not come to 100 % with it."""
    plain: list[KeyResult] = []
    for each in one.weighed:
        cell = cells.at(each.cells.get(Field.WEIGHT))
        number = number_of(cell, vocabulary) if cell is not None else None
        if number is not None and not number.share and each.weight:
            plain.append(each)
    if not plain or len(plain) == len(one.weighed) or abs(one.total - 1) <= _TOLERANCE:
        return None
    first = plain[0]
    at = first.cells[Field.WEIGHT]
    return finding(
        place=at,
        okr=first.key,
        message=f"the weight of {named(first)} is {text_of(cells.value(at))} beside percentages, "
        f"so it counts as {percent(first.weight or 0.0)}",
        hint='write all weights as percentages, such as "50 %", or none of them',
    )


def _is_unread(key_result: KeyResult, cells: Cells, vocabulary: Vocabulary) -> bool:
    """Whether something stands in the place of a weight that is none: another rule tells of it."""
    cell = key_result.cells.get(Field.WEIGHT)
    value = cells.value(cell)
    if value is None:
        return cells.formula(cell) is not None
    return not (isinstance(value, str) and vocabulary.says_nothing(value))


def _amiss(one: _Weighed, whole: float | None) -> Iterator[Finding]:
    """What is wrong with the weights of one objective; `whole` is what percentages are to come to."""
    if any((each.weight or 0.0) < 0 for each in one.weighed):
        return
    total = one.total
    if total == 0 and not one.unweighed:
        what = f"all weights of the key results of {named(one.objective)} are 0, so none of them counts"
        hint = "give each a weight, or leave them all blank: then they weigh the same"
    elif whole is None:
        return
    elif abs(total / whole - 1) > _TOLERANCE:
        what = f"the weights of the key results of {named(one.objective)} come to {percent(total / whole)}"
        hint = "make them 100 % together"
    elif one.unweighed:
        without = counted(len(one.unweighed), "key result")
        what = f"{without} of {named(one.objective)} have no weight, and the others come to 100 % without"
        what = what.replace(" have ", " has ", 1) if len(one.unweighed) == 1 else what
        hint = "give each a weight; one that does not count has 0"
    else:
        return
    yield finding(place=one.objective.at, okr=one.objective.key, message=what, hint=hint)


def _whole(
    table: OkrTable, weighed: Sequence[_Weighed], cells: Cells, vocabulary: Vocabulary
) -> float | None:
    """What the weights of each objective are to come to: 1 or 100 where they are percentages.

    None where they are none, or where those of all objectives make 100 % together.
    """
    if not weighed:
        return None
    total = fsum(one.total for one in weighed)
    known = [each for one in weighed for each in one.weighed]
    for whole in (1.0, 100.0):
        even = sum(abs(one.total / whole - 1) <= _TOLERANCE for one in weighed)
        if len(weighed) > 1 and abs(total / whole - 1) <= _TOLERANCE:
            return None
        if even * 2 > len(weighed) and even > 1:
            return whole
    written = (cells.at(each.cells.get(Field.WEIGHT)) for each in known)
    if all(cell and (number := number_of(cell, vocabulary)) and number.share for cell in written):
        return 1.0
    headed = any(
        column.field is Field.WEIGHT and "percent" in normalise(column.heading).split()
        for column in table.table.columns
    )
    return (100.0 if max(each.weight or 0.0 for each in known) > 1 else 1.0) if headed else None


@rule("mixed-units", Severity.ERROR)
def mixed_units(case: Case) -> Iterator[Finding]:
    """A sum is asked for over figures that cannot be added up.

    Euros and orders have no sum. An objective is taken together by the mean of how far its key results have
    come, which fits all units.

    Bad:
        | Type       | Title                        | Unit     | Target | Aggregation |
        | Objective  | Be the first choice of shops |          |        | Sum         |
        | Key result | Orders of shops a week       | orders   | 90     |             |
        | Key result | Sales to shops               | EUR      | 8000   |             |
    Good:
        | Type       | Title                        | Unit     | Target | Aggregation |
        | Objective  | Be the first choice of shops |          |        | Average     |
        | Key result | Orders of shops a week       | orders   | 90     |             |
        | Key result | Sales to shops               | EUR      | 8000   |             |
    """
    cells, vocabulary = Cells.of(case.workbooks), vocabulary_of(case)
    for okr, parts in _summed(case, cells, vocabulary):
        units = dict(unit for each in parts if (unit := _unit(each, vocabulary)))
        if len(units) > 1:
            yield finding(
                place=okr.cells[Field.AGGREGATION],
                okr=okr.key,
                message=f"{named(okr)} asks for a sum of figures in {listed(units.values())}, "
                "and there is none",
                hint='write "average", or give all of them one unit',
            )


def _summed(case: Case, cells: Cells, vocabulary: Vocabulary) -> Iterator[tuple[Okr, list[KeyResult]]]:
    """The OKRs that ask for a sum of key results below them, with these.

    A key result with check-ins of its own asks for the sum of those.
    """
    below: dict[str, list[KeyResult]] = {}
    asking: list[Okr] = []
    for okr in judged_okrs(case) if Field.AGGREGATION in placed_fields(case) else ():
        place = okr.cells.get(Field.AGGREGATION)
        said = cells.value(place)
        if isinstance(said, str) and vocabulary.meaning("aggregations", said) == "sum" and not given_up(okr):
            asking.append(okr)
    if not asking:
        return
    for link in case.resolutions.alignments:
        child = case.okrs.by_key.get(link.child)
        if link.kind is AlignmentKind.STRAIGHTFORWARD and isinstance(child, KeyResult):
            below.setdefault(link.parent, []).append(child)
    shared = {key_result.cells.get(Field.AGGREGATION) for key_result in case.okrs.key_results}
    for okr in asking:
        own = okr.key_results if isinstance(okr, Objective) else ()
        sums_check_ins = (
            okr.check_ins if isinstance(okr, KeyResult) else okr.cells[Field.AGGREGATION] in shared
        )
        if not sums_check_ins:
            yield okr, [each for each in (*own, *below.get(okr.key, ())) if not given_up(each)]


def _unit(key_result: KeyResult, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """In what a key result is counted, to compare and to say; None where that is not known."""
    if key_result.measure in (Measure.PERCENT, Measure.YES_NO):
        return key_result.measure.value, key_result.measure.value
    if not key_result.unit:
        return None
    seconds = small_words(vocabulary).seconds.get(key_result.unit.casefold())
    plain = normalise(key_result.unit)
    return (f"{seconds} s" if seconds else _CURRENCIES.get(plain, plain)), key_result.unit
