"""Narrows what is shown to sources, tabs, teams, owners or a cycle; figures stay those of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from okrsheets.model.findings import Finding, PlaceKind
from okrsheets.model.okrs import KeyResult, Objective, Okr
from okrsheets.model.results import Results, Understood
from okrsheets.model.scores import Scores
from okrsheets.model.words import CLOSE_AFTER, CyclePhase, folded
from okrsheets.tuples import NamedTuple

__all__ = ["EVERY_CYCLE", "Scope", "narrow", "narrow_understood"]

EVERY_CYCLE = "*"


class Scope(NamedTuple):
    """What to show; an empty part asks for nothing in particular. Names match without case.

    Of `owners` is what they are asked about: a key result that nobody owns is its objective's owners'.
    `cycle` is a label or EVERY_CYCLE. Without one, the cycles that are over are left out, unless
    nothing else is there: then the last one is shown. `close_after` in days.
    """

    sources: frozenset[str] = frozenset()
    tabs: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    cycle: str | None = None
    close_after: int = CLOSE_AFTER


def narrow(results: Results, scope: Scope) -> Results:
    """The same results with only the objectives and findings of the scope."""
    cycles, by_key = _cycles(results, scope), results.okrs.by_key
    tests: list[Callable[[Okr], bool]] = [lambda okr: okr.cycle is None or okr.cycle.label in cycles]
    if scope.sources:
        tests.append(lambda okr: okr.at.workbook in scope.sources)
    if tabs := frozenset(map(str.casefold, scope.tabs)):
        tests.append(lambda okr: okr.at.sheet.casefold() in tabs)
    if teams := frozenset(map(folded, scope.teams)):
        tests.append(lambda okr: folded(okr.team or "") in teams)
    if owners := frozenset(map(folded, scope.owners)):
        tests.append(lambda okr: any(folded(owner) in owners for owner in _asked_of(okr, by_key)))

    def holds(okr: Okr) -> bool:
        return all(test(okr) for test in tests)

    shown = tuple(objective for objective in results.okrs.objectives if _any(objective, holds))

    def speaks(finding: Finding) -> bool:
        spoken_of = [by_key[key] for key in (finding.okr, *finding.also) if key is not None and key in by_key]
        if spoken_of:
            return any(map(holds, spoken_of))
        place = finding.place
        if scope.sources and place.workbook not in scope.sources:
            return False
        if tabs and place.sheet.casefold() not in tabs:
            return False
        if place.kind is PlaceKind.TEAM:
            return not owners and (not teams or folded(place.team or "") in teams)
        return not teams and not owners

    keys = {okr.key for okr in results.okrs._replace(objectives=shown).okrs if holds(okr)}
    kept = [n for n, one in enumerate(results.readings) if not scope.sources or one.source in scope.sources]
    return results._replace(
        workbooks=tuple(results.workbooks[n] for n in kept),
        readings=tuple(results.readings[n] for n in kept),
        okrs=results.okrs._replace(objectives=shown),
        findings=tuple(finding for finding in results.findings if speaks(finding)),
        scores=Scores(*(score.among(keys) for score in results.scores)),
    )


def narrow_understood(
    understood: Understood, *, sources: frozenset[str], tabs: tuple[str, ...] = ()
) -> Understood:
    """What was understood of these workbooks, and of these of their tabs where some are named."""
    names = frozenset(map(str.casefold, tabs))

    def shown(tab: str) -> bool:
        return not names or tab.casefold() in names

    def stands_there(okr: Okr) -> bool:
        return okr.at.workbook in sources and shown(okr.at.sheet)

    readings = [
        reading._replace(
            sheets=tuple(sheet for sheet in reading.sheets if shown(sheet.name)),
            found=tuple(column for column in reading.found if shown(column.at.sheet)),
            amiss=tuple(amiss for amiss in reading.amiss if amiss.sheet is None or shown(amiss.sheet)),
            parts=tuple(part for part in reading.parts if shown(part.sheet)),
        )
        for reading in understood.readings
        if reading.source in sources
    ]
    kept = {reading.source: reading for reading in readings if reading.sheets or not names}
    objectives = tuple(objective for objective in understood.okrs.objectives if _any(objective, stands_there))
    return Understood(
        tuple(workbook for workbook in understood.workbooks if workbook.source in kept),
        tuple(kept.values()),
        understood.okrs._replace(objectives=objectives),
        understood.resolutions,
    )


def _asked_of(okr: Okr, by_key: Mapping[str, Okr]) -> tuple[str, ...]:
    """Who is asked about an OKR: its owners; of a key result that nobody owns, those of its objective."""
    if okr.owners or not isinstance(okr, KeyResult) or okr.objective not in by_key:
        return okr.owners
    return by_key[okr.objective].owners


def _any(objective: Objective, holds: Callable[[Okr], bool]) -> bool:
    return holds(objective) or any(holds(key_result) for key_result in objective.key_results)


def _cycles(results: Results, scope: Scope) -> frozenset[str]:
    found = {o.cycle for o in results.okrs.objectives if o.cycle is not None}
    if scope.cycle == EVERY_CYCLE:
        return frozenset(cycle.label for cycle in found)
    if scope.cycle is not None:
        return frozenset({scope.cycle})
    live = {
        cycle.label
        for cycle in found
        if cycle.phase(results.today, close_after=scope.close_after) is not CyclePhase.CLOSED
    }
    undated = any(objective.cycle is None for objective in results.okrs.objectives)
    if live or undated or not found:
        return frozenset(live)
    return frozenset({max(found, key=lambda cycle: cycle.end).label})
