"""What a run has seen that the state does not know yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from okrsheets.model import (
    Changed,
    KeyResult,
    Moment,
    Okr,
    Past,
    Results,
    SeenAlignment,
    SeenHeading,
    differences,
    is_acknowledged,
    marks_of,
    moment_of,
    parent_changes,
    seen_alignment,
)
from okrsheets.tuples import NamedTuple

__all__ = ["News", "news_of"]


class News(NamedTuple):
    """What is to be kept of one run, on its day.

    `okrs` are those that are new, or of which more than values is another thing; their moments do not
    count. `values` are by key. `lost` are alignments that were seen and are no more. `present` are the
    keys of all OKRs there are.
    """

    day: date
    okrs: tuple[Past, ...] = ()
    values: Mapping[str, Changed] = MappingProxyType({})
    aligned: tuple[SeenAlignment, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    headings: Mapping[tuple[str, str], tuple[SeenHeading, ...]] = MappingProxyType({})
    present: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether everything is as it was."""
        return not (self.okrs or self.values or self.aligned or self.lost or self.headings)


def news_of(results: Results) -> News:
    """What differs between what a run saw and what its history knows.

    Nothing is new of a source for which an earlier reading stands in.
    """
    history, today = results.history, results.today
    marks = results.marks or marks_of(results.workbooks, results.readings, results.okrs)
    as_of = results.as_of
    okrs: list[Past] = []
    values: dict[str, Changed] = {}
    for okr in results.okrs.okrs:
        if okr.at.workbook in as_of:
            continue
        past = history.pasts.get(okr.key)
        now = moment_of(okr, results.figures.okrs.get(okr.key), today)
        if changed := _changed(past, now):
            values[okr.key] = changed
        seen = _described(okr, past, mark=marks[okr.key], today=today)
        if past is None or seen._replace(moments=past.moments) != past:
            okrs.append(seen)
    aligned, lost = _alignments(results)
    headings = {tab: seen for tab, seen in _headings(results) if seen != history.headings.get(tab, ())}
    present = frozenset(results.okrs.by_key)
    return News(today, tuple(okrs), values, aligned, lost, headings, present)


def _changed(past: Past | None, now: Moment) -> Changed:
    """What is new by now. A second run of one day tells the whole day again."""
    if past is not None and differences(past.last, now):
        before = past.on(now.day - timedelta(days=1))
        return differences(before or Moment(now.day), now) or {"title": now.title}
    return {} if past is not None else differences(Moment(now.day), now)


def _described(okr: Okr, past: Past | None, *, mark: str, today: date) -> Past:
    """What is to be known of an OKR besides its values."""
    touched = past.touched if past is not None and past.mark == mark else today
    at = okr.at
    seen = Past(
        okr.key,
        (),
        okr.id,
        team=okr.team,
        cycle=okr.cycle and okr.cycle._replace(closed=False),
        workbook=at.workbook,
        sheet=at.sheet,
        mark=mark,
        touched=touched,
        ambition=okr.ambition,
    )
    if not isinstance(okr, KeyResult):
        return seen
    return seen._replace(objective=okr.objective, measure=okr.measure, direction=okr.direction)


def _alignments(results: Results) -> tuple[tuple[SeenAlignment, ...], tuple[tuple[str, str], ...]]:
    """The alignments that are new, or whose changed parent was acknowledged in the sheet, with their
    parents as they stand; and those that are gone."""
    history, by_key, today, as_of = results.history, results.okrs.by_key, results.today, results.as_of
    known = history.alignments
    read = {key for key, okr in by_key.items() if okr.at.workbook not in as_of} if as_of else by_key.keys()
    now = {
        (each.child, each.parent): by_key[each.parent]
        for each in results.resolutions.alignments
        if each.child in read
    }
    new = tuple(
        seen_alignment(child, parent, today)
        for (child, key), parent in now.items()
        if (seen := known.get((child, key))) is None
        or (
            parent_changes(seen, parent)
            and is_acknowledged(seen, by_key[child], parent, history.pasts.get(key), today=today)
        )
    )
    return new, tuple(pair for pair in known if pair not in now and pair[0] in read)


def _headings(results: Results) -> Iterator[tuple[tuple[str, str], tuple[SeenHeading, ...]]]:
    as_of = results.as_of
    for reading in results.readings:
        if reading.source in as_of:
            continue
        for tab in reading.sheets:
            columns = (column for table in tab.tables for column in table.columns if column.row is None)
            seen = tuple(SeenHeading(each.column, each.heading, each.field) for each in columns)
            if seen:
                yield (reading.source, tab.name), seen
