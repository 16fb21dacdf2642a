"""Figures of every OKR, team and the company: progress from the bottom up, judged against time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsheets.model import (
    Ambition,
    Cycle,
    Direction,
    Figure,
    Figures,
    KeyResult,
    Objective,
    Okr,
    OkrSet,
    Part,
    Resolutions,
    Status,
)
from okrsheets.progress.amounts import Amounts, amounts_of
from okrsheets.progress.cadence import Cadences
from okrsheets.progress.items import Item, directional_children, items_of
from okrsheets.progress.judging import Pace
from okrsheets.progress.means import UNKNOWN, mean
from okrsheets.progress.measure import closed_word
from okrsheets.progress.pace import is_too_early, missed_since, pace_of, status_of, updated_on
from okrsheets.progress.settings import ProgressSettings
from okrsheets.progress.teams import by_team, together
from okrsheets.tuples import NamedTuple

__all__ = ["roll_up"]


def roll_up(okrs: OkrSet, resolutions: Resolutions, *, today: date, settings: ProgressSettings) -> Figures:
    """The figures of all OKRs by key, of all teams by name, and of the company.

    Takes time linear in the number of OKRs and links.
    """
    items = items_of(okrs, resolutions.alignments)
    rolling = _Rolling(
        okrs=okrs,
        items=items,
        directional=directional_children(okrs, resolutions.alignments),
        amounts=amounts_of(okrs, items),
        cadences=Cadences.of(okrs, today=today, settings=settings.pace),
        today=today,
        settings=settings,
    )
    figures: dict[str, Figure] = {}
    paces: dict[str, Pace | None] = {}
    for objective in okrs.objectives:
        family: tuple[Okr, ...] = (objective, *objective.key_results)
        for okr in family:
            paces[okr.key] = rolling.pace(okr, objective)
            figures[okr.key] = rolling.figure(okr, objective, paces[okr.key])
    whole = {
        key: UNKNOWN if figure.estimated else rolling.amounts.whole[key] for key, figure in figures.items()
    }
    teams = {
        team: together(owned, amounts=whole, paces=paces, today=today, settings=settings)
        for team, owned in by_team(okrs.objectives).items()
    }
    top = [objective for objective in okrs.objectives if objective.key in resolutions.top_level]
    company = together(top, amounts=whole, paces=paces, today=today, settings=settings) if top else None
    return Figures(figures, teams, company)


class _Rolling(NamedTuple):
    """All that a figure is put together from."""

    okrs: OkrSet
    items: Mapping[str, tuple[Item, ...]]
    directional: Mapping[str, tuple[str, ...]]
    amounts: Amounts
    cadences: Cadences
    today: date
    settings: ProgressSettings

    def pace(self, okr: Okr, objective: Objective) -> Pace | None:
        """What time asks of an OKR; a key result takes cycle and ambition from its objective."""
        ambition: Ambition | None = okr.ambition or objective.ambition
        return pace_of(
            okr,
            _cycle(okr, objective),
            ambition=ambition,
            today=self.today,
            patience=self.cadences.patience(okr),
            settings=self.settings.pace,
        )

    def figure(self, okr: Okr, objective: Objective, pace: Pace | None) -> Figure:
        """One OKR's progress, where it comes from, and its status."""
        closed, parts = closed_word(okr), self._parts(okr)
        if closed is not None:
            return Figure(progress=None, status=closed, because=closed.value, made_of=parts)
        row, amount = self.amounts.rows[okr.key], self.amounts.whole[okr.key]
        by_items = okr.key in self.amounts.by_items
        if not by_items and row.progress is None and (estimate := self._estimate(okr)) is not None:
            return estimate
        holds = _is_to_hold(okr)
        progress = self.amounts.progress(okr.key)
        bounds = amount.bounds if by_items else None
        updated = None if by_items else updated_on(okr, today=self.today)
        missed = None
        if updated is not None or (not by_items and _is_blank(okr)):
            missed = self._missed_since(okr, objective, pace)
        status = status_of(
            progress=progress,
            pace=pace,
            untouched=amount.untouched,
            silent=updated is not None and missed is not None,
            holds=holds,
            open_part=(bounds is not None and bounds[0] < 1) or self._holds_on(okr, parts, pace),
            settings=self.settings.pace,
        )
        return Figure(
            progress=progress,
            bounds=bounds,
            status=status,
            expected=None if pace is None or holds else pace.expected,
            basis=None if progress is None else _basis_of_items(okr) if by_items else row.basis,
            assumed_baseline=row.assumed_baseline,
            because=_why(
                okr, row.because, parts, progress=progress, pace=pace, status=status, updated=updated
            ),
            made_of=parts,
            missed_since=missed,
        )

    def _missed_since(self, okr: Okr, objective: Objective, pace: Pace | None) -> date | None:
        """The day by which an update was due that has not come; in the first days none is asked for."""
        if is_too_early(pace, settings=self.settings.pace):
            return None
        patience = self.cadences.patience(okr)
        return missed_since(okr, _cycle(okr, objective), today=self.today, patience=patience)

    def _holds_on(self, okr: Okr, parts: tuple[Part, ...], pace: Pace | None) -> bool:
        """Whether time is not over for a state to hold: the OKR itself, or a part that counts in it."""
        counting = (self.okrs.by_key[part.key] for part in parts if part.weight > 0)
        return pace is not None and not pace.ended and any(map(_is_to_hold, (okr, *counting)))

    def _parts(self, okr: Okr) -> tuple[Part, ...]:
        """The items of an OKR, then its directional children; what does not count has weight 0."""
        counts = okr.key in self.amounts.by_items
        parts: list[Part] = []
        for item in self.items.get(okr.key, ()):
            progress, weight = self.amounts.progress(item.key), item.weight if counts else 0.0
            if (okr.key, item.key) in self.amounts.within:
                reduced = self.amounts.within[okr.key, item.key]
                progress, weight = (reduced.progress, weight) if reduced else (progress, 0.0)
            parts.append(Part(item.key, progress, weight, item.via))
        parts.extend(
            Part(child, self.amounts.progress(child), 0.0, "directional")
            for child in self.directional.get(okr.key, ())
        )
        return tuple(parts)

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
    return isinstance(okr, KeyResult) and okr.direction is Direction.MAINTAIN


def _why(
    okr: Okr,
    row_says: str | None,
    parts: tuple[Part, ...],
    *,
    progress: float | None,
    pace: Pace | None,
    status: Status,
    updated: date | None,
) -> str | None:
    """Why something is unknown: the progress, or else the status."""
    if progress is None:
        return _why_unknown(okr, row_says, parts)
    if status is not Status.UNKNOWN:
        return None
    if pace is None:
        return "no cycle"
    return None if updated is None else f"no update since {updated.isoformat()}"


def _why_unknown(okr: Okr, row_says: str | None, parts: tuple[Part, ...]) -> str | None:
    items = [part for part in parts if part.via != "directional"]
    if isinstance(okr, KeyResult) or not items:
        return row_says
    if any(part.weight > 0 for part in items):
        return "nothing is known of its key results"
    return "none of its key results counts"
