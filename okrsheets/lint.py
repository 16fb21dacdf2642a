"""Rules over one case: what a rule is, which of them speak, and which findings stand."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.grid import CellRef, Workbook
from okrsheets.model import (
    CLOSE_AFTER,
    Cycle,
    CyclePhase,
    Field,
    Figures,
    Finding,
    ManagedMemory,
    OkrSet,
    Place,
    PlaceKind,
    Reading,
    Resolutions,
    Severity,
    SheetReading,
)
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Case", "Check", "LintSettings", "Rule", "finding", "rule", "run"]

Check: TypeAlias = Callable[..., Iterator[Finding]]
"""A rule's function: takes a `Case` and its thresholds by keyword, and yields what `finding` makes."""

_BEFORE_THE_CYCLE = frozenset({"references", "form"})
"""The families that judge OKRs whose cycle has not begun; all families judge the open ones."""

_IGNORE = pattern(r"\bignore:", re.IGNORECASE)
_RULE_NAME = pattern(r"\s*([a-z0-9]+(?:-[a-z0-9]+)*)", re.IGNORECASE)
_UNTIL = pattern(r"\buntil\s+(\d[\w./-]*)", re.IGNORECASE)


class LintSettings(NamedTuple):
    """Which rules speak, how loudly, and from where on.

    `select` None means all rules. A threshold is named after its rule; further ones of the same rule
    are named `rule-name.threshold`. A cycle is closed `close_after` days after its last.
    """

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = MappingProxyType({})
    thresholds: Mapping[str, float] = MappingProxyType({})
    close_after: int = CLOSE_AFTER

    def wants(self, name: str) -> bool:
        """Whether the rule of that name is to be heard."""
        return name not in self.ignore and (self.select is None or name in self.select)


class Case(NamedTuple):
    """All that a rule may look at.

    `okrs.objectives`, `readings` and `resolutions.resolutions` hold only what is judged now;
    `okrs.by_key` and the alignments also know what is closed, so that a parent can be named; tables
    of nothing but copies are in none of them. `words` are the user's own words in cells, by section and
    meaning; `memory` is what was last written in our columns.
    """

    workbooks: tuple[Workbook, ...]
    readings: tuple[Reading, ...]
    okrs: OkrSet
    resolutions: Resolutions
    figures: Figures
    today: date
    settings: LintSettings = LintSettings()
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    memory: tuple[ManagedMemory, ...] = ()


class Rule(NamedTuple):
    """A named diagnosis. `page` is its function's docstring, `summary` that one's first sentence.

    `thresholds` are the defaults of its function's keyword arguments. A finding is dropped where a
    rule of `silenced_by` found something at the same OKR, row or place: one fault, one warning.
    """

    name: str
    severity: Severity
    family: str
    summary: str
    page: str
    check: Check
    thresholds: Mapping[str, float] = MappingProxyType({})
    silenced_by: tuple[str, ...] = ()
    needs_history: bool = False


def rule(
    name: str, severity: Severity, *, silenced_by: tuple[str, ...] = (), needs_history: bool = False
) -> Callable[[Check], Rule]:
    """Makes a rule of a function and its docstring.

    The family is the name of its module, or of the package that its module is in, below one named `rules`.
    """

    def made(check: Check) -> Rule:
        page = inspect.cleandoc(check.__doc__ or "")
        parameters = inspect.signature(check).parameters.values()
        return Rule(
            name=name,
            severity=severity,
            family=_family(check.__module__),
            summary=page.partition("\n")[0].rstrip("."),
            page=page,
            check=check,
            thresholds={p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY},
            silenced_by=silenced_by,
            needs_history=needs_history,
        )

    return made


def _family(module: str) -> str:
    """What rules of a module have in common.

    >>> _family("okrsheets.rules.sheet.formulas"), _family("okrsheets.rules.form"), _family("ours.naming")
    ('sheet', 'form', 'naming')
    """
    _, within, name = module.rpartition(".rules.")
    return name.partition(".")[0] if within else name.rpartition(".")[2]


def finding(
    *,
    place: Place | CellRef,
    message: str,
    hint: str | None = None,
    okr: str | None = None,
    also: Iterable[str] = (),
    at_most: Severity = Severity.ERROR,
) -> Finding:
    """What a rule yields; `run` adds the rule's name and severity, which is never above `at_most`."""
    where = Place.at_cell(place) if isinstance(place, CellRef) else place
    return Finding("", at_most, where, message, hint, okr, tuple(also))


def run(case: Case, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """The findings that stand, sorted by workbook, tab, row, column and rule.

    A rule that is switched off still silences others: switching one off never makes another speak.
    """
    rules = tuple(rules)
    wanted = tuple(each for each in rules if case.settings.wants(each.name))
    needed = {name for each in wanted for name in (each.name, *each.silenced_by)}
    begun = _narrowed(case, frozenset({CyclePhase.OPEN}))
    early = _narrowed(case, frozenset({CyclePhase.OPEN, CyclePhase.NOT_BEGUN}))
    found = {
        each.name: _findings(early if each.family in _BEFORE_THE_CYCLE else begun, each)
        for each in rules
        if each.name in needed
    }
    spoken_for = {name: {spot for one in found[name] for spot in (_spot(one), *one.also)} for name in found}
    quiet = _row_suppressions(case)
    standing = (
        one
        for each in wanted
        for one in found[each.name]
        if not any(_is_among(one, spoken_for.get(name, set())) for name in each.silenced_by)
        and not _is_among(one, quiet.get(each.name, set()))
    )
    return tuple(sorted(standing, key=_order))


def _order(one: Finding) -> tuple[str, str, int, int, str, str]:
    place = one.place
    return (place.workbook, place.sheet, place.row, place.column, one.rule, one.message)


def _findings(case: Case, of: Rule) -> tuple[Finding, ...]:
    """What one rule finds, under its name, at its severity and with its thresholds."""
    settings = case.settings
    severity = settings.severity.get(of.name, of.severity)
    limits: dict[str, float] = {}
    for number, (name, default) in enumerate(of.thresholds.items()):
        limits[name] = settings.thresholds.get(f"{of.name}.{name}" if number else of.name, default)
    return tuple(
        one._replace(rule=of.name, severity=min(severity, one.severity)) for one in of.check(case, **limits)
    )


def _spot(one: Finding) -> Hashable:
    """What a finding is about, as narrowly as it says: an OKR, a row, or its place."""
    if one.okr is not None:
        return one.okr
    place = one.place
    return (place.workbook, place.sheet, place.row) if place.kind is PlaceKind.CELL else place


def _spots(one: Finding) -> frozenset[Hashable]:
    """Everything by which a finding can be silenced: its OKR, and its row or place."""
    return frozenset((_spot(one), _spot(one._replace(okr=None))))


def _is_among(one: Finding, spots: AbstractSet[Hashable]) -> bool:
    """Whether a finding is silenced at these spots: where it speaks of several OKRs, at each of them."""
    if one.also:
        return all(key in spots for key in (one.okr, *one.also) if key is not None)
    return not spots.isdisjoint(_spots(one))


def _row_suppressions(case: Case) -> dict[str, set[Hashable]]:
    """The OKRs and rows at which notes silence a rule today, by its name."""
    silenced: dict[str, set[Hashable]] = {}
    for key, okr in case.okrs.by_key.items():
        if okr.note and (names := set(_ignored_rules(okr.note, today=case.today))):
            cell = okr.cells.get(Field.NOTE, okr.at)
            for name in names:
                silenced.setdefault(name, set()).update((key, (cell.workbook, cell.sheet, cell.row)))
    return silenced


def _ignored_rules(note: str, *, today: date) -> Iterator[str]:
    """The rules that a note silences by `ignore: rule-name, reason`, or `... until 2026-11-01`.

    The day belongs to the time; a date that is not written so does not silence anything.

    >>> list(_ignored_rules("ignore: missing-owner, Ann starts soon", today=date(2026, 10, 1)))
    ['missing-owner']
    >>> list(_ignored_rules("ignore: missing-owner until 2026-09-30", today=date(2026, 10, 1)))
    []
    """
    for words in _IGNORE.split(note)[1:]:
        line = words.partition("\n")[0]
        name = _RULE_NAME.match(line)
        until = _UNTIL.search(line)
        if name and (until is None or _reaches(until[1], today)):
            yield name[1].lower()


def _reaches(until: str, today: date) -> bool:
    try:
        return today <= date.fromisoformat(until.rstrip("."))
    except ValueError:
        return False


def _narrowed(case: Case, phases: frozenset[CyclePhase]) -> Case:
    """The case with only the OKRs whose cycle is in one of these phases; no cycle counts as open."""

    def judged(cycle: Cycle | None) -> bool:
        if cycle is None:
            return CyclePhase.OPEN in phases
        return cycle.phase(case.today, close_after=case.settings.close_after) in phases

    kept: set[str] = set()
    for objective in case.okrs.objectives:
        if judged(objective.cycle):
            kept.add(objective.key)
            kept.update(kr.key for kr in objective.key_results if judged(kr.cycle or objective.cycle))
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
