"""What earlier syncs saw of OKRs, alignments and tabs, for whoever compares today with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.grid import CellRef
from okrsheets.model.figures import Figure
from okrsheets.model.okrs import KeyResult, Objective, Okr, OkrSet
from okrsheets.model.words import Ambition, Cycle, Direction, Field, Measure, Status
from okrsheets.tuples import NamedTuple

__all__ = [
    "Changed",
    "HistoryView",
    "Moment",
    "ParentChange",
    "Past",
    "Said",
    "SeenAlignment",
    "SeenHeading",
    "differences",
    "is_acknowledged",
    "moment_of",
    "okrs_last_seen",
    "parent_changes",
    "seen_alignment",
    "touched_days",
    "touched_on",
]


class Moment(NamedTuple):
    """An OKR as it stood from `day` on, until the next moment of its past.

    The fields mean what they do in an OKR; `progress` and `status` are the computed ones.
    """

    day: date
    title: str | None = None
    baseline: float | None = None
    current: float | None = None
    target: float | None = None
    weight: float | None = None
    due: date | None = None
    confidence: float | None = None
    stated_progress: float | None = None
    stated_status: str | None = None
    progress: float | None = None
    status: Status | None = None


Said: TypeAlias = str | float | date | Status | None
Changed: TypeAlias = Mapping[str, Said]
"""The fields of a moment that are another thing than they were, by name."""


def differences(before: Moment, now: Moment) -> Changed:
    """The fields of a moment that are another thing than they were."""
    return {
        name: value
        for name, value, known in zip(now._fields[1:], now[1:], before[1:], strict=True)
        if value != known
    }


_DIGITS = 6  # of a computed progress: its last bits depend on the order in which a mean is added up


def moment_of(okr: Okr, figure: Figure | None, day: date) -> Moment:
    """How an OKR stands on a day."""
    measured = (okr.baseline, okr.current, okr.target) if isinstance(okr, KeyResult) else (None, None, None)
    progress = None if figure is None else figure.progress
    return Moment(
        day,
        okr.title,
        *measured,
        weight=okr.weight,
        due=okr.due,
        confidence=okr.confidence,
        stated_progress=okr.stated_progress,
        stated_status=okr.stated_status,
        progress=None if progress is None else round(progress, _DIGITS),
        status=Status.UNKNOWN if figure is None else figure.status,
    )


class Past(NamedTuple):
    """What earlier syncs saw of one OKR: a moment for each day on which something of it was new.

    `moments` stand oldest first and are never empty; there is none of today's before the sync of today.
    `objective` is the key of the one a key result stands under. `workbook` and `sheet` are where it stood
    last. `mark` is what the cells of its row came to that people write, and `touched` the last day on which
    that was another thing than before, or it was new.
    """

    key: str
    moments: tuple[Moment, ...]
    id: str | None = None
    objective: str | None = None
    team: str | None = None
    cycle: Cycle | None = None
    workbook: str = ""
    sheet: str = ""
    mark: str = ""
    touched: date | None = None
    measure: Measure = Measure.COUNT
    direction: Direction | None = None
    ambition: Ambition | None = None

    @property
    def since(self) -> date:
        """The day on which it was first seen."""
        return self.moments[0].day

    @property
    def last(self) -> Moment:
        """How it stood when it was last seen."""
        return self.moments[-1]

    def on(self, day: date) -> Moment | None:
        """How it stood on a day; None before it was seen."""
        return next((moment for moment in reversed(self.moments) if moment.day <= day), None)


class SeenAlignment(NamedTuple):
    """An alignment, with its parent as that stood when the child's people last knew of it.

    That is the day on which it was first seen, or on which a change of the parent was accepted.
    """

    child: str
    parent: str
    day: date
    title: str | None = None
    target: float | None = None
    due: date | None = None


class ParentChange(NamedTuple):
    """What of a parent is another thing than its child's people last knew of."""

    field: Field
    before: Said
    now: Said


def seen_alignment(child: str, parent: Okr, day: date) -> SeenAlignment:
    """An alignment whose parent is known, from a day on, as it stands."""
    target = parent.target if isinstance(parent, KeyResult) else None
    return SeenAlignment(child, parent.key, day, parent.title, target, parent.due)


def parent_changes(seen: SeenAlignment, parent: Okr) -> tuple[ParentChange, ...]:
    """What of a parent changed since its child's people last knew of it; blanks in a title do not count."""
    now = seen_alignment(seen.child, parent, seen.day)
    told = (
        (Field.TITLE, _words(seen.title), _words(now.title)),
        (Field.TARGET, seen.target, now.target),
        (Field.DUE, seen.due, now.due),
    )
    return tuple(ParentChange(*one) for one in told if one[1] != one[2])


def is_acknowledged(seen: SeenAlignment, child: Okr, parent: Okr, past: Past | None, *, today: date) -> bool:
    """Whether a child's people said that they know how its parent stands, since a sync first saw it so."""
    if child.acknowledged is None:
        return False
    now, since = seen_alignment(child.key, parent, seen.day), today
    for moment in reversed(past.moments) if past is not None else ():
        target = moment.target if isinstance(parent, KeyResult) else None
        if (_words(moment.title), target, moment.due) != (_words(now.title), now.target, now.due):
            break
        since = moment.day
    return since <= child.acknowledged <= today


def _words(title: str | None) -> str | None:
    return None if title is None else " ".join(title.split())


class SeenHeading(NamedTuple):
    """A heading as it last stood over a column, and what the column was taken for."""

    column: int
    heading: str
    field: Field | None


_NO_PASTS: Mapping[str, Past] = MappingProxyType({})
_NO_ALIGNMENTS: Mapping[tuple[str, str], SeenAlignment] = MappingProxyType({})
_NO_HEADINGS: Mapping[tuple[str, str], tuple[SeenHeading, ...]] = MappingProxyType({})


class HistoryView(NamedTuple):
    """What is remembered of earlier syncs; empty before there are any.

    `pasts` are by the OKR's key, `alignments` by those of child and parent, `headings` by workbook and tab.
    `taken` are the keys of OKRs that stand in workbooks which nobody asks about now, though they are there.
    `closed` are the labels of the cycles that somebody closed.
    """

    pasts: Mapping[str, Past] = _NO_PASTS
    alignments: Mapping[tuple[str, str], SeenAlignment] = _NO_ALIGNMENTS
    headings: Mapping[tuple[str, str], tuple[SeenHeading, ...]] = _NO_HEADINGS
    taken: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


def touched_on(history: HistoryView, today: date, *, marks: Mapping[str, str]) -> HistoryView:
    """The history with each OKR touched today of which people wrote something else by now."""
    touched = {
        key: history.pasts[key]._replace(mark=mark, touched=today)
        for key, mark in marks.items()
        if key in history.pasts and history.pasts[key].mark != mark
    }
    return history._replace(pasts={**history.pasts, **touched}) if touched else history


def touched_days(history: HistoryView, okrs: OkrSet) -> Mapping[str, date]:
    """The last day on which syncs saw that a person had changed the row of each OKR.

    Where nothing was changed since it was first seen it is that day, unless the row itself tells when it was
    updated.
    """
    days: dict[str, date] = {}
    for okr in okrs.okrs:
        past = history.pasts.get(okr.key)
        if past is None or past.touched is None:
            continue
        tells = okr.updated is not None or (isinstance(okr, KeyResult) and bool(okr.check_ins))
        if past.touched > past.since or not tells:
            days[okr.key] = past.touched
    return days


def okrs_last_seen(history: HistoryView) -> OkrSet:
    """The OKRs of a history as they stood last, each in its tab but at no row of it."""
    below: dict[str, list[KeyResult]] = {}
    for past in history.pasts.values():
        if past.objective is not None:
            at = CellRef(past.workbook, past.sheet, 1, 1)
            title = past.last.title or ""
            key_result = KeyResult(
                past.key, past.id, title, at, past.objective, team=past.team, cycle=past.cycle
            )
            below.setdefault(past.objective, []).append(key_result)
    return OkrSet.of(
        tuple(
            Objective(
                past.key,
                past.id,
                past.last.title,
                CellRef(past.workbook, past.sheet, 1, 1),
                team=past.team,
                cycle=past.cycle,
                key_results=tuple(below.get(past.key, ())),
            )
            for past in history.pasts.values()
            if past.objective is None
        )
    )
