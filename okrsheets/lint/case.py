"""The case that rules look at, and the part of it that belongs to some phases of a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from okrsheets.grid import Workbook
from okrsheets.lint.settings import LintSettings
from okrsheets.lint.sharing import Shared
from okrsheets.lint.suppressions import Suppression
from okrsheets.model import (
    AlignmentFacts,
    Cycle,
    CyclePhase,
    Figures,
    HistoryView,
    ManagedMemory,
    OkrSet,
    Reading,
    Resolutions,
    SheetReading,
    as_of,
)
from okrsheets.tuples import NamedTuple

__all__ = ["Case", "narrowed", "read_today"]


class Case(NamedTuple):
    """All that a rule may look at.

    `okrs.objectives`, `readings` and `resolutions.resolutions` hold only what is judged now;
    `okrs.by_key` and the alignments also know what is closed, so that a parent can be named; tables
    of nothing but copies are in none of them. `facts` are those of all alignments, judged now or not.
    `words` are the user's own words in cells, by section and meaning. `unread` are the sources that
    belong to the others and could not be read. `history` is what earlier syncs saw, by the same keys;
    `memory` what the last one wrote in our columns. `suppressions` and `rule_names`, all rules there are,
    are empty but for a rule that judges what notes silence. `shared` is what the rules of one run found out
    about it for each other.
    """

    workbooks: tuple[Workbook, ...]
    readings: tuple[Reading, ...]
    okrs: OkrSet
    resolutions: Resolutions
    figures: Figures
    today: date
    settings: LintSettings = LintSettings()
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    facts: AlignmentFacts = AlignmentFacts()
    history: HistoryView = HistoryView()
    suppressions: tuple[Suppression, ...] = ()
    rule_names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    memory: tuple[ManagedMemory, ...] = ()
    shared: Shared | None = None


def narrowed(case: Case, phases: frozenset[CyclePhase]) -> Case:
    """The case with only the OKRs whose cycle is in one of these phases; no cycle counts as open."""

    @cache
    def judged(cycle: Cycle | None) -> bool:
        if cycle is None:
            return CyclePhase.OPEN in phases
        return cycle.phase(case.today, close_after=case.settings.close_after) in phases

    kept: set[str] = set()
    for objective in case.okrs.objectives:
        if judged(objective.cycle):
            kept.add(objective.key)
            own = objective.cycle
            kept.update(
                kr.key
                for kr in objective.key_results
                if kr.cycle is None or kr.cycle is own or judged(kr.cycle)
            )
    if len(kept) == len(case.okrs.by_key) and not case.okrs.copies:
        return case
    objectives = tuple(
        objective._replace(key_results=tuple(kr for kr in objective.key_results if kr.key in kept))
        for objective in case.okrs.objectives
        if objective.key in kept
    )
    return case._replace(
        okrs=OkrSet(
            objectives, case.okrs.by_key, tuple(each for each in case.okrs.copies if judged(each.okr.cycle))
        ),
        readings=tuple(_narrowed_reading(reading, kept) for reading in case.readings),
        resolutions=case.resolutions._replace(
            resolutions=tuple(each for each in case.resolutions.resolutions if each.child in kept),
            cycles=tuple(path for path in case.resolutions.cycles if kept.issuperset(path)),
        ),
    )


def read_today(case: Case) -> Case:
    """The case without the OKRs of workbooks for which an earlier reading stands in."""
    stale = as_of(case.workbooks)
    if not stale:
        return case
    okrs, by_key = case.okrs, case.okrs.by_key
    resolutions = case.resolutions.resolutions
    return case._replace(
        okrs=okrs._replace(
            objectives=tuple(each for each in okrs.objectives if each.at.workbook not in stale),
            copies=tuple(each for each in okrs.copies if each.okr.at.workbook not in stale),
        ),
        readings=tuple(
            each._replace(sheets=(), found=(), foreign=()) if each.source in stale else each
            for each in case.readings
        ),
        resolutions=case.resolutions._replace(
            resolutions=tuple(one for one in resolutions if by_key[one.child].at.workbook not in stale)
        ),
    )


def _narrowed_reading(reading: Reading, kept: set[str]) -> Reading:
    """The reading without the tables, and the tabs, that speak of nothing that is kept."""
    sheets = tuple(
        narrowed
        for sheet in reading.sheets
        if (narrowed := _narrowed_sheet(sheet, kept)).tables or not sheet.tables
    )
    names = {sheet.name for sheet in sheets}
    foreign = tuple(ref for ref in reading.foreign if ref.sheet in names)
    return reading._replace(sheets=sheets, foreign=foreign)


def _narrowed_sheet(sheet: SheetReading, kept: set[str]) -> SheetReading:
    tables = tuple(
        table
        for table in sheet.tables
        if not table.rows or any(row.objective in kept or row.key_result in kept for row in table.rows)
    )
    return sheet._replace(tables=tables)
