"""One figure after the other: what an OKR's progress is, what it is made of, and how it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import fsum
from types import MappingProxyType

from okrsheets.model import (
    Ambition,
    Cycle,
    Direction,
    Figure,
    Forecast,
    KeyResult,
    Objective,
    Okr,
    OkrSet,
    Part,
    Past,
    Status,
)
from okrsheets.progress.amounts import Amounts
from okrsheets.progress.cadence import Cadences
from okrsheets.progress.course import forecast_of
from okrsheets.progress.items import CONTRIBUTING, Item
from okrsheets.progress.judging import Pace
from okrsheets.progress.means import mean
from okrsheets.progress.measure import closed_word
from okrsheets.progress.pace import is_too_early, missed_since, pace_of, status_of, updated_on
from okrsheets.progress.settings import ProgressSettings
from okrsheets.tuples import NamedTuple

__all__ = ["NOT_BY_THE_POLICY", "Figuring"]

HAS_ITS_OWN = "stands beside a figure that its parent has itself"
HAS_NO_WEIGHT = "weighs nothing"
NOT_BY_THE_POLICY = "does not count by the roll-up in force"
ARRIVES_SHORTER = "counts by a shorter way"
_UNKNOWN, _MAINTAIN = Status.UNKNOWN, Direction.MAINTAIN  # slow to look up in their classes each time


class Figuring(NamedTuple):
    """All that a figure is put together from."""

    okrs: OkrSet
    items: Mapping[str, tuple[Item, ...]]
    directional: Mapping[str, tuple[str, ...]]
    amounts: Amounts
    cadences: Cadences
    today: date
    settings: ProgressSettings
    paces: dict[tuple[object, ...], Pace]
    touched: Mapping[str, date] = MappingProxyType({})
    as_of: Mapping[str, date] = MappingProxyType({})
    pasts: Mapping[str, Past] = MappingProxyType({})

    def day(self, okr: Okr) -> date:
        """The day by which an OKR is judged: today, or the last one on which its workbook was read."""
        return self.as_of.get(okr.at.workbook, self.today) if self.as_of else self.today

    def lost_since(self, okr: Okr) -> date | None:
        """The day of the last reading, where it is too long ago to say how things stand."""
        if not self.as_of:
            return None
        day = self.day(okr)
        return day if (self.today - day).days > self.settings.stale_source else None

    def pace(self, okr: Okr, objective: Objective) -> Pace | None:
        """What time asks of an OKR, None without a cycle; a key result takes cycle and ambition from its
        objective.

        Most of a company has the same days: `paces` keeps what was worked out for them.
        """
        cycle = _cycle(okr, objective)
        if cycle is None:
            return None
        ambition: Ambition | None = okr.ambition or objective.ambition
        patience, today = self.cadences.patience(okr), self.day(okr)
        plan = okr.key if isinstance(okr, KeyResult) and okr.plan else None
        days = (cycle, okr.due, updated_on(okr, today=today), ambition, patience, plan, today)
        pace = self.paces.get(days)
        if pace is None:
            pace = self.paces[days] = pace_of(
                okr,
                cycle,
                ambition=ambition,
                today=today,
                patience=patience,
                settings=self.settings.pace,
            )
        return pace

    def figure(self, okr: Okr, objective: Objective, pace: Pace | None) -> Figure:
        """One OKR's progress, where it comes from, and its status."""
        closed, parts = closed_word(okr), self._parts(okr)
        if closed is not None:
            return Figure(progress=None, status=closed, because=closed.value, made_of=parts)
        row, amount = self.amounts.rows[okr.key], self.amounts.whole[okr.key]
        by_items = okr.key in self.amounts.by_items
        if not by_items and row.progress is None and (estimate := self._estimate(okr)) is not None:
            return estimate
        progress, basis = (amount.progress, _basis_of_items(okr)) if by_items else (row.progress, row.basis)
        bounds = amount.bounds if by_items or okr.key in self.amounts.by_values else None
        holds = _is_to_hold(okr) and not self.settings.measure.by_check_ins
        updated, missed = None, None
        if not by_items:
            updated = updated_on(okr, today=self.day(okr), touched=self.touched.get(okr.key))
            if updated is not None or _is_blank(okr):
                missed = self._missed_since(okr, objective, pace, updated)
        lost = self.lost_since(okr)
        status = (
            _UNKNOWN
            if lost is not None
            else status_of(
                progress=progress,
                pace=pace,
                untouched=amount.untouched,
                silent=updated is not None and missed is not None,
                holds=holds,
                open_part=progress is not None
                and progress >= 1
                and ((bounds is not None and bounds[0] < 1) or self._holds_on(okr, parts, pace)),
                settings=self.settings.pace,
            )
        )
        because = None
        if progress is None:
            basis, because = None, _why_unknown(okr, row.because, parts)
        elif status is _UNKNOWN:
            because = _why_not_judged(pace, updated=updated, lost=lost)
        expected, day, elapsed, planned = None, None, None, False
        if pace is not None:
            expected = None if holds else pace.expected
            day, elapsed, planned = pace.day, pace.elapsed, pace.planned
        forecast = self._forecast(okr, objective)
        # In the order of its fields: by their names the many figures of a company take twice as long to make.
        return Figure(
            *(progress, bounds, status, expected, basis, False, row.assumed_baseline, because, parts, missed),
            *(day, elapsed, planned, okr.confidence, forecast, updated),
        )

    def _forecast(self, okr: Okr, objective: Objective) -> Forecast | None:
        if isinstance(okr, Objective) or not (okr.check_ins or self.pasts):
            return None
        past = self.pasts.get(okr.key)
        return forecast_of(okr, _cycle(okr, objective), today=self.day(okr), past=past)

    def _missed_since(
        self, okr: Okr, objective: Objective, pace: Pace | None, updated: date | None
    ) -> date | None:
        """The day by which an update was due that has not come; in the first days none is asked for."""
        if is_too_early(pace, settings=self.settings.pace):
            return None
        patience = self.cadences.patience(okr)
        cycle = _cycle(okr, objective)
        return missed_since(okr, cycle, updated=updated, today=self.day(okr), patience=patience)

    def _holds_on(self, okr: Okr, parts: tuple[Part, ...], pace: Pace | None) -> bool:
        """Whether time is not over for a state to hold: the OKR itself, or a part that counts in it."""
        counting = (self.okrs.by_key[part.key] for part in parts if part.weight > 0)
        return pace is not None and not pace.ended and any(map(_is_to_hold, (okr, *counting)))

    def _parts(self, okr: Okr) -> tuple[Part, ...]:
        """The items of an OKR, then its directional children; what does not count has weight 0."""
        items, directional = self.items.get(okr.key, ()), self.directional.get(okr.key, ())
        if not items and not directional:
            return ()
        counts = okr.key in self.amounts.by_items or okr.key in self.amounts.by_values
        progress_of = self.amounts.progress
        together = fsum([item.weight for item in items if item.together])
        within = self.amounts.within.get(okr.key, {})
        parts: list[Part] = []
        for item in items:
            progress, weight = progress_of(item.key), item.weight if counts else 0.0
            if item.together:
                weight /= together
            if item.key in within:
                reduced = within[item.key]
                progress, weight = (reduced.progress, weight) if reduced else (progress, 0.0)
            because = None if weight > 0 else self._why_beside(okr, item, counts=counts)
            parts.append(Part(item.key, progress, weight, item.via, item.share, because))
        parts.extend([Part(child, progress_of(child), 0.0, "directional") for child in directional])
        return tuple(parts)

    def _why_beside(self, parent: Okr, item: Item, *, counts: bool) -> str:
        """Why an item does not count in a parent."""
        if closed := closed_word(self.okrs.by_key[item.key]):
            return f"is {closed.value}"
        if closed := closed_word(parent):
            return f"has a parent that is {closed.value}"
        if not counts:
            return HAS_ITS_OWN
        if item.share == 0 or (item.said is not None and item.said <= 0):
            return HAS_NO_WEIGHT
        return NOT_BY_THE_POLICY if item.weight == 0 else ARRIVES_SHORTER

    def _estimate(self, okr: Okr) -> Figure | None:
        """The mean of an objective's directional children, where there is nothing else; no status."""
        children = self.directional.get(okr.key, ())
        if isinstance(okr, KeyResult) or not children:
            return None
        counting = [child for child in children if closed_word(self.okrs.by_key[child]) is None]
        amount = mean((self.amounts.whole[child], 1.0) for child in counting)
        if amount is None or amount.progress is None:
            return None
        parts = tuple(
            Part(child, self.amounts.progress(child), 1.0 if child in counting else 0.0, "directional")
            for child in children
        )
        return Figure(
            progress=amount.progress,
            bounds=amount.bounds,
            basis="directional",
            estimated=True,
            because="estimated from what is aligned to it directionally",
            made_of=parts,
        )


def _cycle(okr: Okr, objective: Objective) -> Cycle | None:
    return okr.cycle or objective.cycle


def _basis_of_items(okr: Okr) -> str:
    if isinstance(okr, KeyResult):
        return "children"
    return "key results"


def _is_blank(okr: Okr) -> bool:
    """Whether nobody has entered where a key result stands."""
    return isinstance(okr, KeyResult) and okr.current is None and okr.stated_progress is None


def _is_to_hold(okr: Okr) -> bool:
    return isinstance(okr, KeyResult) and okr.direction is _MAINTAIN


def _why_not_judged(pace: Pace | None, *, updated: date | None, lost: date | None) -> str | None:
    """Why the status of what has a progress is unknown."""
    if lost is not None:
        return f"not read since {lost.isoformat()}"
    if pace is None:
        return "no cycle"
    return None if updated is None else f"no update since {updated.isoformat()}"


def _why_unknown(okr: Okr, row_says: str | None, parts: tuple[Part, ...]) -> str | None:
    items = [part for part in parts if part.via != "directional"]
    if isinstance(okr, KeyResult) or not items:
        return row_says
    contributing = all(part.via == CONTRIBUTING for part in items)
    if any(part.weight > 0 for part in items):
        if contributing:
            return "nothing is known of what contributes to it"
        return "nothing is known of its key results"
    if contributing:
        return "nothing that is aligned to it counts"
    return "none of its key results counts"
